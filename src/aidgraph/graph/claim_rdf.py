"""A claim as RDF: direct triples to query, a claim node to cite (ontology.md, “Relationships”)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from aidgraph.errors import GraphError
from aidgraph.graph import vocabulary as v
from aidgraph.graph.names import Names
from aidgraph.graph.turtle import Statement, boolean, date, integer, literal, number, statements
from aidgraph.model import Amount, Bound, Claim, Count, Document, Party, Period

#: Characters kept before and after a quote, so that it can be found again in a copy whose offsets have moved.
CONTEXT = 32


def direct_triples(claim: Claim, names: Names) -> Iterator[str]:
    """The triples that hold between all providers and all recipients, named members of groups included.

    A pairing is stated both ways. What is only planned gets a predicate of its own, one way.
    """
    _, stands, planned = v.RELATION_TERMS[claim.relation]
    for provider in _with_members(claim, claim.providers, names):
        for recipient in _with_members(claim, claim.recipients, names):
            if provider == recipient:
                continue
            if claim.status == "planned":
                yield f"{provider} {planned} {recipient} .\n"
                continue
            yield f"{provider} {stands} {recipient} .\n"
            if stands == v.PAIRED_WITH:
                yield f"{recipient} {stands} {provider} .\n"


def claim_nodes(
    claim: Claim, document: Document, names: Names, ties: Iterable[Statement] = ()
) -> Iterator[str]:
    """The claim node and the nodes that hang on it; `ties` are what it says of other claims.

    Raises GraphError where a code is none of the code lists.
    """
    evidence = claim.evidence
    said: list[Statement] = [
        ("a", (v.RELATION_TERMS[claim.relation][0], v.CLAIM)),
        (v.LABEL, [literal(_title(claim), lang="zh")]),
        (v.DC_IDENTIFIER, [literal(claim.id)]),
        (v.STATUS, [_code(claim, "status", claim.status)]),
        (v.IS_AGGREGATE, [boolean(claim.aggregate)]),
        (v.ORIGIN, [_code(claim, "origin", claim.origin)]),
        (v.PROVIDER, [names.party(claim, party) for party in claim.providers]),
        (v.RECIPIENT, [names.party(claim, party) for party in claim.recipients]),
        (v.ORGANIZER, [names.party(claim, party) for party in claim.organizers]),
        (v.AMOUNT, [names.claim(claim, f"amount{n}") for n, _ in enumerate(claim.amounts, 1)]),
        (v.ITEM, [names.claim(claim, f"item{n}") for n, _ in enumerate(claim.items, 1)]),
        (v.OUTCOME, [names.claim(claim, f"outcome{n}") for n, _ in enumerate(claim.outcomes, 1)]),
        (v.HAS_TIME, [names.claim(claim, "time")] if claim.period else []),
        (v.IN_PROGRAMME, [names.programme(name) for name in claim.programmes]),
        (v.PURPOSE, [literal(claim.purpose, lang="zh")] if claim.purpose else []),
        (v.MODALITY, [_code(claim, "modality", modality) for modality in claim.modality]),
        (v.SECTOR, [_code(claim, "sector", claim.sector)] if claim.sector else []),
        (v.ACT, [names.act(claim.act)] if claim.act else []),
        *ties,
        (v.QUOTED_FROM, [names.passage(document.id, evidence.start, evidence.end)]),
        (v.SOURCE, [names.claim(claim, part) for part, _ in _sources(claim)]),
        (v.ATTRIBUTED_TO, [names.issuer(document.issuer)] if document.issuer else []),
        (v.GENERATED_BY, _origins(claim, names)),
    ]
    if evidence.subject:
        carried = names.passage(document.id, evidence.subject.start, evidence.subject.end)
        said.append((v.CARRIED_FROM, [carried]))
    yield statements(names.claim(claim), said)
    for n, amount in enumerate(claim.amounts, 1):
        yield _amount(claim, amount, names.claim(claim, f"amount{n}"))
    for part, counts in (("item", claim.items), ("outcome", claim.outcomes)):
        for n, count in enumerate(counts, 1):
            yield _count(claim, count, names.claim(claim, f"{part}{n}"))
    if claim.period:
        yield from _time(claim.period, names.claim(claim, "time"), names)
    for part, source in _sources(claim):
        yield from _source(source, names.claim(claim, part), names)
    if claim.review:
        review = claim.review
        judged: list[Statement] = [
            ("a", [v.ACTIVITY]),
            (v.DECISION, [literal(review.decision)]),
            (v.DESCRIPTION, [literal(review.why)] if review.why else []),
            (v.ISSUED, [date(review.at)]),
            (v.ASSOCIATED_WITH, [names.person(review.by)]),
        ]
        yield statements(names.claim(claim, "judgement"), judged)
        yield statements(names.person(review.by), [("a", [v.AGENT]), (v.LABEL, [literal(review.by)])])
    if claim.rule:
        yield statements(names.rule(claim.rule), [("a", [v.ACTIVITY]), (v.LABEL, [literal(claim.rule)])])


def passages(claim: Claim, document: Document, names: Names) -> Iterator[str]:
    """The passage that a claim is quoted from, and the mention that its subject is carried from."""
    spans = [(claim.evidence.start, claim.evidence.end, claim.evidence.quote)]
    if claim.evidence.subject:
        subject = claim.evidence.subject
        spans.append((subject.start, subject.end, subject.quote))
    for start, end, quote in spans:
        position = names.passage(document.id, start, end, part="position")
        quotation = names.passage(document.id, start, end, part="quotation")
        yield statements(
            names.passage(document.id, start, end),
            [
                ("a", (v.PASSAGE, v.SPECIFIC_RESOURCE)),
                (v.LABEL, [literal(quote, lang="zh")]),
                (v.HAS_SOURCE, [names.document(document.id)]),
                (v.HAS_SELECTOR, [position, quotation]),
            ],
        )
        yield statements(
            position, [("a", [v.POSITION_SELECTOR]), (v.START, [integer(start)]), (v.END, [integer(end)])]
        )
        before, after = document.text[max(0, start - CONTEXT) : start], document.text[end : end + CONTEXT]
        yield statements(
            quotation,
            [
                ("a", [v.QUOTE_SELECTOR]),
                (v.EXACT, [literal(quote)]),
                (v.PREFIX, [literal(before)] if before else []),
                (v.SUFFIX, [literal(after)] if after else []),
            ],
        )


def mentions(claim: Claim, names: Names, known: Mapping[str, object]) -> Iterator[str]:
    """Parties that are no entity of this graph, labelled in the text's words, so that nothing is lost."""
    for party in claim.parties():
        if party.entity is None or party.entity not in known:
            said: list[Statement] = [
                ("a", v.PARTY_CLASSES.get(party.type, (v.PARTY,))),
                (v.LABEL, [literal(party.canonical or party.name, lang="zh")]),
                (v.MEMBER_COUNT, [integer(party.count)] if party.count is not None else []),
                (v.BOUND, [_code(claim, "bound", party.bound)] if party.bound else []),
                (v.MEMBER_KIND, [literal(party.kind, lang="zh")] if party.kind else []),
                (v.MEMBER, [names.party(claim, member) for member in party.members]),
            ]
            yield statements(names.party(claim, party), said)


