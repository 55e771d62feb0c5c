"""Review in place: accept, reject and correct claims on the served page, written to `judgements.csv`.

Who may: the browser that opened the address printed at start. Its token counts once; after that a cookie that scripts
can't read. A request must come from a page of this very server (Origin) and carry JSON, which no foreign form can.
"""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from aidgraph.errors import ReviewError
from aidgraph.graph import GraphFolder
from aidgraph.model import Claim
from aidgraph.review import FIELDS, FILE, about, field_text, read_judgements, record, remove_judgements

_COOKIE = "aidgraph-review"
_MOST = 100_000  # bytes of a judgement


class Reviewing:
    """The forms of one reviewer on one graph folder. `token` opens them once."""

    def __init__(self, folder: GraphFolder, by: str, *, judgements: Path | None = None) -> None:
        self.by = by
        self.token = secrets.token_urlsafe(24)
        self._unused = True
        self._session = secrets.token_urlsafe(24)
        self._folder = folder
        self._file = judgements or folder.root / FILE
        self._lock = threading.Lock()
        read_judgements(self._file)  # a file that can't be read is said at start

    def routes(self) -> list[Route]:
        """The addresses that write, and the two that say what has been judged."""
        return [
            Route("/review", self._judged, methods=["GET"]),
            Route("/review", self._judge, methods=["POST"]),
            Route("/review/undo", self._undo, methods=["POST"]),
            Route("/review/field", self._field, methods=["GET"]),
        ]

    def known(self) -> dict[str, Any]:
        """What the page must know to draw the forms."""
        return {"by": self.by, "fields": list(FIELDS)}

    def allowed(self, request: Request) -> bool:
        """Whether this browser is the reviewer's."""
        return secrets.compare_digest(request.cookies.get(_COOKIE, ""), self._session)

    def entered(self, request: Request) -> Response | None:
        """The redirection of a browser that brings the token for the first time; None where it brings none.

        Raises HTTPException 403 where the token is wrong or used up.
        """
        token = request.query_params.get("token")
        if token is None:
            return None
        with self._lock:
            right = secrets.compare_digest(token.encode(), self.token.encode()) and self._unused
            self._unused = self._unused and not right
        if not right and not self.allowed(request):
            raise HTTPException(
                403, "this address to review at counts once: start the server again for a new one"
            )
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(_COOKIE, self._session, httponly=True, samesite="strict", path="/")
        return answer

    def _judged(self, request: Request) -> Response:
        self._admitted(request)
        rows = [
            {"id": one.id, "claim": one.id.rpartition("#")[0], "kind": one.kind, "field": one.field,
             "value": one.value, "by": one.by, "at": one.at, "why": one.why}
            for one in self._read()
            if one.kind in ("accept", "reject", "correct")
        ]  # fmt: skip
        return JSONResponse(rows, headers={"Cache-Control": "no-store"})

    def _field(self, request: Request) -> Response:
        self._admitted(request)
        fields = request.query_params
        claim = self._claim(fields.get("claim", ""))
        try:
            return JSONResponse({"value": field_text(claim, fields.get("field", ""))})
        except ReviewError as error:
            raise HTTPException(400, str(error)) from error

    async def _judge(self, request: Request) -> Response:
        said = await self._written(request)
        claim = self._claim(said.get("claim", ""))
        kind = said.get("kind", "")
        if kind not in ("accept", "reject", "correct"):
            raise HTTPException(400, f"a claim is accepted, rejected or corrected, not {kind!r}")
        given = {"kind": kind, "by": self.by, "why": said.get("why", "").strip()}
        if kind == "correct":
            given |= {"field": said.get("field", ""), "value": said.get("value", "")}
        try:
            with self._lock:
                (made,) = record(self._file, [about(claim, **given)], at=date.today().isoformat())
        except ReviewError as error:
            raise HTTPException(400, str(error)) from error
        return JSONResponse({"id": made.id}, 201)

    async def _undo(self, request: Request) -> Response:
        said = await self._written(request)
        try:
            with self._lock:
                remove_judgements(self._file, [said.get("id", "")])
        except ReviewError as error:
            raise HTTPException(400, str(error)) from error
        return JSONResponse({"id": said["id"]})

    async def _written(self, request: Request) -> Mapping[str, str]:
        """The JSON object of text that a request from our own page carries."""
        self._admitted(request)
        own = f"{request.url.scheme}://{request.headers.get('host', '')}"
        if request.headers.get("origin") != own:
            raise HTTPException(403, "a judgement must come from a page of this server")
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise HTTPException(415, "send a judgement as application/json")
        held = bytearray()
        async for chunk in request.stream():
            held += chunk
            if len(held) > _MOST:
                raise HTTPException(413, f"a judgement of more than {_MOST:,} bytes is refused")
        try:
            said = json.loads(held.decode("utf-8"))
        except (ValueError, RecursionError):
            raise HTTPException(400, "the judgement is not JSON") from None
        if not isinstance(said, dict) or not all(isinstance(value, str) for value in said.values()):
            raise HTTPException(400, "a judgement is an object whose values are text")
        if any(ord(letter) < 32 and letter not in "\t\n" for value in said.values() for letter in value):
            raise HTTPException(400, "a judgement holds no control characters")
        return said

    def _admitted(self, request: Request) -> None:
        if not self.allowed(request):
            raise HTTPException(403, "open the address that was printed when the server started")

    def _read(self) -> Any:
        try:
            return read_judgements(self._file)
        except ReviewError as error:
            raise HTTPException(500, str(error)) from error

    def _claim(self, identifier: str) -> Claim:
        if identifier not in self._claims:
            raise HTTPException(404, f"no claim {identifier!r}")
        return self._claims[identifier]

    @cached_property
    def _claims(self) -> Mapping[str, Claim]:
        return {claim.id: claim for claim in self._folder.claims()}
