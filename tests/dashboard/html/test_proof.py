"""The proof of a claim: its bands, its parts, its evidence and the other claims beside it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from analytics.checking.claims import Check
from dashboard.answers.selection import LANGUAGES
from dashboard.answers.whole_edition import every_check, repeated
from dashboard.html.interval_plot import Band
from dashboard.html.proof import bands, plot, proof
from dashboard.html.tables import TableCell
from dashboard.wording.formats import Formats
from tests.support.parsed_html import TICK
from tests.support.parsed_html import bars as bars_of

ENGLISH = Formats("en")


@pytest.fixture(scope="module")
def of_book(edition) -> dict[str, Check]:
    return {check.claim.claim: check for check in every_check(edition)}


def drawn(check: Check) -> list[tuple[str, str, str, tuple[float, float] | None]]:
    def rounded(band: Band) -> tuple[float, float] | None:
        return band.ends and (round(band.ends[0], 3), round(band.ends[1], 3))

    return [(band.kind, band.name, band.text, rounded(band)) for band in bands(check, ENGLISH)]


def text(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "\n", html))


def proof_of(edition, check: Check, language: str) -> str:
    also = repeated(edition).get(check.claim.claim, ())
    return proof(
        check, also, lambda source: TableCell(source, href=f"/sources?{source}"), Formats(language)
    )


def test_a_contradiction_draws_two_bars_that_do_not_meet(of_book):
    # 3545 / 2747.2 = 1.29040, 3555 / 2747 = 1.29414
    assert drawn(of_book["en008a-rate"]) == [
        ("claimed", "Claimed", "30.5% to 31.5%", (30.5, 31.5)),
        ("figures", "From the figures", "29.04% to 29.42%", (29.04, 29.414)),
    ]
    # the axis is 29.0405 to 31.5 and 8 percent of 2.4595 more on both sides: 28.8437 to 31.6968
    html = plot(of_book["en008a-rate"], "en")
    assert bars_of(html) == {"claimed": (58.05, 35.05), "figures": (6.90, 13.09)}
    assert TICK.findall(html) == [("5.48", "29%"), ("40.53", "30%"), ("75.58", "31%")]
    assert unescape(re.findall('aria-label="([^"]*)"', html)[0]) == (
        "Viet Nam – Russia, two-way trade, 2017: up 31% on 2016. "
        "Claimed: 30.5% to 31.5% and From the figures: 29.04% to 29.42%."
    )


def test_a_claim_that_fits_if_rounded_draws_the_coarser_bounds_too(of_book):
    assert drawn(of_book["en008b-rate"])[2:] == [
        ("coarser", "From figures cut or rounded more coarsely", "26.5% to 29.8%", (26.582, 29.76)),
    ]


def test_a_rate_that_was_cut_is_drawn_beside_what_was_claimed(altered):
    check = altered(
        "mofa-rus-2024-total-up",
        "26.0 AS claimed, 25.95 AS claimed_low, 26.05 AS claimed_high, false AS claimed_is_whole",
        ("VNM", "RUS", "total", "2023", 3629),
    )
    assert [(kind, ends) for kind, _, _, ends in drawn(check)] == [
        ("claimed", (25.95, 26.05)),
        ("coarser", (26.0, 26.1)),
        ("figures", (26.068, 26.343)),
    ]


def test_an_explained_claim_draws_the_reading_that_fits(of_book):
    assert drawn(of_book["en079c-rate"])[2:] == [
        ("reading", "Read as: another base year", "1.258 to 1.265 times", (1.259, 1.265)),
    ]


def test_a_rate_read_otherwise_is_drawn_in_the_unit_of_the_claim(altered):
    """ "115 percent" of 3981.7 as an index is a rise of 14.5 to 15.5 percent."""
    check = altered(
        "mofa-rus-2024-total-up",
        "115 AS claimed, 114.5 AS claimed_low, 115.5 AS claimed_high",
        ("VNM", "RUS", "total", "2023", "3981.7"),
    )
    assert check.reading is not None
    assert check.reading.name == "index"
    assert drawn(check)[-1] == (
        "reading", "Read as: an index, not a rise", "14.5% to 15.5%", (14.5, 15.5),
    )  # fmt: skip


def test_what_others_imply_is_named_so_and_nothing_is_not_drawn(of_book):
    assert drawn(of_book["vi005a-rate"])[1][:3] == (
        "figures", "What the other figures leave", "32.68% to 33.60%",
    )  # fmt: skip
    assert drawn(of_book["mofa-kaz-2024-total-up"])[1:] == [
        ("figures", "From the figures", "nothing to compare with", None)
    ]


def test_ticks_are_in_the_unit_of_the_claim(of_book, altered):
    def ticks(check: Check, language: str) -> list[str]:
        return [tick for _, tick in TICK.findall(plot(check, language))]

    assert ticks(of_book["en079c-rate"], "vi") == ["1,5×", "2,0×"]
    money = altered(
        "mofa-rus-2024-total-up",
        "'absolute' AS kind, 950e6 AS claimed, 945e6 AS claimed_low, 955e6 AS claimed_high",
        ("VNM", "RUS", "total", "2023", "3630"),
    )
    assert ticks(money, "en") == ["945 million USD", "950 million USD", "955 million USD"]
    share = altered(
        "mofa-rus-2024-total-up",
        "'percentage_points' AS kind, 24 AS claimed, 23.5 AS claimed_low, 24.5 AS claimed_high",
        ("VNM", "RUS", "total", "2023", "3630"),
        ("VNM", "RUS", "total", "2022", "3550"),
    )
    assert ticks(share, "en") == ["23.5 points", "24.0 points", "24.5 points"]


def test_each_source_stands_once_in_the_evidence_with_the_ids_used(edition, of_book):
    said = text(proof_of(edition, of_book["en008a-rate"], "en"))
    evidence = [line for line in said.partition("Evidence")[2].splitlines() if line]
    assert evidence == [
        "What", "Source", "Where", "Ids",
        "Claim, figure", "tass-com-2019-05-20", "in the article", "en008a-rate, en008a",
        "Base", "gso-yearbook", "gso-rus-2016-export, gso-rus-2016-import",
    ]  # fmt: skip
    implied = text(proof_of(edition, of_book["vi005a-rate"], "vi"))
    assert "Công bố, trị giá, suy ra từ" in implied
    assert "vi005a-rate, vi005a, vi005c, vi005b-rate, vi005c-rate" in implied


def test_doubled_stands_beside_plus_99_percent_and_agrees(edition, of_book):
    said = text(proof_of(edition, of_book["mofa-kaz-2024-total-up"], "en"))
    also = said.partition("Also reported of the same change")[2].partition("Evidence")[0]
    lines = [line for line in also.splitlines() if line]
    assert lines[3:] == [
        "grew to 2 times (“gấp đôi”)",
        "congthuong-vn-2025-05-06",
        "✓ agrees",
    ]
    against = text(proof_of(edition, of_book["ru001a-rate"], "vi"))
    assert "tăng 36,2%" in against
    assert "✗ mâu thuẫn" in against


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_proof_is_whole_and_shows_only_the_parts_it_has(edition, of_book, language):
    for check in of_book.values():
        html = proof_of(edition, check, language)
        assert html.count('role="img"') == 1
        assert html.count("<ol") == 1
        assert html.count("<table") == 1 + bool(check.readings) + (
            check.claim.claim in repeated(edition)
        )
        assert len(re.findall("<(?!/|br)", html)) == html.count("</")
        assert not re.search(r"\bnan\b|\binf\b|[{}]|Fraction|Decimal", text(html))
