"""A check in words: exact lines for a few claims, and what holds for every claim of the book."""

from __future__ import annotations

import re

import pytest

from analytics.checking.claims import Check
from dashboard.answers.public_files import checks
from dashboard.answers.selection import LANGUAGES, Selection
from dashboard.wording.arithmetic import arithmetic, figure_text
from dashboard.wording.explanations import claim_title, claimed_change, explanation
from dashboard.wording.formats import Formats

ENGLISH = re.compile(
    r"\b(the|and|of|in|on|is|was|from|than|to|up|down|times|million|billion|trade|exports?|figures?"
    r"|claim|base|undated|January|April|August)\b",
    re.IGNORECASE,
)
VIETNAMESE = re.compile("[ăâđêôơưạảấầậắằặẹẻếềệịỉọỏốồộớờợụủứừựỳỹ]", re.IGNORECASE)


@pytest.fixture(scope="module")
def of_book(edition) -> dict[str, Check]:
    return {check.claim.claim: check for check in checks(edition, Selection())}


def in_words(check: Check, language: str) -> list[str]:
    head = [claim_title(check, language), explanation(check, Formats(language))]
    return head + arithmetic(check, Formats(language))


# 4.58 bn is 4575 to 4585 m, 3.63 bn is 3625 to 3635 m, 26 % is 25.5 to 26.5 %.
# 4575 / 3635 = 1.258597, 4585 / 3625 = 1.264828; 4575 / 1.265 = 3616.6, 4585 / 1.255 = 3653.4.
RUSSIA_2024 = {
    "en": """\
Viet Nam – Russia, two-way trade, 2024: up 26% on 2023
The figures give 25.85% to 26.49%, the claim stands for 25.5% to 26.5%: the two overlap, so the \
claim holds.
Claim: “26%” stands for 25.5% to 26.5%.
Figure for 2024: 4.58 billion USD, which stands for 4.575 to 4.585 billion USD [mofa-vn-2025-05-02]
Base, 2023: 3.63 billion USD, which stands for 3.625 to 3.635 billion USD [mofa-vn-2025-05-02]
Least: 4,575 ÷ 3,635 − 1 = 25.859%
Greatest: 4,585 ÷ 3,625 − 1 = 26.483%
Least base the claim allows: 4,575 ÷ 1.2650 = 3.6166 billion USD
Greatest base the claim allows: 4,585 ÷ 1.2550 = 3.6534 billion USD""",
    "vi": """\
Việt Nam – Nga, kim ngạch hai chiều, năm 2024: tăng 26% so với năm 2023
Số liệu cho 25,85% đến 26,49%, con số công bố ứng với 25,5% đến 26,5%: hai khoảng giao nhau nên \
công bố đứng vững.
Công bố: “26%” ứng với 25,5% đến 26,5%.
Trị giá năm 2024: 4,58 tỷ USD, ứng với 4,575 đến 4,585 tỷ USD [mofa-vn-2025-05-02]
Kỳ gốc, năm 2023: 3,63 tỷ USD, ứng với 3,625 đến 3,635 tỷ USD [mofa-vn-2025-05-02]
Thấp nhất: 4.575 ÷ 3.635 − 1 = 25,859%
Cao nhất: 4.585 ÷ 3.625 − 1 = 26,483%
Kỳ gốc thấp nhất mà công bố cho phép: 4.575 ÷ 1,2650 = 3,6166 tỷ USD
Kỳ gốc cao nhất mà công bố cho phép: 4.585 ÷ 1,2550 = 3,6534 tỷ USD""",
}
# 800 m is 799.5 to 800.5 m; 799.5 / 1.995 = 400.75, 800.5 / 1.985 = 403.27. Another publication
# prints over 800 m, so 800 to 880 m: 800 / 1.995 = 401.003.
KAZAKHSTAN_2024 = {
    "en": """\
Viet Nam – Kazakhstan, two-way trade, 2024: up 99% on 2023
No figure for 2023 from Viet Nam's statistics is in the book, and the other figures do not pin it \
down. If the claim is right, 2023 was 401.0 to 403.3 million USD, counting in other figures of the \
same reporter (congthuong-vn-2025-05-06). Kazakhstan's own statistics give 979.2 million USD for \
2023, which does not fit that: the two sides count differently, or one figure is wrong.
Claim: “99%” stands for 98.5% to 99.5%.
Figure for 2024: 800 million USD, which stands for 799.5 to 800.5 million USD [mofa-vn-2025-05-02]
Least base the claim allows: 799.5 ÷ 1.9950 = 400.75 million USD
Greatest base the claim allows: 800.5 ÷ 1.9850 = 403.28 million USD
Two-way trade in 2024: 800 to 880 million USD [congthuong-vn-2025-05-06]
With the sums of accounting (total = exports + imports, a year = its parts) this leaves a base of \
401.0 to 403.3 million USD.""",
    "vi": """\
Việt Nam – Kazakhstan, kim ngạch hai chiều, năm 2024: tăng 99% so với năm 2023
Sổ số liệu không có số liệu năm 2023 theo thống kê của Việt Nam, và các số liệu khác cũng không đủ \
để suy ra. Nếu công bố đúng thì năm 2023 là 401,0 đến 403,3 triệu USD, có tính cả các số liệu khác \
của cùng bên thống kê (congthuong-vn-2025-05-06). Thống kê của Kazakhstan cho năm 2023 là 979,2 \
triệu USD, không khớp với mức này: hai bên thống kê khác nhau, hoặc có số liệu sai.
Công bố: “99%” ứng với 98,5% đến 99,5%.
Trị giá năm 2024: 800 triệu USD, ứng với 799,5 đến 800,5 triệu USD [mofa-vn-2025-05-02]
Kỳ gốc thấp nhất mà công bố cho phép: 799,5 ÷ 1,9950 = 400,75 triệu USD
Kỳ gốc cao nhất mà công bố cho phép: 800,5 ÷ 1,9850 = 403,28 triệu USD
Kim ngạch hai chiều năm 2024: 800 đến 880 triệu USD [congthuong-vn-2025-05-06]
Theo các đẳng thức kế toán (tổng = xuất khẩu + nhập khẩu, cả năm = các kỳ cộng lại), suy ra kỳ gốc \
401,0 đến 403,3 triệu USD.""",
}
# 4.5 bn is 4450 to 4550 m, 3.55 bn is 3545 to 3555 m; 4450 / 3555 = 1.25176,
# 4550 / 3545 = 1.28350, below 28.55; 4450 / 1.2865 = 3459.0, 4550 / 1.2855 = 3539.5.
# Cut at the tenth, 4.5 bn is 4500 to 4600 m: 4500 / 3555 = 1.26582, 4600 / 3545 = 1.29760.
RUSSIA_2018 = {
    "en": """\
Viet Nam – Russia, two-way trade, 2018: up 28.6% on 2017
The figures give 25.1% to 28.4%, the claim stands for 28.55% to 28.65%. They meet only if a number \
was cut instead of rounded, or rounded more coarsely than printed: 4.5 billion USD for 2018 would \
then stand for 4.5 to 4.6 billion USD.
Claim: “28.6%” stands for 28.55% to 28.65%.
Figure for 2018: 4.5 billion USD, which stands for 4.45 to 4.55 billion USD [tass-com-2019-05-20]
Base, 2017: 3.55 billion USD, which stands for 3.545 to 3.555 billion USD [tass-com-2019-05-20]
Least: 4,450 ÷ 3,555 − 1 = 25.175%
Greatest: 4,550 ÷ 3,545 − 1 = 28.350%
Cut, or rounded more coarsely, 4.5 billion USD stands for 4.5 to 4.6 billion USD.
Least then: 4,500 ÷ 3,555 − 1 = 26.582%
Greatest then: 4,600 ÷ 3,545 − 1 = 29.761%
Least base the claim allows: 4,450 ÷ 1.2865 = 3.4589 billion USD
Greatest base the claim allows: 4,550 ÷ 1.2855 = 3.5395 billion USD""",
    "vi": """\
Việt Nam – Nga, kim ngạch hai chiều, năm 2018: tăng 28,6% so với năm 2017
Số liệu cho 25,1% đến 28,4%, con số công bố ứng với 28,55% đến 28,65%. Hai khoảng chỉ gặp nhau nếu \
có con số bị cắt bớt thay vì làm tròn, hoặc được làm tròn thô hơn mức đã công bố: 4,5 tỷ USD của \
năm 2018 khi đó ứng với 4,5 đến 4,6 tỷ USD.
Công bố: “28.6%” ứng với 28,55% đến 28,65%.
Trị giá năm 2018: 4,5 tỷ USD, ứng với 4,45 đến 4,55 tỷ USD [tass-com-2019-05-20]
Kỳ gốc, năm 2017: 3,55 tỷ USD, ứng với 3,545 đến 3,555 tỷ USD [tass-com-2019-05-20]
Thấp nhất: 4.450 ÷ 3.555 − 1 = 25,175%
Cao nhất: 4.550 ÷ 3.545 − 1 = 28,350%
Nếu bị cắt bớt hoặc được làm tròn thô hơn, 4,5 tỷ USD ứng với 4,5 đến 4,6 tỷ USD.
Khi đó thấp nhất: 4.500 ÷ 3.555 − 1 = 26,582%
Khi đó cao nhất: 4.600 ÷ 3.545 − 1 = 29,761%
Kỳ gốc thấp nhất mà công bố cho phép: 4.450 ÷ 1,2865 = 3,4589 tỷ USD
Kỳ gốc cao nhất mà công bố cho phép: 4.550 ÷ 1,2855 = 3,5395 tỷ USD""",
}
WRITTEN_OUT = {
    "mofa-rus-2024-total-up": RUSSIA_2024,
    "mofa-kaz-2024-total-up": KAZAKHSTAN_2024,
    "en008b-rate": RUSSIA_2018,
}


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("claim", WRITTEN_OUT)
def test_a_claim_written_out(of_book, claim, language):
    assert in_words(of_book[claim], language) == WRITTEN_OUT[claim][language].splitlines()


