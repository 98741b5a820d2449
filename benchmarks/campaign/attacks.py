"""One attack of the campaign: how often it was tried, how each try ended, and what went wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from types import TracebackType

from data.errors import TradeproofError

SHOWN = 5  # faults in full


@dataclass
class Attack:
    """The tries of one kind, counted by how they ended.

    An ending is what the documents promise ("the edition before", "one line"); a fault is anything
    else, told with what is needed to try it again.
    """

    name: str
    endings: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def tries(self) -> int:
        """How many were made."""
        return sum(self.endings.values()) + len(self.faults)

    def ended(self, how: str) -> None:
        """Count a try that ended as promised."""
        self.endings[how] += 1

    def failed(self, fault: str) -> None:
        """Count a try that ended as nobody promised."""
        self.faults.append(fault)

    def expect(self, holds: bool, how: str, fault: str) -> None:
        """Count a try: as promised where it holds, else as a fault."""
        if holds:
            self.ended(how)
        else:
            self.failed(fault)

    def one_try(self, told: object) -> OneTry:
        """A try whose errors are counted; `told` is what is needed to make it again."""
        return OneTry(self, told)

    def lines(self) -> list[str]:
        """What the campaign prints of it: counts first, then the first faults."""
        told = ", ".join(f"{how} {count:,}" for how, count in sorted(self.endings.items()))
        head = f"{self.name:<26}{self.tries:>7,} tries {len(self.faults):>4,} faults   {told}"
        return [head, *(f"    FAULT {fault}" for fault in self.faults[:SHOWN])]


@dataclass(frozen=True)
class OneTry:
    """A try: an error of ours that is one line is an ending, any other exception is a fault."""

    attack: Attack
    told: object

    def __enter__(self) -> None:
        """Begin the try."""

    def __exit__(
        self,
        _: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> bool:
        """Count what ended it; what only stops the campaign (Ctrl-C) goes on up."""
        if isinstance(error, TradeproofError) and "\n" not in str(error):
            self.attack.ended("one line")
        elif isinstance(error, Exception):
            self.attack.failed(f"{error!r}; {self.told}")
        return isinstance(error, Exception)
