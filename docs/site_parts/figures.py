"""How well texts are read: measured anew while the site is made, beside the figures that the page promises."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from aidgraph.evaluate import annotated, evaluation, read_again
from aidgraph.evaluate.scores import Score
from aidgraph.resources import data

_SETS = {"open": "rules were written by these", "held": "no rule writer has looked at these"}
_QUESTIONS = {
    "found": "relation, place and at least one party agree",
    "exact": "all providers and all recipients agree",
    "amounts": "the sums, with bound and basis",
    "told": "status, aggregate, kind of money, organizers and types of what was found",
}


def measured() -> str:
    """`aidgraph evaluate` over `tests/quality/open` and `…/held`, as two tables; Markdown."""
    return "\n".join(line for name in _SETS for line in _table(name))


def promised() -> str:
    """`data/measured.json` as a sentence."""
    known = json.loads(data("measured.json").read_text(encoding="utf-8"))
    shares = ", ".join(f"*{name}* {known[name]:.2f}" for name in _QUESTIONS)
    return f"over {known['texts']} texts, {shares}"


def _table(name: str) -> Iterator[str]:
    folder = data().parent / "tests" / "quality" / name
    found = evaluation(annotated(folder), read_again(folder))
    texts = len(list(folder.glob("*.claims.jsonl")))
    yield f"**`tests/quality/{name}`**, {texts} made-up dispatches, {found.scores.found.gold} claims: {_SETS[name]}.\n"
    yield "| question | precision | recall | F1 | 95 % interval | right | false | missed |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for key, question in _QUESTIONS.items():
        score = getattr(found.scores, key)
        low, high = found.intervals[key]
        between = f"{low:.2f}–{high:.2f}"
        if isinstance(score, Score):
            shares = f"{score.precision:.2f} | {score.recall:.2f} | {score.f1:.2f}"
            counts = f"{score.right} | {score.read - score.right} | {score.gold - score.right}"
        else:
            shares = f"| | {score.share:.2f}"
            counts = f"{score.right} | {score.asked - score.right} |"
        yield f"| *{key}*: {question} | {shares} | {between} | {counts} |"
    yield ""


def mistakes() -> str:
    """What goes wrong in `tests/quality/open`, most frequent first; Markdown. The held texts are not looked into."""
    folder = data().parent / "tests" / "quality" / "open"
    gold = annotated(folder)
    errors = evaluation(gold, read_again(folder)).errors
    kinds = Counter(error.kind for error in errors)
    fields = Counter(one.field.partition(" of ")[0] for error in errors for one in error.differences)
    rows = [("missed: nothing was read of it", kinds["missed"])]
    rows += [("spurious: read, and no claim", kinds["spurious"])]
    rows += [(f"found, but *{field}* differs", count) for field, count in fields.items()]
    lines = [f"| {what} | {count} |" for what, count in sorted(rows, key=lambda row: (-row[1], row[0]))]
    return "\n".join([f"| of {len(gold)} claims | count |", "| --- | --- |", *lines])
