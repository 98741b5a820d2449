"""A conclusion names the reported rates that it rests on, for every conclusion of the book."""

from __future__ import annotations

import pytest

from dashboard.answers import implied_of_pair, pairs
from dashboard.answers.selection import LANGUAGES
from dashboard.answers.whole_edition import check_of_claim, reconciled
from dashboard.pages.partner_drivers import newest_of
from dashboard.wording.derivations import mirror_readings
from dashboard.wording.driver_story import level_and_how, story
from dashboard.wording.formats import Formats
from dashboard.wording.premises import claims_among, on_premises, premise
from data.codes.flows import Flow

# What its tests share takes seconds to make: one worker makes it once.
pytestmark = pytest.mark.xdist_group("premises")

ENGLISH, VIETNAMESE = Formats("en"), Formats("vi")
IF = {"en": "f the reported ", "vi": "ếu công bố "}  # its first letter may be a capital
THEN = {"en": "Then ", "vi": "Khi đó "}


@pytest.fixture(scope="module")
def every_pair(edition):
    """Every pair of the book at every frequency."""
    return [
        pairs.pair(edition, reporter, partner, freq)
        for reporter, partners in pairs.reporters(edition).items()
        for partner in partners
        for freq in pairs.frequencies(edition, reporter, partner)
    ]


def test_the_premise_of_a_quarter_in_both_languages(edition):
    checks = check_of_claim(edition)
    claims = ["mofa-kaz-2025q1-total-up", "mofa-kaz-2025q1-import-up"]
    assert premise(claims[:1], checks, ENGLISH) == (
        "if the reported “two-way trade up 18.4%” (not testable) is right"
    )
    assert premise(claims, checks, ENGLISH) == (
        "if the reported “two-way trade up 18.4%” (not testable) and “imports up 271.8%” "
        "(not testable) are right"
    )
    assert premise(claims[:1], checks, VIETNAMESE) == (
        "nếu công bố “kim ngạch hai chiều tăng 18,4%” (chưa kiểm được) là đúng"
    )
    assert premise([*claims[:1], "vi002b-rate"], checks, ENGLISH).endswith("is right")  # the same
    assert premise([], checks, ENGLISH) == ""


def test_a_sentence_refers_back_to_the_premise_of_the_one_before():
    said = [("It rose.", "if a"), ("Both drove it.", "if a"), ("It is so.", ""), ("X.", "if a")]
    assert on_premises(said, ENGLISH) == [
        "If a, it rose.", "Then both drove it.", "It is so.", "If a, x.",
    ]  # fmt: skip
    assert on_premises([("Tăng.", "nếu b"), ("Giảm.", "nếu c")], VIETNAMESE) == [
        "Nếu b thì tăng.", "Nếu c thì giảm.",
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_drove_trade_is_said_under_its_claims(edition, every_pair, language):
    checks, formats, seen = check_of_claim(edition), Formats(language), set()
    for pair in every_pair:
        _, found, currency = newest_of(pair, reconciled(edition).implied)
        if found is None:
            continue
        first, second, *_ = story(found, currency, formats, ["gazette"], checks)
        total = found.parts[Flow.TOTAL]
        of_total = bool(total.base.claims or total.level.claims)
        assert (IF[language] in first) == of_total
        named = IF[language] in second or second.startswith(THEN[language])
        assert named == bool(found.claims)
        for known in found.levels.values():
            _, how = level_and_how(known, currency, formats)
            assert ("right" in how or "là đúng" in how) == bool(known.claims)
        seen.add((of_total, named))
    assert seen == {(True, True), (False, True), (False, False)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_implied_and_a_mirror_gap_are_said_under_their_claims(
    edition, every_pair, language
):
    checks, formats, seen, told = check_of_claim(edition), Formats(language), set(), set()
    for pair in every_pair:
        freqs = pairs.frequencies(edition, pair.reporter, pair.partner)
        found = implied_of_pair.of_pair(edition, pair, freqs)
        for one in found.listed:
            said = premise(claims_among(one.facts), checks, formats)
            assert bool(said) == any(fact.is_claim for fact in one.facts)
            seen.add(bool(said))
        for gap in found.mirror_gaps:
            said = mirror_readings(gap, "gazette", formats, checks, official=False)
            assert (IF[language] in said) == any(fact.is_claim for fact in gap.facts)
            told.add(IF[language] in said)
    assert seen == told == {True, False}
