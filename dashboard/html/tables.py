"""Tables in HTML: one look for every list of figures, readable on a phone.

Every text is escaped here, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Cell:
    """Text with an optional second line in small print, and an optional address to open.

    `kind` is a class of `style.css`: "number" or "date". The lines of `more` open when the text
    is chosen; each is a row of cells.
    """

    text: str
    small: str = ""
    href: str = ""
    kind: str = ""
    more: Sequence[Sequence[Cell]] = ()


def table(headers: Sequence[str], rows: Iterable[Sequence[Cell | str]], caption: str = "") -> str:
    """An HTML table; the first cell of a row is its heading.

    Addresses of the dashboard open in the same tab, others in a new one.
    """
    head = "".join(f'<th scope="col">{escape(header)}</th>' for header in headers)
    body = "".join(_row(headers, row) for row in rows)
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    return (
        f'<table class="figures">{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def steps(lines: Iterable[str]) -> str:
    """A numbered list: the lines of an arithmetic."""
    return '<ol class="steps">' + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ol>"


def cards(contents: Iterable[Sequence[Cell]]) -> str:
    """Cards side by side on a wide screen, one below the other on a narrow one.

    The first cell of a card is its heading.
    """
    bodies = (
        f"<article><strong>{_content(heading)}</strong>{_paragraphs(rest)}</article>"
        for heading, *rest in contents
    )
    return '<div class="cards">' + "".join(bodies) + "</div>"


def _paragraphs(cells: Iterable[Cell]) -> str:
    return "".join(f"<p>{_content(cell)}</p>" for cell in cells)


def _row(headers: Sequence[str], row: Sequence[Cell | str]) -> str:
    cells = [cell if isinstance(cell, Cell) else Cell(cell) for cell in row]
    first = f'<th scope="row">{_content(cells[0])}</th>'
    rest = "".join(
        f'<td class="{escape(cell.kind)}" data-label="{escape(header)}">{_content(cell)}</td>'
        for header, cell in zip(headers[1:], cells[1:], strict=True)
    )
    return f"<tr>{first}{rest}</tr>"


def _content(cell: Cell) -> str:
    text = escape(cell.text)
    if cell.more:
        lines = "".join(f"<li>{_paragraphs(line)}</li>" for line in cell.more)
        return f'<details><summary>{text}</summary><ul class="facts">{lines}</ul></details>'
    if cell.href.startswith("/"):
        text = f'<a href="{escape(cell.href)}" target="_self">{text}</a>'
    elif cell.href:
        text = f'<a href="{escape(cell.href)}" target="_blank" rel="noopener">{text}</a>'
    return text + (f"<small>{escape(cell.small)}</small>" if cell.small else "")
