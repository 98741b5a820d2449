"""CEPII's BACI into the data set `cepii-baci`: bilateral trade by HS6, reconciled, rolled up.

    HOME/fetched/cepii-baci/    what is read, while it is read

A year has eleven million rows, so they are judged in a database on disk and not as other tables
are, cell by cell. Values are thousand dollars FOB of what the exporter sent: reconciled by CEPII
from both sides, they are no reporter's own statistics.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import duckdb

from data import codes
from data.faults import named_faults
from data.official import baci_files, coding, fetched, release_file, releases
from data.official.baci_files import BaciFile, BaciFiles
from data.official.fetched import Origin, Scope
from data.official.releases import DataSet
from data.official.table_load import Prepared, require_figures
from data.tables.cells import Finding
from data.tables.found_figures import PREVIEW, ColumnUse, FoundFigures, OnDisk
from data.tables.judging import in_sql
from data.tables.table_errors import TableError

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
DATABASE = "reading"  # its name in `DATABASE.duckdb`
AMOUNT = "DECIMAL(38, 6)"
FULL = 6  # digits of the goods of a file
FINEST = 3  # decimals of a value in thousand dollars that is given to the dollar
_MEANING = {
    "t": ("year", "the year"), "i": ("reporter", "the exporter"), "j": ("partner", "the importer"),
    "k": ("product", "six digits of the HS, as text"), "v": ("value", "thousand dollars, FOB"),
    "q": ("ignored", "tonnes"),
}  # fmt: skip

# What a row is, the first that fits: outcome, kind, condition, reason.
_RULES = (
    ("unknown", "", "amount IS NULL AND trim(v) IN ('NA', '')", "''"),
    ("rejected", "bad_period", "year IS NULL", "'no year: ' || trim(t)"),
    ("rejected", "unknown_place", "x.code IS NULL", "'unknown exporter ' || ltrim(trim(i), '0')"),
    ("rejected", "unknown_place", "m.code IS NULL", "'unknown importer ' || ltrim(trim(j), '0')"),
    ("left out", "aggregate", "x.area IS NULL OR m.area IS NULL", "'a group of countries'"),
    ("rejected", "bad_product", "good IS NULL",
     "trim(k) || ' is no code of six digits: were its zeros cut?'"),
    ("rejected", "bad_number", "amount IS NULL", "trim(v) || ' is no amount'"),
    ("rejected", "negative", "amount < 0", "trim(v) || ' is below zero'"),
)  # fmt: skip
_FIGURE, _OUTCOMES = "figure", ("figure", "unknown", "rejected", "left out")


def _of_broken(part: int) -> str:
    """A part of the rule that a row has broken."""
    cases = " ".join(
        f"WHEN {n} THEN {rule[part] if part == 3 else in_sql(rule[part])}"
        for n, rule in enumerate(_RULES)
    )
    return f"CASE WHEN broken IS NOT NULL THEN CASE broken {cases} END END"


# Numbers as they are read; `rowid` is the place of a row among all, so no order is kept beside it.
_TABLES = f"""
    CREATE TYPE outcome AS ENUM ({", ".join(map(in_sql, _OUTCOMES))});
    CREATE TABLE judged (
        outcome outcome, kind VARCHAR, reason VARCHAR, reporter area, partner area, good UINTEGER,
        year USMALLINT, amount DECIMAL(18, 6), origin origin, content VARCHAR
    );
    CREATE TABLE file (origin origin, first BIGINT, decimals INTEGER);
    CREATE TABLE bad_row (origin VARCHAR, origin_row BIGINT, kind VARCHAR, reason VARCHAR,
                          content VARCHAR, cells BIGINT);
"""
_NUMBER = "CASE WHEN NOT contains({0}, '.') THEN TRY_CAST({0} AS UINTEGER) END"
_READ = f"""
    SELECT *, CASE WHEN length(trim(t)) = 4 AND TRY_CAST(t AS USMALLINT) BETWEEN 1000 AND 2999
                   THEN t::USMALLINT END AS year,
        {_NUMBER.format("i")} AS exporter, {_NUMBER.format("j")} AS importer,
        CASE WHEN regexp_full_match(k, ' *(0[1-9]|[1-9][0-9])[0-9]{{4}} *')
             THEN k::UINTEGER END AS good,
        TRY_CAST(v AS DECIMAL(18, 6)) AS amount
"""
# Most rows break none: what all of them must be is asked first, once.
_SOUND = """
    amount >= 0 AND good IS NOT NULL AND year IS NOT NULL
        AND x.area IS NOT NULL AND m.area IS NOT NULL
