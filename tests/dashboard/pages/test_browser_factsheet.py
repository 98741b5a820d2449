"""A factsheet printed by Chromium is one A4 page, and nothing on it is cut."""

from __future__ import annotations

import io

import pypdf
import pytest

from dashboard.answers.selection import LANGUAGES
from dashboard.paper import made_sheet
from tests.support.browser import patient

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# With much data, with hardly any, and those that a delegation takes along.
PAIRS = (
    ("VNM", "KAZ"), ("VNM", "AZE"), ("VNM", "RUS"), ("VNM", "BLR"), ("RUS", "VNM"),
    ("EAEU", "VNM"),
)  # fmt: skip
A4 = (210, 297)
POINTS, PIXELS = 72 / 25.4, 96 / 25.4  # of a millimetre
CUT = """() => [...document.querySelectorAll('.factsheet *')].filter(
  (one) => !one.closest('svg') && one.scrollWidth > one.clientWidth + 1
    && getComputedStyle(one).display !== 'inline').map((one) => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_is_one_page_with_nothing_cut(started, browser, language, tmp_path):
    page = patient(browser.new_context()).new_page()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round(A4[0] * PIXELS), "height": 1200})
    for pair in PAIRS:
        file = tmp_path / f"{'-'.join(pair)}.html"
        file.write_bytes(made_sheet.made(started, *pair, language, "html", "2026-11-27"))
        page.goto(file.as_uri())
        assert page.evaluate(CUT) == [], pair
        tall = page.evaluate("document.querySelector('.factsheet').scrollHeight")
        assert 150 < tall / PIXELS <= A4[1], pair
        printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        assert len(printed.pages) == 1, pair
        size = printed.pages[0].mediabox
        shown = (float(size.width) / POINTS, float(size.height) / POINTS)
        assert shown == pytest.approx(A4, abs=0.5)
    page.context.close()
