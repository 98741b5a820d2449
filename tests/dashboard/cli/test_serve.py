"""How `tradeproof serve` starts the dashboard."""

from __future__ import annotations

import os
import runpy
import tomllib
from pathlib import Path

import pytest
from streamlit import config
from streamlit.web.server.app_discovery import discover_asgi_app

from dashboard.cli import main
from dashboard.documents.reading_limits import LARGEST, LARGEST_MB
from dashboard.serving.door import Door
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


@pytest.mark.parametrize(
    ("host", "names"),
    [(None, ["127.0.0.1"]), ("desk", ["desk"]), ("0.0.0.0", ["0.0.0.0"])],
)
def test_the_entry_is_an_application_behind_the_door(monkeypatch, host, names) -> None:
    assert discover_asgi_app(ROOT / "app.py").import_string == "app:app"
    real = config.get_option
    given = {"server.address": host} if host else {}
    monkeypatch.setattr(config, "get_option", lambda name: given.get(name) or real(name))
    app = runpy.run_path(str(ROOT / "app.py"), run_name="app")["app"]
    assert app.script_path == ROOT / "app.py"
    [first] = app._user_middleware
    assert first.cls is Door
    assert [name for name in first.kwargs["names"] if name] == names


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
