"""The process that `serve` becomes: Streamlit, with an end that a shell understands."""

from __future__ import annotations

import runpy
import signal
import sys
from typing import NoReturn

STOPPED = 130  # what a shell gives for Ctrl+C


def main() -> None:
    """Run Streamlit with the arguments of this process.

    Its server ends in peace on Ctrl+C and raises the signal again; Streamlit alone would then
    say "Aborted!" and give 1, as if something had failed.
    """
    signal.signal(signal.SIGINT, _stop)
    sys.argv[0] = "streamlit"
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)


def _stop(*_: object) -> NoReturn:
    sys.exit(STOPPED)


if __name__ == "__main__":
    main()
