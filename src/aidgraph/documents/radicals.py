"""CJK radicals that PDFs give for whole characters, each to the one character it looks like.

U+2F00–2FD5 have a compatibility mapping in Unicode. U+2E80–2EF3 have none but for two; theirs is the property
Equivalent_Unified_Ideograph, of which the forms that print as a character or a common component are here.
"""

from __future__ import annotations

import unicodedata

_SUPPLEMENT = {
    first + place: char
    for first, characters in (
        (0x2E81, "厂乛乚乙亻冂"),
        (0x2E88, "刀刂卜"),
        (0x2E8C, "小"),
        (0x2E8E, "兀尣尢"),
        (0x2E92, "巳幺彑彐忄㣺扌攵"),
        (0x2E9B, "旡日月歺母民氵氺灬爫爫丬牛犭王"),
        (0x2EAB, "目示礻竹糹纟罓罒"),
        (0x2EB6, "羊"),
        (0x2EB9, "耂肀聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食飠飠饣首马骨鬼"),
        (0x2EE5, "鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"),
    )
    for place, char in enumerate(characters)
}

#: For `str.translate`: one character for one, so offsets stand.
RADICALS: dict[int, str] = _SUPPLEMENT | {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)
}
