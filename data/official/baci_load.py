"""CEPII's BACI into the data set `cepii-baci`: bilateral trade by HS6, reconciled, rolled up.

    HOME/fetched/cepii-baci/    what is read, while it is read

A year has eleven million rows, so they are judged in a database on disk and not as other tables
are, cell by cell. Values are thousand dollars FOB of what the exporter sent: reconciled by CEPII
from both sides, they are no reporter's own statistics.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
from filelock import FileLock

from data import codes
from data.faults import named_faults
from data.official import baci_files, fetched, release_file, releases
from data.official.baci_files import BaciFile, BaciFiles
from data.official.fetched import Origin, Scope
from data.official.table_load import Prepared
from data.services.kept_replies import FETCHED
from data.tables.block_reading import Question
from data.tables.cells import Finding
from data.tables.judging import in_sql
from data.tables.table_errors import TableError
from data.tables.understanding import PREVIEW, ColumnUse

LEVELS = {"HS2": 2, "HS4": 4, "HS6": 6}
ADDRESS = "https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37"
ORIGIN = Origin(
    source="cepii-baci",
    publisher="CEPII",
    title="BACI, international trade at the product level",
    address=ADDRESS,
    licence="Etalab 2.0: free with attribution",
    citation="Gaulier, G. and Zignago, S. (2010): BACI: International Trade Database at the "
    f"Product-Level. The 1994-2007 Version. CEPII Working Paper 2010-23; {ADDRESS}. Read on "
    "{today}.",
)
FULL = 6  # digits of the goods of a file
FINEST = 3  # decimals of a value in thousand dollars that is given to the dollar
_MEANING = {
    "t": ("year", "the year"), "i": ("reporter", "the exporter"), "j": ("partner", "the importer"),
    "k": ("product", "six digits of the HS, as text"), "v": ("value", "thousand dollars, FOB"),
    "q": ("ignored", "tonnes"),
}  # fmt: skip

_CUT = pa.schema([("origin", pa.string()), ("origin_row", pa.int64()), ("content", pa.string())])

# What a row is, the first that fits: outcome, kind, condition, reason.
_RULES = (
    ("unknown", "", "v IN ('NA', '')", "''"),
    ("rejected", "bad_period", "NOT regexp_full_match(t, '[12][0-9]{3}')", "'no year: ' || t"),
    ("rejected", "unknown_place", "x.code IS NULL", "'unknown exporter ' || i"),
    ("rejected", "unknown_place", "m.code IS NULL", "'unknown importer ' || j"),
    ("left out", "aggregate", "x.area IS NULL OR m.area IS NULL", "'a group of countries'"),
    ("rejected", "bad_product", "NOT regexp_full_match(k, '[0-9]{6}')",
     "k || ' is not six digits: were its zeros cut?'"),
    ("rejected", "bad_number", "TRY_CAST(v AS DECIMAL(18, 6)) IS NULL", "v || ' is no amount'"),
    ("rejected", "negative", "TRY_CAST(v AS DECIMAL(18, 6)) < 0", "v || ' is below zero'"),
)  # fmt: skip


def _of_rule(part: int, otherwise: str) -> str:
    cases = " ".join(
        f"WHEN {condition} THEN {rule if part == 3 else in_sql(rule)}"
        for rule, condition in ((rule[part], rule[2]) for rule in _RULES)
    )
    return f"CASE {cases} ELSE {otherwise} END"


_JUDGED = f"""
    CREATE TABLE judged AS SELECT
        {_of_rule(0, "'figure'")} AS outcome, {_of_rule(1, "''")} AS kind,
        {_of_rule(3, "''")} AS reason, x.area AS reporter, m.area AS partner, k AS product,
        t AS year, TRY_CAST(v AS DECIMAL(18, 6)) * 1000 AS value,
        length(split_part(v, '.', 2)) AS decimals, origin, row,
        CASE WHEN outcome = 'rejected' THEN concat_ws(', ', t, i, j, k, v) END AS content
    FROM (SELECT * REPLACE (trim(t) AS t, ltrim(trim(i), '0') AS i, ltrim(trim(j), '0') AS j,
                 trim(k) AS k, trim(v) AS v) FROM batches) b
    LEFT JOIN area x ON x.code = b.i LEFT JOIN area m ON m.code = b.j
