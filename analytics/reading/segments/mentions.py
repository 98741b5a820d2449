"""A sentence as a row of mentions: what each of its marks and words is, in one alphabet.

The grammar of the reader knows no language. A sentence of any language becomes a string with one
letter a mention, by the alphabet of `data/lexicon/frames.toml`; words of no meaning are `word`,
and stops keep their own letters. Rules are patterns over such strings (`patterns.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import zip_longest

from analytics.reading.marks.mark import Amount, Mark, Place, Rate, When
from analytics.reading.marks.phrases import category_pattern, one_of, words
from analytics.reading.marks.scan import Span
from data.lexicon import frames, lexicon

TOKEN = re.compile(r"\d[\d.,]*|'s?(?!\w)|\w+(?:[-'’]\w+)*|[^\w\s]")
HOLD = {"flow": ("share", "outlook", "versus", "by", "reach", "joint"), "outlook": ("pair",)}
"""What the end of a longer phrase may be: "to boost | trade", "the countries | plan"."""
KEPT_WITHOUT_TEXT = ("comparative", "by")  # in the lead of a number: "nearly by | 5%"
TIMES = ("time", "compared_time")
OF_TRADE = ("flow", "goods", "market", "pair", "move", "comparative", "parts", "versus", "share")
COMPARED_ROLES = ("same", "earlier", "previous")


@dataclass(frozen=True)
class Mention:
    """A letter of a sentence: its kind, where it stands, its sense, and its mark if any."""

    kind: str
    start: int
    end: int
    sense: str = ""
    mark: Mark | None = None

    @property
    def is_number(self) -> bool:
        """Whether it is an amount, a rate or a number of points."""
        return self.kind in ("amount", "rate", "points")

    @property
    def is_strong(self) -> bool:
        """Whether it compares and means nothing else: "than", not "over"."""
        return self.kind == "comparative" or (self.kind == "versus" and self.sense == "of")

    @property
    def number(self) -> Amount | Rate:
        """The number that it is."""
        assert isinstance(self.mark, Amount | Rate)
        return self.mark

    @property
    def when(self) -> When:
        """The time that it is."""
        assert isinstance(self.mark, When)
        return self.mark

    @property
    def place(self) -> Place:
        """The country that it is."""
        assert isinstance(self.mark, Place)
        return self.mark

    @property
    def preposition(self) -> tuple[int, int]:
        """Where the word before a country is that tells its part: nowhere where none is."""
        return self.start, self.place.start


@dataclass(frozen=True)
class Sentence:
    """The mentions of a sentence, and the string of their letters."""

    span: Span
    language: str
    mentions: tuple[Mention, ...]
    letters: str = field(repr=False)

    @cached_property
    def numbers(self) -> list[int]:
        """Where its numbers are among the mentions."""
        return [i for i, mention in enumerate(self.mentions) if mention.is_number]

    def indexes(self, first: int, last: int, *kinds: str) -> list[int]:
        """The places of mentions of some kinds from first up to last."""
        return [i for i in range(max(first, 0), last) if self.mentions[i].kind in kinds]

    def has(self, first: int, last: int, *kinds: str) -> bool:
        """Whether a mention of some kind stands there."""
        return any(m.kind in kinds for m in self.mentions[max(first, 0) : last])

    def text(self, first: int, last: int) -> str:
        """The text of the mentions from first up to last."""
        if first >= last:
            return ""
        return self.span.text[self.mentions[first].start : self.mentions[last - 1].end]

    @property
    def whole_text(self) -> str:
        """The text of the sentence."""
        return self.span.text[self.span.start : self.span.end]

    def behind(self, at: int) -> str:
        """The text behind a mention, up to the end of the sentence."""
        return self.span.text[self.mentions[at].end : self.span.end].lstrip()

    def is_a(self, at: int, category: str) -> bool:
        """Whether the text of a mention is a phrase of a category, and nothing else."""
        return (
            category_pattern(self.language, category).fullmatch(self.text(at, at + 1)) is not None
        )

    @cached_property
    def speaks_of_trade(self) -> bool:
        """Whether any word is of trade, of a change, or stands for what was told."""
        if self.has(0, len(self.mentions), *OF_TRADE):
            return True
        told = (category_pattern(self.language, name) for name in ("deal", "pronoun"))
        return any(pattern.search(self.whole_text) for pattern in told)


@cache
def alphabet() -> dict[str, str]:
    """The letter of each kind of mention."""
    return {name: str(letter) for name, letter in frames()["alphabet"].items()}


@cache
def _kinds_of_words() -> dict[str, list[str]]:
    """The categories of the lexicon whose phrases are of a kind, those that win first."""
    return {name: list(listed) for name, listed in frames()["words"].items()}


def mentions_of(span: Span, language: str) -> Sentence:
    """A sentence of a text with its mentions."""
    fixed = sorted(_fixed(span), key=lambda m: (m.start, m.end))
    spoken = list(_spoken(span, language))
    leads = [(m.start, m.mark.start) for m in fixed if m.is_number and m.mark is not None]
    short = [w for w in spoken if w.kind == "versus" and w.end <= w.start + 4]
    in_a_lead = {id(w) for w in short if any(start <= w.start < end for start, end in leads)}
    spoken = [w for w in spoken if id(w) not in in_a_lead]
    spoken = _merged(spoken, span.text, language)
    kept = _without_overlaps(fixed, spoken, span.text)
    placed = [_with_role(m, span, language) for m in kept]
    placed = _without_prepositions(placed, span)
    found = sorted([*placed, *_rest(span, placed)], key=lambda m: (m.start, m.end))
    letters = alphabet()
    return Sentence(span, language, tuple(found), "".join(letters[m.kind] for m in found))


def _fixed(span: Span) -> Iterator[Mention]:
    """Numbers, times and places: what no word may take apart."""
    for amount in span.amounts:
        yield Mention("amount", amount.lead, amount.end, "", amount)
    for rate in span.rates:
        kind = "points" if rate.kind == "percentage_points" else "rate"
        yield Mention(kind, rate.lead, rate.end, "", rate)
    for when in span.times:
        kind = "date" if when.is_date else "time"
        kind = "compared_time" if when.role in COMPARED_ROLES else kind
        yield Mention(kind, when.start, when.end, when.role, when)
    for place in span.places:
        yield Mention("place", place.start, place.end, "", place)


def _spoken(span: Span, language: str) -> Iterator[Mention]:
    known = lexicon(language)
    for kind, categories in _kinds_of_words().items():
        for category in categories:
            name, _, sense = category.partition(".")
            if name not in known:
                continue
            marks = span.words.get(name)
            if marks is None:
                text = span.text[span.start : span.end]
                marks = [
                    replace(word, start=word.start + span.start, end=word.end + span.start)
                    for word in words(text, language, name)
                ]
            for word in marks:
                if not sense or word.value == sense:
                    yield Mention(kind, word.start, word.end, word.value, word)


def _merged(spoken: list[Mention], text: str, language: str) -> list[Mention]:
    """Phrases that say two things: "more than in" compares, "tăng lên" moves and reaches."""
    moves = [m for m in spoken if m.kind == "move"]
    others = [m for m in spoken if m.kind != "move"]
    by_kind = {
        kind: [m for m in others if m.kind == kind]
        for kind in ("versus", "reach", "by", "average", "outlook")
    }
    kept: list[Mention] = []
    gone: set[int] = set()
    for kind, holding in HOLD.items():
        ends = [m for m in others if m.kind == kind]
        for around in [m for m in others if m.kind in holding]:
            inner = [m for m in ends if around.start < m.start < around.end]
            if inner:
                gone.add(id(around))
                kept.append(replace(around, end=min(m.start for m in inner)))
    for average in (*by_kind["average"], *by_kind["outlook"]):
        moves = [m for m in moves if not _holds(average, m)] + [
            replace(m, end=m.start) for m in moves if _holds(average, m)
        ]
        kept += [m for m in moves if _holds(average, m) and m.start == m.end]
        moves = [m for m in moves if not (_holds(average, m) and m.start == m.end)]
    for move in moves:
        for versus in by_kind["versus"]:
            gap = text[move.end : versus.start]
            is_than = gap in (", ", ",", " ") and _than(language).match(text, versus.start)
            is_in = versus.start < move.end and move.start < versus.end
            if is_in and versus.start < move.start and move.end > versus.end:
                move = replace(move, start=versus.end)  # "compared with | the growth"
            elif is_in or is_than:
                kind, gone = "comparative", gone | {id(versus)}
                move = replace(
                    move, kind=kind, start=min(move.start, versus.start),
                    end=max(move.end, versus.end),
                )  # fmt: skip
        for reach in by_kind["reach"]:
            if move.start < reach.start < move.end <= reach.end:
                move = replace(move, end=reach.start)
        for by in by_kind["by"]:
            if move.kind == "move" and by.start <= move.start and move.end <= by.end:
                gone.add(id(by))
                kept.append(replace(by, start=move.end, end=max(by.end, move.end)))
            elif move.kind == "move" and move.start < by.start and by.end == move.end:
                move = replace(move, end=by.start)
        kept.append(move)
    return [*kept, *(m for m in others if id(m) not in gone)]


@cache
def _than(language: str) -> re.Pattern[str]:
    return re.compile(rf"{one_of(lexicon(language)['than']['than'])}(?!\w)", re.IGNORECASE)


def _holds(outer: Mention, inner: Mention) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and outer.kind != inner.kind


def _without_overlaps(fixed: list[Mention], spoken: Iterable[Mention], text: str) -> list[Mention]:
    """Every fixed mention, and of the words the longest at each place.

    A word that begins before a fixed mention ends where that begins: "more than | January".
    """
    starts = [m.start for m in fixed]
    trimmed: list[Mention] = []
    for word in spoken:
        at = bisect_left(starts, word.start)
        if at and fixed[at - 1].end > word.start:
            continue
        if at < len(fixed) and fixed[at].start < word.end:
            word = replace(word, end=fixed[at].start)
            is_gone = not text[word.start : word.end].strip()
            if is_gone and word.kind not in KEPT_WITHOUT_TEXT:
                continue
        trimmed.append(word)
    goods = {at: m.end for m in trimmed if m.kind == "goods" for at in range(m.start + 1, m.end)}
    trimmed = [
        replace(m, start=goods[m.start])
        if m.kind == "flow" and goods.get(m.start, m.end) < m.end
        else m
        for m in trimmed
    ]  # "thuỷ sản | xuất sang": neither holds the other
    ranks = list(_kinds_of_words())
    ranks = [*ranks, "comparative"]
    trimmed.sort(key=lambda m: (m.start - m.end, ranks.index(m.kind)))
    taken: list[Mention] = []
    for word in trimmed:
        if word.start == word.end:
            taken.append(word)
            continue
        word = _trimmed(word, taken, text)
        if not any(o.start < word.end and word.start < o.end for o in taken):
            taken.append(word)
    return sorted([*fixed, *taken], key=lambda m: (m.start, m.end))


def _trimmed(word: Mention, taken: list[Mention], text: str) -> Mention:
    """A phrase without the end that belongs to a longer one: "so với mức | thâm hụt"."""
    for other in taken:
        if word.start < other.start < word.end < other.end:
            cut = replace(word, end=other.start)
            return cut if text[cut.start : cut.end].strip() else word
    return word


def _with_role(mention: Mention, span: Span, language: str) -> Mention:
    """A place with the part that the word before it gives it."""
    if mention.kind != "place" or not isinstance(mention.mark, Place):
        return mention
    told = max((when.end for when in span.times if when.end < mention.start), default=span.start)
    before = span.text[max(mention.start - 32, told) : mention.start]
    for role, pattern in _place_roles(language):
        found = pattern.search(before)
        if found:
            start = mention.start - (len(before) - found.start(1))
            return replace(mention, sense=role, start=start)
    return mention


@cache
def _place_roles(language: str) -> list[tuple[str, re.Pattern[str]]]:
    known = lexicon(language)["place_role"]
    return [
        (role, re.compile(rf"(?<!\w)({one_of(phrases)})\s*$", re.IGNORECASE))
        for role, phrases in known.items()
    ]


def _without_prepositions(found: list[Mention], span: Span) -> list[Mention]:
    """The mentions but the words that only bring a place or a time: "to | Japan", "in | 2019"."""
    kept: list[Mention] = []
    said = [m.preposition for m in found if m.kind == "place"]
    brings = {id(m) for m in found if any(a <= m.start and m.end <= b for a, b in said)}
    found = [m for m in found if m.kind == "market" or id(m) not in brings]
    for this, following in zip_longest(found, found[1:]):
        if following is not None and this.kind in ("reach", "by", "versus", "joint"):
            if following.kind == "place" and this.end > following.start:
                continue
            gap = span.text[this.end : following.start]
            is_time = following.kind in ("time", "date") and this.kind in ("reach", "by")
            bases = (*TIMES, "amount") if kept and kept[-1].kind == "rate" else TIMES
            is_of_a_base = following.kind in bases and not gap.strip()  # "up 5% on | $3bn"
            is_a_reason = this.sense == "since" and following.kind == "flow"  # "since exports fell"
            if is_a_reason or (this.sense == "on" and not is_of_a_base):
                continue
            if is_time and not gap.strip() and this.end - this.start <= 4:
                continue
        kept.append(this)
    return kept


def _rest(span: Span, found: list[Mention]) -> Iterator[Mention]:
    """Words and stops that are nothing else."""
    stops = frames()["stops"]
    at = span.start
    for mention in [*found, None]:
        end = mention.start if mention else span.end
        if at < end:
            for token in TOKEN.finditer(span.text, at, end):
                kind = stops.get(token[0])
                if kind is None:
                    kind = "count" if token[0][0].isdigit() else "word"
                    if not token[0][0].isalnum():
                        continue
                yield Mention(kind, token.start(), token.end())
        if mention is not None:
            at = max(at, mention.end)
