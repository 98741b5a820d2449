"""Regions and borders: M49's sub-regions divide the countries, and every name is a country."""

from __future__ import annotations

import tomllib
from collections import Counter

from data.codes import CODES, territories
from data.codes.regions import borders, members, regions


def test_a_country_is_in_one_region_of_m49() -> None:
    table = tomllib.loads((CODES / "regions.toml").read_text(encoding="utf-8"))["m49"]
    counted = Counter(area for areas in table.values() for area in areas.split())
    assert set(territories()) - set(counted) == {"ATA"}
    assert set(counted.values()) == {1}


def test_every_member_is_a_country() -> None:
    assert {area for areas in regions().values() for area in areas} <= set(territories())
    assert members("no region") == frozenset()
    assert {"THA", "VNM"} <= members("ASEAN") & members("southeastern_asia")


def test_borders_go_both_ways() -> None:
    assert {"BOL", "BRA", "CHL", "PRY", "URY"} == borders("ARG")
    assert "ARG" in borders("PRY")
    assert borders("MUS") == frozenset()
    assert all(area in borders(other) for area in territories() for other in borders(area))
    assert {other for area in territories() for other in borders(area)} <= set(territories())
