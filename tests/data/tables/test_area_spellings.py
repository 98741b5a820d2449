"""Countries and groups as tables spell them."""

from __future__ import annotations

import csv

import pytest
from babel import Locale

from data import codes
from data.tables.area_spellings import (
    AGGREGATE,
    Area,
    area_of,
    areas_in,
    scheme_of,
    unknown_area,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Viet Nam", "VNM"),
        ("VIETNAM", "VNM"),
        ("Việt Nam", "VNM"),
        ("Вьетнам", "VNM"),
        ("Вьетн\u0061м", "VNM"),  # a Latin a among Cyrillic letters
        ("Вьет\u00adнам", "VNM"),  # a soft hyphen
        ("Bê-la-rút", "BLR"),
        ("Liên bang Nga", "RUS"),
        ("Республик\u0061 \nКорея", "KOR"),
        ("Korea, Rep. of", "KOR"),
        ("Korea, Dem. People's Rep. of", "PRK"),
        ("Kazakhstan, Rep. of", "KAZ"),
        ("Gambia, The", "GMB"),
        ("Namibia", "NAM"),
        ("Казахстан*", "KAZ"),
        ("Russia 1)", "RUS"),
        ("Cazaquistão", "KAZ"),
        ("China, P.R.: Hong Kong", "HKG"),
        ("Kosovo", "XKX"),
        ("USSR", "SUN"),
        ("Serbia and Montenegro", "SCG"),
        ("World", "WLD"),
        ("Всего", "WLD"),
        ("Tổng số", "WLD"),
        ("European Union", "EU"),
        ("KAZ", "KAZ"),
    ],
)
def test_a_name_and_its_code(text: str, code: str) -> None:
    assert area_of(text) == Area(code)


@pytest.mark.parametrize(
    "text",
    [
        "Страны СНГ",
        "Other countries",
        "Остальные страны мира",
        "Advanced Economies",
        "Euro Area",
        "Africa",
        "Азия",
        "Countries & Areas not specified",
        "Các nước khác",
        "Não Definido",
        "World, Seasonally Adjusted",
    ],
)
def test_a_group_is_recognised_and_has_no_code(text: str) -> None:
    assert area_of(text) == Area(None)


@pytest.mark.parametrize(
    "text", ["Atlantis", "Yemen Arab Republic", "Republic of Vietnam", "Austria-Hungary", "", "12"]
)
def test_what_is_in_no_list_is_not_guessed(text: str) -> None:
    assert area_of(text) is None


@pytest.mark.parametrize(
    ("scheme", "text", "code"),
    [
        ("m49", "036", "AUS"),
        ("m49", "36", "AUS"),
        ("m49", "842", "USA"),
        ("m49", "699", "IND"),
        ("m49", "0", "WLD"),
        ("m49", "490", "TWN"),
        ("alpha2", "NA", "NAM"),
        ("alpha2", "EL", "GRC"),
        ("alpha3", "G001", "WLD"),
        ("alpha3", "KOS", "XKX"),
        ("alpha3", "G163", None),
        ("alpha3", "TX899", None),
    ],
)
def test_a_code_in_its_scheme(scheme: str, text: str, code: str | None) -> None:
    assert area_of(text, scheme) == Area(code)


def test_a_code_of_another_length_is_no_m49() -> None:
    assert area_of("0001", "m49") is None


@pytest.mark.parametrize(
    ("texts", "scheme"),
    [
        (["KAZ", "VNM", "G001"], "alpha3"),
        (["NA", "VN", "KZ"], "alpha2"),
        (["704", "036", "0"], "m49"),
        (["Kazakhstan", "Viet Nam"], "name"),
        (["013", "017", "999", "998", "997"], "name"),  # an office's own numbers
    ],
)
def test_a_column_spells_its_areas_in_one_scheme(texts: list[str], scheme: str) -> None:
    assert scheme_of(texts) == scheme


@pytest.mark.parametrize(
    ("title", "whose", "towards"),
    [
        ("Exports of Russia to Viet Nam", ["RUS"], ["VNM"]),
        ("Внешняя торговля Республики Казахстан по странам", ["KAZ"], []),
        ("Экспорт Российской Федерации в основные страны", ["RUS"], []),
        ("Xuất khẩu sang Nga", [], ["RUS"]),
        ("Exports by country", [], []),
    ],
)
def test_a_title_names_whose_trade_it_is(title: str, whose: list[str], towards: list[str]) -> None:
    assert areas_in(title) == (whose, towards)


def test_every_name_of_cldr_is_read_as_its_country() -> None:
    compared = 0
    for locale in ("en", "vi", "ru", "pt"):
        for code, territory in codes.territories().items():
            name = Locale(locale).territories[territory]
            assert area_of(name) == Area(code), (locale, name)
            compared += 1
    assert compared == 4 * len(codes.territories())


def test_the_reviewed_lists_name_known_areas_only() -> None:
    for file in ("spellings.csv", "code_spellings.csv"):
        with (codes.CODES / file).open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        assert rows
        assert {row["area"] for row in rows} - {""} <= set(codes.areas())
    assert AGGREGATE not in codes.areas()


def test_no_spelling_is_listed_for_two_areas() -> None:
    with (codes.CODES / "spellings.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        assert area_of(row["spelling"]) == Area(row["area"]), row


@pytest.mark.parametrize(
    ("text", "first"),
    [("KZA", "KAZ"), ("Khazakstan", "Kazakhstan (KAZ)"), ("Viet Nma", "Viet Nam (VNM)")],
)
def test_an_unknown_area_is_answered_with_codes_or_names_as_it_was_given(
    text: str, first: str
) -> None:
    error = unknown_area("partner", text)
    assert error.allowed[0] == first
    assert str(error).startswith(f"unknown partner '{text}'; nearest: {first}")
    assert all(one.endswith(")") for one in unknown_area("partner", "Narnia").allowed)
