"""The table of claims as HTML: its picture on one scale, and names that try to be HTML."""

from __future__ import annotations

import re

import pytest

from analytics.checking.verdicts import Verdict
from dashboard.html.claim_table import ClaimLine, claim_table, left_out_lines, shares
from dashboard.html.mini_interval import mini_interval
from dashboard.wording.formats import Formats
from tests.support.made_claims import check, claim
from tests.support.parsed_html import HOSTILE, Parsed

FIGURE = ("VNM", "KAZ", "total", "2023", "402.3")


def places(html: str) -> dict[str, tuple[float, ...]]:
    found = re.findall(r'class="(\w+)" style="left:([\d.]+)%(?:;width:([\d.]+)%)?"', html)
    return {kind: tuple(float(one) for one in rest if one) for kind, *rest in found}


def test_claimed_and_recomputed_lie_on_one_scale():
    """From 10 to 30 with 2.4 of room at each side is 24.8: 10 lies at 2.4 / 24.8."""
    found = places(mini_interval((10, 14), (20, 30)))
    assert found["bounds"] == (9.68, 16.13)
    assert found["point"] == (17.74,)
    assert found["bar"] == (50.0, 40.32)


def test_one_number_has_a_scale_too():
    found = places(mini_interval((0, 0), (0, 0)))
    assert found == {"bounds": (50.0, 0.0), "point": (50.0,), "bar": (50.0, 0.0)}


@pytest.mark.parametrize("text", HOSTILE)
def test_names_of_sources_are_text_in_a_row_and_among_members(text):
    found = check(claim("99", level="800"), FIGURE)
    member = ClaimLine(found, "/check?claim=a", text)
    html = claim_table([ClaimLine(found, "/check?claim=b", text, (member,)), member], text,
                       Formats("en"), 20)  # fmt: skip
    parsed = Parsed(html)
    assert {tag for tag, _ in parsed.tags} <= {
        *("table", "caption", "thead", "tbody", "tr", "th", "td", "a", "span", "small", "strong"),
        *("details", "summary", "ul", "li"),
    }
    assert parsed.others == []
    assert parsed.text.count(text.strip().replace("\r\n", "\r").split("\r")[0][:8]) >= 4
    links = [dict(given)["href"] for tag, given in parsed.tags if tag == "a"]
    assert links == ["/check?claim=b", "/check?claim=b", "/check?claim=a", "/check?claim=a"]


def test_a_claim_without_a_recomputed_change_has_words_and_no_picture():
    html = claim_table(
        [ClaimLine(check(claim("99"), ("VNM", "BLR", "total", "2023", "1")), "/x", "p")],
        "c", Formats("en"), 20,
    )  # fmt: skip
    assert "mini" not in html
    assert "no figure" in html


def test_shares_and_what_is_left_out():
    style = str(shares({Verdict.CONSISTENT: 7}, [Verdict.EXPLAINED, Verdict.CONSISTENT], "v"))
    assert "nth-of-type(1) { flex-grow: 1;" in style
    assert "nth-of-type(2) { flex-grow: 7;" in style
    html = str(left_out_lines([("<b>", "show", "/check?a=1&b=2")]))
    assert html == (
        '<ul class="left-out"><li>&lt;b&gt; · '
        '<a href="/check?a=1&amp;b=2" target="_self">show</a></li></ul>'
    )
