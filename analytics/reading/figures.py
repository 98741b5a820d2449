"""The figures of a text found so far, looked up by what they say in constant time."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace

from analytics.reading.sides import Sides
from analytics.reading.statements import Figure, Subject


@dataclass
class Figures:
    """Figures in the order in which they were found; none changes its subject before the last."""

    found: list[Figure] = field(default_factory=list)
    _first_alike: dict[Hashable, Figure] = field(default_factory=dict)
    _last_level: dict[Subject, Figure] = field(default_factory=dict)

    def add(self, figure: Figure) -> Figure:
        """The same figure, now among those found."""
        self.found.append(figure)
        self._first_alike.setdefault(_said(figure), figure)
        if not figure.is_conversion and not figure.is_base:
            self._last_level[figure.subject] = figure
            self._last_level[_turned(figure.subject)] = figure
        return figure

    def alike(self, figure: Figure) -> Figure | None:
        """The first figure that says the same: subject, number and currency."""
        return self._first_alike.get(_said(figure))

    def last_of(self, subject: Subject) -> Figure | None:
        """The last figure of a subject, with or without a level: no conversion and no mere base.

        One whose period was not told yet takes that of the subject.
        """
        known = self._last_level.get(subject)
        if known is None and (known := self._last_level.get(replace(subject, period=None))):
            known.subject = subject
            self._last_level[subject] = known
        return known


def _turned(subject: Subject) -> Subject:
    """Two-way trade told by the other side: the same figure."""
    if subject.flow != "total":
        return subject
    return replace(subject, sides=Sides(subject.sides.partner, subject.sides.reporter))


def _said(figure: Figure) -> Hashable:
    return figure.subject, figure.value, figure.ends, figure.currency
