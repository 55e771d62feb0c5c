"""A statement: an act with the sides that its sentence and paragraph complete; a claim is made from each."""

from __future__ import annotations

from dataclasses import dataclass, field

from aidgraph.extract.act import Act
from aidgraph.extract.scope import Found
from aidgraph.extract.times import Time
from aidgraph.extract.tokens import Token


@dataclass
class Statement:
    """An act whose parties are complete. Offsets are of the folded text.

    `carried` is the party of an elided subject; `planned` a speech about what is to be done; `whole` and `part` tell of
    one sum and what of it is spent on what (claims.md, rules 4, 13 and 15).
    """

    act: Act
    providers: list[Found]
    recipients: list[Found]
    organizers: list[Found]
    start: int
    end: int
    carried: Found | None
    planned: bool
    times: list[Time]
    programmes: list[str]
    sentence: tuple[int, int]
    money: list[Token] = field(default_factory=list)
    counts: list[Token] = field(default_factory=list)
    whole: bool = False
    part: bool = False
    purpose: tuple[int, int] | None = None


@dataclass
class Context:
    """What holds while a paragraph is read: subject and heading in all of it, the rest within a sentence.

    `last` is the statement before, `together` those made with it, `whole` the one whose sum has parts; `introduced`, `under`
    and `asked` are parties that a clause before set behind the next act, `under_how` the
    way in which it helps, `aided` who it helps where the clause that says so names them;
    `named` is the aided party that the sentence named last; `pending` are figures that wait for their act; `funds`:
    the paragraph tells of the programme's public money.
    """

    speech: bool
    subject: list[Found] = field(default_factory=list)
    heading: list[Found] = field(default_factory=list)
    last: Statement | None = None
    times: list[Time] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    introduced: list[Found] = field(default_factory=list)
    under: list[Found] = field(default_factory=list)
    under_how: str = ""
    aided: list[Found] = field(default_factory=list)
    location: list[Found] = field(default_factory=list)
    topic: tuple[int, int] | None = None
    pending: list[Token] = field(default_factory=list)
    had_own: bool = False
    whole: Statement | None = None
    asked: list[Found] = field(default_factory=list)
    held: bool = False
    named: list[Found] = field(default_factory=list)
    together: list[Statement] = field(default_factory=list)
    funds: bool = False

    def in_next_sentence(self, *, of_which: bool) -> Context:
        """What is left of it when a sentence ends (claims.md, rule 4); `of_which` goes on with its sum: 其中…."""
        kept = Context(speech=self.speech, subject=self.subject, heading=self.heading, funds=self.funds)
        if of_which and self.whole is not None:
            kept.last, kept.whole, kept.times = self.last, self.whole, self.times
        return kept
