"""What a table was understood to be: figures, rejected rows, and what is still missing."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from data.errors import UnknownCode
from data.tables.block_reading import Question, Reading, read_block
from data.tables.cells import Cells, Sheet, read_cells, single
from data.tables.found_figures import PREVIEW, ColumnUse, FoundFigures
from data.tables.judging import FIGURE, FIGURE_COLUMNS, LEFT_OUT, REJECTED, Judged, in_sql, judge
from data.tables.layout import blocks_of
from data.tables.mapping import NONE, Mapping
from data.tables.roles import UNREAD, is_called
from data.tables.spelling_maps import Maps
from data.tables.table_errors import TableError

MANY = 2  # figures of a period, that all of them being 0 tells something
NO_ANSWERS = Mapping()
_serial = itertools.count(1)


@dataclass
class Understanding(FoundFigures):
    """A table as it was understood; `figures` needs every question of `missing` to be answered."""

    file: str = field(kw_only=True)
    blocks: list[Judged] = field(default_factory=list)

    def figures(self) -> duckdb.DuckDBPyRelation:
        """The figures, in the columns of `FIGURE_COLUMNS`.

        Raises
        ------
        TableError
            Something is missing: the message asks for all of it by option.
        """
        return self._of_blocks(FIGURE, self._figure_columns())

    def rejected(self) -> duckdb.DuckDBPyRelation:
        """Rows with a number that cannot be used: origin, row, kind, reason, content, cells."""
        return self._rows(REJECTED)

    def left_out(self) -> duckdb.DuckDBPyRelation:
        """Rows that are no figure of a pair and no mistake either: aggregates, other measures."""
        return self._rows(LEFT_OUT)

    def counts(self) -> dict[str, int]:
        """How many cells of figures are figures, rejected, left out and unknown (`...`)."""
        self._require_complete()
        found: dict[str, int] = {}
        for block in self.blocks:
            for outcome, count in self.connection.execute(
                f"SELECT outcome, count(text) FROM {block.table} GROUP BY outcome"
            ).fetchall():
                found[outcome] = found.get(outcome, 0) + count
        return found

    def preview(self) -> list[tuple[Any, ...]]:
        """The first figures, in the order of the file."""
        return self.figures().order("origin, origin_row, period, flow").limit(PREVIEW).fetchall()

    def _figure_columns(self) -> str:
        return ", ".join(name for name in FIGURE_COLUMNS if name not in ("origin", "origin_row"))

    def _of_blocks(self, outcome: str, columns: str) -> duckdb.DuckDBPyRelation:
        self._require_complete()
        parts = [
            f"SELECT {columns}, {in_sql(block.origin)} AS origin, row AS origin_row "
            f"FROM {block.table} WHERE outcome = '{outcome}'"
            for block in self.blocks
        ]
        return self.connection.sql(" UNION ALL ".join(parts))

    def _rows(self, outcome: str) -> duckdb.DuckDBPyRelation:
        self._require_complete()
        parts = [
            f"SELECT {in_sql(block.origin)} AS origin, j.row AS origin_row, j.kind, j.reason, "
            f"{_content(block)} AS content, j.cells FROM (SELECT row, kind, reason, "
            f"count(text)::BIGINT AS cells FROM {block.table} WHERE outcome = '{outcome}' "
            f"GROUP BY row, kind, reason) j JOIN {block.reading.block.sheet.table} s USING (row)"
            for block in self.blocks
        ]
        return self.connection.sql(" UNION ALL ".join(parts)).order("origin, origin_row, kind")

    def _require_complete(self) -> None:
        if self.missing:
            asked = "; ".join(f"{question.text} ({question.option})" for question in self.missing)
            raise TableError(self.file, f"it does not say: {asked}")


def understand(
    path: Path,
    answers: Mapping = NO_ANSWERS,
    connection: duckdb.DuckDBPyConnection | None = None,
    on_rows: Callable[[int], None] = lambda _: None,
) -> Understanding:
    """What a file of figures is, and what it does not say.

    `on_rows` is told the number of rows read so far, again and again.

    Raises
    ------
    TableError
        It is no table: missing, damaged, empty, of another kind, or without a heading.
    UnknownCode
        An answer names a sheet or a column that is not there.
    """
    connection = duckdb.connect() if connection is None else connection
    cells = read_cells(path, connection, answers.encoding, answers.delimiter, on_rows)
    understanding = Understanding(connection, findings=list(cells.findings), file=path.name)
    readings = _readings(cells, answers)
    if not readings:
        raise TableError(
            path.name, "no table in it: no heading of two cells or more with numbers below it"
        )
    for reading in readings:
        _note(understanding, reading)
    _require_answered_columns(readings, answers)
    prepared = []
    for reading in readings:
        if any(question.key in ("decimal", "columns") for question in reading.missing):
            continue
        maps = Maps(reading, cells, answers, str(next(_serial)))
        numbers = maps.numbers()
        if maps.has_dashes(numbers) and not (answers.dash or reading.titles.dash):
            _ask(understanding, Question(
                "dash", 'does "-" mean zero or unknown?', "--dash zero|unknown"))  # fmt: skip
        prepared.append((maps, numbers))
    if not understanding.missing:
        understanding.blocks = [judge(maps, numbers) for maps, numbers in prepared]
        _ask_about_zeros(understanding, answers)
    return understanding


def _readings(cells: Cells, answers: Mapping) -> list[Reading]:
    """Every block of every sheet that is wanted and has figures."""
    found = []
    for sheet in _wanted(cells, answers):
        above = None
        for block in blocks_of(cells, sheet):
            reading = read_block(block, cells, answers, above)
            above = reading.titles
            found.append(reading)
    with_figures = [reading for reading in found if reading.values]
    return with_figures or found


def _wanted(cells: Cells, answers: Mapping) -> list[Sheet]:
    names = [sheet.name for sheet in cells.sheets]
    for name in answers.sheets:
        if name not in names:
            raise UnknownCode("sheet", name, names)
    return [sheet for sheet in cells.sheets if not answers.sheets or sheet.name in answers.sheets]


def _note(understanding: Understanding, reading: Reading) -> None:
    sheet = reading.block.sheet.name
    understanding.columns += [
        ColumnUse(sheet, column.heading, column.role, column.why) for column in reading.columns
    ]
    understanding.findings += [
        finding for finding in reading.findings if finding not in understanding.findings
    ]
    understanding.remarks += [
        f"the column {column.heading!r} holds numbers and is not read: {column.why}"
        for column in reading.columns
        if column.role == "ignored" and column.why.endswith(UNREAD)
    ]
    for question in reading.missing:
        _ask(understanding, question)


def _ask(understanding: Understanding, question: Question) -> None:
    if question.key not in (asked.key for asked in understanding.missing):
        understanding.missing.append(question)


def _require_answered_columns(readings: list[Reading], answers: Mapping) -> None:
    """Every column that is answered must be there, so that a slip of the pen is no silence."""
    columns = [(reading.block, column) for reading in readings for column in reading.columns]
    for name in answers.columns:
        if not any(is_called(name, block.headings[column.index]) for block, column in columns):
            raise UnknownCode("column", name, [column.heading for _, column in columns])


def _ask_about_zeros(understanding: Understanding, answers: Mapping) -> None:
    """A newest period with nothing but zeros may not be there yet; zeros elsewhere are said."""
    if answers.zero is None:
        zeros = sum(
            single(
                understanding.connection,
                f"SELECT count(*) FROM {block.table} WHERE outcome = '{FIGURE}' AND value = 0",
            )
            for block in understanding.blocks
        )
        told = next((b.reading.titles.zero for b in understanding.blocks if b.reading.titles.zero),
                    None)  # fmt: skip
        if zeros:
            why = f"as {told.text!r} says" if told else "--zero unknown if they mean no figure"
            understanding.remarks.append(f"{zeros} zeros are read as printed: {why}")
    if answers.not_yet:
        return
    periods = (
        understanding.figures()
        .filter("flow <> 'balance'")
        .aggregate("freq, period, first_month, max(value) AS most, count(*) AS cells")
        .order("first_month")
        .fetchall()
    )
    newest = {freq: (period, most, cells) for freq, period, _, most, cells in periods}
    several = Counter(freq for freq, *_ in periods)
    for freq, (period, most, cells) in newest.items():
        if most != 0 or cells < MANY or several[freq] < MANY:
            continue
        understanding.missing.append(
            Question(
                "not_yet",
                f"every figure of {period} is 0; is it not there yet?",
                f"--not-yet {period}, or --not-yet {NONE}",
                period,
            )
        )


def _content(block: Judged) -> str:
    cells = ", ".join(f"coalesce(s.{name}, '')" for name in block.reading.block.sheet.names)
    return f"concat_ws(' | ', {cells})"