"""


@dataclass
class BaciRead:
    """What was read, as the answers about any table ask for it."""

    connection: duckdb.DuckDBPyConnection
    level: str
    columns: list[ColumnUse] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    missing: list[Question] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def figures(self) -> duckdb.DuckDBPyRelation:
        """The figures, by goods of as many digits as are kept."""
        return self.connection.sql("FROM figure_kept")

    def rejected(self) -> duckdb.DuckDBPyRelation:
        """Rows that cannot be used."""
        return self.connection.sql("""
            SELECT origin, row AS origin_row, kind, reason, content, 1::BIGINT AS cells
            FROM judged WHERE outcome = 'rejected' UNION ALL FROM bad_row
        """)

    def left_out(self) -> duckdb.DuckDBPyRelation:
        """Rows of groups of countries."""
        return self.connection.sql(
            "SELECT kind, reason, 1::BIGINT AS cells FROM judged WHERE outcome = 'left out'"
        )

    def counts(self) -> dict[str, int]:
        """How many rows are figures, rejected, left out and unknown."""
        rows = self.connection.execute("SELECT outcome, count(*) FROM judged GROUP BY outcome")
        return dict(rows.fetchall())

    def areas(self, role: str) -> list[str]:
        """The codes of reporters or partners among the figures."""
        found = self.connection.execute(
            f"SELECT DISTINCT {role} FROM judged WHERE outcome = 'figure' ORDER BY 1"
        )
        return [code for (code,) in found.fetchall()]

    def period_range(self) -> dict[str, tuple[str, str]]:
        """The first and last year."""
        [ends] = self.connection.execute(
            "SELECT min(year), max(year) FROM judged WHERE outcome = 'figure'"
        ).fetchall()
        return {"A": ends} if ends[0] else {}

    def preview(self) -> list[tuple[object, ...]]:
        """The first figures."""
        return (
            self.figures().order("origin, origin_row, reporter, partner").limit(PREVIEW).fetchall()
        )


@contextmanager
def table(
    paths: Sequence[Path],
    level: str,
    folder: Path,
    on_rows: Callable[[int], None] = lambda _: None,
) -> Generator[Prepared]:
    """The files of BACI as a table, ready to be loaded while the context lasts.

    Raises
    ------
    TradeproofError
        A file cannot be read, is damaged or is something else; no row can be used.
    """
    codes.require("products", level, LEVELS)
    files = baci_files.found(paths)
    edition, version = baci_files.version_of(files.figures)
    areas = baci_files.areas_of(files.countries)
    place = folder / FETCHED / ORIGIN.source
    with ExitStack() as leaving:
        with named_faults(f"cannot read BACI in {place}"):
            place.mkdir(parents=True, exist_ok=True)
            leaving.enter_context(FileLock(place.with_suffix(".lock")))
            for left in place.glob("reading*"):  # of a process that was killed
                shutil.rmtree(left, ignore_errors=True)
            beside = leaving.enter_context(
                tempfile.TemporaryDirectory(dir=place, prefix="reading", ignore_cleanup_errors=True)
            )
            connection = leaving.enter_context(duckdb.connect(str(Path(beside) / "rows.duckdb")))
            read = _read(connection, files, areas, level, on_rows)
            ready = _prepared(read, files, edition, version, folder)
        yield ready


def _read(
    connection: duckdb.DuckDBPyConnection,
    files: BaciFiles,
    areas: dict[str, str | None],
    level: str,
    on_rows: Callable[[int], None],
) -> BaciRead:
    release_file.bound_memory(connection)  # a database on disk spills beside itself
    # Rows have their line with them; keeping their order would hold them all in memory.
    connection.execute("SET preserve_insertion_order = false")
    connection.execute("CREATE TABLE area AS SELECT unnest($1) AS code, unnest($2) AS area",
                       [list(areas), list(areas.values())])  # fmt: skip
    bad: list[tuple[str, int, str]] = []
    faults: list[TableError] = []

    def rows() -> Iterator[pa.RecordBatch]:
        try:
            yield from baci_files.batches(files.figures, on_rows, lambda *row: bad.append(row))
        except TableError as error:  # DuckDB would make it a text within an error of its own
            faults.append(error)
            raise

    connection.register("batches", pa.RecordBatchReader.from_batches(baci_files.SCHEMA, rows()))
    try:
        connection.execute(_JUDGED)
    except duckdb.Error as error:
        if faults:
            raise faults[0] from error
        raise
    connection.unregister("batches")
    cells = [dict(zip(_CUT.names, row, strict=True)) for row in bad]
    cut = pa.Table.from_pylist(cells, schema=_CUT)
    connection.register("cut", cut)
    connection.execute(
        "CREATE TABLE bad_row AS SELECT origin, origin_row, 'bad_row' AS kind, "
        "'it has too few or too many cells' AS reason, content, 1::BIGINT AS cells FROM cut"
    )
    connection.unregister("cut")
    _require_one_file_a_year(connection, files.figures)
    digits = LEVELS[level]
    if digits < FULL:
        connection.execute(_REFUSE_REPEATED)
    connection.execute(_figures(connection))
    connection.execute(_kept(digits))
    listed = files.countries.name if files.countries else "Comtrade's codes, as no list is there"
    findings = [
        Finding("layout", "CEPII BACI", ", ".join(baci_files.HEAD)),
        Finding("unit", "thousand USD", "CEPII's description"),
        Finding("flow", "export", "of the exporter, FOB, reconciled with the importer's"),
        Finding("countries", listed, "codes of three letters by number"),
    ]
    columns = [ColumnUse("", name, *meaning) for name, meaning in _MEANING.items()]
    read = BaciRead(connection, level, columns, findings)
    read.remarks.append("BACI is reconciled by CEPII: no reporter's own statistics")
    if unknown := read.counts().get("unknown"):
        read.remarks.append(f"values that are NA are unknown, and in no sum: {unknown}")
    return read


def _figures(connection: duckdb.DuckDBPyConnection) -> str:
    """The view of figures: exact where a file gives some value to the dollar, else to its digit.

    CEPII cuts no zeros, but who saves a file again may: 1.5 stands for 1.500 beside 0.002.
    """
    rows = connection.execute(
        "SELECT origin, max(decimals) FROM judged WHERE outcome = 'figure' GROUP BY origin"
    ).fetchall()
    halves = [(name, 0.5 * 10 ** (FINEST - most) if most < FINEST else 0) for name, most in rows]
    connection.execute("CREATE TABLE half (origin VARCHAR, half DECIMAL(18, 6))")
    if halves:
        connection.executemany("INSERT INTO half VALUES (?, ?)", halves)
    amount = "DECIMAL(38, 6)"
    return f"""
        CREATE VIEW figure_of_row AS SELECT reporter, partner, 'export' AS flow, product,
            'A' AS freq, year AS period, make_date(year::INTEGER, 1, 1) AS first_month,
            make_date(year::INTEGER, 12, 1) AS last_month, 'USD' AS currency,
            value::{amount} AS value, greatest(value - half, 0)::{amount} AS low,
            (value + half)::{amount} AS high, 'A' AS status, 'FOB' AS valuation, origin,
            row AS origin_row
        FROM judged JOIN half USING (origin) WHERE outcome = 'figure'
    """


def _kept(digits: int) -> str:
    """The figures by goods of so many digits."""
    if digits == FULL:
        return "CREATE VIEW figure_kept AS FROM figure_of_row"
    return f"""
        CREATE TABLE figure_kept AS
        SELECT reporter, partner, flow, left(product, {digits}) AS product, freq, period,
            first_month, last_month, currency, sum(value)::DECIMAL(38, 6) AS value,
            sum(low)::DECIMAL(38, 6) AS low, sum(high)::DECIMAL(38, 6) AS high, status, valuation,
            min(origin) AS origin, NULL::BIGINT AS origin_row
        FROM figure_of_row GROUP BY ALL
    """


# What would be added up twice; of whole goods the store of data sets finds it.
_REFUSE_REPEATED = """
    UPDATE judged SET outcome = 'rejected', kind = 'duplicate',
        reason = 'the same exporter, importer, product and year stand more than once',
        content = concat_ws(', ', year, reporter, partner, product, value)
    WHERE outcome = 'figure' AND (reporter, partner, product, year) IN (
        SELECT (reporter, partner, product, year) FROM judged WHERE outcome = 'figure'
        GROUP BY reporter, partner, product, year HAVING count(*) > 1)
