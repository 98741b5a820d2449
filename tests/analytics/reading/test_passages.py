"""News passages of our own, read whole: the rows in reading_passages* and reading_press*.toml."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.reading_passages import PASSAGES, rows_found


def _case(passage: dict[str, Any]) -> Any:
    reason = passage.get("fails")
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(passage, marks=marks, id=f"{passage['lang']}: {passage['rule']}")


@pytest.mark.parametrize("passage", [_case(passage) for passage in PASSAGES])
def test_rows_of_a_passage(passage: dict[str, Any]) -> None:
    assert rows_found(passage) == passage["rows"]


def test_the_set_is_as_large_as_it_should_be() -> None:
    languages = [passage["lang"] for passage in PASSAGES]
    counts = {language: languages.count(language) for language in ("vi", "en", "ru")}
    assert counts["vi"] >= 25
    assert counts["en"] >= 25
    assert counts["ru"] >= 10
