"""The grid of the Data page: headings with their unit, amounts in millions, whole rows."""

from __future__ import annotations

import io
import json

import pandas as pd
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.pages.data_rows import BORDER, MOST_ROWS, ROW, height_of, in_screen_order

COLUMNS = ("pair", "flow", "value", "low", "currency", "source", "at")


def headings(app: AppTest) -> dict[str, str]:
    """The heading of each column, by its name."""
    configured = json.loads(app.dataframe[0].proto.columns)
    return {name: one["label"] for name, one in configured.items() if one.get("label")}


def displayed(app: AppTest) -> pd.DataFrame:
    """The cells as they are written."""
    written = app.dataframe[0].proto.arrow_data.styler.display_values
    return pa.ipc.open_stream(io.BytesIO(written)).read_pandas()


@pytest.mark.parametrize(
    ("language", "value", "low", "in_the_grid", "source"),
    [
        ("en", "Value, million USD", "Low, million USD", "123.469818",
         "Ministry of Foreign Affairs of Viet Nam (2 May 2025)"),
        ("vi", "Trị giá, triệu USD", "Thấp nhất, triệu USD", "123,469818",
         "Bộ Ngoại giao Việt Nam (2/5/2025)"),
    ],
)  # fmt: skip
def test_amounts_of_one_currency_are_in_millions_of_it(
    visit, language, value, low, in_the_grid, source
):
    """123,469,818.488813 is the least of the first quarter of 2024: in millions it is cut."""
    asked = {"reporter": "VNM", "partner": "KAZ", "freq": "Q", "flow": "total", "with_": "implied"}
    app = visit("data", lang=language, **asked)
    named = headings(app)
    assert (named["value"], named["low"]) == (value, low)
    shown, written = app.dataframe[0].value, displayed(app)
    [at] = [i for i, implied in enumerate(shown["implied"]) if implied]
    assert shown["low"][at] == pytest.approx(123_469_818.488813)
    assert written["low"][at] == in_the_grid
    high = "123.65864" if language == "en" else "123,65864"  # 123.658639628… goes up
    assert written["high"][at] == high
    assert source in set(shown["source"])


def test_without_one_currency_each_amount_has_its_own_beside_it():
    assert in_screen_order(COLUMNS)[:4] == ["pair", "flow", "value", "source"]
    mixed = in_screen_order(COLUMNS, is_mixed=True)
    assert mixed[:4] == ["pair", "flow", "currency", "value"]
    assert sorted(mixed) == sorted(COLUMNS)


@pytest.mark.parametrize(
    ("query", "pair"),
    [
        ({"reporter": "VNM", "partner": "KAZ"}, "Viet Nam – Kazakhstan"),
        ({"reporter": "VNM", "partner": "KAZ", "table": "growth"}, "Viet Nam – Kazakhstan"),
        ({"reporter": "VNM", "partner": "KAZ", "sides": "both"}, None),
        ({"reporter": "VNM"}, None),
    ],
)
def test_one_pair_of_all_rows_is_said_once_above_them(visit, query, pair):
    app = visit("data", lang="en", **query)
    [grid] = app.dataframe
    shown = set(grid.value["pair"])
    assert (len(shown) == 1) == (pair is not None)
    order = list(grid.proto.column_order)
    assert ("pair" in order) == (pair is None)
    assert ("Viet Nam – Kazakhstan" in [text.value for text in app.caption]) == (pair is not None)
    assert order[0] == ("pair" if pair is None else "period")


@pytest.mark.parametrize(("rows", "seen"), [(1, 1), (4, 4), (MOST_ROWS, 16), (908, 16)])
def test_the_grid_ends_at_a_whole_row(rows, seen):
    assert height_of(rows) == (1 + seen) * ROW + BORDER


@pytest.mark.parametrize("page", ["data", "check", "sources"])
def test_a_filter_names_sources_as_readers_know_them(visit, page):
    options = visit(page, lang="en").multiselect(key="source").options
    assert len(options) > 10
    assert any(text.startswith("Ministry of Foreign Affairs of Viet Nam") for text in options)
    assert not any("mofa-vn-2025-05-02" in text for text in options)
    assert len(set(options)) == len(options)


def test_pairs_and_periods_are_short_so_that_the_source_stands_in_sight(visit):
    app = visit("data", lang="en", reporter="VNM")
    [grid] = app.dataframe
    pairs, known = set(grid.value["pair"]), set(grid.value["period"])
    assert "Viet Nam – EAEU" in pairs
    assert "Jan–Aug 2025" in known
    assert "January–August 2025" not in known
