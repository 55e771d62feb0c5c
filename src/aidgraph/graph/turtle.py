"""RDF terms as text: the one place where anything is escaped.

Everything that reaches `graph.trig` or a query goes through `literal` and `iri`, which are fuzzed against
Oxigraph's strict parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TypeAlias

from aidgraph.graph.vocabulary import DATE_TERMS, DECIMAL

#: Predicate (or `a`) and its objects, both as text.
Statement: TypeAlias = tuple[str, Iterable[str]]

_SAFE = "A-Za-z0-9\\-._~\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef" + "".join(
    f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14)
)
_NOT_IN_SEGMENT = re.compile(f"[^{_SAFE}@/,=:+]")
_NOT_IN_IRI = re.compile(f"%(?![0-9A-Fa-f]{{2}})|(?<=#)#|[^{_SAFE}@/,=:+!$&'()*;?#%]")
_RELATIVE = re.compile(f"(?!.*(?:^|/)\\.{{0,2}}(?:/|#|$))[{_SAFE}@/,=:+%]+(?:#[{_SAFE}@/,=:+%]+)?")
_ODD_SLASH = re.compile(r"^/|(?<=/)/|/$")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TO_ESCAPE = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "replace"))


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"


def literal(text: str, *, lang: str | None = None, datatype: str | None = None) -> str:
    """A quoted literal; `datatype` is a prefixed name. Half a surrogate pair becomes U+FFFD."""
    quoted = f'"{_TO_ESCAPE.sub(_escape, text)}"'
    if lang:
        return f"{quoted}@{lang}"
    return f"{quoted}^^{datatype}" if datatype else quoted


def iri(text: str) -> str:
    """A full IRI in angle brackets; characters that no IRI may hold are percent-encoded."""
    head, mark, fragment = text.partition("#")
    return (
        f"<{_NOT_IN_IRI.sub(_percent, head)}{mark}{_NOT_IN_IRI.sub(_percent, fragment.replace('#', '%23'))}>"
    )


def path(text: str) -> str:
    """Text as part of an IRI's path: another text, another path; `/` and Chinese stay as they are."""
    encoded = _NOT_IN_SEGMENT.sub(_percent, text)
    encoded = _ODD_SLASH.sub("%2F", encoded)
    return "/".join(part.replace(".", "%2E") if part in {".", ".."} else part for part in encoded.split("/"))


def relative(text: str, home: str) -> str:
    """An IRI in angle brackets, shortened to what follows `home` where every parser makes the same of it."""
    full = iri(text)
    rest = full[1 + len(home) : -1]
    if full.startswith(f"<{home}") and ":" not in rest.partition("/")[0] and _RELATIVE.fullmatch(rest):
        return f"<{rest}>"
    return full


def number(value: int | float) -> str:
    """A decimal in its canonical form, which every engine keeps as it is: `"600000"^^xsd:decimal`."""
    plain = format(Decimal(str(value)).normalize(), "f")
    return literal("0" if plain == "-0" else plain, datatype=DECIMAL)


def integer(value: int) -> str:
    """A whole number, xsd:integer."""
    return str(int(value))


def boolean(value: bool) -> str:
    """True or false, xsd:boolean."""
    return "true" if value else "false"


def date(value: str) -> str:
    """An ISO 8601 date with the precision it has: day, month or year; anything else stays a plain string."""
    known = DATE_TERMS.get(len(value)) if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value) else None
    return literal(value, datatype=known[0]) if known else literal(value)


def statements(subject: str, said: Sequence[Statement]) -> str:
    """One subject with what is said of it, a line a predicate; objects sorted, predicates in order."""
    lines = []
    for predicate, objects in said:
        listed = list(dict.fromkeys(objects)) if predicate == "a" else sorted(set(objects))
        if listed:
            lines.append(f"{predicate} {', '.join(listed)}")
    return f"{subject} " + " ;\n    ".join(lines) + " .\n" if lines else ""
