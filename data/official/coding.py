"""Figures as codes: the words of a table become enumerations, which sort and compare as numbers.

An enumeration has its words in their order, so that figures sort by it as by the words.

    staging.span     each run of months with its words, in the order of freq and months
    staging.ware     each product with its number of digits, the broader ones and its section
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from data import codes
from data.codes import section_of_chapter
from data.tables.judging import in_sql

KEY = ("reporter", "partner", "product", "flow", "span", "currency")  # what is one figure
COLUMNS = (*KEY, "value", "low", "high", "status", "valuation", "origin", "origin_row")
ROLLED_UP = (6, 4, 2)  # digits of the goods that others are added up to
CLOSED = ("area", "flow", "currency", "status", "valuation")  # the same for every table

_MONTHS = "(datediff('month', first_month, last_month) + 1)"
_FREQ = f"""
    CASE WHEN {_MONTHS} = 1 THEN 'M'
         WHEN {_MONTHS} = 3 AND month(first_month) % 3 = 1 THEN 'Q'
         WHEN {_MONTHS} = 12 AND month(first_month) = 1 THEN 'A' ELSE 'R' END
"""
PERIOD = f"""
    CASE {_FREQ} WHEN 'A' THEN strftime(first_month, '%Y')
                 WHEN 'Q' THEN strftime(first_month, '%Y-Q') || quarter(first_month)
                 WHEN 'M' THEN strftime(first_month, '%Y-%m')
                 ELSE strftime(first_month, '%Y-%m/') || strftime(last_month, '%Y-%m') END
"""
_SPANS = f"""
    CREATE TABLE staging.span AS
    SELECT row_number() OVER (ORDER BY freq, first_month, last_month, period)::INTEGER AS span, *,
        coalesce(first_month <= last_month AND day(first_month) = 1 AND day(last_month) = 1, false)
            AS is_run,
        freq IS NOT DISTINCT FROM ({_FREQ}) AND period IS NOT DISTINCT FROM ({PERIOD}) AS is_named
    FROM (SELECT DISTINCT freq, period, first_month, last_month FROM staging.given)
"""
_BROADER = ", ".join(
    f"CASE WHEN digits > {n} THEN left(word, {n})::product END AS of_{n}" for n in ROLLED_UP
)
_SAME = ("flow", "currency", "status", "valuation")  # columns that mostly have one word
# Numbers of 64 bits are sorted and added up faster; those of 128 hold all that a file can.
_SEEN = """
    SELECT count(*), CASE WHEN coalesce(max(greatest(abs(low), abs(high), abs(value))), 0) < 1e11
                THEN 'DECIMAL(18, 6)' ELSE 'DECIMAL(38, 6)' END,
        bool_and(value IS NOT NULL AND low = value AND high = value),
        min(flow), max(flow) = min(flow) AND count(flow) = count(*),
        min(currency), max(currency) = min(currency) AND count(currency) = count(*),
        min(status), max(status) = min(status) AND count(status) = count(*),
        min(valuation), coalesce(max(valuation) = min(valuation) AND count(valuation) = count(*),
                                 count(valuation) = 0)
    FROM staging.given
"""

# The rows of `staging.given`, each word beside its code, which is null where there is none.
CODED = """
    SELECT g.*, TRY_CAST(g.reporter AS area) AS reporter_code,
        TRY_CAST(g.partner AS area) AS partner_code, TRY_CAST(g.flow AS flow) AS flow_code,
        TRY_CAST(g.product AS product) AS product_code,
        TRY_CAST(g.currency AS currency) AS currency_code,
        TRY_CAST(g.status AS status) AS status_code,
        TRY_CAST(g.valuation AS valuation) AS valuation_code,
        TRY_CAST(g.origin AS origin) AS origin_code, s.span, s.is_run, s.is_named
    FROM staging.given g JOIN staging.span s
        ON g.freq IS NOT DISTINCT FROM s.freq AND g.period IS NOT DISTINCT FROM s.period
        AND g.first_month IS NOT DISTINCT FROM s.first_month
        AND g.last_month IS NOT DISTINCT FROM s.last_month
