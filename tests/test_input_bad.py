"""Bad input at the command line: one clear line each, the rest still built, exit code 1."""

import os
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

GOOD = "甲市对口支援乙县。2019年，无锡市江阴市向霍城县捐赠资金60万元，用于修建饮水工程。\n"


def run(*args: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "aidgraph", *map(str, args)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, **environment},
        timeout=600,
    )


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A file that can be read."""
    path = tmp_path / "good.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path


def built(graph: Path) -> bool:
    return (
        "江阴市" in (graph / "claims.jsonl").read_text(encoding="utf-8")
        and (graph / "manifest.json").is_file()
    )


def test_every_source_that_cannot_be_read_is_one_line_and_the_others_are_built(
    tmp_path: Path, good: Path
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "broken.txt").write_bytes(GOOD.encode() * 3 + b"\xff\xfe\xfd" + GOOD.encode())
    (tmp_path / "later.pdf").write_bytes(b"%PDF-1.7")
    bad = [tmp_path / name for name in ("missing.txt", "empty", "binary.txt", "broken.txt", "later.pdf")]
    done = run("build", "-q", *bad, good, "-o", tmp_path / "graph")
    lines = sorted(done.stderr.splitlines())
    assert lines == [
        f"aidgraph: {tmp_path}/binary.txt: a binary file, not text (it holds NUL bytes); "
        "save it as .txt in UTF-8, or leave it out",
        f"aidgraph: {tmp_path}/broken.txt: line 4, byte 354: neither UTF-8 nor GB18030 nor UTF-16; "
        "save it again as UTF-8",
        f"aidgraph: {tmp_path}/empty: no files in this folder; "
        "give one that holds .txt, .md, .docx, .pdf, .html, .htm or .zip",
        f"aidgraph: {tmp_path}/later.pdf: a damaged PDF; open it, print or save it again as PDF",
        f"aidgraph: {tmp_path}/missing.txt: no such file or folder; check the path",
    ]
    assert (done.returncode, done.stdout, built(tmp_path / "graph")) == (1, "", True)


def test_where_nothing_can_be_read_nothing_is_built(tmp_path: Path) -> None:
    done = run("build", "-q", tmp_path / "no.txt", tmp_path / "none", "-o", tmp_path / "graph")
    assert done.stderr.splitlines() == [
        f"aidgraph: {tmp_path}/no.txt: no such file or folder; check the path",
        f"aidgraph: {tmp_path}/none: no such file or folder; check the path",
    ]
    assert (done.returncode, (tmp_path / "graph").exists()) == (1, False)


@pytest.mark.parametrize("command", [("build", "-o"), ("extract", "-o")])
def test_a_line_of_fifty_megabytes_is_one_line_and_the_others_are_read(
    tmp_path: Path, good: Path, command: tuple[str, str]
) -> None:
    long = tmp_path / "long.txt"
    long.write_bytes(GOOD.strip().encode() * (50_000_000 // len(GOOD.strip().encode()) + 1))
    done = run(command[0], "-q", long, good, command[1], tmp_path / "out")
    characters = len(long.read_text(encoding="utf-8"))
    assert done.stderr.splitlines() == [
        f"aidgraph: {long}: a line of {characters:,} characters, which no bulletin has; "
        "break it into paragraphs"
    ]
    assert done.returncode == 1
    assert (tmp_path / "out").exists()


#: Runs the command line once with all rights, so that every module is loaded, and again as nobody: the
#: interpreter may stand where only root can read.
AS_NOBODY = textwrap.dedent("""
    import os, sys
    from aidgraph.cli import aidgraph
    good, warm, *args = sys.argv[1:]
    aidgraph.main(["build", "-q", good, "-o", warm], standalone_mode=False)
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    sys.argv = ["aidgraph", *args]
    from aidgraph.cli import main
    main()
""")


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that every user may enter, which pytest's are not; it holds a good file."""
    with tempfile.TemporaryDirectory(prefix="aidgraph-") as name:
        Path(name).chmod(0o755)
        (Path(name) / "good.txt").write_text(GOOD, encoding="utf-8")
        yield Path(name)


def as_nobody(public: Path, *args: str | Path) -> subprocess.CompletedProcess[str]:
    """The command line as an unprivileged user."""
    good, warm = public / "good.txt", public / "warm"
    return subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(good), str(warm), *map(str, args)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=600,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_folder_and_a_file_without_permission_are_one_line_each(public: Path) -> None:
    closed, secret, out = public / "closed", public / "secret.txt", public / "out"
    closed.mkdir()
    secret.write_text(GOOD + "二", encoding="utf-8")
    out.mkdir()
    out.chmod(0o777)
    closed.chmod(0)
    secret.chmod(0)
    done = as_nobody(public, "build", "-q", closed, secret, public / "good.txt", "-o", out / "graph")
    closed.chmod(0o755)
    assert done.stderr.splitlines() == [
        f"aidgraph: {closed}: permission denied; ask for the right to read it",
        f"aidgraph: {secret}: permission denied; ask for the right to read it",
    ]
    assert (done.returncode, built(out / "graph")) == (1, True)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_graph_folder_that_may_not_be_written_is_one_line(public: Path) -> None:
    out = public / "out"
    out.mkdir()
    out.chmod(0o555)
    done = as_nobody(public, "build", "-q", public / "good.txt", "-o", out / "graph")
    out.chmod(0o755)
    assert done.stderr == (
        f"aidgraph: {out}/graph: permission denied; free the way or choose another folder (-o, --graph)\n"
    )
    assert done.returncode == 1


def test_a_graph_folder_with_a_persons_own_files_is_refused_and_left_alone(
    tmp_path: Path, good: Path
) -> None:
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "report.md").write_text("mine", encoding="utf-8")
    done = run("build", "-q", good, "-o", tmp_path / "graph")
    assert done.stderr == (
        f"aidgraph: {tmp_path}/graph: holds report.md, which no build wrote; choose another folder (-o)\n"
    )
    assert (done.returncode, list((tmp_path / "graph").iterdir())) == (1, [tmp_path / "graph" / "report.md"])


@pytest.mark.parametrize("command", ["query", "export", "page"])
def test_a_command_on_no_graph_or_a_mixed_one_says_what_to_do(
    tmp_path: Path, good: Path, command: str
) -> None:
    graph = tmp_path / "graph"
    args = {"query": ["who-gave-what"], "export": [tmp_path / "a.csv"], "page": ["-o", tmp_path / "p.html"]}[
        command
    ]
    done = run(command, *args, "--graph", graph)
    assert (done.returncode, done.stderr) == (
        1,
        f"aidgraph: {graph}: no graph here; build it first: aidgraph build SRC -o {graph}\n",
    )
    assert run("build", "-q", good, "-o", graph).returncode == 0
    (graph / "claims.jsonl").write_text("", encoding="utf-8")
    done = run(command, *args, "--graph", graph)
    remedy = f"build it again: aidgraph build SRC -o {graph}"
    assert (done.returncode, done.stderr) == (
        1,
        f"aidgraph: {graph}: the graph is mixed: claims.jsonl changed; {remedy}\n",
    )
