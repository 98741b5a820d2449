"""Queries that may take only so long."""

from __future__ import annotations

import pytest

from data.query_time import QueryTime, TooLongError

ENDLESS = "SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b"


def test_a_query_that_takes_too_long_is_interrupted(edition):
    with pytest.raises(TooLongError, match=r"^the answer took longer than 0\.2 seconds"):  # noqa: SIM117
        with QueryTime(0.2).step():
            edition.query(ENDLESS).fetchall()


def test_a_later_step_interrupts_what_an_earlier_one_opened(edition):
    time = QueryTime(0.2)
    with time.step():
        opened = edition.query(ENDLESS)
    with pytest.raises(TooLongError), time.step():
        opened.fetchall()


def test_what_comes_through_arrow_is_interrupted_too(edition):
    time = QueryTime(0.2)
    with time.step():
        rows = edition.query("SELECT a.range FROM range(10000000) a, range(10000000) b")
        batches = rows.filter("hash(range) = 0").to_arrow_reader(100)
    with pytest.raises(TooLongError), time.step():
        batches.read_all()


def test_each_step_has_the_whole_time_and_other_queries_none(edition):
    time = QueryTime(30)
    for _ in range(3):
        with time.step():
            assert edition.query("SELECT 42").fetchall() == [(42,)]
    time.require_time()
    assert edition.query("SELECT 42").fetchall() == [(42,)]


def test_an_error_in_time_stays_what_it_is(edition):
    with pytest.raises(ZeroDivisionError), QueryTime(30).step():
        _ = 1 / 0
