"""The files of CEPII's BACI: zips or CSVs of its figures, a year each, and its list of countries.

A year is unpacked while it is read. A zip that is cut short, that holds something else, or that
would swell beyond all figures is refused before it is read.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import IO

import duckdb

from data.errors import EditionError, shortened
from data.tables.area_spellings import area_of
from data.tables.judging import in_sql
from data.tables.table_errors import TableError

HEAD = ("t", "i", "j", "k", "v", "q")
READ = HEAD[:5]
ALPHA3 = ("iso_3digit_alpha", "country_iso3")
NUMBER = "country_code"
BLOCK = 4 * 2**20  # bytes
NO_NULL = "\x00"  # no cell has it; an empty one is empty
LARGEST = 8 * 2**30  # bytes of a member: a year has 0.4 GB
SWELL = 200  # times; figures as text shrink to a fifth
SMALL = 10 * 2**20  # bytes that may swell as they like


@dataclass(frozen=True)
class BaciFile:
    """A CSV, alone or within a zip."""

    path: Path
    member: str | None = None

    @property
    def name(self) -> str:
        """As a row's origin names it."""
        return self.path.name if self.member is None else f"{self.path.name} / {self.member}"

    @contextmanager
    def opened(self) -> Generator[IO[bytes]]:
        """Its bytes.

        Raises
        ------
        TableError
            It cannot be read, or is damaged.
        """
        try:
            if self.member is None:
                with self.path.open("rb") as file:
                    yield file
            else:
                with zipfile.ZipFile(self.path) as packed, packed.open(self.member) as file:
                    yield file
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise TableError(self.name, f"is damaged ({error}); fetch it again") from error
        except OSError as error:
            reason = error.strerror or error
            raise TableError(self.name, f"cannot be read ({reason})") from error

    def head(self) -> list[str]:
        """The cells of its first line."""
        with self.opened() as file:
            line = file.readline(4096).decode("utf-8-sig", "replace").strip()
        return [cell.strip() for cell in next(csv.reader([line], delimiter=mark_of(line)), [])]


@dataclass(frozen=True)
class BaciFiles:
    """What was given: files of figures, and a list of countries if there is one."""

    figures: tuple[BaciFile, ...]
    countries: BaciFile | None


def found(paths: Iterable[Path]) -> BaciFiles:
    """The files of figures among those given, and the countries among them or beside them.

    Raises
    ------
    TableError
        One cannot be read, or is neither.
    """
    figures: list[BaciFile] = []
    countries: list[BaciFile] = []
    given = list(paths)
    for path in given:
        members = _members(path)
        heads = {one: one.head() for one in members}
        mine = [one for one, head in heads.items() if tuple(head) == HEAD]
        listed = [one for one, head in heads.items() if NUMBER in head and {*ALPHA3} & {*head}]
        if not mine and not listed:
            shown = "; ".join(",".join(head) for head in heads.values()) or "no CSV"
            raise TableError(
                path.name,
                f"it has {shortened(shown)}, and BACI has {','.join(HEAD)}; name a file as "
                "BACI_HS22_V202601.zip, or a CSV out of it",
            )
        figures += mine
        countries += listed
    if not figures:
        raise TableError(given[0].name, "it has countries only; name a file with figures as well")
    beside = [BaciFile(one) for path in given for one in path.parent.glob("country_codes_V*.csv")]
    return BaciFiles(tuple(figures), next(iter([*countries, *beside]), None))


def mark_of(heading: str) -> str:
    """What stands between the cells of a file with this first line."""
    return ";" if ";" in heading else ","


def areas_of(countries: BaciFile | None) -> dict[str, str | None]:
    """The area of each number, None for what is a group; a number that is not there is unknown.

    The list decides; where it has no code of ours ("N/A"), and without one, Comtrade's codes do.
    """
    known = {}
    for number in range(1000):
        area = area_of(str(number), "m49")
        if area is not None:
            known[str(number)] = area.code
    if countries is None:
        return known
    with countries.opened() as file:
        text = file.read().decode("utf-8-sig", "replace")  # codes are ASCII; names are not read
    mark = mark_of(text.partition("\n")[0])
    for row in csv.DictReader(io.StringIO(text), delimiter=mark):
        number = str(row.get(NUMBER) or "").strip().lstrip("0")
        code = next((row[name] for name in ALPHA3 if row.get(name)), "")
        area = area_of(code, "alpha3")
        if number and area is not None and area.code is not None:
            known[number] = area.code
    return known


