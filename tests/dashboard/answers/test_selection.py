"""One selection: to the address and back, into queries, into file names."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analytics.checking.verdicts import Verdict
from dashboard.answers.public_files import FILES
from dashboard.answers.public_files import known as known_of
from dashboard.answers.selection import (
    BESIDE,
    CHART,
    LANGUAGES,
    MANY,
    MEASURES,
    SCALES,
    TABS,
    Known,
    Selection,
    checked,
    from_query,
)
from data import codes, periods
from data.errors import TradeproofError, UnknownCode
from data.periods import Period
from data.relations import records
from tests.support.made_observations import observations

KNOWN = Known(
    sources=("mofa-vn-2025-05-02", "gso-yearbook", "a source & more"),
    products=("TOTAL", "cà-phê", "сельхозпродукции", "0901"),
    verdicts=tuple(Verdict),
    tables=tuple(FILES),
    claims=("mofa-kaz-2024-total-up", "a claim & more"),
)
CODES = {
    "reporter": codes.areas(),
    "partner": codes.areas(),
    "flow": codes.lists().flow,
    "product": KNOWN.products,
    "freq": codes.lists().freq,
    "source": KNOWN.sources,
    "verdict": KNOWN.verdicts,
}


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    """Any selection that an address can stand for."""
    chosen = {
        name: tuple(draw(st.lists(st.sampled_from(CODES[name]), unique=True, max_size=4)))
        for name in MANY
    }
    several = st.builds(Period, st.integers(12 * 1990, 12 * 2050), st.integers(1, 30))
    since, until = draw(st.none() | several), draw(st.none() | several)
    assume(not (since and until) or since.first_month <= until.last_month)
    return Selection(
        **chosen,
        since=since,
        until=until,
        both_sides=draw(st.booleans()),
        beside=tuple(name for name in BESIDE if draw(st.booleans())),
        table=draw(st.sampled_from(KNOWN.tables)),
        tab=draw(st.none() | st.sampled_from(TABS)),
        measure=draw(st.none() | st.sampled_from(MEASURES)),
        scale=draw(st.none() | st.sampled_from(SCALES)),
        base=draw(st.none() | several),
        at=draw(st.none() | several),
        chart=draw(st.none() | st.from_regex(CHART, fullmatch=True)),
        search=draw(st.sampled_from(("", "99%", "Việt Nam & “gấp đôi”", "a b"))),
        part=draw(st.integers(1, 999_999)),
        language=draw(st.none() | st.sampled_from(LANGUAGES)),
    )


@given(selections())
def test_an_address_comes_back_as_the_same_selection(selection):
    address = urlencode(selection.to_query(), doseq=True)
    assert from_query(parse_qs(address, strict_parsing=bool(address)), KNOWN) == (selection, [])


def test_the_empty_selection_has_an_empty_address():
    assert Selection().to_query() == {}
    assert from_query({}, KNOWN) == (Selection(), [])


def test_an_address_in_full():
    selection = Selection(
        reporter=("VNM",),
        partner=("KAZ", "AZE"),
        freq=("Q",),
        since=periods.parse("2015"),
        until=periods.parse("2025-Q1"),
        table="growth",
        language="vi",
    )
    assert urlencode(selection.to_query(), doseq=True) == (
        "reporter=VNM&partner=KAZ&partner=AZE&freq=Q&from=2015&to=2025-Q1&table=growth&lang=vi"
    )


def test_values_may_be_separated_by_commas_or_repeated_and_count_once():
    query = {"partner": ["KAZ,AZE", "RUS", "KAZ"], "flow": ["export,"]}
    expected = Selection(partner=("KAZ", "AZE", "RUS"), flow=("export",))
    assert from_query(query, KNOWN) == (expected, [])


@pytest.mark.parametrize("given", [["growth,implied"], ["implied", "growth"], ["implied,growth,"]])
def test_what_is_asked_for_beside_has_one_order_however_it_is_asked_for(given):
    selection, problems = from_query({"with": given}, KNOWN)
    assert (selection, problems) == (Selection(beside=("growth", "implied")), [])
    assert selection.file_name("observations", "csv") == (
        "tradeproof-observations-growth-implied.csv"
    )


@pytest.mark.parametrize(
    ("name", "given", "allowed"),
    [
        ("flow", "", "export"),  # as of an unset variable of a shell
        ("reporter", "VMN", "VNM"),
        ("partner", "Kazakhstan", "KAZ"),
        ("partner", "Казахстан", "KAZ"),
        ("flow", "exports", "export"),
        ("freq", "Y", "A"),
        ("product", "total", "TOTAL"),
        ("source", "gso", "gso-yearbook"),
        ("verdict", "true", "consistent"),
        ("table", "observation", "observations"),
        ("lang", "eo", "vi"),
        ("measure", "shares", "share"),
        ("scale", "logarithmic", "log"),
        ("sides", "two", "both"),
        ("with", "sources", "provenance"),
        ("parameter", "partners", "partner"),
    ],
)
def test_what_is_unknown_is_named_and_the_rest_holds(name, given, allowed):
    rest = {"reporter": ["VNM"], "partner": ["KAZ"], "freq": ["Q"], "from": ["2015"]}
    rest.pop(name, None)
    expected, none = from_query(rest, KNOWN)
    assert none == []
    query = {**rest, given: ["1"]} if name == "parameter" else {**rest, name: [given]}
    selection, [problem] = from_query(query, KNOWN)
    assert selection == expected
    assert isinstance(problem, UnknownCode)
    assert (problem.kind, problem.code) == (name, given)
    assert allowed in problem.allowed
    with pytest.raises(UnknownCode, match=re.escape(repr(given) if given else "flow has no value")):
        checked(query, KNOWN)


def test_known_values_beside_an_unknown_one_are_kept():
    selection, [problem] = from_query({"partner": ["KAZ,XXX", "AZE"]}, KNOWN)
    assert selection.partner == ("KAZ", "AZE")
    assert str(problem).startswith("unknown partner 'XXX'; nearest: ")


@pytest.mark.parametrize("name", ["from", "to"])
@pytest.mark.parametrize("text", ["2024Q1", "24", "2024-13", "2024-05/2024-01", "last year"])
def test_a_period_that_is_none_is_named(name, text):
    selection, [problem] = from_query({name: [text], "partner": ["KAZ"]}, KNOWN)
    assert selection == Selection(partner=("KAZ",))
    assert str(problem).startswith(f"{name}: {text!r} is not a period")


@pytest.mark.parametrize(
    ("since", "until", "reversed_"),
    [
        ("2025", "2015", True),
        ("2024-Q2", "2024-Q1", True),
        ("2024", "2024", False),
        ("2024-06", "2024", False),  # June to December
        ("2024", "2024-Q1", False),  # January to March
        ("2024-01/2024-11", "2024-Q4", False),
    ],
)
def test_from_after_to_is_a_problem(since, until, reversed_):
    query = {"from": [since], "to": [until]}
    _, problems = from_query(query, KNOWN)
    expected = [f"from {since} is after to {until}; swap them"] if reversed_ else []
    assert [str(problem) for problem in problems] == expected
    if reversed_:
        with pytest.raises(TradeproofError, match="swap them"):
            checked(query, KNOWN)
    else:
        assert checked(query, KNOWN) == Selection(
            since=periods.parse(since), until=periods.parse(until)
        )


@given(selections(), st.sampled_from(KNOWN.tables), st.sampled_from(["csv", "xlsx"]))
def test_file_names_are_safe_and_short(selection, table, extension):
    name = selection.file_name(table, extension)
    assert re.fullmatch(rf"tradeproof-{table}[\w-]*\.{extension}", name)
    assert len(name) <= 85


def test_names_of_long_selections_are_short_and_tell_them_apart():
    many = Selection(
        reporter=("VNM",), partner=("RUS", "KAZ", "BLR", "AZE"), flow=("total",), freq=("A",),
        source=("imf-dots-1960-2020", "mofa-vn-2025-05-02", "vnexpress-2022-10-21"),
        since=periods.parse("1992"), until=periods.parse("2024"),
    )  # fmt: skip
    others = [many, many.with_(source=many.source[:2]), many.with_(since=periods.parse("1993"))]
    names = [one.file_name("observations", "csv") for one in others]
    start = "tradeproof-observations-VNM-RUS-KAZ-BLR-AZE-total-A-from-199"
    assert [name.rpartition("-")[0] for name in names] == [
        f"{start}2-to-2024", f"{start}2-to-2024", f"{start}3-to-2024",
    ]  # fmt: skip
    assert len(set(names)) == 3
    assert max(map(len, names)) <= 84
    partners = many.with_(partner=codes.areas())
    hundreds = [partners, partners.with_(partner=codes.areas()[:-1])]
    assert len({one.file_name("growth", "xlsx") for one in hundreds}) == 2


def test_a_file_name_says_what_was_chosen():
    selection = Selection(
        reporter=("VNM",),
        partner=("KAZ",),
        freq=("Q",),
        since=periods.parse("2024-01/2024-11"),
        until=periods.parse("2025-Q1"),
    )
    assert selection.file_name("growth", "csv") == (
        "tradeproof-growth-VNM-KAZ-Q-from-2024-01_2024-11-to-2025-Q1.csv"
    )
    asked = selection.with_(both_sides=True, beside=("provenance",), since=None, until=None)
    assert asked.file_name("growth", "csv") == (
        "tradeproof-growth-both-sides-provenance-VNM-KAZ-Q.csv"
    )
    hostile = Selection(product=("../../etc/passwd; rm -rf ~",))
    assert "/" not in hostile.file_name("growth", "csv")


HOSTILE = ("Côte d'Ivoire", "x' OR 1=1", 'x" OR "1"="1', "x'; DROP TABLE observation; --", "%", "_")


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", ["reporter", "partner", "product", "source"])
def test_values_are_bound_not_pasted(name, value):
    book = observations(
        ("VNM", "KAZ", "export", "2024", 10, {name: value}),
        ("VNM", "AZE", "export", "2024", 20),
    )
    kept = records(Selection(**{name: (value,)}).by_key(book))
    assert [(row[name], row["value"]) for row in kept] == [(value, 10_000_000)]
    assert records(Selection(**{name: (value + "x",)}).by_key(book)) == []
    assert records(Selection(flow=(value,)).by_flow_and_period(book)) == []
    assert len(records(book)) == 2


@pytest.mark.parametrize(
    ("reporter", "partner", "kept"),
    [
        (("VNM",), ("KAZ",), {("VNM", "KAZ"), ("KAZ", "VNM")}),
        (("VNM",), (), {("VNM", "KAZ"), ("KAZ", "VNM"), ("VNM", "RUS")}),
        ((), ("KAZ",), {("VNM", "KAZ"), ("KAZ", "VNM"), ("KAZ", "RUS")}),
        (("VNM", "KAZ"), ("RUS",), {("VNM", "RUS"), ("KAZ", "RUS")}),
        ((), (), {("VNM", "KAZ"), ("KAZ", "VNM"), ("VNM", "RUS"), ("KAZ", "RUS")}),
    ],
)
def test_both_sides_keep_a_pair_whoever_of_the_two_reports_it(reporter, partner, kept):
    every = [("VNM", "KAZ"), ("KAZ", "VNM"), ("VNM", "RUS"), ("KAZ", "RUS")]
    book = observations(*((*pair, "export", "2024", 10) for pair in every))
    selection = Selection(reporter=reporter, partner=partner, both_sides=True)
    found = {(row["reporter"], row["partner"]) for row in records(selection.by_key(book))}
    assert found == kept
    assert found == {pair for pair in every if selection.is_of_pair(*pair)}
    others = {(row["reporter"], row["partner"]) for row in records(selection.but_by_key(book))}
    assert others == set(every) - kept
    one_side = selection.with_(both_sides=False)
    alone = {(row["reporter"], row["partner"]) for row in records(one_side.by_key(book))}
    assert alone == {pair for pair in every if one_side.is_of_pair(*pair)} <= kept


def test_by_key_leaves_flows_and_periods_for_after_growth():
    book = observations(
        ("VNM", "KAZ", "export", "2023", 10),
        ("VNM", "KAZ", "import", "2024", 20),
        ("VNM", "KAZ", "import", None, 30),
    )
    selection = Selection(partner=("KAZ",), flow=("import",), since=periods.parse("2024"))
    assert len(records(selection.by_key(book))) == 3
    [row] = records(selection.by_flow_and_period(book))
    assert (row["flow"], row["period"]) == ("import", "2024")
    undated = records(Selection(flow=("import",)).by_flow_and_period(book))
    assert [row["period"] for row in undated] == ["2024", None]


def test_what_an_edition_knows(edition):
    known = known_of(edition)
    assert "mofa-vn-2025-05-02" in known.sources
    assert "azertac-2025-05-07" in known.sources  # a source of events only
    assert {"TOTAL", "cà-phê"} <= set(known.products)
    assert known.verdicts == tuple(Verdict)
