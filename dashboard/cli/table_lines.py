"""What a table was understood to be, and what became of it, as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from dashboard.answers.table_summary import summary
from data.official.table_load import Outcome, Prepared

NAMED_AREAS = 12  # codes that fit into a line
WIDEST, WHOLE = 60, 10_000  # characters of a cell; of one that is shown whole
ROW_COLUMNS = (
    "reporter", "partner", "flow", "product", "period", "currency", "value", "low", "high",
)  # fmt: skip
_AT = (0, 1, 2, 3, 5, 8, 9, 10, 11)  # of these among the columns of figures
_NUMBERS = ("value", "low", "high")


def as_preview(ready: Prepared, outcome: Outcome | None = None) -> str:
    """What a load would read, what shows it, and what it would reject; nothing is written.

    Without an outcome something is missing, and only what was found is told.
    """
    found = ready.understanding
    sheets = any(column.sheet for column in found.columns)
    columns = [
        (*((column.sheet,) if sheets else ()), column.heading, column.role, column.why)
        for column in found.columns
    ]
    lines = _section("columns", columns)
    lines += _section("found", [(one.topic, one.value, one.evidence) for one in found.findings])
    if ready.answers.as_toml():
        lines += _section("answers", [(line,) for line in ready.answers.as_toml().splitlines()])
    if outcome is None:
        asked = [(one.text, one.option) for one in found.missing]
        return _text([*lines, *_section("missing", asked)])
    summarised = _aligned(_summary(ready, outcome), last=WHOLE)
    lines += ["", "figures", *(f"  {line}" for line in summarised)]
    first = [tuple(_cell(row[at]) for at in _AT) for row in found.preview()]
    lines += _section("first rows", [ROW_COLUMNS, *first], right=_NUMBERS)
    lines += _asked(ready)
    return _text([*lines, *_bad_news(ready, outcome), "", "nothing is written (--preview)"])


def as_loaded(ready: Prepared, outcome: Outcome) -> str:
    """What is in the data set now, counted, and the first of what is not."""
    known = outcome.known
    if not outcome.changed:
        said = f"unchanged: {ready.path.name} is loaded already, as {_name(known)}"
    else:
        said = f"loaded {ready.path.name} as {_name(known)}, in {outcome.edition}"
    summarised = _aligned(_summary(ready, outcome), last=WHOLE)
    return _text([said, *summarised, *_asked(ready), *_bad_news(ready, outcome)])


def _asked(ready: Prepared) -> list[str]:
    """What a service was asked for, and what it gave."""
    lines = _aligned(ready.told, last=WHOLE)
    return ["", "asked", *(f"  {line}" for line in lines)] if lines else []


def _name(known: dict[str, Any]) -> str:
    return f"{known['source']} {known['release']}"


def _summary(ready: Prepared, outcome: Outcome) -> list[tuple[str, ...]]:
    told, published = summary(ready, outcome), outcome.known["published"]
    by_kind = told.warnings_by_kind
    warned = f" ({', '.join(outcome.warnings)})" if by_kind is None else _kinds(by_kind)
    rolled_up = f" and {told.rolled_up} added up of goods" if told.rolled_up else ""
    before = f", {told.carried} of them from the release before" if told.carried else ""
    periods = (f"{freq} {first} to {last}" for freq, (first, last) in told.periods.items())
    return [
        ("figures", f"{told.figures}{rolled_up}{before}"),
        ("rejected", f"{outcome.known['rejected']}{_kinds(told.rejected)}"),
        ("left out", f"{told.left_out_cells}{_kinds(told.left_out)}"),
        ("unknown", str(told.unknown)),
        ("warnings", f"{told.warnings}{warned}"),
        ("reporters", _areas(told.reporters)),
        ("partners", _areas(told.partners)),
        ("periods", ", ".join(periods)),
        ("currency", told.currency or "several"),
        ("products", ready.products),
        ("published", published + (f", by {told.publisher}" if told.publisher else "")),
    ]


def _bad_news(ready: Prepared, outcome: Outcome) -> list[str]:
    rejected = [
        (origin if row is None else f"{origin}, row {row}", kind, reason, content)
        for origin, row, kind, reason, content in outcome.rejected_rows
    ]
    doubtful = [
        (kind, *where, f"{_range(low, high)} beside {other} {_range(other_low, other_high)}")
        for kind, *where, low, high, other, other_low, other_high in outcome.warning_rows
    ]
    lines = _section("rejected", rejected, of=outcome.known["rejected"]) if rejected else []
    if doubtful:
        lines += _section("warnings", doubtful, of=outcome.known["warnings"])
    remarks = ready.understanding.remarks
    return [*lines, *(("", "remarks", *(f"  {one}" for one in remarks)) if remarks else ())]


def _kinds(counts: Mapping[str, int]) -> str:
    return f" ({', '.join(f'{kind} {count}' for kind, count in counts.items())})" if counts else ""


def _areas(found: Sequence[str]) -> str:
    more = f" and {len(found) - NAMED_AREAS} more" if len(found) > NAMED_AREAS else ""
    return f"{len(found)}: {', '.join(found[:NAMED_AREAS])}{more}"


def _range(low: Decimal, high: Decimal) -> str:
    return _cell(low) if low == high else f"{_cell(low)} to {_cell(high)}"


def _cell(value: object) -> str:
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return "" if value is None else str(value)


def _section(
    name: str, rows: Iterable[Sequence[str]], right: Sequence[str] = (), of: int | None = None
) -> list[str]:
    """A heading and indented rows; `of` says how many there are of which these are the first."""
    rows = list(rows)
    more = f" (the first {len(rows)} of {of})" if of is not None and of > len(rows) else ""
    return ["", f"{name}{more}", *(f"  {line}" for line in _aligned(rows, right))]


def _aligned(
    rows: Iterable[Sequence[str]], right: Sequence[str] = (), last: int = WIDEST
) -> list[str]:
    """Rows as lines of columns; those under a heading of `right` end together."""
    cut = [[_short(cell) for cell in row[:-1]] + [_short(row[-1], last)] for row in rows]
    if not cut:
        return []
    widths = [max(map(len, column)) for column in zip(*cut, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if head in right else cell.ljust(width)
            for head, cell, width in zip(cut[0], row, widths, strict=True)
        ).rstrip()
        for row in cut
    ]


def _short(cell: str, most: int = WIDEST) -> str:
    line = " ".join(cell.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines).strip("\n") + "\n"
