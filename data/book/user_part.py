"""The user's part of the figure book: publications that a person added, one folder each.

    HOME/figures/user-2025-05-07-baku-news/
        sources.toml, figures.csv, claims.csv   in the form of the embedded book
        text.txt                                the text that they were taken from

A publication is written beside, checked with the whole book, and put in its place by one rename;
what cannot be built is taken out again, and what a killed process left beside is cleared by the
next. One that is removed is moved to HOME/removed.
"""

from __future__ import annotations

import csv
import hashlib
import shutil
import unicodedata
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli_w
from filelock import FileLock

from data import store
from data.book import figure_book
from data.book.catalogue import read_catalogue
from data.book.columns import CLAIM, FIGURE
from data.book.rows import dated
from data.errors import TradeproofError
from data.faults import named_faults

TEXT_FILE = "text.txt"
UNFINISHED = ".adding"  # the folder in which a publication is written, below that of the part
LONGEST_NAME = 40

BookRow = Mapping[str, str]


@dataclass(frozen=True)
class Publication:
    """A text with its source entry, and what was taken from it.

    `figures` and `claims` are rows of figures.csv and claims.csv without `source`; their ids, and
    the ids that they point to, are those of the text ("f1", "c1").
    """

    publisher: str
    published: str
    language: str
    kind: str
    text: str
    statistics_of: tuple[str, ...]
    figures: tuple[BookRow, ...]
    claims: tuple[BookRow, ...] = ()
    title: str = ""
    address: str = ""


class AlreadyAdded(TradeproofError):
    """The same text is in the book already, as `source`."""

    def __init__(self, source: str) -> None:
        self.source = source
        super().__init__(f"this text is in the figure book already, as {source}")


def add(publication: Publication, home: Path | None = None) -> str:
    """Add a publication to the user's part and build an edition with it; the id of its source.

    Raises
    ------
    AlreadyAdded
        The embedded book or the user's part has the same text.
    TradeproofError
        The date, the source entry or a row cannot be used; nothing is added.
    EditionError
        The folder of editions cannot be written, or the edition not be built.
    """
    home = home or store.home()
    dated(publication.published)
    with _locked(home) as folder:
        _clear(folder / UNFINISHED)
        _require_new(publication, home)
        source = _free_id(publication, folder)
        written = folder / UNFINISHED / source
        try:
            _write(written, source, publication)
            figure_book.read(added=[*figure_book.added(home), written])
            written.rename(folder / source)
        finally:
            with suppress(OSError):  # what stays is cleared, or complained of, by the next
                _clear(folder / UNFINISHED)
        _build_or_undo(home, lambda: shutil.rmtree(folder / source))
    return source


def source_of(text: str, home: Path | None = None) -> str | None:
    """The source whose text this is, in the embedded book or the user's part; None for a new one.

    Raises
    ------
    TradeproofError
        A catalogue cannot be read.
    """
    checksum = _checksum(text)
    for folder in (figure_book.FIGURES, *figure_book.added(home or store.home())):
        for source in read_catalogue(folder / "sources.toml"):
            if source["checksum"] == checksum:
                return source["source"]
    return None


def remove(source: str, home: Path | None = None) -> Path:
    """Take a publication out of the user's part and build an edition without it.

    Returns the folder under HOME/removed that has its files.

    Raises
    ------
    TradeproofError
        The user's part has no such publication.
    EditionError
        The edition cannot be built; the publication stays.
    """
    home = home or store.home()
    with _locked(home) as folder:
        known = [path.name for path in figure_book.added(home)]
        if source not in known:
            listed = ", ".join(known) or "none"
            raise TradeproofError(f"no publication {source!r} was added; added: {listed}")
        removed = _free(home / "removed", source)
        removed.parent.mkdir(exist_ok=True)
        (folder / source).rename(removed)
        _build_or_undo(home, lambda: removed.rename(folder / source))
    return removed


@contextmanager
def _locked(home: Path) -> Generator[Path]:
    """The folder of the user's part, for one writer at a time, who is told what fails in it."""
    store.writable_editions(home)
    folder = home / "figures"
    with named_faults(f"cannot change {folder}"):
        folder.mkdir(exist_ok=True)
        with FileLock(home / "figures.lock"):
            yield folder


def _build_or_undo(home: Path, undo: Callable[[], object]) -> None:
    try:
        store.load_figures(home)
    except BaseException:
        undo()
        raise


def _clear(unfinished: Path) -> None:
    """Take away what was being written, by this process or by one that was killed."""
    if unfinished.is_dir() and not unfinished.is_symlink():
        shutil.rmtree(unfinished)
    else:
        unfinished.unlink(missing_ok=True)


def _require_new(publication: Publication, home: Path) -> None:
    known = source_of(publication.text, home)
    if known is None:
        return
    if figure_book.is_added(known):
        # Added, maybe by a process that was killed before it could build.
        store.open_up_to_date(home).connection.close()
    raise AlreadyAdded(known)


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _free_id(publication: Publication, folder: Path) -> str:
    """`user-2025-05-07-baku-news`, with a number where that is taken."""
    parts = [publication.published, _slug(publication.publisher)]
    return _free(folder, figure_book.ADDED + "-".join(part for part in parts if part)).name


def _free(folder: Path, name: str) -> Path:
    number, path = 1, folder / name
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}"
    return path


def _slug(name: str) -> str:
    """The Latin letters and digits of a name, in lower case, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("đ", "d"))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in letters).split()
    return "-".join(words)[:LONGEST_NAME].strip("-")


def _write(folder: Path, source: str, publication: Publication) -> None:
    folder.mkdir(parents=True)
    (folder / TEXT_FILE).write_bytes(publication.text.encode())
    entry: dict[str, Any] = {
        name: value
        for name in ("publisher", "title", "address", "published", "language", "kind")
        if (value := getattr(publication, name))
    }
    entry |= {"file": TEXT_FILE, "checksum": _checksum(publication.text)}
    entry |= {"statistics_of": list(publication.statistics_of)}
    (folder / "sources.toml").write_text(tomli_w.dumps({source: entry}), encoding="utf-8")
    named = {"source": source}
    figures = [_named(row, source, "figure", "restates") | named for row in publication.figures]
    _write_table(folder / "figures.csv", FIGURE, figures)
    claims = [_named(row, source, "claim", "figure") for row in publication.claims]
    _write_table(folder / "claims.csv", CLAIM, claims)


def _named(row: BookRow, source: str, *ids: str) -> dict[str, str]:
    """A row whose ids are those of the book."""
    return {**row, **{name: f"{source}-{row[name]}" for name in ids if row[name]}}


def _write_table(path: Path, columns: Iterable[str], rows: Iterable[BookRow]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
