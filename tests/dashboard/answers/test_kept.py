"""Answers of an edition that are kept: asked for once, bounded, gone with the edition."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from weakref import ref

import pytest

from dashboard.answers.kept import kept
from data import store

READERS = 8


def test_readers_of_the_same_at_the_same_time_ask_once(edition):
    asked, together, is_asked = [], Barrier(READERS), Event()

    @kept(2)
    def question(_edition, partner):
        asked.append(partner)
        is_asked.wait(10)
        return [partner]

    def read(_):
        together.wait()
        return question(edition, "KAZ")

    with ThreadPoolExecutor(READERS) as readers:
        waiting = [readers.submit(read, number) for number in range(READERS)]
        is_asked.set()
        answers = [one.result() for one in waiting]
    assert asked == ["KAZ"]
    assert answers[0] == ["KAZ"]
    assert all(answer is answers[0] for answer in answers)


def test_the_answers_asked_for_last_are_kept_and_no_more(edition):
    asked = []

    @kept(2)
    def question(_edition, partner, *, freq="A"):
        asked.append((partner, freq))
        return partner + freq

    given = [("KAZ", "A"), ("KAZ", "Q"), ("KAZ", "A"), ("RUS", "A"), ("KAZ", "A"), ("KAZ", "Q")]
    answers = [question(edition, partner, freq=freq) for partner, freq in given]
    assert answers == [partner + freq for partner, freq in given]
    assert asked == [("KAZ", "A"), ("KAZ", "Q"), ("RUS", "A"), ("KAZ", "Q")]


def test_a_question_that_failed_is_asked_again(edition):
    asked = []

    @kept(2)
    def question(_edition):
        asked.append(1)
        if len(asked) == 1:
            raise ValueError("not yet")
        return len(asked)

    with pytest.raises(ValueError, match="not yet"):
        question(edition)
    assert [question(edition), question(edition)] == [2, 2]


def test_each_edition_has_answers_of_its_own_and_they_go_with_it(edition):
    class Answer:
        pass

    @kept(2)
    def question(_edition):
        return Answer()

    opened = store.open_edition(edition.path.parent.parent)
    of_opened = ref(question(opened))
    assert of_opened() is question(opened)
    assert of_opened() is not question(edition)
    opened.connection.close()
    del opened
    gc.collect()
    assert of_opened() is None
    assert isinstance(question(edition), Answer)
