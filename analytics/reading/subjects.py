"""What a number in a clause is of: flow, sides, product, kind; None for what is no trade."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from analytics.reading.bases import base_of, own_time, same_time, time_after, time_before
from analytics.reading.goods import POSTPOSED, product_of
from analytics.reading.marks import Mark, When, Word
from analytics.reading.movements import is_of_a_whole
from analytics.reading.neighbours import knows
from analytics.reading.phrases import category_pattern, one_of, words
from analytics.reading.scan import Span
from analytics.reading.sides import (
    ACTOR,
    DESTINATION,
    WORLD,
    Sides,
    market_sides,
    partners,
    roles,
    sides,
)
from analytics.reading.statements import SIGNS, Said, Subject
from data.lexicon import phrases
from data.periods import Period

MARKETS = ("export", "import", "total")
PREPOSITIONS = ("to", "at", "worth", "a total of", "до")
WORTH_OF = re.compile(r"['’]?\s{1,2}(?:worth\s{1,2})?of\s{1,2}(?:the\s)?")
YEAR = 12
NEXT_TO = 12  # characters between "deficit" and "trade"


def subject_of(
    clause: Span, mark: Mark, since: int, said: Said, language: str
) -> tuple[Subject, int]:
    """The subject of a number in a clause, and the sign of its flow; `since` is where the
    number before it ends."""
    word = flow_word(clause, mark, since, language)
    flow, sign = said.flow or "total", said.sign
    if word is not None and not _is_turnover_of_a_market(clause, word, language):
        flow, sign = flow_of(word, clause)
    elif clause.of("pair") and clause.of("target"):
        flow, sign = "total", 1
    elif word is None and _is_sent(clause, mark, language):
        flow, sign = "export", 1
    elif clause.of("market"):
        flow, sign = _flow_of_market(clause, flow), 1
    elif flow == "balance" and clause.of("product"):
        flow, sign = "export" if sign > 0 else "import", 1
    parties = _sides(flow, clause, word, said, language)
    kind = kind_of(clause, mark, language)
    outlook = said.outlook if kind == "actual" and _goes_on_with(clause, mark) else None
    nearest = own_time(clause, mark, language) or time_before(clause, mark, language, since)
    when = (
        nearest
        or time_before(clause, mark, language, clause.start)
        or time_after(clause, mark, language)
    )
    period = when.period if when else None if kind == "target" else said.period
    if when is not None:
        period = _part_of_a_year(clause, mark, when) or period
    if when is None and said.outlook is not None and kind == said.outlook.kind == "forecast":
        period = said.outlook.period
    if outlook is not None:
        kind, period = outlook.kind, when.period if when else outlook.period
    if kind == "target" and when is not None and _is_reached(clause, mark, period, language):
        kind = "actual"
    if nearest is None and said.period is not None:
        same = same_time(clause, mark)
        if same is not None:
            period = base_of(same, said.period, "", language)
        elif _is_to_date(clause, mark, since, language):
            period = _from_january(said.period)
    subject = Subject(parties, flow, product_of(clause, mark, word, said, language), period, kind)
    return subject, sign


def _is_sent(clause: Span, mark: Mark, language: str) -> bool:
    """Whether one country right before another is the one goods come from: "Peru to Chile $5m"."""
    found = [(role, place) for role, place in roles(clause, language) if place.end <= mark.start]
    if [role for role, _ in found] != [ACTOR, DESTINATION]:
        return False
    return found[1][1].start - found[0][1].end <= NEXT_TO


def _is_turnover_of_a_market(clause: Span, word: Word, language: str) -> bool:
    """Whether bare turnover is that of a buyer: "the largest importer, with a turnover of"."""
    bare = category_pattern(language, "firm_turnover").fullmatch(clause.text[word.start : word.end])
    named = [w for w in clause.of("market") if w.value in ("export", "import")]
    return bare is not None and any(w.end <= word.start for w in named)


def flow_word(clause: Span, mark: Mark, since: int, language: str) -> Word | None:
    """The flow a number belongs to: the last before it, else the first right after it."""
    words = [word for word in clause.of("flow") if not is_of_a_whole(clause, word)]
    words = [word for word in words if not _is_background(clause, word, mark, language)] or words
    words = [word for word in words if not _brings_a_level(clause, word)]
    between = [w for w in words if since <= w.start < mark.start]
    worth = _worth(clause, mark)
    after = [w for w in words if mark.end <= w.start <= worth + POSTPOSED]
    if between:
        return head_of(between, clause)
    if after and not re.search(r"[,;.]", clause.text[mark.end : after[0].start]):
        return after[0]
    before = [w for w in words if w.start < mark.start]
    return head_of(before, clause) if before else next(iter(words), None)


def _part_of_a_year(clause: Span, mark: Mark, when: When) -> Period | None:
    """The months that a clause names before the years of its levels: "in May to July, from $2bn
    in 2014 to $3bn in 2015"."""
    years = [w for w in clause.times if w.period is not None and w.period.freq == "A"]
    parts = [w for w in clause.times if w.period is not None and not w.has_year]
    parts = [w for w in parts if w.end <= mark.start and w.period and 1 < w.period.months < YEAR]
    if len(years) < 2 or when not in years or not parts or parts[0].period is None:
        return None
    first = min(w.start for w in years)
    if when.period is None or parts[0].end > first or parts[0].role != "period":
        return None
    return parts[0].period.moved(YEAR * (when.period.year - parts[0].period.year))


