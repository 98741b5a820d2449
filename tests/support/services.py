"""A service on this machine: it answers as a test says, call after call, and notes its calls."""

from __future__ import annotations

import os
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from unittest import mock
from urllib.parse import parse_qs, urlsplit

import pytest

from data.services.asking import Manners

QUICK = Manners(pause=(0, 0), first_wait=0, tries=3, silence=5, longest_wait=5)
CSV = "application/vnd.sdmx.data+csv; version=1"
JSON = "application/json"


@dataclass(frozen=True)
class Said:
    """An answer. `cut` sends only so many bytes of the body and then the end, or a reset."""

    body: str = ""
    status: int = 200
    kind: str = CSV
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    reset: bool = False


@dataclass(frozen=True)
class Call:
    """What was asked: path, parameters by name, headers."""

    path: str
    params: dict[str, str]
    headers: dict[str, str]


Answers = Callable[[Call], Said]


@dataclass
class Service:
    """The address of the service, and what it was asked so far."""

    address: str
    calls: list[Call] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        return [call.path for call in self.calls]


@contextmanager
def service(answer: Answers, certificate: Path | None = None) -> Iterator[Service]:
    """A service that answers each call by a function of it; with a certificate over TLS."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            params = {name: ",".join(said) for name, said in parse_qs(parts.query).items()}
            headers = {name.lower(): value for name, value in self.headers.items()}
            call = Call(parts.path, params, headers)
            running.calls.append(call)
            self._say(answer(call))

        def _say(self, said: Said) -> None:
            body = said.body.encode()
            self.send_response(said.status)
            self.send_header("Content-Type", said.kind)
            self.send_header("Content-Length", str(len(body)))
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):  # whoever asked has gone
                self.wfile.write(body if said.cut is None else body[: said.cut])
            self.close_connection = said.cut is not None
            if said.reset:
                self.connection.setsockopt(
                    socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
                )

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    running = Service(f"http://127.0.0.1:{server.server_address[1]}")
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.handle_error = lambda *_: None
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        running.address = f"https://localhost:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def service_at(variable: str, answer: Answers) -> Iterator[Service]:
    """A service that is asked in place of the real one: an environment variable names it."""
    with service(answer) as running, mock.patch.dict(os.environ, {variable: running.address}):
        yield running


def ask_here_and_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let loads ask services of this machine without a proxy, and wait for nothing."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr("data.services.asking.Manners", lambda: QUICK)


def in_turn(*said: Said) -> Answers:
    """These answers one after another; the last again and again."""
    left = list(said)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]
