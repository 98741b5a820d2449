"""What a request to check a text brings: the text, as one of some kinds, and how to read it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus

from starlette.requests import Request

from analytics.reading.out.reader import Read
from dashboard.answers.asked_text import read_with
from dashboard.api.refusals import TOO_LARGE, RefusedError
from dashboard.api.request_limits import BYTES_ON_THEIR_WAY, RETRY_AFTER, SECONDS
from dashboard.documents.opening import open_document
from dashboard.documents.reading_limits import LARGEST, LONGEST
from data.errors import shortened, shown

TEXT = "text"
OPTIONS = ("lang", "published", "reporter", "partner")
JSON = "application/json"
PLAIN = "identity"  # Content-Encoding of what is not compressed
EXAMPLE = '{"text": "Trade grew by 5%.", "lang": "en"}'
KINDS = {  # of content, and the end of a file's name that stands for each
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/html": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


class Arriving:
    """The texts that are being sent: how many bytes of them are held, together no more than may be.

    Whoever sends slowly holds few, and keeps nobody from sending.
    """

    def __init__(self) -> None:
        self._held = 0

    async def body_of(self, request: Request) -> bytes:
        """What was sent, no more of it than may be, and in time.

        Raises
        ------
        RefusedError
            It is longer, takes longer, or is compressed.
        """
        _require_plain(request.headers.get("content-encoding", PLAIN))
        told = request.headers.get("content-length", "")
        _require_length(int(told[:20]) if told.isdecimal() else 0)
        found = bytearray()
        try:
            async with asyncio.timeout(SECONDS):
                async for part in request.stream():
                    found += part
                    self._held += len(part)
                    _require_length(len(found))
                    self._require_room()
        except TimeoutError as error:
            raise RefusedError(
                f"the text was not there after {SECONDS} seconds, which is the limit; send less",
                status=HTTPStatus.REQUEST_TIMEOUT,
            ) from error
        finally:
            self._held -= len(found)
        return bytes(found)

    def _require_room(self) -> None:
        if self._held > BYTES_ON_THEIR_WAY:
            raise RefusedError(
                f"texts of {BYTES_ON_THEIR_WAY:,} bytes are being sent, which is the limit; "
                "send this one again later",
                status=HTTPStatus.SERVICE_UNAVAILABLE,
                headers={"Retry-After": str(RETRY_AFTER)},
            )


def _require_plain(encoding: str) -> None:
    """Refuse what is compressed: how long it is would be known only once it is unpacked."""
    if encoding.strip().lower() not in ("", PLAIN):
        raise RefusedError(
            f"a body with Content-Encoding {shortened(encoding)!r} cannot be read; "
            "send the text as it is, not compressed",
            [PLAIN],
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            {"Accept-Encoding": PLAIN},
        )


def _require_length(length: int) -> None:
    if length > LARGEST:
        raise RefusedError(
            f"the text is longer than {LARGEST:,} bytes, which is the limit; send less",
            status=TOO_LARGE,
        )


def read_body(request: Request, body: bytes, go_on: Callable[[], None]) -> Read:
    """The text that was sent, read as the options say, which may stand beside it in JSON.

    `go_on` is called meanwhile, and may raise.

    Raises
    ------
    TradeproofError
        It is of another kind, or cannot be read, or an option is unknown.
    """
    options = _options(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == JSON:
        return _read_json(body, options, go_on)
    if kind not in KINDS:
        raise RefusedError(
            f"a body of the kind {shortened(kind)!r} cannot be read; "
            "say in Content-Type what the text is",
            [*KINDS, JSON],
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        )
    return _read(f"body{KINDS[kind]}", body, options, go_on)


def _read(name: str, body: bytes, options: Mapping[str, str], go_on: Callable[[], None]) -> Read:
    text = open_document(name, body).text
    go_on()
    return read_with(text, **options, go_on=go_on)


def _options(request: Request) -> dict[str, str]:
    """The options in the address, each of which can be there once."""
    asked = request.query_params
    for name in asked:
        if name not in OPTIONS:
            raise RefusedError(f"a check takes no parameter {shortened(name)!r}", OPTIONS)
        if len(asked.getlist(name)) > 1:
            raise RefusedError(f"{name} is there {len(asked.getlist(name))} times; give it once")
    return dict(asked)


def _read_json(body: bytes, options: Mapping[str, str], go_on: Callable[[], None]) -> Read:
    try:
        given = json.loads(body, object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as error:
        raise RefusedError(
            f"the body is no JSON ({error}); send {EXAMPLE}, or the text itself as text/plain"
        ) from error
    if not isinstance(given, dict):
        raise RefusedError(f"the body is no JSON object but {shown(given)}; send {EXAMPLE}")
    for name, value in given.items():
        if name not in (TEXT, *OPTIONS):
            raise RefusedError(f"the body has an unknown {shortened(name)!r}", (TEXT, *OPTIONS))
        if name in options:
            raise RefusedError(f"{name} is in the address and in the body; give it once")
        if not isinstance(value, str) and (name == TEXT or value is not None):
            raise RefusedError(f"{name} in the body is no text but {shown(value)}")
    if TEXT not in given:
        raise RefusedError(f"the body has no {TEXT}; send {EXAMPLE}")
    text = given.pop(TEXT)
    if len(text) > LONGEST:
        raise RefusedError(
            f"the text has {len(text):,} characters, and may have {LONGEST:,}; send less",
            status=TOO_LARGE,
        )
    told = {name: value for name, value in given.items() if value is not None}
    return _read("body.txt", _encoded(text), dict(options) | told, go_on)


def _each_once(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise RefusedError(f"{shortened(name)} is in the body more than once; give it once")
        found[name] = value
    return found


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise RefusedError(
            f"{TEXT} in the body has half of a character at {error.start}; send whole ones"
        ) from error
