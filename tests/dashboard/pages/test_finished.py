"""Parts of pages that are kept: each once, and none under another edition, address or theme."""

from __future__ import annotations

import ast
import json
from collections import Counter
from types import SimpleNamespace

import pytest
from streamlit.runtime.context import ContextProxy

from dashboard.answers.book_words import book_words
from dashboard.answers.selection import Selection
from dashboard.charts import palette, rate_chart
from dashboard.pages import finished as kept_parts
from dashboard.pages.finished import finished
from dashboard.pages.frame import Context
from dashboard.wording.formats import Formats
from data.store import Edition
from tests.support.checkout import ROOT
from tests.support.pages import Visit

KAZ, RUS = Selection(partner=("KAZ",)), Selection(partner=("RUS",))


def context(edition: Edition, selection: Selection, language: str) -> Context:
    words = book_words(edition, language)
    return Context(edition, selection, Formats(language), {}, {}, words)


def test_a_part_is_made_once_for_each_edition_address_language_and_what_else_it_follows_from(
    edition: Edition, with_official: Edition
) -> None:
    made: list[str] = []
    asked = [
        (opened, chosen, language, also)
        for opened in (edition, with_official)
        for chosen in (KAZ, RUS)
        for language in ("en", "vi")
        for also in ("light", "dark")
    ]

    def part(opened: Edition, chosen: Selection, language: str, also: str) -> str:
        given = f"{opened.name} {chosen.partner[0]} {language} {also}"

        def make() -> str:
            made.append(given)
            return given

        return finished(context(opened, chosen, language), "test.part", make, also)

    expected = [
        f"{opened.name} {one.partner[0]} {lang} {also}" for opened, one, lang, also in asked
    ]
    assert len(set(expected)) == 16
    assert [part(*one) for one in asked] == expected
    assert [part(*one) for one in reversed(asked)] == expected[::-1]
    assert made == expected


def test_parts_of_another_name_are_others(edition: Edition) -> None:
    shown = context(edition, KAZ, "en")
    assert finished(shown, "test.first", lambda: 1) == 1
    assert finished(shown, "test.second", lambda: 2) == 2
    assert finished(shown, "test.first", lambda: 3) == 1


def test_no_two_places_of_the_pages_use_one_name() -> None:
    names: Counter[str] = Counter()
    for path in sorted((ROOT / "dashboard" / "pages").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "finished":
                names[ast.unparse(node.args[1])] += 1
    assert {"'claims of check'", "'catalogue of sources'", "'citations'"} <= set(names)
    assert [name for name, count in names.items() if count > 1] == []


def drawn(visit: Visit, *, tab: str = "claims", **query: str) -> dict[str, dict]:
    """The charts of the Partner page by the end of their ids, as they reach the browser."""
    app = visit("partner", reporter="VNM", tab=tab, **query)
    charts = [chart.proto for chart in app.get("plotly_chart")]
    return {one.id.rsplit("-", 1)[1]: json.loads(one.spec) for one in charts}


def names_of(chart: dict) -> list[str]:
    return [trace["name"] for trace in chart["data"] if trace.get("name")]


def test_charts_of_two_pairs_and_languages_are_never_one_another(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = [{"partner": one, "lang": lang} for one in ("KAZ", "RUS") for lang in ("en", "vi")]
    first = [drawn(visit, tab="trade", **one) for one in addresses]
    again = [drawn(visit, tab="trade", **one) for one in reversed(addresses)][::-1]
    assert again == first
    assert all("trade_chart" in charts for charts in first)
    kaz_en, kaz_vi, rus_en, rus_vi = (charts["trade_chart"] for charts in first)
    assert names_of(kaz_en)[0] == names_of(rus_en)[0] == "exports"
    assert names_of(kaz_vi)[0] == names_of(rus_vi)[0] == "xuất khẩu"
    assert kaz_en["data"][0]["y"] == kaz_vi["data"][0]["y"] != rus_en["data"][0]["y"]
    assert rus_en["data"][0]["y"] == rus_vi["data"][0]["y"]
    # Nothing that is kept differs from what is made anew.
    monkeypatch.setattr(kept_parts, "_parts", kept_parts.Kept(kept_parts.MOST))
    assert [drawn(visit, tab="trade", **one) for one in addresses] == first


def test_a_chart_has_the_colours_of_the_theme_whichever_was_shown_before(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    for theme in ("light", "dark", "light"):
        monkeypatch.setattr(
            ContextProxy, "theme", property(lambda _, t=theme: SimpleNamespace(type=t))
        )
        chart = drawn(visit, partner="BLR", lang="en")["growth_chart"]
        seen.append(chart["layout"]["font"]["color"])
    assert seen == [palette.TEXT["light"], palette.TEXT["dark"], palette.TEXT["light"]]
    assert seen[0] != seen[1]


def test_a_chart_that_is_shown_again_is_not_made_again(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    rates = rate_chart.rates

    def counted(*given):
        made.append(1)
        return rates(*given)

    monkeypatch.setattr("dashboard.pages.partner_claims.rates", counted)
    monkeypatch.setattr(kept_parts, "_parts", kept_parts.Kept(kept_parts.MOST))
    for _ in range(2):
        assert "growth_chart" in drawn(visit, partner="AZE", lang="en")
    assert made == [1]
