"""A row of a text that a person should look at: what it was read as, why it is in doubt, and where
it stands."""

from __future__ import annotations

from dashboard.html.marked_text import DOUBTFUL_ICON, mark_id
from dashboard.html.markup import NOTHING, Html
from dashboard.wording.doubt_notes import Doubted
from dashboard.wording.words import Words

CORRECT = "correct-by-hand"


def doubt_card(row: Doubted) -> Html:
    """The row as printed, as read, its doubt, and the words around it."""
    said = Html("“{}” <small>{}</small>").format(row.printed, row.name)
    if row.is_marked:
        said = Html('<a class="to-mark" href="#{}">{}</a>').format(mark_id(row.name), said)
    before, printed, after = row.around
    around = Html('<p class="around">{}<strong>{}</strong>{}</p>').format(before, printed, after)
    return Html(
        '<div class="doubt"><p class="lead"><span aria-hidden="true">{}</span> {}</p>'
        '<p>{}</p><p class="why"><strong>{}</strong></p>{}</div>'
    ).format(DOUBTFUL_ICON, said, row.what, row.why, around if printed else NOTHING)


def correct_link(words: Words) -> Html:
    """The way to the cells in which a row can be corrected."""
    link = Html('<p class="asks"><a href="#{}">{}</a></p>')
    return link.format(CORRECT, words("text.correct_it"))
