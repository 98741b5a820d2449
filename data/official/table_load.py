"""A person's table on its way into a data set: understood, tried without a trace, then written.

    HOME/datasets/kaz-bns/mapping.toml    the answers about the tables of a source

A table is read with the answers that its source has had, and with those that are given now; these
are kept for its next release once it is loaded.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from data import store
from data.editions import DATASETS
from data.errors import TradeproofError
from data.faults import named_damage, named_faults
from data.files import write_whole
from data.official import release_file, releases
from data.official.metadata import EVERY_PRODUCT, OWN_TABLE, Metadata
from data.official.release_file import Rows
from data.official.releases import DataSet
from data.tables.found_figures import FoundFigures, OnDisk
from data.tables.judging import FIGURE, UNKNOWN
from data.tables.mapping import Mapping, read_mapping
from data.tables.table_errors import TableError
from data.tables.understanding import understand

MAPPING = "mapping.toml"
NAMED = 10  # rejected rows and warnings that an answer names; all are counted
CHAPTERS, SECTIONS = 90, 19  # of 96 and 21; a table with as many has every good
NOT_NAMED = "(not named)"
LETTERS = str.maketrans({"đ": "d", "Đ": "D", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"})


@dataclass(frozen=True)
class Told:
    """What a person says of a data set as a whole; None where it is to be found.

    `every_product`: the table has every good of each trade, so that goods add up. `is_official`:
    claims are tested against it as official statistics; it is found in that a publisher is named.
    """

    source: str | None = None
    release: str | None = None
    published: str | None = None
    publisher: str | None = None
    title: str | None = None
    address: str | None = None
    licence: str | None = None
    language: str | None = None
    every_product: bool | None = None
    is_official: bool | None = None


@dataclass(frozen=True)
class Prepared:
    """A table that is understood; `metadata` is None while something of it is missing.

    `carried` selects figures of the release before that it does not replace, `after` what that was
    made of; `told` is said of how it was come by, in cells.
    """

    path: Path
    source: str
    answers: Mapping
    understanding: FoundFigures
    metadata: Metadata | None = None
    every_product: bool = False
    products: str = ""
    carried: str | None = None
    after: str | None = None
    told: tuple[tuple[str, ...], ...] = ()

    def figures(self) -> duckdb.DuckDBPyRelation:
        """Those of the table, and those of the release before that it leaves as they are."""
        read = self.understanding.figures()
        if self.carried is None:
            return read
        return read.union(self.understanding.connection.sql(self.carried))

    def rows(self) -> Rows | OnDisk:
        """The same as a release takes them."""
        on_disk = self.understanding.on_disk
        if on_disk is None or self.carried is None:
            return on_disk or self.figures()
        return replace(on_disk, figures=f"{on_disk.figures} UNION ALL {self.carried}")


@dataclass(frozen=True)
class Outcome:
    """What is in the file of a release: `known` is the row of its table `release`.

    `warnings` beyond a hundred of a kind are only in the sum of `known`.
    `changed`: it was written now; else it was there. `edition` is the one that has it, None where
    it was only tried. `rejected` and `warnings` count by kind;
    `rejected_rows` (origin, row, kind, reason, content) and `warning_rows` are the first of them.
    """

    changed: bool
    edition: str | None
    known: dict[str, Any]
    rejected: dict[str, int]
    rejected_rows: list[tuple[Any, ...]]
    warnings: dict[str, int]
    warning_rows: list[tuple[Any, ...]]


def prepare(
    path: Path,
    told: Told,
    answers: Mapping | None,
    further: dict[str, Any],
    folder: Path | None = None,
    on_rows: Callable[[int], None] = lambda _: None,
) -> Prepared:
    """Understand a table.

    Parameters
    ----------
    answers
        Those of a mapping file; None for those that the source had before.
    further
        Answers that hold beside and before these.

    Raises
    ------
    TradeproofError
        It is no table, an answer is none, or no name of a source can be made of the file's.
    """
    folder = folder or store.home()
    source = told.source or source_of(path)
    _require_name(source)
    answers = (kept_answers(source, folder) if answers is None else answers).and_also(**further)
    understanding = understand(path, answers, on_rows=on_rows)
    return named(Prepared(path, source, answers, understanding), told, folder)


def named(ready: Prepared, told: Told, folder: Path | None = None) -> Prepared:
    """The same table with what is told of its data set as a whole, but its source.

    Raises
    ------
    TradeproofError
        The file cannot be read.
    """
    folder = folder or store.home()
    if ready.understanding.missing:
        return ready
    every, why = _every_product(ready.understanding)
    if told.every_product is not None:
        every, why = told.every_product, "as told"
    ready = replace(ready, every_product=every, products=why)
    return replace(ready, metadata=_metadata(ready, told, folder))


def tried(
    ready: Prepared, progress: Callable[[int], None] | None = None, first: int = NAMED
) -> Outcome:
    """What a load would give, built where nothing of it stays; with the first rejected rows."""
    metadata = _complete(ready)
    metadata.require_usable()
    figures, rejected = ready.rows(), ready.understanding.rejected()
    with named_faults("cannot try a load"), tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tried.duckdb"
        every = ready.every_product
        release_file.build(
            file, figures, rejected, metadata, every_product=every, progress=progress
        )
        return _outcome(file, changed=False, edition=None, first=first)


def load(
    ready: Prepared,
    folder: Path | None = None,
    progress: Callable[[int], None] | None = None,
) -> Outcome:
    """Write the data set, publish an edition with it and keep the answers.

    Raises
    ------
    TradeproofError
        As `releases.write_release`; nothing has changed.
    """
    folder = folder or store.home()
    written = releases.write_release(
        ready.rows(),
        ready.understanding.rejected(),
        _complete(ready),
        folder,
        every_product=ready.every_product,
        progress=progress,
    )
    _keep(ready, folder)
    loaded = releases.loaded_as(ready.source, folder)
    if loaded is None:
        raise TradeproofError(f"{ready.source} was taken out while it was loaded; load it again")
    return _outcome(loaded.file, changed=written.changed, edition=store.published_name(folder))


def source_of(path: Path) -> str:
    """The id of a source made of the name of a file: `Xuất khẩu 2024.xlsx` is xuat-khau-2024."""
    plain = unicodedata.normalize("NFKD", path.stem.translate(LETTERS)).encode("ascii", "ignore")
    name = re.sub(r"[^a-z0-9._]+", "-", plain.decode().lower()).strip("-._")[:60].strip("-._")
    if not name:
        raise TradeproofError(
            f"{path.name} gives no name for the data set; name it with --source, as kaz-trade"
        )
    return name


def kept_answers(source: str, folder: Path) -> Mapping:
    """The answers that a source's table had when it was loaded last."""
    path = mapping_file(source, folder)
    with named_faults(f"cannot read {path}"):
        return read_mapping(path) if path.is_file() else Mapping()


