"""What the words right before or after a number say of it: nearly, over, about."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.reading.neighbours import Before, after, skip_gap_back

EXACT = "exact"
OVER_AMOUNT = "over_amount"


@dataclass(frozen=True)
class Qualifier:
    """The contract's word for how a number is meant, and where the words that say so start."""

    word: str
    lead: int


def qualifier(before: Before, start: int, end: int, *, is_rate: bool, floor: int) -> Qualifier:
    """How a number is meant that stands at [start, end).

    `floor` is where the mark before it ends: `5% over $3 billion` compares, it does not qualify.
    """
    found = _leading(before, start, is_rate=is_rate)
    if found and (found.word != "over" or _is_free(before, found.lead, floor)):
        return found
    trailing = after(before.text, before.language, "qualifier_after", end)
    return Qualifier(trailing.value if trailing else EXACT, start)


def _is_free(before: Before, lead: int, floor: int) -> bool:
    """Whether no number stands right before "over", which would compare the two."""
    end = skip_gap_back(before.text, lead)
    follows_percent = before.text[end - 1 : end] == "%" or before.word("percent", lead)
    return not follows_percent and (end != floor or not floor)


def _leading(before: Before, start: int, *, is_rate: bool) -> Qualifier | None:
    for category in ("qualifier", "exceeding"):
        link = before.word(f"{category}_link", start)
        for position in (start, link.start if link else start):
            word = before.word(category, position)
            if word is None or word.value == EXACT or (is_rate and word.value == OVER_AMOUNT):
                continue
            return Qualifier(word.value.removesuffix("_amount"), _whole_lead(before, word.start))
    return None


def _whole_lead(before: Before, lead: int) -> int:
    """Where a chain of qualifiers starts: `exceed more than`."""
    outer = before.word("exceeding", lead) or before.word("qualifier", lead)
    return outer.start if outer and outer.value != EXACT else lead
