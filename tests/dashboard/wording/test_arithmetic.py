"""Lines of arithmetic that no claim of the book needs: a rate that was cut, percentage points."""

from __future__ import annotations

from dashboard.wording.arithmetic import arithmetic
from dashboard.wording.explanations import explanation
from dashboard.wording.formats import Formats
from tests.support.altered_claims import BASE, EARLIER, OWN, RUSSIA, points, rate


def test_a_rate_that_was_cut_is_quoted_with_what_it_then_stands_for(altered):
    # 4575 / 3629 = 1.26068, above 26.05; "26.0" cut is up to 26.1
    cut = rate("percent", 26, 0.05).replace("'26'", "'26.0%'")
    check = altered(RUSSIA, cut, (*BASE, 3629, {"status": "P"}))
    assert tuple(check.coarser) == ("rate",)
    assert "“26.0%” would then stand for 26.0% to 26.1%" in explanation(check, Formats("en"))
    assert "“26.0%” khi đó ứng với 26,0% đến 26,1%" in explanation(check, Formats("vi"))
    assert explanation(check, Formats("vi")).endswith("Số liệu kỳ gốc là số sơ bộ.")
    assert arithmetic(check, Formats("en"))[5] == (
        "Cut, or rounded more coarsely, “26.0%” stands for 26.0% to 26.1%."
    )


def test_percentage_points_are_recomputed_line_by_line(altered):
    check = altered(RUSSIA, points(24, 0.5), (*BASE, "3630"), (*EARLIER, "3550"))
    assert arithmetic(check, Formats("en"))[3:] == [
        "Two-way trade, 2022: 3.550 billion USD, which stands for 3.5495 to 3.5505 billion USD "
        "[customs]",
        "Least: 4,575 ÷ 3,630.5 − 3,630.5 ÷ 3,549.5 = 23.733 points",
        "Greatest: 4,585 ÷ 3,629.5 − 3,629.5 ÷ 3,550.5 = 24.101 points",
    ]
    share = altered(
        RUSSIA,
        points(0.05, 0.005),
        (*BASE, "3630", OWN),
        ("VNM", "WLD", "total", "2024", "786300", OWN),
        ("VNM", "WLD", "total", "2023", "680000", OWN),
    )
    assert arithmetic(share, Formats("en"))[5:] == [
        "Least: 4,575 ÷ 786,300.5 − 3,630.5 ÷ 679,999.5 = 0.047 points",
        "Greatest: 4,585 ÷ 786,299.5 − 3,629.5 ÷ 680,000.5 = 0.050 points",
    ]


def test_a_fall_in_points_is_written_the_other_way_round(altered):
    fall = rate("percentage_points", 24, 0.5, direction="down")
    # growth of 50 percent in 2023, of 26 percent in 2024
    check = altered(RUSSIA, fall, (*BASE, "3630"), (*EARLIER, "2420"))
    assert check.reason == "points_of_growth"
    # 3629.5 / 2420.5 - 4585 / 3629.5 = 0.236208, 3630.5 / 2419.5 - 4575 / 3630.5 = 0.240361
    assert arithmetic(check, Formats("en"))[4:] == [
        "Least: 3,629.5 ÷ 2,420.5 − 4,585 ÷ 3,629.5 = 23.622 points",
        "Greatest: 3,630.5 ÷ 2,419.5 − 4,575 ÷ 3,630.5 = 24.036 points",
    ]


def test_the_rate_of_a_deficit_is_worked_out_from_its_size(altered):
    """4575 / 3630.5 = 1.260157 to 4585 / 3629.5 = 1.263259; the claim allows from 4575 / 1.265."""
    deficit = "'balance' AS flow, -4580000000 AS level, -4585000000 AS level_low, "
    deficit += "-4575000000 AS level_high"
    check = altered(RUSSIA, deficit, ("VNM", "RUS", "balance", "2023", "-3630", OWN))
    assert check.verdict == "consistent"
    [_, level, _, size, *lines] = arithmetic(check, Formats("en"))
    assert level.startswith("Figure for 2024: −4.58 billion USD, which stands for −4.585 to")
    assert size == "A rate of a deficit is that of its size."
    assert size in explanation(check, Formats("en"))
    assert lines == [
        "Least: 4,575 ÷ 3,630.5 − 1 = 26.015%",
        "Greatest: 4,585 ÷ 3,629.5 − 1 = 26.326%",
        "Least base the claim allows: 4,575 ÷ 1.2650 = 3.6166 billion USD",
        "Greatest base the claim allows: 4,585 ÷ 1.2550 = 3.6534 billion USD",
    ]
