"""Where two sources, and where both sides, report the same trade differently."""

from __future__ import annotations

from dashboard.answers import discrepancies

MILLION = 1_000_000


def test_two_sources_whose_bounds_do_not_meet(edition):
    [row] = discrepancies.between_sources(edition)
    assert (row["reporter"], row["partner"], row["flow"], row["period"]) == (
        "RUS", "VNM", "total", "2017",
    )  # fmt: skip
    assert (row["source"], row["other_source"], row["gap"]) == (
        "rt-com-2018-11", "mk-ru-2018-03-17", 105 * MILLION,
    )  # fmt: skip


def test_both_sides_seen_from_one_of_them_the_newest_first(edition):
    def cells(reporter: str) -> list[tuple[object, ...]]:
        rows = discrepancies.between_sides(edition, reporter)
        assert {row["reporter"] for row in rows} == {reporter}
        return [(row["partner"], row["flow"], row["period"], row["gap"]) for row in rows]

    of_viet_nam = cells("VNM")
    assert of_viet_nam[:2] == [
        ("AZE", "total", "2024", 171_925_000),
        ("KAZ", "total", "2022", 11_650_000),
    ]
    assert [period for _, _, period, _ in of_viet_nam] == [
        "2024", "2022", "2021", "2017", "2016", "2015", "2011", "2011", "2011",
    ]  # fmt: skip
    # the other side sees the same gap, with the flow turned around
    assert ("VNM", "import", "2011", 427_650_000) in cells("RUS")
    assert ("RUS", "export", "2011", 427_650_000) in of_viet_nam
