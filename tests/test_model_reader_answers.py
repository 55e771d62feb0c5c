"""A language model as second reader, against a server on loopback that answers well, badly and not at all."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from aidgraph.errors import AidgraphError
from aidgraph.extract import Extraction, extract
from aidgraph.extract.second_reader import Endpoint, SecondReader
from aidgraph.model import Amount, Claim, Count, Document, Party, Period, Span

TEXT = (
    "援建动态\n"
    "今年5月，宿迁市沭阳县园艺协会给特克斯县果农带去苗木2000株，折合30余万\n元，用于改良果园。"
    "两地干部群众互致问候。\n"
    "宿迁市沭阳县园艺协会还在特克斯县办起果树课堂，听课果农近百人。\n"
)
DOCUMENT = Document(
    id="d", path="d.txt", sha256="0", text=TEXT, title="援建动态", issued="2019-06-01", language="zh-Hans"
)
NOTHING = Extraction((), ())


def party(name: str, kind: str, quote: str = "") -> dict[str, str]:
    return {"name": name, "type": kind, "quote": quote or name}


def claim(**changes: Any) -> dict[str, Any]:
    """A good claim about the first sentence."""
    return {
        "quote": "宿迁市沭阳县园艺协会给特克斯县果农带去苗木2000株，折合30余万元，用于改良果园",
        "relation": "donated-to",
        "status": "done",
        "aggregate": False,
        "providers": [party("园艺协会", "Association", "宿迁市沭阳县园艺协会")],
        "recipients": [party("特克斯县果农", "Group")],
        "organizers": [],
        "amounts": [
            {"value": 300000, "currency": "CNY", "basis": "one-off", "of": "aid", "quote": "30余万元"}
        ],
        "items": [{"name": "苗木", "quantity": 2000, "unit": "株", "quote": "苗木2000株"}],
        "outcomes": [],
        "period": {"quote": "今年5月"},
        "programmes": [],
        "purpose": {"quote": "改良果园"},
        "modality": ["goods"],
        "sector": "agriculture",
    } | changes


def chat(content: str, *, finish: str = "stop") -> bytes:
    choice = {"finish_reason": finish, "message": {"role": "assistant", "content": content}}
    return json.dumps({"choices": [choice]}).encode()


def answering(*claims: Any) -> bytes:
    return chat(json.dumps({"claims": list(claims)}, ensure_ascii=False))


@dataclass
class Fake:
    """An endpoint whose answers are set beforehand: bytes, a status, or seconds of silence; the last one stays."""

    url: str = ""
    answers: list[Any] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)


@pytest.fixture
def fake() -> Iterator[Fake]:
    """A fake endpoint on loopback."""
    state = Fake()
    done = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            state.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            state.keys.append(self.headers["Authorization"])
            answer = state.answers.pop(0) if len(state.answers) > 1 else state.answers[0]
            status, body = 200, answer
            if isinstance(answer, tuple):
                status, body = answer
            elif answer == "trickle":
                self.send_response(200)
                self.end_headers()
                for _ in range(200):
                    if done.wait(0.05):
                        return
                    try:
                        self.wfile.write(b" ")
                    except OSError:
                        return
            elif isinstance(answer, float):
                done.wait(answer)
                status, body = 200, answering()
            try:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                pass  # whoever asked has gone

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}/v1"
    yield state
    done.set()
    server.shutdown()
    server.server_close()
    thread.join()


def read(
    fake: Fake, *, told: Extraction = NOTHING, document: Document = DOCUMENT, patience: float = 20
) -> Extraction:
    return SecondReader(Endpoint(fake.url, model="small", patience=patience))(document, told)


def reasons(found: Extraction) -> list[tuple[str, str]]:
    return [(issue.kind, issue.reason) for issue in found.issues]


def test_a_good_answer_becomes_a_claim_whose_every_slot_leads_to_its_characters(fake: Fake) -> None:
    fake.answers = [answering(claim())]
    found = read(fake)
    assert found.issues == ()
    (one,) = found.claims
    start, end = TEXT.index("宿迁市"), TEXT.index("。两地")
    assert one.id == f"d/donated-to@{start}"
    assert (one.origin, one.rule) == ("model", "model/small")
    assert (one.evidence.start, one.evidence.end) == (start, end)
    assert one.evidence.quote == TEXT[start:end]  # the line break inside 30余万元 is in the stored text
    at = TEXT.index("园艺协会")
    assert one.providers == (
        Party(name="园艺协会", type="Association", places=("沭阳县",), at=Span(at, at + 4)),
    )
    at = TEXT.index("特克斯县果农")
    assert one.recipients == (
        Party(name="特克斯县果农", type="Group", kind="特克斯县果农", at=Span(at, at + 6)),
    )
    assert one.amounts == (Amount(300000, "CNY", "over", "one-off", "aid", "30余万元"),)
    assert one.items == (Count("苗木", 2000, "株", "exact"),)
    assert one.period == Period("2019-05-01", "2019-05-31", "今年5月")
    assert (one.purpose, one.modality, one.sector) == ("改良果园", ("goods",), "agriculture")


def test_the_question_constrains_the_answer_by_a_schema_and_is_the_same_each_time(fake: Fake) -> None:
    fake.answers = [answering()]
    read(fake)
    read(fake)
    assert fake.asked[0] == fake.asked[1]
    assert fake.asked[0]["temperature"] == 0
    form = fake.asked[0]["response_format"]
    assert form["type"] == "json_schema"
    assert form["json_schema"]["strict"] is True
    slots = form["json_schema"]["schema"]["properties"]["claims"]["items"]["properties"]
    for key in ("providers", "recipients", "organizers", "amounts", "items", "outcomes", "programmes"):
        assert "quote" in slots[key]["items"]["required"]
    assert "特克斯县" in fake.asked[0]["messages"][1]["content"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"quote": "沭阳县向特克斯县捐赠了苗木"}, "a claim quoted as “沭阳县向特克斯县捐赠了苗木”, which does not stand in the passage"),
        ({"providers": [party("宿迁市慈善总会", "Foundation")]},
         "a claim with providers: “宿迁市慈善总会”, which does not stand in the text"),
        ({"providers": [party("沭阳县园林协会", "Association", "宿迁市沭阳县园艺协会")]},
         "a claim with providers: the name “沭阳县园林协会”, which its quote lacks"),
        ({"recipients": [party("果农", "Person")]}, "a claim with the type “Person”, which is none of "),
        ({"relation": "gives"}, "a claim with the relation “gives”, which is none of paired-with, donated-to, supports"),
        ({"providers": [], "recipients": []}, "a claim with no party"),
        ({"quote": None}, "a slot whose 'quote' is no text"),
        ({"providers": {"name": "园艺协会"}}, "a claim with an answer whose 'providers' is no list"),
    ],
)  # fmt: skip
def test_what_makes_the_statement_and_is_not_in_the_text_is_refused_with_the_claim(
    fake: Fake, changes: dict[str, Any], reason: str
) -> None:
    fake.answers = [answering(claim(**changes))]
    found = read(fake)
    assert found.claims == ()
    ((kind, why),) = reasons(found)
    assert kind == "model-refused"
    assert why.startswith(f"model/small gave {reason}")


def sum_of(value: float | None, quote: str, currency: str = "CNY") -> dict[str, Any]:
    return {
        "amounts": [{"value": value, "currency": currency, "basis": "one-off", "of": "aid", "quote": quote}]
    }


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (sum_of(3000000, "30余万元"), "amounts: 3000000 CNY, which “30余万元” does not say"),
        (sum_of(30, "30余万元"), "amounts: 30 CNY, which “30余万元” does not say"),
        (sum_of(300000, "30余万元", "USD"), "amounts: 300000 USD, which “30余万元” does not say"),
        (sum_of(2000, "2000株"), "amounts: 2000 CNY, which “2000株” does not say"),
        (sum_of(300000, "三十余万元"), "amounts: “三十余万元”, which does not stand in the text"),
        (sum_of(300000, "苗木2000株"), "amounts: 300000 CNY, which “苗木2000株” does not say"),
        ({"items": [{"name": "苗木", "quantity": 200, "unit": "株", "quote": "苗木2000株"}]},
         "items: 200, which “苗木2000株” does not say"),
        ({"items": [{"name": "果苗", "quantity": 2000, "unit": "株", "quote": "苗木2000株"}]},
         "items: the name “果苗”, which its quote lacks"),
        ({"outcomes": [{"name": "听课果农", "quantity": 100, "unit": "人", "quote": "听课果农近百人"}]},
         "outcomes: “听课果农近百人” stands in another sentence than the act"),
        ({"period": {"quote": "2019年5月"}}, "period: “2019年5月”, which does not stand in the text"),
        ({"purpose": {"quote": "改善果园"}}, "purpose: “改善果园”, which does not stand in the text"),
    ],
)  # fmt: skip
def test_a_figure_time_or_purpose_that_its_quote_does_not_say_is_left_out_and_listed(
    fake: Fake, changes: dict[str, Any], reason: str
) -> None:
    fake.answers = [answering(claim(**changes))]
    found = read(fake)
    key = next(iter(changes))
    (one,) = found.claims
    assert getattr(one, key) in ((), None)
    ((kind, why),) = reasons(found)
    assert (kind, why) == ("model-refused", f"model/small gave {reason}")
    (issue,) = found.issues
    assert TEXT[issue.start : issue.end] == issue.quote == one.evidence.quote


def test_a_repeated_quote_is_taken_from_the_nearest_sentence(fake: Fake) -> None:
    lesson = claim(
        quote="在特克斯县办起果树课堂，听课果农近百人",
        relation="supports",
        recipients=[party("特克斯县", "County")],
        amounts=[],
        items=[],
        period=None,
        purpose=None,
        outcomes=[{"name": "听课果农", "quantity": 100, "unit": "人", "quote": "听课果农近百人"}],
    )
    fake.answers = [answering(lesson)]
    found = read(fake)
    assert found.issues == ()
    (one,) = found.claims
    second = TEXT.rindex("园艺协会")
    assert one.providers[0].at == Span(second, second + 4)  # not the same name two sentences above
    assert one.recipients[0].at == Span(TEXT.rindex("特克斯县"), TEXT.rindex("特克斯县") + 4)
    assert one.evidence.subject is not None
    assert one.evidence.subject.start == second
    assert one.outcomes == (Count("听课果农", 100, "人", "under"),)


def test_what_the_first_reader_told_stays_his(fake: Fake) -> None:
    told = extract(DOCUMENT)
    mine = next(one for one in told.claims if one.relation == "donated-to")
    again = claim(
        quote=mine.evidence.quote,
        relation=mine.relation,
        providers=[party(one.name, one.type) for one in mine.providers],
        recipients=[party(one.name, one.type) for one in mine.recipients],
    )
    fake.answers = [answering(again, again)]
    found = read(fake, told=told)
    assert found.claims == told.claims
    other = claim(recipients=[party("两地干部群众", "Group")])
    fake.answers = [answering(other, other)]
    (added,) = (one for one in read(fake, told=told).claims if one.origin == "model")
    assert added.id not in {one.id for one in told.claims}


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (chat('{"claims": [{"quote": "宿迁'), "its answer is not JSON"),
        (
            chat('{"claims": [{"quote": "宿迁', finish="length"),
            "its answer was cut off: allow it more tokens",
        ),
        (chat("我没有找到任何陈述。"), "its answer is not JSON"),
        (b"<html>busy</html>", "the endpoint's answer is no chat completion"),
        (b'{"choices": []}', "the endpoint's answer is no chat completion"),
        ((500, b"oops"), "the endpoint answers 500"),
        ((429, b'{"error": {"message": "slow\\ndown"}}'), "the endpoint answers 429 (slow down)"),
        (2.0, "no answer within 0.3 seconds"),
        ("trickle", "no answer within 0.3 seconds"),
    ],
)
def test_an_answer_that_is_none_is_an_issue_and_what_was_told_stays(
    fake: Fake, answer: Any, reason: str
) -> None:
    told = extract(DOCUMENT)
    fake.answers = [answer]
    found = read(fake, told=told, patience=0.3)
    assert found.claims == told.claims
    (issue,) = found.issues[len(told.issues) :]
    assert (issue.kind, issue.reason) == (
        "model-failed",
        f"the second reader did not read from here on: {reason}",
    )


@pytest.mark.parametrize("answer", ["{}", '{"claims": 3}', '{"claims": [3, null, [], "x", {"quote": 5}]}'])
def test_json_of_another_form_is_refused_and_listed(fake: Fake, answer: str) -> None:
    fake.answers = [chat(answer)]
    found = read(fake)
    assert found.claims == ()
    assert {issue.kind for issue in found.issues} == {"model-refused"}


def test_thoughts_and_code_fences_around_the_json_do_no_harm(fake: Fake) -> None:
    body = json.dumps({"claims": [claim()]}, ensure_ascii=False)
    fake.answers = [chat(f"<think>{{先看第一句}}</think>好的：\n```json\n{body}\n```")]
    assert len(read(fake).claims) == 1


def long_document(paragraphs: int) -> Document:
    text = "".join(f"第{number}段。{'干部群众互致问候。' * 130}\n" for number in range(paragraphs))
    return Document(id="long", path="long.txt", sha256="0", text=text + TEXT)


def test_after_one_bad_passage_the_others_are_read(fake: Fake) -> None:
    fake.answers = [(500, b""), answering(), chat("no"), answering(claim(period=None))]
    found = read(fake, document=long_document(3))
    assert [one.relation for one in found.claims] == ["donated-to"]
    assert [issue.kind for issue in found.issues] == ["model-failed", "model-failed"]
    assert len(fake.asked) == 4


def test_an_endpoint_that_is_gone_is_not_asked_a_thousand_times() -> None:
    reader = SecondReader(Endpoint("http://127.0.0.1:9/v1", model="small", patience=5))
    started = time.monotonic()
    found = reader(long_document(30), NOTHING)
    assert time.monotonic() - started < 20
    assert found.claims == ()
    said = [issue.reason.partition(": ")[2] for issue in found.issues]
    assert all(reason.startswith("the endpoint can't be reached") for reason in said[:3])
    assert set(said[3:]) == {"not asked: the endpoint gave no answer 3 times in a row"}
    assert len(said) == 31


def test_an_address_that_is_none_says_what_to_give() -> None:
    with pytest.raises(AidgraphError, match="is no address of an endpoint; give one like http://localhost"):
        Endpoint("localhost:8000", model="small")


def run(*args: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "aidgraph", *map(str, args)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, **environment},
        timeout=300,
    )


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The text as a file."""
    path = tmp_path / "d.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_build_and_extract_mark_what_the_model_said_and_totals_leave_it_out(
    fake: Fake, source: Path, tmp_path: Path
) -> None:
    odd = claim(
        recipients=[party("两地干部群众", "Group")], period=None, amounts=sum_of(9, "30余万元")["amounts"]
    )
    fake.answers = [answering(odd)]
    options = ["--model", "small:1b", "--endpoint", fake.url, "--key-env", "A_KEY", "--lang", "en"]
    done = run("build", source, "-o", tmp_path / "graph", *options, A_KEY="s3cret")
    assert done.returncode == 0, done.stderr
    assert "1 things the model said are not in the text: refused, listed as issues" in done.stderr
    assert fake.keys == ["Bearer s3cret"]
    lines = (tmp_path / "graph" / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    assert [c.rule for c in map(Claim.from_json, map(json.loads, lines)) if c.origin == "model"] == [
        "model/small:1b"
    ]
    assert not any(
        b"s3cret" in path.read_bytes() for path in (tmp_path / "graph").rglob("*") if path.is_file()
    )
    assert run("verify", "--graph", tmp_path / "graph").returncode == 0
    read_only = run("extract", source, *options, A_KEY="s3cret")
    rows = [json.loads(line) for line in read_only.stdout.splitlines()]
    assert [row["rule"] for row in rows if row.get("origin") == "model"] == ["model/small:1b"]


def test_what_is_missing_is_named(source: Path) -> None:
    done = run("extract", source, "--model", "small")
    assert done.returncode == 2
    assert "give --endpoint too" in done.stderr
    done = run(
        "extract", source, "--model", "m", "--endpoint", "http://127.0.0.1:9/v1", "--key-env", "NO_KEY"
    )
    assert (done.returncode, done.stderr) == (
        1,
        "aidgraph: the environment variable NO_KEY is empty; put the endpoint's key into it\n",
    )
