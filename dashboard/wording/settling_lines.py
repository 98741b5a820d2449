"""What would settle a claim, in words: which figure is missing, and where it must lie."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.checking.claims import Check
from analytics.checking.settling import Need, Role
from analytics.checking.verdicts import Reason
from dashboard.wording.claim_lines import signed_change
from dashboard.wording.formats import Formats

CLOSER = (Reason.BOUNDS_TOO_WIDE, Reason.TOO_COARSE, Reason.BASE_NOT_POSITIVE)
WANTED = ("figure", "both", "closer", "in_currency", "known_then")  # keys of what is asked for
NO_FIGURE = (
    Reason.NOT_ACTUAL,
    Reason.PERIOD_NOT_STATED,
    Reason.BASE_PERIOD_NOT_STATED,
    Reason.BASE_IS_ITSELF,
    Reason.SIGNS_DIFFER,
)
OF_ZERO = (Reason.MULTIPLE_MAY_BE_ZERO, Reason.LEVEL_BELOW_ZERO, Reason.LEVEL_MAY_BE_ZERO)


def what_settles(check: Check, need: Need, formats: Formats) -> str:
    """The sentences: what is missing, and where it lies if the claim holds."""
    return " ".join(_sentences(check, need, formats))


def cell(check: Check, period: str, formats: Formats) -> str:
    """`Viet Nam's two-way trade with Kazakhstan in 2023`."""
    claim = check.claim
    return formats.words(
        f"settle.cell_{claim.flow}",
        reporter=formats.area(claim.reporter),
        partner=formats.area(claim.partner),
        flow=formats.flow(claim.flow, claim.product),
        period=formats.when(period),
    )


def _sentences(check: Check, need: Need, formats: Formats) -> Iterator[str]:
    words, claim = formats.words, check.claim
    if not need.roles:
        facts = {
            "period": formats.when(claim.period),
            "base": formats.when(claim.base_period),
        }
        yield words(f"settle.{why_none(need.reason)}", **facts)
        return
    cells = [cell(check, period, formats) for period in need.roles.values()]
    told = {"what": formats.listed(cells), "currency": claim.currency}
    yield words(f"settle.{wanted(need)}", **told)
    if need.reason == Reason.BASE_PERIOD_NOT_STATED:
        yield words("settle.assumed", base=formats.when(need.roles[Role.BASE]))
    if need.implied_base is not None:
        yield words(
            "settle.if_it_holds",
            change=signed_change(check, formats),
            bounds=formats.amount_bounds(*need.implied_base.ends, claim.currency),
        )


def wanted(need: Need) -> str:
    """The key of the sentence that asks for figures."""
    figure, both, closer, in_currency, known_then = WANTED
    if len(need.roles) > 1:
        return both
    if need.reason in CLOSER:
        return closer
    if need.reason == Reason.BASE_IN_ANOTHER_CURRENCY:
        return in_currency
    return known_then if need.reason == Reason.RELEASED_LATER else figure


def why_none(reason: Reason) -> str:
    """The key of the sentence that says why no figure would settle a claim."""
    if reason in OF_ZERO:
        return "above_zero"
    return str(reason) if reason in NO_FIGURE else "of_what"
