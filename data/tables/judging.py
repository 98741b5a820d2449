"""Every cell of figures of a block judged, in SQL: a figure, rejected, left out, or unknown.

Amounts are exact. The digits are shifted as text and become a decimal once. A number that its
source prints to the currency unit or finer is exact; else the true one lies within half a unit of
its last printed digit, and trade is never below zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data import codes
from data.intervals import KEPT_DECIMALS
from data.tables.block_reading import Reading
from data.tables.cells import Cells, single
from data.tables.mapping import Mapping as Answers
from data.tables.roles import Column
from data.tables.spelling_maps import ANY, Maps, SpellingMap, digits_in_sql, plain

FIGURE, REJECTED, LEFT_OUT, UNKNOWN = "figure", "rejected", "left out", "unknown"
FIGURE_COLUMNS = (
    *("reporter", "partner", "flow", "product", "freq", "period", "first_month", "last_month"),
    *("currency", "value", "low", "high", "status", "valuation", "origin", "origin_row"),
)
OTHER_VALUATION = "other_valuation"
REASON = 3  # place of the reason, an expression of SQL, in a rule
FEW = 0.02  # of the rows, that may have fewer cells than the heading because they were cut
KEY = ("reporter", "partner", "flow", "product", "freq", "period")
_QUOTED = "chr(39) || text || chr(39)"  # '' is a quote in some engines, and nothing in others
_BAD_PRODUCT = (
    "CASE product_shown WHEN '' THEN 'the product is blank' ELSE product_shown "
    "|| ' is no code of the Harmonized System' END"
)
# Why a cell is no figure, in the order in which it is asked: outcome, kind, condition, reason. In
# SQL that every engine reads: of a lake the same rules are asked elsewhere, too.
RULES = (
    (REJECTED, "short_row", "is_short", "'the row has fewer cells than the heading'"),
    (UNKNOWN, "blank", "digits IS NULL AND bad_number IS NULL", "''"),
    (REJECTED, "long_row", "is_long", "'the row has more cells than the heading'"),
    (LEFT_OUT, "other_rows", "NOT is_kept", "'the row is of another kind than asked for'"),
    (LEFT_OUT, "other_flow", "flow = 'other'", "'the row is of another flow or measure'"),
    (LEFT_OUT, "aggregate", "reporter_is = 'aggregate'", "reporter_shown || ' is a group or none'"),
    (LEFT_OUT, "aggregate", "partner_is = 'aggregate'", "partner_shown || ' is a group or none'"),
    (LEFT_OUT, "not_yet", "gap = 'not_yet'", "period || ' is not there yet'"),
    (REJECTED, "unknown_place", "reporter IS NULL", "'unknown reporter ' || reporter_shown"),
    (REJECTED, "unknown_place", "partner IS NULL", "'unknown partner ' || partner_shown"),
    (LEFT_OUT, "with_itself", "reporter = partner", "reporter || ' with itself'"),
    (REJECTED, "bad_flow", "flow IS NULL", "'unknown flow ' || flow_shown"),
    (REJECTED, "bad_product", "product IS NULL", _BAD_PRODUCT),
    (REJECTED, "bad_period", "period IS NULL", "bad_period"),
    (REJECTED, "incomplete", "gap = 'incomplete'", "period || ' has months not there yet'"),
    (REJECTED, "bad_unit", "bad_unit IS NOT NULL", "'unknown unit or currency ' || bad_unit"),
    (REJECTED, "bad_unit", "power IS NULL", "'its unit is not known'"),
    (REJECTED, "bad_unit", "currency IS NULL", "'its currency is not known'"),
    (REJECTED, "bad_number", "digits IS NULL", "bad_number"),
    (REJECTED, "too_large", "value IS NULL", f"{_QUOTED} || ' is too large to be trade'"),
    (REJECTED, "negative", "value < 0 AND flow <> 'balance'", f"{_QUOTED} || ' is below zero'"),
)  # fmt: skip
KINDS = {
    outcome: tuple(dict.fromkeys(kind for told, kind, *_ in RULES if told == outcome))
    for outcome in (REJECTED, LEFT_OUT)
}
KINDS[LEFT_OUT] += (OTHER_VALUATION,)


@dataclass(frozen=True)
class Judged:
    """A table of judged cells in DuckDB, and the origin of its block."""

    table: str
    reading: Reading
    origin: str


def judge(maps: Maps, numbers: SpellingMap) -> Judged:
    """Judge every cell of figures of a block, with the tables of its spellings."""
    reading, cells = maps.reading, maps.cells
    block = reading.block
    origin = f"{cells.file} / {block.sheet.name}" if block.sheet.name else cells.file
    joined = {
        "r": maps.areas("reporter") if reading.reporter is None else None,
        "p": maps.areas("partner") if reading.partner is None else None,
        "f": maps.flows(),
        "u": maps.units(),
        "s": maps.statuses(),
        "w": maps.valuations(),
        "g": maps.products(),
        "t": maps.periods(),
    }
    halves = _has_halves(reading, cells, maps.source)
    query = f"""
        WITH cell_rows AS ({_long(reading, maps.source, halves)}),
        known AS (
            SELECT {_known(reading, joined)}, {_digits(reading, maps.answers)}
            FROM cell_rows {_joins(joined)} {_join("n", numbers)}
        ),
        parts AS (SELECT *, {_PARTS} FROM known),
        shifted AS (SELECT *, {_SHIFTED} FROM parts),
        amounts AS (SELECT *, {_AMOUNTS} FROM shifted),
        bounded AS (SELECT *, {_LOW} AS low, {_HIGH} AS high FROM amounts),
        ruled AS (SELECT *, {_rule()} AS rule FROM bounded)
        SELECT {_of_rule(0)} AS outcome, {_of_rule(1)} AS kind, {_of_rule(3)} AS reason,
            * EXCLUDE (sign, whole, decimals, shifted, cut, half, is_fine, rule) FROM ruled
    """
    table = f"judged_{maps.serial}"
    cells.connection.execute(f"CREATE TEMP TABLE {table} AS {query}")
    _keep_one_valuation(cells, table)
    return Judged(table, reading, origin)


def _has_halves(reading: Reading, cells: Cells, source: str) -> bool:
    """Whether rows with few cells are halves of rows: where many are, blanks were left away."""
    if not reading.block.sheet.is_strict:
        return False
    width = reading.block.width
    few = single(
        cells.connection, f"SELECT count(*) FROM {source} WHERE width BETWEEN 2 AND {width - 1}"
    )
    rows = single(cells.connection, f"SELECT count(*) FROM {source}")
    return 0 < few <= max(1, FEW * rows)


def _long(reading: Reading, source: str, halves: bool) -> str:
    """One row a cell of figures that has something in it, and one a half row."""
    values = reading.values
    numbers = ", ".join(str(column.index) for column in values)
    texts = ", ".join(column.cell for column in values)
    sheet = reading.block.sheet
    width = reading.block.width
    beyond = [f"c{index} IS NOT NULL" for index in range(width, sheet.columns)]
    headed = [str(c.index) for c in values if c.dims.period is not None]
    column = f"CASE WHEN value_column IN ({', '.join(headed)}) THEN value_column ELSE {ANY} END"
    there = " + ".join(f"(c{index} IS NOT NULL)::INTEGER" for index in range(width))
    is_short = f"width < {width} AND {there} > 1" if halves else "false"
    is_long = " OR ".join(beyond) if sheet.is_strict and beyond else "false"
    return f"""
        SELECT *, {column if headed else ANY} AS col FROM (
            SELECT *, {is_short} AS is_short, {is_long} AS is_long,
                unnest([{numbers}]) AS value_column, unnest([{texts}]) AS text
            FROM {source} source
        ) WHERE text IS NOT NULL OR (is_short AND value_column = {values[0].index})
    """


def _join(alias: str, spelled: SpellingMap) -> str:
    on = " AND ".join(f"{alias}.k{at} = {key}" for at, key in enumerate(spelled.keys))
    return f"LEFT JOIN {spelled.name} {alias} ON {on}"


def _joins(joined: dict[str, SpellingMap | None]) -> str:
    return " ".join(_join(alias, spelled) for alias, spelled in joined.items() if spelled)


def _known(reading: Reading, joined: dict[str, SpellingMap | None]) -> str:
    """What is known of a cell but its number."""
    reporter, partner = _areas(reading, joined)
    flow = _first_of(
        _by_column(reading, "flow"), "f.flow" if joined["f"] else None, "cell_rows.x_flow",
        in_sql(reading.flow),
    )  # fmt: skip
    valuation = _first_of(
        _by_column(reading, "valuation"), "w.valuation" if joined["w"] else None,
        "f.valuation" if joined["f"] else None, in_sql(reading.valuation),
    )  # fmt: skip
    power = _first_of(
        _by_column(reading, "unit"), "u.power" if joined["u"] else None,
        str(codes.power_of_ten(reading.unit)) if reading.unit else None,
    )  # fmt: skip
    currency = _first_of(
        _by_column(reading, "currency"), "u.currency" if joined["u"] else None,
        in_sql(reading.currency),
    )  # fmt: skip
    flow_column = reading.with_role("flow")
    shown = f"coalesce(cell_rows.{flow_column[0].cell}, '')" if flow_column else "''"
    goods_column = reading.with_role("product")
    good = f"coalesce(cell_rows.{goods_column[0].cell}, '')" if goods_column else "''"
    return f"""
        row, text, is_short, is_long, {reporter}, {partner},
        {flow} AS flow, {shown} AS flow_shown, {valuation} AS valuation,
        {power}::INTEGER AS power, {currency} AS currency,
        {"u.unread" if joined["u"] else "NULL"} AS bad_unit,
        {"g.product" if joined["g"] else in_sql(reading.product)} AS product,
        {good} AS product_shown,
        t.freq, t.period, t.first_month, t.last_month, t.reason AS bad_period, t.gap,
        {"s.status" if joined["s"] else "NULL"} AS said_status, t.status AS period_status,
        {_kept(reading)} AS is_kept
    """


def _areas(reading: Reading, joined: dict[str, SpellingMap | None]) -> tuple[str, str]:
    found = {}
    for alias, role, told in (
        ("r", "reporter", reading.reporter),
        ("p", "partner", reading.partner),
    ):
        if joined[alias] is not None and told is None:
            found[role] = (f"{alias}.code", f"coalesce({alias}.is, 'unknown')", f"{alias}.shown")
        else:
            found[role] = (in_sql(told), "'area'", "''")
    across = {c.index: c.dims.area for c in reading.values if c.dims.area is not None}
    if across:
        code = _case({index: area.code for index, area in across.items()})
        aggregate = {index: "aggregate" if area.is_aggregate else "area"
                     for index, area in across.items()}  # fmt: skip
        names = {c.index: c.heading for c in reading.values}
        found["partner"] = (code, _case(aggregate), _case(names))
    turned = [str(column.index) for column in reading.values if column.dims.turned]
    pair = [found["reporter"], found["partner"]]
    if turned:
        is_turned = f"value_column IN ({', '.join(turned)})"
        pair = [
            tuple(
                f"CASE WHEN {is_turned} THEN {other} ELSE {own} END"
                for own, other in zip(one, two, strict=True)
            )
            for one, two in (pair, pair[::-1])
        ]
    texts = [
        f"{code} AS {role}, {kind} AS {role}_is, {shown} AS {role}_shown"
        for role, (code, kind, shown) in zip(("reporter", "partner"), pair, strict=True)
    ]
    return texts[0], texts[1]


def _kept(reading: Reading) -> str:
    conditions = [f"cell_rows.{cell} = {in_sql(text)}" for cell, text in reading.only.items()]
    return f"coalesce({' AND '.join(conditions)}, false)" if conditions else "true"


def _digits(reading: Reading, answers: Answers) -> str:
    """The digits of the number with a point, or why there are none."""
    decimal = reading.decimal or "."
    dash = answers.dash or (reading.titles.dash.value if reading.titles.dash else None)
    dashes = "'0'" if dash == "zero" else "NULL"
    said = f"CASE WHEN n.is_dash THEN {dashes} ELSE n.digits END"
    digits = f"CASE WHEN {plain(decimal)} THEN {digits_in_sql(decimal)} ELSE {said} END"
    if answers.zero == "unknown":
        digits = f"CASE WHEN regexp_full_match({digits}, '-?0*[.]?0*') THEN NULL ELSE {digits} END"
    status = "coalesce(n.status, said_status, period_status, 'A')"
    return f"{digits} AS digits, n.reason AS bad_number, {status} AS status"


# Value and bounds in currency units, in steps. The digits are shifted as text; the columns keep six
# decimals, and what is finer (`cut`) has bounds that go outward.
_STEP = f"CAST(1e-{KEPT_DECIMALS} AS DECIMAL(38, {KEPT_DECIMALS}))"
_PARTS = """
    CASE WHEN starts_with(digits, '-') THEN '-' ELSE '' END AS sign,
    split_part(ltrim(digits, '-'), '.', 1) AS whole, split_part(digits, '.', 2) AS decimals
