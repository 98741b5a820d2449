"""A text checked: against its own numbers, and against what other publications print.

Sentences are made up. Where nothing else is known, the verdicts follow from the sentence alone.
"""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.checking import text_check
from analytics.checking.text_check import CheckedText, check_text, is_of_text
from analytics.reading.out.reader import read
from analytics.reconciling import effort, facts
from analytics.reconciling.effort import Effort
from analytics.recording.corrections import corrected
from dashboard.wording.explanations import explanation
from dashboard.wording.formats import Formats
from data.errors import TradeproofError
from tests.support.checked_texts import NO_CLAIM, NOTHING, PERU, check
from tests.support.examples import examples
from tests.support.made_claims import claim, claims
from tests.support.made_facts import ids
from tests.support.made_observations import observations

PERU_VI = "Năm 2023, xuất khẩu của Việt Nam sang Peru đạt {}, {} so với năm 2022 ({})."
PERU_RU = "Экспорт Вьетнама в Перу в 2023 году вырос {} до {} с {} в 2022 году."
RUSSIA = "Vietnam's trade with Russia reached 4.58 billion USD in 2024, up {} from 2023."


def in_conflict(checked: CheckedText) -> list[set[str]]:
    return [{fact.fact for fact in conflict.facts} for conflict in checked.conflicts]


def only(checked: CheckedText):
    [found] = checked.checks.values()
    return found


# text, verdict, what the figures give in the unit of the claim
OF_ITSELF = [
    # 545.5 / 437.5 to 546.5 / 436.5
    (PERU.format("546 million USD", "up 25 percent", "437 million USD"),
     "consistent", (24.69, 25.20)),
    (PERU.format("546 million USD", "up 35 percent", "437 million USD"),
     "contradicted", (24.69, 25.20)),
    (PERU_RU.format("на 25%", "546 млн долларов", "437 млн долларов"),
     "consistent", (24.69, 25.20)),
    (PERU_RU.format("на 35%", "546 млн долларов", "437 млн долларов"),
     "contradicted", (24.69, 25.20)),
    # 539.5 / 437.5 to 540.5 / 436.5; "540" rounded from up to 545 allows 24.9 percent
    (PERU.format("540 million USD", "up 25 percent", "437 million USD"),
     "consistent_if_rounded", (23.31, 23.83)),
    # 2.5-fold is 2.5 times, and +250 percent is 3.5 times
    (PERU.format("350 million USD", "up 2.5-fold", "100 million USD"),
     "explained", (3.48, 3.52)),
    (PERU.format("250 million USD", "up 2.5-fold", "100 million USD"),
     "consistent", (2.48, 2.52)),
    # between 108 and 110 million
    (PERU.format("546 million USD", "up 109 million USD", "437 million USD"),
     "consistent", (108e6, 110e6)),
    (PERU.format("546 million USD", "up 119 million USD", "437 million USD"),
     "contradicted", (108e6, 110e6)),
]  # fmt: skip


# A fraction has no digit: it is about its number, by a tenth. A third: 29.97 to 36.63; a quarter:
# over 25 to 27.5. Oman from 100.0 million USD (99.95 to 100.05) to the level. "Over" that is too
# little is no wrong headline: 2.24 is more than double.
OMAN = "In 2024 Vietnam's exports to Oman {} to {} million USD from 100.0 million USD in 2023."
IN_WORDS = [
    (OMAN.format("rose by a third", "132.9"), "consistent", False),
    (OMAN.format("rose by about a third", "136.0"), "consistent", False),
    (OMAN.format("rose by a third", "137.0"), "contradicted", False),
    (OMAN.format("rose by nearly a third", "131.0"), "consistent", False),
    (OMAN.format("rose by nearly a third", "134.0"), "contradicted", False),
    (OMAN.format("rose by more than a quarter", "127.0"), "consistent", False),
    (OMAN.format("fell by half", "54.0"), "consistent", False),
    (OMAN.format("fell by half", "44.0"), "contradicted", False),
    (OMAN.format("more than doubled", "219.0"), "consistent", False),
    (OMAN.format("more than doubled", "224.0"), "contradicted", False),
    (OMAN.format("more than doubled", "190.0"), "contradicted", True),
    (OMAN.format("doubled", "224.0"), "contradicted", True),
    (OMAN.format("rose by twenty-five percent", "127.0"), "contradicted", False),
]


