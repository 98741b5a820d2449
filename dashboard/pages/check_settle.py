"""What would settle a claim, and a box for the figure: tested at once, kept only when told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from analytics.checking.claims import Check
from analytics.checking.settling import GIVEN, Need, Role
from analytics.recording.typed import Fault, NotAnAmount, TypedAmount, typed_amount
from dashboard.answers.printed_figures import printed
from dashboard.answers.settled import publication, tested
from dashboard.html.chips import verdict_chip
from dashboard.html.markup import Html
from dashboard.html.proof import proof
from dashboard.html.tables import TableCell
from dashboard.pages import changing, say
from dashboard.pages.frame import Context, source_cell
from dashboard.wording.claim_lines import found_in_short
from dashboard.wording.formats import capital
from dashboard.wording.settling_lines import cell, kept_figures, what_settles
from data import codes
from data.book import user_part
from data.book.rows import dated
from data.book.user_part import AlreadyAdded
from data.codes.flows import Flow
from data.errors import TradeproofError, shortened

UNITS = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
USUAL = "million"
EXAMPLE = 402.3
SAID_OF = {
    Fault.OTHER_CURRENCY: "settle.bad_currency",
    Fault.ZERO: "settle.bad_zero",
    Fault.BELOW_ZERO: "settle.bad_below_zero",
    Fault.SEVERAL: "settle.bad_several",
}
KEPT, PROBLEM, REMOVED, NOT_REMOVED = (
    f"settle_{name}" for name in ("kept", "problem", "removed", "not_removed")
)
Typed = dict[Role, tuple[str, TypedAmount]]


def show_need(context: Context, check: Check, wanted: Need) -> None:
    """What would settle the claim, first of all that is said of it."""
    words = context.words
    st.html(
        Html('<div class="settle"><h3>{}</h3><p>{}</p></div>').format(
            words("settle.title"), what_settles(check, wanted, context.formats)
        )
    )
    if wanted.roles:
        with st.container(key="settle", gap="small"):
            _box(context, check, wanted)


def show_kept(context: Context, check: Check, sources: Sequence[str]) -> None:
    """The figures of the reader's own that a verdict rests on, each with a button to remove it."""
    words, state = context.words, st.session_state
    if KEPT in state:
        said = {"source": state.pop(KEPT), "edition": context.edition.name}
        say.success(words("settle.kept", **said))
    for key, draw in ((REMOVED, say.info), (NOT_REMOVED, say.error)):
        if key in state:
            draw(state.pop(key))
    counts = Counter(one.source for one in printed(context.edition).values()) if sources else {}
    for source in sources:
        told = kept_figures(check, source, counts.get(source, 0), context.formats)
        with st.container(horizontal=True, vertical_alignment="center"):
            say.caption(told["rests"])
            if changing.may_change():
                say.button(
                    told["remove"],
                    key=f"settle_remove_{source}",
                    on_click=_remove,
                    args=(context, source),
                )


@st.fragment
def _box(context: Context, check: Check, wanted: Need) -> None:
    words, claim = context.words, check.claim.claim
    if st.session_state.get(KEPT) is not None:
        st.rerun()  # of the whole page: it shows the edition that has the figure
    with st.container(horizontal=True, vertical_alignment="bottom", key="settle_fields"):
        st.html(Html('<p class="have">{}</p>').format(words("settle.have")), width="content")
        for role, period in wanted.roles.items():
            label = words("settle.in_period", period=context.formats.when(period))
            say.text_input(capital(label), key=f"settle_{role}_{claim}", width=140)
        say.selectbox(
            words("settle.unit"),
            tuple(UNITS),
            index=tuple(UNITS).index(USUAL),
            format_func=lambda unit: words(
                f"scale.{unit}", number="", currency=check.claim.currency
            ).strip(),
            key=f"settle_unit_{claim}",
            width=170,
        )
        say.text_input(
            words("settle.from"),
            key=f"settle_from_{claim}",
            placeholder=words("settle.from_hint"),
            width=300,
        )
        say.button(words("settle.test"), key="settle_test", type="primary")
    typed = _typed(context, check, wanted)
    if isinstance(typed, str):
        say.error(typed)
    elif typed is None:
        say.caption(words("settle.both_needed" if len(wanted.roles) > 1 else "settle.not_kept"))
    else:
        _show_test(context, check, wanted, typed)


