"""The command `load comtrade`: totals and goods by HS from UN Comtrade, with or without a key."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from dashboard.cli.fetched_lines import (
    Partners,
    Preview,
    Reporters,
    answer_load,
    pairs_named,
    say_wait,
)
from dashboard.cli.terminal import progress_bar
from data import store
from data.codes.service_codes import COMTRADE, can_ask
from data.official import comtrade_load, imf_load


def load_comtrade(
    reporter: Reporters = None,
    partner: Partners = None,
    freq: Annotated[str, typer.Option(help="A or M.")] = "A",
    product: Annotated[str, typer.Option(help="TOTAL, HS2, HS4 or HS6.")] = "TOTAL",
    from_: Annotated[str | None, typer.Option("--from", help="First period.")] = None,
    to: Annotated[str | None, typer.Option("--to", help="Last period.")] = None,
    preview: Preview = False,
) -> None:
    """Fetch totals or goods from UN Comtrade; with a key in COMTRADE_KEY, else its preview."""
    folder = store.home()
    usual = [pair for pair in imf_load.book_pairs() if can_ask(pair, COMTRADE)]
    pairs = pairs_named(reporter, partner, usual)
    periods = comtrade_load.periods_of(freq, from_, to, datetime.now(UTC).date())
    calls = comtrade_load.calls_for(
        pairs, freq, periods, product.upper(), keyed=comtrade_load.has_key()
    )
    with progress_bar("calls") as progress:
        ready = comtrade_load.fetched_table(folder, calls, progress=progress, say=say_wait)
    answer_load(ready, folder, preview=preview)
