"""Graph: claims → RDF, the store, named queries and what they answer.

`write_trig` writes the graph, `build_store` loads it, `answer` asks it; `GraphFolder` is where it all lies.
"""

from aidgraph.graph.answer import Answer, answer, asked_text, guard, standard
from aidgraph.graph.called import entity_called, iri_called
from aidgraph.graph.dossier import Dossier, dossier
from aidgraph.graph.endpoint import Endpoint
from aidgraph.graph.faults import Fault
from aidgraph.graph.folder import GraphFolder
from aidgraph.graph.jsonld import write_jsonld, write_rdfxml
from aidgraph.graph.publishing import Published, publish
from aidgraph.graph.queries import NamedQuery, Parameter, named_queries
from aidgraph.graph.quotes import misquotes
from aidgraph.graph.rdf import base_of, write_nquads, write_trig, write_turtle
from aidgraph.graph.source import Source, StoreSource
from aidgraph.graph.sparql import form, is_update, reaches_outside
from aidgraph.graph.store import build_store, memory_store, open_store, rdflib_dataset
from aidgraph.graph.validation import violations
from aidgraph.graph.vocabulary import BASE, CODES

__all__ = [
    "BASE",
    "CODES",
    "Answer",
    "Dossier",
    "Endpoint",
    "Fault",
    "GraphFolder",
    "NamedQuery",
    "Parameter",
    "Published",
    "Source",
    "StoreSource",
    "answer",
    "asked_text",
    "base_of",
    "build_store",
    "dossier",
    "entity_called",
    "form",
    "guard",
    "iri_called",
    "is_update",
    "memory_store",
    "misquotes",
    "named_queries",
    "open_store",
    "publish",
    "rdflib_dataset",
    "reaches_outside",
    "standard",
    "violations",
    "write_jsonld",
    "write_nquads",
    "write_rdfxml",
    "write_trig",
    "write_turtle",
]
