"""A hundred requests that mean no good: each gets its HTTP error, and the server goes on as if nothing had been."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

CROSS = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SLOW = (
    "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "SELECT (SUM(?x) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . BIND(STRLEN(STR(?c)) AS ?x) }",
    "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(CONTAINS(CONCAT(STR(?c), STR(?f), STR(?i)), 'never')) }",
    "SELECT DISTINCT ?a ?d ?g WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY DESC(STR(?c)) LIMIT 1",
    "SELECT ?a WHERE { ?a (!aid:x|!aid:y)* ?b . ?b (!aid:x)* ?c . ?c (!aid:z)* ?d . ?d (!aid:z)* ?e } ORDER BY ?e LIMIT 1",
)
SERVICE = (
    "SERVICE <{home}> {{ ?s ?p ?o }}", "service <{home}> {{ ?s ?p ?o }}", "SERVICE SILENT <{home}> {{ ?s ?p ?o }}",
    "SERVICE<{home}>{{?s ?p ?o}}", "SERVICESILENT<{home}>{{?s ?p ?o}}", "OPTIONAL {{ SERVICE <{home}> {{ ?s ?p ?o }} }}",
    "BIND(<{home}> AS ?e) SERVICE ?e {{ ?s ?p ?o }}", "#x\nSERVICE\n#y\n<{home}> {{ ?s ?p ?o }}",
    "\\u0053ERVICE <{home}> {{ ?s ?p ?o }}", "FILTER EXISTS {{ SERVICE <{home}> {{ ?s ?p ?o }} }}",
    "{{ SELECT * {{ SERVICE <{home}> {{ ?s ?p ?o }} }} }}", "?s ?p 'x'.SERVICE <{home}> {{ ?s ?p ?o }}",
    "?s ?p \"\"\"a\"\"\" SERVICE <{home}> {{ ?s ?p ?o }}", "?s ?p 'it\\'s' SERVICE <{home}> {{ ?s ?p ?o }}",
    "VALUES ?e {{ <{home}> }} SERVICE SILENT ?e {{ ?s ?p ?o }}", "SERVICE<file:///etc/passwd> {{ ?s ?p ?o }}",
)  # fmt: skip
UPDATES = (
    "INSERT DATA { <x:a> <x:b> <x:c> }", "DELETE WHERE { ?s ?p ?o }", "CLEAR ALL", "DROP ALL", "CREATE GRAPH <x:g>",
    "LOAD <http://127.0.0.1:1/x>", "LOAD <file:///etc/passwd>", "COPY DEFAULT TO <x:g>", "MOVE DEFAULT TO <x:g>",
    "ADD DEFAULT TO <x:g>", "PREFIX a: <x:> INSERT DATA { a:b a:c a:d }",
    "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
)  # fmt: skip
BROKEN = (
    "", " ", "SELECT", "SELECT * WHERE {", "SELECT * WHERE { ?s ?p }", "}{", "SELECT ?x WHERE { ?x a nope:Thing }",
    "DESCRIBE", "CONSTRUCT { ?s ?p } WHERE { ?s ?p ?o }", "SELECT * WHERE { ?s ?p ?o } LIMIT -1", "\x00", "\ufeff\ufeff{}",
    "SELECT * { ?s ?p 'unterminated }", "SELECT * { ?s <a b> ?o }", "(" * 5_000, "SELECT * {" + "{" * 3_000 + "}" * 3_000 + "}",
    "SELECT (COUNT(*) AS ?n) (SUM(?n) AS ?n) { ?s ?p ?o }", "SELECT * { ?s ?p ?o } GROUP BY", "🙂", "PREFIX : <http://x> ASK",
    "who-gave-what", "/etc/passwd", "query.rq", "../../../etc/passwd",
)  # fmt: skip
PATHS = (
    "..", "../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "assets/../../pyproject.toml", "assets/..%2f..%2fapp.py",
    "assets/%2e%2e%2fapp.py", "assets//etc/passwd", "assets/query.js%00.css", "id/../../../etc/passwd", "id/%2e%2e/%2e%2e",
    "id/<script>", "id/" + "x" * 20_000, "id/%ff%fe", "id/%00", "graph.trig/..", "claims.jsonl", "manifest.json", "store",
    "judgements.csv", "answer", "answer?name=nope", "answer?name=claims&query=x", "answer?query=x.rq",
    "answer?name=claims&p.nope=1", "review", "review/field?claim=x&field=y",
    "index.html", "sparql?nope=1", "sparql?query=ASK%7b%7d&query=ASK%7b%7d", "?around=nirgends",
)  # fmt: skip


@pytest.fixture
def listening() -> Any:
    """A port that counts who comes."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.2)
        yield server


@pytest.mark.parametrize("review", [False, True], ids=["read-only", "with --review"])
def test_a_hundred_hostile_requests(
    start: Callable[..., Any], small_folder: Path, listening: Any, review: bool
) -> None:
    before = _fingerprint(small_folder)
    arguments = ["--seconds", "0.6", "--rows", "2000", *(["--review", "王"] if review else [])]
    with start(small_folder, *arguments) as served:
        served.sparql("ASK {}")
        grown = _memory(served)
        statuses = list(_attacks(served, f"http://127.0.0.1:{listening.getsockname()[1]}/sparql"))
        assert len(statuses) >= 100
        assert [(what, status) for what, status in statuses if not 400 <= status < 600 or status == 500] == []
        with pytest.raises(TimeoutError):
            listening.accept()
        assert served.sparql("ASK {}").json() == {"head": {}, "boolean": True}
        if sys.platform == "linux":
            time.sleep(3)
            used = _processor(served)
            time.sleep(1)
            assert _processor(served) - used <= 0.1, "its processor is idle"
            assert _memory(served) < grown + 120_000_000, "its memory is flat"
    assert _fingerprint(small_folder) == before, "nothing was written"


