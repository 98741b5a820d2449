"""Each distinct spelling of a block is read once, into tables that its rows are joined to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from data import codes
from data.periods import Period, parse
from data.tables.area_spellings import AGGREGATE, Area, area_of
from data.tables.block_reading import PERIOD_ROLES, Reading, flow_banner
from data.tables.cells import Cells, single
from data.tables.folding import fold, tidy
from data.tables.layout import WHOLE
from data.tables.mapping import NONE, Mapping, unit_of
from data.tables.number_marks import BLANKS, number_of
from data.tables.period_spellings import Spelled, of_day, spelled
from data.tables.roles import Column, flow_of
from data.tables.vocabulary import meaning, mentions

ANY = -1  # stands for every column of figures whose heading names no period
YES = frozenset(("true", "1", "yes", "y", "t", "да", "có"))
_TOTALS = ("TOTAL", "TO", "AG0", "All commodities", "00", "TOTAL-Total", "All goods", "Total trade")
TOTALS = frozenset(map(fold, (*_TOTALS, "Tổng số", "Всего", "Все товары")))
NO_CHAPTER = "00"
_HS = re.compile(r"(\d{1,6}|\d{8}|\d{10})(?:\s*[-–:.]\s*\D.*)?")
_ROMAN = re.compile(r"(?=[IVX])(X{0,2})(IX|IV|V?I{0,3})(?:\s*[-–:.]\s*\D.*)?")


@dataclass(frozen=True)
class SpellingMap:
    """A table of spellings: `name`, its key as SQL on the cells, the key's columns."""

    name: str
    keys: tuple[str, ...]


