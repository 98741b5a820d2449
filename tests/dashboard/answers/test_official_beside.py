"""What official statistics say beside claims: in the file, in what is downloaded, on the page."""

from __future__ import annotations

import csv
import io
import json

import pytest

from dashboard.answers.file_tables import table
from dashboard.answers.selection import Selection
from dashboard.cli.checked_lines import as_text
from dashboard.html.text_report import as_page
from dashboard.wording.checked_text import as_csv, as_json
from dashboard.wording.formats import Formats
from data import periods
from tests.support.checked_texts import checked_with
from tests.support.contract import first_codes
from tests.support.parsed_html import Parsed

TEXT = (
    "Viet Nam's trade with Kazakhstan rose 20% in 2024. "
    "Viet Nam's exports to Peru rose 10% in 2024."
)
KAZAKHSTAN = (
    "Kazakhstan's statistics (kaz-bns, July 2026): −11.61% · 865.9 million USD on 979.6 million "
    "USD · differs from the claim"
)
# The yearbook of Viet Nam's statistical office is a source of the book, with one decimal of a
# million: exports to Russia 829.7, 1,287.3 (2010, 2011) and 1,724.9, 1,438.3 (2014, 2015), imports
# 999.1, 694.0 and 826.7, 748.2. The least rates: 1,981.2 / 1,828.9 = 1.0833, 693.95 / 999.15 =
# 0.6945, 1,287.25 / 829.75 = 1.5514, 2,186.4 / 2,551.7 = 0.8568.
OF_THE_BOOK = {
    ("en002a-rate", "partner", "gso-yearbook"): (8.33, False),
    ("en002b-rate", "partner", "gso-yearbook"): (-30.55, False),
    ("en002c-rate", "partner", "gso-yearbook"): (55.14, True),
    ("en082a-rate", "partner", "gso-yearbook"): (-14.32, False),
}
# Of tests/support/official_figures.py: Russia's customs, the bureau of Kazakhstan, a made fund.
WITH_A_RATE = OF_THE_BOOK | {
    ("en002a-rate", "reporter", "fcs"): (25.17, True),
    ("en002b-rate", "reporter", "fcs"): (0.32, True),
    ("en002c-rate", "reporter", "fcs"): (55.04, True),
    ("en007b-rate", "reporter", "fcs"): (36.06, False),  # printed 36.2
    ("ru001a-rate", "reporter", "fcs"): (36.06, False),  # printed "over 35"
    ("ru002a-rate", "reporter", "fcs"): (19.53, True),  # no base stated
    ("en008a-rate", "partner", "fcs"): (36.06, False),
    ("en008b-rate", "reporter", "fund"): (13.33, False),  # 1,700 on 1,500
    ("en009a-rate", "reporter", "kaz-bns"): (85.45, True),
    ("en010a-rate", "reporter", "kaz-bns"): (85.45, True),
    ("mofa-kaz-2024-total-up", "partner", "kaz-bns"): (-11.61, False),
    ("vi002a-rate", "partner", "kaz-bns"): (0.88, False),  # printed "doubled"
}


def rows(edition, **chosen):
    """Rows of the file, by claim, side and source."""
    found = table(edition, "official_rates", Selection(**chosen), lambda check: "")
    named = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    of = {(row["claim"], row["side"], row["source"]): row for row in named}
    assert len(of) == len(named)
    return of


@pytest.fixture(scope="module")
def checked(with_official):
    return checked_with(with_official, TEXT)


def test_the_file_has_the_known_answers(with_official):
    told = {
        key: (round(row["recomputed_low"], 2), row["agrees"])
        for key, row in rows(with_official).items()
        if row["agrees"] is not None
    }
    assert told == WITH_A_RATE


def test_a_row_says_what_the_rate_was_made_of(with_official):
    row = rows(with_official)["mofa-kaz-2024-total-up", "partner", "kaz-bns"]
    same = {
        "reporter": "VNM", "partner": "KAZ", "flow": "total", "period": "2024",
        "base_period": "2023", "statistics_of": "KAZ", "statistics_flow": "total",
        "currency": "USD", "value": 865943357.34, "base_value": 979637067.36,
        "valuation": None, "release_date": "2026-07", "note": "total is exports plus imports",
    }  # fmt: skip
    assert {name: row[name] for name in same} == same
    fund = rows(with_official)["en008b-rate", "reporter", "fund"]
    assert (fund["valuation"], fund["low"], fund["base_high"]) == ("FOB; CIF", 1.7e9, 1.5e9)
    alone = rows(with_official)["vi001d-rate", "partner", "kaz-bns"]
    assert (alone["base_value"], alone["recomputed_low"], alone["agrees"]) == (None, None, None)
    assert alone["note"].startswith("no base figure; ")


def test_a_filter_chooses_claims_and_the_source_chooses_statistics(with_official):
    every = rows(with_official)
    kept = rows(with_official, source=("fund",))
    assert kept == {key: row for key, row in every.items() if key[2] == "fund"}
    assert kept
    kept = rows(with_official, reporter=("KAZ",))
    assert kept == {key: row for key, row in every.items() if row["reporter"] == "KAZ"}
    assert {key[0] for key in kept} == {"en009a-rate", "en010a-rate"}
    assert rows(with_official, since=periods.parse("2025")) == {}


def test_without_data_sets_only_the_yearbook_says_something(edition):
    assert {key for key, row in rows(edition).items() if row["agrees"] is not None} == {
        *OF_THE_BOOK
    }
    assert {source for *_, source in rows(edition)} == {"gso-yearbook"}
    assert checked_with(edition, TEXT).official == {}


def test_a_text_has_a_record_for_each_source_under_its_claim(checked):
    kazakh, peruvian = json.loads(as_json(checked))["claims"]
    [record] = kazakh["official"]
    assert list(record) == first_codes("What official statistics say beside a claim")
    assert (record["side"], record["source"], record["agrees"]) == ("partner", "kaz-bns", False)
    assert (record["period"], record["base_period"]) == ("2024", "2023")
    assert "official" not in peruvian
    assert kazakh["verdict"] == "not_testable"  # what the other side says decides nothing


def test_the_line_stands_below_its_claim_and_in_the_csv(checked, with_official):
    first, second, third, *_ = as_text(checked).splitlines()
    assert (first[:4], second, third[:4]) == ("c1  ", f"    {KAZAKHSTAN}", "c2  ")
    read = csv.DictReader(io.StringIO(as_csv(checked, with_official.built_at).decode()))
    assert [row["official"] for row in read] == [KAZAKHSTAN, ""]


def test_the_printable_page_has_it_with_the_name_of_the_source(checked):
    html = as_page(checked, Formats("vi"), lambda source: f"<{source}>", "now", {}).decode()
    assert html.count('<ul class="official">') == 1
    assert (
        "Thống kê của Kazakhstan (&lt;kaz-bns&gt;, tháng 7/2026): <strong>−11,61%</strong> · "
        "865,9 triệu USD so với 979,6 triệu USD · khác với công bố</li>"
    ) in html
    assert Parsed(html).tags
