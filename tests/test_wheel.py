"""The wheel, installed apart from the checkout, runs the main job with the data it carries."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.slow
def test_the_wheel_runs_the_demo(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "-w", str(tmp_path / "wheels"), str(ROOT)], check=True)
    (wheel,) = (tmp_path / "wheels").glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", str(tmp_path / "site"), str(wheel)], check=True)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "PYTHONUTF8": "1"}
    where = subprocess.run(
        [sys.executable, "-c", "import aidgraph; print(aidgraph.__file__)"],
        cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert str(tmp_path / "site") in where.stdout
    done = subprocess.run(
        [sys.executable, "-m", "aidgraph", "demo"],
        cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "aidgraph-demo" / "index.html").stat().st_size > 100_000
    assert not [name for name in zipfile.ZipFile(wheel).namelist() if "__pycache__" in name]
