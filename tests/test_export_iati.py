"""IATI activities: valid by IATI's own schema, ruleset and code lists, and safe to add up."""

import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from lxml import etree

from aidgraph.cli import aidgraph
from aidgraph.errors import ExportError
from aidgraph.export import Reporting, export
from aidgraph.export.iati import codes, identifier
from aidgraph.model import PARTY_TYPES, SECTORS, Amount, Period
from aidgraph.network import WITH, Filters

EVERYTHING = Filters(include=frozenset(WITH))
US = Reporting(ref="XI-EXAMPLE-1", name="Institute of Examples", type="80")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: Attribute or element of the file → the code list that its codes are of.
LISTS = {
    "reporting-org/@type": "OrganisationType", "participating-org/@type": "OrganisationType",
    "participating-org/@role": "OrganisationRole", ".//provider-org/@type": "OrganisationType",
    ".//receiver-org/@type": "OrganisationType", "activity-status/@code": "ActivityStatus",
    "activity-date/@type": "ActivityDateType", "description/@type": "DescriptionType",
    "other-identifier/@type": "OtherIdentifierType", "recipient-country/@code": "Country",
    "sector/@vocabulary": "SectorVocabulary", "sector[@vocabulary='1']/@code": "Sector",
    "sector[@vocabulary='2']/@code": "SectorCategory", "default-flow-type/@code": "FlowType",
    "default-finance-type/@code": "FinanceType", "default-aid-type/@code": "AidType",
    "transaction/transaction-type/@code": "TransactionType", ".//value/@currency": "Currency",
    "document-link/category/@code": "DocumentCategory", "document-link/@format": "FileFormat",
    "document-link/language/@code": "Language", "location/location-class/@code": "GeographicLocationClass",
    "location/exactness/@code": "GeographicExactness",
}  # fmt: skip


def _codes(iati, name) -> set[str]:
    tree = ElementTree.parse(iati / "codelists" / f"{name}.xml")
    return {item.findtext("code") for item in tree.iter("codelist-item")}


def _written(small, path, *, reporting=US, filters=EVERYTHING, claims=None, documents=None):
    export(path, claims or small.claims, small.entities, documents or small.documents,
           filters=filters, reporting=reporting)  # fmt: skip
    return etree.parse(path)


def _valid(iati, tree) -> None:
    schema = etree.XMLSchema(etree.parse(iati / "schemas" / "iati-activities-schema.xsd"))
    assert schema.validate(tree), schema.error_log
    identifiers = tree.xpath("//iati-activity/iati-identifier/text()")
    assert len(set(identifiers)) == len(identifiers)
    rules = json.loads((iati / "rulesets" / "standard_ruleset.json").read_text(encoding="utf-8"))[
        "//iati-activity"
    ]
    for activity in tree.iterfind("iati-activity"):
        for case in rules["atleast_one"]["cases"]:
            assert any(activity.xpath(path) for path in case["paths"])
        for case in rules["regex_matches"]["cases"]:
            for path in case["paths"]:
                found = [getattr(one, "text", one) for one in activity.xpath(path)]
                assert all(re.fullmatch(case["regex"], one) for one in found)
        for case in rules["date_order"]["cases"]:
            if case["more"] != "NOW":
                first, last = activity.xpath(case["less"]), activity.xpath(case["more"])
                assert not (first and last) or first[0] <= last[0]
    for path, name in LISTS.items():
        used = {code for activity in tree.iterfind("iati-activity") for code in activity.xpath(path)}
        assert used <= _codes(iati, name), path


@pytest.mark.parametrize("told_dates", [False, True])
def test_iati_itself_finds_every_activity_valid(small, iati, tmp_path, told_dates) -> None:
    tree = _written(small, tmp_path / "a.iati.xml", reporting=replace(US, told_dates=told_dates))
    _valid(iati, tree)
    acts = {claim.act or claim.id for claim in small.claims}
    assert len(tree.findall("iati-activity")) == len(acts) == len(small.claims) - 1
    told = {one.get("ref") for one in tree.iter("other-identifier")}
    assert told == {claim.id for claim in small.claims}
    assert set(tree.xpath("//@secondary-reporter")) == {"1"}


def test_the_schema_of_the_test_refuses_what_it_should(small, iati, tmp_path) -> None:
    tree = _written(small, tmp_path / "a.iati.xml")
    tree.find("iati-activity").remove(tree.find("iati-activity/activity-date"))
    with pytest.raises(AssertionError, match="activity-date"):
        _valid(iati, tree)


def _activity(tree, claim: str):
    (found,) = tree.xpath(f"//iati-activity[other-identifier/@ref='{claim}']")
    return found


