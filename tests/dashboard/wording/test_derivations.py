"""Facts, implied figures, conflicts and mirror gaps in words, with the exact text."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.reconciling.implied import Implied
from analytics.reconciling.mirror_gaps import MirrorGap
from analytics.reconciling.reconciliation import reconcile_facts
from dashboard.answers.implied_of_pair import is_telling
from dashboard.answers.whole_edition import reconciled
from dashboard.wording.derivations import (
    accounting,
    conflict_lead,
    conflict_title,
    implied_bounds,
    mirror_readings,
    statement,
    turned_around,
    ways_out,
)
from dashboard.wording.formats import Formats
from data.intervals import Interval
from tests.support.made_facts import GROUP, cell, level, ratio

ENGLISH, VIETNAMESE = Formats("en"), Formats("vi")
MILLION = 10**6


@pytest.mark.parametrize(
    ("fact", "english", "vietnamese"),
    [
        (
            level("a", "total", "2025-Q1", 146_250_000, 146_350_000),
            "Two-way trade in Q1 2025: 146.25 to 146.35 million USD",
            "Kim ngạch hai chiều quý I/2025: 146,25 đến 146,35 triệu USD",
        ),
        (
            level("a", "balance", "2022", -2 * MILLION, -MILLION),
            "Trade balance in 2022: −2 to −1 million USD",
            "Cán cân thương mại năm 2022: −2 đến −1 triệu USD",
        ),
        (
            ratio("a", "total", "2025-Q1", "2024-Q1", "1.1835", "1.1845"),
            "Two-way trade in Q1 2025: 18.35% to 18.45% more than in Q1 2024",
            "Kim ngạch hai chiều quý I/2025: cao hơn quý I/2024 18,35% đến 18,45%",
        ),
        (
            ratio("a", "import", "2023", "2022", "0.4", "0.5"),
            "Imports in 2023: 50.0% to 60.0% less than in 2022",
            "Nhập khẩu năm 2023: thấp hơn năm 2022 50,0% đến 60,0%",
        ),
        (
            ratio("a", "export", "2023", "2022", "0.95", "1.05"),
            "Exports in 2023: a change of −5.0% to 5.0% on 2022",
            "Xuất khẩu năm 2023: thay đổi −5,0% đến 5,0% so với năm 2022",
        ),
        (
            ratio("a", "total", "2024", "2015", "4.15", "4.25", kind="multiple"),
            "Two-way trade in 2024: 4.15 to 4.25 times that of 2015",
            "Kim ngạch hai chiều năm 2024: bằng 4,15 đến 4,25 lần năm 2015",
        ),
        (
            ratio("a", "total", "2024", "2023", 5 * MILLION, 6 * MILLION, kind="absolute"),
            "Two-way trade in 2024: 5 to 6 million USD more than in 2023",
            "Kim ngạch hai chiều năm 2024: cao hơn năm 2023 5 đến 6 triệu USD",
        ),
        (
            ratio("a", "total", "2024", "2023", -6 * MILLION, -5 * MILLION, kind="absolute"),
            "Two-way trade in 2024: 5 to 6 million USD less than in 2023",
            "Kim ngạch hai chiều năm 2024: thấp hơn năm 2023 5 đến 6 triệu USD",
        ),
        (
            ratio("a", "total", "2024", "2023", -MILLION, MILLION, kind="absolute"),
            "Two-way trade in 2024: a change of −1 to 1 million USD on 2023",
            "Kim ngạch hai chiều năm 2024: thay đổi −1 đến 1 triệu USD so với năm 2023",
        ),
        (
            ratio(
                "a", "total", "2022", "2016", "2.35", "2.41", kind="average_annual_percent"
            ),
            "Two-way trade in 2022: 2.35 to 2.41 times that of 2016",
            "Kim ngạch hai chiều năm 2022: bằng 2,35 đến 2,41 lần năm 2016",
        ),
    ],
)  # fmt: skip
def test_a_fact_in_words(fact, english, vietnamese):
    assert (statement(fact, ENGLISH), statement(fact, VIETNAMESE)) == (english, vietnamese)


def implied_of(edition, *wanted: str | None) -> Implied:
    partner, flow, period, base = wanted
    [found] = [
        one
        for one in reconciled(edition).implied
        if one.group == ("VNM", partner, "TOTAL", "USD")
        and (one.cell.flow, str(one.cell.period)) == (flow, period)
        and (str(one.base.period) if one.base else None) == base
    ]
    return found


@pytest.mark.parametrize(
    ("wanted", "english", "vietnamese", "rules"),
    [
        (
            ("KAZ", "export", "2024-Q1", None),
            "115.23 to 115.43 million USD",
            "115,23 đến 115,43 triệu USD",
            "Accounting used: exports + imports = two-way trade.",
        ),
        (
            ("KAZ", "export", "2025-Q1", "2024-Q1"),
            "+0.23% to +0.40% on Q1 2024",
            "+0,23% đến +0,40% so với quý I/2024",
            "Accounting used: exports + imports = two-way trade.",
        ),
        (
            ("AZE", "export", "2022", None),
            "37.9 to 38.1 million USD",
            "37,9 đến 38,1 triệu USD",
            "Accounting used: exports + imports = two-way trade.",
        ),
        (
            ("AZE", "total", "2021", None),
            "84.58 to 84.70 million USD",
            "84,58 đến 84,70 triệu USD",
            "No accounting needed: the rates lead from one period to the other.",
        ),
        (
            ("RUS", "total", "2018-08/2018-11", None),
            "1.53 to 1.65 billion USD",
            "1,53 đến 1,65 tỷ USD",
            "Accounting used: exports + imports = two-way trade; "
            "a period = the sum of its parts.",
        ),
        (
            ("KAZ", "total", "2023-05/2023-12", None),
            "276.7 to 279.2 million USD",
            "276,7 đến 279,2 triệu USD",
            "Accounting used: a period = the sum of its parts.",
        ),
    ],
)  # fmt: skip
def test_an_implied_figure_of_the_book_in_words(edition, wanted, english, vietnamese, rules):
    one = implied_of(edition, *wanted)
    assert (implied_bounds(one, ENGLISH), implied_bounds(one, VIETNAMESE)) == (english, vietnamese)
    assert accounting(one, ENGLISH) == rules


def test_the_balance_is_named_among_the_accounting():
    facts = [
        level("import", "import", "2024", 5 * MILLION, 6 * MILLION),
        level("balance", "balance", "2024", 2 * MILLION, 3 * MILLION),
    ]
    [export] = [one for one in reconcile_facts(facts).implied if one.cell == cell("export", "2024")]
    assert implied_bounds(export, ENGLISH) == "7 to 9 million USD"
    assert accounting(export, VIETNAMESE) == "Đẳng thức đã dùng: xuất khẩu − nhập khẩu = cán cân."


def test_a_part_is_at_most_the_whole_by_the_sum():
    ends, whole = (Fraction(0), Fraction(9)), level("all", "total", "2024", 1, 9)
    export = Implied(GROUP, cell("export", "2024"), None, *ends, (whole,), (None, None))
    assert accounting(export, ENGLISH) == "Accounting used: exports + imports = two-way trade."


def test_an_open_end_has_no_words():
    open_ended = Implied(GROUP, cell("total", "2024"), None, Fraction(1), None, (), (None, None))
    with pytest.raises(ValueError, match="open end"):
        implied_bounds(open_ended, ENGLISH)
    assert not is_telling(open_ended)


@pytest.mark.parametrize(
    ("low", "high", "tells"),
    [(50, 100, True), (49, 100, False), (0, 193, False), (0, 0, True), (-100, -50, True),
     (-100, -49, False), (-1, 1, False), (439, 1475, False)],
)  # fmt: skip
def test_bounds_tell_something_when_the_lower_is_half_of_the_upper(low, high, tells):
    ends = (Fraction(low), Fraction(high))
    one = Implied(GROUP, cell("total", "2024"), None, *ends, (), (None, None))
    assert is_telling(one) is tells


@given(st.fractions(min_value=0), st.fractions(min_value=0))
def test_the_rule_is_the_same_in_every_unit_and_a_tighter_interval_tells_no_less(first, second):
    low, high = sorted((first, second))
    one = Implied(GROUP, cell("total", "2024"), None, low, high, (), (None, None))
    scaled = replace(one, low=low / 1000, high=high / 1000)
    tighter = replace(one, low=(low + high) / 2)
    assert is_telling(scaled) == is_telling(one) == (high <= 2 * low)
    assert is_telling(tighter)


def conflict():
    facts = [
        level("old", "total", "2017", 3_545 * MILLION, 3_555 * MILLION),
        level("new", "total", "2018", 4_450 * MILLION, 4_550 * MILLION),
        ratio("rate", "total", "2018", "2017", "1.2855", "1.2865"),
    ]
    [found] = reconcile_facts(facts).conflicts
    return found


def test_a_conflict_in_words():
    found = conflict()
    # 1.2855 * 3545 - 4550 = 7.0975: least slack where it weighs most, on the base: / 1.2855
    assert conflict_title(found, ENGLISH) == (
        "Two-way trade, 2017 and 2018: 3 reported facts cannot all be true, "
        "apart by 5.521 million USD"
    )
    assert conflict_title(found, VIETNAMESE) == (
        "Kim ngạch hai chiều, 2017 và 2018: 3 thông tin công bố không thể cùng đúng, "
        "lệch nhau 5,521 triệu USD"
    )


def test_a_conflict_of_rates_in_words():
    rates = [ratio("a", "export", "2024", "2023", "1.145", "1.155"),
             ratio("b", "export", "2024", "2023", "1.195", "1.205")]  # fmt: skip
    [found] = reconcile_facts(rates).conflicts
    assert conflict_title(found, ENGLISH) == (
        "Exports, 2023 and 2024: 2 reported rates cannot all be true"
    )
    assert conflict_title(found, VIETNAMESE) == (
        "Xuất khẩu, 2023 và 2024: 2 tốc độ công bố không thể cùng đúng"
    )
    assert conflict_lead(found, ENGLISH).startswith("Each of these rates may be right, but not all")
    assert conflict_lead(found, VIETNAMESE).startswith("Từng tốc độ có thể đúng, nhưng không thể")
    assert "apart" in conflict_title(conflict(), ENGLISH)
    assert "give way by at least" in conflict_lead(conflict(), ENGLISH)


def test_every_way_out_of_a_conflict_is_a_clause():
    other = level("other", "total", "2018", 4_560 * MILLION, 4_570 * MILLION, source="herald")
    plain = replace(conflict(), fades_if_coarser=False)
    assert ways_out(plain, ENGLISH, str.upper) == []
    every = replace(
        plain,
        facts=(*plain.facts[:-1], replace(plain.facts[-1], source="herald")),
        fades_if_coarser=True,
        other_sources=(other,),
        mirrors=(other,),
    )
    assert ways_out(every, ENGLISH, str.upper) == [
        "some numbers were cut instead of rounded, or one was rounded more coarsely than printed",
        "only one of the publications is kept, whichever: none contradicts itself here",
        "another source is right: Two-way trade in 2018: 4.56 to 4.57 billion USD (HERALD)",
        "Kazakhstan's statistics are taken instead of Viet Nam's: "
        "Two-way trade in 2018: 4.56 to 4.57 billion USD (HERALD)",
    ]
    assert ways_out(every, VIETNAMESE, str.upper)[2:] == [
        "nguồn khác mới đúng: Kim ngạch hai chiều năm 2018: 4,56 đến 4,57 tỷ USD (HERALD)",
        "dùng thống kê của Kazakhstan thay cho của Việt Nam: "
        "Kim ngạch hai chiều năm 2018: 4,56 đến 4,57 tỷ USD (HERALD)",
    ]


def azerbaijan() -> MirrorGap:
    about = level("about", "import", "2021", 150 * MILLION, 170 * MILLION)
    bounds = Interval(Fraction(84 * MILLION), Fraction(85 * MILLION))
    return MirrorGap(
        ("VNM", "AZE", "TOTAL", "USD"), cell("import", "2021"), bounds, (), about,
        gap=Fraction(65 * MILLION), miss=Fraction(64 * MILLION),
    )  # fmt: skip


def test_both_readings_of_a_mirror_gap():
    assert mirror_readings(azerbaijan(), "The Herald", ENGLISH, {}, official=False) == (
        "Imports in 2021: The Herald prints 150 to 170 million USD; "
        "Viet Nam's figures imply 84 to 85 million USD. "
        "If the number printed is Azerbaijan's statistics, "
        "this is a mirror gap of 65 to 86 million USD. "
        "If it is Viet Nam's, the two cannot both be true: a conflict, apart by 64 million USD."
    )
    assert mirror_readings(azerbaijan(), "The Herald", VIETNAMESE, {}, official=False) == (
        "Nhập khẩu năm 2021: The Herald công bố 150 đến 170 triệu USD; "
        "từ số liệu của Việt Nam suy ra 84 đến 85 triệu USD. "
        "Nếu số công bố là thống kê của Azerbaijan, đây là chênh lệch giữa thống kê hai bên: "
        "65 đến 86 triệu USD. Nếu là thống kê của Việt Nam, hai số không thể cùng đúng: mâu thuẫn, "
        "lệch nhau 64 triệu USD."
    )


def test_an_official_source_leaves_one_reading():
    assert mirror_readings(azerbaijan(), "The Office", ENGLISH, {}, official=True) == (
        "Imports in 2021: The Office prints 150 to 170 million USD; "
        "Viet Nam's figures imply 84 to 85 million USD. A mirror gap of 65 to 86 million USD."
    )


def test_a_sentence_rounds_what_is_known_to_the_cent():
    cents = Interval(Fraction("979637067.36"), Fraction("979637067.36"))
    gap = azerbaijan()
    exact = replace(gap, mirror=replace(gap.mirror, bounds=cents))
    said = mirror_readings(exact, "The Office", ENGLISH, {}, official=True)
    assert said.startswith("Imports in 2021: The Office prints 979.6 million USD; ")


def test_the_partners_figure_is_named_as_in_its_own_statistics():
    assert turned_around(azerbaijan(), ENGLISH) == "Azerbaijan's exports"
    assert turned_around(azerbaijan(), VIETNAMESE) == "xuất khẩu theo thống kê của Azerbaijan"
