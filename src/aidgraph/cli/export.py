"""`aidgraph export`: the claims of a graph folder as a file for another program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from aidgraph.cli.filters import GRAPH, filtering, filters, left_out, note_unheard
from aidgraph.cli.house import command, note, option, say


@command(
    "export",
    help="Write claims to FILE; its ending is the format: .graphml .gexf .net .cyjs .dot .csv .tsv .xlsx .parquet .dta .json .jsonl"
    " .ftm.json .ftm.csv .iati.xml .ttl .trig .nq .jsonld .rdf, a folder neo4j/; or everything into a folder with --all."
    " Networks and tables leave out sums, plans, table entries and model readings unless --with says so;"
    " RDF holds everything that the other filters let through."
    " ‖ 把陈述写入 FILE，格式由扩展名决定：.graphml .gexf .net .cyjs .dot .csv .tsv .xlsx .parquet .dta"
    " .json .jsonl .ftm.json .ftm.csv .iati.xml .ttl .trig .nq .jsonld .rdf，或文件夹 neo4j/；或用 --all 全部写入一个文件夹。"
    " 网络与表格默认不含汇总、计划、来源表录入和模型所读的陈述，可用 --with 加入；"
    "RDF 则包含其他筛选条件允许的全部内容。",
    examples=(
        "aidgraph export pairings.graphml --relation paired-with --level county",
        "aidgraph export donations.csv --relation donated-to --recipient 霍城县",
        "aidgraph export panel.csv --table panel --level county",
        "aidgraph export aid.xlsx",
        "aidgraph export aid.iati.xml --reporting-org XI-EXAMPLE-1 --reporting-name 'Our institute'",
        "aidgraph export --all bundle/",
        "aidgraph export claims.csv --table claims --with aggregates,planned",
    ),
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@option(
    "--all", "folder_of_all", metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
    help="Write every table, networks, RDF, README, datapackage.json, CITATION.cff into DIR."
    " ‖ 把所有表格、网络、RDF、README、datapackage.json、CITATION.cff 写入 DIR。",
)  # fmt: skip
@option(
    "--table", type=click.Choice(["edges", "nodes", "claims", "matrix", "panel"]), default="edges", show_default=True,
    help="Which table a .csv, .tsv, .parquet, .dta, .json or .jsonl holds; an .xlsx has it beside edges, nodes, claims."
    " ‖ .csv、.tsv、.parquet、.dta、.json、.jsonl 写哪张表；.xlsx 除边、点、陈述三表外另加此表。",
)  # fmt: skip
@option(
    "--merge", is_flag=True,
    help="Make parallel edges one, which keeps every claim and adds up what may be added."
    " ‖ 把平行边合为一条，保留每条陈述，只加总可以相加的金额。",
)  # fmt: skip
@option(
    "--reporting-org", metavar="REF",
    help="IATI: the identifier of the organisation that publishes the file; required there."
    " ‖ IATI：发布文件的机构的标识符，写 .iati.xml 时必须给出。",
)  # fmt: skip
@option("--reporting-name", metavar="NAME", help="IATI: its name. ‖ IATI：该机构的名称。")
@option(
    "--reporting-type", metavar="CODE", default="90", show_default=True,
    help="IATI: its OrganisationType: 10 government, 80 academic, 90 other … ‖ IATI：机构类型代码：10 政府、80 学术、90 其他等。",
)  # fmt: skip
@option(
    "--told-dates", is_flag=True,
    help="IATI: make transactions of sums whose time no text states, too, dated by their document."
    " ‖ IATI：原文未写明时间的款项也列为交易，日期取文献日期。",
)  # fmt: skip
@filtering()
@GRAPH
def export(
    file: Path | None, folder_of_all: Path | None, table: str, merge: bool, graph: Path, **words: Any
) -> None:
    """Write one file, or all, and say what was left out."""
    from aidgraph import export as room
    from aidgraph.graph import GraphFolder, base_of

    if (file is None) == (folder_of_all is None):
        raise click.UsageError(
            say("give a FILE to write, or --all DIR: one of the two", "请给出 FILE 或 --all DIR，二者取一")
        )
    if file is not None:
        room.ending_of(file)
    publisher = {name: words.pop(f"reporting_{name}") for name in ("org", "name", "type")}
    told_dates = words.pop("told_dates")
    reporting = None
    if publisher["org"] is not None:
        reporting = room.Reporting(
            ref=publisher["org"], name=publisher["name"], type=publisher["type"], told_dates=told_dates
        )
    chosen_by = filters(words)
    folder = GraphFolder.open(graph)
    claims = room.ClaimsFile(folder.path("claims.jsonl"))
    textless = file is not None and room.ending_of(file) not in room.RDF
    documents = (
        room.documents_without_text(folder.path("documents.jsonl")) if textless else folder.documents()
    )
    nouns = claims, folder.entities(), documents
    note_unheard(nouns[0], nouns[1], chosen_by)
    base = base_of(folder.path("graph.trig"))
    if file is not None:
        chosen = room.export(
            file, *nouns, table=table, filters=chosen_by, base=base, merge=merge, reporting=reporting
        )
    elif folder_of_all is not None:
        chosen = room.export_all(folder_of_all, *nouns, filters=chosen_by, base=base, reporting=reporting)
    count = chosen.count
    note(say(f"{file or folder_of_all}: {count} claims", f"{file or folder_of_all}：{count} 条陈述"))
    if chosen.left_out:
        note(say("left out: ", "未计入：") + left_out(chosen.left_out.items()))