def test_a_fall_is_written_as_a_fall(altered):
    check = altered(
        "vi003c-rate", "claim AS claim", ("VNM", "RUS", "total", "2022-01/2022-04", "1590")
    )
    assert check.verdict == "consistent"
    # 1 - 1015 / 1589.5 = 0.361434, 1 - 1005 / 1590.5 = 0.368123; 1005 / 0.6365 = 1578.9
    assert in_words(check, "en")[:1] + in_words(check, "en")[5:8] == [
        "Viet Nam – Russia, two-way trade, January–April 2023: down 36.4% on January–April 2022",
        "Least: 1 − 1,015 ÷ 1,589.5 = 36.143%",
        "Greatest: 1 − 1,005 ÷ 1,590.5 = 36.813%",
        "Least base the claim allows: 1,005 ÷ 0.6365 = 1.5789 billion USD",
    ]
    title = "Việt Nam – Nga, kim ngạch hai chiều, 4 tháng đầu năm 2023: giảm 36,4% so với 4 tháng"
    assert claim_title(check, "vi").startswith(title)


def test_a_multiple_up_and_down(of_book, altered):
    rising = of_book["en026b-rate"]
    assert claimed_change(rising, "en") == "grew to nearly 2.5 times"
    assert claimed_change(rising, "vi") == "gấp gần 2,5 lần"
    assert arithmetic(rising, Formats("en"))[3:] == [
        "Least: 120.5 ÷ 49.35 = 2.441",
        "Greatest: 121.5 ÷ 49.25 = 2.468",
        "Least base the claim allows: 120.5 ÷ 2.5000 = 48.2 million USD",
        "Greatest base the claim allows: 121.5 ÷ 2.4000 = 50.625 million USD",
    ]
    falling = altered("en026b-rate", "'down' AS direction", ("BLR", "VNM", "total", "2006", "300"))
    assert falling.verdict == "consistent"
    assert claimed_change(falling, "en") == "fell nearly 2.5 times"
    # how many times smaller: base over level; 120.5 * 2.4 = 289.2, 121.5 * 2.5 = 303.75
    assert arithmetic(falling, Formats("en"))[3:] == [
        "Least: 299.5 ÷ 121.5 = 2.465",
        "Greatest: 300.5 ÷ 120.5 = 2.494",
        "Least base the claim allows: 120.5 ÷ 0.4167 = 289.2 million USD",
        "Greatest base the claim allows: 121.5 ÷ 0.4000 = 303.75 million USD",
    ]


