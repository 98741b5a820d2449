"""The best SQL that we know for a load: CSVs in, the same tables out, and nothing looked at.

    python -m benchmarks.large.loading_by_hand OUT.duckdb FILE.csv ...

Typed reading, enumerations and one sort of narrow rows; each level is added up of the one before.
No row is judged or numbered, no figure that stands twice is looked for, nothing is doubted, and
the file is not published. Tables, columns, order and size of blocks are the loader's.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

from data.codes import section_of_chapter
from data.official.baci_files import areas_of
from data.official.release_file import BLOCK, SCHEMA

_READ = """
    CREATE TABLE given AS
    SELECT x.area AS reporter, m.area AS partner, k, t, v, f
    FROM (
        SELECT *, parse_filename(filename)::origin AS f
        FROM read_csv($1, header = true, auto_detect = false, delim = ',', nullstr = 'NA',
            filename = true, columns = {'t': 'USMALLINT', 'i': 'USMALLINT', 'j': 'USMALLINT',
                                        'k': 'UINTEGER', 'v': 'DECIMAL(18, 3)', 'q': 'VARCHAR'})
    ) b JOIN area x ON x.code = b.i JOIN area m ON m.code = b.j
"""
_GOODS = """
    CREATE TABLE good AS SELECT k, printf('%06d', k) AS product FROM (SELECT DISTINCT k FROM given);
    CREATE TABLE year AS
    SELECT t, t::VARCHAR AS period, make_date(t::INTEGER, 1, 1) AS first_month,
        make_date(t::INTEGER, 12, 1) AS last_month FROM (SELECT DISTINCT t FROM given);
"""
# From goods of six digits to four and two, these to sections and all goods.
_SUMS = """
    CREATE TABLE sum_4 AS SELECT reporter, partner, (k // 100)::UINTEGER AS k, t,
        sum(v)::DECIMAL(24, 3) AS v FROM given GROUP BY ALL;
    CREATE TABLE sum_2 AS SELECT reporter, partner, (k // 100)::UINTEGER AS k, t,
        sum(v)::DECIMAL(24, 3) AS v FROM sum_4 GROUP BY ALL;
    CREATE TABLE sum_of_section AS SELECT reporter, partner, section AS k, t,
        sum(v)::DECIMAL(24, 3) AS v FROM sum_2 JOIN section USING (k) GROUP BY ALL;
    CREATE TABLE sum_of_all AS SELECT reporter, partner, 'TOTAL' AS k, t,
        sum(v)::DECIMAL(24, 3) AS v FROM sum_2 GROUP BY ALL;
"""
_FIGURE = """
    INSERT INTO made.{table}
    SELECT reporter, partner, {product}, 'export', 'A', period, first_month, last_month, 'USD',
        v * 1000, v * 1000, v * 1000, 'A', 'FOB', {origin}, NULL, {is_rolled_up}
    FROM (FROM {rows} ORDER BY reporter, partner, k, t) JOIN year USING (t)
"""
_BESIDE = """
    CREATE VIEW made.figures AS FROM made.all_goods UNION ALL FROM made.hs2
        UNION ALL FROM made.detail;
    INSERT INTO made.trade SELECT reporter, partner, freq, count(*) FILTER (product = 'TOTAL'),
        count(*) FROM made.figures GROUP BY ALL ORDER BY ALL;
    INSERT INTO made.product SELECT product, count(*) FROM made.figures GROUP BY ALL ORDER BY ALL;
    INSERT INTO made.period SELECT freq, period, count(*)
        FROM made.figures GROUP BY ALL ORDER BY ALL;
"""


def load(made: Path, files: list[str]) -> None:
    """Write the tables of a release into a new file."""
    areas = {number: area for number, area in areas_of(None).items() if area is not None}
    sections = section_of_chapter()
    with duckdb.connect() as connection:
        connection.execute("SET memory_limit = '3GiB'")
        connection.execute("SET temp_directory = ?", [f"{made}.spill"])
        for name, words in (("area", {*areas.values()}), ("origin", {Path(f).name for f in files})):
            listed = ", ".join(f"'{word}'" for word in sorted(words))
            connection.execute(f"CREATE TYPE {name} AS ENUM ({listed})")
        connection.execute("CREATE TABLE area AS SELECT unnest($1)::USMALLINT AS code, "
                           "unnest($2)::area AS area", [[*areas], [*areas.values()]])  # fmt: skip
        connection.execute("CREATE TABLE section AS SELECT unnest($1)::UINTEGER AS k, unnest($2) "
                           "AS section", [[*sections], [*sections.values()]])  # fmt: skip
        connection.execute(_READ, [files])
        connection.execute(_GOODS)
        connection.execute(_SUMS)
        connection.execute(f"ATTACH '{made}' AS made (BLOCK_SIZE {BLOCK})")
        connection.execute("USE made")
        connection.execute(SCHEMA.read_text(encoding="utf-8"))
        connection.execute("USE memory")
        _insert(connection)
        connection.execute(_BESIDE)
        connection.execute("CHECKPOINT made")


def _insert(connection: duckdb.DuckDBPyConnection) -> None:
    """Each level, sorted; DuckDB would look up in the greater side of a join, whose order goes."""
    connection.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
    for table, rows, product, origin, is_rolled_up in (
        ("detail", "given", "product", "f", "false"),
        ("detail", "sum_4", "printf('%04d', k)", "NULL", "true"),
        ("hs2", "sum_2", "printf('%02d', k)", "NULL", "true"),
        ("detail", "sum_of_section", "k", "NULL", "true"),
        ("all_goods", "sum_of_all", "k", "NULL", "true"),
    ):
        said = {"product": product, "origin": origin, "is_rolled_up": is_rolled_up}
        insert = _FIGURE.format(table=table, rows=rows, **said)
        connection.execute(insert + ("JOIN good USING (k)" if rows == "given" else ""))
    connection.execute("RESET disabled_optimizers")


if __name__ == "__main__":
    load(Path(sys.argv[1]), sys.argv[2:])
