"""`aidgraph query` and `aidgraph export`: results on stdout, notes on stderr, known errors in one line."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from aidgraph.graph import GraphFolder, build_store, write_trig

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(small, tmp_path_factory) -> Path:
    """A graph folder of the small graph, as `build` leaves it."""
    path = tmp_path_factory.mktemp("commands") / "graph"
    with GraphFolder.writing(path) as staging:
        for name, nouns in zip(("claims", "entities", "documents"), small[1:], strict=True):
            lines = [json.dumps(noun.to_json(), ensure_ascii=False) + "\n" for noun in nouns]
            staging.path(f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
        with staging.path("graph.trig").open("w", encoding="utf-8", newline="\n") as out:
            write_trig(out, small.claims, small.entities, small.documents)
        build_store(staging.path("store"), staging.path("graph.trig"))
    return path


@pytest.fixture
def run(folder):
    """Run the command line beside the graph folder: exit code, stdout, stderr."""

    def running(*words: str, **environment: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "aidgraph", *words],
            capture_output=True,
            cwd=folder.parent,
            env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
        )
        return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")

    return running


def test_a_named_query_prints_a_table_with_nothing_cut_in_a_pipe(run) -> None:
    code, out, err = run("query", "who-gave-what", "-p", "organizer=江阴工作组", COLUMNS="40")
    assert (code, err) == (0, "1 row\n")
    header, _, row = [line for line in out.splitlines() if line.strip()]
    assert header.split() == [
        "providers", "recipients", "organizers", "amount", "currency", "bound", "items", "quote", "document",
        "issued", "claim_id",
    ]  # fmt: skip
    assert "经江阴工作组牵线，青禾商会向霍城县20名困难学生捐款60余万元，并赠送书包400个" in row
    # Chinese is twice as wide as ASCII: columns line up only where width is counted, not characters.
    assert row.split()[:6] == ["青禾商会", "霍城县20名困难学生", "江阴工作组", "600000", "CNY", "over"]
    assert _column(header, "amount") == _column(row, "600000")


def _column(line: str, word: str) -> int:
    return sum(2 if ord(character) > 0x2E80 else 1 for character in line[: line.index(word)])


def test_the_language_of_the_command_is_that_of_the_labels(run) -> None:
    _, chinese, _ = run("query", "pairings", "--format", "csv", "--lang", "zh")
    _, english, _ = run("query", "pairings", "--format", "csv", "--lang", "en")
    assert {row["provider"] for row in csv.DictReader(io.StringIO(chinese))} == {"江阴市", "云帆医院"}
    assert {row["provider"] for row in csv.DictReader(io.StringIO(english))} == {"Jiangyin", "云帆医院"}


def test_json_goes_to_stdout_alone_and_quiet_silences_the_rest(run) -> None:
    code, out, err = run("query", "SELECT ?a { ?a a aid:Hospital } ORDER BY ?a", "--format", "json", "-q")
    assert (code, err) == (0, "")
    assert [row["a"]["value"].rpartition("/")[2] for row in json.loads(out)["results"]["bindings"]] == [
        "云帆医院",
        "霍城县人民医院",
    ]


def test_every_format_is_given_whatever_the_locale_and_the_console(run) -> None:
    locale = {"LC_ALL": "C", "PYTHONIOENCODING": "cp936"}
    query = "CONSTRUCT { ?a aid:supports ?b } WHERE { ?a aid:supports ?b }"
    for form in ("table", "csv", "tsv", "json", "markdown", "ttl"):
        code, out, _ = run("query", query, "--format", form, **locale)
        assert code == 0
        assert "云帆医院" in out


def test_a_place_takes_any_name_that_can_be_decided(run) -> None:
    full = run("query", "city-for-county", "--format", "csv")
    assert full[0] == 0
    assert len(full[1].splitlines()) == 12
    for city, county in (("江阴", "霍城"), ("江阴县", "Huocheng"), ("division/320281", "division/654023")):
        assert (
            run("query", "city-for-county", "-p", f"city={city}", "-p", f"county={county}", "--format", "csv")
            == full
        )
    tie = run("query", "tie", "-p", "from=云帆医院", "-p", "to=霍城一中", "--format", "csv")
    assert tie[1].splitlines()[1] == "1,云帆医院,,,霍城一中"
    further = run("query", "tie", "-p", "from=青禾商会", "-p", "to=江阴", "--format", "csv", "--lang", "zh")
    assert further[1].splitlines()[1:] == ["2,青禾商会,霍城县,,江阴市"]


def test_the_folder_can_be_named_by_the_variable(run, folder) -> None:
    code, out, _ = run("query", "ASK { ?a aid:pairedWith ?b }", AIDGRAPH=str(folder))
    assert (code, out) == (0, "true\n")


def test_the_list_names_every_query_with_its_parameters_in_either_language(run) -> None:
    code, chinese, _ = run("query", "--list", "--lang", "zh")
    assert code == 0
    assert "who-gave-what: 谁给谁什么\n" in chinese
    headings = [line for line in chinese.splitlines() if line.startswith("── ")]
    assert sorted(headings) == ["── 地方与机构", "── 文献与证据", "── 结对", "── 钱与物"]
    assert "    -p city=division/320281  援助的市：任何能确定的名称\n" in chinese
    assert '    -p name="霍城县"  实体的名称或别名\n' in chinese
    assert run("query")[1] == run("query", "--list", "--lang", "en")[1] != chinese


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["query", "pairing"], "aidgraph: no query named 'pairing'; near names: pairings, "),
        (["query", "SELECT ?a WHERE { ?a"], "aidgraph: the query doesn't parse at line 1, column 21: "),
        (
            ["query", "claims", "-p", "city=江阴"],
            "aidgraph: query 'claims' has no parameter 'city'; it has: ",
        ),
        (
            ["query", "tie", "-p", "to=鼓楼区"],
            "aidgraph: nothing in this graph is called “鼓楼区”; see what it",
        ),
        (["query", "claims", "-p", "place"], "aidgraph: -p 'place' lacks its value: write -p place=VALUE"),
        (["query", "none.rq"], "aidgraph: none.rq can't be read: No such file or directory"),
        (["query", "totals", "--format", "ttl"], "aidgraph: only CONSTRUCT and DESCRIBE give a graph"),
        (["query", "totals", "--graph", "nowhere"], "aidgraph: nowhere: no graph here"),
        (["export", "a.csv", "--graph", "nowhere"], "aidgraph: nowhere: no graph here"),
        (["export", "a.xls"], "aidgraph: no export for 'a.xls': the ending must be one of "),
        (["export", "no/a.csv"], f"aidgraph: {Path('no/a.csv')} can't be written: "),
    ],
)
def test_a_known_error_is_one_line_on_stderr_and_exit_code_1(run, words, said) -> None:
    code, out, err = run(*words)
    assert (code, out) == (1, "")
    assert err.startswith(said)
    assert err.count("\n") == 1


def test_an_unknown_word_after_with_is_bad_usage(run) -> None:
    code, _, err = run("export", "a.csv", "--with", "plans")
    assert code == 2
    assert "plans; there are: aggregates, planned, projects, curated, model" in err


def test_an_export_says_what_it_wrote_and_what_it_left_out(run, folder) -> None:
    code, out, err = run("export", "links.csv", "--relation", "paired-with", "--relation", "supports")
    assert (code, out) == (0, "")
    assert err == (
        "links.csv: 3 claims\n"
        "left out: 1 planned only (--with planned); 1 entered from a sourced table (--with curated)\n"
    )
    _, _, chinese = run("export", "links.csv", "--relation", "supports", "--lang", "zh")
    assert chinese == "links.csv：1 条陈述\n未计入：1 条仅在计划中（--with planned）\n"
    _, _, silent = run("export", "links.csv", "--with", "planned,curated", "--with", "model", "-q")
    assert silent == ""


def test_export_understands_every_filter(run, folder) -> None:
    words = ["--provider", "江苏", "--recipient", "霍城", "--organizer", "江阴工作组", "--place", "新疆",
             "--level", "county", "--status", "done", "--document", "2018-01", "--from", "2018",
             "--to", "2018-03", "--named", "--relation", "donated-to"]  # fmt: skip
    assert run("export", "one.csv", *words)[0] == 0
    (row,) = csv.DictReader(io.StringIO((folder.parent / "one.csv").read_text(encoding="utf-8-sig")))
    assert (row["source_zh"], row["target_zh"], row["amount"]) == ("江阴市", "霍城县", "600000")


def test_the_graph_as_turtle_has_the_base_it_was_built_with(run, folder) -> None:
    assert run("export", "whole.ttl")[2] == "whole.ttl: 13 claims\n"
    text = (folder.parent / "whole.ttl").read_text(encoding="utf-8")
    assert text.startswith("@base <https://w3id.org/aidgraph/id/> .\n")


def test_help_is_in_both_languages_and_ends_in_examples(run) -> None:
    for command, english, chinese in (
        ("query", "Ask the graph", "查询图谱"),
        ("export", "Write claims to FILE", "把陈述写入 FILE"),
    ):
        assert english in run(command, "--help", "--lang", "en")[1]
        help_text = run(command, "--lang", "zh", "--help")[1]
        assert chinese in help_text
        assert english not in help_text
        assert f"例\n  aidgraph {command} " in help_text or f"例:\n  aidgraph {command} " in help_text


def test_filters_are_parameters_of_a_named_query(run) -> None:
    code, plain, _ = run(
        "query", "claims", "-p", "relation=donated-to", "-p", "aggregates=true", "--format", "csv"
    )
    assert (code, plain.count("\n") > 1) == (0, True)
    assert (
        run("query", "claims", "--relation", "donated-to", "--with", "aggregates", "--format", "csv")[1]
        == plain
    )
    code, out, said = run("query", "claims", "--relation", "donated-to", "--relation", "supports")
    assert (code, out) == (1, "")
    assert said == "aidgraph: a query takes one --relation; aidgraph export takes several\n"
    code, _, said = run("query", "pairings", "--sector", "health")
    assert code == 1
    assert said.startswith("aidgraph: query 'pairings' has no parameter 'sector'; it has: place")


def test_a_name_that_no_party_bears_is_said_where_nothing_is_found(run) -> None:
    code, out, said = run("query", "claims", "--recipient", "火星", "--format", "csv")
    assert (code, out.count("\n")) == (0, 1)
    assert "nothing in this graph is called “火星”" in said


def test_an_answer_comes_as_sparql_xml_too(run) -> None:
    import pyoxigraph

    code, out, _ = run("query", "pairings", "--format", "xml")
    assert code == 0
    parsed = pyoxigraph.parse_query_results(out, pyoxigraph.QueryResultsFormat.XML)
    _, listed, _ = run("query", "pairings", "--format", "json")
    assert len(list(parsed)) == len(json.loads(listed)["results"]["bindings"]) > 0
