"""Who trades with whom in a segment, as far as it says so itself.

The word before a country tells its part: exports *from* A *to* B, trade *with* B. A country
without such a word acts. What a segment leaves out the state completes (`state/sides.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from analytics.reading.frames.named_goods import is_an_example
from analytics.reading.marks.mark import Place
from analytics.reading.marks.phrases import category_pattern, ends_with_phrase, one_of, words
from analytics.reading.marks.places import UNKNOWN
from analytics.reading.segments.cutting import Segment
from analytics.reading.segments.mentions import Mention, Sentence, alphabet
from analytics.reading.segments.patterns import ends_with, pattern, starts_with
from data import codes
from data.codes.place_names import place_names
from data.lexicon import frames, lexicon

ACTOR, AGENT, OWNER, QUOTED = "actor", "agent", "owner", "quoted"
DESTINATION, ORIGIN, WITH, BETWEEN = "destination", "origin", "with", "between"
WITHIN = "within"
WORLD = "WLD"
OF_THE_PARTNER = {"export": DESTINATION, "import": ORIGIN}  # its part in each flow


@dataclass(frozen=True)
class Party:
    """A country of a segment and the part it has there."""

    role: str
    area: str
    at: int


def parties(segment: Segment) -> list[Party]:
    """The part of each country of a segment, in order; members of a list have the same."""
    sentence, found = segment.sentence, list[Party]()
    for at in segment.indexes("place"):
        if not is_aside(segment, at):
            mention = sentence.mentions[at]
            role = _role(segment, at, mention, mention.place, found)
            found.append(Party(role, mention.place.area, at))
    later = {p.area: p.at for p in found if p.role in OF_THE_PARTNER.values()}
    acting = {p.area for p in found if p.role in (ACTOR, OWNER, AGENT)}
    if len(acting) == 1:  # "A led: exports to A"
        found = [p for p in found if p.role != ACTOR or later.get(p.area, -1) < p.at]
    return [party for party in found if party.role != QUOTED]


def _is_among(segment: Segment, at: int) -> bool:
    """Whether a group only says among whom: "in Africa, exports to Mali", "the two Gulf states"."""
    sentence, mark = segment.sentence, segment.sentence.mentions[at].place
    is_group = mark.area.startswith(UNKNOWN) or mark.area in codes.lists().group
    if is_group and ends_with("pair", sentence.letters, at):
        return sentence.letters.startswith(alphabet()["word"], at + 1)
    first, *others = segment.indexes("place")
    is_first = sentence.mentions[first].mark is mark
    if not is_group or not others or not (is_first or segment.has("market")):
        return False
    before = sentence.span.text[max(mark.start - 24, sentence.span.start) : mark.start]
    behind = [m for m in sentence.mentions[at + 1 : at + 2] if m.start >= mark.end]
    is_its_market = any(m.kind == "market" for m in behind)
    return is_its_market or ends_with_phrase(before, sentence.language, "among")


def _role(segment: Segment, at: int, mention: Mention, mark: Place, found: list[Party]) -> str:
    sentence, letters = segment.sentence, segment.sentence.letters
    if is_quoted(sentence, at) or _is_favoured(sentence, at):
        return QUOTED
    role = mention.sense or ACTOR
    if mark.area == WORLD:
        return WITH
    text, start = sentence.span.text, mark.start
    before = text[max(start - 24, sentence.span.start) : start]
    owners = lexicon(sentence.language)["owner"]["after"]
    if role == ACTOR and mark.is_adjective and ends_with("flow", letters, at):
        bought = list(sentence.indexes(segment.first, at, "flow"))
        if sentence.mentions[bought[-1]].sense == "import":
            return ORIGIN
    is_bought = _is_bought_right_behind(sentence, at) or _is_of_bought_goods(segment, at, mark)
    if role == ACTOR and is_bought:
        return ORIGIN
    if role == ACTOR and (_takes(sentence, at) or _is_sold_to(sentence, at, mark)):
        return DESTINATION
    if role == ACTOR and _is_a_part(segment, at):
        return WITH
    if role in (WITH, BETWEEN, DESTINATION) and _acts(sentence, at, mark):
        return ACTOR
    if role == WITHIN or (role == DESTINATION and _is_where(sentence, mention)):  # "в странах ЕС"
        return _role_of_the_place(segment, at, found)
    if role in (ACTOR, ORIGIN):
        if at > segment.first and sentence.mentions[at - 1].kind == "goods":
            named = sentence.mentions[at - 1].start  # "của | hồ tiêu Việt Nam"
            before = text[max(named - 24, sentence.span.start) : named]
        owned = ends_with_phrase(before, sentence.language, "owner")
        if role == ACTOR and (owned or any(text.startswith(w, mark.end) for w in owners)):
            return OWNER
    if role in (ACTOR, WITH) and found and ends_with(frames()["tied"]["places"], letters, at + 1):
        previous = found[-1]
        is_apart = previous.at < at - 1 or mark.start > mention.start
        is_near = is_apart and previous.at >= at - 4 and not _acts(sentence, at, mark)
        is_near &= previous.role != QUOTED or not starts_with("flow", letters, at + 1)
        if is_near and mention.sense in ("", WITH):
            return previous.role
    return role


def _is_of_bought_goods(segment: Segment, at: int, mark: Place) -> bool:
    """Whether goods of a country are what another bought: "India bought $5m of Russian oil",
    "imports of Russian wheat", "nhập khẩu 5 triệu USD chè của Nga"."""
    sentence = segment.sentence
    flows = list(sentence.indexes(segment.first, at, "flow"))
    if not flows or sentence.mentions[flows[-1]].sense != "import":
        return False
    between = frames()["tied"]["bought"]
    if pattern(between).fullmatch(sentence.letters, flows[-1] + 1, at) is None:
        return False
    has_sum = sentence.has(flows[-1], at, "amount")
    if mark.is_adjective:
        return has_sum or sentence.has(at + 1, min(at + 2, segment.last), "goods", "counted")
    before = sentence.span.text[max(mark.start - 24, sentence.span.start) : mark.start]
    owned = any(ends_with_phrase(before, sentence.language, by) for by in ("owner", "belonging"))
    has_sum = has_sum or ends_with(frames()["tied"]["buys"], sentence.letters, flows[-1])
    return bool(has_sum) and owned and sentence.has(segment.first, flows[-1], "place")


def _is_bought_right_behind(sentence: Sentence, at: int) -> bool:
    """ "Mua của Nga", "nhập khẩu hàng hóa Nga": a country right behind what is bought."""
    if at == 0 or sentence.mentions[at - 1].kind != "flow":
        return False
    if sentence.mentions[at - 1].sense != "import" or not sentence.is_a(at - 1, "flow"):
        return False
    bought = sentence.text(at - 1, at)
    is_owned = bought.split()[-1].lower() in lexicon(sentence.language)["owner"]["before"]
    return is_owned or ends_with_phrase(bought[1:], sentence.language, "after_sale")


def _is_sold_to(sentence: Sentence, at: int, mark: Place) -> bool:
    """Whether a country stands right behind a verb of selling: "it sold | Japan goods"."""
    is_sale = at > 0 and not mark.is_adjective and sentence.is_a(at - 1, "sale")
    return is_sale and sentence.mentions[at - 1].sense == "export"


def _is_a_part(segment: Segment, at: int) -> bool:
    """Whether a country is the partner of a part of a trade: "Russia accounts for 9% of it"."""
    sentence, tied = segment.sentence, frames()["tied"]
    supplied = starts_with(tied["supplied"], sentence.letters, at + 1)
    if supplied:
        return {m.sense for m in sentence.mentions[at + 1 : supplied.end()]} >= {*OF_THE_PARTNER}
    return starts_with(tied["part"], sentence.letters, at + 1) is not None


def _takes(sentence: Sentence, at: int) -> bool:
    """Whether a country is the one that takes what is exported: "Chad took exports of"."""
    found = starts_with(frames()["tied"]["takes"], sentence.letters, at + 1)
    if not found or sentence.mentions[found.end() - 1].sense != "export":
        return False
    taking = category_pattern(sentence.language, "taking")
    return taking.fullmatch(sentence.text(at + 1, found.end() - 1)) is not None


def is_named_plainly(sentence: Sentence, at: int) -> bool:
    """Whether a country is named as in a list of names: "Китай", and not "Китая"."""
    mark = sentence.mentions[at].place
    said = sentence.span.text[mark.start : mark.end]
    return any(n.text == said for n in place_names(sentence.language) if n.area == mark.area)


def is_quoted(sentence: Sentence, at: int) -> bool:
    """Whether a country is named because its statistics or officials are quoted."""
    letters = sentence.letters
    is_partner = sentence.mentions[at].sense == WITH  # "trade with A showed"
    after = None if is_partner else starts_with(frames()["tied"]["quoted_after"], letters, at + 1)
    if after and not starts_with("flow", letters, at + 1 + (after.end() - after.start())):
        return True
    before = ends_with(frames()["tied"]["quoted_before"], letters, at)
    says = bool(before) and sentence.mentions[at - 1].sense == "says"  # "said that A"
    return bool(before) and not says and not starts_with(frames()["tied"]["acts"], letters, at + 1)


def quoted(sentence: Sentence) -> str | None:
    """The country whose statistics a sentence quotes: named beside an office, or by it."""
    for at in sentence.indexes(0, len(sentence.mentions), "place"):
        if is_quoted(sentence, at):
            return sentence.mentions[at].place.area
    text = sentence.whole_text
    return next((w.value for w in words(text, sentence.language, "home_office")), None)


def _acts(sentence: Sentence, at: int, mark: Place) -> bool:
    """A country whose own flow or buyer follows it: "with Chinese exports rising"."""
    acting = category_pattern(sentence.language, "acting").match(sentence.behind(at))
    follows = "(run|word|reach){0,3} flow" if acting else "flow|word{0,2} market"
    is_owner = mark.is_adjective or sentence.span.text.startswith("'s", mark.end)
    does = starts_with(follows, sentence.letters, at + 1) is not None
    return does and (is_owner or acting is not None)


def is_aside(segment: Segment, at: int) -> bool:
    """Whether a country is told in the reason of a change, behind the numbers or before the comma
    that it opens with, as an example, "mostly to A", or as those among whom: no party."""
    sentence = segment.sentence
    first = max(segment.roles) + 1 if segment.roles else segment.first
    number = min((n for n in segment.roles if n > at), default=at)
    is_opening = sentence.has(at, number, "comma") and not sentence.has(segment.first, at, "comma")
    text = sentence.text(segment.first if is_opening else first, at)
    told = next(words(text, sentence.language, "reason"), None)
    if told is not None and (told.start == 0 or not is_opening):
        return True
    return _is_among(segment, at) or is_an_example(segment, at, number)


def _is_where(sentence: Sentence, place: Mention) -> bool:
    """Whether "в" or "на" says where: the name is in the locative case."""
    text, (start, end) = sentence.span.text, place.preposition
    is_alone = " " not in text[start:end].strip()
    return is_alone and has_case(text[end : place.end], sentence.language, WITHIN)


def has_case(name: str, language: str, role: str) -> bool:
    """Whether a name ends as one does behind the words that give it a part."""
    declined, indeclinable = _cases(language, role)
    return declined.search(name) is not None and indeclinable.fullmatch(name) is None


@cache
def _cases(language: str, role: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Names that end as in a part, and those that have one form only."""
    endings = lexicon(language).get("case_of_role", {})
    fitting, none = (one_of(endings.get(sense, ())) for sense in (role, "none"))
    declined = re.compile(rf"\A{fitting}(?!\w)|(?<!\w){fitting}\Z", re.IGNORECASE)
    return declined, re.compile(none, re.IGNORECASE)


