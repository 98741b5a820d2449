"""Tradeproof installed from its wheel: every command works elsewhere, beside other packages.

It is called in an empty folder by somebody with an empty home, after packages of the same names as
the rooms were installed to the same place by others.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from data.store import Edition
from tests.support.asked_hosts import other_hosts
from tests.support.browser import DEADLINE
from tests.support.checkout import ROOT
from tests.support.commands import answer, call
from tests.support.installed_tool import NEIGHBOUR, NEIGHBOURS, Tool, build, install

# One worker installs it, and installs it once.
pytestmark = [pytest.mark.long, pytest.mark.xdist_group("installed")]

PAIR = ("--reporter", "RUS", "--partner", "VNM", "--freq", "Q")
ADDRESS = "/api/growth.csv?reporter=RUS&partner=VNM&freq=Q"
DOCUMENT = (
    b"<p>Vietnam's exports to Kazakhstan reached 150 million USD in 2024, up 26% from 100 million "
    b"USD in 2023.</p>"
)


@pytest.fixture(scope="module")
def tool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tool]:
    """The tool, which nobody has called before; in the end all around it is as it was."""
    folder = tmp_path_factory.mktemp("installed")
    installed = install(build(folder), folder)
    yield installed
    made = {path.name for path in installed.user.iterdir() if path.is_dir()}
    assert made - {installed.elsewhere.name} == {
        installed.home.relative_to(installed.user).parts[0]
    }
    assert [*installed.folder.iterdir()] == []
    for name in NEIGHBOURS:
        [only] = (installed.packages / name).rglob("*")  # not even compiled
        assert only.read_text(encoding="utf-8") == NEIGHBOUR


@pytest.fixture(scope="module")
def port(tool: Tool) -> Iterator[int]:
    with tool.serving() as port:
        yield port


def get(port: int, path: str, **headers: str) -> bytes:
    with urlopen(Request(f"http://127.0.0.1:{port}{path}", headers=headers), timeout=DEADLINE) as a:
        return a.read()


def of_checkout(started: Edition, *arguments: str) -> bytes:
    """What the checkout answers, from the data sets that come with it."""
    return answer(call(started.path.parent.parent, *arguments))


def test_status_says_where_its_files_are(tool: Tool) -> None:
    for ran in (tool.call("status"), tool.python("-m", "tradeproof", "status")):
        lines = answer(ran).decode().splitlines()
        assert f"home      {tool.home}" in lines
        assert "data sets 3" in lines  # those that come with it


def test_an_export_has_the_bytes_of_the_checkout(tool: Tool, started: Edition) -> None:
    exported = answer(tool.call("export", "growth", *PAIR))
    assert exported == of_checkout(started, "export", "growth", *PAIR)
    assert b"\r\nRUS,VNM,export,TOTAL,Q,2006-Q1,2005-Q1,USD,68056780," in exported


def test_a_document_is_read_in_a_child_and_checked(tool: Tool, started: Edition) -> None:
    document = tool.user / "release.html"
    document.write_bytes(DOCUMENT)
    checked = tool.call("check", str(document), "--json", "--fail-on", "contradicted")
    assert (checked.returncode, checked.stderr) == (1, b"")
    [claim] = json.loads(checked.stdout)["claims"]
    assert (claim["value"], claim["verdict"]) == (26, "contradicted")
    assert checked.stdout == of_checkout(started, "check", str(document), "--json")


def test_the_server_answers_programs_as_the_command_line_does(
    port: int, tool: Tool, started: Edition
) -> None:
    assert get(port, "/_stcore/health") == b"ok"
    assert get(port, ADDRESS) == of_checkout(started, "export", "growth", *PAIR)
    assert json.loads(get(port, "/api/status"))["figures"] == 925
    said = (tool.user / "serve.log").read_text(encoding="utf-8")
    assert said == (
        f"Tradeproof on http://127.0.0.1:{port}, files in {tool.home} (Ctrl+C stops it)\n"
    )


def test_the_server_asks_and_answers_no_other_host(port: int, tool: Tool) -> None:
    assert b'<div id="root">' in get(port, "/", Accept="text/html")
    with pytest.raises(HTTPError, match="403"):
        get(port, "/", Host="evil.example")
    assert other_hosts(tool.asked) == []


def test_a_page_is_drawn_with_the_settings_of_the_checkout(port: int) -> None:
    messages = drawn(port, "lang=en")
    elements = [message.delta.new_element for message in messages]
    kinds = {element.WhichOneof("type") for element in elements}
    assert {"heading", "html", "plotly_chart"} < kinds
    assert not {"exception", "alert"} & kinds
    html = "".join(element.html.body for element in elements)
    assert "Viet Nam" in html
    assert "Kazakhstan" in html
    [session] = (one.new_session for one in messages if one.WhichOneof("type") == "new_session")
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    light = session.custom_theme.light
    assert light.primary_color == settings["theme"]["light"]["primaryColor"]
    assert [*light.chart_categorical_colors] == settings["theme"]["light"]["chartCategoricalColors"]


def drawn(port: int, query: str) -> list[ForwardMsg]:
    """What the server sends a browser until the overview is drawn."""
    messages: list[ForwardMsg] = []
    with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        open_timeout=DEADLINE,
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None,
    ) as session:
        session.send(BackMsg(rerun_script={"query_string": query}).SerializeToString())
        while not messages or messages[-1].WhichOneof("type") != "script_finished":
            message = ForwardMsg()
            message.ParseFromString(session.recv(timeout=DEADLINE))  # type: ignore[arg-type]
            messages.append(message)
    return messages
