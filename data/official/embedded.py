"""The data sets that come with Tradeproof, a folder each under `data/official/sets/`.

    sets/kaz-bns-2023/figures.csv    reporter, partner, flow, period, value, unit, currency, status,
                                     valuation: one row a figure of all goods
    sets/kaz-bns-2023/source.toml    the metadata of the data set

The numbers have lost the zeros at their end: how exact they are stands in the metadata. Read as a
table, where each number tells that itself, 216 of the 758 would have wider bounds.

With TRADEPROOF_EMBEDDED=yes they are loaded on first start; without, `tradeproof load table` loads
one as any other table. HOME/datasets/offered names what was: one that a person took out does not
come back before it changes.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from data import codes, periods, store
from data.book.rows import ParsedRow, one_of, read_table, text
from data.codes.text_files import read_toml
from data.editions import DATASETS
from data.errors import BookError, TradeproofError
from data.faults import named_faults
from data.files import write_whole
from data.official import releases
from data.official.metadata import Metadata
from data.official.releases import Load
from data.store import Edition

SETS = Path(__file__).parent / "sets"
OFFERED = "offered"
SWITCH, ON = "TRADEPROOF_EMBEDDED", "yes"  # they are left out unless they are asked for

_COLUMNS = {
    "reporter": text, "partner": text, "flow": text, "period": text, "value": text,
    "unit": one_of("unit"), "currency": text, "status": text, "valuation": str,
}  # fmt: skip
_AMOUNT = pa.decimal128(38, 6)
_SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("reporter", "partner", "flow", "product", "freq")),
        ("period", pa.string()), ("first_month", pa.date32()), ("last_month", pa.date32()),
        ("currency", pa.string()), ("value", _AMOUNT), ("low", _AMOUNT), ("high", _AMOUNT),
        ("status", pa.string()), ("valuation", pa.string()), ("origin", pa.string()),
        ("origin_row", pa.int64()),
    ]
)  # fmt: skip


def open_up_to_date(folder: Path | None = None) -> Edition:
    """The newest edition; where they are switched on, with the embedded data sets that are new.

    Where they cannot be loaded the edition is opened without, and its `warnings` say why.
    """
    folder = folder or store.home()
    edition = store.open_up_to_date(folder)
    if edition.newer_published or os.environ.get(SWITCH) != ON:
        return edition
    try:
        new = _not_offered(folder, edition)
        if not new:
            return edition
        releases.write_releases([read(SETS / name) for name in new], folder)
        _remember(folder)
        newest = store.open_edition(folder)
    except TradeproofError as error:
        warning = f"{error}; official statistics that come with Tradeproof are not loaded"
        return replace(edition, warnings=(*edition.warnings, warning))
    edition.connection.close()
    return newest


def read(folder: Path) -> Load:
    """An embedded data set, ready to be loaded.

    Raises
    ------
    BookError
        A row or the metadata cannot be used: file, line and reason.
    """
    _, said = read_toml(folder / "source.toml")
    areas = tuple(said.pop("statistics_of", ()))
    checksum = _checksum(folder)
    try:
        metadata = Metadata(
            source=folder.name, checksum=checksum, statistics_of=areas, file="figures.csv", **said
        )
    except TypeError as error:
        raise BookError(f"{folder.name}/source.toml", 1, f"keys: {error}") from error
    rows = read_table(folder / "figures.csv", _COLUMNS)
    digit = Decimal(said["last_digit"])
    figures = [_figure(row, digit) for row in rows]
    return Load(metadata, pa.Table.from_pylist(figures, schema=_SCHEMA))


def _figure(row: ParsedRow, digit: Decimal) -> dict[str, Any]:
    """A number stands for half a unit of the source's last digit, in whole units for itself."""
    values = row.values
    try:
        period = periods.parse(values["period"])
        value = Decimal(values["value"]).scaleb(codes.power_of_ten(values["unit"]))
    except (TradeproofError, ArithmeticError) as error:
        raise row.error(str(error)) from error
    half = digit / 2 if digit > 1 else Decimal(0)
    return {
        **{name: values[name] for name in ("reporter", "partner", "flow", "currency", "status")},
        "product": codes.TOTAL, "freq": period.freq, "period": str(period),
        "first_month": period.first_month, "last_month": period.last_month,
        "value": value, "low": value - half, "high": value + half,
        "valuation": values["valuation"] or None, "origin": row.file, "origin_row": row.line,
    }  # fmt: skip


def _not_offered(folder: Path, edition: Edition) -> list[str]:
    """The data sets that are new here or have changed, and those that are damaged."""
    offered = _offered(folder)
    attached = {name for (name,) in edition.query("SELECT source FROM data_set").fetchall()}
    damaged = set(edition.data_sets) - attached
    return [
        path.name
        for path in sorted(SETS.iterdir())
        if path.is_dir() and (_line(path) not in offered or path.name in damaged)
    ]


def _offered(folder: Path) -> set[str]:
    path = folder / DATASETS / OFFERED
    return set(path.read_text(encoding="utf-8").splitlines()) if path.is_file() else set()


def _remember(folder: Path) -> None:
    lines = [_line(path) for path in sorted(SETS.iterdir()) if path.is_dir()]
    path = folder / DATASETS / OFFERED
    with named_faults(f"cannot write {path}"):
        write_whole(path, "\n".join(lines) + "\n")


def _line(folder: Path) -> str:
    return f"{folder.name} {_checksum(folder)}"


def _checksum(folder: Path) -> str:
    files = (folder / name for name in ("figures.csv", "source.toml"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
