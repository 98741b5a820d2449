"""Hypothesis: claims that are true, and claims that are false, made truth first.

A base and a factor of growth are drawn; the level is their product to six decimals. What a claim
says of them is worked out from these true numbers, never from printed ones. Then level, base and
rate are printed (`tests.support.printing`), all in one publication: rounded to the last digit, cut
there, or a mix of the two; with one whole number rounded to its last digit that is not zero (and
the others to their last) as often as the book prints such numbers.

    levels   log-uniform from a thousand to a trillion dollars; round ones ("2,500") meet the ends
             of bounds, long ones fall between
    growth   none, tiny, ordinary, twofold to elevenfold or its inverse, up to +2000 %, to -95 %
    says     percent, multiple, absolute, average annual percent over 2 to 10 years, or a word
             ("doubled"), up or down; an absolute change of a hundred dollars at least, a
             multiple of 1.2 at least, a word where the contract's "about", "nearly" or "over"
             holds for it
    book     sometimes the publication prints the base of the year before, too

A false claim starts from the same truth and takes one slip: the rate off (from a hundredth of a
percent of itself to tenfold), the other direction, n-fold for +n-fold or for percent, a word that
does not fit, the rate on another base (printed in the book or not), or the level off (also by a
thousand: million for billion). Whether anyone could find it out is `possible`'s to say.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from hypothesis import strategies as st

from tests.support.printed_claims import Claim, Statement, Truth, shows_other_way
from tests.support.printing import (
    BY_CUTTING,
    BY_EITHER,
    BY_ROUNDING,
    BY_ZEROS,
    QUALIFIERS,
    Printed,
    amounts,
    is_honest,
    power_of_ten,
    rates,
)

Word = tuple[str, int, str]

KINDS = ("percent", "percent", "multiple", "absolute", "average_annual_percent", "word")
WORDS = {("up", 2): "doubled", ("up", 3): "tripled", ("up", 4): "quadrupled", ("up", 10): "tenfold",
         ("down", 2): "halved"}  # fmt: skip
EVERY_WORD: list[Word] = [(*word, qualifier) for word in WORDS for qualifier in QUALIFIERS]
SLIPS = ("rate", "rate", "direction", "n-fold", "n-fold", "word", "other base", "level")
# Of the exact numbers of the book 3 of 135 levels and 2 of 53 rates are whole and end in zeros; of
# 55 claims here 3 are to have such a level or base and 2 such a rate.
WITH_ZEROS = ("",) * 50 + ("level", "level", "base", "rate", "rate")
PERIODS = ("2024", "2024", "2024-Q1", "2024-03", "2024-01/2024-08")


@st.composite
def true_claims(draw: st.DrawFn) -> Claim:
    """A claim whose every number is honest."""
    truth = draw(_truths())
    return draw(_claims(truth, draw(_true_statements(truth)), truth.level))


@st.composite
def false_claims(draw: st.DrawFn) -> Claim:
    """A claim that is not true of the truth it comes from, whether or not the bounds show it."""
    truth = draw(_truths())
    statement = draw(_true_statements(truth)).statement
    slip = draw(st.sampled_from(SLIPS))
    said, level = _Said(statement), truth.level
    if slip == "direction":
        said = _Said(statement._replace(direction=_other_way(statement.direction)))
    elif slip == "n-fold":
        said = _Said(draw(_n_fold_slips(statement)))
    elif slip == "word":
        fitting = _fitting_words(truth.says("multiple"))
        said = draw(_words([word for word in EVERY_WORD if word not in fitting]))
    elif slip == "other base":
        on_other = replace(truth, base=truth.before, years=statement.years + 1)
        said = _Said(on_other.says(statement.kind)._replace(years=statement.years))
    elif slip == "level":
        units = [Fraction(1000), Fraction(1, 1000)] if level > 10**6 else [Fraction(1000)]
        level = _kept(level * draw(_factors() | st.sampled_from(units)))
    if slip == "rate" or (slip != "level" and said == _Said(statement)):
        slip, said = "rate", _Said(draw(_rates_off(statement)))
    return replace(draw(_claims(truth, said, level)), slip=slip)


class _Said(NamedTuple):
    """A statement, and the word and qualifier that stand for its rate, if any."""

    statement: Statement
    word: str = ""
    printed: Printed | None = None


@st.composite
def _truths(draw: st.DrawFn) -> Truth:
    digits = draw(st.sampled_from((2, 3, 6, 10)))
    number = draw(st.integers(10 ** (digits - 1), 10**digits - 1))
    base = number * power_of_ten(draw(st.integers(3, 11)) + 1 - digits)
    before = _kept(base * draw(st.fractions(Fraction(1, 2), 2, max_denominator=1000)))
    factor = draw(_growth())
    years = draw(st.integers(2, 10))
    return Truth(_kept(base * factor), base, before, years)


@st.composite
def _growth(draw: st.DrawFn) -> Fraction:
    """Level over base: in hundredths or millionths, so that rates are round or long."""
    hundredths, millionths = Fraction(1, 100), Fraction(1, 10**6)
    step = draw(st.sampled_from((hundredths, millionths)))
    low, high = draw(st.sampled_from((
        (Fraction(1), Fraction(1)),
        (Fraction(99, 100), Fraction(101, 100)),
        (Fraction(1, 2), Fraction(2)),
        (Fraction(1, 2), Fraction(2)),
        (Fraction(9, 5), Fraction(11)),
        (Fraction(9, 20), Fraction(11, 20)),
        (Fraction(2), Fraction(21)),
        (Fraction(1, 20), Fraction(1, 2)),
    )))  # fmt: skip
    return step * draw(st.integers(int(low / step), int(high / step)))


@st.composite
def _true_statements(draw: st.DrawFn, truth: Truth) -> _Said:
    kind = draw(st.sampled_from(KINDS))
    said = truth.says("multiple" if kind == "word" else kind, draw(st.sampled_from(("up", "down"))))
    fitting = _fitting_words(said) if kind == "word" else []
    return draw(_words(fitting)) if fitting else _Said(said)


@st.composite
def _words(draw: st.DrawFn, words: list[Word]) -> _Said:
    """One of these headline words."""
    direction, number, qualifier = draw(st.sampled_from(words))
    before = {"about": "", "nearly": "nearly ", "over": "more than "}[qualifier]
    return _Said(
        Statement("multiple", direction, Fraction(number)),
        before + WORDS[direction, number],
        Printed(str(number), qualifier=qualifier, rule="word"),
    )


def _fitting_words(true: Statement) -> list[Word]:
    """The words that the contract's intervals let stand for a true multiple."""
    return [
        (direction, number, qualifier)
        for direction, number, qualifier in EVERY_WORD
        if (true.kind, true.direction) == ("multiple", direction)
        and is_honest(qualifier, number, 0, true.rate)
    ]


