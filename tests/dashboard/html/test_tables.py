"""Tables and cards: their parts, and that every text in them is escaped."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from dashboard.html.tables import TableCell, bullets, cards, steps, table
from tests.support.parsed_html import Parsed

MARKUP = st.text(st.sampled_from("<>&\"'a/ "))


@given(MARKUP, MARKUP)
def test_cards_and_opening_lines_escape_every_text(first, second):
    cell = TableCell(first, second)
    for html in (cards([[cell, cell]]), table(["a"], [[TableCell(first or "x", more=[[cell]])]])):
        tags = re.findall(r"<(/?\w+)", html)
        assert set(tags) <= {
            *("div", "article", "strong", "p", "small", "table", "thead", "tbody", "tr", "th"),
            *("details", "summary", "ul", "li"),
            *(f"/{tag}" for tag in ("div", "article", "strong", "p", "small", "table", "thead")),
            *(f"/{tag}" for tag in ("tbody", "tr", "th", "details", "summary", "ul", "li")),
        }


def test_a_card_has_its_heading_first_and_a_cell_opens():
    assert cards([[TableCell("one"), TableCell("", "two")]]) == (
        '<div class="cards"><article><strong>one</strong><p><small>two</small></p></article></div>'
    )
    opened = table(
        ["a"], [[TableCell("2 facts", more=[[TableCell("x")], [TableCell("y"), TableCell("z")]])]]
    )
    assert (
        '<details><summary>2 facts</summary><ul class="facts"><li><p>x</p></li>'
        "<li><p>y</p><p>z</p></li></ul></details>" in opened
    )


def test_addresses_of_the_dashboard_open_in_the_same_tab_and_others_in_a_new_one():
    own, other = TableCell("own", href='/sources?a=1&b="2"'), TableCell("other", href="https://a.b")
    links = [attributes for tag, attributes in Parsed(table(["a", "b"], [[own, other]])).tags
             if tag == "a"]  # fmt: skip
    assert links == [
        {"href": '/sources?a=1&b="2"', "target": "_self"},
        {"href": "https://a.b", "target": "_blank", "rel": "noopener"},
    ]


def test_an_address_of_neither_the_dashboard_nor_the_web_is_no_link():
    # Browsers read //host/x and /\\host/x as addresses of that host.
    strange = ("//host/x", "/\\host/x", "javascript:alert(1)", "data:text/html,x", "host/x")
    for address in strange:
        html = table(["a"], [[TableCell("text", href=address)]])
        assert {tag for tag, _ in Parsed(html).tags} == {"table", "thead", "tbody", "tr", "th"}
        assert ">text<" in html


@given(MARKUP, MARKUP)
def test_headings_captions_and_lists_escape_every_text(first, second):
    headed = Parsed(table([first, second], [[first, second]], caption=first or "x"))
    assert {tag for tag, _ in headed.tags} == {
        "table", "caption", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip
    assert dict(headed.tags[-1][1])["data-label"] == second
    for listed in (steps([first, second]), bullets([first, second])):
        parsed = Parsed(listed)
        assert [tag for tag, _ in parsed.tags[1:]] == ["li", "li"]
        assert parsed.text == first + second
