"""The quality gate: on gold that has not changed, no figure falls below its floor.

`AIDGRAPH_LOWER_FLOORS=1 pytest tests/test_evaluate_floors.py` sets the floors anew, 0.03 below what is reached
now, up or down; the change of `tests/quality/floors.json` is then reviewed as any other.
"""

import hashlib
import json
import os
from pathlib import Path

import pytest

from aidgraph.evaluate import annotated, evaluation, read_again

#: How far a figure may fall before the gate closes: two claims of sixty.
MARGIN = 0.03
FLOORS = Path(__file__).parent / "quality" / "floors.json"
#: Set → where its texts are, if not beside the gold.
SETS = {"open": None, "held": None, "digests": "data/bulletins"}


def digests(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.glob("*.claims.jsonl"))
    }


def reached(root: Path, name: str) -> dict[str, float]:
    folder = root / "tests" / "quality" / name
    texts = SETS[name]
    found = evaluation(annotated(folder), read_again(folder, texts=root / texts if texts else None))
    return found.scores.headline()


def test_no_figure_falls_below_its_floor_on_gold_that_has_not_changed(root):
    gold = {name: digests(root / "tests" / "quality" / name) for name in SETS}
    figures = {name: reached(root, name) for name in SETS}
    if os.environ.get("AIDGRAPH_LOWER_FLOORS") == "1":
        floors = {
            name: {
                "floors": {one: round(value - MARGIN, 3) for one, value in figures[name].items()},
                "gold": gold[name],
            }
            for name in SETS
        }
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8", newline="\n")
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert gold == {name: one["gold"] for name, one in pinned.items()}, (
        "the gold has changed: set the floors anew"
    )
    fallen = {
        f"{name}: {one}": (round(figures[name][one], 3), floor)
        for name, row in pinned.items()
        for one, floor in row["floors"].items()
        if figures[name][one] < floor
    }
    assert fallen == {}, "figure: (reached now, floor)"


def test_the_gate_closes_when_a_figure_falls_and_when_gold_changes(root, tmp_path, monkeypatch):
    monkeypatch.delenv("AIDGRAPH_LOWER_FLOORS", raising=False)
    monkeypatch.setitem(globals(), "SETS", {"digests": "data/bulletins"})
    monkeypatch.setitem(globals(), "FLOORS", tmp_path / "floors.json")
    gold = digests(root / "tests" / "quality" / "digests")

    def pin(**row):
        pinned = {"digests": {"floors": {"found": 0.0}, "gold": gold} | row}
        (tmp_path / "floors.json").write_text(json.dumps(pinned), encoding="utf-8")

    gate = test_no_figure_falls_below_its_floor_on_gold_that_has_not_changed
    pin()
    gate(root)
    pin(floors={"found": 1.01})
    with pytest.raises(AssertionError, match="reached now, floor"):
        gate(root)
    pin(gold=dict.fromkeys(gold, "0" * 64))
    with pytest.raises(AssertionError, match="the gold has changed"):
        gate(root)
