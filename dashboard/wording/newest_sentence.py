"""What trade did in the newest period, in one sentence: the finding of the chart of a pair."""

from __future__ import annotations

from dashboard.answers.pairs import LatestLevel
from dashboard.wording.explanations import claimed_change
from dashboard.wording.formats import Formats, capital
from dashboard.wording.verdict_names import verdict_in_words
from data.relations import Row


def newest_sentence(latest: LatestLevel, formats: Formats) -> str:
    """The newest level of a flow, and how it stands to the year before."""
    words, level = formats.words, latest.level
    parts = {
        "period": formats.when(level["period"]),
        "flow": formats.flow(level["flow"]),
        "was": words(f"was.{level['flow']}"),
        "value": formats.headline(level),
    }
    if latest.growth is not None:
        low, high = latest.growth["growth_pct_low"], latest.growth["growth_pct_high"]
        parts["base"] = formats.when(latest.growth["base_period"])
        if low > 0 or high < 0:
            answer = "answer.more" if low > 0 else "answer.less"
            return capital(words(answer, percent=_size(latest.growth, formats), **parts))
        bounds = formats.percent_bounds(low, high, sign=True)
        return capital(words("answer.unclear", bounds=bounds, **parts))
    if latest.reported is not None:
        change = claimed_change(latest.reported, formats.language)
        verdict = verdict_in_words(latest.reported, words)
        return capital(words("answer.reported", change=change, verdict=verdict, **parts))
    return capital(words("answer.level", **parts))


def _size(growth: Row, formats: Formats) -> str:
    """How much more or less, without a sign: the words say which way."""
    value = growth["growth_pct"]
    if value is not None:
        return formats.headline_percent(abs(value)).removeprefix("+")
    low, high = sorted((abs(growth["growth_pct_low"]), abs(growth["growth_pct_high"])))
    return formats.percent_bounds(low, high)
