"""Who is answered: a request that names this machine, from no page but those of the dashboard.

A page of another site can make the browser ask the dashboard: by its address (the request then has
the Origin of that page), or by a name of the site's own that it lets point to this machine (DNS
rebinding: Host and Origin are then that name). Streamlit would answer both over HTTP, and to tell
whether an Origin is its own it asks an address outside for that of this machine. Neither gets so
far here. Nor does what such a page loads without an Origin, as a picture or a script, where the
browser says so (Fetch Metadata: to loopback addresses and over https); it may be a link to what is
here, or have a page of the dashboard in a frame. Only what is below `/api/` can be read by pages of
other sites, too, where they are named.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from http import HTTPStatus
from typing import Any

from dashboard.serving.origins import EVERY, readable_by

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

_HOST = re.compile(r"(?:\[([0-9a-fA-F:.]+)\]|([a-zA-Z0-9._-]+?)\.?)(?::[0-9]{1,5})?")
_LOCAL = "localhost"
_SHARED = "/api/"  # what other sites may read, where they are named
_OTHER_PAGES = {"cross-site", "same-site"}  # same-site: another port or host of the same name
_LINK, _FRAME = "document", "iframe"  # what a navigation opens
_POLICY_VIOLATION = 1008  # how a WebSocket is closed; before it is open that is a status of 403
_REFUSED = (
    b"Refused: this address, or the page that asked, is not of this dashboard. "
    b"Open it as http://127.0.0.1 with its port, or by the host that it was started with.\n"
)
_HEADERS = [
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"content-length", str(len(_REFUSED)).encode()),
]


class Door:
    """An ASGI application that lets through only what was asked of it under a name of its own.

    Those are the loopback addresses, the address on which the request came in, the names of this
    machine, and `names`. An Origin must be the Host with its port, or, below `/api/`, one of
    `origins`; what has none must not be loaded by another page.
    """

    def __init__(
        self, app: Application, names: Iterable[str] = (), origins: Iterable[str] = ()
    ) -> None:
        self.app, self.origins = app, frozenset(origins)
        self.shared = readable_by(app, self.origins) if self.origins else app
        self.names = {_LOCAL, *own_names(), *(_without_dot(name) for name in names)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse: 403 and one line, or a WebSocket that is never opened."""
        if scope["type"] not in ("http", "websocket") or self._is_let_in(scope):
            await (self.shared if _is_shared(scope) else self.app)(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        else:
            start = {"status": HTTPStatus.FORBIDDEN, "headers": _HEADERS}
            await send({"type": "http.response.start", **start})
            await send({"type": "http.response.body", "body": _REFUSED})

    def _is_let_in(self, scope: Scope) -> bool:
        hosts, origins = _values(scope, b"host"), _values(scope, b"origin")
        if len(hosts) != 1 or not self._is_name_of_this(hosts[0], scope.get("server")):
            return False
        if not origins:
            is_open = _is_shared(scope) and EVERY in self.origins
            return is_open or not _is_loaded_by_another_page(scope)
        own = {f"{scheme}://{hosts[0]}" for scheme in ("http", "https")}
        return own.issuperset(origins) or (_is_shared(scope) and self._is_named(origins))

    def _is_named(self, origins: list[str]) -> bool:
        return len(origins) == 1 and not self.origins.isdisjoint((origins[0], EVERY))

    def _is_name_of_this(self, host: str, server: tuple[str, int | None] | None) -> bool:
        found = _HOST.fullmatch(host)
        if found is None:
            return False
        name = (found[1] or found[2]).lower()
        address = ip_address_of(name)
        if address is None or name in self.names:
            return name in self.names
        return address.is_loopback or (server is not None and address == ip_address_of(server[0]))


def _is_shared(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["path"].startswith(_SHARED)


def _is_loaded_by_another_page(scope: Scope) -> bool:
    """Whether the browser says so, other than by a link or, of a page here, for a frame."""
    if _OTHER_PAGES.isdisjoint(_values(scope, b"sec-fetch-site")):
        return False
    opened = [[_LINK]] if _is_shared(scope) else [[_LINK], [_FRAME]]
    is_navigation = _values(scope, b"sec-fetch-mode") == ["navigate"]
    return not is_navigation or _values(scope, b"sec-fetch-dest") not in opened


def ip_address_of(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address that a text is; one of IPv4 is itself where a socket of IPv6 took the request."""
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def own_names() -> set[str]:
    """What this machine calls itself, in full, in short and on the local network."""
    name = _without_dot(socket.gethostname())
    short = name.partition(".")[0]
    return {name, short, f"{short}.local"} if short else set()


def _without_dot(name: str) -> str:
    return name.strip().lower().removesuffix(".")


def _values(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]