class Maps:
    """Makes the tables of spellings of one block, and keeps what was asked on the way."""

    def __init__(self, reading: Reading, cells: Cells, answers: Mapping, serial: str) -> None:
        self.reading, self.cells, self.answers, self.serial = reading, cells, answers, serial
        self.connection = cells.connection
        self.source = self._source()

    # The cells, with what banners and merged cells say of a row

    def _source(self) -> str:
        """The rows of the block: a table, beside which `x_year`, `x_flow` stand for banners."""
        block = self.reading.block
        base = f"{block.sheet.table} WHERE row BETWEEN {block.first} AND {block.last}"
        if block.sheet.rows > WHOLE or not block.rows:
            return f"(SELECT *, NULL::INTEGER AS x_year, NULL::VARCHAR AS x_flow FROM {base})"
        rows, filled = self._banners()
        table = f"banners_{self.serial}"
        names = ["row", "x_year", "x_flow", *(f"f{index}" for index in filled)]
        kinds = [pa.int64(), pa.int32(), pa.string(), *(pa.string() for _ in filled)]
        self._create(table, names, kinds, rows)
        kept = "".join(f", b.f{index} AS c{index}" for index in filled)
        excluded = f" EXCLUDE ({', '.join(f'c{index}' for index in filled)})" if filled else ""
        return (
            f"(SELECT a.*{excluded}{kept}, b.x_year, b.x_flow "
            f"FROM (SELECT * FROM {base}) a JOIN {table} b USING (row))"
        )

    def _banners(self) -> tuple[list[tuple[Any, ...]], list[int]]:
        reading = self.reading
        periods = [column.index for column in reading.with_role(*PERIOD_ROLES)]
        filled = _merged(reading)
        year: int | None = None
        flow: str | None = None
        last: dict[int, str | None] = dict.fromkeys(filled)
        found = []
        for number, row in reading.block.rows:
            flow = flow_banner(row) or flow
            year = _year_in(row, periods) or year
            last = {index: row[index] or last[index] for index in filled}
            found.append((number, year, flow, *last.values()))
        return found, filled

    def _create(
        self, table: str, names: Sequence[str], kinds: Sequence[Any], rows: list[tuple[Any, ...]]
    ) -> None:
        columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
        arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
        self.connection.register("spellings_read", pa.table(arrays, names=list(names)))
        self.connection.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM spellings_read")
        self.connection.unregister("spellings_read")

    def _map(
        self,
        name: str,
        keys: Sequence[str],
        answers: Sequence[tuple[str, Any]],
        read: Callable[..., tuple[Any, ...]],
        source: str | None = None,
    ) -> SpellingMap:
        """A table of what each distinct combination of keys stands for."""
        texts = [f"coalesce({key}::VARCHAR, '')" for key in keys]
        distinct = self.connection.execute(
            f"SELECT DISTINCT {', '.join(texts)} FROM {source or self.source}"
        ).fetchall()
        table = f"{name}_{self.serial}"
        names = [*(f"k{at}" for at in range(len(keys))), *(field for field, _ in answers)]
        kinds = [*(pa.string() for _ in keys), *(kind for _, kind in answers)]
        self._create(table, names, kinds, [(*key, *read(*key)) for key in distinct])
        return SpellingMap(table, tuple(texts))

    # What spellings stand for

    def areas(self, role: str) -> SpellingMap | None:
        """Codes of reporters or partners: of the columns with codes first, else of names."""
        columns = self._in_order(self.reading.with_role(role))
        if not columns:
            return None
        flags = self.reading.with_role("aggregate") if role == "partner" else []

        def read(*texts: str) -> tuple[Any, ...]:
            named = [text for text in texts[: len(columns)] if text]
            area = self._area(columns, texts)
            if flags and fold(texts[-1]) in YES and not _is_group(area):
                area = Area(None)
            return area_cells(area, named[-1] if named else "")

        keys = [column.cell for column in (*columns, *flags)]
        kinds = [("code", pa.string()), ("is", pa.string()), ("shown", pa.string())]
        return self._map(f"{role}s", keys, kinds, read)

    def _in_order(self, columns: list[Column]) -> list[Column]:
        """Columns of codes before those of names, unless the two disagree."""
        coded = [column for column in columns if column.scheme != "name"]
        named = [column for column in columns if column.scheme == "name"]
        if coded and named and not self._agree(coded[0], named[0]):
            return named
        return [*coded, *named]

    def _agree(self, coded: Column, named: Column) -> bool:
        pairs = self.connection.execute(
            f"SELECT DISTINCT {coded.cell}, {named.cell} FROM {self.source} LIMIT 2000"
        ).fetchall()
        both = [
            (area_of(code, coded.scheme), area_of(name))
            for code, name in pairs
            if code is not None and name is not None
        ]
        told = [(one, other) for one, other in both if one is not None and other is not None]
        return not told or sum(one == other for one, other in told) >= 0.9 * len(told)

    def _area(self, columns: list[Column], texts: Sequence[str]) -> Area | None:
        for column, text in zip(columns, texts, strict=False):
            if not text:
                continue
            if (told := told_area(text, self.answers)) is not None:
                return told
            if self.reading.known is not None and text in self.reading.known.unknown:
                continue
            if (area := area_of(text, column.scheme)) is not None:
                return area
        return None

    def flows(self) -> SpellingMap | None:
        """Flow, valuation and currency of the texts of a column of flows."""
        columns = self.reading.with_role("flow")
        if not columns:
            return None

        kinds = [("flow", pa.string()), ("valuation", pa.string())]
        return self._map("flows", [columns[0].cell], kinds, flow_and_valuation)

    def units(self) -> SpellingMap | None:
        """Power of ten and currency of columns that name them for each row, and what names none."""
        columns = self.reading.with_role("unit", "currency")
        if not columns:
            return None
        # "USD" as a row's unit counts one by one, unless a title says of what there are multiples.
        units = [at for at, column in enumerate(columns) if column.role == "unit"]
        counts_one_by_one = self.reading.unit is None

        def read(*texts: str) -> tuple[Any, ...]:
            power, money, unread = scale_and_currency(texts)
            named = any(texts[at] for at in units)
            if power is None and unread is None and counts_one_by_one and named:
                power = 0
            return power, money, unread

        kinds = [("power", pa.int32()), ("currency", pa.string()), ("unread", pa.string())]
        return self._map("units", [column.cell for column in columns], kinds, read)

    def statuses(self) -> SpellingMap | None:
        """SDMX's letter for each spelling of a status."""
        columns = self.reading.with_role("status")
        if not columns:
            return None
        kinds = [("status", pa.string())]
        return self._map("statuses", [columns[0].cell], kinds, lambda text: (status_of(text),))

    def valuations(self) -> SpellingMap | None:
        """FOB or CIF of a column that names it for each row."""
        columns = self.reading.with_role("valuation")
        if not columns:
            return None
        kinds = [("valuation", pa.string())]
        return self._map(
            "valuations", [columns[0].cell], kinds, lambda text: (meaning("valuation", text),)
        )

    def products(self) -> SpellingMap | None:
        """HS codes with their zeros, sections as HS names them, words as they stand."""
        columns = self.reading.with_role("product")
        if not columns:
            return None
        kinds = [("product", pa.string())]
        return self._map("products", [columns[0].cell], kinds, lambda text: (product_of(text),))

    def periods(self) -> SpellingMap:
        """The period of each combination of texts, banner and column heading."""
        reading = self.reading
        columns = [
            *reading.with_role("period"),
            *reading.with_role("year"),
            *reading.with_role("quarter"),
            *reading.with_role("month"),
        ]
        values = {column.index: column.dims.period for column in reading.values}
        headed = {index: said for index, said in values.items() if said is not None}
        every = [*headed, *([ANY] if len(headed) < len(values) else [])]
        numbers = ", ".join(f"({index})" for index in every)
        source = f"{self.source}, (VALUES {numbers}) v(col)"
        wanting = [text for text in self.answers.not_yet if text != NONE]

        def read(*texts: str) -> tuple[Any, ...]:
            *said, banner, col = texts
            roles = [column.role for column in columns]
            period, status, reason = self._period(
                list(zip(roles, said, strict=True)),
                int(banner) if banner else None,
                headed.get(int(col)),
            )
            if period is None:
                return None, None, None, None, None, reason, None
            gap = _gap(period, wanting)
            return (
                period.freq,
                str(period),
                period.first_month,
                period.last_month,
                status,
                None,
                gap,
            )

        keys = [*(column.cell for column in columns), "x_year", "col"]
        kinds = [
            *(("freq", pa.string()), ("period", pa.string()), ("first_month", pa.date32())),
            *(("last_month", pa.date32()), ("status", pa.string())),
            *(("reason", pa.string()), ("gap", pa.string())),
        ]
        return self._map("periods", keys, kinds, read, source)

    def _period(
        self, said: list[tuple[str, str]], banner: int | None, over: Spelled | None
    ) -> tuple[Period | None, str | None, str | None]:
        """A period from its parts: the shortest part, in the year that any of them names."""
        default = self.reading.titles.period
        told = spelled(self.answers.period) if self.answers.period else default
        return period_of(said, over, banner, told, self.reading.freq)

    def numbers(self) -> SpellingMap:
        """What the cells say that are no plain numbers."""
        decimal = self.reading.decimal or "."
        is_typed = self.reading.block.sheet.is_typed
        cells = " UNION ALL ".join(
            f"SELECT {column.cell} AS text FROM {self.source}" for column in self.reading.values
        )
        source = f"({cells}) WHERE text IS NOT NULL AND NOT {plain(decimal)}"

        def read(text: str) -> tuple[Any, ...]:
            number = number_of(text, decimal, is_typed)
            return number.digits, number.status, number.reason, number.is_dash

        kinds = [
            *(("digits", pa.string()), ("status", pa.string())),
            *(("reason", pa.string()), ("is_dash", pa.bool_())),
        ]
        return self._map("numbers", ["text"], kinds, read, source)

    def has_dashes(self, numbers: SpellingMap) -> bool:
        """Whether a cell of figures is a dash."""
        return single(self.connection, f"SELECT count(*) FROM {numbers.name} WHERE is_dash") > 0


