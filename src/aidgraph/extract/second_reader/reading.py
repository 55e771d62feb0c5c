"""`SecondReader`: asks a model passage by passage and adds what the first reader did not tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aidgraph.documents import Reading, reading
from aidgraph.extract import Extraction
from aidgraph.extract.second_reader.answers import REFUSED, Answers
from aidgraph.extract.second_reader.endpoint import Endpoint, EndpointError
from aidgraph.extract.second_reader.schema import ANSWER, INSTRUCTION, question
from aidgraph.gazetteer import Gazetteer
from aidgraph.model import Claim, Document, Issue, Party, Span, free_id

__all__ = ["FAILED", "REFUSED", "SecondReader", "same_statement"]

FAILED = "model-failed"
#: Characters. A passage of this length has some ten claims: an answer that a small model still finishes.
_PASSAGE = 1_200
_READ = ("title", "heading", "body", "table")
_ENDS = "。！？；\n"
#: Passages in a row without any answer after which an endpoint counts as gone.
_GIVE_UP = 3


class SecondReader:
    """Reads documents after the first reader; one for a whole run, so that a dead endpoint is given up once."""

    def __init__(self, endpoint: Endpoint, *, gazetteer: Gazetteer | None = None) -> None:
        self._endpoint = endpoint
        self._gazetteer = gazetteer or Gazetteer.load()
        self._silent = 0

    def __call__(self, document: Document, told: Extraction) -> Extraction:
        """What was told, then the model's claims (origin `model`), then an issue for all that was refused or failed.

        A claim that the first reader told is left to it: the same relation, the same parties, evidence that overlaps.
        """
        text = reading(document)
        answers = Answers(text, self._gazetteer, rule=f"model/{self._endpoint.model}")
        claims, issues = list(told.claims), list(told.issues)
        taken = {claim.id for claim in claims}
        for passage, heading in passages(text):
            if not text.text[passage.start : passage.end].strip():
                continue
            try:
                answer = self._answer(document, text.text[passage.start : passage.end], heading)
            except EndpointError as error:
                issues.append(_failure(text, passage, error))
                continue
            found, refused = answers.claims(answer, passage)
            issues += refused
            for claim in found:
                if not any(same_statement(claim, other) for other in claims):
                    claims.append(claim.having(id=free_id(claim.id, taken)))
        return Extraction(tuple(claims), tuple(issues))

    def _answer(self, document: Document, passage: str, heading: str | None) -> object:
        if self._silent >= _GIVE_UP:
            raise EndpointError(f"not asked: the endpoint gave no answer {_GIVE_UP} times in a row")
        try:
            answer: object = self._endpoint.answer(
                INSTRUCTION, question(document, passage, heading=heading), ANSWER
            )
        except EndpointError as error:
            self._silent = 0 if error.reached else self._silent + 1
            raise
        self._silent = 0
        return answer


def passages(text: Reading) -> Iterator[tuple[Span, str | None]]:
    """Runs of paragraphs of at most 1,200 characters, each with the heading above it; a longer one is cut at sentences."""
    start: int | None = None
    end, heading = 0, None
    for paragraph in text.paragraphs:
        if paragraph.role not in _READ or paragraph.end == paragraph.start:
            continue
        if start is not None and paragraph.end - start > _PASSAGE:
            yield Span(start, end), heading
            start = None
        if start is None:
            start = paragraph.start
            above = text.paragraphs[paragraph.heading] if paragraph.heading is not None else None
            heading = text.text[above.start : above.end] if above else None
        end = paragraph.end
        while end - start > _PASSAGE:
            cut = max(text.text.rfind(mark, start, start + _PASSAGE) for mark in _ENDS) + 1
            cut = cut if cut > start else start + _PASSAGE
            yield Span(start, cut), heading
            start = cut
    if start is not None and end > start:
        yield Span(start, end), heading


def same_statement(claim: Claim, other: Claim) -> bool:
    """Whether two claims say the same of the same words: relation, parties on both sides, evidence that overlaps.

    A name may hold the other (无锡市江阴市, 江阴市); a side that `claim` leaves empty agrees with any.
    """
    return (
        claim.relation == other.relation
        and claim.evidence.document == other.evidence.document
        and claim.evidence.span.overlaps(other.evidence.span)
        and _agree(claim.providers, other.providers)
        and _agree(claim.recipients, other.recipients)
    )


def _agree(side: Iterable[Party], other: Iterable[Party]) -> bool:
    mine, others = (
        [{_bare(p.name), _bare(p.canonical or p.name)} for p in parties] for parties in (side, other)
    )
    return not mine or (
        all(any(_match(one, two) for two in others) for one in mine)
        and all(any(_match(one, two) for one in mine) for two in others)
    )


def _match(names: Iterable[str], others: Iterable[str]) -> bool:
    return any(name in other or other in name for name in names for other in others)


def _bare(name: str) -> str:
    return "".join(name.split())


def _failure(text: Reading, passage: Span, error: EndpointError) -> Issue:
    stored = text.raw(passage.start, passage.end)
    return Issue(
        kind=FAILED,
        reason=f"the second reader did not read from here on: {error}",
        document=text.document.id,
        start=stored.start,
        end=stored.end,
    )
