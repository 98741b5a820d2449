"""A text sent to be checked: the answer of the command, and what is refused."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette

from dashboard.answers import whole_edition
from dashboard.answers.asked_text import read_with
from dashboard.api import check_requests, routes
from dashboard.api.refusals import refusal
from dashboard.documents.opening import DocumentError
from dashboard.documents.reading_limits import LONGEST, Unreadable
from dashboard.wording.checked_text import as_json

TEXT = "Two-way trade between Viet Nam and Russia rose 10% to 110 million USD in 2021."
PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


@pytest.mark.parametrize("lang", ["auto", "en"])
def test_the_answer_is_that_of_the_command(client, edition, lang):
    answer = client.post(f"/api/check?lang={lang}", content=TEXT, headers=PLAIN)
    assert answer.headers["content-type"] == "application/json"
    assert answer.content == as_json(whole_edition.checked(edition, read_with(TEXT, lang)))
    [claim] = answer.json()["claims"]
    assert (claim["value"], claim["printed"]) == (10, "10%")
    assert claim["verdict"]


def test_options_stand_in_the_address_or_in_the_json(client):
    text = "Exports grew by 5% in 2023 to 21 million USD."
    options = {"lang": "en", "reporter": "VNM", "partner": "KAZ", "published": "2024-02"}
    in_address = client.post("/api/check", params=options, content=text, headers=PLAIN)
    in_json = client.post("/api/check", json={"text": text, **options})
    assert in_address.status_code == 200
    assert in_json.json() == in_address.json()
    [figure] = in_json.json()["figures"]
    assert (figure["reporter"], figure["partner"]) == ("VNM", "KAZ")


def test_a_page_is_read_without_its_marks(client):
    page = f"<html><body><p>{TEXT}</p><script>var x = '99%';</script></body></html>"
    answer = client.post("/api/check", content=page, headers={"Content-Type": "text/html"})
    assert [claim["printed"] for claim in answer.json()["claims"]] == ["10%"]


@pytest.mark.parametrize(
    ("body", "kind", "status", "error", "allowed"),
    [
        (b"x=1", "application/x-www-form-urlencoded", 415, "a body of the kind",
         [*check_requests.KINDS, "application/json"]),
        (b"x", "", 415, "a body of the kind ''", [*check_requests.KINDS, "application/json"]),
        (b"{", "application/json", 400, "the body is no JSON", []),
        (b"[1]", "application/json", 400, "the body is no JSON object but [1]", []),
        (b"[" * 100_000, "application/json", 400, "the body is no JSON", []),
        (b"{}", "application/json", 400, "the body has no text", []),
        (b'{"text": "a", "text": "b"}', "application/json", 400,
         "text is in the body more than once; give it once", []),
        (b'{"text": "grew \\ud800 by 5%"}', "application/json", 400,
         "text in the body has half of a character at 5; send whole ones", []),
        (b'{"text": "grew\\u0000"}', "application/json", 400, "body.txt", []),
        (b'{"text": 5}', "application/json", 400, "text in the body is no text but 5", []),
        (b'{"text": "a", "language": "en"}', "application/json", 400,
         "the body has an unknown 'language'", ["text", "lang", "published", "reporter",
                                                "partner"]),
        (b'{"text": "a", "lang": "de"}', "application/json", 400, "unknown language 'de'",
         ["auto", "en", "ru", "vi"]),
        (b'{"text": "a", "published": "soon"}', "application/json", 400,
         "'soon' is no date of publication", []),
        (b"\xff\xfe\x00", "text/plain", 400, "body.txt", []),
        (b"%PDF-1.4 no", "application/pdf", 400, "body.pdf", []),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(client, body, kind, status, error, allowed):
    answer = client.post("/api/check", content=body, headers={"Content-Type": kind})
    assert answer.status_code == status, answer.text
    said = answer.json()
    assert error in said["error"]
    assert sorted(said["allowed"]) == sorted(allowed)


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ("language=en", "a check takes no parameter 'language'"),
        ("lang=en&lang=vi", "lang is there 2 times; give it once"),
        ("partner=XX", "unknown partner 'XX'"),
    ],
)
def test_a_wrong_option_is_named(client, asked, error):
    answer = client.post(f"/api/check?{asked}", content=TEXT, headers=PLAIN)
    assert (answer.status_code, answer.json()["error"][: len(error)]) == (400, error)


def test_an_option_that_is_there_twice_is_no_choice_of_ours(client):
    answer = client.post("/api/check?lang=en", json={"text": TEXT, "lang": "vi"})
    assert answer.status_code == 400
    assert answer.json()["error"] == "lang is in the address and in the body; give it once"


@pytest.mark.parametrize("kind", ["text/plain", "application/json"])
def test_a_text_that_is_too_long_is_refused(client, monkeypatch, kind):
    monkeypatch.setattr(check_requests, "LARGEST", 100)
    answer = client.post("/api/check", content=b"a" * 101, headers={"Content-Type": kind})
    assert answer.status_code == 413
    assert answer.json()["error"] == (
        "the text is longer than 100 bytes, which is the limit; send less"
    )


@pytest.mark.parametrize("kind", ["text/plain", "text/markdown", "text/html", "application/json"])
def test_a_text_of_too_many_characters_has_one_status_however_it_is_sent(client, kind):
    text = "a" * (LONGEST + 1)
    body = json.dumps({"text": text}) if kind == "application/json" else text
    answer = client.post("/api/check", content=body, headers={"Content-Type": kind})
    assert (answer.status_code, answer.json()["allowed"]) == (413, [])
    assert "2,000,00" in answer.json()["error"]


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        (Unreadable.TOO_LARGE, 413),
        (Unreadable.TOO_LONG, 413),
        (Unreadable.TOO_MANY_PAGES, 413),
        (Unreadable.UNPACKS_TOO_LARGE, 413),
        (Unreadable.TOO_MANY_AT_ONCE, 503),
        (Unreadable.NO_TEXT, 400),
    ],
)
def test_the_status_of_a_text_says_why_it_cannot_be_read(reason, status):
    named = refusal(DocumentError("body.pdf", reason, {"limit": 1, "n": 1, "pages": 1}))
    assert (named.status_code, "retry-after" in named.headers) == (status, status == 503)


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate, gzip", "x" * 200])
@pytest.mark.parametrize("kind", ["text/plain", "application/json"])
def test_a_compressed_body_is_refused_as_such(client, kind, encoding):
    headers = {"Content-Type": kind, "Content-Encoding": encoding}
    answer = client.post("/api/check", content=gzip.compress(TEXT.encode()), headers=headers)
    assert (answer.status_code, answer.headers["accept-encoding"]) == (415, "identity")
    named = encoding if len(encoding) < 100 else "x" * 99 + "…"
    assert answer.json() == {
        "error": f"a body with Content-Encoding {named!r} cannot be read; "
        "send the text as it is, not compressed",
        "allowed": ["identity"],
    }


def test_a_body_that_says_it_is_not_compressed_is_read(client):
    headers = PLAIN | {"Content-Encoding": "Identity"}
    assert client.post("/api/check", content=TEXT, headers=headers).status_code == 200


def test_more_checks_at_once_than_there_may_be_are_sent_away_for_a_while(client):
    held = [routes._checks.acquire(blocking=False) for _ in range(2)]
    try:
        answer = client.post("/api/check", content=TEXT, headers=PLAIN)
    finally:
        for _ in held:
            routes._checks.release()
    assert held == [True, True]
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json()["error"].startswith("2 texts are being checked, which is the limit")
    assert client.post("/api/check", content=TEXT, headers=PLAIN).status_code == 200


async def never_ending() -> AsyncIterator[bytes]:
    """The start of a text, and nothing more for as long as anybody waits."""
    yield b"Exports grew by "
    await asyncio.Event().wait()


def test_who_sends_slowly_keeps_nobody_from_a_check(client, monkeypatch):
    async def ask() -> list[int]:
        transport = httpx.ASGITransport(Starlette(routes=routes.ROUTES))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as asking:
            slow = [
                asyncio.create_task(
                    asking.post("/api/check", content=never_ending(), headers=PLAIN)
                )
                for _ in range(20)
            ]
            while routes._arriving._held < 20 * len("Exports grew by "):
                await asyncio.sleep(0)
            whole = await asking.post("/api/check", content=TEXT, headers=PLAIN)
            for one in slow:
                one.cancel()
            await asyncio.gather(*slow, return_exceptions=True)
        return [whole.status_code, routes._arriving._held]

    assert asyncio.run(ask()) == [200, 0]


def test_a_text_that_does_not_arrive_is_not_waited_for(client, monkeypatch):
    monkeypatch.setattr(check_requests, "SECONDS", 0.01)
    answer = client.post("/api/check", content=never_ending(), headers=PLAIN)
    assert answer.status_code == 408
    assert answer.json()["error"] == (
        "the text was not there after 0.01 seconds, which is the limit; send less"
    )
    assert routes._arriving._held == 0


def test_texts_on_their_way_have_a_room_together(client, monkeypatch):
    monkeypatch.setattr(check_requests, "BYTES_ON_THEIR_WAY", len(TEXT) - 1)
    answer = client.post("/api/check", content=TEXT, headers=PLAIN)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json()["error"] == (
        f"texts of {len(TEXT) - 1} bytes are being sent, which is the limit; "
        "send this one again later"
    )
    assert routes._arriving._held == 0
    monkeypatch.setattr(check_requests, "BYTES_ON_THEIR_WAY", len(TEXT))
    assert client.post("/api/check", content=TEXT, headers=PLAIN).status_code == 200


def sent_to(headers: list[tuple[bytes, bytes]], *messages: dict[str, object]) -> list[object]:
    """What is sent to a request to check a text from which these messages come, one at most."""
    sent, left = [], list(messages)

    async def receive():
        return left.pop(0)

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http", "method": "POST", "path": "/api/check", "query_string": b"",
        "headers": headers,
    }  # fmt: skip
    asyncio.run(Starlette(routes=routes.ROUTES)(scope, receive, send))
    return sent


@pytest.mark.parametrize("length", [b"20000001", b"9" * 5000])
def test_a_length_that_is_too_large_is_refused_before_anything_is_read(client, length):
    head, *_ = sent_to([(b"content-length", length), (b"content-type", b"text/plain")])
    assert head["status"] == 413


def test_who_leaves_before_the_end_is_answered_nothing(client):
    start = {"type": "http.request", "body": b"Exports", "more_body": True}
    assert sent_to([], start, {"type": "http.disconnect"}) == []
    assert routes._arriving._held == 0


def test_reading_ends_where_its_time_does(client, monkeypatch):
    monkeypatch.setattr(routes, "SECONDS", 0)
    monkeypatch.setattr(whole_edition, "checked", None)  # whatever would go on to check fails
    answer = client.post("/api/check", content=f"{TEXT} " * 300, headers=PLAIN)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "or a shorter text" in answer.json()["error"]


def test_a_check_is_sent_not_fetched(client):
    answer = client.get("/api/check")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


def test_the_status_says_what_there_is(client, edition):
    said = client.get("/api/status").json()
    assert (said["edition"], said["data_sets"]) == (edition.name, [])
    assert said["figures"] > 100
    assert said["files"]["balance"] == [
        "reporter", "partner", "product", "freq", "source", "from", "to", "sides",
    ]  # fmt: skip
    assert said["limits"] == {
        "seconds_of_a_query": 60,
        "checks_at_once": 2,
        "files_at_once": 8,
        "bytes_of_a_text": 20_000_000,
        "bytes_on_their_way": 200_000_000,
        "characters_of_a_text": 2_000_000,
    }
    refused = client.get("/api/status?verbose=1")
    assert (refused.status_code, refused.json()["error"]) == (
        400, "/api/status takes no parameter 'verbose'",
    )  # fmt: skip
