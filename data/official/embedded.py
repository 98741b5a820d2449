"""The data sets that come with Tradeproof, a folder each under `data/official/sets/`.

    sets/kaz-bns/figures.csv    reporter, partner, flow, period, value, unit, currency, status and
                                more: one row a figure of all goods, as `load table` reads it
    sets/kaz-bns/source.toml    the metadata of the data set

They are loaded on first start, unless TRADEPROOF_EMBEDDED=no. HOME/datasets/offered names what was:
one that a person took out does not come back before it changes.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from data import store
from data.codes.text_files import read_toml
from data.editions import DATASETS
from data.errors import BookError, TradeproofError
from data.faults import named_faults
from data.files import write_whole
from data.official import releases
from data.official.metadata import Metadata
from data.official.releases import Load
from data.store import Edition
from data.switches import is_on
from data.tables.mapping import Mapping
from data.tables.understanding import understand

SETS = Path(__file__).parent / "sets"
FIGURES = "figures.csv"
OFFERED = "offered"
SWITCH = "TRADEPROOF_EMBEDDED"


def open_up_to_date(folder: Path | None = None) -> Edition:
    """The newest edition, with the embedded data sets that are new, unless these are switched off.

    Where they cannot be loaded the edition is opened without, and its `warnings` say why.

    Raises
    ------
    TradeproofError
        The switch is neither on nor off, or no edition can be built.
    """
    folder = folder or store.home()
    wanted = are_wanted()
    edition = store.open_up_to_date(folder)
    if edition.newer_published or not wanted:
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


def are_wanted() -> bool:
    """Whether they are not switched off."""
    return is_on(SWITCH, unless_said=True)


def names() -> frozenset[str]:
    """The ids of the data sets that come with Tradeproof."""
    return frozenset(path.name for path in SETS.iterdir() if path.is_dir())


def read(folder: Path) -> Load:
    """An embedded data set, read as any other table and ready to be loaded.

    Raises
    ------
    BookError
        A row or the metadata cannot be used: file, line and reason.
    TradeproofError
        The figures are no table that can be read.
    """
    _, said = read_toml(folder / "source.toml")
    areas = tuple(said.pop("statistics_of", ()))
    checksum = _checksum(folder)
    try:
        metadata = Metadata(
            source=folder.name, checksum=checksum, statistics_of=areas, file=FIGURES, **said
        )
    except TypeError as error:
        raise BookError(f"{folder.name}/source.toml", 1, f"keys: {error}") from error
    understanding = understand(folder / FIGURES, Mapping())
    rejected = understanding.rejected().project("origin, origin_row, reason")
    for origin, line, reason in rejected.fetchall():
        raise BookError(f"{folder.name}/{origin}", line, reason)
    return Load(metadata, understanding.figures())


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
    files = (folder / name for name in (FIGURES, "source.toml"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
