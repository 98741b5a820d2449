"""How many examples a slow property draws, or how long a text a slow test reads.

`make test` takes fewer, `make test-long` all of them.
"""

from __future__ import annotations

from hypothesis import settings

LONG = "long"  # the profile of Hypothesis that `make test-long` names


def examples(every: int, *, usual: int) -> int:
    """`every` with the long profile, `usual` without: a number of examples or of characters."""
    return every if settings.get_current_profile_name() == LONG else usual
