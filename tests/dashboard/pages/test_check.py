"""The Check page as Streamlit runs it: the list of claims, what filters leave out, conflicts."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from analytics.checking.verdicts import Verdict
from dashboard.answers import claim_list
from dashboard.answers.selection import Selection
from dashboard.answers.whole_edition import conflicts, every_check
from data import periods
from tests.support.claim_rows import claim_rows, html_of, links_of, text_of
from tests.support.pages import address, without_exception

CONFLICT = ":red[**!**]"
PAIR = {"reporter": "VNM", "partner": ["RUS", "KAZ"]}
VERDICT_LABELS = {
    "contradicted": ("✗ Contradicted", "✗ Mâu thuẫn với số liệu", 1),
    "explained": ("↔ Explained", "↔ Khớp theo cách hiểu khác", 1),
    "consistent_if_rounded": ("≈ Consistent if rounded", "≈ Chỉ khớp nếu làm tròn", 1),
    "consistent": ("✓ Consistent", "✓ Khớp", 7),
    "not_testable": ("? Not testable", "? Chưa kiểm được", 26),
}


def claims_shown(app) -> list[str]:
    return [claim for row in claim_rows(app) for claim in row.claims]


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("verdict", VERDICT_LABELS)
def test_a_verdict_in_the_address_or_the_strip_leaves_its_claims_only(visit, language, verdict):
    english, vietnamese, count = VERDICT_LABELS[verdict]
    app = visit("check", lang=language, verdict=verdict, **PAIR)
    rows = claim_rows(app)
    assert {row.verdict for row in rows} == {{"en": english, "vi": vietnamese}[language]}
    assert len(claims_shown(app)) == count
    chips = app.pills(key="verdict")
    assert chips.value == [verdict]
    counts = [int(option.rpartition(" ")[2]) for option in chips.options]
    assert counts == [number for *_, number in VERDICT_LABELS.values()]
    chosen = without_exception(visit("check", lang=language, **PAIR))
    without_exception(chosen.pills(key="verdict").set_value([verdict]).run())
    assert claims_shown(chosen) == claims_shown(app)
    assert address(chosen)["verdict"] == [verdict]


def test_the_widths_of_the_strip_are_the_shares_of_the_verdicts(visit):
    style = html_of(visit("check", lang="en", **PAIR), "--verdict: #")
    grown = [int(part.partition(";")[0]) for part in style.split("flex-grow: ")[1:]]
    assert grown == [number for *_, number in VERDICT_LABELS.values()]


def test_every_claim_is_in_the_table_once_with_its_verdict_and_its_address(visit, edition):
    app = visit("check", lang="en", flow=["export", "import", "total", "balance"])
    rows = claim_rows(app)
    checks = {check.claim.claim: check for check in every_check(edition)}
    assert sorted(claims_shown(app)) == sorted(checks)
    for row in rows:
        verdicts = {str(checks[claim].verdict) for claim in row.claims}
        assert all(VERDICT_LABELS[verdict][0] in row.verdict for verdict in verdicts)
    opened = links_of(html_of(app, "figures claims"))
    assert opened  # a row keeps the filters
    assert all("flow=export" in href for href in opened.values())


def test_claims_come_newest_first_by_period_then_by_day_of_publication(visit, edition):
    checks = {check.claim.claim: check.claim for check in every_check(edition)}
    rows = claim_rows(visit("check", lang="en"))
    order = [
        max((checks[claim].last_month, checks[claim].release_date) for claim in row.claims)
        for row in rows
    ]
    assert len(order) == 59
    assert order == sorted(order, reverse=True)
    assert text_of(html_of(visit("check", lang="en"), 'class="lead"')).startswith(
        "Of 64 reported growth rates 16 can be tested against figures."
    )


def test_the_cells_say_what_was_claimed_and_what_the_figures_allow(visit):
    rows = {row.claim: row.cells for row in claim_rows(visit("check", lang="en"))}
    plus_99 = next(row for claim, row in rows.items() if claim == "vi002a-rate")
    assert plus_99["said"] == "×2 (“gấp đôi”)"
    assert plus_99["found"] == "implies 363 to 489 million USD in 2023"
    assert plus_99["date"] == "2024 on 2023"
    plus_26 = rows["mofa-rus-2024-total-up"]
    assert plus_26["said"] == "+26%"
    assert plus_26["found"] == "recomputed +25.85% to +26.49%"
    assert plus_26["trade"] == "Viet Nam – Russia Two-way trade"


@pytest.mark.parametrize(("language", "sources"), [("en", "2 sources"), ("vi", "2 nguồn")])
def test_the_same_change_of_several_sources_is_one_row_that_opens_into_them(
    visit, language, sources
):
    app = visit("check", lang=language, reporter="VNM", partner="KAZ")
    [row] = [row for row in claim_rows(app) if "vi002a-rate" in row.claims]
    assert set(row.claims) == {"vi002a-rate", "mofa-kaz-2024-total-up"}
    assert row.cells["from"].startswith(sources)
    assert "+99%" in row.cells["from"]


def test_a_filter_without_claims_says_so_and_keeps_its_chip(visit):
    app = visit("check", lang="en", partner="KAZ", reporter="VNM", verdict="explained")
    assert [info.value for info in app.info] == ["No claim fits these filters."]
    assert app.pills(key="verdict").options[-1] == "**↔ Explained** 0"
    assert claim_rows(app) == []


def left_out(app) -> dict[str, str]:
    """The address behind each sentence on what is not shown."""
    html = html_of(app, 'class="left-out"')
    lines = html.split("<li>")[1:]
    return {
        text_of(line).rpartition(" · ")[0]: next(iter(links_of(line).values())) for line in lines
    }


def test_what_a_filter_leaves_out_is_said_with_a_link_that_drops_it(visit, edition):
    counts = Counter(check.claim.reporter for check in every_check(edition))
    others = sum(counts.values()) - counts["VNM"]
    told = left_out(visit("check", lang="en", reporter="VNM", flow="total"))
    totals = [check for check in every_check(edition) if check.claim.flow == "total"]
    of_others = sum(check.claim.reporter != "VNM" for check in totals)
    ways = sum(c.claim.reporter == "VNM" for c in every_check(edition)) - (len(totals) - of_others)
    reporter = f"The filter “Whose statistics (reporter): Viet Nam” leaves out {of_others} claims"
    assert told[reporter] == "/check?flow=total&lang=en"
    assert (
        told[f"The filter “Flow: two-way trade” leaves out {ways} claims"]
        == "/check?reporter=VNM&lang=en"
    )
    assert others > of_others > 0


def test_the_other_sides_claims_of_the_pair_do_not_vanish(visit, edition):
    """Four claims are by Kazakhstan's statistics of its trade with Viet Nam."""
    app = visit("check", lang="en", reporter="VNM", partner="KAZ")
    link = left_out(app)["4 more claims are by Kazakhstan's statistics of the same trade"]
    assert link == "/check?reporter=VNM&partner=KAZ&sides=both&lang=en"
    one_side = set(claims_shown(app))
    turned = visit("check", lang="en", reporter="VNM", partner="KAZ", sides="both")
    of_kazakhstan = {
        check.claim.claim
        for check in every_check(edition)
        if (check.claim.reporter, check.claim.partner) == ("KAZ", "VNM")
    }
    assert set(claims_shown(turned)) == one_side | of_kazakhstan
    assert len(of_kazakhstan) == 4
    back = "/check?reporter=VNM&partner=KAZ&lang=en"
    assert left_out(turned)["Both sides' statistics are shown"] == back
    vietnamese = left_out(visit("check", lang="vi", reporter="VNM", partner="KAZ"))
    assert "Thống kê của Kazakhstan về cùng luồng thương mại này có thêm 4 công bố" in vietnamese


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize(
    ("name", "value"),
    [("reporter", "VNM"), ("partner", "RUS"), ("flow", "export"), ("freq", "A"),
     ("source", "tass-com-2019-05-20"), ("verdict", "consistent"), ("from_", "2024"),
     ("to", "2016"), ("search", "tass")],
)  # fmt: skip
def test_each_filter_alone_says_how_many_it_leaves_out(visit, language, name, value):
    app = visit("check", lang=language, **{name: value})
    shown = len(claims_shown(app))
    [(said, link)] = left_out(app).items()
    assert link == f"/check?lang={language}"
    assert shown
    assert f" {64 - shown} " in said
    assert said.count("“") == said.count("”") == 1


