"""A factsheet in words: every text of it once, for the page, the HTML file and the Word file.

Amounts in tables are in one unit, which the heading names. A cell names its sources by the numbers
of the list at the end. What follows from other figures is marked, and so is a range.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from analytics.checking.claims import Check
from analytics.checking.verdicts import Verdict
from dashboard.answers.book_words import BookWords
from dashboard.answers.pair_sheet import (
    GoodsLine,
    Level,
    PairSheet,
    PeriodLine,
    SidesLine,
    growth_of,
)
from dashboard.wording.explanations import claimed_change
from dashboard.wording.formats import LONGEST_FRACTION, Formats, capital, scale_of
from dashboard.wording.span_sentence import steps_of
from dashboard.wording.verdict_names import ICONS, ORDER, findings
from data import codes
from data.codes.flows import AMOUNTS, Flow
from data.intervals import Interval
from data.relations import Row

SIGNIFICANT = 4
EXACT = ("exact", None)
FINE = 1000  # a difference is one number where its bounds are a thousandth of it apart
TIGHT = 0.05  # percentage points: narrower bounds of a rate are the rate
MOST_GOODS = 8


@dataclass(frozen=True)
class Limits:
    """How many lines of the lists there is room for, and whether the print is small."""

    claims: int = 6
    events: int = 5
    is_dense: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell: its text, what stands smaller below it, the numbers of its sources.

    `verdict` is that on a reported rate, whose words are `claimed`.
    """

    text: str
    small: str = ""
    refs: tuple[int, ...] = ()
    is_implied: bool = False
    verdict: Verdict | None = None
    claimed: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table; `group` stands above those that follow each other and share it."""

    key: str
    header: str
    group: str = ""


@dataclass(frozen=True)
class Table:
    """A table of figures: rows by their period's code, cells by the keys of the columns."""

    key: str
    title: str
    first: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, str, Mapping[str, Cell]], ...]
    notes: tuple[str, ...] = ()

    @property
    def grouped(self) -> tuple[tuple[str, int], ...]:
        """The headings above columns, and over how many each stands; empty where there are none."""
        groups = [(group, len([*of])) for group, of in groupby(one.group for one in self.columns)]
        return tuple(groups) if any(group for group, _ in groups) else ()

    def cells(self) -> dict[tuple[str, str], str]:
        """The text of every cell by row and column."""
        return {(code, key): cell.text for code, _, row in self.rows for key, cell in row.items()}


@dataclass(frozen=True)
class Listed:
    """A short list: a heading and what stands below it, lines with a heading each, what is left."""

    key: str
    title: str
    lines: tuple[tuple[str, Cell], ...]
    lead: str = ""
    more: str = ""


@dataclass(frozen=True)
class SheetText:
    """The whole sheet, in the order in which it is read."""

    language: str
    title: str
    subtitle: str
    sentences: tuple[str, ...]
    chart_title: str
    chart_alt: str
    figures: Table
    sides: Table | None
    claims: Listed | None
    lists: tuple[Listed, ...]
    notes: tuple[str, ...]
    sources_title: str
    sources: tuple[tuple[int, str], ...]
    foot: str
    is_dense: bool = False


ROOMY = Limits()


