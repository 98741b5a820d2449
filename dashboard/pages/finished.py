"""Parts of pages that are finished: kept, since a page follows from its edition and its address."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from dashboard.answers.kept import Kept
from dashboard.pages.frame import Context

Part = TypeVar("Part")

MOST = 128  # parts of an edition
_parts: Kept[Any] = Kept(MOST)


def finished(context: Context, name: str, make: Callable[[], Part], *also: Hashable) -> Part:
    """A part of the page that is shown, made when the address is shown for the first time.

    Nobody changes what they get, and `make` draws nothing.

    Parameters
    ----------
    name
        Of the part, among those of all pages.
    also
        What it follows from besides the edition and the address: a theme, a day.
    """
    asked = (name, context.language, context.selection, *also)
    return _parts.get(context.edition, asked, make)
