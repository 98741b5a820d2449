"""The command `datasets`: what is loaded, take one out, go back to its release before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from dashboard.cli.terminal import answer, open_up_to_date, warn
from data import codes
from data.errors import TradeproofError
from data.official import releases
from data.official.releases import DataSet

ACTIONS = {"remove": releases.remove, "rollback": releases.rollback}
HEADS = ("source", "release", "figures", "rejected", "warnings", "newest", "read", "before")


def datasets(
    action: Annotated[str, typer.Argument(help="remove or rollback; a list without.")] = "",
    source: Annotated[str, typer.Argument(metavar="[ID]", help="Id of a data set.")] = "",
) -> None:
    """Show the data sets that are loaded, take one out, or go back to its release before."""
    open_up_to_date()  # on first start the data sets that come with the program are loaded
    if not action:
        loaded = releases.datasets()
        for one in loaded:
            warn(one.problem or "")
        answer(as_text(loaded))
        return
    change = ACTIONS[codes.require("action", action, ACTIONS)]
    if not source:
        raise TradeproofError(f"which data set? write `tradeproof datasets {action} ID`")
    answer(change(source).stem + "\n")


def as_text(loaded: Iterable[DataSet]) -> str:
    """A line a data set under the names of the columns; numbers to the right."""
    rows = [HEADS, *(_row(one) for one in loaded)]
    if len(rows) == 1:
        return "no data sets\n"
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            cell.rjust(width) if head in ("figures", "rejected", "warnings") else cell.ljust(width)
            for head, cell, width in zip(HEADS, row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]
    return "\n".join(lines) + "\n"


def _row(one: DataSet) -> tuple[str, ...]:
    read = f"{one.retrieved_at:%Y-%m-%d}" if one.retrieved_at else "-"
    counts = (str(one.known.get(name, "-")) for name in ("figures", "rejected", "warnings"))
    return (
        one.source, one.release, *counts, one.known.get("newest") or "-", read, one.before or "-",
    )  # fmt: skip