@pytest.mark.parametrize(("text", "verdict", "decision_error"), IN_WORDS)
def test_fractions_and_multiples_in_words_stand_for_a_tenth_around(text, verdict, decision_error):
    found = only(check(text))
    assert (found.verdict, found.decision_error) == (verdict, decision_error)


# text, verdict, reason, whether the direction is wrong
ROUND_NUMBERS = [
    # sixfold is 600 percent of the base, or +500 percent
    ("Vietnam's exports to Peru went up 600% to 600 million USD in 2024 from 100 million USD in "
     "2023.",
     "explained", "explained", False),
    ("Vietnam's imports from Chile grew 5% to 1.90 billion USD in 2024 from 2.00 billion USD in "
     "2023.", "contradicted", "contradicted", True),
    # zeros after a decimal mark are digits: +19.9 to +20.1
    ("In 2024 Vietnam's exports to Oman were up 12% at 120.0 million USD, from 100.0 million USD "
     "in 2023.", "contradicted", "contradicted", False),
    # 100 may be 107, and then almost any rate would pass
    ("In 2024 Vietnam's exports to Oman were up 12% at 120 million USD, against 100 million USD in "
     "2023.", "not_testable", "too_coarse", False),
    # 4,242 rounded to hundreds; 4.200 billion is not rounded so
    ("Vietnam's imports from Chile grew 203% to 4,200 million USD in 2024 from 1,400.0 million USD "
     "in 2023.", "consistent_if_rounded", "rounded", False),
    ("Vietnam's imports from Chile grew 203% to 4.200 billion USD in 2024 from 1,400.0 million USD "
     "in 2023.", "contradicted", "contradicted", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "verdict", "reason", "decision_error"), ROUND_NUMBERS)
def test_round_numbers_pass_only_what_they_can_tell(text, verdict, reason, decision_error):
    found = only(check(text))
    assert (found.verdict, found.reason, found.decision_error) == (verdict, reason, decision_error)


@pytest.mark.parametrize(("text", "verdict", "recomputed"), OF_ITSELF)
def test_level_and_base_of_one_text_test_its_claim(text, verdict, recomputed):
    found = only(check(text))
    assert (found.verdict, found.evidence) == (verdict, (("f1", "f2"), ("text",)))
    assert found.recomputed.as_floats() == pytest.approx(recomputed, abs=0.005)


def test_the_slip_of_n_fold_is_named():
    found = only(check(PERU.format("350 million USD", "up 2.5-fold", "100 million USD")))
    assert found.reading is not None
    assert found.reading.name == "increase_by"


VIETNAMESE = [
    ("Năm 2022, xuất khẩu của Việt Nam sang Peru đạt 437 triệu USD. "
     "Năm 2023, xuất khẩu của Việt Nam sang Peru đạt 546 triệu USD, {} so với năm 2022.", rate, v)
    for rate, v in [
        ("tăng 25%", "consistent"), ("tăng 35%", "contradicted"), ("giảm 25%", "contradicted"),
        ("tăng gần 26%", "consistent"), ("tăng 109 triệu USD", "consistent"),
        ("tăng 99 triệu USD", "contradicted"),
    ]
]  # fmt: skip


@pytest.mark.parametrize(("text", "rate", "verdict"), VIETNAMESE)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_base_in_the_sentence_before_tests_the_claim(text, rate, verdict, form):
    found = only(check(unicodedata.normalize(form, text.format(rate))))
    assert (found.verdict, found.evidence[0]) == (verdict, ("f2", "f1"))
    assert found.decision_error == rate.startswith("giảm")


