"""The same trade as both sides have it, printed or implied."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.answers import implied_of_pair, pairs
from dashboard.answers.both_sides import both_sides
from dashboard.answers.pair_span import span

MILLION = 10**6


@pytest.fixture
def rows_of(started):
    def ask(reporter: str, partner: str) -> dict[tuple[str, str], dict[str, Any]]:
        freqs = pairs.frequencies(started, reporter, partner)
        pair = pairs.pair(started, reporter, partner, "A")
        found = implied_of_pair.of_pair(started, pair, freqs)
        rows = both_sides(started, pair, span(started, reporter, partner), found)
        keys = [(row["period"], row["flow"]) for row in rows]
        assert len(set(keys)) == len(keys)
        return dict(zip(keys, rows, strict=True))

    return ask


def test_kazakhstan_2023_has_what_a_claim_implies_beside_what_the_other_side_prints(rows_of):
    """800 m (799.5 to 800.5) is "up 99 %" (98.5 to 99.5 %, narrowed by rounding to 99 % and the
    direction of exports) on 401.0 to 403.3 m; Kazakhstan's bureau has 979,637,067.36."""
    rows = rows_of("VNM", "KAZ")
    row = rows["2023", "total"]
    assert float(row["low"]) / MILLION == pytest.approx(799.5 / 1.995 + 0.25, abs=0.01)
    assert float(row["high"]) / MILLION == pytest.approx(800.5 / 1.985, abs=0.01)
    assert (row["value"], row["source"], row["mirror_source"]) == (None, None, "kaz-bns")
    assert float(row["mirror_value"]) == pytest.approx(979_637_067.36)
    assert float(row["gap_low"]) == pytest.approx(float(row["low"]) - 979_637_067.36)
    assert float(row["gap_high"]) == pytest.approx(float(row["high"]) - 979_637_067.36)
    # 200 * (401.0 - 979.6) / (401.0 + 979.6)
    assert float(row["asymmetry_pct_low"]) == pytest.approx(-83.82, abs=0.01)
    assert len(row["facts"]) == 3
    assert row["mirror_facts"] == ()


def test_the_other_side_sees_the_same_gap_with_the_other_sign(rows_of):
    own, its = rows_of("VNM", "KAZ")["2023", "total"], rows_of("KAZ", "VNM")["2023", "total"]
    assert (its["mirror_low"], its["mirror_high"]) == (own["low"], own["high"])
    assert (its["gap_low"], its["gap_high"]) == (-own["gap_high"], -own["gap_low"])
    assert (its["facts"], its["mirror_facts"]) == ((), own["facts"])


def test_every_printed_row_of_the_frequency_is_there_the_newest_first(rows_of, started):
    rows = rows_of("VNM", "KAZ")
    printed = {
        (row["period"], row["flow"])
        for row in span(started, "VNM", "KAZ").mirrored
        if row["freq"] == "A" and row["flow"] != "balance"
    }
    assert rows.keys() - printed == {("2023", "total")}
    assert printed < rows.keys()
    periods = [period for period, _ in rows]
    assert periods == sorted(periods, reverse=True)
    assert [flow for period, flow in rows if period == "2022"] == ["export", "total"]
