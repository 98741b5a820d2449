"""Which column of a table is what: by an answer, the known layout, its heading, or its content.

A column of figures may say more in its heading: a period, a flow, a country, a unit. A column that
is understood as nothing is left out, and said to be; until all columns are seen, it is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field, replace
from typing import Any

from data import codes
from data.tables.area_spellings import Area, area_of, scheme_of, share_of_areas
from data.tables.cells import Cells
from data.tables.folding import fold, tidy
from data.tables.known_layouts import KnownLayout
from data.tables.layout import Block, is_number
from data.tables.mapping import Mapping, unit_of
from data.tables.number_marks import number_of
from data.tables.period_spellings import Spelled, spelled
from data.tables.vocabulary import GENERAL, meaning, mentions

AREAS = ("reporter", "partner")
UNREAD = "; say what it is to use it"
SAMPLE = 600  # different texts of a column that are looked at
MOST = 0.8  # of the texts of a column that make it a column of periods or flows
SOME = 0.6  # of the texts of a column that make it one of countries or of numbers
MANY_AREAS = 2  # columns headed by countries make a table with countries across
LONGEST_HEADING = 4  # words, of which one tells the role
OTHER_MEASURES = {
    **{"share": "a share or rate", "quantity": "a quantity", "cumulated": "a running total"},
}
BY_A_WORD = ("reporter", "partner", "area", "product", "value")  # roles that one word tells
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|_")  # `partnerISO`


@dataclass(frozen=True)
class Dims:
    """What the heading of a column of figures says of each figure in it."""

    flow: str | None = None
    period: Spelled | None = None
    area: Area | None = None
    unit: str | None = None
    currency: str | None = None
    valuation: str | None = None
    turned: bool = False  # the reporter is the country in the column of partners


@dataclass(frozen=True)
class Column:
    """A column, its role, what shows it, and what its heading says of its figures."""

    index: int
    heading: str
    role: str
    why: str
    dims: Dims = field(default_factory=Dims)
    scheme: str = "name"

    @property
    def cell(self) -> str:
        """The name of its cells in the table of cells."""
        return f"c{self.index}"


def columns_of(
    block: Block, cells: Cells, answers: Mapping, known: KnownLayout | None
) -> list[Column]:
    """Every column of a block with its role."""
    found = []
    for index, texts in enumerate(block.headings):
        if not block.begin <= index < block.end:
            continue
        sample = sample_of(block, cells, index)
        if texts or sample:
            found.append(_column(index, texts, sample, answers, known))
    found = _countries_across(found, block, cells)
    found = _one_column_of_values(found, block, cells)
    found = _without_rivals(found, block, cells)
    return [_with_scheme(column, block, cells) for column in found]


def sample_of(block: Block, cells: Cells, index: int) -> list[str]:
    """Different texts of a column, read once."""
    key = (block.sheet.table, block.first, block.last, index)
    if key not in cells.samples:
        cells.samples[key] = _sample(block, cells, index)
    return cells.samples[key]


def _sample(block: Block, cells: Cells, index: int) -> list[str]:
    rows = cells.connection.execute(
        f"SELECT DISTINCT c{index} FROM (SELECT c{index} FROM {block.sheet.table} "
        f"WHERE row BETWEEN $1 AND $2 AND c{index} IS NOT NULL LIMIT 200000) LIMIT {SAMPLE}",
        [block.first, block.last],
    ).fetchall()
    return sorted(text for (text,) in rows)


def _column(
    index: int, texts: Sequence[str], sample: list[str], answers: Mapping, known: KnownLayout | None
) -> Column:
    heading = " / ".join(map(tidy, texts))
    if (role := _answered(texts, answers)) is not None:
        return Column(index, heading, role, "as told", _dims(texts) if role == "value" else Dims())
    if known is not None and texts:
        if (values := known.values.get(texts[-1])) is not None:
            return Column(index, heading, "value", known.title, _dims_of_layout(values))
        if texts[-1] in known.roles:
            return Column(index, heading, known.roles[texts[-1]], known.title)
        if known.only_roles:
            return Column(index, heading, "ignored", f"not needed of {known.title}")
    role, why = _by_heading(texts)
    if role is None:
        role, why = _by_content(sample)
    if role == "value" or (role is None and texts):
        return Column(index, heading, role or "unknown", why, _dims(texts))
    return Column(index, heading, role or "unknown", why)


def is_called(name: str, texts: Sequence[str]) -> bool:
    """Whether a name is that of the column under these headings: all of them, or the last."""
    return fold(name) in {fold(" / ".join(map(tidy, texts))), *(fold(text) for text in texts[-1:])}


def _answered(texts: Sequence[str], answers: Mapping) -> str | None:
    return next((role for name, role in answers.columns.items() if is_called(name, texts)), None)


def _dims_of_layout(said: AnyMapping[str, Any]) -> Dims:
    months = said.get("months")
    period = None
    if months:
        first, last = map(int, months.split("/"))
        period = Spelled(None, first, last - first + 1)
    return Dims(flow=said.get("flow"), period=period, turned=said.get("turned", False))


def _dims(texts: Sequence[str]) -> Dims:
    """What headings say: the lowest one that says a thing decides."""
    found = Dims()
    for text in texts:
        flows = _flows_in(text)
        unit, currency = unit_of(text)
        valuations = dict.fromkeys(said.key for said in mentions("valuation", text))
        period = _period_in(text)
        found = Dims(
            flow=next(iter(flows)) if len(flows) == 1 else found.flow,
            period=_both(found.period, period),
            unit=unit or found.unit,
            currency=currency or found.currency,
            valuation=next(iter(valuations)) if len(valuations) == 1 else found.valuation,
        )
    return found


def _flows_in(text: str) -> dict[str, None]:
    """The flows that a heading names; "trade" within more words names none."""
    said = mentions("flow", text)
    return dict.fromkeys(
        word.key for word in said if word.phrase not in GENERAL or word.phrase == fold(text)
    )


def _period_in(text: str) -> Spelled | None:
    if (whole := spelled(text)) is not None:
        return whole
    words = text.replace("_", " ").split()
    for size in range(min(4, len(words) - 1), 0, -1):
        for at in range(len(words) - size + 1):
            part = spelled(" ".join(words[at : at + size]).strip("(),;:"))
            if part is not None and part.year is not None:
                return part
    return None


def _both(above: Spelled | None, below: Spelled | None) -> Spelled | None:
    """A year over months: the month of that year."""
    if above is None or below is None:
        return below or above
    if below.year is None:
        return replace(below, year=above.year, status=below.status or above.status)
    if above.year is None and below.is_year:
        return replace(above, year=below.year, status=below.status or above.status)
    return replace(below, status=below.status or above.status)


def _by_heading(texts: Sequence[str]) -> tuple[str | None, str]:
    for text in texts:
        if "%" in text or (said := mentions("ignore", text)):
            what = "a share or rate" if "%" in text else OTHER_MEASURES[said[0].key]
            return "ignored", f"{tidy(text)!r} is {what}"
    if not texts:
        return None, "it has no heading"
    for text in reversed(texts):
        role = meaning("column", _CAMEL.sub(" ", text))
        if role is not None and role != "value":
            return ("ignored" if role == "ignore" else role), f"its heading {tidy(text)!r}"
    dims = _dims(texts)
    if dims.period is not None or dims.flow is not None:
        return "value", f"its heading {tidy(' / '.join(texts))!r}"
    if any(meaning("column", _CAMEL.sub(" ", text)) == "value" for text in texts) or dims.currency:
        return "value", f"its heading {tidy(' / '.join(texts))!r}"
    said = mentions("column", _CAMEL.sub(" ", texts[-1]))
    if len(texts[-1].split()) <= LONGEST_HEADING and said and said[0].key in BY_A_WORD:
        return said[0].key, f"its heading {tidy(texts[-1])!r}"
    return None, "its heading says nothing known"


def _by_content(sample: list[str]) -> tuple[str | None, str]:
    if not sample:
        return None, "it is empty"
    if _is_numeric(sample):
        is_years = all((said := spelled(text)) and said.is_year for text in sample)
        if is_years:
            return "period", "it holds years only"
        return None, f"nothing says what they are{UNREAD}"
    if _share(sample, spelled) >= MOST:
        return "period", f"{sample[0]!r} and the others are periods"
    if share_of_areas(sample) >= SOME:
        return "area", f"{_share(sample, area_of):.0%} of its texts are countries or groups"
    if _share(sample, flow_of) >= MOST:
        return "flow", f"{sample[0]!r} is a flow"
    return None, f"texts such as {tidy(sample[0])[:40]!r} are nothing known"


def flow_of(text: str) -> str | None:
    """The flow that a text of a column of flows stands for; `other` for one that is not kept."""
    if (code := meaning("flow_code", text)) or (code := meaning("flow", text)):
        return code
    found = dict.fromkeys(said.key for said in mentions("flow", text))
    return next(iter(found)) if len(found) == 1 else None


def _share(sample: Iterable[str], reads: Callable[[str], object]) -> float:
    texts = list(sample)
    return sum(reads(text) is not None for text in texts) / len(texts)


def _is_numeric(sample: list[str]) -> bool:
    return _may_be_numeric(sample) and any(map(is_number, sample))


def _may_be_numeric(sample: list[str]) -> bool:
    """Whether a column has numbers, or nothing but blanks and signs of an unknown number."""
    told = [text for text in sample if number_of(text, ".").reason is not None or is_number(text)]
    return sum(map(is_number, told)) >= SOME * len(told)


def _countries_across(columns: list[Column], block: Block, cells: Cells) -> list[Column]:
    """Columns under the names of countries: a figure for each, also where none is filled in."""
    named = {
        column.index: area
        for column in columns
        if column.role in ("unknown", "value", "area", "partner")
        and (area := _area_over(block.headings[column.index])) is not None
        and _may_be_numeric(sample_of(block, cells, column.index))
    }
    real = [area for area in named.values() if area.code not in (None, codes.WORLD)]
    if len(real) < MANY_AREAS:
        return columns
    return [_across(column, named.get(column.index), block, cells) for column in columns]


def _across(column: Column, area: Area | None, block: Block, cells: Cells) -> Column:
    """A column beside those of countries; numbers under an unknown name are not passed over."""
    texts = block.headings[column.index]
    if area is not None:
        dims = replace(_dims(texts), area=area)
        return replace(column, role="value", why="its heading is a country", dims=dims)
    is_unknown = column.role == "unknown" and bool(texts)
    if is_unknown and _is_numeric(sample_of(block, cells, column.index)):
        why = "others beside it are countries, and its heading is none that is known"
        return replace(column, role="value", why=why, dims=_dims(texts))
    return column


def _area_over(texts: Sequence[str]) -> Area | None:
    return next((area for text in reversed(texts) if (area := area_of(text)) is not None), None)


def _one_column_of_values(columns: list[Column], block: Block, cells: Cells) -> list[Column]:
    """Where no heading names the figures, the only column of numbers has them."""
    if any(column.role == "value" for column in columns):
        return [_left_out(column) if column.role == "unknown" else column for column in columns]
    numeric = [
        column
        for column in columns
        if column.role == "unknown" and _is_numeric(sample_of(block, cells, column.index))
    ]
    if len(numeric) != 1:
        return [_left_out(column) if column.role == "unknown" else column for column in columns]
    return [
        replace(column, role="value", why="it is the only column of numbers")
        if column is numeric[0]
        else _left_out(column)
        if column.role == "unknown"
        else column
        for column in columns
    ]


def _left_out(column: Column) -> Column:
    return replace(column, role="ignored")


def _without_rivals(columns: list[Column], block: Block, cells: Cells) -> list[Column]:
    """Of several columns with one role the best understood; of countries all that are understood.

    A code that stands for another country than the name beside it is of an unknown list.
    """
    kept = []
    for column in columns:
        if column.role in (*AREAS, "area"):
            share = share_of_areas(sample_of(block, cells, column.index))
            if (
                share < SOME
                and column.why != "as told"
                and _has_better(column, columns, block, cells)
            ):
                column = replace(column, role="ignored", why="its codes are of no known list")
        kept.append(column)
    for role in ("flow", "period", "product", "year", "status"):
        rivals = [column for column in kept if column.role == role]
        if len(rivals) > 1:
            best = max(rivals, key=lambda rival: _understood(rival, block, cells))
            kept = [
                replace(column, role="ignored", why=f"{best.heading!r} says the {role}")
                if column in rivals and column is not best
                else column
                for column in kept
            ]
    return kept


def _has_better(column: Column, columns: list[Column], block: Block, cells: Cells) -> bool:
    return any(
        other.role in (column.role, "area")
        and other is not column
        and share_of_areas(sample_of(block, cells, other.index)) >= SOME
        for other in columns
    )


def _understood(column: Column, block: Block, cells: Cells) -> tuple[bool, float]:
    sample = sample_of(block, cells, column.index)
    reads = {"flow": flow_of, "period": spelled, "year": spelled}.get(column.role, str)
    return column.why == "as told", _share(sample, reads) if sample else 0.0


def _with_scheme(column: Column, block: Block, cells: Cells) -> Column:
    if column.role not in (*AREAS, "area"):
        return column
    return replace(column, scheme=scheme_of(sample_of(block, cells, column.index)))
