"""An edition: the manifest that names its files, and all of them opened together to be read.

    HOME/editions/edition-000007.json    {"schema_version": 3, "built_at": "2025-06-01T10:00:00",
                                          "parts": {"book": {"file": "book/book-000004.duckdb",
                                                             "bytes": 5255168, "sha256": "…",
                                                             "made_of": "…"}}}

No file changes once an edition names it, and editions share files. Each part is attached under its
name: `book`, `official:SOURCE` for the newest release of a data set, `earlier:SOURCE` for the one
before. The views of `data.attached` stand over them.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from data.attached import EARLIER, OFFICIAL, create_views, quoted
from data.errors import EditionError, NewerEditionError
from data.faults import named_damage, named_faults
from data.query_time import watched

SCHEMA_VERSION = 3
BOOK = "book"
DATASETS = "datasets"  # the folder of their files
SPILL = "spill"  # the folder of what a query needs beyond its memory; there only meanwhile
# A file that is longer is told by its ends when it is opened, and by DuckDB where it is read.
READ_WHOLE = 64 * 2**20
END = 2**20
ANOTHER = "`tradeproof load figures` builds a new one"


@dataclass(frozen=True)
class Part:
    """A database file below HOME: its length, its SHA-256, and in `made_of` that of its origin.

    The SHA-256 of a file longer than `READ_WHOLE` is that of its first and last MiB.
    """

    file: str
    bytes: int
    sha256: str
    made_of: str


@dataclass(frozen=True)
class Manifest:
    """What an edition is made of: its parts by the names under which they are attached."""

    built_at: datetime
    parts: dict[str, Part]

    def as_json(self) -> str:
        """The text of the file."""
        parts = {name: asdict(part) for name, part in self.parts.items()}
        built_at = self.built_at.isoformat(timespec="seconds")
        written = {"schema_version": SCHEMA_VERSION, "built_at": built_at, "parts": parts}
        return json.dumps(written, indent=2) + "\n"


@dataclass(frozen=True, eq=False)
class Edition:
    """A published edition, open for reading; `path` is that of its manifest.

    `warnings` says why a newer edition is not the one being read; empty in the normal case.
    `newer_published`: it was built by a newer version, so it is not rebuilt over.
    """

    path: Path
    connection: duckdb.DuckDBPyConnection
    manifest: Manifest
    warnings: tuple[str, ...] = ()
    newer_published: bool = False

    @property
    def name(self) -> str:
        """`edition-000007`."""
        return self.path.stem

    @property
    def built_at(self) -> datetime:
        """When it was published, UTC."""
        return self.manifest.built_at

    @property
    def book_checksum(self) -> str:
        """The checksum of the figure book that it holds."""
        return self.manifest.parts[BOOK].made_of

    @property
    def data_sets(self) -> tuple[str, ...]:
        """The sources of its data sets."""
        names = (name for name in self.manifest.parts if name.startswith(OFFICIAL))
        return tuple(sorted(name.removeprefix(OFFICIAL) for name in names))

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor of its own, safe across threads, in a transaction that cannot write.

        The files are read-only by themselves; the views over them are in memory, where only the
        transaction keeps them.
        """
        cursor = self.connection.cursor()
        cursor.execute("BEGIN TRANSACTION READ ONLY")
        return watched(cursor)

    def relation(self, table: str) -> duckdb.DuckDBPyRelation:
        """A table or view of the edition, on a cursor of its own."""
        return self.cursor().table(table)

    def query(self, sql: str, parameters: Iterable[object] = ()) -> duckdb.DuckDBPyRelation:
        """The relation of a SELECT; values are bound to its `?`. The edition cannot be written."""
        relation = self.cursor().sql(sql, params=list(parameters))
        if relation is None:
            raise ValueError("query takes a SELECT, which gives a relation")
        return relation

    def rows(self, sql: str, parameters: Iterable[object] = ()) -> list[dict[str, Any]]:
        """The rows of a SELECT as dictionaries by column; as `records` of `query`, in half the time
        where they are few, since it is made ready once."""
        with named_damage():
            found = self.cursor().execute(sql, list(parameters) or None)
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def opened(path: Path) -> Edition:
    """The edition of a manifest, its files attached read-only to a connection in memory.

    Raises
    ------
    EditionError
        The manifest or a file that it needs is missing, damaged or truncated.
    NewerEditionError
        A newer version of Tradeproof wrote it.
    """
    manifest = read_manifest(path)
    needed = _needed(manifest)
    for part in needed.values():
        _require_whole(path, part)
    spill = str(path.parents[1] / SPILL)
    with named_faults("cannot open a database in memory"):
        connection = duckdb.connect(config={"temp_directory": spill})
    try:
        for name, part in needed.items():
            _attach(connection, name, file_of(path, part))
        attached, warnings = _attach_data_sets(connection, path, manifest)
        create_views(connection, BOOK, attached)
    except duckdb.Error as error:
        connection.close()
        raise EditionError(f"{path.stem} is incomplete ({error}); {ANOTHER}") from error
    except EditionError:
        connection.close()
        raise
    return Edition(path, connection, manifest, warnings)