"""


def _require_one_file_a_year(
    connection: duckdb.DuckDBPyConnection, files: tuple[BaciFile, ...]
) -> None:
    """A year in two files would be added up twice."""
    twice = connection.execute(
        "SELECT year, min(origin), max(origin) FROM judged WHERE outcome = 'figure' "
        "GROUP BY year HAVING count(DISTINCT origin) > 1 ORDER BY year LIMIT 1"
    ).fetchall()
    for year, one, other in twice:
        raise TableError(files[0].path.name, f"{year} stands in {one} and in {other}; name one")


def _prepared(
    read: BaciRead, files: BaciFiles, edition: str | None, version: str | None, folder: Path
) -> Prepared:
    fetched.require_rows(read, files.figures[0].name)
    title = f"{ORIGIN.title}, HS{edition}" if edition else ORIGIN.title
    before = releases.loaded_as(ORIGIN.source, folder)
    years = read.connection.execute("SELECT DISTINCT year::INTEGER FROM judged "
                                    "WHERE outcome = 'figure'").fetchall()  # fmt: skip
    is_same = before is not None and before.known.get("title") == title
    if before is not None and not is_same:
        of = before.known.get("title", "").removeprefix(ORIGIN.title).lstrip(", ")
        read.remarks.append(
            f"this replaces {of or 'BACI'} (release {before.release}), whose figures are then on "
            f"no page; `tradeproof datasets rollback {ORIGIN.source}` brings them back"
        )
    scopes = [Scope(first=date(year, 1, 1), last=date(year, 12, 1)) for (year,) in years]
    paths = dict.fromkeys(file.path.name for file in files.figures)
    return fetched.prepared(
        replace(ORIGIN, title=title), read, scopes if is_same else [Scope()], folder,
        name=", ".join(paths), file=", ".join(paths),
        published=f"{version[:4]}-{version[4:]}" if version else None,
        release=f"hs{edition}-v{version}" if edition else None,
        products=f"{read.level}, and all goods as their sum", every_product=True,
    )  # fmt: skip
