"""`make campaign`: it counts what was tried, and tells a fault from an ending."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.campaign import __main__ as campaign
from benchmarks.campaign import on_input
from benchmarks.campaign.attacks import Attack
from data.book import figure_book


def test_an_attack_counts_its_endings_and_shows_its_faults() -> None:
    attack = Attack("bytes flipped")
    for at in range(8):
        attack.expect(at % 2 == 0, "refused", f"byte {at}")
    attack.ended("as it was")
    assert attack.tries == 9
    assert attack.lines() == [
        "bytes flipped                   9 tries    4 faults   as it was 1, refused 4",
        "    FAULT byte 1",
        "    FAULT byte 3",
        "    FAULT byte 5",
        "    FAULT byte 7",
    ]


def test_a_fault_ends_the_campaign_with_status_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def attack(folder: Path, tries: int) -> Attack:
        assert list(folder.iterdir()) == []
        done = Attack("planted")
        for at in range(tries):
            done.expect(at != 3, "well", f"try {at}")
        return done

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(campaign, "ATTACKS", {"planted": (attack, 40)})
    for share, status, faults in (("0.1", 1, 1), ("0.05", 0, 0)):
        monkeypatch.setattr(sys, "argv", ["campaign", "planted", "--share", share])
        assert campaign.main() == status
        printed = capsys.readouterr().out.splitlines()
        assert printed[-1] == f"{faults} faults"
        assert ("    FAULT try 3" in "\n".join(printed)) == bool(faults)


def test_mutated_rows_are_refused_in_one_line_or_still_valid(tmp_path: Path) -> None:
    attack = on_input.book_rows(tmp_path, 60)
    assert attack.tries == 60
    assert attack.faults == []
    assert attack.endings["one line"] > 30 > attack.endings["still valid"] > 0


def test_what_is_no_answer_and_no_line_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn(folder: Path) -> None:
        raise KeyError(folder.name)

    monkeypatch.setattr(figure_book, "read", torn)
    attack = on_input.book_rows(tmp_path, 3)
    assert len(attack.faults) == 3
    assert all("KeyError('figures')" in fault for fault in attack.faults)


def test_passages_are_read_whatever_was_done_to_them(tmp_path: Path) -> None:
    attack = on_input.passages(tmp_path, 10)
    assert (attack.tries, attack.faults) == (10, [])
    assert attack.endings["figures found"] > 3
