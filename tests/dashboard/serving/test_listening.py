"""Where the dashboard listens, what that exposes, and how every other host is refused."""

from __future__ import annotations

import os
import socket

import pytest

from dashboard.serving.listening import checked_listening
from data.errors import TradeproofError
from tests.support.browser import free_port

HOSTS = "; --host takes an address of this machine, as 127.0.0.1, or 0.0.0.0 for all of them"
NO_HOST = {
    "": "--host is empty, which would listen everywhere",
    " ": "--host is empty, which would listen everywhere",
    "999.1.1.1": "cannot listen on 999.1.1.1 (no such address)",
    "127.0.0.1:8501": "cannot listen on 127.0.0.1:8501 (no such address)",
    "[::1]": "cannot listen on [::1] (no such address)",
    "http://127.0.0.1": "cannot listen on http://127.0.0.1 (no such address)",
    "203.0.113.5": "cannot listen on 203.0.113.5 (it is not an address of this machine)",
    "a" * 64: f"cannot listen on {'a' * 64} (no address is known for that name)",
    "a" * 300: f"cannot listen on {'a' * 99}… (no address is known for that name)",
    "\udcff": "cannot listen on \\udcff (no address is known for that name)",
}


@pytest.mark.parametrize("host", NO_HOST)
def test_a_host_that_is_none_of_this_machine_is_named(host: str) -> None:
    with pytest.raises(TradeproofError) as refused:
        checked_listening(host, free_port())
    assert str(refused.value) == NO_HOST[host] + HOSTS


def test_a_name_without_an_address_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(TradeproofError) as refused:
        checked_listening("no-such-machine", free_port())
    said = "cannot listen on no-such-machine (no address is known for that name)"
    assert str(refused.value) == said + HOSTS


def test_an_address_that_was_mistyped_is_asked_of_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    real = socket.getaddrinfo

    def seen(*given: object, flags: int) -> object:
        asked.append(flags)
        return real(*given, flags=flags)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", seen)
    with pytest.raises(TradeproofError):
        checked_listening("10.0.0.256", free_port())
    assert asked == [socket.AI_NUMERICHOST]


def test_a_port_in_use_is_the_port_s_fault() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(TradeproofError) as refused:
            checked_listening("localhost", port)
    said = f"cannot listen on localhost:{port} (Address already in use); choose another port"
    assert str(refused.value).startswith(said)


def test_what_the_machine_refuses_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(1, os.strerror(1))

    monkeypatch.setattr(socket, "create_server", refused)
    with pytest.raises(TradeproofError) as found:
        checked_listening("127.0.0.1", 80)
    assert str(found.value) == "cannot listen on 127.0.0.1 (Operation not permitted)" + HOSTS


def test_a_loopback_address_exposes_nothing() -> None:
    for host in ("127.0.0.1", "localhost", "127.0.0.2", "127.1"):
        port = free_port()
        listening = checked_listening(host, port)
        assert (listening.url, listening.exposes()) == (f"http://{host}:{port}", "")


EVERYWHERE = {"0.0.0.0": "127.0.0.1", "0": "127.0.0.1"}
EXPOSES = (
    "whoever can reach this machine at any of its addresses can read all figures, on the pages and "
    "below /api/, and add to them and take from them {}; nothing is encrypted; --host 127.0.0.1 "
    "keeps it to this machine"
)


@pytest.mark.parametrize("host", EVERYWHERE)
def test_every_address_is_told_with_what_that_exposes(host: str) -> None:
    port = free_port()
    listening = checked_listening(host, port)
    assert listening.url == f"http://{EVERYWHERE[host]}:{port}"
    assert listening.exposes() == EXPOSES.format("only at this machine itself")
    assert listening.exposes(has_token=True) == EXPOSES.format("with the token of TRADEPROOF_TOKEN")
    assert " below /api/, and nobody can add to them or take from them in the browser; " in (
        listening.exposes(somebody_is_here=False)
    )
    told = listening.exposes(somebody_is_here=False, has_token=True)
    assert told == EXPOSES.format("with the token of TRADEPROOF_TOKEN")
    for has_token in (False, True):
        told = listening.exposes(all_may_change=True, has_token=has_token)
        assert told == EXPOSES.format("without a password")


def has_ipv6() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
def test_addresses_of_ipv6_stand_in_brackets() -> None:
    port = free_port()
    assert checked_listening("::1", port).url == f"http://[::1]:{port}"
    assert checked_listening("::1", port).exposes() == ""
    assert checked_listening("::", port).url == f"http://[::1]:{port}"
    assert checked_listening("::", port).exposes() == EXPOSES.format("only at this machine itself")