def mapping_file(source: str, folder: Path) -> Path:
    """Where the answers about the tables of a source are kept."""
    return folder / DATASETS / source / MAPPING


def _require_name(source: str) -> None:
    """Before anything is looked for under it."""
    if "/" in source or "\\" in source or source.startswith("."):
        raise TradeproofError(
            f"--source {source!r} is no name of a data set; write lower-case letters, digits, - "
            "and _"
        )


def _keep(ready: Prepared, folder: Path) -> None:
    said = ready.answers.as_toml()
    path = mapping_file(ready.source, folder)
    if not said and not path.is_file():
        return
    with named_faults(f"cannot write {path}"):
        write_whole(path, said)


def _complete(ready: Prepared) -> Metadata:
    if ready.metadata is None:
        ready.understanding.figures()  # it says what is missing
        raise TableError(ready.path.name, "something about it is missing")
    require_figures(ready.understanding, ready.path.name)
    return ready.metadata


def require_figures(understanding: FoundFigures, what: str) -> None:
    """Nothing is published that has no figure: then it is said what there is in its place.

    Raises
    ------
    TableError
        There is none.
    """
    counts = understanding.counts()
    if counts.get(FIGURE):
        return
    kinds: dict[str, int] = {}
    for rows in (understanding.rejected(), understanding.left_out()):
        kinds |= dict(rows.aggregate("kind, sum(cells)::BIGINT", "kind").order("kind").fetchall())
    if unknown := counts.get(UNKNOWN):
        kinds[UNKNOWN] = unknown
    if not kinds:
        raise TableError(what, "it has no rows with figures")
    raise TableError(what, release_file.nothing_usable(kinds, understanding.rejected()))