@st.composite
def _claims(draw: st.DrawFn, truth: Truth, said: _Said, level: Fraction) -> Claim:
    """The statement and the figures, printed: rounded, cut, or each as it comes.

    One of them may end in zeros; the others are rounded then. Where zeros, or a mix of rounding and
    cutting, print a rise as a fall (also one by nothing), level and base are rounded instead: who
    says that trade rose sees to it that the numbers printed beside it do not fall.
    """
    statement = said.statement
    zeros = draw(st.sampled_from(WITH_ZEROS))
    habit = BY_ROUNDING if zeros else draw(st.sampled_from((BY_ROUNDING, BY_CUTTING, BY_EITHER)))
    is_yearly = statement.kind == "average_annual_percent"
    ending = " times" if statement.kind == "multiple" else "%"
    printer = amounts if statement.kind == "absolute" else rates
    rate = said.printed or draw(printer(statement.rate, BY_ZEROS if zeros == "rate" else habit))
    made = Claim(
        truth,
        statement,
        period="2024" if is_yearly else draw(st.sampled_from(PERIODS)),
        level=draw(amounts(level, BY_ZEROS if zeros == "level" else habit)),
        base=draw(amounts(truth.base, BY_ZEROS if zeros == "base" else habit)),
        rate=rate,
        printed=said.word or rate.text + ("" if statement.kind == "absolute" else ending),
        before=draw(st.none() | amounts(truth.before, habit)),
        flow=draw(st.sampled_from(("export", "import", "total"))),
    )
    before, after = (truth.base, level) if statement.direction == "up" else (level, truth.base)
    if before > after or not shows_other_way(made):
        return made
    rounded = (draw(amounts(amount, BY_ROUNDING)) for amount in (level, truth.base))
    return replace(made, level=next(rounded), base=next(rounded))


@st.composite
def _factors(draw: st.DrawFn) -> Fraction:
    """Off by a hundredth of a percent to tenfold, up or down."""
    off = 1 + draw(st.integers(1, 99)) * power_of_ten(draw(st.integers(-4, -1)))
    return draw(st.sampled_from((off, 1 / off)))


@st.composite
def _rates_off(draw: st.DrawFn, true: Statement) -> Statement:
    rate = (true.rate or Fraction(1)) * draw(_factors())
    return true._replace(rate=max(rate, Fraction(1)) if true.kind == "multiple" else _kept(rate))


@st.composite
def _n_fold_slips(draw: st.DrawFn, true: Statement) -> Statement:
    """n-fold for +n-fold and back, an index for a rise, percent for a multiple and back."""
    kind, direction, rate, _ = true
    if direction == "down" or kind not in ("percent", "multiple"):
        return true
    if kind == "multiple":
        slips = [("multiple", rate + 1), ("multiple", max(rate - 1, Fraction(1))),
                 ("percent", 100 * rate)]  # fmt: skip
    else:
        slips = [("percent", rate + 100), ("multiple", max(rate / 100, Fraction(1)))]
    slipped, new_rate = draw(st.sampled_from(slips))
    return Statement(slipped, direction, new_rate)


def _kept(amount: Fraction) -> Fraction:
    """To six decimals, as the database keeps amounts."""
    return Fraction(round(amount * 10**6), 10**6)


def _other_way(direction: str) -> str:
    return "down" if direction == "up" else "up"
