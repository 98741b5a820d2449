"""Numbers, amounts, rates and periods as each language prints them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from typing import Any

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

from analytics.recording.stated import SOURCE, UNKNOWN_AREA
from dashboard.wording.outward import MOST_DECIMALS, Number, down, exact, outward, up, wanted
from dashboard.wording.words import Words, words
from data import codes, periods

SCALES = ((12, "trillion"), (9, "billion"), (6, "million"), (3, "thousand"), (0, "one"))
ROMAN = ("I", "II", "III", "IV")
SIGNIFICANT = 4
WIDE = Context(prec=10_000)  # of what a false claim may imply
TEN_IN_TENTHS = Fraction("9.95")  # what is printed as 10.0 with one decimal, and so as 10
LONGEST_FRACTION = 4  # decimals of a scaled figure; longer ones are shown in whole units


def capital(text: str) -> str:
    """The text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Formats:
    """The formats of one language; `publications` names sources as a sentence does, by id."""

    language: str
    publications: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        """The words of the language."""
        return words(self.language)

    @property
    def separators(self) -> str:
        """Decimal mark and thousands separator, as Plotly takes them: `.,` or `,.`."""
        return get_decimal_symbol(self.language) + get_group_symbol(self.language)

    def number(self, value: Number, decimals: int, *, sign: bool = False) -> str:
        """A number with a fixed count of decimals, a true minus sign, `+` when asked for."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        with localcontext(WIDE):
            rounded = _decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
            text = format_decimal(abs(rounded), format=pattern, locale=self.language)
        mark = "−" if rounded < 0 else "+" if sign and rounded > 0 else ""
        return mark + text

    def number_bounds(
        self, low: Number, high: Number, *, least: int = 0, sign: bool = False
    ) -> str:
        """`0.171 to 0.183`, rounded outward; one number where the ends are one."""
        shown = [self.as_it_is(end, sign=sign) for end in outward(low, high, least)]
        return self._bounds(*shown)

    def as_it_is(self, value: Decimal, *, sign: bool = False) -> str:
        """A number with the decimals that it has."""
        return self.number(value, -int(value.as_tuple().exponent), sign=sign)

    def shortest(self, value: Number, *, sign: bool = False) -> str:
        """A number of a table with at most four decimals, and none that are zero."""
        rounded = round(exact(value), LONGEST_FRACTION)
        return self.as_it_is(down(rounded, _decimals_of(_decimal(rounded))), sign=sign)

    def percent(self, value: Number, decimals: int = 1, *, sign: bool = False) -> str:
        """A rate in percent: `+25.9%`, `+25,9%`."""
        return self.words("format.percent", percent=self.number(value, decimals, sign=sign))

    def percent_bounds(self, low: Number, high: Number, *, sign: bool = False) -> str:
        """`25.85% to 26.49%`: as `number_bounds`, with one decimal at least."""
        ends = [
            self.words("format.percent", percent=self.as_it_is(end, sign=sign))
            for end in outward(low, high, 1)
        ]
        return self._bounds(*ends)

    def headline_percent(
        self, value: Number | None, low: Number | None = None, high: Number | None = None
    ) -> str:
        """A rate as a headline has it: `+26%`, `−4.3%`; `+25% to +27%` where there is no value.

        Whole from 10 up, one decimal below that, never more; its sign always. Each end of bounds
        is rounded outward, with the decimals of its own size.
        """
        if value is not None:
            decimals = 0 if abs(exact(value)) >= TEN_IN_TENTHS else 1
            return self.percent(value, decimals, sign=True)
        if low is None or high is None:
            raise ValueError("a headline needs a value or both bounds")
        ends = []
        for outer, end in ((down, low), (up, high)):
            decimals = 0 if abs(outer(end, 1)) >= 10 else 1
            ends.append(self.percent(outer(end, decimals), decimals, sign=True))
        return self._bounds(*ends)

    def headline_bounds(self, low: Number, high: Number) -> str:
        """The bounds beside a headline, outward to one decimal: `+25.8% to +26.5%`."""
        ends = (self.percent(end, 1, sign=True) for end in (down(low, 1), up(high, 1)))
        return self._bounds(*ends)

    def with_unit(self, kind: str, number: str) -> str:
        """A printed number of a change with the unit of its claim: `26%`, `4.2 times`."""
        unit = {"multiple": "times", "percentage_points": "points"}.get(kind, "percent")
        return self.words(f"format.{unit}", **{unit: number})

    def rate(self, kind: str, low: Number, high: Number, currency: str) -> str:
        """Bounds of a change in the unit of its claim: percent, multiple, points or amount."""
        if kind == "multiple":
            return self.words("format.times", times=self.number_bounds(low, high, least=1))
        if kind == "percentage_points":
            return self.words("format.points", points=self.number_bounds(low, high, least=1))
        if kind == "absolute":
            return self.amount_bounds(low, high, currency)
        return self.percent_bounds(low, high)

    def amount(
        self,
        value: Number,
        currency: str,
        significant: int = SIGNIFICANT,
        rounding: str = ROUND_HALF_EVEN,
    ) -> str:
        """An amount to four significant digits: `85.1 million USD`."""
        return self._unit(*self._to_digits(value, significant, rounding), currency)

    def brief(self, value: Number) -> str:
        """The same without its currency and with a short unit: `85.1 m`, `85,1 triệu`."""
        number, word = self._to_digits(value, SIGNIFICANT, ROUND_HALF_EVEN)
        return number if word == "one" else self.words(f"brief.{word}", number=number)

    def bare(self, row: Mapping[str, Any], power: int) -> str:
        """The level of an observation in the unit of an axis: `nearly 52`, `150–170`."""

        def number(value: Number) -> str:
            scaled = _decimal(value).scaleb(-power)
            most = max(SIGNIFICANT - 1 - max(scaled.adjusted(), 0), 0)
            return self.number(scaled, _without_trailing_zeros(scaled, most))

        if row["value"] is None:
            return self.words("format.span", low=number(row["low"]), high=number(row["high"]))
        text = number(row["value"])
        return (
            self.words(f"qualifier.{row['qualifier']}", figure=text) if row["qualifier"] else text
        )

    def brief_of_row(self, row: Mapping[str, Any]) -> str:
        """The level of an observation in brief, its qualifier in words: `nearly 52 m`."""
        if row["value"] is None:
            return self.words(
                "format.span", low=self.brief(row["low"]), high=self.brief(row["high"])
            )
        text = self.brief(row["value"])
        return (
            self.words(f"qualifier.{row['qualifier']}", figure=text) if row["qualifier"] else text
        )

    def signed_amount(self, value: Number, currency: str) -> str:
        """An amount with its sign always printed, for balances and changes."""
        text = self.amount(value, currency)
        return "+" + text if value > 0 else text

    def amount_bounds(self, low: Number, high: Number, currency: str) -> str:
        """`123.46 to 123.66 million USD`: rounded outward, in a unit that tells the ends apart."""
        if low == high and _decimals_of(_decimal(low)) <= MOST_DECIMALS:
            return self.printed(low, low, high, None, currency)
        power, word = _unit_of_bounds(low, high)
        ends = (exact(end) / 10**power for end in (low, high))
        return self._unit(self.number_bounds(*ends), word, currency)

    def gap(self, low: Number, high: Number, currency: str) -> str:
        """How far one figure is above another, with its sign: one number where the bounds print
        as one, else these, `+11 to +72 million USD`: their middle is nothing that anybody said."""
        if self.amount(low, currency) == self.amount(high, currency):
            return self.signed_amount((exact(low) + exact(high)) / 2, currency)
        power, word = _unit_of_bounds(low, high)
        ends = (exact(end) / 10**power for end in (low, high))
        return self._unit(self.number_bounds(*ends, sign=True), word, currency)

    def distance(self, low: Number, high: Number, currency: str) -> str:
        """The size of such a gap, whichever of the two is above."""
        near, far = sorted((abs(low), abs(high)))
        if self.amount(near, currency) == self.amount(far, currency):
            return self.amount((exact(near) + exact(far)) / 2, currency)
        return self.amount_bounds(near, far, currency)

    def bare_gap(self, low: Number, high: Number, power: int, most: int) -> str:
        """The same in the unit of an axis: `−65.9`, `−578.7 to −576.3`, bounds with so many
        decimals at most."""
        near, far = (
            self.bare({"value": abs(end), "qualifier": None}, power) for end in (low, high)
        )
        if near == far:
            return ("+" if high > 0 else "−") + near
        ends = [exact(end) / 10**power for end in (low, high)]
        decimals = min(wanted(*ends), most)
        outer = down(ends[0], decimals), up(ends[1], decimals)
        while 0 in outer and 0 not in ends:  # a gap that is there for certain
            decimals += 1
            outer = down(ends[0], decimals), up(ends[1], decimals)
        return self._bounds(*(self.as_it_is(end, sign=True) for end in outer))

    def printed(
        self, value: Number | None, low: Number, high: Number, qualifier: str | None, currency: str
    ) -> str:
        """A figure as it was printed, in this language: digits kept, qualifier in words."""
        if value is None:
            return self.amount_bounds(low, high, currency)
        power, word = _scale(value)
        scaled = _decimal(value).scaleb(-power)
        decimals = _decimals_of(scaled)
        width = _decimal(high) - _decimal(low)
        if qualifier in ("exact", None) and width:
            decimals = max(decimals, -width.scaleb(-power).adjusted(), 0)
        if decimals > LONGEST_FRACTION:
            scaled, word, decimals = _decimal(value), "one", max(decimals - power, 0)
        text = self._unit(self.number(scaled, decimals), word, currency)
        return self.words(f"qualifier.{qualifier}", figure=text) if qualifier else text

    def period(self, text: str | None) -> str:
        """A period of the contract's form in words: `Q1 2025`, `quý I/2025`."""
        if text is None:
            return self.words("format.undated")
        period = periods.parse(text)
        first, last = period.first_month, period.last_month
        if period.freq == "A":
            return str(period.year)
        if period.freq == "Q":
            quarter = period.start % 12 // 3
            return self.words(
                "format.quarter", n=quarter + 1, roman=ROMAN[quarter], year=period.year
            )
        if period.freq == "M":
            return self.words(
                "format.month",
                month=_as_written(first, "format.month_name", self.words),
                year=period.year,
            )
        if period.start % 12 == 0 and period.months % 12 == 0:
            return f"{first.year}–{last.year}"
        parts = {
            "first": _as_written(first, "format.month_name", self.words),
            "last": _as_written(last, "format.month_name", self.words),
            "year": first.year,
            "last_year": last.year,
            "months": period.months,
        }
        if first.year != last.year:
            return self.words("format.run_over_years", **parts)
        return self.words("format.run_from_january" if first.month == 1 else "format.run", **parts)

    def short_run(self, text: str) -> str:
        """A run of months as a tick of an axis: `Jan–Aug 2025`, `8T/2025`."""
        period = periods.parse(text)
        first, last = period.first_month, period.last_month
        from_january = first.month == 1 and first.year == last.year
        return self.words(
            "format.tick_from_january" if from_january else "format.tick",
            first=_as_written(first, "format.month_short", self.words),
            last=_as_written(last, "format.month_short", self.words),
            months=period.months,
            year=first.year,
            last_year=last.year,
        )

    def when(self, text: str | None) -> str:
        """A period within a sentence: `2024` in English, `năm 2024` in Vietnamese."""
        if text is None or periods.parse(text).freq != "A":
            return self.period(text)
        return self.words("format.year_in_sentence", year=self.period(text))

    def date(self, text: str | None) -> str:
        """A day, month or year as a source states it: `7 May 2025`, `tháng 5/2025`, `2025`."""
        if not text:
            return self.words("format.undated")
        if len(text) == 4:
            return text
        if len(text) == 7:
            return self.period(text)
        return _as_written(date.fromisoformat(text), "format.day", self.words)

    def area(self, code: str) -> str:
        """The name of a country or group; that a text does not name it; its words for a place
        without a code (`?Central Asia`)."""
        if code == UNKNOWN_AREA:
            return self.words("format.unnamed_area")
        if code.startswith(UNKNOWN_AREA):
            return code.removeprefix(UNKNOWN_AREA)
        return codes.area_name(code, self.language)

    def pair(self, reporter: str, partner: str) -> str:
        """Whose trade with whom: `Viet Nam – Russia`; where neither is known, a question."""
        if reporter == partner == UNKNOWN_AREA:
            return self.words("pair.unnamed")
        sides = {"reporter": self.area(reporter), "partner": self.area(partner)}
        return self.words("pair.title", **sides)

    def of_pair(self, reporter: str, partner: str, flow: str, product: str = codes.TOTAL) -> str:
        """Whose trade with whom, and which flow: `Viet Nam – Russia, exports`."""
        pair = self.pair(reporter, partner)
        return self.words("overview.cell", pair=pair, flow=self.flow(flow, product))

    def source(self, source: str) -> str:
        """The name of a source, else its id; words for the text that is being checked."""
        if source == SOURCE:
            return self.words("text.this_text")
        return self.publications.get(source, source)

    def place(self, text: str) -> str:
        """Where in a source a figure stands: `line 8`, `article` or `table`, in words."""
        kind, _, number = text.partition(" ")
        return self.words(f"place.{kind}", n=number)

    def flow(self, flow: str, product: str = codes.TOTAL) -> str:
        """A flow in words, with the product where it is not all goods."""
        name = self.words(f"flow.{flow}")
        if product == codes.TOTAL:
            return name
        return self.words(
            "format.of_product", flow=name, product=codes.product_name(product, self.language)
        )

    def of_row(self, row: dict[str, Any]) -> str:
        """The level of an observation as it was printed."""
        return self.printed(
            row["value"], row["low"], row["high"], row["qualifier"], row["currency"]
        )

    def headline(self, row: Mapping[str, Any]) -> str:
        """The level of an observation with the digits of a headline; a printed one as printed."""
        if row["value"] is None or row["qualifier"]:
            return self.of_row(dict(row))
        return self.amount(row["value"], row["currency"])

    def beside(self, low: Number, high: Number, *, sign: bool = False) -> str:
        """Bounds of a rate to stand beside it: nothing where they tell no more than it does."""
        is_one = self.percent(low) == self.percent(high)
        return "" if is_one else self.percent_bounds(low, high, sign=sign)

    def amounts_beside(self, low: Number, high: Number, currency: str) -> str:
        """The same of an amount."""
        is_one = self.amount(low, currency) == self.amount(high, currency)
        return "" if is_one else self.amount_bounds(low, high, currency)

    def listed(self, items: list[str]) -> str:
        """`a, b and c`, as CLDR lists things in the locale that the language names."""
        return format_list(items, locale=self.words("format.lists_as_in"))

    def scale_word(self, power: int, currency: str) -> str:
        """`million USD`, for an axis."""
        return self._unit("", dict(SCALES)[power], currency).strip()

    def _to_digits(self, value: Number, significant: int, rounding: str) -> tuple[str, str]:
        """An amount with so many digits in the unit that suits it, and the word of that unit."""
        with localcontext(WIDE, rounding=rounding):
            rounded = _decimal(value)
            rounded = rounded.quantize(Decimal(1).scaleb(rounded.adjusted() - significant + 1))
        power, word = _scale(rounded)
        scaled = rounded.scaleb(-power)
        decimals = max(significant - 1 - max(scaled.adjusted(), 0), 0) if scaled else 0
        decimals = _without_trailing_zeros(scaled, decimals)
        return self.number(scaled, decimals), word

    def _bounds(self, low: str, high: str) -> str:
        return low if low == high else self.words("format.to", low=low, high=high)

    def _unit(self, number: str, scale: str, currency: str) -> str:
        return self.words(f"scale.{scale}", number=number, currency=currency)


