"""A data set beside the book: what is asked of all trades is asked of those that are printed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard.answers import (
    discrepancies,
    filter_options,
    near_printed,
    pairs,
    public_files,
    source_rows,
)
from dashboard.answers.selection import Selection
from dashboard.wording import public_tables
from data.official.releases import write_release
from data.relations import records
from data.store import Edition, open_edition
from tests.support.homes import FIRST, place
from tests.support.made_data_sets import figure, metadata, table

ROWS = (
    figure("2024", 1, reporter="USA", partner="CHN"),  # nobody prints anything of this trade
    figure("2024", 2, reporter="CHN", partner="USA", flow="import"),
    figure("2023", 3, reporter="VNM", partner="RUS"),  # printed
    figure("2023", 4, reporter="ARM", partner="VNM", flow="import"),  # the other side of a printed
    figure("2023", 5, reporter="USA", partner="CHN", product="0901"),
)


@pytest.fixture(scope="module")
def beside(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    home = place(tmp_path_factory.mktemp("beside"), edition, FIRST)
    write_release(table(*ROWS), None, metadata(), home)
    opened = open_edition(home)
    yield opened
    opened.connection.close()


def made(relation) -> set[tuple[str, str]]:
    return {
        (row["reporter"], row["partner"])
        for row in records(relation.filter("source = 'made'"))
    }  # fmt: skip


def test_only_trades_that_publications_speak_of_are_near_them(beside: Edition) -> None:
    assert made(beside.relation("observation")) == {
        ("USA", "CHN"), ("CHN", "USA"), ("VNM", "RUS"), ("ARM", "VNM"),
    }  # fmt: skip
    assert made(near_printed.own(beside)) == {("VNM", "RUS")}
    assert made(near_printed.both_sides(beside)) == {("VNM", "RUS"), ("ARM", "VNM")}


def test_the_pair_that_is_asked_for_is_read_from_either_side(beside: Edition) -> None:
    asked = {
        ("USA", ""): {("USA", "CHN"), ("CHN", "USA")},
        ("", "USA"): {("USA", "CHN"), ("CHN", "USA")},
        ("ARM", "VNM"): {("ARM", "VNM")},
        ("", "ARM"): {("ARM", "VNM")},
        ("", ""): {("VNM", "RUS"), ("ARM", "VNM")},  # whoever is printed of
    }
    for (reporter, partner), pairs_found in asked.items():
        selection = Selection(
            reporter=(reporter,) * bool(reporter), partner=(partner,) * bool(partner)
        )
        either = near_printed.either_side(beside, selection)
        assert made(either) == pairs_found
        assert either.count("*").fetchall() == either.distinct().count("*").fetchall()
    both = near_printed.either_side(
        beside, Selection(reporter=("USA", "CHN"), partner=("USA", "CHN"))
    )
    assert made(both) == {("USA", "CHN"), ("CHN", "USA")}
    assert len(both.filter("source = 'made'").fetchall()) == 3


def test_a_mirror_of_the_world_is_not_made_unasked(beside: Edition) -> None:
    def pairs_in(**chosen: tuple[str, ...]) -> set[object]:
        file = public_tables.table(beside, "mirror", Selection(source=("made",), **chosen))
        return {(row[0], row[1]) for row in file.rows}

    assert pairs_in() == set()
    assert pairs_in(reporter=("USA",)) == {("USA", "CHN")}
    assert pairs_in(partner=("USA",)) == {("CHN", "USA")}


def test_what_is_printed_is_all_there(beside: Edition, edition: Edition) -> None:
    before = edition.relation("observation").order("figure").fetchall()
    assert len(before) > 100
    for near in (near_printed.own(beside), near_printed.both_sides(beside)):
        assert near.filter("source <> 'made'").order("figure").fetchall() == before


def test_sources_that_differ_are_those_of_printed_trades(beside: Edition, edition: Edition) -> None:
    found, before = (discrepancies.between_sources(one) for one in (beside, edition))
    new = [row for row in found if row not in before]
    assert all("made" in (row["source"], row["other_source"]) for row in new)
    assert {(row["reporter"], row["partner"]) for row in new} <= {("VNM", "RUS")}


def test_pages_offer_what_a_data_set_has(beside: Edition) -> None:
    offered = filter_options.of_figures(beside)
    assert {"USA", "CHN", "ARM"} <= set(offered["reporter"])
    assert "0901" in offered["product"]
    assert "made" in offered["source"]
    assert None not in {value for values in offered.values() for value in values}
    assert "0901" in public_files.known(beside).products
    assert pairs.reporters(beside)["USA"] == ["CHN"]
    [row] = [one for one in source_rows.newest_periods(beside) if one["source"] == "made"]
    assert (row["figures"], row["newest"], row["published"]) == (5, "2024", "2021")
    [row] = [one for one in source_rows.catalogue(beside) if one["source"] == "made"]
    assert (row["figures"], row["claims"]) == (5, 0)
