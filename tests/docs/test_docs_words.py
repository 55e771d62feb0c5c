"""What pages say in passing is so: commands, options and queries exist, links lead to files, versions agree."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

import aidgraph
from aidgraph.cli import COMMANDS
from aidgraph.cli import aidgraph as cli
from aidgraph.documents import read_documents
from aidgraph.extract import extract
from aidgraph.graph import named_queries
from aidgraph.resources import data

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").rglob("*.md"))]
#: Options of other programs that pages name.
OTHERS = {"--editable", "--union-default-graph", "--timeout-s"}
#: What shows a form, not a thing.
FORMS = {"COMMAND", "NAME", "命令", "名称"}


def options(command: click.Command) -> set[str]:
    found = {name for parameter in command.params for name in parameter.opts}
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found |= options(command.get_command(context, name))
    return found


def code(page: Path) -> list[str]:
    """What stands in backticks within a line."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    return re.findall(r"`([^`\n]+)`", text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_options_and_queries_that_a_page_names_exist(page: Path) -> None:
    known = options(cli) | OTHERS | {"--help"}
    for said in code(page):
        words = said.split()
        if words[0] == "aidgraph" and len(words) > 1 and words[1] not in FORMS and words[1][0] not in "-…":
            assert words[1] in COMMANDS, said
            if (
                words[1] == "query"
                and len(words) > 2
                and re.fullmatch("[a-z-]+", words[2])
                and words[2][0] != "-"
            ):
                assert words[2] in named_queries(), said
        unknown = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", said)) - known
        assert not unknown, f"{said}: no command has {unknown}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_of_a_page_lead_to_files_also_where_nobody_makes_the_site(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        path = target.partition("#")[0]
        assert re.match("https?:", target) or not path or (page.parent / path).exists(), target


def test_the_sentence_of_the_method_is_read_as_the_page_says() -> None:
    (digest,) = read_documents([data("bulletins", "2017-21-digest.txt")])
    (claim,) = [one for one in extract(digest).claims if "400副眼镜" in one.evidence.quote]
    told = [[party.name for party in side] for side in (claim.providers, claim.recipients, claim.organizers)]
    table = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    assert told == [["丹阳眼镜商会"], ["兵团四师"], ["镇江工作组"]]
    assert "provider 丹阳眼镜商会, recipient 兵团四师, organizer 镇江工作组" in table
    assert (claim.relation, claim.status, claim.amounts[0].value, claim.amounts[0].bound) == (
        "donated-to",
        "done",
        300000,
        "exact",
    )
    assert [(item.name, item.quantity, item.unit) for item in claim.items] == [("眼镜", 400, "副")]
    assert "donated-to, done; 300,000 CNY exact; 眼镜 400副" in table


def test_the_citation_has_the_version_that_the_program_says() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {aidgraph.__version__}\n" in citation
    assert f"{{{aidgraph.__version__}}}" in (ROOT / "docs" / "how-to" / "cite.md").read_text(encoding="utf-8")
