"""Bytes to text: which encoding it is, and what is no text at all."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidgraph.documents.decoding import UndecodableError, decoded

TEXT = "甲市工作组向乙县捐赠30万元，\r\n用于修建一所小学。\n"
TRADITIONAL = "蘇州市工作組向霍爾果斯市捐贈30萬元，用於修建一所學校，並組織醫療專家義診。"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gb18030"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
    ],
    ids="12345678",
)
def test_a_text_comes_out_as_it_was_stored_without_its_mark(data: bytes) -> None:
    assert decoded(data) == TEXT


def test_text_in_traditional_script_and_gb18030_is_read() -> None:
    assert decoded(TRADITIONAL.encode("gb18030")) == TRADITIONAL


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n...", "not text but a PDF"),
        (b"PK\x03\x04\x14\x00", "not text but a zip archive"),
        (b"\x89PNG\r\n\x1a\n\x00", "not text but a PNG picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "not text but an old Word or Excel file"),
        (bytes(range(256)) * 8, "a binary file"),
        (b"\x01\x02\x03\x04" * 100, "a binary file"),
        (
            "甲市捐款。\n".encode() + "乙县".encode()[:-1] + "小学。".encode(),
            "line 2, byte 19: neither UTF-8 nor",
        ),
        (codecs.BOM_UTF8 + b"\xff\xfe", "its mark says UTF-8, but byte 0 is not"),
    ],
)
def test_what_is_no_text_is_named_with_a_remedy(data: bytes, said: str) -> None:
    with pytest.raises(UndecodableError) as caught:
        decoded(data)
    assert str(caught.value).startswith(said)
    assert "save it" in str(caught.value)


def test_utf8_with_one_broken_character_is_refused_and_not_read_as_gb18030() -> None:
    for cut in range(30, 60):
        data = (TEXT * 5).encode()
        with pytest.raises(UndecodableError):
            decoded(data[:cut] + b"\xff" + data[cut:])


@given(st.binary(max_size=200))
def test_whatever_the_bytes_there_is_a_text_or_a_reason(data: bytes) -> None:
    try:
        decoded(data)
    except UndecodableError as error:
        assert ";" in str(error)
