"""A reported rate has the verdict of the page Check wherever it stands, and leads to its proof."""

from __future__ import annotations

import re
from html import unescape

import pytest

from analytics.checking.base_periods import names_year_before
from dashboard.answers.public_files import checks
from dashboard.answers.selection import Selection
from dashboard.wording.explanations import claimed_change
from dashboard.wording.words import words
from tests.support.pages import everything, said, tables


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


@pytest.mark.parametrize(
    ("language", "counted"),
    [
        ("en", "Of the pair's {every} reported growth rates {n} are under “Years”. On the year "
         "before, as in the chart: {yearly}."),
        ("vi", "Trong {every} tốc độ tăng được công bố của cặp này, {n} thuộc nhóm “Năm”; so với "
         "năm trước (có trên biểu đồ): {yearly}."),
    ],
)  # fmt: skip
def test_rates_of_one_change_share_a_row_and_the_counts_are_joined(
    visit, edition, language, counted
):
    app = visit("partner", lang=language, partner="RUS", freq="A", tab="claims")
    [html] = [e.proto.body for e in app.get("html") if "/check?claim=mofa-rus-2024" in e.proto.body
              and "<tbody>" in e.proto.body]  # fmt: skip
    rows = html.partition("<tbody>")[2].split("<tr>")[1:]
    claims = [re.findall(r"claim=([^\"&]+)", row) for row in rows]
    pair = Selection(reporter=("VNM",), partner=("RUS",))
    of_years = checks(edition, pair.with_(product=("TOTAL",), freq=("A",)))
    assert sorted(name for names in claims for name in names) == sorted(
        check.claim.claim for check in of_years
    )
    [of_2024] = [names for names in claims if "mofa-rus-2024-total-up" in names]
    assert len(of_2024) == 2
    yearly = [check for check in of_years if check.claim.kind == "percent"
              and names_year_before(check.claim)]  # fmt: skip
    told = {"every": len(checks(edition, pair)), "n": len(of_years), "yearly": len(yearly)}
    assert any(counted.format(**told) in one for one in said(app.caption))


def test_russia_is_contradicted_in_2017_and_consistent_in_2023(visit):
    lines = tables(visit("partner", lang="en", partner="RUS", tab="claims")).split("\n")
    assert lines[lines.index("✗ up 31%") + 1] == "Contradicted"
    assert lines[lines.index("✓ up 2.3%") + 1] == "Consistent"


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
    # beside the picture and in the table, of 2024; +26 % of another year would be another claim
    [proof] = {href for verdict, href, text in chips if text.startswith("reported +26%")}
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
