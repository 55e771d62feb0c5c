"""Named queries on a large graph: Oxigraph, on disk as `aidgraph query` has it and in memory, beside plain rdflib.

    .venv/bin/python benchmarks/queries.py [--quads 1000000] [--patience 60] [--only NAME,…]
    .venv/bin/python benchmarks/queries.py --folder aidgraph-demo       every named query, with its labels, on a graph folder

CPU seconds of one process each; every query is asked of the same invented graph (synthetic.py), with parameters that
find something, and the answers must be equal. rdflib is given up after `--patience` CPU seconds a query: its ratio is
then a lower bound, marked with >.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from synthetic import graph

from aidgraph.graph import (
    GraphFolder,
    StoreSource,
    answer,
    asked_text,
    build_store,
    memory_store,
    named_queries,
    open_store,
    rdflib_dataset,
    write_trig,
)
from aidgraph.graph.sparql import with_prefixes
from aidgraph.graph.vocabulary import PREFIXES

#: Quads that an entity and its claim come to, about.
_QUADS = 40
_ROUNDS = 5


def main() -> None:
    """Print a row a query, then the median and the slowest."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--quads", type=int, default=1_000_000)
    options.add_argument("--patience", type=int, default=60)
    options.add_argument("--only", default="")
    options.add_argument("--folder", type=Path)
    chosen = options.parse_args()
    if chosen.folder:
        _bundled(chosen.folder)
        return
    with tempfile.TemporaryDirectory() as folder:
        claims, entities, documents, _ = graph(chosen.quads // _QUADS)
        trig = Path(folder) / "graph.trig"
        with trig.open("w", encoding="utf-8", newline="\n") as out:
            write_trig(out, claims, entities, documents)
        took = [_seconds(lambda: build_store(Path(folder) / "store", trig))]
        disk = StoreSource(open_store(Path(folder) / "store"))
        memory = []
        took.append(_seconds(lambda: memory.append(StoreSource(memory_store(trig)))))
        plain: list[Any] = []
        took.append(_seconds(lambda: plain.append(rdflib_dataset(trig))))
        print(
            f"{len(disk.store):,} quads; load: disk {took[0]:.1f} s, memory {took[1]:.1f} s, rdflib {took[2]:.1f} s",
            flush=True,
        )
        print(
            "query                   disk ms  memory ms  rdflib ms  rdflib ÷ disk  rdflib ÷ memory",
            flush=True,
        )
        places = {entity.type: entity for entity in entities[: len(entities) // 2]}
        aided = {entity.type: entity for entity in entities[len(entities) // 2 :]}
        ratios: dict[str, list[float]] = {"disk": [], "memory": []}
        for name in chosen.only.split(",") if chosen.only else named_queries():
            values = _values(name, places, aided, documents[0].id)
            _, text = asked_text(disk, name, parameters=values)
            text = with_prefixes(text, PREFIXES)
            ours = {
                kind: min(
                    _seconds(lambda source=source, text=text: _rows(source, text)) for _ in range(_ROUNDS)
                )
                for kind, source in (("disk", disk), ("memory", memory[0]))
            }
            theirs, given_up, rows = _apart(
                lambda text=text: sorted(map(repr, plain[0].query(text))), chosen.patience
            )
            if not given_up and rows != len(_rows(disk, text)):
                sys.exit(f"{name}: rdflib finds {rows} rows, Oxigraph {len(_rows(disk, text))}")
            mark = ">" if given_up else " "
            for kind in ratios:
                ratios[kind].append(theirs / max(ours[kind], 1e-5))
            print(
                f"{name:<22}{ours['disk'] * 1000:>9.1f}{ours['memory'] * 1000:>11.1f}{mark}{theirs * 1000:>10.0f}"
                f" {mark}{ratios['disk'][-1]:>13.1f} {mark}{ratios['memory'][-1]:>15.1f}", flush=True,
            )  # fmt: skip
        for kind, found in ratios.items():
            print(
                f"{kind}: median {statistics.median(found):.0f} times, least {min(found):.1f} times, of {len(found)} queries"
            )


def _bundled(path: Path) -> None:
    """Milliseconds of each named query, labels included, slowest first: from the disk, as `aidgraph query` has it."""
    source = StoreSource(open_store(GraphFolder.open(path).path("store")))
    took = {
        name: min(_seconds(lambda name=name: answer(source, name)) for _ in range(_ROUNDS))
        for name in named_queries()
    }
    for name, seconds in sorted(took.items(), key=lambda one: -one[1]):
        print(f"{name:<28}{seconds * 1000:>8.1f} ms")


def _rows(source: StoreSource, text: str) -> list[Any]:
    return list(source.query(text))


def _values(name: str, aiding: dict[str, Any], aided: dict[str, Any], document: str) -> dict[str, str]:
    """Parameters under which a query finds something in the invented graph."""
    known = named_queries()[name].parameters
    entity_of = {
        "city": aiding["Prefecture"],
        "county": aided["County"],
        "from": aiding["School"],
        "to": aided["School"],
    }
    values: dict[str, str] = {}
    for parameter in known:
        if parameter.is_entity:
            values[parameter.name] = entity_of.get(parameter.name, aided["County"]).iri
        elif parameter.name == "name":
            values["name"] = aided["County"].zh
        elif parameter.name == "document" and parameter.default != '""':
            values["document"] = document
    return values


def _seconds(work: Callable[[], Any]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def _apart(work: Callable[[], list[Any]], patience: int) -> tuple[float, bool, int]:
    """CPU seconds of a piece of work in a copy of this process, whether it was given up, and how many rows it found."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        began = int(time.process_time())
        resource.setrlimit(resource.RLIMIT_CPU, (began + patience, began + patience + 1))
        before = time.process_time()
        rows = len(work())
        os.write(write, f"{time.process_time() - before} {rows}".encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        said = pipe.read().split()
    os.waitpid(pid, 0)
    return (float(said[0]), False, int(said[1])) if said else (float(patience), True, -1)


if __name__ == "__main__":
    main()
