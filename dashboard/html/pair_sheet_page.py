"""A factsheet as HTML: a file that is one page of paper, and its body for a page of the dashboard.

The file has its style and its chart inside: no script, and nothing is fetched.
"""

from __future__ import annotations

from base64 import b64encode

from dashboard.html.markup import Html
from dashboard.html.text_report import FOLDER, TEMPLATES
from dashboard.wording.pair_sheet_text import SheetText
from dashboard.wording.verdict_names import ICONS
from dashboard.wording.words import words

STYLE = FOLDER / "factsheet.css"


def as_file(text: SheetText, chart: str) -> bytes:
    """A whole document; `chart` is an element `<svg>`."""
    opening = Html('<svg role="img" aria-label="{}"').format(text.chart_alt)
    named = chart.replace("<svg", opening, 1)
    page = TEMPLATES.get_template("factsheet.html").render(
        text=text,
        style=_style(),
        body=_body(text, Html(named)),
    )
    return page.encode()


def as_body(text: SheetText, chart: str) -> Html:
    """The sheet with its style for a page of the dashboard, its chart as an image."""
    encoded = b64encode(chart.encode()).decode()
    image = Html('<img src="data:image/svg+xml;base64,{}" alt="{}">').format(
        encoded, text.chart_alt
    )
    return Html("<style>{}</style>{}").format(_style(), _body(text, image))


def _style() -> Html:
    return Html(STYLE.read_text(encoding="utf-8"))


def _body(text: SheetText, chart: Html) -> Html:
    spoken = words(text.language)
    body = TEMPLATES.get_template("factsheet_body.html").render(
        text=text,
        chart=chart,
        icons=ICONS,
        verdicts={verdict: spoken(f"verdict.{verdict}") for verdict in ICONS},
        density="dense" if text.is_dense else "",
    )
    return Html(body)
