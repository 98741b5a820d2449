"""What a spelling of a period stands for: `2019Q1`, `IV Trim 2023`, `Sơ bộ 2016`, `январь-май`.

A spelling is a whole period, a part of a year that needs its year from elsewhere (`январь`, `Q1`),
or a day, of which the table as a whole says whether it ends a month, a quarter or a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from babel import Locale

from data.periods import Period, PeriodError, parse
from data.tables.folding import fold, in_one_script, tidy, without_footnote
from data.tables.vocabulary import vocabulary

LOCALES = ("en", "vi", "ru", "es", "pt", "fr", "de", "it", "tr", "kk", "uk", "pl")
FIRST_YEAR, LAST_YEAR = 1600, 2199
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = r"(?P<year>1[6-9]\d\d|20\d\d|21\d\d)"
_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        rf"{_YEAR}(?: ?a1?)?",
        rf"{_YEAR}[ -]?(?:q|t|k|kw)[ -]?(?P<quarter>[1-4])",
        rf"(?:q|quarter|qtr)[ -]?(?P<quarter>[1-4]|i{{1,3}}|iv)[ -]{_YEAR}",
        rf"(?P<quarter>[1-4])[ -]?q[ -]?{_YEAR}",
        rf"{_YEAR}[ -]?m ?(?P<month>0?[1-9]|1[0-2])",
        rf"{_YEAR}[ -](?P<month>0?[1-9]|1[0-2])",
        rf"{_YEAR}(?P<month>0[1-9]|1[0-2])",
        rf"(?:m|t|thang )?(?P<month>0?[1-9]|1[0-2])[ -]{_YEAR}",
        rf"(?:thang )?(?P<month>0?[1-9]|1[0-2]) nam {_YEAR}",
        rf"{_YEAR}52.*",  # `201952-Jan.-Dec. 2019`, a year of Comext
    )
)
_DAY = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:[T ]00:00(?::00(?:\.0+)?)?)?"
    r"|(?P<d2>\d{1,2})[./](?P<m2>\d{1,2})[./](?P<y2>\d{4})",
    re.ASCII,
)
_RUN = re.compile(r"(\d{4}-\d\d)\s*(?:\.\.|/|–|—| to | - )\s*(\d{4}-\d\d)", re.ASCII)
_YEAR_AND_FOOTNOTE = re.compile(r"\d{4} \d")  # `2023 1`: the office sets footnotes so
_LETTER_AFTER_YEAR = re.compile(r"^(\d{4})([a-z])$")  # `2023p`
_FIRST_MONTHS = re.compile(rf"(\d\d?) (?:thang|months|mes|мес|месяцев)(?: dau)?(?: nam)? ?{_YEAR}")
_MONTH_BY_NUMBER = re.compile(r"\bthang (\d\d?)\b")
_ORDINAL = re.compile(r"\b([1-4])(?:st|nd|rd|th|er|e|eme|re|o|a|й|и|ый|ии)\b")


@dataclass(frozen=True)
class Spelled:
    """A period as a table spells it.

    `first` and `months` are a part of a year (1 to 12, and how many) where `year` may be unknown;
    of a whole year they are 1 and 12. `day` is a date that the table as a whole explains.
    """

    year: int | None = None
    first: int = 1
    months: int = 12
    status: str | None = None
    day: date | None = None

    @property
    def is_year(self) -> bool:
        """Whether it is a whole year."""
        return self.year is not None and self.months == 12 and self.day is None

    def of(self, year: int | None) -> Period | None:
        """The period, in a year said elsewhere where the spelling itself has none."""
        known = self.year if self.year is not None else year
        return None if known is None else Period(known * 12 + self.first - 1, self.months)


@lru_cache(maxsize=50_000)
def spelled(text: str) -> Spelled | None:
    """The period that a text spells, or None.

    Examples
    --------
    >>> str(spelled("IV Trim 2023").of(None))
    '2023-Q4'
    >>> spelled("Sơ bộ 2016").status
    'P'
    """
    text = tidy(in_one_script(text))
    if not text or len(text) > 60:
        return None
    if (day := _day(text)) is not None:
        return Spelled(day.year, day.month, 1, day=day)
    if (exact := _as_in_the_contract(text)) is not None:
        return exact
    if _YEAR_AND_FOOTNOTE.fullmatch(text):
        text = text[:4]
    plain, status = _without_status(_LETTER_AFTER_YEAR.sub(r"\1 \2", without_footnote(text)))
    found = _in_words(plain)
    return None if found is None else replace(found, status=status)


def frequency_of_days(days: Iterable[date]) -> str | None:
    """Whether days stand for years, quarters or months; None where they are just days.

    `2024-12-31` beside `2025-12-31` ends years; month ends of a quarter only end quarters; all
    first or all last days of months are months.
    """
    found = set(days)
    if not found or not (all(map(_is_first, found)) or all(map(_is_last, found))):
        return None
    months = {day.month for day in found}
    if months in ({1}, {12}) and (all(map(_is_last, found)) or months == {1}):
        return "A"
    ends_quarters = all(map(_is_last, found)) and months <= {3, 6, 9, 12}
    begins_quarters = all(map(_is_first, found)) and months <= {1, 4, 7, 10}
    return "Q" if ends_quarters or begins_quarters else "M"


def of_day(day: date, freq: str) -> Period:
    """The year, quarter or month that a day lies in."""
    month = day.year * 12 + day.month - 1
    length = {"A": 12, "Q": 3, "M": 1}[freq]
    return Period(month - month % length, length)


def _day(text: str) -> date | None:
    if not (found := _DAY.fullmatch(text)):
        return None
    parts = found["y"] or found["y2"], found["m"] or found["m2"], found["d"] or found["d2"]
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


def _is_first(day: date) -> bool:
    return day.day == 1


def _is_last(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).day == 1


def _as_in_the_contract(text: str) -> Spelled | None:
    run = _RUN.fullmatch(text)
    try:
        period = parse(f"{run[1]}/{run[2]}" if run else text)
    except PeriodError:
        return None
    if not FIRST_YEAR <= period.year <= LAST_YEAR:
        return None
    return Spelled(period.year, period.start % 12 + 1, period.months)


def _without_status(text: str) -> tuple[str, str | None]:
    """The text folded, without the words that call it preliminary or estimated."""
    words = fold(text).split()
    for phrase, status in _statuses():
        size = len(phrase)
        for at in (0, len(words) - size):
            if at >= 0 and tuple(words[at : at + size]) == phrase and len(words) > size:
                return " ".join(words[:at] + words[at + size :]), status
    return " ".join(words), None


@cache
def _statuses() -> list[tuple[tuple[str, ...], str]]:
    listed = [(tuple(phrase.split()), key) for phrase, key in vocabulary()["status"].items()]
    return sorted(listed, key=lambda entry: -len(entry[0]))


def _in_words(words: str) -> Spelled | None:
    if cumulated := _FIRST_MONTHS.fullmatch(words):
        months = int(cumulated[1])
        return Spelled(int(cumulated["year"]), 1, months) if 1 <= months <= 12 else None
    plain = _in_digits(_MONTH_BY_NUMBER.sub(r"m\1", words))
    for form in _FORMS:
        if found := form.fullmatch(plain):
            said = found.groupdict()
            year = int(said["year"])
            if quarter := said.get("quarter"):
                return Spelled(year, 3 * _number(quarter) - 2, 3)
            if month := said.get("month"):
                return Spelled(year, int(month), 1)
            return Spelled(year)
    return _of_a_year(plain)


def _in_digits(words: str) -> str:
    """Words for years left out, months as `m1`, quarters as `q1`."""
    kept = [word for word in _ORDINAL.sub(r"\1", words).split() if word not in _year_words()]
    found = []
    for at, word in enumerate(kept):
        if word in vocabulary()["quarter"] and word != "q":
            continue
        beside = kept[at - 1 : at] + kept[at + 1 : at + 2]
        is_quarter = any(other in vocabulary()["quarter"] for other in beside)
        if is_quarter and (word in ROMAN or word in "1234"):
            found.append(f"q{_number(word)}")
        elif word in _months() and not word.isdecimal():
            found.append(f"m{_months()[word]}")
        else:
            found.append(word)
    return " ".join(word for word in found if word != "q")


def _of_a_year(plain: str) -> Spelled | None:
    """Months and quarters with or without a year, in any order: `m1 m5 2025`, `q4`, `2019 m1`."""
    parts: dict[str, list[int]] = {"m": [], "q": [], "y": []}
    for word in plain.split():
        if found := re.fullmatch(r"([mq])(\d{1,2})", word):
            parts[found[1]].append(int(found[2]))
        elif re.fullmatch(_YEAR, word):
            parts["y"].append(int(word))
        elif re.fullmatch(r"\d\d", word) and parts["m"]:  # `Jan-19`
            parts["y"].append(int(word) + (2000 if int(word) < 60 else 1900))
        else:
            return None
    months, quarters, years = parts["m"], parts["q"], parts["y"]
    year = years[0] if len(set(years)) == 1 else None
    if len(set(years)) > 1 or not (months or quarters):
        return None
    if len(months) == 1 and not quarters and 1 <= months[0] <= 12:
        return Spelled(year, months[0], 1)
    if len(months) == 2 and not quarters and 1 <= months[0] < months[1] <= 12:
        return Spelled(year, months[0], months[1] - months[0] + 1)
    if len(quarters) == 1 and not months and 1 <= quarters[0] <= 4:
        return Spelled(year, 3 * quarters[0] - 2, 3)
    return None


def _number(text: str) -> int:
    return ROMAN.get(text) or int(text)


@cache
def _year_words() -> frozenset[str]:
    return frozenset(vocabulary()["year"])


@cache
def _months() -> dict[str, int]:
    """Folded names of months, whole and short, in every language; none that mean two months."""
    found: dict[str, set[int]] = {}
    for locale in LOCALES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in Locale(locale).months[context][width].items():
                    found.setdefault(fold(name), set()).add(month)
    found.setdefault("sept", {9})
    return {name: months.pop() for name, months in found.items() if len(months) == 1}
