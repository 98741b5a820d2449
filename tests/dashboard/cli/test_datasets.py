"""The command `datasets`: the list, taking out, going back, and what it does not know."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.official import embedded
from data.official.releases import write_release
from data.store import Edition
from tests.support.commands import answer, call
from tests.support.homes import FIRST, place, truncate
from tests.support.made_data_sets import figure, metadata, table

LISTED = """\
source  release  figures  rejected  warnings  newest   read        before
made    2022           1         1         0  2020     2026-01-02  2021
other   2021           2         0         1  2021-Q2  2026-01-02  -
"""


@pytest.fixture
def loaded(home: Path, edition: Edition) -> Path:
    place(home, edition, FIRST)
    write_release(table(figure(value=1)), None, metadata())
    write_release(table(figure(value=2), figure(reporter="KZA")), None, metadata(release="2022"))
    rows = table(figure("2021-Q1", 1), figure("2021-Q2", 101))
    write_release(rows, None, metadata("other"))
    return home


def test_the_list_has_a_line_a_data_set_and_none_where_there_is_none(
    loaded: Path, tmp_path: Path, edition: Edition
) -> None:
    assert answer(call(loaded, "datasets")).decode() == LISTED
    bare = tmp_path / "bare"
    bare.mkdir()
    assert answer(call(place(bare, edition, FIRST), "datasets")).decode() == "no data sets\n"


def test_what_comes_with_the_program_is_listed_on_first_start_and_can_be_taken_out_at_once(
    home: Path, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(embedded.SWITCH)
    place(home, edition, FIRST)
    assert answer(call(home, "datasets", "remove", "kaz-bns")) == b"edition-000003\n"
    lines = answer(call(home, "datasets")).decode().splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["imf-dots-2021", "rosstat-fcs-2022"]


def test_status_counts_data_sets_and_has_them_among_the_sources(loaded: Path) -> None:
    lines = answer(call(loaded, "status")).decode().splitlines()
    assert lines[4] == "data sets 2"
    rows = {line.split()[0]: line.split()[1:] for line in lines[8:]}
    assert (rows["made"], rows["other"]) == (["2022", "1", "2020"], ["2021", "2", "2021-Q2"])
    figures = sum(int(row[1]) for row in rows.values())
    assert lines[5].split() == ["figures", str(figures)]


def test_going_back_and_taking_out_publish_the_next_edition(loaded: Path) -> None:
    assert answer(call(loaded, "datasets", "rollback", "made")) == b"edition-000005\n"
    assert b"made    2021           1         0         0  2020     2026-01-02  -\n" in answer(
        call(loaded, "datasets")
    )
    assert answer(call(loaded, "datasets", "remove", "made")) == b"edition-000006\n"
    assert b"made" not in answer(call(loaded, "datasets"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("forget", "made"), "unknown action 'forget'; known: remove, rollback"),
        (("remove",), "which data set? write `tradeproof datasets remove ID`"),
        (("remove", "mode"), "no data set 'mode' is loaded; loaded: made, other"),
        (("rollback", "other"), "other has no release before 2021"),
    ],
)
def test_what_it_cannot_do_is_one_line(
    loaded: Path, arguments: tuple[str, ...], message: str
) -> None:
    done = call(loaded, "datasets", *arguments)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)
    assert message in done.stderr.decode()


def test_a_damaged_one_is_listed_and_said(loaded: Path) -> None:
    truncate(loaded / "datasets" / "other" / "2021.duckdb")
    done = call(loaded, "datasets")
    assert done.returncode == 0
    assert b"2021.duckdb of other is missing or damaged; load it again" in done.stderr
    assert [line.split()[0] for line in done.stdout.decode().splitlines()] == [
        "source", "made", "other",
    ]  # fmt: skip
