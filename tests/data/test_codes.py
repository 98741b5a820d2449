"""Closed lists: an unknown code is told the nearest known, and the schema keeps to the lists."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from data import codes, intervals
from data.book import figure_book
from data.building import SCHEMA
from data.errors import FEW, BookError, TradeproofError, UnknownCode
from data.store import Edition
from tests.support.schema import empty_edition


@pytest.mark.parametrize(
    ("given", "near"),
    [
        ("KZA", "KAZ"),  # letters swapped
        ("kaz", "KAZ"),
        ("VMN", "VNM"),
        ("RSU", "RUS"),
        ("EAUE", "EAEU"),
        ("Kazakhstan", "KAZ"),
        ("Kazakstan", "KAZ"),
        ("Belorus", "BLR"),
        ("kazakhstan", "KAZ"),
        ("Nga", "RUS"),
        ("Россия", "RUS"),
        ("Việt Nam", "VNM"),
        ("Viet Nam", "VNM"),
        ("Vietnam", "VNM"),
        ("European Union", "EU"),
    ],
)
def test_an_unknown_area_is_told_the_near_one(given: str, near: str) -> None:
    with pytest.raises(UnknownCode) as refused:
        codes.require_area("partner", given)
    assert near in refused.value.allowed
    assert (refused.value.kind, refused.value.code) == ("partner", given)
    assert f"unknown partner {given!r}" in str(refused.value)
    assert near in str(refused.value)
    assert isinstance(refused.value, TradeproofError)


@pytest.mark.parametrize("name", ["Kazakhstan", "Nga", "Беларусь"])
def test_a_name_is_told_its_one_code(name: str) -> None:
    with pytest.raises(UnknownCode) as refused:
        codes.require_area("reporter", name)
    assert len(refused.value.allowed) == 1


@pytest.mark.parametrize("given", ["'; DROP TABLE figure; --", "Côte d'Or", "KAZ "])
def test_any_text_that_is_no_code_is_answered_with_a_few_codes(given: str) -> None:
    with pytest.raises(UnknownCode) as refused:
        codes.require_area("partner", given)
    assert 1 <= len(refused.value.allowed) <= FEW
    assert set(refused.value.allowed) <= set(codes.areas())


@pytest.mark.parametrize("given", ["", " "])
def test_what_is_empty_is_named_as_such_and_near_to_nothing(given: str) -> None:
    with pytest.raises(UnknownCode, match=r"^partner has no value; give it one, or") as refused:
        codes.require_area("partner", given)
    assert refused.value.allowed == []


@pytest.mark.parametrize(
    ("name", "wrong", "allowed"),
    [
        ("flow", "exports", ["export", "import", "total", "balance"]),
        ("freq", "Y", ["A", "Q", "M", "R"]),
        ("qualifier", "almost", [*codes.lists().qualifier]),
        ("figure_kind", "plan", ["actual", "target", "forecast"]),
        ("direction", "sideways", ["up", "down"]),
    ],
)
def test_a_short_list_is_told_whole(name: str, wrong: str, allowed: list[str]) -> None:
    with pytest.raises(UnknownCode) as refused:
        codes.require(name, wrong, getattr(codes.lists(), name))
    assert refused.value.allowed == allowed
    assert ", ".join(allowed) in str(refused.value)


@pytest.mark.parametrize("code", ["VNM", "KAZ", "WLD", "EU", "EAEU", "ASEAN"])
def test_a_known_area_is_itself(code: str) -> None:
    assert codes.require_area("partner", code) == code


@pytest.mark.parametrize(
    ("area", "en", "vi", "ru"),
    [
        ("VNM", "Viet Nam", "Việt Nam", "Вьетнам"),
        ("KAZ", "Kazakhstan", "Kazakhstan", "Казахстан"),
        ("AZE", "Azerbaijan", "Azerbaijan", "Азербайджан"),
        ("RUS", "Russia", "Nga", "Россия"),
        ("BLR", "Belarus", "Belarus", "Беларусь"),
        ("WLD", "World", "Thế giới", "весь мир"),
    ],
)
def test_names_in_three_languages(area: str, en: str, vi: str, ru: str) -> None:
    assert [codes.area_name(area, language) for language in ("en", "vi", "ru")] == [en, vi, ru]


def test_every_area_has_a_name_of_its_own_in_every_language() -> None:
    areas = codes.areas()
    assert len(areas) > 240
    for language in codes.LANGUAGES:
        names = [codes.area_name(area, language) for area in areas]
        assert all(name.strip() for name in names)
        assert len(set(names)) == len(areas), language


def test_no_country_stands_twice_in_the_list() -> None:
    with (codes.CODES / "countries.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 240
    for column, form in (("code", r"[A-Z]{3}"), ("territory", r"[A-Z]{2}")):
        column_codes = [row[column] for row in rows]
        assert all(re.fullmatch(form, code) for code in column_codes)
        assert len(set(column_codes)) == len(rows)


def test_groups_are_no_countries() -> None:
    assert [area for area in codes.areas() if codes.is_group(area)] == [
        "WLD",
        "EU",
        "EAEU",
        "ASEAN",
    ]
    assert not codes.is_group("VNM")
    assert len(set(codes.areas())) == len(codes.areas())


def test_a_name_in_an_unknown_language_is_refused() -> None:
    with pytest.raises(UnknownCode) as refused:
        codes.area_name("KAZ", "eo")
    assert {"en", "ru", "vi"} <= set(codes.names())
    assert refused.value.allowed == list(codes.names())


@pytest.fixture
def names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of names with a fourth language, to be broken."""
    folder = Path(shutil.copytree(codes.NAMES, tmp_path / "names"))
    shutil.copyfile(folder / "en.toml", folder / "fr.toml")
    monkeypatch.setattr(codes, "NAMES", folder)
    codes.names.cache_clear()
    yield folder
    codes.names.cache_clear()


