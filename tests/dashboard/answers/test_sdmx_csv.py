"""Observations as SDMX-CSV 2.0: the standard's layout, and what another program reads from it."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.answers import file_tables, sdmx_csv
from dashboard.answers.file_formats import Table
from dashboard.answers.long_tables import LongTable, pieces
from dashboard.answers.public_files import FILES, OBSERVATIONS
from dashboard.answers.sdmx_csv import KINDS, SDMX_CSV, STRUCTURE_ID
from dashboard.answers.selection import Selection
from dashboard.wording import public_tables
from data import periods
from data.errors import TradeproofError
from tests.support.examples import examples

MADE_AT = datetime(2025, 5, 2, 12, 30)
ROWS = """
reporter partner flow   product freq period          currency value      low        high qualifier status valuation source day
VNM      KAZ     export TOTAL   A    2024            USD      146300000  146250000  146350000 exact  A FOB  a-1 2025-05-02
VNM      KAZ     import 0901    Q    2024-Q1         USD      1.5        1.45       1.55      about  P CIF  a-1 2025-05
VNM      KAZ     total  cá,"ngừ" M   2024-03         KZT      52         51         52        nearly E -    a-1 2025
VNM      KAZ     total  TOTAL   R    2024-01/2024-11 USD      100        100        110       over   A -    a-1 2025
VNM      WLD     total  TOTAL   R    2023-11/2024-02 USD      -          30         40        range  F -    b-2 2025
VNM      WLD     balance TOTAL  A    2023            USD      -7000000   -7000000   -7000000  -      A -    b-2 2025
VNM      WLD     total  TOTAL   -    -               USD      5          5          5         exact  A -    b-2 2025
"""  # noqa: E501
# Worked out by hand from the rows above: 'nearly 52' and 'over 100' are one end of where the true
# number lies, 30 to 40 has no number; November to February are four months; the last row has no
# period, and so no key.
SDMX = '''
STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,COUNTERPART_AREA,TRADE_FLOW,PRODUCT,CURRENCY,SOURCE,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MULT,LOWER_BOUND,UPPER_BOUND,QUALIFIER,VALUATION,RELEASE_DATE
dataflow,TRADEPROOF:OBSERVATIONS(1.0.0),I,A,VNM,KAZ,export,TOTAL,USD,a-1,2024,146300000,A,0,146250000,146350000,exact,FOB,2025-05-02
dataflow,TRADEPROOF:OBSERVATIONS(1.0.0),I,Q,VNM,KAZ,import,0901,USD,a-1,2024-Q1,1.5,P,0,1.45,1.55,about,CIF,2025-05
dataflow,TRADEPROOF:OBSERVATIONS(1.0.0),I,M,VNM,KAZ,total,"cá,""ngừ""",KZT,a-1,2024-03,,E,0,51,52,nearly,,2025
dataflow,TRADEPROOF:OBSERVATIONS(1.0.0),I,_O,VNM,KAZ,total,TOTAL,USD,a-1,2024-01-01/P11M,,A,0,100,110,over,,2025
dataflow,TRADEPROOF:OBSERVATIONS(1.0.0),I,_O,VNM,WLD,total,TOTAL,USD,b-2,2023-11-01/P4M,,F,0,30,40,range,,2025
dataflow,TRADEPROOF:OBSERVATIONS(1.0.0),I,A,VNM,WLD,balance,TOTAL,USD,b-2,2023,-7000000,A,0,-7000000,-7000000,,,2025
'''
CREATED = "CREATE TABLE made AS SELECT " + ", ".join(
    f"NULL::{'DECIMAL(38, 6)' if kind == 'number' else 'VARCHAR'} AS {name}"
    for name, kind in OBSERVATIONS.kinds.items()
)


def both(rows: list[tuple[object, ...]]) -> tuple[Table, LongTable]:
    """Rows of the public file as SDMX: as Python objects, and as a relation."""
    connection = duckdb.connect()
    connection.execute(f"{CREATED} WHERE false")
    if rows:
        marks = ", ".join("?" * len(OBSERVATIONS.kinds))
        connection.executemany(f"INSERT INTO made VALUES ({marks})", rows)
    made = sdmx_csv.as_sdmx(connection.table("made"))
    short = Table("observations", KINDS, made.fetchall(), MADE_AT)
    return short, LongTable("observations", KINDS, made, MADE_AT)


def test_the_text_is_the_layout_of_the_standard():
    rows = [
        tuple(None if cell == "-" else cell for cell in line.split())
        for line in ROWS.strip().splitlines()[1:]
    ]
    for table in both(rows):
        assert b"".join(pieces(table, SDMX_CSV)).decode() == SDMX.lstrip().replace("\n", "\r\n")


@given(
    rows=st.lists(
        st.tuples(
            *[st.sampled_from(["VNM", "KAZ"])] * 2,
            st.sampled_from(["export", "balance"]),
            st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1),
            *[st.just(None)] * 2,  # put in below
            st.just("USD"),
            *[st.none() | st.decimals(-(10**31), 10**31, places=6)] * 3,
            st.none() | st.sampled_from(["exact", "about", "nearly", "over", "range"]),
            st.sampled_from(["A", "P"]),
            *[st.none() | st.text(st.characters(codec="ascii"), max_size=5)] * 3,
        ),
        max_size=12,
    ),
    starts=st.lists(st.integers(1900 * 12, 2100 * 12), min_size=12, max_size=12),
    months=st.lists(st.integers(1, 30), min_size=12, max_size=12),
)
@settings(max_examples=examples(300, usual=20), deadline=None)
def test_a_long_file_has_the_bytes_of_a_short_one(rows, starts, months):
    dated = []
    for row, start, count in zip(rows, starts, months, strict=False):
        period = periods.Period(start, count)
        dated.append((*row[:4], period.freq, str(period), *row[6:]))
    short, long = both(dated)
    made = b"".join(pieces(short, SDMX_CSV))
    assert b"".join(pieces(long, SDMX_CSV)) == made
    read = list(csv.DictReader(io.StringIO(made.decode(), newline="")))
    assert [line["TIME_PERIOD"] for line in read] == [in_sdmx(row[5]) for row in dated]


def in_sdmx(period: str) -> str:
    """A period as SDMX writes it, worked out by the calendar of `data`."""
    found = periods.parse(period)
    return f"{found.first_month}/P{found.months}M" if found.freq == "R" else period


def expected(edition) -> dict[tuple[str, ...], dict[str, object]]:
    """Each dated row of the public file by its key of SDMX, with what its cells should hold."""
    table = public_tables.whole(edition, "observations", Selection())
    found = {}
    for cells in table.rows:
        row = dict(zip(table.columns, cells, strict=True))
        if row["period"] is None:
            continue
        key = (
            "_O" if row["freq"] == "R" else row["freq"],
            *(row[name] for name in ("reporter", "partner", "flow", "product")),
            row["currency"], row["source"], in_sdmx(row["period"]),
        )  # fmt: skip
        is_value = row["qualifier"] in (None, "exact", "about")
        found[key] = {
            "OBS_VALUE": row["value"] if is_value else None,
            "OBS_STATUS": row["status"],
            "UNIT_MULT": Decimal(0),
            "LOWER_BOUND": row["low"],
            "UPPER_BOUND": row["high"],
            "QUALIFIER": row["qualifier"],
            "VALUATION": row["valuation"],
            "RELEASE_DATE": row["release_date"],
        }
    assert len(found) > 900
    return found


DIMENSIONS = ("FREQ", "REF_AREA", "COUNTERPART_AREA", "TRADE_FLOW", "PRODUCT", "CURRENCY",
              "SOURCE", "TIME_PERIOD")  # fmt: skip


def test_pysdmx_reads_every_cell_back(started):
    sdmx = pytest.importorskip("pysdmx.io")
    written = public_tables.exported(started, "observations", Selection(), SDMX_CSV)
    [dataset] = sdmx.read_sdmx(written.decode()).data
    assert dataset.structure == f"Dataflow={STRUCTURE_ID}"
    assert dataset.action.name == "Information"
    whole = expected(started)
    assert list(dataset.data.columns) == [*DIMENSIONS, *next(iter(whole.values()))]
    found = {}
    for row in dataset.data.to_dict("records"):
        key = tuple(row.pop(name) for name in DIMENSIONS)
        assert key not in found
        for name, cell in row.items():
            is_number = KINDS[name] == "number"
            row[name] = None if cell == "" else Decimal(cell) if is_number else cell
        found[key] = row
    assert found == whole
    empty = [key for key, row in found.items() if row["OBS_VALUE"] is None]
    assert len(empty) > 10  # ranges, and what is printed as nearly or over a number
    assert all(found[key]["LOWER_BOUND"] < found[key]["UPPER_BOUND"] for key in empty)


def test_all_rows_but_the_undated_are_there_also_above_the_limit(edition, monkeypatch):
    chosen = Selection(reporter=("VNM",))
    plain = public_tables.whole(edition, "observations", chosen)
    at = list(plain.columns).index("period")
    undated = [row for row in plain.rows if row[at] is None]
    short = public_tables.whole(edition, "observations", chosen, SDMX_CSV)
    monkeypatch.setattr(file_tables, "LONG", 3)
    long = public_tables.whole(edition, "observations", chosen, SDMX_CSV)
    assert (type(short), type(long)) == (Table, LongTable)
    assert len(short) == len(long) == len(plain) - len(undated)
    assert len(undated) > 0
    assert b"".join(pieces(long, SDMX_CSV)) == b"".join(pieces(short, SDMX_CSV))
    assert long.texts_of("SOURCE") == short.texts_of("SOURCE") <= plain.texts_of("source")


@pytest.mark.parametrize("file", [name for name in FILES if name != "observations"])
def test_other_files_have_no_such_form(edition, file):
    with pytest.raises(TradeproofError, match=rf"^the file {file} has no form sdmx-csv"):
        public_tables.whole(edition, file, Selection(), SDMX_CSV)


def test_what_is_beside_has_no_column_in_it(edition):
    chosen = Selection(beside=("growth",))
    with pytest.raises(TradeproofError, match=r"^the form sdmx-csv has no column for growth"):
        public_tables.whole(edition, "observations", chosen, SDMX_CSV)
