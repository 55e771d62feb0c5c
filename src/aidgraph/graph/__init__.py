"""Graph: claims → RDF, the store, named queries and what they answer.

`write_trig` writes the graph, `build_store` loads it, `answer` asks it; `GraphFolder` is where it all lies.
"""

from aidgraph.graph.answer import Answer, answer, guard
from aidgraph.graph.folder import GraphFolder
from aidgraph.graph.queries import NamedQuery, Parameter, named_queries
from aidgraph.graph.rdf import base_of, write_nquads, write_trig, write_turtle
from aidgraph.graph.store import build_store, memory_store, open_store, rdflib_dataset
from aidgraph.graph.vocabulary import BASE

__all__ = [
    "BASE",
    "Answer",
    "GraphFolder",
    "NamedQuery",
    "Parameter",
    "answer",
    "base_of",
    "build_store",
    "guard",
    "memory_store",
    "named_queries",
    "open_store",
    "rdflib_dataset",
    "write_nquads",
    "write_trig",
    "write_turtle",
]
