"""Files too long for memory: DuckDB's pieces are the bytes that Python writes of the same rows."""

from __future__ import annotations

from datetime import datetime

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.answers import file_tables, long_tables
from dashboard.answers.file_formats import FLAG, NUMBER, TEXT, WRITERS, Table
from dashboard.answers.long_tables import LongTable, pieces
from dashboard.answers.selection import Selection
from dashboard.wording import public_tables
from data.errors import TradeproofError
from tests.support.examples import examples

MADE_AT = datetime(2025, 5, 2, 12, 30)
COLUMNS = {"text": TEXT, "share": NUMBER, "amount": NUMBER, "count": NUMBER, "sure": FLAG}
MADE = "SELECT NULL::VARCHAR text, 0::DOUBLE share, 0::DECIMAL(38, 6) amount, 0::HUGEINT count"
AMOUNTS = st.decimals(-(10**31), 10**31, places=6, allow_nan=False, allow_infinity=False)
ROWS = st.lists(
    st.tuples(
        st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0")),
        st.none() | st.floats(allow_nan=False, allow_infinity=False),
        st.none() | AMOUNTS,
        st.none() | st.integers(-(10**37), 10**37),
        st.none() | st.booleans(),
    ),
    max_size=20,
)


def both(rows: list[tuple[object, ...]]) -> tuple[Table, LongTable]:
    """The same rows as Python objects and as a relation."""
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE made AS {MADE}, true sure WHERE false")
    if rows:
        connection.executemany("INSERT INTO made VALUES (?, ?, ?, ?, ?)", rows)
    relation = connection.table("made")
    found = relation.fetchall()
    return Table("growth", COLUMNS, found, MADE_AT), LongTable("growth", COLUMNS, relation, MADE_AT)


@pytest.mark.parametrize("form", WRITERS)
@given(rows=ROWS)
@settings(max_examples=examples(400, usual=25))
def test_the_bytes_are_those_of_a_short_file(form, rows):
    short, long = both(rows)
    assert len(long) == len(short) == len(rows)
    assert b"".join(pieces(long, form)) == b"".join(pieces(short, form)) == WRITERS[form](short)


def test_lines_of_csv_as_they_are():
    _, long = both([('a,"b"', 1e-7, 52.5, 10**30, True), (None, -3e22, None, 0, False)])
    assert b"".join(pieces(long, "csv")).decode() == (
        "text,share,amount,count,sure\r\n"
        '"a,""b""",0.0000001,52.5,1000000000000000000000000000000,true\r\n'
        ",-30000000000000000000000,,0,false\r\n"
    )


@pytest.mark.parametrize(("form", "at_least"), [("csv", 4), ("json", 4), ("parquet", 4)])
def test_a_long_file_comes_in_pieces(monkeypatch, form, at_least):
    monkeypatch.setattr(long_tables, "ROW_GROUP", 2048)
    monkeypatch.setattr(long_tables, "AT_ONCE", 2048)
    monkeypatch.setattr("dashboard.answers.file_formats.ROW_GROUP", 2048)
    relation = duckdb.sql(
        f"{MADE} UNION ALL SELECT range::VARCHAR, range / 7, range / 8, range FROM range(9000)"
    ).select("*, true AS sure")
    long = LongTable("growth", COLUMNS, relation, MADE_AT)
    found = list(pieces(long, form))
    assert len(found) >= at_least
    assert max(map(len, found)) < sum(map(len, found)) / 2
    short = Table("growth", COLUMNS, relation.fetchall(), MADE_AT)
    assert b"".join(found) == WRITERS[form](short)


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("file", ["observations", "growth", "mirror", "claims", "sources"])
def test_a_public_file_is_the_same_either_way(edition, monkeypatch, file, form):
    chosen = Selection(partner=("KAZ", "RUS"))
    short = public_tables.whole(edition, file, chosen)
    monkeypatch.setattr(file_tables, "LONG", 3)
    long = public_tables.whole(edition, file, chosen)
    assert isinstance(short, Table)
    assert isinstance(long, Table if file in ("claims", "sources") else LongTable)
    assert len(short) == len(long) > 3
    assert b"".join(pieces(long, form)) == b"".join(pieces(short, form))
    for column in ("source", "mirror_source", "period", "nothing"):
        assert long.texts_of(column) == short.texts_of(column)


def test_a_sheet_that_cannot_hold_them_is_refused_before_the_first_piece(monkeypatch):
    monkeypatch.setattr("dashboard.answers.file_formats.XLSX_MAX_ROWS", 1)
    _, long = both([("a", 1.0, 1, 1, True)] * 2)
    with pytest.raises(TradeproofError, match=r"^2 rows do not fit into an XLSX sheet of 1"):
        next(pieces(long, "xlsx"))


@pytest.mark.parametrize("form", WRITERS)
def test_a_file_of_some_length_is_written_of_what_was_read(edition, monkeypatch, form):
    chosen = Selection(partner=("KAZ", "RUS"))
    short = public_tables.whole(edition, "growth", chosen)
    monkeypatch.setattr(file_tables, "SHORT", 3)
    read = public_tables.whole(edition, "growth", chosen)
    assert (type(short), type(read)) == (Table, LongTable)
    assert isinstance(read, LongTable)
    assert "observation" not in read.relation.sql_query()
    assert b"".join(pieces(read, form)) == b"".join(pieces(short, form))
