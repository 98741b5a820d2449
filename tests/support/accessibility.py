"""What of a page in a browser keeps somebody from reading or using it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from dashboard.pages.widget_names import OF_STREAMLIT
from dashboard.wording.words import words

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


ENGLISH_ROLES = (
    *("button", "link", "combobox", "textbox", "searchbox", "slider", "switch", "checkbox"),
    *("radio", "radiogroup", "tab", "tablist", "group", "toolbar", "navigation", "region"),
    *("dialog", "img", "figure", "spinbutton", "option", "listbox", "menu", "menuitem"),
    *("status", "alert"),
)


def english_names(page: Page) -> list[str]:
    """What controls and parts of a page in another language are called in English.

    English is a word that the pages have in English only, and no name of a place in the language.
    """
    snapshot = page.locator("body").aria_snapshot()
    english, own = (_vocabulary(language) for language in ("en", page_language(page)))
    found = []
    for role, name in re.findall(r'^\s*- (\w+) "((?:[^"\\]|\\.)*)"', snapshot, re.MULTILINE):
        name = re.sub(r"\b[A-Z]{2,}\b", "", name)  # codes are in no language
        said = set(re.findall(r"[^\W\d_]{3,}", name.lower()))
        if role in ENGLISH_ROLES and said & english - own:
            found.append(f"{role} {name}")
    return sorted(set(found))


def page_language(page: Page) -> str:
    """The language of the document."""
    return page.evaluate("document.documentElement.lang")


def _vocabulary(language: str) -> set[str]:
    """The words of the pages in a language, and those that Streamlit has."""
    texts = [str(text) for text in dict(words(language)._entries).values()]
    texts += OF_STREAMLIT.values() if language == "en" else []
    return {word for text in texts for word in re.findall(r"[^\W\d_]{3,}", text.lower())}
