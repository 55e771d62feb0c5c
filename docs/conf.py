"""How Sphinx makes the site; `docs/make_site.py` calls it once for English and once, with the tag `zh`, for Chinese."""

# ruff: noqa: F821 (Sphinx puts `tags` here)

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from aidgraph import __version__  # noqa: E402

CHINESE = tags.has("zh")  # type: ignore[name-defined]

project = "aidgraph"
author = "The aidgraph contributors"
project_copyright = author
release = version = __version__
language = "zh_CN" if CHINESE else "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "site_parts.generated", "site_parts.search"]
exclude_patterns = [] if CHINESE else ["zh"]
nitpicky = False

myst_heading_anchors = 4
myst_enable_extensions = ["attrs_block"]
#: Links to the other language's half, as site_parts.generated writes them.
myst_url_schemes = {"http": None, "https": None, "page": "{{path}}", "place": "{{path}}#{{fragment}}"}
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
add_module_names = False
python_use_unqualified_type_names = True

# Pygments knows no SPARQL property paths; what it can't colour it leaves black.
suppress_warnings = ["misc.highlighting_failure"]

default_role = "code"
highlight_language = "none"
html_theme = "furo"
html_title = "aidgraph"
html_search_language = "two-scripts"
html_static_path = [str(HERE / "site_parts" / "static")]
html_css_files = ["aidgraph.css"]
templates_path = [str(HERE / "site_parts" / "templates")]
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "language.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
html_use_index = False
html_domain_indices = False
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
# Summaries are fetched, and a page opened from the disk may not fetch.
html_show_search_summary = False
html_context = {
    "chinese": CHINESE,
    "in_both": sorted(
        path.relative_to(HERE / "zh").with_suffix("").as_posix() for path in (HERE / "zh").rglob("*.md")
    ),
}
