"""Escaping: what is written is what every parser reads, whatever the text."""

import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse

from aidgraph.graph.names import Names
from aidgraph.graph.turtle import date, iri, literal, number, path, relative, statements

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
CLEAN_TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
HOME = "https://w3id.org/aidgraph/id/"


def _object(text: str):
    turtle = f"@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . <x:s> <x:p> {text} ."
    (quad,) = parse(turtle, RdfFormat.TURTLE)
    return quad.object


@given(CLEAN_TEXT)
@example('他说："捐\\n了" \u2028 \x00 } . <x:evil> <x:p> "')
@example("\\u0022 \\U00000022")
def test_oxigraph_reads_a_literal_back_to_the_character(text: str) -> None:
    assert _object(literal(text, lang="zh")) == Literal(text, language="zh")


@given(CLEAN_TEXT)
@example('" } UNION { ?s ?p ?o } # ')
@example("\\u0022")
def test_a_literal_in_a_query_is_one_value_and_never_syntax(text: str) -> None:
    (row,) = Store().query(f"SELECT ?x WHERE {{ VALUES ?x {{ {literal(text)} }} }}")
    assert row["x"].value == text


@given(ANY_TEXT)
def test_half_a_surrogate_pair_becomes_the_replacement_character(text: str) -> None:
    whole = "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)
    assert _object(literal(text)) == Literal(whole)


@given(ANY_TEXT)
@example("a#b#c%zz[霍城]")
@example('x> <x:p> "evil" . <y:y')
def test_any_text_behind_a_base_makes_an_iri_that_the_strict_parser_takes(text: str) -> None:
    written = iri(HOME + text)
    assert _object(written) == NamedNode(written[1:-1])


@given(CLEAN_TEXT, CLEAN_TEXT)
@example("a/b", "a%2Fb")
@example("", ".")
@example("a//b", "a/b")
def test_two_texts_never_share_a_path(one: str, other: str) -> None:
    assert (path(one) == path(other)) == (one == other)


@given(CLEAN_TEXT)
@example("../../up")
@example("a//b/./c")
@example("扬子·晚报（北京）#1?x=2")
@settings(deadline=None)
def test_both_engines_put_the_same_iri_together_from_base_and_path(text: str) -> None:
    names = Names("https://w3id.org/aidgraph/")
    turtle = f"@base <{HOME}> . {names.programme(text)} <x:p> {relative(HOME + 'a/' + text, HOME)} ."
    (quad,) = parse(turtle, RdfFormat.TURTLE)
    ((subject, _, value),) = rdflib.Graph().parse(data=turtle, format="turtle")
    assert (str(subject), str(value)) == (quad.subject.value, quad.object.value)
    assert quad.subject.value == f"{HOME}programme/{path(text)}"
    assert quad.object.value == iri(HOME + "a/" + text)[1:-1]


def test_money_is_a_canonical_decimal() -> None:
    assert [number(value) for value in (600000, 6e5, 57.5, 0.1, -0.0, 2277.3)] == [
        '"600000"^^xsd:decimal',
        '"600000"^^xsd:decimal',
        '"57.5"^^xsd:decimal',
        '"0.1"^^xsd:decimal',
        '"0"^^xsd:decimal',
        '"2277.3"^^xsd:decimal',
    ]


def test_a_date_keeps_the_precision_it_has() -> None:
    assert [date(text) for text in ("2017-08-10", "2017-08", "2017", "去年", "2017-8")] == [
        '"2017-08-10"^^xsd:date',
        '"2017-08"^^xsd:gYearMonth',
        '"2017"^^xsd:gYear',
        '"去年"',
        '"2017-8"',
    ]


def test_objects_are_sorted_and_said_once_and_an_empty_predicate_is_not_said() -> None:
    said = [("a", ("aid:County", "aid:Party")), ("aid:within", ["<b>", "<a>", "<b>"]), ("aid:purpose", [])]
    assert statements("<x>", said) == "<x> a aid:County, aid:Party ;\n    aid:within <a>, <b> .\n"
