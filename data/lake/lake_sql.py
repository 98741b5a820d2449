"""The SQL of a lake, one text for every engine: rows judged, one a key, rolled up, counted.

It is that of the standard, as DuckDB, Apache Spark and Sail read it: CASE, GROUP BY, COUNT, SUM of
decimals, windows. No text of a person stands in it; codes are joined from small tables. Amounts are
exact: a double is only multiplied by a power of ten and cut to a whole number, which every machine
does alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from data.lake.engines import LAKE
from data.lake.lake_spellings import spelling, table_of
from data.tables.judging import REJECTED, RULES

NAMED = 100  # rejected rows of a kind that come back; all are counted
FIGURE = -1  # the rule that a figure breaks
WHOLE, DECIMAL, DOUBLE, TEXT = "whole", "decimal", "double", "text"
DECIMALS = 9  # of a number as it stands, before its unit
RAW, AMOUNT, SUM = (f"DECIMAL({digits}, {DECIMALS})" for digits in (24, 28, 38))
KEPT = "DECIMAL(38, 6)"  # what comes back
LARGEST = "CAST(1000000000000000000 AS DECIMAL(19, 0))"
LEVELS = {"TOTAL": 0, "HS2": 2, "HS4": 4, "HS6": 6}
ALL_GOODS = "TOTAL"
LABELS = (
    *("reporter", "partner", "flow", "product", "period", "year", "quarter", "month"),
    *("unit", "currency", "status", "valuation"),
)
CELL = "reporter, partner, flow, period, currency"
_NOT_OF_A_LAKE = ("short_row", "long_row", "not_yet", "incomplete")


@dataclass(frozen=True)
class Shape:
    """What the columns of a lake are: those that are joined, and what holds for all rows.

    `keys` has the columns by which each small table of spellings is joined, `told` a code by role
    where no column has it, `only` the texts that columns must have. `depths` are the digits of the
    products, `level` those that come back, `adds_up` whether finer goods are added up to them.
    """

    columns: tuple[str, ...]
    keys: dict[str, tuple[str, ...]]
    told: dict[str, str]
    value: str
    scale: int = 0
    power: int | None = None
    only: tuple[str, ...] = ()
    zero_is_unknown: bool = False
    depths: frozenset[int] = field(default_factory=frozenset)
    level: int = 0
    adds_up: bool = False


def rules() -> Sequence[tuple[str, str, str, str]]:
    """Those of tables that a row of a lake can break: outcome, kind, condition, reason."""
    return [rule for rule in RULES if rule[1] not in _NOT_OF_A_LAKE]


def counted(shape: Shape) -> str:
    """How many rows break which rule: `rule`, `times`."""
    return f"{_judged(shape)} SELECT rule, COUNT(*) AS times FROM ruled GROUP BY rule"


def rejected(shape: Shape) -> str:
    """The first rejected rows of each kind: `kind`, `reason`, `content`."""
    numbered = [(at, rule) for at, rule in enumerate(rules()) if rule[0] == REJECTED]
    kinds = " ".join(f"WHEN {at} THEN '{rule[1]}'" for at, rule in numbered)
    reasons = " ".join(f"WHEN {at} THEN {rule[3]}" for at, rule in numbered)
    return f"""{_judged(shape)},
    bad AS (
        SELECT CASE rule {kinds} END AS kind, CASE rule {reasons} END AS reason, content
        FROM ruled WHERE rule <> {FIGURE}
    ),
    placed AS (
        SELECT kind, reason, content,
            ROW_NUMBER() OVER (PARTITION BY kind ORDER BY content, reason) AS place
        FROM bad WHERE kind IS NOT NULL
    )
    SELECT kind, reason, content FROM placed WHERE place <= {NAMED}"""


def rolled_up(shape: Shape) -> str:
    """The cells that come back; in each, how many rows it is of, in one reading of the lake.

    `repeated` rows said the same as another, `twice` rows are of keys with several numbers, which
    are in no sum: where `value` is NULL there are only such.
    """
    steps, last = _levels(shape)
    return f"""{_keyed(shape)},
    sound AS (
        SELECT {CELL}, product, depth, status, valued, valued_2,
            CASE WHEN is_sound = 1 THEN CAST(value AS {SUM}) END AS value,
            CASE WHEN is_sound = 1 THEN CAST({_not_below_zero("value - half")} AS {SUM}) END AS low,
            CASE WHEN is_sound = 1 THEN CAST(value + half AS {SUM}) END AS high,
            CASE WHEN is_sound = 1 THEN times - 1 ELSE 0 END AS repeated,
            CASE WHEN is_sound = 1 THEN 0 ELSE times END AS twice
        FROM checked
    ){steps},
    cut AS (
        SELECT {CELL}, product, CAST(value AS {KEPT}) AS value, CAST(low AS {KEPT}) AS low_6, low,
            CAST(high AS {KEPT}) AS high_6, high, status, valued, valued_2, repeated, twice
        FROM {last}
    )
    SELECT {CELL}, product, value,
        CAST(CASE WHEN low_6 > low THEN low_6 - {_STEP} ELSE low_6 END AS {KEPT}) AS low,
        CAST(CASE WHEN high_6 < high THEN high_6 + {_STEP} ELSE high_6 END AS {KEPT}) AS high,
        status, valued, valued_2, CAST(repeated AS BIGINT) AS repeated,
        CAST(twice AS BIGINT) AS twice
    FROM cut"""


def with_several_numbers(shape: Shape) -> str:
    """The first keys that have several numbers, the least and the greatest of these."""
    return f"""{_keyed(shape)},
    placed AS (
        SELECT {CELL}, product, times, value, value_2,
            ROW_NUMBER() OVER (ORDER BY {CELL}, product) AS place
        FROM checked WHERE is_sound = 0
    )
    SELECT {CELL}, product, times, CAST(value AS {KEPT}) AS least,
        CAST(value_2 AS {KEPT}) AS greatest
    FROM placed WHERE place <= {NAMED}"""


def _keyed(shape: Shape) -> str:
    """Figures, one a key, and whether all of a key are the same number."""
    return f"""{_judged(shape)},
    keyed AS (
        SELECT {CELL}, product, depth, COUNT(*) AS times, MIN(value) AS value, MIN(half) AS half,
            MAX(value) AS value_2, MAX(half) AS half_2, MAX(status) AS status,
            MIN(valued) AS valued, MAX(valued) AS valued_2
        FROM ruled WHERE rule = {FIGURE} GROUP BY {CELL}, product, depth
    ),
    checked AS (
        SELECT *, CASE WHEN value = value_2 AND half = half_2 THEN 1 ELSE 0 END AS is_sound
        FROM keyed
    )"""


def _not_below_zero(amount: str) -> str:
    """Trade is never below zero; a balance may be."""
    return f"CASE WHEN flow <> 'balance' AND {amount} < 0 THEN 0 ELSE {amount} END"


def _levels(shape: Shape) -> tuple[str, str]:
    """Goods added up, from the finest; what stands there itself wins over the sum of its parts.

    As in the file of a release: of the finer goods the least fine are added up, so that nothing is
    in a sum twice. Returned are the steps, and the name of the last.
    """
    steps, before = "", "sound"
    for level in sorted({level for level in LEVELS.values() if level >= shape.level}, reverse=True):
        needed = level == shape.level or level in shape.depths
        if not needed or not any(depth > level for depth in shape.depths):
            continue
        broader = f"SUBSTRING(product, 1, {level})" if level else f"'{ALL_GOODS}'"
        steps += f""",
    part_{level} AS (
        SELECT {CELL}, CASE WHEN depth > {level} THEN {broader} ELSE product END AS product,
            CASE WHEN depth > {level} THEN {level} ELSE depth END AS depth, depth AS fine,
            value, low, high, status, valued, valued_2, repeated, twice
        FROM {before}
    ),
    sum_{level} AS (
        SELECT {CELL}, product, depth, fine, CAST(SUM(value) AS {SUM}) AS value,
            CAST(SUM(low) AS {SUM}) AS low, CAST(SUM(high) AS {SUM}) AS high,
            MAX(status) AS status, MIN(valued) AS valued, MAX(valued_2) AS valued_2,
            SUM(repeated) AS repeated, SUM(twice) AS twice
        FROM part_{level} GROUP BY {CELL}, product, depth, fine
    ),
    {_least_fine(level, shape)}"""
        before = f"level_{level}"
    return steps, before


def _least_fine(level: int, shape: Shape) -> str:
    """Of several sums of one product that of the least fine goods; the rows of all are counted."""
    if len(shape.depths) == 1:
        return f"level_{level} AS (SELECT * FROM sum_{level})"
    same = f"PARTITION BY {CELL}, product"
    return f"""ordered_{level} AS (
        SELECT {CELL}, product, depth, value, low, high, status, valued, valued_2,
            SUM(repeated) OVER ({same}) AS repeated, SUM(twice) OVER ({same}) AS twice,
            ROW_NUMBER() OVER ({same} ORDER BY CASE WHEN value IS NULL THEN 1 ELSE 0 END, fine)
                AS place
        FROM sum_{level}
    ),
    level_{level} AS (
        SELECT {CELL}, product, depth, value, low, high, status, valued, valued_2, repeated, twice
        FROM ordered_{level} WHERE place = 1
    )"""


def _judged(shape: Shape) -> str:
    """Rows with their amounts and the number of the first rule that each breaks."""
    cases = " ".join(f"WHEN {rule[2]} THEN {at}" for at, rule in enumerate(rules()))
    texts = [f"{spelling(name)} AS {name}_text" for name in LABELS if name in shape.columns]
    texts += [f"{spelling(name)} AS {name}" for name in only_columns(len(shape.only))]
    shown = " || ', ' || ".join(
        _as_in_csv(f"{name}_text") for name in LABELS if name in shape.columns
    )
    known = ", ".join(f"{what} AS {name}" for name, what in _known(shape).items())
    kept = [f"c.{name} = w.{name}" for name in only_columns(len(shape.only))]
    return f"""
    WITH cells AS (SELECT {", ".join((*texts, "value"))} FROM {LAKE}),
    known AS (
        SELECT {known}, {" AND ".join(kept) or "1 = 1"} AS is_kept,
            {f"{shown} || ', '" if shown else "''"} AS labels, c.value
        FROM cells c {_joins(shape)}
    ),
    sized AS (SELECT *, {_SIZE[shape.value]} FROM known),
    parted AS (
        SELECT *, {_NUMBER[shape.value]} AS raw,
            CASE WHEN {_CUT if shape.value == DOUBLE else "1 = 0"} THEN 1 ELSE 0 END AS is_cut
        FROM sized
    ),
    numbered AS (
        SELECT *, {_decimals(shape)} AS decimals, {_digits(shape)} AS digits,
            {_BAD_NUMBER[shape.value]} AS bad_number, {_TEXT[shape.value]} AS text
        FROM parted
    ),
    exact AS (
        SELECT *, labels || COALESCE(text, '') AS content,
            {"raw" if shape.power == 0 else f"CAST(raw * factor AS {SUM})"} AS amount,
            CAST({_half(shape)} AS {AMOUNT}) AS half
        FROM numbered
    ),
    valued AS (
        SELECT *, CASE WHEN amount < {LARGEST} AND amount > -{LARGEST}
            THEN CAST(amount AS {AMOUNT}) END AS amount_9
        FROM exact
    ),
    bounded AS (
        SELECT reporter, reporter_is, reporter_shown, partner, partner_is, partner_shown, flow,
            flow_shown, product, product_shown, depth, period, bad_period, bad_unit, power,
            currency, COALESCE(valuation, '') AS valued, status, is_kept, digits, bad_number, text,
            content, amount_9 AS value, half
        FROM valued
    ),
    ruled AS (
        SELECT *, CASE {cases} ELSE {FIGURE} END AS rule FROM bounded
    )"""


def _as_in_csv(text: str) -> str:
    """A cell of a line, in quotes where it has a comma or a quote of its own."""
    mark = "chr(34)"
    quoted = f"{mark} || REPLACE({text}, {mark}, {mark} || {mark}) || {mark}"
    is_split = f"POSITION(',' IN {text}) > 0 OR POSITION({mark} IN {text}) > 0"
    return f"CASE WHEN {is_split} THEN {quoted} ELSE {text} END"


def only_columns(count: int) -> list[str]:
    """The columns that must have a text; the texts stand under the same names in `WANTED`."""
    return [f"only_{at}" for at in range(count)]


WANTED = "wanted"
_STEP = "CAST(0.000001 AS DECIMAL(7, 6))"
_HALVES = " ".join(f"WHEN {lost} THEN {5 * 10 ** (lost - 1)}" for lost in range(1, 13))


def _known(shape: Shape) -> dict[str, str]:
    """What is known of a row but its number, as SQL on the joined tables."""
    found: dict[str, str] = {}
    for role, alias in (("reporter", "r"), ("partner", "p")):
        told = shape.told.get(role)
        of_area = (f"{alias}.code", f"COALESCE({alias}.is_a, 'unknown')", f"{alias}.shown")
        names = (role, f"{role}_is", f"{role}_shown")
        found |= dict(zip(names, (f"'{told}'", "'area'", "''") if told else of_area, strict=True))
    joined, told = shape.keys, shape.told
    valuations = [
        *(["v.valuation"] if "valuation" in joined else []),
        *(["f.valuation"] if "flow" in joined else []),
        *([f"'{told['valuation']}'"] if "valuation" in told else []),
    ]
    statuses = [*(["s.status"] if "status" in joined else []), "t.status", "'A'"]
    has_unit, power = "unit" in joined, shape.power
    return found | {
        "flow": "f.flow" if "flow" in joined else f"'{told['flow']}'",
        "flow_shown": "c.flow_text" if "flow" in joined else "''",
        "product": "g.product" if "product" in joined else f"'{told['product']}'",
        "product_shown": "c.product_text" if "product" in joined else "''",
        "depth": "g.depth" if "product" in joined else str(max(shape.depths)),
        "period": "t.period",
        "bad_period": "t.reason",
        "bad_unit": "u.unread" if has_unit else _NOTHING,
        "power": "u.power" if power is None else str(power),
        "factor": "u.factor" if power is None else f"CAST({10**power} AS DECIMAL(13, 0))",
        "currency": f"'{told['currency']}'" if "currency" in told else "u.currency",
        "valuation": f"COALESCE({', '.join([*valuations, _NOTHING])})",
        "status": f"COALESCE({', '.join(statuses)})",
    }  # fmt: skip


_NOTHING = "CAST(NULL AS STRING)"
_ALIASES = {
    **{"reporter": "r", "partner": "p", "flow": "f", "product": "g", "unit": "u"},
    **{"status": "s", "valuation": "v", "period": "t"},
}


def _joins(shape: Shape) -> str:
    found = []
    for name, roles in shape.keys.items():
        alias = _ALIASES[name]
        on = " AND ".join(f"{alias}.k{at} = c.{role}_text" for at, role in enumerate(roles))
        kind = f"LEFT JOIN {table_of(name)} {alias} ON {on}"
        found.append(kind if roles else f"CROSS JOIN {table_of(name)} {alias}")
    if shape.only:
        found.append(f"CROSS JOIN {WANTED} w")
    return " ".join(found)


def _power(digits: int) -> str:
    return f"CAST({10**digits} AS DOUBLE)"


# A double has fifteen digits that say something. Its number is the whole one of so many, times a
# power of ten; `size` is what it is without its sign.
_DIGITS = 15
_HALF = "CAST(0.5 AS DOUBLE)"
_FINITE = "size - size = CAST(0 AS DOUBLE)"  # what has no end leaves no number
_NO_NUMBER = (
    "CASE WHEN size <> CAST('Infinity' AS DOUBLE) THEN 'nan' "
    "WHEN value < 0 THEN '-inf' ELSE 'inf' END"
)
_BIGINTS = 18  # digits that a whole number of every engine has
_HUGE = (300, 100, 30, 24, 21, _BIGINTS)  # its text is another in each engine
_PLAIN = "TRANSLATE(size, '0123456789', '') IN ('', '.', '-', '-.')"


def _whole(digits: int) -> str:
    """The whole number of so many decimals; 0 of one that has no room for them.

    The size is held within the function: Spark may ask it before the condition that it stands
    behind, and a whole number that does not fit is an error there.
    """
    room = f"CASE WHEN {_fits(digits)} THEN size ELSE CAST(0 AS DOUBLE) END"
    return f"FLOOR({room} * {_power(digits)} + {_HALF})"


def _fits(digits: int) -> str:
    return f"size < {_power(_DIGITS - digits)}"


# A number that goes on behind its ninth decimal lies within one of the ninth.
_CUT = " OR ".join(
    f"({_fits(digits)} AND {_whole(digits)} <> {_whole(DECIMALS)} * {_power(digits - DECIMALS)})"
    for digits in (12, 11, 10)
)
_LOST = f"factor * CAST(0.000000001 AS DECIMAL(10, {DECIMALS}))"
_SIZE = {
    WHOLE: "value AS size", DECIMAL: "value AS size", DOUBLE: "ABS(value) AS size",
    TEXT: "TRIM(value) AS size",
}  # fmt: skip
_NUMBER = {
    WHOLE: f"TRY_CAST(size AS {RAW})",
    DECIMAL: f"TRY_CAST(size AS {RAW})",
    DOUBLE: "CAST(CASE "
    + " ".join(
        f"WHEN {_fits(digits)} THEN CAST({_whole(digits)} AS BIGINT) "
        f"* CAST({10.0**-digits:.{DECIMALS}f} AS DECIMAL(10, {DECIMALS}))"
        for digits in range(DECIMALS, -1, -1)
    )
    + f" END AS {RAW}) * CASE WHEN value < 0 THEN CAST(-1 AS DECIMAL(1, 0)) "
    "ELSE CAST(1 AS DECIMAL(1, 0)) END",
    TEXT: f"CASE WHEN {_PLAIN} THEN TRY_CAST(size AS {RAW}) END",
}
_FINE = f"CHAR_LENGTH(size) - POSITION('.' IN size) > {DECIMALS} AND POSITION('.' IN size) > 0"
_BAD_NUMBER = {
    WHOLE: _NOTHING,
    DECIMAL: _NOTHING,
    DOUBLE: f"CASE WHEN NOT {_FINITE} THEN {_NO_NUMBER} || ' is no finite number' END",
    TEXT: f"CASE WHEN size <> '' AND (NOT {_PLAIN} OR size IN ('.', '-', '-.')) "
    "THEN chr(39) || size || chr(39) || ' is not a number' "
    f"WHEN {_FINE} THEN chr(39) || size || chr(39) || ' has more than nine decimals' END",
}
_TO_THE_UNIT = (
    f"CAST(CAST(CASE WHEN size < {_power(_BIGINTS)} THEN value ELSE CAST(0 AS DOUBLE) END "
    "AS BIGINT) AS STRING)"
)
# How a number is shown; a double as the digits that were read of it.
_TEXT = {
    WHOLE: "CAST(size AS STRING)", DECIMAL: "CAST(size AS STRING)", TEXT: "size",
    DOUBLE: f"CASE WHEN size < {_power(_DIGITS)} THEN TRIM(TRAILING '.' FROM "
    "TRIM(TRAILING '0' FROM CAST(raw AS STRING))) "
    f"WHEN size < {_power(_BIGINTS)} THEN {_TO_THE_UNIT} "
    + " ".join(f"WHEN {_FINITE} AND size >= CAST('1e{power}' AS DOUBLE) THEN CASE WHEN value < 0 "
               f"THEN '-1e{power} or less' ELSE '1e{power} or more' END" for power in _HUGE)
    + f" WHEN size IS NOT NULL THEN {_NO_NUMBER} END",
}  # fmt: skip


def _half(shape: Shape) -> str:
    """Half a unit of the last digit, and what was cut off behind it."""
    halves = "0" if shape.power == 0 else f"CASE power - decimals {_HALVES} ELSE 0 END"
    cut = f"CASE is_cut WHEN 1 THEN {_LOST} ELSE 0 END" if shape.value == DOUBLE else "0"
    return f"{halves} + {cut}"


def _digits(shape: Shape) -> str:
    """Whether there is a number: 1, or nothing, also where it cannot be read."""
    there = {
        DOUBLE: _FINITE,
        TEXT: f"{_PLAIN} AND size NOT IN ('', '.', '-', '-.') AND NOT ({_FINE})",
    }.get(shape.value, "size IS NOT NULL")
    known = f"({there}) AND (raw IS NULL OR raw <> 0)" if shape.zero_is_unknown else there
    return f"CASE WHEN {known} THEN 1 END"


def _decimals(shape: Shape) -> str:
    """How many decimals a number is given with, as far as its bounds hang on that."""
    if shape.power == 0:
        return "0"
    if shape.value in (WHOLE, DECIMAL):
        return str(shape.scale)
    if shape.value == TEXT:
        return (
            "CASE WHEN POSITION('.' IN size) > 0 "
            "THEN CHAR_LENGTH(size) - POSITION('.' IN size) ELSE 0 END"
        )
    cases = " ".join(
        f"WHEN CAST(raw AS DECIMAL(24, {digits})) = raw THEN {digits}" for digits in range(DECIMALS)
    )
    return f"CASE {cases} ELSE {DECIMALS} END"