CONTRADICTIONS = [
    # parts: 1,095..1,105 + 695..705 is at least 1,790, the total at most 1,605
    ("Vietnam's trade with Chile reached 1.60 billion USD in 2023, with exports of 1.10 billion "
     "USD and imports of 0.70 billion USD.", [{"f1", "f2", "f3"}]),
    ("Năm 2023, kim ngạch thương mại giữa Việt Nam và Chile đạt 1,60 tỷ USD, trong đó xuất khẩu "
     "đạt 1,10 tỷ USD, nhập khẩu đạt 0,70 tỷ USD.", [{"f1", "f2", "f3"}]),
    ("Товарооборот Вьетнама и Чили в 2023 году составил 1,60 млрд долларов, экспорт составил "
     "1,10 млрд долларов, импорт составил 0,70 млрд долларов.", [{"f1", "f2", "f3"}]),
    ("Vietnam's trade with Chile reached 1.80 billion USD in 2023, with exports of 1.10 billion "
     "USD and imports of 0.70 billion USD.", []),
    # two rates on one figure, with a level or without, in percent or as a multiple
    ("Vietnam's exports to Peru rose 12 percent on 2022 to 546 million USD in 2023. In 2023, "
     "Vietnam's exports to Peru were up 21 percent on 2022.", [{"c1", "c2"}]),
    ("Vietnam's exports to Peru rose 12% in 2023. Vietnam's exports to Peru rose 21% in 2023.",
     [{"c1", "c2"}]),
    ("Năm 2023, xuất khẩu của Việt Nam sang Peru tăng 12% so với năm 2022. Xuất khẩu của Việt Nam "
     "sang Peru năm 2023 giảm 3% so với năm 2022.", [{"c1", "c2"}]),
    ("Экспорт Вьетнама в Перу в 2023 году вырос на 12%. Экспорт Вьетнама в Перу в 2023 году вырос "
     "на 21%.", [{"c1", "c2"}]),
    ("Vietnam's exports to Peru doubled in 2023. Vietnam's exports to Peru rose 40% in 2023.",
     [{"c1", "c2"}]),
    ("Vietnam's trade deficit with Peru widened 12% in 2023. Vietnam's trade deficit with Peru "
     "narrowed 3% in 2023.", [{"c1", "c2"}]),
    # 12 and 12.3 are 11.5 to 12.5 and 12.25 to 12.35; "over 12" is 12 to 13, "about double" 1.8 on
    ("Vietnam's exports to Peru rose 12% in 2023. Vietnam's exports to Peru rose 12.3% in 2023.",
     []),
    ("Vietnam's exports to Peru rose 12% in 2023. Vietnam's exports to Peru rose over 12% in 2023.",
     []),
    ("Vietnam's exports to Peru doubled in 2023. Vietnam's exports to Peru rose 98% in 2023.", []),
    # another base, another flow, another partner
    ("Vietnam's exports to Peru rose 12% on 2022 in 2023. Vietnam's exports to Peru rose 21% on "
     "2021 in 2023.", []),
    ("Vietnam's exports to Peru rose 12% in 2023. Vietnam's imports from Peru rose 21% in 2023.",
     []),
    ("Vietnam's exports to Peru rose 12% in 2023. Vietnam's exports to Chile rose 21% in 2023.",
     []),
    ("Vietnam's exports to Peru rose 12 percent on 2022 to 546 million USD in 2023. In 2023, "
     "Vietnam's exports to Peru were up 12.1 percent on 2022.", []),
    # 546 less 109 is 437, and 546 over 437 is 1.25
    ("Năm 2023, xuất khẩu của Việt Nam sang Peru đạt 546 triệu USD, tăng 109 triệu USD, tương "
     "đương tăng 45% so với năm 2022.", [{"f1", "c1", "c2"}]),
    ("Năm 2023, xuất khẩu của Việt Nam sang Peru đạt 546 triệu USD, tăng 109 triệu USD, tương "
     "đương tăng 25% so với năm 2022.", []),
    # a number twice
    ("In 2023, Vietnam's exports to Peru were 546 million USD. Vietnam's exports to Peru reached "
     "564 million USD in 2023.", [{"f1", "f2"}]),
    ("In 2023, Vietnam's exports to Peru were 546.4 million USD. Vietnam's exports to Peru "
     "reached nearly 550 million USD in 2023.", []),
    ("Vietnam's exports to Peru reached 546 million USD in 2023. Vietnam's exports to Peru "
     "reached 564 million USD in 2023. Vietnam's exports to Peru reached 645 million USD in 2023.",
     [{"f1", "f3"}, {"f2", "f3"}]),
    # a forecast or target is no fact
    ("Vietnam's exports to Peru reached 546 million USD in 2023. Vietnam's exports to Peru will "
     "reach 600 million USD in 2023.", []),
    ("Vietnam's exports to Peru reached 546 million USD in 2023. Vietnam targets exports to Peru "
     "of 600 million USD in 2023.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "conflicts"), CONTRADICTIONS)
def test_a_text_that_contradicts_itself_is_told_so_when_nothing_else_is_known(text, conflicts):
    checked = check(text)
    told = (*checked.conflicts, *(one.conflict for one in checked.doubtful))
    assert [{fact.fact for fact in conflict.facts} for conflict in told] == conflicts
    assert all(is_of_text(fact) for conflict in told for fact in conflict.facts)


TWICE = (
    "In 2023, Vietnam's exports to Peru were 546 million USD. Vietnam's exports to Peru reached "
    "564 million USD in 2023."
)


def test_what_rests_on_a_row_to_be_looked_at_is_no_conflict_until_it_is_settled():
    checked = check(TWICE)
    assert checked.conflicts == ()
    assert [(ids(one.conflict.facts), one.rests_on) for one in checked.doubtful] == [
        ({"f1", "f2"}, ("f2",))
    ]
    settled = check_text(corrected(checked.read, {"f2": {"is_right": "yes"}}), NOTHING, NO_CLAIM)
    assert (in_conflict(settled), settled.doubtful) == ([{"f1", "f2"}], ())


def test_a_row_to_be_looked_at_hides_no_conflict_of_the_others():
    """The second total fits neither the first nor the parts; these do not fit each other."""
    text = f"{CONTRADICTIONS[0][0]} Vietnam's trade with Chile reached 7.00 billion USD in 2023."
    checked = check(text)
    assert in_conflict(checked) == [{"f1", "f2", "f3"}]
    assert {name for one in checked.doubtful for name in one.rests_on} == {"f4"}


def test_no_claim_is_contradicted_by_evidence_that_is_to_be_looked_at():
    """The base is the tighter of two values that the text has for its cell: the doubtful one."""
    text = (
        "Vietnam's exports to Peru were 400 million USD in 2022. Vietnam's exports to Peru were"
        " 500.0 million USD in 2022. Vietnam's exports to Peru rose 40% to 560 million USD in 2023"
        " from 2022."
    )
    checked = check(text)
    assert [figure.confidence for figure in checked.read.figures] == ["read", "check", "read"]
    assert only(checked).evidence[0] == ("f3", "f2")
    assert only(checked).reason == "reading_in_doubt"
    settled = check_text(corrected(checked.read, {"f2": {"is_right": "yes"}}), NOTHING, NO_CLAIM)
    assert only(settled).verdict == "contradicted"


@pytest.mark.parametrize(("base", "conflicts"), [("1.0", []), ("1.4", [{"f1", "f2", "c1"}])])
def test_a_deficit_that_rises_is_a_balance_that_falls(base, conflicts):
    """A deficit of 1.2 that rose by 0.2 was 1.0, and not 1.4."""
    checked = check(
        f"Vietnam's trade deficit with Russia was {base} billion USD in 2022. Vietnam's trade "
        "deficit with Russia was 1.2 billion USD in 2023, up 0.2 billion USD from 2022."
    )
    assert in_conflict(checked) == conflicts


DEFICITS = [
    # 80.15 to 80.25 less 65.35 to 65.45
    ("Vietnam's trade deficit with Chile widened by {} million USD to 80.2 million USD in 2023 "
     "from 65.4 million USD in 2022.", {"14.8": "consistent", "19.8": "contradicted"}),
    ("Năm 2023, thâm hụt thương mại của Việt Nam với Chile mở rộng {} triệu USD, lên 80,2 triệu "
     "USD so với 65,4 triệu USD năm 2022.", {"14,8": "consistent", "19,8": "contradicted"}),
    # 1 - 55.75 / 81.25 = 31.38 % to 1 - 55.65 / 81.35 = 31.59 %
    ("Vietnam's trade deficit with Chile narrowed {}% to 55.7 million USD in 2023 from 81.3 "
     "million USD in 2022.", {"31.5": "consistent", "22.5": "contradicted"}),
    ("Năm 2023, thâm hụt thương mại của Việt Nam với Chile thu hẹp {}%, xuống còn 55,7 triệu USD "
     "so với 81,3 triệu USD năm 2022.", {"31,5": "consistent", "22,5": "contradicted"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "printed", "verdict"),
    [(text, *one) for text, verdicts in DEFICITS for one in verdicts.items()],
)
def test_a_deficit_widens_and_narrows_in_size(text, printed, verdict):
    checked = check(text.format(printed))
    assert only(checked).verdict == verdict
    conflict = [{"f1", "f2", "c1"}] if verdict == "contradicted" else []
    assert in_conflict(checked) == conflict


OTHERS = [("VNM", "RUS", "total", "2023", "3630")]


@pytest.mark.parametrize(
    ("rate", "verdict", "conflicts"),
    [("26 %", "consistent", []), ("36 %", "contradicted", [{"f1", "c1", "figure-1"}])],
)
def test_a_base_that_another_publication_prints_tests_the_claim(rate, verdict, conflicts):
    checked = check(RUSSIA.format(rate), observations(*_named(*OTHERS)))
    found = only(checked)
    assert (found.verdict, found.mixed_sources) == (verdict, True)
    assert found.evidence == (("f1", "figure-1"), ("text", "customs"))
    assert in_conflict(checked) == conflicts
    for conflict in checked.conflicts:
        assert {f.fact: is_of_text(f) for f in conflict.facts} == {
            "f1": True, "c1": True, "figure-1": False,
        }  # fmt: skip


def _named(*rows):
    """Rows of observations with ids in their order."""
    return [(*row, {"figure": f"figure-{n}"}) for n, row in enumerate(rows, start=1)]


@pytest.mark.parametrize(("rate", "verdict"), [("26 %", "consistent"), ("36 %", "contradicted")])
def test_a_claim_is_checked_with_the_book(edition, rate, verdict):
    figures, known = (edition.relation(name) for name in ("observation", "reported_claim"))
    checked = check(RUSSIA.format(rate), figures, known)
    assert only(checked).verdict == verdict
    assert only(checked).evidence[0] == ("f1", "mofa-rus-2023-total")
    assert bool(checked.conflicts) == (verdict == "contradicted")


def test_the_base_of_the_text_goes_before_that_of_others():
    text = "Vietnam's trade with Russia was 3.37 billion USD in 2023. " + RUSSIA.format("36 %")
    checked = check(text, observations(*_named(*OTHERS)))
    found = only(checked)
    assert (found.verdict, found.mixed_sources) == ("consistent", False)
    assert in_conflict(checked) == [{"f1", "figure-1"}]


def test_the_level_may_be_that_of_others():
    figures = observations(*_named(*OTHERS, ("VNM", "RUS", "total", "2024", "4580")))
    found = only(check("Vietnam's trade with Russia rose 36 % in 2024 from 2023.", figures))
    assert found.verdict == "contradicted"
    assert found.evidence == (("figure-2", "figure-1"), ("customs",))


def test_a_claim_is_not_confirmed_by_its_own_copy():
    figures = observations(*_named(("VNM", "RUS", "total", "2024", "4580")))
    copy = claims(claim("26", partner="RUS", source="customs", figure="figure-1"))
    checked = check(RUSSIA.format("26 %"), figures, copy)
    assert (only(checked).verdict, only(checked).reason) == ("not_testable", "no_base")
    assert checked.conflicts == ()


@pytest.mark.parametrize(
    ("rate", "reason"), [("26 %", "consistent_implied"), ("36 %", "contradicted_implied")]
)
def test_a_base_that_nobody_prints_may_follow_from_what_others_claim(rate, reason):
    """3,000 up 21.0 percent is 3,628 to 3,632."""
    figures = observations(*_named(("VNM", "RUS", "total", "2022", "3000")))
    other = claims(
        claim("21.0", partner="RUS", source="customs", period="2023", base_period="2022")
    )
    found = only(check(RUSSIA.format(rate), figures, other))
    assert found.reason == reason
    assert set(found.evidence[0]) == {"f1", "the claim", "figure-1"}


@pytest.mark.parametrize(
    ("exports", "found"),
    [
        ("fell nearly 10%", {"c1": "contradicted_implied", "c2": "disputed"}),
        ("rose 10.0%", {"c1": "consistent_implied", "c2": "consistent_implied"}),
    ],
)
def test_a_false_claim_of_a_text_does_not_make_its_true_one_wrong(exports, found):
    """Known: 110.00 up 10.0 % with imports 44.00 up 10.0 %; so exports, 66.00, were up 10.0 %."""
    levels = {"total": "110.00", "export": "66.00", "import": "44.00"}
    figures = observations(
        *_named(*[("VNM", "PER", flow, "2023", number) for flow, number in levels.items()])
    )
    known = claims(*[
        claim("10.0", partner="PER", source="customs", flow=flow, claim=f"known {flow}",
              period="2023", base_period="2022")
        for flow in ("total", "import")
    ])  # fmt: skip
    text = (
        f"In 2023, Vietnam's exports to Peru {exports}. In 2023, trade between Vietnam and Peru "
        "rose 10.0%."
    )
    checks = check(text, figures, known).checks
    assert {name: one.reason for name, one in checks.items()} == found


def test_what_others_contradict_among_themselves_is_not_the_texts():
    rows = _named(*OTHERS, ("VNM", "RUS", "total", "2023", "3930"))
    rows[1][-1]["source"] = "gazette"
    text = "Vietnam's trade with Russia reached 3.63 billion USD in 2023."
    assert check(text, observations(*rows)).conflicts == ()
    other = text.replace("3.63", "3.83")
    assert {"f1"} <= set.union(*in_conflict(check(other, observations(*rows))))


def test_a_fact_that_others_state_alike_is_the_texts_and_names_them():
    figures = observations(*_named(("VNM", "PER", "export", "2023", "546")))
    text = PERU.format("546 million USD", "up 35 percent", "437 million USD")
    [conflict] = check(text, figures).conflicts
    same = {fact.fact: fact.same for fact in conflict.facts}
    assert same == {"f1": ("f1", "figure-1"), "f2": ("f2",), "c1": ("c1",)}


def test_a_fact_left_out_of_its_own_conflict_still_meets_the_others():
    """The total is what does not fit, others' parts say, and others' total says what fits."""
    parts = ("VNM", "CHL", "export", "2023", "1100"), ("VNM", "CHL", "import", "2023", "700")
    total = ("VNM", "CHL", "total", "2023", "1800")
    text = CONTRADICTIONS[0][0]
    assert in_conflict(check(text, observations(*_named(*parts)))) == [
        {"f1", "f2", "f3"}, {"f1", "figure-1", "figure-2"},
    ]  # fmt: skip
    assert in_conflict(check(text, observations(*_named(total)))) == [
        {"f1", "f2", "f3"}, {"f1", "figure-1"},
    ]  # fmt: skip
    both = check(f"{text} {RUSSIA.format('36 %')}", observations(*_named(*OTHERS)))
    assert in_conflict(both) == [{"f1", "f2", "f3"}, {"f4", "c1", "figure-1"}]


def test_an_unnamed_reporter_meets_no_other_publication():
    text = "Exports reached 546 million USD in 2023, up 35% from 2022."
    figures = observations(*_named(("VNM", "WLD", "export", "2022", "437")))
    found = only(check(text, figures))
    assert (found.verdict, found.reason) == ("not_testable", "no_base")
    assert explanation(found, Formats("en")).startswith(
        "No figure for 2022 from an unnamed country's statistics is in the book"
    )
    assert "của nước chưa rõ" in explanation(found, Formats("vi"))
    assert only(check(text, figures, reporter="VNM", partner="WLD")).verdict == "contradicted"


def test_an_unnamed_reporter_is_tested_within_the_text():
    found = only(check("Exports reached 546 million USD in 2023, up 35% from 437 million in 2022."))
    assert found.verdict == "contradicted"


@pytest.mark.parametrize(
    "text",
    [
        "Vietnam's exports to Peru were 437 million euros in 2022. Vietnam's exports to Peru were "
        "546 million USD in 2023, up 25% on 2022.",
        "Năm 2022, xuất khẩu của Việt Nam sang Peru đạt 437 triệu euro. Năm 2023, xuất khẩu của "
        "Việt Nam sang Peru đạt 546 triệu USD, tăng 25% so với năm 2022.",
    ],
)
def test_a_base_in_another_currency_is_named_and_forms_no_rate(text):
    found = only(check(text))
    assert (found.verdict, found.reason) == ("not_testable", "base_in_another_currency")
    assert (found.level.currency, found.base.currency, found.recomputed) == ("USD", "EUR", None)


def test_a_target_is_not_tested():
    text = "Vietnam targets trade with Russia of 10 billion USD in 2030, up 200 percent from 2023."
    found = only(check(text, observations(*_named(*OTHERS))))
    assert (found.verdict, found.reason) == ("not_testable", "not_actual")


@pytest.mark.parametrize(
    ("published", "reading"), [("2024-06-01", "later_revision"), (None, "other_source")]
)
def test_a_later_figure_is_a_revision_only_of_a_dated_text(published, reading):
    text = PERU.format("546 million USD", "up 35 percent", "437 million USD")
    later = observations(
        *_named(("VNM", "PER", "export", "2022", "404.4")), release_date="2025-01-10"
    )
    found = only(check(text, later, published=published))
    assert found.verdict == "explained"
    assert found.reading is not None
    assert found.reading.name == reading


def test_an_undated_text_gives_no_verdict_and_no_error():
    text = "Vietnam's exports to Peru reached 546 million USD, up 25 percent from 437 million USD."
    checked = check(text)
    assert [found.verdict for found in checked.checks.values()] == ["not_testable"]


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        # nothing multiplied by nothing: no base, no rate, no division
        ("Vietnam's exports to Peru were 100 million USD in 2022 and reached 200 million USD in "
         "2023, up 0-fold.", [("not_testable", "multiple_may_be_zero")]),
        ("Năm 2022 xuất khẩu của Việt Nam sang Peru đạt 100 triệu USD, năm 2023 đạt 200 triệu USD, "
         "gấp 0 lần.", [("not_testable", "multiple_may_be_zero")]),
        ("Vietnam's exports to Peru were 0 USD in 2022 and reached 200 million USD in 2023, up "
         "3-fold.", [("not_testable", "base_not_positive")]),
        ("Vietnam's exports to Peru fell 0-fold in 2023.",
         [("not_testable", "multiple_may_be_zero")]),
    ],
)  # fmt: skip
def test_nothing_is_no_multiple_and_no_base(text, verdicts):
    for published in (None, "2024-05-02", "0001-01-01", "0000", "9999-12-31"):
        found = check(text, published=published).checks.values()
        assert [(one.verdict, one.reason) for one in found] == verdicts


@pytest.mark.parametrize("text", ["", " \n", "The weather was fine.", "\0\u0301", "3"])
def test_a_text_without_figures_has_nothing_to_check(text):
    checked = check(text)
    assert (checked.checks, checked.conflicts) == ({}, ())


def test_both_forms_of_vietnamese_letters_give_the_same_answer():
    [text] = [text for text, _ in CONTRADICTIONS if "tương đương tăng 45%" in text]
    composed, decomposed = (check(unicodedata.normalize(f, text)) for f in ("NFC", "NFD"))
    assert [c.verdict for c in composed.checks.values()] == [
        c.verdict for c in decomposed.checks.values()
    ]
    assert in_conflict(composed) == in_conflict(decomposed) == [{"f1", "c1", "c2"}]


PIECES = st.sampled_from(
    [
        "Vietnam's exports to Peru", "xuất khẩu của Việt Nam sang Peru", "trade", "imports",
        "deficit", "reached", "đạt", "546 million USD", "437 triệu USD", "3 billion yen", "0 USD",
        "up 25 percent", "tăng 2 lần", "doubled", "fell 100%", "down 0-fold", "by 5 million USD",
        "in 2023", "năm 2022", "from 2022", "last year", "by 2030", "target", ",", ".", "and",
        "of coffee", "9999", "nearly", "from 437 million USD in 2022", "percentage points",
    ]
)  # fmt: skip


@settings(max_examples=examples(100, usual=12))
@given(st.lists(PIECES, max_size=24).map(" ".join), st.sampled_from(["2024-05-02", None]))
def test_any_text_gets_an_answer_for_each_claim(text, published):
    found = read(text, published=published)
    checked = check_text(found, NOTHING, NO_CLAIM)
    assert list(checked.checks) == [f"c{n + 1}" for n in range(len(found.as_records()["claims"]))]
    for one in checked.checks.values():
        assert explanation(one, Formats("en"))
        assert explanation(one, Formats("vi"))


def test_a_text_with_too_much_to_check_is_refused():
    one = "Vietnam's exports to Peru reached {} million USD in 2023, up 25 percent from 2022. "
    many = "".join(one.format(number) for number in range(100, 601))
    with pytest.raises(TradeproofError, match="1,002 figures and claims, and at most 1,000 can"):
        check(many)


# Limits of work

SQUARE = (
    "Vietnam's trade with Chile reached 1.60 billion USD in 2023, with exports of 1.10 billion "
    "USD and imports of 0.70 billion USD."
)


def test_conflicts_that_cost_too_much_are_named_as_not_searched():
    """1.10 and 0.70 are not 1.60: a conflict across cells, which needs a program."""
    found = read(SQUARE)
    whole = check_text(found, NOTHING, NO_CLAIM)
    assert [ids(conflict.facts) for conflict in whole.conflicts] == [{"f1", "f2", "f3"}]
    assert whole.not_searched == ()
    stopped = check_text(found, NOTHING, NO_CLAIM, Effort(share=0))
    assert stopped.conflicts == ()
    [part] = stopped.not_searched
    assert (part.group[:2], ids(part.facts)) == (("VNM", "CHL"), {"f1", "f2", "f3"})


@pytest.mark.parametrize("raised", [1, 2])
def test_progress_tells_claims_and_facts_and_stops_what_nobody_waits_for(monkeypatch, raised):
    monkeypatch.setattr(effort, "monotonic", lambda: 0.0)  # told after each claim and component
    text = PERU.format("546 million USD", "up 25 percent", "437 million USD")
    seen = []

    def show(done, every):
        seen.append((done, every))
        if len(seen) == raised:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        check_text(read(text), NOTHING, NO_CLAIM, Effort(show))
    # one claim, then its two figures and itself
    assert seen == [(1, 1), (4, 4)][:raised]


def test_a_check_reads_nothing_of_trades_that_the_text_cannot_reach(monkeypatch):
    """Of trades with the world and Kazakhstan, only that with the world is near Peru's."""
    asked = []

    def counted(near_figures, near_claims):
        asked.extend(near_figures.select("partner").distinct().fetchall())
        return facts.facts_of(near_figures, near_claims)

    monkeypatch.setattr(text_check, "facts_of", counted)
    rows = [("VNM", area, "export", "2023", "9999") for area in ("KAZ", "WLD")]
    text = PERU.format("546 million USD", "up 25 percent", "437 million USD")
    found = check_text(read(text), observations(*_named(*rows)), NO_CLAIM)
    assert [one.verdict for one in found.checks.values()] == ["consistent"]
    assert asked == [("WLD",)]
