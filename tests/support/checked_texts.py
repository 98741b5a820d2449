"""A text checked against nothing but itself, or an edition; sentences several tests share."""

from __future__ import annotations

from analytics.checking.text_check import CheckedText, check_text
from analytics.reading.out.reader import read
from dashboard.answers import whole_edition
from data.store import Edition
from tests.support.made_claims import claim, claims
from tests.support.made_observations import observations

PERU = "Vietnam's exports to Peru reached {} in 2023, {} from {} in 2022."
NOTHING = observations(("VNM", "KAZ", "total", "2001", "1"))
NO_CLAIM = claims(claim("1", period="2001", base_period="2000"))


def check(text: str, figures=NOTHING, known=NO_CLAIM, **options) -> CheckedText:
    return check_text(read(text, **options), figures, known)


def checked_with(edition: Edition, text: str) -> CheckedText:
    return whole_edition.checked(edition, read(text))
