"""The bundled table of official pairings: every row sourced, of confidence A, and quoted to the character."""

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from aidgraph.extract.curated import backbone_document, curated
from aidgraph.model import PARTY_TYPES, Claim


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def pairings(root: Path) -> list[dict[str, str]]:
    return rows_of(root / "data" / "backbone" / "pairings.csv")


@pytest.fixture(scope="module")
def facts(shared: Path) -> dict[str, dict[str, str]]:
    return {row["pairing_id"]: row for row in rows_of(shared / "facts" / "pairings.csv")}


@pytest.fixture(scope="module")
def sources(shared: Path) -> dict[str, dict[str, str]]:
    return {row["source_id"]: row for row in rows_of(shared / "facts" / "sources.csv")}


def pairing_claims() -> Iterator[Claim]:
    claims, issues = curated(backbone_document())
    assert issues == ()
    return iter(claims)


def test_the_backbone_is_the_file_as_stored(root: Path) -> None:
    raw = (root / "data" / "backbone" / "pairings.csv").read_bytes()
    document = backbone_document()
    assert (document.id, document.path, document.kind, document.issued, document.licence, document.url) == (
        "backbone", "data/backbone/pairings.csv", "table", "2026-11-21", "CC BY 4.0", None,
    )  # fmt: skip
    assert document.text.encode() == raw
    assert document.sha256 == hashlib.sha256(raw).hexdigest()


def test_every_row_is_a_claim_that_quotes_it_to_the_character(pairings: list[dict[str, str]]) -> None:
    document = backbone_document()
    claims = list(pairing_claims())
    assert [next(csv.reader([claim.evidence.quote])) for claim in claims] == [
        list(row.values()) for row in pairings
    ]
    for claim in claims:
        claim.evidence.check(document)
        for party in (*claim.providers, *claim.recipients):
            assert party.at is not None
            assert document.quote(party.at) == party.name
            assert claim.evidence.span.holds(party.at)
        assert claim.period is None or claim.period.text in claim.evidence.quote


def test_every_row_names_a_publisher_and_a_title_and_its_claim_bears_them(
    pairings: list[dict[str, str]],
) -> None:
    for row, claim in zip(pairings, pairing_claims(), strict=True):
        assert row["source_publisher"] and row["source_title"], row["id"]
        assert claim.extra["source"]["publisher"] == row["source_publisher"]
        assert claim.extra["source"]["title"] == row["source_title"]
        assert (claim.origin, claim.relation, claim.modality) == ("curated", "paired-with", ("partnership",))


def test_ids_levels_years_dates_and_addresses_are_well_formed(pairings: list[dict[str, str]]) -> None:
    assert len({row["id"] for row in pairings}) == len(pairings)
    for row in pairings:
        assert {row["provider_level"], row["recipient_level"]} <= set(PARTY_TYPES) - {"Group"}
        assert row["start_basis"] in {"stated", "earliest_attested", "unknown"}
        assert bool(row["start"]) == (row["start_basis"] != "unknown"), row["id"]
        assert bool(row["end"]) == bool(row["end_basis"]), row["id"]
        for key in ("source_date", "start_source_date"):
            assert re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", row[key]), (row["id"], row[key])
        for key in ("source_url", "start_source_url"):
            assert re.fullmatch(r"(https?://\S+)?", row[key]), (row["id"], row[key])


def test_no_pair_of_one_programme_stands_twice(pairings: list[dict[str, str]]) -> None:
    pairs = Counter(
        (row["provider_within"], row["provider"], row["recipient_within"], row["recipient"])
        for row in pairings
    )
    assert [pair for pair, times in pairs.items() if times > 1] == []


def test_the_readme_counts_what_the_table_holds(root: Path, pairings: list[dict[str, str]]) -> None:
    readme = (root / "data" / "backbone" / "README.md").read_text(encoding="utf-8")
    donors = {(row["provider_within"], row["provider"], row["provider_level"]) for row in pairings}
    provinces = [level for _, _, level in donors if level == "Province"]
    recipients = {(row["recipient_within"], row["recipient"]) for row in pairings}
    counts = (
        f"{len(pairings)} rows with {len(donors)} donors, {len(provinces)} of them provinces, "
        f"and {len(recipients)} recipients"
    )
    assert counts in readme
    for basis, count in Counter(row["start_basis"] for row in pairings).items():
        assert f"| `{basis}` | {count} |" in readme
    for column in pairings[0]:
        assert f"`{column}`" in readme or (
            column.startswith("start_source_") and "`start_source_*`" in readme
        )


def test_what_a_reader_knows_of_nanjing_taizhou_and_hami_stands_there() -> None:
    found = {
        (claim.providers[0].name, claim.recipients[0].name): (
            claim.providers[0].type, claim.recipients[0].type, claim.recipients[0].places, claim.status,
            claim.period and claim.period.start,
        )
        for claim in pairing_claims()
    }  # fmt: skip
    assert found["南京市", "伊宁市"] == ("Prefecture", "County", ("伊犁哈萨克自治州",), "ongoing", None)
    assert found["江宁区", "特克斯县"] == ("County", "County", ("伊犁哈萨克自治州",), "ongoing", None)
    assert found["江苏省", "新疆生产建设兵团第七师"] == (
        "Province", "CorpsDivision", ("新疆生产建设兵团",), "ongoing", "2010-01-01",
    )  # fmt: skip
    assert found["长江村", "央布拉克村"] == ("Village", "Village", ("霍城县",), "ongoing", None)
    assert found["广东省", "哈密市"] == (
        "Province",
        "Prefecture",
        ("新疆维吾尔自治区",),
        "done",
        "1998-01-01",
    )
    assert found["河南省", "哈密市"][3] == "ongoing"


@pytest.mark.shared
def test_the_rows_are_those_of_confidence_a_and_all_of_them(
    pairings: list[dict[str, str]], facts: dict[str, dict[str, str]]
) -> None:
    assert {row["id"] for row in pairings} == {key for key, row in facts.items() if row["confidence"] == "A"}


@pytest.mark.shared
def test_a_start_is_given_only_where_its_own_source_has_confidence_a(
    pairings: list[dict[str, str]], facts: dict[str, dict[str, str]]
) -> None:
    for row in pairings:
        fact = facts[row["id"]]
        sound = fact["start_confidence"] == "A"
        assert row["start"] == (fact["start_year"] if sound else "")
        assert row["end"] == fact["end_year"]


@pytest.mark.shared
def test_each_row_cites_the_source_that_the_facts_give(
    pairings: list[dict[str, str]], facts: dict[str, dict[str, str]], sources: dict[str, dict[str, str]]
) -> None:
    for row in pairings:
        source = sources[facts[row["id"]]["source_id"]]
        assert source["counts_as"] == "A"
        assert row["source_publisher"] == source["publisher"]
        assert row["source_url"] == ("" if source["link_advice"] else source["url"])
        started = sources.get(facts[row["id"]]["start_source_id"])
        other = bool(row["start"]) and started is not source
        assert row["start_source_publisher"] == (started["publisher"] if started and other else "")


@pytest.mark.shared
def test_no_address_that_must_not_be_linked_is_written_in_the_data(
    root: Path, sources: dict[str, dict[str, str]]
) -> None:
    barred = [row["url"] for row in sources.values() if row["link_advice"] and row["url"]]
    assert barred
    for file in [*(root / "data").rglob("*.csv"), *(root / "data").rglob("*.md"), root / "NOTICE"]:
        text = file.read_text(encoding="utf-8")
        assert [url for url in barred if url in text] == [], file.name
