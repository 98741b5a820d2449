"""A text of the reader's own: what is given, the run of the check, and what it found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from analytics.checking.text_check import MOST, CheckedText, TooManyStatements
from analytics.reading.out.reader import Read, read
from analytics.reconciling.effort import Progress
from analytics.recording.corrections import Changes, corrected
from dashboard.answers import whole_edition
from dashboard.answers.text_in_book import InBook, text_in_book
from dashboard.documents import reading_limits
from dashboard.pages import frame, say
from dashboard.pages.check_text_add import add_to_book
from dashboard.pages.check_text_doubts import give_right, right_by_hand
from dashboard.pages.check_text_edit import changes_by_hand, explain_correction
from dashboard.pages.check_text_input import (
    AUTO,
    EDITING,
    FORGOTTEN,
    TAKEN,
    show_folded,
    show_input,
)
from dashboard.pages.check_text_kept import ByHand, keep_in_tab, restore_from_tab, restored
from dashboard.pages.check_text_result import show_result
from dashboard.pages.check_text_sides import answer_sides, answers, sides_by_hand, together
from dashboard.pages.frame import Context
from dashboard.pages.waiting import progress_bar
from data.errors import TradeproofError
from data.store import Edition


@dataclass
class Run:
    """A text that was read, and its last check; kept for the session, never in the address.

    `number` tells the runs of a session apart, so that corrections belong to one text only. `given`
    are those that a text kept by the browser came back with.
    """

    number: int
    read: Read
    given: Changes = field(default_factory=dict)
    known: tuple[str, Changes] | None = None
    checked: CheckedText | None = None
    book: Mapping[str, InBook] = field(default_factory=dict)

    def check(
        self, edition: Edition, changes: Changes, progress: Progress | None = None
    ) -> CheckedText:
        """The text checked with some fields corrected; worked out anew only when these change.

        Raises
        ------
        TooManyStatements
            The text has more figures and claims than can be checked at once.
        TradeproofError
            A correction cannot be used; the last check stays.
        """
        if self.checked is None or self.known != (edition.name, changes):
            asked = corrected(self.read, changes)
            self.checked = whole_edition.checked(edition, asked, progress)
            self.book = text_in_book(edition, asked)
            self.known = edition.name, changes
        return self.checked


def show(context: Context) -> None:
    """Draw the page: what to give, or what was found once a text is checked."""
    state = st.session_state
    say.title(context.words("text.title"))
    if state.pop(TAKEN, False):
        state[EDITING] = not _run(context)
    run = state.get("text_run")
    if run is None or state.get(EDITING):
        show_input(context, has_result=run is not None)
        restore_from_tab()
        return
    show_folded(context, run.read)
    _result(context, run)


def _run(context: Context) -> bool:
    """Read the text as the widgets say; whether there is one that can be read."""
    words, state = context.words, st.session_state
    text = state["check_text"] or ""
    if not text.strip():
        say.warning(words("text.empty"))
        return False
    if len(text) > reading_limits.LONGEST:
        counted = {"length": len(text), "limit": reading_limits.LONGEST}
        said = {name: context.formats.number(count, 0) for name, count in counted.items()}
        say.error(words("text.too_long", **said))
        return False
    day = state.get("text_published")
    sides = (state.get("text_reporter"), state.get("text_partner"))
    with say.spinner(words("text.run")):
        language = state.get("text_language") or AUTO
        found = read(text, language, day.isoformat() if day else None, *sides)
    state["text_number"] = state.get("text_number", 0) + 1
    by_hand = restored()
    answer_sides(by_hand.sides, state["text_number"])
    give_right(by_hand.changes, state["text_number"])
    state["text_run"] = Run(state["text_number"], found, by_hand.changes)
    state[FORGOTTEN] = False
    return True


def _result(context: Context, run: Run) -> None:
    """The result above the cells that correct it: these are drawn first, as it rests on them."""
    if not run.read.figures:
        say.info(context.words("text.no_figures"))
    above = st.container()
    by_hand = changes_by_hand(context, run.read, run.number, run.given)
    by_hand = together(right_by_hand(run.number), by_hand)
    keep_in_tab(run.read.text.original, ByHand(answers(run.read, run.number), by_hand))
    changes = together(sides_by_hand(run.read, run.number), by_hand)
    with progress_bar(context, above) as progress:
        try:
            checked = run.check(context.edition, changes, progress)
        except TooManyStatements as error:
            numbers = {"count": error.count, "most": MOST}
            said = {name: context.formats.number(n, 0) for name, n in numbers.items()}
            say.error(context.words("text.too_many", **said))
            return
        except TradeproofError as error:
            explain_correction(context, error)
            checked = run.checked or run.check(context.edition, {}, progress)
    with above:
        show_result(context, run.read, checked, run.book, run.number)
    if run.read.figures:
        add_to_book(context, checked, changes, run.book, run.number)


if __name__ == "__main__":  # Streamlit runs the file of the page
    show(frame.current())
