"""The catalogue of sources in HTML: publishers, what each published, and dots for its years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.html.markup import NOTHING, Html
from dashboard.html.tables import TableCell, content


@dataclass(frozen=True)
class SourceCard:
    """A source: its title with the address, what it is, what it contributed, what it covers."""

    title: TableCell
    told: Sequence[str]
    tally: Sequence[Html]
    dots: Html


@dataclass(frozen=True)
class DotRow:
    """A partner, and by year what is said of the figures there."""

    name: str
    years: Mapping[int, str]


def catalogue(groups: Sequence[tuple[str, Sequence[SourceCard]]]) -> Html:
    """Each publisher with its sources."""
    return Html('<div class="catalogue">{}</div>').format(
        NOTHING.join(
            Html("<section><h3>{}</h3>{}</section>").format(
                publisher, NOTHING.join(map(_card, cards))
            )
            for publisher, cards in groups
        )
    )


def dots(rows: Sequence[DotRow], span: tuple[int, int], label: str) -> Html:
    """A line a partner with a dot at each year that has figures; `label` says all in words."""
    first, last = span
    width = max(last - first, 1)

    def at(year: int) -> str:
        return f"{100 * (year - first) / width:.2f}%"

    lines = NOTHING.join(
        Html('<div class="line"><span>{}</span><div>{}</div></div>').format(
            row.name,
            NOTHING.join(
                Html('<i style="left: {}" title="{}"></i>').format(at(year), text)
                for year, text in row.years.items()
            ),
        )
        for row in rows
    )
    ends = Html('<div class="line ends"><span></span><div><s>{}</s><s>{}</s></div></div>').format(
        str(first), str(last)
    )
    return Html('<div class="dots" role="img" tabindex="0" aria-label="{}">{}{}</div>').format(
        label, lines, ends
    )


def runs(years: Sequence[int]) -> str:
    """`1992–2020, 2024`: years in order, those that follow each other as one run."""
    known = set(years)
    starts = [year for year in years if year - 1 not in known]
    ends = [year for year in years if year + 1 not in known]
    return ", ".join(
        str(first) if first == last else f"{first}–{last}"
        for first, last in zip(starts, ends, strict=True)
    )


def _card(card: SourceCard) -> Html:
    return Html(
        '<article><div><p class="title">{}</p><p class="told">{}</p><p class="tally">{}</p></div>{}'
        "</article>"
    ).format(content(card.title), " · ".join(card.told), Html(" ").join(card.tally), card.dots)
