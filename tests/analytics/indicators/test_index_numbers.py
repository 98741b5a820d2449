"""Index numbers: by hand, and by exact arithmetic on made levels."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from analytics.indicators.index_numbers import NO_FIGURE, ZERO_BASE, index_numbers
from analytics.indicators.observations import RANGE
from data import periods
from tests.support.made_observations import by_key, observations

NAMES = ("index_low", "index_value", "index_high")


def indexed(base: str, *rows, **columns):
    return by_key(index_numbers(observations(*rows, **columns), periods.parse(base)), "period")


def numbers(row) -> tuple[float | None, ...]:
    return tuple(row[name] for name in NAMES)


def test_an_index_is_100_in_its_base_and_nothing_else_whatever_the_bounds():
    rows = indexed(
        "2020",
        ("VNM", "KAZ", "total", "2019", (40, 50, 60)),
        ("VNM", "KAZ", "total", "2020", (80, 100, 125)),
        ("VNM", "KAZ", "total", "2021", (150, 200, 250)),
    )
    assert numbers(rows["2020"]) == (100, 100, 100)
    # 40/125 = 0.32 and 60/80 = 0.75; 150/125 = 1.2 and 250/80 = 3.125
    assert numbers(rows["2019"]) == (32, 50, 75)
    assert numbers(rows["2021"]) == (120, 200, 312.5)
    assert {row["base_period"] for row in rows.values()} == {"2020"}


def test_no_base_a_zero_base_and_a_range_say_so():
    rows = indexed("2020", ("VNM", "KAZ", "total", "2021", 7))
    assert (numbers(rows["2021"]), rows["2021"]["note"]) == ((None, None, None), NO_FIGURE)
    rows = indexed("2020", ("VNM", "KAZ", "total", "2020", 0), ("VNM", "KAZ", "total", "2021", 7))
    assert (numbers(rows["2021"]), rows["2021"]["note"]) == ((None, None, None), ZERO_BASE)
    rows = indexed(
        "2020", ("VNM", "KAZ", "total", "2020", "20..25"), ("VNM", "KAZ", "total", "2021", 50)
    )
    assert (numbers(rows["2021"]), rows["2021"]["note"]) == ((200, None, 250), RANGE)


def test_another_source_flow_length_or_currency_is_no_base():
    others = (
        ("VNM", "KAZ", "total", "2020", 10, {"source": "gazette"}),
        ("VNM", "KAZ", "export", "2020", 10),
        ("VNM", "KAZ", "total", "2020-Q1", 10),
        ("VNM", "RUS", "total", "2020", 10),
    )
    found = index_numbers(
        observations(*others, ("VNM", "KAZ", "total", "2021", 20)), periods.parse("2020")
    )
    rows = by_key(found, "partner", "flow", "period", "source")
    assert rows["KAZ", "total", "2021", "customs"]["note"] == NO_FIGURE
    assert ("KAZ", "total", "2020-Q1", "customs") not in rows


def test_two_way_trade_is_added_up_before_it_is_indexed():
    rows = index_numbers(
        observations(
            ("VNM", "KAZ", "export", "2020", 30),
            ("VNM", "KAZ", "import", "2020", 10),
            ("VNM", "KAZ", "export", "2021", 50),
            ("VNM", "KAZ", "import", "2021", 10),
        ),
        periods.parse("2020"),
    )
    assert by_key(rows, "flow", "period")["total", "2021"]["index_value"] == 150


LEVEL = st.tuples(st.integers(1, 10**6), st.integers(0, 10**4), st.integers(0, 10**4))


@given(LEVEL, LEVEL)
def test_bounds_hold_every_true_index(base, level):
    rows = indexed(
        "2020",
        *(
            ("VNM", "KAZ", "total", year, (low, low + up, low + up + more))
            for year, (low, up, more) in (("2020", base), ("2021", level))
        ),
    )
    low, value, high = numbers(rows["2021"])
    assert Fraction(low) <= Fraction(100 * level[0], sum(base))
    assert Fraction(high) >= Fraction(100 * sum(level), base[0])
    assert low <= value <= high
