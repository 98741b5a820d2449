"""Write docs/files.md from the registry of public files: `make docs`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dashboard.answers.file_columns import BESIDE
from dashboard.answers.public_files import CODES, FILES, FILTERS, PublicFile
from dashboard.wording.public_tables import ENGLISH, in_words
from data import codes

PAGE = Path(__file__).parent / "files.md"
INTRODUCTION = """\
# Public files

Written by `make docs` from `dashboard/answers/public_files.py`; change that, not this page.

`tradeproof export FILE`, the *Data* page and its downloads give these files: the same columns in
the same order and the same rows, as CSV, Parquet, XLSX and JSON.

- **CSV** is UTF-8 by RFC 4180: header first, `.` as decimal mark, no exponents, empty for unknown,
  flags as `true` and `false`. **JSON** is a list of records, unknown is `null`. **Parquet** has
  strings, doubles and booleans. **XLSX** is one sheet, which holds 16 digits of a number.
- Rows are sorted by reporter, partner or group, product, source, flow, period, the source of the
  other side and what trade is broken down by, as far as a file has them.
- Unknown is empty, never zero. `…_low` and `…_high` are the least and greatest values
  that the printed digits leave possible ([bounds](contract.md#bounds)). A computed one that no
  double is equal to is rounded outward; a decimal as printed (0.35) is the double that prints so.
- A text is kept as it is. CSV has no types, so a spreadsheet that opens it may take a product named
  `=cmd|…` for a formula: import such columns as text, or take XLSX, where no cell is a formula.
- With `--with` (on the page *Data* chips to choose, `with=` in its address) a file has more columns
  at its end, in this order: `growth` of each figure on the year before and who states it, and as
  rows what a source's own figures add up to and rates that are printed without an amount; `implied`
  rows that follow from other facts; `provenance`: the address of the source, the characters as
  printed, the place.
- A column that holds codes names its list; the [lists](#codes) are at the end.
"""
ON_REQUEST = " With `--with {}` only."
OPEN_FORMS = {
    "product": "`TOTAL` for all goods, else a code as text (zeros kept) or the words of the source",
    "period": "`2024`, `2024-Q1`, `2024-03`, or `2024-01/2024-11` with both ends included",
    "currency": "ISO 4217, as `USD`",
    "source": "An id of the catalogue of sources; `tradeproof status` lists them",
}


def as_markdown() -> str:
    """The whole page."""
    parts = [INTRODUCTION, *_filters()]
    for file in FILES.values():
        parts += _file(file)
    return "\n".join([*parts, *_codes()])


def _filters() -> Iterator[str]:
    yield "| filter | meaning |\n| --- | --- |"
    yield from (f"| `--{name}` | {meaning} |" for name, meaning in FILTERS.items())
    yield ""


def _file(file: PublicFile) -> Iterator[str]:
    words = ENGLISH.words
    yield f"## {file.name}\n\n{words(f'data.about_{file.name}')}\n"
    without = [f"`--{name}`" for name in FILTERS if name not in file.filters]
    yield f"Filters: all{' but ' + ', '.join(without) if without else ''}.\n"
    yield "| column | kind | meaning | unit | formula | codes |"
    yield f"|{' --- |' * 6}"
    asked = [(column, ON_REQUEST.format(name)) for name in file.beside for column in BESIDE[name]]
    for column, only in (*((column, "") for column in file.columns), *asked):
        cells = [
            f"`{column.name}`",
            column.kind,
            words(f"column_meaning.{column.name}") + only,
            words(f"unit.{column.unit}") if column.unit else "",
            f"`{column.formula}`" if column.formula else "",
            f"[{column.codes}](#{column.codes})" if column.codes else "",
        ]
        yield f"| {' | '.join(cells)} |"
    yield ""


def _codes() -> Iterator[str]:
    yield "## Codes\n"
    for name, form in OPEN_FORMS.items():
        yield f"### {name}\n\n{form}.\n"
    for name, listed in CODES.items():
        shown = [code for code in listed if name != "area" or codes.is_group(code)]
        named = {code: in_words(code, name, ENGLISH) for code in shown}
        yield f"### {name}\n"
        if name == "area":
            yield "ISO 3166-1 alpha-3, as `VNM`, or a group:\n"
        yield from (
            f"- `{code}`{f': {word}' if word != code else ''}" for code, word in named.items()
        )
        yield ""


if __name__ == "__main__":
    PAGE.write_text(as_markdown(), encoding="utf-8")
    print(PAGE)
