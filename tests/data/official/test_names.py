"""Names of data sets in every language: those that come with Tradeproof lack none."""

from __future__ import annotations

import tomllib

import pytest

from dashboard.answers.book_words import BookWords
from dashboard.wording.source_names import publishers
from data.official import comtrade_load, embedded, imf_load, names

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