"""
_SHIFTED = """
    sign || whole || rpad(left(decimals, power), power, '0') || '.' ||
        CASE WHEN length(decimals) > power THEN substr(decimals, power + 1) ELSE '0' END AS shifted,
    length(decimals) >= power AS is_fine,
    '5' || repeat('0', power - length(decimals) - 1) AS half
"""
_AMOUNTS = f"""
    TRY_CAST(shifted AS DECIMAL(38, {KEPT_DECIMALS})) AS value,
    CASE WHEN length(decimals) > power + {KEPT_DECIMALS} THEN TRY_CAST(
        left(shifted, strpos(shifted, '.') + {KEPT_DECIMALS}) AS DECIMAL(38, {KEPT_DECIMALS})
    ) END AS cut
"""
_LOWEST = f"""CASE
    WHEN cut IS NOT NULL THEN CASE sign WHEN '-' THEN cut - {_STEP} ELSE cut END
    WHEN is_fine THEN value ELSE value - TRY_CAST(half AS DECIMAL(38, {KEPT_DECIMALS})) END"""
_LOW = f"CASE WHEN flow <> 'balance' AND value >= 0 THEN greatest({_LOWEST}, 0) ELSE {_LOWEST} END"
_HIGH = f"""CASE
    WHEN cut IS NOT NULL THEN CASE sign WHEN '-' THEN cut ELSE cut + {_STEP} END
    WHEN is_fine THEN value ELSE value + TRY_CAST(half AS DECIMAL(38, {KEPT_DECIMALS})) END"""


def _rule() -> str:
    """The number of the first rule that a cell falls under; null for a figure."""
    cases = [f"WHEN {condition} THEN {number}" for number, (*_, condition, _) in enumerate(RULES)]
    return f"CASE {' '.join(cases)} END"


def _of_rule(part: int) -> str:
    """Outcome, kind or reason of the rule of a cell."""
    cases = [
        f"WHEN {number} THEN {rule[part] if part == REASON else in_sql(rule[part])}"
        for number, rule in enumerate(RULES)
    ]
    return f"CASE rule {' '.join(cases)} {f'ELSE {in_sql(FIGURE)} ' if part == 0 else ''}END"


def _keep_one_valuation(cells: Cells, table: str) -> None:
    """Of imports given both CIF and FOB the CIF ones stay, as of exports the FOB ones."""
    connection = cells.connection
    several = single(
        connection,
        f"SELECT count(*) FROM (SELECT flow FROM {table} WHERE outcome = '{FIGURE}' "
        "AND valuation IS NOT NULL GROUP BY flow HAVING count(DISTINCT valuation) > 1)",
    )
    if not several:
        return
    key = ", ".join(KEY)
    connection.execute(f"""
        UPDATE {table} SET outcome = '{LEFT_OUT}', kind = '{OTHER_VALUATION}',
            reason = 'another row has the same figure ' ||
                CASE flow WHEN 'import' THEN 'CIF' ELSE 'FOB' END
        WHERE outcome = '{FIGURE}'
            AND valuation = CASE flow WHEN 'import' THEN 'FOB' ELSE 'CIF' END
            AND ({key}) IN (SELECT ({key}) FROM {table} WHERE outcome = '{FIGURE}'
                AND valuation = CASE flow WHEN 'import' THEN 'CIF' ELSE 'FOB' END)
    """)


def _by_column(reading: Reading, name: str) -> str | None:
    """What the headings of columns of figures say of a thing; None where none does."""
    said = {column.index: _dim(column, name) for column in reading.values}
    if all(value is None for value in said.values()):
        return None
    return _case({index: value for index, value in said.items() if value is not None})


def _dim(column: Column, name: str) -> str | int | None:
    value = getattr(column.dims, name)
    return codes.power_of_ten(value) if name == "unit" and value else value


def _case(values: Mapping[int, str | int | None]) -> str:
    cases = "".join(
        f" WHEN {index} THEN {value if isinstance(value, int) else in_sql(value)}"
        for index, value in values.items()
    )
    return f"CASE value_column{cases} END"


def _first_of(*expressions: str | None) -> str:
    there = [text for text in expressions if text is not None and text != "NULL"]
    return f"coalesce({', '.join(there)})" if there else "NULL::VARCHAR"


def in_sql(value: str | None) -> str:
    """A text as SQL."""
    return "NULL" if value is None else "'" + value.replace("'", "''") + "'"
