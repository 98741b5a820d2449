"""Made-up trade by HS6 in the layout of CEPII's BACI: as skewed as trade is, the same for a seed.

What the skew is modelled on; the numbers are assumptions and fitted to no file:

- **Economies differ by a thousand times.** Sizes are log-normal, and the weight of a pair is the
  product of its two sizes times what is particular to it: a gravity equation whose distances are
  drawn.
- **Few pairs trade nearly every good, most trade few.** A pair trades a good with the chance
  1 - exp(-c x weight of the pair x weight of the good); c is solved so that the rows come out as
  many as asked for. So the greatest pairs have most of the 5,600 subheadings, the median pair a few
  dozen, and many pairs none. A year of BACI has 11 m rows, which is how many years a size has.
- **Amounts are log-normal with a heavy tail**: the median is some thousand dollars, the mean a
  hundred times that, and greater for greater pairs and goods.
- **Years hang together**: four of five cells are drawn once for all years and the others anew; an
  amount keeps most of its deviation from one year to the next.
- Quantities are tonnes, padded with blanks as CEPII's, and NA in one row of thirty.

Drawn with DuckDB's hash of cell and seed: one version of DuckDB writes the same bytes each time.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from data.official.baci_files import areas_of

SEED = 13
LAST_YEAR = 2023
OF_SIZES = 2.0  # the standard deviation of the logarithm of an economy's size
OF_PAIRS = 1.2  # of what is particular to a pair
OF_GOODS = 1.3  # of the weight of a good
OF_AMOUNTS = 2.7
MEDIAN = 1.5  # of its logarithm in thousand dollars, at average weights
STEPS = 400  # of weights, while c is solved
CLOSE = 1e-6  # how near c comes


@dataclass(frozen=True)
class Size:
    """How much trade: `rows` is what is expected, the draw is under one percent off."""

    name: str
    rows: int
    years: int
    areas: int = 220
    goods: int = 5_600

    @property
    def all_years(self) -> range:
        """The years, the last one being 2023."""
        return range(LAST_YEAR - self.years + 1, LAST_YEAR + 1)


# Of the smaller sizes years are thin, so that there is growth to ask for.
SIZES = {
    size.name: size
    for size in (Size("1m", 10**6, 3), Size("10m", 10**7, 3), Size("100m", 10**8, 9))
}


def file_of(folder: Path, year: int) -> Path:
    """The CSV of a year, named as CEPII does."""
    return folder / f"BACI_HS22_Y{year}_V202601.csv"


def write(size: Size, folder: Path, seed: int = SEED) -> list[Path]:
    """The CSVs of a size, a year each; those that are there already stay.

    They lie in a folder of the size and the seed, each under its name once it is whole.
    """
    place = folder / f"baci-{size.name}-{seed}"
    place.mkdir(parents=True, exist_ok=True)
    paths = [file_of(place, year) for year in size.all_years]
    if all(path.is_file() for path in paths):
        return paths
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute("SET memory_limit = '3GiB'")
        connection.execute("SET temp_directory = ?", [str(place / "spill")])
        share = _lay_out(connection, size, seed)
        for path, year in zip(paths, size.all_years, strict=True):
            unfinished = path.with_suffix(".unfinished")
            rows = _ROWS.format(
                year=year, seed=seed, share=share, median=MEDIAN, deviation=OF_AMOUNTS
            )
            connection.execute(f"COPY ({rows}) TO '{unfinished}' (FORMAT csv, HEADER, QUOTE '')")
            unfinished.rename(path)
    return paths


def _lay_out(connection: duckdb.DuckDBPyConnection, size: Size, seed: int) -> float:
    """The tables of pairs and goods with their weights; the c of the chance that one is traded."""
    numbers = _numbers(size.areas)
    connection.execute(_DRAWS)
    connection.execute("CREATE TABLE number AS SELECT unnest($1)::INTEGER AS i", [numbers])
    connection.execute(_AREAS.format(seed=seed, deviation=OF_SIZES))
    connection.execute(_PAIRS.format(seed=seed, deviation=OF_PAIRS))
    connection.execute(_GOODS.format(seed=seed, deviation=OF_GOODS, goods=size.goods))
    pairs, goods = (
        np.asarray(connection.table(name).fetchnumpy()["weight"]) for name in ("pair", "good")
    )
    return _share(pairs, goods, size.rows / size.years)


def _numbers(areas: int) -> list[int]:
    """The numbers of so many areas, one each, as BACI's files have them."""
    number_of: dict[str, int] = {}
    for number, area in areas_of(None).items():
        if area is not None:
            number_of.setdefault(area, int(number))
    if len(number_of) < areas:
        raise ValueError(f"{areas} areas, and only {len(number_of)} have a number")
    return [number_of[area] for area in sorted(number_of)][:areas]


