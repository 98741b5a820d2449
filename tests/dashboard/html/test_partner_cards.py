"""Cards of partners and their small lines: gaps, dots, links, and text that tries to be HTML."""

from __future__ import annotations

import re
from base64 import b64decode

import pytest

from analytics.checking.verdicts import Verdict
from dashboard.html.chips import verdict_chip
from dashboard.html.markup import NOTHING, Html
from dashboard.html.partner_cards import PartnerCard, partner_cards
from dashboard.html.sparkline import HEIGHT, ROOM, WIDTH, YearPoint, sparkline
from dashboard.wording.words import words
from tests.support.parsed_html import HOSTILE, Parsed


def picture(*points: tuple[int, float], first: int = 2016, last: int = 2025) -> Parsed:
    """The SVG of a line whose bounds are its values."""
    drawn = sparkline([YearPoint(y, v, v, v) for y, v in points], first, last, "described")
    [(tag, attributes)] = Parsed(drawn).tags
    assert (tag, attributes["alt"]) == ("img", "described")
    source = attributes["src"]
    assert source is not None
    kind, _, coded = source.partition(",")
    assert kind == "data:image/svg+xml;base64"
    return Parsed(b64decode(coded).decode())


def of_kind(svg: Parsed, tag: str, width: str | None = None) -> list[dict[str, str | None]]:
    return [a for name, a in svg.tags if name == tag and width in (None, a.get("stroke-width"))]


def test_only_years_that_follow_each_other_are_joined():
    svg = picture((2016, 1), (2017, 2), (2019, 4), (2022, 8), (2023, 8))
    joined = [(line["x1"], line["x2"]) for line in of_kind(svg, "line", "1.8")]
    at = {
        year: f"{ROOM + (WIDTH - 2 * ROOM) * (year - 2016) / 9:.1f}" for year in range(2016, 2026)
    }
    assert joined == [(at[2016], at[2017]), (at[2022], at[2023])]
    dots = [dot["cx"] for dot in of_kind(svg, "circle")]
    assert dots == [at[2019], at[2023]]  # alone, and the newest


def test_the_height_is_the_amount_from_zero_and_bounds_are_thin_lines():
    drawn = sparkline([YearPoint(2020, 5, 4, 10)], 2016, 2025, "")
    source = Parsed(drawn).tags[0][1]["src"]
    assert source is not None
    svg = Parsed(b64decode(source.partition(",")[2]).decode())
    [dot] = of_kind(svg, "circle")
    # from 36 (zero) to 4 (the highest bound, 10): 5 is at 20, 4 at 23.2
    assert (HEIGHT, ROOM, dot["cy"]) == (40, 4, "20.0")
    [bounds] = of_kind(svg, "line", "1")
    assert (bounds["y1"], bounds["y2"]) == ("23.2", "4.0")


@pytest.mark.parametrize("points", [(), ((2020, 0.0),)])
def test_nothing_and_zero_are_drawn_without_an_error(points):
    assert len(of_kind(picture(*points), "circle")) == len(points)


def card(**changes: object) -> PartnerCard:
    start = {
        "name": "Azerbaijan", "href": "/partner?partner=AZE", "level": "nearly 52 million USD",
        "when": "2024 · Ministry", "growth": "−79%", "growth_small": "−79.6% to −78.3%",
        "chip": NOTHING, "line": NOTHING, "years": ("2015", "2024"),
        "balance": "−626.5 million USD", "balance_small": "2022",
    }  # fmt: skip
    return PartnerCard(**{**start, **changes})  # ty: ignore[invalid-argument-type]


def test_a_card_is_one_link_and_its_chip_leads_to_the_proof():
    proof = "/check?claim=c1"
    chip = verdict_chip(Verdict.NOT_TESTABLE, words("en"), "said +99%", proof)
    html = partner_cards([card(growth="", growth_small="", chip=chip)], "Balance")
    links = [a["href"] for tag, a in Parsed(html).tags if tag == "a"]
    assert links == ["/partner?partner=AZE", proof]
    assert re.findall(r"<a [^>]*>([^<]*)</a>", html)[0] == "Azerbaijan"
    text = Parsed(html).text
    assert "? said +99%, Not testable" in text
    assert "Balance −626.5 million USD 2022" in text


def test_what_is_empty_has_no_place():
    html = partner_cards([card(when="", growth_small="", balance_small="")], "Balance")
    assert "years" not in html
    assert "<small>" not in html


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text):
    every = dict.fromkeys(("name", "level", "when", "growth", "balance", "part"), text)
    plain = Parsed(partner_cards([card(part="x")], "Balance"))
    html = Parsed(partner_cards([card(**every)], text))
    assert [tag for tag, _ in html.tags] == [tag for tag, _ in plain.tags]
    assert isinstance(partner_cards([], ""), Html)
