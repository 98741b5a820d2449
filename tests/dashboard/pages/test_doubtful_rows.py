"""Rejected rows of a lake have no number of a row, and reasons in the language of the page."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from dashboard.pages import doubtful_rows
from dashboard.wording.words import words


def test_a_row_without_a_number_is_named_without_one(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(doubtful_rows.st, "html", drawn.append)
    context = cast("Any", SimpleNamespace(words=words("vi")))
    rows = [
        ("lake", None, "bad_number", "inf is no finite number", "VNM, inf"),
        ("own.csv", 7, "bad_product", "01012 is no code of the Harmonized System", "VNM, 01012"),
    ]
    doubtful_rows.show_rejected(context, rows, 2)
    [page] = drawn
    assert "None" not in page
    for said in (">lake<", "own.csv, dòng 7", "inf không phải số hữu hạn", "01012 không phải mã"):
        assert said in page
