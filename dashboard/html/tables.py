"""Tables, lists and cards in HTML: one look for every list of figures, readable on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.html.markup import NOTHING, Html

OF_THE_DASHBOARD = re.compile(r"/(?![/\\])")  # browsers take //x and /\x for another host
OF_THE_WEB = re.compile("https?://", re.IGNORECASE)


@dataclass(frozen=True)
class TableCell:
    """Text with an optional second line in small print, and an optional address to open.

    An address that is neither of the dashboard nor of the web is no link.
    `kind` is a class of the style: "number" or "date". The lines of `more` open when the text
    is chosen; each is a row of cells. `chips` stand below the text.
    """

    text: str
    small: str = ""
    href: str = ""
    kind: str = ""
    more: Sequence[Sequence[TableCell]] = ()
    chips: Sequence[Html] = ()


def table(
    headers: Sequence[str], rows: Iterable[Sequence[TableCell | str]], caption: str = ""
) -> Html:
    """An HTML table; the first cell of a row is its heading.

    Addresses of the dashboard open in the same tab, others of the web in a new one.
    """
    return Html(
        '<table class="figures">{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    ).format(
        title=Html("<caption>{}</caption>").format(caption) if caption else NOTHING,
        head=NOTHING.join(Html('<th scope="col">{}</th>').format(one) for one in headers),
        body=NOTHING.join(_row(headers, row) for row in rows),
    )


def steps(lines: Iterable[str]) -> Html:
    """A numbered list: the lines of an arithmetic."""
    return Html('<ol class="steps">{}</ol>').format(_items(lines))


def bullets(lines: Iterable[str]) -> Html:
    """A list without order."""
    return Html("<ul>{}</ul>").format(_items(lines))


def cards(contents: Iterable[Sequence[TableCell]]) -> Html:
    """Cards side by side on a wide screen, one below the other on a narrow one.

    The first cell of a card is its heading.
    """
    return Html('<div class="cards">{}</div>').format(
        NOTHING.join(
            Html("<article><strong>{}</strong>{}</article>").format(
                content(heading), _paragraphs(rest)
            )
            for heading, *rest in contents
        )
    )


def content(cell: TableCell) -> Html:
    """What stands in a cell: its text or link, and the small print or what opens."""
    if cell.more:
        lines = (Html("<li>{}</li>").format(_paragraphs(line)) for line in cell.more)
        return Html('<details><summary>{}</summary><ul class="facts">{}</ul></details>').format(
            cell.text, NOTHING.join(lines)
        )
    text = Html.escape(cell.text)
    if OF_THE_DASHBOARD.match(cell.href):
        text = Html('<a href="{}" target="_self">{}</a>').format(cell.href, text)
    elif OF_THE_WEB.match(cell.href):
        text = Html('<a href="{}" target="_blank" rel="noopener">{}</a>').format(cell.href, text)
    small = Html("<small>{}</small>").format(cell.small) if cell.small else NOTHING
    chips = Html('<div class="chips">{}</div>').format(NOTHING.join(cell.chips))
    return text + small + (chips if cell.chips else NOTHING)


def _items(lines: Iterable[str]) -> Html:
    return NOTHING.join(Html("<li>{}</li>").format(line) for line in lines)


def _paragraphs(cells: Iterable[TableCell]) -> Html:
    return NOTHING.join(Html("<p>{}</p>").format(content(cell)) for cell in cells)


def _row(headers: Sequence[str], row: Sequence[TableCell | str]) -> Html:
    first, *others = (cell if isinstance(cell, TableCell) else TableCell(cell) for cell in row)
    return Html('<tr><th scope="row">{}</th>{}</tr>').format(
        content(first),
        NOTHING.join(
            Html('<td class="{}" data-label="{}">{}</td>').format(cell.kind, header, content(cell))
            for header, cell in zip(headers[1:], others, strict=True)
        ),
    )
