"""*What drove it* as readers see it: sentences in both languages, the waterfall, the evidence."""

from __future__ import annotations

from fractions import Fraction

import pytest

from analytics.reconciling.drivers import Decomposition, Undecomposed, decompose
from dashboard.answers.pairs import Pair
from dashboard.charts.driver_charts import NO_FILL, waterfall
from dashboard.charts.palette import FLOW_COLOUR as COLOUR
from dashboard.pages.partner_drivers import newest_of
from dashboard.wording.driver_story import points, story, without_decomposition
from dashboard.wording.formats import Formats
from data import periods
from data.intervals import Interval
from data.relations import records
from tests.support.made_facts import cell
from tests.support.made_levels import decomposed, printed, table
from tests.support.made_observations import observations
from tests.support.pages import everything, tables

ENGLISH, VIETNAMESE = Formats("en"), Formats("vi")
M = 10**6

Bounds = tuple[int, int, int, int]


def found(base: Bounds, now: Bounds) -> Decomposition:
    """From bounds of exports and imports, in millions."""
    levels = {}
    for year, (low, high, other_low, other_high) in (("2023", base), ("2024", now)):
        levels[f"export_{year}"] = (low * M, high * M)
        levels[f"import_{year}"] = (other_low * M, other_high * M)
    return decomposed(decompose(table(**levels), periods.parse("2024")))


def told(formats: Formats, base: Bounds, now: Bounds) -> str:
    return " ".join(story(found(base, now), "USD", formats, ["gazette"], {}))


# On the page


@pytest.mark.parametrize(
    ("language", "finding", "sentences"),
    [
        ("en",
         "If the reported “two-way trade up 18.4%” (not testable) is right, in Q1 2025 two-way "
         "trade rose by 22.59 to 22.89 million USD (+18% to +19%) on Q1 2024.",
         "If the reported "
         "“imports up 271.8%” (not testable) and “two-way trade up 18.4%” (not testable) are "
         "right, imports rose by 22.30 to 22.44 million USD, nearly all of the rise (97.7% to "
         "99.1%); exports rose by 220 to 512 thousand USD. The figures for Q1 2024 are implied, "
         "not printed: they follow from other figures and rates (Ministry of Foreign Affairs "
         "of Viet Nam)."),
        ("vi",
         "Nếu công bố “kim ngạch hai chiều tăng 18,4%” (chưa kiểm được) là đúng thì quý I/2025: "
         "kim ngạch hai chiều tăng 22,59 đến 22,89 triệu USD (+18% đến +19%) so với "
         "quý I/2024.",
         "Nếu công bố “nhập khẩu tăng 271,8%” (chưa kiểm được) và “kim ngạch hai chiều "
         "tăng 18,4%” (chưa kiểm được) là đúng thì nhập khẩu tăng 22,30 đến 22,44 triệu USD, chiếm "
         "gần như toàn bộ mức tăng (97,7% đến 99,1%); xuất khẩu tăng 220 đến 512 nghìn USD. "
         "Số liệu quý I/2024 được suy ra chứ không được công bố: suy từ các số liệu và tốc độ tăng "
         "khác (Bộ Ngoại giao Việt Nam)."),
    ],
)  # fmt: skip
def test_kazakhstan_by_quarter_in_both_languages(visit, language, finding, sentences):
    app = visit("partner", lang=language, partner="KAZ", freq="Q", tab="drivers")
    assert f"<h2>{finding}</h2>" in "".join(one.proto.body for one in app.get("html"))
    assert sentences in [one.value for one in app.markdown]
    [chart] = [one for one in app.get("plotly_chart") if "drivers_chart" in one.proto.id]
    assert chart.proto.alt.startswith({"en": "Waterfall", "vi": "Biểu đồ thác nước"}[language])
    assert [one.value for one in app.info] == []


