"""Tables → claims, row by row, the row as evidence.

A table is about aid where its head names who receives or gives and what: a project, a sum, goods, or the other side.
A cell that is empty or says 同上 takes the party of the one above, and `evidence.subject` points there; so does a party
that only the caption names (2017年镇江市援疆项目表). Sums get the unit of their head or caption. A row of totals is
an aggregate. What is seen and not read is an issue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from aidgraph.documents import Reading
from aidgraph.extract.claims import sector
from aidgraph.extract.grids import MONEY, Cell, Column, Grid, Row, grids
from aidgraph.extract.lexicon import lexicon
from aidgraph.extract.memory import Memory
from aidgraph.extract.parties import PartyReader
from aidgraph.extract.scope import Scope
from aidgraph.extract.sides import is_aided
from aidgraph.extract.table_figures import NIL, YEARS, amount_in, items_in, outcomes_in, period_of, text_in
from aidgraph.extract.tokens import Tokens
from aidgraph.gazetteer import Gazetteer
from aidgraph.model import Amount, Claim, Evidence, Issue, Party, Period, Relation, Span

RULE = "tables/1"
_TOTAL = re.compile(r"(?:总|合|小|共|累)计|总数|全部|汇总")
_SAME = re.compile(r"同上|[〃″\"”“]+")
_AID = re.compile(r"对口支援|对口帮扶|援[疆藏青建助川甘伊克喀]|支援|帮扶|协作|捐[赠款资助]|结对|资助")
_GIVES = re.compile(r"对口支援|对口帮扶|支援|援建|援助|帮扶|捐[赠款资助]|资助|援[疆藏青]")
_PLANNED = re.compile(r"计划|规划|拟|安排表|建议")
_SIDES = ("provider", "recipient")


@dataclass(frozen=True, slots=True)
class _Told:
    """Parties with the stretch of the folded text that names them."""

    parties: tuple[Party, ...] = ()
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class _Carried:
    """What holds for the rows to come: parties of each side, from the caption and from above; the last date."""

    captioned: dict[str, _Told]
    sides: dict[str, _Told]
    period: Period | None


def table_claims(reading: Reading, gazetteer: Gazetteer) -> tuple[tuple[Claim, ...], tuple[Issue, ...]]:
    """The claims of a document's tables in the order of their rows, and issues for what was not read."""
    claims: list[Claim] = []
    issues: list[Issue] = []
    for grid in grids(reading):
        reader = _TableReader(reading, gazetteer, grid)
        if reader.is_aid:
            claims += reader.claims()
        issues += reader.issues()
    return tuple(claims), tuple(issues)


