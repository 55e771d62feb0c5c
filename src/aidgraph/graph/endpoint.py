"""A SPARQL 1.1 endpoint as a source: any store that speaks the protocol, ours (`aidgraph serve`) included."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from aidgraph.errors import GraphError
from aidgraph.graph.sparql import form, with_prefixes
from aidgraph.graph.turtle import iri
from aidgraph.graph.vocabulary import BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx
    import pyoxigraph

    from aidgraph.graph.source import Term

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
#: IRIs asked about in one request.
_AT_ONCE = 400
_SOLUTIONS = "application/sparql-results+json"
_TRIPLES = "application/n-triples, text/turtle;q=0.9"


class Endpoint:
    """A SPARQL endpoint at `url`, asked by POST.

    `user` is a name and password, sent as the server asks for it (Basic or Digest). `seconds` is how long to wait
    for an answer; the server's own limit may be shorter.
    """

    def __init__(self, url: str, *, user: tuple[str, str] | None = None, seconds: float = 60) -> None:
        self.url = url
        self._http = client(url, user=user, seconds=seconds)
        weakref.finalize(self, self._http.close)

    def __repr__(self) -> str:
        return f"Endpoint({self.url!r})"

    def query(
        self, text: str, *, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> Any:
        """See `Source`. Raises GraphError where nobody answers, SyntaxError where the server can't parse the text."""
        import pyoxigraph

        rows = form(text) in {"SELECT", "ASK", None}
        asked: dict[str, Any] = {"query": with_prefixes(text, PREFIXES)}
        asked |= {"default-graph-uri": list(default_graphs), "named-graph-uri": list(named_graphs)}
        said = sent(
            lambda: self._http.post(
                self.url, data=asked, headers={"Accept": _SOLUTIONS if rows else _TRIPLES}
            ),
            self.url,
        )
        if said.status_code == 400:
            raise SyntaxError(said_of(said))
        if said.status_code != 200:
            raise RuntimeError(f"{self.url} answers {said.status_code}: {said_of(said)}")
        kind = said.headers.get("content-type", "").partition(";")[0].strip()
        try:
            if rows:
                return pyoxigraph.parse_query_results(said.content, pyoxigraph.QueryResultsFormat.JSON)
            return _triples(
                said.content, pyoxigraph.RdfFormat.from_media_type(kind) or pyoxigraph.RdfFormat.TURTLE
            )
        except (SyntaxError, ValueError) as error:
            what = f"{self.url} gives no SPARQL results but {kind or 'something else'}"
            raise RuntimeError(f"{what}: is this the endpoint for queries?") from error

    def facts(self, subjects: Iterable[str], predicates: Iterable[str]) -> Iterator[tuple[str, str, Term]]:
        """See `Source`; one request for a few hundred subjects."""
        wanted = " ".join(map(iri, predicates))
        every = [iri(subject) for subject in subjects]
        for start in range(0, len(every), _AT_ONCE):
            some = " ".join(every[start : start + _AT_ONCE])
            text = f"SELECT DISTINCT ?s ?p ?o {{ VALUES ?s {{ {some} }} VALUES ?p {{ {wanted} }} ?s ?p ?o }}"
            for row in self.query(text):
                yield row["s"].value, row["p"].value, row["o"]

    def bearers(self, values: Iterable[pyoxigraph.Literal], predicates: Iterable[str]) -> set[str]:
        """See `Source`."""
        terms, wanted = " ".join(map(str, values)), " ".join(map(iri, predicates))
        text = f"SELECT DISTINCT ?s {{ VALUES ?o {{ {terms} }} VALUES ?p {{ {wanted} }} ?s ?p ?o FILTER(isIRI(?s)) }}"
        return {row["s"].value for row in self.query(text)}

    def base(self) -> str:
        """See `Source`: ours where the graph of entities has its name, else what stands before it in another."""
        end = "id/graph/entities"
        if bool(self.query(f"ASK {{ GRAPH <{BASE}{end}> {{ ?s ?p ?o }} }}")):
            return BASE
        found = self.query(
            f'SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s a aid:Party }} FILTER(STRENDS(STR(?g), "/{end}")) }} LIMIT 1'
        )
        return next((str(row["g"].value).removesuffix(end) for row in found), BASE)


def client(url: str, *, user: tuple[str, str] | None, seconds: float) -> httpx.Client:
    """An HTTP client for one server. Raises GraphError where the address is no http(s) address."""
    import httpx

    from aidgraph import __version__

    if not url.startswith(("http://", "https://")) or not httpx.URL(url).host:
        raise GraphError(f"{url!r} is no address of a server: write it like http://127.0.0.1:7878/query")
    return httpx.Client(
        trust_env=httpx.URL(url).host not in _LOOPBACK,  # no proxy stands between this machine and itself
        auth=_BasicOrDigest(*user) if user else None,
        timeout=httpx.Timeout(seconds, connect=min(seconds, 10)),
        headers={"User-Agent": f"aidgraph/{__version__}"},
        follow_redirects=True,
    )


def sent(ask: Callable[[], httpx.Response], url: str) -> httpx.Response:
    """The response to a request. Raises GraphError where there is none, or the server wants a login."""
    import httpx

    try:
        said = ask()
    except httpx.TimeoutException as error:
        raise GraphError(f"{url}: no answer in time; ask for less, or raise the limit") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise GraphError(f"{url} can't be reached ({error}): is the server running there?") from error
    if said.status_code == 401:
        raise GraphError(f"{url} wants a login (401): name the user with --user, and check the password")
    return said


def said_of(response: httpx.Response) -> str:
    """What a server says of an error, on one line of bearable length."""
    return " ".join(response.text.split())[:300] or response.reason_phrase


def _triples(text: bytes, kind: Any) -> Iterator[Any]:
    import pyoxigraph

    return iter([quad.triple for quad in pyoxigraph.parse(text, kind)])


def _BasicOrDigest(name: str, password: str) -> httpx.Auth:  # noqa: N802
    import httpx

    class BasicOrDigest(httpx.Auth):
        """Answers the challenge that the server sends; a name and password are never sent unasked."""

        requires_request_body = True

        def auth_flow(self, request: httpx.Request) -> Any:
            said = yield request
            if said.status_code != 401:
                return
            asks = said.headers.get("www-authenticate", "").lower()
            if "digest" in asks:
                digest = httpx.DigestAuth(name, password)
                flow = digest.auth_flow(request)
                next(flow)
                yield flow.send(said)
            elif "basic" in asks:
                yield next(httpx.BasicAuth(name, password).auth_flow(request))

    return BasicOrDigest()
