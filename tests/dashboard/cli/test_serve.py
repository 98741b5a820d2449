"""How `tradeproof serve` starts the dashboard."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from dashboard.cli import main
from dashboard.documents.reading_limits import LARGEST, LARGEST_MB
from data.store import Edition
from tests.support.browser import free_port
from tests.support.checkout import ROOT


class Started(Exception):
    """Instead of becoming the server."""


@pytest.fixture
def settings(edition: Edition, monkeypatch: pytest.MonkeyPatch):
    """What Streamlit would be told for a host, as its options."""
    monkeypatch.setenv("TRADEPROOF_HOME", str(edition.path.parent.parent))

    def start(host: str) -> dict[str, str]:
        commands: list[list[str]] = []

        def started(_: str, command: list[str]) -> None:
            commands.append(command)
            raise Started

        monkeypatch.chdir(Path.cwd())  # undone at the end, as serve changes it
        monkeypatch.setattr(os, "execv", started)
        with pytest.raises(Started):
            main.serve(host, free_port())
        [command] = commands
        options = [one.removeprefix("--") for one in command if one.startswith("--")]
        return dict(option.split("=", 1) for option in options)

    return start


def test_the_server_takes_no_larger_upload_than_the_page_names(settings) -> None:
    assert LARGEST == 20_000_000
    assert settings("127.0.0.1")["server.maxUploadSize"] == str(LARGEST_MB) == "20"
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["maxUploadSize"] == LARGEST_MB  # for `streamlit run app.py`


def test_a_host_that_others_can_reach_is_told_with_what_it_exposes(settings, capsys) -> None:
    assert settings("0.0.0.0")["server.address"] == "0.0.0.0"
    first, exposed = capsys.readouterr().err.splitlines()
    assert first.startswith("Tradeproof on http://127.0.0.1:")
    assert exposed.startswith(
        "tradeproof: warning: whoever can reach this machine at any of its addresses can read "
    )


def test_a_loopback_address_is_told_alone(settings, capsys) -> None:
    settings("127.0.0.1")
    [only] = capsys.readouterr().err.splitlines()
    assert only.startswith("Tradeproof on http://127.0.0.1:")
