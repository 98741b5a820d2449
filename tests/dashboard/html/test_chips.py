"""A verdict is a shape, a word and a colour; a chip of a rate names its verdict to who listens."""

from __future__ import annotations

import re

import pytest

from analytics.checking.verdicts import Verdict
from dashboard.html.chips import verdict_chip
from dashboard.wording.words import words
from tests.support.parsed_html import Parsed

PROOF = "/check?claim=c1&lang=en"


@pytest.mark.parametrize(
    ("verdict", "text", "expected"),
    [
        (Verdict.CONSISTENT, "", "✓ Consistent"),
        (Verdict.CONTRADICTED, "+26%", "✗ +26%, Contradicted"),
        (Verdict.NOT_TESTABLE, "+99%", "? +99%, Not testable"),
        (Verdict.CONTRADICTED, "Contradicted 2", "✗ Contradicted 2"),
        (Verdict.CONTRADICTED, "2 contradicted", "✗ 2 contradicted"),
    ],
)
def test_a_chip_says_its_verdict_once(verdict, text, expected):
    chip = verdict_chip(verdict, words("en"), text)
    assert Parsed(chip).text == expected
    assert chip.startswith(f'<span class="chip {verdict}">')
    # What a pointer is told stands on the sign, which is not read.
    assert re.findall(r'<[^>]*title="[^"]*">', chip) == [
        f'<span aria-hidden="true" title="{words("en")(f"verdict.{verdict}")}">'
    ]


def test_a_verdict_that_is_told_beside_its_chip_is_not_read_again():
    chip = verdict_chip(Verdict.CONSISTENT, words("en"), "+26%", PROOF, is_told=True)
    assert Parsed(chip).text == "✓ +26%"


def test_a_chip_with_an_address_opens_the_proof():
    chip = verdict_chip(Verdict.EXPLAINED, words("vi"), "+18,4%", PROOF)
    assert chip.startswith('<a class="chip explained" href="/check?claim=c1&amp;lang=en"')


@pytest.mark.parametrize("href", ["//x.example/check", "https://x.example", "javascript:alert(1)"])
def test_no_other_address_becomes_a_link(href):
    assert "<a" not in verdict_chip(Verdict.CONSISTENT, words("en"), "<b>", href)
    assert "<b>" not in verdict_chip(Verdict.CONSISTENT, words("en"), "<b>", href)
