"""What makes a row one that a person should look at: a text for each reason, one without any."""

from __future__ import annotations

import pytest

from analytics.reading.out.reader import Read, read
from analytics.reading.out.row_doubts import REASONS
from analytics.reading.state.statements import CHECK, CONFIRMED, Doubt

CLEAR = "In 2023, Peru's exports to Chile rose 10% to $110 million from $100 million in 2022."
DOUBTED = {
    "no_period": "Peru exported goods worth $110 million to Chile.",
    "no_base": "In May 2023, Peru's exports to Chile rose 10% to $110 million.",
    "small": "In 2023, Peru's exports to Chile were $110.",
    "unequal_periods": (
        "In the first seven months of 2023, Peru's exports to Chile were $110 million, 10% more"
        " than in May 2022."
    ),
    "another_value": "In 2023, Peru's exports to Chile were $110 million and reached $340 million.",
    "country_left": "In 2023, as Brazil told Kenya, Peru's exports were worth $110 million.",
    "no_reporter": (
        "In 2023, Kenya's exports to Ghana were $90 million. Imports of Central Asia came to $110"
        " million."
    ),
    "another_reporter": (
        "In 2023, Peru's exports to Chile were $110 million. Kenya exported goods for $90 million."
    ),
    "buyer_or_seller": (
        "In 2023, Peru's imports came to $110 million. The largest was Chile with $40 million."
    ),
    "no_partner": "In 2023, Peru's two-way trade reached $110 million.",
    "several_pairs": (
        "In 2023, Peru's exports to Chile were $110 million. Kenya's exports to Ghana were $90"
        " million. Imports were $70 million."
    ),
    "no_trade": (
        "In 2023, Peru's exports to Chile were $110 million. Ghana gave $90 million for rails."
    ),
    "future": "In 2025, Peru's exports to Chile were $110 million.",
    "year_left_out": (
        "In May 2022, Peru's exports to Chile were $11 million. In the first seven months, they"
        " were $70 million."
    ),
    "whose_dollars": "In 2023, Canada's exports to Chile were $110 million.",
    "denied": "In 2023, Peru's exports to Chile did not reach $110 million.",
    "several_flows": (
        "In 2023, Peru's exports to Chile were $110 million and imports from Chile $90 million."
        " Copper came to $70 million."
    ),
    "several_periods": (
        "In 2023, Peru's exports to Chile were $110 million. In May 2023, they were $9 million."
        " Imports were $70 million."
    ),
}


def _reasons(found: Read) -> set[str]:
    rows = [row for figure in found.figures for row in (figure, *figure.claims)]
    assert all((row.confidence == CHECK) == bool(row.doubts) for row in rows)
    return {doubt.reason for row in rows for doubt in row.doubts}


@pytest.mark.parametrize("reason", DOUBTED)
def test_a_doubt_has_its_reason(reason: str) -> None:
    assert reason in _reasons(read(DOUBTED[reason], "en", "2024-01-15"))


TWO_PAIRS = (
    "In 2023, trade between Peru and Chile was $110 million. Trade between Kenya and Ghana was $90"
    " million. In May 2023, bilateral trade was $9 million."
)


DENIALS = [
    "It is wrong to say that Peru's exports to Chile rose 30% to $13 million in 2023.",
    "Reports that Peru's exports to Chile rose 30% to $13 million in 2023 are false.",
    "Thông tin xuất khẩu của Peru sang Chile năm 2023 tăng 30% lên 13 triệu USD là không đúng.",
    "Неправда, что экспорт Перу в Чили в 2023 году вырос на 30%, до $13 млн.",
    "Peru denied that its exports to Chile rose 30% to $13 million in 2023 from $10 million.",
    "Peru bác bỏ thông tin xuất khẩu sang Chile năm 2023 tăng 30% lên 13 triệu USD.",
    "Перу опровергло сообщения о том, что экспорт в Чили в 2023 году вырос на 30%, до $13 млн.",
]


@pytest.mark.parametrize("text", DENIALS)
def test_what_a_speaker_denies_is_doubtful_with_its_growth(text: str) -> None:
    found = read(text, "auto", "2024-01-15")
    assert found.claims
    assert {(row.confidence, row.doubts[0].reason) for row in found.rows} == {("check", "denied")}


def test_bilateral_trade_after_two_pairs_may_be_of_either() -> None:
    found = read(TWO_PAIRS, "en", "2024-01-15")
    assert [[d.reason for d in figure.doubts] for figure in found.figures] == [
        [],
        [],
        ["several_pairs"],
    ]