def _role_of_the_place(segment: Segment, at: int, found: list[Party]) -> str:
    """ "В Молдове экспорт вырос" is its own; "Греция закупила в Молдове" is bought there."""
    sentence = segment.sentence
    flows = sentence.indexes(segment.first, at, "flow")
    is_bought = bool(flows) and sentence.mentions[flows[-1]].sense == "import"
    found = [p for p in found if p.role != QUOTED]
    if not found:
        following = [i for i in sentence.indexes(at, segment.last, "place") if i > at]
        is_first = not flows and not sentence.has(segment.first, at, "goods")
        if is_first and following and sentence.mentions[following[0]].sense == "":
            buys = list(sentence.indexes(following[0], segment.last, "flow"))
            if buys and sentence.mentions[buys[0]].sense == "import":
                return ORIGIN
        if is_bought and sentence.is_a(flows[-1], "deal"):
            return ORIGIN  # "страна закупила в Молдове"
        return ACTOR
    return ORIGIN if is_bought and found[-1].role == ACTOR else DESTINATION


def near_the_flow(segment: Segment, at: int, flow: int | None, found: list[Party]) -> list[Party]:
    """The countries that are parties to the flow of a number.

    Those of the words around the flow, where these name both sides or the segment has several
    flows; else all of the segment.
    """
    found = [p for p in found if not _is_behind_another(segment, p, at)]
    own = next((p for p in found if p.role in OF_THE_PARTNER.values() and p.at == at + 1), None)
    found = [p for p in found if own is None or p.role != own.role or p.at > at]
    if flow is None or len(found) < 2:
        return found
    sentence = segment.sentence
    which = ends_with(frames()["tied"]["with_which"], sentence.letters, flow)
    if which and sentence.is_a(flow + 2, "which"):
        return [replace(p, role=WITH) for p in found if p.at == which.start()]
    over = pattern(frames()["tied"]["over"]).finditer(sentence.letters, segment.first, flow)
    begins = max([m.end() - 1 for m in over], default=segment.first)
    found = [p for p in found if p.at >= begins]
    near = [p for p in found if _is_near(segment, p.at, flow)]
    flows = segment.indexes("flow")
    are_two = len({p.area for p in near}) == 2
    are_alike = {p.role for p in near} in ({DESTINATION}, {ORIGIN})
    if are_two and not are_alike and len(near) < len(found):
        return near
    if len(flows) > 1:
        numbers = segment.numbers
        first = max([n for n in numbers if n < min(at, flow)], default=segment.first)
        later = [f for f in flows if f > max(at, flow) and not _is_in_trade(segment, flow, at, f)]
        last = later[0] if later and flow < at else segment.last
        return [p for p in found if first <= p.at < last]
    return found