def _metadata(ready: Prepared, told: Told, folder: Path) -> Metadata:
    """What is said, else what was said of the release before, else what the file has."""
    before = releases.loaded_as(ready.source, folder)
    known = before.known if before else {}
    with named_faults(f"cannot read {ready.path.name}"), ready.path.open("rb") as opened:
        checksum = hashlib.file_digest(opened, "sha256").hexdigest()
    is_same_file = known.get("checksum") == checksum
    published = told.published or (
        known["published"] if is_same_file else datetime.now(UTC).date().isoformat()
    )
    said = {
        name: getattr(told, name) or known.get(name)
        for name in ("publisher", "title", "address", "licence", "language")
    }
    metadata = Metadata(
        source=ready.source,
        release=told.release or (known["release"] if is_same_file else published),
        publisher=said["publisher"] or NOT_NAMED,
        title=said["title"] or ready.path.stem,
        published=published,
        checksum=checksum,
        language=said["language"] or "en",
        address=said["address"],
        licence=said["licence"],
        file=ready.path.name,
        mapping=_mapping_text(ready, told, known),
        **of_figures(ready.understanding.figures()),
    )
    if told.release or before is None or metadata.made_of == before.made_of:
        return metadata
    return replace(metadata, release=next_release(metadata.release, before))


def _mapping_text(ready: Prepared, told: Told, known: dict[str, Any]) -> str:
    """Everything a person decided or was found that makes another data set of the same file."""
    lines = [EVERY_PRODUCT] if ready.every_product else []
    lines += [] if is_official(told, known) else [OWN_TABLE]
    return "".join((ready.answers.as_toml(), *lines))


def is_official(told: Told, known: dict[str, Any]) -> bool:
    if told.is_official is not None:
        return told.is_official
    return bool(told.publisher) or (bool(known) and OWN_TABLE not in known["mapping"])


def next_release(release: str, before: DataSet) -> str:
    """Its own name, with a number where the release before has the same."""
    number, free = 1, release
    while free in (before.release, before.before):
        number += 1
        free = f"{release}.{number}"
    return free


def of_figures(figures: duckdb.DuckDBPyRelation) -> dict[str, Any]:
    """The currency that all figures have, and the valuation of each flow."""
    currencies = [code for (code,) in figures.project("currency").distinct().fetchall()]
    valued = figures.aggregate(
        "flow, min(valuation) AS valuation, count(DISTINCT coalesce(valuation, '')) AS several",
        "flow",
    ).order("flow")
    return {
        "currency": currencies[0] if len(currencies) == 1 else None,
        "valuation": {
            flow: valuation
            for flow, valuation, several in valued.fetchall()
            if valuation and several == 1
        },
    }


def _every_product(understanding: FoundFigures) -> tuple[bool, str]:
    """Whether the goods of the table are all there are, and what shows it."""
    [(chapters, sections, others)] = (
        understanding.figures()
        .filter("product <> 'TOTAL'")
        .aggregate(
            "count(DISTINCT CASE WHEN regexp_full_match(product, '[0-9]{2,}') "
            "THEN left(product, 2) END), "
            "count(DISTINCT CASE WHEN regexp_full_match(product, '[IVX]+') THEN product END), "
            "count(DISTINCT CASE WHEN NOT regexp_full_match(product, '[0-9]{2,}|[IVX]+') "
            "THEN product END)"
        )
        .fetchall()
    )
    if not (chapters or sections or others):
        return False, "all goods only"
    found = [f"{chapters} HS chapters"] if chapters else []
    found += [f"{sections} HS sections"] if sections else []
    found += [f"{others} other products"] if others else []
    every = not others and (chapters >= CHAPTERS or sections >= SECTIONS)
    return every, ", ".join(found)


def _outcome(file: Path, *, changed: bool, edition: str | None, first: int = NAMED) -> Outcome:
    with named_damage(), duckdb.connect() as connection:
        connection.execute("ATTACH ? AS it (READ_ONLY)", [str(file)])

        def rows(select: str) -> list[tuple[Any, ...]]:
            return connection.execute(select).fetchall()

        release = connection.table("it.release")
        [row] = release.fetchall()
        return Outcome(
            changed,
            edition,
            dict(zip(release.columns, row, strict=True)),
            release_file.kinds_of(connection.table("it.quarantine")),
            rows(
                "SELECT origin, origin_row, kind, reason, content FROM it.quarantine "
                f"ORDER BY origin, origin_row, kind LIMIT {first}"
            ),
            dict(rows("SELECT kind, count(*) FROM it.warning GROUP BY kind ORDER BY kind")),
            rows(
                "SELECT kind, reporter, partner, flow, product, period, currency, low, high, "
                f"other, other_low, other_high FROM it.warning LIMIT {first}"
            ),
        )
