"""The catalogue of sources, `data/book/figures/sources.toml`: a table a publication or data set."""

from __future__ import annotations

from pathlib import Path

from data import codes
from data.book.rows import Parser, Values, dated, one_of, sha256, text
from data.codes.text_files import read_toml
from data.errors import BookError, TradeproofError, shown

_REQUIRED: dict[str, Parser] = {
    "published": dated,
    "language": one_of("source_language"),
    "kind": one_of("source_kind"),
}
_OPTIONAL: dict[str, Parser] = {
    "publisher": text,
    "title": text,
    "address": text,
    "file": text,
    "checksum": sha256,
    "licence": text,
}
_AREAS = "statistics_of"


def read_catalogue(path: Path) -> list[Values]:
    """The sources in the order of the file; absent keys are None.

    Raises
    ------
    BookError
        Invalid TOML, an unknown or missing key, a value that does not parse: file, line, reason.
    """
    written, catalogue = read_toml(path)
    rows = []
    for name, entry in catalogue.items():
        try:
            rows.append({"source": name, **_source(entry)})
        except TradeproofError as error:
            line = _line_of_entry(written, name)
            raise BookError(path.name, line, f"[{name}]: {error}") from error
    return rows


def _source(entry: object) -> Values:
    if not isinstance(entry, dict):
        raise TradeproofError("stands outside the [id] of a source")
    known = {*_REQUIRED, *_OPTIONAL, _AREAS}
    wrong = sorted({*_REQUIRED, _AREAS} - set(entry)) + sorted(set(entry) - known)
    if wrong:
        raise TradeproofError(f"missing or unknown keys: {wrong}")
    if ("file" in entry) != ("checksum" in entry) or not {"file", "address"} & set(entry):
        raise TradeproofError("needs an address, or a file with its checksum")
    values: Values = {}
    for key, parser in (_REQUIRED | _OPTIONAL).items():
        given = entry.get(key)
        if given is not None and not isinstance(given, str):
            raise TradeproofError(f"{key}: {shown(given)} is not text")
        values[key] = None if given is None else _parsed(key, parser, given)
    areas = entry[_AREAS]
    if not isinstance(areas, list) or not all(isinstance(area, str) for area in areas):
        raise TradeproofError(f'{_AREAS}: {shown(areas)} is not a list of codes; write ["VNM"]')
    values[_AREAS] = [codes.require_area(_AREAS, area) for area in areas]
    return values


def _parsed(key: str, parser: Parser, given: str) -> object:
    try:
        return parser(given)
    except TradeproofError as error:
        raise TradeproofError(f"{key}: {error}") from error


def _line_of_entry(written: str, name: str) -> int:
    lines = written.splitlines()
    return lines.index(f"[{name}]") + 1 if f"[{name}]" in lines else 1
