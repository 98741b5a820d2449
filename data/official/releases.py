"""Data sets of a home: written, published, listed, taken out, taken back to the release before.

    HOME/datasets/imf-imts/2025-06.duckdb    a release: a file that never changes
    HOME/datasets.lock                       held by the one who loads a data set

A release is written under a temporary name, checked, and gets its name and its place in the next
edition under the lock of whoever publishes. Who builds a large one keeps nobody else waiting.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
from filelock import FileLock

from data import store
from data.attached import EARLIER, FIGURE_TABLES, OFFICIAL
from data.book import figure_book
from data.book.catalogue import read_catalogue
from data.editions import DATASETS, Part, is_sound, part_of
from data.errors import TradeproofError
from data.faults import named_faults
from data.files import take_away
from data.official import release_file
from data.official.metadata import Metadata
from data.official.release_file import Counts, Progress, Rows
from data.tables.found_figures import OnDisk

UNFINISHED = ".building"


@dataclass(frozen=True)
class Load:
    """A data set to be written: see `release_file.build` for what `figures` and the others are."""

    metadata: Metadata
    figures: Rows | OnDisk
    rejected: Rows | None = None
    every_product: bool = False


@dataclass(frozen=True)
class Written:
    """What a load did. `counts` is None where the same data set was there already."""

    source: str
    release: str
    counts: Counts | None

    @property
    def changed(self) -> bool:
        """Whether a new edition has it."""
        return self.counts is not None


@dataclass(frozen=True)
class DataSet:
    """A data set as it is loaded: the row of its table `release`, and the release before.

    `problem` says why it cannot be read; then nothing is known of it but its name.
    """

    source: str
    file: Path
    made_of: str
    before: str | None
    known: dict[str, Any] = field(default_factory=dict)
    problem: str | None = None

    @property
    def release(self) -> str:
        """The name of the release."""
        return self.known.get("release", self.file.stem)

    @property
    def retrieved_at(self) -> datetime | None:
        """When it was read, UTC."""
        return self.known.get("retrieved_at")


def write_release(
    figures: Rows | OnDisk,
    rejected: Rows | None,
    metadata: Metadata,
    folder: Path | None = None,
    *,
    every_product: bool = False,
    progress: Progress | None = None,
) -> Written:
    """Write a data set and publish an edition with it; the release that it had stays beside.

    The same file, read in the same way, changes nothing.

    Raises
    ------
    TradeproofError
        Something of the metadata cannot be used, or no figure can; nothing has changed.
    EditionError
        The file cannot be written; nothing has changed.
    """
    load = Load(metadata, figures, rejected, every_product)
    [written] = write_releases([load], folder, progress)
    return written


def write_releases(
    loads: Iterable[Load], folder: Path | None = None, progress: Progress | None = None
) -> list[Written]:
    """Write several data sets and publish one edition with all of them, or none; as above."""
    folder = folder or store.home()
    wanted = list(loads)
    for load in wanted:
        load.metadata.require_usable()
    _require_own_names(folder, [load.metadata.source for load in wanted])
    with _loading(folder) as datasets:
        known = store.newest_parts(folder)
        new = [load for load in wanted if not _is_there(folder, known, load.metadata)]
        built: dict[str, tuple[Path, Load, Counts]] = {}
        try:
            for load in new:
                unfinished = (
                    datasets / load.metadata.source / f"{load.metadata.release}{UNFINISHED}"
                )
                unfinished.parent.mkdir(exist_ok=True)
                counts = release_file.build(
                    unfinished,
                    load.figures,
                    load.rejected,
                    load.metadata,
                    every_product=load.every_product,
                    progress=progress,
                )
                built[load.metadata.source] = (unfinished, load, counts)
            if built:
                before = _releases_before(folder, known, built)
                store.publish_parts(
                    folder, lambda parts: parts | before | _placed(folder, parts, built)
                )
        finally:
            _clear(datasets)
    counts_of = {source: counts for source, (_, _, counts) in built.items()}
    return [
        Written(m.source, m.release, counts_of.get(m.source))
        for m in (load.metadata for load in wanted)
    ]


def datasets(folder: Path | None = None) -> list[DataSet]:
    """What is loaded in the newest edition, by source."""
    folder = folder or store.home()
    parts = store.newest_parts(folder)
    names = sorted(name for name in parts if name.startswith(OFFICIAL))
    return [_data_set(folder, name.removeprefix(OFFICIAL), parts) for name in names]


def loaded_as(source: str, folder: Path | None = None) -> DataSet | None:
    """The data set of a source as it is loaded, if it is and can be read."""
    folder = folder or store.home()
    parts = store.newest_parts(folder)
    found = _data_set(folder, source, parts) if OFFICIAL + source in parts else None
    return found if found is not None and found.problem is None else None


def remove(source: str, folder: Path | None = None) -> Path:
    """Publish an edition without a data set; the path of its manifest.

    Its files go when no edition that is kept names them.

    Raises
    ------
    TradeproofError
        No such data set is loaded.
    """

    def without(parts: dict[str, Part]) -> dict[str, Part]:
        _require_loaded(source, parts)
        gone = (OFFICIAL + source, EARLIER + source)
        return {name: part for name, part in parts.items() if name not in gone}

    return _changed(folder, without)


def rollback(source: str, folder: Path | None = None) -> Path:
    """Publish an edition with the release of a data set before the newest, which goes.

    Raises
    ------
    TradeproofError
        No such data set is loaded, or it has no release before.
    """

    def back(parts: dict[str, Part]) -> dict[str, Part]:
        _require_loaded(source, parts)
        changed = dict(parts)
        before = changed.pop(EARLIER + source, None)
        if before is None:
            raise TradeproofError(
                f"{source} has no release before {Path(parts[OFFICIAL + source].file).stem}; "
                f"`tradeproof datasets remove {source}` takes it out"
            )
        return changed | {OFFICIAL + source: before}

    return _changed(folder, back)


def _changed(folder: Path | None, change: Callable[[dict[str, Part]], dict[str, Part]]) -> Path:
    folder = folder or store.home()
    with _loading(folder):
        return store.publish_parts(folder, change)


@contextmanager
def _loading(folder: Path) -> Generator[Path]:
    """The folder of data sets, for one load at a time; what one that was killed left is cleared."""
    store.writable_editions(folder)
    datasets = folder / DATASETS
    with named_faults(f"cannot write a data set in {folder}"):
        datasets.mkdir(exist_ok=True)
        with FileLock(folder / "datasets.lock"):
            _clear(datasets)
            yield datasets


def _clear(datasets: Path) -> None:
    """Remove what has a temporary name, and folders that are empty."""
    for left in datasets.glob(f"*/*{UNFINISHED}*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            take_away(left)
    for source in datasets.iterdir():
        if source.is_dir() and not any(source.iterdir()):
            source.rmdir()


def _releases_before(
    folder: Path, parts: dict[str, Part], sources: Iterable[str]
) -> dict[str, Part]:
    """What becomes the release before of sources; of one that is damaged its own before stays.

    Every block is read, so this is no work for the lock of whoever publishes.
    """
    newest = {source: parts.get(OFFICIAL + source) for source in sources}
    return {
        EARLIER + source: part
        for source, part in newest.items()
        if part is not None and _is_sound(folder, part)
    }


def _placed(
    folder: Path, parts: dict[str, Part], built: dict[str, tuple[Path, Load, Counts]]
) -> dict[str, Part]:
    """Give the files their names; they as parts."""
    placed = {}
    for source, (unfinished, load, _) in built.items():
        path = _free(unfinished.with_name(f"{load.metadata.release}.duckdb"), folder, parts)
        part = part_of(unfinished, load.metadata.made_of, folder)
        unfinished.rename(path)
        placed[OFFICIAL + source] = replace(part, file=path.relative_to(folder).as_posix())
    return placed


def _free(path: Path, folder: Path, parts: dict[str, Part]) -> Path:
    """Its own name, or with a number: a file that some edition names is never written over."""
    number, free = 1, path
    while free.exists() or free in {folder / part.file for part in parts.values()}:
        number += 1
        free = path.with_name(f"{path.stem}~{number}.duckdb")
    return free


def _is_there(folder: Path, parts: dict[str, Part], metadata: Metadata) -> bool:
    part = parts.get(OFFICIAL + metadata.source)
    return part is not None and part.made_of == metadata.made_of and _is_sound(folder, part)


def _is_sound(folder: Path, part: Part) -> bool:
    """Whether the file is as it was written; every block of it is read."""
    if not is_sound(folder, part):
        return False
    try:
        with duckdb.connect() as connection:
            connection.execute("ATTACH ? AS it (READ_ONLY)", [str(folder / part.file)])
            for table in FIGURE_TABLES:
                connection.execute(f"SELECT bit_xor(hash(t)) FROM it.{table} t").fetchall()
    except duckdb.Error:
        return False
    return True


def _data_set(folder: Path, source: str, parts: dict[str, Part]) -> DataSet:
    part, earlier = parts[OFFICIAL + source], parts.get(EARLIER + source)
    before = Path(earlier.file).stem if earlier else None
    path = folder / part.file
    try:
        with duckdb.connect() as connection:
            connection.execute("ATTACH ? AS it (READ_ONLY)", [str(path)])
            found = connection.table("it.release")
            [row] = found.fetchall()
            known = dict(zip(found.columns, row, strict=True))
    except duckdb.Error:
        problem = f"{path.name} of {source} is missing or damaged; load it again"
        return DataSet(source, path, part.made_of, before, problem=problem)
    return DataSet(source, path, part.made_of, before, known)


def _require_loaded(source: str, parts: dict[str, Part]) -> None:
    if OFFICIAL + source not in parts:
        loaded = [name.removeprefix(OFFICIAL) for name in parts if name.startswith(OFFICIAL)]
        listed = ", ".join(sorted(loaded)) or "none"
        raise TradeproofError(f"no data set {source!r} is loaded; loaded: {listed}")


def _require_own_names(folder: Path, sources: Iterable[str]) -> None:
    """No publication of the figure book may have one of the names."""
    printed = {
        entry["source"]
        for part in (figure_book.FIGURES, *figure_book.added(folder))
        for entry in read_catalogue(part / "sources.toml")
    }
    for source in sources:
        if source in printed:
            raise TradeproofError(
                f"source: {source!r} is a publication of the figure book; choose another name"
            )
