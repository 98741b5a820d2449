"""Which countries lie in a region, and which have a border with another."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from data.codes import CODES, memberships


def _read(file: str) -> dict[str, Any]:
    return tomllib.loads((CODES / file).read_text(encoding="utf-8"))


@cache
def regions() -> dict[str, frozenset[str]]:
    """The countries of each region of `regions.toml`, and of each group that has had members."""
    found: dict[str, frozenset[str]] = {}
    for told in _read("regions.toml").values():
        for region, names in told.items():
            known = [found.get(name, {name}) for name in names.split()]
            found[region] = found.get(region, frozenset()).union(*known)
    for member in memberships():
        found[member.group] = found.get(member.group, frozenset()) | {member.area}
    return found


def members(region: str) -> frozenset[str]:
    """The countries of a region or group; none of one that is not known."""
    return regions().get(region, frozenset())


def borders(area: str) -> frozenset[str]:
    """The neighbours of a country."""
    return _borders().get(area, frozenset())


@cache
def _borders() -> dict[str, frozenset[str]]:
    pairs = [
        {area, other}
        for told in _read("borders.toml").values()
        for area, others in told.items()
        for other in others.split()
    ]
    areas = frozenset[str]().union(*pairs)
    return {a: frozenset().union(*(p for p in pairs if a in p)) - {a} for a in areas}
