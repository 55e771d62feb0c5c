"""Our figures are the scorer's, whatever was read: checked over all gold and many distorted readings of it."""

import importlib.util
import json
import random
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from aidgraph.evaluate import evaluation
from aidgraph.model import Claim

pytestmark = pytest.mark.slow

Row = dict[str, Any]


def rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.fixture(scope="module")
def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_claims", shared / "tools" / "score_claims.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def golds(shared: Path, root: Path) -> list[Path]:
    found = sorted((shared / "gold").rglob("*.claims.jsonl")) + sorted(
        (root / "tests" / "quality" / "open").glob("*.claims.jsonl")
    )
    assert len(found) > 30
    return found


def scorers_figures(scorer: ModuleType, gold: list[Row], read: list[Row]) -> dict[str, Any]:
    counts, _ = scorer.score(gold, read)
    right, asked = counts.pop("told")
    told = {"share": round(right / asked, 3) if asked else 0.0, "right": right, "asked": asked}
    return {name: scorer.prf(*count) for name, count in counts.items()} | {"told": told}


def our_figures(gold: list[Row], read: list[Row]) -> dict[str, Any]:
    found = evaluation([Claim.from_json(row) for row in gold], [Claim.from_json(row) for row in read])
    return found.scores.to_json()


def parties(row: Row) -> list[Row]:
    own = [party for side in ("providers", "recipients", "organizers") for party in row[side]]
    return own + [member for party in own for member in party.get("members") or []]


def renamed(change: Callable[[str], str]) -> Callable[[random.Random, Row, list[Row]], None]:
    def distort(draw: random.Random, row: Row, others: list[Row]) -> None:
        for party in parties(row):
            party["name"] = change(party["name"]) or party["name"]
            if party.get("canonical") and draw.random() < 0.5:
                party["canonical"] = change(party["canonical"]) or party["canonical"]

    return distort


def without_canonical(draw: random.Random, row: Row, others: list[Row]) -> None:
    for party in parties(row):
        party.pop("canonical", None)


def shifted(draw: random.Random, row: Row, others: list[Row]) -> None:
    evidence = row["evidence"]
    evidence["start"] = max(0, evidence["start"] + draw.randint(-30, 30))
    evidence["end"] = max(evidence["start"] + 1, evidence["end"] + draw.randint(-30, 90))


def sides_swapped(draw: random.Random, row: Row, others: list[Row]) -> None:
    row["providers"], row["recipients"] = row["recipients"], row["providers"]


def another_relation(draw: random.Random, row: Row, others: list[Row]) -> None:
    row["relation"] = draw.choice(["paired-with", "donated-to", "supports"])


def another_type(draw: random.Random, row: Row, others: list[Row]) -> None:
    for party in parties(row):
        if party["type"] != "Group":
            party["type"] = draw.choice(["County", "School", "Enterprise", "Prefecture"])


def another_group(draw: random.Random, row: Row, others: list[Row]) -> None:
    for party in parties(row):
        if party["type"] == "Group":
            party["count"] = draw.choice([party.get("count"), None, 6])
            party["places"] = draw.choice([party.get("places") or [], []])
            party["members"] = draw.choice([party.get("members") or [], []])
            party["kind"] = draw.choice([party.get("kind"), None, "学校"])


def parties_of_another(draw: random.Random, row: Row, others: list[Row]) -> None:
    side = draw.choice(["providers", "recipients", "organizers"])
    row[side] = draw.choice([row[side], []]) + json.loads(json.dumps(draw.choice(others)[side]))


def other_figures(draw: random.Random, row: Row, others: list[Row]) -> None:
    for amount in row["amounts"]:
        amount["value"] = draw.choice([amount["value"], None, 300000, 300000.0])
        amount["basis"] = draw.choice([amount["basis"], "cumulative"])
        amount["of"] = draw.choice([amount["of"], "project"])
    row["outcomes"] = draw.choice([row["outcomes"], row["outcomes"] * 2, []])


def other_words(draw: random.Random, row: Row, others: list[Row]) -> None:
    row["status"] = draw.choice(["done", "ongoing", "planned"])
    row["aggregate"] = draw.random() < 0.5


DISTORTIONS = (
    renamed(lambda name: name.rstrip("省市县区州")), renamed(lambda name: f"江苏省{name}"),
    renamed(lambda name: name[2:]), renamed(lambda name: f"“{name}” "), renamed(lambda name: f"{name}县"),
    without_canonical, shifted, sides_swapped, another_relation, another_type, another_group,
    parties_of_another, other_figures, other_words,
)  # fmt: skip


def reading(gold: list[Row], seed: int) -> list[Row]:
    """The gold, each claim distorted by some of the distortions, some left out, some told twice."""
    draw = random.Random(seed)
    read: list[Row] = []
    for row in gold:
        for _ in range(draw.choice([0, 1, 1, 1, 2])):
            copy = json.loads(json.dumps(row))
            for distort in draw.sample(DISTORTIONS, draw.choice([0, 1, 1, 2, 3])):
                distort(draw, copy, gold)
            read.append(copy)
    draw.shuffle(read)
    return read


@pytest.mark.shared
def test_every_figure_is_the_scorers_over_all_gold_and_twelve_distorted_readings_of_each(scorer, golds):
    different = []
    seen = set()
    for path in golds:
        gold = rows(path)
        for seed in range(12):
            read = reading(gold, seed)
            theirs, ours = scorers_figures(scorer, gold, read), our_figures(gold, read)
            seen.add((theirs["found"]["f1"], theirs["exact"]["f1"]))
            if theirs != ours:
                different.append((path.name, seed, theirs, ours))
    assert different == []
    assert len(seen) > 200, "the readings must differ enough to tell two scorers apart"


@pytest.mark.shared
def test_the_figures_of_many_documents_are_the_sums_that_the_scorer_makes(scorer, golds):
    gold = [row for path in golds for row in rows(path)]
    read = [row for number, path in enumerate(golds) for row in reading(rows(path), number)]
    total = {name: [0, 0, 0] for name in ("found", "exact", "amounts")} | {"told": [0, 0]}
    for number, path in enumerate(golds):
        counts, _ = scorer.score(rows(path), reading(rows(path), number))
        for name, count in counts.items():
            total[name] = [a + b for a, b in zip(total[name], count, strict=True)]
    ours = our_figures(gold, read)
    right, asked = total.pop("told")
    assert {name: (row["tp"], row["fp"], row["fn"]) for name, row in ours.items() if name != "told"} == {
        name: tuple(count) for name, count in total.items()
    }
    assert (ours["told"]["right"], ours["told"]["asked"]) == (right, asked)


@pytest.mark.shared
def test_what_the_scorer_prints_as_json_is_part_of_what_the_command_prints(shared, tmp_path, scorer, capsys):
    from click.testing import CliRunner

    from aidgraph.cli import aidgraph

    gold = shared / "gold" / "2017-05.claims.jsonl"
    read = tmp_path / "read.jsonl"
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in reading(rows(gold), 7)]
    read.write_text("".join(lines), encoding="utf-8")
    scorer.main([str(gold), str(read), "--json"])
    theirs = json.loads(capsys.readouterr().out)
    result = CliRunner().invoke(aidgraph, ["evaluate", str(gold), str(read), "--format", "json"])
    ours = json.loads(result.stdout)
    for name, row in theirs.items():
        assert {key: ours[name][key] for key in row} == row
