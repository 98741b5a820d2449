"""Why a text was read as it was: the rules of each row by name, and what was passed over."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.reading.out.reader import Read

CERTAIN = 9.0  # the margin of a sentence that can be cut one way only


def reasons(read: Read) -> Iterator[str]:
    """A line for each figure, claim and number passed over, with the rules that told it."""
    for figure in read.figures:
        printed = ""
        if figure.amount is not None and figure.is_printed:
            printed = f" {read.text.printed(figure.amount.start, figure.amount.end)}"
        yield f"{figure.name}{printed} [{figure.confidence}]"
        yield from (f"    {rule}" for rule in figure.derivation)
        if figure.margin < CERTAIN:
            yield f"    cut: the next best way to cut the sentence costs {figure.margin:.1f} more"
        for claim in figure.claims:
            said = read.text.printed(claim.mark.start, claim.mark.end)
            yield f"  {claim.name} {said} [{claim.confidence}]"
            yield from (f"      {rule}" for rule in claim.derivation)
    for passed in read.passed_by:
        said = read.text.printed(passed.mark.start, passed.mark.end)
        yield f"passed over {said}: {passed.rule}"
