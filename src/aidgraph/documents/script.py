"""Traditional script: told by its everyday characters, and read as simplified, one character for one.

Rules and gazetteer are in simplified script. Every character becomes one other or stays, so that the stored text,
on which evidence stands, keeps its own and all offsets hold. Words are not changed (資訊 becomes 资讯, never 信息).
"""

from __future__ import annotations

from functools import cache

_PAIRS = (
    "個个們们來来時时國国會会經经發发學学員员對对縣县鄉乡鎮镇區区醫医貧贫萬万億亿資资贈赠團团組组業业產产農农為为與与項项"
    "設设計计專专場场動动開开關关處处義义務务總总線线結结給给現现實实際际進进過过還还這这間间長长門门書书車车東东華华蘇苏陝陕"
    "寧宁黨党衛卫藝艺養养圖图館馆歲岁聯联協协辦办領领導导術术類类師师額额獻献興兴療疗護护戶户園园"
)
_TRADITIONAL, _SIMPLIFIED = frozenset(_PAIRS[::2]), frozenset(_PAIRS[1::2])
_SAMPLE = 20_000


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional script: a quoted name or two don't make it so."""
    sample = text[:_SAMPLE]
    traditional = sum(char in _TRADITIONAL for char in sample)
    return traditional >= 2 and traditional > 3 * sum(char in _SIMPLIFIED for char in sample)


def simplified(text: str) -> str:
    """The text in simplified script, as long as it was, each character in its place."""
    return text.translate({ord(char): plain for char in set(text) if (plain := _plain(char)) != char})


@cache
def _plain(char: str) -> str:
    """The simplified form of one character: by the general table, then as Hong Kong and as Taiwan write."""
    if char < "\u2e80":
        return char
    for converter in _converters():
        plain: str = converter.convert(char)
        if plain != char and len(plain) == 1:
            return plain
    return char


@cache
def _converters() -> tuple[OpenCC, ...]:  # type: ignore[name-defined]  # noqa: F821
    from opencc import OpenCC

    return tuple(map(OpenCC, ("t2s", "hk2s", "tw2s")))
