"""Figures and claims of a text as rows of the views that the checks read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from analytics.reading.out.reader import read
from analytics.recording.stated import stated
from dashboard.wording.checked_text import as_records
from tests.support.checked_texts import NO_CLAIM, NOTHING, PERU, check
from tests.support.made_observations import observations


def test_the_rows_of_a_figure_and_its_claim():
    text = "In 2023, Vietnam's exports to Peru nearly doubled to over 546 million USD."
    said = stated(read(text, published="2024-02-01"))
    [figure], [row] = said.observations, said.claims
    wanted = {
        "reporter": "VNM", "partner": "PER", "flow": "export", "product": "TOTAL", "freq": "A",
        "period": "2023", "currency": "USD", "value": 546_000_000, "low": 546_000_000,
        "high": 547_000_000, "qualifier": "over", "status": "A", "source": "text",
        "release_date": "2024-02-01", "figure": "f1",
    }  # fmt: skip
    assert {name: getattr(figure, name) for name in wanted} == wanted
    assert set(figure._fields) == set(NOTHING.columns)
    wanted = {
        "claim": "c1", "figure": "f1", "figure_kind": "actual", "kind": "multiple",
        "direction": "up", "claimed": 2, "claimed_low": Decimal("1.8"), "claimed_high": 2,
        "claimed_qualifier": "nearly", "claimed_printed": "doubled", "level": 546_000_000,
        "level_low": 546_000_000, "level_high": 547_000_000, "level_qualifier": "over",
        "level_status": "A", "level_printed": "546 million USD", "base_period": "2022",
    }  # fmt: skip
    assert {name: getattr(row, name) for name in wanted} == wanted
    assert set(row._fields) == set(NO_CLAIM.columns)


def test_a_growth_without_a_level_has_no_level_and_the_texts_currency():
    text = "Japan's exports to Peru were 300 billion yen in 2023. Japan's imports from Peru fell "
    said = stated(read(text + "7 percent in 2023 from 2022."))
    [row] = said.claims
    assert (row.figure, row.level, row.level_low, row.currency) == (
        "f2", None, None, "JPY",
    )  # fmt: skip
    assert [figure.figure for figure in said.observations] == ["f1"]


def test_a_cell_printed_twice_is_one_observation_the_tightest():
    text = (
        "In 2023, Vietnam's exports to Peru were nearly 550 million USD. Vietnam's exports to "
        "Peru reached 546.4 million USD in 2023. Vietnam's imports from Peru were 100 million USD "
        "in 2023."
    )
    said = stated(read(text))
    assert [row.figure for row in said.observations] == ["f1", "f2", "f3"]
    assert [row.figure for row in said.once_a_cell] == ["f2", "f3"]


@pytest.mark.parametrize(
    ("deficit", "change", "direction"),
    [
        ("deficit", "up 0.2 billion USD", "down"),
        ("deficit", "down 0.2 billion USD", "up"),
        ("deficit", "up 20 percent", "up"),
        ("surplus", "up 0.2 billion USD", "up"),
    ],
)
def test_the_balance_goes_the_other_way_than_a_deficit(deficit, change, direction):
    text = f"Vietnam's trade {deficit} with Russia was 1.2 billion USD in 2023, {change} from 2022."
    said = stated(read(text))
    [figure], [row] = said.observations, said.claims
    sign = 1 if deficit == "surplus" else -1
    assert (figure.flow, figure.value, row.direction) == (
        "balance", sign * 1_200_000_000, direction,
    )  # fmt: skip
    assert figure.low < figure.value < figure.high


def test_a_change_in_another_currency_has_no_level_to_go_with():
    text = "In 2023, Japan's exports to Peru reached 300 billion yen, up 0.2 billion USD from 2022."
    [row] = stated(read(text)).claims
    assert (row.kind, row.currency, row.level, row.level_low) == (
        "absolute", "USD", None, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "status", "count"),
    [
        ("Vietnam's exports to Peru will reach 600 million USD in 2030.", "F", 1),
        ("Vietnam targets exports to Peru of 600 million USD in 2030.", None, 0),
        ("Vietnam's exports to Peru reached 600 million USD.", None, 0),
        ("Vietnam's exports to Peru reached 600 million USD in 2023.", "A", 1),
    ],
)
def test_a_target_and_an_undated_figure_are_no_observations(text, status, count):
    found = read(text)
    said = stated(found)
    assert len(found.figures) == 1
    assert [row.status for row in said.observations] == [status] * count


@pytest.mark.parametrize(
    ("rate", "claimed", "low", "high", "qualifier"),
    [
        ("doubled", "2", "1.8", "2.2", "about"),
        ("more than doubled", "2", "2", "2.2", "over"),
        ("rose 2-fold", "2", "1.5", "2.5", "exact"),
        ("rose 3-10 percent", None, "3", "10", "range"),
    ],
)
def test_a_rate_carries_its_bounds(rate, claimed, low, high, qualifier):
    text = f"In 2023, Vietnam's exports to Peru {rate}, to 546 million USD, compared with 2022."
    [row] = stated(read(text)).claims
    wanted = [Decimal(number) if number else None for number in (claimed, low, high)]
    assert [row.claimed, row.claimed_low, row.claimed_high] == wanted
    assert row.claimed_qualifier == qualifier


def test_checks_come_in_the_order_of_the_text():
    text = PERU.format("546 million USD", "up 25 percent", "437 million USD")
    other = text.replace("Peru", "Chile").replace("up 25", "up 35")
    said = as_records(check(f"{text} {other} {text.replace('Peru', 'Japan')}"))
    assert [(claim["figure"], claim["verdict"]) for claim in said["claims"]] == [
        ("f1", "consistent"), ("f3", "contradicted"), ("f5", "consistent"),
    ]  # fmt: skip
    assert [claim["evidence"]["figures"][0] for claim in said["claims"]] == ["f1", "f3", "f5"]


def test_the_evidence_of_a_reading_with_other_figures_names_them():
    text = PERU.format("546 million USD", "up 35 percent", "437 million USD")
    named = {"figure": "figure-1", "source": "gazette"}
    figures = observations(("VNM", "PER", "export", "2022", "404.4", named))
    [claim] = as_records(check(text, figures))["claims"]
    assert (claim["verdict"], claim["evidence"]) == (
        "explained", {"sources": ["text", "gazette"], "figures": ["f1", "f2", "figure-1"]},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "products"),
    [
        ("Goods trade between Chile and Peru came to $546 million in 2023.", ["TOTAL"]),
        (
            "Trade between Chile and Peru came to $846 million in 2023. Goods trade between Chile "
            "and Peru came to $546 million in 2023.",
            ["TOTAL", "Goods"],
        ),
        (
            "Trade in goods and services between Chile and Peru came to $946 million in 2023. "
            "Chile's goods exports to Peru came to $546 million in 2023.",
            ["goods and services", "TOTAL"],
        ),
        ("Chile's copper exports to Peru came to $546 million in 2023.", ["copper"]),
    ],
    ids=["goods", "goods beside all trade", "goods beside goods and services", "copper"],
)
def test_goods_are_all_goods_unless_told_beside_all_trade(text, products):
    said = stated(read(text, published="2024-02-01"))
    assert [row.product for row in said.observations] == products
