"""What the processes of a test ask of the network: whose address, and which they call."""

from __future__ import annotations

from pathlib import Path

LOG = "TRADEPROOF_TEST_LOG"  # the variable that names the file where it is written down
# `sitecustomize`, which Python reads at the start of a process wherever it finds it.
WATCH = f"""
import os, sys
asked = {{"socket.getaddrinfo": 0, "socket.connect": 1, "socket.sendto": 1}}
def noted(event, arguments):
    if event in asked:
        with open(os.environ["{LOG}"], "a") as file:
            file.write(f"{{event}} {{arguments[asked[event]]}}\\n")
sys.addaudithook(noted)
"""


def watch_in(folder: Path) -> None:
    """Watch every Python that has this folder on its path."""
    (folder / "sitecustomize.py").write_text(WATCH, encoding="utf-8")


def other_hosts(log: Path) -> list[str]:
    """What was asked of any machine but this one; that something was asked is required."""
    asked = log.read_text(encoding="utf-8").splitlines()
    assert asked
    return [one for one in asked if "127.0.0.1" not in one]
