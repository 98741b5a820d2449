"""What a figure is of."""

from __future__ import annotations

from dataclasses import dataclass

from data.periods import Period

MIRROR = {"export": "import", "import": "export"}  # the same trade, told from the other side


@dataclass(frozen=True)
class Sides:
    """Reporter and partner, None where nothing tells them.

    A place without a code is `?` and its words: unknown, never the world.
    """

    reporter: str | None
    partner: str | None

    def other(self, area: str) -> str | None:
        """The other side of the pair, None if the area is not in it."""
        return {self.reporter: self.partner, self.partner: self.reporter}.get(area)


NOBODY = Sides(None, None)


@dataclass(frozen=True)
class Subject:
    """What a figure is of. `product` is None for all goods; `period` None where not told."""

    sides: Sides
    flow: str
    product: str | None
    period: Period | None
    kind: str = "actual"
