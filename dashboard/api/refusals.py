"""A request that gets no answer: one JSON object with what is wrong and what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus

from starlette.responses import JSONResponse

from dashboard.api.request_limits import RETRY_AFTER
from dashboard.documents.opening import DocumentError
from dashboard.documents.reading_limits import Unreadable
from data.errors import EditionError, TradeproofError, UnknownCode
from data.query_time import TooLongError

TOO_LARGE = HTTPStatus(413)  # its name is another one from Python 3.13 on
OF_A_TEXT = {  # the status where a text cannot be read, if it is not that of bad input
    Unreadable.TOO_LARGE: TOO_LARGE,
    Unreadable.TOO_LONG: TOO_LARGE,
    Unreadable.TOO_MANY_PAGES: TOO_LARGE,
    Unreadable.UNPACKS_TOO_LARGE: TOO_LARGE,
    Unreadable.TOO_MANY_AT_ONCE: HTTPStatus.SERVICE_UNAVAILABLE,
}


class RefusedError(TradeproofError):
    """A request that is wrong in itself; `status` is that of the answer, `allowed` what is right.

    Parameters
    ----------
    headers
        Of the answer, beside those that each has.
    """

    def __init__(
        self,
        message: str,
        allowed: Iterable[str] = (),
        status: HTTPStatus = HTTPStatus.BAD_REQUEST,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.allowed, self.status, self.headers = list(allowed), status, dict(headers or {})
        super().__init__(message)


def refusal(error: TradeproofError) -> JSONResponse:
    """The answer to a request that ended in an error."""
    said = {"error": str(error), "allowed": _allowed(error)}
    if isinstance(error, RefusedError):
        return JSONResponse(said, error.status, error.headers)
    status = _status(error)
    later = status == HTTPStatus.SERVICE_UNAVAILABLE
    return JSONResponse(said, status, {"Retry-After": str(RETRY_AFTER)} if later else None)


def _status(error: TradeproofError) -> HTTPStatus:
    if isinstance(error, EditionError | TooLongError):
        return HTTPStatus.SERVICE_UNAVAILABLE
    if isinstance(error, DocumentError):
        return OF_A_TEXT.get(error.reason, HTTPStatus.BAD_REQUEST)
    return HTTPStatus.BAD_REQUEST


def _allowed(error: TradeproofError) -> list[str]:
    if isinstance(error, RefusedError | UnknownCode):
        return error.allowed
    return []
