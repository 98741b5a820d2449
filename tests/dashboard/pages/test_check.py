"""The Check page as Streamlit runs it: verdicts, their filter, their order, and conflicts."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.answers.selection import Selection
from dashboard.answers.whole_edition import conflicts
from data import periods
from tests.support.pages import address, without_exception

CONFLICT = ":red[**!**]"
VERDICT_LABELS = {
    "contradicted": ("✗ Contradicted", "✗ Mâu thuẫn với số liệu", 1),
    "explained": ("↔ Explained", "↔ Khớp theo cách hiểu khác", 1),
    "consistent_if_rounded": ("≈ Consistent if rounded", "≈ Chỉ khớp nếu làm tròn", 1),
    "consistent": ("✓ Consistent", "✓ Khớp", 7),
    "not_testable": ("? Not testable", "? Chưa kiểm được", 26),
}


def claims_on(app: AppTest) -> list[str]:
    """The labels of the claims: expanders with a verdict, not those of conflicts."""
    labels = [str(expander.label) for expander in app.expander]
    return [label for label in labels if "[**" in label and CONFLICT not in label]


def verdict_of(label: str) -> str:
    return label.partition("**")[2].partition("**")[0]


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("verdict", VERDICT_LABELS)
def test_a_verdict_in_the_address_or_a_chip_leaves_its_claims_only(visit, language, verdict):
    pair = {"reporter": "VNM", "partner": ["RUS", "KAZ"]}
    english, vietnamese, count = VERDICT_LABELS[verdict]
    wanted = [{"en": english, "vi": vietnamese}[language]] * count
    app = visit("check", lang=language, verdict=verdict, **pair)
    assert [verdict_of(claim) for claim in claims_on(app)] == wanted
    chips = app.pills(key="verdict")
    assert chips.value == [verdict]
    counts = [int(option.rpartition(" ")[2]) for option in chips.options]
    assert counts == [number for *_, number in VERDICT_LABELS.values()]
    assert len(app.get("html")) >= count
    chosen = without_exception(visit("check", lang=language, **pair))
    without_exception(chosen.pills(key="verdict").set_value([verdict]).run())
    assert claims_on(chosen) == claims_on(app)
    assert address(chosen)["verdict"] == [verdict]


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("en", "official figures of the same reporter: General Statistics Office of Viet Nam "
         "(September 2018)."),
        ("vi", "số liệu thống kê chính thức của cùng bên thống kê: Tổng cục Thống kê Việt Nam "
         "(tháng 9/2018)."),
    ],
)  # fmt: skip
def test_a_proof_names_publications_by_publisher_and_date(visit, language, named):
    app = visit("check", lang=language, reporter="VNM", partner="RUS", verdict="contradicted")
    [proof] = [e.proto.body for e in app.get("html") if 'class="proof"' in e.proto.body]
    before_evidence, _, evidence = proof.rpartition("<table")
    assert named in before_evidence
    assert "gso-yearbook" not in before_evidence
    assert "gso-yearbook" in evidence  # where the id stands beside the publisher


def test_claims_are_in_the_order_of_what_needs_attention(visit):
    app = visit("check", lang="en", verdict=["consistent", "explained", "contradicted"])
    found = [verdict_of(claim) for claim in claims_on(app)]
    assert found == ["✗ Contradicted", "↔ Explained", *["✓ Consistent"] * 13]
    assert "#### 64 claims, 16 testable" in [text.value for text in app.markdown]


def test_a_filter_without_claims_says_so_and_keeps_its_chip(visit):
    app = visit("check", lang="en", partner="KAZ", reporter="VNM", verdict="explained")
    assert [info.value for info in app.info] == ["No claim fits these filters."]
    assert app.pills(key="verdict").options[-1] == ":orange[**↔ Explained**] 0"


def test_conflicts_of_the_selection_stand_below_the_claims(visit):
    app = visit("check", lang="en", reporter="VNM", partner="RUS")
    assert "3 conflicts between reported facts" in [header.value for header in app.subheader]
    assert "[3 conflicts between reported facts](#conflicts)" in [m.value for m in app.markdown]
    assert sum(CONFLICT in expander.label for expander in app.expander) == 3
    app = visit("check", lang="vi", source="gso-yearbook", flow="export")
    assert sum(CONFLICT in expander.label for expander in app.expander) == 2
    app = visit("check", lang="en", reporter="VNM", partner="KAZ")
    assert not app.subheader


# 36.2 against over 35 percent in Russia's statistics of 2017 (two), and three of Viet Nam's:
# 2017 and 2018 of TASS; 2016 and 2017 of TASS and the yearbook; 2015 and 2024 of three sources.
@pytest.mark.parametrize(
    ("selection", "count"),
    [
        (Selection(), 5),
        (Selection(reporter=("RUS",)), 2),
        (Selection(partner=("RUS",)), 3),
        (Selection(partner=("RUS",), flow=("export",)), 2),
        (Selection(source=("tass-com-2019-05-20",)), 2),
        (Selection(source=("tass-com-2019-05-20",), flow=("export",)), 0),
        (Selection(partner=("RUS",), since=periods.parse("2018")), 2),
        (Selection(until=periods.parse("2016")), 2),
        (Selection(freq=("Q",)), 0),
        (Selection(product=("0901",)), 0),
        (Selection(verdict=("explained",)), 5),
    ],
)
def test_a_conflict_is_selected_by_any_one_of_its_facts(edition, selection, count):
    assert len(conflicts(edition, selection)) == count
