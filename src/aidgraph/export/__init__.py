"""Export: claims → files for other programs. The ending of the file's name says which."""

from aidgraph.export.files import ENDINGS, RDF, export
from aidgraph.export.tables import TABLES

__all__ = ["ENDINGS", "RDF", "TABLES", "export"]
