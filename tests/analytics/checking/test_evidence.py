"""Whose figures decide a claim: worked out by hand, and against a second implementation.

The claim is +25 percent of two-way trade in 2024, made by a gazette in May 2025. Amounts are in
millions, those of the office as it publishes them: exact.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.checking.claims import check_all
from analytics.checking.series import surely_after
from data import periods
from data.intervals import exactly
from tests.support.examples import examples
from tests.support.made_claims import claim, claims
from tests.support.made_observations import MILLION, observations

OFFICES = {"office", "fund"}
DAY = "2025-05-02"


def total(period, number, source="gazette", released="2025-04"):
    return "VNM", "KAZ", "total", period, number, {"source": source, "release_date": released}


def checked(row, *figures, before=()):
    earlier = observations(*before) if before else None
    [found] = check_all(claims(row), observations(*figures), official=OFFICES, earlier=earlier)
    return found


def decided(found):
    used = [figure.source for figure in (found.level, found.base) if figure is not None]
    return found.verdict, found.ground, used


def as_given(number):
    return exactly(Decimal(number) * MILLION)


def said(level="125.0", number="25", **columns):
    return claim(number, level=level, **columns)


OWN = total("2023", "100.0")
OFFICE = [total("2024", 150, "office"), total("2023", 100, "office")]  # 50 percent
FITS = [total("2024", 130, "office"), total("2023", 104, "office")]  # 25 percent
ELSEWHERE = total("2023", "90.0", "elsewhere")  # 125.0 on it is 38.9 percent


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        # its own base, whatever the office says
        ([OWN, *OFFICE, ELSEWHERE], ("consistent", "own", ["gazette", "gazette"])),
        # the office has both years: its own rate, not the level of the one on the base of the other
        ([*FITS, ELSEWHERE], ("consistent", "official", ["office", "office"])),
        ([OFFICE[0], total("2023", 110, "office"), ELSEWHERE],
         ("contradicted", "official", ["office", "office"])),
        # the office has the base only: two sources
        ([total("2023", 100, "office"), ELSEWHERE],
         ("consistent", "official_base", ["gazette", "office"])),
        ([total("2023", 90, "office"), total("2023", "100.0", "elsewhere")],
         ("explained", "official_base", ["gazette", "office"])),
        # nobody official
        ([ELSEWHERE], ("contradicted", "other", ["gazette", "elsewhere"])),
        # of two offices one that fits is enough
        ([OFFICE[0], total("2023", 110, "office"), total("2024", 130, "fund"),
          total("2023", 104, "fund")], ("consistent", "official", ["fund", "fund"])),
        # the level of one on the base of the other is no official rate; 125.0 on 80 is 56 percent
        ([total("2024", 100, "office"), total("2023", 80, "fund")],
         ("contradicted", "official_base", ["gazette", "fund"])),
    ],
)  # fmt: skip
def test_the_order_of_evidence(figures, expected):
    assert decided(checked(said(), *figures)) == expected


def test_with_its_own_level_on_the_offices_base_it_may_be_explained():
    """125.2 on 100 is 25.2; the claim of 125.0 on it, 24.95 to 25.05, is 25 and is named."""
    found = checked(said(number="25.0"), *(total("2024", "125.2", "office"),
                                           total("2023", 100, "office")))  # fmt: skip
    assert decided(found) == ("explained", "official", ["office", "office"])
    assert found.reading.name == "other_source"
    assert [figure.source for figure in found.reading.figures] == ["gazette", "office"]


def test_a_claim_without_a_level_takes_the_offices_pair_first():
    rows = [*FITS, total("2024", "125.0", "elsewhere"), ELSEWHERE]
    found = checked(claim("25"), *rows)
    assert decided(found) == ("consistent", "official", ["office", "office"])
    alone = checked(claim("25"), *rows[2:])
    assert decided(alone) == ("contradicted", "other", ["elsewhere", "elsewhere"])


# Releases

LATE = "2025-08"


def test_figures_released_later_bear_a_claim_out():
    late = [total("2024", 130, "office", LATE), total("2023", 104, "office", LATE)]
    assert decided(checked(said(), *late)) == ("consistent", "official", ["office", "office"])


@pytest.mark.parametrize(
    ("level", "released", "verdict", "reason"),
    [
        (150, "2025-04", "contradicted", "contradicted"),  # it was known
        (150, "2025", "contradicted", "contradicted"),  # it may have been
        (150, LATE, "not_testable", "released_later"),
        (125, LATE, "contradicted", "contradicted"),  # it is the level that the claim states
    ],
)
def test_figures_released_later_contradict_only_a_claim_that_states_their_level(
    level, released, verdict, reason
):
    """150 on 110 is 36.4 and 125 on 110 is 13.6 percent; 125.0 on 110 is 13.6, too."""
    rows = [total(year, number, "office", released) for year, number in
            (("2024", level), ("2023", 110))]  # fmt: skip
    found = checked(said(), *rows)
    assert (found.verdict, found.reason) == (verdict, reason)


def test_what_was_known_contradicts_where_what_came_later_cannot():
    late = [total("2024", 150, "office", LATE), total("2023", 110, "office", LATE)]
    found = checked(said(), *late, ELSEWHERE)
    assert decided(found) == ("contradicted", "other", ["gazette", "elsewhere"])
    # what fits on two sources does not make up for the office's own rate
    near = total("2023", "104.0", "elsewhere")  # 20.1 percent
    assert decided(checked(said(number="30"), *late, near))[0] == "contradicted"


NEWEST = [total("2024", 128, "office", LATE), total("2023", 110, "office", LATE)]  # 16.4 percent
THEN = [total("2024", 125, "office", "2025-03"), total("2023", 100, "office", "2025-03")]


def test_a_later_revision_explains_a_claim_that_only_the_older_release_fits():
    found = checked(said(), *NEWEST, before=THEN)
    assert decided(found) == ("explained", "official", ["office", "office"])
    assert (found.reading.name, found.reading.recomputed.as_floats()) == (
        "later_revision",
        (25, 25),
    )
    assert [figure.is_earlier for figure in found.reading.figures] == [True, True]


@pytest.mark.parametrize(
    ("released", "verdict"),
    [
        ("2025-03", "explained"),
        ("2025", "explained"),  # it may have been known
        ("2025-06", "not_testable"),  # neither was
        ("2026", "not_testable"),
    ],
)
def test_the_older_release_must_have_been_known(released, verdict):
    then = [(*row[:-1], row[-1] | {"release_date": released}) for row in THEN]
    assert checked(said(), *NEWEST, before=then).verdict == verdict


def test_a_release_that_was_replaced_before_the_claim_explains_nothing():
    now = [(*row[:-1], row[-1] | {"release_date": "2025-04"}) for row in NEWEST]
    assert checked(said(), *now, before=THEN).verdict == "contradicted"


def test_both_releases_against_a_claim_contradict_it():
    then = [total("2024", 128, "office", "2025-03"), total("2023", 112, "office", "2025-03")]
    found = checked(said(level="150.0"), *NEWEST, before=then)
    assert (found.verdict, found.base.release_date) == ("contradicted", "2025-03")


def test_what_the_newest_release_has_no_longer_stands_as_it_was_known():
    found = checked(said(), total("2023", 110, "office", LATE), before=THEN)
    assert decided(found) == ("consistent", "official", ["office", "office"])
    assert found.base.is_earlier


@pytest.mark.parametrize(
    ("day", "other", "expected"),
    [
        ("2025", "2025-05-02", False), ("2026", "2025-05-02", True), ("2025-06", "2025", False),
        ("2025-06", "2025-05-31", True), ("2025-05", "2025-05-02", False), ("2025", "", False),
    ],
)  # fmt: skip
def test_a_day_as_exact_as_it_is_known_is_after_another_only_if_it_is_surely(day, other, expected):
    assert surely_after(day, other) is expected


# A growth claim that states no base


@pytest.mark.parametrize(
    ("columns", "verdict", "base"),
    [
        ({}, "consistent", "2023"),
        ({"number": "30"}, "not_testable", "2023"),  # another base may be meant
        ({"kind": "multiple", "number": "1.25"}, "not_testable", None),
        ({"kind": "average_annual_percent"}, "not_testable", None),
        ({"period": "2023-01/2024-12"}, "not_testable", None),  # it overlaps the year before
    ],
)
def test_a_growth_claim_without_a_base_is_read_as_year_on_year(columns, verdict, base):
    found = checked(said(**columns, base_period=None), OWN)
    assert (found.verdict, found.claim.base_period) == (verdict, base)
    assert found.is_base_assumed is (base is not None)
    assert not found.decision_error


def test_without_figures_a_claim_without_a_base_stays_as_it_is():
    found = checked(said(base_period=None))
    assert (found.reason, found.claim.base_period) == ("base_period_not_stated", None)
    assert not found.is_base_assumed


# A second implementation of the choice: brute force, in the words of the decision


def rates(first, second, levels, bases):
    """(source, least, greatest, released) of level and base of the sources asked for."""
    for one, other in product(levels, bases):
        if first(one[0]) and second(other[0], one[0]):
            low, high = (Fraction(one[k]) / Fraction(other[3 - k]) for k in (1, 2))
            yield low, high, max(one[3], other[3]), one, other


def brute(level, bases, levels, wanted):
    """The rank that decides and what it says: fits, known then, or only later."""
    own = ("gazette", *level, DAY)
    ranks = {
        "own": rates(lambda _: True, lambda b, a: b == a, [own], bases),
        "official": rates(OFFICES.__contains__, lambda b, a: b == a, levels, bases),
        "official_base": rates(lambda _: True, lambda b, a: b in OFFICES, [own], bases),
        "other": rates(lambda _: True, lambda b, a: True, [own], bases),
    }
    for rank, found in ranks.items():
        every = list(found)
        if every:
            fits = any(low <= wanted[1] and wanted[0] <= high for low, high, *_ in every)
            return rank, fits
    return None, False


@st.composite
def known(draw):
    sources = st.sampled_from(["gazette", "office", "fund", "elsewhere", "a weekly"])
    numbers = st.sampled_from([1000, 1040, 1200, 1250, 1300, 1500])
    bases = draw(st.dictionaries(sources, numbers, max_size=4))
    levels = draw(st.dictionaries(sources.filter(lambda s: s != "gazette"), numbers, max_size=4))
    return draw(numbers), bases, levels, draw(st.sampled_from([4, 20, 25, 50]))


OF_EACH_RANK = [
    (1250, {source: 1000}, levels, rate)
    for source, levels in (
        ("gazette", {}), ("office", {"office": 1250}), ("fund", {"office": 1500}), ("elsewhere", {})
    )
    for rate in (25, 50)
] + [(1250, {}, {"office": 1500}, 25)]  # fmt: skip


def compare(cases, seen):
    rows, figures = [], [total("1999", 1)]  # one figure at least, so that there is a relation
    for number, (level, bases, levels, rate) in enumerate(cases):
        rows.append(said(as_given(level), str(rate), claim=str(number), product=str(number)))
        for year, of_year in (("2023", bases), ("2024", levels)):
            for source, amount in of_year.items():
                *key, columns = total(year, amount, source)
                figures.append((*key, columns | {"product": str(number)}))
    for one in check_all(claims(*rows), observations(*figures), official=OFFICES):
        level, bases, levels, rate = cases[int(one.claim.claim)]
        of_bases = [(source, n, n, "2025-04") for source, n in bases.items()]
        of_levels = [(source, n, n, "2025-04") for source, n in levels.items()]
        wanted = [1 + (rate + step) / 100 for step in (-Fraction(1, 2), Fraction(1, 2))]
        rank, fits = brute((level, level), of_bases, of_levels, wanted)
        assert one.ground == rank, cases[int(one.claim.claim)]
        assert (one.reason in ("consistent", "bounds_too_wide")) is fits
        seen.add((rank, fits))


def test_generated_evidence_is_that_of_the_second_implementation():
    seen = set()
    compare(OF_EACH_RANK, seen)
    ranks = ("own", "official", "official_base", "other")
    assert seen == {(None, False), *product(ranks, (True, False))}

    @settings(max_examples=examples(150, usual=25))
    @given(st.lists(known(), min_size=8, max_size=16))
    def every_choice_agrees(cases):
        compare(cases, seen)

    every_choice_agrees()


def test_a_data_set_changes_no_claim_whose_publication_holds_level_and_base():
    """But what it contradicts by itself, another source may explain, and is named."""

    @settings(max_examples=examples(150, usual=25))
    @given(st.lists(known(), min_size=4, max_size=8), st.integers(1000, 2000))
    def nothing_changes(cases, base):
        rows, own, more = [], [], []
        for number, (level, bases, levels, rate) in enumerate(cases):
            rows.append(said(as_given(level), str(rate), claim=str(number), product=str(number)))
            own.append((*total("2023", base)[:-1], {"source": "gazette", "product": str(number)}))
            for year, of_year in (("2023", bases), ("2024", levels)):
                more += [(*total(year, n)[:-1], {"source": s, "product": str(number)})
                         for s, n in of_year.items() if s in OFFICES]  # fmt: skip
        alone = check_all(claims(*rows), observations(*own), official=OFFICES)
        beside = check_all(claims(*rows), observations(*own, *more), official=OFFICES)
        for before, after in zip(alone, beside, strict=True):
            assert (before.level, before.base, before.recomputed, before.ground) == (
                after.level, after.base, after.recomputed, after.ground
            )  # fmt: skip
            if after.verdict != before.verdict:
                assert (before.verdict, after.verdict) == ("contradicted", "explained")
                assert after.reading.name in ("other_source", "later_revision")

    nothing_changes()


# Periods added up where the source prints none


def test_a_run_of_months_is_added_up_of_the_offices_months():
    """January to November: eleven months of 10 on eleven of 8 is 25 percent."""
    months = [total(str(month), amount, "office") for year, amount in ((2024, 10), (2023, 8))
              for month in periods_of(year, 11)]  # fmt: skip
    row = said(level=None, period="2024-01/2024-11", base_period="2023-01/2023-11")
    found = checked(row, *months)
    assert decided(found) == ("consistent", "official", ["office", "office"])
    assert len(found.base.figures) == 11
    without = [one for one in months if one[3] != "2023-07"]
    assert checked(row, *without).verdict == "not_testable"


def periods_of(year, count):
    start = periods.parse(f"{year}-01").start
    return [periods.Period(start + month, 1) for month in range(count)]
