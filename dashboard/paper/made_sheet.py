"""A factsheet from the question to the bytes of its file: what pages and command line ask for."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.answers import pair_sheet
from dashboard.answers.book_words import book_words
from dashboard.answers.kept import SOME, kept
from dashboard.charts import pair_sheet_chart
from dashboard.html import pair_sheet_page
from dashboard.html.markup import Html
from dashboard.paper.pair_sheet_docx import as_docx
from dashboard.wording.formats import Formats
from dashboard.wording.pair_sheet_fit import fitted
from dashboard.wording.pair_sheet_text import SheetText, power_of
from dashboard.wording.source_names import with_dates
from data.errors import TradeproofError
from data.store import Edition

FORMS = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True)
class MadeSheet:
    """A sheet in a language: its texts and its chart as an element `<svg>`."""

    text: SheetText
    svg: str

    @property
    def body(self) -> Html:
        """The sheet for a page of the dashboard."""
        return pair_sheet_page.as_body(self.text, self.svg)


@kept(SOME)
def sheet(edition: Edition, reporter: str, partner: str, language: str, made: str) -> MadeSheet:
    """The sheet of a pair, as made on a day.

    Raises
    ------
    TradeproofError
        No statistics of the reporter have a figure of trade with the partner.
    """
    answer, formats = _answer(edition, reporter, partner), Formats(language)
    text = fitted(
        answer, formats, book_words(edition, language), with_dates(edition, formats), made
    )
    return MadeSheet(text, pair_sheet_chart.as_svg(answer, formats, power_of(answer)))


def made(
    edition: Edition, reporter: str, partner: str, language: str, form: str, made: str
) -> bytes:
    """The bytes of a file in one of `FORMS`.

    Raises
    ------
    TradeproofError
        As of `sheet`.
    """
    done = sheet(edition, reporter, partner, language, made)
    if form == "html":
        return pair_sheet_page.as_file(done.text, done.svg)
    answer = _answer(edition, reporter, partner)
    chart = pair_sheet_chart.as_png(answer, Formats(language), power_of(answer))
    return as_docx(done.text, chart, answer.built)


def _answer(edition: Edition, reporter: str, partner: str) -> pair_sheet.PairSheet:
    found = pair_sheet.pair_sheet(edition, reporter, partner)
    if found is None:
        raise TradeproofError(
            f"no figure of {reporter}'s trade with {partner} is known; "
            f"there are some of {pair_sheet.known_pairs(edition)}"
        )
    return found
