"""docs/contract.md says what the code does, and all of it: the two cannot part unseen."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path
from unittest import mock

import pytest

from analytics.checking.verdicts import Verdict
from dashboard.answers.file_columns import BESIDE
from dashboard.answers.public_files import FILES, FILTERS
from dashboard.answers.selection import LANGUAGES, PARAMETERS
from dashboard.cli import main, read_command
from dashboard.cli.main import FORMS
from dashboard.pages.site import PAGES
from data import codes
from data.intervals import of_printed
from tests.support.checkout import ROOT
from tests.support.commands import answer, call, helps
from tests.support.contract import codes_in, first_codes, rows, section, widget_keys

LISTS = codes.lists()
WORDS = {row[0]: codes_in(row[1]) for row in rows("Words")}
# Every kind of answer at once: an ambiguous separator, a range, a claim that fails, a conflict.
TEXT = (
    "Vietnam's exports to Peru rose 16% to $1.160 million in 2024 from $1 billion in 2023. "
    "Vietnam's trade with Chile reached 1.60 billion USD in 2023, with exports of 1.10 billion "
    "USD and imports of 0.70 billion USD."
)


@pytest.fixture(scope="module")
def built(edition) -> Path:
    return edition.path.parent.parent


@pytest.fixture(scope="module")
def checked(built, tmp_path_factory) -> dict[str, list[dict]]:
    file = tmp_path_factory.mktemp("text") / "text.txt"
    file.write_text(TEXT, encoding="utf-8")
    return json.loads(answer(call(built, "check", str(file), "--json")))


@pytest.fixture(scope="module")
def reconciled(built) -> dict[str, list[dict]]:
    given = ("reconcile", "--json", "--from", "2017", "--to", "2021")
    return json.loads(answer(call(built, *given)))


@pytest.mark.parametrize(
    ("word", "listed"),
    [
        ("group", tuple(filter(codes.is_group, codes.areas()))),
        ("flow", LISTS.flow),
        ("freq", LISTS.freq),
        ("qualifier", LISTS.qualifier),
        ("valuation", LISTS.valuation),
        ("kind of a figure", LISTS.figure_kind),
        ("kind of a claim", LISTS.claim_kind),
        ("direction", LISTS.direction),
    ],
)
def test_the_codes_of_a_word_are_those_of_its_list(word, listed):
    assert WORDS[word] == list(listed)


def test_the_statuses_are_those_of_the_list():
    named = [code for row in rows("Words") if row[0] == "status" for code in codes_in(row[1])]
    in_short = named[len(LISTS.status) :]  # the four that are explained
    assert named[: len(LISTS.status)] == list(LISTS.status)
    assert in_short == ["A", "P", "E", "F"]


@pytest.mark.parametrize(("printed", "qualifier", "low", "high"), rows("Bounds"))
def test_printed_numbers_have_the_bounds_of_the_table(printed, qualifier, low, high):
    number, _, number_high = printed.partition(" to ")
    found = of_printed(number, number_high or None, *codes_in(qualifier))
    assert found.bounds.ends == (Fraction(low), Fraction(high))


def test_every_qualifier_has_an_example_of_its_bounds():
    assert {code for row in rows("Bounds") for code in codes_in(row[1])} == {*LISTS.qualifier}


def synopses() -> dict[tuple[str, ...], str]:
    """Each command as the contract writes it, its filters spelt out."""
    lines = [line.strip() for line in section("Commands").splitlines() if line[:4] == "    "]
    [filters] = [line.removeprefix("FILTERS: ") for line in lines if line.startswith("FILTERS:")]
    found = {}
    for line in lines:
        command = re.match(r"tradeproof ((?:[a-z]+ ?)+)", line)
        if command:
            found[tuple(command[1].split())] = line.replace("[FILTERS]", filters)
    return found


def test_the_commands_and_their_options_are_those_of_the_help(tmp_path):
    shown = dict(helps(tmp_path))
    options = {
        name: {*re.findall(r"^  (--[\w-]+)", text, re.M)} - {"--help"}
        for name, text in shown.items()
        if "\nCommands:\n" not in text
    }
    assert {name: {*re.findall(r"--[\w-]+", line)} for name, line in synopses().items()} == options


def test_the_choices_of_options_are_those_of_the_code():
    export, read = synopses()["export",], synopses()["read",]
    assert re.search(r"--format ([\w|-]+)", export)[1].split("|") == list(FORMS)
    assert re.search(r"--lang ([\w|]+)", read)[1].split("|") == list(read_command.LANGUAGES)
    assert re.search(r"--lang ([\w|]+)", synopses()["check",])[1] == "|".join(
        read_command.LANGUAGES
    )
    assert re.findall(r"--(\w+)", export)[: len(FILTERS)] == list(FILTERS)
    assert re.search(r"--with ([\w|]+)", export)[1].split("|") == list(BESIDE)


def test_each_exit_status_is_given_as_the_table_says(built, tmp_path):
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    with mock.patch.object(main, "open_up_to_date", side_effect=KeyboardInterrupt):
        stopped = call(built, "status")
    given = {
        "0": call(built, "status"),
        "1": call(built, "check", str(tmp_path / "text.txt"), "--fail-on", "conflict"),
        "2": call(built, "export", "nothing"),
        "130": stopped,
    }
    assert {status: str(done.returncode) for status, done in given.items()} == {
        row[0]: row[0] for row in rows("Commands")
    }


def test_the_files_have_the_columns_and_filters_of_the_table():
    assert [codes_in(row[0]) for row in rows("Files")] == [[name] for name in FILES]
    for row, file in zip(rows("Files"), FILES.values(), strict=True):
        assert row[1].split(", ") == list(file.kinds)
        without = [name for name in FILTERS if name not in file.filters]
        assert row[2] == (f"all but {', '.join(without)}" if without else "all")
    beside = rows("Files", 1)
    assert [(codes_in(row[0]), codes_in(row[1]), row[2].split(", ")) for row in beside] == [
        (
            [name],
            [file.name for file in FILES.values() if name in file.beside],
            [column.name for column in columns],
        )
        for name, columns in BESIDE.items()
    ]
    assert first_codes("Files", 2) == list(FORMS)


def test_the_verdicts_are_those_of_the_ladder():
    assert first_codes("Verdicts") == list(Verdict)


def test_a_figure_has_the_keys_of_the_contract(checked, built):
    ambiguous, *others = checked["figures"]
    assert list(ambiguous) == [*first_codes("A figure"), "separator"]
    assert {tuple(one) for one in others} == {tuple(first_codes("A figure"))}
    said = section("A figure").partition("`separator`, with")[2]
    named = [code for code in codes_in(said) if code.startswith(("decided", "other"))]
    assert list(ambiguous["separator"]) == named


def test_a_claim_has_the_keys_of_the_contract(checked, built, tmp_path):
    [claim] = checked["claims"]
    read = first_codes("A claim")
    assert list(claim) == read + first_codes("What `check` adds to a claim")
    assert list(claim["evidence"]) == codes_in(rows("What `check` adds to a claim")[-1][1])
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    said = json.loads(answer(call(built, "read", str(tmp_path / "text.txt"), "--json")))
    assert [list(said), list(said["claims"][0])] == [["figures", "claims"], read]
    assert list(checked) == ["figures", "claims", "conflicts"]


def test_a_conflict_has_the_keys_of_the_contract(checked, reconciled):
    told = {codes_in(row[0])[0]: codes_in(row[1]) for row in rows("A conflict")}
    for conflict in (*checked["conflicts"], *reconciled["conflicts"]):
        assert list(conflict) == first_codes("A conflict")
        assert list(conflict["goes_away"]) == told["goes_away"]
        assert {tuple(one) for one in conflict["statements"]} == {tuple(told["statements"])}
    assert checked["conflicts"]
    assert reconciled["conflicts"]


def test_a_reconciliation_has_the_keys_of_the_contract(reconciled):
    assert list(reconciled) == ["implied", "conflicts", "mirror_gaps"]
    for name, heading in (
        ("implied", "An implied figure or growth"),
        ("mirror_gaps", "A mirror gap"),
    ):
        assert {tuple(one) for one in reconciled[name]} == {tuple(first_codes(heading))}


def test_the_addresses_are_those_of_the_dashboard():
    assert list(widget_keys()) == list(PAGES)
    assert first_codes("Addresses") == list(PARAMETERS)
    [languages] = [row[1] for row in rows("Addresses") if codes_in(row[0]) == ["lang"]]
    assert codes_in(languages) == list(LANGUAGES)


def test_what_the_contract_points_to_is_there():
    text = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")
    linked = re.findall(r"\]\(([^)#]+)", text)
    assert linked
    assert [path for path in linked if not (ROOT / "docs" / path).is_file()] == []
    targets = set(re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"`make (\w+)`", text)) <= targets
