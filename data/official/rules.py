"""What a figure must be to come into a data set, as SQL: known codes, a period, a number, one key.

A row that breaks a rule goes to quarantine with the kind of the first that it breaks and a reason
that names what is wrong; nothing is mended or dropped in silence. A row that says the same as one
before it is kept once.
"""

from __future__ import annotations

import duckdb

from data.official import coding
from data.official.coding import Stored

UNKNOWN_CODE = "unknown_code"
SAME_COUNTRY = "same_country"
BAD_PERIOD = "bad_period"
BAD_NUMBER = "bad_number"
NEGATIVE = "negative"
DUPLICATE = "duplicate"
KINDS = (UNKNOWN_CODE, SAME_COUNTRY, BAD_PERIOD, BAD_NUMBER, NEGATIVE, DUPLICATE)

ORDER = ", ".join(coding.KEY)

GIVEN = """
CREATE TABLE staging.given (
    reporter VARCHAR, partner VARCHAR, flow VARCHAR, product VARCHAR, freq VARCHAR,
    period VARCHAR, first_month DATE, last_month DATE, currency VARCHAR,
    value DECIMAL(38, 6), low DECIMAL(38, 6), high DECIMAL(38, 6),
    status VARCHAR, valuation VARCHAR, origin VARCHAR, origin_row BIGINT
);
"""
REJECTED = """
CREATE TABLE staging.rejected (
    origin VARCHAR, origin_row BIGINT, kind VARCHAR, reason VARCHAR, content VARCHAR, times BIGINT
);
"""


def _unknown(column: str) -> tuple[str, str, str]:
    return (
        UNKNOWN_CODE,
        f"{column}_code IS NULL",
        f"concat('{column} ', coalesce({column}, '(empty)'), ' is in no list of codes')",
    )


# Kind, what breaks the rule, and the reason; the first that a row breaks counts.
_RULES = (
    *(_unknown(column) for column in ("reporter", "partner", "flow", "currency", "status")),
    (UNKNOWN_CODE, "valuation IS NOT NULL AND valuation_code IS NULL", _unknown("valuation")[2]),
    (UNKNOWN_CODE, "trim(coalesce(product, '')) = ''", "'product is empty'"),
    (SAME_COUNTRY, "reporter = partner", "'reporter and partner are the same, ' || reporter"),
    (
        BAD_PERIOD,
        "NOT is_run",
        "'the period ' || coalesce(period, '(empty)') || ' is no run of whole months'",
    ),
    (
        BAD_PERIOD,
        "NOT is_named",
        f"'the months of ' || coalesce(period, '(empty)') || ' are those of ' || ({coding.PERIOD})",
    ),
    (BAD_NUMBER, "low IS NULL OR high IS NULL", "'the number has no bounds'"),
    (
        BAD_NUMBER,
        "low > high OR value < low OR value > high",
        "'the number does not lie within its bounds'",
    ),
    (
        NEGATIVE,
        "flow <> 'balance' AND coalesce(value, high) < 0",
        "'trade below zero: ' || coalesce(value, high)::VARCHAR",
    ),
)

_CONTENT = """
    concat_ws(', ', reporter, partner, flow, product, period, currency, value::VARCHAR, status)
"""


_BROKEN = " ".join(f"WHEN {condition} THEN {n}" for n, (_, condition, _) in enumerate(_RULES))
_JUDGED = f"SELECT *, CASE {_BROKEN} END AS broken FROM ({coding.CODED})"
_KINDS = " ".join(f"WHEN {n} THEN '{kind}'" for n, (kind, _, _) in enumerate(_RULES))
_REASONS = " ".join(f"WHEN {n} THEN {reason}" for n, (_, _, reason) in enumerate(_RULES))


def sort_out(connection: duckdb.DuckDBPyConnection) -> tuple[int, Stored]:
    """Part `staging.given` into `good` and `staging.rejected`.

    What is good is coded and sorted. A lower bound below zero is zero: trade is never below it.
    Returns how many rows were repeated, and how the good ones are stored.
    """
    given, stored = coding.code_words(connection)
    low = "CASE WHEN flow = 'balance' THEN low ELSE greatest(low, 0) END"
    said = {name: f"{name}_code" for name in coding.COLUMNS} | {
        "span": "span", "value": f"value::{stored.amount}", "low": f"({low})::{stored.amount}",
        "high": f"high::{stored.amount}", "origin_row": "origin_row",
    }  # fmt: skip
    columns = ", ".join(f"{said[name]} AS {name}" for name in stored.kept(coding.COLUMNS))
    connection.execute(f"""
        CREATE TABLE staging.sorted AS SELECT {columns} FROM ({_JUDGED})
        WHERE broken IS NULL ORDER BY {", ".join(stored.kept(coding.KEY))};
        CREATE TEMP VIEW good AS {stored.select("staging.sorted", ", rowid AS place")}
    """)
    [(good,)] = connection.execute("SELECT count(*) FROM good").fetchall()
    if good < given:
        connection.execute(f"""
            INSERT INTO staging.rejected
            SELECT origin, origin_row, CASE broken {_KINDS} END, CASE broken {_REASONS} END,
                {_CONTENT}, 1
            FROM ({_JUDGED}) WHERE broken IS NOT NULL
        """)
    return _take_out_repeated(connection), stored


def _take_out_repeated(connection: duckdb.DuckDBPyConnection) -> int:
    """Keep one row a key: of several with the same number the first, with different ones none.

    What is repeated stands together in what is sorted.
    """
    connection.execute(f"""
        CREATE TABLE staging.near AS
        SELECT DISTINCT key FROM (
            SELECT hash({ORDER}) AS key, lag(key) OVER () AS before FROM good)
        WHERE key = before
    """)
    if not connection.execute("FROM staging.near LIMIT 1").fetchall():
        return 0
    connection.execute(
        f"""
        CREATE TABLE staging.repeated AS
        SELECT {ORDER}, arg_min(place, (origin, origin_row)) AS first, count(*) AS times,
               count(DISTINCT (value, low, high)) AS numbers,
               string_agg(DISTINCT coalesce(value::VARCHAR, low || ' to ' || high), '; ') AS said
        FROM good WHERE hash({ORDER}) IN (FROM staging.near)
        GROUP BY {ORDER} HAVING count(*) > 1;
        INSERT INTO staging.rejected
        SELECT origin, origin_row, '{DUPLICATE}',
               'the same key stands ' || times || ' times with ' || numbers || ' numbers: ' || said,
               {_CONTENT}, 1
        FROM good JOIN staging.repeated USING ({ORDER}) JOIN staging.span USING (span)
        WHERE numbers > 1;
        DELETE FROM staging.sorted WHERE rowid IN (
            SELECT g.place FROM good g JOIN staging.repeated r USING ({ORDER})
            WHERE numbers > 1 OR g.place <> first);
        """
    )
    [(repeated,)] = connection.execute(
        "SELECT coalesce(sum(times - 1), 0) FROM staging.repeated WHERE numbers = 1"
    ).fetchall()
    return int(repeated)
