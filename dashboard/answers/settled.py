"""A claim tested with a figure that a person has, and that figure in their part of the book."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.checking.claims import Check
from analytics.checking.settling import GivenNumber, Need, Role, checked_with
from analytics.recording.typed import TypedAmount
from dashboard.answers import source_rows
from data.book.figure_book import is_added
from data.book.user_part import Publication
from data.store import Edition

Typed = Mapping[Role, tuple[str, TypedAmount]]  # as it was written, and as it was read


def tested(edition: Edition, check: Check, typed: Typed) -> Check:
    """The check of a claim of the edition with the figures that were typed."""
    given = {
        role: GivenNumber(text, one.number, one.qualifier, one.is_whole)
        for role, (text, one) in typed.items()
    }
    return checked_with(
        check,
        given,
        edition.relation("observation"),
        source_rows.official(edition),
        edition.relation("earlier_observation"),
    )


def publication(
    check: Check,
    need: Need,
    typed: Typed,
    *,
    publisher: str,
    published: str,
    kind: str,
    language: str,
    text: str,
) -> Publication:
    """What is kept of figures that were typed: their rows, with a text that says them.

    A line of the text is one figure; `language` is that of the text.
    """
    claim = check.claim
    rows = []
    for n, (role, (said, one)) in enumerate(typed.items(), start=1):
        rows.append(
            {
                "figure": f"f{n}",
                "reporter": claim.reporter,
                "partner": claim.partner,
                "flow": str(claim.flow),
                "product": claim.product,
                "period": need.roles[role],
                **one.digits,
                "currency": claim.currency,
                "status": "A",
                "kind": "actual",
                "valuation": "",
                "printed": said,
                "place": f"line {n}",
                "restates": "",
                "note": "",
            }
        )
    return Publication(
        publisher=publisher,
        published=published,
        language=language,
        kind=kind,
        text=text,
        statistics_of=(claim.reporter,),
        figures=tuple(rows),
    )


def kept_sources(check: Check) -> list[str]:
    """The sources behind a check that a person added."""
    _, sources = check.evidence
    return [source for source in sources if is_added(source)]
