"""What drove two-way trade in the real book: figures worked by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from analytics.reconciling import drivers
from analytics.reconciling.drivers import explained, newest_first
from analytics.reconciling.facts import Cell
from analytics.reconciling.known_levels import REPORTED, SUMMED, Known, known_levels
from dashboard.answers.whole_edition import reconciled
from data import periods
from data.codes.flows import AMOUNTS
from data.relations import records
from data.views import observations_of
from tests.support.made_levels import changes, decomposed, ends, undecomposed

F = Fraction
M = 10**6


@pytest.fixture(scope="module")
def of_book(edition):
    def known_of(reporter: str, partner: str) -> dict[Cell, list[Known]]:
        rows = observations_of(
            edition.query(
                "SELECT * FROM observation WHERE reporter = ? AND partner = ? "
                "AND product = 'TOTAL' AND status <> 'F' AND first_month IS NOT NULL",
                [reporter, partner],
            )
        )
        group = (reporter, partner, "TOTAL", "USD")
        implied = [one for one in reconciled(edition).implied if one.group == group]
        return known_levels(rows, implied)

    return known_of


def test_kazakhstan_grew_by_its_imports(of_book):
    """Total +18.4 % to 146.3 m, imports +271.8 % to 30.6 m, exports 115.7 m; no base printed.

    base total t0 = t / 1.184, t in 146.25–146.35, the rate in 18.35–18.45 %
    base imports m0 = m / 3.718, m in 30.55–30.65, the rate in 271.75–271.85 %
    base exports x0 = t0 − m0 with t − m in 115.65–115.75: least at t = 146.25 and m = 30.6,
    greatest at t = 146.35 and m = 30.6
    """
    found = decomposed(explained(of_book("VNM", "KAZ"), periods.parse("2025-Q1")))
    t0 = F("146.25") / F("1.1845"), F("146.35") / F("1.1835")
    m0 = F("30.55") / F("3.7185"), F("30.65") / F("3.7175")
    x0 = t0[0] - F("30.6") / F("3.7175"), t0[1] - F("30.6") / F("3.7185")
    expected = {
        "export": (F("115.65") - x0[1], F("115.75") - x0[0]),
        "import": (F("30.55") - m0[1], F("30.65") - m0[0]),
        "total": (F("146.25") - t0[1], F("146.35") - t0[0]),
    }
    assert changes(found) == {f: (M * low, M * high) for f, (low, high) in expected.items()}
    assert {f: [round(float(e), 3) for e in pair] for f, pair in expected.items()} == {
        "export": [0.220, 0.512], "import": [22.305, 22.434], "total": [22.591, 22.880],
    }  # fmt: skip
    imports, exports = found.parts["import"], found.parts["export"]
    least, greatest = expected["import"]
    assert ends(imports.contribution) == (100 * least / t0[1], 100 * greatest / t0[0])
    # the least share: imports grew least while exports grew most
    x_most, x_least = expected["export"][1], expected["export"][0]
    assert ends(imports.share) == (least / (least + x_most), greatest / (greatest + x_least))
    assert ends(exports.share) == (x_least / (greatest + x_least), x_most / (least + x_most))
    assert (found.leader, found.story) == ("import", drivers.NEARLY_ALL)
    assert {(one.flow, str(one.period)) for one in found.implied} == {
        (flow, "2024-Q1") for flow in AMOUNTS
    }
    assert found.sources == ["mofa-vn-2025-05-02"]
    assert found.points[1] == (F("115.7") * M, F("30.6") * M)
    assert {"mofa-kaz-2025q1-export", "mofa-kaz-2025q1-import", "mofa-kaz-2025q1-total"} < {
        one.fact for one in found.evidence
    }


def test_azerbaijan_fell_by_its_imports_though_nobody_prints_them(of_book):
    """2022: exports 38, imports 664.5, total 702.5, so exports 37.9–38.1; 2023: total 240–250.

    Whatever exports did, imports fell from 664.5 to 250 at most. Their least share: exports fell
    to 0 from 38.1 while two-way trade fell from 702.55 to 250.
    """
    found = decomposed(explained(of_book("VNM", "AZE"), periods.parse("2023")))
    assert ends(found.parts["export"].base.bounds) == (F("37.9") * M, F("38.1") * M)
    assert changes(found) == {
        "export": (F("-38.1") * M, F("212.1") * M),
        "import": (F("-664.55") * M, F("-414.45") * M),
        "total": (F("-462.55") * M, F("-452.45") * M),
    }
    assert ends(found.parts["import"].share)[0] == 1 - F("38.1") / F("452.55")
    assert (found.leader, found.story) == ("import", drivers.MOSTLY)
    assert {(one.flow, str(one.period)) for one in found.implied} == {
        ("export", "2023"), ("import", "2023"),
    }  # fmt: skip
    assert sum(found.points[1]) == 250 * M  # the printed "nearly 250"


def test_russia_by_year_is_the_difference_of_what_the_yearbook_prints(of_book, edition):
    rows = records(
        edition.query(
            "SELECT flow, period, low, high FROM observation "
            "WHERE source = 'gso-yearbook' AND partner = 'RUS' AND product = 'TOTAL'"
        )
    )
    book = {(r["flow"], int(r["period"])): (F(r["low"]), F(r["high"])) for r in rows}
    years = sorted(year for flow, year in book if flow == "export" and ("import", year) in book)
    assert (years[0], years[-1], len(years)) == (1995, 2016, 22)
    known_of = of_book("VNM", "RUS")
    stories = {}
    for year in years[1:]:
        found = decomposed(explained(known_of, periods.parse(str(year))))
        for flow in ("export", "import"):
            (low, high), (base_low, base_high) = book[flow, year], book[flow, year - 1]
            assert changes(found)[flow] == (low - base_high, high - base_low)
        assert found.implied == []
        assert found.sources == ["gso-yearbook"]
        assert {one.how for one in found.levels.values()} == {REPORTED, SUMMED}
        stories[year] = (found.story, found.leader)
    # exports +177.8 and imports +382.8; −286.6 and −78.5; +457.6 and −305.1; +303.3 and +25.7
    assert stories[2016] == (drivers.MOSTLY, "import")
    assert stories[2015] == (drivers.MOSTLY, "export")
    assert stories[2011] == (drivers.AGAINST, "export")
    assert stories[2013] == (drivers.NEARLY_ALL, "export")


def test_russia_2017_needs_several_sources_and_names_them(of_book):
    found = decomposed(explained(of_book("VNM", "RUS"), periods.parse("2017")))
    assert found.sources == ["gso-yearbook", "kevesko-vn-2019-01-09", "tass-com-2019-05-20"]
    assert found.story == drivers.BOTH


def test_the_newest_period_comes_first_and_says_why_it_has_none(of_book):
    results = [one for one in newest_first(of_book("VNM", "KAZ")) if one.period.freq == "A"]
    assert [str(one.period) for one in results] == ["2024", "2022"]
    assert undecomposed(results[0])[0] == drivers.TOO_WIDE
    assert undecomposed(results[1]) == (drivers.NO_BASE, {("total", "2021")})


def test_sources_that_contradict_each_other_give_no_decomposition(of_book):
    reason, cells = undecomposed(explained(of_book("RUS", "VNM"), periods.parse("2017")))
    assert (reason, cells) == (drivers.CONTRADICTION, {(flow, "2017") for flow in AMOUNTS})
