"""Answers about a table as a TOML file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from data.errors import UnknownCode
from data.periods import PeriodError
from data.tables.mapping import Mapping, mapping_of, mapping_of_toml, read_mapping, unit_of
from data.tables.table_errors import TableError
from tests.support.table_files import figures, text_file

ANSWERS: dict[str, Any] = {
    "reporter": "VNM",
    "partner": "WLD",
    "flow": "export",
    "unit": "million USD",
    "currency": "USD",
    "valuation": "FOB",
    "product": "TOTAL",
    "freq": "A",
    "period": "2023",
    "decimal": "comma",
    "delimiter": "semicolon",
    "encoding": "cp1258",
    "zero": "unknown",
    "dash": "zero",
    "services": True,
    "sheets": ["Sheet 1"],
    "not_yet": ["2016-12"],
    "columns": {"Trị giá": "value"},
    "places": {"Nga": "RUS", "Khác": "aggregate"},
    "only": {"kind": "level"},
}


def test_every_answer_comes_back_from_its_file(tmp_path: Path) -> None:
    assert set(ANSWERS) == set(Mapping.__dataclass_fields__)
    answers = mapping_of(ANSWERS)
    path = text_file(tmp_path, answers.as_toml(), "mapping.toml")
    assert read_mapping(path) == answers
    assert Mapping().as_toml() == ""


def test_the_next_release_is_read_with_the_answers_of_the_last(tmp_path: Path) -> None:
    answers = mapping_of_toml('reporter = "Viet Nam"\nflow = "import"\nunit = "thousand USD"\n')
    path = text_file(tmp_path, "Country;2023\nNga;1,5\n")
    assert figures(path, reporter=answers.reporter, flow=answers.flow, unit=answers.unit) == {
        ("VNM", "RUS", "import", "2023"): 1500
    }


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"reprter": "VNM"}, "unknown answer 'reprter'; nearest: reporter"),
        ({"reporter": "Atlantis"}, "unknown reporter 'Atlantis'"),
        ({"flow": "sideways"}, "unknown flow 'sideways'; known: export, import, total, balance"),
        ({"unit": "heaps"}, "unknown unit 'heaps'"),
        ({"decimal": "dot"}, "unknown decimal 'dot'; known: point, comma"),
        ({"dash": "nothing"}, "unknown dash 'nothing'; known: zero, unknown"),
        ({"columns": {"x": "figure"}}, "unknown columns.x 'figure'"),
        ({"places": {"x": "Atlantis"}}, "unknown places.x 'Atlantis'"),
    ],
)
def test_an_unknown_answer_is_told_the_known_ones(said: dict[str, Any], message: str) -> None:
    with pytest.raises(UnknownCode) as caught:
        mapping_of(said)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    "said",
    [{"reporter": 7}, {"product": ""}, {"services": "yes"}, {"sheets": "One"}, {"columns": ["x"]}],
)
def test_an_answer_of_another_kind_is_refused(said: dict[str, Any]) -> None:
    with pytest.raises(TableError, match="mapping: "):
        mapping_of(said)


def test_a_month_that_is_no_period_is_refused() -> None:
    with pytest.raises(PeriodError):
        mapping_of({"not_yet": ["December"]})


@pytest.mark.parametrize("text", ["reporter = ", "reporter = 'a'\nreporter = 'b'"])
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(TableError, match=r"mapping\.toml: line \d: not valid TOML"):
        read_mapping(text_file(tmp_path, text, "mapping.toml"))
    with pytest.raises(TableError, match="not valid TOML"):
        mapping_of_toml(text)


@pytest.mark.parametrize(
    ("words", "unit", "currency"),
    [
        ("US Dollars, Millions", "million", "USD"),
        ("тыс. долларов США", "thousand", "USD"),
        ("(млн доллалов США)", "million", "USD"),  # as an office misspelt it
        ("Đơn vị tính: Triệu đô la Mỹ", "million", "USD"),
        ("million_usd", "million", "USD"),
        ("export_kusd", "thousand", "USD"),
        ("VALUE_IN_EUROS", "one", "EUR"),
        ("1000 USD", "thousand", "USD"),
        ("US$ m", "million", "USD"),
        ("usd_bn", "billion", "USD"),
        ("€ k", "thousand", "EUR"),
        ("Exports, million dollars, thousand tonnes", None, "USD"),  # two multiples: asked for
        ("US$", "one", "USD"),
        ("tỷ đồng", "billion", "VND"),
        ("Country", None, None),
    ],
)
def test_what_a_number_counts(words: str, unit: str | None, currency: str | None) -> None:
    assert unit_of(words) == (unit, currency)
