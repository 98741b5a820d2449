"""The command `load table`: a person's own table of figures, shown first or loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.fetched_lines import answer_load
from dashboard.cli.table_answers import Answers, with_answers
from dashboard.cli.table_lines import as_preview
from dashboard.cli.terminal import answer, require_named, rows_bar
from data import codes, store
from data.errors import TradeproofError
from data.official import table_load
from data.official.table_load import Prepared, Told
from data.tables.mapping import Mapping, read_mapping
from data.tables.table_errors import TableError

GOODS = {"all": True, "some": False}


@with_answers
def load_table(
    file: Annotated[str, typer.Argument(help="CSV, TSV, Parquet, XLS or XLSX, long or wide.")],
    told: Answers,
    answers: Answers,
    mapping: Annotated[
        str | None, typer.Option(help="Answers as TOML, in place of those kept.")
    ] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what would be loaded; write nothing.")
    ] = False,
    goods: Annotated[
        str | None, typer.Option(help="all: goods add up to chapters and all goods; or some.")
    ] = None,
    services: Annotated[
        bool, typer.Option("--services", help="Load trade in services, as services.")
    ] = False,
) -> None:
    """Load a table of figures as a data set; what it does not say is asked for by option."""
    every = None if goods is None else GOODS[codes.require("goods", goods, GOODS)]
    ready = _prepared(file, Told(**told, every_product=every), mapping, answers, services)
    if ready.metadata is None:
        if preview:
            answer(as_preview(ready))
        ready.understanding.figures()  # it says what is missing
    answer_load(ready, store.home(), preview=preview, load=table_load.load)


def _prepared(
    file: str, told: Told, mapping: str | None, answers: Answers, services: bool
) -> Prepared:
    if not file.strip():
        raise TradeproofError("the name of a file is empty; name one")
    require_named(source=told.source, mapping=mapping)
    path = Path(file)
    known = None if mapping is None else mapping_in(mapping)
    with rows_bar("read") as on_rows:
        further = answers | {"services": services or None}
        return table_load.prepare(path, told, known, further, on_rows=on_rows)


def mapping_in(name: str) -> Mapping:
    """The answers in a file of this name.

    Raises
    ------
    TradeproofError
        There is none, or one of them is none.
    """
    if not Path(name).is_file():
        raise TableError(name, "cannot be read; name a TOML file of answers")
    return read_mapping(Path(name))