"""
_BROKEN = " ".join(f"WHEN {rule[2]} THEN {n}" for n, rule in enumerate(_RULES))
_JUDGED = f"""
    INSERT INTO judged
    SELECT coalesce({_of_broken(0)}, {in_sql(_FIGURE)})::outcome AS outcome,
        {_of_broken(1)} AS kind, {_of_broken(3)} AS reason, reporter, partner, good, year, amount,
        $1::origin AS origin, CASE WHEN broken IS NOT NULL THEN
            concat_ws(', ', trim(t), ltrim(trim(i), '0'), ltrim(trim(j), '0'), trim(k), trim(v))
        END AS content
    FROM (
        SELECT b.*, x.area AS reporter, m.area AS partner,
            CASE WHEN {_SOUND} THEN NULL {_BROKEN} END AS broken
        FROM ({{read}}) b
        LEFT JOIN area x ON x.code = b.exporter LEFT JOIN area m ON m.code = b.importer
    )
"""
# Of what was read last. CEPII gives three decimals: where some have a third, all are exact.
_IS_FINE = """
    SELECT coalesce(bool_or(amount % 0.01 <> 0), false) FROM judged
    WHERE rowid >= $1 AND outcome = 'figure'
"""
_DECIMALS = f"""
    SELECT least(coalesce(max(length(split_part(trim(v), '.', 2))), 0), {FINEST})
    FROM ({{read}}) WHERE amount >= 0
"""
_BAD_ROWS = """
    INSERT INTO bad_row SELECT $1, unnest($2), 'bad_row', 'it has too few or too many cells',
        unnest($3), 1
"""

_REJECTED = f"""
    SELECT origin::VARCHAR AS origin, row AS origin_row, kind, reason, content, 1::BIGINT AS cells
    FROM {DATABASE}.row_of_file WHERE outcome = 'rejected' UNION ALL FROM {DATABASE}.bad_row