def _is_in_trade(segment: Segment, balance: int, at: int, flow: int) -> bool:
    """Whether a flow right behind a balance tells whose it is: "a gap of $5bn in trade with A"."""
    senses = [segment.sentence.mentions[f].sense for f in (balance, flow)]
    return senses[0] in ("surplus", "deficit") and senses[1] == "total" and flow <= at + 3


def _is_behind_another(segment: Segment, party: Party, at: int) -> bool:
    """Whether a country stands right behind another number, as the partner of that one."""
    if party.role not in (WITH, DESTINATION, ORIGIN):
        return False
    numbers = [n for n in segment.numbers if n < party.at]
    if not numbers or numbers[-1] == at:
        return False
    between = segment.sentence.letters[numbers[-1] + 1 : party.at]
    others = {p for p in segment.indexes("place") if p < numbers[-1] or p == at + 1}
    is_apart = bool(others) or segment.has("pair")
    return len(between) <= 3 and set(between) <= set("wF$") and is_apart


def _is_near(segment: Segment, place: int, flow: int) -> bool:
    """Whether only words of a name stand between a country and a flow."""
    low, high = sorted((place, flow))
    between = segment.sentence.letters[low + 1 : high]
    return len(between) <= 5 and set(between) <= set("PwC-N$GF,")


def favoured(segment: Segment, at: int) -> tuple[str, bool] | None:
    """The country that a balance is said to lean to, or that has it, and whether it leans there:
    "$3bn in favour of Oman", "in Oman's favour"; "a deficit of $3bn for Oman"."""
    sentence = segment.sentence
    for place in segment.indexes("place"):
        mark = sentence.mentions[place].place
        before = sentence.span.text[sentence.mentions[at].end : mark.start]
        if _is_favoured(sentence, place):
            return mark.area, True
        if place > at and category_pattern(sentence.language, "balance_of").fullmatch(
            before.strip()
        ):
            return mark.area, False
    return None


def _is_favoured(sentence: Sentence, at: int) -> bool:
    """Whether a balance leans to a country: "in favour of Oman", "in Oman's favour"."""
    text, mark = sentence.span.text, sentence.mentions[at].place
    before = text[sentence.span.start : mark.start]
    after = text[mark.end : sentence.span.end].removeprefix("'s").lstrip()
    behind = category_pattern(sentence.language, "in_favour_behind")
    return behind.match(after) is not None or ends_with_phrase(
        before, sentence.language, "in_favour"
    )
