"""Stories: states of the page in order, each with a title and two sentences, for a talk or a lesson.

A story is a TOML file. Those in `data/stories/` name the documents that they tell of, and come with any graph that
holds all of them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from aidgraph.errors import AidgraphError
from aidgraph.model import Document
from aidgraph.resources import data

_LANGUAGES = ("zh", "en")


class StoryError(AidgraphError):
    """A story file can't be read, or lacks something; the message says what, and what belongs there."""


def story(path: Path) -> dict[str, Any]:
    """A story as the page takes it: `title` by language, `steps` of `state`, `title`, `text`. Raises StoryError."""
    try:
        known = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise StoryError(f"{path}: {error.strerror}; name a story file (.toml)") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StoryError(f"{path}: {error}; a story is TOML in UTF-8") from error
    steps = known.get("steps")
    if not isinstance(steps, list) or not steps:
        raise StoryError(f"{path}: no steps; write one [[steps]] with state, title and text for each")
    return {
        "title": _both(known, "title", f"{path}"),
        "steps": [
            {
                "state": str(step.get("state", "")),
                "title": _both(step, "title", f"{path}, step {number}"),
                "text": _both(step, "text", f"{path}, step {number}"),
            }
            for number, step in enumerate(steps, start=1)
        ],
    }


def bundled_story(documents: Iterable[Document]) -> dict[str, Any] | None:
    """The story of `data/stories/` whose documents are all here, the first by file name; None where there is none."""
    here = {document.id for document in documents}
    for path in sorted(data("stories").glob("*.toml")):
        wanted = tomllib.loads(path.read_text(encoding="utf-8")).get("documents", [])
        if wanted and here.issuperset(wanted):
            return story(path)
    return None


def _both(row: Any, key: str, where: str) -> dict[str, str]:
    """A text in both languages."""
    value = row.get(key) if isinstance(row, dict) else None
    if not isinstance(value, dict) or not all(isinstance(value.get(lang), str) for lang in _LANGUAGES):
        raise StoryError(f"{where}: {key} is not there in both languages; write {key}.zh and {key}.en")
    return {lang: value[lang] for lang in _LANGUAGES}
