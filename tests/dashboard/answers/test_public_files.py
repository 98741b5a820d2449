"""The registry of public files: what it says of a file is what the file holds."""

from __future__ import annotations

import json
import runpy
from collections.abc import Iterator

import pytest

from dashboard.answers import (
    figure_rows,
    implied_rows,
    provenance,
    public_files,
    reconciled,
    source_rows,
)
from dashboard.answers.file_columns import BESIDE
from dashboard.answers.file_formats import NUMBER, TEXT, Table
from dashboard.answers.public_files import CODES, FILES, FILTERS, Asked, Column, PublicFile
from dashboard.answers.selection import MANY, Selection
from dashboard.wording import public_tables
from dashboard.wording.formats import ENGLISH
from dashboard.wording.words import words
from data import codes, periods
from data.errors import TradeproofError
from data.official.releases import write_release
from data.store import Edition, open_edition
from tests.support import made_trade
from tests.support.checkout import ROOT
from tests.support.commands import answer, call
from tests.support.made_data_sets import metadata, table
from tests.support.official_figures import with_data_sets

# What its tests share takes seconds to make: one worker makes it once.
pytestmark = pytest.mark.xdist_group("public files")

CHOSEN = {
    "reporter": {"reporter": ("KAZ",)}, "partner": {"partner": ("AZE",)},
    "flow": {"flow": ("export",)}, "product": {"product": ("TOTAL",)}, "freq": {"freq": ("Q",)},
    "source": {"source": ("gso-yearbook",)}, "verdict": {"verdict": ("consistent",)},
    "from": {"since": periods.parse("2023")}, "to": {"until": periods.parse("2017")},
}  # fmt: skip
FORMULAS = {
    ("growth", "change"), ("growth", "growth_pct"), ("balance", "balance"),
    ("balance", "coverage_pct"),
    ("mirror", "gap"), ("mirror", "asymmetry_pct"), ("concentration", "hhi_normalised"),
}  # fmt: skip


@pytest.fixture(scope="module")
def beside(edition, tmp_path_factory) -> Iterator[Edition]:
    """The book, official figures of its pairs, and a made data set of trade by chapters."""
    official = with_data_sets(tmp_path_factory.mktemp("beside"), edition)
    home = official.path.parent.parent
    official.connection.close()
    made = table(*made_trade.rows())
    write_release(made, None, metadata("made"), home, every_product=True)
    opened = open_edition(home)
    yield opened
    opened.connection.close()


@pytest.fixture(scope="module")
def tables(beside) -> dict[str, Table]:
    return {name: public_tables.table(beside, name, Selection()) for name in FILES}


def test_docs_files_is_what_the_registry_gives():
    written = runpy.run_path(str(ROOT / "docs" / "files.py"))["as_markdown"]()
    assert (ROOT / "docs" / "files.md").read_text(encoding="utf-8") == written, "run `make docs`"


@pytest.mark.parametrize("name", FILES)
def test_a_column_that_names_a_list_holds_only_its_codes(tables, beside, name):
    known = public_files.known(beside)
    open_lists = {
        "product": known.products, "source": known.sources, "currency": codes.lists().currency,
    }  # fmt: skip
    for at, column in enumerate(FILES[name].columns):
        held = {row[at] for row in tables[name].rows} - {None}
        if column.codes == "period":
            held = {text for text in held if str(periods.parse(str(text))) != text}
            assert held == set(), column
        elif column.codes:
            parts = {part for text in held for part in str(text).split("; ")}
            assert parts, f"nothing to compare in {name}.{column.name}"
            assert parts <= {*open_lists.get(column.codes, ()), *CODES.get(column.codes, ())}


def test_numbers_have_a_unit_and_texts_have_none():
    columns = [column for file in FILES.values() for column in file.columns]
    columns += [column for several in BESIDE.values() for column in several]
    assert [one.name for one in columns if (one.kind == NUMBER) != (one.unit is not None)] == []
    assert [one.name for one in columns if one.codes and one.kind != TEXT] == []


def test_a_formula_of_columns_gives_the_numbers_of_the_file(tables):
    checked = set()
    for file in FILES.values():
        rows = [dict(zip(file.kinds, row, strict=True)) for row in tables[file.name].rows]
        for column in file.columns:
            formula = (column.formula or "0").translate({ord("−"): "-", ord("·"): "*"})
            names = compile(formula, column.name, "eval").co_names
            if not names or set(names) - set(file.kinds):
                continue  # none, or one of bounds that have no column
            known = [
                (row, row[column.name])
                for row in rows
                if None not in (*(row[name] for name in names), row[column.name])
            ]
            assert len(known) > 20
            for row, number in known:
                values = {name: float(row[name]) for name in names}
                said = eval(formula, {}, values)
                assert float(number) == pytest.approx(said, rel=1e-9, abs=0.01), (column, row)
            checked.add((file.name, column.name))
    assert checked == FORMULAS