def test_a_further_language_of_names_is_a_further_file(names: Path) -> None:
    own = (names / "fr.toml").read_text(encoding="utf-8")
    own = own.replace('VNM = "Viet Nam"', 'RUS = "Russie d’Europe"').replace("coffee", "café")
    (names / "fr.toml").write_text(own, encoding="utf-8")
    named = [codes.area_name(area, "fr") for area in ("VNM", "RUS", "EU")]
    assert named == ["Viêt Nam", "Russie d’Europe", "European Union"]  # CLDR's, own, own
    assert codes.product_name("cà-phê", "fr") == "café"
    assert codes.product_name("gạo", "fr") == "gạo"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('WLD = "World"\n', "", "line 6: [group] 'WLD' has no words"),
        ("WLD =", "WORLD =", "line 7: [group] 'WORLD' is the id of nothing"),
        ('VNM = "Viet Nam"', 'VMN = "Viet Nam"', "line 4: [country] 'VMN' is the id of nothing"),
        ('"cá ngừ" = "tuna"\n', "", "line 12: [product] 'cá ngừ' has no words"),
        ('"cá ngừ" = "tuna"', '"cá ngừ" = ""', "line 16: [product] 'cá ngừ' needs a text"),
    ],
)
def test_a_name_that_one_language_lacks_is_told_with_file_line_and_key(
    names: Path, old: str, new: str, reason: str
) -> None:
    own = (names / "fr.toml").read_text(encoding="utf-8")
    assert old in own
    (names / "fr.toml").write_text(own.replace(old, new), encoding="utf-8")
    with pytest.raises(BookError) as refused:
        codes.area_name("WLD", "en")
    assert str(refused.value).startswith(f"names/fr.toml, {reason}")


def test_units_are_powers_of_ten() -> None:
    assert codes.lists().unit == {
        "one": 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12,
    }  # fmt: skip
    assert codes.power_of_ten("million") == 6
    assert codes.power_of_ten("trillion") == 12
    with pytest.raises(UnknownCode) as refused:
        codes.power_of_ten("triệu")
    assert refused.value.allowed == ["one", "thousand", "million", "billion", "trillion"]


@pytest.mark.parametrize("name", ["figure_kind", "freq", "valuation", "claim_kind", "event_kind"])
def test_the_schema_checks_the_same_list_as_the_code(name: str) -> None:
    written = ", ".join(f"'{code}'" for code in getattr(codes.lists(), name))
    assert f"({written})" in re.sub(r"\s+", " ", SCHEMA.read_text(encoding="utf-8"))


def test_the_rules_of_bounds_know_every_qualifier() -> None:
    """A list of reaches, and for each its mirror image: a deficit is below zero."""
    assert [*codes.lists().qualifier] == [*intervals.QUALIFIERS]
    reaches = {name: tuple(reach) for name, reach in codes.lists().qualifier.items()}
    assert {name for name, reach in reaches.items() if not reach} == {"exact", "range"}
    for name, reach in reaches.items():
        assert reach == () or reach[0] <= 0 <= reach[1], name
        assert tuple(-end for end in reversed(reach)) in reaches.values(), name


