"""What a check of a claim says, in the words of the public contract, and why it says so."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What the figures say of a claim, in the order of the ladder."""

    CONSISTENT = "consistent"
    CONSISTENT_IF_ROUNDED = "consistent_if_rounded"
    EXPLAINED = "explained"
    CONTRADICTED = "contradicted"
    NOT_TESTABLE = "not_testable"


class Ground(StrEnum):
    """Whose figures a verdict rests on, in the order in which they are looked for."""

    OWN = "own"
    OFFICIAL = "official"
    OFFICIAL_BASE = "official_base"
    OTHER = "other"
    IMPLIED = "implied"


class Reason(StrEnum):
    """What decided a verdict, or why there is none; each has a sentence in every language."""

    CONSISTENT = "consistent"
    CONSISTENT_IMPLIED = "consistent_implied"
    POINTS_OF_GROWTH = "points_of_growth"
    POINTS_OF_SHARE = "points_of_share"
    ROUNDED = "rounded"
    ROUNDED_IMPLIED = "rounded_implied"
    EXPLAINED = "explained"
    CONTRADICTED = "contradicted"
    CONTRADICTED_IMPLIED = "contradicted_implied"
    DISPUTED = "disputed"
    NOT_ACTUAL = "not_actual"
    BASE_PERIOD_NOT_STATED = "base_period_not_stated"
    PERIOD_NOT_STATED = "period_not_stated"
    BASE_IS_ITSELF = "base_is_itself"
    MULTIPLE_MAY_BE_ZERO = "multiple_may_be_zero"
    LEVEL_BELOW_ZERO = "level_below_zero"
    LEVEL_MAY_BE_ZERO = "level_may_be_zero"
    NO_LEVEL = "no_level"
    NO_BASE = "no_base"
    LEVEL_IN_ANOTHER_CURRENCY = "level_in_another_currency"
    BASE_IN_ANOTHER_CURRENCY = "base_in_another_currency"
    BASE_NOT_POSITIVE = "base_not_positive"
    SIGNS_DIFFER = "signs_differ"
    NOT_SEARCHED = "not_searched"
    RELEASED_LATER = "released_later"
    BOUNDS_TOO_WIDE = "bounds_too_wide"
    TOO_COARSE = "too_coarse"
    READING_IN_DOUBT = "reading_in_doubt"
    PERCENTAGE_POINTS = "percentage_points"


class ReadingName(StrEnum):
    """The other readings of a claim that may explain it, in the order in which they are shown."""

    LATER_REVISION = "later_revision"
    OTHER_SOURCE = "other_source"
    OTHER_REPORTER = "other_reporter"
    OTHER_FLOW = "other_flow"
    OTHER_PERIOD = "other_period"
    PERIOD_ON_PERIOD = "period_on_period"
    YEAR_ON_YEAR = "year_on_year"
    OTHER_BASE_YEAR = "other_base_year"
    INCREASE_BY = "increase_by"
    INDEX = "index"
    POINTS_OF_GROWTH = "points_of_growth"
    POINTS_OF_SHARE = "points_of_share"
    PERCENT = "percent"
    OTHER_UNIT = "other_unit"
    CIF_FOR_FOB = "cif_for_fob"
