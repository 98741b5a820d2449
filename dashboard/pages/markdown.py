"""Streamlit's Markdown: text that it prints as it is, and verdicts in their colour."""

from __future__ import annotations

from analytics.checking.verdicts import Verdict
from dashboard.wording.verdict_names import verdict_name
from dashboard.wording.words import Words

ACTIVE = frozenset("\\`*_{}[]()<>#+-.!|~$:&")
COLOURS = {
    Verdict.CONTRADICTED: "red",
    Verdict.EXPLAINED: "orange",
    Verdict.CONSISTENT_IF_ROUNDED: "blue",
    Verdict.CONSISTENT: "green",
    Verdict.NOT_TESTABLE: "gray",
}


def plain(text: str) -> str:
    """Text of anybody as Markdown prints it: the punctuation it may act on is escaped."""
    return "".join(f"\\{c}" if c in ACTIVE else c for c in text)


def no_formula(text: str) -> str:
    """Markdown of our own in which a dollar sign begins no formula."""
    return text.replace("$", r"\$")


def badge(verdict: Verdict, words: Words) -> str:
    """A verdict as icon and word in its colour."""
    return f":{COLOURS[verdict]}[**{verdict_name(verdict, words)}**]"
