"""Official statistics on the Sources page: asked of a service only when the button is chosen."""

from __future__ import annotations

import pytest

from dashboard.answers.pairs_to_ask import MOST, to_ask
from dashboard.answers.selection import LANGUAGES, Selection
from dashboard.wording.words import words
from data import store
from data.official import imf_load, releases
from tests.support import services
from tests.support.imf_replies import answers
from tests.support.made_data_sets import rows_of
from tests.support.pages import said, without_exception

# Whole dollars, exports and imports; of the other side the service has none.
EXPORTS = {("VNM", "KAZ", "A"): {"2019": ("180136000", "799501000")}}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_imf_is_asked_on_a_click_and_its_figures_are_loaded(own, language, monkeypatch):
    of = words(language)
    with services.service(answers(EXPORTS)) as running:
        monkeypatch.setenv(imf_load.ADDRESS, running.address)
        app = own("sources", lang=language, reporter="VNM", partner="KAZ", tab="official")
        shown = [one for one in app.tabs[2].multiselect if one.key.startswith("imf_pairs_")]
        assert [len(one.value) for one in shown] == [2]
        assert of("fetch.address", address=running.address) in said(app.tabs[2].caption)
        assert running.calls == []  # the page has been drawn, and nobody was asked

        app = without_exception(app.button(key="imf_fetch").click().run())
        assert len(running.calls) == 2
        named = {"source": "imf-imts", "release": "2026-08-05", "edition": "edition-000002"}
        assert said(app.tabs[2].success) == [of("own.done", figures="2", rejected="0", **named)]
        [warning] = said(app.tabs[2].warning)
        pair = {"en": "Kazakhstan – Viet Nam (Years)", "vi": "Kazakhstan – Việt Nam (Năm)"}[
            language
        ]
        assert warning == of("fetch.without_data", keys=pair)
        assert rows_of(store.open_edition(), "imf-imts") == [
            ("2019", "export", "TOTAL", 180_136_000), ("2019", "import", "TOTAL", 799_501_000),
        ]  # fmt: skip
        app = without_exception(app.button(key="imf_fetch").click().run())
        assert said(app.tabs[2].info) == [
            of("fetch.unchanged", source="imf-imts", release="2026-08-05")
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_network_a_plain_sentence_says_so(own, language, monkeypatch):
    with services.service(answers(EXPORTS)) as gone:
        monkeypatch.setenv(imf_load.ADDRESS, gone.address)
    app = own("sources", lang=language, reporter="VNM", partner="KAZ", tab="official")
    app = without_exception(app.button(key="imf_fetch").click().run())
    assert said(app.tabs[2].error) == [words(language)("fetch.unreachable", address=gone.address)]
    assert releases.datasets() == []


def test_what_the_imf_does_not_have_is_said(own, monkeypatch):
    with services.service(answers({})) as running:
        monkeypatch.setenv(imf_load.ADDRESS, running.address)
        app = own("sources", lang="en", reporter="VNM", partner="KAZ", tab="official")
        app = without_exception(app.button(key="imf_fetch").click().run())
    [error] = said(app.tabs[2].error)
    assert error.startswith("The figures could not be fetched; everything stays as it was.")
    assert "the IMF has no data of" in error


def test_the_pairs_in_view_are_offered_both_sides(edition):
    both = [("VNM", "KAZ"), ("KAZ", "VNM")]
    assert to_ask(edition, Selection(reporter=("VNM",), partner=("KAZ",))) == both
    of_one = to_ask(edition, Selection(partner=("KAZ",)))
    assert of_one == both
    of_book = to_ask(edition, Selection())
    assert {("VNM", "RUS"), ("RUS", "VNM"), *both} <= set(of_book)
    assert len(to_ask(edition, Selection(reporter=("VNM",)))) <= MOST
