"""Trade news of a language in sentences of our own: the rows in reading_press_*.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from analytics.reading.reader import read
from tests.reading_rows import rows

TABLES = sorted(Path(__file__).parent.glob("reading_press_*.toml"))
PASSAGES = [
    (table.stem.removeprefix("reading_press_")[:2], passage)
    for table in TABLES
    for passage in tomllib.loads(table.read_text(encoding="utf-8"))["passage"]
]


def _case(language: str, passage: dict[str, Any]) -> Any:
    reason = passage.get("fails")
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(language, passage, marks=marks, id=f"{language}: {passage['rule']}")


@pytest.mark.parametrize(("language", "passage"), [_case(*each) for each in PASSAGES])
def test_rows_of_a_passage(language: str, passage: dict[str, Any]) -> None:
    found = read(passage["text"], language, passage["published"])
    assert rows(found) == passage["rows"]
