"""Claims and their figures as printed beside the truth, an oracle of them, and their relations."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from typing import NamedTuple

import duckdb
import pandas as pd
from duckdb import DuckDBPyRelation

from analytics.checking import claims
from data import periods
from tests.support.made_observations import Row, relation_of
from tests.support.printing import Ends, Printed
from tests.support.schema import empty_edition

ROOT_DIGITS = 30  # of a root; printed rates keep two decimals


class Statement(NamedTuple):
    """What a claim says before it is printed: +18.4 percent, a fall by 3 million."""

    kind: str
    direction: str
    rate: Fraction
    years: int = 1


@dataclass(frozen=True)
class Truth:
    """Two true levels, and the one a year before the base, in whole currency units."""

    level: Fraction
    base: Fraction
    before: Fraction
    years: int

    def says(self, kind: str, direction_if_flat: str = "up") -> Statement:
        """What is true of the two levels; percent where the kind has nothing to say."""
        smaller, larger = sorted((self.level, self.base))
        direction = direction_if_flat if smaller == larger else _direction(self.base, self.level)
        change = abs(self.level - self.base)
        if kind == "absolute" and change >= 100:
            return Statement(kind, direction, change)
        if kind == "multiple" and larger / smaller >= Fraction(6, 5):
            return Statement(kind, direction, larger / smaller)
        if kind == "average_annual_percent":
            yearly = root(self.level / self.base, self.years)
            return Statement(kind, direction, 100 * abs(yearly - 1), self.years)
        return Statement("percent", direction, 100 * change / self.base)


@dataclass(frozen=True)
class Claim:
    """A claim and the figures beside it, as printed; `slip` is empty for a true one."""

    truth: Truth
    statement: Statement
    period: str
    level: Printed
    base: Printed
    rate: Printed
    printed: str
    before: Printed | None
    flow: str
    slip: str = ""

    @property
    def base_period(self) -> str:
        """The same months one year earlier, or the years an average annual rate goes back."""
        return str(_earlier(self.period, self.statement.years))

    @property
    def period_before(self) -> str:
        """The period one year before the base period."""
        return str(_earlier(self.period, self.statement.years + 1))

    @property
    def is_tight(self) -> bool:
        """Whether level over base as printed is known to a quarter of the true change."""
        level, base = self.level.ends, self.base.ends
        width = level[1] / base[0] - level[0] / base[1]
        return 4 * width <= abs(self.truth.level / self.truth.base - 1)


def possible(claim: Claim) -> bool:
    """Whether some numbers within the bounds of level, base and rate satisfy the claim.

    The oracle, apart from analytics: what is missing to equality rises or falls with each of the
    three numbers, so it is least and greatest at corners of the box; and a continuous function
    is zero somewhere between ends of different signs.
    """
    return _holds(claim, *(number.ends for number in (claim.level, claim.base, claim.rate)))


def possible_if_cut(claim: Claim) -> bool:
    """Whether the claim is satisfied if any of its numbers were cut instead of rounded."""
    numbers = (claim.level, claim.base, claim.rate)
    return any(_holds(claim, *box) for box in product(*((n.ends, n.cut_ends) for n in numbers)))


def possible_if_rounded(claim: Claim) -> bool:
    """Whether it is if one whole number was rounded to its last digit that is not zero."""
    numbers = (claim.level, claim.base, claim.rate)
    printed = [number.ends for number in numbers]
    return any(
        _holds(claim, *printed[:at], number.rounded_ends, *printed[at + 1 :])
        for at, number in enumerate(numbers)
    )


def shows_other_way(claim: Claim) -> bool:
    """Whether level and base, both rounded or both cut, can only have moved the other way."""
    return prints_other_way(claim) and _is_other_way(
        claim, claim.level.cut_ends, claim.base.cut_ends
    )


def prints_other_way(claim: Claim) -> bool:
    """Whether level and base within their bounds as printed can only have moved the other way."""
    return _is_other_way(claim, claim.level.ends, claim.base.ends)


def _is_other_way(claim: Claim, level: Ends, base: Ends) -> bool:
    old, new = (base, level) if claim.statement.direction == "up" else (level, base)
    return new[1] <= old[0] and new[0] < old[0]


def is_near(claim: Claim) -> bool:
    """Whether the claim misses what is printed by a twentieth of the change at most.

    By a fortieth for a fall; the twentieth of what could be claimed, both sides together.
    """
    found, stated, still = _found_and_stated(claim)
    if found[0] <= still <= found[1]:
        return False
    least = min(abs(end - still) for end in found)
    miss = max(stated[0] - found[1], found[0] - stated[1])
    return miss <= least / (20 if claim.statement.direction == "up" else 40)


def is_far_off(claim: Claim) -> bool:
    """Whether the claim is off by more than the widths of level, base and rate, from the middle.

    As a factor of level over base, or as an amount; then no numbers within the bounds satisfy it.
    """
    if claim.statement.kind != "absolute" and claim.base.ends[0] <= 0:
        return False
    if claim.statement.kind == "multiple" and claim.rate.ends[0] <= 0:
        return False
    found, stated, _ = _found_and_stated(claim)
    off = abs(sum(found) - sum(stated)) / 2
    return off > found[1] - found[0] + stated[1] - stated[0]


def _found_and_stated(claim: Claim) -> tuple[Ends, Ends, int]:
    """The ends of level over base, or of level less base, as printed and as claimed; no change."""
    kind, direction, _, years = claim.statement
    level, base, rate = claim.level.ends, claim.base.ends, claim.rate.ends
    sign = 1 if direction == "up" else -1
    if kind == "absolute":
        low, high = sorted(sign * end for end in rate)
        return (level[0] - base[1], level[1] - base[0]), (low, high), 0
    if kind == "multiple":
        low, high = sorted(end**sign for end in rate)
    else:
        low, high = sorted(max(1 + sign * end / 100, Fraction()) ** years for end in rate)
    return (level[0] / base[1], level[1] / base[0]), (low, high), 1


def _holds(claim: Claim, *ends: Ends) -> bool:
    missing = [_missing(claim.statement, *corner) for corner in product(*ends)]
    return min(missing) <= 0 <= max(missing)


def _missing(statement: Statement, level: Fraction, base: Fraction, rate: Fraction) -> Fraction:
    kind, direction, _, years = statement
    sign = 1 if direction == "up" else -1
    if kind == "absolute":
        return level - base - sign * rate
    if kind == "multiple":
        return level - rate * base if sign > 0 else rate * level - base
    return level - base * max(1 + sign * rate / 100, Fraction()) ** years


def check_all(made: list[Claim]) -> list[claims.Check]:
    """The check of each claim, in one book in which each is about a product of its own."""
    rows = [_claim_row(number, claim) for number, claim in enumerate(made)]
    figures = [row for number, claim in enumerate(made) for row in _figure_rows(number, claim)]
    checks = claims.check_all(_claims_relation(rows), relation_of(figures))
    found = {int(check.claim.claim): check for check in checks}
    return [found[number] for number in range(len(made))]


def _figure_rows(number: int, claim: Claim) -> list[Row]:
    printed = {claim.period: claim.level, claim.base_period: claim.base}
    if claim.before:
        printed[claim.period_before] = claim.before
    return [
        {
            **_cell(number, claim, period),
            **_columns("", figure),
            "figure": f"{number} in {period}",
            "status": "A",
            "valuation": None,
            "is_sum": False,
        }
        for period, figure in printed.items()
    ]


def _claim_row(number: int, claim: Claim) -> Row:
    return {
        **_cell(number, claim, claim.period),
        **_columns("level", claim.level),
        **_columns("claimed", claim.rate),
        "claim": str(number),
        "figure": f"{number} in {claim.period}",
        "figure_kind": "actual",
        "level_status": "A",
        "kind": claim.statement.kind,
        "direction": claim.statement.direction,
        "base_period": claim.base_period,
        "claimed_printed": claim.printed,
        "level_printed": claim.level.text,
        "place": "line 1",
    }


def _cell(number: int, claim: Claim, period: str) -> Row:
    months = periods.parse(period)
    return {
        "reporter": "VNM",
        "partner": "KAZ",
        "flow": claim.flow,
        "product": str(number),
        "currency": "USD",
        "source": "gazette",
        "release_date": "2025-05-02",
        "freq": months.freq,
        "period": period,
        "first_month": months.first_month,
        "last_month": months.last_month,
    }


def _columns(name: str, printed: Printed) -> Row:
    """A printed number in the columns of the views."""
    prefix = f"{name}_" if name else ""
    kept = printed.kept.columns
    return {
        name or "value": kept["value"],
        f"{prefix}low": kept["low"],
        f"{prefix}high": kept["high"],
        f"{prefix}qualifier": printed.qualifier,
        f"{prefix}is_whole": printed.is_whole,
    }


def _claims_relation(rows: list[Row]) -> DuckDBPyRelation:
    columns = _columns_of_claims()
    connection = duckdb.connect(config={"threads": 1})
    connection.register("given", pd.DataFrame(rows, columns=list(columns), dtype=object))
    typed = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in columns.items())
    connection.execute(f"CREATE TEMP TABLE claim AS SELECT {typed} FROM given")
    return connection.table("claim")


@cache
def _columns_of_claims() -> dict[str, str]:
    with empty_edition() as connection:
        view = connection.table("reported_claim")
        return dict(zip(view.columns, map(str, view.types), strict=True))


def root(number: Fraction, degree: int) -> Fraction:
    """The positive root cut to 30 decimals; exact where it has no more."""
    scale = 10**ROOT_DIGITS
    target = number * scale**degree // 1
    guess = 1 << (target.bit_length() // degree + 1)
    while (better := ((degree - 1) * guess + target // guess ** (degree - 1)) // degree) < guess:
        guess = better
    return Fraction(guess, scale)


def _earlier(period: str, years: int) -> periods.Period:
    return periods.parse(period).moved(-12 * years)


def _direction(old: Fraction, new: Fraction) -> str:
    return "up" if new > old else "down"
