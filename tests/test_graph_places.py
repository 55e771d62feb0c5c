"""What is known of places beyond one entity: colocated units, and names that changed."""

import io

from pyoxigraph import RdfFormat, parse

from aidgraph.graph import memory_store, write_trig
from aidgraph.graph.vocabulary import expanded, shortened
from aidgraph.model import Entity

BASE = "https://w3id.org/aidgraph/id/"
FOURTH = Entity(iri=f"{BASE}corps/4", type="CorpsDivision", zh="新疆生产建设兵团第四师")
KOKDALA = Entity(iri=f"{BASE}division/659008", type="County", zh="可克达拉市")
TONGZHOU = Entity(iri=f"{BASE}division/320612", type="County", zh="通州区")


def said(*entities: Entity, of: tuple[str, ...]) -> set[tuple[str, str, str]]:
    out = io.StringIO()
    write_trig(out, (), entities, ())
    wanted = {expanded(name) for name in of}

    def short(term) -> str:
        return shortened(str(getattr(term, "value", term))).removeprefix(BASE)

    return {
        (short(quad.subject), short(quad.predicate), short(quad.object))
        for quad in parse(out.getvalue(), RdfFormat.TRIG)
        if quad.predicate.value in wanted
    }


def test_a_division_of_the_corps_and_its_city_are_two_entities_tied_both_ways() -> None:
    assert said(FOURTH, KOKDALA, of=("aid:colocatedWith", "owl:sameAs")) == {
        ("corps/4", "aid:colocatedWith", "division/659008"),
        ("division/659008", "aid:colocatedWith", "corps/4"),
    }


def test_nothing_is_tied_to_what_is_not_in_the_graph() -> None:
    assert said(FOURTH, of=("aid:colocatedWith",)) == set()


def test_a_renamed_unit_has_an_event_for_each_change_with_the_last_year_of_the_old_name() -> None:
    county, city = "division/320612#change-1993", "division/320612#change-2009"
    assert said(TONGZHOU, of=("org:changedBy", "dcterms:date", "org:resultingOrganization")) == {
        ("division/320612", "org:changedBy", county),
        ("division/320612", "org:changedBy", city),
        (county, "dcterms:date", "1993"),
        (city, "dcterms:date", "2009"),
        (county, "org:resultingOrganization", "division/320612"),
        (city, "org:resultingOrganization", "division/320612"),
    }


def test_the_events_say_what_became_what_and_can_be_asked_for() -> None:
    out = io.StringIO()
    write_trig(out, (), (TONGZHOU,), ())
    query = (
        "PREFIX org: <http://www.w3.org/ns/org#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "PREFIX dcterms: <http://purl.org/dc/terms/> SELECT ?words { ?place org:changedBy ?change . "
        "?change rdfs:label ?words ; dcterms:date ?year } ORDER BY ?change"
    )
    found = memory_store(out.getvalue()).query(query, use_default_graph_as_union=True)
    assert [row["words"].value for row in found] == ["南通县 → 通州市", "通州市 → 通州区"]
