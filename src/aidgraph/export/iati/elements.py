"""Elements of an IATI file: narratives in two languages, numbers and addresses as XML Schema wants them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from lxml import etree

from aidgraph.export.xml_networks import xml_text

LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def add(
    parent: Any, name: str, attributes: Mapping[str, str] | None = None, *, text: str | None = None
) -> Any:
    """A child element of `parent`."""
    made = etree.SubElement(parent, name, {key: xml_text(value) for key, value in (attributes or {}).items()})
    made.text = None if text is None else xml_text(text)
    return made


def narratives(parent: Any, zh: str, en: str = "") -> None:
    """A narrative in each language that has words of its own."""
    for language, text in (("zh", zh), ("en", en)):
        if text and not (language == "en" and text == zh):
            add(parent, "narrative", {LANG: language}, text=text)


def decimal(value: int | float | None) -> str:
    """A number without an exponent, which `xsd:decimal` doesn't know."""
    return format(Decimal(str(value)), "f")


def web_address(url: str) -> str:
    """A web address without blanks and marks that `xsd:anyURI` may not hold."""
    return re.sub(r'[\s<>"{}|\\^`]', lambda match: f"%{ord(match[0]):02X}", url)
