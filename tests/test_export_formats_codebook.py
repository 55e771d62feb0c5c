"""The codebook names every column that the tables have."""

import re

from aidgraph.export.panel import EVIDENCE, PANEL_FIELDS
from aidgraph.export.tables import CLAIM_FIELDS, EDGE_FIELDS, TABLES
from aidgraph.network import NODE_FIELDS


def test_each_table_has_a_section_that_names_its_columns(root) -> None:
    text = (root / "docs" / "codebook.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## (\w+):(.*?)(?=^## |\Z)", text, re.M | re.S))
    assert tuple(sections)[: len(TABLES)] == TABLES
    named = {name: set(re.findall(r"\w+", section)) for name, section in sections.items()}
    assert set(EDGE_FIELDS) <= named["edges"]
    assert set(NODE_FIELDS) <= named["nodes"]
    assert set(PANEL_FIELDS) <= named["panel"]
    assert {"provider", "provider_zh", *EVIDENCE} <= named["matrix"]
    shorthand = {"recipients", "recipient_ids", "organizer_ids", "issuer"}
    assert set(CLAIM_FIELDS) - shorthand <= named["claims"] | named["edges"]
