"""A reported rate has the verdict of the page Check wherever it stands, and leads to its proof."""

from __future__ import annotations

import re
from html import unescape

import pytest

from dashboard.answers.public_files import checks
from dashboard.answers.selection import Selection
from dashboard.wording.explanations import claimed_change
from dashboard.wording.words import words
from tests.support.pages import everything, tables


def linked(app) -> dict[str, str]:
    """The text of every table cell that leads to a proof, by id of the claim."""
    html = "\n".join(element.proto.body for element in app.get("html"))
    cells = re.findall(r'href="/check\?claim=([^"&]+)[^"]*"[^>]*>(.*?)</a>\s*<small>([^<]+)', html)
    return {
        claim: f"{re.sub(r'<span.*?</span>', '', text).strip()}|{verdict}"
        for claim, text, verdict in cells
    }


@pytest.mark.parametrize(("language", "partner"), [("en", "RUS"), ("vi", "RUS"), ("en", "KAZ")])
def test_every_rate_of_a_partner_has_its_verdict(visit, edition, language, partner):
    found = linked(visit("partner", lang=language, partner=partner, freq="A", tab="claims"))
    chosen = Selection(reporter=("VNM",), partner=(partner,), product=("TOTAL",), freq=("A",))
    told = words(language)
    expected = {
        check.claim.claim: f"{claimed_change(check, language)}|{told(f'verdict.{check.verdict}')}"
        for check in checks(edition, chosen)
    }
    assert len(expected) > 1
    assert found == expected


def test_russia_is_contradicted_in_2017_and_consistent_in_2023(visit):
    lines = tables(visit("partner", lang="en", partner="RUS", tab="claims")).split("\n")
    assert lines[lines.index("✗ up 31%, Contradicted") + 1] == "Contradicted"
    assert lines[lines.index("✓ up 2.3%, Consistent") + 1] == "Consistent"


def test_the_answer_says_how_a_reported_rate_was_checked(visit):
    english = everything(visit("partner", lang="en", partner="KAZ"))
    assert "reported as up 99% on a year earlier; checked: not testable." in english
    vietnamese = everything(visit("partner", lang="vi", partner="KAZ"))
    assert "công bố tăng 99% so với cùng kỳ; kiểm chứng: chưa kiểm được." in vietnamese


def test_the_growth_beside_the_picture_has_the_verdict_and_leads_to_its_proof(visit):
    html = "".join(e.proto.body for e in visit("partner", lang="en", partner="RUS").get("html"))
    chips = re.findall(
        r'<a class="chip (\w+)" href="(/check\?[^"]+)"[^>]*><span[^>]*>.</span> ([^<]+)',
        html,
    )
    [proof] = [href for verdict, href, text in chips if text.startswith("reported +26%")]
    assert proof.startswith("/check?claim=")
    assert ("consistent", proof, "reported +26%: Consistent") in chips
    counts = {text: (verdict, href) for verdict, href, text in chips if text[0].isdigit()}
    verdict, href = counts["1 contradicted"]
    assert verdict == "contradicted"
    assert {"verdict=contradicted", "reporter=VNM", "partner=RUS"} <= set(
        re.split("[?&;]", unescape(href).replace("amp;", ""))
    )


def test_the_overview_has_the_verdict_beside_a_reported_rate(visit):
    found = linked(visit("overview", lang="en", tab="partners"))
    assert found["mofa-kaz-2024-total-up"] == "reported: up 99%|? Not testable"


def chips(app) -> dict[str, str]:
    """What the chips on the page say, by the id of the claim whose proof each opens."""
    html = "\n".join(element.proto.body for element in app.get("html"))
    found = re.findall(r'<a class="chip \w+" href="/check\?claim=([^"&]+)[^>]*>(.*?)</a>', html)
    return {claim: re.sub(r"<[^>]+>", "", text) for claim, text in found}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", {"mofa-rus-2024-total-up": "✓ said +26%, Consistent",
                "mofa-kaz-2024-total-up": "? said +99%, Not testable"}),
        ("vi", {"mofa-rus-2024-total-up": "✓ công bố +26%, Khớp",
                "mofa-kaz-2024-total-up": "? công bố +99%, Chưa kiểm được"}),
    ],
)  # fmt: skip
def test_a_card_has_the_chip_of_each_reported_rate(visit, language, expected):
    assert chips(visit("overview", lang=language)) == expected
