"""Draw the pictures of the README: `make pictures`. They show the dashboard as it is now."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.browser import executable, install, launch, patient, serving, settle  # noqa: E402

FOLDER = ROOT / "docs" / "pictures"
PICTURES = {  # name: (address, width, height, colour scheme)
    "overview-en": ("/?lang=en", 1280, 1240, "light"),
    "overview-vi-phone": ("/?lang=vi", 390, 844, "light"),
    "partner-azerbaijan-en": ("/partner?reporter=VNM&partner=AZE&lang=en", 1280, 860, "light"),
    "partner-russia-vi-dark": ("/partner?reporter=VNM&partner=RUS&lang=vi", 1280, 860, "dark"),
    "both-sides-kazakhstan-en": (
        "/partner?reporter=VNM&partner=KAZ&tab=sides&lang=en",
        1280,
        1500,
        "light",
    ),
    "compare-en": ("/compare?reporter=VNM&partner=KAZ,RUS&scale=log&lang=en", 1280, 860, "light"),
    "check-en": ("/check?lang=en", 1280, 860, "light"),
    "check-russia-en": ("/check?claim=mofa-rus-2024-total-up&lang=en", 1280, 1100, "light"),
    "check-text-en": ("/check-text?lang=en", 1280, 900, "light"),
    "data-en": ("/data?reporter=VNM&partner=KAZ&lang=en", 1280, 860, "light"),
    "factsheet-vi": ("/factsheet?reporter=VNM&partner=KAZ&lang=vi", 1000, 1400, "light"),
}

TO_CHECK = {
    "check-text-en": (
        "This example is invented, but for its first sentence. "
        "Viet Nam's trade with Russia reached $4.58 billion in 2024, up 26% from 2023. "
        "Its exports to Peru rose to $546 million in 2024, up 35% from $437 million in 2023. "
        "Trade between Viet Nam and Chile came to $1.9 billion in 2024: Viet Nam's exports were "
        "$1.2 billion and its imports $0.4 billion. "
        "Chilean investors have registered projects worth $25 million in Viet Nam."
    ),
}


def main() -> None:
    """Serve the dashboard from an empty home and photograph it."""
    path = executable() or install()
    if path is None:
        sys.exit("pictures: no Chromium or Chrome here, and Playwright could not install one")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as home,
        serving(Path(home)) as site,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright, path)
        for name in PICTURES:
            _draw(browser, site, name)
        browser.close()


def _draw(browser: Browser, site: str, name: str) -> None:
    address, width, height, scheme = PICTURES[name]
    context = patient(
        browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-GB"
        )
    )
    page = context.new_page()
    page.goto(site + address)
    settle(page)
    if name in TO_CHECK:
        _check(page, TO_CHECK[name])
    page.wait_for_timeout(2500)  # charts move into place
    page.screenshot(path=FOLDER / f"{name}.png")
    context.close()
    print(FOLDER / f"{name}.png")


def _check(page: Page, text: str) -> None:
    """Check a text and wait for its marks."""
    page.get_by_role("textbox", name="Text", exact=True).fill(text)
    page.get_by_role("button", name="Check the text").click()
    page.locator(".marked .mark").first.wait_for()
    settle(page)


if __name__ == "__main__":
    main()
