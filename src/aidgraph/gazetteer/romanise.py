"""Pinyin of names, without tones: a word for the name, another for its kind (Huocheng Xian, Lu'an Shi)."""

from __future__ import annotations

from collections.abc import Iterable

#: Characters that have one reading in names of places, and that pypinyin may read otherwise
_IN_NAMES = {"都": "du", "什": "shi", "勒": "le"}


def word(text: str) -> str:
    """One word of pinyin, capitalised; an apostrophe where a syllable would run into the next."""
    from pypinyin import Style, lazy_pinyin

    syllables = lazy_pinyin(text, style=Style.NORMAL, v_to_u=True, errors=_apart)  # type: ignore[arg-type]
    joined = ""
    for character, read in zip(text, syllables, strict=True):
        syllable = _IN_NAMES.get(character, read)
        apart = joined[-1:].isalpha() and syllable[:1] in ("a", "o", "e")
        joined += ("'" if apart else "") + syllable
    return joined[:1].upper() + joined[1:]


def _apart(other: str) -> list[str]:
    """What is no Chinese, a character each, so that syllables and characters go together."""
    return list(other)


def words(parts: Iterable[str]) -> str:
    """The parts of a name in pinyin, a word each."""
    return " ".join(word(part) for part in parts if part)
