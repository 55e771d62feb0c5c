"""Which mentions are one entity: every party gets the IRI of what it means, or an issue that says why not."""

from aidgraph.resolve.iris import BASE, Iris
from aidgraph.resolve.resolution import Resolution, resolve

__all__ = ["BASE", "Iris", "Resolution", "resolve"]
