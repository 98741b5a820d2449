"""A spreadsheet of one's own in a real browser: dropped, asked about, added, seen on the pages."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from dashboard.documents.reading_limits import LARGEST_MB
from data import store
from tests.support.browser import settle
from tests.support.made_data_sets import rows_of
from tests.support.table_files import workbook

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# Title rows, years and a quarter across; a name that would be bold, were it Markdown.
ROWS = [
    ["Exports of goods by partner"],
    ["Million USD"],
    ["Partner", "2022", "2023", "2024 Q1"],
    ["Argentina", 100.5, 120.5, 33.5],
    ["**Narnia**", 1.5, 2.5, 3.5],
]


def test_a_spreadsheet_is_dropped_added_and_seen_on_the_partner_page(
    site: str, page: Page, hosts: set[str], site_home: Path, tmp_path: Path
) -> None:
    page.goto(f"{site}/sources?lang=en")
    settle(page)
    page.get_by_role("tab", name="Load a spreadsheet").click()
    uploader = page.locator(".st-key-own_upload")
    page.locator(".st-key-own_upload input[type=file]").set_input_files(_too_large(tmp_path))
    shown = uploader.get_by_test_id("stFileUploader")
    expect(uploader.get_by_test_id("stFileChipIconError")).to_be_visible()
    told = shown.evaluate("element => getComputedStyle(element, '::after').content")
    assert told.startswith(f'"Not taken: a file has at most {LARGEST_MB} MB')

    page.locator(".st-key-own_upload input[type=file]").set_input_files(
        workbook(tmp_path, {"Exports": ROWS})
    )
    reporter = page.locator("[class*=st-key-own_ask_reporter] input").first
    reporter.fill("BRA")
    page.get_by_role("option", name="Brazil (BRA)").click()
    page.get_by_role("button", name="Use these answers").first.click()
    rejected = page.get_by_role("row").filter(has_text="unknown partner")
    expect(rejected).to_contain_text("**Narnia**")
    assert rejected.locator("strong").count() == 0
    publisher = page.locator("[class*=st-key-own_publisher] input")
    publisher.fill("My own office")
    publisher.press("Enter")
    settle(page)
    published = page.locator("[class*=st-key-own_published] input")
    published.fill("2025-05-02")
    published.press("Enter")
    settle(page)
    page.get_by_role("button", name="Add 3 figures").click()
    expect(page.get_by_text("Every page counts them in from now on")).to_be_visible()
    settle(page)
    page.get_by_role("link", name="See Brazil – Argentina").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Brazil – Argentina")
    settle(page)
    expect(
        page.get_by_role("heading", name="In 2023 exports were 120.5 million USD, 20% more")
    ).to_be_visible()
    expect(page.get_by_text("Source: My own office")).to_be_visible()
    page.get_by_role("radio", name="Quarters").or_(
        page.get_by_text("Quarters", exact=True)
    ).first.click()
    settle(page)
    expect(page.get_by_role("row").filter(has_text="33.5 million USD").first).to_be_visible()
    assert rows_of(store.open_edition(site_home), "table") == [
        ("2022", "export", "TOTAL", 100.5e6), ("2023", "export", "TOTAL", 120.5e6),
        ("2024-Q1", "export", "TOTAL", 33.5e6),
    ]  # fmt: skip
    assert hosts == {urlsplit(site).netloc}


def _too_large(folder: Path) -> Path:
    path = folder / "great.csv"
    path.write_bytes(b"a,b\n" * (LARGEST_MB * 2**18 + 1))
    return path