class _References:
    """The numbers of sources, in the order in which they are first named."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def __call__(self, sources: Iterable[str]) -> tuple[int, ...]:
        return tuple(sorted({self.known.setdefault(one, len(self.known) + 1) for one in sources}))


@dataclass(frozen=True)
class _Made:
    """What every part of a sheet is made with."""

    sheet: PairSheet
    formats: Formats
    book: BookWords
    power: int
    refs: _References
    limits: Limits

    @property
    def names(self) -> dict[str, str]:
        area = self.formats.area
        return {"reporter": area(self.sheet.reporter), "partner": area(self.sheet.partner)}


def sheet_text(
    sheet: PairSheet,
    formats: Formats,
    book: BookWords,
    named: Mapping[str, str],
    made: str,
    limits: Limits = ROOMY,
) -> SheetText:
    """The texts of a sheet in a language.

    Parameters
    ----------
    named
        Publisher and date of every source, by id.
    made
        The day that it is made, as `2026-11-27`.
    """
    words = formats.words
    with_ = _Made(sheet, formats, book, power_of(sheet), _References(), limits)
    unit = formats.scale_word(with_.power, sheet.currency)
    figures = _figures(with_, unit)
    sides = _sides(with_, unit)
    claims = _claims(with_)
    lists = tuple(one for one in (_events(with_), _investment(with_), _goods(with_)) if one)
    with_.refs(source for line in _drawn(sheet) for source in _sources(line))
    return SheetText(
        language=formats.language,
        title=formats.pair(sheet.reporter, sheet.partner),
        subtitle=words("sheet.subtitle", date=formats.date(made), **with_.names),
        sentences=tuple(map(capital, _sentences(with_))),
        chart_title=words("sheet.chart", unit=unit, **with_.names),
        chart_alt=words("sheet.chart_alt", **with_.names),
        figures=figures,
        sides=sides,
        claims=claims,
        lists=lists,
        notes=tuple(_notes(with_)),
        sources_title=words("sheet.sources"),
        sources=tuple((number, named[one]) for one, number in with_.refs.known.items()),
        foot=words(
            "sheet.foot", edition=sheet.edition, built=formats.date(f"{sheet.built:%Y-%m-%d}")
        ),
        is_dense=limits.is_dense,
    )


def power_of(sheet: PairSheet) -> int:
    """The power of ten of the unit of tables and chart: that of the largest figure in a table."""
    levels = [level for line in sheet.lines for level in line.levels.values()]
    levels += [level for line in sheet.sides for level in line.partner.values()]
    return scale_of([level.row["high"] for level in levels] or [Decimal(1)])


def in_unit(level: Level, power: int, formats: Formats, *, sign: bool = False) -> str:
    """A figure in the unit of a table, with the digits and the word that it was printed with.

    To the dollar it would not fit a table: such a figure has four significant digits.
    """
    row = level.row
    if row["value"] is None:
        return bounds_in_unit(level.bounds, power, formats, sign=sign)
    scaled = _decimal(row["value"]).scaleb(-power)
    width = _decimal(row["high"]) - _decimal(row["low"])
    decimals = max(-int(scaled.normalize().as_tuple().exponent), 0)
    if width and row["qualifier"] in EXACT:
        decimals = max(decimals, -width.scaleb(-power).adjusted())
    if decimals > LONGEST_FRACTION - 1:
        decimals = max(SIGNIFICANT - 1 - max(scaled.adjusted(), 0), 0) if scaled else 0
    text = formats.number(scaled, decimals, sign=sign)
    qualifier = row["qualifier"]
    return formats.words(f"qualifier.{qualifier}", figure=text) if qualifier else text


def bounds_in_unit(bounds: Interval, power: int, formats: Formats, *, sign: bool = False) -> str:
    """Bounds in the unit of a table, rounded outward."""
    return formats.number_bounds(*(end / 10**power for end in bounds.ends), sign=sign)


# The sentences


def _sentences(made: _Made) -> list[str]:
    """What trade did over the whole span, its balance, and what the partner's statistics say."""
    sheet, formats, words = made.sheet, made.formats, made.formats.words
    flow = sheet.flow
    points = [_point(made, line, flow) for line in _turns(sheet, flow)]
    said = words(
        "sheet.span", flow=capital(formats.flow(flow)), points=" → ".join(points), **made.names
    )
    running = sheet.running
    if running is not None and flow in running.levels:
        value = short_amount(running.levels[flow], formats)
        said = words(
            "sheet.and_running", said=said, value=value, period=formats.when(str(running.period))
        )
    told = [f"{said}.", *_balance(made)]
    told += _partner_says(made)
    return told


def _turns(sheet: PairSheet, flow: Flow) -> list[PeriodLine]:
    """The lines with a figure of a flow that the sentence of the page *Partner* names, too."""
    known = [line for line in sheet.main if flow in line.levels]
    stated = [line for line in known if not line.levels[flow].is_implied] or known
    named = {row["period"] for row in steps_of([_bounded(line, flow) for line in stated])}
    return [line for line in stated if str(line.period) in named]