def test_the_table_and_the_evidence_of_kazakhstan(visit):
    text = tables(visit("partner", lang="en", partner="KAZ", freq="Q", tab="drivers"))
    lines = [line for line in text.split("\n") if line]
    exports = lines.index("115.23 to 115.43 million USD")
    assert lines[exports - 1 : exports + 7] == [
        "Exports", "115.23 to 115.43 million USD", "implied, if the reported rates are right",
        "115.65 to 115.75 million USD",
        "reported", "220 to 512 thousand USD", "0.9% to 2.3% of the change in two-way trade",
        "+0.17 to +0.42 points",
    ]  # fmt: skip
    claim = lines.index("Imports in Q1 2025, against Q1 2024")
    assert lines[claim + 1 : claim + 5] == [
        "“271,8%”", "line 8", "Ministry of Foreign Affairs of Viet Nam", "mofa-vn-2025-05-02",
    ]  # fmt: skip


def test_where_the_newest_period_has_none_the_page_says_why_and_shows_an_older_one(visit):
    app = visit("partner", lang="en", partner="AZE", tab="drivers")
    assert [*app.info] == []  # one quiet line
    assert app.caption[0].value == (
        "2024: no source prints all of exports and imports, and what the figures imply is too "
        "wide to tell."
    )
    text = everything(app)
    assert (
        "Imports fell by 414 to 665 million USD, most of the fall (at least 91.5%); exports "
        "changed by −38.1 to 212.1 million USD. Implied, not printed: exports and imports in 2023."
    ) in text
    assert "In 2023 two-way trade fell by 452 to 463 million USD (−66% to −64%) on 2022." in text


def test_other_runs_of_months_and_years_of_several_sources(visit):
    assert (
        "is right, in January–November 2018 two-way trade rose by 1.049 to 1.070 billion USD"
        in everything(visit("partner", lang="en", partner="RUS", freq="R", tab="drivers"))
    )
    assert "This joins figures of different sources: kevesko.vn and tass.com." in everything(
        visit("partner", lang="en", partner="RUS", tab="drivers")
    )


def test_where_no_period_has_one_the_page_says_so_and_draws_none(visit):
    app = visit("partner", lang="en", partner="BLR", tab="drivers")
    assert [*app.info] == []
    assert app.caption[0].value == (
        "For no period here can the change be split into exports and imports. "
        "2020: nothing is known of 2019."
    )
    assert [one for one in app.get("plotly_chart") if "drivers_chart" in one.proto.id] == []


def test_of_two_currencies_the_newer_one_is_shown():
    rows = [
        ("VNM", "KAZ", flow, str(year), (5, None, 6), {"currency": currency})
        for currency, last in (("EUR", 2021), ("USD", 2024), ("VND", 2022))
        for year in (last - 1, last)
        for flow in ("export", "import")
    ]
    levels = records(observations(*rows))
    pair = Pair("VNM", "KAZ", "A", levels, [], [], [], [])
    newest, shown, currency = newest_of(pair, [])
    assert newest is shown
    assert shown is not None
    assert (str(shown.period), currency) == ("2024", "USD")
    assert newest_of(Pair("VNM", "KAZ", "A", [], [], [], [], []), []) == (None, None, "")


# Sentences


@pytest.mark.parametrize(
    ("base", "now", "english", "vietnamese"),
    [
        ((50, 50, 50, 50), (20, 20, 49, 49),
         "Exports fell by 30 million USD, nearly all of the fall (96.77%); "
         "imports fell by 1 million USD.",
         "Xuất khẩu giảm 30 triệu USD, chiếm gần như toàn bộ mức giảm (96,77%); "
         "nhập khẩu giảm 1 triệu USD."),
        ((50, 50, 50, 50), (60, 61, 70, 71),
         "Imports rose by 20 to 21 million USD, most of the rise (64.5% to 67.8%); "
         "exports rose by 10 to 11 million USD.",
         "Nhập khẩu tăng 20 đến 21 triệu USD, chiếm phần lớn mức tăng (64,5% đến 67,8%); "
         "xuất khẩu tăng 10 đến 11 triệu USD."),
        ((50, 50, 50, 50), (20, 21, 60, 61),
         "The two flows moved against each other: exports fell by 29 to 30 million USD, "
         "while imports rose by 10 to 11 million USD.",
         "Hai chiều biến động ngược nhau: xuất khẩu giảm 29 đến 30 triệu USD, "
         "trong khi nhập khẩu tăng 10 đến 11 triệu USD."),
        ((50, 50, 50, 50), (60, 62, 60, 62),
         "Both flows drove it: imports rose by 10 to 12 million USD, "
         "and exports rose by 10 to 12 million USD.",
         "Cả hai chiều cùng đóng góp: nhập khẩu tăng 10 đến 12 triệu USD, "
         "và xuất khẩu tăng 10 đến 12 triệu USD."),
        ((50, 50, 50, 50), (49, 52, 49, 52),
         "In 2024 two-way trade changed by −2 to 4 million USD (−2.0% to +4.0%) on 2023; "
         "the bounds leave open which way. The bounds leave open which flow drove it: "
         "imports changed by −1 to 2 million USD, exports changed by −1 to 2 million USD.",
         "Năm 2024: kim ngạch hai chiều thay đổi −2 đến 4 triệu USD (−2,0% đến +4,0%) so với "
         "năm 2023; khoảng này chưa đủ để nói tăng hay giảm. Khoảng số liệu chưa cho biết "
         "chiều nào là chính: nhập khẩu thay đổi −1 đến 2 triệu USD, xuất khẩu thay đổi "
         "−1 đến 2 triệu USD."),
    ],
)  # fmt: skip
def test_a_sentence_for_each_story(base, now, english, vietnamese):
    assert english in told(ENGLISH, base, now)
    assert vietnamese in told(VIETNAMESE, base, now)


