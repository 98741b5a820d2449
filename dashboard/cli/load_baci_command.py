"""The command `load baci`: CEPII's bilateral trade by product, from its zips or CSVs."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.fetched_lines import Preview, answer_load
from dashboard.cli.terminal import rows_bar
from data import store
from data.official import baci_load


def load_baci(
    file: Annotated[list[str], typer.Argument(help="Zips or CSVs of BACI.")],
    products: Annotated[str, typer.Option(help="The finest goods kept: HS2, HS4 or HS6.")] = "HS6",
    preview: Preview = False,
) -> None:
    """Load trade by product as CEPII reconciles it, a year or many."""
    folder = store.home()
    paths = [Path(one) for one in file]
    with ExitStack() as leaving:
        with rows_bar("read") as on_rows:
            read = baci_load.table(paths, products.upper(), folder, on_rows)
            ready = leaving.enter_context(read)
        answer_load(ready, folder, preview=preview)
