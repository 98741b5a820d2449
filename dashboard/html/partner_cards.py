"""A card a partner: its latest trade, growth and balance, and its last years as a small line.

The name of the partner is the link of the card, and reaches over all of it; a chip lies above.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.html.markup import NOTHING, Html


@dataclass(frozen=True)
class PartnerCard:
    """What stands on a card, in words.

    Attributes
    ----------
    level, when
        The latest trade; its period and whose figure it is.
    growth, growth_small
        A rate with its bounds, or why there is none.
    chip
        The verdict on a reported rate; nothing where none was reported.
    line, years
        The small line, and the first and last year of it.
    part
        What there is of a later part of a year; empty where there is nothing.
    """

    name: str
    href: str
    level: str
    when: str
    growth: str
    growth_small: str
    chip: Html
    line: Html
    years: tuple[str, str]
    balance: str
    balance_small: str
    part: str = ""


def partner_cards(cards: Iterable[PartnerCard], balance: str) -> Html:
    """The cards in a list; `balance` is the name of what is the last line of each."""
    drawn = (
        Html("<li>{}</li>").format(NOTHING.join((_head(card), _line(card), _foot(card, balance))))
        for card in cards
    )
    return Html('<ul class="partners">{}</ul>').format(NOTHING.join(drawn))


def _head(card: PartnerCard) -> Html:
    return Html(
        '<div class="head"><a class="name" href="{}" target="_self">{}</a>'
        '<p class="level">{}{}</p><p class="growth">{}{}{}</p></div>'
    ).format(
        card.href,
        card.name,
        card.level,
        _small(card.when),
        Html("<strong>{}</strong> ").format(card.growth) if card.growth else NOTHING,
        _small(card.growth_small),
        Html(" {}").format(card.chip) if card.chip else NOTHING,
    )


def _line(card: PartnerCard) -> Html:
    if not card.line:
        return NOTHING
    return Html(
        '<div class="years">{}<p aria-hidden="true"><span>{}</span><span>{}</span></p></div>'
    ).format(card.line, *card.years)


def _foot(card: PartnerCard, balance: str) -> Html:
    part = Html("<p>{}</p>").format(card.part) if card.part else NOTHING
    return Html('<div class="foot">{}<p>{} <strong>{}</strong> {}</p></div>').format(
        part, balance, card.balance, _small(card.balance_small)
    )


def _small(text: str) -> Html:
    return Html("<small>{}</small>").format(text) if text else NOTHING