def told_area(text: str, answers: Mapping) -> Area | None:
    """What an answer says that a spelling stands for."""
    told = answers.places.get(text) or answers.places.get(tidy(text))
    return None if told is None else Area(None if told == AGGREGATE else told)


def area_cells(area: Area | None, text: str) -> tuple[str | None, str, str]:
    """Code of an area, what it is, and its spelling as it is shown."""
    shown = tidy(text) or "(blank)"
    if area is None:
        return None, "unknown", shown
    return area.code, "aggregate" if area.is_aggregate else "area", shown


def flow_and_valuation(text: str) -> tuple[str | None, str | None]:
    """The flow that a text names, and the one valuation."""
    valuations = {said.key for said in mentions("valuation", text)}
    return flow_of(text) if text else None, valuations.pop() if len(valuations) == 1 else None


def status_of(text: str) -> str | None:
    """SDMX's letter for a spelling of a status."""
    return text if text in codes.lists().status else meaning("status", text)


def scale_and_currency(texts: Iterable[str]) -> tuple[int | None, str | None, str | None]:
    """Power of ten and currency that the cells of a row name, and the first that names neither.

    The power is None where none is named: whether then each counts one by one, others know.
    """
    power: int | None = None
    money: str | None = None
    for text in texts:
        if text in codes.lists().unit:
            power = codes.power_of_ten(text)
            continue
        unit, currency = unit_of(text)
        if text and unit is None and currency is None:
            return None, None, text
        money = currency or money
        power = codes.power_of_ten(unit) if unit and unit != "one" else power
    return power, money, None


