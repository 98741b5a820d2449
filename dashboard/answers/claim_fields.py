"""What is said of a claim, by column of a file: the verdict on it, the statistics beside it."""

from __future__ import annotations

from collections.abc import Callable

from analytics.checking.claims import Check
from analytics.checking.official_rates import OfficialLevel, OfficialRate
from data.intervals import Interval


def verdict_fields(check: Check, explain: Callable[[Check], str]) -> dict[str, object]:
    """What a check adds to a claim, by column; bounds as doubles, rounded outward."""
    recomputed, implied = _ends(check.recomputed), _ends(check.implied_base)
    return {
        "verdict": check.verdict,
        "recomputed_low": recomputed[0],
        "recomputed_high": recomputed[1],
        "implied_base_low": implied[0],
        "implied_base_high": implied[1],
        "decision_error": check.decision_error,
        "explanation": explain(check),
    }


def official_fields(one: OfficialRate) -> dict[str, object]:
    """What a source says beside a claim, by column; bounds as doubles, rounded outward."""
    level, base = _level_fields(one.level), _level_fields(one.base)
    recomputed = _ends(one.recomputed)
    return {
        "side": str(one.side),
        "statistics_of": one.series.reporter,
        "statistics_flow": str(one.series.flow),
        "period": str(one.compared.level),
        "base_period": str(one.compared.base),
        "currency": one.series.currency,
        **level,
        **{f"base_{name}": end for name, end in base.items()},
        "recomputed_low": recomputed[0],
        "recomputed_high": recomputed[1],
        "agrees": one.agrees,
        "source": one.source,
        "release_date": one.release_date,
        "valuation": "; ".join(dict.fromkeys(how for _, how in one.valuations)) or None,
        "note": "; ".join(one.notes) or None,
    }


def _level_fields(level: OfficialLevel | None) -> dict[str, float | None]:
    if level is None:
        return dict.fromkeys(("value", "low", "high"))
    value = None if level.value is None else float(level.value)
    low, high = _ends(level.bounds)
    return {"value": value, "low": low, "high": high}


def _ends(bounds: Interval | None) -> tuple[float | None, float | None]:
    """Bounds as doubles, rounded outward."""
    return (None, None) if bounds is None else bounds.as_floats()