def test_a_change_in_money(altered):
    check = altered(
        "mofa-rus-2024-total-up",
        "'absolute' AS kind, 950e6 AS claimed, 945e6 AS claimed_low, 955e6 AS claimed_high, "
        "'950 million' AS claimed_printed",
        ("VNM", "RUS", "total", "2023", "3630"),
    )
    assert claimed_change(check, "en") == "up by 950 million USD"
    # 4575 - 3630.5 = 944.5, 4585 - 3629.5 = 955.5; 4575 - 955 = 3620, 4585 - 945 = 3640
    assert arithmetic(check, Formats("en"))[3:] == [
        "Least: 4,575 − 3,630.5 = 944.5 million USD",
        "Greatest: 4,585 − 3,629.5 = 955.5 million USD",
        "Base the claim allows: 3.62 to 3.64 billion USD",
    ]


def test_an_average_annual_rate_on_a_provisional_sum_of_another_source(of_book):
    check = of_book["en045a-rate"]
    named = Formats("en", {"gso-yearbook": "General Statistics Office (September 2018)"})
    assert explanation(check, named).endswith(
        "This rests on official figures of the same reporter: General Statistics Office (September "
        "2018). Two sources: the level is that of the publication itself, the base that of General "
        "Statistics Office (September 2018). The base figure is provisional."
    )
    # 5450 / 2747.2 = 1.983838, fifth root 1.14684
    lines = arithmetic(check, Formats("en"))
    assert lines[2].startswith("Base, 2016, exports plus imports: 2.7471 billion USD")
    assert lines[3] == "Least: (5,450 ÷ 2,747.2)^(1/5) − 1 = 14.683%"


