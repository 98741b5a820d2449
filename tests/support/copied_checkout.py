"""A copy of the checkout in which a recipe of CONTRIBUTING.md is followed, and what that names.

A recipe names its files in `backticks`: a path from the top of the checkout, in which NAME and `*`
stand for what the newcomer chooses or for every such file.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.support.checkout import ROOT

ROOMS = ("data", "analytics", "dashboard")
ENTRY = ("app.py", "pyproject.toml")
NOT_OF_THE_CHECKOUT = {
    line.strip("/")
    for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    if line.endswith("/")
}
PATH = re.compile(r"`((?:[\w*]+/)+[\w*]+\.\w+|[A-Z]+\.md)`")

Change = tuple[str, str]  # what is replaced, which stands there once, and what comes instead
Edits = Mapping[str, str | Sequence[Change]]  # by path: a new file, or changes to one


def recipe(heading: str) -> str:
    """What CONTRIBUTING.md says under a heading."""
    written = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    [found] = re.findall(rf"^## {heading}\n(.*?)(?=^## |\Z)", written, re.MULTILINE | re.DOTALL)
    return found


def named_files(heading: str) -> list[str]:
    """The paths that a recipe names, as they stand in it."""
    return PATH.findall(recipe(heading))


def not_as_named(heading: str, edits: Edits) -> dict[str, list[str]]:
    """Edited files that a recipe does not name, and paths it names that no edit is in."""
    names = {
        path: re.compile(re.sub(r"\\\*|NAME", r"\\w+", re.escape(path)))
        for path in named_files(heading)
    }
    unnamed = [file for file in edits if not any(name.fullmatch(file) for name in names.values())]
    unused = [path for path, name in names.items() if not any(map(name.fullmatch, edits))]
    return {name: paths for name, paths in (("unnamed", unnamed), ("unused", unused)) if paths}


def copy_checkout(folder: Path, *, rooms_only: bool = False) -> Path:
    """All that stands in the checkout but what was built from it, or only the rooms and the entry.

    Hidden entries of the top (caches, the venv, the repository itself) and what .gitignore names
    there are left out; a test in the copy may read any other file of the checkout.
    """
    ignored = shutil.ignore_patterns("__pycache__")
    for entry in sorted(ROOT.iterdir()):
        if entry.name.startswith(".") or entry.name in NOT_OF_THE_CHECKOUT:
            continue
        if rooms_only and entry.name not in (*ROOMS, *ENTRY):
            continue
        if entry.is_dir():
            shutil.copytree(entry, folder / entry.name, ignore=ignored)
        else:
            shutil.copyfile(entry, folder / entry.name)
    return folder


def follow(checkout: Path, edits: Edits) -> None:
    """Write new files, and change those that are there."""
    for name, edit in edits.items():
        file = checkout / name
        if isinstance(edit, str):
            assert not file.exists(), file
            file.write_text(edit, encoding="utf-8")
            continue
        text = file.read_text(encoding="utf-8")
        for old, new in edit:
            assert text.count(old) == 1, (name, old)
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")


def run(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python in the copy; what it imports are the rooms of the copy, its editions are its own."""
    environment = os.environ | {
        "PYTHONPATH": str(checkout),
        "TRADEPROOF_HOME": str(checkout / "home"),
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=checkout,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def answered(checkout: Path, script: str) -> dict[str, Any]:
    """What a script writes to standard output in JSON; `room` says whose rooms it used."""
    (checkout / "asks.py").write_text(script, encoding="utf-8")
    ran = run(checkout, "asks.py")
    assert ran.returncode == 0, ran.stderr
    said = json.loads(ran.stdout)
    assert said["room"] == str(checkout / "dashboard")
    return said
