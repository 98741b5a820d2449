"""The figure book beside the facts it was transcribed from, where they lie beside the checkout."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from decimal import Decimal

import pytest

from data.book.rows import Values
from tests.support.checkout import DOCUMENTS, SHARED

FACTS = SHARED / "facts"
MILLION = 10**6


def facts(name: str) -> list[dict[str, str]]:
    if not (FACTS / name).is_file():
        pytest.skip(f"no {FACTS / name}: the facts lie beside the checkout, not in it")
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_press_figure_is_in_the_book_as_it_was_given(tables: dict[str, list[Values]]) -> None:
    ours = {row["figure"]: row for row in tables["figure"]}
    same = ("source", "reporter", "partner", "flow", "period", "printed", "qualifier", "kind")
    differences: dict[str, dict[str, tuple[object, object]]] = {}
    for fact in facts("press_figures.csv"):
        row = ours[fact["figure"]]
        given: Values = {name: fact[name] or None for name in (*same, "value")}
        given |= {"product": fact["product"] or "TOTAL", "currency": fact["currency"] or "USD"}
        given["value"] = Decimal(fact["value"]) if fact["value"] else None
        if fact["qualifier"] == "range":
            given |= {"low": Decimal(fact["low"]), "high": Decimal(fact["high"])}
        for name, value in given.items():
            if row[name] != value:
                differences.setdefault(fact["figure"], {})[name] = (value, row[name])
    # The text prints Viet Nam's total, 4.26, and 2.3 + 1.96 makes it up: see the row's note.
    assert differences == {
        "vi005c": {
            "reporter": ("RUS", "VNM"),
            "partner": ("VNM", "RUS"),
            "flow": ("export", "import"),
        }
    }


def test_every_official_figure_is_in_the_book_and_no_other(tables: dict[str, list[Values]]) -> None:
    key = ("reporter", "partner", "flow", "period", "status")
    given = {
        tuple(fact[name] for name in key): Decimal(fact["million_usd"]) * MILLION
        for fact in facts("official_annual.csv")
    }
    official = [row for row in tables["figure"] if row["source"] == "gso-yearbook"]
    assert {tuple(row[name] for name in key): row["value"] for row in official} == given
    assert len(given) == len(official) > 60
    assert {(row["product"], row["qualifier"], row["kind"]) for row in official} == {
        ("TOTAL", "exact", "actual")
    }


def test_every_press_claim_is_in_the_book_as_it_was_given(tables: dict[str, list[Values]]) -> None:
    names = ("kind", "direction", "value", "value_high", "qualifier", "base_period", "printed")
    sources = {row["figure"]: row["source"] for row in tables["figure"]}
    press = {fact["figure"] for fact in facts("press_figures.csv")}

    def words(claim: Values, number: str, number_high: str) -> tuple[object, ...]:
        high = Decimal(claim[number_high]) if claim[number_high] else None
        numbers = {"value": Decimal(claim[number]), "value_high": high}
        return tuple((numbers | claim | numbers)[name] or None for name in names)

    given = Counter(
        (fact["figure"], fact["source"], *words(fact, "value", "value_high"))
        for fact in facts("press_claims.csv")
    )
    ours = Counter(
        (row["figure"], sources[row["figure"]], *words(row, "number", "number_high"))
        for row in tables["claim"]
        if row["figure"] in press
    )
    # "Doubled" and "tenfold" are words: without a last printed digit they can only be "about".
    assert sorted(claim[0] for claim in given - ours) == ["en022a", "vi002a"]
    for claim in given - ours:
        assert ours[tuple("about" if word == "exact" else word for word in claim)] == 1
    assert (given - ours).total() == (ours - given).total() == 2
    assert given.total() > 50


def test_the_checksums_are_those_of_the_transcribed_files(tables: dict[str, list[Values]]) -> None:
    named = {row["file"]: row["checksum"] for row in tables["source"] if row["file"]}
    folders = (DOCUMENTS, FACTS)
    present = [folder / name for name in named for folder in folders if (folder / name).is_file()]
    if not present:
        pytest.skip(f"no transcribed file in {SHARED}: they lie beside the checkout, not in it")
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in present} == {
        path.name: named[path.name] for path in present
    }
