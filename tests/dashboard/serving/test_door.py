"""The door: which requests reach the dashboard, by their Host and Origin."""

from __future__ import annotations

import asyncio
import socket

import pytest

from dashboard.serving import door
from dashboard.serving.door import Door, Message, Receive, Scope, Send

IN = ("192.0.2.7", 8501)  # the address and port on which the requests come in
OWN = [
    "127.0.0.1:8501",
    "127.0.0.1",
    "127.8.9.10:8501",
    "localhost:8501",
    "LocalHost:8501",
    "localhost.:8501",
    "[::1]:8501",
    "192.0.2.7:8501",
    "trade.example.org",
    "Trade.Example.org:443",
    "desk:8501",
    "desk.local:8501",
    "desk.office.example:8501",
]
FOREIGN = [
    "evil.example",
    "evil.example:8501",
    "127.0.0.1.evil.example:8501",
    "localhost.evil.example",
    "evil-localhost:8501",
    "trade.example.org.evil.example",
    "office.example",
    "192.0.2.8:8501",
    "8.8.8.8",
    "[2001:db8::1]:8501",
    "",
    ":8501",
    "localhost:port",
    "localhost:8501:8501",
    "localhost/",
    "evil.example@localhost",
    "localhost@evil.example",
    "localhost evil.example",
    "lócalhost",
    "[localhost]",
    "[127.0.0.1",
]


@pytest.fixture
def behind(monkeypatch: pytest.MonkeyPatch) -> Door:
    """The door of a machine called desk.office.example, served under another name besides."""
    monkeypatch.setattr(socket, "gethostname", lambda: "desk.office.example")
    return Door(dashboard, names=("trade.example.org.", ""))


async def dashboard(_: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "the dashboard"})


async def answering(_: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})


def answer(
    app: Door,
    *headers: tuple[str, str],
    kind: str = "http",
    server: object = IN,
    path: str = "/",
    method: str = "GET",
) -> list[Message]:
    """What is sent to a request with these headers."""
    sent: list[Message] = []
    encoded = [(name.encode(), value.encode("latin-1")) for name, value in headers]

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        raise AssertionError("the door read what was sent")

    scope = {"type": kind, "headers": encoded, "server": server}
    if kind != "lifespan":
        scope |= {"path": path, "method": method}
    asyncio.run(app(scope, receive, send))
    return sent


PASSED = [{"type": "the dashboard"}]
CLOSED = [{"type": "websocket.close", "code": 1008}]


def refused(sent: list[Message]) -> bool:
    """Whether it was answered by 403 and one line, and by nothing else."""
    head, body = sent
    line = body["body"].decode()
    assert line.startswith("Refused: ")
    assert line.count("\n") == 1
    return head["status"] == 403


@pytest.mark.parametrize("host", OWN)
def test_a_name_of_this_machine_is_let_through(behind: Door, host: str) -> None:
    for kind in ("http", "websocket"):
        assert answer(behind, ("host", host), kind=kind) == PASSED
        for scheme in ("http", "https"):
            same = ("origin", f"{scheme}://{host}")
            assert answer(behind, ("host", host), same, kind=kind) == PASSED


@pytest.mark.parametrize("host", FOREIGN)
def test_any_other_host_is_refused(behind: Door, host: str) -> None:
    assert refused(answer(behind, ("host", host)))
    assert refused(answer(behind, ("host", host), ("origin", f"http://{host}")))
    assert answer(behind, ("host", host), kind="websocket") == CLOSED


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://evil.example:8501",
        "http://localhost:3000",  # another program of this machine
        "http://localhost",
        "http://127.0.0.1:8501",  # the dashboard, but not the name that was asked for
        "http://LOCALHOST:8501",  # Streamlit takes these for two
        "http://localhost:8501/",
        "http://localhost:8501.evil.example",
        "ftp://localhost:8501",
        "localhost:8501",
        "null",
        "",
    ],
)
def test_an_origin_that_is_not_the_host_is_refused(behind: Door, origin: str) -> None:
    headers = (("host", "localhost:8501"), ("origin", origin))
    assert refused(answer(behind, *headers))
    assert answer(behind, *headers, kind="websocket") == CLOSED
    assert refused(answer(behind, *headers, ("origin", "http://localhost:8501")))


