"""The error tree.

    AidgraphError            anything the person at the keyboard can mend; the message is one line
    ├── DocumentError        a source that can't be read: missing, binary, undecodable, no permission
    ├── GraphError           a graph folder that is missing, mixed or damaged
    ├── QueryError           a query that doesn't exist or doesn't parse
    │   └── TooManyRowsError an answer over the limit that was set
    ├── PlaceError           a name that no place or known organisation bears
    ├── EvidenceError        a quote that doesn't stand where it is said to stand
    ├── ReviewError          a judgement that can't be read, recorded or undone
    └── ExportError          a file ending or table that can't be written

Messages say what, where (file:line:column where there is one) and what to do next. They are caught in `cli/` alone.
"""


class AidgraphError(Exception):
    """An error that its message explains to the person at the keyboard, remedy included."""


class DocumentError(AidgraphError):
    """A source that can't be read."""


class GraphError(AidgraphError):
    """A graph folder that is missing, mixed or damaged."""


class QueryError(AidgraphError):
    """A query that doesn't exist, doesn't parse or lacks a parameter."""


class TooManyRowsError(QueryError):
    """An answer with more rows than the limit that was set: part of it must not pass for the whole."""


class PlaceError(AidgraphError):
    """A name that no place or known organisation bears."""


class EvidenceError(AidgraphError):
    """A quote that doesn't stand where it is said to stand."""


class ReviewError(AidgraphError):
    """A judgement that can't be read, recorded or undone."""


class ExportError(AidgraphError):
    """A file ending or a table that can't be written."""
