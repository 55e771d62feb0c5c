"""Elements of an IATI file: narratives in two languages, numbers and days as XML Schema wants them."""

from __future__ import annotations

import calendar
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


def first_day(date: str) -> str:
    """The first day that an ISO 8601 date of any precision leaves open."""
    return date + {4: "-01-01", 7: "-01"}.get(len(date), "")


def last_day(date: str) -> str:
    """The last day that it leaves open."""
    if len(date) == 7:
        return f"{date}-{calendar.monthrange(int(date[:4]), int(date[5:]))[1]}"
    return f"{date}-12-31" if len(date) == 4 else date
