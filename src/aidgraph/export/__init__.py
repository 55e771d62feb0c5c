"""Export: claims → files for other programs. The ending of the file's name says which."""

from aidgraph.export.files import ENDINGS, RDF, ending_of, export
from aidgraph.export.tables import TABLES

__all__ = ["ENDINGS", "RDF", "TABLES", "ending_of", "export"]
