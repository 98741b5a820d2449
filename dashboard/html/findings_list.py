"""What was found in a text as a list in the order of the text, each linked to its mark and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from analytics.checking.claims import Check
from analytics.checking.settling import need
from analytics.checking.text_check import CheckedText
from analytics.reading.out.reader import Read
from analytics.reading.state.statements import CHECK, Claim, Figure
from analytics.reconciling.conflicts import Conflict
from analytics.recording.stated import SOURCE
from dashboard.answers.text_in_book import InBook
from dashboard.html.chips import standing_chip, verdict_chip
from dashboard.html.marked_text import (
    CONFLICT,
    CONFLICT_ICON,
    DOUBTFUL,
    DOUBTFUL_ICON,
    FIGURE,
    finding_id,
    mark_id,
)
from dashboard.html.markup import NOTHING, Html
from dashboard.html.official_list import official_list
from dashboard.html.proof import SourceCell, proof
from dashboard.html.tables import TableCell, content
from dashboard.wording.derivations import conflict_title
from dashboard.wording.doubt_notes import why_doubted
from dashboard.wording.explanations import claim_title, decision_error
from dashboard.wording.formats import Formats
from dashboard.wording.settling_lines import what_settles
from dashboard.wording.text_findings import (
    as_printed,
    checks,
    distance,
    figure_title,
    is_unnamed,
    level_bounds,
)
from dashboard.wording.verdict_names import findings
from data.views import Observation

DECIDED, UNDECIDED = "x", "u"  # ids of conflicts, and of those that rest on a doubtful row
SIGNS = {DECIDED: CONFLICT_ICON, UNDECIDED: DOUBTFUL_ICON}
MOST = 100  # claims whose proofs are in one list

Place = tuple[int, int, str]


@dataclass(frozen=True)
class ListedText:
    """How the findings of a checked text are shown.

    `book` is what the figure book has of its figures. `source_cell` names a source, `book_cell` a
    figure of the book, `conflict_body` gives the facts of a conflict. `question` is the id of the
    element that asks whose trade it is, where the text does not say and something asks. `is_open`
    shows every proof.
    """

    checked: CheckedText
    formats: Formats
    source_cell: SourceCell
    conflict_body: Callable[[Conflict], Html]
    book: Mapping[str, InBook]
    book_cell: Callable[[Observation], TableCell]
    question: str = ""
    is_open: bool = False


def findings_list(shown: ListedText) -> Html:
    """The list; nothing where the text has neither a figure nor a claim."""
    places = _places(shown.checked.read)
    if not places:
        return NOTHING
    found = [*_figures(shown), *_claims(shown), *_conflicts(shown, places)]
    in_order = sorted(found, key=lambda one: places[one[0]])
    return Html('<ol class="findings">{}</ol>').format(NOTHING.join(item for _, item in in_order))


def conflict_names(checked: CheckedText) -> dict[str, list[str]]:
    """The names of the conflicts that each figure or claim of the text is part of."""
    names: dict[str, list[str]] = {}
    places = _places(checked.read)
    for name, conflict, _ in _named(checked):
        for fact in _of_text(conflict, places):
            names.setdefault(fact, []).append(name)
    return names


def _figures(shown: ListedText) -> Iterator[tuple[str, Html]]:
    in_conflict, formats = conflict_names(shown.checked), shown.formats
    for figure in shown.checked.read.figures:
        if figure.amount is None:  # its claims say what it is
            continue
        book = shown.book.get(figure.name)
        parts = [_printed(shown, figure.name, as_printed(shown.checked.read.text, figure.amount))]
        if book is not None:
            parts.append(standing_chip(book.standing, formats.words))
        parts += _grade(shown, figure)
        kind = figure.subject.kind
        title = figure_title(figure, formats)
        if kind != "actual":
            title = f"{title} ({formats.words(f'kind.{kind}')})"
        lines = [_line(f"{title}: {level_bounds(figure, formats)}"), *_doubt(shown, figure)]
        if book is not None:
            lines += _in_book(book, shown)
        lines += _question(shown, figure)
        lines += _leads_to(in_conflict.get(figure.name, ()), formats)
        is_disputed = any(one.startswith(DECIDED) for one in in_conflict.get(figure.name, ()))
        classes = CONFLICT if is_disputed else FIGURE
        yield figure.name, _item(figure.name, classes, parts, lines)


def _claims(shown: ListedText) -> Iterator[tuple[str, Html]]:
    formats, checked = shown.formats, shown.checked
    in_conflict = conflict_names(checked)
    figures = {claim.name: (figure, claim) for figure, claim in checked.read.claims}
    for number, (name, check) in enumerate(checks(checked).items()):
        figure, claim = figures[name]
        parts = [
            _printed(shown, name, as_printed(checked.read.text, claim.mark)),
            verdict_chip(check.verdict, formats.words),
        ]
        error = decision_error(check, formats.language)
        if error:
            parts.append(Html("<strong>{}</strong>").format(error))
        parts += _grade(shown, claim)
        said = [claim_title(check, formats.language), *findings(check, formats)]
        wanted = need(check)
        if wanted is not None:
            said = [said[0]]
        lines = [_line(" · ".join(said)), *_doubt(shown, claim), *_question(shown, figure)]
        if wanted is not None:
            told = what_settles(check, wanted, formats)
            settle = Html('<p class="settles"><strong>{}:</strong> {}</p>')
            lines.append(settle.format(formats.words("settle.title"), told))
        lines += _leads_to(in_conflict.get(name, ()), formats)
        lines.append(official_list(checked.official.get(name, ()), shown.source_cell, formats))
        if number < MOST:
            lines.append(_proof(shown, check))
        yield name, _item(name, check.verdict, parts, lines)


def _conflicts(shown: ListedText, places: Mapping[str, Place]) -> Iterator[tuple[str, Html]]:
    words = shown.formats.words
    sign = Html('<span class="chip {}"><span aria-hidden="true">{}</span> {} {}</span>')
    for name, conflict, rests_on in _named(shown.checked):
        own = sorted(_of_text(conflict, places), key=places.__getitem__)
        body = _opens(shown, words("text.facts_of_conflict"), shown.conflict_body(conflict))
        title = _line(conflict_title(conflict, shown.formats))
        if rests_on:
            kind = DOUBTFUL
            chip = sign.format(kind, DOUBTFUL_ICON, words("text.undecided"), _number(name))
            names = Html(", ").join(_printed_links(shown, rests_on))
            condition = Html('<p class="depends">{} {}.</p>')
            lines = [condition.format(words("text.depends_on"), names), title, body]
        else:
            kind = CONFLICT
            chip = sign.format(kind, CONFLICT_ICON, words("text.conflict_between"), _number(name))
            lines = [title, body]
        yield own[0], _item(name, kind, [chip, *_printed_links(shown, own)], lines)


def _printed_links(shown: ListedText, names: Iterable[str]) -> list[Html]:
    """The characters of some figures and claims, each with its id; nothing for one without any."""
    text = shown.checked.read.text
    marks = {row.name: row.number for row in shown.checked.read.rows}
    told = ((name, marks.get(name)) for name in names)
    return [
        _printed(shown, name, as_printed(text, mark)) for name, mark in told if mark is not None
    ]


def _item(name: str, kind: str, parts: Iterable[Html], lines: Iterable[Html]) -> Html:
    return Html(
        '<li class="finding {}" id="{}" tabindex="-1"><p class="lead">{}</p>{}</li>'
    ).format(kind, finding_id(name), Html(" ").join(parts), NOTHING.join(lines))


def _printed(shown: ListedText, name: str, text: str) -> Html:
    """The characters of the text and the id; they lead to the mark where the text has one."""
    said = Html("“{}” <small>{}</small>").format(text, name)
    if not _has_mark(shown.checked.read, name):
        return Html("<strong>{}</strong>").format(said)
    return Html('<a class="to-mark" href="#{}">{}</a>').format(mark_id(name), said)


def _has_mark(read: Read, name: str) -> bool:
    return all(figure.name != name or figure.is_printed for figure in read.figures)


def _grade(shown: ListedText, row: Figure | Claim) -> list[Html]:
    """How far the reader stands by a row: on a page that is handed on of each, else of a doubt."""
    if not shown.is_open and row.confidence != CHECK:
        return []
    name = shown.formats.words(f"text.grade_{row.confidence}")
    kind = DOUBTFUL if row.confidence == CHECK else "grade"
    return [Html('<span class="chip {}">{}</span>').format(kind, name)]


def _doubt(shown: ListedText, row: Figure | Claim) -> list[Html]:
    why = why_doubted(row, shown.formats.words)
    return [Html('<p class="why">{}</p>').format(why)] if shown.is_open and why else []


def _line(text: str) -> Html:
    return Html("<p>{}</p>").format(text)


def _in_book(book: InBook, shown: ListedText) -> list[Html]:
    """What the book prints of the same cell, whose it is, and how far it is from the text."""
    formats = shown.formats
    told = [content(shown.book_cell(row)) for row in book.same]
    for one in book.apart:
        row = one.figure
        figure = formats.printed(row.value, row.low, row.high, row.qualifier, row.currency)
        cell = content(shown.book_cell(row))
        told.append(Html("{} ({}), {}").format(figure, cell, distance(one, formats)))
    if not told:
        return []
    begin = formats.words("text.book_prints")
    return [Html('<p class="in-book">{} {}</p>').format(begin, Html("; ").join(told))]


def _question(shown: ListedText, figure: Figure) -> list[Html]:
    """That the text does not say whose trade it is, and where to say it."""
    if not (shown.question and is_unnamed(figure)):
        return []
    words = shown.formats.words
    link = Html('<p class="asks"><strong>{}</strong> <a href="#{}">{}</a></p>')
    return [link.format(words("text.which_country"), shown.question, words("text.answer_which"))]


def _leads_to(conflicts: Iterable[str], formats: Formats) -> list[Html]:
    """That a figure or claim is part of conflicts, and of what would be one."""
    found = []
    for sign, key in ((UNDECIDED, "text.may_be_part_of"), (DECIDED, "text.part_of")):
        links = [
            Html('<a href="#{}">{} {}</a>').format(finding_id(name), SIGNS[sign], _number(name))
            for name in conflicts
            if name.startswith(sign)
        ]
        line = Html('<p class="in-conflict">{} {}</p>')
        found += [line.format(formats.words(key), Html(", ").join(links))] if links else []
    return found[::-1]


def _proof(shown: ListedText, check: Check) -> Html:
    body = proof(check, (), shown.source_cell, shown.formats)
    return _opens(shown, shown.formats.words("text.proof"), body)


def _opens(shown: ListedText, summary: str, body: Html) -> Html:
    is_open = Html(" open") if shown.is_open else NOTHING
    return Html("<details{}><summary>{}</summary>{}</details>").format(is_open, summary, body)


def _named(checked: CheckedText) -> Iterator[tuple[str, Conflict, tuple[str, ...]]]:
    """The conflicts, and what would be one, with the ids of the rows that it rests on."""
    for number, conflict in enumerate(checked.conflicts, start=1):
        yield f"{DECIDED}{number}", conflict, ()
    for number, one in enumerate(checked.doubtful, start=1):
        yield f"{UNDECIDED}{number}", one.conflict, one.rests_on


def _number(name: str) -> str:
    """How a person counts a conflict: `x2` is the second."""
    return name[1:]


def _of_text(conflict: Conflict, places: Mapping[str, Place]) -> list[str]:
    """The ids of the text's figures and claims that a conflict is made of."""
    facts = (fact for fact in conflict.facts if fact.source == SOURCE)
    return list(dict.fromkeys(name for fact in facts for name in fact.same if name in places))


def _places(read: Read) -> dict[str, Place]:
    """Where in the text each figure and claim stands, by id; a figure before its claims."""
    found: dict[str, Place] = {}
    for figure in read.figures:
        start = figure.amount.lead if figure.amount is not None else figure.start
        found[figure.name] = (start, 0, figure.name)
        for claim in figure.claims:
            found[claim.name] = (claim.mark.lead, 1, claim.name)
    return found
