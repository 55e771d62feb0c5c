"""SPARQL 1.1 Protocol: an HTTP request → a task, or the reason why not.

https://www.w3.org/TR/sparql11-protocol/ — queries by GET, by POST as a form, by POST as they are. Updates and SERVICE
are refused; media types are negotiated by quality, then by our own order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from aidgraph.graph import form, is_update, reaches_outside
from aidgraph.graph.results import BOOLEANS, ROWS, TRIPLES
from aidgraph.serve.limits import Limits
from aidgraph.serve.worker import Task

#: What may be asked for by a word in `format=` or a file's ending, beside Accept.
SHORT = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
#: Looser names that clients send → the media types meant.
_MEANT = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/plain": "application/n-triples",
}
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_UPDATING = {"update", "using-graph-uri", "using-named-graph-uri"}


async def task_of(request: Request, limits: Limits) -> Task | None:
    """What a request asks; None for a GET without any query, which asks what this service is.

    Raises HTTPException: 400 a faulty request, 403 what is refused, 406 no such form, 413 too long, 415 no such body.
    """
    said = parse_qsl(request.url.query, keep_blank_values=True)
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == _UPDATE:
            raise HTTPException(403, "this graph is read-only: updates are refused")
        body = (await _body(request, limits.query)).strip()
        if kind == _QUERY:
            said.append(("query", body))
        elif kind == _FORM:
            try:
                said += parse_qsl(body, keep_blank_values=True, max_num_fields=1000)
            except ValueError:
                raise HTTPException(400, "the form has too many fields") from None
        else:
            raise HTTPException(415, f"send a query as {_FORM} or {_QUERY}, not {kind or 'without a type'}")
    names = [name for name, _ in said]
    if _UPDATING & set(names):
        raise HTTPException(403, "this graph is read-only: updates are refused")
    if "query" not in names:
        if request.method == "POST" or said:
            raise HTTPException(400, "the parameter “query” is missing")
        return None
    if names.count("query") > 1:
        raise HTTPException(400, "one query a request: the parameter “query” stands there more than once")
    fields = dict(said)
    checked(fields["query"], limits)
    return Task(
        "sparql",
        fields["query"],
        accept=_accepted(request.headers.get("accept", ""), fields, fields["query"]),
        default_graphs=tuple(value for name, value in said if name == "default-graph-uri"),
        named_graphs=tuple(value for name, value in said if name == "named-graph-uri"),
        rows=limits.rows,
    )


def checked(text: str, limits: Limits) -> None:
    """Nothing where a query may be asked. Raises HTTPException 400, 403 or 413 where it may not."""
    if len(text.encode("utf-8", "surrogatepass")) > limits.query:
        raise HTTPException(413, f"a query of more than {limits.query:,} bytes is refused")
    if not text.strip():
        raise HTTPException(400, "the query is empty")
    if "\x00" in text or (
        not text.isprintable() and any("\ud800" <= character <= "\udfff" for character in text)
    ):
        raise HTTPException(400, "the query is no Unicode text")
    if reaches_outside(text):
        raise HTTPException(403, "SERVICE is refused: this endpoint asks no other server")
    if form(text) is None and is_update(text):
        raise HTTPException(403, "this graph is read-only: updates are refused")


def preferred(accept: str, offered: Sequence[str]) -> str | None:
    """The one of `offered` that an Accept header likes best; None where it likes none."""
    return next(iter(_ordered(accept, offered)), None)


def _accepted(accept: str, fields: Mapping[str, str], text: str) -> tuple[str, ...]:
    """The media types for an answer, the best first."""
    offered = (*TRIPLES,) if form(text) in {"CONSTRUCT", "DESCRIBE"} else (*ROWS,)
    offered = (*BOOLEANS,) if form(text) == "ASK" else offered
    word = fields.get("format") or fields.get("output")
    if word:
        media = SHORT.get(word, _MEANT.get(word, word))
        if media not in offered:
            raise HTTPException(406, f"no form {word!r} for this query; there are: {', '.join(offered)}")
        return (media,)
    found = _ordered(accept, offered)
    if not found:
        raise HTTPException(406, f"none of the media types asked for fits; there are: {', '.join(offered)}")
    return found


def _ordered(accept: str, offered: Sequence[str]) -> tuple[str, ...]:
    """Those of `offered` that an Accept header takes, by its quality, then in our order (RFC 9110, 12.5.1)."""
    wishes = [_wish(one) for one in accept.split(",") if one.strip()] or [("*/*", 1.0)]
    liked = []
    for order, media in enumerate(offered):
        main = media.partition("/")[0]
        exact = [quality for kind, quality in wishes if _MEANT.get(kind, kind) == media or kind == media]
        broad = [quality for kind, quality in wishes if kind == f"{main}/*"]
        any_ = [quality for kind, quality in wishes if kind == "*/*"]
        quality = max(exact or broad or any_ or [0.0])
        if quality > 0:
            liked.append((-quality, order, media))
    return tuple(media for _, _, media in sorted(liked))


def _wish(text: str) -> tuple[str, float]:
    kind, *parameters = (part.strip().lower() for part in text.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return kind, min(1.0, max(0.0, float(parameter[2:])))
            except ValueError:
                return kind, 0.0
    return kind, 1.0


async def _body(request: Request, most: int) -> str:
    """The body as text, no more of it held than may be."""
    held = bytearray()
    async for chunk in request.stream():
        held += chunk
        if len(held) > 3 * most:  # a form may write one byte as three
            raise HTTPException(413, f"a query of more than {most:,} bytes is refused")
    try:
        return held.decode("utf-8")
    except UnicodeDecodeError:
        raise HTTPException(400, "the body is not UTF-8") from None
