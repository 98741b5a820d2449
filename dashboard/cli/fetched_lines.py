"""What the commands that load have in common: countries, years, and the answer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.table_lines import as_loaded, as_preview
from dashboard.cli.terminal import BAD_NEWS, answer, rows_bar, tell
from data import codes, periods
from data.codes.service_codes import Pair
from data.errors import TradeproofError
from data.official import fetched, table_load
from data.official.imf_load import HOME_COUNTRY
from data.official.release_file import Progress
from data.official.table_load import Outcome, Prepared
from data.tables.area_spellings import area_of, unknown_area

ALL = "all"
Names = list[str] | None
Reporters = Annotated[
    Names, typer.Option(help="Whose statistics: code or name; may be given more than once.")
]
Partners = Annotated[
    Names, typer.Option(help="With whom: code or name, or all; may be given more than once.")
]
Preview = Annotated[
    bool, typer.Option("--preview", help="Show what would be loaded; publish nothing.")
]


def areas_named(option: str, texts: Names, *, may_be_all: bool = False) -> list[str | None]:
    """The codes of countries that are given as codes or names, in any language; None for all.

    Raises
    ------
    UnknownCode
        A text is neither.
    """
    found: list[str | None] = []
    for text in [one.strip() for given in texts or () for one in _listed(given)]:
        area = area_of(text)
        if may_be_all and text == ALL:
            found.append(None)
        elif area is None or area.code is None:
            raise unknown_area(option, text)
        else:
            found.append(area.code)
    return found


def _listed(given: str) -> list[str]:
    """`KAZ,AZE` is two; a name may have a comma of its own."""
    return [given] if area_of(given) else given.split(",")


def pairs_named(reporter: Names, partner: Names, usual: Sequence[Pair]) -> list[Pair]:
    """The pairs that are asked: what is not named is as of the figure book.

    Reporters alone are asked about their partners in the book, or Viet Nam; partners alone about
    Viet Nam, both sides where they are countries.

    Raises
    ------
    UnknownCode
        A text is no country.
    """
    named = [one for one in areas_named("reporter", reporter) if one is not None]
    partners = areas_named("partner", partner, may_be_all=True)
    if named and partners:
        return [(one, other) for one in named for other in partners]
    if named:
        of_book = [pair for pair in usual if pair[0] in named]
        others = [one for one in named if one not in {pair[0] for pair in of_book}]
        return [*of_book, *((one, HOME_COUNTRY) for one in others)]
    if partners:
        countries = [one for one in partners if one is not None and not codes.is_group(one)]
        turned: list[Pair] = [(one, HOME_COUNTRY) for one in countries]
        return [*((HOME_COUNTRY, other) for other in partners), *turned]
    return list(usual)


def year_of(option: str, text: str | None) -> int | None:
    """The year that an option names.

    Raises
    ------
    TradeproofError
        It names none.
    """
    if text is None:
        return None
    period = periods.parse(text)
    if period.freq != "A":
        raise TradeproofError(f"{option} {text!r} is no year; services are asked by whole years")
    return period.year


def say_wait(line: str) -> None:
    """Tell of a wait whoever looks on; a program gets one line of error at most."""
    if sys.stderr is not None and sys.stderr.isatty():
        tell(f"\n{line}")


def answer_load(
    ready: Prepared,
    folder: Path,
    *,
    preview: bool,
    load: Callable[[Prepared, Path, Progress], Outcome] = fetched.load,
) -> None:
    """Try it or load it, and say what came of it; rejected rows are bad news.

    Raises
    ------
    Exit
        There are rejected rows.
    """
    count = ready.figures().count("*").fetchall()[0][0]
    with rows_bar("checked" if preview else "loaded", count) as progress:
        if preview:
            outcome = table_load.tried(ready, progress)
        else:
            outcome = load(ready, folder, progress)
    answer((as_preview if preview else as_loaded)(ready, outcome))
    if outcome.rejected:
        raise typer.Exit(BAD_NEWS)
