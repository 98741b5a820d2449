"""Facts drawn at random, and what elimination finds of them: exports and imports of two years."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from analytics.reconciling.facts import Cell, Fact, distinct
from tests.support import elimination
from tests.support.made_facts import level, ratio

YEARS = ("2023", "2024")


ZERO = Fraction()


def inequalities(facts: tuple[Fact, ...] | list[Fact]) -> list[elimination.Inequality]:
    axes = [tuple(Fraction(-(at == n)) for at in range(4)) for n in range(4)]
    system = [(axis, Fraction()) for axis in axes]
    for fact in facts:
        upper, lower = fact.bounds.high, fact.bounds.low
        of = shares(fact.cell)
        if fact.base is None:
            system += [(of, upper), (tuple(-c for c in of), -lower)]
        else:
            pairs = list(zip(of, shares(fact.base), strict=True))
            system += [(tuple(c - upper * b for c, b in pairs), Fraction()),
                       (tuple(lower * b - c for c, b in pairs), Fraction())]  # fmt: skip
    return system


def shares(one: Cell) -> tuple[Fraction, ...]:
    """A cell in terms of (export 2023, import 2023, export 2024, import 2024)."""
    pair = {"export": (1, 0), "import": (0, 1), "total": (1, 1), "balance": (1, -1)}[one.flow]
    both = (*pair, 0, 0) if one.period.year == 2023 else (0, 0, *pair)
    return tuple(map(Fraction, both))


def can_be(facts: tuple[Fact, ...] | list[Fact]) -> bool:
    """Whether all can be true, and their rates are rates on something: on one unit at least.

    Rates alone know no unit, so one of them is as good as any other.
    """
    rates = [fact for fact in facts if fact.base is not None]
    on_something = [
        (tuple(-c for c in shares(fact.base)), Fraction(-1)) for fact in rates if fact.base
    ]
    return elimination.is_feasible(inequalities(facts), 4) and elimination.is_feasible(
        [*inequalities(rates), *on_something], 4
    )


def bounds_of(
    facts: list[Fact], one: Cell, less: Fraction = ZERO, base: Cell | None = None
) -> tuple[Fraction | None, Fraction | None]:
    """Of a cell, or a cell less so many times its base, through a fifth unknown that equals it."""
    of = shares(one)
    if base is not None:
        of = tuple(c - less * b for c, b in zip(of, shares(base), strict=True))
    system = [((*row, Fraction()), limit) for row, limit in inequalities(facts)]
    system += [((*of, Fraction(-1)), Fraction()), ((*(-c for c in of), Fraction(1)), Fraction())]
    return elimination.least(system, 5, 4), elimination.greatest(system, 5, 4)


amounts = st.integers(0, 40).flatmap(lambda low: st.tuples(st.just(low), st.integers(low, low + 9)))


some_levels = st.tuples(
    st.sampled_from(("export", "import", "total", "balance")), st.sampled_from(YEARS), amounts
)


some_ratios = st.tuples(
    st.sampled_from(("export", "import", "total")),
    st.tuples(st.integers(5, 20), st.integers(0, 4)).map(
        lambda pair: (Fraction(pair[0], 10), Fraction(pair[0] + pair[1], 10))
    ),
)


@st.composite
def some_facts(draw: st.DrawFn) -> list[Fact]:
    levels = draw(st.lists(some_levels, min_size=1, max_size=5))
    ratios = draw(st.lists(some_ratios, max_size=3))
    return distinct([
        *(level(f"level-{n}", flow, year, *ends, source=f"s{n % 2}")
          for n, (flow, year, ends) in enumerate(levels)),
        *(ratio(f"ratio-{n}", flow, "2024", "2023", *ends)
          for n, (flow, ends) in enumerate(ratios)),
    ])  # fmt: skip
