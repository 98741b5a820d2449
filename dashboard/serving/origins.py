"""Pages of which other sites may read what is below `/api/`: none but those that are named.

An origin is written as a browser sends it (RFC 6454): scheme, host and port, in small letters, the
port left out where it is that of the scheme.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp

from data.errors import TradeproofError, shortened

VARIABLE = "TRADEPROOF_ALLOW_ORIGIN"  # of the environment; several have spaces between them
EVERY = "*"
PORTS = {"http": 80, "https": 443}  # that a browser leaves out
METHODS = ("GET", "HEAD", "POST")  # POST: a text to check, of which nothing is kept
SENT = ("If-None-Match",)  # by such a page, beside what every page may send
SHOWN = ("Content-Disposition", "ETag", "Retry-After", "Tradeproof-Edition")  # to its script
_PARTS = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]+\]|[a-z0-9_-]+(\.[a-z0-9_-]+)*)"
    r"(:(?P<port>[0-9]+))?(?P<more>/.*)?",
    re.ASCII | re.IGNORECASE | re.DOTALL,
)
EXAMPLES = "it as https://example.org or http://127.0.0.1:3000, or * for every site"
_MOST = 2**16 - 1


def named_origins() -> tuple[str, ...]:
    """Those that the environment names.

    Raises
    ------
    TradeproofError
        One of them is no origin.
    """
    return checked_origins(os.environ.get(VARIABLE, "").split(), VARIABLE)


def checked_origins(given: Iterable[str], by: str = "--allow-origin") -> tuple[str, ...]:
    """The same origins, each once; `by` is what they were named by.

    Raises
    ------
    TradeproofError
        One is not as a browser sends it, and would never be met.
    """
    found = tuple(dict.fromkeys(given))
    for origin in found:
        right = EVERY if origin == EVERY else _as_sent(origin)
        if right != origin:
            raise TradeproofError(
                f"{by} {shortened(origin)!r} is not what a browser sends as an origin, which is "
                f"scheme, host and port alone; write {right or EXAMPLES}"
            )
    return found


def _as_sent(origin: str) -> str | None:
    """What a browser would send for it; None where that cannot be told."""
    found = _PARTS.fullmatch(origin)
    if found is None:
        return None
    scheme, host = found["scheme"].lower(), found["host"].lower()
    port = PORTS[scheme] if found["port"] is None else int(found["port"][: len(str(_MOST)) + 1])
    if not 0 < port <= _MOST:
        return None
    return f"{scheme}://{host}" + ("" if port == PORTS[scheme] else f":{port}")


def readable_by(app: ASGIApp, origins: Iterable[str]) -> ASGIApp:
    """The application that lets pages of these origins read its answers, without a password."""
    return CORSMiddleware(
        app,
        allow_origins=tuple(origins),
        allow_methods=METHODS,
        allow_headers=SENT,
        expose_headers=SHOWN,
        allow_private_network=True,  # what a browser asks where the named page is on the internet
    )


def shares(origins: Iterable[str]) -> str:
    """Who can read because of it; empty where no origin is named."""
    named = list(origins)
    if not named:
        return ""
    sites = "any site" if EVERY in named else ", ".join(named)
    return (
        f"pages of {sites} can read what is below /api/, in the browser of whoever opens them here "
        "or on a machine that reaches this one"
    )
