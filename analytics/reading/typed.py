"""An amount that somebody types into a field: the number, with what a text could say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analytics.reading.amounts import amounts
from analytics.reading.book_rows import Refused, digits_of
from analytics.reading.limits import limits, qualifier_of
from analytics.reading.marks import Amount
from analytics.reading.neighbours import Before
from analytics.reading.numbers import numbers, usual_convention
from data.errors import TradeproofError
from data.intervals import NumberError, PrintedNumber, turned

SIGN = re.compile(r"\s*[-−–](?=\d)")
LONGEST = 60  # characters: a number, its qualifier and its unit


class NotAnAmount(TradeproofError):
    """What was typed is not one amount in the currency that is asked for."""


@dataclass(frozen=True)
class TypedAmount:
    """An amount as it was typed; `digits` are the columns of a row of the figure book."""

    number: PrintedNumber
    qualifier: str
    is_whole: bool
    digits: dict[str, str]


def typed_amount(
    text: str, language: str, currency: str, *, may_be_below_zero: bool = False
) -> TypedAmount:
    """The one amount that a text consists of: `nearly 402 million USD`, `402,3 triệu USD`.

    Parameters
    ----------
    text
        With its unit. The decimal mark is that of the language where a number does not show it.
    language
        One of the reader's.
    currency
        The one that it must be in.
    may_be_below_zero
        Whether a sign before it counts: a balance may be below zero, trade may not.

    Raises
    ------
    NotAnAmount
        It has no amount, several, another currency, or words besides.
    """
    sign = SIGN.match(text)
    if sign and not may_be_below_zero:
        raise NotAnAmount("an amount of trade is not below zero")
    plain = text[sign.end() :].strip() if sign else text.strip()
    if len(plain) > LONGEST:
        raise NotAnAmount("it is longer than an amount")
    found = amounts(plain, language, numbers(plain, language, usual_convention(language)))
    if len(found) != 1 or not _is_all(found[0], plain, language) or found[0].currency != currency:
        raise NotAnAmount(f"it is not one amount in {currency}")
    [mark] = found
    try:
        number, qualifier = limits(mark), qualifier_of(mark)
        digits = digits_of(mark, -1 if sign else 1)
    except (NumberError, Refused) as error:
        raise NotAnAmount(str(error)) from error
    if sign:
        number, qualifier = -number, turned(qualifier)
        digits["qualifier"] = qualifier
    return TypedAmount(number, qualifier, mark.is_whole, digits)


def _is_all(mark: Amount, text: str, language: str) -> bool:
    """Whether nothing stands around an amount but what qualifies it or opens a range."""
    opening = Before(text, language).word("range_lead", mark.lead)
    start = min(mark.lead, mark.start if opening is None else opening.start)
    return not text[:start].strip() and not text[mark.end :].strip()
