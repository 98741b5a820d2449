"""What would settle a claim, in words: which figure is missing, and where it must lie."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.checking.claims import Check
from analytics.checking.settling import Need, Role
from analytics.checking.verdicts import Reason
from dashboard.wording.claim_lines import signed_change
from dashboard.wording.explanations import printed_value
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


def kept_figures(check: Check, source: str, n: int, formats: Formats) -> dict[str, str]:
    """What a check rests on of a source that a person kept, and what is removed with that.

    `n` is how many figures and claims the source has: the words of the button name them all.
    """
    words, claim = formats.words, check.claim
    used = [
        (one.period, printed_value(one, formats))
        for one in (check.level, check.base)
        if one is not None and one.source == source and one.period
    ]
    if not used or n > len(used):
        told = {"source": formats.source(source), "n": n}
        return {
            "rests": words("settle.rests_source", **told),
            "remove": words("settle.remove_source", **told),
        }
    pair = formats.pair(claim.reporter, claim.partner)
    whats = [f"{cell(check, period, formats)}: {value}" for period, value in used]
    shown = [f"{formats.period(period)}: {value}" for period, value in used]
    return {
        "rests": words("settle.rests", what=formats.listed(whats), source=formats.source(source)),
        "remove": words("settle.remove", pair=pair, what=formats.listed(shown)),
    }


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
    if need.narrowed_base is not None:
        sources = sorted({fact.source for fact in check.base_from} - {claim.source})
        yield words(
            "settle.narrowed" if sources else "settle.narrowed_by_its_own",
            bounds=formats.amount_bounds(*need.narrowed_base.ends, claim.currency),
            sources=", ".join(map(formats.source, sources)),
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
