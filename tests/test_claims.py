"""Claims against figures: every reason, the choice of the base, exact decisions."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.claims import check_all
from data import bounds, periods, store
from data.relations import records
from tests import oracles
from tests.observations import MILLION, observations, true_changes


def claim(number, *, level=None, kind="percent", direction="up", **columns):
    """A row of the view `reported_claim`: "18.4" percent on `level` millions, 2024 on 2023."""
    amount = kind == "absolute"
    printed = number if isinstance(number, bounds.Bounds) else _printed(number, 6 if amount else 0)
    of_level = _printed(level, 6) if isinstance(level, str) else level
    row = {
        "claim": "the claim", "source": "gazette", "reporter": "VNM", "partner": "KAZ",
        "flow": "total", "product": "TOTAL", "period": "2024", "base_period": "2023",
        "kind": kind, "direction": direction, "claimed": printed.value,
        "claimed_low": printed.low, "claimed_high": printed.high, "claimed_qualifier": "exact",
        "claimed_printed": f"{number}%", "place": "line 1", "figure": "figure-0",
        "figure_kind": "actual", "currency": "USD", "release_date": "2025-05-02", **columns,
    }  # fmt: skip
    if of_level is not None:
        row |= {"level": of_level.value, "level_low": of_level.low, "level_high": of_level.high,
                "level_qualifier": "exact", "level_status": "A"}  # fmt: skip
    months = periods.parse(row["period"])
    dates = {"first_month": months.first_month, "last_month": months.last_month}
    return {**row, **dates, "freq": months.freq}


def check(row, *figures):
    [checked] = check_all(claims(row), observations(*figures, source="gazette"))
    return checked


def claims(*rows):
    """The relation of the rows, with every column of the view."""
    connection = duckdb.connect(config={"threads": 1})
    typed = ", ".join(f"{name} {kind}" for name, kind in columns_of_the_view().items())
    connection.execute(f"CREATE TABLE claim ({typed})")
    wrong = {name for row in rows for name in row} - set(columns_of_the_view())
    assert not wrong, wrong
    holes = f"({', '.join('?' * len(columns_of_the_view()))})"
    connection.execute(
        f"INSERT INTO claim VALUES {', '.join([holes] * len(rows))}",
        [row.get(name) for row in rows for name in columns_of_the_view()],
    )
    return connection.table("claim")


@cache
def columns_of_the_view():
    connection = duckdb.connect()
    connection.execute(store.SCHEMA.read_text(encoding="utf-8"))
    view = connection.table("reported_claim")
    return dict(zip(view.columns, view.types, strict=True))


def _printed(text, power):
    qualifier, _, digits = text.rpartition(" ")
    return bounds.of_printed(digits, None, qualifier or "exact", power)


BASE = ("VNM", "KAZ", "total", "2023", "100")
RANGE = bounds.Bounds(None, Decimal(-5 * MILLION), Decimal(60 * MILLION))


@pytest.mark.parametrize(
    ("reason", "row", "figures"),
    [
        ("consistent", claim("20", level="120"), [BASE]),
        ("contradicted", claim("25", level="120"), [BASE]),
        ("bounds_too_wide", claim("0.3", level="100"), [BASE]),
        ("no_base", claim("20", level="120"), []),
        ("no_base", claim("20", level="120", currency="EUR"), [BASE]),
        ("base_not_positive", claim("20", level="120"), [("VNM", "KAZ", "total", "2023", 0)]),
        ("base_not_positive", claim("20", level="120"), [("VNM", "KAZ", "total", "2023", "0..9")]),
        ("no_level", claim("20"), [BASE]),
        ("level_below_zero", claim("20", level=RANGE), [BASE]),
        ("base_period_not_stated", claim("20", level="120", base_period=None), [BASE]),
        ("not_actual", claim("20", level="120", figure_kind="target"), [BASE]),
        ("not_actual", claim("20", level="120", figure_kind="forecast"), [BASE]),
        ("percentage_points", claim("20", level="120", kind="percentage_points"), [BASE]),
    ],
)
def test_each_reason(reason, row, figures):
    checked = check(row, *figures)
    verdict = reason if reason in ("consistent", "contradicted") else "not_testable"
    assert (checked.reason, checked.verdict, checked.decision_error) == (reason, verdict, False)


def test_a_claim_without_a_base_still_implies_one():
    checked = check(claim("18.4", level="146.3", period="2025-Q1", base_period="2024-Q1"))
    low, high = checked.implied_base
    # 146.25 / 1.1845 and 146.35 / 1.1835
    assert (round(low / MILLION, 3), round(high / MILLION, 3)) == (123.470, 123.659)
    assert checked.recomputed is None


def test_the_recomputed_change_is_in_the_unit_of_the_claim():
    rows = {
        "percent": claim("20", level="120"),
        "multiple": claim("1.2", level="120", kind="multiple"),
        "absolute": claim("20", level="120", kind="absolute"),
        "average_annual_percent": claim("9.5", level="120", kind="average_annual_percent",
                                        base_period="2022"),
    }  # fmt: skip
    figures = [BASE, ("VNM", "KAZ", "total", "2022", "100")]
    found = {kind: check(row, *figures) for kind, row in rows.items()}
    assert {checked.verdict for checked in found.values()} == {"consistent"}
    shown = {kind: [round(end, 2) for end in one.recomputed] for kind, one in found.items()}
    assert shown == {
        "percent": [18.91, 21.11],  # 119.5 / 100.5 and 120.5 / 99.5
        "multiple": [1.19, 1.21],
        "absolute": [19 * MILLION, 21 * MILLION],
        "average_annual_percent": [9.04, 10.05],  # the roots of 1.18905 and 1.21106
    }


def test_an_average_over_a_run_of_years_ends_with_the_level_of_its_last_year():
    run = {"period": "2016-01/2022-12", "base_period": "2016"}
    checked = check(
        claim("12", kind="average_annual_percent", **run),
        ("VNM", "KAZ", "total", "2016", 100),
        ("VNM", "KAZ", "total", "2022", 197),  # 100 * 1.12 ** 6 = 197.4
    )
    assert (checked.verdict, checked.level.period, checked.base.period) == (
        "consistent", "2022", "2016",
    )  # fmt: skip


def test_an_average_within_one_year_does_not_break_the_other_checks():
    row = claim("20", level="120", kind="average_annual_percent", period="2023-Q4")
    assert check(row, BASE).verdict == "consistent"


@pytest.mark.parametrize(
    ("row", "decision_error"),
    [
        (claim("20", level="90"), True),  # it fell
        (claim("20", level="150"), False),  # it rose, by more
        (claim("20", level="120", direction="down"), True),  # it rose
        (claim("20", level="90", direction="down"), False),
        (claim("about 2", level="150", kind="multiple", claimed_printed="doubled"), True),
        (claim("about 2", level="150", kind="multiple", claimed_printed="2 times"), False),
    ],
)
def test_a_wrong_direction_or_headline_word_is_a_decision_error(row, decision_error):
    checked = check(row, BASE)
    assert (checked.verdict, checked.decision_error) == ("contradicted", decision_error)


def test_touching_bounds_are_consistent_where_floating_point_would_contradict():
    # 1.1 million up 10 % of 1 million. In floating point 1.1 / 1 - 1 = 0.10000000000000009.
    exact = bounds.exactly(Decimal(10))
    row = claim(exact, level=bounds.exactly(Decimal("1.1") * MILLION))
    assert check(row, ("VNM", "KAZ", "total", "2023", 1)).verdict == "consistent"
    assert 100 * (1.1 / 1 - 1) > 10
    a_millionth_more = bounds.exactly(Decimal("1100000.000001"))
    row = claim(exact, level=a_millionth_more)
    assert check(row, ("VNM", "KAZ", "total", "2023", 1)).verdict == "contradicted"


@pytest.mark.parametrize(
    "never_a_base",
    [
        ("VNM", "KAZ", "total", "2024", "120"),  # the claim's own level
        ("VNM", "KAZ", "total", "2023", "100", {"status": "F"}),
        ("VNM", "KAZ", "total", "2023", "100", {"product": "0901"}),
        ("VNM", "KAZ", "total", "2023", "100", {"partner": "RUS"}),
        ("KAZ", "VNM", "total", "2023", "100"),
        ("VNM", "KAZ", "export", "2023", "100"),
        ("VNM", "KAZ", "total", "2022", "100"),
        ("VNM", "KAZ", "total", "2023-Q1", "100"),
    ],
)
def test_what_is_never_a_base(never_a_base):
    assert check(claim("20", level="120"), never_a_base).reason == "no_base"


def test_a_target_is_never_a_base(edition):
    [target] = records(edition.query("FROM figure WHERE figure = 'en013c'"))
    assert (target["period"], target["kind"], target["reporter"]) == ("2023", "target", "VNM")
    [checked] = check_all(
        claims(claim("99", level="800", source="elsewhere")), edition.relation("observation")
    )
    assert checked.reason == "no_base"


def test_the_claims_own_source_is_preferred_even_where_another_would_fit():
    checked = check(
        claim("20", level="120"),
        ("VNM", "KAZ", "total", "2023", "110"),
        ("VNM", "KAZ", "total", "2023", "100", {"source": "elsewhere"}),
    )
    assert (checked.verdict, checked.base.source) == ("contradicted", "gazette")
    assert not checked.mixed_sources


def test_another_source_is_used_and_said_where_the_own_has_no_base():
    checked = check(
        claim("20", level="120"),
        ("VNM", "KAZ", "total", "2023", "110", {"source": "tighter but other"}),
        ("VNM", "KAZ", "total", "2023", "about 100", {"source": "fits"}),
    )
    assert (checked.verdict, checked.base.source) == ("consistent", "fits")
    assert checked.mixed_sources


def test_level_and_base_of_one_source_come_before_a_tighter_mix():
    checked = check(
        claim("20"),
        ("VNM", "KAZ", "total", "2024", "240.0", {"source": "level only"}),
        ("VNM", "KAZ", "total", "2024", "240", {"source": "both"}),
        ("VNM", "KAZ", "total", "2023", "200", {"source": "both"}),
    )
    assert (checked.verdict, checked.level.source, checked.base.source) == (
        "consistent", "both", "both",
    )  # fmt: skip


def test_where_no_other_source_fits_the_tightest_contradicts():
    checked = check(
        claim("20", level="120"),
        ("VNM", "KAZ", "total", "2023", "about 90", {"source": "wide"}),
        ("VNM", "KAZ", "total", "2023", "130", {"source": "tight"}),
    )
    assert (checked.verdict, checked.base.source) == ("contradicted", "tight")


def test_a_base_is_summed_from_exports_and_imports():
    checked = check(
        claim("20", level="120"),
        ("VNM", "KAZ", "export", "2023", "60"),
        ("VNM", "KAZ", "import", "2023", "40"),
    )
    assert (checked.verdict, checked.base.is_sum, checked.level.is_sum) == (
        "consistent", True, False,
    )  # fmt: skip


def test_checks_come_in_the_order_of_the_public_file():
    rows = [
        claim("1", claim=name, partner=partner, product=product)
        for name, partner, product in [("b", "KAZ", "TOTAL"), ("a", "RUS", "0901"),
                                       ("c", "KAZ", "0901"), ("a", "KAZ", "TOTAL")]
    ]  # fmt: skip
    found = [one.claim for one in check_all(claims(*rows), observations(BASE))]
    order = [(row["partner"], row["product"], row["claim"]) for row in found]
    assert order == sorted(order)


@settings(max_examples=20)
@given(cases=st.lists(true_changes(), min_size=30, max_size=60))
def test_a_true_claim_is_never_contradicted_however_it_is_rounded(cases):
    rows = [_row_of(str(number), true) for number, true in enumerate(cases)]
    figures = [
        ("VNM", "KAZ", "total", row["base_period"], (base.low, base.value, base.high),
         {"product": row["product"]})
        for row, base in zip(rows, [true.printed[1] for true in cases], strict=True)
    ]  # fmt: skip
    checks = check_all(claims(*rows), observations(*figures))
    found = {one.claim["claim"]: one.reason for one in checks}
    assert found == {str(number): _reason(true) for number, true in enumerate(cases)}


def _reason(true):
    level, base, _ = true.printed
    if base.low == 0:
        return "base_not_positive"
    return "bounds_too_wide" if level.meets(base) else "consistent"


def _row_of(name, true):
    level, _, rate = true.printed
    return claim(
        _in_units(rate) if true.kind == "absolute" else rate,
        level=_in_units(level),
        kind=true.kind,
        direction="up" if true.sign > 0 else "down",
        claim=name,
        product=name,
        base_period=f"{2024 - true.years}",
    )


def _in_units(printed):
    return bounds.Bounds(*(end * MILLION for end in (printed.value, printed.low, printed.high)))


def test_every_claim_of_the_book_against_a_second_implementation(edition):
    rows = records(edition.relation("reported_claim"))
    book = records(edition.relation("observation"))
    expected = {row["claim"]: oracles.verdict(row, book) for row in rows}
    found = {
        one.claim["claim"]: (one.verdict, one.decision_error)
        for one in check_all(edition.relation("reported_claim"), edition.relation("observation"))
    }
    assert found == expected
    assert len({verdict for verdict, _ in found.values()}) == 3
