"""What the words right before or after a number say of it: nearly, over, about."""

from __future__ import annotations

from analytics.reading.marks.neighbours import Around

EXACT = "exact"
OVER_AMOUNT = "over_amount"

Qualifier = tuple[str, int]  # the contract's word, and where the words that say so start


def qualifier(around: Around, start: int, end: int, *, is_rate: bool, floor: int) -> Qualifier:
    """How a number is meant that stands at [start, end).

    `floor` is where the mark before it ends: `5% over $3 billion` compares, it does not qualify.
    """
    found = _leading(around, start, is_rate=is_rate)
    if found and (found[0] not in ("over", "nearly") or _is_free(around, found[1], floor)):
        return found
    trailing = around.after("qualifier_after", end)
    return trailing.value if trailing else EXACT, start


def _is_free(around: Around, lead: int, floor: int) -> bool:
    """Whether no number stands right before "over" or "less than", which would compare the two."""
    end = around.skip_gap_back(lead)
    follows_percent = around.text[end - 1 : end] == "%" or around.before("percent", lead)
    return not follows_percent and (end != floor or not floor)


def _leading(around: Around, start: int, *, is_rate: bool) -> Qualifier | None:
    for category in ("qualifier", "exceeding"):
        link = around.before(f"{category}_link", start)
        for position in (start, link.start if link else start):
            word = around.before(category, position)
            if word is None or word.value == EXACT or (is_rate and word.value == OVER_AMOUNT):
                continue
            return word.value.removesuffix("_amount"), _whole_lead(around, word.start)
    return None


def _whole_lead(around: Around, lead: int) -> int:
    """Where a chain of qualifiers starts: `exceed more than`."""
    outer = around.before("exceeding", lead) or around.before("qualifier", lead)
    return outer.start if outer and outer.value != EXACT else lead