def _share(pairs: np.ndarray, goods: np.ndarray, rows: float) -> float:
    """The c with which so many cells are expected to be traded."""
    if rows >= len(pairs) * len(goods) * 0.9:
        raise ValueError(f"{rows:,.0f} rows a year are more than {len(pairs):,} pairs can have")
    of_pairs, of_goods = (np.histogram(np.log(weights), STEPS) for weights in (pairs, goods))
    cells = np.outer(of_pairs[0], of_goods[0])
    middles = [(edges[1:] + edges[:-1]) / 2 for _, edges in (of_pairs, of_goods)]
    weights = np.exp(np.add.outer(*middles))

    def expected(share: float) -> float:
        return float((cells * -np.expm1(-share * weights)).sum())

    low, high = 1e-9, 1e9
    while high / low > 1 + CLOSE:
        middle = (low * high) ** 0.5
        low, high = (middle, high) if expected(middle) < rows else (low, middle)
    return (low * high) ** 0.5


# A number within (0, 1), and a normal deviate, of a hash.
_DRAWS = """
    CREATE MACRO drawn(h) AS ((h >> 12)::DOUBLE + 0.5) / 4503599627370496;
    CREATE MACRO deviate(h) AS sqrt(-2 * ln(((h >> 32)::DOUBLE + 0.5) / 4294967296))
        * cos(2 * pi() * (h % 4294967296)::DOUBLE / 4294967296);
"""

_AREAS = """
    CREATE TABLE area AS
    SELECT i, exp({deviation} * deviate(hash('area', {seed}, i))) AS size FROM number ORDER BY i
"""

_PAIRS = """
    CREATE TABLE pair AS
    SELECT a.i, b.i AS j, a.i * 1000 + b.i AS pair,
        a.size * b.size * exp({deviation} * deviate(hash('pair', {seed}, a.i, b.i))) AS weight
    FROM area a JOIN area b ON a.i <> b.i ORDER BY a.i, b.i
"""

# Chapters 1 to 97 but for 77, headings of each from 1, subheadings of each from 10 by tens.
_GOODS = """
    CREATE TABLE good AS
    WITH drawn_code AS (
        SELECT chapter * 10000 + heading * 100 + subheading * 10 AS code
        FROM range(1, 98) c (chapter), range(1, 26) h (heading), range(1, 10) s (subheading)
        WHERE chapter <> 77 AND heading <= 3 + hash('chapter', {seed}, chapter) % 23
    ), kept AS (
        SELECT code FROM drawn_code ORDER BY hash('good', {seed}, code) LIMIT {goods}
    )
    SELECT code, printf('%06d', code) AS k,
        exp({deviation} * deviate(hash('weight', {seed}, code))) AS weight
    FROM kept ORDER BY code
"""

_ROWS = """
    WITH traded AS (
        SELECT i, j, k, hash(hash({seed}, pair, code)) AS cell, hash(hash(cell, {year})) AS new,
            ln(p.weight) + ln(g.weight) AS weight
        FROM pair p, good g
        WHERE drawn(CASE WHEN cell % 5 > 0 THEN cell // 5 * 5 ELSE new END)
            < 1 - exp(-{share} * p.weight * g.weight)
    ), valued AS (
        SELECT i, j, k, new, greatest(0.001, exp({median} + 0.25 * weight + {deviation} * (
            0.95 * deviate(hash(hash('value', cell))) + 0.312 * deviate(hash(hash('value', new)))
        ))) AS v FROM traded
    )
    SELECT {year} AS t, i, j, k, printf('%.3f', v) AS v,
        CASE WHEN new % 30 = 0 THEN '           NA'
             ELSE printf('%13.3f', v / (0.2 + 20 * drawn(hash('price', k)))) END AS q
    FROM valued ORDER BY i, j, k
"""


def shares(connection: duckdb.DuckDBPyConnection, paths: Sequence[Path]) -> tuple[float, float]:
    """How much of the rows, and of the amount, the greatest hundredth of the pairs has."""
    listed = [str(path) for path in paths]
    [found] = connection.execute(
        """
        WITH pair AS (
            SELECT count(*) AS rows, sum(v) AS amount
            FROM read_csv($1, types = {'k': 'VARCHAR', 'v': 'DOUBLE', 'q': 'VARCHAR'})
            GROUP BY i, j
        ), ranked AS (
            SELECT *, percent_rank() OVER (ORDER BY rows DESC) AS by_rows,
                percent_rank() OVER (ORDER BY amount DESC) AS by_amount FROM pair
        )
        SELECT sum(rows) FILTER (by_rows < 0.01) / sum(rows),
            sum(amount) FILTER (by_amount < 0.01) / sum(amount) FROM ranked
        """,
        [listed],
    ).fetchall()
    return found


if __name__ == "__main__":
    for written in write(SIZES[sys.argv[1]], Path(sys.argv[2])):
        print(written)
