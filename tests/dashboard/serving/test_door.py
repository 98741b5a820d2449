"""The door: which requests reach the dashboard, by their Host and Origin."""

from __future__ import annotations

import asyncio
import socket

import pytest

from dashboard.serving import door
from dashboard.serving.door import Door, Message, Receive, Scope, Send

IN = ("192.0.2.7", 8501)  # the address and port on which the requests come in
OWN = [
    "127.0.0.1:8501",
    "127.0.0.1",
    "127.8.9.10:8501",
    "localhost:8501",
    "LocalHost:8501",
    "localhost.:8501",
    "[::1]:8501",
    "192.0.2.7:8501",
    "trade.example.org",
    "Trade.Example.org:443",
    "desk:8501",
    "desk.local:8501",
    "desk.office.example:8501",
]
FOREIGN = [
    "evil.example",
    "evil.example:8501",
    "127.0.0.1.evil.example:8501",
    "localhost.evil.example",
    "evil-localhost:8501",
    "trade.example.org.evil.example",
    "office.example",
    "192.0.2.8:8501",
    "8.8.8.8",
    "[2001:db8::1]:8501",
    "",
    ":8501",
    "localhost:port",
    "localhost:8501:8501",
    "localhost/",
    "evil.example@localhost",
    "localhost@evil.example",
    "localhost evil.example",
    "lócalhost",
    "[localhost]",
    "[127.0.0.1",
]


@pytest.fixture
def behind(monkeypatch: pytest.MonkeyPatch) -> Door:
    """The door of a machine called desk.office.example, served under another name besides."""
    monkeypatch.setattr(socket, "gethostname", lambda: "desk.office.example")
    return Door(dashboard, names=("trade.example.org.", ""))


async def dashboard(_: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "the dashboard"})


def answer(
    app: Door, *headers: tuple[str, str], kind: str = "http", server: object = IN
) -> list[Message]:
    """What is sent to a request with these headers."""
    sent: list[Message] = []
    encoded = [(name.encode(), value.encode("latin-1")) for name, value in headers]

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        raise AssertionError("the door read what was sent")

    scope = {"type": kind, "headers": encoded, "server": server}
    asyncio.run(app(scope, receive, send))
    return sent


PASSED = [{"type": "the dashboard"}]
CLOSED = [{"type": "websocket.close", "code": 1008}]


def refused(sent: list[Message]) -> bool:
    """Whether it was answered by 403 and one line, and by nothing else."""
    head, body = sent
    line = body["body"].decode()
    assert line.startswith("Refused: ")
    assert line.count("\n") == 1
    return head["status"] == 403


@pytest.mark.parametrize("host", OWN)
def test_a_name_of_this_machine_is_let_through(behind: Door, host: str) -> None:
    for kind in ("http", "websocket"):
        assert answer(behind, ("host", host), kind=kind) == PASSED
        for scheme in ("http", "https"):
            same = ("origin", f"{scheme}://{host}")
            assert answer(behind, ("host", host), same, kind=kind) == PASSED


@pytest.mark.parametrize("host", FOREIGN)
def test_any_other_host_is_refused(behind: Door, host: str) -> None:
    assert refused(answer(behind, ("host", host)))
    assert refused(answer(behind, ("host", host), ("origin", f"http://{host}")))
    assert answer(behind, ("host", host), kind="websocket") == CLOSED


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://evil.example:8501",
        "http://localhost:3000",  # another program of this machine
        "http://localhost",
        "http://127.0.0.1:8501",  # the dashboard, but not the name that was asked for
        "http://LOCALHOST:8501",  # Streamlit takes these for two
        "http://localhost:8501/",
        "http://localhost:8501.evil.example",
        "ftp://localhost:8501",
        "localhost:8501",
        "null",
        "",
    ],
)
def test_an_origin_that_is_not_the_host_is_refused(behind: Door, origin: str) -> None:
    headers = (("host", "localhost:8501"), ("origin", origin))
    assert refused(answer(behind, *headers))
    assert answer(behind, *headers, kind="websocket") == CLOSED
    assert refused(answer(behind, *headers, ("origin", "http://localhost:8501")))


def test_a_request_without_a_host_or_with_two_is_refused(behind: Door) -> None:
    assert refused(answer(behind))
    assert refused(answer(behind, ("host", "localhost"), ("host", "evil.example")))
    assert refused(answer(behind, ("host", "localhost"), ("host", "localhost")))


def test_what_is_no_request_is_let_through(behind: Door) -> None:
    assert answer(behind, kind="lifespan") == PASSED


def test_an_address_of_ipv4_is_itself_on_a_socket_of_both(behind: Door) -> None:
    server = ("::ffff:192.0.2.7", 8501)
    assert answer(behind, ("host", "192.0.2.7:8501"), server=server) == PASSED
    assert answer(behind, ("host", "[::ffff:192.0.2.7]:8501"), server=IN) == PASSED
    assert answer(behind, ("host", "[::ffff:127.0.0.1]:8501"), server=IN) == PASSED
    assert refused(answer(behind, ("host", "192.0.2.8:8501"), server=server))


def test_a_socket_without_an_address_leaves_the_names(behind: Door) -> None:
    assert answer(behind, ("host", "localhost"), server=None) == PASSED
    assert refused(answer(behind, ("host", "192.0.2.7"), server=None))
    assert refused(answer(behind, ("host", "192.0.2.7"), server=("/run/socket", None)))


@pytest.mark.parametrize("name", ["", ".", " "])
def test_a_machine_without_a_name_has_no_empty_one(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: name)
    assert door.own_names() == set()
