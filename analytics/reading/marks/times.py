"""Mentions of time in a text: periods, comparisons with other periods, and dates.

Which phrases have which role:

    period     years, quarters, months and runs of months; "last year", "năm ngoái", "в прошлом
               году" (counted from the publication); "the month", "cả năm", "за отчётный период"
               (the one the text talks of)
    previous   "the previous month", "năm trước", "к предыдущему кварталу", "month on month"; and
               "last year", "tháng trước" after a word that compares. Its `period` is the one
               before the period of the same length named last, None where none was named; what
               counts is the figure's own period
    same       "the same period of 2021", its year the `period`; "cùng kỳ năm trước" without
    earlier    "year on year", "a year ago", "so với cùng kỳ", "годом ранее", "two years earlier"

A part of a year without a year takes one by the rules of `Talk.year_of`. A year to date ("từ đầu
năm") runs to the month before publication, or as far as a run from January of that year named
before. A fiscal year, and any part of one, has a period where the calendar of its country is known
or its months are printed; neither has a run to a day within a month.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import replace

from analytics.reading.marks.fiscal import APRIL, Calendar, calendar_of
from analytics.reading.marks.mark import When
from analytics.reading.marks.time_context import WordsAround
from analytics.reading.marks.time_forms import YEARS, Found, found_times
from analytics.reading.marks.time_talk import Place, Places, Talk, Year
from data.periods import Period

YEAR = 12
MOST_MONTHS_LATE = 2
EARLY = 17  # days of a month that is not over
LONGEST_SPAN = 60
DEFAULT_YEAR, FAR = 2020, 50  # years from publication
ASIDE = 48  # characters from a bracket to a time in it
UNDER_WAY = ("quarter", "last_quarter", "first_half")  # spoken of before they end
DUE = {"second_half": 2, "last_months": 2}  # until March those of the year before
APRIL_TO_MARCH = Calendar(APRIL)
OF_CALENDAR_MONTHS = ("month", "months", "until_month")
BASIS = {"year_on_year": YEAR, "month_on_month": 1, "quarter_on_quarter": 3}
SAID = {"said_year": YEAR, "said_quarter": 3, "said_month": 1}
LATER = {"last": -1, "this": 0, "next": 1}

Months = tuple[int, int]


def times(
    text: str, language: str, published: str | None = None, areas: Iterable[str | None] = ()
) -> list[When]:
    """The times in a text in its plain form, in order.

    `published` is the day, month or year of publication, from which "last year" counts; `areas`
    are the countries whose fiscal years the text may mean, the likeliest first.

    Raises
    ------
    UnknownCode
        There is no lexicon of the language.
    """
    reader = _Reader(text, language, Talk.of(published), calendar_of(areas))
    found = _years_of_lists(list(found_times(text, language)), reader.words)
    return [when for each in found if (when := reader.when(each))]


class _Reader:
    def __init__(self, text: str, language: str, talk: Talk, calendar: Calendar | None) -> None:
        self.text, self.words, self.talk = text, WordsAround(text, language), talk
        self.places, self.calendar = Places(text), calendar

    def when(self, found: Found) -> When | None:
        """What a form stands for, in view of the text before; None where it is no time."""
        if found.form == "nothing":
            return None
        place = self.places.place(found.start)
        is_compared = self.words.compare(found.start, is_base=found.form in ("year", "same_alone"))
        when = self._read(found, place, is_compared)
        if when and self.words.rank_since(found.start, found.end):
            return replace(when, is_date=True)
        if when and when.period and when.period.year > (self.talk.year or DEFAULT_YEAR) + FAR:
            when = replace(when, period=None)  # by another calendar: "fiscal year 2080/81"
        is_aside = found.said("said_year") == "previous" or self._is_an_aside(found.start)
        is_told = when is not None and when.role == "period" and not is_aside
        if is_told and when and when.period and not (is_compared or when.is_span):
            self.talk.name(when.period, place)
        return when

    def _is_an_aside(self, start: int) -> bool:
        """Whether a time stands in brackets: "(за июнь 2023 года было 66,8 млрд)"."""
        text = self.text
        opened = text.rfind("(", max(0, start - ASIDE), start)
        return opened >= 0 and ")" not in text[opened:start] and "\n" not in text[opened:start]

    def _read(self, found: Found, place: Place, is_compared: bool) -> When | None:
        form = found.form
        plain = When(found.start, found.end, None)
        if form in BASIS:
            return self._basis(plain, BASIS[form])
        if form in SAID:
            return self._said(plain, found, place, is_compared)
        match form:
            case "year":
                return self._year(plain, found)
            case "same" | "same_alone" | "earlier" | "back":
                return self._other(plain, found, is_compared, place)
            case "years_back":
                years = (*found.numbers("count"), 10)[0]
                return replace(plain, role="earlier", years=years) if is_compared else plain
            case "over_years":
                years = (*found.numbers("count"), 10)[0]
                return replace(plain, role="earlier", years=years, is_basis=True)
            case "previous":
                last = self.talk.last
                return replace(
                    plain, role="previous", period=last.period.previous() if last else None
                )
            case "said_months":
                return replace(plain, period=self.talk.last_of((*found.numbers("count"), 6)[0]))
            case "to_date":
                return self._to_date(plain, found)
            case "span":
                return self._span(plain, found)
        if found.is_fiscal:
            return self._of_a_fiscal_year(plain, found, is_compared)
        if form in ("months", "rolling", "rolling_quarters"):
            return self._run(plain, found, place)
        months = _months(found)
        if months is None:
            return replace(plain, is_date=form in ("date", "until_date"))
        again = self.talk.last_of(months[1]) if form == "count_months" else None
        if again and again.start % YEAR and not self.words.counts(found.start):
            return replace(plain, period=again, has_year=False)  # "in the eight months" told before
        newest = self.talk.newest_month
        if form == "past_months" and newest and months == (0, YEAR):
            return replace(plain, period=Period(newest.start + 1 - YEAR, YEAR), has_year=False)
        if form in ("past_months", "count_months") and not self._is_run(found, months, place):
            return None
        return self._part(plain, found, months, place)

    def _basis(self, plain: When, months: int) -> When:
        """What growth is over: "year on year", "month on month"."""
        if months == YEAR:
            return replace(plain, role="earlier", is_basis=True)
        return replace(self._previous(plain, months), is_basis=True)

    def _year(self, plain: When, found: Found) -> When | None:
        (year,) = found.numbers("year")
        is_bare = found.end - found.start == len(str(year))
        if is_bare and not self.words.make_a_year(found.start, found.end):
            return None
        return replace(plain, period=Period(year * YEAR, YEAR))

    def _said(self, plain: When, found: Found, place: Place, is_compared: bool) -> When | None:
        """A period told by its place in time: this, last, previous, "the"."""
        months = SAID[found.form]
        said = found.said(found.form) or "the"
        if said == "the":
            return replace(plain, period=self._named(months), has_year=False)
        if said == "previous" or (said == "last" and is_compared):
            previous = self._previous(plain, months, place)
            return previous if previous.period or said == "previous" else replace(
                previous, period=self._published(months, -1)
            )  # fmt: skip
        return replace(plain, period=self._published(months, LATER.get(said, -1)))

    def _named(self, months: int) -> Period | None:
        """The year, quarter or month that the text talks of."""
        if months != YEAR:
            return self.talk.last_of(months)
        last = self.talk.last_of(YEAR)
        if last is not None and last.start % YEAR:
            return self.talk.newest_fiscal_year
        year = self.talk.last.period.year if self.talk.last else self.talk.year_to_date
        return Period(year * YEAR, YEAR) if year else None

    def _previous(self, plain: When, months: int, place: Place | None = None) -> When:
        named = self.talk.last_of(months)
        if months == YEAR and place and self.talk.last:
            named = self._named(months)
        return replace(plain, role="previous", period=named.previous() if named else None)

    def _published(self, months: int, periods_later: int) -> Period | None:
        """The year, quarter or month of publication, or the one so many periods later."""
        if months == YEAR:
            year = self.talk.year
            return Period((year + periods_later) * YEAR, YEAR) if year else None
        month = self.talk.publication
        if not month:
            return None
        return Period(month.start - month.start % months + months * periods_later, months)

    def _other(self, plain: When, found: Found, is_compared: bool, place: Place) -> When:
        """The same period of another year; or, if nothing is compared, the period at hand."""
        years = found.numbers("year")
        if found.form == "same":
            return replace(plain, role="same", period=self._year_of_the_same(found))
        if found.form == "earlier" or (found.form == "same_alone" and is_compared):
            return replace(plain, role="earlier")
        if found.form == "same_alone" and (moved := self.talk.part_in_year_of(place)):
            return replace(plain, period=moved)
        last = self.talk.last_at(place)
        if last and years:
            return replace(plain, period=last.period.moved(YEAR * (years[0] - last.period.year)))
        return replace(plain, period=last.period if last else None, has_year=False)

    def _year_of_the_same(self, found: Found) -> Period | None:
        """The year of "the same period of FY24", where it is not simply the year before."""
        years = found.numbers("year")
        if found.is_fiscal:
            return self._fiscal_year(found)
        if found.said("said_year") == "this" and self.talk.year:
            years = (self.talk.year,)
        return Period(years[0] * YEAR, YEAR) if years else None

    def _to_date(self, plain: When, found: Found) -> When:
        talk, printed = self.talk, next(iter(found.numbers("year")), None)
        year = printed or talk.year_to_date
        if year is None:
            return replace(plain, has_year=False)
        run, month = talk.run_from_january(year), talk.newest_month
        if not run and month and month.year == year:
            run = Period(year * YEAR, month.start % YEAR + 1)
        if not run and talk.month and talk.month > 1 and year == talk.year:
            run = Period(year * YEAR, talk.month - 1)
        return replace(plain, period=run)

    def _run(self, plain: When, found: Found, place: Place) -> When | None:
        """From one month to another, or a number of months up to one."""
        months = found.numbers("month")
        if found.form in ("rolling", "rolling_quarters"):
            each = 3 if found.form == "rolling_quarters" else 1
            early = any(day < EARLY for day in found.numbers("day"))  # "ended on July 7": in June
            last = (*months, *(3 * q for q in found.numbers("quarter")))[-1] - 1 - early
            year = self._year_of(found, (last, 1), place, last)
            length = each * (*found.numbers("count"), YEAR)[0]
            return _dated(plain, year, last - length + 1, length)
        first, last = months[0] - 1, months[-1] - 1
        years = found.numbers("year")
        if len(years) > 1:
            length = (years[-1] - years[0]) * YEAR + last - first + 1
            return _dated(plain, Year(years[0]), first, length) if length > 0 else None
        is_over_new_year = last < first
        of_the_end = (last, 1) if is_over_new_year else (first, last - first + 1)
        year = self._year_of(found, of_the_end, place, last)
        first_month = first - YEAR * is_over_new_year
        return _dated(plain, year, first_month, (last - first) % YEAR + 1)

    def _part(self, plain: When, found: Found, months: Months, place: Place) -> When:
        first, length = months
        due = DUE.get(found.form, first if found.form in UNDER_WAY else first + length - 1)
        year = self._year_of(found, months, place, due)
        return _dated(plain, year, *months)

    def _of_a_fiscal_year(self, plain: When, found: Found, is_compared: bool) -> When:
        """A fiscal year, or a part of one: "the first five months of FY26", "Q1 2024-25"."""
        said = found.said("said_fiscal")
        if found.form == "fiscal_year" and (said == "previous" or (said == "last" and is_compared)):
            plain = replace(plain, role="previous")
        ends = found.numbers("month"), found.numbers("year")
        if found.form == "fiscal_year" and all(ends):
            return replace(plain, period=Period(ends[1][-1] * YEAR + ends[0][-1] - YEAR, YEAR))
        year = self._fiscal_year(found)
        if found.form in OF_CALENDAR_MONTHS:
            months = found.numbers("month")
            year = year or self._fiscal_year(found, APRIL_TO_MARCH)
            first, length = months[0] - 1, (months[-1] - months[0]) % YEAR + 1
            if year is not None:
                first = (first - year.start) % YEAR
        else:
            first, length = _months(found) or (0, YEAR)
        return replace(plain, period=Period(year.start + first, length) if year else None)

    def _fiscal_year(self, found: Found, calendar: Calendar | None = None) -> Period | None:
        """The fiscal year that numbers or words name, by the calendar of its country."""
        years, calendar = found.fiscal_years, calendar or self.calendar
        if calendar is None or (len(years) > 1 and (years[-1] - years[0]) % 100 != 1):
            return None
        if len(years) > 1:
            return calendar.starting_in(years[0])
        if years:
            return calendar.named(years[0])
        last = self.talk.last_of(YEAR)
        if found.said("said_fiscal") == "the" and last and last.start % YEAR == calendar.first:
            return last
        if self.talk.publication is None:
            return None
        this = calendar.around(self.talk.publication)
        return this if found.said("said_fiscal") in ("this", "the") else this.year_earlier()

    def _span(self, plain: When, found: Found) -> When | None:
        """Several years, or a fiscal year: `2016-2021`, `2016-21`, `2019-20`, `2019/2020`."""
        first, *others = found.numbers("year")
        ends = found.numbers("year_end")
        last = others[0] if others else first + (ends[0] - first) % 100
        if last == first + 1 and (bool(ends) or "/" in found.printed):
            return replace(
                plain, period=self.calendar.starting_in(first) if self.calendar else None
            )
        if not first < last <= first + LONGEST_SPAN:
            return None
        return replace(plain, period=Period(first * YEAR, (last - first + 1) * YEAR), is_span=True)

    def _year_of(self, found: Found, months: Months, place: Place, due: int) -> Year:
        """The year of a part of a year."""
        said, years = found.said("said_year"), found.numbers("year")
        if years:
            return Year(years[0])
        if said in LATER and self.talk.year:
            return Year(self.talk.year + LATER[said])
        if said in ("previous", "last"):
            here = self.talk.year_here(place)
            return Year(here - 1 if here else None)
        return self.talk.year_of(*months, place, due=due)

    def _is_run(self, found: Found, months: Months, place: Place) -> bool:
        """Whether a number of months stands for the run from January, not for a duration."""
        if found.numbers("year") or found.said("said_year"):
            return True
        if self.words.counts(found.start):
            return False
        year = self.talk.year_of(*months, place, due=months[1] - 1).number
        run, newest = self.talk.run_from_january(year or 0), self.talk.newest_month
        if months[1] in (run and run.months, newest and newest.start % YEAR + 1):
            return True
        if self.talk.month:
            return (self.talk.month - months[1]) % YEAR <= MOST_MONTHS_LATE
        return self.talk.year is not None


def _dated(plain: When, year: Year, first: int, months: int) -> When:
    period = Period(year.number * YEAR + first, months) if year.number else None
    return replace(plain, period=period, has_year=year.is_said, is_year_open=year.is_open)


def _months(found: Found) -> Months | None:
    """The months of a part of a year: the first, 0 for January, and how many."""
    month, quarter, count = ((*found.numbers(slot), 0)[0] for slot in ("month", "quarter", "count"))
    match found.form:
        case "month":
            return month - 1, 1
        case "quarter":
            return 3 * quarter - 3, 3
        case "quarter_ended" | "half_ended":
            length = 3 if found.form == "quarter_ended" else 6
            return month - length, length
        case "last_quarter":
            return 9, 3
        case "first_month" | "last_month":
            return (0 if found.form == "first_month" else 11), 1
        case "first_half" | "second_half":
            return (0 if found.form == "first_half" else 6), 6
        case "first_quarters":
            return (0, 3 * count) if count <= 4 else None
        case "first_months" | "past_months" | "count_months" if count:
            return 0, count
        case "last_months" if count:
            return YEAR - count, count
        case "until_month":
            return 0, month
        case "until_quarter":
            return 0, 3 * quarter
        case "until_date":
            (day,), years = found.numbers("day"), found.numbers("year")
            last_day = monthrange(years[0] if years else 2023, month)[1]
            return (0, month) if day == last_day else None
    return None


def _years_of_lists(found: list[Found], words: WordsAround) -> list[Found]:
    """Each "July" of "July and August 2023" with the year printed at the end of the list."""
    following: Found | None = None
    listed: list[Found] = []
    for each in reversed(found):
        if (
            following
            and each.form == following.form in ("month", "quarter")
            and each.slots.keys().isdisjoint(YEARS)
            and words.join(each.end, following.start)
        ):
            each = each.with_year_of(following)
        listed.append(each)
        following = each
    return listed[::-1]
