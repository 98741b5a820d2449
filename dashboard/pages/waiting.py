"""How far an answer is that takes a while: a bar on the page, which stops with the page.

Streamlit ends a run of a page, because the reader has gone or chosen something else, by an
exception from its next element; so the bar ends the work that moves it.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from time import monotonic

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.reconciling.effort import Progress
from dashboard.answers.whole_edition import every_check, reconciled
from dashboard.pages import say
from dashboard.pages.frame import Context

PATIENCE = 0.5  # seconds before there is a bar


def work_out(context: Context) -> None:
    """The answers about the whole edition, for a page that asks for any, if not known yet."""
    with progress_bar(context, st.container()) as progress:
        for answer in (reconciled, every_check):
            answer(context.edition, progress)


@contextmanager
def progress_bar(context: Context, where: DeltaGenerator) -> Generator[Progress]:
    """A bar that goes when the work is done."""
    place, began = where.empty(), monotonic()

    def show(done: int, every: int) -> None:
        if monotonic() - began < PATIENCE:
            place.empty()
            return
        counted = {
            name: context.formats.number(count, 0)
            for name, count in (("done", done), ("every", every))
        }
        with place:
            say.progress(done / max(every, 1), context.words("conflict.searching", **counted))

    try:
        yield show
    finally:
        place.empty()
