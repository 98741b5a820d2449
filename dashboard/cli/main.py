"""The command line `tradeproof`: a thin door to the same functions as the pages.

Exit status: 0 done; 1 the answer is bad news that was asked for; 2 wrong use or unreadable
input, with one line on standard error. Standard output carries nothing but the answer.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from analytics.reconciling.effort import Effort
from dashboard.answers import figure_counts, public_files, reconciled, source_rows
from dashboard.answers.file_formats import WRITERS
from dashboard.answers.long_tables import pieces
from dashboard.answers.sdmx_csv import SDMX_CSV
from dashboard.answers.selection import BESIDE, checked
from dashboard.cli.check_command import check
from dashboard.cli.datasets_command import datasets
from dashboard.cli.factsheet_command import factsheet
from dashboard.cli.filters import Query, with_filters
from dashboard.cli.load_baci_command import load_baci
from dashboard.cli.load_comtrade_command import load_comtrade
from dashboard.cli.load_imf_command import load_imf
from dashboard.cli.load_lake_command import load_lake
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
    stoppable,
    tell,
    warn,
    write_to,
)
from dashboard.documents.reading_limits import LARGEST_MB
from dashboard.serving import origins, permission, process, start
from dashboard.serving.listening import checked_listening
from dashboard.wording import citations, public_tables
from data import codes, store, switches
from data.errors import TradeproofError

FORMS = (*WRITERS, SDMX_CSV)
APP = Path(__file__).parents[2] / "app.py"
CITATION = ".citation.txt"  # after the name of the file whose figures it cites

app = typer.Typer(
    no_args_is_help=False,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
load = typer.Typer(no_args_is_help=False, help="Build the next edition of the database.")
app.add_typer(load, name="load")


def _say_version(is_asked: bool) -> None:
    if is_asked:
        answer(f"tradeproof {version('tradeproof')}\n")
        raise typer.Exit


@app.callback()
def tradeproof(
    _: Annotated[
        bool,
        typer.Option("--version", help="Say the version.", is_eager=True, callback=_say_version),
    ] = False,
) -> None:
    """Bilateral trade statistics, with every reported growth rate checked."""


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8501,
    allow_changes: Annotated[
        bool, typer.Option("--allow-changes", help="Let all who reach it add and remove figures.")
    ] = False,
    allow_origin: Annotated[
        list[str] | None,
        typer.Option(
            help="Site whose pages may read /api/, as https://example.org; * is every site."
        ),
    ] = None,
) -> None:
    """Serve the dashboard in the browser."""
    named = origins.checked_origins(allow_origin or ()) or origins.named_origins()
    start.known_switches()
    listening = checked_listening(host, port)
    open_up_to_date()
    tell(f"Tradeproof on {listening.url}, files in {store.home()} (Ctrl+C stops it)")
    warn(
        listening.exposes(
            all_may_change=allow_changes,
            has_token=permission.has_token(),
            somebody_is_here=permission.somebody_is_at_the_machine(),
        )
    )
    warn(origins.shares(named))
    os.environ[permission.SWITCH] = switches.YES if allow_changes else switches.NO
    os.environ[origins.VARIABLE] = " ".join(named)
    settings = {
        "server.address": host,
        "server.port": port,
        "server.headless": "true",
        "server.maxUploadSize": LARGEST_MB,
        "logger.hideWelcomeMessage": "true",  # its address is not always the right one
        "browser.gatherUsageStats": "false",
    }
    of_python = ["-E"] if sys.flags.ignore_environment else []  # as pipx runs it
    command = [sys.executable, *of_python, "-m", process.__name__, "run", str(APP)]
    command += [f"--{name}={value}" for name, value in settings.items()]
    # The server finds the rooms before other packages of such names, and the same figures.
    path = [str(APP.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ |= {"PYTHONPATH": os.pathsep.join(path), "TRADEPROOF_HOME": str(store.home())}
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
load.command("lake")(load_lake)


@app.command()
@with_filters
def export(
    file: Annotated[str, typer.Argument(help=f"One of: {', '.join(public_files.FILES)}.")],
    query: Query,
    form: Annotated[str, typer.Option("--format", help=f"One of: {', '.join(FORMS)}.")] = "csv",
    output: Annotated[str, typer.Option(help="File; - is standard output.")] = STANDARD_OUTPUT,
    both_sides: Annotated[
        bool, typer.Option("--both-sides", help="Also what the partner says of the trade.")
    ] = False,
    beside: Annotated[
        list[str] | None,
        typer.Option("--with", help=f"Columns beside: {', '.join(BESIDE)}; more than one, too."),
    ] = None,
    provenance: Annotated[
        bool, typer.Option("--provenance", help="The same as --with provenance.")
    ] = False,
    cite: Annotated[bool, typer.Option("--cite", help="Write OUTPUT.citation.txt, too.")] = False,
) -> None:
    """Write a public file, the same rows as the dashboard."""
    codes.require("format", form, FORMS)
    if cite and not is_of_a_file(output):
        raise TradeproofError("--cite writes beside a file; name one with --output")
    edition = open_up_to_date()
    query["with"] = [*(beside or ()), *(["provenance"] if provenance else ())]
    selection = checked(query, public_files.known(edition)).with_(both_sides=both_sides)
    table = public_tables.whole(edition, file, selection, form)
    write_to(output, pieces(table, form))
    if cite:
        told = citations.of_export(edition, table, selection, datetime.now(UTC).date())
        write_to(f"{output}{CITATION}", [told.encode()])


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
        with stoppable():
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
