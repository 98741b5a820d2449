"""Answers that are sent piece by piece: what is not yet sent stands in no memory of ours."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import TypeVar
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from dashboard.answers import whole_edition
from dashboard.answers.long_tables import pieces
from dashboard.api.file_requests import FileRequest
from dashboard.api.request_limits import FILES_AT_ONCE, SECONDS
from dashboard.wording import public_tables
from data.query_time import QueryTime
from data.store import Edition

T = TypeVar("T")

# Threads of their own: those of the process serve the pages, too, which would wait behind files.
_threads = CapacityLimiter(FILES_AT_ONCE)


async def making_files(make: Callable[..., T], *given: object) -> T:
    """What a function gives that makes a file or a piece of one, when its turn has come."""
    return await to_thread.run_sync(make, *given, limiter=_threads)


def file_answer(request: Request, asked: FileRequest, edition: Edition) -> Response:
    """The file that is asked for; nothing of it where the reader has the same already.

    Raises
    ------
    TradeproofError
        It cannot be made. Once the first piece is there, an error ends the connection instead.
    """
    headers = {
        "ETag": asked.etag(edition),
        "Cache-Control": "no-cache",  # it may be kept, and is asked for again with its ETag
        "Content-Disposition": _as_a_file(asked.file_name),
        "Tradeproof-Edition": edition.name,
    }
    if _has_it(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    if request.method == "HEAD":
        return _head(headers, asked.media_type)
    sent = _in_time(asked, edition)
    first = next(sent)
    return StreamingResponse(_after(first, sent), headers=headers, media_type=asked.media_type)


def _in_time(asked: FileRequest, edition: Edition) -> Iterator[bytes]:
    """The pieces of a file, each within the time that it may take."""
    time = QueryTime(SECONDS)
    with time.step():
        if asked.file.rests_on_whole(asked.selection):
            whole_edition.every_check(edition, lambda *_: time.require_time())
        table = public_tables.whole(edition, asked.file.name, asked.selection, asked.form)
        made = pieces(table, asked.form)
        piece = next(made, None)
    while piece is not None:
        yield piece
        with time.step():
            piece = next(made, None)


def _head(headers: dict[str, str], media_type: str) -> Response:
    """What a file has before its bytes; how many they are is known only once it is made."""
    head = Response(headers=headers, media_type=media_type)
    del head.headers["content-length"]  # of the empty answer, not of the file (RFC 9110, 8.6)
    return head


async def _after(first: bytes, others: Iterator[bytes]) -> AsyncIterator[bytes]:
    piece: bytes | None = first
    while piece is not None:
        yield piece
        piece = await making_files(next, others, None)


def _has_it(request: Request, etag: str) -> bool:
    known = [one.strip() for one in request.headers.get("if-none-match", "").split(",")]
    opaque = etag.removeprefix("W/")
    return "*" in known or opaque in (one.removeprefix("W/") for one in known)


def _as_a_file(name: str) -> str:
    """The header that names a file to keep (RFC 6266): as it is, and with ASCII letters alone."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    told = "" if plain == name else f"; filename*=UTF-8''{quote(name, safe='')}"
    return f'attachment; filename="{plain}"{told}'
