"""What holds of every extraction, however broken the text: mutated sentences raise nothing and break no rule of claims.md.

Run as a script, this is the long loop: `python tests/test_extract_invariants.py --count 1000000 --seed 1`.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import sys
import time
import traceback
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aidgraph import model
from aidgraph.documents import Reading, reading
from aidgraph.extract import Extraction, extract
from aidgraph.gazetteer import Gazetteer
from aidgraph.model import Amount, Claim, Count, Document, Party

ROOT = Path(__file__).resolve().parent.parent
MODALITIES = frozenset(
    "cash goods construction personnel training medical exchange partnership investment employment".split()
)
SECTORS = frozenset(
    "education health water agriculture industry tourism culture infrastructure governance social-protection employment "
    "housing multi".split()
)
BASES, MEASURES, STATUSES, BOUNDS = map(get_args, (model.Basis, model.Measure, model.Status, model.Bound))
BLANK = re.compile(r"\s+")
SENTENCE_END = re.compile(r"[。！？!?\n]")
STRAYS = "\0\x01\x08\x0b\x0c\x1b\x7f\x85\xa0\xad\u200b\u200e\u2028\u2029\u2060\u3000\ufeff\ufffd\U0001f600"
MARKS = "，。；：、“”（）《》【】—…|\t\r\n #－"
ALPHABET = "江苏省伊犁州四师七师与向为捐赠结对援建学校医院万元30余名各分别，。、“”（）【】|\n \x00\u3000"
FULL_WIDTH = {ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789.,%()"}
TRADITIONAL = str.maketrans(
    "个们来时国会经发学员对县乡镇区医贫万亿资赠团组业产农为与项设计专场动开关处义务总线结给现实际进过还这间长门书车东华苏陕宁党",
    "個們來時國會經發學員對縣鄉鎮區醫貧萬億資贈團組業產農為與項設計專場動開關處義務總線結給現實際進過還這間長門書車東華蘇陝寧黨",
)


# ── the texts ─────────────────────────────────────────────────────────────────────────────────────────────


@cache
def texts() -> tuple[str, ...]:
    files = (*ROOT.glob("tests/quality/open/*.txt"), *ROOT.glob("data/bulletins/*.txt"))
    return tuple(path.read_text(encoding="utf-8") for path in sorted(files))


@cache
def passages() -> tuple[str, ...]:
    """Sentences and pairs of sentences, the head of each text, and a whole text now and then."""
    found: list[str] = []
    for text in texts():
        sentences = [piece for piece in re.findall(r"[^。\n]+[。\n]*", text) if len(piece.strip()) > 8]
        found += sentences
        found += [one + other for one, other in zip(sentences[::2], sentences[1::2], strict=False)]
        found.append(text[:300])
    return tuple(found)


# ── mutations ─────────────────────────────────────────────────────────────────────────────────────────────


def _cut(text: str, dice: random.Random) -> str:
    low, high = _stretch(text, dice)
    return text[:low] + text[high:]


def _doubled(text: str, dice: random.Random) -> str:
    low, high = _stretch(text, dice)
    return text[:high] + text[low:high] * dice.choice((1, 1, 2, 9)) + text[high:]


def _swapped(text: str, dice: random.Random) -> str:
    a, b, c, d = sorted(dice.randrange(len(text) + 1) for _ in range(4))
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def _strewn(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + dice.choice(STRAYS if dice.random() < 0.6 else MARKS) + text[at:]


def _grafted(text: str, dice: random.Random) -> str:
    other = dice.choice(passages())
    low, high = _stretch(other, dice)
    at = dice.randrange(len(text) + 1)
    return text[:at] + other[low:high] + text[at:]


def _traditional(text: str, dice: random.Random) -> str:
    low, high = _stretch(text, dice, longest=len(text))
    return text[:low] + text[low:high].translate(TRADITIONAL) + text[high:]


def _full_width(text: str, dice: random.Random) -> str:
    low, high = _stretch(text, dice, longest=len(text))
    return text[:low] + text[low:high].translate(FULL_WIDTH) + text[high:]


def _truncated(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] if dice.random() < 0.5 else text[at:]


def _stretch(text: str, dice: random.Random, *, longest: int = 12) -> tuple[int, int]:
    low = dice.randrange(len(text) + 1)
    return low, min(len(text), low + dice.randint(1, max(1, longest)))


MUTATIONS = (_cut, _doubled, _swapped, _strewn, _strewn, _grafted, _traditional, _full_width, _truncated)


def mutated(text: str, dice: random.Random) -> str:
    """The text after one to four mutations, most often one."""
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 4))):
        text = dice.choice(MUTATIONS)(text, dice)
    return text


def document(text: str, dice: random.Random) -> Document:
    """A document of that text, of a chance date, issuer and script."""
    return Document(
        id="m",
        path="m.txt",
        sha256="0",
        text=text,
        issuer=dice.choice((None, "江苏省对口支援新疆伊犁州前方指挥部", "山东省第九批援藏工作队")),
        issued=dice.choice((None, "2017-08-10", "2020-02-29")),
        language=dice.choice(("zh-Hans", "zh-Hans", "zh-Hans", "zh-Hant")),
    )


# ── the invariants ────────────────────────────────────────────────────────────────────────────────────────


def faults(source: Document, found: Extraction) -> Iterator[str]:
    """What of claims.md an extraction breaks; nothing, if all is well."""
    read = reading(source)
    ids = [claim.id for claim in found.claims]
    if len(set(ids)) < len(ids):
        yield f"ids are not unique: {ids}"
    for claim in found.claims:
        for fault in _claim_faults(claim, source, read):
            yield f"{claim.id}: {fault}"
        if Claim.from_json(claim.to_json()) != claim:
            yield f"{claim.id}: does not come back from JSON"
    for issue in found.issues:
        if issue.start is None or issue.end is None:
            continue
        if not 0 <= issue.start < issue.end <= len(source.text):
            yield f"issue {issue.kind}: {issue.start}–{issue.end} lies outside the text"
        elif issue.quote is not None and source.text[issue.start : issue.end] != issue.quote:
            yield f"issue {issue.kind}: quote {issue.quote!r} is not the text's"


def _claim_faults(claim: Claim, source: Document, read: Reading) -> Iterator[str]:
    evidence = claim.evidence
    for part in (evidence, evidence.subject):
        if part is not None and not (
            0 <= part.start < part.end <= len(source.text)
            and source.text[part.start : part.end] == part.quote
        ):
            yield f"{part.start}–{part.end} is not {part.quote!r}"
    if claim.relation not in model.RELATIONS or claim.status not in STATUSES:
        yield f"relation {claim.relation}, status {claim.status}"
    if not set(claim.modality) <= MODALITIES or (claim.sector is not None and claim.sector not in SECTORS):
        yield f"modality {claim.modality}, sector {claim.sector}"
    sentence = _sentence(claim, source, read)
    for amount in claim.amounts:
        yield from _amount_faults(amount, sentence)
    for count in (*claim.items, *claim.outcomes):
        yield from _count_faults(count)
    if claim.period is not None:
        for moment in (claim.period.start, claim.period.end):
            if moment is not None and date.fromisoformat(moment).isoformat() != moment:
                yield f"period {claim.period}"
        if claim.period.start and claim.period.end and claim.period.start > claim.period.end:
            yield f"period ends before it begins: {claim.period}"
    for party in claim.parties():
        yield from _party_faults(party, source)


def _sentence(claim: Claim, source: Document, read: Reading) -> str:
    """The folded sentences that the quote and its subject touch, without blanks."""
    low = bisect_left(read.offsets, claim.evidence.start)
    high = bisect_left(read.offsets, claim.evidence.end)
    start = max((m.end() for m in SENTENCE_END.finditer(read.text, 0, low)), default=0)
    end = SENTENCE_END.search(read.text, high)
    return BLANK.sub("", read.text[start : end.start() if end else len(read.text)])


def _amount_faults(amount: Amount, sentence: str) -> Iterator[str]:
    if not amount.text or BLANK.sub("", amount.text) not in sentence:
        yield f"amount {amount.text!r} is not in {sentence!r}"
    if amount.basis not in BASES or amount.of not in MEASURES or amount.bound not in BOUNDS:
        yield f"amount {amount}"
    if not re.fullmatch("[A-Z]{3}", amount.currency):
        yield f"currency {amount.currency!r}"
    if (amount.value is None) != (amount.bound == "vague") or not _is_figure(amount.value):
        yield f"value {amount.value} of {amount.text!r}, {amount.bound}"


def _count_faults(count: Count) -> Iterator[str]:
    if not count.name or not _is_figure(count.quantity):
        yield f"count {count}"
    if count.bound is not None and count.bound not in BOUNDS:
        yield f"bound of {count}"


def _is_figure(value: float | None) -> bool:
    return value is None or (math.isfinite(value) and value >= 0)


def _party_faults(party: Party, source: Document) -> Iterator[str]:
    if not party.name or party.name != party.name.strip() or party.type not in model.PARTY_TYPES:
        yield f"party {party.name!r}, {party.type}"
    known = Gazetteer.load().character(party.name)  # 伊, or half of a pair of places (徐奎)
    if len(party.name) == 1 and known is None and not (party.canonical or "").startswith(party.name):
        yield f"party of one character {party.name!r}"
    if party.at is None or party.at.end > len(source.text):
        yield f"party {party.name!r} stands nowhere: {party.at}"
    if not _is_figure(party.count) or (party.bound is not None and party.bound not in BOUNDS):
        yield f"group {party.name!r}: {party.count} {party.bound}"
    if not party.is_group and (party.count, party.unit, party.kind, party.members) != (None, None, None, ()):
        yield f"{party.type} {party.name!r} is counted like a group"


def sound(source: Document) -> Extraction:
    """The extraction of a document, after its invariants held."""
    found = extract(source)
    assert list(faults(source, found)) == [], source.text
    return found


# ── the tests ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", texts(), ids=lambda text: text[:16].split("\n")[0])
def test_every_text_as_written_keeps_the_invariants(text: str) -> None:
    found = sound(Document(id="d", path="d.txt", sha256="0", text=text, issued="2019-05-20"))
    assert found.claims


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(passages()), st.randoms(use_true_random=False))
def test_mutated_passages_keep_the_invariants(passage: str, dice: random.Random) -> None:
    sound(document(mutated(passage, dice), dice))


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.text(st.sampled_from(ALPHABET), max_size=60))
def test_any_string_of_the_genres_characters_keeps_the_invariants(text: str) -> None:
    sound(Document(id="d", path="d.txt", sha256="0", text=text, issued="2019-05-20"))


def test_a_seeded_loop_of_mutations_keeps_the_invariants() -> None:
    dice = random.Random(7)
    told = 0
    for _ in range(1000):
        told += len(sound(document(mutated(dice.choice(passages()), dice), dice)).claims)
    assert told > 300  # mutations that left nothing to claim would prove nothing


def main() -> int:
    """The long loop: how many were run, how many claims they gave, and every fault by kind."""
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=1_000_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--seconds", type=float, default=math.inf)
    asked = options.parse_args()
    dice = random.Random(asked.seed)
    began, told, wrong, done = time.monotonic(), 0, 0, 0
    while done < asked.count and time.monotonic() - began < asked.seconds:
        source = document(mutated(dice.choice(passages()), dice), dice)
        done += 1
        try:
            found = extract(source)
            told += len(found.claims)
            broken = list(faults(source, found))
        except (
            ValueError,
            LookupError,
            TypeError,
            AttributeError,
            ArithmeticError,
            AssertionError,
            RecursionError,
        ):
            broken = [traceback.format_exc(limit=-4)]
        except model.EvidenceError:
            broken = [traceback.format_exc(limit=-4)]
        if broken:
            wrong += 1
            sys.stdout.write(f"{source.text!r} {source.language} {source.issued}\n  {broken[0]}\n")
        if done % 10_000 == 0 or broken:
            sys.stdout.flush()
        if done % 10_000 == 0:
            sys.stderr.write(
                f"{done} mutations, {told} claims, {wrong} broken, {time.monotonic() - began:.0f} s\n"
            )
            sys.stderr.flush()
    sys.stderr.write(f"{done} mutations, {told} claims, {wrong} broken, {time.monotonic() - began:.0f} s\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
