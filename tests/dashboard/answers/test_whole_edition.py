"""Answers about a whole edition: what two pages say of the same figure is one."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from analytics.checking.narrowed_bases import implied_by_itself
from analytics.checking.settling import need
from analytics.checking.verdicts import Verdict
from analytics.reading.out.reader import read
from analytics.reconciling.facts import Cell
from dashboard.answers import whole_edition
from dashboard.answers.claim_fields import verdict_fields
from dashboard.answers.whole_edition import every_check, reconciled
from dashboard.cli.checked_lines import as_text
from dashboard.wording.checked_text import as_records
from dashboard.wording.formats import Formats
from dashboard.wording.settling_lines import what_settles
from data import periods
from data.intervals import Interval
from data.official.releases import write_release
from data.store import Edition, open_edition
from tests.support.homes import FIRST, place
from tests.support.made_data_sets import figure, metadata, table
from tests.support.made_observations import MILLION


def test_a_base_has_the_same_bounds_on_check_and_on_partner(edition):
    known = reconciled(edition)
    bases = {(one.group, one.cell): one for one in known.implied if one.base is None}
    left_out = {name for conflict in known.conflicts for name in conflict.left_out.same}
    compared = []
    for check in every_check(edition):
        claim = check.claim
        if check.verdict != Verdict.NOT_TESTABLE or not (check.implied_base and claim.base_period):
            continue
        group = (claim.reporter, claim.partner, claim.product, claim.currency)
        one = bases.get((group, Cell.of(claim.flow, periods.parse(claim.base_period))))
        if one is None or claim.claim in left_out or claim.figure_kind != "actual":
            continue
        of_others = [fact for fact in one.facts if fact.is_claim and claim.claim not in fact.same]
        if not of_others:  # else Partner names the other claim, which must be right as well
            assert check.implied_base == Interval(one.low, one.high), claim.claim
            compared.append(claim.claim)
    assert {"mofa-kaz-2024-total-up", "mofa-kaz-2025q1-total-up"} < set(compared)


# 800 million is 799.5 to 800.5, and 99 percent is 98.5 to 99.5, a factor of 1.985 to 1.995: the
# base is 799.5 / 1.995 = 400.7518 to 800.5 / 1.985 = 403.2745 million. Another publication prints
# "over 800", 800 to 880: the level is 800 to 800.5, and the least base 800 / 1.995 = 401.0025.
BY_ITSELF = Fraction(799_500_000 * 1000, 1995), Fraction(800_500_000 * 1000, 1985)
NARROWED = Fraction(800_000_000 * 1000, 1995), BY_ITSELF[1]
PLUS_99 = (
    "In 2024 Viet Nam's two-way trade with Kazakhstan reached 800 million USD, up 99% on 2023."
)


def test_a_base_has_the_same_bounds_in_a_text_as_in_the_book(started):
    """Exact, in the files of both, and in the sentence that says what would settle the claim."""
    known = whole_edition.check_of_claim(started)["mofa-kaz-2024-total-up"]
    checked = whole_edition.checked(started, read(PLUS_99, "en"))
    found = checked.checks["c1"]
    assert known.implied_base.ends == found.implied_base.ends == NARROWED
    assert implied_by_itself(known).ends == implied_by_itself(found).ends == BY_ITSELF
    assert {fact.source for fact in found.base_from} == {"text", "congthuong-vn-2025-05-06"}
    [record] = as_records(checked)["claims"]
    in_file = verdict_fields(known, str)
    for end in ("implied_base_low", "implied_base_high"):
        assert record[end] == in_file[end]
    told = [what_settles(check, need(check), Formats("en")) for check in (known, found)]
    assert told[0] == told[1]
    assert "If +99% holds, it is 400.7 to 403.3 million USD." in told[0]
    assert told[0].endswith("(congthuong-vn-2025-05-06): 401.0 to 403.3 million USD.")


SAID = (
    "Russia's trade with Viet Nam grew by 20 percent in the first quarter of 2016. "
    "In 2011 Russia's exports to Viet Nam rose 0.3 percent on 2010. "
    "In 2017 Russia's two-way trade with Viet Nam reached $5.23 billion, up 50 percent on 2016. "
    "Kazakhstan's trade with Viet Nam in 2024 fell 11.6 percent on 2023. "
    "Viet Nam's exports to Russia reached $2.00 billion in 2020, up 100 percent from $1.00 billion "
    "in 2019."
)
# Of Russia's customs by month 795.20334 on 665.28768 m, 1,338.65971 on 1,334.45328 m and
# 5,225.92502 on 3,840.80611 m; of Kazakhstan's bureau 865.94335735 on 979.63706736 m. The last has
# its own base, 1.00 bn.
OFFICIAL = {
    "c1": ("consistent", "official", 19.5277, {"rosstat-fcs-2022"}),
    "c2": ("consistent", "official", 0.3152, {"rosstat-fcs-2022"}),
    "c3": ("contradicted", "official", 36.0632, {"rosstat-fcs-2022"}),
    "c4": ("consistent", "official", 11.6056, {"kaz-bns"}),
    "c5": ("consistent", "own", 100, {"text"}),
}


def test_claims_of_a_text_are_tested_by_the_official_figures_of_their_reporter(started):
    found = whole_edition.checked(started, read(SAID))
    assert {name: (one.verdict, one.ground) for name, one in found.checks.items()} == {
        name: told[:2] for name, told in OFFICIAL.items()
    }
    for name, one in found.checks.items():
        _, _, rate, sources = OFFICIAL[name]
        low, high = one.recomputed.as_floats()
        assert low - 1e-4 <= rate <= high + 1e-4
        assert set(one.evidence[1]) == sources
    records = {record["figure"]: record for record in as_records(found)["claims"]}
    assert records["f1"]["evidence"]["sources"] == ["rosstat-fcs-2022"]
    assert len(records["f1"]["evidence"]["figures"]) == 12  # three months, two flows, two years
    assert "rests on official figures of the same reporter: kaz-bns." in as_text(found)


RISE = "In 2019 Azerbaijan's exports to Viet Nam rose {} percent on 2018."


def test_two_releases_of_a_table_the_one_known_when_a_text_was_published_and_todays(
    home: Path, edition: Edition
) -> None:
    """Released in 2021: 125 on 100, +25 %. Revised in 2023: 126 on 105, +20 %."""
    place(home, edition, FIRST)
    for release, base, amount in (("2021", 100, 125), ("2023", 105, 126)):
        years = (("2018", base), ("2019", amount))
        rows = [figure(year, number * MILLION, reporter="AZE") for year, number in years]
        write_release(table(*rows), None, metadata(source="bureau", release=release))
    opened = open_edition()
    for rate, published, verdict, name in (
        ("20", "2022-03-01", "consistent", None),
        ("25", "2022-03-01", "explained", "later_revision"),
        ("25", "2024-03-01", "contradicted", None),  # it was revised by then
        ("25", "2020-03-01", "not_testable", None),  # nobody could know either
        ("30", "2022-03-01", "contradicted", None),
        ("25", None, "contradicted", None),
    ):
        found = whole_edition.checked(opened, read(RISE.format(rate), published=published))
        [check] = found.checks.values()
        reading = check.reading.name if check.reading else None
        assert (check.verdict, reading) == (verdict, name), (rate, published)
        assert check.evidence[1] == ("bureau",)
    opened.connection.close()
