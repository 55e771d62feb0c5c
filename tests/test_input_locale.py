"""Whatever the console's encoding: UTF-8 in and out, and no file opened in the locale's."""

import json
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

TEXT = "2019年，江阴市向霍城县捐赠资金60万元，用于修建饮水工程。镕瑄㐂\n"


@pytest.fixture
def gbk(tmp_path: Path) -> dict[str, str]:
    """The environment of a GBK console, and of a GBK locale where this machine can make one."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHONUTF8"))
    }
    made = tmp_path / "locales" / "zh_CN.GBK"
    made.parent.mkdir()
    if shutil.which("localedef"):
        subprocess.run(["localedef", "-i", "zh_CN", "-f", "GBK", made], capture_output=True, check=False)
    if made.exists():
        kept |= {"LOCPATH": str(made.parent), "PYTHONUTF8": "0"}
    return {**kept, "PYTHONIOENCODING": "cp936", "LC_ALL": "zh_CN.GBK", "LANG": "zh_CN.GBK"}


def console_encoding(environment: dict[str, str]) -> str:
    """How a program under this environment reads its arguments and file names."""
    command = [sys.executable, "-c", "import sys; print(sys.getfilesystemencoding())"]
    return subprocess.run(command, capture_output=True, check=True, env=environment).stdout.decode().strip()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A document with characters that GBK lacks, under a Chinese name."""
    path = tmp_path / "简报.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_command_line_works_on_a_gbk_console(tmp_path: Path, gbk: dict[str, str]) -> None:
    encoding = console_encoding(gbk)
    source = os.fsdecode(os.fsencode(tmp_path) + "/简报.txt".encode(encoding))
    Path(source).write_text(TEXT, encoding="utf-8")
    graph, edges, page = (f"{tmp_path}/{name}" for name in ("图", "边.csv", "页.html"))
    commands = {
        ("--help",): "把对口支援工作简报读成知识图谱",
        ("build", source, "-o", graph): None,
        ("extract", source): "江阴市",
        ("query", "who-gave-what", "--graph", graph): "霍城县",
        ("query", "SELECT ?n {?p ?q ?n FILTER(CONTAINS(STR(?n), '霍城'))} LIMIT 1", "--graph", graph): "霍城",
        ("export", edges, "--graph", graph): None,
        ("page", "-o", page, "--graph", graph): None,
        ("resolve", "鼓楼区"): "鼓楼区",
    }
    for words, expected in commands.items():
        typed = [os.fsencode(w) if "\udc80" <= max(w) <= "\udcff" else w.encode(encoding) for w in words]
        command = [os.fsencode(sys.executable), b"-m", b"aidgraph", *typed]
        done = subprocess.run(command, capture_output=True, check=False, env=gbk)
        assert done.returncode == 0, (words, done.stderr.decode("utf-8"))
        done.stderr.decode("utf-8")
        assert expected is None or expected in done.stdout.decode("utf-8"), words
    documents = Path(os.fsdecode(graph.encode(encoding))) / "documents.jsonl"
    (document,) = map(json.loads, documents.read_text(encoding="utf-8").splitlines())
    assert (document["id"], document["text"]) == ("简报", TEXT)


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
