"""What `make bench-large` makes up: the same for a seed, without repetition, as skewed as said."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from benchmarks.large import made_trade
from benchmarks.large.made_trade import Size
from data.codes import section_of_chapter
from data.official.baci_files import HEAD, areas_of, found

SMALL = Size("small", rows=20_000, years=2, areas=40, goods=300)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return made_trade.write(SMALL, tmp_path_factory.mktemp("made"))


def asked(select: str, paths: list[Path]) -> list[tuple]:
    read = "read_csv($paths, all_varchar = true, nullstr = '-')"
    with duckdb.connect() as connection:
        return connection.execute(
            f"WITH made AS (FROM {read}) {select}", {"paths": [str(path) for path in paths]}
        ).fetchall()


def test_the_same_seed_gives_the_same_files(made: list[Path], tmp_path: Path) -> None:
    again = made_trade.write(SMALL, tmp_path)
    assert [path.name for path in again] == [
        "BACI_HS22_Y2022_V202601.csv", "BACI_HS22_Y2023_V202601.csv",
    ]  # fmt: skip
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in made]
    other = made_trade.write(SMALL, tmp_path, seed=made_trade.SEED + 1)
    assert [path.read_bytes() for path in other] != [path.read_bytes() for path in made]


def test_rows_are_those_of_baci(made: list[Path]) -> None:
    assert [file.path for file in found(made).figures] == made
    assert {path.read_text().partition("\n")[0] for path in made} == {",".join(HEAD)}
    areas, chapters = areas_of(None), section_of_chapter()
    pairs = asked("SELECT DISTINCT i, j FROM made", made)
    assert len(pairs) > 500
    assert all(areas[i] and areas[j] and areas[i] != areas[j] for i, j in pairs)
    goods = [code for (code,) in asked("SELECT DISTINCT k FROM made", made)]
    assert SMALL.goods * 0.8 < len(goods) <= SMALL.goods  # some are traded by nobody
    assert all(len(code) == 6 and code[:2] in chapters for code in goods)
    [(years, odd_amounts, odd_quantities, unknown)] = asked(
        r"""SELECT list(DISTINCT t ORDER BY t),
            count(*) FILTER (NOT regexp_full_match(v, '\d+\.\d{3}') OR v::DOUBLE <= 0),
            count(*) FILTER (NOT regexp_full_match(q, ' *(NA|\d+\.\d{3})')),
            count(*) FILTER (trim(q) = 'NA') / count(*) FROM made""",
        made,
    )
    assert (years, odd_amounts, odd_quantities) == (["2022", "2023"], 0, 0)
    assert 0.02 < unknown < 0.05
    [(rows, cells)] = asked("SELECT count(*), count(DISTINCT (t, i, j, k)) FROM made", made)
    assert rows == cells
    assert abs(rows / SMALL.rows - 1) < 0.02


def test_few_pairs_have_most_of_it(made: list[Path]) -> None:
    with duckdb.connect() as connection:
        of_rows, of_amount = made_trade.shares(connection, made)
    assert 0.08 < of_rows < 0.25
    assert 0.3 < of_amount < 0.8
    [(median, most)] = asked(
        "SELECT median(n), max(n) FROM (SELECT count(*) AS n FROM made WHERE t = '2023' "
        "GROUP BY i, j)",
        made,
    )
    assert median < SMALL.goods / 10
    assert most > SMALL.goods / 2


def test_a_year_is_like_the_one_before(made: list[Path]) -> None:
    [(kept, alike)] = asked(
        """
        SELECT count(b.i) / count(*), corr(ln(a.v::DOUBLE), ln(b.v::DOUBLE))
        FROM (FROM made WHERE t = '2022') a LEFT JOIN (FROM made WHERE t = '2023') b USING (i, j, k)
        """,
        made,
    )
    assert 0.7 < kept < 0.95
    assert 0.8 < alike < 0.999


def test_more_rows_than_pairs_and_goods_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="200,000 rows a year are more than 20 pairs can have"):
        made_trade.write(Size("too-much", 200_000, 1, areas=5, goods=300), tmp_path)
