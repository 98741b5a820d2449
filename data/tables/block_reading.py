"""What holds for every figure of a block, from answers, headings, titles; and what is missing."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from data.tables.area_spellings import area_of
from data.tables.cells import Cells, Finding
from data.tables.folding import fold
from data.tables.known_layouts import KnownLayout, layout_of
from data.tables.layout import Block, is_number
from data.tables.mapping import Mapping, unit_of
from data.tables.number_marks import marks_of
from data.tables.period_spellings import frequency_of_days, spelled
from data.tables.roles import AREAS, Column, columns_of, sample_of
from data.tables.table_errors import TableError
from data.tables.titles import Titles, titles_of
from data.tables.vocabulary import mentions

FEW = 0.1  # of the rows, in which two columns of names may differ
PERIOD_ROLES = ("period", "year", "quarter", "month")


ASKED = {  # by what is missing
    "reporter": "whose statistics are these?",
    "partner": "with whom is this trade?",
    "flow": "are these exports or imports?",
    "unit": "what does a number count?",
    "currency": "in which currency?",
    "period": "of which period is it?",
}


@dataclass(frozen=True)
class Question:
    """What the table does not say: the answer's name, the question, and the option that answers.

    `about` is the period, heading or text that the question is about, where it is about one.
    """

    key: str
    text: str
    option: str
    about: str | None = None


@dataclass
class Reading:
    """A block with the role of each column and what holds for all its figures."""

    block: Block
    columns: list[Column]
    known: KnownLayout | None
    titles: Titles
    reporter: str | None = None
    partner: str | None = None
    flow: str | None = None
    unit: str | None = None
    currency: str | None = None
    valuation: str | None = None
    decimal: str | None = None
    freq: str | None = None  # of days
    product: str = "TOTAL"
    only: dict[str, str] = field(default_factory=dict)  # cells, and the text they must have
    findings: list[Finding] = field(default_factory=list)
    missing: list[Question] = field(default_factory=list)

    def with_role(self, *roles: str) -> list[Column]:
        """The columns that have one of these roles."""
        return [column for column in self.columns if column.role in roles]

    @property
    def values(self) -> list[Column]:
        """The columns of figures."""
        return self.with_role("value")


def read_block(block: Block, cells: Cells, answers: Mapping, above: Titles | None) -> Reading:
    """What a block is, with what is missing.

    `above` is what the titles of the block before it on its sheet told, which hold on.
    """
    known = layout_of(texts[-1] for texts in block.headings if texts)
    titles = titles_of(block.titles, block.sheet.name, block.notes, cells.file)
    if above is not None:
        titles = _held_on(titles, above)
    columns = columns_of(block, cells, answers, known)
    reading = Reading(block, columns, known, titles)
    if known is not None:
        reading.findings.append(Finding("layout", known.title, "its columns"))
    _settle_rows(reading, cells, answers)
    _settle_areas(reading, answers)
    _settle_flow(reading, answers)
    _settle_unit(reading, cells, answers)
    _settle_rivals(reading, cells)
    _settle_twins(reading, cells)
    _settle_periods(reading, cells, answers)
    _settle_marks(reading, cells, answers)
    _settle_services(reading, cells, answers)
    if not reading.values:
        reading.missing.append(
            Question("columns", "which column holds the figures?", '--column "HEADING=value"')
        )
    return reading


def _settle_rows(reading: Reading, cells: Cells, answers: Mapping) -> None:
    """Which rows are read, where only some are: those with a text in a column."""
    known = reading.known.only if reading.known else {}
    for heading, text in {**known, **answers.only}.items():
        column = next((c for c in reading.columns if fold(c.heading) == fold(heading)), None)
        if column is None:
            raise TableError(
                cells.file, f"it has no column {heading!r}; it has {reading.block.name}"
            )
        reading.only[column.cell] = text
        reading.findings.append(Finding("rows", f"{heading} = {text}", "only these are read"))


def _held_on(titles: Titles, above: Titles) -> Titles:
    kept = {
        name: getattr(above, name)
        for name in ("reporter", "partner", "flow", "unit", "currency", "valuation", "dash", "zero")
        if getattr(titles, name) is None
    }
    if titles.flow is not None:
        kept.pop("valuation", None)  # it was that of the other flow
    if titles.period is None:
        kept |= {"period": above.period, "period_text": above.period_text}
    return replace(titles, **kept)


def _found(reading: Reading, topic: str, value: str | None, evidence: str) -> str | None:
    if value is not None:
        reading.findings.append(Finding(topic, value, evidence))
    return value


def _settle_areas(reading: Reading, answers: Mapping) -> None:
    """Who reports, and with whom; a column of countries is partners unless told otherwise."""
    known, titles = reading.known, reading.titles
    has = {role: bool(reading.with_role(role)) for role in AREAS}
    across = any(column.dims.area is not None for column in reading.values)
    if reading.with_role("area"):
        role = "reporter" if (has["partner"] or across or answers.partner) else "partner"
        reading.columns = [
            replace(column, role=role) if column.role == "area" else column
            for column in reading.columns
        ]
        has[role] = True
    if answers.reporter:
        reading.reporter = _found(reading, "reporter", answers.reporter, "as told")
        _drop_role(reading, "reporter")
    elif not has["reporter"]:
        reading.reporter = _first(
            reading,
            "reporter",
            _of_layout(known, "reporter"),
            _told(titles, "reporter"),
        )
        if reading.reporter is None:
            reading.missing.append(Question("reporter", ASKED["reporter"], "--reporter CODE"))
    if answers.partner:
        reading.partner = _found(reading, "partner", answers.partner, "as told")
        _drop_role(reading, "partner")
    elif not has["partner"] and not across:
        reading.partner = _first(reading, "partner", _told(titles, "partner"))
        if reading.partner is None:
            reading.missing.append(Question("partner", ASKED["partner"], "--partner CODE"))


def _drop_role(reading: Reading, role: str, why: str = "") -> None:
    reading.columns = [
        replace(column, role="ignored", why=why or f"the {role} is as told")
        if column.role == role
        else column
        for column in reading.columns
    ]


def _first(reading: Reading, topic: str, *told: tuple[str | None, str]) -> str | None:
    """The first thing told, with what tells it."""
    for value, evidence in told:
        if value is not None:
            return _found(reading, topic, value, evidence)
    return None


def _settle_flow(reading: Reading, answers: Mapping) -> None:
    known, titles = reading.known, reading.titles
    if answers.flow:
        reading.flow = _found(reading, "flow", answers.flow, "as told")
        _drop_role(reading, "flow")
        reading.columns = [
            replace(column, dims=replace(column.dims, flow=None)) for column in reading.columns
        ]
    elif reading.with_role("flow"):
        _settle_flow_twice(reading)
    elif any(c.dims.flow is None for c in reading.values):
        reading.flow = _first(
            reading,
            "flow",
            _of_layout(known, "flow"),
            (titles.flow.value, f"{titles.flow.text!r}") if titles.flow else (None, ""),
        )
        if reading.flow is None and not _has_flow_banners(reading.block):
            reading.missing.append(Question("flow", ASKED["flow"], "--flow export|import"))
    told = titles.valuation
    reading.valuation = _first(
        reading,
        "valuation",
        (answers.valuation, "as told"),
        _of_layout(known, "valuation"),
        (told.value, f"{told.text!r}") if told else (None, ""),
    )


def _settle_flow_twice(reading: Reading) -> None:
    """Headings that tell flows apart decide; one flow over all columns says less than the rows."""
    flows = {column.dims.flow for column in reading.values} - {None}
    if len(flows) > 1:
        _drop_role(reading, "flow", "the headings of figures say the flow")
    else:
        reading.columns = [
            replace(column, dims=replace(column.dims, flow=None)) for column in reading.columns
        ]


def _settle_rivals(reading: Reading, cells: Cells) -> None:
    """Two columns of names that name different countries cannot both name the partner."""
    block = reading.block
    for role in AREAS:
        named = [column for column in reading.with_role(role) if column.scheme == "name"]
        for one, other in itertools.combinations(named, 2):
            pairs = cells.connection.execute(
                f"SELECT DISTINCT {one.cell}, {other.cell} FROM {block.sheet.table} "
                f"WHERE row BETWEEN {block.first} AND {block.last} "
                f"AND {one.cell} IS NOT NULL AND {other.cell} IS NOT NULL LIMIT 1000"
            ).fetchall()
            areas = [(area_of(left), area_of(right)) for left, right in pairs]
            told = [pair for pair in areas if None not in pair]
            if sum(left != right for left, right in told) > FEW * len(told):
                name = other.heading or f"column {other.index + 1}"
                reading.missing.append(
                    Question(
                        "columns",
                        f"{one.heading!r} and {name!r} name different countries; which is the "
                        f"{role}?",
                        f'--column "{name}=ignored"',
                    )
                )
                return


def _settle_twins(reading: Reading, cells: Cells) -> None:
    """Columns of figures that say the same of each figure cannot both be read."""
    if any(column.dims.area is not None for column in reading.values):
        return  # countries across
    for one, other in itertools.combinations(reading.values, 2):
        if one.dims != other.dims:
            continue
        if one.heading == other.heading:
            raise TableError(
                cells.file, f"two columns of figures are headed {one.heading!r}; rename one"
            )
        reading.missing.append(
            Question(
                "columns",
                f"{one.heading!r} and {other.heading!r} are figures of the same; which is read?",
                f'--column "{other.heading}=ignored"',
            )
        )
        return


def _has_flow_banners(block: Block) -> bool:
    return any(flow_banner(row) for _, row in block.rows)


def flow_banner(row: list[str | None]) -> str | None:
    """The flow that a row with one cell announces for those below it."""
    texts = [text for text in row if text is not None]
    if len(texts) != 1 or is_number(texts[0]):
        return None
    said = dict.fromkeys(said.key for said in mentions("flow", texts[0]))
    return next(iter(said)) if len(said) == 1 else None


def _settle_unit(reading: Reading, cells: Cells, answers: Mapping) -> None:
    """Which multiple of which currency a number counts."""
    known, titles = reading.known, reading.titles
    unit, currency = (None, None)
    if answers.unit:
        unit, currency = unit_of(answers.unit)
        unit = unit or answers.unit
        reading.columns = [
            replace(
                c, dims=replace(c.dims, unit=None, currency=None if currency else c.dims.currency)
            )
            for c in reading.columns
        ]
        _drop_role(reading, "unit")
    has_units = bool(reading.with_role("unit"))
    reading.unit = _first(
        reading,
        "unit",
        (unit, "as told"),
        _of_layout(known, "unit"),
        _told(titles, "unit"),
    )
    if reading.unit is not None and reading.unit != "one" and not answers.unit:
        # `USD` over a column says no multiple where the title does
        reading.columns = [
            replace(c, dims=replace(c.dims, unit=None)) if c.dims.unit == "one" else c
            for c in reading.columns
        ]
    reading.currency = _first(
        reading,
        "currency",
        (answers.currency or currency, "as told"),
        _of_layout(known, "currency"),
        _told(titles, "currency"),
    )
    every_unit = all(c.dims.unit for c in reading.values) or has_units
    if reading.unit is None and not every_unit:
        reading.missing.append(Question("unit", ASKED["unit"], '--unit "million USD"'))
    every_currency = all(c.dims.currency for c in reading.values) or reading.with_role("currency")
    in_units = has_units and all(
        unit_of(text)[1]
        for c in reading.with_role("unit")
        for text in sample_of(reading.block, cells, c.index)
    )
    is_asked = any(question.key == "unit" for question in reading.missing)
    if reading.currency is None and not every_currency and not in_units and not is_asked:
        reading.missing.append(Question("currency", ASKED["currency"], "--currency USD"))


def _of_layout(known: KnownLayout | None, name: str) -> tuple[str | None, str]:
    return (getattr(known, name), known.title) if known else (None, "")


def _told(titles: Titles, name: str) -> tuple[str | None, str]:
    told = getattr(titles, name)
    return (told.value, f"the title {told.text!r}") if told else (None, "")


def _settle_periods(reading: Reading, cells: Cells, answers: Mapping) -> None:
    named = reading.with_role(*PERIOD_ROLES)
    texts = [
        *(text for column in named for text in sample_of(reading.block, cells, column.index)),
        *(heading for column in reading.values for heading in reading.block.headings[column.index]),
    ]
    days = [said.day for text in texts if (said := spelled(text)) and said.day]
    if days:
        reading.freq = answers.freq or _freq_column(reading, cells) or frequency_of_days(days)
        if reading.freq is None:
            reading.missing.append(
                Question("freq", "do the days stand for years, quarters or months?", "--freq A|Q|M")
            )
        else:
            evidence = "as told" if answers.freq else f"days such as {days[0]}"
            reading.findings.append(Finding("frequency", reading.freq, evidence))
    in_headings = all(column.dims.period is not None for column in reading.values)
    if not named and not in_headings and reading.titles.period is None and not answers.period:
        reading.missing.append(Question("period", ASKED["period"], "--period 2024"))
    elif not named and not in_headings:
        evidence = "as told" if answers.period else f"the title {reading.titles.period_text!r}"
        value = answers.period or str(reading.titles.period and reading.titles.period.of(None))
        reading.findings.append(Finding("period", value, evidence))


def _freq_column(reading: Reading, cells: Cells) -> str | None:
    said = {
        text for c in reading.with_role("freq") for text in sample_of(reading.block, cells, c.index)
    }
    return said.pop() if len(said) == 1 and said <= {"A", "Q", "M"} else None


def _settle_marks(reading: Reading, cells: Cells, answers: Mapping) -> None:
    if answers.decimal:
        reading.decimal = _found(reading, "decimal mark", answers.decimal, "as told")
        return
    texts = _numbers(reading, cells)
    delimiter = next((f.value for f in cells.findings if f.topic == "delimiter"), None)
    if reading.block.sheet.is_typed and any(text for text in texts):
        typed = [text for text in texts if text.replace(".", "").replace("-", "").isdigit()]
        texts = typed if len(typed) * 2 >= len(texts) else texts
        marks = marks_of(texts, "," if typed else None)
    else:
        marks = marks_of(texts, "," if delimiter == "comma" else None)
    if marks.decimal is None:
        reading.missing.append(
            Question(
                "decimal",
                f"is the decimal mark a point or a comma ({marks.evidence})?",
                "--decimal point|comma",
            )
        )
    reading.decimal = _found(reading, "decimal mark", marks.decimal, marks.evidence)


def _numbers(reading: Reading, cells: Cells) -> list[str]:
    found: list[str] = []
    for column in reading.values:
        found += [text for text in sample_of(reading.block, cells, column.index) if is_number(text)]
        if len(found) > 5000:
            break
    return found


def _settle_services(reading: Reading, cells: Cells, answers: Mapping) -> None:
    """Trade in services is no trade in goods: it is only read when told to."""
    told = reading.titles.services
    evidence = told.text if told else None
    texts: Iterable[str] = (text for texts in reading.block.headings for text in texts)
    evidence = evidence or next((text for text in texts if mentions("services", text)), None)
    for column in reading.with_role("product"):
        for text in sample_of(reading.block, cells, column.index)[:50]:
            if mentions("services", text):
                evidence = evidence or text
    if answers.product:
        reading.product = answers.product
    if evidence is None:
        return
    if not answers.services:
        reading.missing.append(
            Question(
                "services",
                f"{evidence!r} speaks of services, and these are statistics of goods; load them "
                "all the same, as services?",
                "--services",
                evidence,
            )
        )
    else:
        reading.product = "services"
        _drop_role(reading, "product", "the product is services")
        reading.findings.append(Finding("product", "services", "as told"))
