"""A table as Stata's .dta 118 (Stata 14 and newer): UTF-8, long text as strL, each variable labelled.

The format states how many rows there are and how wide a text is before the first row, so a table is held in memory.
Layout: Stata's own description, `help dta`. No time of writing stands in the file.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Sequence
from typing import Any, BinaryIO, NamedTuple

from aidgraph.export.columns import Kind, kind, label
from aidgraph.export.tables import Table
from aidgraph.export.xml_networks import joined

#: Longest text that stands in its row; others are strL, which each row points to.
_IN_ROW = 244
_STRL, _DOUBLE, _LONG, _BYTE = 32768, 65526, 65528, 65530
#: What Stata shows as “.”, by type; the largest whole number of a long.
_MISSING = {
    _DOUBLE: struct.pack("<Q", 0x7FE0000000000000),
    _LONG: struct.pack("<i", 2147483621),
    _BYTE: b"\x65",
}
_LARGEST = 2147483620
_RESERVED = frozenset(
    "_all _b byte _coef _cons double float if in int long _n _N _pi _pred _rc _skip strL using with".split()
)
_NAME, _LABEL = 32, 80


class _Variable(NamedTuple):
    name: str
    label: str
    type: int
    format: str
    pack: Callable[[Any], bytes]


def write_stata(out: BinaryIO, name: str, table: Table) -> None:
    """Write the table of that name among `TABLES`. Columns get names that Stata takes, and the codebook's labels."""
    rows = [[joined(row[column]) for column in table.fields] for row in table.rows]
    texts = _Texts()
    names = variable_names(table.fields)
    variables = [
        _variable(names[n], label(name, column), kind(name, column), [row[n] for row in rows], texts, n)
        for n, column in enumerate(table.fields)
    ]
    data = bytearray()
    for texts.row, row in enumerate(rows, 1):
        for one, value in zip(variables, row, strict=True):
            data += one.pack(value)
    header = b"<header><release>118</release><byteorder>LSF</byteorder>"
    header += b"<K>%s</K><N>%s</N>" % (struct.pack("<H", len(variables)), struct.pack("<Q", len(rows)))
    title = _cut(f"aidgraph: {name}", _LABEL)
    header += b"<label>%s%s</label><timestamp>\0</timestamp></header>" % (
        struct.pack("<H", len(title)),
        title,
    )
    parts = {
        "variable_types": b"".join(struct.pack("<H", one.type) for one in variables),
        "varnames": b"".join(_padded(_cut(one.name, _NAME), 129) for one in variables),
        "sortlist": bytes(2 * (len(variables) + 1)),
        "formats": b"".join(_padded(one.format.encode(), 57) for one in variables),
        "value_label_names": bytes(129 * len(variables)),
        "variable_labels": b"".join(_padded(_cut(one.label, _LABEL), 321) for one in variables),
        "characteristics": b"",
        "data": bytes(data),
        "strls": texts.written(),
        "value_labels": b"",
    }
    _assemble(out, header, parts)


def _assemble(out: BinaryIO, header: bytes, parts: dict[str, bytes]) -> None:
    """The sections in their order, after a map of where each begins."""
    opening = b"<stata_dta>" + header
    map_length = len(b"<map></map>") + 8 * 14
    offsets, at = [0, len(opening)], len(opening) + map_length
    for name, content in parts.items():
        offsets.append(at)
        at += 2 * len(name) + len("<></>") + len(content)
    offsets += [at, at + len(b"</stata_dta>")]
    out.write(opening + b"<map>%s</map>" % struct.pack("<14Q", *offsets))
    for name, content in parts.items():
        out.write(b"<%s>%s</%s>" % (name.encode(), content, name.encode()))
    out.write(b"</stata_dta>")


class _Texts:
    """Long texts, each stored once; a row points at the variable and row where its text was first met.

    `row` is the one being written, counted from 1.
    """

    def __init__(self) -> None:
        self.row = 1
        self.met: dict[bytes, tuple[int, int]] = {}

    def pointer(self, variable: int, text: str | None) -> bytes:
        if not text:
            return bytes(8)
        stored = _encoded(text)
        column, row = self.met.setdefault(stored, (variable + 1, self.row))
        return struct.pack("<H", column) + struct.pack("<Q", row)[:6]

    def written(self) -> bytes:
        return b"".join(
            b"GSO" + struct.pack("<IQBI", column, row, 130, len(text) + 1) + text + b"\0"
            for text, (column, row) in self.met.items()
        )


def _variable(name: str, said: str, of: Kind, values: Sequence[Any], texts: _Texts, number: int) -> _Variable:
    if of == "boolean":
        return _Variable(name, said, _BYTE, "%8.0g", lambda value: _number("<b", _BYTE, value))
    if of == "integer" and all(value is None or abs(value) <= _LARGEST for value in values):
        return _Variable(name, said, _LONG, "%12.0g", lambda value: _number("<i", _LONG, value))
    if of in ("integer", "number"):
        return _Variable(name, said, _DOUBLE, "%14.0g", lambda value: _number("<d", _DOUBLE, value))
    width = max((len(_encoded(value or "")) for value in values), default=0) or 1
    if width <= _IN_ROW:
        return _Variable(
            name, said, width, f"%-{width}s", lambda value: _padded(_encoded(value or ""), width)
        )
    return _Variable(name, said, _STRL, "%-9s", lambda value: texts.pointer(number, value))


def _number(form: str, of: int, value: Any) -> bytes:
    return _MISSING[of] if value is None else struct.pack(form, value)


def variable_names(columns: Iterable[str]) -> list[str]:
    """Names that Stata takes, each once: letters of any script, digits, “_”, at most 32 characters, no word of its own."""
    made: list[str] = []
    for column in columns:
        name = re.sub(r"\W", "_", column)
        if name in _RESERVED or not name[:1].isidentifier():
            name = f"_{name}"
        name, number = name[:_NAME], 1
        while name in made:
            number += 1
            ending = f"_{number}"
            name = re.sub(r"\W", "_", column)[: _NAME - len(ending)] + ending
        made.append(name)
    return made


def _encoded(text: str) -> bytes:
    """UTF-8; a null character would end the text."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace")


def _cut(text: str, length: int) -> bytes:
    return _encoded(text[:length])


def _padded(text: bytes, width: int) -> bytes:
    return text.ljust(width, b"\0")
