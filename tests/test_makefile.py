"""What `make` does to a folder before anything is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.checkout import ROOT

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")


def test_an_environment_that_is_a_link_is_not_emptied(tmp_path: Path) -> None:
    """`python -m venv --clear` follows the link and deletes what is there."""
    checkout, elsewhere = tmp_path / "checkout", tmp_path / "elsewhere"
    checkout.mkdir()
    elsewhere.mkdir()
    (elsewhere / "kept").touch()
    shutil.copy(ROOT / "Makefile", checkout)
    (checkout / ".venv").symlink_to(elsewhere)
    said = subprocess.run(
        ["make", ".venv/.made"], cwd=checkout, capture_output=True, text=True, check=False
    )
    assert said.returncode == 2
    assert f".venv is a link to {elsewhere}" in said.stderr
    assert [path.name for path in elsewhere.iterdir()] == ["kept"]
