"""Countries and groups in a text. Sentences and the names in them stand in reading_places.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.reading.marks.places import UNKNOWN, places
from analytics.reading.text.texts import source_text
from data.codes import LANGUAGES, area_name, areas, lists
from data.codes.place_names import KINDS, place_names
from data.errors import UnknownCode


def found(text: str, language: str) -> list[str]:
    plain = source_text(text).plain
    return [
        f"{place.area}{'~' * place.is_adjective} {plain[place.start : place.end]}"
        for place in places(plain, language)
    ]


TABLE = tomllib.loads(Path(__file__).with_name("reading_places.toml").read_text(encoding="utf-8"))
SENTENCES = [
    (text, language, expected)
    for language, sentences in TABLE.items()
    for text, expected in sentences.items()
]


@pytest.mark.parametrize(("text", "language", "expected"), SENTENCES)
def test_names_of_a_sentence(text: str, language: str, expected: list[str]) -> None:
    assert found(text, language) == expected


COUNTRIES = [area for area in areas() if area not in ("WLD", *lists().former)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_and_group_is_found_under_its_cldr_name(language: str) -> None:
    missed = {
        area: (name, found(f"x {name}, x", language))
        for area in COUNTRIES
        for name in [source_text(area_name(area, language)).plain]
        if found(f"x {name}, x", language) != [f"{area} {name}"]
    }
    assert len(COUNTRIES) == 253
    assert missed == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_the_lists_is_found_as_its_own_area(language: str) -> None:
    """An alias that another one hides, or that belongs to two areas, fails here."""
    wrong = {}
    for name in place_names(language):
        plain = source_text(name.text).plain
        text = f"x {plain}'s" if name.kind == "short" else f"x {plain}, x"
        expected = [] if name.kind == "none" else [name.area]
        found = [place.area for place in places(text, language)]
        is_uncoded = name.kind == "none" and all(area.startswith(UNKNOWN) for area in found)
        if found != expected and not is_uncoded:
            wrong[name.text] = (name.area, places(text, language))
    assert wrong == {}


GENITIVES = [
    ("России", "RUS"), ("Казахстана", "KAZ"), ("Азербайджана", "AZE"), ("Армении", "ARM"),
    ("Киргизии", "KGZ"), ("Кыргызстана", "KGZ"), ("Узбекистана", "UZB"), ("Таджикистана", "TJK"),
    ("Туркменистана", "TKM"), ("Украины", "UKR"), ("Молдовы", "MDA"), ("Грузии", "GEO"),
    ("Турции", "TUR"), ("Ирана", "IRN"), ("Индии", "IND"), ("Японии", "JPN"), ("Тайваня", "TWN"),
    ("Германии", "DEU"), ("Франции", "FRA"), ("Италии", "ITA"), ("Испании", "ESP"),
    ("Польши", "POL"), ("Чехии", "CZE"), ("Литвы", "LTU"), ("Латвии", "LVA"), ("Кипра", "CYP"),
    ("Израиля", "ISR"), ("Таиланда", "THA"), ("Лаоса", "LAO"), ("Камбоджи", "KHM"),
    ("Мьянмы", "MMR"), ("Малайзии", "MYS"), ("Сингапура", "SGP"), ("Индонезии", "IDN"),
    ("Филиппин", "PHL"), ("Бразилии", "BRA"), ("Уругвая", "URY"), ("Парагвая", "PRY"),
    ("Мексики", "MEX"), ("Кубы", "CUB"), ("Алжира", "DZA"), ("Нигера", "NER"), ("Нигерии", "NGA"),
    ("Южного Судана", "SSD"), ("Черногории", "MNE"), ("Северной Македонии", "MKD"),
    ("Мальдив", "MDV"), ("Сейшельских островов", "SYC"), ("Маршалловых островов", "MHL"),
    ("Доминиканской Республики", "DOM"), ("Брунея", "BRN"), ("Восточного Тимора", "TLS"),
]  # fmt: skip


@pytest.mark.parametrize(("genitive", "area"), GENITIVES)
def test_the_genitive_of_a_russian_name(genitive: str, area: str) -> None:
    assert found(f"экспорт {genitive}.", "ru") == [f"{area} {genitive}"]


def test_the_list_keeps_to_its_kinds_and_names_no_area_twice() -> None:
    for language in LANGUAGES:
        names = place_names(language)
        assert {name.kind for name in names} <= set(KINDS)
        assert {name.area for name in names} - {""} <= set(areas())
        assert {name.area == "" for name in names if name.kind == "none"} == {True}
        by_text = {(name.text, name.area) for name in names if name.kind != "none"}
        assert len(by_text) == len({text for text, _ in by_text})


def test_a_language_without_a_lexicon_is_refused() -> None:
    with pytest.raises(UnknownCode):
        places("Deutschland", "de")


PIECES = [
    "Nga",
    "Việt",
    "Trung",
    " - ",
    "Anh",
    "Á",
    "Âu",
    "Liên minh ",
    "U.S.",
    "'s",
    "$",
    "Papua",
    " New ",
    "Guinea",
    "Россия",
    "российско-",
    "о-ва",
    "\u0301",
    "\x00",
    "\n",
    "İ",
    "ß",
]


@given(
    st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)),
    st.sampled_from(LANGUAGES),
)
@example("İ Việt", "vi")
@example("Liên minh Kinh tế Á - ", "vi")
@example("\ud800 U.S", "en")
def test_any_text_is_read_in_order_without_overlap(text: str, language: str) -> None:
    marks = places(text, language)
    edges = [edge for mark in marks for edge in (mark.start, mark.end)]
    assert edges == sorted(edges)
    assert all(mark.start < mark.end <= len(text) for mark in marks)
    assert {mark.area for mark in marks} <= set(areas())


@pytest.mark.parametrize("unit", ["Liên minh Kinh tế Á - ", "Papua New ", "Việt - ", "U."])
def test_a_long_line_is_read(unit: str) -> None:
    """Names begun and never ended are no trap: a square of this length would take an hour."""
    text = (unit * 300_000)[:300_000]
    marks = places(text, "en" if unit.startswith(("Papua", "U.")) else "vi")
    assert all(mark.end <= len(text) for mark in marks)
