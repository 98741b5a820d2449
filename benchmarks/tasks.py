"""`make tasks`: what a reader comes for, done in Chromium: within two clicks, seen at once, timed.

A task starts on a page and takes at most two clicks; what is typed or put into a field is none.
Then its answer stands in the first screen, without scrolling. `seconds` is from the first click to
the answer, `words` how much of it there is to read: at two hundred words a minute, ten seconds are
33. A task that fails says where; the exit status is then 1.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from playwright.sync_api import Browser, Error, Locator, Page, expect, sync_playwright

from data.official.embedded import SWITCH
from tests.support import browser as chromium
from tests.support.checkout import ROOT

WIDE, PHONE = (1280, 900), (390, 844)
MOST_CLICKS = 2
MOST_WORDS = 33  # read in ten seconds
PATIENCE = 60_000  # milliseconds, until an answer has not come
DOCUMENT = ROOT.parent / "shared" / "documents"  # where it is at hand; no part of the project
KAZAKHSTAN = "/partner?reporter=VNM&partner=KAZ&lang=en"
TABLE = "reporter,partner,flow,period,value,unit\nVNM,KAZ,total,2023,402,million USD\n"


@dataclass
class Reader:
    """Somebody in front of a page, whose clicks are counted."""

    page: Page
    site: str
    clicks: int = 0
    began: float = field(default_factory=time.perf_counter)

    def click(self, what: Locator) -> None:
        """Click on something, once the page is there."""
        chromium.settle(self.page)
        self.clicks += 1
        what.first.click()

    def sees(self, what: Locator) -> Locator:
        """Something that must stand in the first screen."""
        expect(what.first).to_be_in_viewport(timeout=PATIENCE)
        return what.first


@dataclass(frozen=True)
class Task:
    """What a reader wants, where they start, and how they get its answer."""

    name: str
    start: str
    do: Callable[[Reader], Locator]
    size: tuple[int, int] = WIDE


def said(reader: Reader, pattern: str) -> Locator:
    """The smallest element of the page that says this."""
    return (
        reader.page.get_by_test_id("stMain")
        .get_by_text(re.compile(pattern))
        .locator("visible=true")
    )


def _azerbaijan(reader: Reader) -> Locator:
    reader.click(reader.page.get_by_role("link", name="Azerbaijan"))
    return reader.sees(said(reader, r"325.*2013|2013.*325"))


def _is_26_right(reader: Reader) -> Locator:
    reader.click(reader.page.get_by_role("link", name=re.compile(r"said \+26%|2024: \+26%")))
    reader.sees(said(reader, "Consistent"))
    return reader.sees(said(reader, r"25\.8\d* ?% to (?:\+)?26\.\d+ ?%"))


def _why_not_99(reader: Reader) -> Locator:
    reader.click(reader.page.get_by_role("link", name=re.compile(r"said \+99%")))
    reader.sees(said(reader, "What would settle it"))
    return reader.sees(said(reader, r"If .*99.* holds, it is 40[01]"))


def _settle_it(reader: Reader) -> Locator:
    reader.click(reader.page.get_by_role("link", name=re.compile(r"said \+99%")))
    reader.page.get_by_label("In 2023", exact=True).fill("402")
    reader.page.get_by_label("From (publication or office)").fill("an office")
    reader.page.keyboard.press("Tab")
    reader.click(reader.page.get_by_role("button", name="Test the claim"))
    return reader.sees(said(reader, "With this figure"))


def _quarterly_csv(reader: Reader) -> Locator:
    reader.click(reader.page.get_by_text("Quarters", exact=True))
    reader.page.wait_for_url("**freq=Q**")
    chromium.settle(reader.page)
    button = reader.page.locator(".st-key-csv_trade_chart").get_by_role("button", name="CSV").first
    with reader.page.expect_download() as download:
        reader.click(button)
    head, *rows = download.value.path().read_text("utf-8").splitlines()
    columns = {"growth_pct", "growth_from", "implied", "facts"}
    has_implied = any(",true," in row for row in rows)
    if columns - set(head.split(",")) or not has_implied or any(",Q," not in row for row in rows):
        raise AssertionError(f"these are no quarters with growth and implied figures: {head}")
    return button


def _two_partners(reader: Reader) -> Locator:
    reader.click(reader.page.get_by_role("link", name="Compare", exact=True))
    chart = reader.page.locator(".js-plotly-plot").first
    expect(chart.locator(".scatterlayer .trace").nth(1)).to_be_visible(timeout=PATIENCE)
    reader.sees(chart)
    return reader.sees(reader.page.locator(".finding h2"))


def _both_sides(reader: Reader) -> Locator:
    reader.click(reader.page.get_by_role("link", name="Kazakhstan"))
    reader.click(reader.page.get_by_text("Both sides"))
    chart = reader.page.locator(".st-key-sides_chart .js-plotly-plot")
    for amount in ("401–403.3", "979.6 (−578.7 to −576.3)"):  # implied, printed and the gap
        reader.sees(chart.locator("text").filter(has_text=amount))
    rows = reader.page.get_by_role("region", name="Both sides").locator("tbody tr")
    row = rows.filter(has_text="2023").filter(has_text="Two-way trade")
    for amount in ("401.0 to 403.3 million USD", "979.6 million USD"):
        expect(row).to_contain_text(amount)
    return reader.sees(reader.page.locator(".st-key-picture_sides_chart .finding h2"))


def _a_document(reader: Reader) -> Locator:
    [document] = DOCUMENT.glob("003_*.txt")
    reader.page.locator("input[type=file]").first.set_input_files(document)
    mark = reader.page.locator(".marked .mark").first
    mark.wait_for(timeout=PATIENCE)
    reader.click(mark)
    return reader.sees(reader.page.locator(".finding.is-found"))


def _share(reader: Reader) -> Locator:
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.click(reader.page.get_by_role("button", name="Copy the address of this view"))
    title = reader.page.get_by_role("heading", level=1).inner_text()
    address = reader.page.evaluate("navigator.clipboard.readText()")
    reader.page.goto(address)
    chromium.settle(reader.page)
    shown = reader.page.get_by_role("heading", level=1)
    expect(shown).to_have_text(title)
    return reader.sees(shown)


def _language(reader: Reader) -> Locator:
    reader.click(reader.page.get_by_text("VI", exact=True))
    reader.page.wait_for_url("**freq=Q**lang=vi**")
    shown = reader.page.get_by_role("heading", level=1)
    expect(shown).to_have_text("Việt Nam – Kazakhstan")
    return reader.sees(shown)


def _balance_on_a_phone(reader: Reader) -> Locator:
    card = reader.page.locator(".partners li").filter(has_text="Kazakhstan")
    return reader.sees(card.get_by_text(re.compile(r"Balance \+\d[\d.,]* million USD")))


def _spreadsheet(reader: Reader) -> Locator:
    reader.click(reader.page.get_by_role("link", name="Sources", exact=True))
    reader.click(reader.page.get_by_text("Load a spreadsheet"))
    upload = reader.page.locator("input[type=file]").first
    upload.set_input_files({"name": "own.csv", "mimeType": "text/csv", "buffer": TABLE.encode()})
    return reader.sees(said(reader, "1 figure"))


def _png(reader: Reader) -> Locator:
    button = reader.page.get_by_role("button", name="Download the picture as PNG").first
    with reader.page.expect_download() as download:
        reader.click(button)
    if not download.value.path().read_bytes().startswith(b"\x89PNG"):
        raise AssertionError("what was downloaded is no PNG")
    return button


def _cite(reader: Reader) -> Locator:
    """A citation is copied, not read."""
    reader.click(reader.page.locator("summary", has_text="Cite"))
    return reader.sees(reader.page.locator(".taking details[open] button").first)


TASKS = (
    Task("Azerbaijan since 2013", "/?lang=en", _azerbaijan),
    Task("is +26 % right", "/?lang=en", _is_26_right),
    Task("why +99 % cannot be tested, and what would settle it", "/?lang=en", _why_not_99),
    Task("settle it", "/?lang=en", _settle_it),
    Task("quarterly CSV with implied figures and growth", KAZAKHSTAN, _quarterly_csv),
    Task("two partners on one chart", "/?lang=en", _two_partners),
    Task("both sides of Kazakhstan 2023", "/?lang=en", _both_sides),
    Task("check a document, from a mark to its finding", "/check-text?lang=en", _a_document),
    Task("share the view", KAZAKHSTAN, _share),
    Task("change the language mid-way", f"{KAZAKHSTAN}&freq=Q", _language),
    Task("balance with Kazakhstan on a phone", "/?lang=en", _balance_on_a_phone, PHONE),
    Task("load a spreadsheet", "/?lang=en", _spreadsheet),
    Task("PNG of a chart", KAZAKHSTAN, _png),
    Task("cite a figure", KAZAKHSTAN, _cite),
)


def main() -> int:
    """Do every task and print how it went; how many failed."""
    path = chromium.executable() or chromium.install()
    if path is None:
        print("no Chromium here, and Playwright could not install one", file=sys.stderr)
        return 1
    kept = {name: value for name, value in os.environ.items() if name != SWITCH}
    failed = 0
    print(f"{'task':<54}{'clicks':>7}{'seconds':>9}{'words':>7}")
    with (
        mock.patch.dict(os.environ, kept, clear=True),
        tempfile.TemporaryDirectory() as home,
        chromium.serving(Path(home)) as site,
        sync_playwright() as playwright,
    ):
        shown = chromium.launch(playwright, path)
        for task in TASKS:
            if task.do is _a_document and not list(DOCUMENT.glob("003_*.txt")):
                print(f"{task.name:<54}  left out: the document is not at hand")
                continue
            failed += not _done(shown, site, task)
        shown.close()
    print(f"{failed} of {len(TASKS)} failed")
    return failed


def _done(shown: Browser, site: str, task: Task) -> bool:
    """Whether a task is done within its clicks; prints how it went."""
    width, height = task.size
    context = shown.new_context(
        locale="en-GB", viewport={"width": width, "height": height}, accept_downloads=True
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    try:
        page.goto(site + task.start)
        chromium.settle(page)
        reader = Reader(page, site)
        answer = task.do(reader)
        took = time.perf_counter() - reader.began
        words = len(answer.inner_text().split())
        missed = [
            *(["more clicks than two"] if reader.clicks > MOST_CLICKS else []),
            *(["more to read than ten seconds"] if words > MOST_WORDS else []),
        ]
        print(
            f"{task.name:<54}{reader.clicks:>7}{took:>9.1f}{words:>7}  {', '.join(missed)}".rstrip()
        )
        return not missed
    except (AssertionError, Error) as error:
        why = next(line for line in str(error).splitlines() if line.strip())
        print(f"{task.name:<54}  failed: {why[:160]}")
        return False
    finally:
        context.close()


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
