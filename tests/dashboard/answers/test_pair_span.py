"""The span of a pair, its running year, and which of its periods a chart shows."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from dashboard.answers.pair_span import running_year, span
from dashboard.answers.pair_window import window
from dashboard.answers.selection import Selection
from data import periods


def figures(*texts: str) -> list[dict[str, Any]]:
    parsed = map(periods.parse, texts)
    return [
        {"period": str(one), "freq": one.freq, "first_month": one.first_month,
         "last_month": one.last_month} for one in parsed
    ]  # fmt: skip


def test_both_sides_of_kazakhstan_are_asked_for_at_once(edition):
    whole = span(edition, "VNM", "KAZ")
    levels = {(row["flow"], row["period"]): row["value"] for row in whole.levels}
    assert levels["total", "2024"] == 800_000_000
    assert levels["total", "2025-Q1"] == 146_300_000
    others = {(row["flow"], row["period"]): row["value"] for row in whole.others}
    # Kazakhstan's imports of January to May 2023 are Viet Nam's exports
    assert others["export", "2023-01/2023-05"] == 436_500_000
    assert {row["reporter"] for row in whole.mirrored} <= {"VNM"}
    assert span(edition, "VNM", "KAZ") is whole  # an edition never changes


@pytest.mark.parametrize(
    ("known", "newest", "running"),
    [
        (["2024", "2025-Q1"], "2024", ["2025-Q1"]),
        (["2025-Q1", "2025-01/2025-08"], "2024", ["2025-01/2025-08"]),
        (["2024-Q1", "2024"], "2024", []),  # the year is known
        (["2025-02/2025-08", "2025-Q2"], "2024", []),  # not since January
        (["2025-01/2026-02"], "2024", []),  # more than a year
        (["2025-Q1"], None, ["2025-Q1"]),
    ],
)
def test_the_running_year_is_the_newest_run_since_january(known, newest, running):
    assert [row["period"] for row in running_year(figures(*known), newest)] == running


def shown(freq: str, *texts: str, **asked: str) -> tuple[Any, ...]:
    pair: Any = SimpleNamespace(freq=freq, levels=figures(*texts))
    ends: dict[str, Any] = {name: periods.parse(text) for name, text in asked.items()}
    found = window(pair, [], Selection(**ends))

    def told(ends):
        return ends and "…".join(map(str, ends))

    return tuple(map(told, (found.span, found.earlier, found.later)))


QUARTERS = [f"{year}-Q{n}" for year in range(2006, 2022) for n in (1, 2, 3, 4)]


def test_of_many_quarters_the_newest_six_years_are_shown():
    assert shown("Q", *QUARTERS) == ("2016-Q1…2021-Q4", "2010-Q1…2015-Q4", None)


def test_the_address_chooses_the_periods():
    asked = shown("Q", *QUARTERS, since="2010-Q1", until="2011-Q4")
    assert asked == ("2010-Q1…2011-Q4", "2008-Q1…2009-Q4", "2012-Q1…2013-Q4")
    assert shown("Q", *QUARTERS, since="2006") == ("2006-Q1…2021-Q4", None, None)
    assert shown("A", "1995", "2016", since="2000") == ("2016…2016", "2015…2015", None)


def test_years_are_all_shown_and_what_has_no_figure_is_not_asked_for():
    assert shown("A", "1995", "2016") == ("1995…2016", None, None)
    assert shown("A", "1995", "2016", since="2020") == ("1995…2016", None, None)
    months = [f"{year}-{n:02}" for year in (2020, 2021) for n in range(1, 13)]
    assert shown("M", *months) == ("2020-01…2021-12", None, None)


def test_a_window_holds_what_lies_wholly_within_it():
    pair: Any = SimpleNamespace(freq="A", levels=figures("2013", "2014", "2015"))
    found = window(pair, [], Selection(since=periods.parse("2014")))
    assert [row["period"] for row in pair.levels if found.holds(row)] == ["2014", "2015"]
    assert found.first.first_month == date(2014, 1, 1)
