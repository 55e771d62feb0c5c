"""Review in place: who may write, and that what is written is what `aidgraph review` writes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from aidgraph.review import apply, read_judgements

pytestmark = pytest.mark.slow


@pytest.fixture
def reviewed(start: Callable[..., Any], small_folder: Path, tmp_path: Path) -> Iterator[Any]:
    folder = tmp_path / "graph"
    shutil.copytree(small_folder, folder)
    with start(folder, "--review", "王") as one:
        yield one


@pytest.fixture
def person(reviewed: Any) -> Iterator[httpx.Client]:
    """A browser that opened the printed address and follows it."""
    with httpx.Client(base_url=reviewed.url, trust_env=False, follow_redirects=True) as client:
        page = client.get(reviewed.printed)
        assert page.status_code == 200
        assert str(page.url) == reviewed.url, "the token leaves the address"
        client.headers["Origin"] = reviewed.url.rstrip("/")
        yield client


def test_a_judgement_is_written_as_review_writes_it_and_can_be_undone(
    reviewed: Any, person: httpx.Client, small: Any
) -> None:
    claim = next(one for one in small.claims if one.status == "done")
    file = reviewed.folder / "judgements.csv"
    said = person.post("/review", json={"claim": claim.id, "kind": "accept", "why": "与原件相符"})
    assert said.status_code == 201
    said = person.post(
        "/review", json={"claim": claim.id, "kind": "correct", "field": "status", "value": "planned"}
    )
    assert said.status_code == 201
    accepted, corrected = read_judgements(file)
    assert (accepted.kind, accepted.by, accepted.why, accepted.quote) == (
        "accept", "王", "与原件相符", claim.evidence.quote,
    )  # fmt: skip
    assert (corrected.field, corrected.value) == ("status", "planned")
    applied = {one.id: one for one in apply(small.claims, (accepted, corrected)).claims}
    assert applied[claim.id].status == "planned"
    assert [one["id"] for one in person.get("/review").json()] == [accepted.id, corrected.id]
    assert person.post("/review/undo", json={"id": corrected.id}).status_code == 200
    assert read_judgements(file) == (accepted,)


def test_the_field_to_correct_comes_as_review_spells_it(person: httpx.Client, small: Any) -> None:
    from aidgraph.review import field_text

    claim = small.claims[0]
    for field in ("providers", "amounts", "period", "status"):
        said = person.get("/review/field", params={"claim": claim.id, "field": field})
        assert said.json() == {"value": field_text(claim, field)}
    assert person.get("/review/field", params={"claim": claim.id, "field": "nope"}).status_code == 400


@pytest.mark.parametrize(
    ("judgement", "status"),
    [
        ({"claim": "nope", "kind": "accept"}, 404),
        ({"kind": "accept"}, 404),
        ({"claim": "", "kind": "accept"}, 404),
        ({"claim": "*", "kind": "same"}, 400),
        ({"claim": "*", "kind": "correct", "field": "nope", "value": "x"}, 400),
        ({"claim": "*", "kind": "correct", "field": "amounts", "value": "not a sum"}, 400),
        ({"claim": "*", "kind": "accept", "why": "a\u0000b"}, 400),
        ({"claim": "*", "kind": "accept", "why": ["x"]}, 400),
        (["*"], 400),
        ({"claim": "*", "kind": "accept", "why": "x" * 200_000}, 413),
    ],
)
def test_a_judgement_that_makes_no_sense_is_refused(
    reviewed: Any, person: httpx.Client, small: Any, judgement: Any, status: int
) -> None:
    if isinstance(judgement, dict) and judgement.get("claim") == "*":
        judgement = {**judgement, "claim": small.claims[0].id}
    assert person.post("/review", json=judgement).status_code == status
    assert not (reviewed.folder / "judgements.csv").exists()


def test_nobody_else_can_judge(reviewed: Any, person: httpx.Client, small: Any) -> None:
    judgement = {"claim": small.claims[0].id, "kind": "reject"}
    own = {"Origin": reviewed.url.rstrip("/")}
    assert reviewed.ask("review", "POST", json=judgement, headers=own).status_code == 403, (
        "without the cookie"
    )
    assert reviewed.ask("review", headers=own).status_code == 403
    again = reviewed.ask(f"?token={reviewed.printed.partition('token=')[2]}")
    assert again.status_code == 403, "the token counts once"
    assert reviewed.ask("?token=guess").status_code == 403
    for origin in ("http://evil.example", "null", reviewed.url.replace("127.0.0.1", "localhost").rstrip("/")):
        assert person.post("/review", json=judgement, headers={"Origin": origin}).status_code == 403
    del person.headers["Origin"]
    assert person.post("/review", json=judgement).status_code == 403
    person.headers["Origin"] = own["Origin"]
    form = person.post("/review", content=b"claim=x", headers={"Content-Type": "text/plain"})
    assert form.status_code == 415
    assert not (reviewed.folder / "judgements.csv").exists()


def test_the_forms_are_the_reviewers_alone_and_never_in_the_file(
    reviewed: Any, person: httpx.Client, small: Any
) -> None:
    form, fields = '"fields":["relation"', "reviewForms = claim"
    for marks in (form, fields):
        assert marks in person.get("/").text
    assert form not in reviewed.ask("").text
    from aidgraph.page import page_html

    file = page_html(small.claims, small.entities, small.documents, ())
    assert form not in file
    assert fields not in file
    assert "connect-src &#39;none&#39;" in file


def test_a_judgement_lives_through_the_next_build(reviewed: Any, person: httpx.Client, small: Any) -> None:
    claim = small.claims[0]
    assert (
        person.post("/review", json={"claim": claim.id, "kind": "reject", "why": "误读"}).status_code == 201
    )
    done = apply(small.claims, read_judgements(reviewed.folder / "judgements.csv"))
    assert claim.id not in {one.id for one in done.claims}
    assert any("误读" in issue.reason for issue in done.issues)
