"""The command `factsheet`: what it writes, and one line where it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.paper import made_sheet
from tests.support.commands import answer, call


@pytest.fixture(scope="module")
def built(edition) -> Path:
    return edition.path.parent.parent


def test_a_sheet_goes_to_standard_output_or_into_a_file(built, tmp_path):
    given = ("factsheet", "--reporter", "VNM", "--partner", "AZE", "--lang", "vi")
    page = answer(call(built, *given))
    assert page.startswith(b'<!doctype html>\n<html lang="vi">')
    assert "Việt Nam – Azerbaijan" in page.decode()
    file = tmp_path / "sheet.html"
    assert answer(call(built, *given, "--output", str(file))) == b""
    assert file.read_bytes() == page
    word = tmp_path / "sheet.docx"
    assert answer(call(built, *given, "--output", str(word))) == b""
    assert word.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ("--reporter", "VNM", "--partner", "PER"),
            "no figure of VNM's trade with PER is known; there are some of VNM with AZE,",
        ),
        (("--reporter", "VNX", "--partner", "KAZ"), "unknown reporter 'VNX'; nearest: "),
        (("--reporter", "VNM", "--partner", "VNM"), "VNM trades with others; name another"),
        (("--reporter", "VNM"), "Missing option '--partner'; `tradeproof factsheet --help`"),
        (("--reporter", "VNM", "--partner", "KAZ", "--lang", "ru"), "unknown lang 'ru'"),
        (
            ("--reporter", "VNM", "--partner", "KAZ", "--output", "sheet.pdf"),
            "sheet.pdf is no .html and no .docx; name a file that ends so",
        ),
    ],
)
def test_what_cannot_be_made_is_said_in_one_line(built, options, said):
    done = call(built, "factsheet", *options)
    assert (done.returncode, done.stdout) == (2, b"")
    [line] = done.stderr.decode().splitlines()
    assert line.startswith(f"tradeproof: {said}")


def test_the_forms_are_those_that_the_help_names(built):
    said = " ".join(answer(call(built, "factsheet", "--help")).decode().split())
    assert all(f".{form}" in said for form in made_sheet.FORMS)
