"""What the notebooks' figures share: glyphs that can be read, a map projection, one look."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from matplotlib import font_manager, pyplot
from matplotlib.ft2font import FT2Font
from pypinyin import lazy_pinyin

#: Fonts with Chinese glyphs that come with a system, the plainest first.
CHINESE = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei",
    "SimHei", "WenQuanYi Micro Hei", "Noto Sans CJK JP", "Arial Unicode MS",
)  # fmt: skip
_SAMPLE = "援疆霍尔果斯捐赠"

#: Readable in print, in grey and for colour-blind eyes (after Okabe and Ito).
ORANGE, BLUE, GREEN, GREY = "#d55e00", "#0072b2", "#009e73", "#8a8a8a"


@cache
def chinese_font() -> str | None:
    """A font of this machine that has Chinese glyphs; None where there is none."""
    fonts = {font.name: font.fname for font in font_manager.fontManager.ttflist}
    known = [name for name in CHINESE if name in fonts]
    for name in known + sorted(fonts.keys() - set(known)):
        font = FT2Font(fonts[name])
        if all(font.get_char_index(ord(character)) for character in _SAMPLE):
            return name
    return None


def use_style() -> None:
    """Set matplotlib for print: a Chinese font behind the Latin one, thin axes, text that stays text in a PDF."""
    chinese = chinese_font()
    pyplot.rcParams.update(
        {
            "font.family": ["DejaVu Sans", *([chinese] if chinese else [])],
            "font.size": 9,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.linewidth": 0.6,
            "axes.titlesize": 11,
            "axes.titlelocation": "left",
            "axes.titleweight": "bold",
            "legend.frameon": False,
            "figure.dpi": 110,
            "savefig.dpi": 300,
            "pdf.fonttype": 42,
        }
    )


def shown(zh: str, en: str | None = None, pinyin: str | None = None) -> str:
    """A name that this machine can draw: Chinese, else English, else pinyin. Never boxes."""
    if chinese_font():
        return zh
    return en or pinyin or " ".join(lazy_pinyin(zh)).capitalize()


def node_name(node: dict[str, Any]) -> str:
    """The same for a node of the network."""
    return shown(node["label_zh"], node.get("label_en"), node.get("pinyin"))


def albers(lon: float, lat: float) -> tuple[float, float]:
    """Kilometres east of 105° E and north of 35° N, equal in area: Albers' conic projection, parallels 25° and 47° N."""
    first, second, origin = (math.radians(degrees) for degrees in (25, 47, 35))
    n = (math.sin(first) + math.sin(second)) / 2
    c = math.cos(first) ** 2 + 2 * n * math.sin(first)

    def rho(phi: float) -> float:
        return 6371 * math.sqrt(c - 2 * n * math.sin(phi)) / n

    theta = n * math.radians(lon - 105)
    r = rho(math.radians(lat))
    return r * math.sin(theta), rho(origin) - r * math.cos(theta)


def source(figure: Any, text: str) -> None:
    """The line of sources below a figure."""
    figure.supxlabel(text, x=0.01, ha="left", fontsize=7, color="#555555")
