"""`aidgraph validate` and `aidgraph verify`, on a folder built from files that then change."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from aidgraph.cli import aidgraph
from aidgraph.graph import GraphFolder, build_store, write_trig
from aidgraph.graph.jsonl import write_jsonl

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def built(small, tmp_path) -> Path:
    """A graph folder whose documents lie beside it as files."""
    sources = tmp_path / "sources"
    documents = []
    for document in small.documents:
        file = sources / document.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(document.text, encoding="utf-8", newline="")
        documents.append(replace(document, path=file.as_posix()))
    graph = tmp_path / "graph"
    with GraphFolder.writing(graph) as staging:
        write_jsonl(staging.path("claims.jsonl"), small.claims)
        write_jsonl(staging.path("entities.jsonl"), small.entities)
        write_jsonl(staging.path("documents.jsonl"), documents)
        write_jsonl(staging.path("issues.jsonl"), ())
        with staging.path("graph.trig").open("w", encoding="utf-8", newline="\n") as out:
            write_trig(out, small.claims, small.entities, documents)
        build_store(staging.path("store"), staging.path("graph.trig"))
    return graph


def run(*words: str, lang: str = "en") -> tuple[int, str, str]:
    done = CliRunner().invoke(aidgraph, [*words, "--lang", lang], env={"LC_ALL": "C.UTF-8"})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def test_clean_data_exit_0(built) -> None:
    assert run("validate", "--graph", str(built)) == (0, "", "13 claims keep to the shapes\n")
    assert run("verify", "--graph", str(built)) == (
        0,
        "",
        "each quote of 13 claims stands in its document (3 documents)\n",
    )
    assert run("verify", "--graph", str(built), "-q", lang="zh") == (0, "", "")


def test_a_fault_of_shape_exits_1_and_names_file_line_column_and_claim(built) -> None:
    trig = built / "graph.trig"
    text = trig.read_text(encoding="utf-8")
    trig.write_text(
        text.replace("aid:bound aid:bound-over", "aid:bound aid:bound-exact", 1), encoding="utf-8"
    )
    code, out, err = run("validate", "--graph", str(built), lang="zh")
    (line,) = out.splitlines()
    assert code == 1
    assert line.startswith(
        f"{built.parent}/sources/2018-01.txt:2:17: 2018-01/donated-to@21: "
        "确数与约数有 schema:value，“多”只有下限，“近”只有上限，虚数没有数字"
    )
    assert "the graph is mixed: graph.trig changed" in err
    assert err.endswith("1 个问题，涉及 1 条陈述\n")


def test_one_character_changed_in_a_source_names_the_claims_it_hits(built) -> None:
    file = built.parent / "sources" / "2018-01.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("书包", "书橱"), encoding="utf-8", newline="")
    code, out, err = run("verify", "--graph", str(built))
    assert (code, err) == (1, "1 fault in 1 claim\n")
    assert out == (
        f"{file.as_posix()}:2:17: 2018-01/donated-to@21: the file no longer says “经江阴工作组牵线，青禾商会向霍城县20名…” here; "
        "restore the document, or build the graph again\n"
    )


def test_a_byte_put_in_before_a_quote_says_where_the_quote_is_now(built) -> None:
    file = built.parent / "sources" / "2018-01.txt"
    file.write_text("\n" + file.read_text(encoding="utf-8"), encoding="utf-8", newline="")
    code, out, err = run("verify", "--graph", str(built), lang="zh")
    assert (code, err) == (1, "6 个问题，涉及 6 条陈述\n")
    assert (
        f"{file.as_posix()}:2:5: 2018-01/paired-with@5: 文件此处已不是“江阴市与霍城县结成对口支援关系”，现位于 3:1；"
        in out
    )


def test_a_change_between_the_quotes_is_no_fault(built) -> None:
    file = built.parent / "sources" / "2018-01.txt"
    text = file.read_text(encoding="utf-8")
    assert text.startswith("援伊简报\n")
    file.write_text("援伊快报\n" + text[5:], encoding="utf-8", newline="")
    assert run("verify", "--graph", str(built))[0] == 0


def test_a_change_in_documents_jsonl_names_the_claims_too(built) -> None:
    file = built / "documents.jsonl"
    file.write_text(file.read_text(encoding="utf-8").replace("苹果5吨", "苹果6吨"), encoding="utf-8")
    code, out, err = run("verify", "--graph", str(built))
    assert code == 1
    assert (
        "news/2019-06/donated-to@92: documents.jsonl no longer says “霍城县向江阴市回赠苹果5吨” here" in out
    )
    assert "documents.jsonl changed" in err


def test_a_document_that_is_gone_is_told_and_can_be_shown_elsewhere(built) -> None:
    sources = built.parent / "sources"
    moved = built.parent / "moved"
    shutil.move(sources, moved)
    code, out, _ = run("verify", "--graph", str(built))
    assert code == 1
    assert (
        f"{sources.as_posix()}/2018-01.txt: no such file; its quotes were held against documents.jsonl" in out
    )
    shutil.move(moved / "news" / "2019-06.md", moved / "2019-06.md") if (moved / "news").is_dir() else None
    assert run("verify", "--graph", str(built), "--sources", str(moved))[0] == 0


def test_a_claim_without_its_document_is_told(built) -> None:
    file = built / "documents.jsonl"
    lines = [
        line for line in file.read_text(encoding="utf-8").splitlines() if json.loads(line)["id"] != "2018-01"
    ]
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    code, out, _ = run("verify", "--graph", str(built))
    assert code == 1
    assert "documents.jsonl: 2018-01/donated-to@21: its document '2018-01' isn't there" in out


def test_a_source_that_is_no_text_any_more_is_told(built) -> None:
    file = built.parent / "sources" / "2018-01.txt"
    file.write_bytes(b"\x00\x01\x02" * 999)
    code, out, _ = run("verify", "--graph", str(built))
    assert code == 1
    assert out.startswith(f"{file.as_posix()}: ")
