"""A second implementation of every indicator, to compare the first with.

Written from docs/contract.md and the docstrings only: dictionaries and loops, exact fractions,
no SQL. Each function takes the rows of an observation relation and returns the rows it expects.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import product
from typing import Any

from data import periods
from tests.support.made_observations import Row, keyed

# Relative to the expected number, absolute where that is below 1. Amounts are compared exactly.
TOLERANCE = Fraction(1, 10**12)
# How far outside a bound may be, relative to it: a few times the spacing of doubles, 2.2e-16; that
# of an average annual rate relative to its factor and one, in percent.
OUTSIDE = Fraction(2, 10**15)
OUTSIDE_YEARLY = Fraction(1, 10**14)

CELL = ("reporter", "partner", "flow", "product", "period")
GROWTH_KEY = (*CELL, "source")
BALANCE_KEY = ("reporter", "partner", "product", "period", "currency", "source")
AVERAGE_KEY = (*CELL[:4], "currency", "source")
AMOUNTS = ("value", "low", "high")


def assert_same(found: list[Row], expected: list[Row], key: tuple[str, ...]) -> None:
    """Every expected row is found and no other; empty where empty is expected, numbers close."""
    expected_by_key = keyed(expected, *key) if expected else {}
    found_by_key = of_same_keys(found, expected_by_key, key)
    for one, row in expected_by_key.items():
        for name, number in row.items():
            actual, is_yearly = found_by_key[one][name], "years" in found_by_key[one]
            if name.endswith(("_low", "_high")) and isinstance(actual, float):
                agrees = _encloses(name, actual, number, is_yearly)
            else:
                agrees = _close(actual, number)
            assert agrees, f"{one}: {name} is {actual}, not {number}"


def of_same_keys(
    found: list[Row], expected: Collection[Any], key: tuple[str, ...]
) -> dict[Any, Row]:
    """The rows found by key, when every key expected is found and no other."""
    if not expected:
        assert found == []
        return {}
    found_by_key = keyed(found, *key)
    assert set(found_by_key) == set(expected)
    return found_by_key


def actual(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["status"] != "F" and row["period"] is not None]


def with_totals(rows: list[Row]) -> list[Row]:
    place = ("reporter", "partner", "product", "period", "source")
    printed = {_key(row, place) for row in rows if row["flow"] == "total"}
    imports = [row for row in rows if row["flow"] == "import"]
    sums = []
    for x in (row for row in rows if row["flow"] == "export"):
        for m in imports:
            same = _key(x, (*place, "currency")) == _key(m, (*place, "currency"))
            if same and _key(x, place) not in printed and x["period"] is not None:
                status = "P" if "P" in (x["status"], m["status"]) else x["status"]
                nothing = dict.fromkeys(("figure", "qualifier", "valuation", "is_whole"))
                own = {**nothing, "is_sum": True, "flow": "total", "status": status}
                sums.append({**x, **_sum(x, m), **own})
    return rows + sums


def year_on_year(rows: list[Row]) -> list[Row]:
    levels = with_totals(actual(rows))
    return [_growth(row, str(_period(row).year_earlier()), levels) for row in levels]


def period_on_period(rows: list[Row]) -> list[Row]:
    levels = [row for row in with_totals(actual(rows)) if row["freq"] != "R"]
    return [
        _growth(
            row,
            str(_period(row).previous()),
            levels,
            () if row["freq"] == "A" else ("not seasonally adjusted",),
        )
        for row in levels
    ]


def _growth(row: Row, base_period: str, levels: list[Row], more: tuple[str, ...] = ()) -> Row:
    bases = [r for r in levels if _key(r, CELL) == (*_key(row, CELL[:4]), base_period)]
    printed = [r for r in bases if r["source"] == row["source"]]
    base = next((r for r in printed if r["currency"] == row["currency"]), None)
    note = _growth_note(row, base, printed, bases)
    summed = ("total is exports plus imports",) if row["is_sum"] else ()
    expected = {
        **{name: row[name] for name in (*GROWTH_KEY, "freq", "currency", "value", "low", "high")},
        "base_period": base_period,
        "note": "; ".join([text for text in (note, *summed, *more) if text]) or None,
        **{f"base_{name}": base and base[name] for name in AMOUNTS},
        **_spread("change", row, base, lambda level, old: level - old),
        **_rates(row, base),
        **dict.fromkeys(("contribution_pp", "contribution_pp_low", "contribution_pp_high")),
    }  # fmt: skip
    total = next(
        (r for r in levels if r["flow"] == "total" and r["currency"] == row["currency"]
         and _key(r, (*CELL[:2], "product", "period", "source"))
         == (*_key(row, (*CELL[:2], "product")), base_period, row["source"])),
        None,
    )  # fmt: skip
    part_of_total = row["flow"] != "balance"  # a balance is no part of two-way trade
    if part_of_total and base and total and row["low"] >= 0 and base["low"] >= 0:
        if total["value"] and expected["change"] is not None:
            expected["contribution_pp"] = 100 * expected["change"] / Fraction(total["value"])
        if total["low"] > 0:
            parts = [
                100 * change / Fraction(whole)
                for change in (expected["change_low"], expected["change_high"])
                for whole in (total["low"], total["high"])
            ]
            expected |= {"contribution_pp_low": min(parts), "contribution_pp_high": max(parts)}
    return expected


def _growth_note(row: Row, base: Row | None, printed: list[Row], bases: list[Row]) -> str | None:
    if base is None and printed:
        return "mixed currencies"
    if base is None:
        if any(other["currency"] == row["currency"] for other in bases):
            return "mixed sources"
        return "mixed currencies" if bases else "no base figure"
    sizes = _sizes(row, base)
    if sizes is None:
        surely = max(row["low"], base["low"]) > 0 > min(row["high"], base["high"])
        both = "a surplus and a deficit have no rate"
        return both if surely else "the balance may be above or below zero"
    if sizes[1]["high"] == 0 or base["value"] == 0:
        return "base is zero"
    return "a range has no single value" if None in (row["value"], base["value"]) else None


def average_annual(rows: list[Row], first: int, last: int) -> list[Row]:
    ends: dict[Any, dict[str, Row]] = defaultdict(dict)
    key = (*CELL[:4], "currency", "source")
    for row in with_totals(actual(rows)):
        if row["period"] in (str(first), str(last)):
            ends[_key(row, key)][row["period"]] = row
    expected = []
    currencies = defaultdict(set)
    for one in ends:
        currencies[(*one[:4], one[5])].add(one[4])
    for one, found in ends.items():
        base, level = found.get(str(first)), found.get(str(last))
        rates = _rates(level, base)
        expected.append({
            **dict(zip(key, one, strict=True)),
            **{name: rate and _yearly(rate, last - first) for name, rate in rates.items()},
            "value": level and level["value"],
            "base_value": base and base["value"],
            "note": _growth_note(level, base, [], []) if level and base
            else "mixed currencies" if len(currencies[(*one[:4], one[5])]) > 1
            else "no figure for the last year" if base else "no base figure",
        })  # fmt: skip
    return expected


def _yearly(percent: Fraction, years: int) -> Fraction:
    factor = 1 + percent / 100
    with localcontext(prec=60):
        root = (Decimal(factor.numerator) / factor.denominator) ** (1 / Decimal(years))
    return 100 * (Fraction(root) - 1)


def _rates(level: Row | None, base: Row | None) -> Row:
    if level and base:
        level, base = _sizes(level, base) or (None, None)
    return _spread("growth_pct", level, base, lambda a, b: 100 * (a / b - 1) if b else None)


def _sizes(*levels: Row) -> tuple[Row, ...] | None:
    """The levels without their sign; None where they have, or may have, different signs."""
    ends = [row[end] for row in levels for end in ("low", "high")]
    if min(ends) >= 0:
        return levels
    if max(ends) > 0:
        return None
    turned = {"low": "high", "high": "low", "value": "value"}
    return tuple(
        row | {name: row[of] if row[of] is None else -row[of] for name, of in turned.items()}
        for row in levels
    )


def balance(rows: list[Row]) -> list[Row]:
    sides: dict[Any, dict[str, Row]] = defaultdict(dict)
    for row in actual(rows):
        sides[_key(row, BALANCE_KEY)][row["flow"]] = row
    flows = defaultdict(set)
    for key, side in sides.items():
        flows[_without_currency(key)].update(side)
    return [
        {
            **dict(zip(BALANCE_KEY, key, strict=True)),
            **_balance(side, flows[_without_currency(key)]),
        }
        for key, side in sides.items()
    ]


def _without_currency(key: Any) -> Any:
    at = BALANCE_KEY.index("currency")
    return (*key[:at], *key[at + 1 :])


def _balance(side: dict[str, Row], flows: set[str]) -> Row:
    x, m, total, printed = (side.get(flow) for flow in ("export", "import", "total", "balance"))
    sum_of = _sum(x, m) if x and m else None
    difference = _spread("balance", x, m, lambda a, b: a - b)
    row = {
        **_levels("exports", x),
        **_levels("imports", m),
        **_levels("total", total or sum_of),
        **(difference if sum_of else _levels("balance", printed)),
        **_spread("coverage_pct", x, m, lambda a, b: 100 * a / b if b else None),
        **_spread("normalised_balance", x, m, lambda a, b: (a - b) / (a + b) if a + b else None),
    }
    shown = ("exports", "imports", "total", "balance")
    is_range = any(row[name] is None and row[f"{name}_low"] is not None for name in shown)
    total_differs = sum_of and total and not _meet(sum_of, total)
    lacking = not sum_of and not printed
    both = {"export", "import"} <= flows
    notes = {
        "mixed currencies": lacking and both,
        "imports not reported": lacking and not both and x,
        "exports not reported": lacking and not both and m,
        "exports and imports not reported": lacking and not both and not x and not m,
        "imports are zero": m and 0 in (m["high"], m["value"]),
        "a range has no single value": is_range,
        "printed total is not exports plus imports": total_differs,
        "total is exports plus imports": sum_of and not total,
    }
    return {**row, "note": "; ".join(note for note, holds in notes.items() if holds) or None}


def _levels(name: str, level: Row | None) -> Row:
    ends = {name: "value", f"{name}_low": "low", f"{name}_high": "high"}
    return {column: level and level[end] for column, end in ends.items()}


def _sum(x: Row, m: Row) -> Row:
    return {end: None if None in (x[end], m[end]) else x[end] + m[end] for end in AMOUNTS}


def _meet(a: Row, b: Row) -> bool:
    return a["low"] <= b["high"] and b["low"] <= a["high"]


def partner_shares(rows: list[Row]) -> list[Row]:
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in with_totals(actual(rows)):
        if row["flow"] != "balance":
            key = ("reporter", "flow", "product", "period", "currency", "source")
            groups[_key(row, key)].append(row)
    return [_share(row, group) for group in groups.values() if len(group) > 1 for row in group]


def _share(row: Row, group: list[Row]) -> Row:
    others = [other for other in group if other is not row]

    def share(own: Any, rest: list[Any]) -> Fraction | None:
        if own is None or None in rest or own + sum(rest) == 0:
            return None
        return 100 * Fraction(own) / (Fraction(own) + sum(map(Fraction, rest)))

    return {
        **{name: row[name] for name in (*GROWTH_KEY, "currency", "value")},
        "partner_count": len(group),
        "share_pct": share(row["value"], [r["value"] for r in others]),
        "share_pct_low": share(row["low"], [r["high"] for r in others]),
        "share_pct_high": share(row["high"], [r["low"] for r in others]),
    }


def tightest(rows: list[Row]) -> list[Row]:
    cells: dict[Any, list[Row]] = defaultdict(list)
    by_source = sorted(rows, key=lambda r: r["source"])
    for row in sorted(by_source, key=lambda r: r["release_date"], reverse=True):
        cells[_key(row, (*CELL, "currency"))].append(row)
    return [min(cell, key=lambda r: r["high"] - r["low"]) for cell in cells.values()]


def disagreements(rows: list[Row]) -> list[Row]:
    return [
        {**{name: a[name] for name in (*CELL, "currency", "source", "low", "high")},
         "other_source": b["source"], "other_low": b["low"], "other_high": b["high"],
         "gap": b["low"] - a["high"]}
        for a, b in product(actual(rows), repeat=2)
        if _key(a, (*CELL, "currency")) == _key(b, (*CELL, "currency")) and a["high"] < b["low"]
    ]  # fmt: skip


def mirror_gaps(rows: list[Row]) -> list[Row]:
    return [
        {**row, "gap": max(b["low"] - a["high"], a["low"] - b["high"])}
        for row, a, b in _both_sides(tightest(actual(rows)))
        if a["high"] < b["low"] or b["high"] < a["low"]
    ]


def mirror(rows: list[Row], cif_fob: Fraction = Fraction(1)) -> list[Row]:
    return [
        {**row,
         **_spread("gap", *_fob(a, b, cif_fob), lambda x, y: x - y),
         **_spread("asymmetry_pct", *_fob(a, b, cif_fob),
                   lambda x, y: 100 * (x - y) / ((x + y) / 2) if x + y else None)}
        for row, a, b in _both_sides(with_totals(actual(rows)))
    ]  # fmt: skip


def _both_sides(rows: list[Row]) -> list[tuple[Row, Row, Row]]:
    """Every two figures of the same trade, one of each side, and the row of both."""
    other_side = {"export": "import", "import": "export", "total": "total"}
    return [
        ({**{name: a[name] for name in (*CELL, "currency", "source", *AMOUNTS)},
          "mirror_flow": b["flow"], "mirror_source": b["source"],
          **{f"mirror_{name}": b[name] for name in AMOUNTS}}, a, b)
        for a, b in product(rows, repeat=2)
        if (a["reporter"], a["partner"]) == (b["partner"], b["reporter"])
        and other_side.get(a["flow"]) == b["flow"]
        and _key(a, ("product", "period", "currency")) == _key(b, ("product", "period", "currency"))
    ]  # fmt: skip


def _fob(a: Row, b: Row, cif_fob: Fraction) -> tuple[Row, Row]:
    """Value and bounds of both, of what is CIF divided by the factor."""
    return tuple(
        {
            name: row[name] and Fraction(row[name]) / (cif_fob if row["valuation"] == "CIF" else 1)
            for name in AMOUNTS
        }
        for row in (a, b)
    )


def _key(row: Row, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


def _period(row: Row) -> periods.Period:
    return periods.parse(row["period"])


def _spread(name: str, level: Row | None, base: Row | None, function: Any) -> Row:
    """A function that rises with the level and falls with the base: its value and bounds."""
    ends = {"": ("value", "value"), "_low": ("low", "high"), "_high": ("high", "low")}
    result = {}
    for suffix, (of_level, of_base) in ends.items():
        a, b = level and level[of_level], base and base[of_base]
        known = a is not None and b is not None
        result[name + suffix] = function(Fraction(a), Fraction(b)) if known else None
    return result


def _encloses(name: str, found: float, expected: Any, is_yearly: bool) -> bool:
    """Whether a bound is that of the exact number, or outside and a few doubles away.

    Expected as a double is another bound, which may be outside, too.
    """
    if not isinstance(expected, Fraction):
        return _close(found, expected)
    most = OUTSIDE_YEARLY * (200 + abs(expected)) if is_yearly else OUTSIDE * abs(expected)
    outside = Fraction(found) - expected if name.endswith("_high") else expected - Fraction(found)
    return 0 <= outside <= most


def _close(found: Any, expected: Any) -> bool:
    if found is None or isinstance(expected, str | date | None):
        return found == expected
    if isinstance(expected, list):
        return sorted(found) == expected
    error = abs(Fraction(found) - Fraction(expected))
    return error <= (0 if isinstance(found, Decimal) else TOLERANCE * max(abs(expected), 1))
