"""A document of the figure book on the Check page, in a real browser: read, proved, kept.

Skipped where the documents, which are not part of the project, do not lie beside the checkout.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from analytics.reading.out.reader import read
from dashboard.wording.text_findings import as_printed
from tests.support.browser import download_from, settle
from tests.support.checkout import DOCUMENTS

COMMUNIQUE = DOCUMENTS / "003_c4464a7b2f75523d.txt"
OWN = "Năm 2024, xuất khẩu của Việt Nam sang Chile đạt 540 triệu USD, giảm 35% so với năm 2023."
SOURCE = "user-2025-05-02-bo-ngoai-giao"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(not COMMUNIQUE.is_file(), reason="no shared/documents beside the checkout"),
]


def upload(site: str, page: Page, document: Path) -> None:
    page.goto(f"{site}/check-text?lang=vi")
    settle(page)
    page.locator('input[type="file"]').set_input_files(document)
    page.locator(".marked").wait_for()
    settle(page)


def fill(page: Page, key: str, text: str) -> None:
    field = page.locator(f".st-key-{key} input")
    field.fill(text)
    field.press("Enter")
    settle(page)


def test_a_document_is_read_proved_downloaded_and_kept(
    site: str, page: Page, hosts: set[str], site_home: Path, tmp_path: Path
) -> None:
    text = COMMUNIQUE.read_text(encoding="utf-8") + f"\n{OWN}\n"
    document = tmp_path / "thông cáo.txt"
    document.write_text(text, encoding="utf-8")
    upload(site, page, document)

    found = read(text, "vi")
    levels = [as_printed(found.text, f.amount) for f in found.figures if f.amount]
    changes = [as_printed(found.text, claim.mark) for _, claim in found.claims]
    assert (len(levels), len(changes)) == (14, 7)
    assert page.locator(".marked .mark[data-note*='f']").all_inner_texts() == levels
    claims = page.locator(".marked .mark[data-note*='c']")
    assert claims.all_inner_texts() == changes

    # The two-way trade with Russia, +26 %: 4.575 / 3.635 to 4.585 / 3.625.
    russia = claims.filter(has_text="26%")
    expect(russia).to_have_class("mark consistent")
    expect(russia).to_have_attribute("title", re.compile("25,85% đến 26,49%"))
    russia.click()
    finding = page.locator("#finding-c6")
    expect(finding).to_be_focused()
    expect(finding).to_be_in_viewport()
    expect(finding).to_have_class(re.compile("is-found"))
    expect(russia).to_have_class(re.compile("is-found"))
    finding.locator("summary").click()
    expect(finding.locator(".proof")).to_contain_text("4,58 tỷ USD")
    finding.locator("a.to-mark").click()
    expect(russia).to_be_focused()
    expect(russia).to_be_in_viewport()
    assert page.url == f"{site}/check-text?lang=vi"  # what a reader looks at stays private

    table = download_from(page, "Tải CSV").path().read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert {row["claim"] for row in rows} == {"", *(f"c{n}" for n in range(1, 8))}
    assert [row["printed"] for row in rows if row["figure"] == "f14"] == ["540 triệu USD"]

    page.get_by_text("Thêm vào bộ số liệu", exact=True).click()
    fill(page, "add_publisher", "Bộ Ngoại giao")
    fill(page, "add_published", "2025-05-02")
    # What the book has already is not ticked, the range without a period waits; OWN is new to it.
    page.get_by_role("button", name="Thêm 1 số liệu và 1 tốc độ tăng").click()
    expect(page.get_by_text(f"Đã thêm thành nguồn {SOURCE}.")).to_be_visible()
    assert (site_home / "figures" / SOURCE / "text.txt").read_text(encoding="utf-8") == text
    page.get_by_role("link", name="Xem số liệu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Số liệu để lọc và tải về")
    settle(page)
    expect(page.get_by_text(re.compile(r"^1 dòng"))).to_be_visible()
    assert hosts == {urlsplit(site).netloc}


def test_from_a_mark_to_its_proof_by_keyboard_and_in_another_language(
    site: str, page: Page, tmp_path: Path
) -> None:
    """Of the same document as in the book, which is said before a form is filled in."""
    document = tmp_path / "document.txt"
    document.write_bytes(COMMUNIQUE.read_bytes())
    upload(site, page, document)
    expect(page.locator("#text-verdict")).to_be_focused()
    # Past what is to be looked at first, then the first figure, then the first rate.
    first = (
        page.locator(".st-key-text_doubts")
        .locator("a, button, summary")
        .filter(visible=True)
        .count()
    )
    for _ in range(first + 2):
        page.keyboard.press("Tab")
    expect(page.locator(".marked a.mark", has_text="99%").first).to_be_focused()
    page.keyboard.press("Enter")
    finding = page.locator("#finding-c1")
    expect(finding).to_be_focused()
    summary = finding.locator("summary")
    in_sight = finding.locator("a:not(details a)")  # those of the proof are not, while it is shut
    for _ in range(in_sight.count() + 1):
        page.keyboard.press("Tab")
    expect(summary).to_be_focused()
    page.keyboard.press("Enter")
    expect(finding.locator(".proof")).to_be_visible()

    verdict = page.locator("#text-verdict")
    expect(verdict).to_have_text("Trong 6 tốc độ tăng: 2 khớp, 4 chưa kiểm được.")
    page.locator(".st-key-language").get_by_text("EN").click()
    expect(verdict).to_have_text("Of 6 growth rates 2 hold, 4 cannot be tested.")
    settle(page)
    page.get_by_text("Add to the figure book", exact=True).click()
    known = "This text is in the figure book already, as source mofa-vn-2025-05-02."
    expect(page.get_by_text(known)).to_be_visible()


def test_a_file_that_is_too_large_is_refused_in_the_language_of_the_page(
    site: str, page: Page, tmp_path: Path
) -> None:
    document = tmp_path / "large.txt"
    document.write_bytes(b"a" * 20_500_000)
    page.goto(f"{site}/check-text?lang=vi")
    settle(page)
    page.locator('input[type="file"]').set_input_files(document)
    chip = page.get_by_test_id("stFileChipIconError")
    chip.hover()
    refused = page.get_by_test_id("stFileUploader").evaluate(
        "one => getComputedStyle(one, '::after').content"
    )
    assert refused.startswith('"Không nhận tệp này: tệp tối đa 20 MB')
    expect(page.get_by_test_id("stTooltipErrorContent")).to_be_attached()
    expect(page.get_by_text("File must be").first).not_to_be_visible()
    for english in page.get_by_text("File must be").all():
        expect(english).not_to_be_visible()
