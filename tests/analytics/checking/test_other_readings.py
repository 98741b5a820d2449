"""Other readings of a claim that does not hold as it stands, one planted slip a row.

As it stands the claim is +25.1 percent of two-way trade, 131.3 million in 2024 on 111.1 million
in 2023, unless a row says otherwise. 131.25 / 111.15 = 1.1808 and 131.35 / 111.05 = 1.1828, so
the growth is 18.1 to 18.3 percent, and no coarser rounding makes it 25.1.
"""

from __future__ import annotations

import pytest

from analytics.checking.verdicts import ReadingName
from tests.support.made_claims import check, claim

LEVEL = ("VNM", "KAZ", "total", "2024", "131.3")
BASE = ("VNM", "KAZ", "total", "2023", "111.1")


def total(period, number, **columns):
    return "VNM", "KAZ", "total", period, number, columns


def flow(name, period, number, **columns):
    return "VNM", "KAZ", name, period, number, columns


def mirror(name, period, number):
    return "KAZ", "VNM", name, period, number, {"source": "astana"}


def said(number="25.1", level="131.3", **columns):
    return claim(number, level=level, **columns)


LATER = {"source": "revised", "release_date": "2025-08-01"}
OTHER = {"source": "elsewhere"}
QUARTER = {"period": "2024-Q2", "base_period": "2023-Q2"}
# 131.25 / 104.95 = 1.250596 and 131.35 / 104.85 = 1.252742: what fits is often a base of 104.9.
FITS = (25.0596, 25.2742)