def test_many_slow_requests_at_once_leave_room_for_quick_ones(
    start: Callable[..., Any], small_folder: Path
) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with start(small_folder, "--seconds", "1") as served, ThreadPoolExecutor(60) as threads:
        slow = [threads.submit(served.sparql, SLOW[0]) for _ in range(60)]
        statuses = {one.result().status_code for one in slow}
        assert statuses == {503}
        assert served.sparql("ASK {}").status_code == 200


def test_the_rows_are_limited_and_never_cut(served: Any) -> None:
    answer = served.sparql(CROSS)
    assert answer.status_code == 403
    assert "5,000 rows" in answer.text
    assert len(served.sparql(f"{CROSS} LIMIT 5000").json()["results"]["bindings"]) == 5000


def _attacks(served: Any, home: str) -> Any:
    for query in SLOW:
        yield query, served.sparql(query).status_code
    for clause in SERVICE:
        yield clause, served.sparql(f"SELECT * {{ {clause.format(home=home)} }}").status_code
        yield (
            clause,
            served.ask("answer", params={"query": f"SELECT * {{ {clause.format(home=home)} }}"}).status_code,
        )
    for text in UPDATES:
        yield text, served.sparql(text).status_code
        yield text, served.ask("sparql", "POST", data={"update": text}).status_code
        yield (
            text,
            served.ask(
                "sparql", "POST", content=text.encode(), headers={"Content-Type": "application/sparql-update"}
            ).status_code,
        )
    for text in BROKEN:
        yield text[:40], served.sparql(text).status_code
        yield text[:40], served.ask("answer", params={"query": text}).status_code
        yield text[:40], served.ask("sparql", "POST", data={"query": text}).status_code
    for path in PATHS:
        yield path[:60], _raw(served, f"GET /{path} HTTP/1.1")
    for verb in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "CONNECT"):
        for path in ("", "sparql", "query", "id/division/320000", "graph.trig"):
            yield f"{verb} /{path}", served.ask(path, verb).status_code
    for path in ("", "query", "answer", "graph.trig", "void"):
        yield f"POST /{path}", served.ask(path, "POST", data={"query": "ASK {}"}).status_code
    for kind in ("text/plain", "application/json", "multipart/form-data; boundary=x", "nonsense", ""):
        yield (
            kind,
            served.ask("sparql", "POST", content=b"ASK {}", headers={"Content-Type": kind}).status_code,
        )
    for accept in (
        "image/png",
        "text/html",
        "application/pdf;q=1",
        "application/sparql-results+json;q=0",
        "x",
    ):
        yield accept, served.sparql("ASK {}", accept=accept).status_code
    yield "huge form", served.ask("sparql", "POST", data={"query": "ASK {} #" + "x" * 4_000_000}).status_code
    yield (
        "huge",
        served.ask(
            "sparql", "POST", content=b"#" * 4_000_000, headers={"Content-Type": "application/sparql-query"}
        ).status_code,
    )
    yield "many fields", served.ask("sparql", "POST", content="&".join(["a=b"] * 5_000), headers={
        "Content-Type": "application/x-www-form-urlencoded"}).status_code  # fmt: skip
    yield (
        "not UTF-8",
        served.ask(
            "sparql",
            "POST",
            content=b"query=ASK\xff\xfe",
            headers={"Content-Type": "application/sparql-query"},
        ).status_code,
    )
    for host in (
        "evil.example",
        "127.0.0.1.evil.example:80",
        "localhost.evil.example",
        "[::1]:80",
        "",
        "127.0.0.1@evil",
    ):
        yield f"Host: {host}", _raw(served, "GET /sparql?query=ASK%7B%7D HTTP/1.1", host=host)
    for line in ("GET", "GET /  HTTP/9.9", "\x16\x03\x01", "GET / HTTP/1.1\r\nContent-Length: -5"):
        yield line[:20], _raw(served, line)
    for origin in ("http://evil.example", "null", ""):
        yield (
            f"Origin: {origin}",
            served.ask(
                "review", "POST", json={"claim": "x", "kind": "accept"}, headers={"Origin": origin}
            ).status_code,
        )


def _raw(served: Any, line: str, *, host: str | None = None) -> int:
    """The status of a request written byte by byte, as no well-behaved client would."""
    name, port = served.url.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((name, int(port)), timeout=20) as made:
        head = f"{line}\r\nHost: {f'{name}:{port}' if host is None else host}\r\nConnection: close\r\nAccept: text/turtle\r\n\r\n"
        made.sendall(head.encode("utf-8", "replace"))
        said = b""
        while b"\r\n" not in said and (more := made.recv(4096)):
            said += more
    return int(said.split(b" ")[1]) if said.startswith(b"HTTP/") else 400


def _fingerprint(folder: Path) -> list[tuple[str, bytes]]:
    return [
        (str(path), path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "store" not in path.parts
    ]


def _memory(served: Any) -> int:
    """Bytes held by the server and its workers."""
    if sys.platform != "linux":
        return 0
    page = os.sysconf("SC_PAGE_SIZE")
    return sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * page for pid in served.family())


def _processor(served: Any) -> float:
    """Seconds of processor that the server and its workers have used."""
    tick = os.sysconf("SC_CLK_TCK")
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in served.family()]
    return sum((int(one[11]) + int(one[12])) / tick for one in fields)
