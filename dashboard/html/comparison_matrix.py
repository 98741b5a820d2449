"""A comparison as a table: a row a period, a column a line; marks where sources differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.html.markup import NOTHING, Html

SHOWN = 12  # periods that are not folded


@dataclass(frozen=True)
class MatrixCell:
    """A number with what is said below it.

    Where another source differs, `mark` says by how much, and what opens, `told`, which it is.
    """

    number: str = ""
    small: str = ""
    mark: str = ""
    told: Sequence[str] = ()


def matrix(
    caption: str,
    corner: str,
    names: Sequence[str],
    rows: Sequence[tuple[str, Sequence[MatrixCell]]],
    more: str = "",
) -> Html:
    """The table, the first periods of `rows` on top; `more` opens those beyond `SHOWN`."""
    head = Html('<th scope="col">{}</th>').format(corner) + NOTHING.join(
        Html('<th scope="col">{}</th>').format(name) for name in names
    )
    shown, folded = rows[:SHOWN], rows[SHOWN:]
    parts = [_table(caption, head, names, shown)]
    if folded:
        rest = _table(caption, head, names, folded)
        parts.append(Html("<details><summary>{}</summary>{}</details>").format(more, rest))
    return Html('<div class="matrix">{}</div>').format(NOTHING.join(parts))


def _table(
    caption: str, head: Html, names: Sequence[str], rows: Sequence[tuple[str, Sequence[MatrixCell]]]
) -> Html:
    body = NOTHING.join(
        Html('<tr><th scope="row">{}</th>{}</tr>').format(
            period,
            NOTHING.join(
                Html('<td class="number" data-label="{}">{}</td>').format(name, _cell(cell))
                for name, cell in zip(names, cells, strict=True)
            ),
        )
        for period, cells in rows
    )
    return Html(
        '<table class="figures"><caption>{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table>"
    ).format(caption, head, body)


def _cell(cell: MatrixCell) -> Html:
    said = Html.escape(cell.number)
    if cell.small:
        said += Html("<small>{}</small>").format(cell.small)
    if cell.mark:
        told = NOTHING.join(Html("<span>{}</span>").format(one) for one in cell.told)
        said += Html(
            '<details class="differs" title="{}"><summary>{}</summary>{}</details>'
        ).format(". ".join(cell.told), cell.mark, told)
    return said
