"""`aidgraph totals`: what was counted above, what was not below."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from aidgraph.cli import aidgraph


@pytest.fixture
def run(small_folder):
    def running(*words: str) -> tuple[int, str, str]:
        done = CliRunner().invoke(
            aidgraph, ["totals", *words, "--graph", str(small_folder)], env={"LC_ALL": "C.UTF-8"}
        )
        return done.exit_code, done.stdout, done.stderr

    return running


def test_the_heading_says_what_was_counted_and_the_last_line_what_was_not(run) -> None:
    code, out, err = run("--lang", "en")
    assert (code, err) == (0, "")
    heading, *table, last = out.splitlines()
    assert heading == (
        "Totals: 4 claims with an amount in 2 documents; aid alone, done or ongoing, each act once, "
        "a joint gift once, under all its givers"
    )
    assert [line.split() for line in table if "CNY" in line] == [
        ["CNY", "one-off", "980,000", "open", "200,000", "4"]
    ]
    assert last == (
        "Left out: 5,000,000 CNY (cumulative) in 1 claim that sum up others (--with aggregates); "
        "12,000,000 CNY (project, one-off) in 1 claim only planned (--with planned); "
        "1 vague amount CNY (one-off) in 1 claim read by a language model (--with model); "
        "620,000 CNY (one-off) in 1 claim telling again of an act that is counted (--with repeated)"
    )


def test_rows_are_divided_and_summed_in_chinese_too(run) -> None:
    code, out, _ = run(
        "--by", "recipient", "--lang", "zh", "--with", "aggregates，projects", "--with", "planned"
    )
    assert code == 0
    rows = [line.split() for line in out.splitlines() if "CNY" in line and not line.startswith("未计入")]
    assert rows == [
        ["霍城县20名困难学生", "CNY", "援助", "一次性", "600,000", "不封顶", "1"],
        ["霍城县", "CNY", "援助", "一次性", "200,000", "200,000", "200,000", "1"],
        ["—", "CNY", "援助", "一次性", "100,000", "100,000", "1"],
        ["霍城县实验小学", "CNY", "援助", "一次性", "80,000", "80,000", "1"],
        ["霍城县", "CNY", "援助", "累计", "5,000,000", "5,000,000", "1"],
        ["霍城县", "CNY", "项目总额", "一次性", "12,000,000", "12,000,000", "1"],
        ["合计", "CNY", "援助", "一次性", "980,000", "不封顶", "200,000", "4"],
        ["合计", "CNY", "援助", "累计", "5,000,000", "5,000,000", "1"],
        ["合计", "CNY", "项目总额", "一次性", "12,000,000", "12,000,000", "1"],
    ]
    assert "含计划中的" in out.splitlines()[0]
    assert "含汇总性陈述（可能与其他重叠）" in out.splitlines()[0]


def test_csv_and_json_hold_rows_alone_and_the_rest_goes_to_stderr(run) -> None:
    code, out, err = run("--by", "year", "--format", "csv")
    assert code == 0
    assert list(csv.DictReader(io.StringIO(out))) == [
        {"year": "2018", "currency": "CNY", "measure": "aid", "basis": "one-off", "minimum": "600000",
         "maximum": "", "about": "0", "vague": "0", "claims": "1"},
        {"year": "2019", "currency": "CNY", "measure": "aid", "basis": "one-off", "minimum": "380000",
         "maximum": "380000", "about": "200000", "vague": "0", "claims": "3"},
    ]  # fmt: skip
    assert err.splitlines()[-1].startswith("Left out: 5,000,000 CNY")
    rows = json.loads(run("--by", "year", "--format", "json")[1])
    assert [(row["year"], row["minimum"], row["maximum"]) for row in rows] == [
        ("2018", 600000, None),
        ("2019", 380000, 380000),
    ]


def test_filters_mean_what_they_mean_elsewhere(run) -> None:
    rows = json.loads(run("--recipient", "霍城", "--sector", "education", "--format", "json")[1])
    assert [row["minimum"] for row in rows] == [600000 + 80000]


@pytest.mark.parametrize(
    "words", [("--by", "county"), ("--with", "everything"), ("--sector", "space"), ("--modality", "love")]
)
def test_unknown_words_are_bad_usage_and_those_known_are_listed(run, words) -> None:
    code, _, err = run(*words)
    assert code == 2
    assert f"{words[1]}; there are: " in err