@pytest.mark.parametrize("name", FILES)
def test_a_file_takes_the_filters_it_names_and_refuses_the_others(tables, beside, name):
    for one in (*MANY, "from", "to"):
        selection = Selection(**CHOSEN[one])
        assert selection.filters() == (one,)
        if one in FILES[name].filters:
            rows = public_tables.table(beside, name, selection).rows
            assert set(rows) <= set(tables[name].rows)
            assert len(rows) < len(tables[name].rows) or one == "product"
        else:
            said = f"^the file {name} has no column {one}; leave the {one} filter out$"
            with pytest.raises(TradeproofError, match=said):
                public_tables.table(beside, name, selection)
            assert selection.without(one) == Selection()


@pytest.mark.parametrize("name", FILES)
def test_both_sides_are_the_rows_of_either_side(tables, beside, name):
    pair = Selection(reporter=("VNM",), partner=("KAZ",), both_sides=True)
    turned = Selection(reporter=("KAZ",), partner=("VNM",))
    if not FILES[name].of_pairs:
        with pytest.raises(TradeproofError, match=f"the file {name} is no table of pairs"):
            public_tables.table(beside, name, pair.without("partner", "flow"))
        return
    rows = {
        one: public_tables.table(beside, name, one).rows
        for one in (pair, pair.with_(both_sides=False), turned)
    }
    both, *each = rows.values()
    assert sorted(map(repr, both)) == sorted(map(repr, [*each[0], *each[1]]))
    assert all(each) or name == "intra_industry"


@pytest.mark.parametrize("name", [name for name, file in FILES.items() if "period" in file.kinds])
def test_the_newest_rows_come_first_on_a_page_and_are_the_same_rows(tables, beside, name):
    file, most = tables[name], 5
    asked = Selection(), ENGLISH
    newest = public_tables.table(beside, name, *asked, newest_first=True)
    assert sorted(map(repr, newest.rows)) == sorted(map(repr, file.rows))
    if "period" not in file.columns:
        at = list(file.columns).index("published")
        days = [str(row[at]) for row in newest.rows]
        assert days == sorted(days, reverse=True) != [str(row[at]) for row in file.rows]
        return
    at = list(file.columns).index("period")
    months = [periods.parse(str(row[at])).last_month for row in newest.rows if row[at]]
    assert months == sorted(months, reverse=True)
    assert len(months) > most or name == "intra_industry"
    first = public_tables.table(beside, name, *asked, most, newest_first=True)
    assert first.rows == newest.rows[:most]


def by_cell(file: Table) -> dict[tuple[object, ...], dict[str, object]]:
    """The rows of a file by what they are of, each once."""
    rows = [dict(zip(file.columns, row, strict=True)) for row in file.rows]
    keys = ("reporter", "partner", "flow", "product", "period", "currency", "source")
    found = {tuple(row.get(name) for name in keys): row for row in rows}
    assert len(found) == len(rows) > 100
    return found


def test_figures_with_growth_and_implied_hold_all_three_files(tables, beside):
    """Every row of observations, growth and implied is in the one file, with the same values."""
    asked = Selection(beside=("growth", "implied"))
    one = public_tables.table(beside, "observations", asked)
    plain = tables["observations"]
    assert list(one.columns)[: len(plain.columns)] == list(plain.columns)
    together, growths = by_cell(one), by_cell(tables["growth"])
    for cell, row in by_cell(plain).items():
        assert {**together[cell], **row} == together[cell]
    with_rate = 0
    for cell, row in growths.items():
        assert row["note"] == together[cell]["note"]
        if row["growth_pct_low"] is not None:
            with_rate += 1
            assert together[cell]["growth_from"] == "figures"
            assert row == {name: together[cell][name] for name in row}
    assert with_rate > 100
    implied = by_cell(tables["implied"])
    for cell, row in implied.items():
        for end in ("low", "high"):
            held = together[cell][end]
            known = None if row[end] is None else pytest.approx(row[end], abs=1e-6)
            assert (None if held is None else float(held)) == known
        assert together[cell]["implied"] is True
    others = [row for row in together.values() if row["implied"] and row["low"] is row["high"]]
    assert {row["growth_from"] for row in others} <= {"implied"}
    assert {row["value"] for row in together.values() if row["implied"]} == {None}
    assert {row["source"] is None for row in together.values() if row["implied"]} == {True}


