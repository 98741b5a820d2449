"""Rows put beside a relation: the same columns and types, no value lost or read as SQL."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from data.relations import of_rows, records
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
