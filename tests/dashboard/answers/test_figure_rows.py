"""Figures with their growth and with what follows from others, worked out by hand."""

from __future__ import annotations

import pytest

from dashboard.answers.file_formats import to_csv
from dashboard.answers.selection import Selection
from dashboard.wording import public_tables
from data.store import Edition
from tests.support.commands import answer, call

BOTH = ("growth", "implied")
# Total 146.3 m (+18.4 %), exports 115.7 m, imports 30.6 m (+271.8 %) in the first quarter of 2025.
MOFA = "mofa-vn-2025-05-02"


def rows(edition: Edition, **asked: object) -> dict[tuple[object, ...], dict[str, object]]:
    """The rows of observations, by flow, period and source, each once."""
    made = public_tables.table(edition, "observations", Selection(**asked))
    found = [dict(zip(made.columns, row, strict=True)) for row in made.rows]
    by_cell = {(row["flow"], row["period"], row["source"]): row for row in found}
    assert len(by_cell) == len(found)
    return by_cell


@pytest.fixture(scope="module")
def quarters(edition) -> dict[tuple[object, ...], dict[str, object]]:
    """The quarters of Viet Nam with Kazakhstan, with all that there is of them."""
    pair = {"reporter": ("VNM",), "partner": ("KAZ",), "freq": ("Q",)}
    return rows(edition, **pair, beside=BOTH)


def held(row: dict[str, object], **expected: object) -> None:
    """The row has these values; numbers to a hundred-millionth."""
    assert {name: row[name] for name in expected} == {
        name: pytest.approx(value, rel=1e-8) if isinstance(value, float) else value
        for name, value in expected.items()
    }


def test_the_quarters_of_kazakhstan_are_one_file(quarters):
    implied = {
        ("export", "2024-Q1", None), ("import", "2024-Q1", None), ("total", "2024-Q1", None),
        ("export", "2025-Q1", None),
    }  # fmt: skip
    printed = {(flow, "2025-Q1", MOFA) for flow in ("export", "import", "total")}
    assert set(quarters) == implied | printed | {("total", "2025-Q1", "congthuong-vn-2025-05-06")}
    assert {cell for cell, row in quarters.items() if row["implied"]} == implied


def test_a_printed_rate_is_the_growth_where_the_source_has_no_base(quarters):
    """18.4 % stands for 18.35 to 18.45 %, 271.8 % for 271.75 to 271.85 %; no base is printed."""
    own = {"growth_from": "claim", "base_period": "2024-Q1", "base_value": None,
           "note": "no base figure", "facts": None}  # fmt: skip
    held(
        quarters["total", "2025-Q1", MOFA], **own, claim="mofa-kaz-2025q1-total-up",
        value=146_300_000, growth_pct=18.4, growth_pct_low=18.35, growth_pct_high=18.45,
        verdict="not_testable",
    )  # fmt: skip
    held(
        quarters["import", "2025-Q1", MOFA], **own, claim="mofa-kaz-2025q1-import-up",
        value=30_600_000, growth_pct=271.8, growth_pct_low=271.75, growth_pct_high=271.85,
    )  # fmt: skip
    held(
        quarters["export", "2025-Q1", MOFA], growth_from=None, claim=None, growth_pct=None,
        growth_pct_low=None, note="no base figure",
    )  # fmt: skip


def test_an_implied_amount_has_bounds_and_what_they_rest_on(quarters):
    """The base of 146.25–146.35 m after +18.35–18.45 %: 146.25 m / 1.1845 to 146.35 m / 1.1835."""
    held(
        quarters["total", "2024-Q1", None], value=None, status=None, source=None,
        facts="mofa-kaz-2025q1-total; mofa-kaz-2025q1-total-up", fact_sources=MOFA,
        growth_from=None, note="no growth follows",
    )  # fmt: skip
    base = quarters["total", "2024-Q1", None]
    assert str(base["low"]) == "123469818.488813"  # 123,469,818.4888138…, rounded down
    assert str(base["high"]) == "123658639.628222"  # 123,658,639.6282213…, rounded up


def test_an_implied_rate_stands_where_nobody_prints_one(quarters):
    """Exports over exports a year before, which are two-way trade less imports of both.

    Least with imports of 30.65 and exports of 115.65, +18.35 % on trade and +271.85 % on imports:
    115.65 / (146.3 / 1.1835 − 30.65 / 3.7185) = 1.0023938; greatest with 30.55 and 115.75, +18.45 %
    and +271.75 %: 115.75 / (146.3 / 1.1845 − 30.55 / 3.7175) = 1.0039539.
    """
    held(
        quarters["export", "2025-Q1", None], growth_from="implied", base_period="2024-Q1",
        low=None, high=None, value=None, growth_pct=None, claim=None, note=None,
        growth_pct_low=100 * (115.65 / (146.3 / 1.1835 - 30.65 / 3.7185) - 1),
        growth_pct_high=100 * (115.75 / (146.3 / 1.1845 - 30.55 / 3.7175) - 1),
    )  # fmt: skip


