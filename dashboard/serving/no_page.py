"""An address of nothing: said with the status 404, with links to the pages that there are.

Streamlit would answer with its first page for it, whoever asks and for what.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs

from babel import negotiate_locale
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Match, Mount

from dashboard.answers.selection import FALLBACK_LANGUAGE, LANGUAGES
from dashboard.html.markup import Html
from dashboard.serving.door import Application, Receive, Scope, Send
from dashboard.wording.words import words
from data.errors import shortened

LOOK = Html(
    "html { color-scheme: light dark; font: 16px/1.6 'Source Sans', sans-serif; }"
    "body { margin: 3rem auto; max-width: 42rem; padding: 0 1rem; overflow-wrap: anywhere; }"
    "h1 { font-size: 28px; } a { color: LinkText; }"
)
PAGE = Html(
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>{title} · {name}</title>'
    "<style>{look}</style></head><body><main><h1>{title}</h1><p>{said}</p><ul>{pages}</ul></main>"
    "</body></html>"
)


class NoPage:
    """An ASGI application that answers what asks for nothing that there is.

    There are `pages`, the files below the folder `files`, and what the routes of the application
    around it answer; of these a mount would take every address.
    """

    def __init__(self, app: Application, pages: Sequence[str], first: str, files: Path) -> None:
        self.app, self.pages, self.first = app, pages, first
        there = (path for path in files.rglob("*") if path.is_file())
        self.files = frozenset(path.relative_to(files).as_posix() for path in there)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the request through."""
        if scope["type"] == "http" and self._is_of_nothing(scope):
            await self._said(Request(scope))(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _is_of_nothing(self, scope: Scope) -> bool:
        path = scope["path"].strip("/")
        is_page = path == "" or (path in self.pages and path != self.first)
        is_there = is_page or path in self.files or _has_route(scope)
        return scope["method"] in ("GET", "HEAD") and not is_there

    def _said(self, request: Request) -> HTMLResponse:
        language = _language(request)
        of = words(language)
        links = Html().join(
            Html('<li><a href="/{}?lang={}">{}</a></li>').format(
                "" if name == self.first else name, language, of(f"page.{name}")
            )
            for name in self.pages
        )
        body = PAGE.format(
            language=language,
            title=of("address.no_page"),
            name=of("app.name"),
            look=LOOK,
            said=of("address.pages", path=shortened(request.scope["path"])),
            pages=links,
        )
        return HTMLResponse(body, HTTPStatus.NOT_FOUND, {"Cache-Control": "no-store"})


def _has_route(scope: Scope) -> bool:
    routes = (route for route in scope["app"].routes if not isinstance(route, Mount))
    return any(route.matches(scope)[0] is not Match.NONE for route in routes)


def _language(request: Request) -> str:
    """The language the address names, else the first of the browser's that there is."""
    asked = parse_qs(request.url.query).get("lang", [""])[0]
    if asked in LANGUAGES:
        return asked
    preferred = [
        part.partition(";") for part in request.headers.get("accept-language", "").split(",")
    ]
    preferred.sort(key=lambda part: -_weight(part[2]))
    wanted = [tag.strip() for tag, *_ in preferred]
    return negotiate_locale(wanted, LANGUAGES, sep="-") or FALLBACK_LANGUAGE


def _weight(quality: str) -> float:
    found = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", quality)
    return float(found[1]) if found else 1
