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


@pytest.mark.parametrize("name", SETS)
def test_no_figure_falls_below_its_floor_on_gold_that_has_not_changed(root, name):
    now = {"gold": digests(root / "tests" / "quality" / name), "figures": reached(root, name)}
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    if os.environ.get("AIDGRAPH_LOWER_FLOORS") == "1":
        lowered = {figure: round(value - MARGIN, 3) for figure, value in now["figures"].items()}
        floors[name] = {"floors": lowered, "gold": now["gold"]}
        ordered = {one: floors[one] for one in SETS if one in floors}
        FLOORS.write_text(json.dumps(ordered, indent=1) + "\n", encoding="utf-8", newline="\n")
    pinned = floors[name]
    assert now["gold"] == pinned["gold"], (
        "the gold has changed: set the floors anew (see the top of this file)"
    )
    fallen = {
        figure: (round(now["figures"][figure], 3), floor)
        for figure, floor in pinned["floors"].items()
        if now["figures"][figure] < floor
    }
    assert fallen == {}, "figure: (reached now, floor)"


def test_the_gate_closes_when_a_figure_falls_and_when_gold_changes(root, tmp_path, monkeypatch):
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    floors["open"]["floors"]["found"] = 1.01
    changed = tmp_path / "floors.json"
    changed.write_text(json.dumps(floors), encoding="utf-8")
    monkeypatch.setitem(globals(), "FLOORS", changed)
    monkeypatch.delenv("AIDGRAPH_LOWER_FLOORS", raising=False)
    with pytest.raises(AssertionError, match="reached now, floor"):
        test_no_figure_falls_below_its_floor_on_gold_that_has_not_changed(root, "open")
    floors["open"]["gold"]["d01.claims.jsonl"] = "0" * 64
    changed.write_text(json.dumps(floors), encoding="utf-8")
    with pytest.raises(AssertionError, match="the gold has changed"):
        test_no_figure_falls_below_its_floor_on_gold_that_has_not_changed(root, "open")
