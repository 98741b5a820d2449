"""Figures that were fetched from a service, or read from its file, on their way into a data set.

A service gives what it is asked for, and a data set is loaded as a whole: figures of the release
before that were not asked for now are carried into the next one. So fetching one pair takes nothing
away from another.
"""

from __future__ import annotations

import csv
import hashlib
import shutil
import tempfile
from collections.abc import Generator, Iterable, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
from filelock import FileLock

from data.attached import FIGURE_TABLES
from data.errors import TradeproofError
from data.faults import named_damage, named_faults, unwritable
from data.official import releases, table_load
from data.official.metadata import EVERY_PRODUCT, Metadata
from data.official.release_file import FIGURE_COLUMNS, Progress
from data.official.releases import DataSet
from data.official.table_load import Outcome, Prepared
from data.services.kept_replies import FETCHED, KeptReplies
from data.tables.found_figures import FoundFigures
from data.tables.mapping import Mapping
from data.tables.understanding import Understanding, understand

_FIGURE = ", ".join(FIGURE_COLUMNS)
_READ = tuple(
    name
    for name in FIGURE_COLUMNS
    if name
    not in ("freq", "first_month", "last_month", "origin", "origin_row")  # the period says them
)
TODAY = "{today}"


@dataclass(frozen=True)
class Origin:
    """Whose figures they are. `citation` has the day of access where it says `{today}`."""

    source: str
    publisher: str
    title: str
    address: str
    licence: str
    citation: str


@dataclass(frozen=True)
class Scope:
    """What was asked for, and is replaced: None for all. `digits` of a product, 0 for all goods."""

    reporter: str | None = None
    partner: str | None = None
    freq: str | None = None
    first: date | None = None
    last: date | None = None
    digits: int | None = None


def prepared(
    origin: Origin,
    understanding: FoundFigures,
    scopes: Iterable[Scope],
    folder: Path,
    *,
    name: str,
    published: str | None = None,
    release: str | None = None,
    file: str | None = None,
    told: Sequence[tuple[str, ...]] = (),
    products: str = "all goods only",
    every_product: bool = False,
) -> Prepared:
    """What was read, with what is carried over from the release before, ready to be loaded.

    Parameters
    ----------
    name
        Where it was read from, as the answer calls it.
    published
        The day of the release, if it says one; the day of loading without.
    release
        Its name, where it is another than the day.
    """
    before = releases.loaded_as(origin.source, folder)
    ready = Prepared(
        Path(name), origin.source, Mapping(), understanding, every_product=every_product,
        products=products, carried=_carried(before, understanding.connection, scopes),
        after=_made_of(before), told=tuple(told),
    )  # fmt: skip
    today = datetime.now(UTC).date().isoformat()
    metadata = Metadata(
        source=origin.source,
        release=release or published or today,
        publisher=origin.publisher,
        title=origin.title,
        published=published or today,
        checksum=checksum(ready),
        language="en",
        address=origin.address,
        file=file,
        licence=origin.licence,
        citation=origin.citation.replace(TODAY, today),
        mapping=EVERY_PRODUCT if every_product else "",
        **table_load.of_figures(ready.figures()),
    )
    return replace(ready, metadata=as_before(metadata, before))


def gathered(
    folder: Path, source: str, columns: Sequence[str], rows: Iterable[Sequence[str]]
) -> Understanding:
    """Rows of replies, as they come, put together as one table and read as any other.

    Raises
    ------
    EditionError
        The folder cannot be written.
    """
    place = folder / FETCHED / source
    with named_faults(f"cannot keep what was fetched in {place}"):
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place) as beside:
            file = Path(beside) / f"{source}.csv"
            with file.open("w", encoding="utf-8", newline="") as lines:
                table = csv.writer(lines, lineterminator="\n")
                table.writerow(columns)
                table.writerows(rows)
            return understand(file)


@contextmanager
def place_to_read(folder: Path, name: str) -> Generator[Path]:
    """A folder for what is read, which goes with it; for one load at a time.

    Raises
    ------
    EditionError
        The folder cannot be written.
    """
    place = folder / FETCHED / name
    with ExitStack() as leaving:
        try:
            place.mkdir(parents=True, exist_ok=True)
            leaving.enter_context(FileLock(place.with_suffix(".lock")))
            for left in place.glob("reading*"):  # of a process that was killed
                shutil.rmtree(left, ignore_errors=True)
            beside = leaving.enter_context(
                tempfile.TemporaryDirectory(dir=place, prefix="reading", ignore_cleanup_errors=True)
            )
        except OSError as error:
            raise unwritable(folder, error) from error
        yield Path(beside)


