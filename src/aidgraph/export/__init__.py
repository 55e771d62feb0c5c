"""Export: claims → files for other programs. The ending of the file's name says which."""

from aidgraph.export.bundle import export_all
from aidgraph.export.files import ENDINGS, RDF, ending_of, export
from aidgraph.export.tables import TABLES, cell, table_named

__all__ = ["ENDINGS", "RDF", "TABLES", "cell", "ending_of", "export", "export_all", "table_named"]
