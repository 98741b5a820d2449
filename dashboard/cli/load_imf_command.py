"""The command `load imf`: figures of the IMF, fetched for pairs or read from a downloaded file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.fetched_lines import answer_load, areas_named, pairs_named, say_wait, year_of
from dashboard.cli.terminal import progress_bar, rows_bar, stoppable
from data import store
from data.errors import TradeproofError
from data.official import imf_load
from data.official.table_load import Prepared

Names = list[str] | None


def load_imf(
    reporter: Annotated[
        Names, typer.Option(help="Whose statistics: code or name; may be given more than once.")
    ] = None,
    partner: Annotated[
        Names,
        typer.Option(help="With whom: code or name, or all; may be given more than once."),
    ] = None,
    freq: Annotated[
        Names, typer.Option(help="A, Q or M; A if not given; may be given more than once.")
    ] = None,
    from_: Annotated[str | None, typer.Option("--from", help="First year, as 2010.")] = None,
    file: Annotated[str | None, typer.Option(help="Read this downloaded CSV; ask nothing.")] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what would be loaded; publish nothing.")
    ] = False,
) -> None:
    """Fetch trade by partner from the IMF, or read a file that was downloaded there."""
    folder = store.home()
    with stoppable():
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
    pairs = pairs_named(
        areas_named("reporter", reporter),
        areas_named("partner", partner, may_be_all=True),
        imf_load.book_pairs(),
    )
    calls = imf_load.calls_for(pairs, freq or ["A"], year_of("--from", from_))
    with progress_bar("calls") as progress:
        ready, _ = imf_load.fetched_table(folder, calls, progress=progress, say=say_wait)
    return ready