def load(ready: Prepared, folder: Path, progress: Progress | None = None) -> Outcome:
    """Load it as any other table; then the replies that were kept for it go.

    Raises
    ------
    TradeproofError
        As `table_load.load`; or the release that it carries over is no longer the newest. Nothing
        has changed.
    """
    if _made_of(releases.loaded_as(ready.source, folder)) != ready.after:
        raise TradeproofError(
            f"{ready.source} was loaded by another meanwhile; the same command again takes both"
        )
    outcome = table_load.load(ready, folder, progress)
    if ready.told:
        KeptReplies(folder, ready.source).clear()
    return outcome


def figures_of_periods(before: DataSet) -> dict[str, int]:
    """How many figures a release has of each period, those that were added up not among them."""
    parts = " UNION ALL ".join(
        f"SELECT period FROM it.{table} WHERE NOT is_rolled_up" for table in FIGURE_TABLES
    )
    with named_damage(), duckdb.connect() as connection:
        connection.execute("ATTACH ? AS it (READ_ONLY)", [str(before.file)])
        found = connection.execute(f"SELECT period, count(*) FROM ({parts}) GROUP BY period")
        return dict(found.fetchall())


def _made_of(before: DataSet | None) -> str | None:
    return before.made_of if before else None


def _carried(
    before: DataSet | None, connection: duckdb.DuckDBPyConnection, scopes: Iterable[Scope]
) -> str | None:
    """A SELECT of figures of the release before that lie in no scope."""
    if before is None:
        return None
    connection.execute(
        "CREATE TABLE scope (reporter VARCHAR, partner VARCHAR, freq VARCHAR, "
        "first DATE, last DATE, digits INTEGER)"
    )
    for one in scopes:
        said = [one.reporter, one.partner, one.freq, one.first, one.last, one.digits]
        connection.execute("INSERT INTO scope VALUES (?, ?, ?, ?, ?, ?)", said)
    parts = " UNION ALL ".join(
        f"SELECT {_FIGURE} FROM release_before.{table} WHERE NOT is_rolled_up"
        for table in FIGURE_TABLES
    )
    digits = "CASE WHEN f.product = 'TOTAL' THEN 0 ELSE length(f.product) END"
    with named_damage():
        connection.execute("ATTACH ? AS release_before (READ_ONLY)", [str(before.file)])
        [(database,)] = connection.execute("SELECT current_database()").fetchall()
        return f"""
            SELECT {_FIGURE} FROM ({parts}) f WHERE NOT EXISTS (
                FROM {database}.scope s WHERE coalesce(s.reporter = f.reporter, true)
                AND coalesce(s.partner = f.partner, true) AND coalesce(s.freq = f.freq, true)
                AND coalesce(s.first <= f.first_month, true)
                AND coalesce(s.last >= f.last_month, true)
                AND coalesce(s.digits = {digits}, true))
        """


def checksum(ready: Prepared) -> str:
    """A checksum of the figures and rejected rows, in whatever order they were fetched.

    Of DuckDB's hash of each row, which another version of it may change: then the same figures are
    loaded once more, as a release of another name.
    """
    sums = []
    for rows, columns in (
        (ready.figures(), _READ),
        (ready.understanding.rejected(), ("kind", "reason", "content")),
    ):
        cells = ", ".join(
            name if name in ("value", "low", "high") else f"{name}::VARCHAR" for name in columns
        )
        found = rows.project(f"hash({cells}) AS h").aggregate(
            "count(*), sum(h::HUGEINT), bit_xor(h), sum((h >> 32) * (h & 4294967295))"
        )
        with named_damage():
            sums.append(str(found.fetchall()))
    return hashlib.sha256(" ".join(sums).encode()).hexdigest()


def as_before(metadata: Metadata, before: DataSet | None) -> Metadata:
    """As the release before, where the figures are the same; else with a name that is free."""
    if before is None:
        return metadata
    known = before.known
    same = replace(
        metadata, release=known["release"], published=known["published"],
        citation=known["citation"], file=known["file"],
    )  # fmt: skip
    if same.made_of == before.made_of:
        return same
    return replace(metadata, release=table_load.next_release(metadata.release, before))
