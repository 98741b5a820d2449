"""A release as a database file: figures checked, sorted, rolled up, and what was rejected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
from duckdb import DuckDBPyRelation

from data.errors import EditionError, TradeproofError
from data.files import take_away
from data.official import coding, doubts, rules
from data.official.metadata import Metadata
from data.official.rolling_up import Runs
from data.tables.found_figures import OnDisk

SCHEMA = Path(__file__).parent / "release.sql"
FIGURE_COLUMNS = (
    "reporter", "partner", "flow", "product", "freq", "period", "first_month", "last_month",
    "currency", "value", "low", "high", "status", "valuation", "origin", "origin_row",
)  # fmt: skip
REJECTED_COLUMNS = ("origin", "origin_row", "kind", "reason", "content")
TIMES = "times"  # how many rows a rejected one stands for
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
    figures: Rows | OnDisk,
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
        table rejected stays rejected, and more may be. With a column `TIMES` beside, a rejected row
        stands for so many. What is `OnDisk` holds both.
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
    connection = figures.connection.cursor() if isinstance(figures, OnDisk) else duckdb.connect()
    own = _row(connection, "SELECT current_database()")[0]
    try:
        if not isinstance(figures, OnDisk):  # else it spills beside the database
            spill = path.with_name(f"{path.name}.spill")
            connection.execute("SET temp_directory = ?", [str(spill)])
        bound_memory(connection)
        connection.execute("ATTACH ? AS staging", [str(staging)])
        coding.list_codes(connection)
        read = _gather(connection, figures, rejected, progress)
        repeated, stored = rules.sort_out(connection)
        if progress and isinstance(figures, OnDisk):  # of the others it was told as they came
            progress(_row(connection, "SELECT count(*) FROM good")[0])
        block = SMALL_BLOCK if read < SMALL else BLOCK
        connection.execute(f"ATTACH ? AS made (BLOCK_SIZE {block})", [str(path)])
        runs = Runs.given(connection, stored)
        counts = _write(connection, runs, metadata, repeated, every_product)
        connection.execute("CHECKPOINT made")  # or closing would not say if not all is in it
    except duckdb.ConversionException as error:
        raise EditionError(f"a value does not fit into {path.stem} ({error})") from error
    finally:
        if isinstance(figures, OnDisk):
            _leave(connection, own)
        connection.close()
        take_away(staging, staging.with_name(f"{staging.name}.wal"))
    return counts


def _leave(connection: duckdb.DuckDBPyConnection, own: str) -> None:
    """Let go of the files: others may read on beside a cursor; not where the disk was full."""
    with suppress(duckdb.Error):
        connection.execute(f"USE {own}")
        for database in ("made", "staging"):
            connection.execute(f"DETACH DATABASE IF EXISTS {database}")


def _gather(
    connection: duckdb.DuckDBPyConnection,
    figures: Rows | OnDisk,
    rejected: Rows | None,
    progress: Progress | None,
) -> int:
    """Figures as `staging.given` and rejected rows as `staging.rejected`; how many, or `SMALL`."""
    connection.execute(rules.REJECTED)
    if isinstance(figures, OnDisk):
        connection.execute(f"CREATE VIEW staging.given AS {figures.figures}")
        connection.execute(
            f"INSERT INTO staging.rejected SELECT {', '.join(REJECTED_COLUMNS)}, 1 "
            f"FROM ({figures.rejected})"
        )
        few = f"SELECT count(*) FROM (FROM staging.given LIMIT {SMALL})"
        return _row(connection, few)[0]
    # Rows have their line with them; keeping their order would hold them all in memory.
    connection.execute("SET preserve_insertion_order = false")
    connection.execute(rules.GIVEN)
    read = _take(connection, "given", FIGURE_COLUMNS, figures, progress)
    if rejected is not None:
        _take(connection, "rejected", (*REJECTED_COLUMNS, TIMES), _with_times(rejected), None)
    connection.execute("SET preserve_insertion_order = true")  # of what is sorted from now on
    return read


def bound_memory(connection: duckdb.DuckDBPyConnection) -> None:
    """At most `MEMORY`, where DuckDB would take four fifths of the machine's; the rest spills.

    `temp_directory` must be on a disk.
    """
    [(limit,)] = connection.execute("SELECT current_setting('memory_limit')").fetchall()
    number, _, unit = limit.partition(" ")
    if unit == "TiB" or (unit == "GiB" and float(number) > MEMORY):
        connection.execute(f"SET memory_limit = '{MEMORY}GiB'")


def kinds_of(quarantine: DuckDBPyRelation) -> dict[str, int]:
    """How many rows of a file are rejected, by kind; one that was written before has no `TIMES`."""
    counted = f"sum({TIMES})::BIGINT" if TIMES in quarantine.columns else "count(*)"
    return dict(quarantine.aggregate(f"kind, {counted}", "kind").order("kind").fetchall())


def _with_times(rejected: Rows) -> Rows:
    if TIMES in _names(rejected):
        return rejected
    if isinstance(rejected, pa.Table):
        return rejected.append_column(TIMES, pa.array([1] * len(rejected), pa.int64()))
    return rejected.project(f"*, 1::BIGINT AS {TIMES}")


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
    connection: duckdb.DuckDBPyConnection,
    runs: Runs,
    metadata: Metadata,
    repeated: int,
    every_product: bool,
) -> Counts:
    connection.execute("USE made")
    connection.execute(SCHEMA.read_text(encoding="utf-8"))
    if every_product and runs.runs:
        runs.roll_up()
    with coding.as_written(connection):
        for run in runs.runs:
            connection.execute(_INSERTED.format(**asdict(run)))
    connection.execute(_QUARANTINED)
    if not runs.runs:
        bad = connection.table("quarantine")
        raise TradeproofError(nothing_usable(kinds_of(bad), bad))
    connection.execute(
        f"CREATE TEMP VIEW figures AS FROM ({runs.united()}) JOIN staging.span USING (span)"
    )
    connection.execute(_BESIDE)
    figures, rolled_up = _row(
        connection,
        "SELECT count(*) FILTER (NOT is_rolled_up), count(*) FILTER (is_rolled_up) FROM figures",
    )
    warnings = doubts.find(connection, runs, every_product)
    rejected = kinds_of(connection.table("quarantine"))
    counts = Counts(figures, rolled_up, repeated, rejected, warnings)
    _describe(connection, metadata, counts)
    return counts


def _describe(connection: duckdb.DuckDBPyConnection, metadata: Metadata, counts: Counts) -> None:
    """The one row of the table `release`."""
    reporters, oldest, newest = _row(
        connection,
        "SELECT (SELECT list(DISTINCT reporter ORDER BY reporter) FROM trade), "
        "arg_min(period, first_month), arg_max(period, last_month) "
        "FROM staging.span SEMI JOIN period USING (freq, period)",
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


def nothing_usable(kinds: Mapping[str, int], rejected: DuckDBPyRelation) -> str:
    """That there is no figure: how many rows are of which kind, and why the first was rejected."""
    said = f" ({', '.join(f'{kind} {count}' for kind, count in kinds.items())})" if kinds else ""
    found = rejected.order("origin, origin_row, kind").limit(1).project("reason").fetchall()
    why = f"; the first that was rejected: {found[0][0]}" if found else ""
    return f"no row can be used{said}{why}"


def _row(connection: duckdb.DuckDBPyConnection, select: str) -> tuple:
    [row] = connection.execute(select).fetchall()
    return row


# In the order of the run: the words of its codes.
_INSERTED = """
    INSERT INTO {tier}
    SELECT reporter, partner, product, flow, freq, period, first_month, last_month, currency,
        value, low, high, status, valuation, origin, origin_row, {is_rolled_up}
    FROM ({select}) JOIN staging.span USING (span)
"""
_QUARANTINED = """
    INSERT INTO quarantine SELECT origin, origin_row, kind, reason, content, times
    FROM staging.rejected ORDER BY origin, origin_row, kind;
"""
_BESIDE = """
    INSERT INTO trade SELECT reporter, partner, freq, count(*) FILTER (product = 'TOTAL'), count(*)
    FROM figures GROUP BY ALL ORDER BY ALL;
    INSERT INTO product SELECT product, count(*) FROM figures GROUP BY ALL ORDER BY ALL;
    INSERT INTO period SELECT freq, period, count(*)
    FROM figures GROUP BY ALL ORDER BY ALL;
"""
