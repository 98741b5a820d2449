"""Who trades with whom in a clause: the reporter and the partner of a flow.

The word before a country tells its part: exports *from* A *to* B, trade *with* B. A country
without such a word acts: A's exports, A imported. What a clause leaves out it takes from the
text before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from analytics.reading.marks import Mark, Place
from analytics.reading.neighbours import knows
from analytics.reading.phrases import category_pattern, one_of, words
from analytics.reading.scan import Span
from data.lexicon import lexicon

ACTOR, AGENT, DESTINATION, ORIGIN = "actor", "agent", "destination", "origin"
OWNER = "owner"
WITH, BETWEEN = "with", "between"
WORLD = "WLD"  # named with its preposition: "to all markets", "со странами СНГ"
ORIGIN_OR_TARGET = (DESTINATION, ORIGIN, WITH)
LINK = re.compile(r"\s*(?:,|and|và|и|-|–|/|,\s*and|with|với|с)\s*(?:the\s+)?", re.IGNORECASE)
WITH_ANOTHER = re.compile(r"\s(?:with|to|from)\s(?:the\s)?")
WORTH = re.compile(r"\sworth\sof\s+$")
IN = re.compile(r"\s*(?:tại|ở|in|to|at|в|на)\s+", re.IGNORECASE)
ACTING = re.compile(r"\w+ing(?!\w)", re.IGNORECASE)
LOCATIVE = ("е", "и", "ах", "ях")
INDECLINABLE = ("чили", "мали", "бурунди", "гаити", "сомали", "фиджи", "малави", "зимбабве")
NEXT_TO = 8  # characters between a country and its office
LONGEST = 24  # characters before a country that can tell its part


@dataclass(frozen=True)
class Sides:
    """Reporter and partner, None where nothing tells them."""

    reporter: str | None
    partner: str | None

    def other(self, area: str) -> str | None:
        """The other side of the pair, None if the area is not in it."""
        return {self.reporter: self.partner, self.partner: self.reporter}.get(area)


def sides(flow: str, clause: Span, language: str, before: Sides) -> Sides:
    """Reporter and partner of a flow in a clause, completed from the text before."""
    told = _told(flow, _nearest_pair(flow, clause, roles(clause, language)))
    reporter, partner = told.reporter, told.partner
    if reporter is None and partner is None:
        return before
    if partner is None and reporter is not None:
        if before.reporter is None and before.partner != reporter:
            return Sides(reporter, before.partner)
        return Sides(reporter, before.other(reporter))
    if reporter is None and partner is not None:
        turned = before.reporter == partner
        return Sides(before.partner if turned else before.reporter, partner)
    return told


def pair_of(clause: Span) -> Sides | None:
    """The two countries that a clause without trade is about: "Việt Nam và Nga ký ..."."""
    areas = list(dict.fromkeys(place.area for place in clause.places))
    if len(areas) != 2 or any(is_quoted(clause, place) for place in clause.places):
        return None
    joined = any(
        LINK.fullmatch(clause.between(one, other)) and one.area != other.area
        for one, other in pairwise(clause.places)
    )
    return Sides(areas[0], areas[1]) if joined else None


def market_sides(clause: Span, language: str, before: Sides) -> Sides | None:
    """ "A is the largest partner of B", "B's top customer is A": B reports, A is the partner."""
    areas = roles(clause, language)
    owners = [place for role, place in areas if role == OWNER]
    others = [place.area for role, place in areas if role == ACTOR]
    for word in clause.of("market", "export", "import", "total"):
        alone = areas[0][1].area if len(areas) == 1 and areas[0][0] == ACTOR else None
        if alone and before.reporter not in (None, alone) and areas[0][1].end <= word.start:
            return Sides(before.reporter, alone)
    for word in clause.of("market"):
        near = [
            place
            for place in owners
            if 0 <= place.start - word.end <= LONGEST or 0 <= word.start - place.end <= LONGEST
        ]
        if near and len(set(others)) == 1 and others[0] != near[0].area:
            return Sides(near[0].area, others[0])
    return None


def roles(clause: Span, language: str) -> list[tuple[str, Place]]:
    """The part of each country in a clause; a member of a list has that of the one before."""
    found: list[tuple[str, Place]] = []
    speakers = [place for place in clause.places if is_quoted(clause, place)]
    end = reason(clause, language)
    for place in clause.places:
        if _is_abbreviation(clause, found, place):
            continue
        if place.start > end or place in speakers or _is_post(clause, place, speakers):
            continue
        if found and found[-1][1].area == place.area and clause.text[place.start - 1] == "(":
            continue
        role = WITH if place.area == WORLD else _role_before(clause, place, language)
        if role == DESTINATION and language == "ru" and _is_where(clause, place):
            role = _role_of_the_place(clause, place, found)
        if role == ACTOR and _is_bought(clause, place):
            role = ORIGIN
        if role == WITH and _acts(clause, place):
            role = ACTOR
        if role in (ACTOR, ORIGIN) and _is_owner(clause, place, language):
            role = ORIGIN if _is_bought_from(clause, place, language) else OWNER
        if role == OWNER and _is_bought_for_money(clause, place, language):
            role = ORIGIN
        if role == ACTOR and _is_met(clause, place, language):
            role = WITH
        if role == ACTOR and found:
            link = clause.between(found[-1][1], place)
            if LINK.fullmatch(link):
                role = found[-1][0]
        found.append((role, place))
    return found


def _role_of_the_place(clause: Span, place: Place, found: list[tuple[str, Place]]) -> str:
    """The part of a country where something is traded: "в Молдове экспорт вырос" is its own,
    "Греция закупила в Молдове" is bought there."""
    opening = clause.text[clause.start : place.start].strip().lower()
    if not found:
        return ACTOR if opening in ("в", "во", "на") else DESTINATION
    flows = [word.value for word in clause.of("flow") if word.end <= place.start]
    is_bought = flows[-1:] == ["import"] and found[-1][0] == ACTOR
    return ORIGIN if is_bought else DESTINATION


def _is_where(clause: Span, place: Place) -> bool:
    """Whether a country is where something is, and not where goods go: "в Молдове"."""
    printed = clause.text[place.start : place.end].lower()
    return printed.endswith(LOCATIVE) and printed not in INDECLINABLE


def _is_abbreviation(clause: Span, found: list[tuple[str, Place]], place: Place) -> bool:
    """Whether a name only repeats the one before it in brackets: "Liên minh châu Âu (EU)"."""
    if not found or found[-1][1].area != place.area:
        return False
    return bool(re.fullmatch(r"\s*\(\s*", clause.between(found[-1][1], place)))


def reason(clause: Span, language: str) -> int:
    """Where the reason of a change begins, after its last number: "giảm 12% do xung đột ..."."""
    numbers = [*clause.amounts, *clause.rates]
    last = max((mark.end for mark in numbers), default=clause.end)
    found = category_pattern(language, "reason").search(clause.text, last, clause.end)
    return found.start() if found else clause.end


def _nearest_pair(
    flow: str, clause: Span, found: list[tuple[str, Place]]
) -> list[tuple[str, Place]]:
    """Of many countries, the two joined ones nearest to the word for their trade."""
    words = clause.of("flow", flow)
    if flow != "total" or len({place.area for _, place in found}) < 3 or not words:
        return found
    joined = [
        pair for pair in pairwise(found) if LINK.fullmatch(clause.between(pair[0][1], pair[1][1]))
    ]
    at = words[-1].start
    return list(min(joined, key=lambda pair: abs(pair[0][1].start - at), default=found))


def partners(flow: str, clause: Span, language: str) -> list[str]:
    """Several partners of one flow: "exports to the EU, Japan and Korea fell by 3-10 percent"."""
    wanted = {"export": (DESTINATION, WITH), "import": (ORIGIN, WITH), "total": (WITH,)}
    listed: list[Place] = []
    for role, place in roles(clause, language):
        if role not in wanted.get(flow, ()):
            continue
        if listed and not LINK.fullmatch(clause.between(listed[-1], place)):
            break
        listed.append(place)
    return list(dict.fromkeys(place.area for place in listed))


def _told(flow: str, found: Sequence[tuple[str, Place]]) -> Sides:
    of: dict[str, list[str]] = {}
    for role, place in found:
        known = of.setdefault(role, [])
        if place.area not in known:
            known.append(place.area)
    every = list(dict.fromkeys(place.area for _, place in found))
    actors, agents = of.get(ACTOR, []), [*of.get(AGENT, []), *of.get(OWNER, [])]
    between, other = of.get(BETWEEN, []), of.get(WITH, [])
    if len(between) > 1:
        return Sides(between[0], between[1])
    if flow == "export":
        reporter = _first(agents, of.get(ORIGIN, []), actors, between)
        partner = _first(of.get(DESTINATION, []), other, actors, besides=reporter)
    elif flow == "import" and of.get(DESTINATION):
        reporter = _first(agents, of[DESTINATION])
        partner = _first(of.get(ORIGIN, []), actors, other, besides=reporter)
    elif flow == "import":
        reporter = _first(agents, [] if agents else actors, between)
        partner = _first(of.get(ORIGIN, []), other, actors, besides=reporter)
    else:
        reporter = _first(actors, agents, between)
        partner = _first(other, of.get(DESTINATION, []), of.get(ORIGIN, []), every,
                         besides=reporter)  # fmt: skip
    return Sides(reporter, partner)


def _first(*lists: list[str], besides: str | None = None) -> str | None:
    return next((area for areas in lists for area in areas if area != besides), None)


def _role_before(clause: Span, place: Place, language: str) -> str:
    text = clause.text[max(place.start - LONGEST, clause.start) : place.start]
    for role, pattern in _role_patterns(language):
        if pattern.search(text):
            return role
    return ACTOR


@cache
def _role_patterns(language: str) -> list[tuple[str, re.Pattern[str]]]:
    known = lexicon(language)["place_role"]
    return [
        (role, re.compile(rf"(?<!\w){one_of(phrases)}\s*$", re.IGNORECASE))
        for role, phrases in known.items()
    ]


def _is_post(clause: Span, place: Place, speakers: Sequence[Place]) -> bool:
    """The country in which the office of another stands, where both are named again."""
    is_named_again = len(clause.places) > len(speakers) + 1
    return is_named_again and any(
        speaker.end <= place.start and IN.fullmatch(clause.between(speaker, place))
        for speaker in speakers
    )


def quoted(sentence: Span, language: str) -> str | None:
    """The country whose statistics a sentence quotes: named beside an office, or by it."""
    named = (place.area for place in sentence.places if is_quoted(sentence, place))
    text = sentence.text[sentence.start : sentence.end]
    offices = (word.value for word in words(text, language, "home_office"))
    return next(named, None) or next(offices, None)


def favoured(clause: Span, balance: Mark, language: str) -> str | None:
    """The country that a surplus is said to lean to: "thặng dư 3 tỷ nghiêng về phía Hà Lan"."""
    for word in words(clause.text[balance.end : clause.end], language, "in_favour"):
        end = balance.end + word.end
        near = [place.area for place in clause.places if 0 <= place.start - end <= NEXT_TO]
        if near and clause.of("flow", "surplus", "balance"):
            return near[0]
    return None


def partner_after(clause: Span, amount: Mark) -> str | None:
    """Another partner right after a number: "$5bn with Chad, against $3bn with Peru"."""
    found = WITH_ANOTHER.match(clause.text, amount.end, clause.end)
    before = [place.area for place in clause.places if place.end <= amount.start]
    following = [p.area for p in clause.places if found and p.start == found.end()]
    return following[0] if before and following and following[0] not in before else None


def is_quoted(clause: Span, place: Place) -> bool:
    """Whether a country is named because its statistics or officials are quoted.

    Its office stands right beside it: "Hải quan Nga", "Russia's Ministry of Trade".
    """
    for word in clause.of("source_of"):
        if word.end <= place.start and place.start - word.end <= NEXT_TO:
            return not re.search(r"[,;:.]", clause.text[word.end : place.start])
        if place.end <= word.start and word.start - place.end <= NEXT_TO:
            return bool(re.fullmatch(r"(?:'s?)?\s*", clause.text[place.end : word.start]))
    return False


def _is_bought(clause: Span, place: Place) -> bool:
    """A country whose goods are imported: "imports of Russian goods", "импорт российских"."""
    return place.is_adjective and any(
        re.fullmatch(r"\s*(?:of\s+)?", clause.text[word.end : place.start])
        for word in clause.of("flow", "import")
        if word.end <= place.start <= word.end + NEXT_TO
    )


def _is_bought_for_money(clause: Span, place: Place, language: str) -> bool:
    """A country whose goods are bought: "imported $5 million worth of Peruvian products"."""
    bought = [word for word in clause.of("flow", "import") if word.end <= place.start]
    is_worth = WORTH.search(clause.text, clause.start, place.start) is not None
    if (
        not bought
        or not knows(language, "after_sale")
        or not any(p.end <= bought[-1].start for p in clause.places)
    ):
        return bool(bought) and place.is_adjective and is_worth
    goods = category_pattern(language, "after_sale").search
    return goods(clause.text, bought[-1].end, place.start) is not None


def _is_bought_from(clause: Span, place: Place, language: str) -> bool:
    """A country right after a word of buying: "закупила у Турции"."""
    sellers = lexicon(language)["owner"].get("seller", ())
    return any(
        clause.between(word, place).strip() in sellers
        for word in clause.of("flow", "import")
        if word.end <= place.start <= word.end + NEXT_TO
    )


def _is_met(clause: Span, place: Place, language: str) -> bool:
    """A country that a relative clause trades with: "Turkey, trade with which reached"."""
    after = clause.text[place.end : min(place.end + 2 * LONGEST, clause.end)]
    met = next(words(after, language, "relative_with"), None)
    return met is not None and not re.search(r"[.;\d]", after[: met.start])


def _acts(clause: Span, place: Place) -> bool:
    """A country whose own flow follows it: "with Chinese exports rising", "with Chad selling"."""
    return any(
        word.start >= place.end
        and (gap := clause.text[place.end : word.start].strip()) in ("", "'s")
        and (gap or place.is_adjective or ACTING.match(clause.text, word.start, word.end))
        for word in clause.of("flow")
    )


def _is_owner(clause: Span, place: Place, language: str) -> bool:
    before = clause.text[max(place.start - LONGEST, clause.start) : place.start]
    after = clause.text[place.end : place.end + 3]
    known = lexicon(language)["owner"]
    said_before = any(re.search(rf"(?<!\w){re.escape(w)}\s*$", before) for w in known["before"])
    return said_before or any(after.startswith(w) for w in known["after"])
