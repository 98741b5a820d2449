"""A claim in one line of a list: the change with its sign, and what the figures give."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from analytics.checking.claims import Check
from analytics.reconciling.claimed_changes import (
    AVERAGE_ANNUAL,
    MULTIPLE,
    PERCENT,
)
from dashboard.answers.selection import Selection
from dashboard.wording.explanations import claimed_change, printed_rate
from dashboard.wording.formats import Formats
from dashboard.wording.outward import down, up
from dashboard.wording.verdict_names import findings
from dashboard.wording.words import Words
from data import codes
from data.intervals import Interval

MOST_DECIMALS = 2  # of a rate in a line; the proof has more
SIGNS = {"up": "+", "down": "−"}
FACTORS = {"up": "×", "down": "÷"}


def signed_change(check: Check, formats: Formats) -> str:
    """The reported change with its sign: `+99%`, `nearly −60%`, `×4.2`, `+28% a year`."""
    claim, words = check.claim, formats.words
    if claim.kind == MULTIPLE:
        rate = FACTORS[claim.direction] + printed_rate(check, formats, bare=True)
    else:
        rate = SIGNS[claim.direction] + printed_rate(check, formats)
    if claim.kind == AVERAGE_ANNUAL:
        rate = words("official.a_year", rate=rate)
    if check.change.is_headline_word:
        return words("claim.word", rate=rate, printed=claim.claimed_printed)
    return words(f"qualifier.{claim.claimed_qualifier}", figure=rate)


def signed_bounds(check: Check, formats: Formats) -> str:
    """What the figures give, with its sign; empty where they give none."""
    found = signed_interval(check)
    kind = check.claim.kind
    if found is None:
        return ""
    if kind in (PERCENT, AVERAGE_ANNUAL):
        low, high = down(found.low, MOST_DECIMALS), up(found.high, MOST_DECIMALS)
        return formats.percent_bounds(low, high, sign=True)
    return formats.rate(kind, *found.ends, check.claim.currency)


def signed_interval(check: Check) -> Interval | None:
    """What the figures give, a fall below zero; of an x-fold change, the x."""
    found = check.recomputed
    return found if found is None or not _is_turned(check) else -found


def signed_claim(check: Check) -> Interval:
    """What the printed change stands for, a fall below zero; of an x-fold change, the x."""
    claimed = check.change.claimed
    return -claimed if _is_turned(check) else claimed


def _is_turned(check: Check) -> bool:
    return check.change.sign < 0 and check.claim.kind != MULTIPLE


def found_in_short(check: Check, formats: Formats) -> str:
    """What the figures give, or what the claim implies, in a few words."""
    given = signed_bounds(check, formats)
    if not given:
        return " · ".join(findings(check, formats))
    said = formats.words("check.recomputed", bounds=given)
    return " · ".join([said, *findings(check, formats)[1:]])


def searched_text(check: Check, formats: Formats, publisher: str) -> str:
    """What the words of a search are looked for in: pair, flow, period, rate and source."""
    claim = check.claim
    return folded(
        " ".join(
            (
                formats.area(claim.reporter),
                formats.area(claim.partner),
                formats.flow(claim.flow, claim.product),
                formats.period(claim.period),
                claim.period or "",
                claim.claimed_printed,
                signed_change(check, formats),
                claimed_change(check, formats.language),
                publisher,
                claim.source,
                claim.claim,
            )
        )
    )


def folded(text: str) -> str:
    """Text as it is compared: without marks on letters, in lower case, with one minus sign."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d").replace("−", "-"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def left_out(
    counts: Mapping[str, int], selection: Selection, publishers: Mapping[str, str], formats: Formats
) -> Iterator[tuple[str, str]]:
    """For each filter that alone leaves claims out: its name and a line that says so."""
    for name, n in counts.items():
        chosen = _chosen(name, selection, publishers, formats)
        label = formats.words(f"filter.{name}")
        yield name, formats.words("check.leaves_out", n=n, filter=label, chosen=chosen)


def _chosen(
    name: str, selection: Selection, publishers: Mapping[str, str], formats: Formats
) -> str:
    words = formats.words
    if name == "search":
        return selection.search  # the line puts its filter in quotation marks
    if name == "other_side":
        return words(f"other_side.{selection.other_side}")
    if name in ("from", "to"):
        end = selection.since if name == "from" else selection.until
        return formats.period(str(end))
    named = {
        "reporter": formats.area,
        "partner": formats.area,
        "flow": lambda code: words(f"flow.{code}"),
        "freq": lambda code: words(f"freq.{code}").lower(),
        "product": lambda code: codes.product_name(code, formats.language),
        "source": lambda code: publishers.get(code, code),
        "verdict": lambda code: verdict_word(code, words),
    }[name]
    return formats.listed([named(code) for code in getattr(selection, name)])


def verdict_word(verdict: str, words: Words) -> str:
    """A verdict within a sentence."""
    return words(f"verdict.{verdict}").lower()
