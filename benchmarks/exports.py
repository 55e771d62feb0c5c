"""What a network of many claims costs to write, beside networkx's own writers, and whether memory grows with it.

    .venv/bin/python benchmarks/exports.py [--claims 100000]

Each writer runs in a process of its own, one after the other on the same invented claims (2,000 parties, a folder as builds
write it): CPU seconds of writing alone, links ready for ours and graph ready for theirs; then the whole way from
`claims.jsonl` to the file, with the highest memory of the process. networkx raises on None and lists: its graph has
neither, which is not counted.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from synthetic import graph

from aidgraph.export import ClaimsFile, documents_without_text, export
from aidgraph.export.gexf import write_gexf
from aidgraph.export.xml_networks import joined, write_graphml
from aidgraph.graph import GraphFolder
from aidgraph.graph.folder import write_jsonl
from aidgraph.model import Claim, Document, Entity, Evidence, Party
from aidgraph.network import Filters, network, nodes_and_links

PARTIES, PER_DOCUMENT = 2_000, 200
OURS = {"graphml": write_graphml, "gexf": write_gexf}


def main() -> None:
    """Print the table; with `--one`, measure one writer (what the table starts for each)."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--claims", type=int, default=100_000)
    options.add_argument("--one", nargs=3, metavar=("WHAT", "FORMAT", "FOLDER"))
    asked = options.parse_args()
    if asked.one:
        what, form, folder = asked.one
        seconds = {"ours": _ours, "networkx": _networkx, "whole": _whole}[what](form, Path(folder))
        print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        return
    with tempfile.TemporaryDirectory() as home:
        sizes = (asked.claims // 4, asked.claims // 2, asked.claims)
        folders = {size: _folder(Path(home, str(size)), size) for size in sizes}
        print("writing alone     ours s  networkx s   ratio")
        for form in OURS:
            ours, theirs = (_run(what, form, folders[asked.claims])[0] for what in ("ours", "networkx"))
            print(f"{form:<16}  {ours:>6.1f}  {theirs:>10.1f}  {theirs / ours:>5.1f}×", flush=True)
        print("\nclaims.jsonl to file   claims   CPU s  highest memory MB")
        for form in (*OURS, "csv", "parquet"):
            for size in sizes:
                seconds, peak = _run("whole", form, folders[size])
                print(f"{form:<20}  {size:>7}  {seconds:>6.1f}  {peak / 1024:>17.0f}", flush=True)


def _run(what: str, form: str, folder: Path) -> tuple[float, float]:
    command = [sys.executable, __file__, "--one", what, form, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak)


def _folder(path: Path, count: int) -> Path:
    """A graph folder of so many claims between the same parties."""
    _, entities, _, _ = graph(PARTIES)
    with GraphFolder.writing(path) as staging:
        write_jsonl(staging.path("claims.jsonl"), _claims(entities, count))
        write_jsonl(staging.path("entities.jsonl"), entities)
        write_jsonl(staging.path("documents.jsonl"), _documents(count))
    return path


def _claims(entities: list[Entity], count: int) -> Iterator[Claim]:
    dice = random.Random(7)
    (like, *_), _, _, _ = graph(2)
    for n in range(count):
        giver, taker = dice.choice(entities), dice.choice(entities)
        document, start = f"s{n // PER_DOCUMENT:05}", n % PER_DOCUMENT * 30
        words = f"{giver.zh}与{taker.zh}结成对口支援关系"
        yield like.having(
            id=f"{document}/paired-with@{start}",
            providers=(Party(name=giver.zh, type=giver.type, entity=giver.iri),),
            recipients=(Party(name=taker.zh, type=taker.type, entity=taker.iri),),
            evidence=Evidence(document, start, start + len(words), words),
        )


def _documents(count: int) -> Iterator[Document]:
    for n in range(count // PER_DOCUMENT + 1):
        issued = f"{2008 + n % 17}-0{1 + n % 9}-11"
        yield Document(
            id=f"s{n:05}", path=f"s{n:05}.txt", sha256="0", text="", title=f"第{n}号", issued=issued
        )


def _nouns(folder: Path) -> tuple[Any, ...]:
    opened = GraphFolder(folder)
    return opened.claims(), opened.entities(), opened.documents()


def _ours(form: str, folder: Path) -> float:
    nodes, links = nodes_and_links(*_nouns(folder))
    with (folder / f"ours.{form}").open("w", encoding="utf-8") as out:
        began = time.process_time()
        OURS[form](out, nodes, links)
        return time.process_time() - began


def _networkx(form: str, folder: Path) -> float:
    import networkx

    made = network(*_nouns(folder), filters=Filters())
    made.graph.clear()
    for *_, data in (*made.nodes(data=True), *made.edges(data=True)):
        for name, value in list(data.items()):
            data[name] = joined(value)
            if data[name] is None:
                del data[name]
    write = {"graphml": networkx.write_graphml, "gexf": networkx.write_gexf}[form]
    began = time.process_time()
    write(made, folder / f"theirs.{form}")
    return time.process_time() - began


def _whole(form: str, folder: Path) -> float:
    began = time.process_time()
    opened = GraphFolder(folder)
    documents = documents_without_text(opened.path("documents.jsonl"))
    export(folder / f"whole.{form}", ClaimsFile(opened.path("claims.jsonl")), opened.entities(), documents)
    return time.process_time() - began


if __name__ == "__main__":
    main()
