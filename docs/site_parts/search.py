"""Search that finds Chinese words: Sphinx cuts text at blanks, and Chinese has none.

A run of Chinese characters is indexed, and asked for, as its pairs of characters. Everything else is English.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sphinx.search.en import SearchEnglish

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_RUN = re.compile(r"[㐀-鿿]+|[^\W㐀-鿿]+")
_SPLITTER = """
var splitQuery = (query) => (query.match(/[㐀-鿿]+|[\\p{Script=Latin}\\p{Number}_]+/gu) || []).flatMap((run) =>
  /[㐀-鿿]/.test(run[0]) && run.length > 2
    ? Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2))
    : [run]);
"""


class TwoScripts(SearchEnglish):
    """English, stemmed, and Chinese, in pairs of characters."""

    lang = "two-scripts"
    language_name = "English"  # the name of its stemmer in JavaScript
    js_splitter_code = _SPLITTER

    def split(self, input: str) -> list[str]:
        """Words, and each pair of neighbouring Chinese characters."""
        words: list[str] = []
        for run in _RUN.findall(input):
            pairs = "㐀" <= run[0] <= "鿿" and len(run) > 2
            words += [run[at : at + 2] for at in range(len(run) - 1)] if pairs else [run]
        return words


def setup(app: Sphinx) -> dict[str, Any]:
    """Make the language known to Sphinx."""
    app.add_search_language(TwoScripts)
    return {"parallel_read_safe": True}
