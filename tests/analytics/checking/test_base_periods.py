"""Which two periods a claim compares: as it says, else year on year, and that it was read so."""

from __future__ import annotations

import pytest

from analytics.checking.base_periods import (
    compared_periods,
    is_on_year_before,
    names_year_before,
)
from data.views import claims_of
from tests.support.made_claims import claim, claims

READ = [
    ({"period": "2024", "base_period": "2022"}, ("2024", "2022", True)),
    ({"period": "2024", "base_period": None}, ("2024", "2023", False)),
    ({"period": "2016-Q1", "base_period": None}, ("2016-Q1", "2015-Q1", False)),
    ({"period": "2012-01/2012-08", "base_period": None},
     ("2012-01/2012-08", "2011-01/2011-08", False)),
    ({"period": "2016-02", "base_period": None, "kind": "absolute"}, None),
    ({"period": "2016-02", "base_period": None, "kind": "multiple"}, None),
    ({"period": "2016-02", "base_period": None}, ("2016-02", "2015-02", False)),
    ({"period": "2016-2020", "base_period": "2016", "kind": "average_annual_percent"},
     ("2020", "2016", True)),
    ({"period": "2024", "base_period": "2024"}, None),
    ({"period": "2024", "base_period": None, "kind": "average_annual_percent"}, None),
    ({"period": "2024", "base_period": None, "kind": "percentage_points"}, None),
    ({"period": "2020-01/2024-12", "base_period": None}, None),
    ({"period": "2024", "base_period": None, "no_period": True}, None),
]  # fmt: skip


@pytest.mark.parametrize(("columns", "wanted"), READ)
def test_the_two_periods_of_a_claim(columns, wanted):
    given = dict(columns)
    undated = given.pop("no_period", False)
    given["period"] = given["period"].replace("2016-2020", "2016-01/2020-12")
    row = claim("10", **given)
    [read] = claims_of(claims(row | ({"period": None} if undated else {})))
    found = compared_periods(read)
    assert (None if found is None else (*map(str, found[:2]), found.is_stated)) == wanted


@pytest.mark.parametrize(
    ("columns", "is_read", "is_named"),
    [
        ({"period": "2024", "base_period": "2023"}, True, True),
        ({"period": "2024", "base_period": "2023", "kind": "multiple"}, True, True),
        ({"period": "2025-Q1", "base_period": "2024-Q1"}, True, True),
        ({"period": "2025-Q1", "base_period": "2024-Q4"}, False, False),
        ({"period": "2024", "base_period": "2022"}, False, False),
        ({"period": "2024", "base_period": None}, True, False),
        ({"period": "2024", "base_period": None, "kind": "multiple"}, False, False),
        ({"period": "2024", "base_period": "2023", "kind": "absolute"}, False, False),
        ({"period": "2024", "base_period": "2023", "kind": "percentage_points"}, False, False),
        ({"period": "2024", "base_period": "2023", "kind": "average_annual_percent"},
         False, False),
    ],
)  # fmt: skip
def test_a_rate_on_the_year_before_is_named_so_or_only_read_so(columns, is_read, is_named):
    [read] = claims_of(claims(claim("10", **columns)))
    assert (is_on_year_before(read), names_year_before(read)) == (is_read, is_named)
