"""The CSV under a picture holds what the picture shows: every number that is drawn, by its axis."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from numbers import Real
from typing import Any

import pytest

from dashboard.answers import implied_of_pair, pairs
from dashboard.answers.both_sides import both_sides
from dashboard.answers.pair_span import span
from dashboard.answers.pair_window import NEWEST
from dashboard.pages import partner_sides, picture
from dashboard.pages.frame import Context
from dashboard.pages.picture import Picture
from dashboard.wording import public_tables
from data import periods
from data.codes.flows import Flow

SCALES = (1, 1_000, 1_000_000, 1_000_000_000)  # an axis counts in thousands, millions, ...
BOUNDS = ("", "growth_pct_", "claimed_pct_", "mirror_", "balance_")  # the middle is drawn
KAZAKHSTAN = {"reporter": "VNM", "partner": "KAZ"}
RUSSIA = {"reporter": "VNM", "partner": "RUS"}


@pytest.fixture
def drawn(monkeypatch) -> list[tuple[Context, Picture]]:
    """The pictures that pages draw, with their contexts."""
    seen: list[tuple[Context, Picture]] = []
    monkeypatch.setattr(picture, "_taken_away", lambda *one: seen.append(one))
    return seen


def rows_of(context: Context, shown: Picture) -> list[dict[str, str]]:
    data = public_tables.exported(context.edition, shown.table, shown.selection, "csv").decode()
    return list(csv.DictReader(io.StringIO(data)))


def numbers_of(rows: list[dict[str, str]]) -> Iterator[float]:
    """Every number of a file, and the middle of bounds."""
    for row in rows:
        for text in row.values():
            try:
                yield abs(float(text))
            except ValueError:
                continue
        for name in BOUNDS:
            ends = [row.get(f"{name}{end}") for end in ("low", "high")]
            if all(ends):
                yield abs(sum(map(float, ends)) / 2)


def heights(shown: Picture, axis: str) -> list[float]:
    """What a chart draws along the axis of its values."""
    found = [value for trace in shown.figure().data for value in (getattr(trace, axis, None) or ())]
    return [abs(float(value)) for value in found if isinstance(value, Real) and value]


@pytest.mark.parametrize(
    ("page", "address", "axes"),
    [
        ("partner", {**KAZAKHSTAN, "freq": "Q"}, {"trade_chart": "y"}),
        ("partner", {**KAZAKHSTAN, "freq": "A"}, {"trade_chart": "y"}),
        ("partner", {**RUSSIA, "tab": "trade"}, {"trade_chart": "y", "balance_chart": "y"}),
        ("partner", {**RUSSIA, "tab": "claims"}, {"growth_chart": "y"}),
        ("partner", {**KAZAKHSTAN, "tab": "sides"}, {"sides_chart": "x"}),
        ("partner", {**KAZAKHSTAN, "freq": "Q", "tab": "sides"}, {"sides_chart": "x"}),
        (
            "compare",
            {"reporter": "VNM", "partner": "KAZ,RUS", "flow": "total"},
            {"compare_chart": "y"},
        ),
    ],
)
def test_every_number_of_a_picture_is_in_its_file(visit_official, drawn, page, address, axes):
    visit_official(page, lang="en", **address)
    of_page = {shown.key: (context, shown) for context, shown in drawn}
    for key, axis in axes.items():
        context, shown = of_page[key]
        known = {
            f"{number * scale:.6g}"
            for number in numbers_of(rows_of(context, shown))
            for scale in (1, *(1 / one for one in SCALES))
        }
        values = heights(shown, axis)
        assert len(values) > 2
        assert [value for value in values if f"{value:.6g}" not in known] == []


def test_the_file_of_a_chart_says_what_is_implied_and_how_it_grew(visit_official, drawn):
    visit_official("partner", lang="en", **KAZAKHSTAN, freq="Q")
    [(context, shown)] = [one for one in drawn if one[1].key == "trade_chart"]
    rows = rows_of(context, shown)
    hollow = {(row["flow"], row["period"]) for row in rows if row["implied"] == "true"}
    assert {(flow, "2024-Q1") for flow in ("export", "import", "total")} <= hollow
    told = {(row["flow"], row["source"]): row for row in rows if row["period"] == "2025-Q1"}
    mofa = told["total", "mofa-vn-2025-05-02"]
    assert (mofa["growth_pct"], mofa["growth_from"]) == ("18.4", "claim")
    assert {row["product"] for row in rows} == {"TOTAL"}


def periods_of(rows: list[dict[str, str]]) -> list[str]:
    return sorted({row["period"] for row in rows})


def test_the_file_of_a_chart_has_the_periods_that_are_drawn(visit_official, drawn):
    """Not all that are known: Russia's statistics begin in 2006."""
    visit_official("partner", lang="en", reporter="RUS", partner="VNM", freq="M")
    of_page = {shown.key: (context, shown) for context, shown in drawn}
    context, shown = of_page["trade_chart"]
    months = periods_of(rows_of(context, shown))
    assert 24 < len(months) <= NEWEST["M"]
    assert periods.parse(months[0]).moved(NEWEST["M"]) > periods.parse(months[-1])
    assert shown.selection.until is None
    assert f"from-{shown.selection.since}" in shown.selection.file_name("observations", "csv")
    context, shown = of_page["balance_chart"]
    balances = [row for row in rows_of(context, shown) if row["balance_low"]]
    assert periods_of(balances) == months


