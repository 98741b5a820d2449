"""The served dashboard with a site that is named: what its pages read, and no more."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from data.store import Edition
from tests.support.browser import serving
from tests.support.homes import FIRST, place

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("served")]
SITE, OTHER = "https://example.org", "https://evil.example"
FILE = "/api/growth.csv?reporter=VNM&partner=RUS&freq=A"
TEXT = {"Content-Type": "text/plain"}


@pytest.fixture(scope="module")
def client(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    home = place(tmp_path_factory.mktemp("home"), edition, FIRST)
    options = ("--allow-origin", SITE, "--allow-origin", "http://localhost:3000")
    with serving(home, *options) as address, httpx.Client(base_url=address, timeout=60) as client:
        said = (home / "serve.log").read_text(encoding="utf-8").splitlines()
        assert said == [
            f"Tradeproof on {address}, files in {home} (Ctrl+C stops it)",
            f"tradeproof: warning: pages of {SITE}, http://localhost:3000 can read what is below "
            "/api/, in the browser of whoever opens them here or on a machine that reaches this "
            "one",
        ]
        yield client


def cors(answer: httpx.Response) -> dict[str, str]:
    """What of an answer speaks to browsers about other sites."""
    return {
        name: value for name, value in answer.headers.items() if name.startswith("access-control-")
    }


SHOWN = {
    "access-control-expose-headers": "Content-Disposition, ETag, Retry-After, Tradeproof-Edition",
    "access-control-allow-origin": SITE,
}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_named_page_reads_a_file(client: httpx.Client, method: str) -> None:
    here = client.request(method, FILE)
    there = client.request(method, FILE, headers={"Origin": SITE})
    assert (there.status_code, there.content) == (200, here.content)
    assert (cors(there), cors(here)) == (SHOWN, {})
    for answer in (here, there):
        assert "Origin" in answer.headers["vary"].split(", ")
    again = {"Origin": SITE, "If-None-Match": there.headers["etag"]}
    kept = client.request(method, FILE, headers=again)
    assert (kept.status_code, cors(kept)) == (304, SHOWN)


def test_a_named_page_has_a_text_checked_and_reads_what_is_wrong(client: httpx.Client) -> None:
    text = "Viet Nam's exports to Russia grew by 5% in 2023 to 2 billion USD."
    checked = client.post("/api/check", content=text, headers=TEXT | {"Origin": SITE})
    assert (checked.status_code, cors(checked)) == (200, SHOWN)
    wrong = client.get("/api/growth.csv?reporter=KZ", headers={"Origin": SITE})
    assert (wrong.status_code, cors(wrong)) == (400, SHOWN)
    assert wrong.json()["error"].startswith("unknown reporter 'KZ'")


@pytest.mark.parametrize(
    ("method", "sent"), [("GET", "if-none-match"), ("POST", "content-type"), ("HEAD", None)]
)
def test_a_preflight_of_a_named_page_is_answered(
    client: httpx.Client, method: str, sent: str | None
) -> None:
    asked = {"Origin": SITE, "Access-Control-Request-Method": method}
    asked |= {"Access-Control-Request-Headers": sent} if sent else {}
    answer = client.options("/api/check", headers=asked)
    assert (answer.status_code, cors(answer)) == (
        200,
        {
            "access-control-allow-methods": "GET, HEAD, POST",
            "access-control-max-age": "600",
            "access-control-allow-headers": "Accept, Accept-Language, Content-Language, "
            "Content-Type, If-None-Match",
            "access-control-allow-origin": SITE,
        },
    )
    assert "Origin" in answer.headers["vary"].split(", ")


@pytest.mark.parametrize(
    ("method", "sent"), [("PUT", None), ("DELETE", None), ("GET", "authorization")]
)
def test_a_preflight_for_more_than_reading_fails(
    client: httpx.Client, method: str, sent: str | None
) -> None:
    asked = {"Origin": SITE, "Access-Control-Request-Method": method}
    asked |= {"Access-Control-Request-Headers": sent} if sent else {}
    assert client.options("/api/check", headers=asked).status_code == 400


def test_a_page_that_is_not_named_is_refused_as_ever(client: httpx.Client) -> None:
    asked = {"Origin": OTHER, "Access-Control-Request-Method": "GET"}
    for answer in (
        client.get(FILE, headers={"Origin": OTHER}),
        client.head(FILE, headers={"Origin": OTHER}),
        client.post("/api/check", content="a", headers=TEXT | {"Origin": OTHER}),
        client.options(FILE, headers=asked),
        client.get(FILE, headers={"Origin": SITE, "Host": "evil.example"}),
    ):
        assert (answer.status_code, cors(answer)) == (403, {})


@pytest.mark.parametrize(
    "path", ["/", "/data", "/_stcore/health", "/_stcore/host-config", "/static/index.html"]
)
def test_the_pages_are_not_opened_to_it(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"Origin": SITE})
    assert (answer.status_code, cors(answer)) == (403, {})
    assert cors(client.get(path)) == {}
