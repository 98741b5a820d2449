"""Names of data sets in every language: those that come with Tradeproof lack none."""

from __future__ import annotations

import tomllib

import pytest

from dashboard.answers.book_words import BookWords
from dashboard.wording.source_names import publishers
from data.official import baci_load, comtrade_load, embedded, imf_load, names

FUND = "International Monetary Fund"


def said() -> list[tuple[str, str]]:
    """Publisher and title of every embedded data set, and of what the doors fetch."""
    files = sorted(embedded.SETS.glob("*/source.toml"))
    assert len(files) >= 3
    read = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
    return [
        *((one["publisher"], one["title"]) for one in read),
        *((one.ORIGIN.publisher, one.ORIGIN.title) for one in (imf_load, comtrade_load)),
    ]


def test_every_name_is_in_vietnamese_and_as_given_in_english():
    for publisher, title in said():
        assert names.publisher_name(publisher, "en") == publisher
        assert names.title_name(title, "en") == title
        assert names.publisher_name(publisher, "vi") != publisher
        assert names.title_name(title, "vi") != title


def test_every_licence_is_in_vietnamese_and_as_given_in_english():
    files = sorted(embedded.SETS.glob("*/source.toml"))
    given = [tomllib.loads(file.read_text(encoding="utf-8"))["licence"] for file in files]
    given += [one.ORIGIN.licence for one in (imf_load, comtrade_load, baci_load)]
    assert len(given) >= 6
    for licence in given:
        assert names.licence_said(licence, "en") == licence
        assert names.licence_said(licence, "vi") != licence
    assert names.licence_said("open data; cite the Bureau", "vi") == (
        "dữ liệu mở; khi dùng phải dẫn Cục Thống kê"
    )
    assert names.licence_said("CC BY 4.0", "vi") == "CC BY 4.0"  # of a data set of one's own


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (FUND, "Quỹ Tiền tệ Quốc tế"),
        ("Federal Customs Service of Russia, published by Rosstat",
         "Cục Hải quan Liên bang Nga, Rosstat công bố"),
        ("Bureau of National Statistics of Kazakhstan", "Cục Thống kê Quốc gia Kazakhstan"),
        ("Bureau of Somewhere", "Bureau of Somewhere"),
        ("", "Không rõ cơ quan xuất bản"),
    ],
)  # fmt: skip
def test_pages_name_a_publisher_in_their_language(given, expected):
    rows = {"any": {"publisher": given}}
    assert publishers(rows, BookWords({}), "vi")["any"] == expected


def test_the_words_of_the_book_come_first():
    book = BookWords({("publisher", "any"): "Quỹ"})
    assert publishers({"any": {"publisher": FUND}}, book, "vi") == {"any": "Quỹ"}
