"""Claims against figures: every reason, the choice of the base, exact decisions."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.checking.claims import check_all
from data.intervals import PrintedNumber, between, exactly
from data.relations import records
from tests.support.examples import examples
from tests.support.made_claims import check, claim, claims
from tests.support.made_observations import MILLION, observations, true_changes

BASE = ("VNM", "KAZ", "total", "2023", "100")
NOTHING = exactly(Decimal(0))
RANGE = PrintedNumber(None, between(-5 * MILLION, 60 * MILLION))


def test_a_claim_on_rows_of_a_data_set_has_the_verdict_that_printed_rows_give():
    rows = [("VNM", "KAZ", "total", "2023", 100), ("VNM", "KAZ", "export", "2023", 60),
            ("KAZ", "VNM", "total", "2023", 90), ("VNM", "KAZ", "import", "2022", 50)]  # fmt: skip
    for percent, verdict in (("20", "consistent"), ("33", "explained"), ("55", "contradicted")):
        row = claim(percent, level="120.0")
        printed = check(row, *rows)
        of_set = check(row, *((*given, {"figure": None}) for given in rows))
        assert (printed.verdict, of_set.verdict) == (verdict, verdict)
        assert (printed.reason, printed.recomputed) == (of_set.reason, of_set.recomputed)
        assert of_set.base.figures == ("gazette VNM KAZ total TOTAL 2023 USD",)


def test_a_claim_is_tested_by_what_rows_of_a_data_set_imply():
    rows = [("VNM", "KAZ", "total", "2023", 100), ("VNM", "KAZ", "import", "2023", 40),
            ("VNM", "KAZ", "export", "2024", "66.0")]  # fmt: skip
    row = claim("10.0", level="66.0", flow="export")
    of_set = check(row, *((*given, {"figure": None}) for given in rows))
    assert (of_set.verdict, of_set.reason) == ("consistent", "consistent_implied")
    assert sorted(fact.fact for fact in of_set.implied_from) == [
        f"gazette VNM KAZ {flow} TOTAL {year} USD"
        for flow, year in (("export", 2024), ("import", 2023), ("total", 2023))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "row", "figures"),
    [
        ("consistent", claim("20", level="120"), [BASE]),
        ("contradicted", claim("60", level="120"), [BASE]),
        ("bounds_too_wide", claim("0.3", level="100"), [BASE]),
        ("no_base", claim("20", level="120"), []),
        ("base_in_another_currency", claim("20", level="120", currency="EUR"), [BASE]),
        (
            "level_in_another_currency",
            claim("20", currency="EUR"),
            [("VNM", "KAZ", "total", "2024", "120")],
        ),
        (
            "no_base",
            claim("20", level="120", currency="EUR"),
            [("VNM", "RUS", "total", "2023", "100")],
        ),
        ("base_not_positive", claim("20", level="120"), [("VNM", "KAZ", "total", "2023", 0)]),
        ("base_not_positive", claim("20", level="120"), [("VNM", "KAZ", "total", "2023", "0..9")]),
        ("no_level", claim("20"), [BASE]),
        ("level_below_zero", claim("20", level=RANGE), [BASE]),
        ("base_period_not_stated", claim("20", level="120", base_period=None), []),
        ("base_period_not_stated", claim("30", level="120", base_period=None), [BASE]),
        ("not_actual", claim("20", level="120", figure_kind="target"), [BASE]),
        ("not_actual", claim("20", level="120", figure_kind="forecast"), [BASE]),
        ("percentage_points", claim("30", level="120", kind="percentage_points"), [BASE]),
        ("base_is_itself", claim("20", level="120", base_period="2024"), [BASE]),
        ("level_may_be_zero", claim("4", level=NOTHING, kind="multiple", direction="down"), [BASE]),
    ],
)
def test_each_reason(reason, row, figures):
    checked = check(row, *figures)
    verdict = reason if reason in ("consistent", "contradicted") else "not_testable"
    assert (checked.reason, checked.verdict, checked.decision_error) == (reason, verdict, False)


def test_a_claim_without_a_base_still_implies_one():
    checked = check(claim("18.4", level="146.3", period="2025-Q1", base_period="2024-Q1"))
    low, high = checked.implied_base.as_floats()
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
    shown = {
        kind: [round(end, 2) for end in one.recomputed.as_floats()] for kind, one in found.items()
    }
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
        (claim("40", level="90", direction="down"), False),  # it fell, by less
        (claim("about 2", level="150", kind="multiple", claimed_printed="doubled"), True),
        (claim("about 2", level="150", kind="multiple", claimed_printed="2 times"), False),
    ],
)
def test_a_wrong_direction_or_headline_word_is_a_decision_error(row, decision_error):
    checked = check(row, BASE)
    assert (checked.verdict, checked.decision_error) == ("contradicted", decision_error)


def test_touching_bounds_are_consistent_where_floating_point_would_contradict():
    # 1.1 million up 10 % of 1 million. In floating point 1.1 / 1 - 1 = 0.10000000000000009.
    exact = exactly(Decimal(10))
    row = claim(exact, level=exactly(Decimal("1.1") * MILLION))
    assert check(row, ("VNM", "KAZ", "total", "2023", 1)).verdict == "consistent"
    assert 100 * (1.1 / 1 - 1) > 10
    a_millionth_more = exactly(Decimal("1100000.000001"))
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
        ("VNM", "KAZ", "total", "2023", "131"),
        ("VNM", "KAZ", "total", "2023", "100", {"source": "elsewhere"}),
    )
    assert (checked.verdict, checked.base.source) == ("explained", "gazette")
    assert (checked.reading.name, checked.reading.figures[1].source) == (
        "other_source", "elsewhere",
    )  # fmt: skip
    assert not checked.mixed_sources


def test_another_source_is_used_and_said_where_the_own_has_no_base():
    checked = check(
        claim("20", level="120"),
        ("VNM", "KAZ", "total", "2023", "110", {"source": "tighter but other"}),
        ("VNM", "KAZ", "total", "2023", "about 101", {"source": "fits"}),
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
        claim("19", level="121"),  # cut, less than 20 % and 122 million
        ("VNM", "KAZ", "total", "2023", "about 90", {"source": "wide"}),  # 81 to 99
        ("VNM", "KAZ", "total", "2023", "131", {"source": "tight"}),
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
    order = [(row.partner, row.product, row.claim) for row in found]
    assert order == sorted(order)


@settings(max_examples=examples(20, usual=8))
@given(cases=st.lists(true_changes(), min_size=30, max_size=60))
def test_a_true_claim_is_never_contradicted_however_it_is_rounded(cases):
    rows = [_row_of(str(number), true) for number, true in enumerate(cases)]
    figures = [
        ("VNM", "KAZ", "total", row["base_period"], (base.bounds.low, base.value, base.bounds.high),
         {"product": row["product"]})
        for row, base in zip(rows, [true.printed[1] for true in cases], strict=True)
    ]  # fmt: skip
    checks = check_all(claims(*rows), observations(*figures))
    found = {one.claim.claim: one.reason for one in checks}
    assert len(found) == len(cases)
    for number, true in enumerate(cases):
        assert found[str(number)] in _reasons(true)


def _reasons(true):
    level, base, rate = (printed.bounds for printed in true.printed)
    if true.kind == "multiple" and true.sign < 0 and level.low == 0:
        return {"level_may_be_zero"}
    if base.low == 0 and true.kind != "absolute":
        return {"base_not_positive"}
    unchanged = 1 if true.kind == "multiple" else 0
    is_flat = rate.low <= unchanged <= rate.high
    tells = is_flat or not level.meets(base)
    return {"bounds_too_wide", "consistent"} if tells else {"bounds_too_wide"}


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
    value, low, high = (end * MILLION for end in (printed.value, *printed.bounds.ends))
    return PrintedNumber(value, between(low, high))
