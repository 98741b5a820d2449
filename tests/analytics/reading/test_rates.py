"""Percentages, percentage points and multiples in a text, and what is none of them."""

from __future__ import annotations

import pytest

from analytics.reading.marks.mark import Rate
from analytics.reading.marks.quantities import quantities


def found(text: str, language: str) -> list[Rate]:
    return quantities(text, language)[1]


def plainly(text: str, rate: Rate) -> tuple[str, str]:
    """What is printed, and the kind with the value: `+` and `-` are what the mark itself says."""
    sign = {1: "+", -1: "-", 0: ""}[rate.sign]
    high = "" if rate.value_high is None else f"..{float(rate.value_high):g}"
    return text[rate.start : rate.end], f"{rate.kind} {sign}{float(rate.value):g}{high}"


RATES = [
    ("en", "rose 49.7 percent", "49.7 percent", "percent 49.7"),
    ("en", "rose 5 per cent", "5 per cent", "percent 5"),
    ("en", "rose 5pct", "5pct", "percent 5"),
    ("en", "up 34\npercent", "34\npercent", "percent 34"),
    ("en", "a 15-percent rise", "15-percent", "percent 15"),
    ("en", "twenty-six per cent", "twenty-six per cent", "percent 26"),
    ("en", "by half a percent", "half a percent", "percent 0.5"),
    ("en", "down 3-10 percent", "3-10 percent", "percent 3..10"),
    ("en", "5 to 10 percent", "5 to 10 percent", "percent 5..10"),
    ("en", "5%-10%", "5%-10%", "percent 5..10"),
    ("en", "exports (+2.3%)", "+2.3%", "percent +2.3"),
    ("en", "exports (-5%)", "-5%", "percent -5"),
    ("en", "exports (–4%)", "–4%", "percent -4"),
    ("en", "exports: -4%", "-4%", "percent -4"),
    ("en", "exports +4%", "+4%", "percent +4"),
    ("en", "exports – 58%", "58%", "percent 58"),
    ("en", "exports -58%", "58%", "percent 58"),
    ("en", "a swing of +/-2%", "2%", "percent 2"),
    ("en", "2.3 percentage points", "2.3 percentage points", "percentage_points 2.3"),
    ("en", "half a percentage point", "half a percentage point", "percentage_points 0.5"),
    ("en", "up 1.2 pp", "1.2 pp", "percentage_points 1.2"),
    ("en", "fell by a quarter", "a quarter", "percent 25"),
    ("en", "rose by almost half", "half", "percent 50"),
    ("en", "cut by one-fifth", "one-fifth", "percent 20"),
    ("en", "3.1 times higher", "3.1 times", "multiple 3.1"),
    ("en", "grown by 7 times", "7 times", "multiple 7"),
    ("en", "an almost 2.5-times gain", "2.5-times", "multiple 2.5"),
    ("en", "a 4.2-fold gain", "4.2-fold", "multiple 4.2"),
    ("en", "a 61-fold gain", "61-fold", "multiple 61"),
    ("en", "a ten-fold gain", "ten-fold", "multiple 10"),
    ("en", "a tenfold gain", "tenfold", "multiple 10"),
    ("en", "2.5x", "2.5x", "multiple 2.5"),
    ("en", "rose twice", "twice", "multiple 2"),
    ("en", "twice as much", "twice", "multiple 2"),
    ("en", "rose three times", "three times", "multiple 3"),
    ("en", "trade doubled", "doubled", "multiple +2"),
    ("en", "trade trebled", "trebled", "multiple +3"),
    ("en", "quadrupling", "quadrupling", "multiple +4"),
    ("en", "imports halved", "halved", "multiple -2"),
    ("vi", "tăng 18,4%", "18,4%", "percent 18.4"),
    ("vi", "tăng 78 %", "78 %", "percent 78"),
    ("vi", "năm phần trăm", "năm phần trăm", "percent 5"),
    ("vi", "từ 5 đến 10%", "5 đến 10%", "percent 5..10"),
    ("vi", "mỗi năm 5-10%", "5-10%", "percent 5..10"),
    ("vi", "2,3 điểm phần trăm", "2,3 điểm phần trăm", "percentage_points 2.3"),
    ("vi", "2,3 điểm %", "2,3 điểm %", "percentage_points 2.3"),
    ("vi", "gấp đôi", "gấp đôi", "multiple +2"),
    ("vi", "gấp ba", "gấp ba", "multiple +3"),
    ("vi", "gấp 3 so với", "gấp 3", "multiple +3"),
    ("vi", "gấp 5,7 lần", "gấp 5,7 lần", "multiple +5.7"),
    ("vi", "gấp hơn 3 lần", "gấp hơn 3 lần", "multiple +3"),
    ("vi", "gấp 2-3 lần", "gấp 2-3 lần", "multiple +2..3"),
    ("vi", "tăng 5,7 lần", "5,7 lần", "multiple 5.7"),
    ("vi", "tăng hơn 3 lần", "3 lần", "multiple 3"),
    ("vi", "giảm 2 lần", "2 lần", "multiple 2"),
    ("vi", "gấp rưỡi", "gấp rưỡi", "multiple +1.5"),
    ("vi", "giảm một nửa", "giảm một nửa", "multiple -2"),
    ("vi", "giảm gần một nửa", "giảm gần một nửa", "multiple -2"),
    ("vi", "nhân đôi", "nhân đôi", "multiple +2"),
    ("vi", "tăng một phần tư", "một phần tư", "percent 25"),
    ("vi", "tăng thêm một nửa", "một nửa", "percent 50"),
    ("ru", "на 16 процентов", "16 процентов", "percent 16"),
    ("ru", "на 10,5 %", "10,5 %", "percent 10.5"),
    ("ru", "10-процентный рост", "10-процентный", "percent 10"),
    ("ru", "на 20-50%", "20-50%", "percent 20..50"),
    ("ru", "от 5 до 10%", "5 до 10%", "percent 5..10"),
    ("ru", "ввоз – 29,5%", "29,5%", "percent 29.5"),
    ("ru", "на 2,3 процентных пункта", "2,3 процентных пункта", "percentage_points 2.3"),
    ("ru", "на 2 п.п.", "2 п.п", "percentage_points 2"),
    ("ru", "в 2,1 раза", "в 2,1 раза", "multiple 2.1"),
    ("ru", "в два раза", "в два раза", "multiple 2"),
    ("ru", "в полтора раза", "в полтора раза", "multiple 1.5"),
    ("ru", "в более чем 3 раза", "в более чем 3 раза", "multiple 3"),
    ("ru", "в 1,5–2 раза", "в 1,5–2 раза", "multiple 1.5..2"),
    ("ru", "2,5-кратный рост", "2,5-кратный", "multiple 2.5"),
    ("ru", "снизился вдвое", "вдвое", "multiple 2"),
    ("ru", "вырос втрое", "втрое", "multiple 3"),
    ("ru", "вчетверо больше", "вчетверо", "multiple 4"),
    ("ru", "экспорт удвоился", "удвоился", "multiple +2"),
    ("ru", "утроили ввоз", "утроили", "multiple +3"),
    ("ru", "на четверть", "четверть", "percent 25"),
    ("ru", "упал наполовину", "наполовину", "percent 50"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "printed", "expected"), RATES)