def test_each_alone_leaves_the_other_out(edition, quarters):
    pair = {"reporter": ("VNM",), "partner": ("KAZ",), "freq": ("Q",)}
    plain, grown, implied = (
        rows(edition, **pair, beside=one) for one in ((), ("growth",), ("implied",))
    )
    printed = {cell for cell, row in quarters.items() if not row["implied"]}
    assert set(plain) == set(grown) == printed
    assert set(implied) == set(quarters) - {("export", "2025-Q1", None)}  # of which only a rate is
    for cell in printed:
        assert {**grown[cell], **plain[cell]} == grown[cell]
        assert {**quarters[cell], **grown[cell]} == quarters[cell]
    assert "growth_pct" not in implied["total", "2024-Q1", None]
    assert "facts" not in grown["total", "2025-Q1", MOFA]


def test_a_rate_without_an_amount_is_a_row_without_one(edition):
    """ "5,7 lần" of rubber goods stands for 5.65- to 5.75-fold, which is +465 to +475 %."""
    found = rows(edition, product=("sản phẩm cao su",), beside=("growth",))
    held(
        found["export", "2023-01/2023-04", "danviet-vn-2024-06-18"], value=None, low=None,
        high=None, growth_from="claim", claim="vi004b-rate", base_period="2022-01/2022-04",
        growth_pct=470.0, growth_pct_low=465.0, growth_pct_high=475.0,
    )  # fmt: skip
    assert not rows(edition, product=("sản phẩm cao su",)).keys() & found.keys()


def test_a_printed_rate_stands_beside_that_of_the_figures(edition):
    """4.58 billion of 2024 on 3.63 of 2023 is +25.85 to +26.49 %; "26%" is 25.5 to 26.5."""
    asked = {"reporter": ("VNM",), "partner": ("RUS",), "product": ("TOTAL",), "freq": ("A",)}
    held(
        rows(edition, **asked, beside=("growth",))["total", "2024", MOFA],
        growth_from="figures", base_value=3_630_000_000, change=950_000_000,
        growth_pct=100 * (4.58 / 3.63 - 1), growth_pct_low=100 * (4.575 / 3.635 - 1),
        growth_pct_high=100 * (4.585 / 3.625 - 1), claim="mofa-rus-2024-total-up",
        claimed_pct=26.0, claimed_pct_low=25.5, claimed_pct_high=26.5, verdict="consistent",
    )  # fmt: skip


def test_a_fall_is_below_zero(edition):
    """ "36,4 %" down in the first four months of 2023: −36.45 to −36.35 %."""
    asked = {"reporter": ("VNM",), "partner": ("RUS",), "product": ("TOTAL",), "freq": ("R",)}
    found = rows(edition, **asked, beside=("growth",))
    [row] = [row for row in found.values() if row["claim"] == "vi003c-rate"]
    held(row, growth_pct=-36.4, growth_pct_low=-36.45, growth_pct_high=-36.35)


def test_of_a_chosen_source_only_what_rests_on_it_alone(edition):
    asked = {"partner": ("KAZ",), "freq": ("A",), "beside": BOTH}
    every, chosen = rows(edition, **asked), rows(edition, **asked, source=(MOFA,))
    assert {row["fact_sources"] or row["source"] for row in chosen.values()} == {MOFA}
    # 2023: "over 800 m" of another source narrows 799.5 to 800.5 m, so two-way trade rests on two.
    assert str(every["total", "2023", None]["fact_sources"]).count(";") >= 1
    assert ("total", "2023", None) not in chosen
    assert chosen["export", "2023", None] == every["export", "2023", None]


def test_the_command_gives_the_bytes_of_the_page(edition):
    home = edition.path.parent.parent
    asked = Selection(partner=("KAZ",), freq=("Q",), beside=(*BOTH, "provenance"))
    page = to_csv(public_tables.table(edition, "observations", asked))
    given = ("export", "observations", "--partner", "KAZ", "--freq", "Q", "--with")
    assert answer(call(home, *given, "implied,growth", "--provenance")) == page
    refused = call(home, "export", "growth", "--with", "growth")
    assert refused.stderr.decode() == (
        "tradeproof: the file growth has no growth beside; ask observations for growth\n"
    )
    assert call(home, *given, "sources").returncode == 2
