"""kill -9 at random moments of a rebuild: all old, all new, or the next command says what is mixed."""

import hashlib
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aidgraph.errors import GraphError
from aidgraph.graph import GraphFolder, open_store
from aidgraph.review.judgements import COLUMNS

OLD = "2019年，江阴市向霍城县捐赠资金60万元，用于修建饮水工程。\n"
NEW = "2020年，张家港市向巩留县捐赠图书1000册。\n徐州市对口支援奎屯市。\n"
JUDGEMENTS = ",".join(COLUMNS) + "\n"
MOMENTS = 50


def building(source: Path, graph: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "aidgraph", "build", "-q", str(source), "-o", str(graph)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def whole(folder: GraphFolder) -> dict[str, str]:
    """Every file but the store's by its sha256, and the store by its quads."""
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.root.iterdir()
        if path.is_file() and not path.name.startswith(".")
    }
    quads = sorted(str(quad) for quad in open_store(folder.path("store")))
    return found | {"store": hashlib.sha256("\n".join(quads).encode()).hexdigest()}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_rebuild_killed_at_fifty_random_moments_is_all_old_or_all_new_or_named_as_mixed(
    tmp_path: Path,
) -> None:
    graphs, states = {}, {}
    for name, text in {"old": OLD, "new": NEW}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        graphs[name] = tmp_path / name
        started = time.monotonic()
        assert building(tmp_path / f"{name}.txt", graphs[name]).wait() == 0
        duration = time.monotonic() - started
        states[name] = whole(GraphFolder.open(graphs[name]))
    assert states["old"] != states["new"]
    moments, seen = random.Random(20170810), []
    for number in range(MOMENTS):
        graph = tmp_path / "graph"
        shutil.copytree(graphs["old"], graph)
        (graph / "judgements.csv").write_text(JUDGEMENTS, encoding="utf-8")
        build = building(tmp_path / "new.txt", graph)
        if number % 2:  # anywhere; the other half while it writes
            time.sleep(moments.uniform(0, 1.6 * duration))
        else:
            while build.poll() is None and not (graph / ".new").exists():
                time.sleep(0.001)
            time.sleep(moments.uniform(0, duration))
        build.kill()
        build.wait()
        assert (graph / "judgements.csv").read_text(encoding="utf-8") == JUDGEMENTS
        (graph / "judgements.csv").unlink()
        try:
            state = whole(GraphFolder.open(graph))
        except GraphError as error:
            assert "the graph is mixed: " in str(error)
            seen.append("mixed")
            command = [
                sys.executable,
                "-m",
                "aidgraph",
                "query",
                "SELECT * {?s ?p ?o} LIMIT 1",
                "--graph",
                str(graph),
            ]
            done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
            assert (done.returncode, done.stderr) == (1, f"aidgraph: {error}\n")
            assert building(tmp_path / "new.txt", graph).wait() == 0
            assert whole(GraphFolder.open(graph)) == states["new"]
        else:
            (found,) = (name for name in states if states[name] == state)
            seen.append(found)
        shutil.rmtree(graph)
    assert len(seen) == MOMENTS
    assert {"old", "new"} <= set(seen)