"""


@dataclass(frozen=True)
class Stored:
    """What tables of coded figures need not store: words that all rows have, bounds of exact ones.

    Parameters
    ----------
    amount
        The type that values and bounds fit into.
    is_exact
        Every bound is the value.
    fixed
        Columns with one word, as SQL.
    """

    amount: str
    is_exact: bool
    fixed: Mapping[str, str]

    def kept(self, columns: Iterable[str]) -> tuple[str, ...]:
        """Those that are stored."""
        bounds = ("low", "high") if self.is_exact else ()
        return tuple(name for name in columns if name not in (*self.fixed, *bounds))

    def select(self, table: str, more: str = "") -> str:
        """All columns of a table of figures."""
        bounds = {"low": "value", "high": "value"} if self.is_exact else {}
        said = bounds | dict(self.fixed)
        columns = ", ".join(f"{said[c]} AS {c}" if c in said else c for c in COLUMNS)
        return f"SELECT {columns}{more} FROM {table}"


def list_codes(connection: duckdb.DuckDBPyConnection) -> None:
    """The closed lists, as enumerations."""
    lists = codes.lists()
    known = {
        "area": codes.areas(),
        "flow": lists.flow,
        "currency": lists.currency,
        "status": tuple(lists.status),
        "valuation": lists.valuation,
    }
    for name in CLOSED:
        enumerate_words(connection, name, known[name], temporary=True)


def code_words(connection: duckdb.DuckDBPyConnection) -> tuple[int, Stored]:
    """The enumerations of the products and origins of `staging.given`, and its runs of months.

    Returns how many rows there are, and how the coded ones are stored.
    """
    sections = section_of_chapter()
    printed = _words(connection, "product")
    broader = {word[:n] for word in printed if _is_code(word) for n in ROLLED_UP if len(word) > n}
    every = {*printed, *broader, *sections.values(), "TOTAL"}
    enumerate_words(connection, "product", every, temporary=True)
    origins = _words(connection, "origin") or [""]
    enumerate_words(connection, "origin", origins, temporary=True)
    connection.execute(_SPANS)
    connection.execute(
        "CREATE TEMP TABLE section AS SELECT unnest($1) AS chapter, unnest($2) AS section",
        [list(sections), list(sections.values())],
    )
    connection.execute(f"""
        CREATE TABLE staging.ware AS
        SELECT word::product AS product, digits, {_BROADER}, section::product AS section
        FROM (SELECT *, CASE WHEN regexp_full_match(word, '[0-9]+') THEN length(word) ELSE 0 END
                  AS digits FROM (SELECT unnest(enum_range(NULL::product))::VARCHAR AS word))
        LEFT JOIN section ON chapter = word
    """)
    connection.execute("DROP TABLE section")
    [(rows, amount, is_exact, *words)] = connection.execute(_SEEN).fetchall()
    same = dict(zip(_SAME, zip(words[::2], words[1::2], strict=True), strict=True))
    fixed = {
        name: f"TRY_CAST({in_sql(word)} AS {name})"
        for name, (word, is_one) in same.items()
        if is_one
    }
    return rows, Stored(amount, bool(is_exact), fixed)


@contextmanager
def as_written(connection: duckdb.DuckDBPyConnection) -> Generator[None]:
    """Joins run as they are written: the rows of the left side stay in their order.

    DuckDB looks up in the greater side otherwise, and gives the rows in the order of that one.
    """
    connection.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
    try:
        yield
    finally:
        connection.execute("RESET disabled_optimizers")


def _is_code(word: str) -> bool:
    return word.isascii() and word.isdigit()


def _words(connection: duckdb.DuckDBPyConnection, column: str) -> list[str]:
    found = connection.execute(
        f"SELECT DISTINCT {column} FROM staging.given WHERE {column} IS NOT NULL"
    ).fetchall()
    return [word for (word,) in found]


def enumerate_words(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    words: Iterable[str],
    *,
    temporary: bool = False,
) -> None:
    """A type of words in their order; a column that is stored has the words with it."""
    connection.execute("CREATE TEMP TABLE word AS SELECT unnest($1) AS word", [list(words)])
    kind = "TEMP TYPE" if temporary else "TYPE"
    connection.execute(f"CREATE {kind} {name} AS ENUM (SELECT word FROM word ORDER BY word)")
    connection.execute("DROP TABLE word")
