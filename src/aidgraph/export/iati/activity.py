"""One act as an `iati-activity` element, its children in the order that the schema has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from lxml import etree

from aidgraph.export.iati import codes
from aidgraph.export.iati.elements import LANG, add, decimal, narratives, web_address
from aidgraph.export.iati.known import Known
from aidgraph.export.iati.money import dates, money
from aidgraph.model import Amount, Claim
from aidgraph.network import counted

_WGS84 = "http://www.opengis.net/def/crs/EPSG/0/4326"
_FORMATS = {".pdf": "application/pdf", ".csv": "text/csv"}
#: What is escaped in an activity's identifier: what IATI keeps out of it, and the marks that the escape needs.
_ESCAPED = re.compile(r"[/&|?%\s:]")


def activity(tellings: Sequence[Claim], told: Claim, known: Known) -> Any:
    """The element of an act: its oldest telling, the figures of `told`, every sentence that tells it."""
    claim, reporting = tellings[0], known.reporting
    root = etree.Element("iati-activity", {LANG: "zh", "default-currency": "CNY"})
    add(root, "iati-identifier", text=identifier(reporting.ref, claim.act or claim.id))
    name = {"ref": reporting.ref, "type": reporting.type, "secondary-reporter": "1"}
    shown = reporting.name or reporting.ref
    narratives(add(root, "reporting-org", name), *(("", shown) if shown.isascii() else (shown,)))
    (givers_zh, givers_en), (takers_zh, takers_en) = (
        known.names(claim, side) for side in (claim.providers, claim.recipients)
    )
    zh, en = codes.RELATIONS[claim.relation]
    narratives(add(root, "title"), f"{givers_zh} → {takers_zh}：{zh}", f"{givers_en} → {takers_en}: {en}")
    _descriptions(root, tellings, told, known)
    _organisations(root, claim, known)
    for one in tellings:
        add(root, "other-identifier", {"ref": one.id, "type": "A1"})
    add(root, "activity-status", {"code": codes.STATUSES[claim.status]})
    for kind, date, why in dates(claim, known):
        narratives(add(root, "activity-date", {"type": kind, "iso-date": date}), *why)
    add(root, "recipient-country", {"code": "CN"})
    _locations(root, claim, known)
    for vocabulary, code in codes.sectors(claim.sector):
        uri = {"vocabulary-uri": codes.SECTOR_LIST} if vocabulary == "99" else {}
        add(root, "sector", {"vocabulary": vocabulary, "code": code, **uri})
    if flow := codes.flow(claim):
        add(root, "default-flow-type", {"code": flow})
    if claim.relation == "donated-to":
        add(root, "default-finance-type", {"code": codes.GRANT})
    if way := codes.aid_type(claim):
        add(root, "default-aid-type", {"code": way})
    money(root, told, known)
    for one in tellings:
        _document_links(root, one, known)
    return root


def identifier(ref: str, name: str) -> str:
    """An activity's identifier: `/` becomes `:`, what else IATI keeps out is escaped, so that no two names become one."""

    def escaped(match: re.Match[str]) -> str:
        return ":" if match[0] == "/" else "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8"))

    return f"{ref}-{_ESCAPED.sub(escaped, name)}"


def _descriptions(root: Any, tellings: Sequence[Claim], told: Claim, known: Known) -> None:
    claim = tellings[0]
    general = add(root, "description", {"type": "1"})
    en = codes.RELATIONS[claim.relation][1]
    quotes = "；".join(f"“{one.evidence.quote}”（{known.title(one)}）" for one in tellings)
    told_in = "; ".join(f"{known.title(one)}, {known.issued(one) or 'undated'}" for one in tellings)
    givers, takers = known.names(claim, claim.providers)[1], known.names(claim, claim.recipients)[1]
    summed = " It sums up smaller acts." if claim.aggregate else ""
    narratives(
        general, quotes, f"Reported, {claim.status}: {givers} {en} {takers}.{summed} Told in: {told_in}."
    )
    if claim.purpose:
        narratives(add(root, "description", {"type": "2"}), claim.purpose)
    narratives(
        add(root, "description", {"type": "3"}),
        f"受援方：{known.names(claim, claim.recipients)[0]}",
        f"Recipient: {takers}",
    )
    counts = [counted(one) for one in (*told.items, *told.outcomes)]
    if told.amounts or counts:
        figures = [f"{a.text} ({_meaning(a)})" for a in told.amounts]
        narratives(
            add(root, "description", {"type": "4"}),
            "；".join([*(a.text for a in told.amounts), *counts]),
            "; ".join([*figures, *counts]),
        )


def _meaning(amount: Amount) -> str:
    size = "no figure" if amount.value is None else f"{decimal(amount.value)} {amount.currency}"
    return f"{amount.bound}: {size}, {amount.basis}, {amount.of}"


def _organisations(root: Any, claim: Claim, known: Known) -> None:
    """Who gives is role 1, who arranges it role 3. IATI wants one at least: “not stated” where the text names none."""
    sides = [("1", party) for party in claim.providers] + [("3", party) for party in claim.organizers]
    for role, party in sides:
        kind = codes.PARTIES.get(party.type, "90")
        narratives(
            add(root, "participating-org", {"role": role, "type": kind}), *known.names(claim, (party,))
        )
    if not sides:
        narratives(add(root, "participating-org", {"role": "1"}), *known.names(claim, ()))


def _locations(root: Any, claim: Claim, known: Known) -> None:
    """The recipients that are places, or the place next above; the point is the place's own."""
    met: set[str] = set()
    for party in claim.recipients:
        entity = known.entities.get(party.entity or "")
        around = [entity, *(known.entities.get(iri) for iri in entity.within)] if entity else []
        place = next((one for one in around if one and one.type in codes.PLACES), None)
        if place is None or place.iri in met:
            continue
        met.add(place.iri)
        code = next((one.value for one in place.identifiers if one.scheme.startswith("GB/T 2260")), None)
        location = add(root, "location", {"ref": code} if code else {})
        narratives(add(location, "name"), place.zh, place.en or place.pinyin or "")
        if place.lat is not None and place.lon is not None:
            point = add(location, "point", {"srsName": _WGS84})
            add(point, "pos", text=f"{decimal(place.lat)} {decimal(place.lon)}")
            add(location, "exactness", {"code": "2"})
        add(location, "location-class", {"code": "1"})


def _document_links(root: Any, claim: Claim, known: Known) -> None:
    """A link to the document, or for a row of a sourced table to its source, where it has an address on the web."""
    document = known.documents.get(claim.evidence.document)
    source = claim.extra.get("source") or {}
    url = source.get("url") or (document and document.url)
    if not url or not url.startswith(("http://", "https://")):
        return
    form = next((form for ending, form in _FORMATS.items() if url.lower().endswith(ending)), "text/html")
    link = add(root, "document-link", {"url": web_address(url), "format": form})
    title = source.get("title") if source.get("url") else known.title(claim)
    narratives(add(link, "title"), title or url)
    narratives(add(link, "description"), claim.evidence.quote)
    add(link, "category", {"code": "A12"})
    add(link, "language", {"code": "zh"})
    date = source.get("date") if source.get("url") else document and document.issued
    if date and re.fullmatch(r"\d{4}-\d\d-\d\d", date):
        add(link, "document-date", {"iso-date": date})