def test_an_act_told_twice_is_one_activity_with_the_first_figure_and_both_sentences(small, tmp_path) -> None:
    tree = _written(small, tmp_path / "a.iati.xml")
    gift = _activity(tree, "2018-01/donated-to@21")
    assert gift is _activity(tree, "news/2019-06/donated-to@0")
    general, english = gift.find("description[@type='1']")
    for claim in small.claims:
        if claim.act:
            assert claim.evidence.quote in general.text
    assert english.get(LANG) == "en"
    assert english.text.startswith("Reported, done: 青禾商会 donated to ")
    assert gift.xpath("transaction/value/text()") == ["600000"]
    assert gift.xpath("transaction/value/@value-date") == ["2018-03-05"]  # last year, and told on that day
    assert gift.xpath("transaction/description/narrative/text()")[0].startswith("60余万元，至少")
    assert [(one.get("type"), one.get("iso-date")) for one in gift.iterfind("activity-date")] == [
        ("2", "2018-01-01"), ("4", "2018-03-05"),
    ]  # fmt: skip
    roles = [(one.get("role"), one.findtext("narrative")) for one in gift.iterfind("participating-org")]
    assert roles == [("1", "青禾商会"), ("3", "江阴工作组")]
    assert gift.xpath("document-link/@url") == ["https://example.org/2019/06?id=1&x=%22青禾%22"]


def _gift(small, **changes):
    given = small.claims[0]
    amount = Amount(5, "CNY", "exact", "one-off", "aid", "5元")
    return replace(given, **{"relation": "donated-to", "status": "done", "amounts": (amount,),
                             "period": Period("2017-05", "2017-06", "五六月"), **changes})  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "value"),
    [
        (Amount(5, "CNY", "exact", "one-off", "aid", "5元"), ["5"]),
        (Amount(1.5e17, "CNY", "about", "one-off", "aid", "约15亿亿元"), ["150000000000000000"]),
        (Amount(5, "CNY", "over", "one-off", "aid", "5余元"), ["5"]),
        (Amount(5, "CNY", "under", "one-off", "aid", "近5元"), []),
        (Amount(None, "CNY", "vague", "one-off", "aid", "数元"), []),
        (Amount(5, "CNY", "exact", "per-year", "aid", "每年5元"), []),
        (Amount(5, "CNY", "exact", "cumulative", "aid", "累计5元"), []),
        (Amount(5, "CNY", "exact", "per-unit", "aid", "每人5元"), []),
        (Amount(5, "CNY", "exact", "one-off", "investment", "投资5元"), []),
        (Amount(5, "CNY", "exact", "one-off", "project", "总投资5元"), []),
    ],
)
def test_only_what_may_be_added_up_is_a_transaction_and_every_figure_is_described(
    small, iati, tmp_path, amount, value
) -> None:
    tree = _written(small, tmp_path / "a.iati.xml", claims=[_gift(small, amounts=(amount,))])
    _valid(iati, tree)
    assert tree.xpath("//transaction/value/text()") == value
    assert tree.xpath("//transaction/transaction-date/@iso-date") == ["2017-06-30"] * len(value)
    assert tree.xpath("//description[@type='4']/narrative[1]/text()") == [amount.text]
    assert f"({amount.bound}: " in tree.xpath("//description[@type='4']/narrative[2]/text()")[0]


def test_the_sum_of_an_aggregate_is_no_transaction(small, tmp_path) -> None:
    tree = _written(small, tmp_path / "a.iati.xml", claims=[_gift(small, aggregate=True)])
    assert not tree.xpath("//transaction")
    assert "sums up smaller acts" in tree.xpath("//description[1]/narrative[2]/text()")[0]


def test_no_transaction_has_a_date_that_nobody_stated_unless_asked_for(small, iati, tmp_path) -> None:
    undated = _gift(small, period=Period(None, None, "每年"))
    tree = _written(small, tmp_path / "a.iati.xml", claims=[undated])
    assert not tree.xpath("//transaction")
    (start,) = tree.xpath("//activity-date")
    assert (start.get("type"), start.get("iso-date")) == ("2", "2018-03-05")
    assert "states no start" in start[1].text
    asked = replace(US, told_dates=True)
    tree = _written(small, tmp_path / "b.iati.xml", claims=[undated], reporting=asked)
    _valid(iati, tree)
    assert tree.xpath("//value/@value-date") == ["2018-03-05"]
    assert "the text states no time" in tree.xpath("//transaction/description/narrative[2]/text()")[0]