@pytest.mark.parametrize("frame", ["{}", "{}, x"])
def test_a_rate_is_what_is_printed(
    language: str, text: str, printed: str, expected: str, frame: str
) -> None:
    framed = frame.format(text)
    assert [plainly(framed, rate) for rate in found(framed, language)] == [(printed, expected)]


MOVES = [
    ("en", "rose from 5% to 10%", ["percent 5", "percent 10"]),
    ("en", "rose from 5 to 10 percent", ["percent 5", "percent 10"]),
    ("en", "slowed from 12 to 8 percent", ["percent 12", "percent 8"]),
    ("vi", "tăng từ 5% lên 10%", ["percent 5", "percent 10"]),
    ("vi", "giảm từ 12 xuống 8%", ["percent 12", "percent 8"]),
    ("ru", "снизился с 12 до 8%", ["percent 12", "percent 8"]),
    ("en", "rose in 2019 to 2500%", ["percent 2500"]),
]


@pytest.mark.parametrize(("language", "text", "expected"), MOVES)
def test_a_move_between_two_rates_is_no_range(
    language: str, text: str, expected: list[str]
) -> None:
    assert [plainly(text, rate)[1] for rate in found(text, language)] == expected


QUALIFIED = [
    ("en", "nearly doubled", "nearly"),
    ("en", "more than doubled", "over"),
    ("en", "an almost 2.5-times gain", "nearly"),
    ("en", "over 35%", "over"),
    ("en", "no more than 3%", "nearly"),
    ("en", "by about a quarter", "about"),
    ("en", "exceeded 15%", "over"),
    ("en", "exceeded by 15%", "exact"),
    ("en", "3-10 percent", "range"),
    ("vi", "gần gấp đôi", "nearly"),
    ("vi", "hơn gấp đôi", "over"),
    ("vi", "tăng gần 60%", "nearly"),
    ("vi", "gấp hơn 3 lần", "over"),
    ("vi", "giảm gần một nửa", "nearly"),
    ("vi", "thấp hơn 20%", "exact"),
    ("vi", "thấp hơn trên 20%", "over"),
    ("vi", "vượt 15% kế hoạch", "exact"),
    ("vi", "với tốc độ 15%", "exact"),
    ("ru", "почти на 60%", "nearly"),
    ("ru", "почти 59,5%", "nearly"),
    ("ru", "более чем на 7%", "over"),
    ("ru", "более чем в 2 раза", "over"),
    ("ru", "в более чем 2 раза", "over"),
    ("ru", "почти вдвое", "nearly"),
    ("ru", "превысил на 5%", "exact"),
    ("ru", "около 5%", "about"),
]


