"""The claims of a page as one table: verdict, trade, period, what was said, what figures allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analytics.checking.claims import Check
from analytics.checking.verdicts import Verdict
from dashboard.charts.palette import VERDICT_COLOUR
from dashboard.html.chips import verdict_chip
from dashboard.html.markup import NOTHING, Html
from dashboard.html.mini_interval import mini_interval
from dashboard.wording.claim_lines import (
    found_in_short,
    signed_change,
    signed_claim,
    signed_interval,
)
from dashboard.wording.explanations import decision_error
from dashboard.wording.formats import Formats, capital

COLUMNS = ("verdict", "trade", "period", "claimed", "found", "source")


@dataclass(frozen=True)
class ClaimLine:
    """A row: the claim that stands for a change, and others about the same one.

    `address` opens the claim; `publisher` is who made it.
    """

    check: Check
    address: str
    publisher: str
    others: Sequence[ClaimLine] = ()


def claim_table(lines: Sequence[ClaimLine], caption: str, formats: Formats, few: int) -> Html:
    """The table; every row leads to its claim, and one of several sources opens into them.

    A narrow screen, which has each row as a card, shows so `few` of them.
    """
    words = formats.words
    heads = NOTHING.join(
        Html('<th scope="col">{}</th>').format(words(f"check.column_{name}")) for name in COLUMNS
    )
    return Html(
        '<table class="figures claims"><caption class="unseen">{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
    ).format(caption, heads, NOTHING.join(_rows(lines, formats, few)))


def further_rows(said: str, links: Iterable[tuple[str, str]]) -> Html:
    """On a narrow screen: which rows these are, and links that show further ones."""
    shown = Html(" ").join(
        Html('<a href="{}" target="_self">{}</a>').format(address, name) for name, address in links
    )
    return Html('<p class="parts narrow">{} {}</p>').format(said, shown)


def row_id(number: int) -> str:
    """The id of a row by its place in the list, from 1."""
    return f"row-{number}"


def shares(counts: Mapping[Verdict, int], shown: Sequence[Verdict], key: str) -> Html:
    """Gives the buttons of verdicts in a group the widths of their shares and their colours."""
    rules = NOTHING.join(
        Html(".st-key-{} button:nth-of-type({}) {{ flex-grow: {}; --verdict: {}; }} ").format(
            key, place, max(counts.get(verdict, 0), 1), VERDICT_COLOUR[verdict]
        )
        for place, verdict in enumerate(shown, start=1)
    )
    return Html("<style>{}</style>").format(rules)


def left_out_lines(lines: Iterable[tuple[str, str, str]]) -> Html:
    """What filters leave out: a sentence, the words of its link and the address without it."""
    return Html('<ul class="left-out">{}</ul>').format(
        NOTHING.join(
            Html('<li>{} · <a href="{}" target="_self">{}</a></li>').format(said, address, link)
            for said, link, address in lines
        )
    )


def _rows(lines: Sequence[ClaimLine], formats: Formats, few: int) -> Iterator[Html]:
    for number, line in enumerate(lines, start=1):
        later = Html(' class="later"') if number > few else NOTHING
        yield Html('<tr id="{}"{}>{}</tr>').format(row_id(number), later, _row(line, formats))


def _row(line: ClaimLine, formats: Formats) -> Html:
    claim, words = line.check.claim, formats.words
    label = Html('<td class="{}" data-label="{}">{}</td>').format
    base = words("check.on_base", base=formats.when(claim.base_period)) if claim.base_period else ""
    error = decision_error(line.check, formats.language)
    verdicts = dict.fromkeys(one.check.verdict for one in (line, *line.others))
    chips = NOTHING.join(verdict_chip(verdict, words) for verdict in verdicts)
    return (
        NOTHING.join(
            (
                label("verdict", "", chips + _small(error)),
                Html(
                    '<th scope="row"><a class="row" href="{}" target="_self">{}</a>{}</th>'
                ).format(
                    line.address,
                    formats.pair(claim.reporter, claim.partner),
                    _small(capital(formats.flow(claim.flow, claim.product))),
                ),
                label(
                    "date",
                    words("check.column_period"),
                    Html("{}{}").format(formats.period(claim.period), _small(base)),
                ),
                label(
                    "said",
                    words("check.column_claimed"),
                    Html("<strong>{}</strong>").format(signed_change(line.check, formats)),
                ),
                label(
                    "found", "", _picture(line.check) + _small(found_in_short(line.check, formats))
                ),
                label("from", words("check.column_source"), _sources(line, formats)),
            )
        )
    )  # fmt: skip


def _picture(check: Check) -> Html:
    """What was said against what figures allow; nothing where they give no change."""
    figures = signed_interval(check)
    if figures is None:
        return NOTHING
    return mini_interval(signed_claim(check).as_floats(), figures.as_floats())


def _sources(line: ClaimLine, formats: Formats) -> Html:
    day = formats.date(line.check.claim.release_date)
    if not line.others:
        return Html("{}<small>{}</small>").format(line.publisher, day)
    members = (
        Html('<li><a href="{}" target="_self">{}</a> {} <small>{}, {}</small></li>').format(
            one.address,
            signed_change(one.check, formats),
            verdict_chip(one.check.verdict, formats.words),
            one.publisher,
            formats.date(one.check.claim.release_date),
        )
        for one in (line, *line.others)
    )
    sources = len({one.check.claim.source for one in (line, *line.others)})
    return Html("<details><summary>{}</summary><ul>{}</ul></details><small>{}</small>").format(
        formats.words("check.n_sources", n=sources), NOTHING.join(members), day
    )


def _small(text: str) -> Html:
    return Html("<small>{}</small>").format(text) if text else NOTHING
