"""The process of the server: how much it may have open."""

from __future__ import annotations

import subprocess
import sys

import pytest

from dashboard.serving.process import MOST_OPEN
from tests.support.checkout import ROOT

resource = pytest.importorskip("resource")
OPENED = """
import resource
from dashboard.serving import process
resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard}))
process.open_many()
print(*resource.getrlimit(resource.RLIMIT_NOFILE))
"""


def limits_after(soft: int, hard: int) -> list[int]:
    """The limits of a process that began with these."""
    done = subprocess.run(
        [sys.executable, "-c", OPENED.format(soft=soft, hard=hard)],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    return [int(limit) for limit in done.stdout.split()]


def test_the_server_may_have_as_much_open_as_the_machine_allows() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < 3000:
        pytest.skip("this process may have few files open itself")
    assert limits_after(256, 3000) == [3000, 3000]
    assert limits_after(2000, 2000) == [2000, 2000]
    most = MOST_OPEN if hard == resource.RLIM_INFINITY else min(hard, MOST_OPEN)
    assert limits_after(256, hard) == [most, hard]
