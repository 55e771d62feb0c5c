"""A graph folder: whole or not at all, checked before it is read."""

import hashlib
import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from aidgraph.errors import GraphError
from aidgraph.graph.folder import GraphFolder, read_jsonl, write_jsonl
from aidgraph.model import Claim, Document, Entity, Evidence, Issue, Span

TEXT = "甲市向乙县捐赠30万元。"
DOCUMENT = Document(id="d1", path="d1.txt", sha256="0" * 64, text=TEXT, title="捐赠", issued="2020-01-02")
ENTITY = Entity(iri="urn:e1", type="County", zh="乙县", within=("urn:e0",), mentions=2)
ISSUE = Issue(
    kind="place", reason="两个地方同名", document="d1", start=3, end=5, quote="乙县", candidates=("urn:e1",)
)
CLAIM = Claim(
    id="d1/donated-to@0",
    relation="donated-to",
    status="done",
    evidence=Evidence.quoting(DOCUMENT, Span(0, 11)),
)


def built(path: Path, *, trig: str = "# 一\n", page: bool = True) -> None:
    with GraphFolder.writing(path) as folder:
        write_jsonl(folder.path("claims.jsonl"), [CLAIM])
        write_jsonl(folder.path("entities.jsonl"), [ENTITY])
        write_jsonl(folder.path("documents.jsonl"), [DOCUMENT])
        write_jsonl(folder.path("issues.jsonl"), [ISSUE])
        folder.path("graph.trig").write_text(trig, encoding="utf-8")
        folder.path("store").mkdir()
        (folder.path("store") / "CURRENT").write_text(trig, encoding="utf-8")
        if page:
            folder.path("index.html").write_text("<p>图</p>", encoding="utf-8")


def contents(path: Path) -> dict[str, bytes]:
    return {str(p.relative_to(path)): p.read_bytes() for p in sorted(path.rglob("*")) if p.is_file()}


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    built(tmp_path / "graph")
    folder = GraphFolder.open(tmp_path / "graph")
    assert (folder.claims(), folder.entities()) == ((CLAIM,), (ENTITY,))
    assert (folder.documents(), folder.issues()) == ((DOCUMENT,), (ISSUE,))
    assert (folder.path("store") / "CURRENT").read_text(encoding="utf-8") == "# 一\n"


def test_the_manifest_names_every_file_by_its_sha256_and_the_store_by_what_it_was_loaded_from(
    tmp_path: Path,
) -> None:
    built(tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    names = ["claims.jsonl", "documents.jsonl", "entities.jsonl", "graph.trig", "index.html", "issues.jsonl"]
    digests = {name: hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in names}
    assert manifest == {"files": digests, "store": f"store/{digests['graph.trig'][:16]}"}


def test_two_builds_of_the_same_give_the_same_bytes(tmp_path: Path) -> None:
    built(tmp_path / "a")
    built(tmp_path / "b")
    built(tmp_path / "b")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_a_rebuild_replaces_everything_but_the_judgements(tmp_path: Path) -> None:
    built(tmp_path, trig="# 旧\n")
    (tmp_path / "judgements.csv").write_text("id,kind\n", encoding="utf-8")
    built(tmp_path, trig="# 新\n", page=False)
    folder = GraphFolder.open(tmp_path)
    assert not (tmp_path / "index.html").exists()
    assert (tmp_path / "judgements.csv").read_text(encoding="utf-8") == "id,kind\n"
    assert [p.name for p in (tmp_path / "store").iterdir()] == [folder.path("store").name]
    assert (folder.path("store") / "CURRENT").read_text(encoding="utf-8") == "# 新\n"


def test_a_build_that_fails_leaves_the_old_graph_as_it_was(tmp_path: Path) -> None:
    built(tmp_path, trig="# 旧\n")
    before = contents(tmp_path)
    with pytest.raises(RuntimeError), GraphFolder.writing(tmp_path) as folder:
        folder.path("graph.trig").write_text("# 新\n", encoding="utf-8")
        raise RuntimeError
    assert contents(tmp_path) == before


def test_a_changed_file_and_a_missing_one_are_named(tmp_path: Path) -> None:
    built(tmp_path)
    (tmp_path / "claims.jsonl").write_text("", encoding="utf-8")
    (tmp_path / "graph.trig").unlink()
    with pytest.raises(GraphError) as caught:
        GraphFolder.open(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}: the graph is mixed: graph.trig missing; claims.jsonl changed; "
        f"build it again: aidgraph build SRC -o {tmp_path}"
    )
    built(tmp_path)
    assert GraphFolder.open(tmp_path).claims() == (CLAIM,)


def test_a_folder_without_a_graph_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no graph here; build it first: aidgraph build SRC"):
        GraphFolder.open(tmp_path / "nowhere")


def test_a_damaged_manifest_is_named(tmp_path: Path) -> None:
    built(tmp_path)
    for damage in (
        "{",
        "[]",
        '{"files": {"../../x": "0"}, "store": null}',
        '{"files": {}, "store": "elsewhere/x"}',
    ):
        (tmp_path / "manifest.json").write_text(damage, encoding="utf-8")
        with pytest.raises(GraphError, match=r"manifest\.json: damaged .*; build it again"):
            GraphFolder.open(tmp_path)


