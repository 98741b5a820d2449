"""What the facts of a pair imply, where they conflict, and what the other side reports."""

from __future__ import annotations

from collections.abc import Iterable

from analytics.reconciling.facts import Fact
from analytics.reconciling.implied import Implied
from dashboard.answers.implied_of_pair import (
    ImpliedOfPair,
    bars,
    in_conflict,
    key_of,
)
from dashboard.answers.pairs import Pair, key_of_row
from dashboard.answers.printed_figures import Printed, printed
from dashboard.answers.whole_edition import check_of_claim
from dashboard.html.tables import TableCell
from dashboard.pages import say
from dashboard.pages.conflict_cards import (
    fact_cells,
    say_not_searched,
    show_conflicts,
)
from dashboard.pages.folded import show_long
from dashboard.pages.frame import Context
from dashboard.pages.markdown import Markdown
from dashboard.wording.derivations import (
    accounting,
    conflict_title,
    implied_bounds,
)
from dashboard.wording.premises import claims_among, premise
from data.relations import Row


def hollow_bars(context: Context, pair: Pair, found: ImpliedOfPair) -> list[Row]:
    """Implied levels as the trade chart takes them."""
    facts = {key_of(one): one.facts for one in found.new}
    return [
        row | {"implied": context.words("implied.by_facts", n=len(facts[key])),
               "premise": premise_of(context, facts[key])}
        for row in bars(found, pair.freq)
        for key in [key_of_row(row)]
    ]  # fmt: skip


def with_narrowed(context: Context, levels: list[Row], found: ImpliedOfPair) -> list[Row]:
    """Levels, with a line for the hover where other facts narrow the printed bounds."""
    narrowed = {key_of(one): one for one in found.narrowed}
    return [
        row
        | {
            "implied": _narrowed(context, narrowed[key]),
            "premise": premise_of(context, narrowed[key].facts),
        }
        if (key := key_of_row(row)) in narrowed
        else row
        for row in levels
    ]


def premise_of(context: Context, facts: Iterable[Fact]) -> str:
    """The reported rates that something implied rests on; empty where it rests on figures only."""
    return premise(claims_among(facts), check_of_claim(context.edition), context.formats)


def flagged(context: Context, drawn: list[Row], found: ImpliedOfPair) -> list[Row]:
    """The rows of a chart that take part in conflicts, with the titles of these."""
    conflicts = in_conflict(found.conflicts)
    return [
        row | {"conflicts": [conflict_title(one, context.formats) for one in of_row]}
        for row in drawn
        if (of_row := conflicts.get(key_of_row(row)))
    ]


def show_conflicts_of_pair(context: Context, found: ImpliedOfPair) -> None:
    """A warning line for each conflict between the facts of the pair."""
    if found.conflicts:
        title = context.words("conflict.title_of_page", n=len(found.conflicts))
        say.markdown(Markdown("**{}**").format(title))
        show_conflicts(context, found.conflicts)
    say_not_searched(context, found.not_searched)


def show_implied(context: Context, found: ImpliedOfPair) -> None:
    """Every implied amount and rate that tells something, with what it rests on."""
    listed = found.listed
    if not listed:
        return
    words, formats = context.words, context.formats
    known = printed(context.edition)
    say.subheader(words("implied.title"))
    say.markdown(words("implied.lead"))
    rows = [
        [
            formats.period(str(one.cell.period)),
            formats.flow(one.cell.flow, one.group[2]),
            TableCell(implied_bounds(one, formats), _below(context, one, found), kind="number"),
            _derivation(context, one, known),
        ]
        for one in listed
    ]
    headers = [words("column.period"), words("column.flow"), words("implied.value")]
    show_long(context, [*headers, words("mirror.rests")], rows, words("implied.title"))
    say.caption(words("implied.rule"))


def _narrowed(context: Context, one: Implied) -> str:
    bounds = implied_bounds(one, context.formats)
    return context.words("implied.narrowed", bounds=bounds, n=len(one.facts))


def _below(context: Context, one: Implied, found: ImpliedOfPair) -> str:
    """What must be right for it, and what is printed of the same cell."""
    told = [premise_of(context, one.facts), _beside(context, one, found)]
    return "; ".join(text for text in told if text)


def _beside(context: Context, one: Implied, found: ImpliedOfPair) -> str:
    """What is printed of the same cell, where anything is."""
    words, row = context.words, found.printed.get(key_of(one))
    if one.base is not None or row is None:
        return ""
    bounds = context.formats.amount_bounds(row["low"], row["high"], row["currency"])
    if one in found.against:
        return words("implied.against", bounds=bounds)
    return words("implied.narrows", bounds=bounds)


def _derivation(context: Context, one: Implied, known: dict[str, Printed]) -> TableCell:
    facts = [fact_cells(context, fact, known) for fact in one.facts]
    rules = [TableCell(accounting(one, context.formats))]
    return TableCell(context.words("implied.from_facts", n=len(facts)), more=[*facts, rules])