def _typed(context: Context, check: Check, wanted: Need) -> Typed | str | None:
    """The figures as they are typed, why they cannot be used, or nothing while one lacks."""
    words, claim, state = context.words, check.claim, st.session_state
    given = {role: (state[f"settle_{role}_{claim.claim}"] or "").strip() for role in wanted.roles}
    if not all(given.values()):
        return None
    unit = state[f"settle_unit_{claim.claim}"]
    found: Typed = {}
    for role, number in given.items():
        try:
            read = typed_amount(
                number,
                _languages(context),
                claim.currency,
                unit=UNITS[unit],
                may_be_below_zero=claim.flow == Flow.BALANCE,
            )
        except NotAnAmount as error:
            example = context.formats.number(EXAMPLE, 1)
            told = {"given": shortened(number), "currency": claim.currency, "example": example}
            return words(SAID_OF.get(error.fault, "settle.bad_number"), **told)
        found[role] = read.text, read
    return found


def _languages(context: Context) -> list[str]:
    """The languages in which a figure may be typed, that of the page first."""
    return sorted(codes.LANGUAGES, key=lambda language: language != context.language)


def _show_test(context: Context, check: Check, wanted: Need, typed: Typed) -> None:
    """The verdict with the figure, its proof, and the button that keeps the figure."""
    words, claim = context.words, check.claim.claim
    named = _publisher(claim) or words("settle.your_figure")
    formats = replace(context.formats, publications={**context.formats.publications, GIVEN: named})
    found = tested(context.edition, check, typed)

    def linked(source: str) -> TableCell:
        return TableCell(named) if source == GIVEN else source_cell(context, source, source)

    st.html(
        Html('<div class="tested" role="status"><p><strong>{}</strong> {} {}</p></div>').format(
            words("settle.with_it"),
            verdict_chip(found.verdict, words),
            found_in_short(found, formats),
        )
    )
    st.html(proof(found, (), linked, formats))
    if changing.may_change_here(context, "settle"):
        _keep_fields(context, check, wanted)


def _keep_fields(context: Context, check: Check, wanted: Need) -> None:
    words, claim = context.words, check.claim.claim
    with st.container(horizontal=True, vertical_alignment="bottom", key="settle_keeping"):
        say.text_input(
            words("settle.published"),
            key=f"settle_published_{claim}",
            placeholder="2025-05-02",
            width=300,
        )
        say.selectbox(
            words("settle.kind"),
            codes.lists().source_kind,
            format_func=lambda code: words(f"sources.kind_{code}"),
            key=f"settle_kind_{claim}",
            width=200,
        )
        say.button(
            words("settle.keep"),
            key="settle_keep",
            on_click=_keep,
            args=(context, check, wanted),
        )
    problem = st.session_state.pop(PROBLEM, None)
    if problem:
        say.error(problem)


def _keep(context: Context, check: Check, wanted: Need) -> None:
    """Add the figure to the reader's part of the book; say in their language why it cannot be."""
    state, words, claim = st.session_state, context.words, check.claim.claim
    published = (state[f"settle_published_{claim}"] or "").strip()
    publisher, typed = _publisher(claim), _typed(context, check, wanted)
    if not isinstance(typed, dict):
        return  # a field has changed since: the page says what is wrong with it
    if not publisher:
        state[PROBLEM] = words("settle.no_publisher")
        return
    if not published:
        state[PROBLEM] = words("settle.no_date")
        return
    try:
        dated(published)
    except TradeproofError:
        state[PROBLEM] = words("add.bad_date", given=shortened(published))
        return
    text = "\n".join(
        words(
            "settle.text",
            what=cell(check, wanted.roles[role], context.formats),
            number=said,
            publisher=publisher,
        )
        for role, (said, _) in typed.items()
    )
    kept = publication(
        check,
        wanted,
        typed,
        publisher=publisher,
        published=published,
        kind=state[f"settle_kind_{claim}"],
        language=_of_text(context),
        text=text,
    )
    try:
        state[KEPT] = user_part.add(kept)
    except AlreadyAdded as error:
        state[PROBLEM] = words("add.known", source=error.source)
    except TradeproofError as error:
        state[PROBLEM] = words("add.failed", reason=str(error))


def _publisher(claim: str) -> str:
    return (st.session_state[f"settle_from_{claim}"] or "").strip()


def _of_text(context: Context) -> str:
    """The language of the text that is kept."""
    known = codes.lists().source_language
    return context.language if context.language in known else known[0]


def _remove(context: Context, source: str) -> None:
    words, state = context.words, st.session_state
    titled = context.titled_source(source)
    try:
        folder = user_part.remove(source)
    except TradeproofError as error:
        state[NOT_REMOVED] = words("settle.not_removed", reason=str(error))
        return
    state[REMOVED] = words("settle.removed", source=titled, folder=folder)
