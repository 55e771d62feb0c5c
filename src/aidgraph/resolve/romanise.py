"""Pinyin labels of institutions: the place, the proper name, the kind of institution, a word each."""

from __future__ import annotations

import re

from aidgraph.gazetteer import Gazetteer, pinyin

_KINDS = re.compile(
    "(对口支援|前方指挥部|工作组|有限责任公司|股份有限公司|有限公司|集团|公司|职业技术|高等职业|中等职业|职业|技术|技师|"
    "大学|学院|附属|第[一二三四五六七八九十]+|人民|中医院|妇幼保健院|医院|实验|高级|初级|中学|小学|学校|幼儿园|"
    "疾病预防控制|中心|委员会|教育局|旅游局|红十字会|慈善总会|慈善会|基金会|商会|协会|经济|开发区|产业园|村$|社区$)"
)


def institution_pinyin(name: str, gazetteer: Gazetteer) -> str:
    """A name in pinyin without tones: Nanjing Xiaozhuang Xueyuan, Tongzhou Qu Hongshizihui."""
    name = re.sub("[“”《》（）()]", "", name)
    parts: list[str] = []
    at = 0
    for mention in gazetteer.mentions(name):
        parts += _KINDS.split(name[at : mention.start])
        place = gazetteer.get(mention.candidates[0])
        kind = mention.name[-1]
        if (
            place.name == mention.name
            and place.type in ("Province", "Prefecture", "County")
            and kind in "省市县区"
        ):
            parts += [mention.name[:-1], kind]
        else:
            parts.append(mention.name)
        at = mention.end
    parts += _KINDS.split(name[at:])
    return pinyin(parts)
