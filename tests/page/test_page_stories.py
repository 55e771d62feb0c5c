"""Story files: read whole or refused in one line; figures in About never above what the tests hold the program to."""

from __future__ import annotations

import json

import pytest

from aidgraph.page.html import measured
from aidgraph.page.stories import StoryError, bundled_story, story

GOOD = """
title = { zh = "故事", en = "Story" }
[[steps]]
state = "view=table"
title = { zh = "一", en = "One" }
text = { zh = "甲。乙。", en = "A. B." }
"""


def test_a_story_has_steps_with_a_state_and_words_in_both_languages(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert story(path) == {
        "title": {"zh": "故事", "en": "Story"},
        "steps": [
            {
                "state": "view=table",
                "title": {"zh": "一", "en": "One"},
                "text": {"zh": "甲。乙。", "en": "A. B."},
            }
        ],
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title = ", "a story is TOML in UTF-8"),
        ('title = { zh = "一", en = "One" }', "write one .*steps"),
        (GOOD.replace(', en = "One"', ""), "step 1: title is not there in both languages"),
        (GOOD.replace('title = { zh = "故事", en = "Story" }', ""), "write title.zh and title.en"),
    ],
)
def test_a_story_that_lacks_something_is_refused_with_what_to_write(tmp_path, text, message):
    path = tmp_path / "a.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StoryError, match=message):
        story(path)


def test_a_story_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(StoryError, match="name a story file"):
        story(tmp_path / "none.toml")


def test_the_bundled_story_comes_with_its_documents_alone(corpus):
    assert bundled_story(corpus.documents) is None


def test_no_figure_in_about_is_better_than_the_floors_that_the_tests_hold(root):
    floors = json.loads((root / "tests" / "quality" / "floors.json").read_text(encoding="utf-8"))["open"]
    told = measured()
    assert told.pop("texts") <= len(floors["gold"])
    assert set(told) == set(floors["floors"])
    assert {name: share for name, share in told.items() if share > floors["floors"][name]} == {}
