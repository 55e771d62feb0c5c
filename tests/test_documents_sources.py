"""From files and folders to documents: ids, metadata, the register beside them, and what can't be read."""

import hashlib
import os
import sys
from pathlib import Path

import pytest

from aidgraph.documents import read_documents
from aidgraph.errors import DocumentError
from aidgraph.model import Document

READ = ".txt, .md, .docx, .pdf, .html, .htm or .zip"


def placed(root: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return root


def ids(*sources: Path) -> list[str]:
    return [found.id for found in read_documents(sources) if isinstance(found, Document)]


def errors(*sources: Path) -> list[str]:
    return [str(found) for found in read_documents(sources) if isinstance(found, DocumentError)]


def only(source: Path) -> Document:
    (found,) = read_documents([source])
    assert isinstance(found, Document)
    return found


def test_a_bulletin_says_what_it_is(tmp_path: Path) -> None:
    text = (
        "\n\n援藏工作简报\n\n２０１９ 年第 ４ 期（总第 １８ 期）\n\n某省援藏工作队 二〇一九年六月二十一日\n\n"
        "把课堂 搬到高原\n\n——某市教师进藏支教\n\n某市教师今年分两批进藏支教。\n"
    )
    path = placed(tmp_path, {"a.txt": text}) / "a.txt"
    assert only(path) == Document(
        id="a",
        path=path.as_posix(),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        title="把课堂 搬到高原——某市教师进藏支教",
        issuer="某省援藏工作队",
        series="援藏工作简报",
        number="2019年第4期（总第18期）",
        issued="2019-06-21",
        kind="bulletin",
    )


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "对口支援工作动态\n第12期\n某州对口支援办公室编 2018-03-09\n\n",
            ("对口支援工作动态", "第12期", "某州对口支援办公室", "2018-03-09"),
        ),
        (
            "# 甲省援青工作信息\n\n2022年第三期\n\n甲省对口支援青海某州前方指挥部\n\n2022年1月5日\n\n",
            ("甲省援青工作信息", "2022年第三期", "甲省对口支援青海某州前方指挥部", "2022-01-05"),
        ),
        (
            "内部资料 注意保存\n\n援疆专报\n\n〔2020〕7号　某市对口支援某县工作组\n\n",
            ("援疆专报", "（2020）7号", "某市对口支援某县工作组", None),
        ),
        ("援疆动态\n\n第6期\n\n2016年5月\n\n", ("援疆动态", "第6期", None, None)),
        (
            "某省对口支援新疆某州指挥部  2017年2月3日\n\n",
            (None, None, "某省对口支援新疆某州指挥部", "2017-02-03"),
        ),
    ],
)
def test_mastheads_differ(tmp_path: Path, head: str, expected: tuple[str | None, ...]) -> None:
    found = only(placed(tmp_path, {"a.md": head + "新学年开学了\n\n某县小学收到了课桌。\n"}) / "a.md")
    assert (found.series, found.number, found.issuer, found.issued) == expected
    assert (found.title, found.kind) == ("新学年开学了", "bulletin")


def test_a_news_item_has_a_title_and_at_most_a_date(tmp_path: Path) -> None:
    text = (
        "某市医生到乙县义诊\n\n来源：某州日报  发布时间：2021年07月08日 10:30\n\n某市医生七月到乙县义诊。\n"
    )
    found = only(placed(tmp_path, {"n.txt": text}) / "n.txt")
    assert (found.title, found.issued, found.kind, found.issuer) == (
        "某市医生到乙县义诊",
        "2021-07-08",
        "news",
        None,
    )


def test_a_title_that_names_a_headquarters_is_no_masthead(tmp_path: Path) -> None:
    found = only(placed(tmp_path, {"n.txt": "书记看望某省援疆工作组\n\n书记到了工作组。\n"}) / "n.txt")
    assert (found.title, found.issuer, found.kind) == ("书记看望某省援疆工作组", None, "news")


def test_plain_prose_says_nothing_of_itself(tmp_path: Path) -> None:
    found = only(placed(tmp_path, {"p.txt": "甲市对口支援乙县。"}) / "p.txt")
    assert (found.title, found.issuer, found.series, found.number, found.issued) == (None,) * 5


def test_a_date_may_stand_in_the_imprint(tmp_path: Path) -> None:
    text = (
        "援疆工作简报\n\n第1期\n\n开工\n\n学校开工了。\n\n报：省援疆办。\n\n某指挥部办公室 2016年5月4日印发\n"
    )
    assert only(placed(tmp_path, {"a.txt": text}) / "a.txt").issued == "2016-05-04"


def test_folders_are_walked_in_order_and_hidden_files_skipped(tmp_path: Path) -> None:
    placed(
        tmp_path,
        {"b/2.txt": "二。", "a/1.md": "一。", "3.txt": "三。", ".git/x.txt": "隐。", "a/.y.txt": "藏。"},
    )
    assert ids(tmp_path) == ["3", "1", "2"]


def test_the_order_in_which_sources_are_given_does_not_matter(tmp_path: Path) -> None:
    placed(tmp_path, {"a/01.txt": "一。", "b/01.txt": "二。", "c.txt": "三。"})
    sources = [tmp_path / "b", tmp_path / "c.txt", tmp_path / "a", tmp_path / "a" / "01.txt"]
    forward, backward = list(read_documents(sources)), list(read_documents(sources[::-1]))
    assert forward == backward
    assert ids(*sources) == ["a/01", "b/01", "c"]