def test_a_growth_alone_is_as_doubtful_as_its_figure_whose_trade_it_may_be() -> None:
    alone = TWO_PAIRS.replace("bilateral trade was $9 million", "bilateral trade rose 12%")
    [(_, claim)] = read(alone, "en", "2024-01-15").claims
    assert ("figure", "several_pairs") in [(d.field, d.reason) for d in claim.doubts]


def test_bilateral_trade_after_one_pair_is_of_that() -> None:
    of_one = TWO_PAIRS.replace("Trade between Kenya and Ghana", "Peru's trade with the world")
    assert [figure.doubts for figure in read(of_one, "en", "2024-01-15").figures] == [(), (), ()]


def test_what_arithmetic_bears_out_is_confirmed() -> None:
    found = read(CLEAR, "en", "2024-01-15")
    assert _reasons(found) == set()
    assert [figure.confidence for figure in found.figures] == [CONFIRMED, CONFIRMED]


YEAR_LEFT_OUT = (
    "In May 2022, Peru's exports to Chile were $11 million. In the first {} months, they rose 20%"
    " to $60 million from $50 million a year earlier."
)


def test_a_rate_agrees_in_any_year_and_confirms_none() -> None:
    """60 is 50 and a fifth more in 2022 and in 2023: the text has to say which."""
    level = read(YEAR_LEFT_OUT.format("seven"), "en", "2023-09-15").figures[1]
    assert (level.confidence, level.doubts) == (CHECK, (Doubt("period", "year_left_out"),))


def test_months_up_to_the_month_just_told_are_of_its_year() -> None:
    level = read(YEAR_LEFT_OUT.format("five"), "en", "2023-09-15").figures[1]
    assert (str(level.subject.period), level.confidence) == ("2022-01/2022-05", CONFIRMED)


def test_a_period_that_is_unknown_was_taken_from_nowhere() -> None:
    """What is "a year" has no period: the row does not say that it has one from before, too."""
    text = (
        "In 2023, Peru's exports to Chile were $110 million. In May 2023, they were $9 million."
        " Peru's trade in fish with Chile is about $25 million a year."
    )
    *_, yearly = read(text, "en", "2024-01-15").figures
    assert yearly.subject.period is None
    assert [doubt.reason for doubt in yearly.doubts] == ["no_period"]


def test_the_first_of_two_values_of_a_cell_is_kept() -> None:
    found = read(DOUBTED["another_value"], "en", "2024-01-15")
    assert [figure.confidence == CHECK for figure in found.figures] == [False, True]


def test_the_reasons_are_those_that_are_known() -> None:
    assert DOUBTED.keys() < set(REASONS)


def test_bounds_that_only_touch_confirm_nothing() -> None:
    """4 and 5 billion meet at 4.5, and 2 billion grown by 3 % meets 3 billion at its lower end."""
    twice = (
        "In 2023, Peru's exports to Chile were 4 billion USD. In 2023, Peru's exports to Chile were"
        " 5 billion USD."
    )
    loose = (
        "Peru's exports to Chile were 2 billion USD in 2022. Peru's exports to Chile rose 3% in"
        " 2023 to 3 billion USD."
    )
    for text in (twice, loose):
        found = read(text, "en", "2024-02")
        assert [figure.confidence == CONFIRMED for figure in found.figures] == [False, False], text


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        (
            "Peru's exports to Chile rose 15% in 2023. Peru's exports to Chile rose 20% in 2023.",
            set(),
        ),
        (
            "Peru's exports to Chile rose 15% in 2023. Ports were busy. They rose 20%.",
            {"two_of_one_kind"},
        ),
    ],
    ids=["each names its figure", "the second does not"],
)
def test_two_rates_on_one_figure_are_doubtful_unless_each_names_it(text, reasons) -> None:
    found = read(text, "en", "2024-01-15")
    [figure] = found.figures
    assert [str(claim.mark.value) for claim in figure.claims] == ["15", "20"]
    assert _reasons(found) == reasons


NOT_DOUBTED = [
    "In 2023, Canada's exports to Chile were 110 million USD.",
    "In 2023, Canada's exports to Chile were US$110 million.",
    "In 2023, Peru's two-way trade with the world was $110 million.",
    "In 2023, Peru's imports from Chile were $110 million, from Brazil $90 million.",
]


@pytest.mark.parametrize("text", NOT_DOUBTED)
def test_what_the_words_tell_is_in_no_doubt(text: str) -> None:
    found = read(text, "en", "2024-01-15")
    assert found.figures
    assert _reasons(found) == set()
