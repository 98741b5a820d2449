"""Where a text comes back to what it spoke of before its parts: the whole, or all partners."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.reading.bases import time_before
from analytics.reading.marks import Mark
from analytics.reading.scan import Span
from analytics.reading.sides import WORLD
from analytics.reading.statements import Figure, Said, Subject


def return_to_all_partners(said: Said, sentence: Span, told: Sequence[Figure]) -> None:
    """After a sentence on several partners, a flow without one is that of all again."""
    about = said.report
    partners = {figure.subject.sides.partner for figure in told}
    if about is None or about.sides.partner not in (None, WORLD) or len(partners) < 2:
        return
    if sentence.of("flow", about.flow) and not sentence.places:
        said.sides = about.sides


def return_to_the_whole(said: Said, clause: Span, number: Mark, language: str) -> None:
    """After the parts of a figure, a clause of a time alone speaks of the whole again."""
    if clause.of("of_which") and said.flow is not None:
        said.whole = Subject(said.sides, said.flow, said.product, said.period)
    names = clause.of("flow") or clause.of("product") or clause.of("market") or clause.places
    dated = time_before(clause, number, language, clause.start)
    if said.whole is not None and dated is not None and not names:
        said.sides, said.flow, said.product = (
            said.whole.sides, said.whole.flow, said.whole.product,
        )  # fmt: skip
        said.sign = 1
