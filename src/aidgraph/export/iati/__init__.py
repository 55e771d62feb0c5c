"""Claims as IATI 2.03 activities, one an act, streamed: secondary reporting of what documents say.

Analysts add transactions up, so a figure becomes one only where it may be added: one-off aid of a known size, at a time
that the text states, by the act's oldest telling that has a figure. Every other figure stands in a description, in the text's
own words. Aid inside one country is no ODA: FlowType 10 is never written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TextIO

from lxml import etree

from aidgraph.errors import ExportError
from aidgraph.export.iati.activity import activity, identifier
from aidgraph.export.iati.known import Known, Reporting
from aidgraph.export.iati.money import dates
from aidgraph.export.panel import first_tellings
from aidgraph.model import Claim, Document, Entity

__all__ = ["Reporting", "identifier", "write_iati"]


def write_iati(
    out: TextIO,
    claims: Sequence[Claim],
    entities: Iterable[Entity],
    documents: Iterable[Document],
    reporting: Reporting,
) -> int:
    """Write one activity an act, and how many acts were left out as neither text nor document dates them.

    IATI demands a date of each. Raises ExportError where nothing is left to write: a file without an activity is not valid.
    """
    by_iri = {entity.iri: entity for entity in entities}
    known = Known(by_iri, {document.id: document for document in documents}, reporting)
    figures = first_tellings(claims, known.documents)
    undated = written = 0
    for tellings in _acts(claims, known.documents):
        timed = next(
            (one for one in tellings if one.period and (one.period.start or one.period.end)), tellings[0]
        )
        tellings[0] = tellings[0].having(period=timed.period)
        if not dates(tellings[0], known):
            undated += 1
            continue
        if not written:
            out.write('<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03">\n')
        written += 1
        told = next((claim for claim in tellings if claim.id in figures), tellings[0])
        told = told.having(period=timed.period)
        out.write(etree.tostring(activity(tellings, told, known), encoding="unicode") + "\n")
    if not written:
        raise ExportError("no claim to write that has a date: an IATI file holds at least one activity")
    out.write("</iati-activities>\n")
    return undated


def _acts(claims: Sequence[Claim], documents: Mapping[str, Document]) -> Iterable[list[Claim]]:
    """Claims that tell of one act, the oldest telling first; acts by the place of their first claim."""

    def age(claim: Claim) -> tuple[str, str]:
        document = documents.get(claim.evidence.document)
        return (document.issued if document else None) or "9999", claim.id

    order = {name: n for n, name in reversed([*enumerate(claim.act or claim.id for claim in claims)])}
    ranked = sorted(claims, key=lambda claim: order[claim.act or claim.id])
    return (sorted(told, key=age) for _, told in groupby(ranked, key=lambda claim: claim.act or claim.id))
