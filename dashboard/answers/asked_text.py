"""A text that someone asks about, by command or over HTTP: how it is to be read."""

from __future__ import annotations

from collections.abc import Callable

from analytics.reading.out.reader import Read, read
from data import codes
from data.book.rows import dated
from data.errors import TradeproofError, shortened

LANGUAGES = ("auto", *codes.LANGUAGES)


def read_with(
    text: str,
    lang: str = "auto",
    published: str | None = None,
    reporter: str | None = None,
    partner: str | None = None,
    go_on: Callable[[], None] = lambda: None,
) -> Read:
    """Read a text as the options say; `go_on` as in `read`.

    Raises
    ------
    TradeproofError
        A language or area that is unknown, or a date that is none.
    """
    require_known(lang, published, reporter, partner)
    return read(text, lang, published, reporter, partner, go_on)


def require_known(
    lang: str, published: str | None, reporter: str | None, partner: str | None
) -> None:
    """Name an option that is unknown.

    Raises
    ------
    TradeproofError
        There is one.
    """
    codes.require("language", lang, LANGUAGES)
    if published is not None:
        _require_date(published)
    for side, area in (("reporter", reporter), ("partner", partner)):
        if area is not None:
            codes.require_area(side, area)


def _require_date(published: str) -> None:
    try:
        dated(published)
    except TradeproofError as error:
        raise TradeproofError(
            f"{shortened(published)!r} is no date of publication; write 2025-05-02, 2025-05 or 2025"
        ) from error
