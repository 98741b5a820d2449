"""Answers about an edition that several ask for at once: one computation, stopped when unwanted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from analytics.checking import claims as checking
from dashboard.answers import whole_edition
from dashboard.answers.shared import Shared
from data import store

READERS = 8


def test_eight_first_readers_compute_the_check_of_the_book_once(edition, monkeypatch):
    opened = store.open_edition(edition.path.parent.parent)  # of which nothing is known yet
    calls = []
    check_one = checking._check

    def counted(claim, *rest):
        calls.append(claim.claim)
        return check_one(claim, *rest)

    monkeypatch.setattr(checking, "_check", counted)
    together = Barrier(READERS)

    def read(_):
        together.wait()
        return whole_edition.every_check(opened)

    with ThreadPoolExecutor(READERS) as readers:
        answers = list(readers.map(read, range(READERS)))
    assert len(calls) == len(set(calls)) == len(answers[0]) == 64
    assert all(answer is answers[0] for answer in answers)


def test_the_work_stops_when_the_last_reader_has_gone():
    """Two wait; the first leaves and the work goes on, the second leaves and it stops."""
    ended, beats = Event(), []

    def work(edition, effort):
        try:
            while True:
                effort.advance(1)
                beats.append(1)
        finally:
            ended.set()

    shared = Shared(work, 2)
    stays = Event()

    def leave(done, every):
        raise InterruptedError

    def leave_later(done, every):
        stays.set()
        if left.is_set():
            raise InterruptedError

    left = Event()
    with ThreadPoolExecutor(1) as readers:
        second = readers.submit(shared, "edition", leave_later)
        assert stays.wait(60)
        with pytest.raises(InterruptedError):
            shared("edition", leave)
        assert not ended.is_set()
        left.set()
        with pytest.raises(InterruptedError):
            second.result(60)
    assert ended.wait(60)
    assert beats


def test_who_leaves_the_check_of_the_book_stops_the_reconciliation_that_it_waits_for(
    edition, monkeypatch
):
    opened = store.open_edition(edition.path.parent.parent)  # of which nothing is known yet
    begun, ended = Event(), Event()

    def endless(edition, effort):
        begun.set()
        try:
            while True:
                effort.advance(1)
        finally:
            ended.set()

    def leave(done, every):
        if begun.is_set():
            raise InterruptedError

    monkeypatch.setattr(whole_edition, "_reconciled", Shared(endless, 2))
    with pytest.raises(InterruptedError):
        whole_edition.every_check(opened, leave)
    assert ended.wait(60)


def test_what_was_stopped_or_failed_is_worked_out_anew():
    calls = []

    def work(edition, effort):
        calls.append(edition)
        if len(calls) == 1:
            raise OSError("a disk that was away")
        return len(calls)

    shared = Shared(work, 2)
    with pytest.raises(OSError, match="a disk that was away"):
        shared("edition")
    assert [shared("edition"), shared("edition")] == [2, 2]


def test_the_answers_of_two_editions_are_kept():
    calls = []
    shared = Shared(lambda edition, effort: calls.append(edition) or edition.upper(), 2)
    assert [shared(name) for name in "abaabcba"] == list("ABAABCBA")
    assert calls == ["a", "b", "c", "a"]  # of a, b, a, a, b, c the last two are b and c