def _worth(clause: Span, mark: Mark) -> int:
    """Where a number ends, with "worth of" and the country whose trade it is."""
    found = WORTH_OF.match(clause.text, mark.end, clause.end)
    if found is None:
        return mark.end
    owners = [place.end for place in clause.places if place.start == found.end()]
    return owners[0] if owners else found.end()


def _brings_a_level(clause: Span, word: Word) -> bool:
    """Whether turnover is only how a level is told: "exports fell, with a total turnover of"."""
    return any(w.start < word.start and word.end <= w.end for w in clause.of("reach"))


def _is_background(clause: Span, word: Word, mark: Mark, language: str) -> bool:
    """Whether a flow is told as the cause of what follows or the whole it is part of.

    "due to lower imports, trade fell by 12%", "exports within total trade rose by 5%".
    """
    before = clause.text[max(word.start - 4 * NEXT_TO, clause.start) : word.start]
    if not _brings_background(language).search(before):
        return False
    moves = (*clause.of("direction", "up", "down"), *clause.of("reach"))
    return any(word.end <= move.start < mark.start for move in moves)


@cache
def _brings_background(language: str) -> re.Pattern[str]:
    said = one_of(phrases(language, "background"))
    return re.compile(rf"(?<!\w){said}\s(?:[^\W\d_][\w-]*\s){{0,3}}$", re.IGNORECASE)


def head_of(words: list[Word], clause: Span) -> Word:
    """The last of some flows; a surplus, deficit or balance *in* trade stands for both words."""
    last = words[-1]
    for word in words[:-1]:
        gap = clause.text[word.end : last.start]
        for place in clause.places:
            if word.end <= place.start and place.end <= last.start:
                gap = gap.replace(clause.text[place.start : place.end], "")
        is_balance = last.value == "total" and word.value in ("surplus", "deficit", "balance")
        if is_balance and len(gap) <= NEXT_TO and not re.search(r"[,;\d]", gap):
            return word
    return last


def several_partners(clause: Span, subject: Subject, language: str) -> list[Subject]:
    """One subject for each partner of a list: "shipments to the EU, Japan and Korea"."""
    areas = partners(subject.flow, clause, language)
    if len(areas) < 2:
        return [subject]
    return [
        replace(subject, sides=Sides(subject.sides.reporter, area))
        for area in areas
        if area != subject.sides.reporter
    ]


