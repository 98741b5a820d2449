"""Addresses of no page: answered with 404, in the reader's language, with the pages there are."""

from __future__ import annotations

import asyncio
from urllib.parse import unquote

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route

from dashboard.pages.site import FIRST_PAGE, PAGES
from dashboard.serving.door import Message, Receive, Scope, Send
from dashboard.serving.no_page import NoPage

NOTHING = "Không có trang nào ở địa chỉ /nonsense. Các trang hiện có:"
HTML = "text/html,application/xhtml+xml,*/*;q=0.8"  # what a browser accepts that opens a page
ACCEPTED = (HTML, "*/*", "", "application/json", "image/avif,image/webp")


async def everything(_: Scope, receive: Receive, send: Send) -> None:
    """An application that answers whatever is asked, as Streamlit does."""
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"a page"})


class Everything:
    """The same as a route takes it, for every method."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await everything(scope, receive, send)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Starlette:
    """An application with some routes, and with a mount that takes all else, as Streamlit's has."""
    files = tmp_path_factory.mktemp("files")
    (files / "static" / "js").mkdir(parents=True)
    for name in ("favicon.png", "static/js/index.js"):
        (files / name).write_text("", encoding="utf-8")
    routes = ("/api", "/api/{rest:path}", "/_stcore/health", "/media/{file:path}")
    return Starlette(
        routes=[*(Route(path, Everything()) for path in routes), Mount("/", everything)],
        middleware=[Middleware(NoPage, pages=[*PAGES], first=FIRST_PAGE, files=files)],
    )


def ask(
    app: Starlette, path: str, accept: str = HTML, languages: str = "", method: str = "GET"
) -> tuple[int, str]:
    """The status and the text of an answer."""
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        said.append(message)

    name, _, query = path.partition("?")
    headers = {"host": "127.0.0.1", "accept": accept, "accept-language": languages}
    scope = {
        "type": "http", "method": method, "path": unquote(name), "raw_path": name.encode(),
        "query_string": query.encode(), "root_path": "", "scheme": "http",
        "server": ("127.0.0.1", 8501),
        "headers": [(key.encode(), value.encode()) for key, value in headers.items()],
    }  # fmt: skip
    asyncio.run(app(scope, receive, send))
    return said[0]["status"], b"".join(one.get("body", b"") for one in said).decode()


@pytest.mark.parametrize(
    ("path", "languages", "language", "told"),
    [
        ("/nonsense", "", "en", "Nothing is under /nonsense here. These are the pages:"),
        ("/nonsense", "de, vi;q=0.8, en;q=0.7", "vi", NOTHING),
        ("/nonsense", "en;q=0.3,vi-VN", "vi", NOTHING),
        ("/nonsense?lang=vi", "en", "vi", NOTHING),
        ("/PARTNER", "en", "en", "Nothing is under /PARTNER here. These are the pages:"),
        ("/partner/KAZ", "en", "en", "Nothing is under /partner/KAZ here. These are the pages:"),
        ("/overview", "en", "en", "Nothing is under /overview here. These are the pages:"),
        ("/<script>evil()", "en", "en", "Nothing is under /&lt;script&gt;evil() here."),
    ],
)
def test_what_is_no_page_is_said_with_links_to_those_that_are(
    served, path, languages, language, told
):
    status, text = ask(served, path, languages=languages)
    assert status == 404
    assert f'<html lang="{language}">' in text
    assert told in text
    assert "<script" not in text
    for page in PAGES:
        name = "" if page == "overview" else page
        assert f'<a href="/{name}?lang={language}">' in text
    title = {"en": "There is no such page", "vi": "Không có trang này"}[language]
    assert f"<h1>{title}</h1>" in text


@pytest.mark.parametrize(
    "path",
    ["/", "/check-text?x=1", "/partner/", "/media/a.csv", "/_stcore/health", "/favicon.png",
     "/static/js/index.js", "/api", "/api/nonsense"],
)  # fmt: skip
def test_pages_and_what_they_are_made_of_pass(served, path):
    for accept in ACCEPTED:
        assert ask(served, path, accept) == (200, "a page")


@pytest.mark.parametrize(
    "path",
    ["/nonsense", "/API/growth.csv", "/_stcore/nonsense", "/_stcore", "/app/static/a.csv",
     "/static/js/nonsense.js", "/static", "/nonsense.txt", "/partner/favicon.png", "/Media/a.csv",
     "/../favicon.png", "/a%00b", "/" + "a" * 50_000],
)  # fmt: skip
def test_what_is_not_there_is_not_there_whatever_is_accepted(served, path):
    for accept in ACCEPTED:
        status, text = ask(served, path, accept)
        assert (status, "<h1>There is no such page</h1>" in text) == (404, True)
        assert ask(served, path, accept, method="HEAD")[0] == 404


def test_what_is_sent_to_no_address_is_left_to_the_server(served):
    assert ask(served, "/nonsense", method="POST") == (200, "a page")  # Streamlit answers 405
