"""Traditional script: told apart, read as simplified character by character, quoted as it stands."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidgraph.documents import reading
from aidgraph.documents.script import is_traditional, simplified
from aidgraph.model import Document

GIVEN = "2019年，無錫市江陰市向霍城縣捐贈資金60萬元，用於修建飲水工程。"


@pytest.mark.parametrize(
    ("text", "traditional"),
    [
        (GIVEN, True),
        ("蘇州市援疆工作組組織醫療專家義診。", True),
        ("苏州市援疆工作组组织医疗专家义诊。", False),
        ("苏州市援疆工作组与台湾某医院（醫學中心）开展远程会诊，组织专家义诊。", False),
        ("", False),
        ("Ili", False),
    ],
)
def test_script_is_told_by_everyday_characters(text: str, traditional: bool) -> None:
    assert is_traditional(text) is traditional


def test_words_stay_and_variants_of_hong_kong_and_taiwan_are_known() -> None:
    assert simplified("衞生裏裡羣眾資訊網路，為臺灣") == "卫生里里群众资讯网路，为台湾"


def test_a_document_in_traditional_script_reads_as_simplified_and_quotes_itself() -> None:
    document = Document(id="a", path="a.txt", sha256="0", text=GIVEN, language="zh-Hant")
    text = reading(document)
    assert text.text == "2019年，无锡市江阴市向霍城县捐赠资金60万元，用于修建饮水工程。"
    start = text.text.index("霍城县")
    assert document.quote(text.raw(start, start + 3)) == "霍城縣"


def test_what_it_says_becomes_a_claim_whose_quote_is_in_its_own_script(
    tmp_path: Path, built: Callable[..., Any]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"飲水工程開工\n\n{GIVEN}\n", encoding="utf-8")
    (document,), (claim,) = built(path)
    assert (document.language, document.title, document.text) == (
        "zh-Hant",
        "飲水工程開工",
        f"飲水工程開工\n\n{GIVEN}\n",
    )
    assert claim.evidence.quote in GIVEN
    assert "捐贈資金60萬元" in claim.evidence.quote
    assert [party.name for party in claim.recipients] == ["霍城县"]
    assert [(amount.value, amount.text) for amount in claim.amounts] == [(600_000, "60万元")]


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x2FFFF), max_size=80))
def test_no_character_is_lost_or_added(text: str) -> None:
    assert len(simplified(text)) == len(text)
