"""The page: one HTML file, offline, in Chinese and English: who aids whom, with what, where it is said."""

from aidgraph.page.html import page_html, write_page
from aidgraph.page.network import to_pyvis
from aidgraph.page.stories import story

__all__ = ["page_html", "story", "to_pyvis", "write_page"]
