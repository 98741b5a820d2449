"""The command `load imf`: figures of the IMF, fetched for pairs or read from a downloaded file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.fetched_lines import (
    Names,
    Partners,
    Preview,
    Reporters,
    answer_load,
    pairs_named,
    say_wait,
    year_of,
)
from dashboard.cli.terminal import progress_bar, rows_bar
from data import store
from data.errors import TradeproofError
from data.official import imf_load
from data.official.table_load import Prepared


def load_imf(
    reporter: Reporters = None,
    partner: Partners = None,
    freq: Annotated[
        Names, typer.Option(help="A, Q or M; A if not given; may be given more than once.")
    ] = None,
    from_: Annotated[str | None, typer.Option("--from", help="First year, as 2010.")] = None,
    file: Annotated[str | None, typer.Option(help="Read this downloaded CSV; ask nothing.")] = None,
    preview: Preview = False,
) -> None:
    """Fetch trade by partner from the IMF, or read a file that was downloaded there."""
    folder = store.home()
    if file is not None:
        if reporter or partner or freq or from_:
            raise TradeproofError("--file is read whole; leave the other options out")
        with rows_bar("read") as on_rows:
            ready = imf_load.file_table(Path(file), folder, on_rows)
    else:
        ready = _fetched(folder, reporter, partner, freq, from_)
    answer_load(ready, folder, preview=preview)


def _fetched(
    folder: Path, reporter: Names, partner: Names, freq: Names, from_: str | None
) -> Prepared:
    pairs = pairs_named(reporter, partner, imf_load.book_pairs())
    calls = imf_load.calls_for(pairs, freq or ["A"], year_of("--from", from_))
    with progress_bar("calls") as progress:
        ready, _ = imf_load.fetched_table(folder, calls, progress=progress, say=say_wait)
    return ready