"""


@dataclass
class BaciRead(FoundFigures):
    """What was read, as the answers about any table ask for it."""

    level: str = field(kw_only=True)

    def figures(self) -> duckdb.DuckDBPyRelation:
        """The figures, by goods of as many digits as are kept."""
        return self.connection.sql(self.on_disk.figures)

    @property
    def on_disk(self) -> OnDisk:
        """Figures and rejected rows where they lie."""
        return OnDisk(self.connection, f"FROM {DATABASE}.figure_kept", _REJECTED)

    def rejected(self) -> duckdb.DuckDBPyRelation:
        """Rows that cannot be used."""
        return self.connection.sql(_REJECTED)

    def left_out(self) -> duckdb.DuckDBPyRelation:
        """Rows of groups of countries."""
        return self.connection.sql(
            "SELECT kind, reason, 1::BIGINT AS cells FROM judged WHERE outcome = 'left out'"
        )

    def counts(self) -> dict[str, int]:
        """How many rows are figures, rejected, left out and unknown."""
        rows = self.connection.execute(
            "SELECT outcome::VARCHAR, count(*) FROM judged GROUP BY outcome"
        )
        return dict(rows.fetchall())

    def areas(self, role: str) -> list[str]:
        """The codes of reporters or partners among the figures."""
        found = self.connection.execute(
            f"SELECT DISTINCT {role}::VARCHAR FROM judged WHERE outcome = 'figure' ORDER BY 1"
        )
        return [code for (code,) in found.fetchall()]

    def period_range(self) -> dict[str, tuple[str, str]]:
        """The first and last year."""
        [ends] = self.connection.execute(
            "SELECT min(year)::VARCHAR, max(year)::VARCHAR FROM judged WHERE outcome = 'figure'"
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
    with ExitStack() as leaving:
        beside = leaving.enter_context(fetched.place_to_read(folder, ORIGIN.source))
        with named_faults(f"cannot read BACI in {beside.parent}"):
            on_disk = beside / f"{DATABASE}.duckdb"
            connection = leaving.enter_context(duckdb.connect(str(on_disk)))
            read = _read(connection, files, areas, level, beside, on_rows)
            ready = _prepared(read, files, edition, version, folder)
        yield ready


def _read(
    connection: duckdb.DuckDBPyConnection,
    files: BaciFiles,
    areas: dict[str, str | None],
    level: str,
    beside: Path,
    on_rows: Callable[[int], None],
) -> BaciRead:
    release_file.bound_memory(connection)  # a database on disk spills beside itself
    _lay_out(connection, files.figures, areas)
    for file in files.figures:
        _take(connection, file, beside)
        on_rows(_row(connection, "SELECT count(*) FROM judged"))
    connection.execute(_views(connection))
    _require_one_file_a_year(connection, files.figures)
    digits = LEVELS[level]
    if digits < FULL:
        connection.execute(_REFUSE_REPEATED)
    connection.execute(_kept(digits))
    listed = files.countries.name if files.countries else "Comtrade's codes, as no list is there"
    findings = [
        Finding("layout", "CEPII BACI", ", ".join(baci_files.HEAD)),
        Finding("unit", "thousand USD", "CEPII's description"),
        Finding("flow", "export", "of the exporter, FOB, reconciled with the importer's"),
        Finding("countries", listed, "codes of three letters by number"),
    ]
    columns = [ColumnUse("", name, *meaning) for name, meaning in _MEANING.items()]
    read = BaciRead(connection, columns, findings, level=level)
    read.remarks.append("BACI is reconciled by CEPII: no reporter's own statistics")
    if unknown := read.counts().get("unknown"):
        read.remarks.append(f"values that are NA are unknown, and in no sum: {unknown}")
    return read


def _lay_out(
    connection: duckdb.DuckDBPyConnection, files: tuple[BaciFile, ...], areas: dict[str, str | None]
) -> None:
    """The tables that rows are read into, and the areas by their numbers."""
    words = {
        "area": {area for area in areas.values() if area is not None},
        "origin": {file.name for file in files},
    }
    for name, listed in words.items():
        coding.enumerate_words(connection, name, listed)
    connection.execute("CREATE TABLE area AS SELECT unnest($1)::UINTEGER AS code, "
                       "unnest($2)::area AS area", [list(areas), list(areas.values())])  # fmt: skip
    connection.execute(_TABLES)


def _take(connection: duckdb.DuckDBPyConnection, file: BaciFile, beside: Path) -> None:
    """Judge the rows of a file, in their order."""
    first = _row(connection, "SELECT count(*) FROM judged")
    with baci_files.unpacked(file, beside) as path:
        read = f"{_READ} FROM ({baci_files.rows_of(path)})"
        with coding.as_written(connection):
            connection.execute(_JUDGED.format(read=read), [file.name])
        [(is_fine,)] = connection.execute(_IS_FINE, [first]).fetchall()
        decimals = FINEST if is_fine else _row(connection, _DECIMALS.format(read=read))
        bad = baci_files.bad_rows(connection, file)  # of every reading
    connection.execute("INSERT INTO file VALUES ($1, $2, $3)", [file.name, first, decimals])
    if bad:
        lines, texts = zip(*bad, strict=True)
        connection.execute(_BAD_ROWS, [file.name, list(lines), list(texts)])


def _views(connection: duckdb.DuckDBPyConnection) -> str:
    """Rows with their lines, and figures of them: exact where a file gives some to the dollar, else
    to its digit.

    CEPII cuts no zeros, but who saves a file again may: 1.5 stands for 1.500 beside 0.002.
    """
    coarse = connection.execute(
        f"SELECT origin::VARCHAR, decimals FROM file WHERE decimals < {FINEST}"
    ).fetchall()
    halves = " ".join(f"WHEN {in_sql(name)} THEN {0.5 * 10 ** (FINEST - n)}" for name, n in coarse)
    half = f"(CASE origin {halves} ELSE 0 END)" if coarse else "0"
    low = f"greatest(value - {half}, 0)" if coarse else "value"
    high = f"value + {half}" if coarse else "value"
    return f"""
        CREATE VIEW row_of_file AS {_row_of_file(connection)};
        CREATE TABLE ware AS SELECT good, printf('%06d', good) AS product
        FROM (SELECT DISTINCT good FROM judged WHERE outcome = 'figure');
        CREATE TABLE year AS SELECT year, year::VARCHAR AS period,
            make_date(year::INTEGER, 1, 1) AS first_month,
            make_date(year::INTEGER, 12, 1) AS last_month
        FROM (SELECT DISTINCT year FROM judged WHERE outcome = 'figure');
        CREATE VIEW figure_of_row AS
        SELECT reporter, partner, 'export' AS flow, product, 'A' AS freq, period, first_month,
            last_month, 'USD' AS currency, value, {low}::{AMOUNT} AS low, {high}::{AMOUNT} AS high,
            'A' AS status, 'FOB' AS valuation, origin, row AS origin_row
        FROM (SELECT *, (amount * 1000)::{AMOUNT} AS value FROM row_of_file)
        JOIN ware USING (good) JOIN year USING (year) WHERE outcome = 'figure'
    """


def _row_of_file(connection: duckdb.DuckDBPyConnection) -> str:
    """Each row with its line, which is its place in its file behind the heading and bad rows."""
    rows = "SELECT j.*, j.rowid - f.first + 2 AS row FROM judged j JOIN file f USING (origin)"
    if not _row(connection, "SELECT count(*) FROM bad_row"):
        return rows
    return f"""
        SELECT r.* REPLACE (r.row + coalesce(b.before, 0) AS row)
        FROM ({rows}) r ASOF LEFT JOIN (
            SELECT origin, origin_row - number + 1 AS row, max(number) AS before
            FROM (SELECT origin::origin AS origin, origin_row,
                      row_number() OVER (PARTITION BY origin ORDER BY origin_row) AS number
                  FROM bad_row) GROUP BY ALL
        ) b ON r.origin = b.origin AND r.row >= b.row
    """


def _row(connection: duckdb.DuckDBPyConnection, select: str) -> int:
    [(found,)] = connection.execute(select).fetchall()
    return found


def _kept(digits: int) -> str:
    """The figures by goods of so many digits."""
    if digits == FULL:
        return "CREATE VIEW figure_kept AS FROM figure_of_row"
    return f"""
        CREATE TABLE figure_kept AS
        SELECT reporter, partner, flow, left(product, {digits}) AS product, freq, period,
            first_month, last_month, currency, sum(value)::{AMOUNT} AS value,
            sum(low)::{AMOUNT} AS low, sum(high)::{AMOUNT} AS high, status, valuation,
            min(origin)::VARCHAR AS origin, NULL::BIGINT AS origin_row
        FROM figure_of_row GROUP BY ALL
    """


# What would be added up twice; of whole goods the store of data sets finds it.
_REFUSE_REPEATED = """
    UPDATE judged SET outcome = 'rejected', kind = 'duplicate',
        reason = 'the same exporter, importer, product and year stand more than once',
        content = concat_ws(', ', year, reporter, partner, printf('%06d', good), amount * 1000)
    WHERE outcome = 'figure' AND (reporter, partner, good, year) IN (
        SELECT (reporter, partner, good, year) FROM judged WHERE outcome = 'figure'
        GROUP BY reporter, partner, good, year HAVING count(*) > 1)
