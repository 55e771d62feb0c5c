"""Where `ontology/` and `data/` are: beside the package in a wheel, at the root in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _root() -> Path:
    share = _PACKAGE / "share"
    return share if share.is_dir() else _PACKAGE.parent.parent


def ontology(*parts: str) -> Path:
    """Path of a file or folder under `ontology/`."""
    return _root().joinpath("ontology", *parts)


def data(*parts: str) -> Path:
    """Path of a file or folder under `data/`."""
    return _root().joinpath("data", *parts)
