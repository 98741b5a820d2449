"""Which column of a lake is what, by the answers of a mapping, and whether its type will do."""

from __future__ import annotations

import re
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass

from data import codes
from data.errors import TradeproofError, shortened
from data.lake.lake_sql import DECIMAL, DECIMALS, DOUBLE, LABELS, TEXT, WHOLE, Shape, only_columns
from data.tables.block_reading import ASKED
from data.tables.mapping import Mapping, unit_of
from data.tables.spelling_maps import product_of

VALUE = "value"
NAMED = 12  # columns that an error lists
_UNFIT = ("decimal", "delimiter", "encoding", "dash", "services", "sheets", "not_yet")
_WHOLE = re.compile(r"u?(?:tiny|small|big)?int(?:eger)?")
_DECIMAL = re.compile(r"decimal\((\d+), ?(\d+)\)")
_TEXTS = ("string", "varchar")
_DATED = ("period",)  # roles that a date can have
_CODED = ("product",)  # roles whose zeros a number would lose
_ANSWERS = {
    "reporter": 'reporter = "VNM"', "partner": 'partner = "KAZ"', "flow": 'flow = "export"',
    "unit": 'unit = "USD"', "currency": 'currency = "USD"', "period": 'period = "2024"',
}  # fmt: skip


@dataclass(frozen=True)
class LakeColumns:
    """The heading of each column that is read, by its name in the SQL; what is told instead.

    `shape` is what the columns alone say of it.
    """

    headings: dict[str, str]
    told: dict[str, str]
    shape: Shape

    def role_of(self, name: str) -> str:
        """What a column is, as an answer calls it."""
        return name if name in (*LABELS, VALUE) else "only"


def found(types: AnyMapping[str, str], answers: Mapping, path: str) -> LakeColumns:
    """The columns of a lake by their roles; one that is called as its role needs no answer.

    Raises
    ------
    TradeproofError
        A column is missing or of a type that will not do, or something is not said.
    """
    for name in _UNFIT:
        if getattr(answers, name):
            raise TradeproofError(f"--mapping: {name} is of files of text; leave it out")
    headings = _headings(types, answers, path)
    told = _told(headings, answers)
    _require_said(headings, told, answers, path)
    for name, heading in headings.items():
        _require_type(name, heading, types[heading])
    labels = tuple(name for name in LABELS if name in headings)
    only = tuple(answers.only.values())
    for name, heading in zip(only_columns(len(only)), answers.only, strict=True):
        headings[name] = _heading(heading, types, path)
        _require_type(name, heading, types[heading])
    value, scale = _number(headings[VALUE], types[headings[VALUE]])
    unit, _ = unit_of(answers.unit) if answers.unit else (None, None)
    power = codes.power_of_ten(unit or answers.unit) if answers.unit else None
    shape = Shape(
        labels, {}, told, value, scale, power, only, zero_is_unknown=answers.zero == "unknown"
    )
    return LakeColumns(headings, told, shape)


def _headings(types: AnyMapping[str, str], answers: Mapping, path: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for heading, role in answers.columns.items():
        if role == "ignored":
            continue
        if role not in (*LABELS, VALUE):
            raise TradeproofError(f"--mapping: a lake has no column for {role}; leave it out")
        if role in found:
            raise TradeproofError(
                f"--mapping: {found[role]!r} and {heading!r} are both {role}; name one"
            )
        found[role] = _heading(heading, types, path)
    said = {*found.values(), *answers.columns}
    found |= {
        role: role
        for role in (*LABELS, VALUE)
        if role in types and role not in found and role not in said
    }
    for role in ("reporter", "partner", "flow", "product", "valuation", "unit", "currency"):
        if getattr(answers, role, None):
            found.pop(role, None)
    if VALUE not in found:
        raise TradeproofError(
            f"{path} does not say which column holds the figures; write "
            f'[columns] "HEADING" = "value" into --mapping; it has {_listed(types)}'
        )
    return found


def _heading(heading: str, types: AnyMapping[str, str], path: str) -> str:
    if heading not in types:
        raise TradeproofError(f"{path} has no column {heading!r}; it has {_listed(types)}")
    return heading


def _listed(types: AnyMapping[str, str]) -> str:
    more = f" and {len(types) - NAMED} more" if len(types) > NAMED else ""
    return ", ".join(list(types)[:NAMED]) + more


def _told(headings: AnyMapping[str, str], answers: Mapping) -> dict[str, str]:
    told = {
        role: getattr(answers, role)
        for role in ("reporter", "partner", "flow", "valuation")
        if getattr(answers, role)
    }
    if "product" not in headings:
        product = product_of(answers.product or codes.TOTAL)
        if product is None or not (product == codes.TOTAL or product.isdecimal()):
            raise TradeproofError(
                f"--mapping: product {answers.product!r} is no code of the Harmonized System"
            )
        told["product"] = product
    currency = answers.currency or (unit_of(answers.unit)[1] if answers.unit else None)
    return told | ({"currency": currency} if currency else {})


def _require_said(
    headings: AnyMapping[str, str], told: AnyMapping[str, str], answers: Mapping, path: str
) -> None:
    """Everything that a figure needs is in a column, or told; all that is missing is asked for."""
    missing = [
        role
        for role in ("reporter", "partner", "flow")
        if role not in headings and role not in told
    ]
    if "unit" not in headings and not answers.unit:
        missing.append("unit")
    if "currency" not in told and not {"unit", "currency"} & {*headings} and "unit" not in missing:
        missing.append("currency")
    if not {"period", "year"} & {*headings} and not answers.period:
        missing.append("period")
    if missing:
        asked = "; ".join(f"{ASKED[role]} ({_ANSWERS[role]})" for role in missing)
        raise TradeproofError(
            f"{path} does not say: {asked}; write it into --mapping, or the column under [columns]"
        )


def _require_type(name: str, heading: str, kind: str) -> None:
    """A column of codes is text or a whole number; a date may be a period."""
    if name == VALUE:
        _number(heading, kind)
        return
    if name in _CODED and kind not in _TEXTS:
        raise TradeproofError(
            f"the column {heading!r} is {shortened(kind)}, which loses the zeros of a product's "
            "code; write it as text"
        )
    if kind in _TEXTS or _WHOLE.fullmatch(kind) or (kind == "date" and name in _DATED):
        return
    raise TradeproofError(
        f"the column {heading!r} is {shortened(kind)}, and for {name} there is needed text"
        + (", a whole number or a date" if name in _DATED else " or a whole number")
    )


def _number(heading: str, kind: str) -> tuple[str, int]:
    """How a column of figures stores a number, and how many decimals all of them have."""
    if found := _DECIMAL.fullmatch(kind):
        scale = int(found[2])
        if scale > DECIMALS:
            raise TradeproofError(
                f"the column {heading!r} is {kind}; of a number {DECIMALS} decimals are kept, "
                f"write it as decimal(24,{DECIMALS})"
            )
        return DECIMAL, scale
    if _WHOLE.fullmatch(kind):
        return WHOLE, 0
    if kind == "double":
        return DOUBLE, 0
    if kind in _TEXTS:
        return TEXT, 0
    why = ", which holds seven digits" if kind in ("float", "real") else ""
    raise TradeproofError(
        f"the column {heading!r} is {shortened(kind)}{why}, and for value there is needed "
        "decimal, a whole number, double or text"
    )