def test_provenance_is_where_a_row_stands(beside):
    """146.3 million of the first quarter of 2025 stand in line 8; a data set has no lines."""
    for name in FILES:
        asked = Selection(beside=("provenance",))
        if name not in ("observations", "claims"):
            with pytest.raises(TradeproofError, match="ask observations and claims"):
                public_tables.table(beside, name, asked)
            continue
        plain, told = (public_tables.table(beside, name, one) for one in (Selection(), asked))
        assert list(told.columns) == [*plain.columns, *provenance.COLUMNS]
        assert [row[:-3] for row in told.rows] == plain.rows
        at = list(told.columns).index("source")
        of_source = {row[at]: row[-3:] for row in told.rows}
        addresses = {one: row["address"] for one, row in source_rows.by_id(beside).items()}
        assert {one: row[0] for one, row in of_source.items()} == {
            one: addresses[one] for one in of_source
        }
        stands = {row[-2:] for row in told.rows}
        assert ("146,3 triệu USD", "line 8") in stands or name == "claims"
        of_publication = [row[-2:] for row in told.rows if row[at] not in beside.data_sets]
        assert all(place for _, place in of_publication)
        assert len(of_publication) > 50
        of_sets = {row[-2:] for row in told.rows if row[at] in beside.data_sets}
        assert of_sets == ({(None, None)} if name == "observations" else set())


def test_implied_amounts_are_those_of_reconcile(edition):
    keys = ("reporter", "partner", "flow", "product", "freq", "period", "currency", "low", "high")
    selection = Selection(partner=("KAZ",))
    rows = public_tables.table(edition, "implied", selection).rows
    told = json.loads(reconciled.as_json(reconciled.reconciliation(edition, selection)))["implied"]
    levels = [one for one in told if one["base_period"] is None]
    assert len(rows) == len(levels) > 10
    assert {row[:-1]: set(str(row[-1]).split("; ")) for row in rows} == {
        tuple(one[name] for name in keys): {*one["figures"], *one["claims"]} for one in levels
    }


def test_a_file_says_that_it_rests_on_the_whole_edition(beside, monkeypatch):
    """The Data page shows how far the answers are before it asks such a file for its rows."""
    asked: list[str] = []
    asking = (
        ("every_check", public_files), ("reconciled", implied_rows),
        ("official_beside", public_files), ("_stated_rates", figure_rows),
    )  # fmt: skip
    for answered, module in asking:
        known = getattr(module, answered)

        def told(edition: Edition, known=known, answered=answered) -> object:
            asked.append(answered)
            return known(edition)

        monkeypatch.setattr(module, answered, told)
    waiting = set()
    for name, file in FILES.items():
        asked.clear()
        file.make(Asked(beside, Selection(), lambda _: ""))
        if asked:
            waiting.add(name)
    assert waiting == {name for name, file in FILES.items() if file.of_whole}
    assert waiting == {"claims", "official_rates", "implied"}
    for name in BESIDE:
        asked.clear()
        selection = Selection(beside=(name,))
        FILES["observations"].make(Asked(beside, selection, lambda _: ""))
        assert bool(asked) == FILES["observations"].rests_on_whole(selection)


def test_an_unknown_file_is_named_with_those_there_are(edition):
    said = f"^unknown file 'figures'; one of: {', '.join(FILES)}$"
    with pytest.raises(TradeproofError, match=said):
        public_tables.table(beside, "figures", Selection())


def _by_currency(asked: Asked) -> list[tuple[object, ...]]:
    figures = asked.selection.by_key(asked.edition.relation("observation"))
    return figures.aggregate("currency, max(value) AS value", "currency").fetchall()


def test_adding_a_file_is_one_entry(beside, monkeypatch):
    columns = (Column("currency", codes="currency"), Column("value", NUMBER, unit="currency"))
    monkeypatch.setitem(
        FILES, "largest", PublicFile("largest", columns, ("partner",), _by_currency)
    )
    home = beside.path.parent.parent
    exported = answer(call(home, "export", "largest", "--partner", "KAZ")).decode()
    assert exported == "currency,value\r\nUSD,800000000\r\n"
    refused = call(home, "export", "largest", "--freq", "A")
    assert refused.stderr.decode() == (
        "tradeproof: the file largest has no column freq; leave the freq filter out\n"
    )
    assert public_files.known(beside).tables[-1] == "largest"


def test_the_sentences_of_a_file_are_english_unless_another_language_is_asked_for(beside):
    formats = public_tables.Formats("vi")
    english, vietnamese = (
        [row[-1] for row in public_tables.table(beside, "claims", Selection(), *one).rows]
        for one in ((), (formats,))
    )
    assert "The figures give" in str(english)
    assert "Số liệu" in str(vietnamese)
    assert "The figures give" not in str(vietnamese)


def test_the_meaning_of_a_column_has_its_unit_and_its_formula():
    [coverage] = [one for one in FILES["balance"].columns if one.name == "coverage_pct"]
    assert public_tables.meaning(coverage, words("en")) == (
        "Exports in percent of imports. Unit: percent. Formula: 100 · exports / imports."
    )
    assert public_tables.meaning(coverage, words("vi")) == (
        "Xuất khẩu tính bằng phần trăm của nhập khẩu. Đơn vị: phần trăm. "
        "Công thức: 100 · exports / imports."
    )
    assert set(FILTERS) == {*MANY, "from", "to"} - {"verdict"}
