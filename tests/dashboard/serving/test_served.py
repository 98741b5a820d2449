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
from tests.support.asked_hosts import LOG, other_hosts, watch_in
from tests.support.browser import DEADLINE, server_of, serving
from tests.support.homes import FIRST, place

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("served")]
PATHS = ("/", "/_stcore/health", "/_stcore/host-config", "/check", "/favicon.png")
NOTHING = ("/nonsense", "/API/growth.csv", "/_stcore/nonsense", "/static/index.html", "/a.txt")
EVIL = "evil.example"


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("watched") / "log"


@pytest.fixture(scope="module")
def port(edition: Edition, log: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    watch_in(log.parent)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(log.parent))
        patch.setenv(LOG, str(log))
        home = place(tmp_path_factory.mktemp("home"), edition, FIRST)
        with serving(home) as address:
            yield urlsplit(address).port or 0


@pytest.fixture
def asks_nobody(port: int, log: Path) -> Iterator[None]:
    """What the server asks for during a test is nothing but addresses of this machine."""
    yield
    assert other_hosts(log) == []  # `serve` looked at its own address


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


def test_an_address_has_a_length_up_to_which_the_answer_is_json(port: int) -> None:
    here = f"127.0.0.1:{port}"
    long = get(port, f"/api/growth.csv?reporter={'A' * 16_000}", Host=here)
    assert long.startswith("HTTP/1.1 400 ")
    assert '{"error":"unknown reporter ' in long
    try:
        longer = get(port, f"/api/growth.csv?reporter={'A' * 200_000}", Host=here)
    except ConnectionError:  # it is closed while the rest is still on its way
        return
    assert longer.startswith("HTTP/1.1 400 ")
    assert "error" not in longer


@pytest.mark.parametrize("path", NOTHING)
def test_what_is_not_there_is_not_there_for_programs_either(port: int, path: str) -> None:
    for headers in ({}, {"Accept": "*/*"}, {"Accept": "application/json"}):
        said = get(port, path, Host=f"127.0.0.1:{port}", **headers)
        assert said.startswith("HTTP/1.1 404 "), (headers, said)
        assert "<h1>There is no such page</h1>" in said


@pytest.mark.usefixtures("asks_nobody")
@pytest.mark.parametrize(
    ("line", "headers", "status"),
    [
        ("GET {path}", ["Host: {here}"], 200),
        ("GET {path}", ["Host: {here}", "Origin: http://{here}"], 200),
        ("GET {path}", ["Host: [::1]:{port}"], 200),
        ("GET {path}", ["Host: [::ffff:127.0.0.1]:{port}"], 200),
        ("GET {path}", ["Host: {here}", "X-Forwarded-Host: evil.example"], 200),
        ("GET {path}", ["Host: evil.example", "X-Forwarded-Host: {here}"], 403),
        ("GET {path}", ["Host: evil.example", "Forwarded: host={here}"], 403),
        ("GET {path}", ["Host: evil.example:{port}"], 403),
        ("GET {path}", ["Host: [2001:db8::1]:{port}"], 403),
        ("GET {path}", ["Host: [fe80::1%25lo]:{port}"], 403),
        ("GET {path}", ["Host: 2130706433:{port}"], 403),
        ("GET {path}", ["Host: 0x7f000001:{port}"], 403),
        ("GET {path}", ["Host: 0.0.0.0:{port}"], 403),
        ("GET {path}", ["Host: 127.0.0.1:"], 403),
        ("GET {path}", ["Host: {here}", "Host: evil.example"], 400),
        ("GET {path}", [], 400),
        ("GET {path}", ["Host: {here}", "Origin: http://evil.example"], 403),
        ("GET {path}", ["Host: {here}", "Origin: null"], 403),
        ("GET {path}", ["Host: {here}", "Sec-Fetch-Site: cross-site"], 403),
        ("GET {path}", ["Host: {here}", "Sec-Fetch-Site: same-origin"], 200),
        ("POST /api/check", ["Host: {here}", "Origin: http://evil.example"], 403),
        ("POST /api/check", ["Host: {here}", "Origin: null", "Content-Type: text/plain"], 403),
        ("OPTIONS /api/check", ["Host: {here}", "Origin: http://evil.example"], 403),
        # In absolute form the Host still counts, and what is asked for is no address of ours.
        ("GET http://evil.example{path}", ["Host: {here}"], 404),
        ("GET http://{here}{path}", ["Host: evil.example"], 403),
        ("GET http://evil.example{path}", [], 400),
        ("CONNECT evil.example:443", ["Host: {here}"], 404),
    ],
)
def test_programs_are_answered_under_a_name_of_the_machine_alone(
    port: int, line: str, headers: list[str], status: int
) -> None:
    names = {"path": "/api/status", "here": f"127.0.0.1:{port}", "port": port}
    asked = [f"{line} HTTP/1.1", *headers, "Content-Length: 0", "Connection: close", "", ""]
    said = answered(port, "\n".join(asked).format(**names))
    assert said.startswith(f"HTTP/1.1 {status} "), said
    assert "access-control-" not in said.lower()
    if status != 200:
        assert "figures" not in said


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
    assert said == f"Tradeproof on {address}, files in {home} (Ctrl+C stops it)\n"