READINGS = {
    "other_source": [
        (said(), [BASE, total("2023", "104.9", **OTHER)], FITS),
        # both from elsewhere: 157.45 / 125.95 = 1.250099 and 157.55 / 125.85 = 1.251887
        (said(), [BASE, total("2024", "157.5", **OTHER), total("2023", "125.9", **OTHER)],
         (25.0099, 25.1887)),
    ],
    "later_revision": [
        (said(), [BASE, total("2023", "104.9", **LATER)], FITS),
    ],
    "other_reporter": [
        # 150.15 / 120.15 = 1.249688 and 150.25 / 120.05 = 1.251562
        (said(), [BASE, mirror("total", "2024", "150.2"), mirror("total", "2023", "120.1")],
         (24.9688, 25.1562)),
        # Viet Nam's exports are Kazakhstan's imports, and the other way round
        (said(flow="export"),
         [flow("export", "2023", "111.1"), mirror("import", "2024", "150.2"),
          mirror("import", "2023", "120.1")], (24.9688, 25.1562)),
        (said(flow="import"),
         [flow("import", "2023", "111.1"), mirror("export", "2024", "150.2"),
          mirror("export", "2023", "120.1")], (24.9688, 25.1562)),
        # Viet Nam's level on Kazakhstan's base
        (said(), [BASE, mirror("total", "2023", "104.9")], FITS),
    ],
    "other_flow": [
        # 50.15 / 40.15 = 1.249066 and 50.25 / 40.05 = 1.254682
        (said(), [BASE, flow("export", "2024", "50.2"), flow("export", "2023", "40.1")],
         (24.9066, 25.4682)),
        (said(), [BASE, flow("import", "2024", "50.2"), flow("import", "2023", "40.1")],
         (24.9066, 25.4682)),
        (said(flow="export"), [flow("export", "2023", "111.1"), total("2023", "104.9")], FITS),
    ],
    "other_period": [
        # the year on eleven months of the year before
        (said(), [BASE, total("2023-01/2023-11", "104.9")], FITS),
        # eleven months, to which the claim on the year belongs:
        # 80.05 / 64.05 = 1.249805 and 80.15 / 63.95 = 1.253323
        (said(), [BASE, total("2024-01/2024-11", "80.1"), total("2023-01/2023-11", "64.0")],
         (24.9805, 25.3323)),
        # a quarter for the year to date
        (said(**QUARTER | {"period": "2024-Q1", "base_period": "2023-Q1"}),
         [total("2023-Q1", "111.1"), total("2024-01/2024-08", "80.1"),
          total("2023-01/2023-08", "64.0")], (24.9805, 25.3323)),
        # the four quarters of the base make up 104.9, within 0.2:
        # 131.25 / 105.1 = 1.248811 and 131.35 / 104.7 = 1.254537
        (said(), [BASE, *(total(f"2023-Q{n}", number)
                          for n, number in enumerate(("26.2", "26.2", "26.2", "26.3"), 1))],
         (24.8811, 25.4537)),
        # the four quarters of the year make up 139.0: 138.8 / 111.15 and 139.2 / 111.05
        (said(), [BASE, *(total(f"2024-Q{n}", number)
                          for n, number in enumerate(("34.7", "34.7", "34.7", "34.9"), 1))],
         (24.8763, 25.3489)),
    ],
    "period_on_period": [
        (said(**QUARTER), [total("2023-Q2", "111.1"), total("2024-Q1", "104.9")], FITS),
        (said(period="2024-01", base_period="2023-01"),
         [total("2023-01", "111.1"), total("2023-12", "104.9")], FITS),
    ],
    "year_on_year": [
        (said(period="2024-Q2", base_period="2024-Q1"),
         [total("2024-Q1", "111.1"), total("2023-Q2", "104.9")], FITS),
    ],
    "other_base_year": [
        (said(base_period="2015"), [total("2015", "111.1"), total(year, "104.9")], FITS)
        for year in ("2014", "2016", "2023")
    ],
    "increase_by": [
        # 131.25 / 37.55 = 3.4953 and 131.35 / 37.45 = 3.5073: 2.5 times more is 3.5 times
        (said("2.5", kind="multiple"), [total("2023", "37.5")], (3.4953, 3.5073)),
    ],
    "index": [
        # 131.25 / 113.95 = 1.1518 and 131.35 / 113.85 = 1.1537: the index is 115.3
        (said("115.3"), [total("2023", "113.9")], (1.1518, 1.1537)),
        # 104.05 / 111.15 = 0.9361 and 104.15 / 111.05 = 0.9379: an index of 93.6 is no fall by it
        (said("93.6", level="104.1", direction="down"), [BASE], (0.9361, 0.9379)),
    ],
    "points_of_growth": [
        # 1.180837 less 111.15 / 100.25 = 1.108728; 1.182801 less 111.05 / 100.35 = 1.106627
        (said("7.4"), [BASE, total("2022", "100.3")], (7.2109, 7.6174)),
    ],
    "points_of_share": [
        # 131.25 / 1050.75 less 111.15 / 1000.25; 131.35 / 1050.65 less 111.05 / 1000.35
        (said("1.39"), [BASE, ("VNM", "WLD", "total", "2024", "1050.7"),
                        ("VNM", "WLD", "total", "2023", "1000.3")], (1.3789, 1.4007)),
    ],
    "percent": [
        (said("18.2", kind="percentage_points"), [BASE], (18.0837, 18.2801)),
    ],
    "other_unit": [
        (said(), [total("2023", "0.1049")], FITS),  # in billions, read as millions
        (said(level="0.1313"), [total("2023", "104.9")], FITS),
    ],
    "cif_for_fob": [
        # Kazakhstan's exports (FOB) with up to a tenth of freight are Viet Nam's imports (CIF):
        # 131.25 / (1.1 * 100.15) = 1.191395 and 131.35 / 100.05 = 1.312844
        (said(flow="import"), [flow("import", "2023", "111.1"), mirror("export", "2023", "100.1")],
         (19.1395, 31.2844)),
        # its imports (CIF) without it are Viet Nam's exports:
        # 131.25 / 115.45 and 131.35 * 1.1 / 115.35
        (said(flow="export"), [flow("export", "2023", "111.1"), mirror("import", "2023", "115.4")],
         (13.6856, 25.2579)),
        # the level from Kazakhstan: 126.35 / 111.15 and 1.1 * 126.45 / 111.05
        (said(flow="import"), [flow("import", "2023", "111.1"), mirror("export", "2024", "126.4")],
         (13.6752, 25.2544)),
        # 145.15 / 1.1 / 111.15 and 145.25 / 111.05
        (said(flow="export"), [flow("export", "2023", "111.1"), mirror("import", "2024", "145.2")],
         (18.7175, 30.7969)),
    ],
}  # fmt: skip
ROWS = [(name, *row) for name, rows in READINGS.items() for row in rows]


def test_every_reading_has_a_planted_slip():
    assert set(READINGS) == set(ReadingName)


