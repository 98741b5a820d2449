"""One selection gives the address, the query, the sentence above a chart and the file name.

Written once, so that they cannot disagree. The address is the only state: a page reads its
selection from it, and a widget that changes writes the new address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from hashlib import sha256
from operator import and_
from pathlib import Path
from typing import Any

from duckdb import ColumnExpression, ConstantExpression, DuckDBPyRelation, Expression

from dashboard.answers.page_parameters import OF_PAGE, TABS
from data import codes, periods
from data.errors import TradeproofError, UnknownCode, shortened
from data.periods import Period, PeriodError

WORDS = Path(__file__).parents[1] / "wording" / "languages"  # a file for each language
LANGUAGES = tuple(sorted(path.stem for path in WORDS.glob("*.toml")))
FALLBACK_LANGUAGE = "en"  # of a reader whose own is not among them
KEYS = ("reporter", "partner", "product", "freq", "source")
MANY = ("reporter", "partner", "flow", "product", "freq", "source", "verdict")
ENDS = {"from": "since", "to": "until"}
BESIDE = ("growth", "implied", "provenance")  # what a file may have beside its own, in this order
FIGURES = ("flow", *KEYS, *ENDS.values(), "both_sides", "beside")  # fields that choose rows
MOST_PROBLEMS = 8  # of an address that are named
MEASURES = ("level", "index", "growth", "share", "rank")  # in which pairs are compared
SCALES = ("linear", "log")
OTHER_SIDE = ("figures", "rate")  # what the other side's statistics have of a claim
ONE_OF = ("table", "claim", "other_side", "tab", "measure", "scale")  # of the known, one is taken
MOMENTS = ("base", "at")  # periods that leave nothing out
SWITCHES = {"sides": "both_sides", "with": "beside"}  # fields of what a file has besides
FEW_ROWS = 20  # of a long list, on a narrow screen
COUNTS = {"part": 1, "rows": FEW_ROWS}  # what they are where an address has none
LISTED = ("search", "part", "rows")  # what of a list is shown
PARAMETERS = (*MANY, *ENDS, *SWITCHES, *ONE_OF, *MOMENTS, *LISTED, "chart", "lang")
FIELDS = {  # of a selection, by the parameter of the address
    **{name: name for name in (*MANY, *ONE_OF, *MOMENTS, *LISTED, "chart")},
    **ENDS,
    **SWITCHES,
    "lang": "language",
}
CHART = re.compile("[a-z0-9_]{1,60}")
PART = re.compile("[1-9][0-9]{0,5}", re.ASCII)
LONGEST_NAME = 80  # characters of a file, without its ending
DIGEST = 8  # of them, where it is cut
LONGEST_SEARCH = 100  # characters


class ReversedSpan(TradeproofError):
    """A span of periods that ends before it begins."""

    def __init__(self, first: Period, last: Period) -> None:
        self.first, self.last = first, last
        super().__init__(f"from {first} is after to {last}; swap them")


class GivenTwice(TradeproofError):
    """More than one value where one is taken; the first counts."""

    def __init__(self, name: str, used: str) -> None:
        self.name, self.used = name, shortened(used)
        super().__init__(f"{name} has more than one value; the first counts: {self.used}")


class WithItself(TradeproofError):
    """Of a page of one pair, a country as its own partner."""

    def __init__(self, area: str) -> None:
        self.area = area
        super().__init__(f"reporter and partner are the same, {area}")


class NotOfPage(TradeproofError):
    """Parameters that say nothing to a page."""

    def __init__(self, page: str, names: Sequence[str]) -> None:
        self.page, self.names = page, tuple(names)
        super().__init__(f"the page {page} takes no {', '.join(names)}")


class MoreProblems(TradeproofError):
    """What else in an address is unknown, beyond what is named."""

    def __init__(self) -> None:
        super().__init__("more is unknown than is named here; correct what is named first")


@dataclass(frozen=True)
class Known:
    """What an edition holds, against which an address is read."""

    sources: tuple[str, ...]
    products: tuple[str, ...]
    verdicts: tuple[str, ...]
    tables: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Selection:
    """Which figures are looked at. An empty tuple or None means no restriction.

    With `both_sides` a chosen pair counts whoever of the two reports it. `beside` is what of
    `BESIDE` a file has besides its own columns. `claim` is one that is opened; it leaves no other
    out. `tab` is the open tab of a page, `chart` the only picture that an embedded page shows,
    `search` are words that what a page lists must have, `other_side` what the other side's
    statistics must have of a claim, `part` is which part of a long list is shown, `rows` are how
    many of its rows a narrow screen shows: none of these outlives the page.
    Nor do the `measure`, the `scale` and the `base` period in which pairs are compared, and the
    period that a map is `at`.
    """

    reporter: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    flow: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    freq: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    verdict: tuple[str, ...] = ()
    since: Period | None = None
    until: Period | None = None
    both_sides: bool = False
    beside: tuple[str, ...] = ()
    table: str = "observations"
    claim: str | None = None
    tab: str | None = None
    measure: str | None = None
    scale: str | None = None
    base: Period | None = None
    at: Period | None = None
    chart: str | None = None
    other_side: str | None = None
    search: str = ""
    part: int = 1
    rows: int = FEW_ROWS
    language: str | None = None

    def with_(self, **changes: Any) -> Selection:
        """A copy with some fields changed."""
        return replace(self, **changes)

    def to_query(self) -> dict[str, list[str]]:
        """The address parameters, defaults left out; `from_query` reads them back."""
        query = {name: list(getattr(self, name)) for name in MANY}
        query["from"] = [str(self.since)] if self.since else []
        query["to"] = [str(self.until)] if self.until else []
        query["sides"] = ["both"] if self.both_sides else []
        query["with"] = list(self.beside)
        query["table"] = [self.table] if self.table != "observations" else []
        for name in ("claim", "tab", "measure", "scale", *MOMENTS, "chart", "other_side"):
            query[name] = [str(getattr(self, name))] if getattr(self, name) else []
        query["search"] = [self.search] if self.search else []
        query["part"] = [str(self.part)] if self.part > 1 else []
        query["rows"] = [str(self.rows)] if self.rows != FEW_ROWS else []
        query["lang"] = [self.language] if self.language else []
        return {name: values for name, values in query.items() if values}

    def filters(self) -> tuple[str, ...]:
        """The parameters that leave figures out, as the address names them."""
        return tuple(name for name in self.to_query() if name in (*MANY, *ENDS))

    def without(self, *filters: str) -> Selection:
        """A copy in which these parameters leave nothing out."""
        several = {name: () for name in filters if name in MANY}
        return self.with_(**several, **{ENDS[name]: None for name in filters if name in ENDS})

    def for_page(self, page: str) -> Selection:
        """A copy without what says nothing to a page."""
        plain, takes = Selection(), OF_PAGE[page].is_taken
        return self.with_(
            **{field: getattr(plain, field) for name, field in FIELDS.items() if not takes(name)}
        )

    def only_figures(self) -> Selection:
        """Which figures it selects and nothing else: the same for all that answers depend on."""
        chosen = {name: getattr(self, name) for name in FIGURES}
        return Selection(**chosen)

    def by_key(self, observations: DuckDBPyRelation) -> DuckDBPyRelation:
        """Keep the selected reporters, partners, products, frequencies and sources.

        Safe before growth and balance: no base figure of a kept row is lost.
        """
        return _keep(observations, self._of_keys())

    def but_by_key(self, observations: DuckDBPyRelation) -> DuckDBPyRelation:
        """Keep what `by_key` would leave out; nothing where the selection restricts no key."""
        return observations.filter(~_all(self._of_keys()))

    def keeps(self) -> Expression:
        """Whether a row is selected: by key, flow and period."""
        return _all([*self._of_keys(), _is_in("flow", self.flow), *self._of_periods()])

    def is_of_pair(self, reporter: str, partner: str) -> bool:
        """Whether a reporter and a partner are selected."""
        sides = [(reporter, partner), *([(partner, reporter)] if self.both_sides else [])]
        return any(
            (not self.reporter or one in self.reporter)
            and (not self.partner or other in self.partner)
            for one, other in sides
        )

    def by_flow_and_period(self, relation: DuckDBPyRelation) -> DuckDBPyRelation:
        """Keep the selected flows and the periods that lie wholly within from and to."""
        return _keep(relation, [_is_in("flow", self.flow), *self._of_periods()])

    def by_period(self, relation: DuckDBPyRelation) -> DuckDBPyRelation:
        """Keep the periods that lie wholly within from and to; an undated row only without."""
        return _keep(relation, self._of_periods())

    def _of_keys(self) -> list[Expression | None]:
        reporter, partner = (_is_in(side, getattr(self, side)) for side in ("reporter", "partner"))
        conditions = [reporter, partner]
        if self.both_sides:
            turned = [_is_in("partner", self.reporter), _is_in("reporter", self.partner)]
            conditions = [_all(conditions) | _all(turned)]
        return [*conditions, *(_is_in(name, getattr(self, name)) for name in KEYS[2:])]

    def _of_periods(self) -> list[Expression | None]:
        first, last = ColumnExpression("first_month"), ColumnExpression("last_month")
        return [
            first >= ConstantExpression(self.since.first_month) if self.since else None,
            last <= ConstantExpression(self.until.last_month) if self.until else None,
        ]

    def includes(self, flow: str, period: Period) -> bool:
        """Whether a flow in a period is selected: by flow, frequency and span."""
        return (
            (not self.flow or flow in self.flow)
            and (not self.freq or period.freq in self.freq)
            and (self.since is None or period.first_month >= self.since.first_month)
            and (self.until is None or period.last_month <= self.until.last_month)
        )

    def file_name(self, table: str, extension: str) -> str:
        """`tradeproof-growth-VNM-KAZ-Q-2015-2025.csv`: what was chosen, in the order of keys.

        What else was asked for stands after the table: `tradeproof-growth-both-sides-VNM-KAZ.csv`.
        A name that grows too long leaves out its sources, then its end, for a digest of all that
        was chosen: files of two selections have two names.
        """
        asked = [*(["both-sides"] if self.both_sides else []), *self.beside]
        chosen = [code for name in ("reporter", "partner", "flow", "product", "freq")
                  for code in getattr(self, name)]  # fmt: skip
        span = [f"{word}-{end}" for word, end in (("from", self.since), ("to", self.until)) if end]
        start = ["tradeproof", table, *asked, *chosen]
        every = [*start, *self.source, *span]
        name = _safe(every)
        if len(name) > LONGEST_NAME:
            digest = sha256(repr(every).encode()).hexdigest()[:DIGEST]
            name = f"{_safe([*start, *span])[: LONGEST_NAME - DIGEST - 1].rstrip('-_')}-{digest}"
        return f"{name}.{extension}"


def from_query(
    query: Mapping[str, Sequence[str]], known: Known, page: str | None = None
) -> tuple[Selection, list[TradeproofError]]:
    """The selection an address stands for, and what in the address is unknown.

    Unknown codes and parameters are returned as errors, to be shown; the rest holds. An address
    full of them gives the first `MOST_PROBLEMS`, and that there are more. Of a page, what says
    nothing to it is an error, too, and left out.
    """
    problems: list[TradeproofError] = []
    fields: dict[str, Any] = {}
    others = [name for name in query if name not in PARAMETERS]
    if page is not None:
        left_out = [n for n in PARAMETERS if n in query and not OF_PAGE[page].is_taken(n)]
        problems += [NotOfPage(page, left_out)] if left_out else []
        query = {name: given for name, given in query.items() if name not in left_out}
    for name in MANY:
        given = query.get(name, ())
        if name != "product":  # the words of a text may hold commas, codes do not
            given = [part for value in given for part in _parts(value)]
        found = tuple(dict.fromkeys(_known(name, given, known, problems)))
        if page is not None and name in OF_PAGE[page].one and len(found) > 1:
            problems.append(GivenTwice(name, found[0]))
            found = found[:1]
        fields[name] = found
    if page is not None and {"reporter", "partner"} <= {*OF_PAGE[page].one}:
        reporter, partner = fields["reporter"], fields["partner"]
        if reporter and reporter == partner:
            problems.append(WithItself(reporter[0]))
            fields["partner"] = ()
    fields["since"] = _period("from", query, problems)
    fields["until"] = _period("to", query, problems)
    fields |= {name: _period(name, query, problems) for name in MOMENTS}
    for field, name, allowed in (
        ("table", "table", known.tables),
        ("claim", "claim", known.claims),
        ("tab", "tab", TABS if page is None else OF_PAGE[page].tabs),
        ("measure", "measure", MEASURES),
        ("scale", "scale", SCALES),
        ("other_side", "other_side", OTHER_SIDE),
        ("language", "lang", LANGUAGES),
    ):
        accepted = _accepted(name, _one(name, query, problems), allowed, problems)
        if accepted:
            fields[field] = accepted[0]
    fields["both_sides"] = bool(_accepted("sides", query.get("sides", ()), ("both",), problems))
    beside = [part for value in query.get("with", ()) for part in _parts(value)]
    wanted = _accepted("with", beside, BESIDE, problems)
    fields["beside"] = tuple(name for name in BESIDE if name in wanted)
    fields["chart"] = _chart(query, problems)
    fields["search"] = _search(query, problems)
    fields |= {name: _count(name, usual, query, problems) for name, usual in COUNTS.items()}
    problems += [UnknownCode("parameter", name, PARAMETERS) for name in others[: MOST_PROBLEMS + 1]]
    selection = Selection(**fields)
    first, last = selection.since, selection.until
    if first and last and last.last_month < first.first_month:
        problems.append(ReversedSpan(first, last))
    if len(problems) > MOST_PROBLEMS:
        problems = [*problems[:MOST_PROBLEMS], MoreProblems()]
    return selection, problems


def checked(query: Mapping[str, Sequence[str]], known: Known) -> Selection:
    """The selection of a command line or request, where anything unknown is an error.

    Raises
    ------
    TradeproofError
        The first problem `from_query` finds.
    """
    selection, problems = from_query(query, known)
    if problems:
        raise problems[0]
    return selection


def _parts(value: str) -> list[str]:
    """`KAZ,AZE` in two; an empty value stays one, to be named as unknown."""
    return [part for part in value.split(",") if part] or [value]


def _known(
    name: str, given: Sequence[str], known: Known, problems: list[TradeproofError]
) -> Iterable[str]:
    allowed = {
        "reporter": codes.areas(),
        "partner": codes.areas(),
        "flow": codes.lists().flow,
        "freq": codes.lists().freq,
        "product": known.products,
        "source": known.sources,
        "verdict": known.verdicts,
    }[name]
    return _accepted(name, given, allowed, problems)


def _accepted(
    name: str, given: Iterable[str], allowed: Sequence[str], problems: list[TradeproofError]
) -> list[str]:
    accepted = []
    for code in dict.fromkeys(given):
        if len(problems) > MOST_PROBLEMS and code not in allowed:
            continue
        try:
            in_areas = name in ("reporter", "partner")
            accepted.append(
                codes.require_area(name, code) if in_areas else codes.require(name, code, allowed)
            )
        except UnknownCode as error:
            problems.append(error)
    return accepted


def _one(
    name: str, query: Mapping[str, Sequence[str]], problems: list[TradeproofError]
) -> Sequence[str]:
    """The one value of a parameter, if it has any."""
    given = list(dict.fromkeys(query.get(name, ())))
    if len(given) > 1:
        problems.append(GivenTwice(name, given[0]))
    return given[:1]


def _period(
    name: str, query: Mapping[str, Sequence[str]], problems: list[TradeproofError]
) -> Period | None:
    for given in _one(name, query, problems):
        try:
            return periods.parse(given)
        except PeriodError as error:
            problems.append(PeriodError(error.text, error.reason, name))
    return None


def _chart(query: Mapping[str, Sequence[str]], problems: list[TradeproofError]) -> str | None:
    """The key of a picture; whether the page draws it is known when it has been drawn."""
    for given in _one("chart", query, problems):
        if CHART.fullmatch(given):
            return given
        problems.append(UnknownCode("chart", given, ()))
    return None


def _search(query: Mapping[str, Sequence[str]], problems: list[TradeproofError]) -> str:
    """Words to look for: any text, without what no letter stands for."""
    for given in _one("search", query, problems):
        words = " ".join("".join(c if c.isprintable() else " " for c in given).split())
        if len(words) <= LONGEST_SEARCH:
            return words
        problems.append(UnknownCode("search", given, ()))
    return ""


def _count(
    name: str, usual: int, query: Mapping[str, Sequence[str]], problems: list[TradeproofError]
) -> int:
    """Which part of a list, or how many of its rows; where the list is shorter, what it has."""
    for given in _one(name, query, problems):
        if PART.fullmatch(given):
            return int(given)
        problems.append(UnknownCode(name, given, ()))
    return usual


def _safe(words: Iterable[str]) -> str:
    """Words as the name of a file that every system takes."""
    return "-".join(
        "".join(c if c.isalnum() or c in "-_" else "_" for c in str(word)) for word in words
    )


def _is_in(column: str, values: tuple[str, ...]) -> Expression | None:
    if not values:
        return None
    return ColumnExpression(column).isin(*(ConstantExpression(value) for value in values))


def _all(conditions: Iterable[Expression | None]) -> Expression:
    """Whether every condition holds; true where there is none."""
    held = [condition for condition in conditions if condition is not None]
    return reduce(and_, held) if held else ConstantExpression(True)


def _keep(relation: DuckDBPyRelation, conditions: list[Expression | None]) -> DuckDBPyRelation:
    """One filter for all of them: DuckDB binds a relation anew with each."""
    return relation.filter(_all(conditions)) if any(c is not None for c in conditions) else relation