def _bounded(line: PeriodLine, flow: Flow) -> Row:
    low, high = line.levels[flow].bounds.ends
    return {"period": str(line.period), "low": low, "high": high}


def _point(made: _Made, line: PeriodLine, flow: Flow) -> str:
    formats = made.formats
    value, period = short_amount(line.levels[flow], formats), formats.period(str(line.period))
    growth = growth_of(line)
    if growth is None or line is not made.sheet.main[-1] or flow != Flow.TOTAL:
        return formats.words("sheet.point", value=value, period=period)
    change = formats.headline_percent(*growth)
    return formats.words("sheet.point_change", value=value, period=period, change=change)


def short_amount(level: Level, formats: Formats) -> str:
    """An amount of a sentence: as printed, or to four digits where it is to the dollar."""
    row = level.row
    if row["value"] is None:
        return formats.amount_bounds(*level.bounds.ends, row["currency"])
    is_long = len(_decimal(row["value"]).normalize().as_tuple().digits) > SIGNIFICANT + 1
    if is_long and row["qualifier"] in EXACT:
        return formats.amount(row["value"], row["currency"])
    return formats.of_row(row)


def _balance(made: _Made) -> list[str]:
    """The newest balance, in the year that it is of."""
    formats, sheet = made.formats, made.sheet
    if sheet.balance is None:
        return []
    period, level = sheet.balance
    low, high = level.bounds.ends
    if low <= 0 <= high:
        return []
    size = Interval(*sorted((abs(low), abs(high))))
    row = level.row | {"low": size.low, "high": size.high}
    row["value"] = None if row["value"] is None else abs(row["value"])
    said = "surplus" if low > 0 else "deficit"
    return [
        formats.words(
            f"sheet.{said}",
            value=short_amount(Level(row, level.sources, level.is_implied), formats),
            period=formats.when(str(period)),
            **made.names,
        )
    ]


def _partner_says(made: _Made) -> list[str]:
    formats, sides = made.formats, made.sheet.sides
    known = [line for line in sides if Flow.TOTAL in line.partner]
    if not known:
        return [formats.words("sheet.partner_silent", **made.names)]
    line = next((line for line in known if line.gap is not None), known[0])
    parts = {
        "period": formats.when(str(line.period)),
        "value": short_amount(line.partner[Flow.TOTAL], formats),
        **made.names,
    }
    if line.gap is None:
        return [formats.words("sheet.partner_says", **parts)]
    own = short_amount(line.own[Flow.TOTAL], formats)
    return [formats.words("sheet.partner_beside", own=own, **parts)]


# The tables


def _figures(made: _Made, unit: str) -> Table:
    words, formats = made.formats.words, made.formats
    columns = [Column(str(flow), capital(formats.flow(flow))) for flow in (*AMOUNTS, Flow.BALANCE)]
    columns.append(Column("growth", words("sheet.growth")))
    rows = []
    for line in made.sheet.lines:
        cells = {str(flow): _level(made, line.levels.get(flow)) for flow in AMOUNTS}
        cells[Flow.BALANCE] = _level(made, line.levels.get(Flow.BALANCE), sign=True)
        cells["growth"] = _growth(made, line)
        rows.append((str(line.period), formats.period(str(line.period)), cells))
    title = words("sheet.figures", unit=unit, **made.names)
    return Table("figures", title, words("column.period"), tuple(columns), tuple(rows))


def _level(made: _Made, level: Level | None, *, sign: bool = False) -> Cell:
    """A figure with its bounds where words or a balance leave them; a dash where none is known."""
    if level is None:
        return Cell(made.formats.words("sheet.unknown"))
    text = in_unit(level, made.power, made.formats, sign=sign)
    row, small = level.row, ""
    low, high = level.bounds.ends
    loose = row["qualifier"] not in EXACT or row["flow"] == Flow.BALANCE
    if loose and row["value"] is not None and (high - low) * FINE > max(abs(low), abs(high)):
        small = bounds_in_unit(level.bounds, made.power, made.formats, sign=sign)
    return Cell(text, small, made.refs(level.sources), level.is_implied)


