"""Layouts of known services (`formats.toml`), told by their columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from data.codes.text_files import read_toml

FORMATS = Path(__file__).parent / "formats.toml"


@dataclass(frozen=True)
class Format:
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
    only_roles: bool = False


@cache
def formats() -> tuple[Format, ...]:
    """Every known layout."""
    _, said = read_toml(FORMATS)
    entries: list[dict[str, Any]] = list(said.values())
    return tuple(Format(**entry) for entry in entries)


def format_of(headings: Iterable[str]) -> Format | None:
    """The layout that has all of its columns among these headings."""
    there = set(headings)
    return next((known for known in formats() if there >= set(known.columns)), None)