def read_manifest(path: Path) -> Manifest:
    """What the file of an edition says that it is made of.

    Raises
    ------
    EditionError
        It is missing or damaged, or an older version wrote it.
    NewerEditionError
        A newer version of Tradeproof wrote it.
    """
    with named_faults(f"cannot read {path.name}"):
        if not path.is_file():
            raise EditionError(f"{path.name} is missing from {path.parent}")
        content = path.read_bytes()
    try:
        written = json.loads(content.decode("utf-8"))
        version = int(written["schema_version"])
        if version != SCHEMA_VERSION:
            raise _of_another_version(path.stem, version)
        parts = {
            str(name): Part(
                str(part["file"]), int(part["bytes"]), str(part["sha256"]), str(part["made_of"])
            )
            for name, part in written["parts"].items()
        }
        manifest = Manifest(datetime.fromisoformat(written["built_at"]), parts)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise EditionError(f"{path.name} is damaged; {ANOTHER}") from error
    if BOOK not in manifest.parts:
        raise EditionError(f"{path.name} names no figure book; {ANOTHER}")
    return manifest


def is_whole(path: Path) -> bool:
    """Whether the manifest can be read and every file that it needs is as it was written.

    A data set that is damaged is left out when an edition is opened, and does not break it.
    """
    try:
        for part in _needed(read_manifest(path)).values():
            _require_whole(path, part)
    except EditionError:
        return False
    return True


def is_sound(home: Path, part: Part) -> bool:
    """Whether a file below HOME is as it was written, as far as an opening would tell."""
    try:
        return _fault_of(home / part.file, part) is None
    except OSError:
        return False


def _needed(manifest: Manifest) -> dict[str, Part]:
    """The parts without which there is no edition: all but data sets."""
    return {
        name: part
        for name, part in manifest.parts.items()
        if not name.startswith((OFFICIAL, EARLIER))
    }


def file_of(path: Path, part: Part) -> Path:
    """Where a part lies of the edition whose manifest is at `path`."""
    return path.parent.parent / part.file


def part_of(file: Path, made_of: str, home: Path | None = None) -> Part:
    """What a manifest says of a file below HOME, which from now on never changes.

    HOME is that of a file in one of its folders, where it is not given.
    """
    name = file.relative_to(home or file.parent.parent).as_posix()
    return Part(name, file.stat().st_size, _sha256(file), made_of)


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        length = os.fstat(opened.fileno()).st_size
        if length <= READ_WHOLE:
            return hashlib.file_digest(opened, "sha256").hexdigest()
        ends = hashlib.sha256(opened.read(END))
        opened.seek(length - END)
        ends.update(opened.read(END))
        return ends.hexdigest()


def _of_another_version(name: str, version: int) -> EditionError:
    newer = version > SCHEMA_VERSION
    return (NewerEditionError if newer else EditionError)(
        f"{name} was built by {'a newer' if newer else 'an older'} version of Tradeproof "
        f"(schema {version}, this version reads {SCHEMA_VERSION}); "
        f"{'update Tradeproof or run' if newer else 'run'} `tradeproof load figures`"
    )


def _require_whole(path: Path, part: Part) -> None:
    file = file_of(path, part)
    name = f"{file.name}, a part of {path.stem}"
    with named_faults(f"cannot read {name}"):
        fault = _fault_of(file, part)
    if fault is not None:
        raise EditionError(f"{name}, {fault}; {ANOTHER}")


def _fault_of(file: Path, part: Part) -> str | None:
    """What a file has become that is not as it was written; None where it is.

    Every byte is read, once for each opening: that costs some milliseconds for 10 MB. Of a file
    longer than `READ_WHOLE` it is the first and the last MiB, with DuckDB's headers; the blocks
    between have checksums of their own, which DuckDB compares when it reads them.

    Raises
    ------
    OSError
        It cannot be read.
    """
    if not file.is_file():
        return f"is missing from {file.parent}"
    length = file.stat().st_size
    if length != part.bytes:
        return f"is truncated: {length:,} bytes of {part.bytes:,}"
    if _sha256(file) != part.sha256:
        return "is damaged: its bytes are not those that were written"
    return None


def _attach_data_sets(
    connection: duckdb.DuckDBPyConnection, path: Path, manifest: Manifest
) -> tuple[list[str], tuple[str, ...]]:
    """Attach what can be read of the data sets: the names under which, and what is left out."""
    attached, warnings = [], []
    for name, part in manifest.parts.items():
        if not name.startswith((OFFICIAL, EARLIER)):
            continue
        try:
            _require_whole(path, part)
            _attach(connection, name, file_of(path, part))
            connection.execute(f"FROM {quoted(name)}.release").fetchall()
        except (EditionError, duckdb.Error) as error:
            reason = str(error).removesuffix(f"; {ANOTHER}")
            source = name.partition(":")[2]
            warnings.append(f"{reason}; the data set {source} is left out, load it again")
        else:
            attached.append(name)
    return attached, tuple(warnings)


def _attach(connection: duckdb.DuckDBPyConnection, name: str, file: Path) -> None:
    try:
        connection.execute(f"ATTACH ? AS {quoted(name)} (READ_ONLY)", [str(file)])
    except duckdb.Error as error:
        raise EditionError(f"{file.name} is damaged; {ANOTHER}") from error
