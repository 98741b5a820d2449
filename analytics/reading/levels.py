"""Which level a rate, a change or another number speaks of."""

from __future__ import annotations

import re

from analytics.reading.marks import Amount, Mark, Rate, When
from analytics.reading.scan import Span
from analytics.reading.statements import Figure
from analytics.reading.subjects import kind_of


def is_of_an_outlook(clause: Span, mark: Rate | Amount, figure: Figure, language: str) -> bool:
    """Whether a change that has happened stands before a level that has not, as another
    statement: "rose by 5% in May, and will reach $3bn"."""
    if figure.start < mark.end or figure.subject.kind == "actual":
        return False
    gap = clause.text[mark.end : figure.start]
    is_hoped = kind_of(clause, mark, language) != "actual"
    return not is_hoped and "," in gap


def leads_to(clause: Span, mark: Mark, figure: Figure) -> bool:
    start = figure.amount.lead if figure.amount else figure.start
    between = [w for w in clause.of("reach") if mark.end <= w.start <= start]
    gap = clause.text[mark.end : start]
    times = [w for w in clause.times if mark.end <= w.start < start]
    new_time = any("," in clause.text[mark.end : w.start] and w.role == "period" for w in times)
    return bool(between) and not re.search(r"[;)]|\b(?:và|and|и)\b", gap) and not new_time


def first_word(sentence: Span) -> int:
    text = sentence.text[sentence.start : sentence.end]
    return sentence.end - len(text.lstrip())


def printed_time(when: When | None, clause: Span) -> str:
    return clause.text[when.start : when.end] if when else ""
