"""What an edition says of its events, goods and sources in the language of a page."""

from __future__ import annotations

import pytest

from dashboard.answers.book_words import book_words
from dashboard.answers.selection import LANGUAGES
from data import store
from data.errors import EditionError


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_and_goods_can_be_told(edition, language):
    book = book_words(edition, language)
    for name, text in (("event", book.event), ("goods", book.goods)):
        ids = [key for (key,) in edition.query(f"SELECT DISTINCT {name} FROM {name}").fetchall()]
        assert len(ids) > 30
        assert all(text(key).strip() for key in ids)


def test_what_is_known_of_a_source_only_as_printed_has_no_words(edition):
    english, vietnamese = book_words(edition, "en"), book_words(edition, "vi")
    assert english.publisher("gso-yearbook") == "General Statistics Office of Viet Nam"
    assert vietnamese.publisher("gso-yearbook") == "Tổng cục Thống kê Việt Nam"
    assert english.publisher("tass-com-2019-05-20") is None
    assert english.note("tass-com-2019-05-20") is None
    assert vietnamese.note("azertac-2025-05-07") == (
        "Không có số liệu thương mại; chỉ có các chuyến thăm và quan hệ đối tác."
    )


def test_an_edition_that_does_not_know_the_language_says_so(edition):
    with pytest.raises(EditionError) as refused:
        book_words(edition, "eo")
    assert str(refused.value) == (
        f"{edition.name} has no words in 'eo'; `tradeproof load figures` builds a new one"
    )


def test_the_words_that_every_run_of_a_page_needs_are_read_once(edition, monkeypatch):
    opened = store.open_edition(edition.path.parent.parent)
    texts = {language: book_words(opened, language).texts for language in LANGUAGES}
    monkeypatch.setattr(type(opened), "relation", lambda *_: pytest.fail("read again"))
    assert {language: book_words(opened, language).texts for language in LANGUAGES} == texts
    assert len({str(words) for words in texts.values()}) == len(LANGUAGES)