def _with_members(claim: Claim, parties: Iterable[Party], names: Names) -> Iterator[str]:
    for party in parties:
        yield names.party(claim, party)
        for member in party.members:
            yield names.party(claim, member)


def _title(claim: Claim) -> str:
    givers = "、".join(party.name for party in claim.providers) or "？"
    takers = "、".join(party.name for party in claim.recipients) or "？"
    return f"{givers} → {takers}"


def _code(claim: Claim, scheme: str, value: str) -> str:
    try:
        return v.code(scheme, value)
    except KeyError:
        known = ", ".join(v.CODES[scheme])
        raise GraphError(f"claim {claim.id}: no {scheme} named {value!r}; there are: {known}") from None


def _sources(claim: Claim) -> list[tuple[str, Mapping[str, str | None]]]:
    """What a curated row was entered from: publisher, title, date and address."""
    sources = ((part, claim.extra.get(part)) for part in ("source", "start_source"))
    return [(part.replace("_", "-"), source) for part, source in sources if isinstance(source, Mapping)]


def _source(source: Mapping[str, str | None], node: str, names: Names) -> Iterator[str]:
    title, publisher, day, url = (source.get(key) for key in ("title", "publisher", "date", "url"))
    said: list[Statement] = [
        ("a", [v.CREATIVE_WORK]),
        (v.LABEL, [literal(title, lang="zh")] if title else []),
        (v.PUBLISHER, [names.issuer(publisher)] if publisher else []),
        (v.ISSUED, [date(day)] if day else []),
        (v.URL, [literal(url)] if url else []),
    ]
    yield statements(node, said)
    if publisher:
        yield statements(
            names.issuer(publisher), [("a", [v.AGENT]), (v.LABEL, [literal(publisher, lang="zh")])]
        )


def _origins(claim: Claim, names: Names) -> list[str]:
    origins = [names.rule(claim.rule)] if claim.rule else []
    return [*origins, names.claim(claim, "judgement")] if claim.review else origins


def _values(bound: Bound | None, value: int | float | None) -> list[Statement]:
    """Over has a minimum and no value, under a maximum; about a value marked so; vague the words alone."""
    if value is None or bound == "vague":
        return []
    predicate = {"over": v.MIN_VALUE, "under": v.MAX_VALUE}.get(bound or "exact", v.VALUE)
    return [(predicate, [number(value)])]


def _amount(claim: Claim, amount: Amount, node: str) -> str:
    said: list[Statement] = [
        ("a", [v.MONETARY_AMOUNT]),
        *_values(amount.bound, amount.value),
        (v.CURRENCY, [literal(amount.currency)]),
        (v.BOUND, [_code(claim, "bound", amount.bound)]),
        (v.BASIS, [_code(claim, "basis", amount.basis)]),
        (v.MEASURE, [_code(claim, "measure", amount.of)]),
        (v.VERBATIM, [literal(amount.text, lang="zh")]),
    ]
    return statements(node, said)


def _count(claim: Claim, count: Count, node: str) -> str:
    said: list[Statement] = [
        ("a", [v.QUANTITATIVE_VALUE]),
        (v.LABEL, [literal(count.name, lang="zh")]),
        *_values(count.bound, count.quantity),
        (v.UNIT_TEXT, [literal(count.unit, lang="zh")] if count.unit else []),
        (v.BOUND, [_code(claim, "bound", count.bound)] if count.bound else []),
    ]
    return statements(node, said)


def _time(period: Period, node: str, names: Names) -> Iterator[str]:
    said: list[Statement] = [
        ("a", [v.TEMPORAL_ENTITY]),
        (v.HAS_BEGINNING, [names.moment(period.start)] if period.start else []),
        (v.HAS_END, [names.moment(period.end)] if period.end else []),
        (v.VERBATIM, [literal(period.text, lang="zh")]),
    ]
    yield statements(node, said)
    for moment in (period.start, period.end):
        if moment:
            known = v.DATE_TERMS.get(len(moment))
            fact: list[Statement] = [(known[1], [date(moment)])] if known else [(v.LABEL, [literal(moment)])]
            yield statements(names.moment(moment), [("a", [v.INSTANT]), *fact])
