"""Figures that were fetched from a service, or read from its file, on their way into a data set.

A service gives what it is asked for, and a data set is loaded as a whole: figures of the release
before that were not asked for now are carried into the next one. So fetching one pair takes nothing
away from another.
"""

from __future__ import annotations

import csv
import hashlib
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from data.attached import FIGURE_TABLES
from data.errors import TradeproofError
from data.faults import named_damage, named_faults
from data.official import releases, table_load
from data.official.metadata import EVERY_PRODUCT, Metadata
from data.official.release_file import FIGURE_COLUMNS, Progress
from data.official.releases import DataSet
from data.official.table_load import Outcome, Prepared, Understood
from data.services.kept_replies import FETCHED, KeptReplies
from data.tables.mapping import Mapping
from data.tables.understanding import Understanding, understand

_FIGURE = ", ".join(FIGURE_COLUMNS)
_READ = tuple(name for name in FIGURE_COLUMNS if name not in ("origin", "origin_row"))
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
    understanding: Understood,
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
        checksum=_checksum(ready),
        language="en",
        address=origin.address,
        file=file,
        licence=origin.licence,
        citation=origin.citation.replace(TODAY, today),
        mapping=EVERY_PRODUCT if every_product else "",
        **table_load.of_figures(ready.figures()),
    )
    return replace(ready, metadata=_as_before(metadata, before))


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


def _made_of(before: DataSet | None) -> str | None:
    return before.made_of if before else None


def _carried(
    before: DataSet | None, connection: duckdb.DuckDBPyConnection, scopes: Iterable[Scope]
) -> duckdb.DuckDBPyRelation | None:
    """Figures of the release before that lie in no scope."""
    if before is None:
        return None
    connection.execute(
        "CREATE TEMP TABLE scope (reporter VARCHAR, partner VARCHAR, freq VARCHAR, "
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
        return connection.sql(f"""
            SELECT {_FIGURE} FROM ({parts}) f WHERE NOT EXISTS (
                FROM scope s WHERE coalesce(s.reporter = f.reporter, true)
                AND coalesce(s.partner = f.partner, true) AND coalesce(s.freq = f.freq, true)
                AND coalesce(s.first <= f.first_month, true)
                AND coalesce(s.last >= f.last_month, true)
                AND coalesce(s.digits = {digits}, true))
        """)


def _checksum(ready: Prepared) -> str:
    """A checksum of the figures and rejected rows, in whatever order they were fetched."""
    sums = []
    for rows, columns in (
        (ready.figures(), _READ),
        (ready.understanding.rejected(), ("kind", "reason", "content")),
    ):
        cells = ", ".join(f"coalesce({name}::VARCHAR, '')" for name in columns)
        found = rows.project(f"md5(concat_ws('|', {cells})) AS m").aggregate(
            "count(*), sum(('0x' || left(m, 15))::BIGINT::HUGEINT), "
            "sum(('0x' || right(m, 15))::BIGINT::HUGEINT)"
        )
        with named_damage():
            sums.append(str(found.fetchall()))
    return hashlib.sha256(" ".join(sums).encode()).hexdigest()


def _as_before(metadata: Metadata, before: DataSet | None) -> Metadata:
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


def require_rows(understanding: Understood, what: str) -> None:
    """Nothing is published that has no figure.

    Raises
    ------
    TradeproofError
        There is none.
    """
    if not understanding.counts().get("figure"):
        raise TradeproofError(f"{what} has no figure that can be used")