class _TableReader:
    """Reads one table."""

    def __init__(self, reading: Reading, gazetteer: Gazetteer, grid: Grid) -> None:
        self.reading = reading
        self.gazetteer = gazetteer
        self.grid = grid
        self.doubts: list[Issue] = []
        self.caption = "，".join(cell.text for cell in grid.caption)
        named = " ".join(filter(None, (self.caption, reading.document.issuer, reading.document.title)))
        self.home = tuple(dict.fromkeys(mention.name for mention in gazetteer.mentions(named)))
        self.sides = self._sides()

    @property
    def is_aid(self) -> bool:
        """Whether the head says who is aided, or by whom, and with what."""
        what = self.grid.having(*MONEY, "project", "item")
        both = all(self.sides.values())
        return both or bool(what and (any(self.sides.values()) or _AID.search(self.caption)))

    def _sides(self) -> dict[str, list[Column]]:
        """Columns by side. 结对单位 is the side that no other column is; of two such the first gives."""
        sides = {side: self.grid.having(side) for side in _SIDES}
        either = self.grid.having("either")
        if len(either) == 2 and not any(sides.values()) and self._is_reversed(either):
            either.reverse()
        for column in either:
            sides["recipient" if sides["provider"] else "provider"].append(column)
        return sides

    def _is_reversed(self, columns: Sequence[Column]) -> bool:
        """Whether the first of two equal columns is the aided side, as where the places lie tells."""
        for row in self.grid.rows:
            first, second = (self._aided(row.cells[column.index]) for column in columns)
            if first is not None and second is not None and first != second:
                return first
        return False

    def _aided(self, cell: Cell) -> bool | None:
        found = self._told(cell).parties
        return is_aided(self._scope(cell), found[0]) if found else None

    def claims(self) -> Iterator[Claim]:
        """Yield a claim for each row that says something of aid."""
        captioned = self._captioned()
        carried = _Carried(captioned, dict(captioned), self._captioned_period())
        for row in self.grid.rows:
            if len(row.filled) == 1 and not _TOTAL.search(_labelled(row)):
                told = self._told(row.filled[0])  # a line over all columns: 霍城县 above its projects
                if told.parties:
                    carried.sides["recipient"] = told
                continue
            claim = self._claim(row, carried)
            if claim is not None:
                yield claim

    def _claim(self, row: Row, carried: _Carried) -> Claim | None:
        total = bool(_TOTAL.search(_labelled(row)))
        sides, subject = self._parties(row, carried, total=total)
        amounts, items, outcomes = (
            self._amounts(row, total=total),
            items_in(row, self.grid),
            outcomes_in(row, self.grid),
        )
        project = text_in(row, self.grid, "project")
        relation = self._relation(amounts, project)
        if relation == "paired-with" and not (sides["provider"] and sides["recipient"]):
            return None
        if not (amounts or items or outcomes or any(sides.values())):
            return None
        if relation != "paired-with" and not (amounts or items or outcomes or project):
            return None
        document, said = self.reading.document, " ".join(cell.text for cell in row.filled)
        planned = bool(_PLANNED.search(self.caption))
        purpose = text_in(row, self.grid, "purpose")
        return Claim(
            id=f"{document.id}/{relation}@{row.span.start}",
            relation=relation,
            status="planned" if planned else "ongoing" if relation == "paired-with" else "done",
            evidence=Evidence.quoting(document, row.span, subject=subject),
            aggregate=total,
            providers=sides["provider"],
            recipients=sides["recipient"],
            amounts=amounts,
            items=items,
            outcomes=outcomes,
            period=self._period(row, carried, total=total),
            purpose=None if total else project or purpose,
            modality=self._modality(relation, said, amounts=bool(amounts), items=bool(items)),
            sector=sector(said),
            rule=RULE,
        )

    # ---- parties -----------------------------------------------------------------------------------------

    def _parties(
        self, row: Row, carried: _Carried, *, total: bool
    ) -> tuple[dict[str, tuple[Party, ...]], Span | None]:
        """Each side's parties, and the mention from which one is carried."""
        sides: dict[str, tuple[Party, ...]] = {}
        subject: Span | None = None
        for side in _SIDES:
            told, own = _Told(), False
            for column in self.sides[side]:
                cell = row.cells[column.index]
                if cell.text and not _SAME.fullmatch(cell.text) and not NIL.fullmatch(cell.text):
                    found = self._told(cell)
                    own = own or bool(found.parties) or not total
                    told = _Told((*told.parties, *found.parties), *self._stretch(told, found))
                    if not found.parties and not total:
                        self._doubt("table-party", "a cell that names no party that is known", row, cell)
            if own and not total:
                carried.sides[side] = told
            named = (
                self._of_project(row) if side == "recipient" and not self.sides[side] and not total else ()
            )
            if named:
                told = _Told(named)
            elif not own and not (total and self.sides[side]):
                above = carried.sides if not total or "小" in _labelled(row) else carried.captioned
                told = above.get(side, _Told())
                place = self.reading.raw(told.start, told.end) if told.parties else None
                subject = max(filter(None, (subject, place)), default=None)
            sides[side] = told.parties
        return sides, subject

    def _stretch(self, told: _Told, found: _Told) -> tuple[int, int]:
        if not told.parties or not found.parties:
            return (found.start, found.end) if found.parties else (told.start, told.end)
        return min(told.start, found.start), max(told.end, found.end)

    def _told(self, cell: Cell) -> _Told:
        """The parties of a cell, with their stored places."""
        reader = PartyReader(self._scope(cell))
        found = reader.all(cell.start, cell.end) or reader.leading(cell.start, cell.end)
        if not found:
            return _Told()
        parties = tuple(dict.fromkeys(_stored(one.party, self.reading) for one in found))
        return _Told(parties, min(one.start for one in found), max(one.end for one in found))

    def _scope(self, cell: Cell) -> Scope:
        tokens = Tokens(
            self.reading.text, cell.start, cell.end, gazetteer=self.gazetteer, issued=self._issued
        )
        return Scope(tokens, self.gazetteer, Memory(), tuple(self.home))

    def _of_project(self, row: Row) -> tuple[Party, ...]:
        """The place that a project's own name begins with: 霍城县人民医院门诊楼."""
        for column in self.grid.having("project"):
            cell = row.cells[column.index]
            for mention in self.gazetteer.mentions(cell.text):
                place = self.gazetteer.decide(mention.name, context=self.home)
                if place is not None:
                    start = cell.start + mention.start
                    at = self.reading.raw(start, start + len(mention.name))
                    canonical = place.name if place.name != mention.name else None
                    return (Party(name=mention.name, type=place.type, canonical=canonical, at=at),)
        return ()

    def _captioned(self) -> dict[str, _Told]:
        """The sides that the caption names: before a word of aiding the provider, after it the recipient."""
        sides: dict[str, _Told] = {}
        for line in self.grid.caption:
            verb = _GIVES.search(line.text)
            if verb is None:
                continue
            for side, low, high in (
                ("provider", line.start, line.start + verb.start()),
                ("recipient", line.start + verb.end(), line.end),
            ):
                for mention in self.gazetteer.mentions(self.reading.text[low:high]):
                    cell = Cell(mention.name, low + mention.start, low + mention.end)
                    told = self._told(cell)
                    if told.parties and not (side in sides and side == "recipient"):
                        sides[side] = told
        return sides

    # ---- figures -----------------------------------------------------------------------------------------

    def _relation(self, amounts: Sequence[Amount], project: str | None) -> Relation:
        goods = self.grid.having("item")
        if not self.grid.having(*MONEY, "project", "item"):
            return "paired-with"
        heads = "".join(column.head for column in self.grid.columns) + self.caption
        if re.search(r"捐[赠款资助]", heads) or (goods and not project):
            return "donated-to"
        only_trade = bool(amounts) and all(amount.of == "trade" for amount in amounts)
        return "supports" if self.grid.having("project") or only_trade else "donated-to"

    def _amounts(self, row: Row, *, total: bool) -> tuple[Amount, ...]:
        """One sum for each thing that sums measure; the parts only where no column adds them up."""
        found: list[Amount] = []
        for of in dict.fromkeys(MONEY.values()):
            columns = [column for column in self.grid.having(*MONEY) if MONEY[column.role] == of]
            whole = [column for column in columns if re.search(r"合计|小计|总[计额]", column.head)]
            for column in whole[:1] or columns:
                cell = row.cells[column.index]
                if NIL.fullmatch(cell.text):
                    continue
                amount = amount_in(cell, column, self.reading, total=total)
                if amount is None:
                    self._doubt("unclaimed-amount", "a cell whose sum or unit could not be read", row, cell)
                else:
                    found.append(amount)
        return tuple(found)

    # ---- the rest ----------------------------------------------------------------------------------------

    def _period(self, row: Row, carried: _Carried, *, total: bool) -> Period | None:
        text = text_in(row, self.grid, "year")
        if total and not text:
            return self._captioned_period()
        if text and not _SAME.fullmatch(text):
            carried.period = period_of(text, issued=self._issued)
        return carried.period

    def _captioned_period(self) -> Period | None:
        found = YEARS.search(self.caption)
        return period_of(found[0], issued=None) if found else None

    @property
    def _issued(self) -> date | None:
        issued = self.reading.document.issued
        return date.fromisoformat(issued) if issued else None

    def _modality(self, relation: Relation, said: str, *, amounts: bool, items: bool) -> tuple[str, ...]:
        if relation == "paired-with":
            return ("partnership",)
        if relation == "donated-to":
            return (*(("cash",) if amounts and not items else ()), *(("goods",) if items else ()))
        named = [
            name for word, name in lexicon().modalities if word in said and name not in ("cash", "goods")
        ]
        return tuple(dict.fromkeys(named))[:2] or ("construction",)

    def _doubt(self, kind: str, reason: str, row: Row, cell: Cell | None = None) -> None:
        span = self.reading.raw(cell.start, cell.end) if cell else row.span
        document = self.reading.document
        self.doubts.append(
            Issue(
                kind=kind,
                reason=reason,
                document=document.id,
                start=span.start,
                end=span.end,
                quote=document.quote(span),
            )
        )

    def issues(self) -> list[Issue]:
        """What the table shows and no claim says; sums in rows that state no aid are for `unclaimed` to tell."""
        if not self.grid.columns and self.grid.rows:
            reason = "a table whose head names no aid; the words that do stand in table-heads.csv"
            self._doubt("table-unread", reason, self.grid.rows[0])
        return self.doubts


def _labelled(row: Row) -> str:
    """What the row calls itself, without blanks (合 计)."""
    return "".join("".join(cell.text for cell in row.filled[:2]).split())


def _stored(party: Party, reading: Reading) -> Party:
    """The party with its mention at stored offsets."""
    at = reading.raw(party.at.start, party.at.end) if party.at else None
    canonical = party.canonical if party.canonical != party.name else None
    return replace(
        party, at=at, canonical=canonical, members=tuple(_stored(m, reading) for m in party.members)
    )