@pytest.mark.parametrize(("name", "row", "figures", "recomputed"), ROWS)
def test_a_planted_slip_is_named(name, row, figures, recomputed):
    checked = check(row, *figures)
    assert (checked.verdict, checked.reason, checked.decision_error) == (
        "explained", "explained", False,
    )  # fmt: skip
    assert checked.reading.name == name
    assert tuple(round(end, 4) for end in checked.reading.recomputed.as_floats()) == recomputed
    assert (checked.reading.fits, checked.reading.miss) == (True, 0)
    names = [reading.name for reading in checked.readings]
    assert names == sorted(set(names), key=[*ReadingName].index)


@pytest.mark.parametrize(("name", "row", "figures", "recomputed"), ROWS)
def test_without_the_figures_of_the_slip_nothing_explains_the_claim(name, row, figures, recomputed):
    if len(figures) == 1:  # the slip is in the claim itself: the rate it prints fits nothing
        row = row | {"claimed": 77, "claimed_low": 76, "claimed_high": 78}
    checked = check(row, *figures[:1])
    verdict = "not_testable" if row["kind"] == "percentage_points" else "contradicted"
    assert (checked.verdict, checked.reading) == (verdict, None)


def test_a_reading_that_does_not_fit_says_by_how_much():
    checked = check(said("30.1"), BASE, total("2023", "104.9", **OTHER))
    assert checked.verdict == "contradicted"
    by_name = {reading.name: reading for reading in checked.readings}
    tried = by_name["other_source"]
    assert (tried.fits, tuple(round(end, 4) for end in tried.recomputed.as_floats())) == (
        False,
        FITS,
    )
    # 1.3005 less 131.35 / 104.85
    assert round(float(tried.miss), 6) == round(1.3005 - 131.35 / 104.85, 6)


def test_of_readings_with_one_name_the_nearest_is_shown_and_one_that_fits_before_it():
    far, near = total("2023", "90.1", source="far"), total("2023", "104.1", source="near")
    checked = check(said("30.1"), BASE, far, near)
    [shown] = [one for one in checked.readings if one.name == "other_source"]
    assert shown.figures[1].source == "near"
    fitting = total("2023", "104.9", source="z fits")
    checked = check(said(), BASE, far, near, fitting)
    assert checked.reading.figures[1].source == "z fits"


def test_one_that_fits_is_shown_before_one_that_is_too_wide():
    # exports 50.2 on 30 to 60 hold 1.251, too wide to tell; imports 50.2 on 40.1 fit
    flows = [flow("export", "2024", "50.2"), flow("export", "2023", "30..60"),
             flow("import", "2024", "50.2"), flow("import", "2023", "40.1")]  # fmt: skip
    checked = check(said(), BASE, *flows)
    assert (checked.verdict, checked.reading.figures[1].series.flow) == ("explained", "import")


def test_a_reading_too_wide_to_tell_does_not_fit():
    # 131.25 / 130 = 1.0096 to 131.35 / 90 = 1.4594: wider than the 25.15 percent claimed
    checked = check(said(), BASE, total("2023", "90..130", **OTHER))
    assert checked.verdict == "contradicted"
    [shown] = [one for one in checked.readings if one.name == "other_source"]
    assert (shown.fits, shown.miss) == (False, 0)


def test_points_too_wide_to_tell_do_not_fit():
    # growth before was 111.15 / 99 = 12.3 to 111.05 / 106 = 4.8: 5.8 to 13.5 points, 7.7 wide
    checked = check(said("7.4"), BASE, total("2022", "99..106"))
    [shown] = [one for one in checked.readings if one.name == "points_of_growth"]
    assert (checked.verdict, shown.fits, shown.miss) == ("contradicted", False, 0)


def test_a_share_is_of_one_publication():
    whole = [("VNM", "WLD", "total", "2024", "1050.7"),
             ("VNM", "WLD", "total", "2023", "1000.3", OTHER)]  # fmt: skip
    checked = check(said("1.39"), BASE, *whole)
    assert checked.verdict == "contradicted"
    assert "points_of_share" not in {reading.name for reading in checked.readings}


@pytest.mark.parametrize("kind", ["absolute", "multiple", "average_annual_percent"])
def test_only_a_percentage_may_be_an_index(kind):
    checked = check(said("150", kind=kind), BASE)
    assert (checked.verdict, checked.reading) == ("contradicted", None)
    assert "index" not in {reading.name for reading in checked.readings}


