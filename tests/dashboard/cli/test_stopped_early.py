"""Ctrl+C before a command has begun, while its modules are read, ends as it does later."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.checkout import ROOT

# A command line, interrupted where it asks for a module.
BEGUN = """
import signal, sys, tradeproof

class Interrupting:
    def find_spec(self, name, *_):
        if name == {name!r}:
            signal.raise_signal(signal.SIGINT)

signal.signal(signal.SIGINT, signal.{handler})
sys.meta_path.insert(0, Interrupting())
sys.argv = ["tradeproof", "--version"]
tradeproof.main()
"""


def run(name: str, handler: str) -> tuple[int, str]:
    code = BEGUN.format(name=name, handler=handler)
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return ended.returncode, ended.stderr


@pytest.mark.parametrize("name", ["dashboard.cli.main", "pyarrow", "data.lake"])
def test_ctrl_c_while_modules_are_read_is_one_line_and_130(name: str) -> None:
    assert run(name, "default_int_handler") == (130, "tradeproof: stopped\n")


def test_ctrl_c_that_is_ignored_stays_so() -> None:
    assert run("dashboard.cli.main", "SIG_IGN") == (0, "")
