"""The store: editions of all that is known, built one after another and published at once.

    HOME/book/book-000004.duckdb         the figure book as a database file
    HOME/datasets/SOURCE/RELEASE.duckdb  a data set, which `data.official` writes
    HOME/editions/edition-000007.json    an edition: the manifest that names its files
    HOME/current                         the name of the published edition
    HOME/lock                            held by the one who publishes
    HOME/spill                           what queries need beyond their memory, meanwhile

A load writes its own file beside those being read, checks it, writes the next manifest, which names
it and what was there of other kinds, and publishes that by renaming a new `current` over the old
one: readers never see half a load, a crash loses nothing, and the previous edition stays.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock
from platformdirs import user_data_path

from data import building
from data.book import figure_book
from data.editions import (
    BOOK,
    DATASETS,
    Edition,
    Manifest,
    Part,
    file_of,
    is_sound,
    is_whole,
    opened,
    part_of,
    read_manifest,
)
from data.errors import EditionError, NewerEditionError, NoEditionError, TradeproofError
from data.faults import named_faults, unwritable
from data.files import take_away, write_whole

KEPT_EDITIONS = 2
_NUMBER = re.compile(r"[0-9]{6,18}")
_NAME = re.compile(rf"edition-{_NUMBER.pattern}")
ROOMS = Path(__file__).parents[1]  # the folder of the rooms


def home() -> Path:
    """The folder of editions: TRADEPROOF_HOME, else `var/` in the checkout.

    Installed from a wheel there is no checkout, and it is where the platform keeps data of a user.

    Raises
    ------
    EditionError
        TRADEPROOF_HOME cannot be the name of such a folder.
    """
    given = os.environ.get("TRADEPROOF_HOME")
    if not given:
        is_checkout = (ROOMS / "pyproject.toml").is_file()
        return ROOMS / "var" if is_checkout else user_data_path("tradeproof", appauthor=False)
    try:
        given.encode()
        return Path(given).expanduser().absolute()
    except (UnicodeEncodeError, RuntimeError) as error:  # not UTF-8; `~nobody`
        raise EditionError(f"TRADEPROOF_HOME={given} names no folder; write its path") from error


def load_figures(folder: Path | None = None, *, figures: Path = figure_book.FIGURES) -> Path:
    """Build the file of the figure book, with what a user added, and publish an edition with it.

    Returns the path of the edition's manifest. Files of other kinds stay as they are.

    Raises
    ------
    BookError
        A row of the book is wrong; the published edition stays as it was.
    EditionError
        The folder of editions cannot be written, or the book not be read; nothing has changed.
    """
    folder = folder or home()
    writable_editions(folder)
    with named_faults(f"cannot build an edition in {folder}"), FileLock(folder / "lock"):
        contents = figure_book.read(figures, figure_book.added(folder))
        known = newest_parts(folder)
        return _publish(folder, known, known | {BOOK: _write_book(folder / BOOK, contents)})


def publish_parts(folder: Path, change: Callable[[dict[str, Part]], dict[str, Part]]) -> Path:
    """Publish an edition of other parts than the newest has; `change` gets those and gives others.

    It is called under the lock of whoever publishes, and may give new files their names. Where
    there is no book yet, or a damaged one, it is built.

    Raises
    ------
    EditionError
        The folder of editions cannot be written; nothing has changed.
    """
    writable_editions(folder)
    with named_faults(f"cannot build an edition in {folder}"), FileLock(folder / "lock"):
        known = newest_parts(folder)
        parts = change(known)
        if BOOK not in known or not is_sound(folder, known[BOOK]):
            contents = figure_book.read(figure_book.FIGURES, figure_book.added(folder))
            parts = parts | {BOOK: _write_book(folder / BOOK, contents)}
        return _publish(folder, known, parts)


def open_edition(folder: Path | None = None) -> Edition:
    """Open the published edition read-only, or the newest older one that can be read.

    Raises
    ------
    EditionError
        There is no edition, or none that this version can read.
    """
    folder = folder or home()
    while True:
        published = published_name(folder)
        try:
            return _open_newest(folder)
        except EditionError:
            if published_name(folder) == published:
                raise
            # What was published a moment ago has been forgotten for newer editions since.


def open_up_to_date(folder: Path | None = None) -> Edition:
    """Open the newest edition, building one first when there is none or the book has changed.

    When the book is broken, or an edition cannot be built (a full disk), the previous edition is
    opened and its `warnings` say why; where one was damaged and is built anew, they say that.
    """
    folder = folder or home()
    try:
        edition = open_edition(folder)
    except NoEditionError:
        load_figures(folder)
        return open_edition(folder)
    except NewerEditionError:
        raise
    except EditionError as error:
        load_figures(folder)
        return _in_place_of(str(error), open_edition(folder))
    if edition.newer_published:
        return edition
    try:
        if edition.book_checksum == _checksum(folder):
            return edition
        load_figures(folder)
        newest = open_edition(folder)
    except TradeproofError as error:
        warning = f"{error}; serving the previous edition, {edition.name}"
        return replace(edition, warnings=(*edition.warnings, warning))
    edition.connection.close()
    return _in_place_of(edition.warnings[0], newest) if edition.warnings else newest


def _in_place_of(damage: str, edition: Edition) -> Edition:
    """A new edition that says what was wrong with the one before."""
    what, _, _ = damage.partition("; ")  # without what to do about it
    warning = f"{what}; a new edition was built, {edition.name}"
    return replace(edition, warnings=(warning, *edition.warnings))


def published_name(folder: Path | None = None) -> str | None:
    """The name of the published edition, None before the first: cheap, to see a change.

    Raises
    ------
    EditionError
        There is one, and its name cannot be read.
    """
    current = (folder or home()) / "current"
    with named_faults(f"cannot read {current}"):
        if not current.is_file():
            return None
        return current.read_text(encoding="utf-8", errors="replace").strip()


def writable_editions(folder: Path) -> Path:
    """The folder of the editions themselves; it and that of the book are made where missing.

    Raises
    ------
    EditionError
        It cannot be written.
    """
    editions = folder / "editions"
    try:
        for each in (editions, folder / BOOK):
            each.mkdir(parents=True, exist_ok=True)
            probe = each / ".writable"
            probe.touch()
            probe.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    return editions


def _checksum(folder: Path) -> str:
    with named_faults("cannot read the figure book"):
        return figure_book.checksum(added=figure_book.added(folder))


def _open_newest(folder: Path) -> Edition:
    published = published_name(folder)
    is_name = published is None or _NAME.fullmatch(published)
    problems = [] if is_name else [f"{folder / 'current'} names no edition"]
    kind = EditionError
    for path in _candidates(folder):
        try:
            edition = opened(path)
        except EditionError as error:
            problems.append(str(error))
            kind = NewerEditionError if isinstance(error, NewerEditionError) else kind
            continue
        if problems:
            problems.append(f"serving the previous edition, {edition.name}")
        newer = kind is NewerEditionError
        warnings = (*problems, *edition.warnings)
        return replace(edition, warnings=warnings, newer_published=newer)
    if problems:
        raise kind("; ".join(problems))
    lost = any((folder / "editions").glob("edition-*.json"))
    raise (EditionError if lost else NoEditionError)(
        f"no edition is published in {folder}; `tradeproof load figures` builds one"
    )


def _write_book(folder: Path, contents: figure_book.Book) -> Part:
    """The file of the book, under its own name only when all of it is there."""
    path = folder / f"{_next_name(folder, BOOK)}.duckdb"
    unfinished = path.with_suffix(".building")
    try:
        building.build(unfinished, contents)
        unfinished.rename(path)
    except BaseException:
        take_away(unfinished, unfinished.with_name(f"{unfinished.name}.wal"))
        raise
    return part_of(path, contents.checksum)


def _publish(folder: Path, known: dict[str, Part], parts: dict[str, Part]) -> Path:
    """Publish an edition of these parts; `known` are those of the newest readable one."""
    manifest = Manifest(datetime.now(UTC).replace(tzinfo=None, microsecond=0), parts)
    editions = folder / "editions"
    path = editions / f"{_next_name(editions, 'edition')}.json"
    try:
        write_whole(path, manifest.as_json())
        write_whole(folder / "current", path.stem + "\n")
    except OSError:  # most likely for want of the space that these take
        new = [part for part in parts.values() if part not in known.values()]
        take_away(path, *(file_of(path, part) for part in new))
        raise
    with suppress(OSError):  # what cannot be removed now is in nobody's way
        _forget_old(folder)
    return path


def newest_parts(folder: Path) -> dict[str, Part]:
    """The parts of the published edition, or of the newest older one whose manifest can be read."""
    for path in _candidates(folder):
        try:
            return read_manifest(path).parts
        except EditionError:
            continue  # opening it tells why; an older one may still name the parts
    return {}


def _candidates(folder: Path) -> list[Path]:
    """The manifest of the published edition first, then those of older ones, newest first."""
    published = published_name(folder)
    if published is None:
        return []
    editions = folder / "editions"
    newest_first = sorted(editions.glob("edition-*.json"), reverse=True)
    if not _NAME.fullmatch(published):
        return newest_first
    older = [path for path in newest_first if path.stem < published]
    return [editions / f"{published}.json", *older]


def _next_name(folder: Path, kind: str) -> str:
    """`edition-000008` after `edition-000007`, whether or not that one was finished."""
    names = (path.name.partition(".")[0] for path in folder.glob(f"{kind}-*.*"))
    numbers = [name.removeprefix(f"{kind}-") for name in names]
    known = [int(number) for number in numbers if _NUMBER.fullmatch(number)]
    return f"{kind}-{max(known, default=0) + 1:06d}"


def _forget_old(folder: Path) -> None:
    """Keep the newest editions that are whole; remove the others, and files that none names.

    What is being built has another name, and is no concern of this.
    """
    editions = folder / "editions"
    newest_first = sorted(editions.glob("edition-*.json"), reverse=True)
    kept = [path for path in newest_first if is_whole(path)][:KEPT_EDITIONS]
    named = {file_of(path, part) for path in kept for part in read_manifest(path).parts.values()}
    files = [*(folder / BOOK).iterdir(), *(folder / DATASETS).glob("*/*.duckdb")]
    for path in [*editions.glob("edition-*"), *files]:
        if path not in named and path not in kept:
            take_away(path)
