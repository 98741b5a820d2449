"""Who may change what a server has."""

from __future__ import annotations

import pytest

from dashboard.serving import permission


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (None, True),
        ("127.0.0.1", True),
        ("127.8.9.10", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("192.0.2.7", False),  # of documentation: no machine has it
        ("::ffff:192.0.2.7", False),
        ("2001:db8::7", False),
        ("0.0.0.0", False),
        ("::", False),
        ("fe80::1%eth9", False),
        ("unknown", False),  # as some proxies write
        ("", False),
    ],
)
def test_the_machine_itself_is_told_by_the_address(address, expected):
    assert permission.is_at_the_machine(address) is expected


@pytest.mark.parametrize("address", [None, "127.0.0.1", "::1", "192.0.2.7"])
def test_nobody_is_at_a_machine_of_which_that_is_said(monkeypatch, address):
    monkeypatch.setenv(permission.PRESENCE, "no")
    assert permission.is_at_the_machine(address) is False


@pytest.mark.parametrize("token", ["", "a long one", "dài và có dấu"])
@pytest.mark.parametrize("given", ["", "a long one", "a long one ", "dài và có dấu"])
def test_only_the_token_is_the_token_and_no_token_is_none(monkeypatch, token, given):
    monkeypatch.setenv(permission.TOKEN, token)
    assert permission.has_token() is (token != "")
    assert permission.is_token(given) is (token == given != "")


@pytest.mark.parametrize(
    ("value", "expected"), [("yes", True), ("", False), ("no", False), (" YES ", True)]
)
def test_everyone_may_change_only_where_that_was_said(monkeypatch, value, expected):
    monkeypatch.setenv(permission.SWITCH, value)
    assert permission.everyone_may_change() is expected
    monkeypatch.delenv(permission.SWITCH)
    assert permission.everyone_may_change() is False
