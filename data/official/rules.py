"""What a figure must be to come into a data set, as SQL: known codes, a period, a number, one key.

A row that breaks a rule goes to quarantine with the kind of the first that it breaks and a reason
that names what is wrong; nothing is mended or dropped in silence. A row that says the same as one
before it is kept once.
"""

from __future__ import annotations

import duckdb

from data import codes

UNKNOWN_CODE = "unknown_code"
SAME_COUNTRY = "same_country"
BAD_PERIOD = "bad_period"
BAD_NUMBER = "bad_number"
NEGATIVE = "negative"
DUPLICATE = "duplicate"
KINDS = (UNKNOWN_CODE, SAME_COUNTRY, BAD_PERIOD, BAD_NUMBER, NEGATIVE, DUPLICATE)

KEY = ("reporter", "partner", "product", "flow", "first_month", "last_month", "currency")
ORDER = "reporter, partner, product, flow, freq, first_month, last_month, currency"

GIVEN = """
CREATE TABLE staging.given (
    reporter VARCHAR, partner VARCHAR, flow VARCHAR, product VARCHAR, freq VARCHAR,
    period VARCHAR, first_month DATE, last_month DATE, currency VARCHAR,
    value DECIMAL(38, 6), low DECIMAL(38, 6), high DECIMAL(38, 6),
    status VARCHAR, valuation VARCHAR, origin VARCHAR, origin_row BIGINT
);
CREATE TABLE staging.rejected (
    origin VARCHAR, origin_row BIGINT, kind VARCHAR, reason VARCHAR, content VARCHAR
);
CREATE TABLE staging.code (list VARCHAR, code VARCHAR);
"""

_MONTHS = "(datediff('month', first_month, last_month) + 1)"
_FREQ = f"""
    CASE WHEN {_MONTHS} = 1 THEN 'M'
         WHEN {_MONTHS} = 3 AND month(first_month) % 3 = 1 THEN 'Q'
         WHEN {_MONTHS} = 12 AND month(first_month) = 1 THEN 'A' ELSE 'R' END
"""
_PERIOD = f"""
    CASE {_FREQ} WHEN 'A' THEN strftime(first_month, '%Y')
                 WHEN 'Q' THEN strftime(first_month, '%Y-Q') || quarter(first_month)
                 WHEN 'M' THEN strftime(first_month, '%Y-%m')
                 ELSE strftime(first_month, '%Y-%m/') || strftime(last_month, '%Y-%m') END
"""


def _unknown(column: str, listed: str, may_be_empty: bool = False) -> tuple[str, str, str]:
    empty = "NULL" if may_be_empty else "''"
    return (
        UNKNOWN_CODE,
        f"coalesce({column}, {empty}) NOT IN "
        f"(SELECT code FROM staging.code WHERE list = '{listed}')",
        f"concat('{column} ', coalesce({column}, '(empty)'), ' is in no list of codes')",
    )


# Kind, what breaks the rule, and the reason; the first that a row breaks counts.
_RULES = (
    _unknown("reporter", "area"),
    _unknown("partner", "area"),
    _unknown("flow", "flow"),
    _unknown("currency", "currency"),
    _unknown("status", "status"),
    _unknown("valuation", "valuation", may_be_empty=True),
    (UNKNOWN_CODE, "trim(coalesce(product, '')) = ''", "'product is empty'"),
    (SAME_COUNTRY, "reporter = partner", "'reporter and partner are the same, ' || reporter"),
    (
        BAD_PERIOD,
        "first_month IS NULL OR last_month IS NULL OR last_month < first_month "
        "OR day(first_month) <> 1 OR day(last_month) <> 1",
        "'the period ' || coalesce(period, '(empty)') || ' is no run of whole months'",
    ),
    (
        BAD_PERIOD,
        f"freq IS DISTINCT FROM ({_FREQ}) OR period IS DISTINCT FROM ({_PERIOD})",
        f"'the months of ' || coalesce(period, '(empty)') || ' are those of ' || ({_PERIOD})",
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


def list_codes(connection: duckdb.DuckDBPyConnection) -> None:
    """The closed lists, where the rules look."""
    lists = codes.lists()
    known = {
        "area": codes.areas(),
        "flow": lists.flow,
        "currency": lists.currency,
        "status": tuple(lists.status),
        "valuation": lists.valuation,
    }
    rows = [(name, code) for name, listed in known.items() for code in listed]
    connection.execute(
        "INSERT INTO staging.code SELECT unnest($1), unnest($2)",
        [[name for name, _ in rows], [code for _, code in rows]],
    )


def sort_out(connection: duckdb.DuckDBPyConnection) -> int:
    """Part `staging.given` into `staging.good` and `staging.rejected`; how many were repeated.

    A lower bound below zero is zero: trade is never below it.
    """
    broken = " ".join(f"WHEN {condition} THEN {n}" for n, (_, condition, _) in enumerate(_RULES))
    kinds = " ".join(f"WHEN {n} THEN '{kind}'" for n, (kind, _, _) in enumerate(_RULES))
    reasons = " ".join(f"WHEN {n} THEN {reason}" for n, (_, _, reason) in enumerate(_RULES))
    connection.execute(
        f"""
        CREATE TABLE staging.judged AS
        SELECT * REPLACE (CASE WHEN flow = 'balance' THEN low ELSE greatest(low, 0) END AS low),
               CASE {broken} END AS broken
        FROM staging.given;
        DROP TABLE staging.given;
        INSERT INTO staging.rejected
        SELECT origin, origin_row, CASE broken {kinds} END, CASE broken {reasons} END, {_CONTENT}
        FROM staging.judged WHERE broken IS NOT NULL;
        """
    )
    return _without_repeated(connection)


def _without_repeated(connection: duckdb.DuckDBPyConnection) -> int:
    """One row a key: of several with the same number the first, with different ones none."""
    key = ", ".join(KEY)
    connection.execute(
        f"""
        CREATE TABLE staging.repeated AS
        SELECT {key}, arg_min(rowid, (origin, origin_row)) AS first, count(*) AS times,
               count(DISTINCT (value, low, high)) AS numbers,
               string_agg(DISTINCT coalesce(value::VARCHAR, low || ' to ' || high), '; ') AS said
        FROM staging.judged
        WHERE broken IS NULL
          AND hash({key}) IN (
              SELECT hash({key}) FROM staging.judged WHERE broken IS NULL
              GROUP BY ALL HAVING count(*) > 1)
        GROUP BY {key}
        HAVING count(*) > 1;
        INSERT INTO staging.rejected
        SELECT origin, origin_row, '{DUPLICATE}',
               'the same key stands ' || times || ' times with ' || numbers || ' numbers: ' || said,
               {_CONTENT}
        FROM staging.judged JOIN staging.repeated USING ({key})
        WHERE broken IS NULL AND numbers > 1;
        CREATE VIEW staging.good AS
        SELECT j.* EXCLUDE (broken)
        FROM staging.judged j LEFT JOIN staging.repeated r USING ({key})
        WHERE j.broken IS NULL AND (r.times IS NULL OR (r.numbers = 1 AND r.first = j.rowid));
        """
    )
    [(repeated,)] = connection.execute(
        "SELECT coalesce(sum(times - 1), 0) FROM staging.repeated WHERE numbers = 1"
    ).fetchall()
    return int(repeated)
