"""Filters: which claims are meant, and what was left out of them, counted by reason."""

from dataclasses import replace

import pytest
from click.testing import CliRunner

from aidgraph.cli import aidgraph
from aidgraph.model import Amount
from aidgraph.network import WITH, Filters, selected, unheard


def _chosen(small, **words) -> tuple[list[str], dict[str, int]]:
    found = selected(small.claims, small.entities, small.documents, Filters(**words))
    return [claim.id for claim in found.claims], dict(found.left_out)


def test_sums_plans_entries_and_model_readings_are_left_out_and_counted(small) -> None:
    assert _chosen(small) == (
        [
            "2018-01/paired-with@5",
            "2018-01/donated-to@21",
            "2018-01/supports@63",
            "2018-01/paired-with@145",
            "news/2019-06/donated-to@0",
            "news/2019-06/donated-to@21",
            "news/2019-06/donated-to@43",
            "news/2019-06/donated-to@80",
            "news/2019-06/donated-to@92",
        ],
        {"aggregates": 1, "planned": 1, "curated": 1, "model": 1},
    )


def test_with_everything_nothing_is_left_out(small) -> None:
    ids, left_out = _chosen(small, include=frozenset(WITH))
    assert (sorted(ids), left_out) == (sorted(claim.id for claim in small.claims), {})


@pytest.mark.parametrize(
    ("word", "claim"),
    [
        ("aggregates", "2018-01/donated-to@91"),
        ("planned", "2018-01/supports@116"),
        ("curated", "backbone/paired-with@28"),
        ("model", "news/2019-06/donated-to@31"),
    ],
)
def test_each_word_takes_in_its_own(small, word, claim) -> None:
    before, _ = _chosen(small)
    after, left_out = _chosen(small, include=frozenset({word}))
    assert set(after) - set(before) == {claim}
    assert word not in left_out


def test_without_projects_a_claim_stays_and_its_project_total_goes(small) -> None:
    (planned,) = [claim for claim in small.claims if claim.status == "planned"]
    chosen = selected([planned], small.entities, small.documents, Filters(include=frozenset({"planned"})))
    assert [claim.amounts for claim in chosen.claims] == [()]
    assert chosen.left_out == {"projects": 1}
    kept = selected(
        [planned], small.entities, small.documents, Filters(include=frozenset({"planned", "projects"}))
    )
    assert kept.claims == (planned,)
    assert kept.left_out == {}


def test_a_figure_of_aid_beside_a_project_total_stays(small) -> None:
    aid = Amount(5, "CNY", "exact", "one-off", "aid", "5元")
    both = replace(small.claims[0], amounts=(Amount(9, "CNY", "exact", "one-off", "trade", "9元"), aid))
    chosen = selected([both], small.entities, small.documents, Filters())
    assert ([claim.amounts for claim in chosen.claims], chosen.left_out) == ([(aid,)], {"projects": 1})


def test_named_leaves_out_claims_with_a_side_not_stated(small) -> None:
    ids, left_out = _chosen(small, named=True)
    assert "news/2019-06/donated-to@80" not in ids
    assert left_out["unnamed"] == 1


def test_a_name_means_what_bears_it_and_what_lies_within_it(small) -> None:
    givers = ["2018-01/donated-to@21", "2018-01/supports@63", "2018-01/paired-with@145"]
    assert _chosen(small, provider=("江阴",), document=("2018-01",))[0] == ["2018-01/paired-with@5", *givers]
    assert _chosen(small, provider=("江苏省",), document=("2018-01",))[0] == [
        "2018-01/paired-with@5",
        *givers,
    ]
    assert _chosen(small, provider=("Jiangyin",), document=("2018-01",))[0] == [
        "2018-01/paired-with@5",
        *givers,
    ]


def test_aid_that_flows_back_has_the_aided_county_as_provider(small) -> None:
    assert _chosen(small, provider=("新疆",))[0] == ["news/2019-06/donated-to@92"]


def test_two_values_of_one_word_are_either_and_two_words_are_both(small) -> None:
    assert _chosen(small, provider=("蓝桥公司", "海虹基金会"))[0] == [
        "news/2019-06/donated-to@43",
        "news/2019-06/donated-to@80",
    ]
    assert _chosen(small, provider=("蓝桥公司",), recipient=("江阴",))[0] == []


def test_dates_are_compared_as_far_as_they_are_given(small) -> None:
    assert {claim.split("/")[0] for claim in _chosen(small, since="2019")[0]} == {"news"}
    assert {claim.split("/")[0] for claim in _chosen(small, until="2018-03-05")[0]} == {"2018-01"}
    assert _chosen(small, since="2018-04", until="2018-12")[0] == []


def test_a_document_without_a_date_is_in_no_span_of_time(small) -> None:
    undated = [replace(document, issued=None) for document in small.documents]
    for words in ({"since": "2000"}, {"until": "2030"}):
        assert selected(small.claims, small.entities, undated, Filters(**words)).claims == ()


def test_a_name_that_no_party_bears_is_said_and_what_is_known_is_not(small, small_folder, tmp_path) -> None:
    known = small.claims[0].providers[0]
    filters = Filters(provider=(known.canonical or known.name, "火星市"), place=("火星市", "Atlantis"))
    assert unheard(small.claims, small.entities, filters) == ("火星市", "Atlantis")
    command = ["export", str(tmp_path / "none.csv"), "--recipient", "火星市", "--graph", str(small_folder)]
    done = CliRunner().invoke(aidgraph, command)
    assert done.exit_code == 0
    assert done.stderr.startswith("no party of this graph is called 火星市; see what it can mean: ")