GOOD = {  # by table, a row that every rule of the schema allows
    "source": {"source": "s", "kind": "press", "published": "2024-05", "language": "vi"}
    | {"address": "https://example.org", "statistics_of": ["VNM"]},
    "figure": {"figure": "f", "source": "s", "reporter": "VNM", "partner": "KAZ", "flow": "export"}
    | {"product": "TOTAL", "freq": "A", "period": "2024", "first_month": "2024-01-01"}
    | {"last_month": "2024-12-01", "number": "10", "currency": "USD", "value": 10, "low": 9}
    | {"high": 11, "qualifier": "about", "status": "A", "kind": "actual", "place": "line 1"},
    "claim": {"claim": "c", "figure": "f", "kind": "percent", "direction": "up", "number": "5"}
    | {"value": 5, "low": 4, "high": 6, "qualifier": "about", "printed": "5%", "place": "line 1"},
    "investment": {"investment": "i", "source": "s", "investor": "VNM", "host": "KAZ"}
    | {"projects": 1, "number": "10", "unit": "one", "currency": "USD", "value": 10, "low": 9}
    | {"high": 11, "qualifier": "about", "rank": 2, "ranked": 3, "printed": "10", "place": "1"},
    "event": {"event": "e", "source": "s", "reporter": "VNM", "partner": "KAZ", "kind": "visit"}
    | {"begins": "2024-05-01", "ends": "2024-05-03", "place": "1"},
    "goods": {"source": "s", "reporter": "VNM", "partner": "KAZ", "flow": "export", "position": 1}
    | {"goods": "tea", "place": "line 1"},
    "word": {"language": "vi", "kind": "goods", "key": "tea", "text": "chè"},
}


def insert(database: duckdb.DuckDBPyConnection, table: str, row: dict[str, object]) -> None:
    marks = ", ".join("?" * len(row))
    database.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", [*row.values()])


