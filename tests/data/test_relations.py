"""Rows put beside a relation: the same columns and types, no value lost or read as SQL."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from data.relations import derive, of_rows, records
from tests.support.made_observations import COLUMNS, observations

LIKE = observations(("VNM", "KAZ", "export", "2024", "115.7"))
EMPTY: dict[str, object] = dict.fromkeys(COLUMNS)


def test_rows_have_the_columns_and_types_of_the_relation():
    relation = of_rows([EMPTY], LIKE)
    assert (relation.columns, relation.types) == (LIKE.columns, LIKE.types)


def test_no_rows_are_a_relation_without_rows():
    assert records(of_rows([], LIKE)) == []
    assert len(records(LIKE.union(of_rows([], LIKE)))) == 1


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("product", "Côte d'Ivoire'; DROP TABLE observation; --"),
        ("product", 'xuất "khẩu" \\ \n ?'),
        ("product", ""),
        ("product", None),
        ("value", Decimal("12345678901234567890123456789012.123456")),
        ("value", Decimal("-4.58E+9")),
        ("value", Decimal("1E-6")),
        ("first_month", date(2024, 2, 1)),
    ],
)
def test_a_value_comes_back_as_it_went_in(column, value):
    [row] = records(of_rows([{**EMPTY, column: value}], LIKE))
    assert row == {**EMPTY, column: value}


def test_rows_keep_their_order_beside_those_of_the_relation():
    rows = [{**EMPTY, "figure": name} for name in ("f2", "f1", "f3")]
    both = records(LIKE.union(of_rows(rows, LIKE)))
    assert [row["figure"] for row in both] == [records(LIKE)[0]["figure"], "f2", "f1", "f3"]


def test_a_row_without_a_column_is_an_error():
    with pytest.raises(KeyError, match="release_date"):
        of_rows([{name: None for name in COLUMNS if name != "release_date"}], LIKE)


def test_a_relation_is_derived_of_any_other():
    both = LIKE.union(of_rows([{**EMPTY, "product": "09"}], LIKE)).set_alias("both")
    doubled = derive(
        both, "WITH two AS (FROM observations) SELECT product, value * 2 AS v FROM two"
    )
    again = derive(doubled.filter("v IS NOT NULL"), "SELECT v, product FROM observations")
    [row] = records(LIKE)
    assert records(again) == [{"v": row["value"] * 2, "product": row["product"]}]
    assert records(doubled.order("product")) == [
        {"product": "09", "v": None}, {"product": row["product"], "v": row["value"] * 2},
    ]  # fmt: skip


def test_a_relation_is_derived_the_same_way_where_its_connection_is_not_to_be_had():
    class Closed:
        """A relation as a later DuckDB may have it."""

        query = LIKE.query

    select = "SELECT partner, sum(value) AS v FROM observations GROUP BY ALL"
    assert records(derive(Closed, select)) == records(derive(LIKE, select))  # type: ignore[arg-type]