def test_a_fall_in_points_is_a_fall():
    # +18.1 to +18.3 percent after 111.1 on 87.9: 111.05 / 87.95 = 1.2627, 111.15 / 87.85 = 1.2652
    fall = check(said("8.3", direction="down"), BASE, total("2022", "87.9"))
    assert (fall.verdict, fall.reading.name) == ("explained", "points_of_growth")
    # 1.182801 - 1.262649 = -0.079849 and 1.180837 - 1.265225 = -0.084388
    assert tuple(round(end, 4) for end in fall.reading.recomputed.as_floats()) == (7.9849, 8.4388)
    rise = check(said("8.3"), BASE, total("2022", "87.9"))
    assert rise.verdict == "contradicted"


def test_an_average_annual_rate_is_read_over_the_years_of_the_other_base():
    row = said("9.94", level="161.1", kind="average_annual_percent", base_period="2018")
    checked = check(row, total("2018", "111.1"), total("2019", "100.3"))
    # the fifth root of 161.05 / 100.35 and of 161.15 / 100.25; over six years it would be 8.2
    assert (checked.verdict, checked.reading.name) == ("explained", "other_base_year")
    assert tuple(round(end, 4) for end in checked.reading.recomputed.as_floats()) == (9.923, 9.9586)


def test_an_average_over_a_run_of_years_keeps_its_years_with_another_source():
    """Growth of 11.9 percent a year over the six years from 2016 to the last of 2016-2022."""
    run = {"period": "2016-01/2022-12", "base_period": "2016"}
    row = said("11.9", level="197.3", kind="average_annual_percent", **run)
    checked = check(row, total("2016", "150.7"), total("2016", "100.3", **OTHER))
    # the sixth root of 197.25 / 100.35 = 1.96562 and of 197.35 / 100.25 = 1.96858
    assert (checked.verdict, checked.reading and checked.reading.name) == (
        "explained", "other_source",
    )  # fmt: skip


def test_no_reading_mixes_sources_where_the_claims_own_has_a_base():
    """A level of the claim's source is not read against a base that only others print."""
    checked = check(
        said(base_period="2015"), total("2015", "111.1"), total("2014", "104.9", **OTHER)
    )
    assert checked.verdict == "contradicted"


def test_a_reading_keeps_to_one_source_whose_level_is_the_one_that_the_claim_states():
    """Another base year of two sources would be two readings at once."""
    bases = [
        total(year, number, **OTHER) for year, number in (("2015", "111.1"), ("2014", "104.9"))
    ]
    alone = check(said(base_period="2015"), *bases)
    assert (alone.verdict, alone.base.source) == ("contradicted", "elsewhere")
    for level, verdict in (("131.3", "explained"), ("131.6", "contradicted")):
        found = check(said(base_period="2015"), *bases, total("2024", level, **OTHER))
        assert found.verdict == verdict
    found = check(said(base_period="2015"), *bases, total("2024", "131.3", **OTHER))
    assert (found.reading.name, found.reading.figures[0].source) == ("other_base_year", "elsewhere")


@pytest.mark.parametrize("number", [0, "0..200"])
def test_a_base_that_may_be_zero_gives_no_reading(number):
    checked = check(said(), BASE, total("2023", number, **OTHER), total("2022", number),
                    mirror("total", "2023", number))  # fmt: skip
    assert checked.verdict == "contradicted"
    assert {reading.name for reading in checked.readings} == {"other_unit"}


def test_a_level_that_may_be_zero_gives_no_reading_of_an_x_fold_fall():
    row = said("4", level="50.1", kind="multiple", direction="down")
    checked = check(row, BASE, mirror("total", "2024", 0), mirror("total", "2023", "40.1"))
    shown = {reading.name: reading.recomputed.as_floats() for reading in checked.readings}
    # 40.05 / 50.15 and 40.15 / 50.05: only Viet Nam's level on Kazakhstan's base
    assert tuple(round(end, 4) for end in shown["other_reporter"]) == (0.7986, 0.8022)


def test_the_first_name_wins_where_two_readings_fit():
    checked = check(said(), BASE, total("2023", "104.9", **OTHER), total("2022", "104.9"),
                    mirror("total", "2023", "104.9"))  # fmt: skip
    assert [one.name for one in checked.readings if one.fits] == [
        "other_source", "other_reporter", "other_base_year",
    ]  # fmt: skip
    assert checked.reading.name == "other_source"
