"""A checked text stays in the tab of the reader's browser, so that a reload shows it again.

It is private: no address, file or other tab has it. The browser keeps it with what was said of it
and corrected by hand, and gives it back to a page that is loaded anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import streamlit as st

from analytics.recording.corrections import Changes
from dashboard.documents.opening import Document
from dashboard.documents.reading_limits import LONGEST
from dashboard.pages import in_browser
from dashboard.pages.check_text_input import (
    AUTO,
    DOCUMENT,
    FIRST_DAY,
    FORGOTTEN,
    LAST_DAY,
    TAKEN,
)
from dashboard.pages.check_text_sides import SIDES
from data import codes

KEY, LOOKED, RESTORED = "text_kept", "text_kept_looked", "text_restored"


@dataclass(frozen=True)
class ByHand:
    """What was said of a text by hand: whose trade it speaks of, and what was misread.

    `sides` are the answers to the question whose trade it is, by partner and side.
    """

    sides: Changes = field(default_factory=dict)
    changes: Changes = field(default_factory=dict)


def restore_from_tab() -> None:
    """Ask the browser once for a text that it keeps; what was cleared is gone from it, too."""
    state = st.session_state
    if state.get(FORGOTTEN):
        in_browser.run("text_kept", KEY, forget=True)
    elif not state.get("text_run") and not state.get(LOOKED):
        in_browser.run("text_kept", KEY, on={"restored": _restore}, restore=True)


def keep_in_tab(text: str, by_hand: ByHand) -> None:
    """Have the browser keep a text that was checked, as it now stands."""
    state = st.session_state
    day, document = state.get("text_published"), state.get(DOCUMENT)
    kept: dict[str, Any] = {
        "text": text,
        "language": state.get("text_language") or AUTO,
        "published": day.isoformat() if day else None,
        "sides": by_hand.sides,
        "changes": by_hand.changes,
        **{side: state.get(f"text_{side}") for side in SIDES},
    }
    if document and document.text == text:
        kept |= {"document": document.name, "empty_pages": list(document.pages_without_text)}
    in_browser.run("text_kept", KEY, keep=kept)


def restored() -> ByHand:
    """What was said by hand of the text that is being read anew; nothing of any other."""
    return st.session_state.pop(RESTORED, None) or ByHand()


def _restore() -> None:
    """Take the text that the browser kept; what it says is checked as if it were typed."""
    state = st.session_state
    state[LOOKED] = True
    found = state[KEY].get("restored")
    text = found.get("text") if isinstance(found, Mapping) else None
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST:
        return
    state["check_text"] = text
    language = found.get("language")
    state["text_language"] = language if language in codes.LANGUAGES else AUTO
    state["text_published"] = _day(found.get("published"))
    for side in SIDES:
        area = found.get(side)
        state[f"text_{side}"] = area if area in codes.areas() else None
    pages, name = found.get("empty_pages"), found.get("document")
    if isinstance(name, str) and isinstance(pages, list):
        numbers = tuple(page for page in pages if isinstance(page, int))
        state[DOCUMENT] = Document(name, text, numbers)
    state[RESTORED] = ByHand(_changes(found.get("sides")), _changes(found.get("changes")))
    state[TAKEN] = True


def _day(given: object) -> date | None:
    try:
        day = date.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        return None
    return day if day and FIRST_DAY <= day <= LAST_DAY else None


def _changes(given: object) -> Changes:
    """Corrections by id and field; anything else is left out."""
    if not isinstance(given, Mapping):
        return {}
    return {
        str(name): {
            str(one): content
            for one, content in fields.items()
            if content is None or isinstance(content, str)
        }
        for name, fields in given.items()
        if isinstance(fields, Mapping)
    }