def _growth(made: _Made, line: PeriodLine) -> Cell:
    """Two-way trade on the year before: recomputed with its bounds, reported with the verdict."""
    formats, growth, check = made.formats, growth_of(line), line.reported
    text, small = "", ""
    refs: tuple[int, ...] = ()
    if growth is not None and line.growth is not None:
        value, low, high = growth
        text = formats.headline_percent(value, low, high)
        refs = made.refs([line.growth["source"]])
        if value is not None and high - low > TIGHT:
            small = formats.percent_bounds(low, high, sign=True)
    if check is None:
        return Cell(text or formats.words("sheet.unknown"), small, refs)
    refs = made.refs([check.claim.source, *check.evidence[1]])
    said = claimed_change(check, formats.language)
    return Cell(text, small, refs, verdict=check.verdict, claimed=said)


def _sides(made: _Made, unit: str) -> Table | None:
    if not made.sheet.sides:
        return None
    words, formats, names = made.formats.words, made.formats, made.names
    columns = [
        Column(f"{flow}_{side}", names[side], words(f"sheet.both_{flow}", **names))
        for flow in AMOUNTS
        for side in ("reporter", "partner")
    ]
    columns.append(Column("gap", words("sheet.gap"), words("sheet.both_total", **names)))
    rows = []
    for line in made.sheet.sides:
        cells = {}
        for flow in AMOUNTS:
            cells[f"{flow}_reporter"] = _level(made, line.own.get(flow))
            cells[f"{flow}_partner"] = _level(made, line.partner.get(flow))
        cells["gap"] = _gap(made, line)
        rows.append((str(line.period), formats.period(str(line.period)), cells))
    title = words("sheet.sides", unit=unit, **names)
    return Table("sides", title, words("column.period"), tuple(columns), tuple(rows))


def _gap(made: _Made, line: SidesLine) -> Cell:
    """The reporter's two-way trade less the partner's; words where the bounds leave none."""
    if line.gap is None:
        return Cell(made.formats.words("sheet.unknown"))
    if line.gap.low <= 0 <= line.gap.high:
        return Cell(made.formats.words("sheet.no_gap"))
    own, partner = line.own[Flow.TOTAL], line.partner[Flow.TOTAL]
    values = own.row["value"], partner.row["value"]
    size = min(abs(line.gap.low), abs(line.gap.high))
    if None in values or (line.gap.high - line.gap.low) * FINE > size:
        bounds = bounds_in_unit(line.gap, made.power, made.formats, sign=True)
        return Cell(bounds, is_implied=own.is_implied)
    row: Row = {
        "value": values[0] - values[1], "low": line.gap.low, "high": line.gap.high,
        "qualifier": None,
    }  # fmt: skip
    return Cell(in_unit(Level(row, ()), made.power, made.formats, sign=True))


# The lists


def _claims(made: _Made) -> Listed | None:
    """The newest claims with their verdicts, and how many of each there are."""
    words, sheet = made.formats.words, made.sheet
    if not sheet.claims:
        return None
    counted = ", ".join(
        f"{ICONS[verdict]} {words(f'verdict.{verdict}').lower()} {sheet.verdicts[verdict]}"
        for verdict in ORDER
        if sheet.verdicts.get(verdict)
    )
    every = sum(sheet.verdicts.values())
    lines = tuple(_claim(made, check) for check in most_telling(sheet.claims, made.limits.claims))
    left = every - len(lines)
    more = words("sheet.more_claims", n=left) if left else ""
    return Listed("claims", words("sheet.claims", n=every), lines, counted, more)


def most_telling(claims: Sequence[Check], most: int) -> list[Check]:
    """Some claims in their order: the newest, contradicted ones, those of all goods with a verdict.

    What is left goes to the newest others of all goods, then to those of single goods.
    """

    def rank(place: int) -> tuple[int, int]:
        check = claims[place]
        if place == 0 or check.verdict is Verdict.CONTRADICTED:
            return 0, place
        of_goods = check.claim.product != codes.TOTAL
        return 1 + (check.verdict is Verdict.NOT_TESTABLE) + 2 * of_goods, place

    chosen = sorted(range(len(claims)), key=rank)[:most]
    return [claims[place] for place in sorted(chosen)]


