"""The rules of the reader earn their place: each fires on passages of different sources.

A rule that fires on fewer than three passages at hand is listed with its reason, or goes.
"""

from __future__ import annotations

import json
from collections import Counter

import pytest

from analytics.reading.out.reader import read
from data.codes import LANGUAGES
from tests.support.checkout import ROOT
from tests.support.made_passages import made_passages
from tests.support.reading_passages import PASSAGES
from tests.support.reading_rows import rows
from tests.support.reading_rules import fired, named_rules

LEAST = 3
EACH = 4  # made passages of each frame and language
EACH_FOR_RULES = 16
ANNOTATED = sorted((ROOT / "tests/analytics/reading").glob("unseen_*.jsonl"))
DEVELOPMENT = ROOT.parent / "shared" / "reader_dev"
ASKED = (
    "asked for by the field's cases (revised figures, plans, expectations, growth of another time)"
)
ONCE = "one passage of a real press text each so far"
TWICE = "two passages so far"
RARE: dict[str, str] = {
    "past a growth, told behind it, of another time": ASKED,
    "what was expected, compared with": ASKED,
    "a sign of a balance, and its sum": ONCE,
    "a sum or the rate of a change": ONCE,
    "in brackets, of a time behind it": ONCE,
    "of a time before, in brackets": ONCE,
    "one flow against the other": ONCE,
    "passed so many times in a row": ONCE,
}


def _reads():
    given = ("text", "lang", "published", "reporter", "partner")
    for passage in PASSAGES:
        yield read(*(passage.get(name) for name in given))
    for language in LANGUAGES:
        for made in made_passages(language, EACH_FOR_RULES):
            yield read(made.text, made.language, made.published)
    for table in (*ANNOTATED, *sorted(DEVELOPMENT.glob("passages*.jsonl"))):
        for line in table.read_text(encoding="utf-8").splitlines():
            passage = json.loads(line)
            yield read(passage["text"], passage["lang"], passage["published"])


@pytest.mark.long
def test_each_rule_fires_on_three_passages_or_says_why_not() -> None:
    if not DEVELOPMENT.is_dir():
        pytest.skip("../shared/reader_dev is not there")
    counts = fired(_reads())
    assert counts
    few = {rule: counts[rule] for rule in named_rules() if counts[rule] < LEAST}
    assert few.keys() == RARE.keys(), few


@pytest.mark.parametrize("language", LANGUAGES)
def test_made_passages_are_read_as_they_were_made(language: str) -> None:
    """Words, order, currency, calendar, base and lists vary; the truth is made with them."""
    found: Counter[str] = Counter()
    for made in made_passages(language, EACH):
        right = sorted(rows(read(made.text, language, made.published))) == sorted(made.rows)
        found[made.frame] += right
    assert found
    assert set(found.values()) == {EACH}, found