@pytest.mark.parametrize(("language", "text", "expected"), QUALIFIED)
def test_the_words_before_a_rate_qualify_it(language: str, text: str, expected: str) -> None:
    (rate,) = found(text, language)
    assert rate.qualifier == expected


NONE = [
    ("en", "They met three times, twice a year, and 3 times a week; three times champion."),
    ("en", "Double taxation and double-digit growth; doubling down; a triple crown."),
    ("en", "A quarter of a century, the second half, by half a mile, by a quarter point."),
    ("en", "Q1, 5th, COVID-19, G20, in 2025, the first 5 months, $5 billion."),
    ("vi", "Lần thứ 3, họ gặp nhau 2 lần, 3 lần một năm, đánh thuế hai lần, thứ 10."),
    ("vi", "Nửa đầu năm, nửa thế kỷ, quý I, tháng 8, 7 tháng, ngày 4/1, gấp bội."),
    ("vi", "Cần gấp 5 tỷ USD; tăng 3 lần liên tiếp; đồng đôla."),
    ("vi", "Giảm hai phần năm triệu USD."),
    ("ru", "Два раза в год, три раза встречались, в третий раз, четверть века."),
    ("ru", "Двукратный чемпион; раз в квартал; 3-й год."),
]


@pytest.mark.parametrize(("language", "text"), NONE)
def test_frequencies_ranks_and_times_are_no_rates(language: str, text: str) -> None:
    assert [plainly(text, rate) for rate in found(text, language)] == []


IN_WORDS = [
    ("en", "5 percent", False), ("en", "five percent", False), ("en", "rose by a third", True),
    ("en", "rose three times", True), ("en", "rose 3 times", False), ("vi", "gấp đôi", True),
    ("vi", "tăng 1/3", True), ("ru", "вырос на четверть", True), ("ru", "вырос вдвое", True),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "is_word"), IN_WORDS)
def test_a_multiple_without_digits_and_a_fraction_are_words(
    language: str, text: str, is_word: bool
) -> None:
    assert [rate.is_word for rate in found(text, language)] == [is_word]
