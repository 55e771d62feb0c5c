"""Each notebook runs from its first cell to its last, draws what can be printed, and finds what the digests say."""

from __future__ import annotations

import runpy
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))

#: What must hold when the last cell has run: notebook → a cell of assertions in its own words.
MEANING = {
    "from-bulletins-to-a-network": """
iri = {entity.zh: entity.iri for entity in graph.entities()}
assert (iri["江宁区"], iri["特克斯县"], BLUE, 1.3, 2) in drawn  # a pairing that the digest reports
assert (iri["丹阳市"], iri["新疆生产建设兵团第四师"], ORANGE, 1.6, 3) in drawn  # a gift, lifted to its county
assert (iri["北京市"], iri["和田地区"], GREY, 0.5, 1) in drawn  # an official pairing
assert all(order == 1 or tie[1] in taking for *tie, _, _, order in drawn)
assert missing > 0 and len(drawn) > 100
# East of 105° is right, north is up, and the distance from Jiangyin to Huocheng is some 3,500 km.
(x, y), (right, bottom) = points[iri["霍城县"]], points[iri["江阴市"]]
assert x < 0 < right and bottom < y
assert 3300 < ((x - right) ** 2 + (y - bottom) ** 2) ** 0.5 < 3700
""",
    "sparql-from-zero": """
official = {(giver, taker): stands for giver, taker, stands, *_ in rows}
assert official["丹阳眼镜商会", "新疆生产建设兵团第四师"] is True
assert official["长江村", "央布拉克村"] is True
assert official["20位爱心人士", "伊宁市20名贫困学生"] is False
quotes = {row[0]: row[-1] for row in rows}
assert quotes["长江村"].startswith("长江村每年援助该村30万元")
told = "".join(document.text for document in graph.documents)
assert all(row[-1] in told for row in rows)
""",
    "pairing-and-giving": """
found = {(entities[aided].zh, claim.providers[0].name): name for aided, _, name, claim in gifts}
assert found["央布拉克村", "长江村"] == "the paired side itself"
assert found["新疆生产建设兵团第四师", "丹阳眼镜商会"] == "what belongs to it"
assert found["霍城县", "无锡明心心脏病救助基金"] == "others, through its work team"
assert found["伊宁市", "20位爱心人士"] == "no place told"
assert "奎屯市 ← 江苏省" not in [label.get_text() for label in time.get_yticklabels()]  # over since 2010 or so
assert sum(patch.get_width() for patch in bars.patches) == len(gifts)  # each claim in one bar
assert len(gifts) + unplaced + undated == sum(claim.relation != "paired-with" for claim in graph.claims())
""",
    "checking-a-figure": """
assert naive == 2_900_000  # the draft's figure
assert {(row.basis, int(row.minimum), row.maximum is None) for row in ledger.sums} == {
    ("one-off", 2_600_000, True), ("per-year", 300_000, False)
}
assert any("出自江阴苏利化学" in claim.evidence.quote for claim in claims)
assert [row.by[0] for row in whole.left_out] == ["aggregates"]
assert int(whole.left_out[0].minimum) == 16_330_000
assert whole.vague == ("数千元",)
""",
}
#: A machine without a Chinese font.
NO_CHINESE = """
from matplotlib import font_manager
manager = font_manager.fontManager
manager.ttflist = [font for font in manager.ttflist if font.name.startswith(("DejaVu", "STIX", "cm"))]
"""


MADE = runpy.run_path(str(FOLDER.parent / "docs" / "make_images.py"))
executed, pictures = MADE["executed"], MADE["pictures"]


def complaints(notebook: nbformat.NotebookNode) -> str:
    """What its cells wrote to stderr."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    outputs = [output for cell in cells for output in cell.outputs if output.output_type == "stream"]
    return "".join(output.text for output in outputs if output.name == "stderr")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_notebook_runs_draws_and_finds_what_the_digests_say(path: Path) -> None:
    notebook = executed(path, last=MEANING[path.stem])
    assert len(pictures(notebook)) == 1
    assert complaints(notebook) == ""
    silent = [cell.source for cell in notebook.cells if cell.cell_type == "code" and not cell.outputs]
    assert len(silent) <= 1, silent  # the definitions of a first cell


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_without_a_chinese_font_names_are_drawn_in_latin_letters(path: Path) -> None:
    last = "from figures import chinese_font\nassert chinese_font() is None"
    notebook = executed(path, first=NO_CHINESE, last=last)
    assert len(pictures(notebook)) == 1
    assert complaints(notebook) == ""  # matplotlib warns where it draws a box for what no font has


def test_there_are_notebooks_and_none_carries_outputs() -> None:
    assert {path.stem for path in NOTEBOOKS} == MEANING.keys() == MADE["NAMES"].keys()
    for path in NOTEBOOKS:
        for cell in nbformat.read(path, as_version=4).cells:
            assert cell.cell_type != "code" or not cell.outputs, path.name
