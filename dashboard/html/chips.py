"""Verdicts as chips: a shape, a word and a colour, wherever a reported rate stands."""

from __future__ import annotations

from analytics.checking.verdicts import Verdict
from dashboard.answers.text_in_book import Standing
from dashboard.html.markup import NOTHING, Html
from dashboard.html.tables import OF_THE_DASHBOARD
from dashboard.wording.verdict_names import ICONS
from dashboard.wording.words import Words

SIGNS = {Standing.SAME: "=", Standing.DIFFERS: "≠", Standing.NEW: "+"}


def verdict_chip(verdict: Verdict, words: Words, text: str = "", href: str = "") -> Html:
    """A chip with the sign of the verdict and `text`, else its name; `href` opens the proof.

    Where the chip has a text of its own, the name of the verdict is read to who cannot see it.
    """
    name = words(f"verdict.{verdict}")
    unseen = Html('<span class="unseen">, {}</span>').format(name) if text else NOTHING
    said = Html('<span aria-hidden="true">{}</span> {}{}').format(
        ICONS[verdict], text or name, unseen
    )
    if OF_THE_DASHBOARD.match(href):
        return Html('<a class="chip {}" href="{}" target="_self" title="{}">{}</a>').format(
            verdict, href, name, said
        )
    return Html('<span class="chip {}" title="{}">{}</span>').format(verdict, name, said)


def standing_chip(standing: Standing, words: Words) -> Html:
    """How a figure of a text stands to the book, as a chip: `= as in the book`."""
    return Html('<span class="chip book_{}"><span aria-hidden="true">{}</span> {}</span>').format(
        standing, SIGNS[standing], words(f"text.book_{standing}")
    )
