"""The README is true, in both languages: each command of its shell blocks runs, in order, and prints what is shown."""

import re

import pytest


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_each_command_runs_and_what_the_readme_shows_is_what_it_prints(name, root, reader) -> None:
    assert reader.follow(root / name) >= 6


def test_both_readmes_show_the_same_commands_and_lead_to_each_other(root) -> None:
    english, chinese = ((root / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md"))

    def typed(text: str) -> list[str]:
        fences = re.findall("^```(\\w*)\n(.*?)^```$", text, re.M | re.S)
        lines = [line for language, fence in fences if language in ("", "sh") for line in fence.splitlines()]
        return [re.sub(r" --lang (zh|en)|\s+#.*", "", line) for line in lines]

    assert typed(english) == typed(chinese)
    assert "README.zh.md" in english and "README.md" in chinese
