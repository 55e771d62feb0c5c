"""aidgraph: Chinese paired-assistance bulletins, read into a graph in which every edge leads back to its sentence."""

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["AidGraph", "__version__"]

if TYPE_CHECKING:
    from aidgraph.api import AidGraph


def __getattr__(name: str) -> Any:
    """`AidGraph` on first use: the command line must start without it."""
    if name == "AidGraph":
        return importlib.import_module("aidgraph.api").AidGraph
    raise AttributeError(f"module 'aidgraph' has no attribute {name!r}")
