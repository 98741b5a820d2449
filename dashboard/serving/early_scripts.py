"""Tells the browser at once which scripts a page will want, instead of one after another.

Streamlit's page fetches the script of an element when the first such element has come: that of
charts, 4.6 MB, after the address, the script of the page, the WebSocket and the first run. Named in
the head of the answer, they are fetched and compiled in the meantime.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Of what every page has, and charts.
ELEMENTS = ("Html", "Selectbox", "ButtonGroup", "BidiComponent", "DownloadButton", "PlotlyChart")
HEAD = 20_000  # characters of a script in which its imports stand
_NAMED = re.compile(r'"\./static/js/([\w.-]+\.js)"')
_IMPORTED = re.compile(r'(?:from|import)"\./([\w.-]+\.js)"')


class EarlyScripts:
    """An ASGI application that names these scripts in the head of each HTML page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, HTML with a `Link` for each script."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html") and early_scripts():
                    headers.append("link", _links(early_scripts()))
            await send(message)

        await self.app(scope, receive, sent)


@cache
def early_scripts() -> tuple[str, ...]:
    """The files of Streamlit's elements, each before what it imports."""
    package = find_spec("streamlit")
    return scripts_of(Path(package.origin).parent / "static") if package and package.origin else ()


def scripts_of(site: Path) -> tuple[str, ...]:
    """The same of a folder with `index.html`, without those that this names itself.

    Nothing where Streamlit names its files otherwise: pages are then as they are without this.
    """
    page, folder = site / "index.html", site / "static" / "js"
    if not page.is_file():
        return ()
    found = dict.fromkeys(_NAMED.findall(page.read_text("utf-8")))
    known = set(found)
    for element in ELEMENTS:
        for path in folder.glob(f"{element}.*.js"):
            found |= dict.fromkeys(_with_imports(path, found))
    return tuple(name for name in found if name not in known)


def _with_imports(path: Path, known: dict[str, None]) -> Iterator[str]:
    waiting, seen = [path], set(known)
    while waiting:
        script = waiting.pop()
        if script.name in seen or not script.is_file():
            continue
        seen.add(script.name)
        yield script.name
        with script.open(encoding="utf-8") as text:
            head = text.read(HEAD)
        waiting += [path.parent / name for name in _IMPORTED.findall(head)]


def _links(names: Sequence[str]) -> str:
    return ", ".join(f"</static/js/{name}>; rel=modulepreload" for name in names)
