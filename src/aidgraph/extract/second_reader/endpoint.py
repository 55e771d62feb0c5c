"""An OpenAI-compatible chat endpoint: one question, one answer as JSON, or the reason why there is none.

Works with any server that speaks `/v1/chat/completions` with a JSON schema (`response_format`), local ones too.
The key is sent to the endpoint and stands nowhere else.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aidgraph.errors import AidgraphError

if TYPE_CHECKING:
    import httpx

#: Seconds. A model on a plain processor writes some ten tokens a second, and an answer has about a thousand.
PATIENCE = 180.0
_PATH = "/chat/completions"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_THOUGHTS = re.compile(r"<think>.*?</think>", re.DOTALL)
_SHOWN = 120
#: Bytes. An answer about one passage has some ten thousand.
_LARGEST = 10_000_000


class EndpointError(AidgraphError):
    """A question that got no answer; `reached` says whether the endpoint was there at all."""

    def __init__(self, message: str, *, reached: bool = True) -> None:
        super().__init__(message)
        self.reached = reached


class Endpoint:
    """Where a model answers. `url` is the API's base (…/v1) or the whole address; `key` is a bearer token.

    Raises AidgraphError where the address is none.
    """

    def __init__(self, url: str, *, model: str, key: str | None = None, patience: float = PATIENCE) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise AidgraphError(
                f"{url!r} is no address of an endpoint; give one like http://localhost:11434/v1"
            )
        import httpx

        base = url.rstrip("/")
        self.url = base if base.endswith(_PATH) else base + _PATH
        self.model = model
        self._timeout = httpx.Timeout(patience, connect=min(patience, 10.0))
        self._patience = patience
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._proxied = parts.hostname not in _LOOPBACK

    def answer(self, instruction: str, question: str, schema: Mapping[str, Any]) -> Any:
        """The model's answer, parsed, asked for in the form of `schema`; it may still not keep to it.

        Raises EndpointError where there is no answer, or none that is JSON.
        """
        import httpx

        asked = {
            "model": self.model,
            "messages": [
                {"role": "system", "content": instruction},
                {"role": "user", "content": question},
            ],
            "temperature": 0,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "claims", "strict": True, "schema": dict(schema)},
            },
        }
        try:
            with (
                httpx.Client(timeout=self._timeout, trust_env=self._proxied) as client,
                client.stream("POST", self.url, json=asked, headers=self._headers) as response,
            ):
                body = self._body(response)
        except (httpx.TimeoutException, TimeoutError):
            raise EndpointError(f"no answer within {self._patience:g} seconds", reached=False) from None
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeEncodeError) as error:
            raise EndpointError(
                f"the endpoint can't be reached ({_line(str(error))})", reached=False
            ) from None
        if response.status_code != 200:
            raise EndpointError(f"the endpoint answers {response.status_code}{_complaint(body)}")
        return _parsed(body)

    def _body(self, response: httpx.Response) -> bytes:
        """All bytes of an answer. Raises TimeoutError where they trickle, EndpointError where they don't end."""
        latest = time.monotonic() + self._patience
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if time.monotonic() > latest:
                raise TimeoutError
            if len(body) > _LARGEST:
                raise EndpointError(f"the endpoint's answer is longer than {_LARGEST:,} bytes")
        return bytes(body)


def _complaint(body: bytes) -> str:
    """What the server says of its refusal, in one short line."""
    try:
        error = json.loads(body)["error"]
        said = error["message"] if isinstance(error, dict) else error
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return f" ({_line(str(said))})"


def _parsed(body: bytes) -> Any:
    """The JSON of an answer: after a model's thoughts and inside a code fence too."""
    try:
        choice = json.loads(body)["choices"][0]
        content = choice["message"]["content"]
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        raise EndpointError("the endpoint's answer is no chat completion") from None
    if not isinstance(content, str):
        raise EndpointError("the model gave no text")
    text = _THOUGHTS.sub("", content)
    start = text.find("{")
    try:
        return json.JSONDecoder().raw_decode(text, max(start, 0))[0]
    except (ValueError, RecursionError):
        cut = choice.get("finish_reason") == "length"
        raise EndpointError(
            "its answer was cut off: allow it more tokens" if cut else "its answer is not JSON"
        ) from None


def _line(text: str) -> str:
    return " ".join(text.split())[:_SHOWN]
