"""Which scripts a page names before it needs them, and that nothing else of an answer changes."""

from __future__ import annotations

import asyncio
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.types import Message

from dashboard.serving.early_scripts import ELEMENTS, EarlyScripts, early_scripts, scripts_of


def site(folder: Path, scripts: dict[str, str]) -> Path:
    """A folder as Streamlit has it: a page that names one script, and scripts that import."""
    (folder / "static" / "js").mkdir(parents=True)
    (folder / "index.html").write_text('<script src="./static/js/index.1.js"></script>')
    for name, text in scripts.items():
        (folder / "static" / "js" / name).write_text(text)
    return folder


def test_the_scripts_of_elements_and_their_imports_but_those_of_the_page(tmp_path: Path) -> None:
    found = scripts_of(
        site(
            tmp_path,
            {
                "index.1.js": "",
                "Html.a.js": 'import{o}from"./index.1.js";import"./pure.b.js";',
                "pure.b.js": 'import{h}from"./Html.a.js";import"./deep.c.js";',
                "deep.c.js": "",
                "PlotlyChart.d.js": 'import"./gone.e.js";',
                "Video.f.js": "",
            },
        )
    )
    assert found == ("Html.a.js", "pure.b.js", "deep.c.js", "PlotlyChart.d.js")


def test_files_of_other_names_are_no_error(tmp_path: Path) -> None:
    assert scripts_of(tmp_path) == ()
    assert scripts_of(site(tmp_path, {"index.1.js": ""})) == ()


def test_the_streamlit_that_is_installed_has_every_element() -> None:
    assert [
        one for one in ELEMENTS if not any(n.startswith(f"{one}.") for n in early_scripts())
    ] == []


def test_html_names_them_and_nothing_else_does() -> None:
    app = Starlette(
        routes=[
            Route("/", lambda _: HTMLResponse("<p>page</p>", headers={"link": "</a.css>; rel=a"})),
            Route("/text", lambda _: PlainTextResponse("text")),
        ],
        middleware=[Middleware(EarlyScripts)],
    )
    head, body = answer(app, "/")
    assert body == b"<p>page</p>"
    links = head["link"].split(", ")
    assert links[0] == "</a.css>; rel=a"
    assert len(links) == 1 + len(early_scripts()) > len(ELEMENTS)
    assert all(one.startswith("</static/js/") and "rel=modulepreload" in one for one in links[1:])
    head, body = answer(app, "/text")
    assert "link" not in head
    assert body == b"text"


def answer(app: Starlette, path: str) -> tuple[dict[str, str], bytes]:
    """The head of an answer, a repeated name once with all its values, and its body."""
    told: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        told.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}
    asyncio.run(app(scope, receive, send))
    head: dict[str, str] = {}
    for name, value in told[0]["headers"]:
        head[name.decode()] = ", ".join(filter(None, [head.get(name.decode()), value.decode()]))
    return head, b"".join(one.get("body", b"") for one in told[1:])
