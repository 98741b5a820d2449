"""The command line `tradeproof`: a thin door to the same functions as the pages.

Exit status: 0 done; 1 the answer is bad news that was asked for; 2 wrong use or unreadable
input, with one line on standard error. Standard output carries nothing but the answer.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from analytics.reconciling.effort import Effort
from dashboard.answers import figure_counts, public_files, reconciled, source_rows
from dashboard.answers.file_formats import WRITERS
from dashboard.answers.selection import checked
from dashboard.cli.check_command import check
from dashboard.cli.datasets_command import datasets
from dashboard.cli.factsheet_command import factsheet
from dashboard.cli.filters import Query, with_filters
from dashboard.cli.load_baci_command import load_baci
from dashboard.cli.load_comtrade_command import load_comtrade
from dashboard.cli.load_imf_command import load_imf
from dashboard.cli.load_table_command import load_table
from dashboard.cli.read_command import read
from dashboard.cli.reconciled_lines import as_text
from dashboard.cli.terminal import (
    STANDARD_OUTPUT,
    answer,
    complain,
    hold_standard_streams,
    is_of_a_file,
    open_up_to_date,
    progress_bar,
    tell,
    warn,
    write_to,
)
from dashboard.documents.reading_limits import LARGEST_MB
from dashboard.serving import process
from dashboard.serving.listening import checked_listening
from dashboard.wording import citations, public_tables
from data import codes, store
from data.errors import TradeproofError

APP = Path(__file__).parents[2] / "app.py"
CITATION = ".citation.txt"  # after the name of the file whose figures it cites

app = typer.Typer(
    no_args_is_help=False,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Bilateral trade statistics, with every reported growth rate checked.",
)
load = typer.Typer(no_args_is_help=False, help="Build the next edition of the database.")
app.add_typer(load, name="load")


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8501,
) -> None:
    """Serve the dashboard in the browser."""
    listening = checked_listening(host, port)
    open_up_to_date()
    tell(f"Tradeproof on {listening.url} (Ctrl+C stops it)")
    warn(listening.exposes)
    settings = {
        "server.address": host,
        "server.port": port,
        "server.headless": "true",
        "server.maxUploadSize": LARGEST_MB,
        "logger.hideWelcomeMessage": "true",  # its address is not always the right one
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-m", process.__name__, "run", str(APP)]
    command += [f"--{name}={value}" for name, value in settings.items()]
    os.chdir(APP.parent)  # where Streamlit looks for .streamlit/config.toml
    os.execv(sys.executable, command)


@app.command()
def status() -> None:
    """Show the edition, its sources, and each one's figures and newest period."""
    edition = open_up_to_date()
    rows = source_rows.newest_periods(edition)
    width = max(len(row["source"]) for row in rows)
    lines = [
        f"edition   {edition.name}",
        f"built     {edition.built_at:%Y-%m-%d %H:%M} UTC",
        f"home      {edition.path.parent.parent}",
        f"sources   {len(rows)}",
        f"data sets {len(edition.data_sets)}",
        f"figures   {figure_counts.of_edition(edition).figures}",
        "",
        f"{'source':{width}}  {'published':10}  {'figures':>7}  newest period",
    ]
    for row in rows:
        newest = row["newest"] or "-"
        lines.append(
            f"{row['source']:{width}}  {row['published']:10}  {row['figures']:>7}  {newest}"
        )
    answer("\n".join(lines) + "\n")


@load.command("figures")
def load_figures() -> None:
    """Build an edition from the embedded figure book and publish it."""
    answer(store.load_figures().stem + "\n")


load.command("table")(load_table)
load.command("imf")(load_imf)
load.command("comtrade")(load_comtrade)
load.command("baci")(load_baci)


@app.command()
@with_filters
def export(
    file: Annotated[str, typer.Argument(help=f"One of: {', '.join(public_files.FILES)}.")],
    query: Query,
    form: Annotated[str, typer.Option("--format", help=f"One of: {', '.join(WRITERS)}.")] = "csv",
    output: Annotated[str, typer.Option(help="File; - is standard output.")] = STANDARD_OUTPUT,
    both_sides: Annotated[
        bool, typer.Option("--both-sides", help="Also what the partner says of the trade.")
    ] = False,
    provenance: Annotated[
        bool, typer.Option("--provenance", help="Also address, printed text and place.")
    ] = False,
    cite: Annotated[bool, typer.Option("--cite", help="Write OUTPUT.citation.txt, too.")] = False,
) -> None:
    """Write a public file, the same rows as the dashboard."""
    write = WRITERS[codes.require("format", form, WRITERS)]
    if cite and not is_of_a_file(output):
        raise TradeproofError("--cite writes beside a file; name one with --output")
    edition = open_up_to_date()
    selection = checked(query, public_files.known(edition)).with_(
        both_sides=both_sides, provenance=provenance
    )
    table = public_tables.table(edition, file, selection)
    write_to(output, write(table))
    if cite:
        told = citations.of_export(edition, table, selection, datetime.now(UTC).date())
        write_to(f"{output}{CITATION}", told.encode())


@app.command()
@with_filters
def reconcile(
    query: Query,
    in_json: Annotated[bool, typer.Option("--json", help="JSON instead of text.")] = False,
) -> None:
    """Show figures that follow from reported ones, and facts that cannot all be true."""
    edition = open_up_to_date()
    selection = checked(query, public_files.known(edition))
    with progress_bar() as progress:
        result = reconciled.reconciliation(edition, selection, Effort(progress))
    answer(reconciled.as_json(result) if in_json else as_text(result))


app.command()(datasets)
app.command()(factsheet)
app.command()(read)
app.command()(check)


def main() -> None:
    """Run the command line; errors become one line on standard error and exit status 2."""
    hold_standard_streams()
    try:
        code = app(standalone_mode=False)
    except (typer.Abort, KeyboardInterrupt):
        code = process.STOPPED
    except typer.TyperException as error:
        _fail(f"{error.format_message().rstrip('.')}; {_help_of(error)}")
    except TradeproofError as error:
        _fail(str(error))
    if code == process.STOPPED:
        complain("stopped")
    sys.exit(code if isinstance(code, int) else 0)


def _help_of(error: typer.TyperException) -> str:
    """Where the help is to what was called: a command's own, or that of all of them."""
    context = getattr(error, "ctx", None)
    if context is None or context.parent is None:
        return "`tradeproof --help` lists what there is"
    words = []
    while context.parent is not None:
        words.insert(0, context.info_name or "")
        context = context.parent
    return f"`tradeproof {' '.join(words)} --help` lists what there is"


def _fail(message: str) -> None:
    complain(message)
    sys.exit(2)


if __name__ == "__main__":
    main()
