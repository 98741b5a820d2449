"""Claimed against recomputed growth: where diamonds and bars stand, and the broken axis."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import plotly.graph_objects as go
import pytest

from analytics.checking.verdicts import Verdict
from dashboard.answers.claims_in_short import TwoRates, two_rates
from dashboard.answers.whole_edition import every_check
from dashboard.charts import claims_chart, palette
from dashboard.charts.claims_chart import claims, end_of_axis
from dashboard.wording.formats import Formats
from data.intervals import between

ENGLISH = Formats("en")
RUSSIA_2017 = "en008a-rate"


@pytest.fixture(scope="module")
def rows(started) -> list[TwoRates]:
    return two_rates(c for c in every_check(started) if c.claim.reporter == "VNM")


def address(row: TwoRates) -> str:
    return f"/check?claim={row.check.claim.claim}&lang=en"


def drawn(figure: go.Figure, name: str, axis: str) -> dict[float, tuple[float, float]]:
    """Where a bar begins and ends, or a diamond stands, by its height."""
    [trace] = [t for t in figure.data if t.name == name and (t.xaxis or "x") == axis]
    begins = trace.base if name == "recomputed" else [0] * len(trace.x)
    ends = [low + width for low, width in zip(begins, trace.x, strict=True)]
    return dict(zip(trace.y, zip(begins, ends, strict=True), strict=True))


def moved(row: TwoRates, said: float, low: float, high: float) -> TwoRates:
    """A row whose claim is a single number beside a range of the figures."""
    number = Fraction(said)
    return replace(
        row,
        said=number,
        claimed=between(number, number),
        recomputed=between(Fraction(low), Fraction(high)),
    )


def test_every_row_has_its_diamond_and_its_bar(rows):
    figure = claims(rows, ENGLISH, address)
    said = drawn(figure, "said", "x") | drawn(figure, "said", "x2")
    assert set(said) == set(range(len(rows)))
    bars = [*drawn(figure, "recomputed", "x"), *drawn(figure, "recomputed", "x2")]
    assert set(bars) == set(range(len(rows)))
    # The first row: +31%, while 3.55 billion on 2.7471 gives 29.04 to 29.41
    top = len(rows) - 1
    assert rows[0].check.claim.claim == RUSSIA_2017
    assert said[top] == (0, 31.0)
    low, high = drawn(figure, "recomputed", "x")[top]
    assert (round(low, 2), round(high, 2)) == (29.04, 29.41)
    [colours] = [t.marker.color for t in figure.data if t.name == "recomputed" and t.xaxis == "x"]
    assert colours[0] == palette.VERDICT_COLOUR[Verdict.CONTRADICTED]


def test_each_row_is_named_with_a_link_and_its_verdict(rows):
    figure = claims(rows, ENGLISH, address)
    texts = [a.text for a in figure.layout.annotations if a.text != "/"]
    assert len(texts) == 2 * len(rows)
    assert texts[0] == (
        f'<a href="/check?claim={RUSSIA_2017}&amp;lang=en" target="_self">'
        "<span>Russia, trade 2017: </span><b>+31%</b></a>\u200b"
    )
    assert texts[1].endswith("</span> Contradicted")
    vietnamese = claims(rows, Formats("vi"), address).layout.annotations
    assert "<span>Nga, kim ngạch 2017: </span><b>+31%</b>" in vietnamese[0].text
    assert vietnamese[1].text.endswith("</span> Mâu thuẫn")


def test_a_few_far_rows_lie_beyond_a_break_and_the_others_keep_their_scale(rows):
    figure = claims(rows, ENGLISH, address)
    # The thirteenth to tenth: 4.9-fold is +390.7, 2.1-fold +110.3, doubling +100; then 63.4%
    # of imports, whose figures allow 64.9.
    end = end_of_axis(rows)
    assert end is not None
    assert round(end, 1) == 64.9
    assert figure.layout.xaxis.range[1] == pytest.approx(end, rel=0.1)
    assert figure.layout.xaxis2.range[1] > 390
    assert [a.text for a in figure.layout.annotations].count("/") == 2
    assert figure.layout.xaxis.domain[1] < figure.layout.xaxis2.domain[0]


def test_rows_that_are_near_each_other_have_one_axis(rows):
    near = [moved(rows[0], said, said - 1, said + 1) for said in (4, 6, 9, 20)]
    figure = claims(near, ENGLISH, address)
    assert end_of_axis(near) is None
    assert {trace.xaxis or "x" for trace in figure.data} == {"x"}
    assert "/" not in [a.text for a in figure.layout.annotations]
    low, high = figure.layout.xaxis.range
    assert low < 0 < 21 < high


@pytest.mark.parametrize("values", [(-80, -60, -40, -20), (-80, 2, 3, 4), (0, 0, 0, 0)])
def test_falls_are_all_on_one_axis_with_zero(rows, values):
    falls = [moved(rows[0], value, value - 1, value + 1) for value in values]
    figure = claims(falls, ENGLISH, address)
    assert {trace.xaxis or "x" for trace in figure.data} == {"x"}
    low, high = figure.layout.xaxis.range
    assert low < min(values)
    assert high > 0


def test_one_outlier_among_small_rates_leaves_them_their_scale(rows):
    values = (4, -3, 5, 6, 271.8)
    apart = [moved(rows[0], value, value - 0.1, value + 0.1) for value in values]
    figure = claims(apart, ENGLISH, address)
    assert figure.layout.xaxis.range[1] < 10
    assert figure.layout.xaxis2.range[0] < 271.7 < 271.9 < figure.layout.xaxis2.range[1]
    assert set(drawn(figure, "said", "x2")) == {0}


def test_one_row_is_drawn(rows):
    figure = claims(rows[:1], ENGLISH, address)
    assert set(drawn(figure, "said", "x")) == {0}


def test_what_a_mark_tells_is_in_the_words_of_the_page_and_escaped(rows):
    figure = claims(rows, ENGLISH, address)
    [told] = [t.customdata[0] for t in figure.data if t.name == "said" and t.xaxis == "x"]
    assert told.split("<br>") == [
        "<b>Russia, trade 2017</b>",
        "Said: +31% (stands for +30.5% to +31.5%)",
        "The figures allow: +29.04% to +29.42%",
        "✗ Contradicted",
    ]
    hostile = rows[0].check.claim._replace(product="<script>1</script>")
    named = replace(rows[0], check=replace(rows[0].check, claim=hostile))
    texts = str(claims([named], ENGLISH, address).to_plotly_json())
    assert "<script" not in texts
    assert "&lt;script&gt;" in texts


def test_a_name_touches_neither_its_own_bar_nor_the_one_above():
    text, mark = 8, 6.5  # pixels from the middle of a name of 12 px, and of a diamond, to its edge
    reach = max(claims_chart.BAR / 2 * claims_chart.ROW, mark)
    below = claims_chart.LABEL * claims_chart.ROW - text - reach
    above = (1 - claims_chart.LABEL) * claims_chart.ROW - text - reach
    assert 1 < below < above
