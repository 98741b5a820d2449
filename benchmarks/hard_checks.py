"""What contradicts itself or hangs together: the check and the reconciliation at three sizes each.

Publications that disagree on one cell, each with a rate; consistent years of months, with rates of
a flow that nobody prints; the same years with figures and rates that are wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random
from time import process_time

from analytics.reconciling.effort import TooMuchWork
from analytics.reconciling.facts import Cell, Fact
from analytics.reconciling.implications import Implications
from analytics.reconciling.reconciliation import reconcile_facts
from data.intervals import Coarser, Interval
from data.periods import Period

GROUP = ("AAA", "BBB", "TOTAL", "USD")
HALF = Fraction(1, 20)  # of the last printed digit of a month
POINT = Fraction(1, 200)


def measure() -> None:
    """Print seconds of the processor, and how they grow."""
    print(f"\n{'hard checks':<28}{'facts':>8}{'seconds':>10}{'growth':>8}")
    for name, make, sizes in (
        ("disagreeing publications", disagreeing, (30, 120, 480)),
        ("consistent years", lambda years: years_of_months(years, 0), (2, 5, 10)),
        ("contradictory years", lambda years: years_of_months(years, 25), (2, 3, 5)),
    ):
        _print(name, make, sizes)


def _print(name: str, make: Callable[[int], list[Fact]], sizes: tuple[int, ...]) -> None:
    first = None
    for size in sizes:
        facts = make(size)
        start = process_time()
        result = reconcile_facts(facts)
        undecided = _ask(facts)
        seconds = process_time() - start
        first = first or seconds
        found = f"   {len(result.conflicts):,} conflicts, {len(result.implied):,} implied"
        given_up = f", {undecided:,} claims given up" if undecided else ""
        print(f"{name:<28}{len(facts):>8,}{seconds:>10.2f}{seconds / first:>8.1f}{found}{given_up}")


def _ask(facts: list[Fact]) -> int:
    """Ask what is implied for every claim; how many are given up."""
    implications, undecided = Implications(facts), 0
    for fact in facts:
        if fact.is_claim:
            try:
                implications.change(fact.fact)
            except TooMuchWork:
                undecided += 1
    return undecided


def disagreeing(publications: int) -> list[Fact]:
    """As many levels of one cell, of which no two meet, and as many rates on it."""
    year, before = Period(2024 * 12, 12), Period(2023 * 12, 12)
    facts = []
    for n in range(publications):
        source, low = f"s{n:04}", Fraction(100 + 3 * n)
        facts.append(_level(f"f{n:04}", "total", year, low, Fraction(1, 2), source))
        factor = Fraction(110 + n % 7, 100)
        facts.append(_rate(f"c{n:04}", "total", (year, before), factor, source))
    return facts


def years_of_months(years: int, off: int) -> list[Fact]:
    """Exports and trade by month, rates of imports by month, exports and imports by year.

    `off` is by how many percent at most each number is wrong.
    """
    draw, facts, last = Random(7), [], {}
    for year in range(2000, 2000 + years):
        sums = [Fraction(), Fraction()]
        for month in range(12):
            exports = Fraction(draw.randint(999, 2000), 10)
            imports = Fraction(draw.randint(500, 900), 10)
            sums = [sums[0] + exports, sums[1] + imports]
            period = Period(year * 12 + month, 1)
            for flow, amount in (("export", exports), ("total", exports + imports)):
                wrong = amount * (100 + draw.randint(-off, off)) / 100
                facts.append(_level(f"{flow}-{period}", flow, period, wrong, HALF, "text"))
            if month in last:
                factor = imports / last[month] * (100 + draw.choice((-off, off))) / 100
                before = Period(period.start - 12, 1)
                facts.append(_rate(f"rate-{period}", "import", (period, before), factor, "text"))
            last[month] = imports
        for flow, amount in zip(("export", "import"), sums, strict=True):
            whole = Period(year * 12, 12)
            facts.append(_level(f"{flow}-{whole}", flow, whole, amount, 12 * HALF, "text"))
    return facts


def _level(
    name: str, flow: str, period: Period, amount: Fraction, half: Fraction, source: str
) -> Fact:
    bounds = Interval(amount - half, amount + half)
    cell = Cell.of(flow, period)
    return Fact(name, source, GROUP, "figure", cell, None, bounds, Coarser(bounds, bounds), (name,))


def _rate(
    name: str, flow: str, periods: tuple[Period, Period], factor: Fraction, source: str
) -> Fact:
    bounds = Interval(factor - POINT, factor + POINT)
    cell, base = (Cell.of(flow, period) for period in periods)
    return Fact(
        name, source, GROUP, "percent", cell, base, bounds, Coarser(bounds, bounds), (name,)
    )
