"""Documents: from files to texts, and from a text as stored to a text that rules can match.

`read_documents` walks files and folders; `reading` folds a document's text and knows for every folded
character where it stands in the stored one.
"""

from aidgraph.documents.reading import Paragraph, Reading, reading
from aidgraph.documents.sources import read_documents

__all__ = ["Paragraph", "Reading", "read_documents", "reading"]
