"""Whatever the console's encoding: UTF-8 in and out, and no file opened in the locale's."""

import functools
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

TEXT = "2019年，江阴市向霍城县捐赠资金60万元，用于修建饮水工程。镕瑄㐂\n"


@functools.cache
def locales() -> frozenset[str]:
    try:
        listed = subprocess.run(["locale", "-a"], capture_output=True, check=False).stdout
    except FileNotFoundError:
        return frozenset()
    return frozenset(listed.decode("ascii", "replace").split())


def gbk() -> dict[str, str]:
    """The environment of a GBK console, its locale too where this machine has one."""
    name = next(
        (name for name in ("zh_CN.gbk", "zh_CN.GBK", "zh_CN.gb18030") if name in locales()), "zh_CN.GBK"
    )
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHONUTF8"))
    }
    return {**kept, "PYTHONIOENCODING": "cp936", "PYTHONUTF8": "0", "LC_ALL": name, "LANG": name}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A document with characters that GBK lacks, under a Chinese name."""
    path = tmp_path / "简报.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_command_line_works_on_a_gbk_console(tmp_path: Path, source: Path) -> None:
    graph, environment = tmp_path / "图", gbk()
    commands = {
        "--help": "把对口支援工作简报读成知识图谱",
        f"build {source} -o {graph}": None,
        f"extract {source}": "江阴市",
        f"query who-gave-what --graph {graph}": "霍城县",
        f"export {tmp_path / '边.csv'} --graph {graph}": None,
        f"page -o {tmp_path / '页.html'} --graph {graph}": None,
        "resolve 鼓楼区": "鼓楼区",
    }
    for line, expected in commands.items():
        command = [sys.executable, "-m", "aidgraph", *line.split()]
        done = subprocess.run(command, capture_output=True, check=False, env=environment)
        assert done.returncode == 0, (line, done.stderr.decode("utf-8"))
        done.stderr.decode("utf-8")
        assert expected is None or expected in done.stdout.decode("utf-8"), line
    assert TEXT.strip()[-3:] in (graph / "documents.jsonl").read_text(encoding="utf-8")


IMPLICIT = textwrap.dedent("""
    import sys, warnings
    warnings.filterwarnings("error", category=EncodingWarning, module=r"aidgraph(\\.|$)")
    from aidgraph.cli import aidgraph
    source, folder = sys.argv[1:]
    graph = folder + "/graph"
    for line in (
        ["build", source, "-o", graph, "--backbone"],
        ["extract", source, "-o", folder + "/claims.jsonl"],
        ["query", "who-gave-what", "--graph", graph, "--format", "json"],
        *(["export", f"{folder}/a.{end}", "--graph", graph] for end in "graphml gexf csv ttl nq".split()),
        ["page", "-o", folder + "/p.html", "--graph", graph],
        ["resolve", "鼓楼区", "--context", "徐州"],
        ["demo", "-o", folder + "/demo"],
    ):
        aidgraph.main(line, standalone_mode=False)
    print("no implicit encoding")
""")


def test_no_file_of_ours_is_opened_in_the_locales_encoding(tmp_path: Path, source: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPLICIT, str(source), str(tmp_path)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONWARNDEFAULTENCODING": "1", "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.endswith("no implicit encoding\n")
    assert (
        "EncodingWarning" not in done.stderr
        or "aidgraph" not in done.stderr.split("EncodingWarning")[0][-200:]
    )


def test_a_file_opened_in_the_locales_encoding_would_be_found() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error::EncodingWarning", "-c", "import os; open(os.devnull)"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONWARNDEFAULTENCODING": "1"},
    )
    assert b"EncodingWarning" in done.stderr
