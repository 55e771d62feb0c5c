"""What can be said of a SPARQL text without parsing it all: its form, its prefixes, whether it reaches outside.

The terminals are those of the SPARQL 1.1 grammar (https://www.w3.org/TR/sparql11-query/#grammar), so that a word
inside a string, an IRI, a comment or a variable is never taken for a keyword.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_TERMINAL = re.compile(
    r"""
      (?P<comment>\#[^\n\r]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"{3}.*?(?<!\\)\"{3} | '{3}.*?(?<!\\)'{3} | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z][A-Za-z0-9-]*)
    | (?P<name>[\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)
    | (?P<word>[^\W\d]\w*)
    | (?P<brace>[{}])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")


def form(text: str) -> Form | None:
    """The query's form; None where the text is no query."""
    for kind, token in _terminals(text):
        if kind == "word" and token.upper() in _FORMS:
            return token.upper()  # type: ignore[return-value]
        if kind == "brace":
            return None
    return None


def is_update(text: str) -> bool:
    """Whether the text's first word, after its prologue, is one of SPARQL Update."""
    words = (token.upper() for kind, token in _terminals(text) if kind == "word")
    return next((word in _UPDATES for word in words if word not in {"PREFIX", "BASE"}), False)


def chooses_graphs(text: str) -> bool:
    """Whether a query names its own dataset: FROM stands before the first brace."""
    for kind, token in _terminals(text):
        if kind == "brace":
            return False
        if kind == "word" and token.upper() == "FROM":
            return True
    return False


def reaches_outside(text: str) -> bool:
    """Whether a query asks another server (SERVICE), in whatever spelling a lenient parser would still accept."""
    plain = _ESCAPED.sub(lambda found: chr(min(int(found[1] or found[2], 16), 0x10FFFF)), text)
    return any(
        "SERVICE" in token.partition(":")[0].upper()
        for one in {text, plain}
        for kind, token in _terminals(one)
        if kind in {"word", "name"}
    )


def with_prefixes(text: str, prefixes: Mapping[str, str]) -> str:
    """The text with a PREFIX line for each prefix that it uses and doesn't declare itself."""
    declared: set[str] = set()
    used: set[str] = set()
    after = ""
    for kind, token in _terminals(text):
        if kind == "name":
            prefix = token.partition(":")[0]
            (declared if after == "PREFIX" else used).add(prefix)
        after = token.upper() if kind == "word" else ""
    lines = [
        f"PREFIX {prefix}: <{home}>\n"
        for prefix, home in sorted(prefixes.items())
        if prefix in used - declared
    ]
    return "".join(lines) + text


def _terminals(text: str) -> Iterator[tuple[str, str]]:
    """Kind and text of each terminal; comments and stray characters left out."""
    for found in _TERMINAL.finditer(text):
        if found.lastgroup not in {None, "comment"}:
            yield str(found.lastgroup), found.group()
