"""Verdicts as chips: a shape, a word and a colour, wherever a reported rate stands."""

from __future__ import annotations

from analytics.checking.verdicts import Verdict
from dashboard.answers.text_in_book import Standing
from dashboard.html.markup import NOTHING, Html
from dashboard.html.tables import OF_THE_DASHBOARD
from dashboard.wording.verdict_names import ICONS
from dashboard.wording.words import Words

SIGNS = {Standing.SAME: "=", Standing.DIFFERS: "≠", Standing.NEW: "+"}


def verdict_chip(
    verdict: Verdict, words: Words, text: str = "", href: str = "", *, is_told: bool = False
) -> Html:
    """A chip with the sign of the verdict and `text`, else its name; `href` opens the proof.

    Who cannot see it hears the name of the verdict once: where the text has it, or it `is_told`
    beside the chip, it is not read again, and what a pointer is told is not read at all.
    """
    name = words(f"verdict.{verdict}")
    is_told = is_told or not text or name.lower() in text.lower()
    unseen = NOTHING if is_told else Html('<span class="unseen">, {}</span>').format(name)
    said = Html('<span aria-hidden="true" title="{}">{}</span> {}{}').format(
        name, ICONS[verdict], text or name, unseen
    )
    if OF_THE_DASHBOARD.match(href):
        return Html('<a class="chip {}" href="{}" target="_self">{}</a>').format(
            verdict, href, said
        )
    return Html('<span class="chip {}">{}</span>').format(verdict, said)


def standing_chip(standing: Standing, words: Words) -> Html:
    """How a figure of a text stands to the book, as a chip: `= as in the book`."""
    return Html('<span class="chip book_{}"><span aria-hidden="true">{}</span> {}</span>').format(
        standing, SIGNS[standing], words(f"text.book_{standing}")
    )