def period_of(
    said: Iterable[tuple[str, str]],
    over: Spelled | None = None,
    banner: int | None = None,
    told: Spelled | None = None,
    freq: str | None = None,
) -> tuple[Period | None, str | None, str | None]:
    """A period of the texts of its columns, its status, or why there is none.

    `over` is said by the heading, `banner` is a year above, `told` holds where the row has none,
    `freq` is what days stand for.
    """
    parts: list[Spelled] = [over] if over is not None else []
    for role, text in said:
        if not text:
            continue
        part = _part(role, text)
        if part is None:
            return None, None, f"{text!r} is no period"
        parts.append(part)
    if not parts:
        parts = [told] if told is not None else []
    if not parts:
        return None, None, "it has no period"
    shortest = min(parts, key=lambda part: part.months)
    years = [part.year for part in parts if part.year is not None]
    if len(set(years)) > 1:
        return None, None, f"its parts name the years {' and '.join(map(str, years))}"
    if shortest.day is not None:
        if freq is None:
            return None, None, "it is a day"
        return of_day(shortest.day, freq), shortest.status, None
    of_told = told.year if told is not None else None
    period = shortest.of(years[0] if years else banner if banner is not None else of_told)
    status = next((part.status for part in parts if part.status), None)
    return period, status, None if period is not None else "it names no year"


def plain(decimal: str) -> str:
    """SQL: whether a text is a number that `digits_in_sql` reads."""
    group, mark = (",", "[.]") if decimal == "." else ("[.]", ",")
    blanks = BLANKS.replace("'", "''")
    return (
        f"regexp_full_match(text, '-?([0-9]{{1,31}}|[0-9]{{1,3}}({group}[0-9]{{3}}){{1,9}}|"
        f"[0-9]{{1,3}}([{blanks}][0-9]{{3}}){{1,9}})({mark}[0-9]+)?')"
    )


def digits_in_sql(decimal: str) -> str:
    """SQL: the digits of a plain number, with a point before its decimals."""
    group = "," if decimal == "." else "."
    blanks = (BLANKS + group).replace("'", "''")
    bare = f"translate(text, '{blanks}', '')"
    return bare if decimal == "." else f"replace({bare}, ',', '.')"


def product_of(text: str) -> str | None:
    """The product that a text names: an HS code with its zeros, a section, TOTAL, or its words.

    None for a blank, and for digits that are no code: of chapter 00, as `01012`, which has its
    first zero and lost another.
    """
    text = tidy(text)
    if not text:
        return None
    if fold(text) in TOTALS or meaning("world", text):
        return codes.TOTAL
    if found := _HS.fullmatch(text):
        code = found[1]  # has an even number of digits: of an odd one the zero was lost
        whole = code if len(code) % 2 == 0 else f"0{code}"
        return None if whole.startswith(NO_CHAPTER) else whole
    if (found := _ROMAN.fullmatch(text)) and (found[1] or found[2]):
        return found[1] + found[2]
    return text


def _part(role: str, text: str) -> Spelled | None:
    if role in ("month", "quarter") and text.isdecimal() and len(text) <= 2:
        length = 1 if role == "month" else 3
        number = int(text)
        if 1 <= number <= 12 // length:
            return Spelled(None, length * (number - 1) + 1, length)
        return None
    return spelled(text)


def _gap(period: Period, wanting: Iterable[str]) -> str | None:
    """`not_yet` for a period that is not there yet, `incomplete` for one that needs it."""
    for text in wanting:
        absent = parse(text)
        begin, end = absent.start, absent.start + absent.months
        if begin <= period.start and period.start + period.months <= end:
            return "not_yet"
        if period.start < end and begin < period.start + period.months:
            return "incomplete"
    return None


def _is_group(area: Area | None) -> bool:
    return area is not None and area.code is not None and codes.is_group(area.code)


def _year_in(row: list[str | None], columns: Iterable[int]) -> int | None:
    for index in columns:
        text = row[index]
        if text is not None and (said := spelled(text)) is not None and said.is_year:
            return said.year
    return None


def _merged(reading: Reading) -> list[int]:
    """Columns of labels with gaps below their texts, as merged cells leave them."""
    labels = reading.with_role("reporter", "partner", "flow", "period", "year", "product")
    rows = [
        row
        for _, row in reading.block.rows
        if any(row[column.index] is not None for column in reading.values)
    ]
    found = []
    for column in labels:
        blank = sum(row[column.index] is None for row in rows)
        others = [other for other in labels if other.index > column.index]
        if rows and others and rows[0][column.index] is not None and blank >= 0.3 * len(rows):
            found.append(column.index)
    return found
