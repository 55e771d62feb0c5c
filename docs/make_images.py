"""Make the notebooks' pictures anew, for `docs/notebooks.md`: `python docs/make_images.py`. Run it where a Chinese font is.

The page's own picture (`page.png`) is a screenshot.
"""

from __future__ import annotations

import base64
import io
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
NAMES = {
    "from-bulletins-to-a-network": "map",
    "sparql-from-zero": "claim",
    "pairing-and-giving": "pairing-and-giving",
    "checking-a-figure": "checking-a-figure",
}


def executed(path: Path, *, first: str = "", last: str = "") -> nbformat.NotebookNode:
    """A notebook with its outputs, run in its folder, between a cell before all others and one after them."""
    notebook = nbformat.read(path, as_version=4)
    before, after = (nbformat.v4.new_code_cell(text) for text in (first, last))
    notebook.cells = [before, *notebook.cells, after]
    place = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=180, kernel_name="python3", resources=place).execute()
    notebook.cells = notebook.cells[1:-1]
    return notebook


def pictures(notebook: nbformat.NotebookNode) -> list[bytes]:
    """Its pictures, as PNG."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    shown = [output.get("data", {}) for cell in cells for output in cell.outputs]
    return [base64.b64decode(data["image/png"]) for data in shown if "image/png" in data]


if __name__ == "__main__":
    for notebook, image in NAMES.items():
        (picture,) = pictures(executed(ROOT / "notebooks" / f"{notebook}.ipynb"))
        drawn = Image.open(io.BytesIO(picture)).convert("RGB").quantize(256)
        drawn.save(ROOT / "docs" / "images" / f"{image}.png", optimize=True)
