"""Archives, and files whose ending lies: what is inside decides."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aidgraph.documents import archive

GIVEN = "2019年，无锡市江阴市向霍城县捐赠资金60万元，用于修建饮水工程。"
PAGE = f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body><p>{GIVEN}</p></body></html>"

Read = Callable[..., Any]


def test_each_member_is_a_document_at_its_path_in_the_archive(tmp_path: Path, make: Any, read: Read) -> None:
    word = make.word(tmp_path / "w.docx", "第二份。").read_bytes()
    packed = make.archive(
        tmp_path / "a.zip",
        {
            "2017/一.txt": "第一份。",
            "2017/二.docx": word,
            "2018/一.txt": "第三份。",
            "三.pdf": make.pdf(["第四份。"]),
            "四.html": PAGE,
            "__MACOSX/2017/._一.txt": "x",
            ".DS_Store": "x",
            "2017/~$二.docx": "x",
        },
    )
    documents, errors = read(packed)
    assert errors == []
    assert [(d.id, d.path.removeprefix(f"{tmp_path}/"), d.text.strip()) for d in documents] == [
        ("2017/一", "a.zip/2017/一.txt", "第一份。"),
        ("二", "a.zip/2017/二.docx", "第二份。"),
        ("2018/一", "a.zip/2018/一.txt", "第三份。"),
        ("三", "a.zip/三.pdf", "第四份。"),
        ("四", "a.zip/四.html", GIVEN),
    ]


def test_a_register_inside_an_archive_speaks_for_the_files_beside_it(
    tmp_path: Path, make: Any, read: Read
) -> None:
    packed = make.archive(
        tmp_path / "a.zip",
        {
            "x/1.txt": "甲。",
            "2.txt": "乙。",
            "x/documents.csv": "file,title,date\n1.txt,题,2019-03-01\n2.txt,无,\n",
        },
    )
    documents, errors = read(packed)
    assert [(d.id, d.title, d.issued) for d in documents] == [("2", None, None), ("1", "题", "2019-03-01")]
    assert errors == [f"{packed}/x/documents.csv:3: there is no file '2.txt' beside it; correct the name"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_that_windows_and_macos_pack_without_a_mark_are_read(
    tmp_path: Path, read: Read, encoding: str
) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(zipfile.ZipInfo("XXXX.txt"), "甲。")
    name = "简报".encode(encoding)
    data = path.read_bytes().replace(
        b"XXXX.txt", name + b"." * (8 - len(name)) if len(name) < 8 else name + b".t"[:0]
    )
    if len(name) == 4:
        data = path.read_bytes().replace(b"XXXX.txt", name + b".txt")
    else:
        data = path.read_bytes().replace(b"XXXX.txt", name[:3] + b"1.txt")
    path.write_bytes(data)
    (document,), errors = read(path)
    assert (document.id, errors) == ("简报" if encoding == "gb18030" else "简1", [])


def test_an_archive_inside_an_archive_an_empty_and_a_damaged_one_say_so(
    tmp_path: Path, make: Any, read: Read
) -> None:
    inner = make.archive(tmp_path / "inner.zip", {"1.txt": "甲。"}).read_bytes()
    sources = [
        make.archive(tmp_path / "outer.zip", {"inner.zip": inner, "2.txt": "乙。"}),
        make.archive(tmp_path / "void.zip", {}),
        tmp_path / "bad.zip",
    ]
    sources[2].write_bytes(inner[:60])
    documents, errors = read(*sources)
    assert [document.id for document in documents] == ["2"]
    assert sorted(error.removeprefix(f"{tmp_path}/") for error in errors) == [
        "bad.zip: a damaged .zip or .docx file; make it again from the files it should hold",
        "outer.zip/inner.zip: an archive inside an archive; unpack the outer one and give the folder",
        "void.zip: an archive without files; fill it or leave it out",
    ]


def test_an_encrypted_member_says_so_and_the_others_are_read(tmp_path: Path, make: Any, read: Read) -> None:
    path = make.archive(tmp_path / "a.zip", {"1.txt": "甲。", "2.txt": "乙。"})
    data = bytearray(path.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    path.write_bytes(data)
    documents, errors = read(path)
    assert [document.id for document in documents] == ["2"]
    assert errors == [f"{path}/1.txt: encrypted; unpack the archive with its password and give the folder"]


def test_a_member_whose_bytes_are_damaged_says_so(tmp_path: Path, make: Any, read: Read) -> None:
    path = make.archive(tmp_path / "a.zip", {"1.txt": GIVEN, "2.txt": "乙。"})
    data = bytearray(path.read_bytes())
    data[data.index(b"1.txt") + 12] ^= 0xFF
    path.write_bytes(data)
    documents, errors = read(path)
    assert [document.id for document in documents] == ["2"]
    assert errors == [f"{path}/1.txt: damaged inside its archive; make the archive again"]


def test_a_bomb_is_refused_before_it_is_unpacked(
    tmp_path: Path, make: Any, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 1_000_000)
    monkeypatch.setattr(archive, "MOST_FILES", 50)
    large = make.archive(tmp_path / "large.zip", {"1.txt": "0" * 2_000_000})
    many = make.archive(tmp_path / "many.zip", {f"{i}.txt": "甲。" for i in range(60)})
    documents, errors = read(large, many)
    assert documents == []
    assert errors == [
        f"{large}: an archive that unpacks to 2,000,000 bytes, more than 1,000,000; "
        "unpack what you need of it and give the folder",
        f"{many}: an archive of 60 files, more than 50; unpack it and give the folder",
    ]


def test_a_name_that_climbs_out_of_its_archive_does_not(tmp_path: Path, make: Any, read: Read) -> None:
    packed = make.archive(tmp_path / "a.zip", {"../../1.txt": "甲。"})
    (document,), errors = read(packed)
    assert (document.path, errors) == (f"{packed}/1.txt", [])


def test_a_wrong_ending_does_not_matter(tmp_path: Path, make: Any, read: Read) -> None:
    make.word(tmp_path / "w.docx", GIVEN).rename(tmp_path / "w.doc")
    make.word(tmp_path / "v.docx", GIVEN + "（再）").rename(tmp_path / "v.txt")
    (tmp_path / "p.txt").write_bytes(make.pdf([GIVEN]))
    (tmp_path / "h.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "g.doc").write_text(PAGE.replace("<html", '<html xmlns:w="urn:w"'), encoding="utf-8")
    (tmp_path / "n").write_text(PAGE.replace("<p>", "<p>\n"), encoding="utf-8")
    (tmp_path / "t.docx").write_text(GIVEN + "\n", encoding="utf-8")
    (tmp_path / "u.html").write_text(GIVEN + "\n\n", encoding="utf-8")
    (tmp_path / "m.md").write_text(f"<p align=center>题</p>\n\n{GIVEN}", encoding="utf-8")
    make.archive(tmp_path / "z.zip", {"1.txt": GIVEN + "（完）"}).rename(tmp_path / "z.txt")
    documents, errors = read(tmp_path)
    assert errors == []
    assert [(d.id, d.text.strip()) for d in documents] == [
        ("g", GIVEN),
        ("h", GIVEN),
        ("m", f"<p align=center>题</p>\n\n{GIVEN}"),
        ("n", GIVEN),
        ("p", GIVEN),
        ("t", GIVEN),
        ("u", GIVEN),
        ("v", GIVEN + "（再）"),
        ("w", GIVEN),
        ("1", GIVEN + "（完）"),
    ]


def test_what_is_none_of_ours_is_named_with_what_to_do(tmp_path: Path, make: Any, read: Read) -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    readable = ".txt, .md, .docx, .pdf, .html, .htm or .zip"
    expected = {}
    for name, data, said in (
        ("a.doc", old, "an old Word, WPS or Excel file; open it there and save it as .docx"),
        (
            "b.docx",
            old + "EncryptedPackage".encode("utf-16-le"),
            "an Office file locked by a password; save it without one",
        ),
        ("c.rtf", b"{\\rtf1 x}", "an RTF file; open it in Word or WPS and save it as .docx"),
        ("d.mp4", b"\0" * 40_000, f".mp4 files are not read; save it as {readable}"),
        (
            "e.txt",
            b"\x89PNG\r\n\x1a\n",
            "not text but a PNG picture; save it as .txt in UTF-8, or leave it out",
        ),
    ):
        (tmp_path / name).write_bytes(data)
        expected[name] = said
    make.archive(tmp_path / "f.xlsx", {"xl/workbook.xml": "x"})
    make.archive(tmp_path / "g.odt", {"content.xml": "x"})
    make.archive(tmp_path / "h.jar", {"META-INF/a": "x"})
    expected |= {
        "f.xlsx": "an Excel workbook; save the sheet as .docx or .html",
        "g.odt": "an OpenDocument file; save it as .docx",
        "h.jar": f".jar archives are not read; save it as {readable}",
    }
    documents, errors = read(tmp_path)
    assert documents == []
    assert errors == [f"{tmp_path}/{name}: {said}" for name, said in sorted(expected.items())]


def test_what_an_archive_says_becomes_claims_whose_documents_lie_in_it(
    tmp_path: Path, make: Any, built: Callable[..., Any]
) -> None:
    packed = make.archive(tmp_path / "a.zip", {"1.txt": GIVEN, "2.txt": "某市召开会议。"})
    documents, (claim,) = built(packed)
    assert [document.path for document in documents] == [f"{packed}/1.txt", f"{packed}/2.txt"]
    assert (claim.evidence.document, claim.amounts[0].text) == ("1", "60万元")
    assert json.dumps(claim.evidence.quote, ensure_ascii=False)[1:-1] in GIVEN
