"""Flows of trade, and what they have to do with each other."""

from __future__ import annotations

from enum import StrEnum


class Flow(StrEnum):
    """Which way goods go, in the order of presentation of `lists.toml`.

    A flow is the text of its code, so that it can stand in a row or be compared with one.
    """

    EXPORT = "export"
    IMPORT = "import"
    TOTAL = "total"
    BALANCE = "balance"

    @property
    def mirror(self) -> Flow | None:
        """The same trade in the partner's statistics; None for a balance, whose sign turns."""
        return _MIRRORS.get(self)

    @property
    def weights(self) -> tuple[int, int]:
        """How much of exports and of imports is in it: balance = 1 * exports - 1 * imports."""
        return _WEIGHTS[self]

    @property
    def other(self) -> Flow:
        """Imports beside exports, exports beside imports.

        Raises
        ------
        ValueError
            The flow is neither.
        """
        if self not in ONE_WAY:
            raise ValueError(f"{self} goes both ways")
        return Flow.IMPORT if self is Flow.EXPORT else Flow.EXPORT


ONE_WAY = (Flow.EXPORT, Flow.IMPORT)
AMOUNTS = (*ONE_WAY, Flow.TOTAL)  # never below zero

_MIRRORS = {Flow.EXPORT: Flow.IMPORT, Flow.IMPORT: Flow.EXPORT, Flow.TOTAL: Flow.TOTAL}
_WEIGHTS = {Flow.EXPORT: (1, 0), Flow.IMPORT: (0, 1), Flow.TOTAL: (1, 1), Flow.BALANCE: (1, -1)}
