"""Implied figures, conflicts and mirror gaps on the *Partner* page, as Streamlit runs it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.checkout import ROOT
from tests.support.pages import everything, tables


@pytest.fixture(scope="module")
def page(edition):
    """The page of a pair, as it has run."""
    pages: dict[tuple[tuple[str, str], ...], AppTest] = {}

    def visit(**parameters: str) -> AppTest:
        key = tuple(sorted(parameters.items()))
        if key not in pages:
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("TRADEPROOF_HOME", str(edition.path.parent.parent))
                app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
                for name, value in parameters.items():
                    app.query_params[name] = value
                app.switch_page("dashboard/pages/partner.py")
                app.run()
            assert [problem.value for problem in app.exception] == []
            assert [*app.error, *app.warning] == []
            pages[key] = app
        return pages[key]

    return visit


@pytest.fixture(scope="module")
def text(page):
    """What a reader finds under trade, figures and both sides, closed parts included."""

    def read(**parameters: str) -> str:
        shown = "\n".join(everything(page(**parameters, tab=tab)) for tab in TABS)
        assert not re.search(r"\bNone\b|\bnan\b|\{\w*\}|Fraction", shown)
        return shown

    return read


TABS = ("trade", "figures", "sides")
KAZ_Q = {"partner": "KAZ", "freq": "Q"}
RUS = {"partner": "RUS", "freq": "A"}
RUSSIA = {"reporter": "RUS", "partner": "VNM", "freq": "A"}
BLR = {"partner": "BLR"}
AZE = {"partner": "AZE", "freq": "A"}


@pytest.mark.parametrize(
    ("language", "pair", "sentences"),
    [
        (
            "en",
            KAZ_Q,
            [
                "Implied figures",
                "exports\n115.23 to 115.43 million USD",
                "exports\n+0.23% to +0.40% on Q1 2024",
                "Two-way trade in Q1 2025: 18.35% to 18.45% more than in Q1 2024",
                "as printed “18,4%”, line 8",
                "congthuong.vn\nas printed “18,4%”, in the article",
                "Accounting used: exports + imports = two-way trade.",
                "hollow: implied, printed nowhere",
                "Shown where the bounds are at most half of the upper end apart; "
                "wider ones say less than the headline “doubled”.",
            ],
        ),
        (
            "vi",
            KAZ_Q,
            [
                "Số liệu suy ra",
                "xuất khẩu\n115,23 đến 115,43 triệu USD",
                "xuất khẩu\n+0,23% đến +0,40% so với quý I/2024",
                "Kim ngạch hai chiều quý I/2025: cao hơn quý I/2024 18,35% đến 18,45%",
                "nguyên văn “18,4%”, dòng 8",
            ],
        ),
        (
            "en",
            AZE,
            [
                "37.9 to 38.1 million USD\nthe figure printed stands for 37.5 to 38.5 million USD",
                "two-way trade\n84.58 to 84.70 million USD\n"
                "if the reported “two-way trade up 730%” (not testable) is right",
                "Where both print a figure, Viet Nam and Azerbaijan are furthest apart in 2024: "
                "171.9 to 173.0 million USD in two-way trade",
                "84.58 to 84.70 million USD\nimplied by 2 facts, printed nowhere; if the reported "
                "“two-way trade up 730%” (not testable) is right",
                "Two-way trade in 2021: einpresswire.com prints 150 to 170 million USD; "
                "if the reported “two-way trade up 730%” (not testable) is right, Viet Nam's "
                "figures imply 84.58 to 84.70 million USD. If the number printed is "
                "Azerbaijan's statistics, this is a mirror gap of 65 to 86 million USD. If it is "
                "Viet Nam's, the two cannot both be true: a conflict, apart by 65.3 million USD.",
                "−173.0 to −171.9 million USD",
            ],
        ),
        (
            "vi",
            AZE,
            [
                "Kim ngạch hai chiều năm 2021: einpresswire.com công bố 150 đến 170 triệu USD; "
                "nếu công bố “kim ngạch hai chiều tăng 730%” (chưa kiểm được) là đúng thì từ số "
                "liệu của Việt Nam suy ra 84,58 đến 84,70 triệu USD. Nếu số công bố là "
                "thống kê của Azerbaijan, đây là chênh lệch giữa thống kê hai bên: 65 đến 86 "
                "triệu USD. Nếu là thống kê của Việt Nam, hai số không thể cùng đúng: mâu thuẫn, "
                "lệch nhau 65,3 triệu USD.",
            ],
        ),
        (
            "en",
            {"reporter": "AZE", "partner": "VNM"},
            ["Viet Nam's figures imply 84.58 to 84.70 million USD.", "Azerbaijan's two-way trade"],
        ),
        (
            "en",
            RUS,
            [
                "3 conflicts between reported facts",
                "Two-way trade, 2017 and 2018: 3 reported facts cannot all be true, "
                "apart by 5.521 million USD",
                "Exports, imports and two-way trade, 2016 and 2017: 4 reported facts cannot all "
                "be true, apart by 22.86 million USD",
                "Exports, imports and two-way trade, 2015 and 2024: 4 reported facts cannot all "
                "be true, apart by 1.202 billion USD",
                "Two-way trade in 2018: 28.55% to 28.65% more than in 2017",
                "as printed “28.6%”, in the article\n≈ Consistent if rounded\nleft out of the "
                "implied figures",
                "The conflict goes away if:\n"
                "- some numbers were cut instead of rounded, or one was rounded more coarsely "
                "than printed",
                "- only one of the publications is kept, whichever: none contradicts itself here",
                "!: figures that cannot all be true",
            ],
        ),
        (
            "vi",
            RUS,
            [
                "3 mâu thuẫn giữa các thông tin công bố",
                "Kim ngạch hai chiều, 2017 và 2018: 3 thông tin công bố không thể cùng đúng, "
                "lệch nhau 5,521 triệu USD",
                "Mâu thuẫn không còn nếu:\n"
                "- có số bị cắt bớt thay vì làm tròn, hoặc có một số được làm tròn thô hơn mức "
                "thể hiện",
                "không dùng khi tính số liệu suy ra",
            ],
        ),
        (
            "en",
            RUSSIA,
            [
                "2 conflicts between reported facts",
                "Two-way trade, 2017: 2 reported facts cannot all be true, "
                "apart by 105 million USD",
                # up 36.15 to 36.25 % in one source, 35 to 36 % in the other, whatever the amounts
                "Two-way trade, 2016 and 2017: 2 reported rates cannot all be true",
                "General Statistics Office of Viet Nam prints 829.65 to 829.75 million USD; "
                "if the reported “two-way trade up 25.2%” (consistent) and “exports up 0.3%” "
                "(not testable) are right, Russia's figures imply 1.107 to 1.116 billion USD. A "
                "mirror gap of "
                "277.7 to 286.1 million USD.",
            ],
        ),
        (
            "en",
            BLR,
            [
                "imports\n97.6 to 97.8 million USD",
                # no page of its own: no source prints a quarter of this trade
                "Q4 2020\ntwo-way trade\n43.50 to 43.73 million USD",
            ],
        ),
    ],
)  # fmt: skip
def test_the_page_says(text, language, pair, sentences):
    shown = re.sub(r"\n+", "\n", text(lang=language, **pair))
    assert [sentence for sentence in sentences if sentence not in shown] == []


def test_what_tells_nothing_is_not_on_the_page(text):
    shown = text(lang="en", partner="KAZ", freq="A")
    assert "188.2 to 192.9 million USD" in shown
    # implied, but 0 to 143 of 2016 and 115 to 793 of 2024 say next to nothing
    assert "0 to 143" not in shown
    assert "115 to 793" not in shown
    assert "conflict between" not in shown
    assert "conflicts between" not in shown
    assert "!: figures" not in shown


def test_a_page_without_implied_figures_has_no_section_of_them(text):
    shown = text(lang="en", reporter="AZE", partner="VNM")
    assert "Implied figures" not in shown
    assert "hollow: implied" not in shown


def test_implied_figures_are_not_among_the_reported_ones(text):
    shown = text(lang="en", **KAZ_Q)
    reported = shown.partition("11 figures and their sources")[2]
    assert reported
    rows = shown[shown.rindex("As printed") :]
    assert "146.25 to 146.35 million USD" in rows
    assert "115.24 to 115.43" not in rows


def spec(app: AppTest, key: str) -> dict[str, Any]:
    """The chart with a key, as it is sent to the browser."""
    [chart] = [one for one in app.get("plotly_chart") if f"-{key}" in one.proto.id]
    return json.loads(chart.proto.spec)


def test_runs_nobody_printed_stand_on_the_chart_and_in_no_other(page):
    drawn = spec(page(lang="en", partner="RUS", freq="R"), "trade_chart")
    [bars] = [trace for trace in drawn["data"] if trace.get("name") == "two-way trade"]
    assert any("Apr" in one and "2018" in one for one in bars["customdata"])
    claims = spec(page(lang="en", partner="RUS", freq="R", tab="claims"), "growth_chart")
    told = [one for trace in claims["data"] for one in trace["customdata"]]
    assert told
    assert not any("April–July" in one for one in told)


def test_events_of_the_periods_that_are_shown_are_on_the_chart(page):
    notes = spec(page(lang="en", **KAZ_Q), "trade_chart")["layout"]["annotations"]
    assert [note["text"] for note in notes if "⚑" in note["text"]] == ["⚑6"]  # May 2024
    assert "flags: events, listed under Relations" in tables(page(lang="en", **KAZ_Q))
