"""What official statistics say beside claims, against a second way to work it out.

The oracle knows no SQL and no bounds of relations: it asks a table of numbers for a period, and
adds up parts by hand where the table has none.
"""

from __future__ import annotations

from fractions import Fraction

from hypothesis import event, given, settings
from hypothesis import strategies as st

from analytics.checking.official_rates import official_rates
from data import periods
from data.views import claims_of
from tests.support.examples import examples
from tests.support.made_claims import claim, claims
from tests.support.made_observations import observations

YEARS = (2020, 2021)
HALVES = [f"{year}-01/{year}-06" for year in YEARS]
PARTS = {
    **{str(year): [f"{year}-Q{n}" for n in range(1, 5)] for year in YEARS},
    **{
        f"{year}-Q{n}": [f"{year}-{month:02d}" for month in range(3 * n - 2, 3 * n + 1)]
        for year in YEARS
        for n in range(1, 5)
    },
}
ASKED = [("2021", "2020"), ("2021-Q2", "2020-Q2"), ("2021-02", "2020-02"), tuple(reversed(HALVES))]
MIRROR = {"export": "import", "import": "export", "total": "total", "balance": "balance"}
Table = dict[tuple[str, str], tuple[int, int]]  # least and most by flow and period


def of_flow(table: Table, flow: str, period: str) -> tuple[int, int] | None:
    """What a table prints for a period, or what its parts add up to: all of them, or nothing."""
    if (flow, period) in table:
        return table[flow, period]
    if period in HALVES:
        year = period[:4]
        ways = [[f"{year}-{n:02d}" for n in range(1, 7)], [f"{year}-Q1", f"{year}-Q2"]]
    else:
        ways = [PARTS[period]] if period in PARTS else []
    for parts in ways:
        found = [of_flow(table, flow, part) for part in parts]
        if None not in found:
            return sum(low for low, _ in found), sum(high for _, high in found)
    return None


def level(table: Table, flow: str, period: str) -> tuple[int, int] | None:
    """The same; two-way trade and the balance also of exports and imports."""
    found = of_flow(table, flow, period)
    if found is not None or flow not in ("total", "balance"):
        return found
    exports, imports = (of_flow(table, way, period) for way in ("export", "import"))
    if exports is None or imports is None:
        return None
    if flow == "total":
        return exports[0] + imports[0], exports[1] + imports[1]
    return exports[0] - imports[1], exports[1] - imports[0]


def percent(table: Table, flow: str, period: str, base: str, *, turned: bool):
    """The ends of the growth, or None where there is none; ... where a level is missing."""
    found = [level(table, flow, one) for one in (period, base)]
    if None in found:
        return ...
    if turned and flow == "balance":
        found = [(-high, -low) for low, high in found]
    (low, high), (base_low, base_high) = found
    if base_low > 0 and low >= 0:
        ends = Fraction(low, base_high), Fraction(high, base_low)
    elif base_high < 0 and high <= 0:
        ends = Fraction(-high, -base_low), Fraction(-low, -base_high)
    else:
        return None
    return tuple(100 * (end - 1) for end in ends)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Complete months or quarters or years of some flows, a few of them left out or doubled."""
    rows: Table = {}
    years = [str(year) for year in YEARS]
    quarters = [part for year in years for part in PARTS[year]]
    months = [part for quarter in quarters for part in PARTS[quarter]]
    for flow in draw(st.sets(st.sampled_from(["export", "import", "total"]), min_size=1)):
        for kind in draw(st.sets(st.sampled_from(["A", "Q", "M", "R"]), min_size=1)):
            every = {"A": years, "Q": quarters, "M": months, "R": HALVES}[kind]
            left_out = draw(st.sets(st.sampled_from(every), max_size=1))
            for period in every:
                if period not in left_out:
                    low = draw(st.integers(0, 9))
                    rows[flow, period] = low, low + draw(st.sampled_from([0, 0, 0, 2]))
    return rows


@given(
    given_tables=st.fixed_dictionaries(
        {(side, source): tables() for side in ("VNM", "KAZ") for source in ("fund", "office")}
    ),
    flow=st.sampled_from(sorted(MIRROR)),
)
@settings(max_examples=examples(150, usual=20), deadline=None)
def test_every_rate_is_that_of_the_oracle(given_tables, flow):
    figures = [
        (reporter, "KAZ" if reporter == "VNM" else "VNM", way, period, (low, low, high),
         {"source": source})
        for (reporter, source), table in given_tables.items()
        for (way, period), (low, high) in table.items()
    ]  # fmt: skip
    rows = [
        claim("10", claim=f"c{n}", flow=flow, period=period, base_period=base)
        for n, (period, base) in enumerate(ASKED)
    ]
    told = official_rates(claims_of(claims(*rows)), observations(*figures), ["fund", "office"])
    found = {
        (claim, one.series.reporter, one.source): one.recomputed and one.recomputed.ends
        for claim, rates in told.items()
        for one in rates
        if len(one.levels) == 2
    }
    wanted = {}
    for n, (period, base) in enumerate(ASKED):
        for (reporter, source), table in given_tables.items():
            seen = flow if reporter == "VNM" else MIRROR[flow]
            ends = percent(table, seen, period, base, turned=reporter == "KAZ")
            if ends is not ...:
                wanted[f"c{n}", reporter, source] = ends
    event(f"{len(wanted) > 0} {any(wanted.values())}")
    assert found == wanted


def test_the_oracle_knows_the_known_answers():
    table = {("export", f"2020-{n:02d}"): (n, n) for n in range(1, 13)}
    assert level(table, "export", "2020") == (78, 78)
    assert level(table, "export", HALVES[0]) == (21, 21)
    assert level(table, "total", "2020") is None
    assert [str(periods.parse(half)) for half in HALVES] == HALVES
