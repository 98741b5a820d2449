"""What the command line does with bad input and broken surroundings.

Exit status 2, nothing on standard output, and one line on standard error that says what is wrong
and what would be right.
"""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from dashboard.answers.public_files import FILTERS
from data import store
from tests.support.checkout import ROOT
from tests.support.commands import call, command, environment, process
from tests.support.homes import FIRST, SECOND, book_of, place


@pytest.fixture(scope="module")
def built(edition) -> Path:
    """A home that holds an edition; nothing in this file changes it."""
    return edition.path.parent.parent


def complaint(done: subprocess.CompletedProcess[bytes]) -> str:
    """The one line on standard error, without the name of the program."""
    assert (done.returncode, done.stdout) == (2, b"")
    text = done.stderr.decode()
    assert text.count("\n") == 1
    assert text.startswith("tradeproof: ")
    assert text.endswith("\n")
    return text.removeprefix("tradeproof: ").rstrip("\n")


HELP = "; `tradeproof --help` lists what there is"
LOAD_HELP = "; `tradeproof load --help` lists what there is"
EXPORT_HELP = "; `tradeproof export --help` lists what there is"
PERIODS = "write 2024, 2024-Q1, 2024-03 or 2024-01/2024-11"
WRONG_USE = {
    "": "Missing command" + HELP,
    "expor": "No such command 'expor'. Did you mean 'export'?" + HELP,
    "load": "Missing command" + LOAD_HELP,
    "load tables": "No such command 'tables'. Did you mean 'table'?" + LOAD_HELP,
    "load baci": "Missing argument 'file'; `tradeproof load baci --help` lists what there is",
    "export": "Missing argument 'file'" + EXPORT_HELP,
    "export growth all": "Got unexpected extra argument(s) (all)" + EXPORT_HELP,
    "export growth --region VNM": "No such option: --region",
    "export growth --output": "Option '--output' requires an argument" + HELP,
    "export figures": "unknown file 'figures'; one of: observations, growth, balance, claims",
    "export growth --format xls": "unknown format 'xls'; known: csv, parquet, xlsx, json",
    "export growth --reporter VNN": "unknown reporter 'VNN'; nearest: VEN, VNM",
    "export growth --partner KZA": "unknown partner 'KZA'; nearest: KAZ",
    "export growth --partner Kazakhstan": "unknown partner 'Kazakhstan'; known: KAZ",
    "export growth --partner KAZ --partner ZZ": "unknown partner 'ZZ'; nearest: ",
    "export growth --flow exports":
        "unknown flow 'exports'; known: export, import, total, balance",
    "export growth --source mofa": "unknown source 'mofa'; nearest: mofa-vn-2025-05-02",
    "export growth --product total": "unknown product 'total'; known: TOTAL",
    "export growth --freq Y": "unknown freq 'Y'; known: A, Q, M, R",
    "export growth --from 2024Q1": "from: '2024Q1' is not a period (unknown form); " + PERIODS,
    "export growth --to 2024-13": "to: '2024-13' is not a period (unknown form); " + PERIODS,
    "export growth --to 2024-05/2024-01":
        "to: '2024-05/2024-01' is not a period (it ends before it begins); " + PERIODS,
    "export growth --from 2025 --to 2015": "from 2025 is after to 2015; swap them",
    "export balance --flow export":
        "the file balance has no column flow; leave the flow filter out",
    "serve --port 0": "Invalid value for '--port': Input should be greater than or equal to 1",
    "serve --port 65536": "Invalid value for '--port': Input should be less than or equal to 65535",
    "serve --host=": "--host is empty, which would listen everywhere; --host takes ",
    "serve --host 999.1.1.1": "cannot listen on 999.1.1.1 (no such address); --host takes ",
    "serve --port high": "Invalid value for '--port': Input should be a valid integer",
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "message"), WRONG_USE.items())
def test_wrong_use_is_named_in_one_line(built, arguments, message):
    assert complaint(call(built, *arguments.split())).startswith(message)


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("command", ["export observations", "reconcile"])
def test_an_empty_filter_is_refused(built, command, name):
    for empty in ("", "  "):
        said = complaint(call(built, *command.split(), f"--{name}", empty))
        assert said.startswith(f"{name} has no value; ")
        assert "nearest" not in said


@pytest.mark.parametrize("command", [("read", ""), ("check", ""), ("read", "--batch", "")])
def test_an_empty_name_of_a_file_is_refused(built, command):
    said = "the name of a file is empty; name one, or - for standard input"
    assert complaint(call(built, *command)) == said


LONG = "x" * 60_000


