"""The addresses below `/api`: thin doors to the functions of the command line and the pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from importlib.metadata import version
from threading import BoundedSemaphore

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from dashboard.answers import figure_counts, whole_edition
from dashboard.answers.newest_edition import newest
from dashboard.answers.public_files import FILES
from dashboard.api import openapi
from dashboard.api.check_requests import Arriving, read_body
from dashboard.api.file_requests import file_request, parameters, require_address
from dashboard.api.refusals import RefusedError, refusal
from dashboard.api.request_limits import CHECKS_AT_ONCE, LIMITS, RETRY_AFTER, SECONDS
from dashboard.api.sending import file_answer, making_files
from dashboard.wording.checked_text import as_json
from data.errors import TradeproofError, shortened
from data.query_time import QueryTime

Answered = Callable[[Request], Awaitable[Response]]

_arriving = Arriving()
_checks = BoundedSemaphore(CHECKS_AT_ONCE)


class _Endpoint:
    """The answers at one address; an error is answered as such.

    Parameters
    ----------
    answered
        Gives the answer.
    methods
        Those that the address takes; every one where none is named.
    """

    def __init__(self, answered: Answered, *methods: str) -> None:
        self._answered, self._methods = answered, methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            self._require_method(request)
            response = await self._answered(request)
        except ClientDisconnect:
            return
        except TradeproofError as error:
            response = refusal(error)
        response.headers.update(OF_NO_OTHER_SITE)
        await response(scope, receive, send)

    def _require_method(self, request: Request) -> None:
        if self._methods and request.method not in self._methods:
            raise RefusedError(
                f"{request.url.path} takes no {shortened(request.method)}",
                self._methods,
                HTTPStatus.METHOD_NOT_ALLOWED,
                {"Allow": ", ".join(self._methods)},
            )


async def _file(request: Request) -> Response:
    require_address(request)
    return await making_files(_file_of, request)


def _file_of(request: Request) -> Response:
    edition = newest()
    return file_answer(request, file_request(request, edition), edition)


async def _check(request: Request) -> Response:
    body = await _arriving.body_of(request)
    if not _checks.acquire(blocking=False):
        raise RefusedError(
            f"{CHECKS_AT_ONCE} texts are being checked, which is the limit; ask again later",
            status=HTTPStatus.SERVICE_UNAVAILABLE,
            headers={"Retry-After": str(RETRY_AFTER)},
        )
    try:
        return await run_in_threadpool(_checked, request, body)
    finally:
        _checks.release()


def _checked(request: Request, body: bytes) -> Response:
    time = QueryTime(SECONDS)
    with time.step():
        read = read_body(request, body, time.require_time)
        checked = whole_edition.checked(newest(), read, lambda *_: time.require_time())
    return Response(as_json(checked), media_type="application/json")


async def _status(request: Request) -> Response:
    _require_no_parameter(request)
    return JSONResponse(await run_in_threadpool(_status_of_newest))


def _status_of_newest() -> dict[str, object]:
    edition = newest()
    counts = figure_counts.of_edition(edition)
    return {
        "version": version("tradeproof"),
        "edition": edition.name,
        "built_at": f"{edition.built_at:%Y-%m-%dT%H:%M:%SZ}",
        "figures": counts.figures,
        "sources": len(edition.relation("source")),
        "data_sets": list(edition.data_sets),
        "warnings": list(edition.warnings),
        "files": {name: list(parameters(file)) for name, file in FILES.items()},
        "limits": LIMITS,
    }


async def _openapi(request: Request) -> Response:
    _require_no_parameter(request)
    return JSONResponse(await run_in_threadpool(lambda: openapi.document(newest())))


def _require_no_parameter(request: Request) -> None:
    for name in request.query_params:
        raise RefusedError(f"{request.url.path} takes no parameter {shortened(name)!r}")


async def _nothing(request: Request) -> Response:
    there = [f"/api/{name}.csv" for name in FILES]
    raise RefusedError(
        f"there is no {request.url.path}",
        [*there, "/api/check", "/api/status", "/api/openapi.json"],
        HTTPStatus.NOT_FOUND,
    )


READ = ("GET", "HEAD")
OF_NO_OTHER_SITE = {  # a tag of a page elsewhere (<script>, <img>) does not load an answer
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ROUTES = [
    Route("/api/openapi.json", _Endpoint(_openapi, *READ)),
    Route("/api/status", _Endpoint(_status, *READ)),
    Route("/api/check", _Endpoint(_check, "POST")),
    Route("/api/{file}.{form}", _Endpoint(_file, *READ)),
    Route("/api", _Endpoint(_nothing)),
    Route("/api/{rest:path}", _Endpoint(_nothing)),
]
