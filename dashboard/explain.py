"""A check of a claim in words: the claim, the answer, and the arithmetic to redo on paper."""

from __future__ import annotations

from fractions import Fraction

from analytics.claims import CONSISTENT, CONTRADICTED, Check, Figure
from dashboard.formats import Formats


def claim_title(check: Check, language: str) -> str:
    """`Viet Nam – Russia, two-way trade 2024: up 26% on 2023`."""
    formats = Formats(language)
    claim = check.claim
    key = "base" if claim["base_period"] else "no_base"
    return formats.words(
        f"claim.title_{key}",
        pair=formats.words(
            "pair.title",
            reporter=formats.area(claim["reporter"]),
            partner=formats.area(claim["partner"]),
        ),
        flow=formats.flow(claim["flow"], claim["product"]),
        period=formats.when(claim["period"]),
        change=claimed_change(check, language),
        base=formats.when(claim["base_period"]),
    )


def claimed_change(check: Check, language: str) -> str:
    """The reported change as printed: `up 26%`, `down nearly 60%`, `up 4.2-fold`."""
    formats, claim = Formats(language), check.claim
    if check.change.is_headline_word:
        printed = claim["claimed_printed"]
        rate = formats.words("claim.word", rate=_rate(check, formats), printed=printed)
    else:
        rate = formats.words(
            f"qualifier.{claim['claimed_qualifier']}", figure=_rate(check, formats)
        )
    return formats.words(f"claim.{claim['kind']}_{claim['direction']}", rate=rate)


def explanation(check: Check, language: str) -> str:
    """What the figures say of the claim, in one or two sentences."""
    formats = Formats(language)
    parts = [formats.words(f"reason.{check.reason}", **_facts(check, formats))]
    if check.decision_error:
        parts.append(formats.words("reason.decision_error"))
    if check.base is not None and check.mixed_sources:
        parts.append(formats.words("reason.mixed_sources", sources=_sources(check)))
    if check.base is not None and check.base.status == "P":
        parts.append(formats.words("reason.provisional_base"))
    if check.verdict not in (CONSISTENT, CONTRADICTED) and check.implied_base:
        base = check.claim["base_period"]
        parts.append(
            formats.words(
                "reason.implied_base",
                period=formats.when(base) if base else formats.words("claim.the_base_period"),
                bounds=formats.amount_bounds(*check.implied_base, check.claim["currency"]),
            )
        )
    return " ".join(parts)


def arithmetic(check: Check, language: str) -> list[str]:
    """The check line by line, each line redone with a pocket calculator."""
    formats = Formats(language)
    lines = [_claimed_line(check, formats)]
    if check.level is not None:
        lines.append(_figure_line("level", check.level, formats))
    if check.base is not None:
        lines.append(_figure_line("base", check.base, formats))
    if check.recomputed is not None and check.level and check.base:
        lines += _recomputed_lines(check, check.level, check.base, formats)
    if check.implied_base is not None and check.level:
        lines += _implied_lines(check, check.level, formats)
    return lines


def figure_text(figure: Figure, language: str) -> str:
    """A figure that a check used: its value and its bounds."""
    formats = Formats(language)
    low, high = figure.bounds.low, figure.bounds.high
    if figure.value is None or low == high:
        return formats.amount_bounds(low, high, figure.currency)
    return formats.words(
        "arithmetic.stands_for",
        value=formats.printed(figure.value, low, high, figure.qualifier, figure.currency),
        bounds=formats.amount_bounds(low, high, figure.currency),
    )


def _rate(check: Check, formats: Formats) -> str:
    claim = check.claim
    low, high, value = claim["claimed_low"], claim["claimed_high"], claim["claimed"]
    if claim["kind"] == "absolute":
        return formats.printed(value, low, high, None, claim["currency"])
    unit = {"multiple": "times", "percentage_points": "points"}.get(claim["kind"], "percent")
    shown = [low, high] if value is None else [value]
    width = (high - low).normalize() if claim["claimed_qualifier"] == "exact" else None
    decimals = max(-width.adjusted(), 0) if width else max(map(_decimals, shown))
    numbers = [formats.number(end, decimals) for end in shown]
    return formats.words(f"format.{unit}", **{unit: "–".join(numbers)})


