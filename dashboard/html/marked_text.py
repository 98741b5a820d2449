"""A text with its figures and claims underlined, as HTML whose own text is the text as it came.

A mark is a link to what was found of it, which `findings_list` has and which links back. Ids and
icons stand in attributes, which the style prints behind a mark, so that copying gives the text
and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboard.html.markup import NOTHING, Html
from dashboard.wording.verdict_names import ICONS, ORDER
from dashboard.wording.words import Words

CONFLICT, DOUBTFUL, FIGURE, PASSED_OVER = "conflict", "doubtful", "figure", "passed_over"
KINDS = (*ORDER, CONFLICT, DOUBTFUL, FIGURE, PASSED_OVER)
CONFLICT_ICON, DOUBTFUL_ICON = "!", "⁇"


@dataclass(frozen=True)
class Underline:
    """A stretch [start, end) of a text, in code points, and what it is.

    `kind` is one of KINDS. `name` is the id printed behind it and that of its finding, empty where
    there is none; `finding` is what a pointer that rests on it is told.
    """

    start: int
    end: int
    kind: str
    name: str
    finding: str


def mark_id(name: str) -> str:
    """The id of the first stretch of a mark."""
    return f"mark-{name}"


def finding_id(name: str) -> str:
    """The id of what was found, in the list beside the text."""
    return f"finding-{name}"


def marked(text: str, underlines: Iterable[Underline]) -> Html:
    """The text as HTML. Where marks overlap or share a stretch, the gravest gives the colour.

    It is the gravest that such a stretch leads to.
    """
    inside = [mark for mark in underlines if 0 <= mark.start < mark.end <= len(text)]
    placed: set[str] = set()
    parts = [
        _stretch(text[start:end], covering, end, placed)
        for start, end, covering in _cut(text, inside)
    ]
    return Html('<div class="marked">{}</div>').format(NOTHING.join(parts))


def legend(kinds: Iterable[str], words: Words) -> Html:
    """What each kind of mark that occurs means, the gravest first."""
    occurring = set(kinds)
    entries = (
        Html('<span class="mark {}" data-note="{}">{}</span>').format(kind, icon(kind), name)
        for kind, name in _named(words)
        if kind in occurring
    )
    return Html('<p class="legend">{}</p>').format(Html(" ").join(entries))


def icon(kind: str) -> str:
    """What tells a kind of mark without its colour; nothing for a figure."""
    others = {CONFLICT: CONFLICT_ICON, DOUBTFUL: DOUBTFUL_ICON, PASSED_OVER: "…"}
    return {**ICONS, **others}.get(kind, "")


def _named(words: Words) -> Iterator[tuple[str, str]]:
    for verdict in ORDER:
        yield verdict, words(f"verdict.{verdict}")
    yield CONFLICT, words("text.mark_conflict")
    yield DOUBTFUL, words("text.mark_doubtful")
    yield FIGURE, words("text.mark_figure")
    yield PASSED_OVER, words("text.mark_passed_over")


def _cut(text: str, inside: Sequence[Underline]) -> Iterator[tuple[int, int, Sequence[Underline]]]:
    """The text cut wherever a mark starts or ends, each piece with the marks that cover it."""
    ends = sorted({0, len(text), *(end for mark in inside for end in (mark.start, mark.end))})
    waiting = sorted(inside, key=lambda mark: mark.start)[::-1]
    covering: list[Underline] = []
    for start, end in pairwise(ends):
        covering = [mark for mark in covering if mark.end > start]
        while waiting and waiting[-1].start == start:
            covering.append(waiting.pop())
        yield start, end, covering


def _stretch(text: str, covering: Sequence[Underline], end: int, placed: set[str]) -> Html:
    """A piece of text under the same marks; the notes stand where a mark ends.

    `placed` are the names whose id is in the text by now: an id stands once.
    """
    if not covering:
        return Html.escape(text)
    gravest = min(covering, key=lambda mark: KINDS.index(mark.kind))
    ending = [mark for mark in covering if mark.end == end]
    notes = " ".join(dict.fromkeys(filter(None, map(_note, ending))))
    told = "\n".join(dict.fromkeys(mark.finding for mark in covering))
    note = Html(' data-note="{}"').format(notes) if notes else NOTHING
    names = list(dict.fromkeys(mark.name for mark in covering if mark.name))
    if not gravest.name:
        names = []
    new = [name for name in names if name not in placed]
    placed.update(new)
    if not names:
        told_as = Html('<span class="mark {}" title="{}"{}>{}</span>')
        return told_as.format(gravest.kind, told, note, text)
    return Html('<a class="mark {}" href="#{}" data-of="{}" title="{}"{}>{}</a>').format(
        gravest.kind, finding_id(gravest.name), " ".join(names), told, note, _with_ids(text, new)
    )


def _with_ids(text: str, names: Sequence[str]) -> Html:
    """The text within an element for each name that is found here first."""
    found = Html.escape(text)
    for name in names:
        found = Html('<span id="{}">{}</span>').format(mark_id(name), found)
    return found


def _note(mark: Underline) -> str:
    return f"{icon(mark.kind)} {mark.name}".strip()
