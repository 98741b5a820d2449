"""What the pages ask of a large data set, and the same by hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.large import by_hand
from benchmarks.large.asked_pairs import ALL_GOODS, Subject
from benchmarks.large.by_hand import GOODS, PAIR, SIX
from dashboard.answers import (
    comparison,
    figure_counts,
    file_tables,
    filter_options,
    official_figures,
    pair_span,
    pairs,
    trade_of_reporter,
)
from dashboard.answers.comparison import GROWTH, LEVEL, RANK
from dashboard.answers.file_tables import MOST_SHOWN
from dashboard.answers.selection import Selection
from dashboard.wording import public_tables
from data import periods
from data.relations import Row
from data.store import Edition

Rows = Iterable[Sequence[Any]]


@dataclass(frozen=True)
class Question:
    """What a page asks, and the same by hand.

    Parameters
    ----------
    what
        In words, with the page that asks.
    ask
        The function of the page.
    rows
        Its answer as rows, those that the SQL gives.
    sql
        The same by hand, with what a subject binds.
    keys
        How many of the columns are the key of a row, from the first on.
    frames
        The name of the function of `in_frames` that answers the same; None where none does.
    points
        Which of the cells after the key that gives.
    aim
        Of its p95, in seconds; None of a file, which is as long as its rows are many.
    copied
        Options of COPY, where the SQL writes a file as the page does.
    """

    what: str
    ask: Callable[[Edition, Subject], Any]
    rows: Callable[[Any], Rows]
    sql: str
    keys: int
    frames: str | None = None
    points: tuple[int, ...] = ()
    aim: float | None = 0.1
    copied: str | None = None


def _pair(answer: pairs.Pair) -> Rows:
    rates = {row["period"]: row for row in answer.growth}
    for row in answer.levels:
        rate = rates.get(row["period"], {})
        yield (
            *_of(row, "partner", "period", "value", "low", "high"),
            *(rate.get(name) for name in ("growth_pct", "growth_pct_low", "growth_pct_high")),
        )


def _of(row: Row, *names: str) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


def _lines(answer: comparison.Comparison) -> Rows:
    for line in answer.lines:
        for row in line.rows:
            yield line.partner, row["period"], row["low"], row["point"], row["high"]


def _levels(rows: Iterable[Row]) -> Rows:
    return [_of(row, "reporter", "partner", "period", "value", "low", "high") for row in rows]


def _partners(answer: trade_of_reporter.Snapshot | None) -> Rows:
    rows = answer.rows if answer else ()
    return [_of(row, "partner", "period", "value", "low", "high") for row in rows]


def _goods(rows: Iterable[Row]) -> Rows:
    return [_of(row, "product", "period", "value", "low", "high") for row in rows]


def _concentrated(answer: tuple[str, tuple[Row, ...]] | None) -> Rows:
    rows = answer[1] if answer else ()
    return [_of(row, "period", "hhi", "hhi_low", "hhi_high") for row in rows]


def _choices(answer: dict[str, list[str]]) -> Rows:
    named = ("reporter", "partner", "product", "period")
    return [(name, code) for name in named for code in answer[name]]


def _known(answer: dict[str, list[str]]) -> Rows:
    return [(reporter, ", ".join(partners)) for reporter, partners in answer.items()]


def _counts(answer: figure_counts.FigureCounts) -> Rows:
    names = ("printed", "rates", "targets", "repetitions", "official", "claims", "sources")
    return [tuple(getattr(answer, name) for name in (*names, "data_sets", "newest"))]


def file_rows(name: str, selection: Callable[[Subject], Selection]) -> Callable[..., Any]:
    """Ask for all rows of a public file."""
    return lambda edition, subject: public_tables.table(edition, name, selection(subject)).rows


def file_bytes(form: str, selection: Callable[[Subject], Selection]) -> Callable[..., Any]:
    """Ask for the bytes of the file `observations`."""
    return lambda edition, subject: public_tables.exported(
        edition, "observations", selection(subject), form
    )


def _first_page(selection: Callable[[Subject], Selection]) -> Callable[..., Any]:
    return lambda edition, subject: (
        file_tables.table(
            edition, "observations", selection(subject), str, MOST_SHOWN + 1, newest_first=True
        ).rows
    )


def of_csv(file: bytes) -> Rows:
    """Rows of a file of CSV; a number is one however it is written."""
    return list(csv.reader(io.StringIO(file.decode(), newline="")))[1:]


def of_parquet(file: bytes) -> Rows:
    """Rows of a file of Parquet."""
    read = pq.read_table(pa.BufferReader(file))
    return list(zip(*(column.to_pylist() for column in read.columns), strict=True))


QUESTIONS = (
    Question(
        "a pair by year, with growth (Partner)",
        lambda edition, of: pairs.pair(edition, of.reporter, of.partner, "A"),
        _pair, by_hand.rates(PAIR), 2, "growth_of_pair", (0, 3),
    ),
    Question(
        "both sides of a pair (Partner, Factsheet)",
        lambda edition, of: pair_span.span(edition, of.reporter, of.partner),
        lambda answer: _levels((*answer.levels, *answer.others)),
        by_hand.amounts(f"({PAIR}) OR (reporter = $partner AND partner = $reporter)"), 3,
        "both_sides", (0,),
    ),
    Question(
        "the goods of a pair (Factsheet)",
        lambda edition, of: official_figures.top_goods(edition, of.reporter, of.partner),
        _goods, by_hand.SECTIONS_OF_NEWEST_YEAR, 2,
    ),
    Question(
        "growth of a pair by product (Data, HTTP)",
        file_rows("growth", Subject.of_pair), list,
        by_hand.growth(by_hand.EVERY, PAIR), 6, "growth_by_product", (2, 3, 5),
    ),
    Question(
        "growth of a reporter, all partners and years (Data, HTTP)",
        file_rows("growth", lambda of: of.of_reporter(product=ALL_GOODS)), list,
        by_hand.growth(f"{GOODS}.all_goods", "reporter = $reporter"), 6, "growth_of_reporter",
        (2, 3, 5), 0.25,
    ),
    Question(
        "six partners side by side, amounts (Compare)",
        lambda edition, of: comparison.compared(edition, of.side_by_side(LEVEL)),
        _lines, f"SELECT partner, period, low, value, high FROM ({by_hand.amounts(SIX)})", 2,
        "six_partners", (1,),
    ),
    Question(
        "six partners side by side, growth (Compare)",
        lambda edition, of: comparison.compared(edition, of.side_by_side(GROWTH)),
        _lines, f"SELECT partner, period, pct_low, pct, pct_high FROM ({by_hand.rates(SIX)}) "
        "WHERE pct_low IS NOT NULL AND pct_high IS NOT NULL", 2,
    ),
    Question(
        "six partners side by side, rank among all (Compare)",
        lambda edition, of: comparison.compared(edition, of.side_by_side(RANK)),
        _lines, by_hand.RANKS, 2, "ranks", (1,),
    ),
    Question(
        "the partners of a reporter on the map (Compare)",
        lambda edition, of: trade_of_reporter.snapshot(edition, of.reporter, "export", None),
        _partners, by_hand.PARTNERS_OF_YEAR, 2, "partners_of_year", (0,),
    ),
    Question(
        "the goods of a pair as a treemap (Compare)",
        lambda edition, of: trade_of_reporter.goods(
            edition, of.reporter, (of.partner,), "export", periods.parse(of.year)),
        lambda answer: _goods(answer.rows if answer else ()),
        by_hand.CHAPTERS_OF_YEAR, 2, "chapters_of_year", (0,),
    ),
    Question(
        "concentration over partners by year (Compare)",
        lambda edition, of: trade_of_reporter.concentrated(edition, of.reporter, "export"),
        _concentrated, by_hand.CONCENTRATION, 1, "concentration", (0,),
    ),
    Question(
        "partners by size, to choose from (Compare)",
        lambda edition, of: comparison.partners_by_size(edition, of.reporter),
        lambda answer: list(enumerate(answer)),
        f"SELECT row_number() OVER () - 1, partner FROM ({by_hand.BY_SIZE})", 1,
    ),
    Question(
        "the first 10,000 rows of all (Data)",
        _first_page(lambda _: Selection(source=(by_hand.SOURCE,))),
        list,
        by_hand.observations("true", MOST_SHOWN + 1),
        6,
    ),
    Question(
        "the first 10,000 rows of a reporter (Data)",
        _first_page(Subject.of_reporter), list,
        by_hand.observations("reporter = $reporter", MOST_SHOWN + 1), 6, "first_rows", (1,),
    ),
    Question(
        "the first 10,000 rows of a good (Data)",
        _first_page(lambda of: Selection(product=(of.product,))), list,
        by_hand.observations("product = $product", MOST_SHOWN + 1), 6,
    ),
    Question(
        "what can be filtered by (Data)",
        lambda edition, _: filter_options.of_figures(edition), _choices, by_hand.CHOICES, 2,
    ),
    Question(
        "reporters and their partners (every page)",
        lambda edition, _: pairs.reporters(edition), _known, by_hand.REPORTERS, 1,
    ),
    Question(
        "how many figures, claims and sources (Overview)",
        lambda edition, _: figure_counts.of_edition(edition), _counts, by_hand.COUNTS, 1,
    ),
    Question(
        "a pair as CSV (Data, HTTP, export)",
        file_bytes("csv", Subject.of_pair), of_csv,
        by_hand.export(PAIR), 6, copied="FORMAT csv, HEADER",
    ),
    Question(
        "a reporter as CSV (Data, HTTP, export)",
        file_bytes("csv", Subject.of_reporter), of_csv,
        by_hand.export("reporter = $reporter"), 6, aim=None, copied="FORMAT csv, HEADER",
    ),
    Question(
        "a reporter as Parquet (Data, HTTP, export)",
        file_bytes("parquet", Subject.of_reporter), of_parquet,
        by_hand.export("reporter = $reporter"), 6, aim=None, copied="FORMAT parquet",
    ),
)  # fmt: skip
