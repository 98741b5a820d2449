"""What of a page in a browser keeps somebody from reading or using it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PROBES = Path(__file__).with_suffix(".js").read_text("utf-8")


def probe(page: Page, name: str) -> Any:
    """What one of the probes of accessibility.js says of the page as it is."""
    return page.evaluate(f"({PROBES.rstrip()}).{name}()")


def violations(page: Page) -> dict[str, list[str]]:
    """What axe-core finds, a rule with the elements that break it."""
    found = Axe().run(page).response["violations"]
    return {
        rule["id"]: [f"{node['target']} {node['html'][:120]}" for node in rule["nodes"]]
        for rule in found
    }