@pytest.mark.parametrize(
    ("line", "where"),
    [
        (b'{"iri": "a"', ":2:12: a damaged line"),
        (b'{"iri": "\xff"}', ":2:10: a damaged line (not UTF-8)"),
        (b"[1]", ":2:1: a damaged line (not a JSON object)"),
        (b'{"iri": "a"}', ":2:1: a damaged line (the key 'labels' is missing)"),
        (b'{"iri": "a", "type": "County", "labels": "x"}', ":2:1: a damaged line"),
    ],
)
def test_a_damaged_line_is_named_by_file_line_and_column(tmp_path: Path, line: bytes, where: str) -> None:
    built(tmp_path)
    folder = GraphFolder.open(tmp_path)
    with folder.path("entities.jsonl").open("ab") as file:
        file.write(line + b"\n")
    with pytest.raises(GraphError) as caught:
        folder.entities()
    assert str(caught.value).startswith(f"{folder.path('entities.jsonl')}{where}")
    assert "build the graph again" in str(caught.value)


def test_lines_end_at_line_feeds_alone(tmp_path: Path) -> None:
    rows = [{"quote": "甲市\u2028乙县\x85\r丙县"}, {"quote": "二"}]
    write_jsonl(tmp_path / "a.jsonl", rows)
    assert list(read_jsonl(tmp_path / "a.jsonl")) == rows


def test_a_folder_that_holds_a_persons_own_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine", encoding="utf-8")
    with pytest.raises(GraphError, match=r"holds index\.html, which no build wrote; choose another folder"):
        built(tmp_path)
    assert contents(tmp_path) == {"index.html": b"mine"}


def test_a_file_where_the_folder_should_be_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "graph").write_text("", encoding="utf-8")
    with pytest.raises(GraphError, match="graph: file exists; free the way or choose another folder"):
        built(tmp_path / "graph")


def test_two_builds_do_not_write_at_once(tmp_path: Path) -> None:
    with GraphFolder.writing(tmp_path), pytest.raises(GraphError, match="another build is writing here"):
        built(tmp_path)
    built(tmp_path)
    assert GraphFolder.open(tmp_path).claims() == (CLAIM,)


#: Builds into copies of a folder, each build killed a step later than the one before, until one ends.
KILLED = textwrap.dedent("""
    import os, signal, sys
    from pathlib import Path
    from aidgraph.graph import folder
    before, root = Path(sys.argv[1]), Path(sys.argv[2])
    def dying(function, step, count=[0]):
        def counted(*args, **options):
            count[0] += 1
            if count[0] == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*args, **options)
        return counted
    def build(graph, step):
        for name in ("replace", "unlink", "mkdir", "write_text"):
            setattr(Path, name, dying(getattr(Path, name), step))
        folder._flush = dying(folder._flush, step)
        folder.shutil.rmtree = dying(folder.shutil.rmtree, step)
        with folder.GraphFolder.writing(graph) as staged:
            staged.path("claims.jsonl").write_text("", encoding="utf-8")
            staged.path("graph.trig").write_text("# new", encoding="utf-8")
            staged.path("store").mkdir()
            (staged.path("store") / "CURRENT").write_text("# new", encoding="utf-8")
    for step in range(1, 100):
        graph = root / f"{step:02}"
        folder.shutil.copytree(before, graph)
        child = os.fork()
        if not child:
            build(graph, step)
            os._exit(0)
        if os.waitpid(child, 0)[1] == 0:
            break
""")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("before", ["an old graph", "nothing"])
def test_a_build_killed_at_any_step_leaves_all_old_or_all_new_or_says_what_is_mixed(
    tmp_path: Path, before: str
) -> None:
    old, root, seen = tmp_path / "old", tmp_path / "killed", []
    old.mkdir()
    root.mkdir()
    if before == "an old graph":
        built(old, trig="# old")
    subprocess.run([sys.executable, "-c", KILLED, old, root], check=True)
    for graph in sorted(root.iterdir()):
        try:
            folder = GraphFolder.open(graph)
        except GraphError as error:
            unfinished = before == "nothing" and ("unfinished" in str(error) or "no graph here" in str(error))
            assert unfinished or "mixed" in str(error)
            seen.append("named")
        else:
            trig = folder.path("graph.trig").read_text(encoding="utf-8")
            stored = (folder.path("store") / "CURRENT").read_text(encoding="utf-8")
            assert (trig, stored, len(folder.claims())) in {("# old", "# old", 1), ("# new", "# new", 0)}
            seen.append(trig)
        built(graph, trig="# repaired")
        assert GraphFolder.open(graph).path("graph.trig").read_text(encoding="utf-8") == "# repaired"
        assert sorted(p.name for p in graph.iterdir() if p.name.startswith(".")) == [".aidgraph.lock"]
    assert 20 < len(seen) < 99
    assert seen[-1] == "# new"
    assert set(seen) == ({"# old", "named", "# new"} if before == "an old graph" else {"named", "# new"})
