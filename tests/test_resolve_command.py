"""`aidgraph resolve`: lists, decides, and says why."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from aidgraph.cli import aidgraph
from aidgraph.errors import PlaceError


def run(*arguments):
    return CliRunner().invoke(aidgraph, ["resolve", *arguments, "--lang", "en"])


def test_an_ambiguous_name_lists_every_place_it_can_be():
    result = run("鼓楼区")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "type    name    within           code    former        english",
        "County  鼓楼区  南京市 < 江苏省  320106  下关区 –2013  Gulou District, Nanjing",
        "County  鼓楼区  徐州市 < 江苏省  320302                Gulou District, Xuzhou",
        "County  鼓楼区  福州市 < 福建省  350102                Gulou District, Fuzhou",
        "County  鼓楼区  开封市 < 河南省  410204                Gulou District, Kaifeng",
    ]
    assert "stays open between 4" in result.stderr


def test_a_context_decides_and_the_reason_is_given():
    result = run("鼓楼区", "--context", "徐州", "--format", "json")
    assert [row["code"] for row in json.loads(result.stdout)] == ["320302"]
    assert result.stderr == "Decided: 鼓楼区 (320302): it and 徐州 lie one in the other.\n"


def test_a_former_name_shows_its_years():
    row = json.loads(run("武进市", "--format", "json").stdout)[0]
    assert row == {
        "type": "County",
        "name": "武进区",
        "within": "常州市 < 江苏省",
        "code": "320412",
        "since": "2002",
        "former": "武进县 –1995; 武进市 1995–2002; 戚墅堰区 –2015",
        "english": "Wujin District, Changzhou",
        "iri": "https://w3id.org/aidgraph/id/division/320412",
    }


def test_an_institution_is_listed_with_its_place():
    row = json.loads(run("无锡明慈医院", "--format", "json").stdout)[0]
    assert (row["type"], row["name"], row["within"]) == (
        "Hospital",
        "无锡明慈心血管病医院",
        "无锡市 < 江苏省",
    )


def test_an_unknown_name_is_refused_with_near_ones():
    result = run("霍成县")
    assert isinstance(result.exception, PlaceError)
    assert str(result.exception).startswith(
        "no place or known institution is called “霍成县”; near names: 霍城县"
    )


def test_an_unknown_context_is_refused_too():
    assert isinstance(run("鼓楼区", "--context", "无此地").exception, PlaceError)


@pytest.mark.parametrize("flag", ["-q", "--quiet"])
def test_quiet_leaves_only_the_result(flag):
    assert run("四师", flag).stderr == ""


def test_help_and_reasons_speak_chinese_when_asked():
    result = CliRunner().invoke(aidgraph, ["--lang", "zh", "resolve", "鼓楼区", "--context", "徐州"])
    assert result.stderr == "确定为鼓楼区（320302）：它与徐州有隶属关系。\n"
    assert result.stdout.splitlines()[0].split() == ["类型", "全称", "隶属", "代码", "英文或拼音"]
