"""What drove two-way trade, against drawn truths and against exact elimination."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.reconciling import drivers
from analytics.reconciling.drivers import Undecomposed, decompose
from analytics.reconciling.facts import Cell
from analytics.reconciling.known_levels import Known
from data import periods
from data.codes.flows import AMOUNTS
from tests.support import elimination
from tests.support.examples import examples
from tests.support.made_facts import cell
from tests.support.made_levels import decomposed, ends, printed, table

F = Fraction
YEAR = periods.parse("2024")
ENDS = ("2023", "2024")

Hull = tuple[Fraction | None, Fraction | None]


@st.composite
def truths(draw: st.DrawFn) -> tuple[dict[tuple[str, str], Fraction], dict[Cell, Known]]:
    """True amounts, and what is printed of them: rounded, and not every flow."""
    truth: dict[tuple[str, str], Fraction] = {}
    levels: dict[Cell, Known] = {}
    for year in ENDS:
        amounts = [draw(st.integers(0, 5000)) for _ in range(2)]
        without_one = [tuple(f for f in AMOUNTS if f != left_out) for left_out in AMOUNTS]
        told = draw(st.sampled_from([AMOUNTS, *without_one]))
        for flow, amount in zip(AMOUNTS, (*amounts, sum(amounts)), strict=True):
            truth[flow, year] = F(amount)
            unit = draw(st.sampled_from((1, 2, 10, 100)))
            number = (2 * amount + unit) // (2 * unit) * unit
            if flow in told:
                half = F(unit, 2)
                low, high = max(number - half, F()), number + half
                levels[cell(flow, year)] = printed(low, high, value=number)
    return truth, levels


@given(truths())
def test_the_truth_lies_within_every_bound(drawn):
    truth, levels = drawn
    result = decompose(levels, YEAR)
    if isinstance(result, Undecomposed):
        assert result.reason == drivers.TOO_WIDE
        return
    total = {year: truth["total", year] for year in ENDS}
    moved = total["2024"] - total["2023"]
    for flow in AMOUNTS:
        part = result.parts[flow]
        change = truth[flow, "2024"] - truth[flow, "2023"]
        assert part.change.low <= change <= part.change.high
        assert part.base.bounds.low <= truth[flow, "2023"] <= part.base.bounds.high
        assert part.level.bounds.low <= truth[flow, "2024"] <= part.level.bounds.high
        if part.contribution is not None:
            points = 100 * change / total["2023"]
            assert part.contribution.low <= points <= part.contribution.high
        if part.share is not None:
            assert part.share.low <= change / moved <= part.share.high
    assert (result.parts["total"].share is None) == (
        result.parts["total"].change.low <= 0 <= result.parts["total"].change.high
    )
    for at, bounds in zip(result.points, ("base", "level"), strict=True):
        for flow, amount in zip(AMOUNTS, (*at, sum(at)), strict=True):
            of = getattr(result.parts[flow], bounds).bounds
            assert of.low <= amount <= of.high


@given(st.lists(st.integers(0, 10**15), min_size=4, max_size=4))
def test_exact_figures_add_up(amounts):
    exports, imports, later_exports, later_imports = amounts
    found = decomposed(decompose(table(
        export_2023=(exports, exports), import_2023=(imports, imports),
        export_2024=(later_exports, later_exports), import_2024=(later_imports, later_imports),
    ), YEAR))  # fmt: skip
    parts = found.parts
    assert parts["export"].change.low + parts["import"].change.low == parts["total"].change.low
    if exports + imports:
        growth = 100 * (F(later_exports + later_imports, exports + imports) - 1)
        assert ends(parts["total"].contribution) == (growth, growth)
        added = [ends(parts[flow].contribution)[0] for flow in ("export", "import")]
        assert sum(added) == growth
    if later_exports + later_imports != exports + imports:
        assert sum(ends(parts[flow].share)[0] for flow in ("export", "import")) == 1


# The oracle: (exports, imports) of 2023 and 2024 and a fifth unknown, by exact elimination


def inequalities(levels: dict[Cell, Known]) -> list[elimination.Inequality]:
    system = [(tuple(F(-(at == n)) for at in range(4)), F()) for n in range(4)]
    for one, of in levels.items():
        row = amounts_of(one.flow, str(one.period))
        system += [(row, of.bounds.high), (tuple(-c for c in row), -of.bounds.low)]
    return system


def amounts_of(flow: str, year: str) -> tuple[Fraction, ...]:
    pair = {"export": (1, 0), "import": (0, 1), "total": (1, 1)}[flow]
    return tuple(map(F, (*pair, 0, 0) if year == "2023" else (0, 0, *pair)))


def change_of(flow: str) -> tuple[Fraction, ...]:
    now, base = amounts_of(flow, "2024"), amounts_of(flow, "2023")
    return tuple(a - b for a, b in zip(now, base, strict=True))


def hull_of(levels: dict[Cell, Known], of: tuple[Fraction, ...]) -> Hull:
    """Least and greatest of a sum of the four unknowns, through a fifth that equals it."""
    system: list[elimination.Inequality] = [((*row, F()), top) for row, top in inequalities(levels)]
    system += [((*of, F(-1)), F()), ((*(-c for c in of), F(1)), F())]
    return elimination.least(system, 5, 4), elimination.greatest(system, 5, 4)


def less(
    of: tuple[Fraction, ...], times: Fraction, other: tuple[Fraction, ...]
) -> tuple[Fraction, ...]:
    """A ratio has the end `times` where `of` less so many times `other` just reaches 0."""
    return tuple(a - times * b for a, b in zip(of, other, strict=True))


ends_drawn = st.tuples(st.integers(0, 30), st.integers(0, 12)).map(lambda p: (p[0], p[0] + p[1]))


def some_levels() -> st.SearchStrategy[dict[Cell, Known]]:
    cells = [cell(flow, year) for flow in AMOUNTS for year in ENDS]
    return st.dictionaries(st.sampled_from(cells), ends_drawn, min_size=2).map(
        lambda drawn: {of: printed(*bounds) for of, bounds in drawn.items()}
    )


@settings(max_examples=examples(300, usual=100))
@given(some_levels())
def test_bounds_and_reasons_are_those_of_exact_elimination(levels):
    result = decompose(levels, YEAR)
    if isinstance(result, Undecomposed):
        confirm_reason(levels, result)
        return
    assert elimination.is_feasible(inequalities(levels), 4)
    moved = {flow for flow in AMOUNTS if not may_stand_still(hull_of(levels, change_of(flow)))}
    assert not result.implied or ("total" in moved and len(moved) > 1)
    for flow in AMOUNTS:
        part = result.parts[flow]
        assert ends(part.change) == hull_of(levels, change_of(flow))
        assert ends(part.base.bounds) == hull_of(levels, amounts_of(flow, "2023"))
        assert ends(part.level.bounds) == hull_of(levels, amounts_of(flow, "2024"))
        if part.contribution is not None:
            base = amounts_of("total", "2023")
            least, greatest = (end / 100 for end in ends(part.contribution))
            assert hull_of(levels, less(change_of(flow), least, base))[0] == 0
            assert hull_of(levels, less(change_of(flow), greatest, base))[1] == 0
        if part.share is not None:
            total, rose = change_of("total"), result.parts["total"].change.low > 0
            least, greatest = ends(part.share) if rose else reversed(ends(part.share))
            assert hull_of(levels, less(change_of(flow), least, total))[0] == 0
            assert hull_of(levels, less(change_of(flow), greatest, total))[1] == 0


def confirm_reason(levels: dict[Cell, Known], result: Undecomposed) -> None:
    feasible = elimination.is_feasible(inequalities(levels), 4)
    if result.reason == drivers.CONTRADICTION:
        assert not feasible
    if not feasible:
        return
    if result.reason == drivers.UNKNOWN_FLOW:
        named = [amounts_of(one.flow, str(one.period)) for one in result.cells]
        assert named
        assert all(hull_of(levels, of)[1] is None for of in named)
    if result.reason == drivers.TOO_WIDE:
        still = {flow for flow in AMOUNTS if may_stand_still(hull_of(levels, change_of(flow)))}
        assert "total" in still or {"export", "import"} <= still


def may_stand_still(hull: Hull) -> bool:
    low, high = hull
    assert low is not None
    assert high is not None
    return low <= 0 <= high


def test_the_oracle_meets_every_kind_of_result():
    """So that the comparison above cannot pass for want of cases."""
    seen: set[str] = set()

    @settings(max_examples=300, database=None)
    @given(some_levels())
    def collect(levels):
        result = decompose(levels, YEAR)
        seen.add(result.reason if isinstance(result, Undecomposed) else "decomposed")

    collect()
    assert seen == {drivers.NO_BASE, drivers.UNKNOWN_FLOW, drivers.TOO_WIDE,
                    drivers.CONTRADICTION, "decomposed"}  # fmt: skip
