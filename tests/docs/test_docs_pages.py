"""The pages are true: what they have their reader save, type and run works, and prints what they show."""

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
#: Pages that change rules and tables, so that they are followed in a checkout.
IN_CHECKOUT = {"add-a-rule", "add-a-place"}
PAGES = [DOCS / "tutorial.md", DOCS / "zh" / "tutorial.md"]
PAGES += sorted(
    page for page in (DOCS / "how-to").glob("*.md") if page.stem not in IN_CHECKOUT | {"second-reader"}
)
CLAIM = {
    "quote": "宿迁市沭阳县园艺协会给特克斯县果农带去苗木2000株，折合30余万元",
    "relation": "donated-to", "status": "done", "aggregate": False,
    "providers": [{"name": "园艺协会", "type": "Association", "quote": "宿迁市沭阳县园艺协会"}],
    "recipients": [{"name": "特克斯县果农", "type": "Group", "quote": "特克斯县果农"}],
    "organizers": [], "items": [], "outcomes": [], "programmes": [],
    "amounts": [{"value": 300000, "currency": "CNY", "basis": "one-off", "of": "aid", "quote": "30余万元"}],
    "period": None, "purpose": None, "modality": ["goods"], "sector": "agriculture",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_following_the_page_works(page, reader) -> None:
    assert reader.follow(page) >= 3


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(IN_CHECKOUT))
def test_following_the_page_in_a_checkout_works(name, developer) -> None:
    assert developer.follow(DOCS / "how-to" / f"{name}.md") >= 3


@pytest.fixture
def model() -> Iterator[str]:
    """A language model's endpoint on loopback, which tells one claim that the rules don't."""
    content = json.dumps({"claims": [CLAIM]}, ensure_ascii=False)
    choice = {"finish_reason": "stop", "message": {"role": "assistant", "content": content}}
    body = json.dumps({"choices": [choice]}).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()
        thread.join()


@pytest.mark.slow
def test_following_the_page_on_language_models_works_with_an_endpoint(model, reader) -> None:
    reader.instead = {"http://localhost:11434/v1": model}
    assert reader.follow(DOCS / "how-to" / "second-reader.md") >= 3


def test_the_two_tutorials_go_through_the_same_bulletin_by_the_same_commands() -> None:
    english, chinese = (
        (DOCS / name).read_text(encoding="utf-8") for name in ("tutorial.md", "zh/tutorial.md")
    )
    typed = [
        [re.sub(" --lang (zh|en)", "", one) for one in re.findall("^```sh\n(.*?)^```", text, re.M | re.S)]
        for text in (english, chinese)
    ]
    bulletins = [
        re.search("^```text\n(援疆工作简报.*?)^```", text, re.M | re.S)[1] for text in (english, chinese)
    ]
    assert typed[0] == typed[1]
    assert bulletins[0] == bulletins[1]


@pytest.mark.slow
def test_what_the_page_has_r_read_are_columns_of_what_it_exported(reader) -> None:
    page = DOCS / "how-to" / "elsewhere.md"
    reader.follow(page)
    code = re.search("^```r\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)[1]
    with (reader.folder / "edges.csv").open(encoding="utf-8-sig") as lines:
        columns = set(next(lines).strip().split(","))
    assert set(re.findall(r'"(\w+)"', code)) | {"claim", "relation"} <= columns


def test_every_how_to_is_followed_by_a_test() -> None:
    followed = {page.stem for page in PAGES} | IN_CHECKOUT | {"second-reader"}
    assert {page.stem for page in (DOCS / "how-to").glob("*.md")} <= followed