def test_a_request_without_a_host_or_with_two_is_refused(behind: Door) -> None:
    assert refused(answer(behind))
    assert refused(answer(behind, ("host", "localhost"), ("host", "evil.example")))
    assert refused(answer(behind, ("host", "localhost"), ("host", "localhost")))


def test_what_is_no_request_is_let_through(behind: Door) -> None:
    assert answer(behind, kind="lifespan") == PASSED


def test_an_address_of_ipv4_is_itself_on_a_socket_of_both(behind: Door) -> None:
    server = ("::ffff:192.0.2.7", 8501)
    assert answer(behind, ("host", "192.0.2.7:8501"), server=server) == PASSED
    assert answer(behind, ("host", "[::ffff:192.0.2.7]:8501"), server=IN) == PASSED
    assert answer(behind, ("host", "[::ffff:127.0.0.1]:8501"), server=IN) == PASSED
    assert refused(answer(behind, ("host", "192.0.2.8:8501"), server=server))


def test_a_socket_without_an_address_leaves_the_names(behind: Door) -> None:
    assert answer(behind, ("host", "localhost"), server=None) == PASSED
    assert refused(answer(behind, ("host", "192.0.2.7"), server=None))
    assert refused(answer(behind, ("host", "192.0.2.7"), server=("/run/socket", None)))


@pytest.mark.parametrize("name", ["", ".", " "])
def test_a_machine_without_a_name_has_no_empty_one(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: name)
    assert door.own_names() == set()


# What a browser says of who asks, where there is no Origin


HERE = ("host", "localhost:8501")
PLACES = ["/", "/data", "/api/status", "/static/js/index.js", "/media/a.csv", "/_stcore/health"]


def fetched(site: str, mode: str, dest: str) -> list[tuple[str, str]]:
    """The headers by which a browser says who asks, how and for what."""
    told = (("sec-fetch-site", site), ("sec-fetch-mode", mode), ("sec-fetch-dest", dest))
    return [HERE, *(header for header in told if header[1])]


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(
    ("mode", "dest"),
    [
        ("no-cors", "image"),
        ("no-cors", "script"),
        ("no-cors", "style"),
        ("no-cors", "empty"),
        ("cors", "empty"),
        ("navigate", "object"),
        ("navigate", "embed"),
        ("navigate", ""),
        ("", "document"),
        ("", ""),
    ],
)
def test_what_another_page_loads_without_an_origin_is_refused(
    behind: Door, path: str, site: str, mode: str, dest: str
) -> None:
    for app in (behind, sharing(SITE)):
        for method in ("GET", "HEAD", "POST"):
            assert refused(answer(app, *fetched(site, mode, dest), path=path, method=method))
        assert answer(app, *fetched(site, mode, dest), path=path, kind="websocket") == CLOSED


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_link_of_another_page_opens_what_is_here(behind: Door, path: str, site: str) -> None:
    assert answer(behind, *fetched(site, "navigate", "document"), path=path) == PASSED


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_page_may_have_a_page_in_a_frame_and_no_file(behind: Door, site: str) -> None:
    asked = fetched(site, "navigate", "iframe")
    assert answer(behind, *asked, path="/partner") == PASSED
    assert refused(answer(behind, *asked, path="/api/growth.csv"))


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("site", ["same-origin", "none", ""])
def test_the_dashboard_itself_and_who_types_an_address_load_all(
    behind: Door, path: str, site: str
) -> None:
    for mode, dest in (("no-cors", "image"), ("cors", "empty"), ("navigate", "document")):
        assert answer(behind, *fetched(site, mode, dest), path=path) == PASSED


def test_two_answers_of_a_browser_are_none(behind: Door) -> None:
    asked = fetched("cross-site", "navigate", "document")
    assert refused(answer(behind, *asked, ("sec-fetch-mode", "no-cors"), path="/api/status"))
    assert refused(answer(behind, *asked, ("sec-fetch-dest", "image"), path="/api/status"))
    own = fetched("same-origin", "no-cors", "image")
    assert refused(answer(behind, *own, ("sec-fetch-site", "cross-site"), path="/api/status"))


