"""Publishing into stores that other people wrote, and asking them: Oxigraph's server and Virtuoso, on loopback."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from aidgraph import AidGraph
from aidgraph.errors import GraphError
from aidgraph.graph import (
    Endpoint,
    GraphFolder,
    StoreSource,
    answer,
    base_of,
    memory_store,
    named_queries,
    open_store,
    publish,
    write_trig,
)

pytestmark = pytest.mark.slow

#: Named queries that Virtuoso 7.2.5 answers in another way: it writes what is not ASCII in a SEPARATOR as “?”, counts
#: otherwise where a subquery shares a variable that may be unbound, and can't parse one property path.
VIRTUOSO_DIFFERS = {
    "claims", "documents", "entity", "goods", "tie", "totals", "totals-by-sector", "who-gave-what",
}  # fmt: skip
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'https://w3id.org/aidgraph/')) }"


@dataclass(frozen=True)
class Store:
    """A running store: where it is asked, where it is filled, and by whom."""

    name: str
    query: str
    graphs: str
    user: tuple[str, str] | None = None


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp(request.param)
    with (_oxigraph if request.param == "oxigraph" else _virtuoso)(folder) as running:
        yield running


@pytest.fixture
def trig(small_folder: Path) -> Path:
    return small_folder / "graph.trig"


def test_publishing_loads_every_quad_and_the_second_time_nothing(store: Store, trig: Path) -> None:
    base = base_of(trig)
    local = memory_store(trig)
    graphs = len(list(local.named_graphs()))
    first = publish(trig, store.graphs, base=base, user=store.user, chunk=500)
    assert (first.sent, first.kept, first.removed, first.triples) == (graphs, 0, 0, len(local))
    assert _counted(store) == len(local) + graphs, "every quad, and a digest a graph"
    again = publish(trig, store.graphs, base=base, user=store.user)
    assert (again.sent, again.kept, again.triples) == (0, graphs, 0)


def test_only_what_changed_is_sent_and_what_went_is_removed(
    store: Store, trig: Path, small: Any, tmp_path: Path
) -> None:
    base = base_of(trig)
    publish(trig, store.graphs, base=base, user=store.user)
    before = _counted(store)
    document = small.documents[0].id
    other = tmp_path / "graph.trig"
    kept = [claim for claim in small.claims if claim.evidence.document != document]
    with other.open("w", encoding="utf-8", newline="\n") as out:
        write_trig(out, kept, small.entities, [one for one in small.documents if one.id != document])
    done = publish(other, store.graphs, base=base, user=store.user)
    assert (done.sent, done.removed) == (0, 1)
    assert _counted(store) < before
    changed = replace(small.documents[-1], title="另一个标题")
    with other.open("w", encoding="utf-8", newline="\n") as out:
        write_trig(out, small.claims, small.entities, [*small.documents[:-1], changed])
    done = publish(other, store.graphs, base=base, user=store.user)
    assert (done.sent, done.removed) == (2, 0), "the one that had gone, and the one with another title"
    assert publish(trig, store.graphs, base=base, user=store.user).sent == 1
    assert _counted(store) == before


def test_an_interrupted_run_goes_on_and_leaves_nothing_half(
    store: Store, trig: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = base_of(trig)
    publish(trig, store.graphs, base=base, user=store.user)
    whole = _counted(store)
    for name in memory_store(trig).named_graphs():
        httpx.delete(store.graphs, params={"graph": name.value}, auth=_auth(store), trust_env=False)
    httpx.delete(
        store.graphs, params={"graph": f"{base}id/graph/published"}, auth=_auth(store), trust_env=False
    )
    from aidgraph.graph import publishing

    sent, real = [], publishing._Store._ask

    def failing(self: Any, verb: str, graph: str, **more: Any) -> Any:
        sent.append(verb)
        if len(sent) == 7:
            raise GraphError("the network went away")
        return real(self, verb, graph, **more)

    monkeypatch.setattr(publishing._Store, "_ask", failing)
    with pytest.raises(GraphError, match="went away"):
        publish(trig, store.graphs, base=base, user=store.user, chunk=100)
    monkeypatch.undo()
    done = publish(trig, store.graphs, base=base, user=store.user)
    assert done.sent >= 1
    assert _counted(store) == whole


def test_graphs_of_others_are_left_alone(store: Store, trig: Path) -> None:
    graph = {"graph": "https://example.org/other"}
    text = '<https://example.org/a> <https://example.org/b> "c" .'
    httpx.put(
        store.graphs, params=graph, content=text, headers={"Content-Type": "text/turtle"}, auth=_auth(store),
        trust_env=False,
    ).raise_for_status()  # fmt: skip
    publish(trig, store.graphs, base=base_of(trig), user=store.user)
    said = httpx.get(
        store.graphs, params=graph, headers={"Accept": "text/turtle"}, auth=_auth(store), trust_env=False
    )
    assert '"c"' in said.text


def test_named_queries_answer_there_as_they_do_here(store: Store, trig: Path, small_folder: Path) -> None:
    publish(trig, store.graphs, base=base_of(trig), user=store.user)
    here = StoreSource(open_store(GraphFolder.open(small_folder).path("store")))
    there = Endpoint(store.query, user=None)
    skipped = VIRTUOSO_DIFFERS if store.name == "virtuoso" else set()
    for name in sorted(set(named_queries()) - skipped):
        assert answer(there, name).rows == answer(here, name).rows, name
    assert AidGraph.connect(store.query).query("pairings").rows == answer(here, "pairings").rows


def test_serve_asks_an_endpoint_in_place_of_a_folder(
    store: Store, trig: Path, start: Callable[..., Any], tmp_path: Path, small: Any
) -> None:
    publish(trig, store.graphs, base=base_of(trig), user=store.user)
    with start(tmp_path, "--endpoint", store.query) as served:
        assert served.ask("", follow_redirects=True).url.path == "/query"
        rows = served.ask("answer", params={"name": "pairings"}).json()["rows"]
        assert len(rows) == len(answer(Endpoint(store.query), "pairings").rows)
        claim = served.ask(f"id/claim/{small.claims[0].id}", headers={"Accept": "text/html"})
        assert " ".join(small.claims[0].evidence.quote.split()) in claim.text
        assert served.sparql("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }").status_code == 403


def test_the_command_says_what_it_did(store: Store, small_folder: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "aidgraph",
        "publish",
        "--graph",
        str(small_folder),
        "--store",
        store.graphs,
    ]
    command += ["--user", store.user[0]] if store.user else []
    env = {**os.environ, "AIDGRAPH_PASSWORD": store.user[1] if store.user else "", "LANG": "C.UTF-8"}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=env)
    assert (done.returncode, done.stdout) == (0, "")
    assert re.search(r"\d+ graphs sent \([\d,]+ triples\), \d+ unchanged, \d+ removed\n$", done.stderr)
    asked = subprocess.run(
        [sys.executable, "-m", "aidgraph", "query", "pairings", "--endpoint", store.query, "--format", "csv"],
        capture_output=True, encoding="utf-8", env=env,
    )  # fmt: skip
    assert asked.stdout.startswith("provider,recipient,")


def test_a_wrong_login_is_one_line(store: Store, trig: Path) -> None:
    if store.user is None:
        pytest.skip("Oxigraph's server asks nobody who they are")
    for user in (None, (store.user[0], "wrong")):
        with pytest.raises(GraphError, match="401"):
            publish(trig, store.graphs, base=base_of(trig), user=user)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "no address"),
        ("file:///etc/passwd", "no address"),
        ("http://127.0.0.1:1/store", "can't be reached"),
    ],
)
def test_a_wrong_address_is_one_line(trig: Path, url: str, said: str) -> None:
    with pytest.raises(GraphError, match=said):
        publish(trig, url, base=base_of(trig))
    with pytest.raises(GraphError, match=said):
        answer(Endpoint(url), "pairings")


def _counted(store: Store) -> int:
    (row,) = answer(Endpoint(store.query), COUNT).rows
    return int(str(row[0]))


def _auth(store: Store) -> httpx.Auth | None:
    return httpx.DigestAuth(*store.user) if store.user else None


@contextmanager
def _oxigraph(folder: Path) -> Iterator[Store]:
    home = f"127.0.0.1:{_free_port()}"
    program = shutil.which("oxigraph") or str(Path(sys.executable).with_name("oxigraph"))
    command = [program, "serve", "--location", str(folder / "store"), "--bind", home, "--union-default-graph"]
    with _running(command, f"http://{home}/"):
        yield Store("oxigraph", f"http://{home}/query", f"http://{home}/store")


@contextmanager
def _virtuoso(folder: Path) -> Iterator[Store]:
    program = shutil.which("virtuoso-t")
    if program is None:
        reason = "no Virtuoso on this machine: install Debian's virtuoso-opensource-7-bin"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    port, own = _free_port(), _free_port()
    settings = {
        "Database": {"DatabaseFile": "v.db", "ErrorLogFile": "v.log", "TransactionFile": "v.trx",
                     "LockFile": "v.lck", "xa_persistent_file": "v.pxa"},
        "TempDatabase": {"DatabaseFile": "t.db", "TransactionFile": "t.trx"},
        "Parameters": {"ServerPort": f"127.0.0.1:{own}", "DisableUnixSocket": "1", "ServerThreads": "10",
                       "NumberOfBuffers": "10000", "MaxDirtyBuffers": "6000"},
        "HTTPServer": {"ServerPort": f"127.0.0.1:{port}", "ServerThreads": "5"},
        "SPARQL": {"ResultSetMaxRows": "1000000"},
    }  # fmt: skip
    lines = [
        f"[{part}]\n" + "".join(f"{key}={value}\n" for key, value in own_.items())
        for part, own_ in settings.items()
    ]
    (folder / "v.ini").write_text("".join(lines), encoding="ascii")
    home = f"http://127.0.0.1:{port}/"
    with _running([str(program), "+configfile", "v.ini", "+foreground"], f"{home}sparql", folder):
        yield Store("virtuoso", f"{home}sparql", f"{home}sparql-graph-crud-auth", ("dba", "dba"))


@contextmanager
def _running(command: list[str], url: str, folder: Path | None = None) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while True:
            try:
                httpx.get(url, timeout=5, trust_env=False)
                break
            except httpx.TransportError:
                assert process.poll() is None, f"{command[0]} ended at once"
                assert time.monotonic() < until, f"{command[0]} doesn't answer"
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


def test_the_examples_of_the_help_run(
    store: Store, trig: Path, small_folder: Path, start: Callable[..., Any], tmp_path: Path
) -> None:
    """The commands that need a server, or are one: with this store's addresses for those of the examples."""
    import shlex

    from aidgraph.cli.publish import publish as publishing
    from aidgraph.cli.query import query as querying
    from aidgraph.cli.serve import serve as serving

    publish(trig, store.graphs, base=base_of(trig), user=store.user)
    folder = tmp_path / "graph"
    shutil.copytree(small_folder, folder)
    for example in serving.examples:
        words = [
            word
            for word in shlex.split(example)[2:]
            if word not in ("--graph", "aidgraph-demo", "--port", "8001")
        ]
        words = [store.query if word.startswith("http") else word for word in words]
        with start(folder, *words) as served:
            assert served.ask("query").status_code == 200, example
    asked = [example for example in querying.examples if "--endpoint" in example]
    asked += [example for example in publishing.examples if ("--user" in example) == bool(store.user)]
    assert len(asked) == 2
    env = {**os.environ, "AIDGRAPH_PASSWORD": store.user[1] if store.user else ""}
    for example in asked:
        words = shlex.split(example)[1:]
        words = [
            (store.query if words[0] == "query" else store.graphs) if w.startswith("http") else w
            for w in words
        ]
        done = subprocess.run(
            [sys.executable, "-m", "aidgraph", *words, "--graph", str(folder)],
            capture_output=True,
            encoding="utf-8",
            env=env,
        )
        assert done.returncode == 0, f"{example}\n{done.stderr}"
