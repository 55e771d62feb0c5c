"""Fixtures: each is one named situation."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from aidgraph.graph import GraphFolder, build_store, write_trig
from aidgraph.graph.folder import write_jsonl
from aidgraph.model import Claim, Document, Entity

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the checkout with the real bulletins and their gold claims."""
    folder = ROOT.parent / "shared"
    if not (folder / "gold").is_dir():
        pytest.skip("the real bulletins and their gold claims are not on this machine")
    return folder


class SmallGraph(NamedTuple):
    """Three documents of our own wording with all that can be said in them once (tests/corpora/small)."""

    folder: Path
    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]
    documents: tuple[Document, ...]


@pytest.fixture(scope="session")
def small(root: Path) -> SmallGraph:
    """A bulletin, a news item and a table: each relation, status, bound, origin; groups."""
    folder = root / "tests" / "corpora" / "small"

    def rows(name: str) -> list[dict]:
        return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]

    return SmallGraph(
        folder,
        tuple(map(Claim.from_json, rows("claims.jsonl"))),
        tuple(map(Entity.from_json, rows("entities.jsonl"))),
        tuple(map(Document.from_json, rows("documents.jsonl"))),
    )


@pytest.fixture(scope="session")
def small_folder(small: SmallGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph folder of the small graph, as `build` leaves it."""
    path = tmp_path_factory.mktemp("small") / "graph"
    with GraphFolder.writing(path) as staging:
        for name, nouns in zip(("claims", "entities", "documents"), small[1:], strict=True):
            write_jsonl(staging.path(f"{name}.jsonl"), nouns)
        write_jsonl(staging.path("issues.jsonl"), ())
        with staging.path("graph.trig").open("w", encoding="utf-8", newline="\n") as out:
            write_trig(out, small.claims, small.entities, small.documents)
        build_store(staging.path("store"), staging.path("graph.trig"))
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium a module. Where the machine has none the tests skip, but fail where `CI` is set."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for found in map(shutil.which, names) if found), None)
    if path is None:
        reason = "no Chromium on this machine: install Debian's chromium to run the browser tests"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--no-first-run",
            ],
        )  # fmt: skip
        yield chromium
        chromium.close()
