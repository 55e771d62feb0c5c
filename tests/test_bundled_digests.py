"""The bundled digests tell every fact of the real bulletins, and not in the bulletins' words."""

import csv
import json
import re
from pathlib import Path

import pytest

from aidgraph.documents import read_documents
from aidgraph.model import Claim, Document

BULLETINS = ("2017-05", "2017-21")
#: what the guide lets a digest share with its original: names that neither side could word otherwise
NAMES_BESIDE_THE_GOLD = (
    "江苏省对口支援新疆伊犁州前方指挥部", "江苏援伊前方指挥部", "省对口支援工作协调小组",
    "第六次全国对口支援新疆工作会议", "自治区职业技能大赛", "全国职业技能大赛", "援疆工作简报",
)  # fmt: skip
#: measured: the longest run left beside names, titles and figures has 10 characters (江苏教育、医疗、科技)
LONGEST_SHARED_RUN = 10
_MULTIPLIER = {"": 1, "万": 10_000, "亿": 100_000_000}


def digest_text(root: Path, bulletin: str) -> str:
    return (root / "data" / "bulletins" / f"{bulletin}-digest.txt").read_text(encoding="utf-8")


def claims_in(file: Path) -> list[Claim]:
    return [Claim.from_json(json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]


def digest_claims(root: Path, bulletin: str) -> list[Claim]:
    return claims_in(root / "tests" / "quality" / "digests" / f"{bulletin}-digest.claims.jsonl")


def gold(shared: Path, bulletin: str) -> list[Claim]:
    return claims_in(shared / "gold" / f"{bulletin}.claims.jsonl")


def numbers(text: str) -> set[float]:
    """Every number written in digits, 万 and 亿 multiplied out."""
    found = re.finditer(r"(\d+(?:\.\d+)?)\s*(?:余|多)?([万亿]?)", text)
    return {float(match[1]) * _MULTIPLIER[match[2]] for match in found}


def figures(claim: Claim) -> set[float]:
    """Every number that a claim holds: money, goods, results, and the sizes of its groups."""
    money = [amount.value for amount in claim.amounts]
    counts = [count.quantity for count in (*claim.items, *claim.outcomes)]
    return {float(n) for n in (*money, *counts, *(party.count for party in claim.parties())) if n is not None}


def bare(text: str, names: set[str]) -> list[str]:
    """The stretches of a text between names, quoted titles and figures, blanks and emphasis dropped."""
    text = re.sub(r"[\s*]", "", text)
    text = re.sub(r"“[^”]*”|《[^》]*》|\d+", "\0", text)
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "\0")
    return text.split("\0")


def longest_shared_run(ours: list[str], theirs: list[str]) -> str:
    original, longest = "\0".join(theirs), ""
    for stretch in ours:
        for start in range(len(stretch)):
            while (
                start + len(longest) < len(stretch) and stretch[start : start + len(longest) + 1] in original
            ):
                longest = stretch[start : start + len(longest) + 1]
    return longest


@pytest.mark.parametrize("bulletin", BULLETINS)
def test_the_head_of_a_digest_says_that_it_is_one_and_what_it_digests(root: Path, bulletin: str) -> None:
    number, date = {"2017-05": (5, "2月23日"), "2017-21": (21, "8月10日")}[bulletin]
    lines = [line for line in digest_text(root, bulletin).split("\n") if line]
    assert lines[:5] == [
        "aidgraph摘要",
        "援疆工作简报",
        f"2017年第{number}期（总第{number}期）",
        "江苏省对口支援新疆伊犁州前方指挥部",
        f"2017年{date}",
    ]
    assert lines[6].startswith("本摘要由aidgraph依据原刊所载事实另行撰写")


def test_the_document_reader_finds_the_bulletin_s_head_in_a_digest(root: Path) -> None:
    found = list(read_documents([root / "data" / "bulletins"]))
    assert [
        (d.id, d.series, d.number, d.issuer, d.issued, d.licence) for d in found if isinstance(d, Document)
    ] == [
        (
            f"2017-{n:02}-digest",
            "援疆工作简报",
            f"2017年第{n}期",
            "江苏省对口支援新疆伊犁州前方指挥部",
            date,
            "CC BY 4.0",
        )
        for n, date in ((5, "2017-02-23"), (21, "2017-08-10"))
    ]
    assert len(found) == len(BULLETINS)


