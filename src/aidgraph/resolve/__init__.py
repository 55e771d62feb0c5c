"""Which mentions are one entity, and which claims tell of one act.

`resolve` gives every party the IRI of what it means, or an issue that says why not; `with_acts` compares what is resolved.
"""

from aidgraph.resolve.acts import one_act, with_acts
from aidgraph.resolve.iris import BASE, Iris
from aidgraph.resolve.resolution import Resolution, resolve

__all__ = ["BASE", "Iris", "Resolution", "one_act", "resolve", "with_acts"]
