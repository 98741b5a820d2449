"""Fixtures of general use, and how Hypothesis runs."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from data import switches
from data.book import figure_book
from data.book.rows import Values
from data.official import embedded
from data.store import Edition, load_figures, open_edition

# A failing assertion of a helper shows its values as one of a test does.
pytest.register_assert_rewrite("tests.support")

from tests.support.examples import LONG  # noqa: E402
from tests.support.homes import FIRST, place  # noqa: E402

# Answers of the figure book are tested without the data sets that come with Tradeproof, here and in
# processes that tests start, whoever runs them; what tests those sets has the fixture `started`.
os.environ[embedded.SWITCH] = switches.NO

# A shell starts what runs in its background with Ctrl+C ignored, and a process passes that on to
# those that it starts: tests that send it would wait for ever. A handler is not passed on.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# No test asserts a time; in CI the same examples are drawn on every run.
for profile in ("usual", LONG):
    settings.register_profile(
        profile, deadline=None, derandomize=os.environ.get("CI", "").lower() == "true"
    )
# Pytest's --hypothesis-profile, where it is given, is loaded after this one.
settings.load_profile("usual")


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are cores: those that drive a browser or a server mostly wait."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of editions, named by TRADEPROOF_HOME."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("TRADEPROOF_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    """The edition of the real book, built once."""
    folder = tmp_path_factory.mktemp("edition")
    load_figures(folder)
    opened = open_edition(folder)
    yield opened
    opened.connection.close()


@pytest.fixture(scope="session")
def started(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    """What a newcomer has after the first start: the real book beside the embedded data sets."""
    home = place(tmp_path_factory.mktemp("started"), edition, FIRST)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(embedded.SWITCH)
        opened = embedded.open_up_to_date(home)
    yield opened
    opened.connection.close()


@pytest.fixture(scope="session")
def tables() -> dict[str, list[Values]]:
    """The tables of the real book."""
    return figure_book.read().tables
