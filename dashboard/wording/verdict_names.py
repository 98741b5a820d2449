"""Verdicts as the pages show them: their order and icon, and what was found."""

from __future__ import annotations

from analytics.checking.claims import Check
from analytics.checking.verdicts import Verdict
from dashboard.wording.explanations import recomputed_bounds
from dashboard.wording.formats import Formats
from dashboard.wording.reading_names import label
from dashboard.wording.words import Words

ORDER = (
    Verdict.CONTRADICTED,
    Verdict.EXPLAINED,
    Verdict.CONSISTENT_IF_ROUNDED,
    Verdict.CONSISTENT,
    Verdict.NOT_TESTABLE,
)
ICONS = {
    Verdict.CONTRADICTED: "✗",
    Verdict.EXPLAINED: "↔",
    Verdict.CONSISTENT_IF_ROUNDED: "≈",
    Verdict.CONSISTENT: "✓",
    Verdict.NOT_TESTABLE: "?",
}


def verdict_name(verdict: Verdict, words: Words) -> str:
    """A verdict as icon and word: `✓ Consistent`."""
    return f"{ICONS[verdict]} {words(f'verdict.{verdict}')}"


def verdict_in_words(check: Check, words: Words) -> str:
    """A verdict within a sentence: `not testable`."""
    return words(f"verdict.{check.verdict}").lower()


def findings(check: Check, formats: Formats) -> list[str]:
    """What the figures give, or what the claim implies where the base is missing."""
    words, claim = formats.words, check.claim
    if check.recomputed is None:
        if check.implied_base is None:
            return [words("check.no_figure")]
        base = claim.base_period
        period = formats.when(base) if base else words("claim.the_base_period")
        bounds = formats.amount_bounds(*check.implied_base.ends, claim.currency)
        return [words("check.implies", period=period, bounds=bounds)]
    found = [words("check.recomputed", bounds=recomputed_bounds(check, formats))]
    if check.reading is not None and check.verdict == Verdict.EXPLAINED:
        found.append(words("check.fits_as", reading=label(check.reading, formats.language)))
    return found
