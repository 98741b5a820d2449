"""The recipe "Add a language" of CONTRIBUTING.md, tried: three files, and every page speaks it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.answers.selection import LANGUAGES
from tests.support.checkout import ROOT
from tests.support.copied_checkout import ROOMS, answered, copy_checkout, named_files

# One worker makes what these share, and makes it once.
pytestmark = pytest.mark.xdist_group("third language")

RECIPE = "Add a language"
TRANSLATED = {  # by file: what is written instead of what
    "dashboard/wording/languages/fr.toml": {
        'sources = "Sources"\ncheck-text': 'sources = "Les sources"\ncheck-text',
        'lists_as_in = "en_GB"': 'lists_as_in = "fr"',
        'percent = "{percent}%"': 'percent = "{percent} %"',
        'to = "{low} to {high}"': 'to = "{low} à {high}"',
        '[flow]\nexport = "exports"': '[flow]\nexport = "exportations"',
        'million = "{number} million {currency}"': 'million = "{number} M {currency}"',
    },
    "data/book/figures/words/fr.toml": {
        'kaz-2015-embassy = "Kazakhstan opens its embassy in Viet Nam"': (
            'kaz-2015-embassy = "Le Kazakhstan ouvre son ambassade"'
        ),
        'telephones-and-parts = "telephones and parts"': (
            'telephones-and-parts = "téléphones et pièces"'
        ),
        'gso-yearbook = "General Statistics Office of Viet Nam"': (
            'gso-yearbook = "Office général des statistiques du Viêt Nam"'
        ),
        'azertac-2025-05-07 = "No trade figure; visits and partnership only."': (
            'azertac-2025-05-07 = "Aucun chiffre de commerce."'
        ),
    },
    "data/official/words/fr.toml": {
        '= "International Monetary Fund"': '= "Fonds monétaire international"',
    },
    "data/codes/names/fr.toml": {
        'VNM = "Viet Nam"  # the country\'s own spelling; CLDR prints Vietnam': "",
        'EU = "European Union"': 'EU = "Union européenne"',
        '"cà-phê" = "coffee"': '"cà-phê" = "café"',
    },
}
SPEAKS = """
import json, re, sys

import streamlit as st
from streamlit.testing.v1 import AppTest

import dashboard
from dashboard.answers.selection import LANGUAGES
from dashboard.wording.formats import Formats


def shown(page, locale=None, **parameters):
    type(st.context).locale = property(lambda _: locale)
    app = AppTest.from_file("app.py", default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = value
    if page != "overview":
        app.switch_page(f"dashboard/pages/{page}.py")
    app.run()
    charts = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    return {
        "exceptions": [problem.value for problem in app.exception],
        "problems": [problem.value for problem in (*app.error, *app.warning)],
        "title": [title.value for title in app.title],
        "links": re.findall(
            "<li><a [^>]*>([^<]*)</a>",
            "".join(e.proto.body for e in app.get("html")).partition("<details")[0],
        ),
        "languages": [o.content for o in app.segmented_control(key="language").proto.options],
        "language": app.segmented_control(key="language").value,
        "tables": "\\n".join(element.proto.body for element in app.get("html")),
        "separators": [chart["layout"].get("separators") for chart in charts],
    }


french = Formats("fr")
json.dump({
    "room": dashboard.__path__[0],
    "languages": LANGUAGES,
    "number": french.number(-1234567.891, 2),
    "rate": french.percent(26, sign=True),
    "month": french.period("2025-05"),
    "months": french.short_run("2025-01/2025-08"),
    "day": french.date("2025-05-07"),
    "listed": french.listed(["a", "b", "c"]),
    "areas": [french.area(area) for area in ("VNM", "RUS", "DEU", "EU")],
    "flow": french.flow("export", "cà-phê"),
    "partner": shown("partner", lang="fr", partner="KAZ", freq="A", tab="relations"),
    "trade": shown("partner", lang="fr", partner="KAZ", freq="A"),
    "sources": shown("sources", locale="fr-CA"),
    "asked": shown("sources", locale="fr-CA", lang="vi"),
    "others": shown("sources", locale="eo-001"),
}, sys.stdout)
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rooms as they are, and beside the English words those of the recipe, some in French."""
    folder = copy_checkout(tmp_path_factory.mktemp("checkout"), rooms_only=True)
    for english in named_files(RECIPE):
        file = folder / english.replace("/en.toml", "/fr.toml")
        text = (folder / english).read_text(encoding="utf-8")
        for old, new in TRANSLATED[file.relative_to(folder).as_posix()].items():
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def spoken(checkout: Path) -> dict[str, Any]:
    """What the formats and pages of that checkout say."""
    return answered(checkout, SPEAKS)


def test_the_recipe_names_every_file_that_speaks_english():
    assert sorted(named_files(RECIPE)) == sorted(
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("en.toml")
    )


def test_numbers_dates_and_lists_are_written_as_the_language_does(spoken):
    assert spoken["languages"] == sorted({*LANGUAGES, "fr"})
    assert spoken["number"] == "−1\u202f234\u202f567,89"
    assert spoken["rate"] == "+26,0 %"
    assert spoken["month"] == "mai 2025"
    assert spoken["months"] == "janv.–août 2025"
    assert spoken["day"] == "7 mai 2025"
    assert spoken["listed"] == "a, b et c"


def test_areas_and_products_have_their_names(spoken):
    assert spoken["areas"] == ["Viêt Nam", "Russie", "Allemagne", "Union européenne"]
    assert spoken["flow"] == "exportations of café"


def test_a_page_speaks_the_language_that_the_address_names(spoken):
    page = spoken["partner"]
    assert (page["exceptions"], page["problems"]) == ([], [])
    assert page["title"] == ["Viêt Nam – Kazakhstan"]
    assert {"EN", "FR", "VI"} <= set(page["languages"])
    assert page["language"] == "fr"
    assert "Les sources" in page["links"]
    assert "Le Kazakhstan ouvre son ambassade" in page["tables"]
    assert "téléphones et pièces" in page["tables"]
    assert "403,3 M USD" in spoken["trade"]["tables"]
    assert set(spoken["trade"]["separators"]) == {",\u202f"}


def test_a_page_speaks_the_language_of_the_browser(spoken):
    page = spoken["sources"]
    assert (page["exceptions"], page["problems"]) == ([], [])
    assert page["language"] == "fr"
    assert "Office général des statistiques du Viêt Nam" in page["tables"]
    assert "Aucun chiffre de commerce." in page["tables"]
    assert spoken["asked"]["language"] == "vi"
    assert spoken["others"]["language"] == "en"