def test_a_plan_is_a_planned_disbursement_or_told_without_a_time_a_commitment(small, iati, tmp_path) -> None:
    plan = _gift(small, status="planned", period=Period("2030", "2031", "2030—2031年"))
    tree = _written(small, tmp_path / "a.iati.xml", claims=[plan])
    _valid(iati, tree)
    assert not tree.xpath("//transaction")
    assert tree.xpath("//planned-disbursement/*/@iso-date") == ["2030-01-01", "2031-12-31"]
    assert tree.xpath("//activity-status/@code") == ["1"]
    asked = replace(US, told_dates=True)
    tree = _written(small, tmp_path / "b.iati.xml", claims=[replace(plan, period=None)], reporting=asked)
    _valid(iati, tree)
    assert tree.xpath("//transaction-type/@code") == [codes.COMMITMENT]


def test_what_nothing_dates_is_left_out_and_counted(small, tmp_path) -> None:
    bare = [replace(document, issued=None) for document in small.documents]
    chosen = export(
        tmp_path / "a.iati.xml", small.claims, small.entities, bare, filters=EVERYTHING, reporting=US
    )
    tree = etree.parse(tmp_path / "a.iati.xml")
    dated = {c.act or c.id for c in small.claims if c.period}
    assert len(tree.findall("iati-activity")) == len(dated) == 3
    assert chosen.left_out == {"undated": len({c.act or c.id for c in small.claims} - dated)}
    claims = [replace(claim, period=None) for claim in small.claims]
    with pytest.raises(ExportError, match="at least one activity"):
        export(tmp_path / "b.iati.xml", claims, small.entities, bare, filters=EVERYTHING, reporting=US)
    assert not (tmp_path / "b.iati.xml").exists()


def test_flow_is_never_aid_to_developing_countries(small, tmp_path) -> None:
    tree = _written(small, tmp_path / "a.iati.xml")
    assert set(tree.xpath("//default-flow-type/@code")) == {"50", "30"}
    flows = {codes.flow(_gift(small, providers=(replace(small.claims[0].providers[0], type=kind),)))
             for kind in PARTY_TYPES}  # fmt: skip
    assert flows == {"50", "30", None}


def test_our_codes_are_those_that_the_ontology_notes(root) -> None:
    ontology = (root / "ontology" / "aidgraph.ttl").read_text(encoding="utf-8")
    noted = dict(re.findall(r'skos:notation "([\w-]+)", "(\w+)"\^\^aid:DacSector', ontology))
    assert {**noted, "education": "111", "health": "121"} == codes.DAC
    assert (noted["education"], noted["health"]) == ("110", "120")  # headings of the DAC, not in IATI's list
    assert noted.keys() <= set(SECTORS)
    assert (
        dict(re.findall(r'skos:notation "([\w-]+)", "(\w+)"\^\^aid:IatiAidType', ontology)) == codes.AID_TYPES
    )
    assert '"10"^^aid:IatiFlowType' not in ontology


def test_two_claims_never_share_an_identifier() -> None:
    names = ["a/b", "a:b", "a%3Ab", "a b", "a&b", "a|b", "a?b", "a%b", "2017-21/donated-to@5"]
    made = [identifier("XI-1", name) for name in names]
    assert len(set(made)) == len(made)
    assert made[-1] == "XI-1-2017-21:donated-to@5"
    assert not [one for one in made if re.search(r"[/&|?\s]", one)]


def test_a_publisher_is_required_and_must_be_one(small, tmp_path) -> None:
    with pytest.raises(ExportError, match="--reporting-org"):
        _written(small, tmp_path / "a.iati.xml", reporting=None)
    for ref in ("", "XI EXAMPLE", "XI/1"):
        with pytest.raises(ExportError, match="organisation identifier"):
            Reporting(ref=ref)
    with pytest.raises(ExportError, match="OrganisationType"):
        Reporting(ref="XI-1", type="99")


def test_the_list_of_kinds_of_organisation_is_iatis(iati) -> None:
    assert set(codes.ORGANISATION_TYPES) == _codes(iati, "OrganisationType")


def test_control_characters_and_marks_of_xml_survive(small, iati, tmp_path) -> None:
    odd = _gift(small, purpose='A&B<c>"\x00', id="a/b c\x07")
    tree = _written(small, tmp_path / "a.iati.xml", claims=[odd])
    _valid(iati, tree)
    assert tree.xpath("//description[@type='2']/narrative/text()") == ['A&B<c>"\ufffd']


def test_the_command_writes_it_and_says_what_is_missing(small_folder, tmp_path) -> None:
    graph = ["--graph", str(small_folder)]
    file = str(tmp_path / "a.iati.xml")
    run = CliRunner().invoke(aidgraph, ["export", file, *graph])
    assert run.exit_code == 1
    assert "--reporting-org" in str(run.exception)
    run = CliRunner().invoke(
        aidgraph, ["export", file, "--reporting-org", "XI-1", "--reporting-name", "研究所", *graph]
    )
    assert (run.exit_code, run.stdout) == (0, "")
    assert etree.parse(file).xpath("(//reporting-org)[1]/narrative/text()") == ["研究所"]
