"""A table that a person gives on the page: kept in a folder of its own, understood, tried, loaded.

It lies there until the session ends or another takes its place; nothing else of it is written
before it is loaded.
"""

from __future__ import annotations

import re
import shutil
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from tempfile import mkdtemp
from typing import Any

from dashboard.answers.data_sets import SHOWN
from data.book import figure_book
from data.errors import TradeproofError
from data.faults import named_faults
from data.official import table_load
from data.official.table_load import Outcome, Prepared, Told
from data.tables.block_reading import Question

LONGEST_NAME = 200  # bytes
UNNAMED = "table"  # of a file whose name has no letter that an id may have

OnRows = Callable[[int], None]


@dataclass(eq=False)
class OwnTable:
    """A table that was given, with what a person said of it, and what it was understood to be.

    `asked` are the questions that it has left open at any time: what answers one may be changed.
    `settled` is what was said when it was understood last.
    """

    number: int
    path: Path
    told: Told
    answers: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    asked: dict[str, Question] = field(default_factory=dict)
    ready: Prepared | None = None
    outcome: Outcome | None = None

    def __post_init__(self) -> None:
        """Let its folder go with it."""
        weakref.finalize(self, shutil.rmtree, self.path.parent, ignore_errors=True)

    def understand(self, on_rows: OnRows) -> None:
        """Read the table with the answers so far.

        Raises
        ------
        TradeproofError
            It is no table, or an answer cannot be used; what was understood before stays.
        """
        further = self.answers | {"columns": self.columns or None}
        ready = table_load.prepare(self.path, self.told, None, further, on_rows=on_rows)
        self.ready, self.outcome = ready, None
        for question in ready.understanding.missing:
            self.asked[question.key] = question

    def try_out(self, progress: OnRows) -> None:
        """See what a load would give, where nothing is missing.

        Raises
        ------
        TradeproofError
            No row can be used, or something of the metadata cannot be.
        """
        if self.ready is not None and self.ready.metadata is not None and self.outcome is None:
            self.outcome = table_load.tried(self.ready, progress, SHOWN)

    def load(self, told: Told, progress: OnRows) -> Outcome:
        """Load it as the data set that is told of.

        Raises
        ------
        TradeproofError
            As `table_load.load`; nothing has changed.
        """
        if self.ready is None:
            raise TradeproofError(f"{self.path.name} is not understood yet")
        source = told.source or self.ready.source
        ready = table_load.named(replace(self.ready, source=source), told)
        return table_load.load(ready, progress=progress)


def given(number: int, name: str, data: bytes) -> OwnTable:
    """A table as it was uploaded.

    Raises
    ------
    EditionError
        There is no room for it.
    """
    with named_faults(f"cannot keep {name}"):
        path = Path(mkdtemp(prefix="tradeproof-table-")) / file_name(name)
        table = OwnTable(number, path, Told(source=source_id(path)))
        path.write_bytes(data)
    return table


def file_name(name: str) -> str:
    """The name of a file that a browser gave, as one that can be written."""
    plain = re.sub(r"[\x00-\x1f\x7f/\\]", " ", PurePath(name.replace("\\", "/")).name).strip()
    stem, suffix = PurePath(plain).stem, PurePath(plain).suffix
    encoded = stem.encode("utf-8", "replace")[: LONGEST_NAME - len(suffix.encode())]
    stem = encoded.decode("utf-8", "ignore").strip(" .")
    return f"{stem or UNNAMED}{suffix[:20]}"


def source_id(path: Path) -> str:
    """The id that the name of the file makes, or one that says nothing, for a person to change."""
    try:
        made = table_load.source_of(path)
    except TradeproofError:
        return UNNAMED
    return f"{UNNAMED}-{made}"[:60] if figure_book.is_added(made) else made
