"""vis-network's script, taken from the installed pyvis package and checked against that package's record."""

from __future__ import annotations

import base64
import hashlib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from aidgraph.errors import AidgraphError

_FILE = "pyvis/lib/vis-9.1.2/vis-network.min.js"
_REMEDY = "install it again: pip install --force-reinstall 'pyvis>=0.3.2'"


def vis_network() -> str:
    """The script, its licence comment first, with LF for carriage returns and without its source-map pointer.

    An HTML parser turns CR into LF, so a hash of the file as shipped would not match. Raises AidgraphError
    where pyvis lacks the file or the file is not the one that pyvis recorded.
    """
    try:
        shipped = distribution("pyvis")
    except PackageNotFoundError:
        raise AidgraphError(f"pyvis is not installed; {_REMEDY}") from None
    record = next((file for file in shipped.files or () if str(file) == _FILE), None)
    path = record and shipped.locate_file(record)
    if record is None or path is None:
        raise AidgraphError(f"pyvis lacks {_FILE}; {_REMEDY}")
    raw = Path(str(path)).read_bytes()
    if record.hash is not None:
        digest = (
            base64.urlsafe_b64encode(hashlib.new(record.hash.mode, raw).digest()).decode("ascii").rstrip("=")
        )
        if digest != record.hash.value:
            raise AidgraphError(f"{path} is not the file that pyvis shipped; {_REMEDY}")
    text = raw.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line for line in text.split("\n") if not line.startswith("//# sourceMappingURL"))
