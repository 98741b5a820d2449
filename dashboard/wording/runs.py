"""Many months in a row as one span: `January 2017 to December 2017`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.wording.formats import Formats, capital
from data.periods import Period
from data.views import CellOfDataSet, cell_of

LEAST = 3  # months that are named as a span


def runs(spans: Iterable[Period]) -> list[list[Period]]:
    """Periods without repetition, months that follow each other in one list, by first month."""
    found: list[list[Period]] = []
    months: list[Period] = []
    for span in sorted(set(spans)):
        if span.months > 1:
            found.append([span])
        elif months and span == months[-1].moved(1):
            months.append(span)
        else:
            months = [span]
            found.append(months)
    split = [[run] if len(run) >= LEAST else [[one] for one in run] for run in found]
    return [run for parts in split for run in parts]


def in_words(run: Sequence[Period], formats: Formats) -> str:
    """A period, or the first and last of a run."""
    first, last = formats.period(str(run[0])), formats.period(str(run[-1]))
    return first if len(run) == 1 else formats.words("format.to", low=first, high=last)


def figures(ids: Iterable[str], pair: tuple[str, str], formats: Formats) -> str:
    """Ids of figures; months in a row of one series of a data set as a span, with their number.

    `pair` is the reporter and partner that need not be named.
    """
    plain: list[str] = []
    series: dict[CellOfDataSet, dict[Period, str]] = {}
    for name in ids:
        cell = cell_of(name)
        if cell is None:
            plain.append(name)
        else:
            whole = cell._replace(period="")
            series.setdefault(whole, {})[cell.span] = name
    spans = []
    for whole, known in series.items():
        for run in runs(known):
            if len(run) == 1:
                plain.append(known[run[0]])
            else:
                spans.append(_span(whole, run, pair, formats))
    return "; ".join([*spans, *([", ".join(plain)] if plain else [])])


def _span(
    whole: CellOfDataSet, run: Sequence[Period], pair: tuple[str, str], formats: Formats
) -> str:
    sides, goods = (whole.reporter, whole.partner), (whole.flow, whole.product)
    what = formats.flow(*goods) if sides == pair else formats.of_pair(*sides, *goods)
    spelt = {"what": capital(what), "span": in_words(run, formats)}
    return formats.words("check.figures_of_run", n=len(run), **spelt)
