"""The gazetteer reads what it is asked for, and no more."""

from __future__ import annotations

import subprocess
import sys

_ASKED = """
import sys
from aidgraph.gazetteer import Gazetteer
gazetteer = Gazetteer.load()
assert gazetteer is Gazetteer.load()
gazetteer.get("654023"), gazetteer.decide("四师"), gazetteer.pair("徐奎")
print(sorted({"pypinyin", "ahocorasick_rs", "rdflib", "pyoxigraph", "networkx"} & set(sys.modules)))
gazetteer.mentions("江阴市")
print(sorted({"pypinyin", "ahocorasick_rs", "rdflib", "pyoxigraph", "networkx"} & set(sys.modules)))
"""


def test_no_heavy_library_is_loaded_before_text_is_searched():
    run = subprocess.run(
        [sys.executable, "-c", _ASKED],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={"PYTHONUTF8": "1"},
    )
    assert run.stdout.splitlines() == ["[]", "['ahocorasick_rs']"]


def test_answers_do_not_depend_on_the_hash_seed():
    script = (
        "from aidgraph.gazetteer import Gazetteer; g = Gazetteer.load();"
        "print([p.id for p in g.named('和平镇')], g.mentions('南京鼓楼区、朝阳区与城关镇'), g.names()[::500])"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True,
            env={"PYTHONUTF8": "1", "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "2")
    }  # fmt: skip
    assert len(answers) == 1
