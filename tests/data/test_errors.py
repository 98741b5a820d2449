"""Messages for people: one line, of bounded length, that can be written anywhere."""

from __future__ import annotations

import pytest

from data.errors import LONGEST_LINE, TradeproofError, as_line, shown


def test_a_message_is_one_line() -> None:
    assert str(TradeproofError("a\nb\u2028c \t d\x85e")) == "a b c d e"


def test_what_is_no_letter_stands_escaped() -> None:
    assert str(TradeproofError("folder \udcff")) == "folder \\udcff"


@pytest.mark.parametrize("length", [LONGEST_LINE, LONGEST_LINE + 1, 60_000])
def test_a_long_message_keeps_both_its_ends(length: int) -> None:
    said = as_line("begin" + "x" * (length - 8) + "end")
    assert said.startswith("beginxxx")
    assert said.endswith("xxxend")
    assert (len(said), " … " in said) == (
        (length, False) if length == LONGEST_LINE else (LONGEST_LINE + 3, True)
    )


def nested(levels: int) -> list[object]:
    found: list[object] = []
    for _ in range(levels):
        found = [found]
    return found


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (5, "5"),
        ("VNM", "'VNM'"),
        (["VNM"] * 1000, "[" + "'VNM', " * 14 + "…"),
        (nested(100_000), "what is given (list)"),
        (10**5000, "what is given (int)"),
    ],
    ids=["number", "text", "list", "nested", "digits"],
)
def test_a_value_is_repeated_as_far_as_that_goes(value: object, said: str) -> None:
    assert shown(value) == said
