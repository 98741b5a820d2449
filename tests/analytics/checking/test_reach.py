"""A check of claims reads the trades that they can reach, and answers as if it had read all."""

from __future__ import annotations

from dataclasses import asdict
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.checking import claims as ladder
from analytics.checking.claims import check_all
from analytics.checking.reach import of_trades, reached_from, trades_of
from data.relations import derive, records
from tests.support.examples import examples
from tests.support.made_claims import claim, claims
from tests.support.made_observations import by_key, observations

YEARS = ("2020", "2021", "2022")
TRADES = (
    ("VNM", "KAZ", "TOTAL"), ("KAZ", "VNM", "TOTAL"), ("VNM", "WLD", "TOTAL"),
    ("BLR", "KAZ", "TOTAL"), ("VNM", "BLR", "TOTAL"), ("VNM", "KAZ", "2709"),
)  # fmt: skip
FLOWS = ("export", "import", "total")

_printed = st.sampled_from(("20", "24.0", "36.0", "48", "about 30", "25..30"))
_cells = st.tuples(
    st.sampled_from(TRADES),
    st.sampled_from(FLOWS),
    st.sampled_from(YEARS),
    st.sampled_from(("customs", "gazette")),
)
_said = st.fixed_dictionaries({
    "flow": st.sampled_from(FLOWS),
    "period": st.sampled_from(YEARS[1:]),
    "base_period": st.sampled_from(YEARS),
    "kind": st.sampled_from(("percent", "multiple", "percentage_points", "absolute")),
    "direction": st.sampled_from(("up", "down")),
    "number": st.sampled_from(("2", "20.5", "100", "300")),
    "level": st.sampled_from((None, "24.0", "36.0")),
})  # fmt: skip


@st.composite
def _books(draw):
    """Rows of trades that claims on Viet Nam and Kazakhstan reach, and of others."""
    least = draw(st.integers(0, 40))  # by itself a list is rarely long enough for a base
    return [
        (*sides, flow, period, draw(_printed), {"product": product, "source": source})
        for (*sides, product), flow, period, source in draw(
            st.lists(_cells, min_size=least, max_size=60, unique=True)
        )
    ]


@st.composite
def _claims(draw, prefix, **columns):
    rows = draw(st.lists(_said, min_size=1, max_size=4))
    return [
        claim(**row, **columns, claim=f"{prefix}{number}", source="gazette")
        for number, row in enumerate(rows)
    ]


def _with_everything(own, known, others=None):
    """The checks where every observation and claim is read, as dictionaries."""
    with mock.patch.object(ladder, "of_trades", lambda relation, _trades: relation):
        return [asdict(check) for check in check_all(own, known, others)]


@settings(max_examples=examples(30, usual=10))
@given(_books(), _claims("own"))
def test_a_check_is_the_same_with_unrelated_rows_beside_it(book, made):
    known, own = observations(*book), claims(*made)
    checks = [asdict(check) for check in check_all(own, known)]
    assert checks == _with_everything(own, known)
    assert len(checks) == len(made)


@settings(max_examples=examples(10, usual=5))
@given(_books(), _claims("own"), _claims("other", partner="BLR"))
def test_unrelated_claims_imply_nothing(book, made, moved):
    known, every = observations(*book), claims(*made, *moved)
    own, unrelated = every.filter("partner = 'KAZ'"), every.filter("partner = 'BLR'")
    checks = [asdict(check) for check in check_all(own, known, others=unrelated)]
    assert checks == _with_everything(own, known, unrelated)
    assert len(checks) == len(made)


def test_a_claim_reaches_its_trade_its_mirror_and_trade_with_the_world():
    trades = trades_of(claims(claim("5"), claim("6", flow="export", product="0901")))
    assert trades == {("VNM", "KAZ", "TOTAL"), ("VNM", "KAZ", "0901")}
    assert reached_from(trades) == {
        (*sides, product)
        for sides in (("VNM", "KAZ"), ("KAZ", "VNM"), ("VNM", "WLD"))
        for product in ("TOTAL", "0901")
    }


def test_every_flow_period_source_and_currency_of_a_trade_is_kept():
    book = observations(
        ("VNM", "KAZ", "export", "2024", 1),
        ("VNM", "KAZ", "balance", "1999-Q1", 2, {"source": "gazette"}),
        ("VNM", "KAZ", "total", None, 3, {"currency": "EUR"}),
        ("KAZ", "VNM", "export", "2024", 4),
        ("VNM", "KAZ", "export", "2024", 5, {"product": "0901"}),
    )
    kept = of_trades(book, {("VNM", "KAZ", "TOTAL")})
    assert set(by_key(kept, "figure")) == {"figure-1", "figure-2", "figure-3"}
    assert kept.columns == book.columns
    assert of_trades(book, set()).fetchall() == []


@pytest.mark.parametrize("value", ["Côte d'Ivoire", "' OR '1' = '1", "?"])
def test_names_of_trades_are_values_and_never_a_statement(value):
    book = observations(("VNM", "KAZ", "export", "2024", 1), ("VNM", value, "export", "2024", 2))
    [row] = records(of_trades(book, {("VNM", value, "TOTAL")}))
    assert row["partner"] == value


def test_of_a_hundred_thousand_unrelated_rows_none_is_read(monkeypatch):
    reads = []

    def counting(use):
        def counted(relation, *others):
            reads.append(relation.count("*").fetchall()[0][0])
            return use(relation, *others)

        return counted

    book = observations(
        ("VNM", "KAZ", "total", "2023", 100), ("KAZ", "VNM", "total", "2023", 90),
        ("VNM", "WLD", "total", "2023", 900),
    )  # fmt: skip
    many = derive(
        book,
        "SELECT * FROM observations UNION ALL SELECT * EXCLUDE (number) REPLACE ("
        "'P' || number AS partner, 'f' || number AS figure) FROM observations, "
        "range(100_000) numbers(number) WHERE partner = 'KAZ'",
    )
    assert many.count("*").fetchall() == [(100_003,)]
    for name in ("Levels", "each_of"):
        monkeypatch.setattr(ladder, name, counting(getattr(ladder, name)))
    [found] = check_all(claims(claim("20", level="120.0")), many)
    assert (found.verdict, reads) == ("consistent", [3, 1])
