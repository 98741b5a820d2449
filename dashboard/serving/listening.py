"""Where the dashboard may listen: an address of this machine, a free port, and who can reach it."""

from __future__ import annotations

import errno
import ipaddress
import os
import re
import socket
from dataclasses import dataclass

from data.errors import TradeproofError, shortened

_NUMERIC = re.compile(r"[0-9.]+|.*:.*")  # no name: asking for its address would be a mistake
_HOSTS = "--host takes an address of this machine, as 127.0.0.1, or 0.0.0.0 for all of them"


@dataclass(frozen=True)
class Listening:
    """A host as it was given, the address that it stands for, and a port."""

    host: str
    address: str
    port: int

    @property
    def url(self) -> str:
        """Where a browser on this machine finds it."""
        here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.address, self.host)
        return f"http://{f'[{here}]' if ':' in here else here}:{self.port}"

    def exposes(
        self,
        *,
        all_may_change: bool = False,
        has_token: bool = False,
        somebody_is_here: bool = True,
    ) -> str:
        """Who else can reach it, and what they can do then; empty on a loopback address."""
        address = ipaddress.ip_address(self.address.partition("%")[0])
        if address.is_loopback:
            return ""
        where = "at any of its addresses" if address.is_unspecified else f"at {self.address}"
        changes = "add to them and take from them only at this machine itself"
        if not somebody_is_here:
            changes = "nobody can add to them or take from them in the browser"
        if has_token:
            changes = "add to them and take from them with the token of TRADEPROOF_TOKEN"
        if all_may_change:
            changes = "add to them and take from them without a password"
        return (
            f"whoever can reach this machine {where} can read all figures, on the pages and "
            f"below /api/, and {changes}; nothing "
            "is encrypted; --host 127.0.0.1 keeps it to this machine"
        )


def checked_listening(host: str, port: int) -> Listening:
    """The address that a host stands for, where this machine can listen on that port.

    Raises
    ------
    TradeproofError
        The host names no address of this machine, or the port is not free.
    """
    if not host.strip():
        raise TradeproofError(f"--host is empty, which would listen everywhere; {_HOSTS}")
    address = _address(host)
    try:
        _listen(address, 0)
    except OSError as error:
        reason = "it is not an address of this machine"
        if error.errno != errno.EADDRNOTAVAIL:
            reason = os.strerror(error.errno or 0)
        raise TradeproofError(f"cannot listen on {shortened(host)} ({reason}); {_HOSTS}") from error
    try:
        _listen(address, port)
    except OSError as error:
        raise TradeproofError(
            f"cannot listen on {shortened(host)}:{port} ({os.strerror(error.errno or 0)}); "
            "choose another port with --port, or PORT=8502 make run"
        ) from error
    return Listening(host, address, port)


def _address(host: str) -> str:
    """The address of a host, of the family in which Streamlit would listen on it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    flags = socket.AI_NUMERICHOST if _NUMERIC.fullmatch(host) else 0
    try:
        found = socket.getaddrinfo(host, None, family, socket.SOCK_STREAM, flags=flags)
    except (OSError, UnicodeError) as error:  # a UnicodeError: no host can have such a name
        reason = "no such address" if flags else "no address is known for that name"
        raise TradeproofError(f"cannot listen on {shortened(host)} ({reason}); {_HOSTS}") from error
    return str(found[0][4][0])


def _listen(address: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.create_server((address, port), family=family):
        pass
