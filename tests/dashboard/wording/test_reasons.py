"""What is said of each verdict and reason, word for word in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analytics.checking.claims import Check, check_all
from analytics.checking.verdicts import Reason
from analytics.reconciling.effort import Effort
from dashboard.answers.public_files import checks
from dashboard.answers.selection import Selection
from dashboard.wording.explanations import decision_error, explanation
from dashboard.wording.formats import Formats
from tests.support.altered_claims import BASE, EARLIER, KAZAKHSTAN, OWN, RUSSIA, points, rate

ELSEWHERE = ("VNM", "BLR", "total", "2023", "100")
AS_IT_IS = "claim AS claim"
REST_EN = " This rests on other publications of the same reporter: customs."
REST_VI = " Phép tính dựa trên ấn phẩm khác của cùng bên thống kê: customs."
IMPLIED_EN = " If the claim is right, 2023 was 3.617 to 3.653 billion USD."
IMPLIED_VI = " Nếu công bố đúng thì năm 2023 là 3,617 đến 3,653 tỷ USD."


# reason, claim, changed columns, figures, English, Vietnamese
CASES: list[tuple[str, str, str, list[tuple[object, ...]], str, str]] = [
    ("base_is_itself", RUSSIA, "'2024' AS base_period", [ELSEWHERE],
     "The claim compares 2024 with itself, so there is nothing to recompute.",
     "Công bố so năm 2024 với chính nó nên không có gì để tính lại."),
    ("base_period_not_stated", RUSSIA, "NULL::VARCHAR AS base_period", [ELSEWHERE],
     "The publication does not say which period it compares with. "
     "If the claim is right, the base period was 3.617 to 3.653 billion USD.",
     "Ấn phẩm không nói so với kỳ nào. "
     "Nếu công bố đúng thì kỳ gốc là 3,617 đến 3,653 tỷ USD."),
    ("period_not_stated", RUSSIA, "NULL::VARCHAR AS period", [(*BASE, "3630")],
     "The publication does not say which period the figure is of. "
     "If the claim is right, 2023 was 3.617 to 3.653 billion USD.",
     "Ấn phẩm không nói số liệu thuộc kỳ nào. "
     "Nếu công bố đúng thì năm 2023 là 3,617 đến 3,653 tỷ USD."),
    # 0 to 4.585 bn fell 1.5 to 2.5 times: from at most 4.585 * 2.5 = 11.46
    ("level_may_be_zero", RUSSIA,
     rate("multiple", 2, 0.5, direction="down") + ", 0 AS level_low", [ELSEWHERE],
     "The figure for 2024 may be zero, and a fall to nothing has no multiple. "
     "If the claim is right, 2023 was 0 to 11 billion USD.",
     "Số liệu năm 2024 có thể bằng 0, mà giảm về 0 thì không nói được là giảm bao nhiêu lần. "
     "Nếu công bố đúng thì năm 2023 là 0 đến 11 tỷ USD."),
    ("multiple_may_be_zero", RUSSIA, rate("multiple", 0, 0.5, direction="down"), [ELSEWHERE],
     "The claim may stand for a multiple of zero, which says nothing of a base.",
     "Con số công bố có thể là gấp 0 lần, nên không nói gì về kỳ gốc."),
    ("level_below_zero", RUSSIA, "-1 AS level_low", [ELSEWHERE],
     "The figure for 2024 is below zero, so no rate can be formed.",
     "Số liệu năm 2024 nhỏ hơn 0 nên không tính được tốc độ."),
    ("base_not_positive", RUSSIA, AS_IT_IS, [(*BASE, (0, 5, 10))],
     "The figure for 2023 may be zero, so no rate can be formed." + REST_EN + IMPLIED_EN,
     "Số liệu năm 2023 có thể bằng 0 nên không tính được tốc độ." + REST_VI + IMPLIED_VI),
    # 4575 / 5000 = 0.915, 4585 / 3000 = 1.528
    ("bounds_too_wide", RUSSIA, AS_IT_IS, [(*BASE, "3000..5000")],
     "The figures give −8.5% to 52.8%: too wide to tell. Bounds that do not even rule out that "
     "nothing changed cannot confirm a rate." + REST_EN + IMPLIED_EN,
     "Số liệu cho −8,5% đến 52,8%: khoảng quá rộng để kết luận. Khoảng không loại trừ nổi khả năng "
     "không có gì thay đổi thì không xác nhận được tốc độ nào." + REST_VI + IMPLIED_VI),
    # 4575 / 4500 = 1.0167, 4585 / 4200 = 1.0917: wider than 5.5 points; 4575 / 1.055 = 4336.5
    ("bounds_too_wide", RUSSIA, rate("percent", 5, 0.5), [(*BASE, "4200..4500")],
     "The figures give 1.7% to 9.2%: too wide to tell. Bounds wider than the claimed change itself "
     "would let a claim twice as large pass, too." + REST_EN
     + " If the claim is right, 2023 was 4.336 to 4.388 billion USD.",
     "Số liệu cho 1,7% đến 9,2%: khoảng quá rộng để kết luận. Khoảng rộng hơn chính mức thay đổi "
     "được công bố thì công bố lớn gấp đôi cũng lọt." + REST_VI
     + " Nếu công bố đúng thì năm 2023 là 4,336 đến 4,388 tỷ USD."),
    ("not_actual", RUSSIA, "'forecast' AS figure_kind", [ELSEWHERE],
     "This is a target or forecast, not a figure of what happened." + IMPLIED_EN,
     "Đây là mục tiêu hoặc dự báo, không phải số thực hiện." + IMPLIED_VI),
    ("no_level", RUSSIA, "NULL AS level, NULL AS level_low, NULL AS level_high", [ELSEWHERE],
     "The publication gives the growth without a figure, and no other one of Viet Nam has it.",
     "Ấn phẩm nêu mức tăng trưởng mà không nêu trị giá, và không ấn phẩm nào khác của Việt Nam có "
     "trị giá này."),
    ("no_base", RUSSIA, AS_IT_IS, [ELSEWHERE],
     "No figure for 2023 from Viet Nam's statistics is in the book, and the other figures do not "
     "pin it down." + IMPLIED_EN,
     "Sổ số liệu không có số liệu năm 2023 theo thống kê của Việt Nam, và các số liệu khác cũng "
     "không đủ để suy ra." + IMPLIED_VI),
    ("percentage_points", RUSSIA, points(3, 0.5), [(*BASE, "3630")],
     "A change in percentage points is about a growth rate or a share, and no figures in the book "
     "give one that fits." + REST_EN,
     "Thay đổi tính bằng điểm phần trăm nói về tốc độ tăng hoặc tỷ trọng; không số liệu nào trong "
     "sổ cho kết quả khớp." + REST_VI),
    # 4575/3630.5 - 3630.5/3549.5 = 0.237337, 4585/3629.5 - 3629.5/3550.5 = 0.241009
    ("points_of_growth", RUSSIA, points(24, 0.5), [(*BASE, "3630"), (*EARLIER, "3550")],
     "Taken as percentage points of growth, the figures give 23.73 to 24.10 points, the claim "
     "stands for 23.5 to 24.5 points: the two overlap, so the claim holds." + REST_EN,
     "Tính bằng điểm phần trăm của tốc độ tăng, số liệu cho 23,73 đến 24,10 điểm, con số công bố "
     "ứng với 23,5 đến 24,5 điểm: hai khoảng giao nhau nên công bố đứng vững." + REST_VI),
    # 4575/786300.5 - 3630.5/679999.5 = 0.00047941, 4585/786299.5 - 3629.5/680000.5 = 0.00049362
    ("points_of_share", RUSSIA, points(0.05, 0.005),
     [(*BASE, "3630", OWN), ("VNM", "WLD", "total", "2024", "786300", OWN),
      ("VNM", "WLD", "total", "2023", "680000", OWN)],
     "Taken as percentage points of the share in Viet Nam's trade with the world, the figures give "
     "0.048 to 0.049 points, the claim stands for 0.045 to 0.055 points: the two overlap, so the "
     "claim holds.",
     "Tính bằng điểm phần trăm của tỷ trọng trong thương mại của Việt Nam với thế giới, số liệu "
     "cho 0,048 đến 0,049 điểm, con số công bố ứng với 0,045 đến 0,055 điểm: hai khoảng giao nhau "
     "nên công bố đứng vững."),
    # 4575 / 3630.5 = 1.26016, 4585 / 3629.5 = 1.26326
    ("explained", RUSSIA, points(26, 0.5), [(*BASE, "3630")],
     "A change in percentage points of growth or of a share does not fit. Another reading does: "
     "read as percent instead of percentage points, the figures give 26.02% to 26.33%. With 1 "
     "reading tried, it may fit by chance: it is a possibility, not a proof." + REST_EN,
     "Hiểu là điểm phần trăm của tốc độ tăng hay của tỷ trọng thì công bố không khớp. Hiểu cách "
     "khác thì khớp: hiểu là phần trăm thay vì điểm phần trăm, số liệu cho 26,02% đến 26,33%. Đã "
     "thử 1 cách hiểu khác; khớp như vậy chỉ là một khả năng, chưa phải bằng chứng." + REST_VI),
    # 4575 / 5000.5 = 0.91491, 4585 / 4999.5 = 0.91709
    ("contradicted", RUSSIA, AS_IT_IS, [(*BASE, "5000")],
     "The figures give −8.51% to −8.29%, the claim stands for 25.5% to 26.5%: the two do not meet, "
     "so they cannot both be right. No other reading fits either; 1 was tried. Even the "
     "direction is wrong." + REST_EN,
     "Số liệu cho −8,51% đến −8,29%, con số công bố ứng với 25,5% đến 26,5%: hai khoảng không gặp "
     "nhau nên không thể cùng đúng. Đã thử 1 cách hiểu khác, không cách nào khớp. Ngay cả chiều "
     "tăng giảm cũng sai." + REST_VI),
    ("contradicted", KAZAKHSTAN, AS_IT_IS, [("VNM", "KAZ", "total", "2023", "600")],
     "The figures give 1.33 to 1.47 times, the claim stands for 1.80 to 2.20 times: the two do not "
     "meet, so they cannot both be right. No other reading fits either; 2 were tried. Even the "
     "headline word “gấp đôi” is wrong." + REST_EN,
     "Số liệu cho 1,33 đến 1,47 lần, con số công bố ứng với 1,80 đến 2,20 lần: hai khoảng không "
     "gặp nhau nên không thể cùng đúng. Đã thử 2 cách hiểu khác, không cách nào khớp. Ngay cả cách "
     "nói “gấp đôi” cũng sai." + REST_VI),
    # 4575 / 3600.5 = 1.27066, 4585 / 3599.5 = 1.27379; 3600 cut at the hundreds is 3550 to 3700
    ("rounded", RUSSIA, AS_IT_IS, [(*BASE, "3600")],
     "The figures give 27.07% to 27.38%, the claim stands for 25.5% to 26.5%. They meet only if a "
     "number was rounded or cut more coarsely than printed: 3.600 billion USD for 2023 would then "
     "stand for 3.55 to 3.70 billion USD." + REST_EN,
     "Số liệu cho 27,07% đến 27,38%, con số công bố ứng với 25,5% đến 26,5%. Hai khoảng chỉ gặp "
     "nhau nếu có con số được làm tròn hoặc cắt bớt thô hơn mức đã công bố: 3,600 tỷ USD của năm "
     "2023 khi đó ứng với 3,55 đến 3,70 tỷ USD." + REST_VI),
]  # fmt: skip

# As the book has them.
OF_BOOK = {
    "mofa-rus-2024-total-up": (
        "consistent",
        "The figures give 25.86% to 26.48%, the claim stands for 25.5% to 26.5%: the two overlap, "
        "so the claim holds.",
        "Số liệu cho 25,86% đến 26,48%, con số công bố ứng với 25,5% đến 26,5%: hai khoảng giao "
        "nhau nên công bố đứng vững.",
    ),
    "en045a-rate": (
        "consistent",
        "The figures give 14.68% to 15.10%, the claim stands for 14.5% to 15.5%: the two overlap, "
        "so the claim holds. This rests on other publications of the same reporter: gso-yearbook. "
        "The base figure is provisional.",
        "Số liệu cho 14,68% đến 15,10%, con số công bố ứng với 14,5% đến 15,5%: hai khoảng giao "
        "nhau nên công bố đứng vững. Phép tính dựa trên ấn phẩm khác của cùng bên thống kê: "
        "gso-yearbook. Số liệu kỳ gốc là số sơ bộ.",
    ),
    "en008a-rate": (
        "contradicted",
        "The figures give 29.04% to 29.41%, the claim stands for 30.5% to 31.5%: the two do not "
        "meet, so they cannot both be right. No other reading fits either; 4 were tried. This "
        "rests on other publications of the same reporter: gso-yearbook. The base figure is "
        "provisional.",
        "Số liệu cho 29,04% đến 29,41%, con số công bố ứng với 30,5% đến 31,5%: hai khoảng không "
        "gặp nhau nên không thể cùng đúng. Đã thử 4 cách hiểu khác, không cách nào khớp. Phép tính "
        "dựa trên ấn phẩm khác của cùng bên thống kê: gso-yearbook. Số liệu kỳ gốc là số sơ bộ.",
    ),
    "en079c-rate": (
        "explained",
        "The figures give 2.092 to 2.097 times, the claim stands for 1.25 to 1.35 times: as it "
        "stands the claim does not fit. Another reading does: compared with 2023 instead of 2015, "
        "the figures give 1.259 to 1.265 times. With 5 readings tried, one may fit by chance: it "
        "is a possibility, not a proof. This rests on other publications of the same reporter: "
        "gso-yearbook, mofa-vn-2025-05-02.",
        "Số liệu cho 2,092 đến 2,097 lần, con số công bố ứng với 1,25 đến 1,35 lần: hiểu đúng như "
        "câu chữ thì công bố không khớp. Hiểu cách khác thì khớp: so với năm 2023 thay vì năm "
        "2015, số liệu cho 1,259 đến 1,265 lần. Đã thử 5 cách hiểu khác; khớp như vậy chỉ là một "
        "khả năng, chưa phải bằng chứng. Phép tính dựa trên ấn phẩm khác của cùng bên thống kê: "
        "gso-yearbook, mofa-vn-2025-05-02.",
    ),
}
# The 33.1 percent of vi005a-rate, and other rates in its place: the other claims and figures of
# the source leave 32.69 to 33.60 percent, with coarser rounding a little more.
LEAVES_EN = "4 figures and rates together leave a change of 32.69% to 33.60%"
LEAVES_VI = "4 số liệu và tốc độ tăng gộp lại"
IMPLIED = {
    "33.1": (
        "consistent_implied",
        f"No publication in the book prints the base, but {LEAVES_EN}. The claim stands for 33.05% "
        "to 33.15%: the two overlap, so the claim holds. If the claim is right, January–November "
        "2017 was 3.196 to 3.206 billion USD.",
        f"Không ấn phẩm nào trong sổ nêu số liệu kỳ gốc, nhưng {LEAVES_VI} chỉ cho phép thay đổi "
        "từ 32,69% đến 33,60%. Con số công bố ứng với 33,05% đến 33,15%: hai khoảng giao nhau nên "
        "công bố đứng vững. Nếu công bố đúng thì 11 tháng đầu năm 2017 là 3,196 đến 3,206 tỷ USD.",
    ),
    "33.7": (
        "rounded_implied",
        f"No publication in the book prints the base. As printed, {LEAVES_EN}, the claim stands "
        "for 33.65% to 33.75%. They meet only if numbers were rounded or cut more coarsely than "
        "printed. If the claim is right, January–November 2017 was 3.181 to 3.191 billion USD.",
        "Không ấn phẩm nào trong sổ nêu số liệu kỳ gốc. Nếu giữ đúng các con số công bố, "
        f"{LEAVES_VI} cho 32,69% đến 33,60%, con số công bố ứng với 33,65% đến 33,75%. Hai khoảng "
        "chỉ gặp nhau nếu có con số được làm tròn hoặc cắt bớt thô hơn mức đã công bố. Nếu công bố "
        "đúng thì 11 tháng đầu năm 2017 là 3,181 đến 3,191 tỷ USD.",
    ),
    "36.0": (
        "contradicted_implied",
        f"No publication in the book prints the base, but {LEAVES_EN}. The claim stands for 35.95% "
        "to 36.05%: the two do not meet, so not all of them can be right.",
        f"Không ấn phẩm nào trong sổ nêu số liệu kỳ gốc, nhưng {LEAVES_VI} chỉ cho phép thay đổi "
        "từ 32,69% đến 33,60%. Con số công bố ứng với 35,95% đến 36,05%: hai khoảng không gặp nhau "
        "nên không thể cùng đúng.",
    ),
}


@pytest.fixture(scope="module")
def with_rate(edition) -> Callable[[str], Check]:
    """The claim vi005a-rate with another rate, among all figures and claims of the book."""

    def check(value: str) -> Check:
        ends = {
            "claimed": value,
            "claimed_low": f"{value} - 0.05",
            "claimed_high": f"{value} + 0.05",
        }
        columns = ", ".join(
            f"CASE WHEN claim = 'vi005a-rate' THEN {new} ELSE {name} END AS {name}"
            for name, new in ends.items()
        )
        rows = edition.relation("reported_claim").select(f"* REPLACE ({columns})")
        every = check_all(rows, edition.relation("observation"))
        return next(found for found in every if found.claim.claim == "vi005a-rate")

    return check


@pytest.mark.parametrize(("reason", "claim", "changes", "figures", "english", "vietnamese"), CASES)
def test_a_reason_is_said_in_both_languages(
    altered, reason, claim, changes, figures, english, vietnamese
):
    check = altered(claim, changes, *figures)
    assert check.reason == reason
    assert explanation(check, Formats("en")) == english
    assert explanation(check, Formats("vi")) == vietnamese


@pytest.mark.parametrize("claim", OF_BOOK)
def test_a_claim_of_the_book_is_explained_in_both_languages(edition, claim):
    [check] = [c for c in checks(edition, Selection()) if c.claim.claim == claim]
    assert (
        check.reason,
        explanation(check, Formats("en")),
        explanation(check, Formats("vi")),
    ) == OF_BOOK[claim]


@pytest.mark.parametrize("value", IMPLIED)
def test_what_other_figures_imply_is_said_with_their_number(with_rate, value):
    check = with_rate(value)
    assert (
        check.reason,
        explanation(check, Formats("en")),
        explanation(check, Formats("vi")),
    ) == IMPLIED[value]


# What others imply of vi005a-rate, where looking for it is not allowed to cost anything.
GIVEN_UP = (
    "not_searched",
    "The book does not print all the figures that the claim needs. What the others leave possible "
    "was not worked out: too many figures and rates bear on each other or disagree. If the claim "
    "is right, January–November 2017 was 3.196 to 3.206 billion USD.",
    "Sổ số liệu không nêu đủ các số liệu mà công bố này cần. Các số liệu khác cho phép những khả "
    "năng nào thì chưa tính, vì quá nhiều số liệu và tốc độ tăng liên quan hoặc mâu thuẫn với "
    "nhau. Nếu công bố đúng thì 11 tháng đầu năm 2017 là 3,196 đến 3,206 tỷ USD.",
)


def test_what_was_not_searched_is_said_with_the_base_that_the_claim_implies(edition):
    claims, figures = edition.relation("reported_claim"), edition.relation("observation")
    every = check_all(claims, figures, effort=Effort(share=0))
    [check] = [found for found in every if found.claim.claim == "vi005a-rate"]
    assert (
        check.reason,
        explanation(check, Formats("en")),
        explanation(check, Formats("vi")),
    ) == GIVEN_UP
    assert check.verdict == "not_testable"


def test_every_reason_of_the_ladder_has_its_sentence_here():
    said = (*OF_BOOK.values(), *IMPLIED.values(), GIVEN_UP)
    tested = {case[0] for case in CASES} | {c[0] for c in said}
    assert tested == {*Reason}


def test_a_direction_is_wrong_only_if_every_value_goes_the_other_way(altered):
    fell = altered(RUSSIA, rate("multiple", 2, 0.05, direction="down"), (*BASE, "3630"))
    assert fell.verdict == "contradicted"
    assert "Even the direction is wrong." in explanation(fell, Formats("en"))
    assert decision_error(fell, "vi") == "sai chiều tăng giảm"
    rose_less = altered(RUSSIA, rate("multiple", 2, 0.05), (*BASE, "3630"))
    assert rose_less.verdict == "contradicted"
    assert "wrong" not in explanation(rose_less, Formats("en")) + decision_error(rose_less, "en")
    headline = altered(KAZAKHSTAN, AS_IT_IS, ("VNM", "KAZ", "total", "2023", "600"))
    assert decision_error(headline, "en") == "headline word wrong"