def test_from_a_base_of_zero_there_is_an_amount_and_no_rate():
    assert told(ENGLISH, (0, 0, 0, 0), (5, 5, 1, 1)).startswith(
        "In 2024 two-way trade rose by 6 million USD on 2023."
    )
    assert points(None, ENGLISH) == "–"


@pytest.mark.parametrize(
    ("exports", "imports", "share"),
    [
        # imports +100 to +110 beside exports +1 to +40: from 100 / 140 to 110 / 111
        ((61, 100), (160, 170), "most of the rise (71.4% to 99.1%)"),
        # imports +100 beside exports −10 to +8: from 100 / 108, 92.59 %, to more than all
        ((50, 68), (160, 160), "most of the rise (at least 92.5%)"),
        # imports +100 beside exports −5 to +8: at most 100 / 95, within a tenth of all
        ((55, 68), (160, 160), "nearly all of the rise (at least 92.5%)"),
    ],
)
def test_a_share_that_may_be_more_than_all_is_told_by_its_least_never_rounded_up(
    exports, imports, share
):
    assert share in told(ENGLISH, (60, 60, 60, 60), (*exports, *imports))


@pytest.mark.parametrize(
    ("levels", "english", "vietnamese"),
    [
        ({"total_2024": (5, 6)}, "2024: nothing is known of 2023.",
         "Năm 2024: không có thông tin gì về năm 2023."),
        ({"import_2023": (5, 6), "import_2024": (5, 6)},
         "2024: neither printed nor implied: exports in 2023; exports in 2024.",
         "Năm 2024: không được công bố và cũng không suy ra được: "
         "xuất khẩu năm 2023; xuất khẩu năm 2024."),
        ({"total_2023": (5, 6), "total_2024": (5, 6)},
         "2024: no source prints all of exports and imports, and what the figures imply is too "
         "wide to tell.",
         "Năm 2024: không nguồn nào công bố đủ xuất khẩu và nhập khẩu, còn khoảng suy ra thì "
         "quá rộng để kết luận."),
        ({"export_2023": (5, 6), "total_2023": (1, 2), "total_2024": (5, 6)},
         "2024: the figures of the sources cannot all be true together, so the change is not "
         "split.",
         "Năm 2024: số liệu của các nguồn không thể cùng đúng nên không tách được mức thay đổi."),
    ],
)  # fmt: skip
def test_a_reason_in_both_languages(levels, english, vietnamese):
    result = decompose(table(**levels), periods.parse("2024"))
    assert isinstance(result, Undecomposed)
    assert without_decomposition(result, ENGLISH) == english
    assert without_decomposition(result, VIETNAMESE) == vietnamese


# The waterfall


