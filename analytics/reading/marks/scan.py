"""All marks of a text, and the sentences they stand in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from analytics.reading.marks.mark import Amount, Mark, Place, Rate, When, Word
from analytics.reading.marks.neighbours import Around, around
from analytics.reading.marks.phrases import category_pattern, words
from analytics.reading.marks.places import places
from analytics.reading.marks.quantities import quantities
from analytics.reading.marks.times import times
from analytics.reading.text.texts import SourceText
from data.codes.currency_names import currencies_of
from data.lexicon import lexicon

OF_MANY_COUNTRIES = ("USD", "EUR")
M = TypeVar("M", bound=Mark)

BESIDE = 48  # characters after "kim ngạch" in which its two countries stand
TO_A_PLACE = re.compile(r"\s*(?:giữa|của|между|с)?\s*", re.IGNORECASE)
PAIRED = re.compile(r"\s*(?:-|–|/|và|với|и|с|со)\s*", re.IGNORECASE)
TO_ITS_PLACE = re.compile(r"\s(?:[^\W\d_]{1,3}\s)?")  # "продала в | Россию", "sold | Japan"
DOER = re.compile(r"\s(?:(?!и\s)\w{1,20}\s){0,5}")  # "Polish firms sold", "Russia has sold"
STOP = re.compile(r"[.!?…]+[\"'»”)\]]*")
LONGEST_SENTENCE = 1500  # characters; the sentences of laws and ministries stay below 1,000
SEPARATORS = ("\n", ";", ",", " ")  # where a longer one is cut, the best first
BLANK_LINE = re.compile(r"\n[ \t]*\n|(?<=[.:!?…])[ \t]*\n")


@dataclass(frozen=True)
class Span:
    """A stretch of the plain text with the marks that lie in it, in order."""

    text: str
    start: int
    end: int
    amounts: Sequence[Amount] = ()
    rates: Sequence[Rate] = ()
    times: Sequence[When] = ()
    places: Sequence[Place] = ()
    words: Mapping[str, Sequence[Word]] = field(default_factory=dict)

    def within(self, start: int, end: int) -> Span:
        """The part from start to end."""
        kinds = (self.amounts, self.rates, self.times, self.places)
        words = {name: _within(marks, start, end) for name, marks in self.words.items()}
        return Span(self.text, start, end, *(_within(of, start, end) for of in kinds), words)


def at_home(named: Sequence[Place], amounts: Sequence[Amount]) -> str | None:
    """The country of a text in whose own money it counts: whose figures and fiscal years?"""
    counted = {amount.currency for amount in amounts} - {None, *OF_MANY_COUNTRIES}
    return next((p.area for p in named if not counted.isdisjoint(currencies_of(p.area))), None)


def scan(
    text: SourceText,
    language: str,
    published: str | None,
    go_on: Callable[[], None] = lambda: None,
    reporter: str | None = None,
    partner: str | None = None,
) -> Span:
    """Every mark of a text. Where two overlap the longer one stands.

    The fiscal years are those of the reporter given, else of a country in whose money it counts,
    else of the first one named that has some.
    `go_on` is called between one kind of mark and the next, and may raise.
    """
    plain = text.plain
    amounts, rates = quantities(plain, language, reporter=reporter)
    go_on()
    named = places(plain, language, [side for side in (reporter, partner) if side])
    areas = (place.area for place in named)
    when = times(plain, language, published, [reporter, at_home(named, amounts), *areas])
    amounts, rates, when = _longest(amounts, rates, when)
    go_on()
    where = [place for place in named if not _is_in(amounts, place.start)]
    goods = list(_goods(plain, language, where))
    by_themselves = words(plain, language, "flow")
    beside = _flows_beside(around(plain, language, reporter), amounts, where, goods)
    found = {"flow": sorted([*by_themselves, *beside], key=_start), "product": goods}
    return Span(plain, 0, len(plain), amounts, rates, when, where, found)


def sentences(whole: Span) -> list[Span]:
    """The sentences of a text; a blank line ends one, a single line break does not."""
    inside = sorted((*whole.amounts, *whole.rates, *whole.times, *whole.places), key=_start)
    ends = [match.end() for match in BLANK_LINE.finditer(whole.text)]
    for match in STOP.finditer(whole.text):
        if _ends_a_sentence(whole.text, match) and not _is_in(inside, match.start()):
            ends.append(match.end())
    found, start = [], 0
    for end in sorted({*ends, len(whole.text)}):
        for cut in (*_cuts(whole.text, start, end, inside), end):
            if whole.text[start:cut].strip():
                found.append(whole.within(start, cut))
            start = cut
    return found


def _cuts(text: str, start: int, end: int, inside: Sequence[Mark]) -> Iterator[int]:
    """Where a sentence without an end is cut, so that the time stays linear: between two marks."""
    while end - start > LONGEST_SENTENCE:
        half, most = start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE
        found = (text.rfind(separator, half, most) for separator in SEPARATORS)
        start = next((at + 1 for at in found if at >= 0), most)
        around = bisect_left(inside, start, key=_start)
        if around and inside[around - 1].end > start:
            start = inside[around - 1].end
        if start < end:
            yield start


def _ends_a_sentence(text: str, stop: re.Match[str]) -> bool:
    """A stop before a capital letter or a digit; not after an initial, as in "U.S." or "A. N."."""
    after = text[stop.end() : stop.end() + 12]
    opens = after.lstrip().lstrip("\"'«“([–- ")
    if not opens:
        return True
    if re.search(r"(?:^|[\s.(])[^\W\d_]$", text[max(stop.start() - 2, 0) : stop.start()]):
        return False
    if after[0].isspace():
        return opens[0].isupper() or opens[0].isdigit()
    return opens[0].isupper() and opens[1:2].islower()


def _is_in(marks: Sequence[Mark], at: int) -> bool:
    i = bisect_left(marks, at + 1, key=_start)
    return i > 0 and marks[i - 1].end > at


def _within(marks: Sequence[M], start: int, end: int) -> Sequence[M]:
    return marks[bisect_left(marks, start, key=_start) : bisect_left(marks, end, key=_start)]


def _start(mark: Mark) -> int:
    return mark.start


def _follow(marks: Sequence[Mark], end: int) -> bool:
    """Whether one of some marks stands right behind a place."""
    return bool(_within(marks, end, end + 2))


def _goods(plain: str, language: str, where: Sequence[Place]) -> Iterator[Word]:
    """The goods named; a word that is a verb behind a country ("стали") is none there, nor one in
    the name of a body ("the Tea Board"); "non-oil" is all but oil."""
    verbs = lexicon(language)["also_a_verb"]["became"]
    body = category_pattern(language, "body_of_a_trade")
    without = lexicon(language)["without_goods"]["before"]
    for word in words(plain, language, "product"):
        is_a_verb = plain[word.start : word.end] in verbs and _follow(where, word.end)
        if not is_a_verb and not body.match(plain, word.end + 1):
            before = plain[max(word.start - BESIDE, 0) : word.start].lower()
            negation = next(filter(before.endswith, without), "")
            yield replace(word, start=word.start - len(negation))


def _flows_beside(
    near: Around, amounts: Sequence[Amount], where: Sequence[Place], goods: Sequence[Word]
) -> Iterator[Word]:
    """Words that are a flow by what stands beside them."""
    ends = {amount.lead: amount.end for amount in amounts}
    told: dict[str, Callable[[Word], bool]] = {
        # "xuất" and "nhập" by themselves, right before an amount
        "short_flow": lambda word: (
            word.end + 1 in ends
            and (_opens(near.text, word.start) or _is_behind_a_country(word, where))
        ),
        # "mua" and "bán" right before an amount of goods: "mua 5 tỷ USD hàng hóa"
        "sale_of_goods": lambda word: (
            word.end + 1 in ends and _is_of_goods(near, ends[word.end + 1], goods)
        ),
        "turnover": lambda word: _is_of_two(near.text, word.end, where),
        "sale": lambda word: (
            _is_by_a_country(near.text, word.start, where)
            or _is_to_a_country(near.text, word.end, where)
        ),
        # goods and their country follow: "mua chè Peru", "mua 5 triệu tấn chè của Peru"
        "purchase": lambda word: any(
            _are_of_a_country(near, one.end, where)
            for one in _within(goods, word.end, word.end + BESIDE // 2)
        ),
    }
    for category, is_flow in told.items():
        for word in words(near.text, near.language, category):
            if is_flow(word):
                yield Word(word.start, word.end, "flow", word.value)


def _opens(plain: str, start: int) -> bool:
    """Whether a word opens its clause or follows a name: "sản xuất 5 tỷ" is production."""
    before = plain[:start].rstrip()[-1:]
    name = plain[max(start - BESIDE, 0) : start].split()[-1:]
    return before in (",", "(", ";", ":") or bool(name and name[0].lstrip("(")[:1].isupper())


def _is_behind_a_country(word: Word, where: Sequence[Place]) -> bool:
    near = _within(where, word.start - BESIDE, word.start)
    return any(place.end == word.start - 1 for place in near)


def _is_of_goods(near: Around, end: int, goods: Sequence[Word]) -> bool:
    traded = category_pattern(near.language, "after_sale")
    start = near.skip_gap(end)
    return traded.match(near.text, start) is not None or bool(_within(goods, start, start + 1))


def _are_of_a_country(near: Around, end: int, where: Sequence[Place]) -> bool:
    """Whether a country stands behind goods, as their owner or origin if by a word."""
    known = lexicon(near.language)
    links = {"", *known["owner"]["before"], *known["place_role"]["origin"]}
    return any(
        near.text[end : place.start].strip() in links for place in _within(where, end, end + BESIDE)
    )


def _is_of_two(plain: str, end: int, where: Sequence[Place]) -> bool:
    """Whether two countries stand behind "kim ngạch" or "оборот": their trade with each other."""
    beside = _within(where, end, end + BESIDE)[:2]
    if len(beside) < 2 or beside[0].area == beside[1].area:
        return False
    one, other = beside
    return bool(
        TO_A_PLACE.fullmatch(plain, end, one.start)
        and PAIRED.fullmatch(plain, one.end, other.start)
    )


def _is_by_a_country(plain: str, start: int, where: Sequence[Place]) -> bool:
    """Whether a country sold or bought: "Polish firms sold"."""
    sellers = _within(where, start - BESIDE, start)[-1:]
    return any(DOER.fullmatch(plain, seller.end, start) for seller in sellers)


def _is_to_a_country(plain: str, end: int, where: Sequence[Place]) -> bool:
    """Whether a sale is to a country or a purchase from one: "продала в Россию"."""
    buyers = _within(where, end, end + BESIDE)[:1]
    return any(TO_ITS_PLACE.fullmatch(plain, end, buyer.start) for buyer in buyers)


def _longest(
    amounts: Iterable[Amount], rates: Iterable[Rate], when: Iterable[When]
) -> tuple[list[Amount], list[Rate], list[When]]:
    kept: list[Mark] = []
    for mark in sorted((*amounts, *rates, *when), key=lambda mark: (mark.start, -mark.end)):
        if kept and mark.start < kept[-1].end:
            is_sum = isinstance(kept[-1], Amount) and kept[-1].currency is not None
            is_longer = mark.end - mark.start > kept[-1].end - kept[-1].start
            if is_longer and not (is_sum and isinstance(mark, When)):  # "£8m in 2023"
                kept[-1] = mark
            continue
        kept.append(mark)
    return (
        [mark for mark in kept if isinstance(mark, Amount)],
        [mark for mark in kept if isinstance(mark, Rate)],
        [mark for mark in kept if isinstance(mark, When)],
    )
