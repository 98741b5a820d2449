"""Hostile addresses in a real browser: their text is shown, and asks no other host for anything."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Page

from tests.support.browser import settle
from tests.support.hostile import EVIL, TEXTS

pytestmark = pytest.mark.browser


def test_the_text_of_an_address_is_shown_and_nothing_comes_of_it(
    site: str, page: Page, hosts: set[str]
) -> None:
    for text in TEXTS:
        query = urlencode({"lang": "en", "product": text, "from": text, text: "1"})
        page.goto(f"{site}/data?{query}")
        settle(page)
        alerts = page.get_by_test_id("stAlert")
        assert alerts.count() == 3
        for shown in alerts.all():
            assert shown.locator("a, img, h1, h2, strong, del, code, pre, table").count() == 0
            assert shown.locator(".katex, .stMarkdownColoredText, ul, ol, b, script").count() == 0
            assert EVIL in shown.inner_text().replace("\u2060", "")
    # The characters themselves, icons and emoji among them, are what is read.
    page.goto(f"{site}/data?{urlencode({'lang': 'en', 'product': TEXTS[4]})}")
    settle(page)
    [alert] = page.get_by_test_id("stAlert").all()
    assert TEXTS[4] in alert.inner_text().replace("\u2060", "")
    assert hosts == {urlsplit(site).netloc}
