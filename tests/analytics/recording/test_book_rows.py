"""What of a text can be kept in the figure book, as rows with digits and unit as printed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.reading.marks.limits import limits
from analytics.reading.out.reader import Read, read
from analytics.recording.book_rows import REASONS, BookRow, book_rows
from analytics.recording.corrections import corrected
from data import codes
from data.intervals import of_printed


def level(row: BookRow) -> str:
    """`nearly 250 million USD`, `25..30 million USD`; `-` without a level."""
    digits = row["number"] + (f"..{row['number_high']}" if row["number_high"] else "")
    said = f"{row['qualifier']} {digits} {row['unit']} {row['currency']}"
    return said.removeprefix("exact ").removeprefix("range ") if digits else "-"


LEVELS = [
    # the amount as printed, its digits and unit in the book
    ("$146.3 million", "146.3 million USD"),
    ("$800 million", "800 million USD"),
    ("$310.0 million", "310.0 million USD"),
    ("$0.5 billion", "0.5 billion USD"),
    ("$31,866,000", "31866000 one USD"),
    ("$950,000", "950000 one USD"),
    ("$1,250 million", "1250 million USD"),
    ("$1.250 billion", "1.250 billion USD"),
    ("nearly $52 million", "nearly 52 million USD"),
    ("over $1.3 billion", "over 1.3 billion USD"),
    ("about 90 million euros", "about 90 million EUR"),
    ("25-30 million USD", "25..30 million USD"),
]


@pytest.mark.parametrize(("printed", "expected"), LEVELS)
def test_a_level_keeps_its_digits_and_its_bounds(printed: str, expected: str) -> None:
    found = read(f"In 2024, Viet Nam's exports to Chile reached {printed}.")
    [row] = book_rows(found).figures.values()
    assert level(row) == expected
    assert row["printed"] in printed
    power = codes.power_of_ten(row["unit"])
    kept = of_printed(row["number"], row["number_high"] or None, row["qualifier"], power)
    assert kept.bounds.ends == found.figures[0].ends


def test_a_fraction_is_kept_as_the_range_that_it_stands_for() -> None:
    """A third of a hundred, by a tenth around: 33.3 less and more 3.33."""
    found = read("In 2024, Viet Nam's exports to Chile rose by a third to $40 million.")
    [row] = book_rows(found).claims.values()
    digits = {name: row[name] for name in ("number", "number_high", "qualifier", "printed")}
    assert digits == {
        "number": "29.97", "number_high": "36.63", "qualifier": "range", "printed": "a third",
    }  # fmt: skip
    [(_, claim)] = found.claims
    assert limits(claim.mark).bounds.ends == (Fraction("29.97"), Fraction("36.63"))


def looked_at(found: Read) -> Read:
    """A reading of which a person found every row right."""
    rows = [row.name for figure in found.figures for row in (figure, *figure.claims)]
    return corrected(found, {name: {"is_right": "yes"} for name in rows})


@given(
    st.integers(1, 9_999), st.integers(0, 3), st.sampled_from(["million", "billion", "thousand"]),
    st.sampled_from(["", "nearly ", "over ", "about "]), st.sampled_from(["surplus", "deficit"]),
)  # fmt: skip
def test_the_bounds_in_the_book_are_those_of_the_reader(
    digits: int, decimals: int, magnitude: str, qualifier: str, balance: str
) -> None:
    number = f"{digits}." + "7" * decimals if decimals else str(digits)
    amount = f"{qualifier}${number} {magnitude}"
    found = read(f"In 2024, Viet Nam's trade {balance} with Chile was {amount}.")
    [figure], [row] = found.figures, book_rows(looked_at(found)).figures.values()
    power = codes.power_of_ten(row["unit"])
    kept = of_printed(row["number"], None, row["qualifier"], power)
    assert kept.bounds.ends == figure.ends
    assert kept.value is not None
    assert kept.value == figure.value


def test_a_deficit_of_nearly_250_lies_above_minus_250() -> None:
    text = "In 2024, Viet Nam's trade deficit with Chile was nearly $250 million."
    [row] = book_rows(read(text)).figures.values()
    assert level(row) == "over -250 million USD"  # [-250, -240): k is 10


TEXT = (
    "In 2024, Viet Nam's exports to Chile reached $540 million, up 35% from $400 million in 2023."
    "\nIn 2024, Viet Nam's imports from Chile doubled, rising by nearly $20 million."
)


def test_figures_and_claims_name_each_other_and_their_line() -> None:
    rows = book_rows(read(TEXT), {"c2": {"kind": "multiple"}, "c3": {"is_right": "yes"}})
    assert rows.refused == {}
    assert {
        name: (row["flow"], row["period"], level(row), row["place"])
        for name, row in rows.figures.items()
    } == {
        "f1": ("export", "2024", "540 million USD", "line 1"),
        "f2": ("export", "2023", "400 million USD", "line 1"),
        "f3": ("import", "2024", "-", "line 2"),
    }
    assert rows.claims == {
        "c1": {
            "claim": "c1", "figure": "f1", "kind": "percent", "direction": "up", "number": "35",
            "number_high": "", "unit": "", "qualifier": "exact", "base_period": "2023",
            "printed": "35%", "place": "line 1", "note": "",
        },
        "c2": {
            "claim": "c2", "figure": "f3", "kind": "multiple", "direction": "up", "number": "2",
            "number_high": "", "unit": "", "qualifier": "about", "base_period": "2023",
            "printed": "doubled", "place": "line 2", "note": "corrected by hand",
        },
        "c3": {
            "claim": "c3", "figure": "f3", "kind": "absolute", "direction": "up", "number": "20",
            "number_high": "", "unit": "million", "qualifier": "nearly", "base_period": "2023",
            "printed": "$20 million", "place": "line 2", "note": "confirmed by hand",
        },
    }  # fmt: skip


def test_only_the_chosen_figures_are_kept_with_their_claims() -> None:
    chosen = book_rows(read(TEXT)).only({"f1"})
    assert (set(chosen.figures), set(chosen.claims)) == ({"f1"}, {"c1"})


AGAIN = "In 2024, Viet Nam's exports to Chile reached $540 million"
REPETITIONS = [
    # a second sentence; what each row says, and which it restates; what is refused
    ("Viet Nam's exports to Chile rose 35% in 2024.", {"f1": "540 million USD"}, {}),
    (
        "Viet Nam's exports to Chile were more than $500 million in 2024.",
        {"f1": "540 million USD", "f2": "over 500 million USD restates f1"},
        {},
    ),
    (
        "Viet Nam's exports to Chile were over $500 million in 2024. Viet Nam's exports to Chile"
        " came to $545 million in 2024, up 3%.",
        {"f1": "540 million USD", "f2": "over 500 million USD restates f1"},
        {"f3": "repeated", "c1": "repeated"},
    ),
]


@pytest.mark.parametrize(("second", "kept", "refused"), REPETITIONS)
def test_a_cell_is_kept_once_and_restated_once(
    second: str, kept: dict[str, str], refused: dict[str, str]
) -> None:
    rows = book_rows(looked_at(read(f"{AGAIN}. {second}")))
    said = {
        name: level(row) + (f" restates {row['restates']}" if row["restates"] else "")
        for name, row in rows.figures.items()
    }
    assert (said, rows.refused) == (kept, refused)


def test_a_restated_figure_comes_with_the_one_that_is_chosen() -> None:
    rows = book_rows(read(f"{AGAIN}. {REPETITIONS[1][0]}"))
    assert set(rows.only({"f2"}).figures) == {"f1", "f2"}
    assert set(rows.only({"f1"}).figures) == {"f1"}


REFUSED = [
    # text, corrections, reasons
    ("Exports reached $540 million in 2024.", {}, {"f1": "no_sides"}),
    (AGAIN + ", up 35%.", {"f1": {"partner": "VNM"}}, {"f1": "same_sides", "c1": "same_sides"}),
    (AGAIN + ", up 35%.", {"c1": {"base_period": "2025"}}, {"c1": "base_not_before"}),
    (AGAIN + ", up by 35 million euros.", {}, {"c1": "other_currency"}),
    (AGAIN + ".", {"f1": {"printed": "4 thousand trillion USD"}}, {"f1": "no_unit"}),
]


@pytest.mark.parametrize(("text", "changes", "reasons"), REFUSED)
def test_what_the_book_has_no_place_for_is_refused_with_the_reason(
    text: str, changes: dict[str, dict[str, str | None]], reasons: dict[str, str]
) -> None:
    rows = book_rows(corrected(read(text), changes))
    assert rows.refused == reasons
    assert rows.figures.keys() & reasons.keys() == set()
    assert rows.claims.keys() & reasons.keys() == set()
    assert set(reasons.values()) <= set(REASONS)


def test_what_is_to_be_looked_at_is_kept_once_a_person_found_it_right() -> None:
    found = read("In 2023, Peru's exports to Chile were $110. Peru's exports to Chile rose 5%.")
    small = book_rows(found)
    assert small.refused["f1"] == "in_doubt"
    assert "f1" not in small.figures
    right = {"f1": {"is_right": "yes"}}
    kept = book_rows(corrected(found, right), right)
    assert kept.figures["f1"]["note"] == "confirmed by hand"
