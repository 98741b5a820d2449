"""What the spellings of a lake stand for: each distinct one is read once, as of any other table.

An engine gives the distinct spellings of a column, which are few however many the rows; what each
stands for goes back to it as a small table that the rows are joined to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa

from data import codes
from data.errors import TradeproofError
from data.lake.engines import LAKE, Engine
from data.tables.area_spellings import area_of, scheme_of
from data.tables.mapping import Mapping
from data.tables.period_spellings import frequency_of_days, spelled
from data.tables.spelling_maps import (
    area_cells,
    flow_and_valuation,
    period_of,
    product_of,
    scale_and_currency,
    status_of,
    told_area,
)
from data.tables.vocabulary import meaning

MOST = 100_000  # spellings of a column; one that has more is another than it was said to be
PERIODS = ("period", "year", "quarter", "month")
UNITS = ("unit", "currency")
DIGITS = (2, 4, 6, 8, 10)  # of codes of goods
TEXT = pa.string()
WHOLE = pa.int32()
FACTOR = pa.decimal128(13, 0)
AREA = (("code", TEXT), ("is_a", TEXT), ("shown", TEXT))


@dataclass
class Spellings:
    """What was found: the roles that each small table is keyed by, and what Python keeps of them.

    `periods` has first and last month of each code, `depths` how many digits the products have (0
    of all goods), `chapters` those of the Harmonized System.
    """

    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    periods: dict[str, tuple[str, date, date]] = field(default_factory=dict)
    depths: set[int] = field(default_factory=set)
    chapters: set[str] = field(default_factory=set)


def lend_spellings(engine: Engine, roles: Sequence[str], answers: Mapping) -> Spellings:
    """Read the spellings of a lake that is open, and lend the engine what they stand for.

    Raises
    ------
    TradeproofError
        A column has more spellings than a column of its role has.
    """
    found = Spellings()
    told = {name for name in ("reporter", "partner", "flow") if getattr(answers, name)}
    lend = _Lender(engine, found)
    for role in ("reporter", "partner"):
        if role in roles and role not in told:
            lend(role, (role,), AREA, lambda keys: _areas(keys, answers))
    if "flow" in roles and "flow" not in told:
        lend("flow", ("flow",), (("flow", TEXT), ("valuation", TEXT)), _each(flow_and_valuation))
    if "product" in roles:
        columns = (("product", TEXT), ("depth", WHOLE))
        lend("product", ("product",), columns, lambda keys: _products(keys, found))
    units = tuple(role for role in UNITS if role in roles and not getattr(answers, role))
    if units:
        columns = (("power", WHOLE), ("factor", FACTOR), ("currency", TEXT), ("unread", TEXT))
        lend("unit", units, columns, lambda keys: [_unit(units, key) for key in keys])
    if "status" in roles:
        lend("status", ("status",), (("status", TEXT),), _each(lambda text: (status_of(text),)))
    if "valuation" in roles:
        said = (("valuation", TEXT),)
        lend("valuation", ("valuation",), said, _each(lambda text: (meaning("valuation", text),)))
    dated = tuple(role for role in PERIODS if role in roles)
    columns = (("period", TEXT), ("status", TEXT), ("reason", TEXT))
    lend("period", dated, columns, lambda keys: _periods(dated, keys, answers, found))
    return found


class _Lender:
    """Asks for the distinct spellings of columns, and lends what is read of them."""

    def __init__(self, engine: Engine, found: Spellings) -> None:
        self.engine, self.found = engine, found

    def __call__(
        self,
        name: str,
        roles: tuple[str, ...],
        columns: Sequence[tuple[str, pa.DataType]],
        read: Callable[[list[tuple[str, ...]]], Iterable[tuple[Any, ...]]],
    ) -> None:
        keys = self._distinct(roles) if roles else [()]
        rows = [(*key, *said) for key, said in zip(keys, read(keys), strict=True)]
        kinds = [*((f"k{at}", TEXT) for at in range(len(roles))), *columns]
        cells = list(zip(*rows, strict=True)) if rows else [()] * len(kinds)
        arrays = [pa.array(cell, kind) for cell, (_, kind) in zip(cells, kinds, strict=True)]
        self.engine.lend(table_of(name), pa.table(arrays, names=[column for column, _ in kinds]))
        self.found.keys[name] = roles

    def _distinct(self, roles: tuple[str, ...]) -> list[tuple[str, ...]]:
        texts = ", ".join(f"{spelling(role)} AS k{at}" for at, role in enumerate(roles))
        query = f"SELECT DISTINCT {texts} FROM {LAKE} LIMIT {MOST + 1}"
        found: list[tuple[str, ...]] = []
        for piece in self.engine.ask(query):
            found += zip(*(column.to_pylist() for column in piece.columns), strict=True)
        if len(found) > MOST:
            raise TradeproofError(
                f"the column for {' and '.join(roles)} has more than {MOST:,} different texts; "
                "name the right one under [columns] of --mapping"
            )
        return sorted(found)


def table_of(name: str) -> str:
    """The small table of what the spellings of a role stand for."""
    return f"spelled_{name}"


def spelling(role: str) -> str:
    """SQL: the text of a column, empty where it has none."""
    return f"COALESCE(CAST({role} AS STRING), '')"


def _each(
    read: Callable[[str], tuple[Any, ...]],
) -> Callable[[list[tuple[str, ...]]], Iterable[tuple[Any, ...]]]:
    return lambda keys: [read(text) for (text,) in keys]


def _areas(keys: list[tuple[str, ...]], answers: Mapping) -> Iterable[tuple[Any, ...]]:
    scheme = scheme_of(text for (text,) in keys)
    for (text,) in keys:
        told = told_area(text, answers)
        yield area_cells(told or (area_of(text, scheme) if text else None), text)


def _products(keys: list[tuple[str, ...]], found: Spellings) -> Iterable[tuple[Any, ...]]:
    """Codes of the Harmonized System and all goods; nothing else can be added up."""
    for (text,) in keys:
        product = product_of(text)
        if product == codes.TOTAL:
            found.depths.add(0)
            yield product, 0
        elif product is not None and product.isdecimal() and len(product) in DIGITS:
            found.depths.add(len(product))
            found.chapters.add(product[:2])
            yield product, len(product)
        else:
            yield None, None


def _unit(roles: tuple[str, ...], texts: tuple[str, ...]) -> tuple[Any, ...]:
    """Power of ten, the number itself, currency, and what names neither."""
    power, money, unread = scale_and_currency(texts)
    named = any(text for role, text in zip(roles, texts, strict=True) if role == "unit")
    if power is None and unread is None and named:
        power = 0
    return power, None if power is None else 10**power, money, unread


def _periods(
    roles: tuple[str, ...], keys: list[tuple[str, ...]], answers: Mapping, found: Spellings
) -> Iterable[tuple[Any, ...]]:
    said = [spelled(text) for key in keys for text in key]
    days = [one.day for one in said if one is not None and one.day is not None]
    freq = answers.freq or (frequency_of_days(days) if days else None)
    told = spelled(answers.period) if answers.period else None
    for key in keys:
        period, status, reason = period_of(list(zip(roles, key, strict=True)), told=told, freq=freq)
        if period is not None:
            found.periods[str(period)] = (period.freq, period.first_month, period.last_month)
        yield None if period is None else str(period), status, reason
