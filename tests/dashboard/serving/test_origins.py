"""Sites whose pages may read: named as a browser names them, or refused."""

from __future__ import annotations

import pytest

from dashboard.serving import origins
from dashboard.serving.origins import checked_origins, named_origins, shares
from data.errors import TradeproofError

RIGHT = [
    "https://example.org",
    "http://example.org:8080",
    "http://localhost:3000",
    "http://127.0.0.1:3000",
    "http://[::1]:3000",
    "https://xn--vit-gma.example",
    "*",
]
WRONG = {  # and what would be right
    "https://example.org/": "https://example.org",
    "https://example.org/data?x=1": "https://example.org",
    "https://example.org:443": "https://example.org",
    "http://example.org:80": "http://example.org",
    "http://example.org:08080": "http://example.org:8080",
    "HTTPS://Example.ORG": "https://example.org",
    "example.org": None,
    "example.org:443": None,
    "//example.org": None,
    "ftp://example.org": None,
    "https://": None,
    "https://*.example.org": None,
    "https://me@example.org": None,
    "https://example.org?x": None,
    "https://example.org ": None,
    "https://example.org\n": None,
    "https://vi\u1ec7t.example": None,
    "http://example.org:0": None,
    "http://example.org:65536": None,
    "http://example.org:" + "9" * 5000: None,
    "null": None,
    "": None,
    "https://a.example https://b.example": None,
}
ANY = "it as https://example.org or http://127.0.0.1:3000, or * for every site"


def test_origins_are_kept_as_they_are_each_once() -> None:
    assert checked_origins([*RIGHT, *RIGHT]) == tuple(RIGHT)


@pytest.mark.parametrize("given", WRONG)
def test_what_no_browser_sends_is_named_with_what_it_sends(given: str) -> None:
    with pytest.raises(TradeproofError) as refused:
        checked_origins(["https://example.org", given])
    said = str(refused.value)
    assert said.startswith("--allow-origin '" + given[:20].replace("\n", "\\n"))
    assert said.endswith(
        "is not what a browser sends as an origin, which is scheme, host and port alone; write "
        + (WRONG[given] or ANY)
    )
    assert "\n" not in said
    assert len(said) < 400


def test_the_environment_names_several_with_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    assert origins.VARIABLE == "TRADEPROOF_ALLOW_ORIGIN"
    monkeypatch.delenv(origins.VARIABLE, raising=False)
    assert named_origins() == ()
    monkeypatch.setenv(origins.VARIABLE, "https://example.org  http://localhost:3000 ")
    assert named_origins() == ("https://example.org", "http://localhost:3000")
    monkeypatch.setenv(origins.VARIABLE, "https://example.org/")
    with pytest.raises(TradeproofError, match=r"^TRADEPROOF_ALLOW_ORIGIN 'https://example.org/'"):
        named_origins()


def test_who_reads_because_of_it_is_told() -> None:
    told = (
        "pages of {} can read what is below /api/, in the browser of whoever opens them here or "
        "on a machine that reaches this one"
    )
    assert shares([]) == ""
    both = ["https://example.org", "http://localhost:3000"]
    assert shares(both) == told.format("https://example.org, http://localhost:3000")
    assert shares(["https://example.org", "*"]) == told.format("any site")
