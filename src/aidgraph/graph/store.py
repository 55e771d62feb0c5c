"""The graph as a database: an Oxigraph store on disk, or rdflib's dataset in memory."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from aidgraph.errors import GraphError

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib


def build_store(path: Path, trig: Path) -> None:
    """Make a store at `path`, which must not exist, of the quads in a TriG file.

    Raises GraphError where the folder exists, can't be written, or the file doesn't parse.
    """
    import pyoxigraph

    if path.exists():
        raise GraphError(f"{path} exists already: remove it first")
    try:
        store = pyoxigraph.Store(str(path))
        store.bulk_load(path=str(trig), format=pyoxigraph.RdfFormat.TRIG)
        store.flush()
    except SyntaxError as error:
        raise GraphError(
            f"{trig}:{error.lineno}:{error.offset}: {error.msg}: build the graph again"
        ) from error
    except OSError as error:
        raise GraphError(f"no store could be made at {path}: {_reason(error)}") from error


def open_store(path: Path) -> pyoxigraph.Store:
    """A store for reading. Raises GraphError where there is none or it is damaged."""
    import pyoxigraph

    if not path.is_dir():
        raise GraphError(f"no store at {path}: build the graph first (aidgraph build SRC -o {path.parent})")
    try:
        return pyoxigraph.Store.read_only(_as_utf8(path))
    except OSError as error:
        raise GraphError(f"{path} can't be opened ({_reason(error)}): build the graph again") from error


def memory_store(trig: str | Path) -> pyoxigraph.Store:
    """A store in memory of a TriG text or file: faster than one on disk, but loaded each time."""
    import pyoxigraph

    store = pyoxigraph.Store()
    text = trig.read_bytes() if isinstance(trig, Path) else trig.encode("utf-8")
    store.bulk_load(text, pyoxigraph.RdfFormat.TRIG)
    return store


def rdflib_dataset(source: str | Path) -> rdflib.Dataset:
    """rdflib's dataset of TriG text, or of a `.trig` or `.nq` file; queries without GRAPH see all graphs."""
    import rdflib

    form = "nquads" if isinstance(source, Path) and source.suffix == ".nq" else "trig"
    text = source.read_text(encoding="utf-8") if isinstance(source, Path) else source
    dataset = rdflib.Dataset(default_union=True)
    with warnings.catch_warnings():
        # rdflib 7 warns of its own use of Dataset.default_context while it parses.
        warnings.simplefilter("ignore", DeprecationWarning)
        dataset.parse(data=text, format=form)
    return dataset


def _as_utf8(path: Path) -> str:
    """A path for `Store.read_only`, which takes UTF-8 alone, whatever the locale's encoding of names."""
    name = os.fsencode(path)
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        alias = Path(tempfile.mkdtemp(prefix="aidgraph-")) / "store"
        atexit.register(shutil.rmtree, alias.parent, ignore_errors=True)
        alias.symlink_to(path.resolve(), target_is_directory=True)
        return str(alias)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).splitlines()[0]
