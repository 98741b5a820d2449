"""Every reported growth rate with its verdict; each opens into its proof."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from analytics.checking.claims import Check
from analytics.checking.verdicts import Verdict
from analytics.reconciling.conflicts import Conflict
from dashboard.answers import filter_options, source_rows
from dashboard.answers.book_words import book_words
from dashboard.answers.claim_list import MOST_ROWS, ClaimGroup, ClaimList, claim_list
from dashboard.answers.kept import FEW, kept
from dashboard.answers.selection import FEW_ROWS, Selection
from dashboard.answers.whole_edition import (
    check_of_claim,
    conflicts,
    every_check,
    not_searched,
)
from dashboard.html.claim_table import (
    ClaimLine,
    claim_table,
    further_rows,
    left_out_lines,
    row_id,
    shares,
)
from dashboard.html.markup import NOTHING, Html
from dashboard.pages import check_claim, frame, say
from dashboard.pages.conflict_cards import say_not_searched, show_conflicts
from dashboard.pages.finished import finished
from dashboard.pages.frame import Context
from dashboard.pages.markdown import Markdown
from dashboard.pages.waiting import work_out
from dashboard.wording.claim_lines import folded, left_out, searched_text
from dashboard.wording.formats import Formats
from dashboard.wording.source_names import publishers
from dashboard.wording.verdict_names import ICONS, ORDER
from data.store import Edition

CONFLICTS = "conflicts"


def show(context: Context) -> None:
    """Draw the page."""
    words, asked = context.words, context.selection
    say.title(words("check.title"))
    work_out(context)
    say_not_searched(context, not_searched(context.edition, asked))
    found = conflicts(context.edition, asked)
    if asked.tab == CONFLICTS:
        _conflicts(context, found)
    else:
        _claims(context, found)
    with say.expander(words("check.method")):
        say.markdown(Markdown(words("check.method_text")))


def _claims(context: Context, found: list[Conflict]) -> None:
    asked = context.selection
    if asked.claim:
        check_claim.show_claim(context, check_of_claim(context.edition)[asked.claim])
    listed = claim_list(context.edition, asked, _found(context))
    _lead(context, listed, found)
    _strip(context, listed)
    _filters(context)
    _left_out(context, listed)
    if not listed.groups:
        say.info(context.words("check.none"))
        return
    if asked.part > listed.parts:
        said = context.words("check.no_part", asked=asked.part, parts=listed.parts)
        say.warning(said)
    few = context.selection.rows

    def table() -> Html:
        lines = [_line(context, group) for group in listed.part(asked.part)]
        return claim_table(lines, context.words("check.title"), context.formats, few) + _further(
            context, few, len(lines)
        )

    st.html(finished(context, "claims of check", table))
    if listed.parts > 1:
        _parts(context, listed)


def _found(context: Context) -> set[str] | None:
    """The ids of the claims that have every word that is looked for; None where none is."""
    wanted = folded(context.selection.search).split()
    if not wanted:
        return None
    texts = _texts(context.edition, context.language)
    return {name for name, text in texts.items() if all(word in text for word in wanted)}


@kept(FEW)
def _texts(edition: Edition, language: str) -> dict[str, str]:
    """What each claim is found by, by id."""
    formats = Formats(language)
    named = publishers(source_rows.by_id(edition), book_words(edition, language), language)
    return {
        check.claim.claim: searched_text(check, formats, named[check.claim.source])
        for check in every_check(edition)
    }


def _lead(context: Context, listed: ClaimList, found: list[Conflict]) -> None:
    """How many there are, and the conflicts among the facts of the selection."""
    words, n = context.words, sum(listed.counts.values())
    testable = n - listed.counts.get(Verdict.NOT_TESTABLE, 0)
    said = words("check.lead", n=n, testable=testable)
    if not found:
        st.html(Html('<p class="lead">{}</p>').format(said))
        return
    asked = context.selection
    address = frame.address_of("check", asked.with_(claim=None, part=1, tab=CONFLICTS))
    is_narrower = asked.verdict or asked.search or asked.other_side  # only the list, no conflict
    title = "conflict.title_unfiltered" if is_narrower else "conflict.title_of_page"
    st.html(
        Html('<p class="lead">{} <a href="{}" target="_self">{}</a></p>').format(
            said, address, words(title, n=len(found))
        )
    )


def _strip(context: Context, listed: ClaimList) -> None:
    """The verdicts that occur, as wide as their shares; choosing some shows only these."""
    occurring = [verdict for verdict in ORDER if listed.counts.get(verdict)]
    chosen = [Verdict(one) for one in context.selection.verdict]
    every = [*occurring, *(one for one in chosen if one not in occurring)]

    def chip(verdict: str) -> Markdown:
        name = context.words(f"verdict.{verdict}")
        icon, count = ICONS[Verdict(verdict)], listed.counts.get(Verdict(verdict), 0)
        return Markdown("**{} {}** {}").format(icon, name, count)

    st.html(shares(listed.counts, every, "verdict"))
    frame.choose_some(context, "verdict", [str(one) for one in occurring], chip, chips=True)


def _filters(context: Context) -> None:
    """The words that are looked for, and whose claims are shown."""
    area = context.formats.area
    occurring = filter_options.of_claims(context.edition)
    with st.container(key="claim_filters"):
        search, *columns = st.columns([2, 1, 1, 1])
        with search:
            _search(context)
        for column, field in zip(columns, ("reporter", "partner", "source"), strict=True):
            name = context.dated_source if field == "source" else area
            with column:
                options = sorted(occurring[field], key=name)
                frame.choose_some(context, field, options, name)


def _search(context: Context) -> None:
    st.session_state["search"] = context.selection.search
    say.text_input(
        context.words("check.search"),
        key="search",
        placeholder=context.words("check.search_hint"),
        on_change=_look_for,
        args=(context,),
    )


def _look_for(context: Context) -> None:
    frame.go(context.edition, search=" ".join(st.session_state["search"].split()))


def _left_out(context: Context, listed: ClaimList) -> None:
    """What is not shown, and why, with links that show it."""
    asked, words = context.selection.with_(claim=None, part=1), context.words
    lines = [
        (said, words("check.show_them"), frame.address_of("check", _without(asked, name)))
        for name, said in left_out(listed.left_out, asked, context.publishers, context.formats)
    ]
    if listed.other_side:
        partner = context.formats.listed([context.formats.area(one) for one in asked.partner])
        said = words("check.other_side", n=listed.other_side, partner=partner)
        both = frame.address_of("check", asked.with_(both_sides=True))
        lines.append((said, words("check.show_both"), both))
    if asked.both_sides:
        one = frame.address_of("check", asked.with_(both_sides=False))
        lines.append((words("check.both_shown"), words("check.show_one"), one))
    if lines:
        st.html(left_out_lines(lines))


def _without(asked: Selection, name: str) -> Selection:
    of_page = {"search": {"search": ""}, "other_side": {"other_side": None}}
    return asked.with_(**of_page[name]) if name in of_page else asked.without(name)


def _line(context: Context, group: ClaimGroup) -> ClaimLine:
    lead, *others = (_one(context, check) for check in group.checks)
    return ClaimLine(lead.check, lead.address, lead.publisher, tuple(others))


def _one(context: Context, check: Check) -> ClaimLine:
    claim = check.claim
    address = frame.address_of("check", context.selection.with_(claim=claim.claim))
    return ClaimLine(check, address, context.source_name(claim.source))


def _further(context: Context, few: int, n: int) -> Html:
    """Below the rows that a narrow screen shows, the way to the others."""
    if few >= n:
        return NOTHING
    asked, words = context.selection, context.words
    wanted = [min(few + FEW_ROWS, n), n]
    links = [
        (
            words("check.more_rows", n=rows - few),
            f"{frame.address_of('check', asked.with_(rows=rows))}#{row_id(few + 1)}",
        )
        for rows in dict.fromkeys(wanted)
    ]
    return further_rows(words("check.part", first=1, last=few, n=n), links)


def _parts(context: Context, listed: ClaimList) -> None:
    """Which rows of a long list these are, and links to those before and after."""
    words, number = context.words, min(context.selection.part, listed.parts)
    first, n = (number - 1) * MOST_ROWS + 1, len(listed.groups)
    told = {"first": first, "last": min(first + MOST_ROWS - 1, n), "n": n}
    links = [
        (name, frame.address_of("check", context.selection.with_(part=other)))
        for name, other in (
            (words("check.earlier_part"), number - 1),
            (words("check.later_part"), number + 1),
        )
        if 1 <= other <= listed.parts
    ]
    st.html(
        Html('<p class="parts">{} {}</p>').format(
            words("check.part", **told),
            Html(" ").join(
                Html('<a href="{}" target="_self">{}</a>').format(address, name)
                for name, address in links
            ),
        )
    )


def _conflicts(context: Context, found: list[Conflict]) -> None:
    """The conflicts in the selection, pair by pair; each opens into its minimal set."""
    words = context.words
    back = frame.address_of("check", context.selection.with_(tab=None))
    st.html(
        Html('<p class="lead"><a href="{}" target="_self">← {}</a></p>').format(
            back, words("check.to_claims")
        )
    )
    say.subheader(words("conflict.title_of_page", n=len(found)))
    say.caption(words("check.conflicts_lead"))
    for (reporter, partner), of_pair in groupby(found, key=lambda conflict: conflict.group[:2]):
        say.markdown(Markdown("**{}**").format(context.formats.pair(reporter, partner)))
        show_conflicts(context, of_pair)


if __name__ == "__main__":  # Streamlit runs the file of the page
    show(frame.current())