@pytest.fixture
def scratch() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database of the schema with one good row in each table."""
    with empty_edition() as database:
        for area in ("VNM", "KAZ"):
            insert(database, "area", {"area": area, "is_group": False})
        for position, flow in enumerate(codes.lists().flow):
            insert(database, "flow", {"flow": flow, "position": position})
        for qualifier in codes.lists().qualifier:
            insert(database, "qualifier", {"qualifier": qualifier})
        insert(database, "obs_status", {"status": "A", "name": "Normal value"})
        for table, row in GOOD.items():
            insert(database, table, row)
        yield database


OTHER_CELL = {"figure": "g", "period": "2023", "first_month": "2023-01-01"}


@pytest.mark.parametrize(
    ("table", "changes", "rule"),
    [
        ("figure", {"period": "2023"}, 'Duplicate key "figure: f"'),
        ("figure", {"figure": "g"}, "Duplicate key .*KAZ.*TOTAL.*2024.*actual"),
        ("figure", OTHER_CELL | {"reporter": "KZA"}, "foreign key .*KZA"),
        ("figure", OTHER_CELL | {"reporter": "KAZ"}, "reporter .*partner"),
        ("figure", OTHER_CELL | {"flow": "exports"}, "foreign key .*exports"),
        ("figure", OTHER_CELL | {"status": "Z"}, "foreign key .*Z"),
        ("figure", OTHER_CELL | {"source": "nowhere"}, "foreign key .*nowhere"),
        ("figure", OTHER_CELL | {"restates": "nothing"}, "foreign key .*nothing"),
        ("figure", OTHER_CELL | {"qualifier": "almost"}, "qualifier: almost"),
        ("figure", OTHER_CELL | {"kind": "plan"}, "kind IN"),
        ("figure", OTHER_CELL | {"freq": "Y"}, "freq IN"),
        ("figure", OTHER_CELL | {"valuation": "DDP"}, "valuation IN"),
        ("figure", OTHER_CELL | {"low": 12, "high": 11}, "low <= high"),
        ("figure", OTHER_CELL | {"value": 12}, "BETWEEN low AND high"),
        ("figure", OTHER_CELL | {"low": -1}, "low >= 0"),
        ("figure", OTHER_CELL | {"low": None}, "low IS NULL"),
        ("figure", OTHER_CELL | {"number": None}, "number IS NULL"),
        ("figure", OTHER_CELL | {"period": None}, "period IS NULL"),
        ("figure", OTHER_CELL | {"first_month": "2025-01-01"}, "first_month <= last_month"),
        ("claim", {"claim": "d", "figure": "nothing"}, "foreign key .*nothing"),
        ("claim", {"claim": "d", "direction": "higher"}, "direction IN"),
        ("claim", {"claim": "d", "low": 11, "high": 10}, "low <= high"),
        ("source", {"source": "t", "kind": "radio"}, "kind IN"),
        ("source", {"source": "t", "published": "5 May 2024"}, "published"),
        ("source", {"source": "t", "language": "fr"}, "language. IN"),
        ("source", {"source": "t", "address": None}, "address IS NOT NULL"),
        ("source", {"source": "t", "file": "a.txt"}, "checksum IS NULL"),
        ("source", {"source": "t", "file": "a.txt", "checksum": "0a"}, "checksum"),
        ("investment", {"investment": "j", "rank": 4}, "ranked >= rank"),
        ("investment", {"investment": "j", "projects": -1}, "projects >= 0"),
        ("event", {"event": "d", "ends": "2024-04"}, "ends >= begins"),
        ("event", {"event": "d", "begins": "May 2024"}, "begins"),
        ("goods", {"position": 1}, "Duplicate key .*KAZ.*export.*1"),
        ("goods", {"position": 2, "flow": "total"}, "flow IN"),
        ("word", {"text": "trà"}, "Duplicate key .*vi.*goods.*tea"),
        ("word", {"kind": "unit"}, "kind IN"),
        ("word", {"language": "en", "text": None}, "NOT NULL .*text"),
    ],
)
def test_the_schema_refuses_what_the_book_must_not_say(
    scratch: duckdb.DuckDBPyConnection, table: str, changes: dict[str, object], rule: str
) -> None:
    with pytest.raises(duckdb.ConstraintException, match=f"(?s){rule}"):
        insert(scratch, table, GOOD[table] | changes)


def test_the_schema_takes_a_restated_cell_a_deficit_and_a_growth_without_a_level(
    scratch: duckdb.DuckDBPyConnection,
) -> None:
    bare = {"number": None, "value": None, "low": None, "high": None}
    deficit = {"flow": "balance", "value": -10, "low": -11, "high": -9}
    for changes in ({"restates": "f"}, deficit, {"product": "tea"} | bare, OTHER_CELL):
        insert(scratch, "figure", GOOD["figure"] | changes | {"figure": str(changes)})
    shown = scratch.execute("SELECT count(*) FROM observation").fetchall()
    assert shown == [(3,)]  # the good one, the deficit, the other year


def test_amounts_and_months_arrive_in_the_database_as_they_were_read(edition: Edition) -> None:
    columns = ("figure", "value", "low", "high", "period", "first_month", "last_month", "restates")
    read = {tuple(row.get(name) for name in columns) for row in figure_book.read().tables["figure"]}
    assert set(edition.query(f"SELECT {', '.join(columns)} FROM figure").fetchall()) == read


def test_observations_are_levels_without_targets_and_repetitions(edition: Edition) -> None:
    shown = {figure for (figure,) in edition.query("SELECT figure FROM observation").fetchall()}
    assert shown == {
        row["figure"]
        for row in figure_book.read().tables["figure"]
        if row["number"] and row["kind"] != "target" and not row["restates"]
    }
    assert {"mofa-kaz-2024-total", "vi006b"} <= shown  # an actual level and a forecast


def test_every_chapter_but_77_98_and_99_is_in_one_section() -> None:
    """The table of contents of the Harmonized System: 21 sections, 96 chapters in use."""
    found = codes.section_of_chapter()
    assert list(found) == [f"{n:02}" for n in range(1, 98)]  # 77 is kept free within section XV
    sections = list(dict.fromkeys(found.values()))
    assert sections == [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV",
        "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI",
    ]  # fmt: skip
    known = {"01": "I", "15": "III", "27": "V", "61": "XI", "71": "XIV", "85": "XVI", "97": "XXI"}
    assert {chapter: found[chapter] for chapter in known} == known


def test_a_section_has_a_name_in_every_language() -> None:
    named = {language: codes.product_name("XI", language) for language in codes.names()}
    assert named == {
        "en": "textiles and clothing (HS section XI)",
        "ru": "текстиль и одежда (раздел XI ТН ВЭД)",
        "vi": "hàng dệt may (phần XI của HS)",
    }
