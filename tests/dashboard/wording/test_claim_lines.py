"""A claim in one line: the change with its sign, and what the figures give with theirs."""

from __future__ import annotations

import pytest

from dashboard.wording.claim_lines import folded, found_in_short, signed_change
from dashboard.wording.formats import Formats
from tests.support.made_claims import check, claim


@pytest.mark.parametrize(
    ("columns", "english", "vietnamese"),
    [
        ({"number": "99"}, "+99%", "+99%"),
        ({"number": "18.40"}, "+18.40%", "+18,40%"),
        ({"number": "59.7", "direction": "down"}, "−59.7%", "−59,7%"),
        ({"number": "4.2", "kind": "multiple"}, "×4.2", "×4,2"),
        ({"number": "3", "kind": "multiple", "direction": "down"}, "÷3", "÷3"),
        ({"number": "2.5", "kind": "percentage_points"}, "+2.5 points", "+2,5 điểm"),
        ({"number": "28", "kind": "average_annual_percent"}, "+28% a year", "+28%/năm"),
        ({"number": "3.5", "kind": "absolute"}, "+3.5 million USD", "+3,5 triệu USD"),
        ({"number": "nearly 60", "direction": "down"}, "nearly −60%", "gần −60%"),
    ],
)
def test_a_claim_has_its_sign_always(columns, english, vietnamese):
    found = check(claim(level="800", **columns), ("VNM", "BLR", "total", "2023", "1"))
    assert signed_change(found, Formats("en")) == english
    assert signed_change(found, Formats("vi")) == vietnamese


# 100.0 on 200.0: 99.95 / 200.05 to 100.05 / 199.95, a fall of 49.96 to 50.04 percent.
def test_a_fall_that_is_recomputed_has_the_sign_of_a_fall_whatever_was_claimed():
    figure = ("VNM", "KAZ", "total", "2023", "200.0")
    fell = check(claim("50", level="100.0", direction="down"), figure)
    assert found_in_short(fell, Formats("en")) == "recomputed −50.04% to −49.96%"
    rose = check(claim("50", level="100.0"), figure)
    assert found_in_short(rose, Formats("vi")) == "tính lại −50,04% đến −49,96%"


def test_marks_on_letters_and_signs_do_not_matter_to_a_search():
    assert folded("Việt Nam – ĐỨC −5%") == "viet nam – duc -5%"
