"""Word documents: paragraphs and tables in order, merged cells, tracked changes, text boxes; what is damaged."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from aidgraph.documents.content import UnreadableError
from aidgraph.documents.word import word_content

GIVEN = "2019年，无锡市江阴市向霍城县捐赠资金60万元，用于修建饮水工程。"


def text_of(document: Any) -> str:
    out = io.BytesIO()
    document.save(out)
    return word_content(out.getvalue()).text


def test_paragraphs_and_tables_stand_in_the_order_of_the_page(tmp_path: Path, make: Any) -> None:
    path = make.word(
        tmp_path / "a.docx",
        "饮水工程完工",
        "",
        GIVEN,
        [["县", "项目"], ["霍城县", "饮水\n工程"], ["", ""], ["伊宁县", ""]],
        "工程历时一年。",
    )
    assert word_content(path.read_bytes()).text == (
        f"饮水工程完工\n\n{GIVEN}\n\n县\t项目\n霍城县\t饮水工程\n伊宁县\t\n\n工程历时一年。"
    )


def test_a_merged_cell_is_said_once_and_its_columns_stay() -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=3)
    for row, cells in zip(table.rows, ["县目款", "甲一5", "甲二6", "合计计"], strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(2, 0).text = table.cell(3, 1).text = ""
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 1))
    assert text_of(document) == "\n县\t目\t款\n甲\t一\t5\n\t二\t6\n合\t\t计\n"


def test_a_table_of_one_column_only_lays_out() -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "援疆工作简报"
    cell.add_paragraph("第5期")
    assert text_of(document) == "援疆工作简报\n第5期"


def test_insertions_are_read_deletions_are_not_and_a_text_box_comes_before_its_paragraph() -> None:
    document = docx.Document()
    document.add_paragraph("甲市捐赠")
    paragraph = document.paragraphs[0]._p
    for run in (
        f'<w:ins {nsdecls("w")} w:id="1" w:author="x"><w:r><w:t>图书</w:t></w:r></w:ins>',
        f'<w:del {nsdecls("w")} w:id="2" w:author="x"><w:r><w:delText>电脑</w:delText></w:r></w:del>',
        f'<w:hyperlink {nsdecls("w")} w:anchor="x"><w:r><w:t>300册</w:t></w:r></w:hyperlink>',
        f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>第6期</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
        f"<w:r {nsdecls('w')}><w:br/><w:t>。</w:t></w:r>",
    ):
        paragraph.append(parse_xml(run))
    assert text_of(document) == "第6期\n甲市捐赠图书300册\n。"


def test_the_strict_standard_a_second_main_part_and_a_lost_picture_are_read(
    tmp_path: Path, make: Any
) -> None:
    strict = (
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r>'
        f"<w:t>{GIVEN}</w:t></w:r></w:p></w:body></w:document>"
    )
    path = make.archive(tmp_path / "a.docx", {"word/document2.xml": strict})
    assert word_content(path.read_bytes()).text == GIVEN


def test_what_a_word_file_says_becomes_a_claim_whose_quote_stands_in_its_text(
    tmp_path: Path, make: Any, built: Callable[..., Any]
) -> None:
    (document,), (claim,) = built(make.word(tmp_path / "a.docx", "饮水工程完工", GIVEN))
    assert document.text == f"饮水工程完工\n{GIVEN}"
    assert claim.evidence.quote in GIVEN
    assert [(amount.value, amount.text) for amount in claim.amounts] == [(600_000, "60万元")]


@pytest.mark.parametrize("cut", [30, 400, 3000, -40])
def test_a_damaged_word_file_says_so(tmp_path: Path, make: Any, read: Callable[..., Any], cut: int) -> None:
    path = make.word(tmp_path / "a.docx", GIVEN)
    path.write_bytes(path.read_bytes()[:cut])
    documents, (error,) = read(path)
    assert not documents
    assert error == f"{path}: a damaged .zip or .docx file; make it again from the files it should hold"


def test_a_word_file_whose_main_part_is_broken_says_so(tmp_path: Path, make: Any) -> None:
    import zipfile

    path = make.word(tmp_path / "a.docx", GIVEN)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for broken in (b"<w:document", b"", b"<document/>", parts["word/document.xml"].replace(b"<w:body>", b"")):
        data = make.archive(tmp_path / "b.docx", parts | {"word/document.xml": broken}).read_bytes()
        with pytest.raises(UnreadableError, match="open it in Word or WPS and save it again"):
            word_content(data)
