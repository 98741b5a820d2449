"""Who may change what a server has: whoever sits at its machine, and whom its owner lets.

Reading is open to all who reach the server. Behind a proxy on the same machine a reader is known by
the address that the proxy hands on in `X-Forwarded-For`. Where all addresses are hidden, as some
engines of containers do, it can be said that nobody sits at the machine.
"""

from __future__ import annotations

import hmac
import ipaddress
import os
import socket

from dashboard.serving.door import ip_address_of
from data.switches import is_on

SWITCH = "TRADEPROOF_ALLOW_CHANGES"  # set by `serve`, as --allow-changes says
TOKEN = "TRADEPROOF_TOKEN"
PRESENCE = "TRADEPROOF_AT_THE_MACHINE"


def everyone_may_change() -> bool:
    """Whether whoever reaches the server may change what it has."""
    return is_on(SWITCH, unless_said=False)


def has_token() -> bool:
    """Whether a token lets others change it."""
    return bool(os.environ.get(TOKEN))


def is_token(given: str) -> bool:
    """Whether this is the token; nothing is, where there is none."""
    token = os.environ.get(TOKEN, "")
    return bool(token) and hmac.compare_digest(given.encode(), token.encode())


def somebody_is_at_the_machine() -> bool:
    """Whether an address of this machine is one of somebody who sits at it."""
    return is_on(PRESENCE, unless_said=True)


def is_at_the_machine(address: str | None) -> bool:
    """Whether a request comes from this machine; None is what Streamlit gives for such a one."""
    if not somebody_is_at_the_machine():
        return False
    if address is None:
        return True
    found = ip_address_of(address)  # None where a proxy hands on what is no address
    return found is not None and (found.is_loopback or _is_own(found))


def _is_own(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether it is an address of this machine: nothing can be bound here to another one."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.bind((str(address), 0))
    except OSError:
        return False
    return not address.is_unspecified
