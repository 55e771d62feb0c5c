"""The page: one HTML file, offline, in Chinese and English: who aids whom, with what, where it is said."""

from aidgraph.page.html import inert_json, page_html, palette, write_page
from aidgraph.page.network import to_pyvis
from aidgraph.page.stories import story
from aidgraph.page.visnetwork import vis_network

__all__ = ["inert_json", "page_html", "palette", "story", "to_pyvis", "vis_network", "write_page"]
