"""Which roles stand where around a verb: one function a frame of ontology/lexicon/verbs.csv, which fills in an act's sides."""

from collections.abc import Callable

from aidgraph.extract.act import Act
from aidgraph.extract.frames.clause import Clause
from aidgraph.extract.frames.events import hold
from aidgraph.extract.frames.giving import aid, beneficiary, give, receive, trade
from aidgraph.extract.frames.pairing import direct, host, pair
from aidgraph.extract.frames.reaching import REACH, as_told, reach
from aidgraph.extract.frames.services import count, send, serve, study, train
from aidgraph.extract.frames.works import bring, build, invest

__all__ = ["FRAMES", "REACH", "Clause", "as_told", "beneficiary", "hold", "reach"]

FRAMES: dict[str, Callable[[Act, Clause], None]] = {
    "give": give,
    "raise": give,
    "aid": aid,
    "receive": receive,
    "trade": trade,
    "pair": pair,
    "direct": direct,
    "host": host,
    "build": build,
    "invest": invest,
    "bring": bring,
    "serve": serve,
    "count": count,
    "send": send,
    "train": train,
    "study": study,
    "hold": hold,
}