def test_a_named_page_is_known_by_its_origin_and_every_page_where_all_are_named() -> None:
    cors, picture = (
        fetched("cross-site", "cors", "empty"),
        fetched("cross-site", "no-cors", "image"),
    )
    for app in (sharing(SITE), sharing("*")):
        headers_of(answer(app, *cors, ("origin", SITE), path=SHARED[0]))
    assert refused(answer(sharing(SITE), *picture, path=SHARED[0]))
    headers_of(answer(sharing("*"), *picture, path=SHARED[0]))
    assert refused(answer(sharing("*"), *picture, path="/media/a.csv"))


# Pages of other sites that are named


SITE = "https://example.org"
SHARED = ["/api/growth.csv", "/api/check", "/api/", "/api/../_stcore/health"]  # paths are no files
NOT_SHARED = ["/", "/data", "/api", "/apis/growth.csv", "/_stcore/health", "/_stcore/upload_file"]


def sharing(*origins: str) -> Door:
    """A door that lets pages of these origins read."""
    return Door(answering, origins=origins)


def headers_of(sent: list[Message]) -> dict[str, str]:
    """The headers of an answer of the dashboard."""
    assert sent[0]["status"] == 200, sent
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("path", SHARED)
def test_a_named_page_reads_what_is_shared(path: str, method: str) -> None:
    asked = (("host", "localhost"), ("origin", SITE))
    app = sharing(SITE, "http://127.0.0.1:3000")
    assert headers_of(answer(app, *asked, path=path, method=method)) == {
        "access-control-expose-headers": "Content-Disposition, ETag, Retry-After, "
        "Tradeproof-Edition",
        "access-control-allow-origin": SITE,
        "vary": "Origin",
    }
    everyone = answer(sharing("*"), *asked, path=path, method=method)
    assert headers_of(everyone)["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", NOT_SHARED)
@pytest.mark.parametrize("named", [SITE, "*"])
def test_a_named_page_reads_and_opens_nothing_else(named: str, path: str) -> None:
    asked = (("host", "localhost"), ("origin", SITE))
    for method in ("GET", "POST", "PUT", "OPTIONS"):
        assert refused(answer(sharing(named), *asked, path=path, method=method))
    for there in (path, *SHARED):
        assert answer(sharing(named), *asked, path=there, kind="websocket") == CLOSED
    plain = headers_of(answer(sharing(named), ("host", "localhost"), path=path))
    assert plain == {}


@pytest.mark.parametrize(
    "origin",
    [
        "http://example.org",
        "https://example.org:8443",
        "https://example.org/",
        "https://example.org.evil.example",
        "https://sub.example.org",
        "https://EXAMPLE.org",
        "null",
        "*",
        "",
    ],
)
def test_a_page_that_is_not_named_is_refused_as_before(origin: str) -> None:
    asked = (("host", "localhost"), ("origin", origin))
    for method in ("GET", "POST", "OPTIONS"):
        assert refused(answer(sharing(SITE), *asked, path=SHARED[0], method=method))


def test_a_named_page_asks_under_a_name_of_this_machine_and_once() -> None:
    for app in (sharing(SITE), sharing("*")):
        evil = (("host", "evil.example"), ("origin", SITE))
        assert refused(answer(app, *evil, path=SHARED[0]))
        twice = (("host", "localhost"), ("origin", SITE), ("origin", SITE))
        assert refused(answer(app, *twice, path=SHARED[0]))


def test_what_is_shared_with_nobody_says_nothing_of_it() -> None:
    plain = Door(answering)
    assert headers_of(answer(plain, ("host", "localhost"), path=SHARED[0])) == {}
    assert refused(answer(plain, ("host", "localhost"), ("origin", SITE), path=SHARED[0]))


def test_whoever_asks_a_cache_is_told_that_answers_differ_by_origin() -> None:
    for headers in ((), (("origin", "http://localhost"),)):
        asked = answer(sharing(SITE), ("host", "localhost"), *headers, path=SHARED[0])
        said = headers_of(asked)
        assert (said["vary"], "access-control-allow-origin" in said) == ("Origin", False)