def test_the_same_bytes_twice_are_one_document_and_other_bytes_under_one_stem_are_told_apart(
    tmp_path: Path,
) -> None:
    placed(tmp_path, {"a/01.txt": "一。", "b/01.txt": "二。", "b/02.txt": "一。", "b/01.md": "三。"})
    assert ids(tmp_path) == ["a/01", "b/01", f"{tmp_path.name}/b/01"]


def test_the_register_beside_the_files_wins(tmp_path: Path) -> None:
    placed(
        tmp_path,
        {
            "a.txt": "援疆工作简报\n\n第1期\n\n开工\n\n学校开工了。\n",
            "documents.csv": "\ufefffile,id,title,issuer,number,date,url,licence\n"
            "a.txt,x1,开学,某部,,2020年1月2日,https://example.org/1,CC-BY-4.0\n",
        },
    )
    for source in (tmp_path, tmp_path / "a.txt"):
        found = only(source)
        assert (found.id, found.title, found.issuer, found.number) == ("x1", "开学", "某部", "第1期")
        assert (found.issued, found.url, found.licence) == (
            "2020-01-02",
            "https://example.org/1",
            "CC-BY-4.0",
        )


@pytest.mark.parametrize(
    ("register", "said"),
    [
        ("name,title\na.txt,b\n", "documents.csv:1: no column 'file'; the columns are file, id,"),
        ("file,date\na.txt,last week\n", "documents.csv:2: 'last week' is no date; write it as 2017-08-10"),
        ("file,title\nb.txt,b\n", "documents.csv:2: there is no file 'b.txt' beside it; correct the name"),
    ],
)
def test_a_register_that_is_wrong_is_named_by_line_and_the_files_still_read(
    tmp_path: Path, register: str, said: str
) -> None:
    placed(tmp_path, {"a.txt": "甲。", "documents.csv": register})
    assert ids(tmp_path) == ["a"]
    (error,) = errors(tmp_path)
    assert error.startswith(f"{tmp_path}/{said}")


def test_an_id_that_the_register_gives_twice_is_refused(tmp_path: Path) -> None:
    placed(tmp_path, {"a.txt": "甲。", "b.txt": "乙。", "documents.csv": "file,id\na.txt,x\nb.txt,x\n"})
    assert ids(tmp_path) == ["x"]
    assert errors(tmp_path) == [f"{tmp_path}/b.txt: the id 'x' is given twice; change it in documents.csv"]


def test_each_source_that_cannot_be_read_is_one_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    placed(
        tmp_path,
        {
            "good.txt": "甲市援建一所小学。",
            "binary.txt": b"\x89PNG\r\n\x1a\n\x00\x00",
            "broken.txt": "甲市援建一所小学，".encode() * 9 + b"\xff",
            "empty.txt": "",
            "blank.md": " \r\n\u3000\n",
            "later.docx": b"PK\x03\x04",
            "ending": "甲。",
            "cells.csv": "甲,乙\n",
        },
    )
    (tmp_path / "nothing").mkdir()
    missing, empty = tmp_path / "missing.txt", tmp_path / "nothing"
    assert ids(tmp_path, missing, empty) == ["good"]
    expected = {
        f"{missing}: no such file or folder; check the path",
        f"{empty}: no files in this folder; give one that holds {READ}",
        f"{tmp_path}/binary.txt: not text but a PNG picture; save it as .txt in UTF-8, or leave it out",
        f"{tmp_path}/blank.md: the file is empty; fill it or leave it out",
        f"{tmp_path}/broken.txt: line 1, byte 243: neither UTF-8 nor GB18030 nor UTF-16; "
        "save it again as UTF-8",
        f"{tmp_path}/empty.txt: the file is empty; fill it or leave it out",
        f"{tmp_path}/cells.csv: .csv files are not read; save it as {READ}",
        f"{tmp_path}/ending: files without an ending are not read; save it as {READ}",
        f"{tmp_path}/later.docx: a damaged .zip or .docx file; make it again from the files it should hold",
    }
    found = errors(tmp_path, missing, empty)
    assert (set(found), len(found)) == (expected, len(expected))


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names there are always UTF-8")
def test_a_name_with_strange_characters_is_one_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    placed(tmp_path, {"好\n名 字：.txt": "甲。"})
    (tmp_path / os.fsdecode(b"\xb9\xe3.txt")).write_text("乙。", encoding="utf-8")
    assert ids(tmp_path) == ["好\n名 字："]
    assert errors(tmp_path) == [f"{tmp_path}/\\xb9\\xe3.txt: its name is not UTF-8; rename the file"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert errors(tmp_path) == [f"{tmp_path}/pipe.txt: not a regular file; give a file or a folder"]


@pytest.mark.shared
def test_the_real_bulletins_say_what_they_are(shared: Path) -> None:
    found = [d for d in read_documents([shared / "bulletins"]) if isinstance(d, Document)]
    headquarters = "江苏省对口支援新疆伊犁州前方指挥部"
    assert [(d.id, d.series, d.number, d.issuer, d.issued, d.kind) for d in found] == [
        ("2017-05", "援疆工作简报", "2017年第5期（总第5期）", headquarters, "2017-02-23", "bulletin"),
        ("2017-21", "援疆工作简报", "2017年第21期（总第21期）", headquarters, "2017-08-10", "bulletin"),
    ]
