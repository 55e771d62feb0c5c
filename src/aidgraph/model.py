"""The nouns: what a document says, as frozen values without I/O.

The JSON form of every noun here is the contract `docs/claims.md` describes: keys in a fixed order, every key present.
Keys that a reader doesn't know are kept (`extra`) and written back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from aidgraph.errors import EvidenceError

Relation = Literal["paired-with", "donated-to", "supports"]
Status = Literal["done", "ongoing", "planned"]
Bound = Literal["exact", "over", "about", "under", "vague"]
Basis = Literal["one-off", "per-year", "cumulative", "per-unit"]
Measure = Literal["aid", "project", "investment", "trade"]
Origin = Literal["told", "curated", "model"]
JudgementKind = Literal["accept", "reject", "correct", "same", "different"]
Json = dict[str, Any]

RELATIONS: tuple[Relation, ...] = ("paired-with", "donated-to", "supports")

DIVISION_TYPES = ("Province", "Prefecture", "County", "Township", "Village")
CORPS_TYPES = ("Corps", "CorpsDivision", "CorpsRegiment", "CorpsCompany")
ORGANISATION_TYPES = (
    "School", "Hospital", "Enterprise", "Association", "Foundation", "Media", "PublicBody", "Park",
    "Headquarters", "WorkTeam",
)  # fmt: skip
PARTY_TYPES = (*DIVISION_TYPES, *CORPS_TYPES, *ORGANISATION_TYPES, "Group")

MODALITIES = (
    "cash", "goods", "construction", "personnel", "training", "medical", "exchange", "partnership", "investment",
    "employment",
)  # fmt: skip
SECTORS = (
    "education", "health", "water", "agriculture", "industry", "tourism", "culture", "infrastructure", "governance",
    "social-protection", "employment", "housing", "multi",
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open code-point offsets into a document's text: 0 ≤ start < end."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise EvidenceError(f"a span must have 0 ≤ start < end, not {self.start}–{self.end}")

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A bulletin, a news item or a table: what evidence stands on.

    `text` is the file's decoded text exactly as stored, never normalised; `sha256` is of the file's bytes.
    `issued` is an ISO 8601 date or None. `kind` is `bulletin`, `news` or `table`.
    """

    id: str
    path: str
    sha256: str
    text: str
    title: str | None = None
    issuer: str | None = None
    series: str | None = None
    number: str | None = None
    issued: str | None = None
    url: str | None = None
    licence: str | None = None
    language: str = "zh-Hans"
    kind: str = "bulletin"

    def quote(self, span: Span) -> str:
        """The text at a span. Raises EvidenceError where the span reaches past the end."""
        if span.end > len(self.text):
            raise EvidenceError(f"{self.path}: characters {span.start}–{span.end} lie past the text's end")
        return self.text[span.start : span.end]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1."""
        return self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)

    def to_json(self) -> Json:
        """The line that stands for this document in `documents.jsonl`."""
        return {name: getattr(self, name) for name in _DOCUMENT_KEYS}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Document:
        """A document from a line of `documents.jsonl`."""
        return cls(**{name: row[name] for name in _DOCUMENT_KEYS if name in row})


_DOCUMENT_KEYS = (
    "id", "path", "sha256", "title", "issuer", "series", "number", "issued", "url", "licence", "language", "kind",
    "text",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """The mention that a carried-over party is carried from."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a document states a claim. Made by `quoting`, which takes the quote from the text itself."""

    document: str
    start: int
    end: int
    quote: str
    subject: Subject | None = None

    @classmethod
    def quoting(cls, document: Document, span: Span, *, subject: Span | None = None) -> Evidence:
        """Evidence whose quote is the document's text at the span, to the character."""
        carried = Subject(subject.start, subject.end, document.quote(subject)) if subject else None
        return cls(document.id, span.start, span.end, document.quote(span), carried)

    @property
    def span(self) -> Span:
        """The quote's place in the document."""
        return Span(self.start, self.end)

    def check(self, document: Document) -> None:
        """Raise EvidenceError unless quote and subject stand in the document at their offsets."""
        for part in (self, self.subject):
            if part is None:
                continue
            if document.text[part.start : part.end] != part.quote:
                line, column = document.position(min(part.start, len(document.text)))
                raise EvidenceError(
                    f"{document.path}:{line}:{column}: the document does not say “{part.quote[:30]}” here; "
                    "it has changed since it was read: build the graph again"
                )

    def to_json(self) -> Json:
        """The `evidence` object of a claim."""
        subject = self.subject
        return {
            "document": self.document,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "subject": subject and {"start": subject.start, "end": subject.end, "quote": subject.quote},
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Evidence:
        """Evidence from a claim's `evidence` object."""
        subject = row.get("subject")
        carried = Subject(subject["start"], subject["end"], subject["quote"]) if subject else None
        return cls(row["document"], row["start"], row["end"], row["quote"], carried)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who gives, receives or arranges, in the text's own words.

    `canonical` is the full official name where `name` is an abbreviation that the gazetteer knows. `places` are
    canonical names of the places it is said to belong to. The five keys from `count` on belong to a Group.
    `at` is its own mention in the document; `entity` the IRI it resolves to, None where undecided.
    """

    name: str
    type: str
    canonical: str | None = None
    places: tuple[str, ...] = ()
    count: int | None = None
    bound: Bound | None = None
    unit: str | None = None
    kind: str | None = None
    members: tuple[Party, ...] = ()
    at: Span | None = None
    entity: str | None = None

    @property
    def is_group(self) -> bool:
        """Whether this is a collective, counted or not."""
        return self.type == "Group"

    def to_json(self, *, built: bool = True) -> Json:
        """The party object of claims.md; `built` adds what `build` knows: `entity` and `at`."""
        row: Json = {"name": self.name, "type": self.type}
        if self.canonical and self.canonical != self.name:
            row["canonical"] = self.canonical
        if self.is_group:
            row |= {"count": self.count, "bound": self.bound, "unit": self.unit, "kind": self.kind}
            row["members"] = [member.to_json(built=built) for member in self.members]
        row["places"] = list(self.places)
        if built:
            row["entity"] = self.entity
            row["at"] = [self.at.start, self.at.end] if self.at else None
        return row

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Party:
        """A party from its object."""
        at = row.get("at")
        return cls(
            name=row["name"],
            type=row["type"],
            canonical=row.get("canonical"),
            places=tuple(row.get("places") or ()),
            count=row.get("count"),
            bound=row.get("bound"),
            unit=row.get("unit"),
            kind=row.get("kind"),
            members=tuple(cls.from_json(member) for member in row.get("members") or ()),
            at=Span(*at) if at else None,
            entity=row.get("entity"),
        )


@dataclass(frozen=True, slots=True)
class Amount:
    """Money as written: `value` in whole or fractional units of `currency` (ISO 4217), never converted."""

    value: int | float | None
    currency: str
    bound: Bound
    basis: Basis
    of: Measure
    text: str

    def to_json(self) -> Json:
        """The amount object of claims.md."""
        return {name: getattr(self, name) for name in ("value", "currency", "bound", "basis", "of", "text")}


@dataclass(frozen=True, slots=True)
class Count:
    """Counted goods (an item) or a counted result (an outcome)."""

    name: str
    quantity: int | float | None = None
    unit: str | None = None
    bound: Bound | None = None

    def to_json(self) -> Json:
        """The item or outcome object of claims.md."""
        return {"name": self.name, "quantity": self.quantity, "unit": self.unit, "bound": self.bound}


@dataclass(frozen=True, slots=True)
class Period:
    """A time phrase: ISO 8601 dates, inclusive, None where open; `text` is the phrase."""

    start: str | None
    end: str | None
    text: str

    def to_json(self) -> Json:
        """The period object of claims.md."""
        return {"start": self.start, "end": self.end, "text": self.text}


@dataclass(frozen=True, slots=True)
class Review:
    """A person's decision about a claim."""

    by: str
    at: str
    decision: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A row of `judgements.csv`: what a person decided about a claim or an identity, and what it was about.

    About a claim: the document, quote, relation and parties (`A；B→C`) it had then; with `correct`, the field
    and its value as text. About an identity: `field` and `value` are the IRIs of the two entities, the second
    the one to keep; with a `document`, `different` holds for the mentions in that document alone.
    """

    id: str
    kind: JudgementKind
    document: str = ""
    quote: str = ""
    relation: str = ""
    parties: str = ""
    field: str = ""
    value: str = ""
    by: str
    at: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement in which a document says that some parties aid, or are paired with, others (claims.md)."""

    id: str
    relation: Relation
    status: Status
    evidence: Evidence
    aggregate: bool = False
    providers: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    organizers: tuple[Party, ...] = ()
    amounts: tuple[Amount, ...] = ()
    items: tuple[Count, ...] = ()
    outcomes: tuple[Count, ...] = ()
    period: Period | None = None
    programmes: tuple[str, ...] = ()
    purpose: str | None = None
    modality: tuple[str, ...] = ()
    sector: str | None = None
    origin: Origin = "told"
    rule: str | None = None
    act: str | None = None
    review: Review | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    def parties(self) -> Iterable[Party]:
        """Every party on any side, members of groups included."""
        for party in (*self.providers, *self.recipients, *self.organizers):
            yield party
            yield from party.members

    def to_json(self, *, built: bool = True) -> Json:
        """A line of `claims.jsonl`: the keys of claims.md, and with `built` those that `build` adds."""
        row: Json = {
            "id": self.id,
            "relation": self.relation,
            "status": self.status,
            "aggregate": self.aggregate,
        }
        for side in ("providers", "recipients", "organizers"):
            row[side] = [party.to_json(built=built) for party in getattr(self, side)]
        for key in ("amounts", "items", "outcomes"):
            row[key] = [value.to_json() for value in getattr(self, key)]
        row["period"] = self.period.to_json() if self.period else None
        row["programmes"] = list(self.programmes)
        row["purpose"] = self.purpose
        row["modality"] = list(self.modality)
        row["sector"] = self.sector
        row["evidence"] = self.evidence.to_json()
        if built:
            row |= {"origin": self.origin, "rule": self.rule, "act": self.act}
            review = self.review
            row["review"] = review and {
                "by": review.by, "at": review.at, "decision": review.decision, "why": review.why
            }  # fmt: skip
        return row | dict(self.extra)

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Claim:
        """A claim from its line, its unknown keys kept in `extra`."""
        period, review = row.get("period"), row.get("review")
        return cls(
            id=row["id"],
            relation=row["relation"],
            status=row["status"],
            aggregate=bool(row.get("aggregate")),
            providers=tuple(Party.from_json(party) for party in row.get("providers") or ()),
            recipients=tuple(Party.from_json(party) for party in row.get("recipients") or ()),
            organizers=tuple(Party.from_json(party) for party in row.get("organizers") or ()),
            amounts=tuple(
                Amount(a["value"], a["currency"], a["bound"], a["basis"], a["of"], a["text"])
                for a in row.get("amounts") or ()
            ),
            items=tuple(Count(**_count(item)) for item in row.get("items") or ()),
            outcomes=tuple(Count(**_count(outcome)) for outcome in row.get("outcomes") or ()),
            period=Period(period.get("start"), period.get("end"), period["text"]) if period else None,
            programmes=tuple(row.get("programmes") or ()),
            purpose=row.get("purpose"),
            modality=tuple(row.get("modality") or ()),
            sector=row.get("sector"),
            evidence=Evidence.from_json(row["evidence"]),
            origin=row.get("origin") or "told",
            rule=row.get("rule"),
            act=row.get("act"),
            review=Review(review["by"], review["at"], review["decision"], review.get("why", ""))
            if review
            else None,
            extra={key: value for key, value in row.items() if key not in _CLAIM_KEYS},
        )

    def having(self, **changes: Any) -> Claim:
        """A copy with some fields changed."""
        return replace(self, **changes)


_CLAIM_KEYS = frozenset(
    "id relation status aggregate providers recipients organizers amounts items outcomes period programmes purpose "
    "modality sector evidence origin rule act review".split()
)


def _count(row: Mapping[str, Any]) -> Json:
    return {key: row.get(key) for key in ("name", "quantity", "unit", "bound")}


@dataclass(frozen=True, slots=True)
class Identifier:
    """A code with the scheme that gives it and the years it held (None where open or unknown)."""

    scheme: str
    value: str
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What parties resolve to: one entity, one IRI, in every document and every build.

    `within` lists the IRIs of every ancestor, nearest first. `lat`/`lon` are WGS 84 degrees; `precision` says what
    the point stands for (`seat`, `centre`, or None). `document`/`at` place a Group, whose IRI is its mention.
    """

    iri: str
    type: str
    zh: str
    en: str | None = None
    pinyin: str | None = None
    aliases: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    within: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None
    count: int | None = None
    bound: Bound | None = None
    kind: str | None = None
    members: tuple[str, ...] = ()
    mentions: int = 0

    def to_json(self) -> Json:
        """A line of `entities.jsonl`."""
        return {
            "iri": self.iri,
            "type": self.type,
            "labels": {"zh": self.zh, "en": self.en, "pinyin": self.pinyin},
            "aliases": list(self.aliases),
            "identifiers": [
                {"scheme": i.scheme, "value": i.value, "since": i.since, "until": i.until}
                for i in self.identifiers
            ],
            "within": list(self.within),
            "point": None
            if self.lat is None
            else {"lat": self.lat, "lon": self.lon, "precision": self.precision},
            "group": {
                "count": self.count,
                "bound": self.bound,
                "kind": self.kind,
                "members": list(self.members),
            }
            if self.type == "Group"
            else None,
            "mentions": self.mentions,
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Entity:
        """An entity from its line."""
        labels, point, group = row["labels"], row.get("point") or {}, row.get("group") or {}
        return cls(
            iri=row["iri"],
            type=row["type"],
            zh=labels["zh"],
            en=labels.get("en"),
            pinyin=labels.get("pinyin"),
            aliases=tuple(row.get("aliases") or ()),
            identifiers=tuple(
                Identifier(i["scheme"], i["value"], i.get("since"), i.get("until"))
                for i in row.get("identifiers") or ()
            ),
            within=tuple(row.get("within") or ()),
            lat=point.get("lat"),
            lon=point.get("lon"),
            precision=point.get("precision"),
            count=group.get("count"),
            bound=group.get("bound"),
            kind=group.get("kind"),
            members=tuple(group.get("members") or ()),
            mentions=row.get("mentions", 0),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something in scope that was seen and did not become a claim, or could not be decided, and why."""

    kind: str
    reason: str
    document: str
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    candidates: tuple[str, ...] = ()

    def to_json(self) -> Json:
        """A line of `issues.jsonl`."""
        return {
            "kind": self.kind,
            "reason": self.reason,
            "document": self.document,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "candidates": list(self.candidates),
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Issue:
        """An issue from its line."""
        return cls(**{**row, "candidates": tuple(row.get("candidates") or ())})


def free_id(identifier: str, taken: set[str]) -> str:
    """The id, with `.2` and so on where it is taken; it is taken then. Claims of one relation may start at one place."""
    free, number = identifier, 1
    while free in taken:
        number += 1
        free = f"{identifier}.{number}"
    taken.add(free)
    return free
