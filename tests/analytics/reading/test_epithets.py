"""A country told by what it is: which of the countries told before an epithet stands for."""

from __future__ import annotations

import pytest

from analytics.reading.marks.places import UNKNOWN, places
from analytics.reading.text.texts import source_text
from data.codes import LANGUAGES, lists
from data.codes.regions import regions
from data.lexicon import lexicon

NO_REGION = {"neighbour", "partner"}


def last(text: str, language: str, given: tuple[str, ...] = ()) -> str | None:
    """The last place of a text with its words, as "CHL the South American country"."""
    plain = source_text(text).plain
    found = places(plain, language, given)
    if not found:
        return None
    area = UNKNOWN if found[-1].area.startswith(UNKNOWN) else found[-1].area
    return f"{area} {plain[found[-1].start : found[-1].end]}"


CASES = {
    "en": {
        "Thai exports to Chile. Sales to the South American country":
            "CHL the South American country",
        "Mali sold to Fiji. The tiny Pacific island nation":
            "FJI The tiny Pacific island nation",
        "Jamaica sold to Barbados. Imports from its CARICOM partner":
            "BRB its CARICOM partner",
        "Spanish exports to Morocco. Spanish imports from the kingdom":
            "MAR the kingdom",
        "Malawi's exports, after Zambia, went to Japan. Sales to the neighbouring country":
            "ZMB the neighbouring country",
        "Peru's exports to Spain and to Africa. Imports from that country":
            "? that country",
        "Peru's exports. Sales to the Southeast Asian country":
            "? the Southeast Asian country",
        "Peru sold to Laos and the Southeast Asian country of Brunei":
            "BRN Brunei",
        "Peru sold to Chad, not to the Central African Republic":
            "CAF Central African Republic",
        "Peru sold to Laos and other Southeast Asian countries":
            "ASEAN Southeast Asian",
        "Peru sold to Laos and the Southeast Asian market":
            "ASEAN Southeast Asian",
        "Peru sold to Laos and to a Southeast Asian country":
            "ASEAN Southeast Asian",
    },
    "vi": {
        "Lào bán sang Thái Lan. Xuất khẩu sang quốc gia Đông Nam Á này":
            "THA quốc gia Đông Nam Á này",
        "Brazil xuất khẩu sang Argentina. Brazil nhập khẩu từ nước láng giềng":
            "ARG nước láng giềng",
        "Xuất khẩu sang Chile. Nhập khẩu từ các quốc gia Nam Mỹ":
            "? Nam Mỹ",
        "Xuất khẩu sang Fiji và sang đảo quốc Singapore":
            "SGP Singapore",
    },
    "ru": {
        "Экспорт в Египет. Импорт из североафриканской страны":
            "EGY североафриканской страны",
        "Экспорт в Египет. Импорт из североафриканских стран":
            "EGY Египет",
        "Бразилия продала кофе в Катар. Торговля со страной Персидского залива":
            "QAT страной Персидского залива",
        "Иран поставил товары в Кувейт и в Ирак. Импорт из соседнего государства":
            "IRQ соседнего государства",
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [(text, language, cases[text]) for language, cases in CASES.items() for text in cases],
)
def test_an_epithet_stands_for_the_country_told_that_fits(
    text: str, language: str, expected: str
) -> None:
    assert last(text, language) == expected


def test_the_sides_given_with_a_text_are_told_before_it() -> None:
    assert last("Sales to the Balkan country", "en", ("PER", "SRB")) == "SRB the Balkan country"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_region_of_the_lexicon_has_countries(language: str) -> None:
    known = {*lexicon(language)["epithet_region"], *lexicon(language)["epithet_alone"]}
    assert known - NO_REGION <= set(regions())
    assert all(len(regions()[region]) > 0 for region in known - NO_REGION)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_epithet_is_left_without_a_country_as_a_group(language: str) -> None:
    """Words of a region with a word for a country are unknown where nothing fits."""
    heads = {"en": "the {} country", "vi": "quốc gia {} này", "ru": "{}ой страны"}
    for phrases in lexicon(language)["epithet_region"].values():
        for phrase in phrases:
            found = last(f"Peru: {heads[language].format(phrase)}", language) or ""
            assert found[:1] == UNKNOWN or found.startswith("PER")
            assert found.partition(" ")[0] not in lists().group
