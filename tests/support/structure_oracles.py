"""A second implementation of the indicators of structure: loops and exact fractions, no SQL.

Concentration, ranks, comparative advantage and intra-industry trade; of their bounds, which need
not be the tightest, it gives what the docstrings say they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import strategies as st

from tests.support import oracles
from tests.support.made_observations import Row, bounded_levels

CELL = ("period", "currency", "source")
PLACE = ("reporter", "partner", "flow", "product", *CELL)
GROUPS = ("WLD", "EU", "EAEU", "ASEAN")
LEVELS = {"section": "[IVX]+", "HS2": "[0-9]{2}", "HS4": "[0-9]{4}", "HS6": "[0-9]{6}"}
SLACK = Fraction(1, 10**12)  # how far outside an exact end a bound may be, relative to it


def level_of(product: str) -> str | None:
    found = [level for level, pattern in LEVELS.items() if re.fullmatch(pattern, product)]
    return found[0] if found else None


@st.composite
def structures(draw: st.DrawFn) -> list[tuple[Any, ...]]:
    """Trade of a few countries with each other and the world in a few goods, much of it unknown."""
    cell = st.tuples(
        st.sampled_from(("VNM", "KAZ", "RUS")),
        st.sampled_from(("KAZ", "RUS", "BLR", "WLD", "EU")),
        st.sampled_from(("export", "import")),
        st.sampled_from(("TOTAL", "01", "02", "27", "0101", "I", "rice")),
    )
    cells = draw(st.lists(cell, min_size=draw(st.integers(1, 30)), max_size=60, unique=True))
    return [
        (reporter, partner, flow, "2024", draw(bounded_levels()), {"product": product})
        for reporter, partner, flow, product in cells
        if reporter != partner
    ]


def assert_encloses(row: Row, name: str, low: Fraction | None, high: Fraction | None) -> None:
    """The bounds found hold the exact ends and are hardly farther out."""
    for end, exact, sign in ((f"{name}_low", low, -1), (f"{name}_high", high, 1)):
        found = row[end]
        assert (found is None) == (exact is None), (end, row, exact)
        if exact is not None:
            outside = sign * (Fraction(found) - exact)
            assert 0 <= outside <= SLACK * (1 + abs(exact)), (end, row, float(exact))


def assert_close(found: float | None, exact: Fraction | None) -> None:
    """The number found is the exact one up to the rounding of doubles, or both are unknown."""
    if found is None or exact is None:
        assert found is exact
    else:
        assert found == pytest.approx(float(exact), rel=1e-12, abs=1e-14)


def total(rows: Iterable[Row], name: str) -> Fraction | None:
    values = [row[name] for row in rows]
    return None if None in values else sum(map(Fraction, values), Fraction(0))


def over(x: Fraction | None, y: Fraction | None) -> Fraction | None:
    return None if x is None or not y else x / y


def share_ends(row: Row, rows: Iterable[Row]) -> tuple[Fraction | None, Fraction | None]:
    """Its own end over itself and the other ends of the others; None where that is zero."""
    others = [other for other in rows if other is not row]
    low, high = Fraction(row["low"]), Fraction(row["high"])
    least = over(low, low + (total(others, "high") or 0))
    most = over(high, high + (total(others, "low") or 0))
    return least, most


def concentration(rows: list[Row]) -> dict[Any, Row]:
    known = [row for row in oracles.with_totals(oracles.actual(rows)) if row["flow"] != "balance"]
    wholes = {_place(row, row["partner"], row["product"]): row for row in known}
    parts = defaultdict(list)
    for row in known:
        if row["partner"] not in GROUPS:
            parts[*_place(row, "WLD", row["product"]), "partners"].append(row)
        if level := level_of(row["product"]):
            parts[*_place(row, row["partner"], "TOTAL"), level].append(row)
    return {
        key: _concentration(some, wholes.get(key[:-1]))
        for key, some in parts.items() if len(some) > 1
    }  # fmt: skip


def _place(row: Row, partner: str, product: str) -> tuple[Any, ...]:
    return (row["reporter"], partner, row["flow"], product, *(row[name] for name in CELL))


def _concentration(rows: list[Row], whole: Row | None) -> Row:
    value, low, high = (total(rows, name) for name in ("value", "low", "high"))
    assert low is not None
    assert high is not None
    n = sum(row["high"] > 0 for row in rows)
    is_short = whole is not None and high < whole["low"]
    hhi = None
    if value and not is_short:
        hhi = sum(((Fraction(row["value"]) / value) ** 2 for row in rows), Fraction(0))
    if is_short:
        most, least = Fraction(whole["high"]), Fraction(whole["low"])
        ends = [(Fraction(row["low"]) / most, Fraction(row["high"]) / least) for row in rows]
        rest = ((most - low) / most) ** 2
    else:
        ends, rest = [share_ends(row, rows) for row in rows], Fraction(0)
    squares = [sum(((end[i] or 0) ** 2 for end in ends), Fraction(0)) for i in (0, 1)]
    least = squares[0] if is_short else max(squares[0], Fraction(1, n)) if high else None
    normalised = (hhi - Fraction(1, n)) / (1 - Fraction(1, n)) if hhi and n > 1 else None
    return {"parts": n, "hhi": hhi, "hhi_normalised": normalised, "low": least,
            "high": min(squares[1] + rest, Fraction(1)) if high else None}  # fmt: skip


def ranks(rows: list[Row]) -> dict[Any, Row]:
    known = [row for row in oracles.with_totals(oracles.actual(rows)) if row["flow"] != "balance"]
    found = {}
    for row in known:
        key = ("reporter", "flow", "product", *CELL)
        same = [other for other in known if all(other[name] == row[name] for name in key)]
        countries = [other for other in same if other["partner"] not in GROUPS]
        world = [other for other in same if other["partner"] == "WLD"]
        if row not in countries or (len(countries) < 2 and not world):
            continue
        values = [other["value"] for other in countries]
        whole = world[0]["value"] if world else total(countries, "value")
        if world:
            ends = (over(Fraction(row["low"]), Fraction(world[0]["high"])),
                    over(Fraction(row["high"]), Fraction(world[0]["low"])))  # fmt: skip
            if ends[1] is None and ends[0] is not None and ends[0] <= 1:
                ends = (ends[0], Fraction(1 if row["high"] else 0))  # the world may have had none
        else:
            ends = share_ends(row, countries)
        own = None if row["value"] is None else Fraction(row["value"])
        share = over(own, whole and Fraction(whole))
        one, is_more = Fraction(1), ends[0] is not None and ends[0] > 1
        found[_place(row, row["partner"], row["product"])] = {
            "rank": None if None in values else 1 + sum(value > row["value"] for value in values),
            "rank_best": 1 + sum(other["low"] > row["high"] for other in countries),
            "rank_worst": len(countries) - sum(o["high"] < row["low"] for o in countries),
            "partners": len(countries),
            "share_pct": None if share is None else 100 * (share if is_more else min(share, one)),
            "low": None if ends[0] is None else 100 * ends[0],
            "high": None if ends[1] is None else 100 * (ends[1] if is_more else min(ends[1], one)),
        }
    return found


def exports_to_the_world(rows: list[Row]) -> dict[tuple[str, str], Row]:
    """By reporter and product, of one period, currency and source."""
    parts = defaultdict(list)
    for row in oracles.actual(rows):
        if row["flow"] == "export" and row["partner"] not in GROUPS[1:]:
            parts[row["reporter"], row["product"]].append(row)
    found = {}
    for key, some in parts.items():
        world = [row for row in some if row["partner"] == "WLD"]
        found[key] = world[0] if world else {
            name: total(some, name) for name in ("value", "low", "high")
        }  # fmt: skip
    return found


def comparative_advantage(rows: list[Row]) -> dict[tuple[str, str], Row]:
    exports = exports_to_the_world(rows)
    found = {}
    for (reporter, product), row in exports.items():
        level = level_of(product)
        every = {key: one for key, one in exports.items() if level and level_of(key[1]) == level}
        own = [one for key, one in every.items() if key[0] == reporter]
        of_product = [one for key, one in every.items() if key[1] == product]
        if len({key[0] for key in every}) < 2:
            continue
        w = {name: total(of_product, name) for name in ("value", "low", "high")}
        others = [one for key, one in every.items() if key[1] != product]
        share = over(row["value"] and Fraction(row["value"]), total(own, "value"))
        of_world = over(w["value"], total(every.values(), "value"))
        least, most = [end or Fraction(0) for end in share_ends(row, own)]
        w_least, w_most = share_ends(w, [w, *others])
        traded = total(own, "high") and w["high"]
        if row["value"] == 0 and total(own, "value"):
            share = Fraction(0)
        found[reporter, product] = {
            "rca": over(share, of_world),
            "low": least / (w_most or 1) if traded else None,
            "high": over(most, w_least) if traded and w["low"] else None,
        }
    return found


def intra_industry(rows: list[Row]) -> dict[Any, Row]:
    """By pair, product and level: exports, imports, the index and, of products, its bounds."""
    sides: dict[Any, dict[str, Row]] = defaultdict(dict)
    for row in oracles.actual(rows):
        if row["flow"] in ("export", "import"):
            sides[row["reporter"], row["partner"], row["product"]][row["flow"]] = row
    of_level = defaultdict(dict)
    for (reporter, partner, product), side in sides.items():
        if level := level_of(product):
            of_level[reporter, partner, level][product] = side
    found = {}
    for (reporter, partner, level), goods in of_level.items():
        whole = sides.get((reporter, partner, "TOTAL"), {})
        zero = {
            flow: _meets(whole.get(flow), [side[flow] for side in goods.values() if flow in side])
            for flow in ("export", "import")
        }
        filled = {
            product: [side.get(flow) or (dict.fromkeys(("value", "low", "high"), Fraction(0))
                      if zero[flow] else None) for flow in ("export", "import")]
            for product, side in goods.items()
        }  # fmt: skip
        for product, (x, m) in filled.items():
            found[reporter, partner, product, level] = _of_product(x, m)
        found[reporter, partner, "TOTAL", level] = _of_all(list(filled.values()))
    return found


def _meets(whole: Row | None, parts: list[Row]) -> bool:
    low, high = total(parts, "low"), total(parts, "high")
    return bool(whole and parts and low <= whole["high"] and whole["low"] <= high)


def grubel_lloyd(x: Fraction, m: Fraction) -> Fraction | None:
    return None if x + m == 0 else 1 - abs(x - m) / (x + m)


def _of_product(x: Row | None, m: Row | None) -> Row:
    if x is None or m is None:
        return {"gl": None, "low": None, "high": None}
    known = x["value"] is not None and m["value"] is not None
    (xl, xh), (ml, mh) = [(Fraction(row["low"]), Fraction(row["high"])) for row in (x, m)]
    corners = [gl for gl in (grubel_lloyd(xl, mh), grubel_lloyd(xh, ml)) if gl is not None]
    one = xl <= mh and ml <= xh and xh > 0 and mh > 0
    return {
        "gl": grubel_lloyd(Fraction(x["value"]), Fraction(m["value"])) if known else None,
        "low": min(corners, default=None),
        "high": Fraction(1) if one else max(corners, default=None),
    }


def _of_all(sides: list[list[Row | None]]) -> Row:
    if any(side is None for both in sides for side in both):
        return {"gl": None, "low": None, "high": None}
    both = [[side for side in one if side is not None] for one in sides]
    gl = None
    if all(side["value"] is not None for one in both for side in one):
        traded = sum(Fraction(side["value"]) for one in both for side in one)
        apart = sum(abs(Fraction(x["value"]) - Fraction(m["value"])) for x, m in both)
        gl = 1 - apart / traded if traded else None
    least, most = (
        sum(min(Fraction(side[end]) for side in one) for one in both) for end in ("low", "high")
    )
    low, high = (
        sum(Fraction(side[end]) for one in both for side in one) for end in ("low", "high")
    )
    if most and 2 * most >= low:
        return {"gl": gl, "low": 2 * least / high, "high": Fraction(1)}
    return {"gl": gl, "low": over(2 * least, high), "high": over(2 * most, low)}