@pytest.mark.parametrize(
    ("language", "search", "found"),
    [
        ("en", "99% kazakhstan", {"mofa-kaz-2024-total-up"}),
        ("en", "GAP doi kazakhstan", {"vi002a-rate"}),
        ("vi", "nga 2017", None),
        ("vi", "viet nam nhap khau nga", None),
        ("en", "no such words", set()),
    ],
)
def test_a_search_finds_pair_flow_period_rate_and_source_without_marks(
    visit, edition, language, search, found
):
    app = without_exception(visit("check", lang=language))
    without_exception(app.text_input(key="search").set_value(f"  {search} ").run())
    assert address(app)["search"] == [search]
    shown = set(claims_shown(app))
    if found is None:
        assert shown
        checks = {check.claim.claim: check.claim for check in every_check(edition)}
        assert {"RUS"} <= {
            side for claim in shown for side in (checks[claim].reporter, checks[claim].partner)
        }
    else:
        assert shown == found
    assert shown == set(claims_shown(visit("check", lang=language, search=search)))


def test_a_long_list_comes_in_parts_each_at_its_address(visit, monkeypatch):
    monkeypatch.setattr(claim_list, "MOST_ROWS", 25)
    every = [row.claim for n in (1, 2, 3) for row in claim_rows(visit("check", part=str(n)))]
    assert len(every) == len(set(every)) == 59
    second = html_of(visit("check", lang="en", part="2", rows="25"), 'class="parts"')
    assert text_of(second) == "Rows 26 to 50 of 59 Earlier rows Later rows"
    assert links_of(second) == {
        "Earlier rows": "/check?rows=25&lang=en",
        "Later rows": "/check?part=3&rows=25&lang=en",
    }  # fmt: skip
    beyond = visit("check", lang="en", part="9")
    assert len(claim_rows(beyond)) == 9
    assert text_of(html_of(beyond, 'class="parts"')) == "Rows 51 to 59 of 59 Earlier rows"


