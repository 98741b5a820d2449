"""A release as a database file: figures checked, sorted, rolled up, and what was rejected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
from duckdb import DuckDBPyRelation

from data.codes import section_of_chapter
from data.errors import EditionError, TradeproofError
from data.files import take_away
from data.official import doubts, rules
from data.official.metadata import Metadata

SCHEMA = Path(__file__).parent / "release.sql"
FIGURE_COLUMNS = (
    "reporter", "partner", "flow", "product", "freq", "period", "first_month", "last_month",
    "currency", "value", "low", "high", "status", "valuation", "origin", "origin_row",
)  # fmt: skip
REJECTED_COLUMNS = ("origin", "origin_row", "kind", "reason", "content")
SMALL = 100_000  # figures; a file of fewer has small blocks, since each column takes one at least
SMALL_BLOCK, BLOCK = 16_384, 262_144  # bytes
BATCH = 100_000  # rows
MEMORY = 2  # GiB

Rows = pa.Table | DuckDBPyRelation
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Counts:
    """What a load did: figures that stand in the file, rows rejected and warnings by kind.

    `repeated` rows said the same as others; `rolled_up` figures are added up of finer goods and
    stand in the file beside the `figures`.
    """

    figures: int
    rolled_up: int
    repeated: int
    rejected: dict[str, int]
    warnings: dict[str, int]


def build(
    path: Path,
    figures: Rows,
    rejected: Rows | None,
    metadata: Metadata,
    *,
    every_product: bool = False,
    progress: Progress | None = None,
) -> Counts:
    """Write a release into a new file.

    Parameters
    ----------
    figures, rejected
        Relations or tables with `FIGURE_COLUMNS` and `REJECTED_COLUMNS`; what the reading of the
        table rejected stays rejected, and more may be.
    every_product
        The table has every product of each trade, so that their sums are headings, chapters,
        sections and all goods.
        Only then is anything added up: the sum of some products is not all goods.
    progress
        Called with the number of rows read so far.

    Raises
    ------
    TradeproofError
        There is no figure that can be used.
    EditionError
        A value does not fit, or the file cannot be written.
    """
    staging = path.with_name(f"{path.name}.staging")
    connection = duckdb.connect()
    try:
        connection.execute("SET temp_directory = ?", [str(path.with_name(f"{path.name}.spill"))])
        bound_memory(connection)
        connection.execute("ATTACH ? AS staging", [str(staging)])
        # Rows have their line with them; keeping their order would hold them all in memory.
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(rules.GIVEN)
        rules.list_codes(connection)
        read = _take(connection, "given", FIGURE_COLUMNS, figures, progress)
        if rejected is not None:
            _take(connection, "rejected", REJECTED_COLUMNS, rejected, None)
        repeated = rules.sort_out(connection)
        connection.execute("SET preserve_insertion_order = true")  # of what is sorted now
        block = SMALL_BLOCK if read < SMALL else BLOCK
        connection.execute(f"ATTACH ? AS made (BLOCK_SIZE {block})", [str(path)])
        counts = _write(connection, metadata, repeated, every_product)
        connection.execute(
            "CHECKPOINT made"
        )  # all is in the file now; closing would not say if not
        connection.execute("DETACH made")
    except duckdb.ConversionException as error:
        raise EditionError(f"a value does not fit into {path.stem} ({error})") from error
    finally:
        connection.close()
        take_away(staging, staging.with_name(f"{staging.name}.wal"))
    return counts


def bound_memory(connection: duckdb.DuckDBPyConnection) -> None:
    """At most `MEMORY`, where DuckDB would take four fifths of the machine's; the rest spills.

    `temp_directory` must be on a disk.
    """
    [(limit,)] = connection.execute("SELECT current_setting('memory_limit')").fetchall()
    number, _, unit = limit.partition(" ")
    if unit == "TiB" or (unit == "GiB" and float(number) > MEMORY):
        connection.execute(f"SET memory_limit = '{MEMORY}GiB'")


def _take(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: tuple[str, ...],
    rows: Rows,
    progress: Progress | None,
) -> int:
    """Copy rows into a staging table, in batches, whatever connection they come from."""
    missing = sorted(set(columns) - set(_names(rows)))
    if missing:
        raise EditionError(f"a table of figures lacks the columns {', '.join(missing)}")
    if isinstance(rows, pa.Table):
        reader = rows.select(list(columns)).to_reader(BATCH)
    else:
        reader = rows.select(*columns).to_arrow_reader(BATCH)
    read = 0

    def counted() -> Iterator[pa.RecordBatch]:
        nonlocal read
        for batch in reader:
            read += batch.num_rows
            if progress:
                progress(read)
            yield batch

    with closing(pa.RecordBatchReader.from_batches(reader.schema, counted())) as batches:
        connection.from_arrow(batches).insert_into(f"staging.{table}")
    return read


def _names(rows: Rows) -> list[str]:
    return rows.column_names if isinstance(rows, pa.Table) else rows.columns


def _write(
    connection: duckdb.DuckDBPyConnection, metadata: Metadata, repeated: int, every_product: bool
) -> Counts:
    connection.execute("USE made")
    connection.execute(SCHEMA.read_text(encoding="utf-8"))
    connection.execute(_FIGURES)
    if every_product:
        _roll_up(connection)
    connection.execute(_BESIDE)
    figures, rolled_up = _row(
        connection,
        "SELECT count(*) FILTER (NOT is_rolled_up), count(*) FILTER (is_rolled_up) FROM figures",
    )
    if not figures:
        raise TradeproofError(_nothing_usable(connection))
    warnings = doubts.find(connection, every_product)
    rejected = dict(
        connection.execute(
            "SELECT kind, count(*) FROM quarantine GROUP BY kind ORDER BY kind"
        ).fetchall()
    )
    counts = Counts(figures, rolled_up, repeated, rejected, warnings)
    _describe(connection, metadata, counts)
    connection.execute("USE memory")
    return counts


def _describe(connection: duckdb.DuckDBPyConnection, metadata: Metadata, counts: Counts) -> None:
    """The one row of the table `release`."""
    reporters, oldest, newest = _row(
        connection,
        "SELECT list(DISTINCT reporter ORDER BY reporter), arg_min(period, first_month), "
        "arg_max(period, last_month) FROM figures",
    )
    said = metadata.columns | {
        "figures": counts.figures,
        "rolled_up": counts.rolled_up,
        "rejected": sum(counts.rejected.values()),
        "warnings": sum(counts.warnings.values()),
        "oldest": oldest,
        "newest": newest,
    }
    said["statistics_of"] = said["statistics_of"] or reporters
    names, places = ", ".join(said), ", ".join("?" * len(said))
    connection.execute(f"INSERT INTO release ({names}) VALUES ({places})", list(said.values()))


def _nothing_usable(connection: duckdb.DuckDBPyConnection) -> str:
    found = connection.execute("SELECT reason FROM quarantine LIMIT 1").fetchall()
    why = f"; the first that was rejected: {found[0][0]}" if found else ""
    return f"no row can be used{why}"


def _row(connection: duckdb.DuckDBPyConnection, select: str) -> tuple:
    [row] = connection.execute(select).fetchall()
    return row


_COLUMNS = """
    reporter, partner, product, flow, freq, period, first_month, last_month, currency,
    value, low, high, status, valuation, origin, origin_row
