"""The addresses below `/api` over the figure book, asked without a network."""

from __future__ import annotations

import asyncio
from functools import partialmethod
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from dashboard.api import routes


class Client:
    """Asks an application as a browser would, one request at a time."""

    def __init__(self, application: Starlette) -> None:
        self._transport = httpx.ASGITransport(application)

    def request(self, method: str, address: str, **given: Any) -> httpx.Response:
        """The whole answer."""
        return asyncio.run(self._request(method, address, given))

    async def _request(self, method: str, address: str, given: dict[str, Any]) -> httpx.Response:
        base = "http://127.0.0.1:8501"
        async with httpx.AsyncClient(transport=self._transport, base_url=base) as client:
            return await client.request(method, address, **given)

    get = partialmethod(request, "GET")
    head = partialmethod(request, "HEAD")
    post = partialmethod(request, "POST")


@pytest.fixture
def client(edition, monkeypatch) -> Client:
    """A client whose server answers from the real book."""
    monkeypatch.setattr(routes, "newest", lambda: edition)
    return Client(Starlette(routes=routes.ROUTES))