@pytest.mark.parametrize(
    ("rows", "few", "said", "links"),
    [
        ({}, 20, "Rows 1 to 20 of 59 Show 20 more Show 39 more",
         {"Show 20 more": "/check?rows=40&lang=en#row-21",
          "Show 39 more": "/check?rows=59&lang=en#row-21"}),
        ({"rows": "40"}, 40, "Rows 1 to 40 of 59 Show 19 more",
         {"Show 19 more": "/check?rows=59&lang=en#row-41"}),
        ({"rows": "59"}, 59, None, {}),
    ],
)  # fmt: skip
def test_a_narrow_screen_shows_a_few_rows_and_a_way_to_further_ones(visit, rows, few, said, links):
    html = html_of(visit("check", lang="en", **rows), "figures claims")
    numbers = re.findall(r'<tr id="row-(\d+)"( class="later")?>', html)
    assert [int(number) for number, later in numbers if later] == [*range(few + 1, 60)]
    assert len(numbers) == 59
    _, _, below = html.partition('<p class="parts narrow">')
    assert (text_of(below) or None) == said
    assert links_of(below) == links


def test_conflicts_of_the_selection_are_one_line_that_leads_to_their_list(visit):
    app = visit("check", lang="en", reporter="VNM", partner="RUS")
    [(said, link)] = links_of(html_of(app, 'class="lead"')).items()
    assert said == "3 conflicts between reported facts"
    assert link == "/check?reporter=VNM&partner=RUS&tab=conflicts&lang=en"
    searched = visit("check", lang="en", reporter="VNM", partner="RUS", search="tass")
    [said] = links_of(html_of(searched, 'class="lead"'))
    assert said == "3 conflicts between reported facts, whatever the search and the verdict"
    assert not any(CONFLICT in expander.label for expander in app.expander)
    app = visit("check", lang="en", reporter="VNM", partner="RUS", tab="conflicts")
    assert "3 conflicts between reported facts" in [header.value for header in app.subheader]
    assert sum(CONFLICT in expander.label for expander in app.expander) == 3
    app = visit("check", lang="vi", source="gso-yearbook", flow="export", tab="conflicts")
    assert sum(CONFLICT in expander.label for expander in app.expander) == 2
    app = visit("check", lang="en", reporter="VNM", partner="KAZ")
    assert links_of(html_of(app, 'class="lead"')) == {}


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


def test_the_verdicts_are_those_of_the_ladder():
    assert set(VERDICT_LABELS) == set(Verdict)
