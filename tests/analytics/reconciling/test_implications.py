"""Claims without a base against what other facts imply, and bounds against brute force."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.checking.claims import check_all
from analytics.reconciling.constraints import components
from analytics.reconciling.facts import Cell, distinct
from analytics.reconciling.implications import Implications
from analytics.reconciling.implied import Bounds
from data.intervals import Interval
from tests.support.examples import examples
from tests.support.fact_oracle import bounds_of, can_be, some_facts
from tests.support.made_claims import claim, claims
from tests.support.made_facts import cell, ids, level, ratio
from tests.support.made_observations import observations

EXPORTS = {"flow": "export", "claim": "tested"}


def flow(name, period, number, **columns):
    return "VNM", "KAZ", name, period, number, columns


def the_check(rows, *figures):
    """The check of the claim that is named so."""
    checks = check_all(claims(*rows), observations(*figures, source="gazette"))
    [one] = [one for one in checks if one.claim.claim == "tested"]
    return one


def found(checked):
    return checked.verdict, checked.reason, checked.decision_error


def shown(checked, digits=4):
    return tuple(round(end, digits) for end in checked.recomputed.as_floats())


# Exports of 2023 are printed nowhere; total 100 less imports 40 imply 60, exactly.
OF_2023 = [flow("total", "2023", 100), flow("import", "2023", 40)]
UNTESTED = ("not_testable", "no_base", False)


@pytest.mark.parametrize(
    ("rate", "number", "columns", "expected", "recomputed"),
    [
        # 65.95 / 60 and 66.05 / 60
        ("10.0", "66.0", {}, ("consistent", "consistent_implied", False), (9.9167, 10.0833)),
        ("1.1", "66.0", {"kind": "multiple"}, ("consistent", "consistent_implied", False),
         (1.0992, 1.1008)),
        ("6", "66.0", {"kind": "absolute"}, ("consistent", "consistent_implied", False),
         (5_950_000, 6_050_000)),
        ("12.5", "52.5", {"direction": "down"}, ("consistent", "consistent_implied", False),
         (12.4167, 12.5833)),
        # "66.4" cut: up to 66.5, so 10.83 percent; as printed 66.45 / 60 = 1.1075
        ("10.81", "66.4", {}, ("consistent_if_rounded", "rounded_implied", False),
         (10.5833, 10.75)),
        ("23.1", "66.4", {}, ("contradicted", "contradicted_implied", False), (10.5833, 10.75)),
        ("10.8", "53.4", {}, ("contradicted", "contradicted_implied", True), (-11.0833, -10.9167)),
        ("about 2", "66.4", {"kind": "multiple", "claimed_printed": "doubled"},
         ("contradicted", "contradicted_implied", True), (1.1058, 1.1075)),
        ("110.7", "66.4", {}, ("explained", "explained", False), (10.5833, 10.75)),  # the index
        ("1.5", "150", {"kind": "multiple"}, ("explained", "explained", False), (2.4917, 2.5083)),
        ("5", "40..70", {}, UNTESTED, None),  # too wide to tell
        ("2", "66.0", {"kind": "percentage_points"}, UNTESTED, None),
    ],
)  # fmt: skip
def test_a_base_that_others_imply(rate, number, columns, expected, recomputed):
    row = claim(rate, level=number, **EXPORTS, **columns)
    checked = the_check([row], flow("export", "2024", number), *OF_2023)
    assert found(checked) == expected
    if recomputed is None:
        assert (checked.recomputed, checked.implied_from) == (None, ())
    else:
        assert shown(checked) == recomputed
        assert ids(checked.implied_from) == {"figure-1", "figure-2", "figure-3"}


@pytest.mark.parametrize(
    ("rate", "columns", "name", "recomputed"),
    [
        ("110.7", {}, "index", (1.1058, 1.1075)),
        ("1.1", {"kind": "multiple"}, "increase_by", (2.0992, 2.1008)),
    ],
)
def test_the_rate_is_read_in_another_way_against_what_is_implied(rate, columns, name, recomputed):
    number = "126.0" if name == "increase_by" else "66.4"
    row = claim(rate, level=number, **EXPORTS, **columns)
    checked = the_check([row], flow("export", "2024", number), *OF_2023)
    assert (checked.verdict, checked.reading.name) == ("explained", name)
    assert tuple(round(end, 4) for end in checked.reading.recomputed.as_floats()) == recomputed


def test_a_level_that_others_imply():
    figures = [flow("total", "2024", 106), flow("import", "2024", 40), flow("export", "2023", 60)]
    checked = the_check([claim("10", **EXPORTS)], *figures)
    assert found(checked) == ("consistent", "consistent_implied", False)
    assert (shown(checked), checked.level) == ((10, 10), None)


def test_a_level_that_others_imply_may_be_zero():
    """A four-fold fall to 0 to 20 on 80: it has no greatest x, so there is no answer."""
    figures = [flow("total", "2024", "40..60"), flow("import", "2024", 40),
               flow("export", "2023", 80)]  # fmt: skip
    row = claim("4", kind="multiple", direction="down", **EXPORTS)
    assert found(the_check([row], *figures)) == ("not_testable", "no_level", False)


def test_a_printed_base_comes_before_one_that_several_publications_imply():
    row = claim("10.0", level="66.0", **EXPORTS)
    other = flow("export", "2023", "55.4", source="elsewhere")
    total, imports = OF_2023
    apart = (*total[:-1], total[-1] | {"source": "a third one"})
    checked = the_check([row], flow("export", "2024", "66.0"), apart, imports, other)
    assert (checked.verdict, checked.ground, checked.implied_from) == ("contradicted", "other", ())


def test_what_the_publication_implies_by_itself_comes_before_what_others_print():
    """100 less 40 is 60 and 66 on 60 is 10 percent, whatever another one prints for 60."""
    row = claim("10.0", level="66.0", **EXPORTS)
    other = flow("export", "2023", "55.4", source="elsewhere")
    checked = the_check([row], flow("export", "2024", "66.0"), *OF_2023, other)
    assert found(checked) == ("consistent", "consistent_implied", False)
    assert (checked.ground, {fact.source for fact in checked.implied_from}) == ("own", {"gazette"})


def test_sources_of_what_is_implied_are_evidence():
    row = claim("10.0", level="66.0", **EXPORTS)
    figures = [flow("export", "2024", "66.0"), flow("total", "2023", 100, source="other")]
    checked = the_check([row], *figures, flow("import", "2023", 40))
    assert checked.mixed_sources
    # the level that the claim states, then the facts that imply its base
    names, sources = checked.evidence
    assert set(names) == {"figure-0", "figure-1", "figure-2", "figure-3"}
    assert set(sources) == {"gazette", "other"}
    alone = the_check([row], figures[0], *OF_2023)
    assert not alone.mixed_sources


# A claim is not its own witness


def test_a_claim_does_not_confirm_itself():
    row = claim("10.0", level="66.0", **EXPORTS)
    assert found(the_check([row], flow("export", "2024", "66.0"))) == UNTESTED


@pytest.mark.parametrize(
    "again",
    [
        claim("99", level="800", claim="again"),
        claim("99", level="800", claim="again", source="other"),
        claim("400", level="800", claim="again", kind="absolute"),
        claim("49.9", level="402", claim="again", period="2023", base_period="2024",
              direction="down"),
    ],
)  # fmt: skip
def test_nor_does_a_repetition_on_the_same_two_cells(again):
    doubled = claim("about 2", level="800", kind="multiple", claimed_printed="doubled",
                    claim="tested")  # fmt: skip
    checked = the_check([doubled, again], flow("total", "2024", "800"))
    assert found(checked) == UNTESTED


THREE = {"total": ("110.00", "10.0"), "export": ("66.00", "10.0"), "import": ("44.00", "10.0")}


def three(named, **rates):
    """Total, exports and imports of 2024 with a rate each, of which one is the tested claim."""
    printed = {name: (number, rates.get(name, rate)) for name, (number, rate) in THREE.items()}
    rows = [
        claim(rate, level=number, flow=name, claim="tested" if name == named else f"c {name}")
        for name, (number, rate) in printed.items()
    ]
    return rows, [flow(name, "2024", number) for name, (number, _) in printed.items()]


@pytest.mark.parametrize("named", ["total", "export", "import"])
def test_rates_of_two_flows_confirm_that_of_the_third(named):
    rows, figures = three(named)
    checked = the_check(rows, *figures)
    assert found(checked) == ("consistent", "consistent_implied", False)
    assert "tested" not in ids(checked.implied_from)
    others = {f"c {name}" for name in THREE if name != named}
    assert others <= ids(checked.implied_from)


def reasons(tested, known, figures):
    """The reason of each tested claim, by id; the known claims are in no question."""
    every, relation = claims(*tested, *known), observations(*figures, source="gazette")
    names = ", ".join(f"'{row['claim']}'" for row in tested)
    own, others = (every.filter(f"claim {which} ({names})") for which in ("IN", "NOT IN"))
    return {one.claim.claim: one.reason for one in check_all(own, relation, others)}


def test_a_false_rate_is_contradicted_by_what_is_in_no_question():
    """+50 percent of imports: total 100 less exports 60 leave 40, so 44 is +10 percent."""
    rows, figures = three("import", **{"import": "50.0"})
    tested = [row for row in rows if row["claim"] == "tested"]
    known = [row for row in rows if row["claim"] != "tested"]
    assert reasons(tested, known, figures) == {"tested": "contradicted_implied"}


def test_of_three_rates_in_question_none_is_called_wrong_whatever_its_id():
    """110, 66 and 44 with +10, +10 and +50 percent: any of the three may be the wrong one."""
    for name in ("a", "z"):
        rows, figures = three("import", **{"import": "50.0"})
        rows = [row | {"claim": name} if row["claim"] == "tested" else row for row in rows]
        assert reasons(rows, [], figures) == {
            name: "disputed", "c total": "disputed", "c export": "disputed",
        }  # fmt: skip


def test_a_false_claim_beside_a_true_one_does_not_make_it_wrong():
    """Known: total +10 and imports +10 percent, so exports +10. Exports +50 is wrong, not total."""
    rows, figures = three("export", export="50.0")
    false = [row for row in rows if row["claim"] == "tested"]
    known = [row for row in rows if row["claim"] != "tested"]
    again = claim("10.0", level="110.00", claim="true again", source="text")
    assert reasons([*false, again], known, figures) == {
        "tested": "contradicted_implied", "true again": "disputed",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        ([], "contradicted_implied"),  # 66 on 100 - 40
        ([flow("total", "2023", "106.0", source="odd")], "disputed"),  # or on 106 - 40
        ([flow("import", "2023", "41.0", source="odd"), flow("import", "2023", 42, source="third")],
         "disputed"),
        ([flow("total", "2019", "106.0", source="odd"), flow("total", "2019", 105)],
         "contradicted_implied"),  # of another year
    ],
)  # fmt: skip
def test_no_claim_is_contradicted_by_figures_that_are_in_a_conflict(odd, reason):
    row = claim("30.0", level="66.0", **EXPORTS)
    checked = the_check([row], flow("export", "2024", "66.0"), *OF_2023, *odd)
    assert checked.reason == reason
    assert checked.verdict == ("not_testable" if reason == "disputed" else "contradicted")
    assert not checked.decision_error
    assert checked.implied_from


@settings(max_examples=examples(100, usual=20))
@given(
    st.lists(st.integers(10, 400), min_size=4, max_size=4),
    st.sets(st.sampled_from([f"{flow} {year}" for flow in THREE for year in ("2023", "2024")])),
    st.sampled_from(sorted(THREE)),
    st.integers(1, 90),
)
def test_what_is_true_is_never_contradicted_by_what_is_false(amounts, printed, wrong, by):
    """True figures, the true rate of each flow, and one that is off by `by` points or more."""
    exports, imports = amounts[:2], amounts[2:]
    sides = zip(exports, imports, strict=True)
    true = {"export": exports, "import": imports, "total": [x + m for x, m in sides]}
    figures = [
        flow(name, year, number)
        for name, both in true.items()
        for year, number in zip(("2023", "2024"), both, strict=True)
        if f"{name} {year}" in printed
    ]
    figures = figures or [flow("total", "2001", 1)]
    rows = [
        claim(
            f"{abs(float(grown)):.2f}",
            flow=name,
            claim=name,
            direction="up" if grown >= 0 else "down",
        )
        for name, (old, new) in true.items()
        for grown in [100 * (Fraction(new) / old - 1)]
    ]
    grown = 100 * (Fraction(true[wrong][1]) / true[wrong][0] - 1) + by
    false = claim(f"{abs(float(grown)):.2f}", flow=wrong, claim="false",
                  direction="up" if grown >= 0 else "down")  # fmt: skip
    checks = check_all(claims(*rows, false), observations(*figures, source="gazette"))
    verdicts = {one.claim.claim: one.verdict for one in checks}
    assert "contradicted" not in {verdicts[name] for name in true}
    assert len(verdicts) == 4


def test_facts_that_contradict_each_other_do_not_silence_the_rest():
    odd = flow("total", "2023", 300, source="odd")
    row = claim("10.0", level="66.0", **EXPORTS)
    checked = the_check([row], flow("export", "2024", "66.0"), *OF_2023, odd)
    assert found(checked) == ("consistent", "consistent_implied", False)
    assert "odd" not in checked.evidence[1]


# Asked directly

NOW, BEFORE = (Cell.of("export", cell("export", year).period) for year in ("2024", "2023"))


def change_between(part, facts, level_cell, base, *, in_units):
    return Bounds(part, facts).change(facts, level_cell, base, in_units=in_units)


def test_claims_that_are_not_known_or_no_claims_imply_nothing():
    facts = [level("a", "export", "2024", 66, 66), level("b", "export", "2023", 60, 60),
             ratio("c", "export", "2024", "2023", "1.09", "1.11")]  # fmt: skip
    implications = Implications(facts)
    found_for_c = implications.change("c")
    assert found_for_c is not None
    assert found_for_c.measured == Interval(Fraction("1.1"), Fraction("1.1"))
    assert ids(found_for_c.facts) == {"a", "b"}
    assert implications.change("a") is None
    assert implications.change("unheard of") is None


def test_a_repeated_fact_is_asked_by_each_of_its_ids():
    facts = [level("a", "export", "2024", 66, 66), level("b", "export", "2023", 60, 60),
             *(ratio(name, "export", "2024", "2023", "1.09", "1.11") for name in "cd")]  # fmt: skip
    implications = Implications(distinct(facts))
    assert implications.change("d") == implications.change("c") is not None


@pytest.mark.parametrize(
    ("base", "in_units", "expected"),
    [
        ((1, 2), False, (5, 12)),  # 10 / 2, 12 / 1
        ((0, 2), False, None),  # a base of nothing
        ((0, 2), True, (8, 12)),
        ((1, 2), True, (8, 11)),
        (None, False, None),
        (None, True, None),
    ],
)
def test_a_change_between_cells_has_both_ends_or_is_none(base, in_units, expected):
    """`base` of None: only a total is known that it is part of, so that it may be nothing."""
    now = level("now", "export", "2024", 10, 12)
    link = ratio("link", "total", "2024", "2023", 1, 2)
    before = [level("before", "export", "2023", *base)] if base else []
    [part] = components([now, link, *before])
    one = change_between(part, part.facts, NOW, BEFORE, in_units=in_units)
    assert (one and (one.low, one.high)) == expected


# Against elimination


def linked(facts):
    """The facts with the two cells in one component; None if they cannot all be true."""
    every = distinct([*facts, ratio("link", "export", "2024", "2023", 0, 10**6)])
    parts = components(every)
    return (parts[0], every) if len(parts) == 1 and can_be(every) else None


def test_half_of_a_base_is_less_by_half_of_it():
    """2024 is half of 2023, which is 2 at most: from 1 less to nothing less."""
    facts = [level("before", "export", "2023", 0, 2), level("now", "export", "2024", 0, 1),
             ratio("half", "export", "2024", "2023", "0.5", "0.5")]  # fmt: skip
    [part] = components(facts)
    one = change_between(part, facts, NOW, BEFORE, in_units=True)
    assert (one and (one.low, one.high)) == (-1, 0)


@settings(max_examples=examples(100, usual=30))
@given(some_facts())
def test_a_difference_of_two_cells_agrees_with_elimination(facts):
    system = linked(facts)
    if system:
        part, every = system
        one = change_between(part, every, NOW, BEFORE, in_units=True)
        ends = bounds_of(every, NOW, Fraction(1), BEFORE)
        assert (one and (one.low, one.high)) == (None if None in ends else ends)


@settings(max_examples=examples(150, usual=40))
@given(some_facts())
def test_a_ratio_of_two_cells_agrees_with_elimination(facts):
    system = linked(facts)
    if system is None:
        return
    part, every = system
    one = change_between(part, every, NOW, BEFORE, in_units=False)
    base_low, base_high = bounds_of(every, BEFORE)
    if not base_low or base_high is None:  # a ratio that is approached, not met
        return
    assert one is not None
    assert one.low is not None
    assert one.high is not None
    assert bounds_of(every, NOW, one.high, BEFORE)[1] == 0
    assert bounds_of(every, NOW, one.low, BEFORE)[0] == 0
