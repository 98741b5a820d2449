"""All marks of a text, and the sentences they stand in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from analytics.reading.marks import Amount, Mark, Place, Rate, When, Word
from analytics.reading.neighbours import knows, skip_gap
from analytics.reading.phrases import category_pattern, words
from analytics.reading.places import places
from analytics.reading.quantities import quantities
from analytics.reading.texts import SourceText
from analytics.reading.times import times
from data.lexicon import lexicon

CATEGORIES = (
    "flow", "direction", "reach", "by", "versus", "of_which", "contrast", "target", "forecast",
    "share", "average", "other_topic", "source_of", "pair", "market", "product", "joint",
    "balance_sign",
)  # fmt: skip
M = TypeVar("M", bound=Mark)

BESIDE = 48  # characters after "kim ngạch" in which its two countries stand
TO_A_PLACE = re.compile(r"\s*(?:giữa|của|между|с)?\s*", re.IGNORECASE)
PAIRED = re.compile(r"\s*(?:-|–|/|và|với|и|с|со)\s*", re.IGNORECASE)
DOER = re.compile(r"\s(?:(?!и\s)[^\W\d_]{1,20}\s){0,2}")  # "Polish firms sold", "Russia has sold"
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
        return Span(
            self.text,
            start,
            end,
            _within(self.amounts, start, end),
            _within(self.rates, start, end),
            _within(self.times, start, end),
            _within(self.places, start, end),
            {name: _within(marks, start, end) for name, marks in self.words.items()},
        )

    def of(self, category: str, *senses: str) -> list[Word]:
        """The phrases of a category, of some senses only where any are named."""
        marks = self.words.get(category, ())
        return [mark for mark in marks if not senses or mark.value in senses]

    def between(self, first: Mark | int, second: Mark | int) -> str:
        """The text between two marks or positions."""
        start = first if isinstance(first, int) else first.end
        end = second if isinstance(second, int) else second.start
        return self.text[start:end]


def scan(text: SourceText, language: str, published: str | None) -> Span:
    """Every mark of a text. Where two overlap the longer one stands."""
    plain = text.plain
    amounts, rates = quantities(plain, language)
    when = times(plain, language, published)
    amounts, rates, when = _longest(amounts, rates, when)
    found = {category: list(words(plain, language, category)) for category in CATEGORIES}
    where = [place for place in places(plain, language) if not _is_in(amounts, place.start)]
    verbs = lexicon(language)["also_a_verb"]["became"]
    found["product"] = [
        word
        for word in found["product"]
        if plain[word.start : word.end] not in verbs or not _is_before(where, plain, word.end)
    ]
    short = _short_flows(plain, language, amounts)
    turnover = _turnover(plain, language, where)
    sold = _sales(plain, language, where, found["product"])
    sums = _sums_of_goods(plain, language, amounts)
    found["flow"] = sorted([*found["flow"], *turnover, *short, *sold, *sums], key=_start)
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


def _is_before(where: Sequence[Place], plain: str, end: int) -> bool:
    following = _within(where, end, end + BESIDE)[:1]
    return bool(following) and not plain[end : following[0].start].strip()


def _short_flows(plain: str, language: str, amounts: Sequence[Amount]) -> list[Word]:
    """ "Xuất" and "nhập" by themselves, right before an amount."""
    if not any(lexicon(language)["short_flow"].values()):
        return []
    leads = {amount.lead for amount in amounts}
    return [
        Word(word.start, word.end, "flow", word.value)
        for word in words(plain, language, "short_flow")
        if word.end + 1 in leads and plain[word.end].isspace() and _opens(plain, word.start)
    ]


def _sums_of_goods(plain: str, language: str, amounts: Sequence[Amount]) -> list[Word]:
    """ "Mua" and "bán" right before an amount of goods: "mua 5 tỷ USD hàng hóa"."""
    if not knows(language, "sale_of_goods"):
        return []
    ends = {amount.lead: amount.end for amount in amounts}
    traded = category_pattern(language, "after_sale")
    return [
        Word(word.start, word.end, "flow", word.value)
        for word in words(plain, language, "sale_of_goods")
        if (end := ends.get(word.end + 1)) and traded.match(plain, skip_gap(plain, end))
    ]


def _opens(plain: str, start: int) -> bool:
    """Whether a word opens its clause or follows a name: "sản xuất 5 tỷ" is production."""
    before = plain[:start].rstrip()[-1:]
    name = plain[max(start - BESIDE, 0) : start].split()[-1:]
    return before in (",", "(", ";", ":") or bool(name and name[0].lstrip("(")[:1].isupper())


def _turnover(plain: str, language: str, where: Sequence[Place]) -> list[Word]:
    """ "Kim ngạch" or "оборот" beside two countries: their trade with each other."""
    found: list[Word] = []
    for word in words(plain, language, "turnover"):
        beside = _within(where, word.end, word.end + BESIDE)[:2]
        if len(beside) == 2 and beside[0].area != beside[1].area:
            before = plain[word.end : beside[0].start]
            between = plain[beside[0].end : beside[1].start]
            if TO_A_PLACE.fullmatch(before) and PAIRED.fullmatch(between):
                found.append(Word(word.start, word.end, "flow", word.value))
    return found


def _sales(plain: str, language: str, where: Sequence[Place], goods: Sequence[Word]) -> list[Word]:
    """ "Sold" and "bought" are exports and imports where a country, or goods of one, are named."""
    by_a_country = words(plain, language, "sale") if knows(language, "sale") else ()
    of_goods = words(plain, language, "purchase") if knows(language, "purchase") else ()
    sales = [sale for sale in by_a_country if _is_by_a_country(plain, sale, where)]
    sales += [sale for sale in of_goods if _is_of_a_country(sale, where, goods)]
    return [Word(sale.start, sale.end, "flow", sale.value) for sale in sales]


def _is_by_a_country(plain: str, sale: Word, where: Sequence[Place]) -> bool:
    sellers = _within(where, sale.start - BESIDE, sale.start)[-1:]
    return any(DOER.fullmatch(plain[seller.end : sale.start]) for seller in sellers)


def _is_of_a_country(sale: Word, where: Sequence[Place], goods: Sequence[Word]) -> bool:
    """Whether goods and their country follow right after a sale: "mua chè Peru"."""
    traded = _within(goods, sale.end, sale.end + 2)
    return any(_within(where, word.end, word.end + 2) for word in traded)


def _longest(
    amounts: Iterable[Amount], rates: Iterable[Rate], when: Iterable[When]
) -> tuple[list[Amount], list[Rate], list[When]]:
    kept: list[Mark] = []
    for mark in sorted((*amounts, *rates, *when), key=lambda mark: (mark.start, -mark.end)):
        if kept and mark.start < kept[-1].end:
            if mark.end - mark.start > kept[-1].end - kept[-1].start:
                kept[-1] = mark
            continue
        kept.append(mark)
    return (
        [mark for mark in kept if isinstance(mark, Amount)],
        [mark for mark in kept if isinstance(mark, Rate)],
        [mark for mark in kept if isinstance(mark, When)],
    )