def test_documents_csv_cites_the_original_of_every_digest(root: Path) -> None:
    folder = root / "data" / "bulletins"
    with (folder / "documents.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert sorted(row["file"] for row in rows) == sorted(file.name for file in folder.glob("*.txt"))
    assert {
        (row["file"], row["id"], row["issuer"], row["number"], row["date"], row["licence"]) for row in rows
    } == {
        (
            f"{bulletin}-digest.txt", f"{bulletin}-digest", "江苏省对口支援新疆伊犁州前方指挥部",
            number, date, "CC BY 4.0",
        )
        for bulletin, number, date in (
            ("2017-05", "2017年第5期", "2017-02-23"), ("2017-21", "2017年第21期", "2017-08-10"),
        )
    }  # fmt: skip
    assert all("摘要" in row["title"] and row["issuer"] in row["title"] for row in rows)


@pytest.mark.parametrize("bulletin", BULLETINS)
def test_annotated_claims_quote_the_digest_to_the_character(root: Path, bulletin: str) -> None:
    name = f"{bulletin}-digest"
    document = Document(id=name, path=f"{name}.txt", sha256="", text=digest_text(root, bulletin))
    claims = digest_claims(root, bulletin)
    for claim in claims:
        claim.evidence.check(document)
        assert claim.evidence.document == name
        assert claim.id.split(".")[0] == f"{name}/{claim.relation}@{claim.evidence.start}"
        for party in (*claim.providers, *claim.recipients, *claim.organizers):
            assert party.name in document.text, (claim.id, party.name)
        for amount in claim.amounts:
            assert amount.text in claim.evidence.quote
    assert len({claim.id for claim in claims}) == len(claims)
    assert [c.evidence.start for c in claims] == sorted(c.evidence.start for c in claims)


def test_the_digest_of_the_party_meeting_gives_no_money(root: Path) -> None:
    assert [claim.id for claim in digest_claims(root, "2017-05") if claim.amounts or claim.items] == []


@pytest.mark.parametrize("bulletin", BULLETINS)
def test_annotated_figures_stand_in_the_digest(root: Path, bulletin: str) -> None:
    written = numbers(digest_text(root, bulletin))
    for claim in digest_claims(root, bulletin):
        assert figures(claim) <= written, claim.id


@pytest.mark.shared
@pytest.mark.parametrize("bulletin", BULLETINS)
def test_a_digest_tells_every_amount_count_and_campaign_of_its_bulletin(
    root: Path, shared: Path, bulletin: str
) -> None:
    text = digest_text(root, bulletin)
    told = gold(shared, bulletin)
    assert set().union(*map(figures, told)) - numbers(text) == set()
    assert {programme for claim in told for programme in claim.programmes if programme not in text} == set()


@pytest.mark.shared
@pytest.mark.parametrize("bulletin", BULLETINS)
def test_a_digest_bears_as_many_claims_of_each_kind_as_its_bulletin(
    root: Path, shared: Path, bulletin: str
) -> None:
    def gist(claims: list[Claim]) -> list[tuple[object, ...]]:
        return sorted(
            (
                claim.relation,
                sorted((str(a.value), a.bound, a.basis, a.of) for a in claim.amounts),
                sorted((str(c.quantity), str(c.bound)) for c in claim.outcomes),
            )
            for claim in claims
        )

    assert gist(digest_claims(root, bulletin)) == gist(gold(shared, bulletin))


@pytest.mark.shared
@pytest.mark.parametrize("bulletin", BULLETINS)
def test_a_digest_names_every_institution_and_place_of_its_bulletin(
    root: Path, shared: Path, bulletin: str
) -> None:
    def named(claims: list[Claim]) -> set[str]:
        return {p.canonical or p.name for claim in claims for p in claim.parties() if not p.is_group}

    assert named(gold(shared, bulletin)) - named(digest_claims(root, bulletin)) == set()


@pytest.mark.shared
@pytest.mark.parametrize("bulletin", BULLETINS)
def test_a_digest_shares_no_long_run_with_its_bulletin(root: Path, shared: Path, bulletin: str) -> None:
    told = gold(shared, bulletin)
    names = {party.name for claim in told for party in claim.parties() if not party.is_group}
    names = {name for name in names if len(name) > 1} | set(NAMES_BESIDE_THE_GOLD)
    original = (shared / "bulletins" / f"{bulletin}.txt").read_text(encoding="utf-8")
    shared_run = longest_shared_run(bare(digest_text(root, bulletin), names), bare(original, names))
    assert len(shared_run) <= LONGEST_SHARED_RUN, shared_run