"""


def _require_one_file_a_year(
    connection: duckdb.DuckDBPyConnection, files: tuple[BaciFile, ...]
) -> None:
    """A year in two files would be added up twice."""
    twice = connection.execute("""
        SELECT year, min(origin)::VARCHAR, max(origin)::VARCHAR FROM judged
        WHERE outcome = 'figure'
        GROUP BY year HAVING count(DISTINCT origin) > 1 ORDER BY year LIMIT 1
    """).fetchall()
    for year, one, other in twice:
        raise TableError(files[0].path.name, f"{year} stands in {one} and in {other}; name one")


def _prepared(
    read: BaciRead, files: BaciFiles, edition: str | None, version: str | None, folder: Path
) -> Prepared:
    require_figures(read, files.figures[0].name)
    title = f"{ORIGIN.title}, HS{edition}" if edition else ORIGIN.title
    before = releases.loaded_as(ORIGIN.source, folder)
    years = read.connection.execute("SELECT DISTINCT year FROM judged "
                                    "WHERE outcome = 'figure'").fetchall()  # fmt: skip
    is_same = before is not None and before.known.get("title") == title
    if before is not None and not is_same:
        of = before.known.get("title", "").removeprefix(ORIGIN.title).lstrip(", ")
        read.remarks.append(
            f"this replaces {of or 'BACI'} (release {before.release}), whose figures are then on "
            f"no page; `tradeproof datasets rollback {ORIGIN.source}` brings them back"
        )
    read.remarks += _misnamed(read.connection)
    if before is not None and is_same:
        read.remarks += _shrunk(read, before)
    scopes = [Scope(first=date(year, 1, 1), last=date(year, 12, 1)) for (year,) in years]
    paths = dict.fromkeys(file.path.name for file in files.figures)
    return fetched.prepared(
        replace(ORIGIN, title=title), read, scopes if is_same else [Scope()], folder,
        name=", ".join(paths), file=", ".join(paths),
        published=f"{version[:4]}-{version[4:]}" if version else None,
        release=f"hs{edition}-v{version}" if edition else None,
        products=f"{read.level}, and all goods as their sum", every_product=True,
    )  # fmt: skip


def _misnamed(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Files whose names say another year than their rows."""
    found = connection.execute(
        "SELECT origin::VARCHAR AS name, list(DISTINCT year ORDER BY year) FROM judged "
        "WHERE outcome = 'figure' GROUP BY origin ORDER BY name"
    ).fetchall()
    said = [(name, baci_files.year_of(name), years) for name, years in found]
    return [
        f"{name} says {year} in its name, and its rows are of {', '.join(map(str, years))}"
        for name, year, years in said
        if year is not None and years != [year]
    ]


def _shrunk(read: BaciRead, before: DataSet) -> list[str]:
    """Years of which there are fewer figures than in the release that they replace."""
    had = fetched.figures_of_periods(before)
    has = read.figures().aggregate("period, count(*)", "period").order("period").fetchall()
    return [
        f"{year} had {had[year]:,} figures (release {before.release}) and has {count:,} now: is "
        f"this all of the year? `tradeproof datasets rollback {ORIGIN.source}` brings them back"
        for year, count in has
        if count < had.get(year, 0)
    ]
