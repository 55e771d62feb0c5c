"""The words that the rules know, read from `ontology/lexicon/*.csv`: a researcher edits those, not this.

One row a word. `verbs.csv` gives each trigger its frame (which roles stand where, see `frames/`), relation, modality
and strength; the other files give function words, organising verbs, endings of names, heads of groups, measure words,
words that point back (`pointers.csv`), and words by class, which `pattern` puts into an expression (`names.csv`, `nouns.csv`).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from aidgraph.model import Relation
from aidgraph.resources import ontology


@dataclass(frozen=True, slots=True)
class Verb:
    """A trigger. `strength`: `strong` alone makes a claim; `party` needs a party; `figure` needs money or a count;
    `campaign` a named campaign; the rest are explained in standing.py."""

    word: str
    frame: str
    relation: Relation
    modality: str
    strength: str


@dataclass(frozen=True, slots=True)
class Suffix:
    """The ending of an organisation's name. `kind`: `no` a proper name, `yes` also a class noun, `weak` needs a place."""

    suffix: str
    type: str
    kind: str


@dataclass(frozen=True, slots=True)
class Word:
    """An occurrence of a lexicon word: `role` is `verb`, `organize`, or a function word's role."""

    start: int
    end: int
    text: str
    role: str


@dataclass(frozen=True)
class Lexicon:
    """All tables, by word."""

    verbs: dict[str, Verb]
    organizing: dict[str, str]
    functions: dict[str, str]
    suffixes: dict[str, Suffix]
    heads: dict[str, str]
    measures: dict[str, str]
    sectors: tuple[tuple[str, str], ...]
    modalities: tuple[tuple[str, str], ...]
    aided: frozenset[str]
    shields: frozenset[str]
    pointers: dict[str, tuple[str, ...]]
    classes: dict[str, tuple[str, ...]]

    def words(self, text: str) -> Iterator[Word]:
        """Yield the words of the lexicon in `text`, longer verbs first, not overlapping; shields are passed over."""
        taken = bytearray(len(text))
        for index, start, end in _verb_automaton().find_matches_as_indexes(text):
            word = _verbs()[index]
            taken[start:end] = b"\1" * (end - start)
            if word in self.verbs:  # 方面对口支援 is no 面对
                yield Word(start, end, word, "verb")
        for index, start, end in _automaton().find_matches_as_indexes(text):
            word = _patterns()[index]
            if taken.find(1, start, end) >= 0:
                continue
            if word in self.verbs:
                yield Word(start, end, word, "verb")
            elif word in self.organizing and word not in self.functions:
                yield Word(start, end, word, "organize")
            elif word in self.functions and word not in self.shields:
                yield Word(start, end, word, self.functions[word])


#: Measure words that a bare Chinese digit before them doesn't make a quantity: 一个, 四师, 一次.
AMBIGUOUS_MEASURES = frozenset("个名位家场次期节例把门类种项台件本条对处课")
_CLASS = re.compile(r"\{([a-z-]+)\}")


@cache
def pattern(template: str) -> re.Pattern[str]:
    """A regular expression in which `{class}` stands for the words of that class, in the order of the file.

    >>> bool(pattern("(?:{thanks})$").search("送来锦旗"))
    True
    """
    return re.compile(
        _CLASS.sub(lambda match: "|".join(map(re.escape, lexicon().classes[match[1]])), template)
    )


def _rows(name: str) -> list[dict[str, str]]:
    with ontology("lexicon", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _classes() -> dict[str, tuple[str, ...]]:
    words: dict[str, list[str]] = {}
    for row in (*_rows("names.csv"), *_rows("nouns.csv")):
        words.setdefault(row["class"], []).append(row["word"])
    return {name: tuple(found) for name, found in words.items()}


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    return Lexicon(
        verbs={r["word"]: Verb(r["word"], r["frame"], r["relation"], r["modality"], r["strength"])  # type: ignore[arg-type]
               for r in _rows("verbs.csv")},
        organizing={r["word"]: r["role"] for r in _rows("organizing.csv")},
        functions={r["word"]: r["role"] for r in _rows("functions.csv")},
        suffixes={r["suffix"]: Suffix(r["suffix"], r["type"], r["class"]) for r in _rows("suffixes.csv")},
        heads={r["word"]: r["kind"] for r in _rows("heads.csv")},
        measures={r["word"]: r["class"] for r in _rows("measures.csv")},
        sectors=tuple((r["keyword"], r["sector"]) for r in _rows("sectors.csv")),
        modalities=tuple((r["keyword"], r["modality"]) for r in _rows("modalities.csv")),
        aided=frozenset(r["code"] for r in _rows("sides.csv")),
        shields=frozenset(r["word"] for r in _rows("shields.csv")),
        pointers={r["word"]: tuple(r["types"].split()) for r in _rows("pointers.csv")},
        classes=_classes(),
    )  # fmt: skip


@cache
def _patterns() -> tuple[str, ...]:
    words = lexicon()
    return tuple(sorted({*words.verbs, *words.organizing, *words.functions, *words.shields}))


@cache
def _verbs() -> tuple[str, ...]:
    """Verbs of two characters and more, and the longer shields that hold one (总投资)."""
    words = lexicon()
    shields = {
        shield for shield in words.shields if any(verb in shield for verb in words.verbs if len(verb) > 1)
    }
    return tuple(sorted({verb for verb in words.verbs if len(verb) > 1} | shields))


@cache
def _verb_automaton() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(list(_verbs()), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


@cache
def _automaton() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(list(_patterns()), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
