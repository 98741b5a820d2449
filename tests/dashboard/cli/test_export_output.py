"""Where `export --output` writes: never over what is not a regular file, never half a file.

Every path is in a folder of the test's own: a mistake here could replace a device of the system.
"""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from dashboard.cli import terminal
from data.errors import TradeproofError
from tests.support.commands import answer, call

HINT = "; name a file in a folder you may write to\n"


@pytest.fixture(scope="module")
def built(edition) -> Path:
    return edition.path.parent.parent


@pytest.fixture(scope="module")
def whole(built) -> bytes:
    """The file that is written in these tests, some kilobytes of it."""
    data = answer(call(built, "export", "growth"))
    assert len(data) > 5000
    return data


def export(built: Path, output: str | Path) -> CompletedProcess[bytes]:
    return call(built, "export", "growth", "--output", str(output))


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def test_a_new_file_has_the_mode_of_any_new_file(built, whole, tmp_path):
    (tmp_path / "usual").touch()
    assert answer(export(built, tmp_path / "growth.csv")) == b""
    assert (tmp_path / "growth.csv").read_bytes() == whole
    modes = {path.stat().st_mode for path in tmp_path.iterdir()}
    assert modes == {(tmp_path / "usual").stat().st_mode}


def test_a_file_is_replaced_and_keeps_its_mode(built, whole, tmp_path):
    file = tmp_path / "growth.csv"
    file.write_text("of yesterday")
    file.chmod(0o640)
    before = file.open("rb")  # who reads it meanwhile has the old file to its end
    assert answer(export(built, file)) == b""
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (whole, 0o640)
    with before:
        assert before.read() == b"of yesterday"
    assert names_in(tmp_path) == ["growth.csv"]


def test_a_named_pipe_is_written_into_and_stays_a_pipe(built, whole, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as reader:
        read = reader.submit(pipe.read_bytes)
        assert answer(export(built, pipe)) == b""
        assert read.result(timeout=60) == whole
    assert pipe.is_fifo()
    assert names_in(tmp_path) == ["pipe"]


def test_a_link_to_a_pipe_leads_into_it(built, whole, tmp_path):
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    with ThreadPoolExecutor(1) as reader:
        read = reader.submit(pipe.read_bytes)
        assert answer(export(built, link)) == b""
        assert read.result(timeout=60) == whole
    assert (pipe.is_fifo(), link.readlink()) == (True, pipe)


@pytest.mark.parametrize("there", [True, False])
def test_a_link_stays_a_link_to_the_file_it_leads_to(built, whole, tmp_path, there):
    (tmp_path / "far").mkdir()
    file, link = tmp_path / "far" / "growth.csv", tmp_path / "growth.csv"
    link.symlink_to(Path("far") / "growth.csv")
    if there:
        file.write_text("of yesterday")
        file.chmod(0o600)
    assert answer(export(built, link)) == b""
    assert link.readlink() == Path("far") / "growth.csv"
    assert file.read_bytes() == whole
    assert not there or stat.S_IMODE(file.stat().st_mode) == 0o600
    assert names_in(tmp_path) == ["far", "growth.csv", "growth.csv"]


def test_a_file_named_like_an_unfinished_one_is_left_alone(built, tmp_path):
    (tmp_path / "growth.csv.part").write_text("mine")
    (tmp_path / "growth.csv").symlink_to("growth.csv.part")
    assert answer(export(built, tmp_path / "other.csv")) == b""
    (tmp_path / "other.csv.part").write_text("mine too")
    assert answer(export(built, tmp_path / "other.csv")) == b""
    assert (tmp_path / "growth.csv.part").read_text() == "mine"
    assert (tmp_path / "other.csv.part").read_text() == "mine too"


def test_a_name_of_the_greatest_length_is_a_name(built, whole, tmp_path):
    file = tmp_path / ("n" * 255)
    assert answer(export(built, file)) == b""
    assert file.read_bytes() == whole


def test_a_hyphen_is_standard_output(built, whole, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert answer(export(built, "-")) == whole
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "--output is empty; name a file, or - for standard output\n"),
        (".", "cannot write . (Is a directory)" + HINT),
        ("folder", "cannot write folder (Is a directory)" + HINT),
        ("new/", "cannot write new/ (Is a directory)" + HINT),
        (
            "missing/growth.csv",
            "cannot write missing/growth.csv (No such file or directory)" + HINT,
        ),
        ("file/growth.csv", "cannot write file/growth.csv (Not a directory)" + HINT),
        ("loop", "cannot write loop (Too many levels of symbolic links)" + HINT),
        ("n" * 256, f"cannot write {'n' * 256} (File name too long)" + HINT),
        ("a\ud800.csv", "cannot write a\\ud800.csv (not the name of a file)" + HINT),
        ("a\0.csv", "cannot write a\0.csv (not the name of a file)" + HINT),
    ],
)
def test_what_cannot_be_written_is_one_line(built, tmp_path, monkeypatch, name, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("a regular file")
    (tmp_path / "loop").symlink_to("loop")
    done = export(built, name)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"tradeproof: {message}"
    assert names_in(tmp_path) == ["file", "folder", "loop"]


def test_a_full_disk_leaves_the_file_that_was_there(tmp_path, monkeypatch):
    file = tmp_path / "growth.csv"
    file.write_text("of yesterday")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fchmod", full)  # after the data, before the rename
    with pytest.raises(TradeproofError, match=r"growth.csv \(No space left on device\)"):
        terminal.write_to(str(file), [b"new"])
    assert (names_in(tmp_path), file.read_text()) == (["growth.csv"], "of yesterday")
