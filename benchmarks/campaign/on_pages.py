"""Attacks on the pages: hostile text in every field, and many readers in a real browser."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from benchmarks.campaign.attacks import Attack
from tests.support.browser import executable, launch, patient, serving, settle
from tests.support.checkout import ROOT

HOSTILE = ("test_hostile_text.py", "test_browser.py")
MOST_OF_THE_LOG = 6_000  # characters
ADDRESSES = ("/", "/partner?reporter=VNM&partner=KAZ", "/check", "/check-text", "/data", "/sources")


def hostile_text(_folder: Path, tries: int) -> Attack:
    """The tests of hostile text and those in a real browser, with all examples, `tries` times."""
    attack = Attack("hostile text")
    files = [str(ROOT / "tests" / "dashboard" / "pages" / name) for name in HOSTILE]
    for _ in range(tries):
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "--hypothesis-profile=long", *files],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        told = done.stdout.strip().rpartition("\n")[2]
        attack.expect(done.returncode == 0, told.partition(" in ")[0], done.stdout[-2000:])
    return attack


def sessions(folder: Path, tries: int) -> Attack:
    """Readers with a browser context each open every page at once; none sees an exception."""
    attack, home = Attack("sessions at once"), folder / "sessions"
    path = executable()
    if path is None:
        attack.ended("skipped, there is no browser")
        return attack
    home.mkdir()
    with serving(home) as address, sync_playwright() as playwright:
        browser = launch(playwright, path)
        pages = [patient(browser.new_context()).new_page() for _ in range(tries)]
        for at, _ in enumerate(ADDRESSES):
            for number, page in enumerate(pages):
                page.goto(address + ADDRESSES[(at + number) % len(ADDRESSES)])
            for page in pages:
                try:
                    settle(page)
                    broken = page.get_by_test_id("stException").all_inner_texts()
                except Error as error:
                    attack.failed(f"{page.url}: {error}")
                else:
                    log = (home / "serve.log").read_text(encoding="utf-8", errors="replace")
                    attack.expect(not broken, "drawn", f"{page.url}: {log[-MOST_OF_THE_LOG:]}")
        browser.close()
    return attack
