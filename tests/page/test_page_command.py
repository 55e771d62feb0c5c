"""`aidgraph page`: from a graph folder to one file."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from aidgraph.cli.page import page
from aidgraph.errors import ExportError, GraphError
from aidgraph.graph import GraphFolder
from aidgraph.graph.jsonl import write_jsonl
from aidgraph.page import page_html


@pytest.fixture
def graph(corpus, tmp_path) -> Path:
    """A graph folder that holds the corpus."""
    path = tmp_path / "graph"
    with GraphFolder.writing(path) as folder:
        for name in corpus._fields:
            write_jsonl(folder.path(f"{name}.jsonl"), getattr(corpus, name))
    return path


def test_the_page_of_a_graph_folder_is_the_page_of_its_claims(corpus, graph, tmp_path):
    out = tmp_path / "a.html"
    run = CliRunner().invoke(page, ["--graph", str(graph), "-o", str(out)], catch_exceptions=False)
    assert (run.exit_code, run.stdout) == (0, "")
    assert run.stderr.endswith("a.html: 15 claims from 4 documents\n")
    assert out.read_text(encoding="utf-8") == page_html(*corpus)


def test_a_dash_writes_to_standard_output_and_lang_sets_the_language_it_opens_in(corpus, graph):
    arguments = ["--graph", str(graph), "-o", "-", "--lang", "en", "--title", "皮山"]
    run = CliRunner().invoke(page, arguments, catch_exceptions=False)
    assert run.stdout == page_html(*corpus, lang="en", title="皮山")
    assert run.stderr == ""


def test_the_folder_can_be_named_in_the_environment(graph, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke(page, ["-q"], env={"AIDGRAPH": str(graph)}, catch_exceptions=False)
    assert (run.stdout, run.stderr) == ("", "")
    assert (tmp_path / "index.html").is_file()


def test_errors_say_what_to_do_next(graph, tmp_path):
    def error(*arguments: str) -> BaseException | None:
        return CliRunner().invoke(page, arguments).exception

    assert isinstance(error("--graph", str(tmp_path / "none")), GraphError)
    missing = error("--graph", str(graph), "-o", str(tmp_path / "no" / "a.html"))
    assert isinstance(missing, ExportError) and "choose a folder that exists" in str(missing)
    folder = error("--graph", str(graph), "-o", str(tmp_path))
    assert isinstance(folder, ExportError) and "is a folder; name a file in it" in str(folder)


def test_filters_choose_the_claims_that_the_page_holds(corpus, graph, tmp_path):
    out = tmp_path / "a.html"
    arguments = ["--graph", str(graph), "-o", str(out), "--relation", "donated-to", "--document", "b"]
    run = CliRunner().invoke(page, arguments, catch_exceptions=False)
    assert run.stderr.endswith("a.html: 6 claims from 1 document, 9 left out\n")
    chosen = [
        claim for claim in corpus.claims if claim.relation == "donated-to" and claim.evidence.document == "b"
    ]
    kept = [document for document in corpus.documents if document.id == "b"]
    issues = [issue for issue in corpus.issues if issue.document == "b"]
    assert out.read_text(encoding="utf-8") == page_html(chosen, corpus.entities, kept, issues)


def test_a_story_of_ones_own_goes_with_the_page(graph, tmp_path):
    told = tmp_path / "talk.toml"
    told.write_text(
        'title = { zh = "课", en = "Lesson" }\n[[steps]]\nstate = ""\n'
        'title = { zh = "一", en = "One" }\ntext = { zh = "甲。", en = "A." }\n',
        encoding="utf-8",
    )
    arguments = ["--graph", str(graph), "-o", "-", "--story", str(told)]
    run = CliRunner().invoke(page, arguments, catch_exceptions=False)
    assert '"story":{"title":{"zh":"课","en":"Lesson"}' in run.stdout
