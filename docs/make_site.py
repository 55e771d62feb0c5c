"""Make the site: `python docs/make_site.py build/site`. A warning is an error.

English stands at the top, Chinese in `zh/`: two runs of Sphinx, so that each has its own menus and search.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from sphinx.cmd.build import build_main

DOCS = Path(__file__).resolve().parent
#: What the theme leaves out and a keyboard or a screen reader needs: what scrolls can be reached, a heading has a level.
MENDED = {
    '<p class="caption" role="heading">': '<p class="caption" role="heading" aria-level="2">',
    "<pre>": '<pre tabindex="0">',
    '<div class="table-wrapper': '<div tabindex="0" class="table-wrapper',
}


def make_site(target: Path) -> int:
    """Write the site anew; 0 where all went well."""
    shutil.rmtree(target, ignore_errors=True)
    for source, folder, tags in ((DOCS, target, []), (DOCS / "zh", target / "zh", ["-t", "zh"])):
        with TemporaryDirectory() as kept:
            options = ["-b", "html", "-q", "-W", "--keep-going", "-d", kept, "-c", str(DOCS), *tags]
            if failed := build_main([*options, str(source), str(folder)]):
                return int(failed)
        for leaving in (".buildinfo", "objects.inv"):
            (folder / leaving).unlink(missing_ok=True)
        shutil.rmtree(folder / "_sources", ignore_errors=True)
    for page in target.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for theirs, ours in MENDED.items():
            text = text.replace(theirs, ours)
        page.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(make_site(Path(sys.argv[1])))
