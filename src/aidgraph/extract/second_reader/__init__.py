"""A language model as an optional second reader: what it says counts only where the text says it word for word.

    passages ─ Endpoint.answer ─ slots ─ grounding ─ claims (origin `model`) and issues for all that was refused

Every slot of an answer brings its own quote. A quote that doesn't stand in the text, or a number that its quote
lacks, is refused and listed. Given the same answers, the same claims come out.
"""

from aidgraph.extract.second_reader.endpoint import Endpoint, EndpointError
from aidgraph.extract.second_reader.reading import FAILED, REFUSED, SecondReader, same_statement

__all__ = ["FAILED", "REFUSED", "Endpoint", "EndpointError", "SecondReader", "same_statement"]
