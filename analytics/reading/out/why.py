"""Why a text was read as it was: the rules of each row by name, and what was passed over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from analytics.reading.out.counted import counted
from analytics.reading.out.reader import PassedOver, Read
from analytics.reading.state.statements import Figure

CERTAIN = 9.0  # the margin of a sentence that can be cut one way only
PERIOD = "period: "

Record = dict[str, Any]


def reasons(read: Read) -> Iterator[str]:
    """A line for each figure, claim and number passed over, with the rules that told it."""
    for figure in read.figures:
        printed = ""
        if figure.amount is not None and figure.is_printed:
            printed = f" {read.text.printed(figure.amount.start, figure.amount.end)}"
        yield f"{figure.name}{printed} [{figure.confidence}]"
        yield from (f"    {rule}" for rule in _rules(figure))
        for claim in figure.claims:
            said = read.text.printed(claim.mark.start, claim.mark.end)
            yield f"  {claim.name} {said} [{claim.confidence}]"
            yield from (f"      {rule}" for rule in claim.derivation)
    for passed in _passed_over(read):
        said = read.text.printed(passed.mark.start, passed.mark.end)
        yield f"passed over {said}: {passed.rule}"


def with_reasons(read: Read) -> dict[str, list[Record]]:
    """The public JSON of `read` with the rules of each row, and the numbers passed over."""
    told = read.as_records()
    rules = [_rules(figure) for figure in read.figures]
    of_claims = [list(claim.derivation) for _, claim in read.claims]
    return {
        "figures": _with(told["figures"], rules),
        "claims": _with(told["claims"], of_claims),
        "passed_over": [
            {
                "printed": read.text.printed(passed.mark.start, passed.mark.end),
                "span": list(read.text.span(passed.mark.start, passed.mark.end)),
                "why": [passed.rule],
            }
            for passed in _passed_over(read)
        ],
    }


def _with(records: list[Record], rules: list[list[str]]) -> list[Record]:
    return [one | {"why": why} for one, why in zip(records, rules, strict=True)]


def _passed_over(read: Read) -> list[PassedOver]:
    """Every number that is no row, in the order of the text."""
    every = (*read.passed_by, *counted(read))
    return sorted(every, key=lambda passed: passed.mark.start)


def _rules(figure: Figure) -> list[str]:
    """The rules that told a figure, and how near its sentence is to being cut otherwise."""
    rules = [_of_no_period(rule, figure) for rule in figure.derivation]
    if figure.margin < CERTAIN:
        rules.append(f"cut: the next best way to cut the sentence costs {figure.margin:.1f} more")
    return rules


def _of_no_period(rule: str, figure: Figure) -> str:
    """A rule that took a period, of a figure that has none after all: it is not told as taken."""
    if figure.subject.period is not None or not rule.startswith(PERIOD):
        return rule
    return f"{PERIOD}{'of each year, and of no one' if figure.is_yearly else 'none told'}"
