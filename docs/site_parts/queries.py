"""The reference of the named queries, from `ontology/queries/`."""

from __future__ import annotations

from collections.abc import Iterator

from aidgraph.graph import BASE, named_queries
from aidgraph.graph.queries import Language


def queries(language: Language) -> str:
    """By topic: each query's name, title, description and parameters with their defaults; Markdown."""
    topics: dict[str, list[str]] = {}
    for name, query in named_queries().items():
        topics.setdefault(query.topic[language], []).append(name)
    return "\n".join(line for topic, names in topics.items() for line in _topic(topic, names, language))


def _topic(topic: str, names: list[str], language: Language) -> Iterator[str]:
    yield f"## {topic[:1].upper()}{topic[1:]}\n"
    for name in names:
        query = named_queries()[name]
        yield f"`{name}`: **{query.title[language]}.** {query.description[language]}\n"
        for parameter in query.parameters:
            default = parameter.default.removeprefix(f"<{BASE}id/").removesuffix(">")
            meaning = parameter.zh if language == "zh" else parameter.en
            yield f"- `{parameter.name}={default}`: {meaning}"
        yield ""
