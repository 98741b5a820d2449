"""Draw the pictures of the README: `make pictures`. They show the dashboard as it is now."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser import QUIET, executable, install, serving, settle  # noqa: E402

FOLDER = ROOT / "docs" / "pictures"
PICTURES = {
    # name: (address, width, height, colour scheme, text to open)
    "overview-en": ("/?lang=en", 1280, 940, "light", None),
    "partner-azerbaijan-en": (
        "/partner?reporter=VNM&partner=AZE&lang=en",
        1280,
        860,
        "light",
        None,
    ),
    "check-russia-en": (
        "/check?reporter=VNM&partner=RUS&verdict=consistent&lang=en",
        1280,
        1180,
        "light",
        "two-way trade, 2024: up 26% on 2023",
    ),
    "partner-kazakhstan-en": (
        "/partner?reporter=VNM&partner=KAZ&freq=Q&lang=en",
        1280,
        1660,
        "light",
        None,
    ),
    "partner-russia-vi-dark": (
        "/partner?reporter=VNM&partner=RUS&lang=vi",
        1280,
        860,
        "dark",
        None,
    ),
    "overview-vi-phone": ("/?lang=vi", 390, 844, "light", None),
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
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        for name in PICTURES:
            _draw(browser, site, name)
        browser.close()


def _draw(browser: Browser, site: str, name: str) -> None:
    address, width, height, scheme, to_open = PICTURES[name]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-GB"
    )
    page = context.new_page()
    page.goto(site + address)
    settle(page)
    if "/partner" in address:
        page.locator(".js-plotly-plot .barlayer").first.wait_for()
    if to_open:
        page.get_by_text(to_open).first.click()
        page.locator(".steps:visible").first.wait_for()
    page.wait_for_timeout(1000)  # charts and folds move into place
    page.screenshot(path=FOLDER / f"{name}.png")
    context.close()
    print(FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