def _decimals(value: object) -> int:
    _, _, fraction = f"{value:f}".partition(".")
    return len(fraction.rstrip("0"))


def _facts(check: Check, formats: Formats) -> dict[str, str]:
    claim = check.claim
    facts = {
        "period": formats.when(claim["period"]),
        "base": formats.when(claim["base_period"]),
        "reporter": formats.area(claim["reporter"]),
        "claimed": _claimed_bounds(check, formats),
        "recomputed": "",
    }
    if check.recomputed is not None:
        facts["recomputed"] = formats.rate(claim["kind"], *check.recomputed, claim["currency"])
    return facts


def _claimed_bounds(check: Check, formats: Formats) -> str:
    claim = check.claim
    low, high = claim["claimed_low"], claim["claimed_high"]
    return formats.rate(claim["kind"], low, high, claim["currency"])


def _sources(check: Check) -> str:
    used = {figure.source for figure in (check.level, check.base) if figure is not None}
    return ", ".join(sorted(used - {check.claim["source"]}))


def _claimed_line(check: Check, formats: Formats) -> str:
    claim = check.claim
    return formats.words(
        "arithmetic.claimed",
        printed=claim["claimed_printed"],
        bounds=_claimed_bounds(check, formats),
    )


def _figure_line(role: str, figure: Figure, formats: Formats) -> str:
    key = f"arithmetic.{role}_sum" if figure.is_sum else f"arithmetic.{role}"
    return formats.words(
        key,
        period=formats.when(figure.period),
        figure=figure_text(figure, formats.language),
        source=figure.source,
    )


def _recomputed_lines(check: Check, level: Figure, base: Figure, formats: Formats) -> list[str]:
    if check.recomputed is None:
        return []
    kind, rising = check.claim["kind"], check.change.sign > 0
    over = (base, level) if kind == "multiple" and not rising else (level, base)
    least = (over[0].bounds.low, over[1].bounds.high)
    greatest = (over[0].bounds.high, over[1].bounds.low)
    if not rising and kind != "multiple":
        least, greatest = greatest, least
    formula = f"arithmetic.formula_{kind}" + ("" if rising or kind == "multiple" else "_down")
    steps = zip(("least", "greatest"), (least, greatest), check.recomputed, strict=True)
    return [
        formats.words(
            f"arithmetic.{word}",
            formula=formats.words(
                formula,
                top=_bare(top, formats),
                bottom=_bare(bottom, formats),
                years=check.change.years,
            ),
            result=_exact_rate(result, check, formats),
        )
        for word, (top, bottom), result in steps
    ]


def _implied_lines(check: Check, level: Figure, formats: Formats) -> list[str]:
    if check.implied_base is None:
        return []
    if check.claim["kind"] == "absolute":
        bounds = formats.amount_bounds(*check.implied_base, level.currency)
        return [formats.words("arithmetic.implied_absolute", bounds=bounds)]
    factor = check.change.factor
    pairs = ((level.bounds.low, factor.high), (level.bounds.high, factor.low))
    return [
        formats.words(
            f"arithmetic.implied_{word}",
            level=_bare(end, formats),
            factor=formats.number(by, 4),
            result=formats.amount(result, level.currency, significant=5),
        )
        for word, (end, by), result in zip(
            ("least", "greatest"), pairs, check.implied_base, strict=True
        )
    ]


def _exact_rate(value: float, check: Check, formats: Formats) -> str:
    kind = check.claim["kind"]
    if kind == "multiple":
        return formats.number(value, 3)
    if kind == "absolute":
        return formats.amount(value, check.claim["currency"])
    return formats.percent(value, 3)


def _bare(value: Fraction, formats: Formats) -> str:
    """An amount in millions with every digit it has, for a line of arithmetic."""
    millions = value / 1_000_000
    decimals = next((d for d in range(13) if (millions * 10**d).denominator == 1), 12)
    return formats.number(millions, decimals)
