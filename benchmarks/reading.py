"""What reading a bulletin costs, beside the least that any reader of its kind must do, and whether it grows with the text.

    .venv/bin/python benchmarks/reading.py [--megabytes 5] [--repeat 3] [--profile]

The least: one Aho–Corasick pass with every name and word that the rules know, and one pass of the quantity expressions,
over the same text in the same run. CPU seconds of this process, best of the repeats (of the long texts, one run).
"""

from __future__ import annotations

import argparse
import cProfile
import io
import pstats
import time
from collections.abc import Callable
from pathlib import Path

import ahocorasick_rs

from aidgraph.extract import extract
from aidgraph.extract.lexicon import lexicon
from aidgraph.extract.numbers import quantities
from aidgraph.gazetteer import Gazetteer
from aidgraph.model import Document

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ("tests/quality/open", "data/bulletins")
#: Seconds after which a measurement is not repeated.
LONG = 5.0


def main() -> None:
    """Print the table, and with `--profile` where the time goes."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--megabytes", type=float, default=5.0, help="the longest text, in UTF-8")
    options.add_argument("--repeat", type=int, default=3)
    options.add_argument("--profile", action="store_true", help="the costliest functions, by their own time")
    asked = options.parse_args()
    source = written()
    automaton = all_words()
    extract(document(source))  # whatever is loaded once, is loaded
    longest = int(asked.megabytes * 1_000_000 * len(source) / len(source.encode()))
    print("text                  MB  characters  claims  extract s   least s  ratio   µs/char  growth")
    shortest = None
    for name, text in (
        ("as written", source),
        *((f"{part} of the longest", of_length(source, longest // div)) for part, div in _PARTS),
    ):
        claims = len(extract(document(text)).claims) if len(text) < longest // 4 else None
        taken = cpu(lambda text=text: extract(document(text)), asked.repeat)
        least = cpu(lambda text=text: least_reading(automaton, text), asked.repeat)
        each = taken / len(text) * 1e6
        shortest = shortest or each
        print(
            f"{name:<18} {len(text.encode()) / 1e6:>6.2f}  {len(text):>10,}  {claims if claims is not None else '–':>6}  {taken:>9.2f}"
            f"  {least:>8.3f}  {taken / least:>5.1f}  {each:>8.1f}  {each / shortest:>5.2f}×",
            flush=True,
        )
    if asked.profile:
        print(profile(of_length(source, len(source) * 4)))


_PARTS = (("1/8", 8), ("1/4", 4), ("1/2", 2), ("1/1", 1))


def written() -> str:
    """Every dispatch and digest of the repository, one after the other."""
    files = sorted(path for folder in TEXTS for path in (ROOT / folder).glob("*.txt"))
    return "\n\n".join(path.read_text(encoding="utf-8") for path in files)


def of_length(source: str, length: int) -> str:
    """The text again and again, cut at a length."""
    return (source * (length // len(source) + 1))[:length]


def document(text: str) -> Document:
    """A news item of that text."""
    return Document(id="d", path="d.txt", sha256="0", text=text, issued="2019-05-20")


def all_words() -> ahocorasick_rs.AhoCorasick:
    """One automaton of every name of the gazetteer and every word of the lexicon."""
    known = lexicon()
    words = {*Gazetteer.load().names(), *known.verbs, *known.organizing, *known.functions, *known.suffixes}
    words |= {*known.heads, *known.measures, *known.shields}
    return ahocorasick_rs.AhoCorasick(
        sorted(words - {""}), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )


def least_reading(automaton: ahocorasick_rs.AhoCorasick, text: str) -> int:
    """One pass with all words and one with the quantity expressions; how many were met."""
    return len(automaton.find_matches_as_indexes(text)) + sum(1 for _ in quantities(text))


def cpu(work: Callable[[], object], repeat: int) -> float:
    """CPU seconds of the best run."""
    best = float("inf")
    for _ in range(max(1, repeat)):
        began = time.process_time()
        work()
        taken = time.process_time() - began
        best = min(best, taken)
        if taken > LONG:
            break
    return best


def profile(text: str, *, rows: int = 25) -> str:
    """The costliest functions by their own time, then with all they call."""
    profiler = cProfile.Profile()
    profiler.runcall(extract, document(text))
    out = io.StringIO()
    stats = pstats.Stats(profiler, stream=out).strip_dirs()
    stats.sort_stats("tottime").print_stats(rows)
    stats.sort_stats("cumulative").print_stats(rows)
    return out.getvalue()


if __name__ == "__main__":
    main()
