"""What the words around a time make of it: a base of comparison, a duration, or a mere number."""

from __future__ import annotations

import re
from functools import cache

from analytics.reading.marks.phrases import category_pattern, one_of
from data.lexicon import lexicon

BEFORE, AFTER = 60, 40
SENTENCE_END = re.compile(r"(?:(?<=\w\w\w)|(?<=%))[.!?;][\"”»]?\s")


class WordsAround:
    """The words before and after a place in a text, a line's width of them."""

    def __init__(self, text: str, language: str) -> None:
        self._text, self._language = text, language

    def compare(self, start: int, *, is_base: bool) -> bool:
        """Whether the words before compare with a time: "than in", "from 40.8 billion in".

        `is_base`: so do "5% on" and "5% over" before it.
        """
        sentence = SENTENCE_END.split(self._before(start))[-1]
        return bool(_compared(self._language, is_base).search(sentence))

    def counts(self, start: int) -> bool:
        """Whether the words before make a number of months a duration: "highest in"."""
        clause = re.split(r"[.;\n]", self._before(start))[-1]
        if _phrase(self._language, "counting").search(clause):
            return True
        beside = "counting_beside" in lexicon(self._language)["time_context"]
        return beside and bool(_end(self._language, "counting_beside").search(clause))

    def rank_since(self, start: int, end: int) -> bool:
        """Whether a time only dates a rank: "the lowest since 2012", not "since 2012, when"."""
        when = category_pattern(self._language, "relative_time")
        is_told = when.match(self._text[end : end + AFTER].lstrip(", "))
        return not is_told and bool(_ranked_since(self._language).search(self._before(start)))

    def make_a_year(self, start: int, end: int) -> bool:
        """Whether four digits are a year: no unit follows, and a round number needs "in" or so."""
        before, after = self._before(start), self._text[end : end + AFTER]
        if _end(self._language, "numbered").search(before) or _unit(self._language).match(after):
            return False
        is_round = self._text[start:end].endswith("00")
        return not is_round or bool(_end(self._language, "year_lead").search(before))

    def join(self, start: int, end: int) -> bool:
        """Whether nothing but "and" or a comma stands between two times."""
        return bool(_and(self._language).fullmatch(self._text, start, min(end, start + AFTER)))

    def _before(self, start: int) -> str:
        return self._text[max(0, start - BEFORE) : start]


def _phrases(language: str, sense: str) -> tuple[str, ...]:
    return lexicon(language)["time_context"][sense]


@cache
def _compared(language: str, is_base: bool) -> re.Pattern[str]:
    """The end of a text that goes on with the time it compares with."""
    leads = one_of(_phrases(language, "compared"))
    number = rf"{leads}\s(?:(?-i:[A-Z])\w{{,3}}\s)?(?:\w+\s)?\S{{,6}}\d\S*(?:\s[^\s\d]+){{,4}}?\s"
    if is_base:
        leads = rf"(?:{leads}|(?<=[\w%)]\s){one_of(_phrases(language, 'compared_base'))})"
    filler = rf"(?:{one_of(_phrases(language, 'filler'))}\s+){{0,4}}"
    return re.compile(rf"(?<!\w)(?:{leads}\s+|{number}){filler}$", re.IGNORECASE)


@cache
def _ranked_since(language: str) -> re.Pattern[str]:
    ranked, since = one_of(_phrases(language, "counting")), one_of(_phrases(language, "since"))
    return re.compile(rf"(?<!\w){ranked}\s+(?:[^\s\d,.;]+\s+){{0,5}}?{since}\s+$", re.IGNORECASE)


@cache
def _phrase(language: str, sense: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){one_of(_phrases(language, sense))}(?!\w)", re.IGNORECASE)


@cache
def _end(language: str, sense: str) -> re.Pattern[str]:
    """The end of a text with a phrase; before a sign any letter may stand ("US$")."""
    phrases = _phrases(language, sense)
    signs = [phrase for phrase in phrases if not phrase[0].isalnum()]
    words = [phrase for phrase in phrases if phrase[0].isalnum()]
    either = f"|{one_of(signs)}" if signs else ""
    return re.compile(rf"(?:(?<!\w){one_of(words)}{either})\s*$", re.IGNORECASE)


@cache
def _unit(language: str) -> re.Pattern[str]:
    """A unit or counted thing, after at most the other end of a range."""
    other_end = r"(?:(?:\s?[-–]\s?|\s\w{1,4}\s)[12]\d{3})?"
    return re.compile(rf"{other_end}\s?{one_of(_phrases(language, 'unit'))}(?!\w)", re.IGNORECASE)


@cache
def _and(language: str) -> re.Pattern[str]:
    return re.compile(rf"\s*{one_of(_phrases(language, 'and'))}\s*", re.IGNORECASE)
