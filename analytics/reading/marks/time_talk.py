"""What a text has talked about so far: the years that its times leave out."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from data.periods import Period

_SENTENCE = re.compile(
    r"(?:(?<=\w\w\w[.!?…;])|(?<=%[.!?…;]))[\"»”')\]]{0,2}\s|(?<=[.!?:])\n|\n[^\S\n]{0,4}\n"
)
_PARAGRAPH = re.compile(r"\n[^\S\n]{0,4}\n")
_PUBLISHED = re.compile(r"([1-9]\d{3})(?:-(0[1-9]|1[0-2])(?:-\d\d)?)?", re.ASCII)
NEIGHBOURS = 2


@dataclass(frozen=True)
class Place:
    """The sentence and the paragraph a time stands in, counted from the start of the text."""

    sentence: int
    paragraph: int


class Places:
    """The sentences and paragraphs of a text."""

    def __init__(self, text: str) -> None:
        self._sentences = [match.end() for match in _SENTENCE.finditer(text)]
        self._paragraphs = [match.end() for match in _PARAGRAPH.finditer(text)]

    def place(self, position: int) -> Place:
        """Where a position stands."""
        return Place(
            bisect_right(self._sentences, position), bisect_right(self._paragraphs, position)
        )


@dataclass(frozen=True)
class Year:
    """The year of a part of a year. `is_said`: the text says it, "last year" too. `is_open`: it is
    that of publication, though the paragraph was on a part of a year before."""

    number: int | None
    is_said: bool = True
    is_open: bool = False


@dataclass(frozen=True)
class Named:
    """A period that the text reported on, and where."""

    period: Period
    place: Place


@dataclass
class Talk:
    """The date of publication, and the periods named so far, but for those compared with."""

    year: int | None = None
    month: int | None = None
    last: Named | None = None
    newest_month: Period | None = None
    newest_fiscal_year: Period | None = None
    _by_months: dict[tuple[int, int], Named] = field(default_factory=dict)
    _by_length: dict[int, Named] = field(default_factory=dict)
    _from_january: dict[int, Period] = field(default_factory=dict)
    _part: Named | None = None
    _run: Named | None = None

    @classmethod
    def of(cls, published: str | None) -> Talk:
        """The talk of a text published on a day, in a month, in a year or one knows not when."""
        match = _PUBLISHED.fullmatch(published or "")
        if not match:
            return cls()
        return cls(int(match[1]), int(match[2]) if match[2] else None)

    @property
    def publication(self) -> Period | None:
        """The month of publication, where it is known."""
        return Period(self.year * 12 + self.month - 1, 1) if self.year and self.month else None

    @property
    def newest(self) -> int | None:
        """The last month, as a period counts them, that publication may be in."""
        return self.year * 12 + (self.month or 12) - 1 if self.year else None

    def name(self, period: Period, place: Place) -> None:
        """The text reports on a period. One after the year of publication is an outlook."""
        if self.year and period.year > self.year:
            return
        named = Named(period, place)
        self.last = named
        self._by_length[period.months] = named
        self._by_months[period.start % 12, period.months] = named
        if period.months < 12:
            self._part = named
            self._run = named if period.months > 1 else self._run
        if period.months == 12 and period.start % 12:
            self.newest_fiscal_year = max(period, self.newest_fiscal_year or period)
        if period.months == 1 and (self.newest_month is None or period > self.newest_month):
            self.newest_month = period
        if period.start % 12 == 0 and period.months < 12:
            self._from_january[period.year] = period

    def last_of(self, months: int) -> Period | None:
        """The period of a length that was named last."""
        named = self._by_length.get(months)
        return named.period if named else None

    def last_at(self, place: Place) -> Named | None:
        """What "the period" stands for: the last, but for a month of a sentence before that was
        told only beside a run of months."""
        last, run = self.last, self._run
        is_aside = last is not None and last.period.months == 1 and last.place != place
        months = last.period.start - run.period.start if last and run else -1
        return run if is_aside and run and 0 <= months < run.period.months else last

    def run_from_january(self, year: int) -> Period | None:
        """The run from January that was named last."""
        return self._from_january.get(year)

    @property
    def year_to_date(self) -> int | None:
        """The year of "since the start of the year": in January it is the year before."""
        if self.year:
            return self.year - 1 if self.month == 1 else self.year
        return self.last.period.year if self.last else None

    def part_in_year_of(self, place: Place) -> Period | None:
        """The part of a year named last, in the year that the sentence names: "last year ... in
        the same period"."""
        last, part = self.last, self._part
        is_a_year = last is not None and last.period.months == 12
        if not last or not part or not is_a_year or last.place.sentence != place.sentence:
            return None
        return part.period.moved(12 * (last.period.year - part.period.year))

    def year_here(self, place: Place) -> int | None:
        """The year that the paragraph reports on, or a whole one told last, else the newest."""
        last = self.last
        if last and (last.place.paragraph == place.paragraph or last.period.months == 12):
            return last.period.year
        return self.year_to_date

    def year_of(self, first: int, months: int, place: Place, *, due: int) -> Year:
        """The year of a part of a year that leaves it out; `first` is 0 for January.

        `due` is the month, 0 for January, from which on a text may report on it.

        1. That of the same months named before, if it is also the year by the date of
           publication, or if they stand in the same paragraph;
        2. that of another part of a year in the same sentence (December before January is of the
           year before), unless it was to come, or of one in the paragraph that contains them or
           that they run up to ("in May 2024 ... in the first five months");
        3. that of a whole year in the same sentence;
        4. by the date of publication: the year of publication, or the year before if it was due
           after the month of publication;
        5. that of the part of a year, else of the year, named last.
        """
        published = self._published_year(due)
        told = self._told_year(first, months, place, published)
        if told is not None:
            return Year(told, is_said=False)
        part, last = self._part, self.last
        if published and (self.month or not part):
            near = self._part_near(place)
            is_open = near is not None and near.period.year < published
            return Year(published, is_said=False, is_open=is_open)
        return Year(part.period.year if part else last.period.year if last else None, is_said=False)

    def _part_near(self, place: Place) -> Named | None:
        """The part of a year named last, if in the same paragraph."""
        part = self._part
        return part if part and part.place.paragraph == place.paragraph else None

    def _told_year(
        self, first: int, months: int, place: Place, published: int | None
    ) -> int | None:
        """The year that the sentence or the paragraph gives a part of a year."""
        same, part, last = self._by_months.get((first, months)), self._part, self.last
        if same and (same.place.paragraph == place.paragraph or same.period.year == published):
            return same.period.year
        if part and part.place.sentence == place.sentence:
            nearest = _nearest(part.period, first, months)
            return min(nearest, published) if published and self.month else nearest
        near = self._part_near(place)
        around = _year_within(near.period, first, months) if near else None
        if around is not None:
            return around
        if last and last.place.sentence == place.sentence:
            year = last.period.year + (last.period.months == 12 and first < last.period.start % 12)
            return min(year, published) if published and self.month else year
        return None

    def _published_year(self, month: int) -> int | None:
        """The year whose month, 0 for January, is the newest on the day of publication."""
        if self.year and self.month and month >= self.month:
            return self.year - 1
        return self.year


def _nearest(beside: Period, first: int, months: int) -> int:
    """The year of a month beside another one: the same, or that which makes them neighbours."""
    if beside.months == months == 1:
        for year in (beside.year - 1, beside.year + 1):
            if abs(year * 12 + first - beside.start) <= NEIGHBOURS:
                return year
    return beside.year


def _year_within(period: Period, first: int, months: int) -> int | None:
    """The year of months that lie within a period or run up to its only month."""
    start = period.start % 12
    later = (first - start) % 12
    if later + months <= period.months:
        return period.year + (start + later) // 12
    runs_up_to_it = period.months == 1 < months and first + months == start + 1
    return period.year if runs_up_to_it else None
