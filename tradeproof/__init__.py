"""Tradeproof as an installed tool: `main` puts the rooms on the path and runs the command line.

A wheel keeps them inside this package, so that no package called `data` or `dashboard` is installed
for anybody else; in a checkout they lie beside it (decision 025).
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

HERE = Path(__file__).parent
IN_A_WHEEL = HERE / "_rooms"
STOPPED = 130  # what a shell gives for Ctrl+C


def rooms() -> Path:
    """The folder that holds `data`, `analytics`, `dashboard` and `app.py`."""
    return IN_A_WHEEL if IN_A_WHEEL.is_dir() else HERE.parent


def main() -> None:
    """Run the command line; the rooms come before any other package of such a name.

    Ctrl+C ends it while its modules are read as it does later: nothing has begun yet.
    """
    is_heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # not behind `nohup`
    if is_heard:
        signal.signal(signal.SIGINT, _stop)
    sys.path.insert(0, str(rooms()))
    from dashboard.cli.main import main as run

    try:
        if is_heard:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        run()
    except KeyboardInterrupt:  # before or behind what the command line catches itself
        _stop()


def _stop(*_: object) -> NoReturn:
    """End at once; a module that is half read may take an exception for a fault of its own."""
    with suppress(OSError):
        os.write(2, b"tradeproof: stopped\n")
    os._exit(STOPPED)
