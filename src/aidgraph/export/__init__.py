"""Export: claims → files for other programs. The ending of the file's name says which."""

from aidgraph.export.bundle import export_all
from aidgraph.export.claims_file import ClaimsFile, documents_without_text
from aidgraph.export.files import ENDINGS, RDF, ending_of, export
from aidgraph.export.iati import Reporting
from aidgraph.export.tables import TABLES, cell, table_named

__all__ = [
    "ENDINGS",
    "RDF",
    "TABLES",
    "ClaimsFile",
    "Reporting",
    "cell",
    "documents_without_text",
    "ending_of",
    "export",
    "export_all",
    "table_named",
]
