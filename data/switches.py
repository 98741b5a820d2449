"""Switches of the environment: `yes` or `no`, and nothing else."""

from __future__ import annotations

import os

from data.errors import TradeproofError, shortened

YES, NO = "yes", "no"


def is_on(variable: str, *, unless_said: bool) -> bool:
    """Whether a switch is on; `unless_said` is what holds where it is not there or empty.

    Raises
    ------
    TradeproofError
        It is neither `yes` nor `no`, in whatever letters.
    """
    given = os.environ.get(variable, "").strip()
    if not given:
        return unless_said
    if given.lower() not in (YES, NO):
        raise TradeproofError(f"{variable} is {shortened(given)!r}; say {YES} or {NO}")
    return given.lower() == YES
