"""The process that `serve` becomes: Streamlit, with an end that a shell understands."""

from __future__ import annotations

import runpy
import signal
import sys
from typing import NoReturn

if sys.platform != "win32":
    import resource

STOPPED = 130  # what a shell gives for Ctrl+C
MOST_OPEN = 2**16  # files and connections, where the machine allows so many


def main() -> None:
    """Run Streamlit with the arguments of this process.

    Its server ends in peace on Ctrl+C and raises the signal again; Streamlit alone would then
    say "Aborted!" and give 1, as if something had failed.
    """
    open_many()
    signal.signal(signal.SIGINT, _stop)
    sys.argv[0] = "streamlit"
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)


def open_many() -> None:
    """Let this process have as many connections open as the machine allows it.

    The usual 1,024 are soon taken by readers that leave theirs open; then nobody else is answered,
    and the server writes of nothing else.
    """
    if sys.platform == "win32":
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_OPEN if hard == resource.RLIM_INFINITY else min(hard, MOST_OPEN)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _stop(*_: object) -> NoReturn:
    sys.exit(STOPPED)


if __name__ == "__main__":
    main()