def _claim(made: _Made, check: Check) -> tuple[str, Cell]:
    formats, claim = made.formats, check.claim
    what = formats.words(
        "sheet.claim",
        flow=capital(formats.flow(claim.flow, claim.product)),
        period=formats.period(claim.period),
        change=claimed_change(check, formats.language),
    )
    found = "; ".join(findings(check, formats))
    return what, Cell(found, refs=made.refs([claim.source]), verdict=check.verdict)


def _events(made: _Made) -> Listed | None:
    formats = made.formats
    dated = [row for row in made.sheet.events if row["begins"]]
    dated = dated[max(len(dated) - made.limits.events, 0) :]
    lines = tuple(
        (
            formats.date(row["begins"]),
            Cell(made.book.event(row["event"]), refs=made.refs([row["source"]])),
        )
        for row in reversed(dated)
    )
    return Listed("events", formats.words("sheet.events"), lines) if lines else None


def _investment(made: _Made) -> Listed | None:
    formats, words = made.formats, made.formats.words
    lines = []
    for row in made.sheet.investment[:2]:
        names = {"investor": formats.area(row["investor"]), "host": formats.area(row["host"])}
        said = words("sheet.invested", n=row["projects"], value=formats.of_row(row))
        if row["as_of"]:
            said = words("sheet.as_of", said=said, date=formats.date(row["as_of"]))
        lines.append(
            (
                words("partner.investor_in_host", **names),
                Cell(said, refs=made.refs([row["source"]])),
            )
        )
    return Listed("investment", words("sheet.investment"), tuple(lines)) if lines else None


def _goods(made: _Made) -> Listed | None:
    formats, words = made.formats, made.formats.words
    lines = tuple(
        (
            words(f"sheet.goods_{line.flow}", **made.names),
            Cell(_named(made, line), refs=made.refs([line.source])),
        )
        for line in made.sheet.goods
    )
    title = words("sheet.goods")
    traded = [row for line in made.sheet.goods for row in line.traded]
    if traded:
        unit = formats.scale_word(made.power, traded[0]["currency"])
        title = words("sheet.goods_traded", period=formats.period(traded[0]["period"]), unit=unit)
    return Listed("goods", title, lines) if lines else None


def _named(made: _Made, line: GoodsLine) -> str:
    formats = made.formats
    if line.traded:
        return "; ".join(
            formats.words(
                "sheet.good_traded",
                product=codes.product_name(row["product"], formats.language),
                value=in_unit(Level(row, ()), made.power, formats),
            )
            for row in line.traded
        )
    listed = ", ".join(map(made.book.goods, line.listed[:MOST_GOODS]))
    more = len(line.listed) - MOST_GOODS
    return formats.words("sheet.and_more", listed=listed, n=more) if more > 0 else listed


def _notes(made: _Made) -> list[str]:
    """How to read the figures: only what is there is explained."""
    words, sheet = made.formats.words, made.sheet
    shown = [level for line in _drawn(sheet) for level in line.levels.values()]
    shown += [level for line in sheet.sides for level in line.own.values()]
    notes = [words("sheet.note_bounds")]
    notes += [words("sheet.note_implied")] if any(one.is_implied for one in shown) else []
    notes += [words("sheet.note_sides")] if sheet.sides else []
    if sheet.other_currencies:
        notes.append(words("sheet.note_currencies", currencies=", ".join(sheet.other_currencies)))
    return notes


def _drawn(sheet: PairSheet) -> Sequence[PeriodLine]:
    return (*sheet.lines, *sheet.main, *([sheet.running] if sheet.running else []))


def _sources(line: PeriodLine) -> list[str]:
    return [source for level in line.levels.values() for source in level.sources]


def _decimal(value: object) -> Decimal:
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return value if isinstance(value, Decimal) else Decimal(repr(value))
