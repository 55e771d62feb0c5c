"""The web application: what each address answers. Read-only, but for the review forms where a reviewer was named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any, Literal

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aidgraph.resources import ontology
from aidgraph.serve import pages
from aidgraph.serve.description import description
from aidgraph.serve.limits import Limits
from aidgraph.serve.pool import Pool
from aidgraph.serve.protocol import SHORT, checked, preferred, task_of
from aidgraph.serve.reviewing import Reviewing
from aidgraph.serve.sheets import Sheets
from aidgraph.serve.worker import Reply, Task

Language = Literal["zh", "en"]

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
_RDF = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")


@dataclass(slots=True)
class Site:
    """What is served: a pool that asks, the pages of a graph folder (None over an endpoint), review forms or None."""

    pool: Pool
    limits: Limits
    sheets: Sheets | None = None
    trig: Path | None = None
    reviewing: Reviewing | None = None
    language: Language | None = None
    counts: Mapping[str, Any] | None = None


def application(site: Site) -> ASGIApp:
    """The ASGI application of a site."""
    routes = [
        Route("/", partial(_page, site), name="page"),
        Route("/query", partial(_query_page, site)),
        Route("/sparql", partial(_sparql, site), methods=["GET", "POST"]),
        Route("/answer", partial(_answer, site)),
        Route("/find", partial(_find, site)),
        Route("/id/{name:path}", partial(_resource, site)),
        Route("/ontology", _ontology),
        Route("/void", partial(_description, site)),
        Route("/.well-known/void", partial(_description, site)),
        Route("/graph.trig", partial(_trig, site)),
        Route("/assets/{name}", _asset),
        Route("/favicon.ico", _nothing),
    ]
    if site.reviewing:
        routes += site.reviewing.routes()
    app = Starlette(routes=routes, exception_handlers={HTTPException: _said})
    return _Guarded(GZipMiddleware(app, minimum_size=2_000))


async def _page(site: Site, request: Request) -> Response:
    if site.reviewing and (entered := site.reviewing.entered(request)):
        return entered
    if site.sheets is None:
        return RedirectResponse("/query")
    around = request.query_params.get("around")
    may_review = site.reviewing is not None and site.reviewing.allowed(request)
    return await site.sheets.response(around, reviewer=site.reviewing if may_review else None)


async def _query_page(site: Site, request: Request) -> Response:
    return pages.html("query.html.j2", _language(site, request), **pages.query_page(site.limits))


async def _sparql(site: Site, request: Request) -> Response:
    task = await task_of(request, site.limits)
    if task is None:
        if preferred(request.headers.get("accept", ""), (*_RDF, "text/html")) == "text/html":
            return RedirectResponse("/query")
        return await _description(site, request)
    return _response(await site.pool.ask(task))


async def _answer(site: Site, request: Request) -> Response:
    """What the query page shows: a named query with its parameters (`p.NAME`), or SPARQL text; terms with labels."""
    fields = request.query_params
    name, text = fields.get("name"), fields.get("query")
    if (name is None) == (text is None):
        raise HTTPException(400, "give either “name”, a named query, or “query”, SPARQL text")
    if text is not None:
        checked(text, site.limits)
        if "{" not in text:
            raise HTTPException(400, "the query doesn't parse: it has no { }")
    elif name not in pages.named():
        raise HTTPException(404, f"no query is named {name!r}: the list stands at /query")
    given = {key[2:]: value for key, value in fields.items() if key.startswith("p.") and value != ""}
    lang = _language(site, request)
    task = Task("answer", name or text or "", parameters=given, language=lang, rows=site.limits.rows)
    reply = await site.pool.ask(task)
    return _response(reply) if reply.status != 200 else JSONResponse(reply.body)


async def _find(site: Site, request: Request) -> Response:
    """Entities whose name begins with, then holds, `q`: for the search field."""
    if site.sheets is None:
        raise HTTPException(404, "search needs a graph folder; over an endpoint, ask with a query")
    found = await site.sheets.found(request.query_params.get("q", ""))
    return JSONResponse(found)


async def _resource(site: Site, request: Request) -> Response:
    """An entity, claim or document of the graph: a page, or RDF, as Accept or `format` asks."""
    base = (await _counts(site))["base"]
    iri = pages.iri_of(request, base)
    word = request.query_params.get("format")
    media = SHORT.get(word) if word else preferred(request.headers.get("accept", ""), ("text/html", *_RDF))
    if media == "text/html" or word == "html":
        lang = _language(site, request)
        reply = await site.pool.ask(Task("resource", iri, language=lang, rows=site.limits.rows))
        if reply.status != 200:
            return _response(reply)
        shown = pages.html("resource.html.j2", lang, base=base, **pages.resource_page(reply.body, lang))
        shown.headers["Vary"] = "Accept, Accept-Language"
        return shown
    if media not in _RDF:
        raise HTTPException(406, f"a page or RDF: text/html, {', '.join(_RDF)}")
    return _response(await site.pool.ask(Task("description", iri, accept=(media,), rows=site.limits.rows)))


async def _description(site: Site, request: Request) -> Response:
    """What the service is and what the graph holds: SPARQL Service Description, VoID, DCAT."""
    word = request.query_params.get("format")
    offered = _RDF if request.url.path == "/sparql" else (*_RDF, "text/html")
    media = SHORT.get(word, "") if word else preferred(request.headers.get("accept", ""), offered)
    if media == "text/html":
        known = pages.about_page(await _counts(site), whole=site.trig is not None)
        return pages.html("about.html.j2", _language(site, request), **known)
    if media not in _RDF:
        raise HTTPException(406, f"the description comes as {', '.join(offered)}")
    about = description(await _counts(site), str(request.base_url), media=media, whole=site.trig is not None)
    return Response(about, media_type=media)


async def _counts(site: Site) -> Mapping[str, Any]:
    """How much the graph holds, asked once."""
    if site.counts is None:
        reply = await site.pool.ask(Task("counts"))
        if reply.status != 200:
            raise HTTPException(reply.status, str(reply.body))
        site.counts = reply.body
    return site.counts


async def _trig(site: Site, request: Request) -> Response:
    if site.trig is None:
        raise HTTPException(404, "the whole graph is at the endpoint, not here")
    return FileResponse(site.trig, media_type="application/trig", filename="graph.trig")


async def _ontology(request: Request) -> Response:
    return FileResponse(ontology("aidgraph.ttl"), media_type="text/turtle")


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    found = pages.asset(name)
    if found is None:
        raise HTTPException(404, f"no asset {name!r}")
    media, text = found
    return Response(text, media_type=media, headers={"Cache-Control": "max-age=3600"})


async def _nothing(request: Request) -> Response:
    return Response(status_code=204)


def _language(site: Site, request: Request) -> Language:
    """The reader's language: `lang`, else the one named at start, else the browser's, else Chinese."""
    word = request.query_params.get("lang")
    if word in ("zh", "en"):
        return word  # type: ignore[return-value]
    if site.language:
        return site.language
    wishes = request.headers.get("accept-language", "zh").lower()
    first = next((one.strip()[:2] for one in wishes.split(",") if one.strip()[:2] in ("zh", "en")), "zh")
    return "en" if first == "en" else "zh"


def _response(reply: Reply) -> Response:
    if reply.status != 200:
        raise HTTPException(reply.status, str(reply.body))
    media = reply.media if ";" in reply.media or "json" in reply.media else f"{reply.media}; charset=utf-8"
    return Response(reply.body, media_type=media, headers={"Vary": "Accept"})


async def _said(request: Request, error: Exception) -> Response:
    """An error as one line of text."""
    assert isinstance(error, HTTPException)
    text = error.detail or HTTPStatus(error.status_code).phrase
    return Response(f"{text}\n", error.status_code, dict(error.headers or {}), "text/plain; charset=utf-8")


class _Guarded:
    """Answers those who address this machine by its own name alone (no DNS rebinding), with headers that keep pages apart."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        if request.headers.get("host", "").rpartition(":")[0] not in ("127.0.0.1", "localhost"):
            await self._refuse(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message["headers"], *_HEADERS]
                if scope["path"] != "/":  # the page brings a policy of its own
                    headers.append((b"content-security-policy", _POLICY.encode("ascii")))
                message = {**message, "headers": headers}
            await send(message)

        await self._app(scope, receive, with_headers)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        text = "421: this server answers at 127.0.0.1 and localhost alone\n"
        await Response(text, 421, media_type="text/plain")(scope, receive, send)
