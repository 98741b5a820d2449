"""The goods that a number is of, in the words of the text."""

from __future__ import annotations

import re

from analytics.reading.marks import Mark, Word
from analytics.reading.neighbours import knows
from analytics.reading.phrases import category_pattern, words
from analytics.reading.scan import Span
from analytics.reading.statements import SIGNS, Said
from data.lexicon import lexicon

POSTPOSED = 16  # characters between a number and a flow or goods that follow it


SOLD = 64  # characters between a number and the goods whose sale brought it
LONGEST_NAME = 5  # words
NAME_OF_GOODS = re.compile(r"[^\W\d_][\w ,'/-]{1,60}")


def product_of(
    clause: Span, mark: Mark, word: Word | None, said: Said, language: str
) -> str | None:
    """The goods a number is of, in the words of the text; None for all goods."""
    covered = _coverage(clause, mark, word, language)
    if covered:
        said.coverage = covered
        return covered
    opened = clause.text.rfind(";", clause.start, word.start) if word else -1
    named = [
        w
        for w in clause.of("product")
        if opened < w.start < mark.start
        and not _is_an_aside(clause, w, mark)
        and not _is_an_example(clause, w, mark, language)
    ]
    after = [w for w in clause.of("product") if mark.end <= w.start and _is_sold(clause, mark, w)]
    if after and category_pattern(language, "mainly").search(clause.text, mark.end, after[0].start):
        after = []
    chosen = named[-1:] or after[:1]
    if chosen:
        goods = clause.text[chosen[0].start : chosen[0].end]
        if category_pattern(language, "coverage").fullmatch(goods):
            said.coverage = goods
        return goods
    is_part = (
        any(w.start < mark.start for w in clause.of("of_which"))
        and word is not None
        and word.value == said.flow
    )
    if is_part and said.product is not None:
        return said.product
    if word is not None and said.coverage is not None:
        return said.coverage
    if word is not None and _goes_on_with_goods(clause, word, said, language):
        return said.product
    if word is not None and knows(language, "traded_goods"):
        traded = _traded_goods(clause, mark, word, said, language)
        if traded is not None:
            return traded
    if word is not None and _is_of_the_report(clause, mark, word, said, language):
        return said.report.product if said.report else None
    if word is None and said.product is not None:
        first = clause.text[clause.start : mark.start]
        moves = [w.start for w in clause.of("direction") if w.start < mark.start]
        if moves and first.lstrip().startswith(";"):
            first = clause.text[clause.start : moves[0]]
            clause = clause.within(clause.start, moves[0])
        listed = NAME_OF_GOODS.search(first.strip(" ,;:–-("))
        if listed and len(listed[0].split()) <= 8 and not _says_more(clause, mark):
            return listed[0].strip()
        return said.product
    return None


def _traded_goods(clause: Span, mark: Mark, word: Word, said: Said, language: str) -> str | None:
    """The goods between a verb of trading and the sum they brought, by whatever name: "вывезла в
    Чад тесьму на сумму"; those told before for "они были вывезены на сумму"."""
    verb = clause.text[word.start : word.end]
    if not category_pattern(language, "trading").fullmatch(verb):
        return None
    known = [w.end for w in (*clause.places, *clause.times) if word.end <= w.start < mark.start]
    told = clause.text[max([word.end, *known]) : getattr(mark, "lead", mark.start)]
    worth = category_pattern(language, "worth").search(told)
    if worth is None or told[worth.end() :].strip():
        return None
    before = clause.text[clause.start : word.start]
    if category_pattern(language, "goods_before").search(before):
        return said.product
    goods = told[: worth.start()].strip(" ,")
    is_named = NAME_OF_GOODS.fullmatch(goods) is not None and goods.islower()
    if not is_named or len(goods.split()) > LONGEST_NAME:
        return None
    return None if category_pattern(language, "traded_goods").search(goods) else goods


def _goes_on_with_goods(clause: Span, word: Word, said: Said, language: str) -> bool:
    """Whether "shipments" alone are those of the goods spoken of: "Shipments grew by 17%",
    "sales to Chad fell by 5%"."""
    printed = clause.text[word.start : word.end]
    if said.flow != word.value or (clause.places and not printed.endswith(" to")):
        return False
    if not knows(language, "shipments"):
        return False
    return category_pattern(language, "shipments").fullmatch(printed) is not None


def _is_sold(clause: Span, mark: Mark, word: Word) -> bool:
    """Whether goods follow a number: "$5m worth of tea", "$5m from exporting 70 tons of tea"."""
    if word.start <= mark.end + POSTPOSED:
        return True
    gap = clause.text[mark.end : word.start]
    sold = any(mark.end <= w.start < word.start for w in clause.of("flow", "export", "import"))
    return sold and word.start <= mark.end + SOLD and not re.search(r"[;.:]|,(?!\d)", gap)


def _is_an_aside(clause: Span, word: Word, mark: Mark) -> bool:
    """Whether a word stands in brackets that close before a number: "(mostly wheat) rose to"."""
    before, after = clause.text[clause.start : word.start], clause.text[word.end : mark.start]
    return before.rfind("(") > before.rfind(")") and 0 <= after.find(")") < len(after) - 1


def _is_an_example(clause: Span, word: Word, mark: Mark, language: str) -> bool:
    """Whether goods are told between commas as a part: ", mostly in wheat, to $5m"."""
    opening = clause.text.rfind(",", clause.start, word.start)
    if opening < 0 or not re.search(r",\D", clause.text[word.end : mark.start]):
        return False
    mainly = category_pattern(language, "mainly").match(clause.text, opening + 2, word.start)
    return mainly is not None and not clause.of("of_which")


def _is_of_the_report(clause: Span, mark: Mark, word: Word, said: Said, language: str) -> bool:
    """Whether a flow goes on with the goods of the report: it names no others, and not all."""
    about = said.report
    if about is None or about.product is None or word.value != about.flow:
        return False
    if not lexicon(language)["all_goods"]["all"]:
        return False
    text = clause.text[clause.start : mark.start]
    return next(words(text, language, "all_goods"), None) is None


def _says_more(clause: Span, mark: Mark) -> bool:
    """Whether a clause names more than goods before a number: a country, a time, a movement."""
    marks: list[Mark] = [*clause.places, *clause.times]
    for category in ("direction", "target", "forecast", "source_of", "market"):
        marks += clause.of(category)
    return any(known.start < mark.start for known in marks)


def _coverage(clause: Span, mark: Mark, word: Word | None, language: str) -> str | None:
    """ "goods" or "goods and services" right before or after the flow of a number."""
    if word is None:
        return None
    for found in words(clause.text[clause.start : mark.start], language, "coverage"):
        start, end = clause.start + found.start, clause.start + found.end
        before = end <= word.start and not clause.text[end : word.start].strip()
        ends = [word.end, *(w.end for w in clause.of("flow", "total") if w.start >= word.end)]
        is_near = any(at <= start <= at + len(" in ") for at in ends)
        after = word.end <= start and is_near and found.value != "goods"
        if (
            before
            or after
            or (
                word.start <= start
                and end <= word.end
                and (word.value in SIGNS or "trade" in clause.text[word.start : word.end].lower())
            )
        ):
            return clause.text[start:end]
    return None
