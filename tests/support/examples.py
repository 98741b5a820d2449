"""How many examples a slow property draws: fewer in `make test`, all in `make test-long`."""

from __future__ import annotations

from hypothesis import settings

LONG = "long"  # the profile of Hypothesis that `make test-long` names


def examples(every: int, *, usual: int) -> int:
    """`every` with the long profile, `usual` without: for the decorator `settings`."""
    return every if settings.get_current_profile_name() == LONG else usual
