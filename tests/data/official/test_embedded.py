"""The data sets that come with Tradeproof: there on first start, exact, and gone when taken out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from analytics.indicators.growth import year_on_year
from analytics.indicators.summed_periods import with_periods
from data import store
from data.errors import EditionError, TradeproofError
from data.official import embedded, releases
from data.relations import records
from data.store import Edition
from tests.support.homes import FIRST, SECOND, place
from tests.support.made_data_sets import files_of

COUNTS = {"imf-dots-2021": 354, "kaz-bns": 20, "rosstat-fcs-2022": 384}


def test_a_newcomer_has_every_embedded_figure_and_no_doubtful_one_is_lost(started: Edition) -> None:
    assert (started.name, started.warnings) == (SECOND, ())
    counts = started.query("SELECT source, figures FROM data_set").fetchall()
    assert dict(counts) == COUNTS
    assert sum(COUNTS.values()) == 758
    home = started.path.parent.parent
    assert {one.source: one.known["rejected"] for one in releases.datasets(home)} == dict.fromkeys(
        COUNTS, 0
    )


def test_a_second_start_loads_nothing_again(started: Edition, monkeypatch) -> None:
    monkeypatch.delenv(embedded.SWITCH)
    home = started.path.parent.parent
    again = embedded.open_up_to_date(home)
    assert (again.name, store.published_name(home)) == (SECOND, SECOND)


def test_switched_off_they_are_left_out(home: Path, edition: Edition, monkeypatch) -> None:
    place(home, edition, FIRST)
    monkeypatch.setenv(embedded.SWITCH, "no")
    assert embedded.open_up_to_date().data_sets == ()
    monkeypatch.setenv(embedded.SWITCH, "maybe")
    with pytest.raises(TradeproofError, match=r"^TRADEPROOF_EMBEDDED is 'maybe'; say yes or no$"):
        embedded.open_up_to_date()
    monkeypatch.setenv(embedded.SWITCH, " Yes")
    assert embedded.open_up_to_date().data_sets == tuple(COUNTS)


def amounts(started: Edition, source: str, reporter: str, partner: str, period: str) -> dict:
    rows = started.query(
        "SELECT flow, low, value, high FROM observation "
        "WHERE source = ? AND reporter = ? AND partner = ? AND period = ?",
        [source, reporter, partner, period],
    ).fetchall()
    return {flow: bounds for flow, *bounds in rows}


def test_a_number_stands_for_half_a_unit_of_the_sources_last_digit(started: Edition) -> None:
    # 179048.8 and 288184.8 thousand, printed to a tenth of a thousand: 50 dollars to either side
    assert amounts(started, "kaz-bns", "KAZ", "VNM", "2018") == {
        "export": [Decimal(179048750), Decimal(179048800), Decimal(179048850)],
        "import": [Decimal(288184750), Decimal(288184800), Decimal(288184850)],
    }
    # 20.30479 million, printed to ten dollars
    found = amounts(started, "rosstat-fcs-2022", "RUS", "VNM", "2006-01")
    assert found["export"] == [Decimal(20304785), Decimal(20304790), Decimal(20304795)]
    # 180135.81425 thousand, printed to the cent: itself
    found = amounts(started, "kaz-bns", "KAZ", "VNM", "2023")
    assert found["export"] == 3 * [Decimal("180135814.25")]
    # 672 million, of whole millions: half a million to either side
    found = amounts(started, "imf-dots-2021", "VNM", "RUS", "2008")
    assert found["export"] == [Decimal(671500000), Decimal(672000000), Decimal(672500000)]


def growth(started: Edition, source: str) -> dict:
    rows = started.relation("observation").filter(f"source = '{source}'")
    return {
        (row["flow"], row["period"]): row
        for row in records(year_on_year(with_periods(rows)).filter("partner = 'VNM'"))
    }


@pytest.mark.parametrize(
    ("source", "flow", "period", "million", "pct"),
    [
        # Months added up. 2011: 3,060.96 on 2,445.35 and so on, as the issue has them.
        ("rosstat-fcs-2022", "total", "2011", "3060.96", "25.17"),
        ("rosstat-fcs-2022", "export", "2011", "1338.66", "0.32"),
        ("rosstat-fcs-2022", "import", "2011", "1722.30", "55.04"),
        ("rosstat-fcs-2022", "total", "2017", "5225.93", "36.06"),
        ("rosstat-fcs-2022", "total", "2021", "7127.1", None),
        ("kaz-bns", "total", "2023", "979.637", "85.45"),
        ("kaz-bns", "export", "2023", "180.136", None),
        ("kaz-bns", "import", "2023", "799.501", None),
        ("kaz-bns", "total", "2024", "865.94", "-11.61"),
        ("kaz-bns", "total", "2025-01/2025-05", "357.5", None),
    ],
)
def test_known_answers(started, source, flow, period, million, pct) -> None:
    row = growth(started, source)[flow, period]
    digits = len(million.partition(".")[2])
    assert f"{row['value'] / 10**6:.{digits}f}" == million
    if pct is not None:
        assert f"{row['growth_pct']:.2f}" == pct
        assert row["growth_pct_low"] <= row["growth_pct"] <= row["growth_pct_high"]


def test_a_quarter_of_a_newcomer_is_added_up_of_months(started: Edition) -> None:
    row = growth(started, "rosstat-fcs-2022")["total", "2016-Q1"]
    assert f"{row['growth_pct']:.2f}" == "19.53"
    assert row["note"] == "total is exports plus imports; added up of months or quarters"


def test_what_a_person_took_out_does_not_come_back_and_what_is_damaged_does(
    home: Path, edition: Edition, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(embedded.SWITCH)
    few = tmp_path / "sets"
    for name in ("kaz-bns", "rosstat-fcs-2022"):
        (few / name).mkdir(parents=True)
        for file in ("figures.csv", "source.toml"):
            (few / name / file).write_bytes((embedded.SETS / name / file).read_bytes())
    monkeypatch.setattr(embedded, "SETS", few)
    place(home, edition, FIRST)
    assert embedded.open_up_to_date().data_sets == ("kaz-bns", "rosstat-fcs-2022")
    releases.remove("kaz-bns")
    assert embedded.open_up_to_date().data_sets == ("rosstat-fcs-2022",)
    (home / "datasets" / "rosstat-fcs-2022" / "2022.duckdb").write_bytes(b"")
    opened = embedded.open_up_to_date()
    assert (opened.data_sets, opened.warnings) == (("rosstat-fcs-2022",), ())
    toml = few / "kaz-bns" / "source.toml"
    toml.write_text(toml.read_text().replace("2020", "2021"), encoding="utf-8")  # it is revised
    assert embedded.open_up_to_date().data_sets == ("kaz-bns", "rosstat-fcs-2022")


def test_without_space_the_edition_serves_without_them_and_says_so(
    home: Path, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(embedded.SWITCH)

    def full(*_: object, **__: object) -> None:
        raise EditionError("No space left on device")

    monkeypatch.setattr(releases, "write_releases", full)
    opened = embedded.open_up_to_date(place(home, edition, FIRST))
    assert (opened.name, opened.warnings) == (
        FIRST,
        ("No space left on device; official statistics that come with Tradeproof are not loaded",),
    )
    assert not (home / "datasets").exists() or files_of(home) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("figures.csv", ",2018,", ",18,", "kaz-bns/figures.csv, line 2: '18' is no period"),
        ("figures.csv", "thousand", "dozen", "kaz-bns/figures.csv, line 2: "),
        ("figures.csv", "179048.8", "many", "kaz-bns/figures.csv, line 2: "),
        ("source.toml", "publisher", "publishers", "kaz-bns/source.toml, line 1: keys: "),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, file: str, old: str, new: str, message: str) -> None:
    folder = tmp_path / "kaz-bns"
    folder.mkdir()
    for name in ("figures.csv", "source.toml"):
        content = (embedded.SETS / folder.name / name).read_text(encoding="utf-8")
        changed = content.replace(old, new, 1) if name == file else content
        (folder / name).write_text(changed, encoding="utf-8")
    with pytest.raises(TradeproofError) as raised:
        embedded.read(folder)
    assert str(raised.value).startswith(message)