"""


def _insert(table: str, condition: str) -> str:
    return f"""
    INSERT INTO {table} SELECT {_COLUMNS}, false FROM staging.good
    WHERE {condition} ORDER BY {rules.ORDER};
    """


_CHAPTER = "regexp_full_match(product, '[0-9]{2}')"
_FIGURES = (
    _insert("all_goods", "product = 'TOTAL'")
    + _insert("hs2", _CHAPTER)
    + _insert("detail", f"product <> 'TOTAL' AND NOT {_CHAPTER}")
    + "CREATE TEMP VIEW figures AS FROM made.all_goods UNION ALL FROM made.hs2 "
    "UNION ALL FROM made.detail;"
)

# A sum of rows of finer goods: its bounds are the sums of theirs, its value unknown if any is.
_SUM = """
    CASE WHEN count(value) = count(*) THEN sum(value) END AS value, sum(low) AS low,
    sum(high) AS high, max(status) AS status,
    CASE WHEN min(coalesce(valuation, '')) = max(coalesce(valuation, '')) THEN min(valuation) END
        AS valuation,
    NULL AS origin, NULL AS origin_row, true AS is_rolled_up
"""
_CELL = "reporter, partner, flow, freq, period, first_month, last_month, currency"
_ORDERED = f"SELECT {_COLUMNS}, is_rolled_up"

_SECTIONS = ", ".join(f"('{chapter}', '{name}')" for chapter, name in section_of_chapter().items())
# Where codes are added up, of how many digits, and of which finer ones: each level of those before.
_LEVELS = (
    ("detail", 6, "[0-9]{7,}"),
    ("detail", 4, "[0-9]{5,6}"),
    ("hs2", 2, "[0-9]{3,4}"),
)


def _roll_up(connection: duckdb.DuckDBPyConnection) -> None:
    """Add up what has finer goods and is not printed itself.

    From the finest to chapters, so that a code that stands alone at a finer level is in every sum;
    all goods of chapters, or of what has no HS code (sections) where there are no chapters;
    sections of chapters.
    """
    for table, digits, finer in _LEVELS:
        found = connection.execute(
            f"SELECT DISTINCT length(product) FROM detail "
            f"WHERE regexp_full_match(product, '{finer}')"
        ).fetchall()
        if found:
            connection.execute(_summed(table, digits, finer, is_mixed=len(found) > 1))
    connection.execute(_ALL_GOODS)
    connection.execute(_OF_CHAPTERS)


def _summed(table: str, digits: int, finer: str, *, is_mixed: bool) -> str:
    """Goods of so many digits, summed of the least fine of the finer ones; but not what is there.

    Where all are equally fine there is no least to look for, which costs more than the sum.
    """
    least = f"QUALIFY fine = min(fine) OVER (PARTITION BY {_CELL}, broader)" if is_mixed else ""
    return f"""
    INSERT INTO {table}
    WITH part AS (
        SELECT *, left(product, {digits}) AS broader, length(product) AS fine FROM detail
        WHERE regexp_full_match(product, '{finer}')
    ), summed AS (
        SELECT reporter, partner, flow, any_value(freq) AS freq, any_value(period) AS period,
            first_month, last_month, currency, broader, fine, {_SUM}
        FROM part
        GROUP BY reporter, partner, flow, first_month, last_month, currency, broader, fine
    ), named AS (
        SELECT * EXCLUDE (broader, fine), broader AS product FROM summed {least}
    ), printed AS (
        SELECT {_CELL}, product FROM {table} WHERE length(product) = {digits}
    )
    {_ORDERED} FROM named ANTI JOIN printed USING ({_CELL}, product) ORDER BY {rules.ORDER}
    """


_ALL_GOODS = f"""
    INSERT INTO all_goods
    WITH part AS (
        SELECT *, 1 AS depth FROM hs2
        UNION ALL SELECT *, 2 FROM detail
        WHERE NOT regexp_full_match(product, '[0-9]{{3,}}') AND product <> 'services'
    ), summed AS (
        SELECT {_CELL}, depth, {_SUM} FROM part GROUP BY ALL
    ), named AS (
        SELECT * EXCLUDE (depth), 'TOTAL' AS product FROM summed
        QUALIFY depth = min(depth) OVER (PARTITION BY {_CELL}))
    {_ORDERED} FROM named ANTI JOIN all_goods USING ({_CELL}) ORDER BY {rules.ORDER};
"""

_OF_CHAPTERS = f"""
    INSERT INTO detail
    WITH named AS (
        SELECT {_CELL}, section AS product, {_SUM}
        FROM hs2 JOIN (VALUES {_SECTIONS}) s (chapter, section) ON hs2.product = chapter
        GROUP BY ALL)
    {_ORDERED} FROM named ANTI JOIN detail USING ({_CELL}, product) ORDER BY {rules.ORDER};
"""

_BESIDE = """
    INSERT INTO quarantine SELECT origin, origin_row, kind, reason, content
    FROM staging.rejected ORDER BY origin, origin_row, kind;
    INSERT INTO trade SELECT reporter, partner, freq, count(*) FILTER (product = 'TOTAL'), count(*)
    FROM figures GROUP BY ALL ORDER BY ALL;
    INSERT INTO product SELECT product, count(*) FROM figures GROUP BY ALL ORDER BY ALL;
    INSERT INTO period SELECT freq, period, count(*) FROM figures GROUP BY ALL ORDER BY ALL;
"""
