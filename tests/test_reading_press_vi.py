"""Vietnamese trade news in sentences of our own: the rows in reading_press_vi.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from analytics.reading.reader import read
from tests.reading_rows import rows

TABLE = tomllib.loads(Path(__file__).with_name("reading_press_vi.toml").read_text(encoding="utf-8"))


def _case(passage: dict[str, Any]) -> Any:
    reason = passage.get("fails")
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(passage, marks=marks, id=passage["rule"])


@pytest.mark.parametrize("passage", [_case(passage) for passage in TABLE["passage"]])
def test_rows_of_a_passage(passage: dict[str, Any]) -> None:
    found = read(passage["text"], "vi", passage["published"])
    assert rows(found) == passage["rows"]
