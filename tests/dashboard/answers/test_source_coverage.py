"""What a source covers, how its claims were judged, and what it prints where."""

from __future__ import annotations

from collections import Counter

from dashboard.answers import source_coverage
from dashboard.answers.whole_edition import every_check

MOFA = "mofa-vn-2025-05-02"


def test_the_years_are_those_of_the_figures(edition, tables):
    found = source_coverage.years(edition)
    expected = Counter()
    for row in tables["figure"]:
        if row["kind"] != "target" and row["period"]:
            year = row["period"].split("/")[-1][:4]
            expected[row["source"], row["reporter"], row["partner"], int(year)] += 1
    assert len(expected) > 50
    assert expected == {
        (source, row["reporter"], row["partner"], row["year"]): row["figures"]
        for source, rows in found.items()
        for row in rows
    }


def test_a_data_set_covers_the_years_of_all_goods(with_official):
    found = source_coverage.years(with_official)
    for source in with_official.data_sets:
        rows = with_official.query(
            "SELECT count(*) FROM observation WHERE source = ? AND product = 'TOTAL'", [source]
        )
        [(count,)] = rows.fetchall()
        assert sum(row["figures"] for row in found[source]) == count > 0


def test_the_verdicts_of_a_source_are_those_of_its_claims(edition):
    found = source_coverage.verdicts(edition)
    expected = Counter((one.claim.source, one.verdict) for one in every_check(edition))
    assert expected == {
        (source, verdict): count
        for source, counted in found.items()
        for verdict, count in counted.items()
    }


def test_passages_are_the_printed_characters_line_by_line(edition, tables):
    found = source_coverage.passages(edition, MOFA)
    figures = [row for row in tables["figure"] if row["source"] == MOFA and row["printed"]]
    of_claims = {row["claim"] for row in tables["claim"] if row["figure"].startswith("mofa-")}
    assert Counter(one.printed for one in found if one.check is None) == Counter(
        row["printed"] for row in figures
    )
    assert {one.check.claim.claim for one in found if one.check} == of_claims
    assert ("146,3 triệu USD", "line 8") in {(one.printed, one.place) for one in found}
    lines = [int(one.place.removeprefix("line ")) for one in found]
    assert lines == sorted(lines)
    assert len(set(lines)) > 3
    every = {row["source"] for row in tables["source"]}
    assert source_coverage.printing(edition) == {
        source for source in every if source_coverage.passages(edition, source)
    }
    assert "azertac-2025-05-07" not in source_coverage.printing(edition)
