"""`build`, `extract`, `demo`: from bulletins to a graph folder."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aidgraph.cli.house import command, language, note, option, quiet, say
from aidgraph.cli.second import model_options, note_model, second_reader
from aidgraph.errors import AidgraphError, DocumentError

if TYPE_CHECKING:
    from aidgraph.model import Document, Issue
    from aidgraph.pipeline import Build

_SOURCES = click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))


@command(
    "extract",
    help="Read documents and write their claims as JSON Lines. ‖ 只读不建图：把文件里的陈述写成 JSON Lines。",
    examples=("aidgraph extract bulletins/ -o claims.jsonl",),
)
@_SOURCES
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write (default: stdout). ‖ 输出文件（默认标准输出）。",
)
@model_options
def extract(
    sources: tuple[Path, ...],
    output: Path | None,
    model: str | None,
    endpoint: str | None,
    key_env: str | None,
) -> None:
    """Print or write the claims of the sources."""
    from aidgraph.pipeline import extracted

    second = second_reader(model, endpoint, key_env)
    issues: list[Issue] = []
    errors: list[DocumentError] = []
    lines: list[str] = []
    with _progress() as progress:
        for one in extracted(sources, progress=progress, second=second):
            if isinstance(one, DocumentError):
                errors.append(one)
                continue
            issues += one[2]
            for claim in one[1]:
                marks = {} if claim.origin == "told" else {"origin": claim.origin, "rule": claim.rule}
                lines.append(json.dumps(claim.to_json(built=False) | marks, ensure_ascii=False))
    text = "".join(f"{line}\n" for line in lines)
    if output is None:
        click.echo(text, nl=False)
    else:
        try:
            output.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise AidgraphError(
                f"{output} can't be written: {error.strerror}; choose another file with -o"
            ) from None
        note(say(f"{len(lines)} claims written to {output}", f"已把 {len(lines)} 条陈述写入 {output}"))
    note_model(issues)
    _report_errors(errors)


@command(
    "build",
    help="Read documents into a graph folder: claims, entities, RDF, store, page, report."
    " ‖ 把文件读成图谱文件夹：陈述、实体、RDF、查询库、网页、报告。",
    examples=("aidgraph build bulletins/ -o graph/", "aidgraph build report.txt -o graph/ --backbone"),
)
@_SOURCES
@option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("graph"),
    show_default=True,
    envvar="AIDGRAPH",
    help="Graph folder. ‖ 图谱文件夹。",
)
@option(
    "--backbone",
    is_flag=True,
    help="Add the curated official pairings, in a graph of their own. ‖ 加入有来源的官方结对表（单独成图）。",
)
@option(
    "--uncertain", is_flag=True,
    help="Add the pairings that are known from lesser pages only, in a graph of their own."
    " ‖ 加入仅见于次要来源的结对（单独成图）。",
)  # fmt: skip
@option(
    "--judgements", type=click.Path(path_type=Path, dir_okay=False),
    help="Decisions to apply (default: the folder's judgements.csv). ‖ 要应用的审阅决定（默认用文件夹里的 judgements.csv）。",
)  # fmt: skip
@option("--base", default=None, metavar="IRI", help="Base of all IRIs. ‖ 全部 IRI 的前缀。")
@option(
    "--mapping", type=click.Path(path_type=Path, dir_okay=False),
    help="What the columns of a hand-coded .csv or .xlsx mean (default: the TOML beside it)."
    " ‖ 手工编码表（.csv、.xlsx）各列含义的 TOML 文件（默认用表旁的同名 TOML）。",
)  # fmt: skip
@model_options
def build(
    sources: tuple[Path, ...],
    folder: Path,
    backbone: bool,
    uncertain: bool,
    judgements: Path | None,
    base: str | None,
    mapping: Path | None,
    model: str | None,
    endpoint: str | None,
    key_env: str | None,
) -> None:
    """Build a graph folder."""
    from aidgraph.graph import BASE
    from aidgraph.pipeline import build as build_graph

    second = second_reader(model, endpoint, key_env)
    with _progress() as progress:
        result = build_graph(
            sources,
            folder,
            backbone=backbone,
            uncertain=uncertain,
            judgements=judgements,
            base=_checked(base) or BASE,
            progress=progress,
            second=second,
            mapping=mapping,
        )
    _summary(result, folder)
    note_model(result.issues)
    _report_errors(result.errors)


@command(
    "demo",
    help="Build the bundled digests and official pairings into ./aidgraph-demo and say what to open."
    " ‖ 用自带的简报摘要和官方结对表建一个示例图谱。",
    examples=("aidgraph demo",),
)
@option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("aidgraph-demo"),
    show_default=True,
    help="Graph folder. ‖ 图谱文件夹。",
)
def demo(folder: Path) -> None:
    """Build the bundled data and say what to try."""
    from aidgraph.pipeline import build as build_graph
    from aidgraph.resources import data

    with _progress() as progress:
        result = build_graph([data("bulletins")], folder, backbone=True, progress=progress)
    _summary(result, folder)
    page = folder / "index.html"
    note(say("Open in a browser (no network needed):", "用浏览器打开（不需要联网）："))
    click.echo(str(page))
    note("")
    note(say("Three things to try:", "可以试试："))
    program = _program()
    for line, chinese in (
        (f"{program} query who-gave-what --graph {folder}", "谁给了谁什么，原句在哪里"),
        (f"{program} export network.gexf --graph {folder}", "导出到 Gephi"),
        (f"{program} resolve 鼓楼区 --context 徐州", "一个地名可能是哪里"),
    ):
        note(f"  {line}" + (f"    # {chinese}" if language() == "zh" else ""))
    _report_errors(result.errors)


def _program() -> str:
    """How to call aidgraph from here: by name where the shell finds it, else by its path."""
    if shutil.which("aidgraph"):
        return "aidgraph"
    beside = Path(sys.executable).with_name("aidgraph.exe" if os.name == "nt" else "aidgraph")
    return os.path.relpath(beside) if beside.exists() else f"{os.path.relpath(sys.executable)} -m aidgraph"


def _checked(base: str | None) -> str | None:
    if base is None:
        return None
    if not base.startswith(("http://", "https://")) or any(c in base for c in ' <>"{}|\\^`'):
        raise AidgraphError(
            f"--base {base} is no absolute http(s) IRI; give one like https://example.org/aid/"
        )
    return base if base.endswith(("/", "#")) else base + "/"


def _summary(result: Build, folder: Path) -> None:
    """A table of what was read and found, on stderr."""
    if quiet():
        return
    from rich.console import Console
    from rich.table import Table

    from aidgraph.export.report import found_rows

    english = ("document", "date", "paired", "donated", "supports", "sums", "open")
    heads = english if language() == "en" else ("文件", "日期", "结对", "捐赠", "支援", "金额", "待定")
    table = Table(box=None, pad_edge=False, header_style="bold")
    for index, head in enumerate(heads):
        table.add_column(head, justify="right" if index > 1 else "left", no_wrap=True)
    for identifier, _issuer, *numbers in found_rows(result.documents, result.claims, result.issues):
        table.add_row(identifier, *numbers)
    console = Console(stderr=True, highlight=False, soft_wrap=False)
    console.print(table)
    note("")
    note(
        say(
            f"{len(result.claims)} claims, {len(result.entities)} entities → {folder}",
            f"{len(result.claims)} 条陈述、{len(result.entities)} 个实体 → {folder}",
        )
    )


def _report_errors(errors: Iterable[DocumentError]) -> None:
    """One line for each source that could not be read, and exit code 1."""
    failed = list(errors)
    for error in failed:
        print(f"aidgraph: {error}", file=sys.stderr)
    if failed:
        raise SystemExit(1)


@contextmanager
def _progress() -> Iterator[Callable[[Document], None] | None]:
    """A running line that names the document just read; only on a terminal."""
    if quiet() or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    count = 0
    with Console(stderr=True).status(say("reading…", "正在读取…")) as status:

        def read(document: Any) -> None:
            nonlocal count
            count += 1
            status.update(say(f"{count} read: {document.id}", f"已读 {count} 份：{document.id}"))

        yield read
