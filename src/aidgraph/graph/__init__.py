"""Graph: claims → RDF, the store, named queries and what they answer.

`write_trig` writes the graph, `build_store` loads it, `answer` asks it; `GraphFolder` is where it all lies.
"""

from aidgraph.graph.answer import Answer, answer, guard
from aidgraph.graph.called import entity_called, iri_called
from aidgraph.graph.dossier import Dossier, dossier
from aidgraph.graph.faults import Fault
from aidgraph.graph.folder import GraphFolder
from aidgraph.graph.jsonld import write_jsonld, write_rdfxml
from aidgraph.graph.queries import NamedQuery, Parameter, named_queries
from aidgraph.graph.quotes import misquotes
from aidgraph.graph.rdf import base_of, write_nquads, write_trig, write_turtle
from aidgraph.graph.store import build_store, memory_store, open_store, rdflib_dataset
from aidgraph.graph.validation import violations
from aidgraph.graph.vocabulary import BASE, CODES

__all__ = [
    "BASE",
    "CODES",
    "Answer",
    "Dossier",
    "Fault",
    "GraphFolder",
    "NamedQuery",
    "Parameter",
    "answer",
    "base_of",
    "build_store",
    "dossier",
    "entity_called",
    "guard",
    "iri_called",
    "memory_store",
    "misquotes",
    "named_queries",
    "open_store",
    "rdflib_dataset",
    "violations",
    "write_jsonld",
    "write_nquads",
    "write_rdfxml",
    "write_trig",
    "write_turtle",
]
