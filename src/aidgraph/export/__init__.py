"""Export: claims → files for other programs. The ending of the file's name says which."""

from aidgraph.export.bundle import export_all
from aidgraph.export.files import ENDINGS, RDF, ending_of, export
from aidgraph.export.iati import Reporting
from aidgraph.export.tables import TABLES, cell

__all__ = ["ENDINGS", "RDF", "TABLES", "Reporting", "cell", "ending_of", "export", "export_all"]