@contextmanager
def unpacked(file: BaciFile, folder: Path) -> Generator[Path]:
    """The CSV as a file of its own, unpacked into a folder while the context lasts.

    Raises
    ------
    TableError
        It cannot be read, or is damaged.
    EditionError
        There is no room for it.
    """
    if file.member is None:
        yield file.path
        return
    unpacked = folder / "unpacked.csv"
    with file.opened() as packed, unpacked.open("wb") as plain:
        while block := packed.read(BLOCK):
            with _room_for(file, folder):
                plain.write(block)
    yield unpacked
    unpacked.unlink()


@contextmanager
def _room_for(file: BaciFile, folder: Path) -> Generator[None]:
    """A full disk is no fault of what is unpacked."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or error
        raise EditionError(f"cannot unpack {file.name} in {folder} ({reason})") from error


def rows_of(path: Path) -> str:
    """A SELECT of the rows of a CSV as text, in their order.

    Rows with too few or too many cells are left out of it; `bad_rows` has them afterwards.
    """
    with path.open("rb") as opened:
        mark = mark_of(opened.readline(4096).decode("utf-8", "replace"))
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in HEAD)
    return f"""
        SELECT {", ".join(READ)} FROM read_csv({in_sql(escape(str(path)))}, auto_detect = false,
            header = true, delim = '{mark}', quote = '"', escape = '"',
            nullstr = {in_sql(NO_NULL)}, store_rejects = true, columns = {{{columns}}})
    """


def bad_rows(connection: duckdb.DuckDBPyConnection, file: BaciFile) -> list[tuple[int, str]]:
    """Line and text of the rows that the last reading of a file left out.

    Raises
    ------
    TableError
        One is no text, or a quote is never closed: then what follows is not what it looks like.
    """
    bad = connection.execute(
        "SELECT line, any_value(error_type), any_value(csv_line) FROM reject_errors "
        "GROUP BY line ORDER BY line"
    ).fetchall()
    connection.execute("DROP TABLE reject_errors; DROP TABLE reject_scans")
    for line, kind, _ in bad:
        if kind not in ("MISSING COLUMNS", "TOO MANY COLUMNS"):
            raise TableError(file.name, f"is no CSV of figures ({kind.lower()} in line {line})")
    return [(line, text.strip()) for line, _, text in bad]


def _members(path: Path) -> list[BaciFile]:
    """The CSVs of a zip, or a file that is none."""
    if path.is_dir():
        raise TableError(str(path), "it is a folder; name the zips or CSVs in it")
    if not path.is_file():
        raise TableError(str(path), "there is no such file")
    if not zipfile.is_zipfile(path):
        if path.suffix.lower() == ".zip":
            raise TableError(path.name, "is no zip, or only the beginning of one; fetch it again")
        return [BaciFile(path)]
    with zipfile.ZipFile(path) as packed:
        members = [one for one in packed.infolist() if one.filename.lower().endswith(".csv")]
        for one in members:
            if one.flag_bits & 1:
                raise TableError(path.name, f"{one.filename} is encrypted; unpack it first")
            is_swollen = one.file_size > max(SMALL, SWELL * one.compress_size)
            if one.file_size > LARGEST or is_swollen:
                raise TableError(
                    path.name,
                    f"{one.filename} would have {one.file_size // 2**20} MB out of "
                    f"{one.compress_size // 2**10} KB, which is no table of figures",
                )
    return [BaciFile(path, one.filename) for one in members]


def version_of(files: tuple[BaciFile, ...]) -> tuple[str | None, str | None]:
    """The edition of the Harmonized System and the version that the names of files say.

    Raises
    ------
    TableError
        Two files say different ones: their figures are not of one data set.
    """
    said = {
        (match[1], match[2])
        for file in files
        if (match := re.search(r"HS(\d\d)_.*?V(\d{6})", file.name))
    }
    if len(said) > 1:
        names = ", ".join(f"HS{edition} V{version}" for edition, version in sorted(said))
        raise TableError(
            files[0].path.name, f"these files are of several editions ({names}); load one of them"
        )
    return next(iter(said), (None, None))


def year_of(name: str) -> int | None:
    """The year that the name of a CSV says, as BACI_HS22_Y2022_V202601.csv does."""
    found = re.search(r"_Y(\d{4})(?!\d)", name)
    return int(found[1]) if found else None
