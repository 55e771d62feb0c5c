"""`docs/ontology.md`: in step with the ontology, and what it shows runs as it stands."""

import re
import runpy
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from aidgraph.cli import aidgraph

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
FIRST = PAGE.partition("## Three queries to begin with")[2].partition("\n## ")[0]
TYPED = [
    words
    for block in re.findall(r"```sh\n(.*?)```", FIRST, re.S)
    for words in re.findall(r"^aidgraph .*?(?=^aidgraph |\Z)", block, re.S | re.M)
]


def test_the_page_is_in_step_with_the_ontology() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "make_ontology.py"))
    assert made["page"]() == PAGE, "run: python docs/make_ontology.py"


def test_every_term_of_ours_stands_on_the_page() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "make_ontology.py"))
    schemes = {
        name for name, said in made["terms"]().items() if ("skos:ConceptScheme", "") in said["rdf:type"]
    }
    lacking = [name for name in made["terms"]() if f"`{name}`" not in PAGE and name not in schemes]
    assert lacking == []


def test_the_first_queries_stand_on_the_first_page() -> None:
    assert len(re.findall("```sh\n", FIRST)) == 3
    assert PAGE.index("Three queries to begin with") < 800


@pytest.mark.parametrize("typed", TYPED, ids=range(len(TYPED)))
def test_what_is_typed_there_finds_something(typed, small_folder) -> None:
    command = shlex.split(typed)
    assert command[0] == "aidgraph"
    done = CliRunner().invoke(
        aidgraph, [*command[1:], "--graph", str(small_folder), "--format", "csv"], env={"LC_ALL": "C.UTF-8"}
    )
    assert done.exit_code == 0, done.output
    assert len(done.stdout.splitlines()) > 1


def test_the_hospitals_of_jiangsu_are_found_with_since_when_and_where(small_folder) -> None:
    command = [*shlex.split(TYPED[0])[1:], "--graph", str(small_folder), "--format", "csv", "--lang", "zh"]
    found = CliRunner().invoke(aidgraph, command).stdout
    assert found == (
        "hospital,partner,since,told,document,quote\n"
        "云帆医院,霍城一中等3所学校,,2018-03-05,援伊简报第1期,云帆医院与霍城一中等3所学校签订健康共建协议\n"
    )
