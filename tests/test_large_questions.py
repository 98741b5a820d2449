"""What `make bench-large` asks of the pages, by hand and in data frames, of a small data set."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.large import made_trade, question_times
from benchmarks.large.asked_pairs import Subject, drawn
from benchmarks.large.in_frames import ANSWERS, Frames, libraries
from benchmarks.large.made_trade import Size
from benchmarks.large.measured import HEADING, Line, table
from benchmarks.large.questions import QUESTIONS
from benchmarks.large.timed_runs import Place, run
from dashboard.answers import whole_edition
from data import store
from data.store import Edition

SMALL = Size("small", rows=20_000, years=3, areas=40, goods=300)
RUNS = 3


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("large")
    files = made_trade.write(SMALL, folder)
    place = Place(SMALL, folder / SMALL.name, tuple(files))
    run("-m", "dashboard.cli.main", "load", "baci", *map(str, files), home=place.home)
    return place


@pytest.fixture(scope="module")
def edition(place: Place) -> Iterator[Edition]:
    opened = store.open_edition(place.home)
    whole_edition.every_check(opened)
    yield opened
    opened.connection.close()


@pytest.fixture(scope="module")
def frames(place: Place, edition: Edition) -> Frames:
    return Frames(edition, place.folder / "frames")


@pytest.fixture(scope="module")
def subjects(edition: Edition) -> list[Subject]:
    return drawn(edition, RUNS)


@pytest.mark.long
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.what)
def test_pages_sql_and_frames_have_the_same_cells(
    question: question_times.Question,
    edition: Edition,
    frames: Frames,
    subjects: list[Subject],
) -> None:
    """A difference is raised, and so is an answer of nothing."""
    line = question_times.asked(SMALL.name, question, edition, subjects, frames)
    assert len(line.seconds) == len(line.best) == RUNS
    asked_in = set(libraries(Path())) if question.frames else set()
    assert asked_in <= set(line.beside)


@pytest.mark.long
def test_pairs_are_drawn_that_the_data_set_alone_has(
    edition: Edition, subjects: list[Subject]
) -> None:
    assert len({(of.reporter, of.partner) for of in subjects}) == RUNS
    told = edition.query(
        "SELECT reporter FROM printed_observation UNION SELECT partner FROM printed_observation"
    ).fetchall()
    assert told
    assert not {area for (area,) in told} & {of.reporter for of in subjects}
    assert all(of.year == "2023" and 1 <= len(of.partners) <= 6 for of in subjects)


def test_every_answer_of_frames_is_asked_for() -> None:
    assert {question.frames for question in QUESTIONS} - {None} == {*ANSWERS}
    assert all(bool(question.frames) == bool(question.points) for question in QUESTIONS)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ({("a",): (1,)}, "in one of the two answers only"),
        ({("a",): (1,), ("b",): (None,)}, "by hand"),
        ({("a",): (1,), ("b",): (2.001,)}, "by hand"),
        ({("a",): (1,), ("b",): (2, 3)}, "by hand"),
    ],
)
def test_a_difference_is_raised(found: question_times.Cells, told: str) -> None:
    wanted: question_times.Cells = {("a",): (1,), ("b",): (2,)}
    with pytest.raises(ValueError, match=told):
        question_times.require_equal("it", found, wanted)


def test_the_same_number_however_it_is_written() -> None:
    same = question_times.is_same
    assert same(Decimal("1.500000"), "1.5")
    assert same(0.1 + 0.2, 0.3)
    assert same(None, "")
    assert not same(None, 0)
    assert not same(Decimal("1.5"), Decimal("1.500001"))
    assert not same("010121", "10121x")


def test_a_key_twice_is_no_answer() -> None:
    with pytest.raises(ValueError, match="twice"):
        question_times.by_key([("a", 1), ("a", 2)], 1)


def test_growth_is_over_the_smallest_size() -> None:
    lines = [Line("load", "1m", [1.0]), Line("ask", "1m", [0.2]), Line("ask", "10m", [0.3])]
    at = HEADING.index("growth")
    rows = [row.split("|")[1:-1] for row in table(lines).splitlines()[2:]]
    assert [row[at].strip() for row in rows] == ["", "", "1.5"]