ENGLISH = Formats("en")  # of files and of the command line


def scale_of(values: list[Number]) -> int:
    """The power of ten that suits the largest of several amounts."""
    return _scale(max((abs(value) for value in values), default=1))[0]


def _as_written(day: date, pattern: str, words: Words) -> str:
    """A day, or its month alone, in a pattern of CLDR that the language gives: `d MMMM y`."""
    return format_date(day, words(pattern), locale=words.language)


def _scale(value: Number) -> tuple[int, str]:
    return next(_units(value), SCALES[-1])


def _units(value: Number) -> Iterator[tuple[int, str]]:
    """The units that an amount has at least one of, the largest first."""
    return ((power, word) for power, word in SCALES if abs(value) >= 10**power)


def _unit_of_bounds(low: Number, high: Number) -> tuple[int, str]:
    """The unit that suits the larger end, or a smaller one that tells the ends apart."""
    most = LONGEST_FRACTION
    for power, word in _units(max(abs(low), abs(high))):
        if wanted(exact(low) / 10**power, exact(high) / 10**power) <= most:
            return power, word
        most = MOST_DECIMALS
    return SCALES[-1]


def _decimal(value: Number) -> Decimal:
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return value if isinstance(value, Decimal) else Decimal(repr(value))


def _decimals_of(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _without_trailing_zeros(value: Decimal, decimals: int) -> int:
    return _decimals_of(value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, WIDE))
