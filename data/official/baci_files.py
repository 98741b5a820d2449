"""The files of CEPII's BACI: zips or CSVs of its figures, a year each, and its list of countries.

Nothing is unpacked: rows are read out of the zip as they are needed. A zip that is cut short, that
holds something else, or that would swell beyond all figures is refused before it is read.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.csv

from data.errors import shortened
from data.tables.area_spellings import area_of
from data.tables.table_errors import TableError

HEAD = ("t", "i", "j", "k", "v", "q")
READ = HEAD[:5]
ALPHA3 = ("iso_3digit_alpha", "country_iso3")
NUMBER = "country_code"
BLOCK = 4 * 2**20  # bytes
LARGEST = 8 * 2**30  # bytes of a member: a year has 0.4 GB
SWELL = 200  # times; figures as text shrink to a fifth
SMALL = 10 * 2**20  # bytes that may swell as they like
SCHEMA = pa.schema(
    [*((name, pa.string()) for name in READ), ("origin", pa.string()), ("row", pa.int64())]
)


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
        mark = ";" if ";" in line else ","
        return [cell.strip() for cell in next(csv.reader([line], delimiter=mark), [])]


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
    mark = ";" if ";" in text.partition("\n")[0] else ","
    for row in csv.DictReader(io.StringIO(text), delimiter=mark):
        number = str(row.get(NUMBER) or "").strip().lstrip("0")
        code = next((row[name] for name in ALPHA3 if row.get(name)), "")
        area = area_of(code, "alpha3")
        if number and area is not None and area.code is not None:
            known[number] = area.code
    return known


def batches(
    files: Iterable[BaciFile],
    on_rows: Callable[[int], None],
    on_bad_row: Callable[[str, int, str], None],
) -> Iterator[pa.RecordBatch]:
    """Every row of files as text, with its origin and line, in `SCHEMA`.

    `on_bad_row` gets the origin, line and text of rows with too few or too many cells.
    """
    read = 0
    for file in files:
        with file.opened() as stream:
            for batch in _rows(file, stream, on_bad_row):
                read += batch.num_rows
                on_rows(read)
                yield batch


def _rows(
    file: BaciFile, stream: IO[bytes], on_bad_row: Callable[[str, int, str], None]
) -> Iterator[pa.RecordBatch]:
    bad: list[int] = []

    def refused(row: pa.csv.InvalidRow) -> str:
        bad.append(row.number + 1)  # behind the heading
        on_bad_row(file.name, row.number + 1, row.text)
        return "skip"

    mark = ";" if b";" in (first := stream.readline(4096)) else ","
    names = [cell.strip('" \r\n') for cell in first.decode("utf-8-sig", "replace").split(mark)]
    try:
        reader = pa.csv.open_csv(
            stream,
            read_options=pa.csv.ReadOptions(
                use_threads=False, block_size=BLOCK, column_names=names
            ),
            parse_options=pa.csv.ParseOptions(delimiter=mark, invalid_row_handler=refused),
            convert_options=pa.csv.ConvertOptions(
                column_types=dict.fromkeys(HEAD, pa.string()), include_columns=list(READ),
                strings_can_be_null=False,
            ),
        )  # fmt: skip
        line = 2
        for batch in reader:
            lines = _lines(line, batch.num_rows, bad)
            line = int(lines[-1].as_py()) + 1 if batch.num_rows else line
            origin = pa.repeat(file.name, batch.num_rows)
            yield pa.record_batch([*batch.columns, origin, lines], schema=SCHEMA)
    except pa.ArrowInvalid as error:
        if "Empty CSV file" in str(error):
            return
        raise TableError(file.name, f"is no CSV of figures ({error})") from error


def _lines(first: int, rows: int, bad: list[int]) -> pa.Array:
    """The lines of rows, the first of which is known, without those of bad rows."""
    skipped = {line for line in bad if line >= first}
    if not skipped:
        return pa.array(range(first, first + rows), pa.int64())
    found: list[int] = []
    line = first
    while len(found) < rows:
        if line not in skipped:
            found.append(line)
        line += 1
    return pa.array(found, pa.int64())


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
