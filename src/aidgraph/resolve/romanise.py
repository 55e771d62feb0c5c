"""Pinyin labels of organisations: a place's name a word, the kind of institution another."""

from __future__ import annotations

import re

_WORDS = re.compile(
    "(第[一二三四五六七八九十]+|有限公司|股份|集团|公司|大学|学院|医院|中学|小学|学校|幼儿园|委员会|教育局|工作组|前方指挥部|"
    "基金会|慈善总会|慈善会|商会|协会|开发区|产业园|人民|实验|职业|技术|高级|附属|省|市|县|区|州|镇|乡|街道)"
)


def pinyin(name: str) -> str:
    """A name in pinyin without tones: Nanjing Xiaozhuang Xueyuan."""
    from pypinyin import Style, lazy_pinyin

    words = []
    for part in _WORDS.split(name):
        word = ""
        for syllable in lazy_pinyin(part, style=Style.NORMAL, v_to_u=True):
            apart = word and word[-1].isalpha() and syllable[:1] in ("a", "o", "e")
            word += ("'" if apart else "") + syllable
        if word.strip():
            words.append(word[:1].upper() + word[1:])
    return " ".join(words)