@pytest.mark.parametrize(
    "arguments",
    [
        (LONG,),
        ("export", LONG),
        ("export", "growth", f"--{LONG}"),
        *(("export", "growth", f"--{name}", LONG) for name in FILTERS),
        ("export", "growth", "--source", ",".join(f"s{n}" for n in range(10_000))),
        ("export", "growth", "--format", LONG),
        ("export", "growth", "--output", LONG),
        ("read", LONG),
        ("read", "--batch", LONG),
        ("read", "README.md", "--lang", LONG),
        ("read", "README.md", "--reporter", LONG),
        ("check", "README.md", "--fail-on", LONG),
        ("serve", "--port", LONG),
    ],
    ids=lambda arguments: " ".join(one[:20] for one in arguments),
)
def test_what_was_given_is_repeated_in_part(built, arguments):
    run = process if "serve" in arguments else call
    assert 40 < len(complaint(run(built, *arguments))) < 1300


@pytest.mark.parametrize("arguments", ["", "export growth --partner KZA"])
def test_a_process_says_the_same_and_has_the_same_status(built, arguments):
    done = process(built, *arguments.split())
    assert complaint(done) == complaint(call(built, *arguments.split()))


def test_a_port_in_use_is_named_and_another_suggested(built):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        line = complaint(call(built, "serve", "--port", str(port)))
    assert line.startswith(f"cannot listen on 127.0.0.1:{port} (Address already in use")
    assert "choose another port with --port" in line


@pytest.mark.parametrize("name", ["missing/growth.csv", "folder", "file/growth.csv"])
def test_an_output_that_cannot_be_written_leaves_no_part(built, tmp_path, name):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("a regular file")
    line = complaint(call(built, "export", "growth", "--output", str(tmp_path / name)))
    assert line.startswith(f"cannot write {tmp_path / name} (")
    assert line.endswith("; name a file in a folder you may write to")
    assert {path.name for path in tmp_path.rglob("*")} == {"file", "folder"}


@pytest.mark.parametrize("arguments", [("status",), ("load", "figures"), ("export", "growth")])
def test_a_home_that_cannot_be_written_is_named(tmp_path, arguments):
    (tmp_path / "file").write_text("a regular file")
    home = tmp_path / "file" / "home"
    line = complaint(call(home, *arguments))
    assert line.startswith(f"cannot write to {home} (")
    assert line.endswith("; set TRADEPROOF_HOME to a folder you own")


@pytest.fixture(scope="module")
def said(built) -> Callable[..., bytes]:
    """What a sound edition answers; each is asked once."""
    return cache(lambda *arguments: call(built, *arguments).stdout)


@pytest.fixture
def damaged(edition, tmp_path) -> tuple[Path, Path]:
    """A home with two editions and the book of the newer, which is the test's to damage."""
    home = tmp_path / "home"
    home.mkdir()
    place(home, edition, FIRST, SECOND)
    return home, book_of(home, SECOND)


def test_a_truncated_edition_gives_a_warning_and_the_answer_of_the_previous_one(damaged, said):
    home, newest = damaged
    newest.write_bytes(newest.read_bytes()[:-4096])

    done = call(home, "export", "growth")
    assert (done.returncode, done.stdout) == (0, said("export", "growth"))
    assert len(done.stdout) > 1000
    lines = done.stderr.decode().splitlines()
    assert all(line.startswith("tradeproof: warning: ") for line in lines)
    assert "book-000002.duckdb, a part of edition-000002, is truncated" in lines[0]
    assert "serving the previous edition, edition-000001" in lines[-1]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_flipped_byte_gives_a_warning_and_the_same_answers(damaged, said, share):
    home, newest = damaged
    data = bytearray(newest.read_bytes())
    data[int(share * len(data))] ^= 1
    newest.write_bytes(data)
    for arguments in (("export", "claims"), ("export", "observations"), ("reconcile",)):
        done = call(home, *arguments)
        assert (done.returncode, done.stdout) == (0, said(*arguments))
        found, served = done.stderr.decode().splitlines()
        assert "book-000002.duckdb, a part of edition-000002, is damaged" in found
        assert served.endswith("serving the previous edition, edition-000001")


def test_an_edition_of_a_newer_version_is_an_error_that_says_what_to_do(tmp_path):
    home = tmp_path / "home"
    manifest = store.load_figures(home)
    manifest.write_text(manifest.read_text().replace('"schema_version": 3', '"schema_version": 9'))
    line = complaint(call(home, "status"))
    assert "was built by a newer version of Tradeproof" in line
    assert "update Tradeproof or run `tradeproof load figures`" in line


@pytest.mark.parametrize("arguments", [("status",), ("export", "claims")])
@pytest.mark.parametrize("buffered", [True, False])
def test_a_reader_that_has_gone_is_no_error(built, arguments, buffered):
    variables = {**environment(built), "PYTHONUNBUFFERED": "" if buffered else "1"}
    running = subprocess.Popen(
        command(*arguments),
        cwd=ROOT,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with running:
        running.stdout.close()  # what `| head -1` does once it has its line
        said = running.stderr.read()
    assert (running.returncode, said) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [("status",), ("export", "claims")])
def test_a_full_disk_behind_standard_output_is_named(built, arguments):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command(*arguments),
            cwd=ROOT,
            env=environment(built),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    message = b"tradeproof: cannot write to standard output (No space left on device)"
    assert done.stderr.startswith(message)
    assert done.stderr.count(b"\n") == 1
