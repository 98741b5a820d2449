"""The served dashboard, asked by raw requests: whom it answers, and that it asks nobody itself."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from dashboard.documents.reading_limits import LARGEST_MB
from data.store import Edition
from tests.support.browser import DEADLINE, server_of, serving
from tests.support.homes import FIRST, place

# Read by Python at the start of every process of the server: writes down whose address is asked
# for, and which address is called.
WATCH = """
import os, sys
asked = {"socket.getaddrinfo": 0, "socket.connect": 1, "socket.sendto": 1}
def noted(event, arguments):
    if event in asked:
        with open(os.environ["TRADEPROOF_TEST_LOG"], "a") as file:
            file.write(f"{event} {arguments[asked[event]]}\\n")
sys.addaudithook(noted)
"""
pytestmark = [pytest.mark.long, pytest.mark.xdist_group("served")]
PATHS = ("/", "/_stcore/health", "/_stcore/host-config", "/check", "/static/index.html")
EVIL = "evil.example"


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("watched") / "log"


@pytest.fixture(scope="module")
def port(edition: Edition, log: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    (log.parent / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(log.parent))
        patch.setenv("TRADEPROOF_TEST_LOG", str(log))
        home = place(tmp_path_factory.mktemp("home"), edition, FIRST)
        with serving(home) as address:
            yield urlsplit(address).port or 0


@pytest.fixture
def asks_nobody(port: int, log: Path) -> Iterator[None]:
    """What the server asks for during a test is nothing but addresses of this machine."""
    yield
    asked = log.read_text(encoding="utf-8").splitlines()
    assert asked  # `serve` looked at its own address
    assert [one for one in asked if "127.0.0.1" not in one] == []


def answered(port: int, request: str, body: bytes = b"") -> str:
    """The status line and the rest of the answer to a request as it is written here."""
    with socket.create_connection(("127.0.0.1", port), timeout=DEADLINE) as asking:
        asking.sendall(request.replace("\n", "\r\n").encode() + body)
        with asking.makefile("rb") as said:
            return said.read().decode("utf-8", "replace")


def get(port: int, path: str, **headers: str) -> str:
    lines = [f"{name}: {value}" for name, value in headers.items()]
    return answered(port, "\n".join([f"GET {path} HTTP/1.1", *lines, "Connection: close", "", ""]))


@pytest.mark.usefixtures("asks_nobody")
@pytest.mark.parametrize("path", PATHS)
def test_only_the_dashboard_s_own_names_and_pages_are_answered(port: int, path: str) -> None:
    here, there = f"127.0.0.1:{port}", f"{EVIL}:{port}"
    assert get(port, path, Host=here).startswith("HTTP/1.1 200 ")
    assert get(port, path, Host=here, Origin=f"http://{here}").startswith("HTTP/1.1 200 ")
    for headers in (
        {"Host": there},
        {"Host": there, "Origin": f"http://{there}"},
        {"Host": here, "Origin": f"http://{there}"},
        {"Host": here, "Origin": "null"},
        {"Host": there, "Origin": f"http://{here}"},
    ):
        said = get(port, path, **headers)
        assert said.startswith("HTTP/1.1 403 "), headers
        assert said.partition("\r\n\r\n")[2].count("\n") == 1
        assert "Refused: " in said
        assert "access-control-allow-origin" not in said.lower()


def stream(port: int, host: str, origin: str | None):
    """A WebSocket to the server, under any name and from any page."""
    return connect(
        f"ws://{host}/_stcore/stream",
        sock=socket.create_connection(("127.0.0.1", port), timeout=DEADLINE),
        origin=None if origin is None else Origin(origin),
        subprotocols=["streamlit"],  # type: ignore[list-item]
        open_timeout=DEADLINE,
    )


@pytest.mark.usefixtures("asks_nobody")
def test_a_page_of_another_site_opens_no_websocket(port: int) -> None:
    here, there = f"127.0.0.1:{port}", f"{EVIL}:{port}"
    for origin in (None, f"http://{here}"):
        with stream(port, here, origin):
            pass
    for host, origin in (
        (there, None),
        (there, f"http://{there}"),
        (here, f"http://{there}"),
        (here, "http://127.0.0.1:1"),
        (here, "null"),
    ):
        with pytest.raises(InvalidStatus) as refused, stream(port, host, origin):
            pass
        assert refused.value.response.status_code == 403


def test_an_upload_beyond_the_limit_is_refused_before_it_is_sent(port: int) -> None:
    here = f"127.0.0.1:{port}"
    with stream(port, here, None) as session:
        session.send(BackMsg(rerun_script={"query_string": ""}).SerializeToString())
        started = ForwardMsg()
        while started.WhichOneof("type") != "new_session":
            started.ParseFromString(session.recv(timeout=DEADLINE))  # type: ignore[arg-type]
        path = f"/_stcore/upload_file/{started.new_session.initialize.session_id}/1"
        page = get(port, "/_stcore/host-config", Host=here)
        head, _, _ = get(port, "/_stcore/health", Host=here).partition("\r\n\r\n")
        [token] = [
            line.split("_streamlit_xsrf=")[1].split(";")[0]
            for line in (head + page).splitlines()
            if "_streamlit_xsrf=" in line
        ][:1]
        for size, status in ((LARGEST_MB * 2**20 + 1, "413"), (200 * 10**6, "413")):
            request = (
                f"PUT {path} HTTP/1.1\nHost: {here}\nConnection: close\nContent-Length: {size}\n"
                f"X-Xsrftoken: {token}\nCookie: _streamlit_xsrf={token}\n\n"
            )
            assert answered(port, request).startswith(f"HTTP/1.1 {status} ")


def test_ctrl_c_ends_it_in_peace(edition: Edition, tmp_path: Path) -> None:
    home = place(tmp_path, edition, FIRST)
    with server_of(home) as (server, address):
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=DEADLINE) == 130
    said = (home / "serve.log").read_text(encoding="utf-8")
    assert said == f"Tradeproof on {address} (Ctrl+C stops it)\n"