def test_the_file_of_earlier_periods_ends_with_them(visit_official, drawn):
    span = {"from": "2010-01", "to": "2010-12"}
    visit_official("partner", lang="en", reporter="RUS", partner="VNM", freq="M", **span)
    for context, shown in drawn:
        months = periods_of(rows_of(context, shown))
        assert (months[0], months[-1], len(months)) == ("2010-01", "2010-12", 12)
    assert {"trade_chart", "balance_chart"} <= {shown.key for _, shown in drawn}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"from": "1900", "to": "1901"}, "“from=1900” and “to=1901”"),
        ({"from": "2100"}, "“from=2100”"),
    ],
)
def test_a_span_without_figures_is_named_and_no_span_of_the_file(
    visit_official, drawn, asked, told
):
    app = visit_official("partner", lang="en", **KAZAKHSTAN, freq="Q", **asked)
    [warned] = [one.value for one in app.warning]
    assert warned.startswith(f"There are no figures within {told} of the address; ")
    [(context, shown)] = [one for one in drawn if one[1].key == "trade_chart"]
    assert "2025-Q1" in periods_of(rows_of(context, shown))


def test_the_file_of_balances_has_the_span_that_is_drawn(visit_official, drawn):
    visit_official("partner", lang="en", **RUSSIA)
    [(context, shown)] = [one for one in drawn if one[1].key == "balance_chart"]
    rows = rows_of(context, shown)
    bars = len([value for trace in shown.figure().data for value in trace.y])
    assert len([row for row in rows if row["balance_low"]]) == bars
    known = [row["period"] for row in rows if row["balance_low"]]
    assert (min(known), max(known)) == (periods_of(rows)[0], periods_of(rows)[-1])


def test_the_file_of_the_claims_has_more_than_is_drawn_and_its_button_says_so(visit_official):
    app = visit_official("overview", lang="en", reporter="VNM")
    [button] = [one for one in app.get("download_button") if one.label == "CSV"]
    assert button.help.startswith("Download the claims as CSV: all,")


def test_the_running_year_of_a_chart_is_in_its_file(visit_official, drawn):
    visit_official("partner", lang="en", **KAZAKHSTAN, freq="A")
    [(context, shown)] = [one for one in drawn if one[1].key == "trade_chart"]
    assert {"2024", "2025-Q1"} <= {row["period"] for row in rows_of(context, shown)}


@pytest.mark.parametrize(("reporter", "partner"), [("VNM", "KAZ"), ("KAZ", "VNM"), ("VNM", "AZE")])
def test_the_file_of_both_sides_has_what_one_side_only_implies(started, reporter, partner):
    freqs = pairs.frequencies(started, reporter, partner)
    pair = pairs.pair(started, reporter, partner, "A")
    found = implied_of_pair.of_pair(started, pair, freqs)
    rows = both_sides(started, pair, span(started, reporter, partner), found)
    file = partner_sides.file_of(pair, rows)
    data = public_tables.exported(started, file["table"], file["selection"], "csv").decode()
    known = {
        (row["reporter"], row["flow"], row["period"], row["implied"], *ends_of(row))
        for row in csv.DictReader(io.StringIO(data))
    }
    wanted = []
    for row in rows:
        sides = (reporter, row["flow"], ""), (partner, Flow(row["flow"]).mirror, "mirror_")
        for whose, flow, start in sides:
            is_implied = "true" if row[f"{start}facts"] else "false"
            wanted.append((whose, flow, row["period"], is_implied, *ends_of(row, start)))
    assert "true" in {is_implied for _, _, _, is_implied, *_ in wanted}
    assert [one for one in wanted if one not in known] == []


def ends_of(row: dict[str, Any], start: str = "") -> tuple[str, ...]:
    """The bounds of a row to a hundredth of a dollar; none where there are none."""
    ends = [row[f"{start}{end}"] for end in ("low", "high")]
    return tuple(f"{float(end):.2f}" for end in ends if end not in ("", None))