def test_a_headline_word_is_quoted_and_wrong_ones_are_decision_errors(of_book, altered):
    assert claimed_change(of_book["vi002a-rate"], "en") == "grew to 2 times (“gấp đôi”)"
    wrong = altered("vi002a-rate", "claim AS claim", ("VNM", "KAZ", "total", "2023", "600"))
    assert wrong.decision_error
    assert " Even the headline word “gấp đôi” is wrong." in explanation(wrong, Formats("en"))


def test_a_level_that_is_exact_or_a_range_has_no_second_reading(altered):
    exact = altered(
        "mofa-rus-2024-total-up", "claim AS claim", ("VNM", "RUS", "total", "2023", 3630)
    )
    assert figure_text(exact.base, "en") == "3.63 billion USD"
    spread = altered(
        "mofa-rus-2024-total-up", "claim AS claim", ("VNM", "RUS", "total", "2023", "3600..3700")
    )
    assert figure_text(spread.base, "vi") == "3,6 đến 3,7 tỷ USD"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_claim_of_the_book_reads_whole(of_book, language):
    assert len(of_book) > 60
    for check in of_book.values():
        title, said, *lines = in_words(check, language)
        assert title
        assert said.endswith(".")
        assert lines
        text = "\n".join([title, said, *lines])
        assert not re.search(r"\bNone\b|\bnan\b|\binf\b|[{}]|Fraction|Decimal|  ", text), text
        own_words = re.sub(r"“[^”]*”|\[[^\]]*\]|\([^)]*\)", "", text)
        if language == "vi":
            assert not ENGLISH.search(own_words), text
        else:
            assert not VIETNAMESE.search(own_words), text


def test_every_recomputed_claim_shows_both_ends_and_every_implied_base_too(of_book):
    recomputed = [check for check in of_book.values() if check.recomputed and check.base]
    implied = [check for check in of_book.values() if check.implied_base and check.level]
    assert len(recomputed) > 5
    assert len(implied) > 40
    for check in recomputed:
        assert (
            sum(
                line.startswith(("Least: ", "Greatest: "))
                for line in arithmetic(check, Formats("en"))
            )
            == 2
        )
    for check in implied:
        assert (
            sum("base the claim allows: " in line for line in arithmetic(check, Formats("en"))) == 2
        )


# 1.3-fold on 2015 fits 2023: 4575 / 3635 = 1.2586, 4585 / 3625 = 1.2648
def test_the_reading_that_explains_a_claim_has_its_own_lines(of_book):
    assert arithmetic(of_book["en079c-rate"], Formats("en"))[3:8] == [
        "Least: 4,575 ÷ 2,186.6 = 2.092",
        "Greatest: 4,585 ÷ 2,186.4 = 2.098",
        "Two-way trade, 2023: 3.63 billion USD, which stands for 3.625 to 3.635 billion USD "
        "[mofa-vn-2025-05-02]",
        "Least, read otherwise: 4,575 ÷ 3,635 = 1.258",
        "Greatest, read otherwise: 4,585 ÷ 3,625 = 1.265",
    ]


def test_what_other_figures_imply_rests_on_lines_with_their_sources(of_book):
    lines = arithmetic(of_book["vi005a-rate"], Formats("vi"))
    assert lines[2:6] == [
        "Nhập khẩu 11 tháng đầu năm 2018: 1,955 đến 1,965 tỷ USD [kevesko-vn-2019-01-09]",
        "Xuất khẩu 11 tháng đầu năm 2018: cao hơn 11 tháng đầu năm 2017 14,5% đến 15,5% "
        "[kevesko-vn-2019-01-09]",
        "Nhập khẩu 11 tháng đầu năm 2018: cao hơn 11 tháng đầu năm 2017 63,35% đến 63,45% "
        "[kevesko-vn-2019-01-09]",
        "Theo các đẳng thức kế toán (tổng = xuất khẩu + nhập khẩu, cả năm = các kỳ cộng lại), "
        "suy ra thay đổi từ 32,68% đến 33,60%.",
    ]


def test_no_filter_changes_what_is_said_of_a_claim(edition, of_book):
    chosen = Selection(source=("kevesko-vn-2019-01-09",), flow=("total",))
    [check] = checks(edition, chosen)
    assert check == of_book["vi005a-rate"]
    assert [c.claim.claim for c in checks(edition, Selection(verdict=("explained",)))] == [
        "en079c-rate"
    ]
