"""The edition that a server answers from: the newest, opened once for all who ask."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from data import store
from data.official import embedded
from data.store import Edition

KEPT = 2  # the newest, and the one before, which pages may still be reading

_lock = Lock()
_opened: OrderedDict[tuple[str, str | None], Edition] = OrderedDict()


def newest() -> Edition:
    """The published edition; a newly published one is opened by whoever asks first.

    Raises
    ------
    TradeproofError
        There is none that can be read or built.
    """
    asked = (str(store.home()), store.published_name())
    with _lock:
        if asked not in _opened:
            _opened[asked] = embedded.open_up_to_date()
            while len(_opened) > KEPT:
                _opened.popitem(last=False)
        return _opened[asked]


def forget() -> None:
    """Open anew whatever is asked for next."""
    with _lock:
        _opened.clear()
