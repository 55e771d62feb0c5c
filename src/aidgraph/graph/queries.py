"""Named queries: `ontology/queries/*.rq`, whose comments at the top say what they are and what can be set.

    # title: Who gave what to whom ‖ 谁给谁什么
    # topic: money and goods ‖ 钱与物
    # description: … ‖ …
    # parameter: provider — … ‖ …

A parameter is a variable with its default in the query itself, `VALUES ?provider { "" }`, so that a file
runs as it stands in any SPARQL 1.1 engine. A value takes the default's place as one escaped term, never as
text. Where the default is an IRI, `VALUES ?city { <…/id/division/320281> }`, the value is an entity:
`answer` takes any name that can be decided for it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from aidgraph.errors import QueryError
from aidgraph.graph.turtle import iri, literal
from aidgraph.resources import ontology

Language = Literal["zh", "en"]

_HEADER = re.compile(r"^#\s*(title|topic|description|parameter):\s*(.*?)\s*$", re.MULTILINE)
_DEFAULT = r'VALUES\s+\?{name}\s*{{\s*("(?:[^"\\]|\\.)*"|<[^<>"{{}}|^`\\\s]+>|true|false|-?\d+)\s*}}'
_DIVIDER = " ‖ "


@dataclass(frozen=True, slots=True)
class Parameter:
    """What can be set in a query: its default as SPARQL writes it, and what it means."""

    name: str
    default: str
    en: str
    zh: str

    @property
    def is_entity(self) -> bool:
        """Whether the value is an entity's IRI."""
        return self.default.startswith("<")

    def term(self, value: str) -> str:
        """A value as a SPARQL term of the default's kind. Raises QueryError where it is not of that kind."""
        if self.default in {"true", "false"}:
            if value.lower() not in {"true", "false"}:
                raise QueryError(f"parameter {self.name} is true or false, not {value!r}")
            return value.lower()
        if self.default.lstrip("-").isdigit():
            if not re.fullmatch(r"-?[0-9]+", value):
                raise QueryError(f"parameter {self.name} is a whole number, not {value!r}")
            return value
        if self.is_entity:
            if not re.match("[a-z][a-z0-9+.-]*:", value):
                raise QueryError(f"parameter {self.name} is an entity's IRI, not {value!r}")
            return iri(value)
        return literal(value)


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with title, topic and description in both languages, and its parameters in the file's order."""

    name: str
    text: str
    title: Mapping[Language, str]
    topic: Mapping[Language, str]
    description: Mapping[Language, str]
    parameters: tuple[Parameter, ...]

    def having(self, values: Mapping[str, str]) -> str:
        """The query's text with parameters set. Raises QueryError on one that the query doesn't have."""
        text = self.text
        known = {parameter.name: parameter for parameter in self.parameters}
        for name, value in values.items():
            if name not in known:
                there = f"it has: {', '.join(known)}" if known else "it has none"
                raise QueryError(f"query {self.name!r} has no parameter {name!r}; {there}")
            bound = f"VALUES ?{name} {{ {known[name].term(value)} }}"
            text = re.sub(_DEFAULT.format(name=name), lambda _, bound=bound: bound, text)  # type: ignore[misc]
        return text


def named_query(name: str, text: str) -> NamedQuery:
    """A query from its text. Raises QueryError where a parameter has no default in the query."""
    said: dict[str, list[str]] = {"title": [], "topic": [], "description": [], "parameter": []}
    for kind, value in _HEADER.findall(text):
        said[kind].append(value)
    parameters = []
    for line in said["parameter"]:
        parameter, _, meaning = line.partition(" — ")
        found = re.search(_DEFAULT.format(name=re.escape(parameter)), text)
        if not found:
            raise QueryError(
                f'{name}: parameter {parameter!r} needs a line VALUES ?{parameter} {{ "default" }}'
            )
        parameters.append(Parameter(parameter, found.group(1), *_two(meaning)))
    titles, topics, descriptions = (_two(" ".join(said[key])) for key in ("title", "topic", "description"))
    return NamedQuery(
        name,
        text,
        {"en": titles[0], "zh": titles[1]},
        {"en": topics[0], "zh": topics[1]},
        {"en": descriptions[0], "zh": descriptions[1]},
        tuple(parameters),
    )


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """Every query of `ontology/queries/`, by name, in order."""
    files = sorted(ontology("queries").glob("*.rq"), key=lambda file: file.stem)
    return {file.stem: named_query(file.stem, file.read_text(encoding="utf-8")) for file in files}


def query(name_or_text: str) -> NamedQuery:
    """A named query, the query in a `.rq` file, or SPARQL text as it is.

    Raises QueryError on a name or a file that doesn't exist.
    """
    asked = name_or_text.strip()
    if not asked:
        raise QueryError("the query is empty: give a name (aidgraph query --list), a .rq file or SPARQL")
    if asked in named_queries():
        return named_queries()[asked]
    if "{" in asked or (re.search(r"\s", asked) and not asked.endswith(".rq")):
        return named_query("query", name_or_text)
    file = Path(asked)
    if asked.endswith(".rq"):
        try:
            return named_query(file.stem, file.read_text(encoding="utf-8-sig"))
        except UnicodeDecodeError as error:
            raise QueryError(f"{asked} is not UTF-8: save it as UTF-8") from error
        except (OSError, ValueError) as error:
            raise QueryError(f"{asked} can't be read: {getattr(error, 'strerror', error)}") from error
    near = difflib.get_close_matches(asked, named_queries(), n=4, cutoff=0.4)
    hint = f"near names: {', '.join(near)}; " if near else ""
    raise QueryError(f"no query named {asked!r}; {hint}all of them: aidgraph query --list")


def _two(text: str) -> tuple[str, str]:
    english, _, chinese = text.partition(_DIVIDER)
    return english, chinese or english
