"""Switches of the environment: yes, no, or refused."""

from __future__ import annotations

import ast

import pytest

from data.errors import TradeproofError
from data.switches import is_on
from tests.support.checkout import ROOT

NAME = "TRADEPROOF_OF_THIS_TEST"


@pytest.mark.parametrize("unless_said", [True, False])
@pytest.mark.parametrize(
    ("given", "expected"),
    [("yes", True), ("YES", True), (" Yes\t", True), ("no", False), ("No ", False), ("NO", False)],
)
def test_yes_and_no_are_known_in_any_letters(monkeypatch, given, expected, unless_said):
    monkeypatch.setenv(NAME, given)
    assert is_on(NAME, unless_said=unless_said) is expected


@pytest.mark.parametrize("unless_said", [True, False])
def test_what_is_not_said_is_what_holds_without(monkeypatch, unless_said):
    monkeypatch.delenv(NAME, raising=False)
    assert is_on(NAME, unless_said=unless_said) is unless_said
    for empty in ("", "  "):
        monkeypatch.setenv(NAME, empty)
        assert is_on(NAME, unless_said=unless_said) is unless_said


@pytest.mark.parametrize("given", ["maybe", "0", "1", "off", "on", "true", "n", "không", "yes no"])
def test_anything_else_is_refused_by_name_value_and_what_is_right(monkeypatch, given):
    monkeypatch.setenv(NAME, given)
    for unless_said in (True, False):
        with pytest.raises(TradeproofError) as refused:
            is_on(NAME, unless_said=unless_said)
        assert str(refused.value) == f"{NAME} is {given!r}; say yes or no"


def test_no_other_module_reads_a_switch_by_itself():
    found = []
    for room in ("data", "analytics", "dashboard"):
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Compare) and "environ" in ast.unparse(node.left):
                    found += [f"{path.relative_to(ROOT)}:{node.lineno}"]
    assert found == []
