"""What official statistics say beside a claim, as a quiet list: a line for each source."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from analytics.checking.official_rates import OfficialRate
from dashboard.html.markup import NOTHING, Html
from dashboard.html.tables import TableCell, content
from dashboard.wording.formats import Formats
from dashboard.wording.official_lines import APART, rate, reading, said, whose


def official_list(
    rates: Sequence[OfficialRate], source_cell: Callable[[str], TableCell], formats: Formats
) -> Html:
    """The lines; nothing where no official statistics speak of the claim."""
    if not rates:
        return NOTHING
    read_as = reading(rates, formats)
    lines = [Html("<li>{}</li>").format(read_as)] if read_as else []
    lines += [_line(one, source_cell, formats) for one in rates]
    return Html('<ul class="official">{}</ul>').format(NOTHING.join(lines))


def _line(one: OfficialRate, source_cell: Callable[[str], TableCell], formats: Formats) -> Html:
    found = rate(one, formats)
    return Html("<li>{} ({}, {}): {}{}</li>").format(
        whose(one, formats),
        content(source_cell(one.source)),
        formats.date(one.release_date),
        Html("<strong>{}</strong>{}").format(found, APART) if found else NOTHING,
        said(one, formats),
    )
