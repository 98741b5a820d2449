"""What in an address is unknown or fits nothing: named, with what would be right."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches

import streamlit as st

from dashboard.answers import pairs
from dashboard.answers.page_parameters import OF_PAGE, PAIR
from dashboard.answers.selection import (
    FIELDS,
    MANY,
    GivenTwice,
    MoreProblems,
    NotOfPage,
    ReversedSpan,
    Selection,
    WithItself,
)
from dashboard.html.markup import NOTHING, Html
from dashboard.pages import say
from dashboard.pages.frame import Context
from dashboard.pages.markdown import Markdown
from dashboard.wording.formats import Formats
from data.errors import TradeproofError, UnknownCode
from data.periods import PeriodError

MOST_WAYS = 12  # links of a kind
ALIKE = 0.85  # from where on the name of a parameter is that of another, misspelt


def text(error: TradeproofError, formats: Formats, *, links: Collection[str] = ()) -> str:
    """A problem of an address in the language of the page; the address names its parameters.

    What would be right is left out of `links`, the parameters that have links to it.

    Raises
    ------
    TradeproofError
        It is no problem of an address.
    """
    words = formats.words
    if isinstance(error, UnknownCode):
        return _unknown(error, formats, has_links=error.kind in links)
    if isinstance(error, PeriodError):
        if not error.text.strip():
            return words("address.empty", name=error.name)
        return words("app.bad_period", name=error.name, given=error.text)
    if isinstance(error, ReversedSpan):
        ends = {"first": formats.period(str(error.first)), "last": formats.period(str(error.last))}
        return words("app.reversed", **ends)
    if isinstance(error, GivenTwice):
        return words("address.twice", name=error.name, used=error.used)
    if isinstance(error, NotOfPage):
        names = formats.listed([f"“{name}”" for name in error.names])
        return words("address.not_taken", page=words(f"page.{error.page}"), names=names)
    if isinstance(error, WithItself):
        return words("address.with_itself", area=formats.area(error.area))
    if isinstance(error, MoreProblems):
        return words("app.more_unknown")
    raise error


def _unknown(error: UnknownCode, formats: Formats, *, has_links: bool) -> str:
    words = formats.words
    if error.kind == "parameter":
        return words("app.unknown_parameter", code=error.code, allowed=", ".join(error.allowed))
    if not error.code.strip():
        return words("address.empty", name=error.kind)
    allowed = [_named(code, formats) if error.kind in PAIR else code for code in error.allowed]
    said = {"kind": error.kind, "code": error.code}
    if has_links or not allowed:
        return words("address.unknown", **said)
    return words("app.unknown", **said, allowed=", ".join(allowed))


def _named(code: str, formats: Formats) -> str:
    return f"{code} ({formats.area(code)})"


def show(
    context: Context, page: str, problems: Iterable[TradeproofError], links: Collection[str] = ()
) -> None:
    """Name each problem; that a list is longer for want of a filter is said, too.

    Several are a list in one message, so that the answer stays on the first screen.
    """
    warnings, errors = [], []
    for error in problems:
        field = error.kind if isinstance(error, UnknownCode) else ""
        said = text(error, context.formats, links=links)
        if isinstance(error, NotOfPage | GivenTwice):
            warnings.append(said)
            continue
        is_lost = field in MANY and not getattr(context.selection, field)
        if is_lost and field not in OF_PAGE[page].about:
            said = f"{said} {context.words('address.no_filter')}"
        errors.append(said)
    for draw, told in ((say.error, errors), (say.warning, warnings)):
        if told:
            draw(_listed(told))


def _listed(told: Sequence[str]) -> str:
    """One message of several lines, or the only one as it is."""
    if len(told) == 1:
        return told[0]
    return Markdown("\n").join(Markdown("- {}").format(one) for one in told)


def unanswered(
    page: str, selection: Selection, problems: Iterable[TradeproofError]
) -> tuple[str, ...]:
    """What the page is about that the address names and nothing here is: the page has no answer."""
    found = []
    for error in problems:
        if isinstance(error, WithItself):
            found.append("partner")
        if not isinstance(error, UnknownCode):
            continue
        asked = [error.kind]
        if error.kind == "parameter":  # `partners=KAZ`
            asked = get_close_matches(error.code.casefold(), PAIR, 1, ALIKE)
        about = OF_PAGE[page].about
        found += [one for one in asked if one in about and not getattr(selection, one)]
    return tuple(dict.fromkeys(found))


def show_instead(context: Context, page: str, problems: Sequence[TradeproofError]) -> None:
    """In place of the page: that there is no answer, and links to what is near and to what is."""
    say.title(context.words("address.title"))
    show(context, page, problems, links=OF_PAGE[page].about)
    chosen = context.selection
    near = [
        (context.formats.area(code), _to(context, page, {error.kind: code}))
        for error in problems
        if isinstance(error, UnknownCode) and error.kind in OF_PAGE[page].about
        for code in error.allowed
        if error.code.strip()
    ]
    lines = [_line(context.words("address.nearest"), near)] if near else []
    known = pairs.reporters(context.edition)
    reporter = chosen.reporter[0] if chosen.reporter else next(iter(known))
    is_of_reporter = any(e.kind == "reporter" for e in problems if isinstance(e, UnknownCode))
    st.html(NOTHING.join([*lines, ways(context, page, "" if is_of_reporter else reporter)]))


def ways(context: Context, page: str, reporter: str, partner: str = "") -> Html:
    """Links from a page without an answer to what has one.

    That is the other side's statistics of the pair, the partners that the reporter's statistics
    have, else every reporter.
    """
    known = pairs.reporters(context.edition)
    area = context.formats.area
    lines = []
    if reporter in known.get(partner, ()):
        turned = _to(context, page, {"reporter": partner, "partner": reporter})
        said = context.words("address.other_side", reporter=area(partner))
        lines.append(_line(said, [(context.formats.pair(partner, reporter), turned)]))
    if reporter in known:
        largest = [line.partner for line in pairs.partner_lines(context.edition, reporter)]
        named = [(area(one), _to(context, page, {"reporter": reporter, "partner": one}))
                 for one in largest[:MOST_WAYS]]  # fmt: skip
        lines.append(_line(context.words("address.has", reporter=area(reporter)), named))
    else:
        named = [(area(one), _to(context, page, {"reporter": one, "partner": ""}))
                 for one in [*known][:MOST_WAYS]]  # fmt: skip
        lines.append(_line(context.words("address.reporters"), named))
    return NOTHING.join(lines)


def _to(context: Context, page: str, sides: dict[str, str]) -> str:
    changed = {FIELDS[name]: (code,) if code else () for name, code in sides.items()}
    return context.address(page, **changed)


def _line(said: str, links: Sequence[tuple[str, str]]) -> Html:
    return Html('<p class="ways">{} {}</p>').format(
        said,
        Html(" · ").join(
            Html('<a href="{}" target="_self">{}</a>').format(href, name) for name, href in links
        ),
    )
