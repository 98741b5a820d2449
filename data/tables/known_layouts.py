"""Layouts of known services (`known_layouts.toml`), told by their columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from data.codes.text_files import read_toml

LAYOUTS = Path(__file__).parent / "known_layouts.toml"


@dataclass(frozen=True)
class KnownLayout:
    """What the headings of a service do not say: units, roles, what a column of figures is."""

    title: str
    columns: Sequence[str]
    unit: str | None = None
    currency: str | None = None
    reporter: str | None = None
    flow: str | None = None
    valuation: str | None = None
    roles: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    only: Mapping[str, str] = field(default_factory=dict)
    unknown: Sequence[str] = ()  # names that mean another state here than elsewhere
    only_roles: bool = False


@cache
def known_layouts() -> tuple[KnownLayout, ...]:
    """Every known layout."""
    _, said = read_toml(LAYOUTS)
    entries: list[dict[str, Any]] = list(said.values())
    return tuple(KnownLayout(**entry) for entry in entries)


def layout_of(headings: Iterable[str]) -> KnownLayout | None:
    """The layout that has all of its columns among these headings."""
    there = set(headings)
    return next((known for known in known_layouts() if there >= set(known.columns)), None)
