"""The figures of a text beside those of the book: the same cell only, and bounds that meet."""

from __future__ import annotations

from decimal import Decimal

import pytest

from analytics.reading.out.reader import read
from dashboard.answers.text_in_book import Standing, text_in_book

SENTENCE = "In {year}, Viet Nam's {flow} Russia {verb} {level} USD."


def said(year="2024", flow="trade with", verb="reached", level="4.58 billion") -> str:
    return SENTENCE.format(year=year, flow=flow, verb=verb, level=level)


# The book has 4.58 billion, so 4.575 to 4.585, of Viet Nam's trade with Russia in 2024.
@pytest.mark.parametrize(
    ("text", "standing", "gap"),
    [
        (said(), Standing.SAME, None),
        (said(level="4.584 billion"), Standing.SAME, None),
        (said(level="4,585 million"), Standing.SAME, None),  # 4.5845 is below 4.585
        (said(level="4.6 billion"), Standing.SAME, None),  # 4.55 to 4.65
        (said(level="4.9 billion"), Standing.DIFFERS, Decimal(265_000_000)),  # from 4.85
        (said(level="4.49 billion"), Standing.DIFFERS, Decimal(-80_000_000)),  # up to 4.495
        (said(year="1999"), Standing.NEW, None),
        (said(level="4.58 billion").replace("USD", "EUR"), Standing.NEW, None),
        (said().replace("Viet Nam's trade with Russia", "Russia's trade with Viet Nam"),
         Standing.NEW, None),
    ],
)  # fmt: skip
def test_a_figure_is_in_the_book_differs_or_is_new(edition, text, standing, gap):
    [(name, found)] = text_in_book(edition, read(text)).items()
    assert (name, found.standing) == ("f1", standing)
    gaps = {one.gap for one in found.apart if one.figure.source.startswith("mofa-vn")}
    assert gaps == ({gap} if gap else set())


def test_what_is_of_no_cell_is_left_out(edition):
    texts = (
        "Exports reached 540 million USD in 2024.",  # whose?
        "Viet Nam's exports to Russia reached 540 million USD.",  # when?
        "Viet Nam's exports to Russia rose 12% in 2024.",  # how much?
        "The weather was fine.",
    )
    assert [text_in_book(edition, read(text)) for text in texts] == [{}] * len(texts)
