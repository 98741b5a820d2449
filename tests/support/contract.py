"""What docs/contract.md promises, read from its tables, for the tests that hold it to the code."""

from __future__ import annotations

import re

from tests.support.checkout import ROOT

CONTRACT = ROOT / "docs" / "contract.md"


def section(heading: str) -> str:
    """The text under a heading, up to the next one of any level."""
    text = CONTRACT.read_text(encoding="utf-8")
    [found] = re.findall(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", text, re.DOTALL | re.M)
    return found


def rows(heading: str, table: int = 0) -> list[list[str]]:
    """The cells of a table under a heading, without its head."""
    blocks = re.findall(r"(?:^\|.*\n)+", section(heading), re.M)
    lines = [re.split(r" ?\| ?", line.strip().strip("|").strip()) for line in
             blocks[table].splitlines()]  # fmt: skip
    assert set(lines[1]) == {"---"}
    assert {len(line) for line in lines} == {len(lines[0])}
    return lines[2:]


def codes_in(cell: str) -> list[str]:
    """Everything in `backticks`, in order."""
    return re.findall(r"`([^`]+)`", cell)


def first_codes(heading: str, table: int = 0) -> list[str]:
    """The codes of the first column of a table, in order."""
    return [code for row in rows(heading, table) for code in codes_in(row[0])]


def widget_keys() -> dict[str, set[str]]:
    """The keys of widgets, by the name of the page."""
    pages = rows("Addresses", 1)
    return {codes_in(row[0])[0].strip("/") or "overview": set(codes_in(row[1])) for row in pages}
