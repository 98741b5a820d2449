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
from dashboard.serving import origins, permission
from dashboard.serving.door import Door
from data.errors import TradeproofError
from data.store import Edition
from tests.support.browser import free_port
from tests.support.checkout import ROOT
from tests.support.commands import call


class Started(Exception):
    """Instead of becoming the server."""


@pytest.fixture
def settings(edition: Edition, monkeypatch: pytest.MonkeyPatch):
    """What Streamlit would be told for a host, as its options."""
    monkeypatch.setenv("TRADEPROOF_HOME", str(edition.path.parent.parent))

    for variable in (origins.VARIABLE, permission.SWITCH):
        monkeypatch.setenv(variable, "")  # undone at the end, as serve changes it

    def start(host: str, **given: list[str]) -> dict[str, str]:
        commands: list[list[str]] = []

        def started(_: str, command: list[str]) -> None:
            commands.append(command)
            raise Started

        monkeypatch.chdir(Path.cwd())  # undone at the end, as serve changes it and these
        monkeypatch.setenv("PYTHONPATH", "elsewhere")
        monkeypatch.setattr(os, "execv", started)
        with pytest.raises(Started):
            main.serve(host, free_port(), **given)
        [command] = commands
        options = [one.removeprefix("--") for one in command if one.startswith("--")]
        return dict(option.split("=", 1) for option in options)

    return start


def test_the_server_takes_no_larger_upload_than_the_page_names(settings) -> None:
    assert LARGEST == 20_000_000
    assert settings("127.0.0.1")["server.maxUploadSize"] == str(LARGEST_MB) == "20"
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["maxUploadSize"] == LARGEST_MB  # for `streamlit run app.py`


def test_no_page_waits_for_work_that_is_not_its_own() -> None:
    # By default each run of a page ends with a collection of all garbage, and each session begins
    # by reading the file of every module: decision 023.
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["runner"]["postScriptGC"] is False
    assert config["server"]["fileWatcherType"] == "none"


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
    first, *_ = app._user_middleware  # no other is asked before the door
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


def test_the_server_has_the_figures_and_the_rooms_of_who_starts_it(
    settings, edition, monkeypatch
) -> None:
    home = edition.path.parent.parent
    monkeypatch.chdir(home.parent)
    monkeypatch.setenv("TRADEPROOF_HOME", home.name)
    settings("127.0.0.1")
    assert Path.cwd() == ROOT  # where the settings of Streamlit are
    assert os.environ["TRADEPROOF_HOME"] == str(home)
    assert os.environ["PYTHONPATH"] == f"{ROOT}{os.pathsep}elsewhere"


def test_sites_that_may_read_are_told_and_handed_on(settings, capsys, monkeypatch) -> None:
    settings("127.0.0.1", allow_origin=["https://example.org", "http://localhost:3000"])
    handed_on = os.environ[origins.VARIABLE]
    assert handed_on == "https://example.org http://localhost:3000"
    _, told = capsys.readouterr().err.splitlines()
    shared = "https://example.org, http://localhost:3000"
    assert told.startswith(f"tradeproof: warning: pages of {shared} can read what is below /api/")
    app = runpy.run_path(str(ROOT / "app.py"), run_name="app")["app"]
    first, *_ = app._user_middleware
    assert first.kwargs["origins"] == ("https://example.org", "http://localhost:3000")
    # The environment names them where no option does; an option holds before it.
    settings("127.0.0.1")
    assert os.environ[origins.VARIABLE] == handed_on
    settings("127.0.0.1", allow_origin=["*"])
    assert os.environ[origins.VARIABLE] == "*"


@pytest.mark.parametrize(
    "variable", ["TRADEPROOF_AT_THE_MACHINE", "TRADEPROOF_ALLOW_CHANGES", "TRADEPROOF_EMBEDDED"]
)
def test_a_switch_that_is_neither_on_nor_off_stops_the_start(
    edition, monkeypatch, capsys, variable
) -> None:
    monkeypatch.setenv(variable, "maybe")
    refused = call(edition.path.parent.parent, "serve")
    line = f"tradeproof: {variable} is 'maybe'; say yes or no\n"
    assert (refused.returncode, refused.stdout, refused.stderr.decode()) == (2, b"", line)
    # `streamlit run` imports the entry and asks nobody before.
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / "app.py"), run_name="app")
    assert (ended.value.code, capsys.readouterr().err) == (2, line)


def test_a_site_that_no_browser_names_so_stops_the_start(settings, capsys) -> None:
    with pytest.raises(TradeproofError, match=r"; write https://example\.org$"):
        main.serve("127.0.0.1", free_port(), allow_origin=["https://example.org/"])
    assert capsys.readouterr().err == ""
