"""Work that a page waits for ends when nobody waits any more."""

from __future__ import annotations

import pytest

from dashboard.pages.waiting import Count
from data.errors import TradeproofError


def test_work_is_told_at_its_next_count_that_the_page_was_left() -> None:
    count = Count()
    count(1)
    assert (count.done, count.is_left) == (1, False)
    count.leave()
    with pytest.raises(TradeproofError, match="left"):
        count(2)
    assert (count.done, count.is_left) == (2, True)
