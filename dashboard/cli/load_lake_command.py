"""The command `load lake`: Parquet of any size, rolled up by DuckDB here or by a Spark server."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Annotated

import typer

from dashboard.cli.fetched_lines import Preview, answer_load
from dashboard.cli.load_table_command import GOODS, mapping_in
from dashboard.cli.table_answers import Answers, with_told
from dashboard.cli.terminal import require_named, rows_bar
from data import codes, store
from data.errors import TradeproofError
from data.official import lake_load, table_load
from data.official.lake_load import Asked
from data.official.table_load import Told


@with_told
def load_lake(
    path: Annotated[
        str, typer.Option(help="Parquet files: a folder or a pattern, lake/*.parquet.")
    ],
    told: Answers,
    connect: Annotated[
        str | None, typer.Option(help="A Spark Connect server, sc://HOST:PORT; else DuckDB here.")
    ] = None,
    mapping: Annotated[
        str | None, typer.Option(help="Which column is what, as TOML, in place of those kept.")
    ] = None,
    product: Annotated[
        str, typer.Option(help="The goods that come back: TOTAL, HS2, HS4 or HS6.")
    ] = "TOTAL",
    goods: Annotated[
        str | None, typer.Option(help="all: goods add up to chapters and all goods; or some.")
    ] = None,
    preview: Preview = False,
) -> None:
    """Roll up and check a lake of Parquet where it lies; only cells come back."""
    adds_up = None if goods is None else GOODS[codes.require("goods", goods, GOODS)]
    source, folder = told["source"], store.home()
    require_named(path=path, mapping=mapping, connect=connect)
    if not (source and source.strip()):
        raise TradeproofError("a lake needs a name for its data set; give --source, as comtrade-m")
    with ExitStack() as leaving:
        known = (
            mapping_in(mapping) if mapping is not None else table_load.kept_answers(source, folder)
        )
        asked = Asked(path, known, product.upper(), adds_up, connect)
        with rows_bar("came back") as on_rows:
            read = lake_load.table(asked, Told(**told), folder, on_rows)
            ready = leaving.enter_context(read)
        answer_load(ready, folder, preview=preview)
