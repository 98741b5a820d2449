"""An amount that somebody types into a field: the number, with what a text could say of it.

A field has a unit of its own, and who types may name another or leave it out: `402` beside
"million USD", `402 triệu`, `nearly 402 m`. It may be typed in any language that texts are read in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from analytics.reading.marks.limits import limits
from analytics.reading.marks.mark import Amount, Word
from analytics.reading.marks.neighbours import around
from analytics.reading.marks.numbers import Convention, numbers, usual_convention
from analytics.reading.marks.quantities import quantities
from analytics.reading.text.texts import source_text
from analytics.recording.book_rows import Refused, digits_of
from data.errors import TradeproofError
from data.intervals import NumberError, PrintedNumber
from data.lexicon import lexicon

SIGN = re.compile(r"\s*[-–](?=\d)")
LONGEST = 60  # characters: a number, its qualifier and its unit
MILLION = 10**6


class Fault(IntEnum):
    """Why what was typed cannot be used; the larger says more."""

    NO_NUMBER = 0
    TOO_LONG = 1
    WORDS_BESIDES = 2
    SEVERAL = 3
    ZERO = 4
    BELOW_ZERO = 5
    OTHER_CURRENCY = 6


class NotAnAmount(TradeproofError):
    """What was typed is not one amount in the currency that is asked for; `fault` says why."""

    def __init__(self, fault: Fault, reason: str) -> None:
        self.fault = fault
        super().__init__(reason)


@dataclass(frozen=True)
class TypedAmount:
    """An amount as it was typed.

    `text` is that with the unit and the currency that it left out; `digits` are the columns of a
    row of the figure book.
    """

    text: str
    number: PrintedNumber
    qualifier: str
    is_whole: bool
    digits: dict[str, str]


def typed_amount(
    text: str,
    languages: Sequence[str],
    currency: str,
    *,
    unit: int = 1,
    may_be_below_zero: bool = False,
) -> TypedAmount:
    """The one amount that a text consists of: `nearly 402 million USD`, `402,3 triệu USD`.

    Parameters
    ----------
    text
        As it was typed, with any kind of space.
    languages
        Languages of the reader in which it may be, first that whose decimal mark counts where a
        number does not show its own.
    currency
        The one that it must be in; it may be left out.
    unit
        The magnitude that it has where it names none: 1,000,000 for millions.
    may_be_below_zero
        Whether a sign before it counts: a balance may be below zero, trade may not.

    Raises
    ------
    NotAnAmount
        It has no amount, several, another currency, or words besides; trade is none or below zero.
    """
    plain = source_text(text).plain.strip()
    sign = SIGN.match(plain)
    if sign and not may_be_below_zero:
        raise NotAnAmount(Fault.BELOW_ZERO, "an amount of trade is not below zero")
    if len(plain) > LONGEST:
        raise NotAnAmount(Fault.TOO_LONG, "it is longer than an amount")
    faults: list[NotAnAmount] = []
    rest = plain[sign.end() :] if sign else plain
    alone = [(language, (language,)) for language in languages]
    mixed = [(language, tuple(languages)) for language in languages]
    for language, units in (*alone, *mixed):
        try:
            said, mark = _Typed(rest, language, units, currency).completed(unit)
            found = _read(said, mark, is_below_zero=bool(sign))
        except NotAnAmount as fault:
            faults.append(fault)
        else:
            bounds = found.number.bounds
            is_none = bounds.low < 0 or bounds.high <= 0  # rounded to zero, or below
            if is_none and not may_be_below_zero:
                raise NotAnAmount(Fault.ZERO, "an amount of trade is above zero")
            return found
    raise max(faults, key=lambda one: one.fault)


def _read(text: str, mark: Amount, *, is_below_zero: bool) -> TypedAmount:
    try:
        digits = digits_of(mark, -1 if is_below_zero else 1)
        number = -limits(mark) if is_below_zero else limits(mark)
    except (NumberError, Refused) as error:
        raise NotAnAmount(Fault.NO_NUMBER, str(error)) from error
    said = f"−{text}" if is_below_zero else text
    return TypedAmount(said, number, digits["qualifier"], mark.is_whole, digits)


@dataclass(frozen=True)
class _Typed:
    """What was typed, read in one language, with a magnitude in one of several."""

    plain: str
    language: str
    units: tuple[str, ...]
    currency: str

    def completed(self, unit: int) -> tuple[str, Amount]:
        """The text with what it leaves out of magnitude and currency, and the amount that it is."""
        found = numbers(self.plain, self.language, self._convention)
        if not found:
            raise NotAnAmount(Fault.NO_NUMBER, "it has no number")
        end, named = found[-1].end, self._magnitude(found[-1].end)
        if named is not None:
            magnitude, said_end = self._phrase(int(named.value)), named.end
            said = self.plain[end : named.end]
        elif found[-1].value >= MILLION and self._currency(self.plain):  # in full: 402,300,000 USD
            magnitude = said = ""
            said_end = end
        else:
            magnitude = said = self._phrase(unit)
            said_end = end
        before, rest = self.plain[:end], self.plain[said_end:]
        whose = "" if self._currency(before + magnitude + rest) else f" {self.currency}"
        mark = self._amount(before + magnitude + whose + rest)
        return before + said + whose + rest, mark

    @property
    def _convention(self) -> Convention:
        return usual_convention(self.language)

    def _magnitude(self, end: int) -> Word | None:
        """The magnitude that follows a number: a word, or a letter for it."""
        for language in self.units:
            for category in ("magnitude", "magnitude_letter"):
                word = around(self.plain, language).after(category, end)
                if word is not None:
                    return word
        return None

    def _phrase(self, magnitude: int) -> str:
        """A magnitude as the language has it, after a space."""
        known = lexicon(self.language)["magnitude"].get(str(magnitude))
        if magnitude == 1 or known is None:
            return ""
        return f" {known[0]}"

    def _amounts(self, text: str) -> list[Amount]:
        return quantities(text, self.language, self._convention)[0]

    def _currency(self, text: str) -> str | None:
        """The currency that a text names with an amount."""
        return next((one.currency for one in self._amounts(text) if one.currency), None)

    def _amount(self, text: str) -> Amount:
        """The one amount that a text is."""
        found = self._amounts(text)
        if not found:
            raise NotAnAmount(Fault.NO_NUMBER, "it is no amount")
        if any(one.currency not in (None, self.currency) for one in found):
            raise NotAnAmount(Fault.OTHER_CURRENCY, f"it is not in {self.currency}")
        [mark, *others] = found
        read = numbers(text, self.language, self._convention)
        if others or any(n.start < mark.start or n.start >= mark.end for n in read):
            raise NotAnAmount(Fault.SEVERAL, "it is more than one amount")
        if mark.currency is None or not _is_all(mark, text, self.language):
            raise NotAnAmount(Fault.WORDS_BESIDES, "it has words besides the amount")
        return mark


def _is_all(mark: Amount, text: str, language: str) -> bool:
    """Whether nothing stands around an amount but what qualifies it or opens a range."""
    near = around(text, language)
    opening = near.before("range_lead", mark.lead)
    start = min(mark.lead, mark.start if opening is None else opening.start)
    following = near.after("qualifier_after", mark.end)
    end = mark.end if following is None else following.end
    return not text[:start].strip() and not text[end:].strip(" .")