def test_bars_run_from_one_total_to_the_other_with_their_bounds():
    """From 50 + 50 over exports +10 to +14, printed as +11, and imports −22 to −20."""
    levels = table(export_2023=(50 * M, 50 * M), import_2023=(50 * M, 50 * M),
                   import_2024=(28 * M, 30 * M))  # fmt: skip
    levels[cell("export", "2024")] = printed(60 * M, 64 * M, value=61 * M)
    figure = waterfall(decomposed(decompose(levels, periods.parse("2024"))), "USD", ENGLISH)
    bars, bounds = figure.data
    assert list(bars.base) == [0, 100, 111, 0]
    assert list(bars.y) == [100, 11, -21, 90]
    assert list(bounds.y) == [100, 111, 90, 90]
    assert list(bounds.error_y.array) == [0, 3, 1, 4]
    assert list(bounds.error_y.arrayminus) == [0, 1, 1, 2]
    assert [(shape.x0, shape.x1, shape.y0) for shape in figure.layout.shapes] == [
        (0.3, 0.7, 100), (1.3, 1.7, 111), (2.3, 2.7, 90),
    ]  # fmt: skip
    assert list(figure.layout.xaxis.ticktext) == ["2023", "Exports", "Imports", "2024"]
    assert figure.layout.yaxis.title.text == "million USD"
    assert list(bars.marker.color) == [
        COLOUR["total"], COLOUR["export"], COLOUR["import"], COLOUR["total"],
    ]  # fmt: skip
    assert bars.customdata[2] == (
        "<b>Imports: −22 to −20 million USD</b><br>"
        "2023: 50 million USD (reported)<br>2024: 28 to 30 million USD (reported)"
    )
    assert bars.customdata[3].endswith("2024: 88 to 94 million USD (exports plus imports)")


def test_bars_on_an_implied_level_are_hollow_and_speak_vietnamese():
    levels = table(
        **{"total_2024-Q1": (9 * M, 9 * M), "import_2024-Q1": (4 * M, 4 * M),
           "total_2025-Q1": (20 * M, 20 * M), "import_2025-Q1": (4 * M, 4 * M),
           "export_2025-Q1": (16 * M, 16 * M)}
    )  # fmt: skip
    result = decomposed(decompose(levels, periods.parse("2025-Q1")))
    figure = waterfall(result, "USD", VIETNAMESE)
    bars = figure.data[0]
    assert list(bars.marker.color) == [
        COLOUR["total"], NO_FILL, COLOUR["import"], COLOUR["total"],
    ]  # fmt: skip
    assert list(bars.marker.line.color)[1] == COLOUR["export"]
    assert bars.customdata[1] == (
        "<b>Xuất khẩu: 11 triệu USD</b><br>"
        "quý I/2024: 5 triệu USD (suy ra)<br>quý I/2025: 16 triệu USD (được công bố)"
    )
    assert figure.layout.separators == ",."


def test_points_are_rounded_outward():
    low, high = Fraction("8.127"), Fraction("8.128")
    assert points(Interval(low, high), ENGLISH) == "+8.127 to +8.128 points"
    assert points(Interval(low, low), ENGLISH) == "+8.127 points"
    assert points(Interval(-high, high), VIETNAMESE) == "−8,2 đến +8,2 điểm"


def test_each_bar_has_its_amount_and_a_change_its_sign():
    """Exports 50 to 20, imports 50 to 60–61: two-way trade 100 to 80–81."""
    figure = waterfall(found((50, 50, 50, 50), (20, 20, 60, 61)), "USD", ENGLISH)
    texts = [note.text for note in figure.layout.annotations]
    assert texts == ["<b>100</b>", "<b>−30</b>", "<b>+10 to +11</b>", "<b>80–81</b>"]


def test_a_rate_in_a_title_has_the_digits_of_a_headline_and_its_sign():
    """From 197,821,107 to 250,345,700 dollars: +26.551%."""
    base, now = (
        (97_821_107, 97_821_107, 100 * M, 100 * M),
        (150_345_700, 150_345_700, 100 * M, 100 * M),
    )
    levels = table(export_2023=base[:2], import_2023=base[2:], export_2024=now[:2],
                   import_2024=now[2:])  # fmt: skip
    result = decomposed(decompose(levels, periods.parse("2024")))
    first, *_ = story(result, "USD", ENGLISH, ["gazette"], {})
    assert first == "In 2024 two-way trade rose by 52.52 million USD (+27%) on 2023."
