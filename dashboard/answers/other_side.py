"""What the other side's statistics say of a change that somebody claims: figures, or a rate."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from analytics.checking.claims import Check
from analytics.checking.official_rates import OfficialRate, Side


class Speaks(StrEnum):
    """How far statistics speak of a change."""

    FIGURES = "figures"
    RATE = "rate"


def speaks(check: Check, beside: Sequence[OfficialRate]) -> frozenset[Speaks]:
    """Whether the partner's statistics have the level or base of a claim, and a rate of the change.

    `beside` is what official statistics say beside the claim. Where they have neither, a figure
    that somebody prints of the partner's statistics may stand beside the base.
    """
    of_partner = [rate for rate in beside if rate.side == Side.PARTNER]
    if any(rate.measured is not None for rate in of_partner):
        return frozenset(Speaks)
    return frozenset({Speaks.FIGURES} if of_partner or check.mirror_base is not None else ())