def flow_of(word: Word, clause: Span) -> tuple[str, int]:
    """The flow that a word names, and its sign."""
    if word.value in SIGNS:
        return "balance", SIGNS[word.value]
    if word.value == "balance":
        signed = clause.of("flow", *SIGNS) or clause.of("balance_sign")
        return "balance", SIGNS[signed[0].value] if signed else 1
    return word.value, 1


def _is_to_date(clause: Span, mark: Mark, since: int, language: str) -> bool:
    """Whether a number is a total since the start of the year: "nâng tổng trị giá lên"."""
    return next(words(clause.text[since : mark.start], language, "to_date"), None) is not None


def _from_january(period: Period) -> Period:
    end = period.start + period.months
    first = period.start - (period.first_month.month - 1)
    return Period(first, end - first)


def _flow_of_market(clause: Span, flow: str) -> str:
    """A buyer tells of exports, a supplier of imports, a trading partner of both."""
    value = clause.of("market")[0].value
    if value != "market":
        return value
    return flow if flow in ("export", "import") else "export"


def _sides(flow: str, clause: Span, word: Word | None, said: Said, language: str) -> Sides:
    if word is None and not clause.of("market") and len(clause.places) == 1:
        area = clause.places[0].area
        reporter = said.sides.reporter
        about = said.report.sides.reporter if said.report else None
        if about is not None and said.flow == "import" and about == said.sides.partner != area:
            return Sides(area, about)
        return Sides(said.sides.partner if reporter == area else reporter, area)
    found = market_sides(clause, language, said.sides) or sides(flow, clause, language, said.sides)
    source = said.statistics_of
    if flow == "total" and source is not None and source == found.partner:
        return Sides(found.partner, found.reporter)
    if word is not None and _is_overall(clause, word, found, language):
        return Sides(found.reporter, WORLD)
    if found.reporter is None and source != found.partner:
        return Sides(source, found.partner)
    return found


def _is_overall(clause: Span, word: Word, found: Sides, language: str) -> bool:
    """Whether a flow is that of a country with all others: "the total foreign trade of A"."""
    areas = {place.area for place in clause.places}
    if (
        not knows(language, "overall")
        or found.partner in (None, WORLD)
        or not areas <= {found.reporter}
    ):
        return False
    said = clause.text[max(word.start - 2 * NEXT_TO, clause.start) : word.end]
    return bool(areas) and category_pattern(language, "overall").search(said) is not None


def kind_of(clause: Span, mark: Mark, language: str) -> str:
    """`target` or `forecast` where words of them stand before a number, else `actual`."""
    for category in ("target", "forecast"):
        said = [w for w in clause.of(category) if w.start < mark.start]
        if not said or _is_only_compared(clause, said[-1], mark):
            continue
        between = clause.text[said[-1].end : mark.start]
        if next(words(between, language, "at_present"), None) is None:
            return category
    return "actual"


def _goes_on_with(clause: Span, mark: Mark) -> bool:
    """Whether a clause leaves out its verb: "expected to reach $9m, and imports $4m"."""
    said = [clause.text[w.start : w.end].lower() for w in clause.of("reach") if w.end <= mark.start]
    moved = [w for w in clause.of("direction") if w.start < mark.start]
    return not moved and all(word in PREPOSITIONS for word in said)


def _is_reached(clause: Span, mark: Mark, period: Period | None, language: str) -> bool:
    """Whether months brought a total to a level: "đưa kim ngạch 9 tháng lên"."""
    said = [w for w in clause.of("target") if w.start < mark.start]
    raised = category_pattern(language, "raised")
    is_raised = all(raised.match(clause.text, word.start) for word in said)
    return is_raised and period is not None and period.freq != "A"


def _is_only_compared(clause: Span, word: Word, mark: Mark) -> bool:
    """Whether a forecast is of another number: "compared with a forecast of $73 billion and"."""
    ends = [w.end for w in clause.of("versus") if 0 <= word.start - w.end <= NEXT_TO]
    between = [a for a in clause.amounts if word.end <= a.start < mark.start]
    return bool(ends and between)
