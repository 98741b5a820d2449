"""What was found in a text, in words: its figures, its claims and where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from analytics.checking.claims import Check
from analytics.checking.text_check import CheckedText
from analytics.checking.verdicts import Verdict
from analytics.reading.frames.parties import WORLD
from analytics.reading.marks.mark import Amount, Mark, Rate
from analytics.reading.state.statements import Claim, Figure
from analytics.reading.text.texts import SourceText
from analytics.recording.stated import SOURCE, UNKNOWN_AREA
from dashboard.answers.printed_figures import Printed
from dashboard.answers.text_in_book import Apart, InBook, Standing
from dashboard.wording.explanations import decision_error, explanation
from dashboard.wording.formats import Formats
from dashboard.wording.verdict_names import verdict_name
from dashboard.wording.words import Words
from data import codes

GROUP_OF = {  # what a sentence says of a verdict
    Verdict.CONSISTENT: "hold",
    Verdict.CONSISTENT_IF_ROUNDED: "hold",
    Verdict.EXPLAINED: "otherwise",
    Verdict.CONTRADICTED: "fail",
    Verdict.NOT_TESTABLE: "untested",
}


def figures(checked: CheckedText) -> dict[str, Figure]:
    """The figures by id, in the order of the text."""
    return {figure.name: figure for figure in checked.read.figures}


def claims(checked: CheckedText) -> dict[str, Claim]:
    """The claims by id, in the order of the text's figures."""
    return {claim.name: claim for _, claim in checked.read.claims}


def checks(checked: CheckedText) -> dict[str, Check]:
    """The checks by id of the claim, each with the line of the text it stands in."""
    text = checked.read.text
    marks = {name: claim.mark for name, claim in claims(checked).items()}
    return {
        name: replace(check, claim=check.claim._replace(place=_line(text, marks[name])))
        for name, check in checked.checks.items()
    }


def printed(checked: CheckedText) -> dict[str, Printed]:
    """The characters of every figure and claim of the text, and their line, by id."""
    text = checked.read.text
    of_figures = ((name, figure.amount) for name, figure in figures(checked).items())
    of_claims = ((name, claim.mark) for name, claim in claims(checked).items())
    return {
        name: Printed(as_printed(text, mark), _line(text, mark), SOURCE)
        for name, mark in (*of_figures, *of_claims)
        if mark is not None
    }


def as_printed(text: SourceText, mark: Amount | Rate) -> str:
    """A number with the word before it that qualifies it: `nearly 52 million USD`."""
    return text.printed(mark.lead, mark.end)


def summary(checked: CheckedText, formats: Formats) -> str:
    """How many figures and claims there are, and the language the text was read in."""
    words = formats.words
    return words(
        "text.read_as",
        figures=words("text.n_figures", n=len(checked.read.figures)),
        claims=words("text.n_claims", n=len(checked.checks)),
        language=words(f"sources.language_{checked.read.language}"),
    )


def verdict_sentence(checked: CheckedText, formats: Formats) -> str:
    """How the rates of the text fare: `Of 5 growth rates 3 hold, 1 does not hold.`."""
    words, total = formats.words, len(checked.checks)
    if not total:
        return words("text.no_rates")
    counts = Counter(GROUP_OF[check.verdict] for check in checked.checks.values())
    groups = [group for group in dict.fromkeys(GROUP_OF.values()) if counts[group]]
    if total == 1:
        return words(f"text.only_{groups[0]}")
    if len(groups) == 1:
        return words(f"text.all_{groups[0]}", n=total)
    parts = [words(f"text.part_{group}", n=counts[group]) for group in groups]
    return words("text.verdicts", total=total, parts=", ".join(parts))


def standing_counts(checked: CheckedText, book: Mapping[str, InBook], words: Words) -> list[str]:
    """How many figures are in the book, differ from it or are new; of which none can be said, and
    which have a growth alone."""
    counts = Counter(one.standing for one in book.values())
    found = [
        words(f"text.figures_{standing}", n=counts[standing])
        for standing in Standing
        if counts[standing]
    ]
    levels = [figure.name for figure in checked.read.figures if figure.amount is not None]
    others = {
        "text.not_compared": sum(name not in book for name in levels),
        "text.without_level": len(checked.read.figures) - len(levels),
    }
    return [*found, *(words(key, n=n) for key, n in others.items() if n)]


def in_conflict(checked: CheckedText) -> set[str]:
    """The ids of the text's figures and claims that are part of a conflict."""
    facts = (fact for conflict in checked.conflicts for fact in conflict.facts)
    return {name for fact in facts if fact.source == SOURCE for name in fact.same}


def claim_finding(check: Check, formats: Formats) -> str:
    """The verdict and its reason in one paragraph."""
    verdict = verdict_name(check.verdict, formats.words)
    error = decision_error(check, formats.language)
    told = f"{verdict} ({error})" if error else verdict
    return f"{told}. {explanation(check, formats)}"


def figure_title(figure: Figure, formats: Formats) -> str:
    """Whose trade, which flow of which goods, when: `Viet Nam – Russia, exports, 2024`."""
    subject, words = figure.subject, formats.words
    flow = formats.flow(subject.flow, subject.product or codes.TOTAL)
    period = formats.when(str(subject.period)) if subject.period else words("text.no_period")
    return ", ".join([formats.pair(*sides_of(figure)), flow, period])


def sides_of(figure: Figure) -> tuple[str, str]:
    """Whose trade with whom, as it is shown: with the world where a reporter names no partner."""
    sides = figure.subject.sides
    other = WORLD if sides.reporter else UNKNOWN_AREA
    return sides.reporter or UNKNOWN_AREA, sides.partner or other


def is_unnamed(figure: Figure) -> bool:
    """Whether the text does not say whose trade a figure is of."""
    return figure.subject.sides.reporter is None


def level_bounds(figure: Figure, formats: Formats) -> str:
    """What the printed level stands for; words where the text gives none."""
    low, high = figure.ends
    if low is None or high is None:
        return formats.words("text.no_level")
    return formats.amount_bounds(low, high, figure.currency or "").strip()


def level_said(text: SourceText, figure: Figure, formats: Formats) -> str:
    """The level in the characters of the text; words where it prints none."""
    if figure.amount is None or not figure.is_printed:
        return formats.words("text.no_level")
    return as_printed(text, figure.amount)


def distance(apart: Apart, formats: Formats) -> str:
    """By how much a figure of the text is above or below one of the book: `at least 2 million`."""
    gap = formats.amount(abs(apart.gap), apart.figure.currency)
    return formats.words("text.above" if apart.gap > 0 else "text.below", gap=gap)


def _line(text: SourceText, mark: Mark) -> str:
    return f"line {text.line_of(mark.start)}"
