"""README names what there is: every command, every option, and no `make` target that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.checking.claims import check_all
from benchmarks.reader_scores import own_scores
from dashboard.answers.file_formats import WRITERS
from dashboard.answers.public_files import COLUMNS
from tests.support.checkout import ROOT
from tests.support.commands import answer, call

README = ROOT / "README.md"
MAKEFILE = ROOT / "Makefile"
COUNTED = ("figure", "claim", "source")


@pytest.fixture(scope="module")
def readme() -> str:
    assert README.is_file(), "there is no README.md"
    return README.read_text(encoding="utf-8")


def code_in(text: str) -> str:
    """The code blocks and `code` of a Markdown text."""
    blocks = re.findall(r"^```.*?^```|^(?: {4}|\t).*$|`[^`\n]+`", text, re.DOTALL | re.MULTILINE)
    return "\n".join(blocks)


def helps(home: Path, *command: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each command below a command, with its help."""
    text = answer(call(home, *command, "--help")).decode()
    yield command, text
    _, _, listed = text.partition("Commands:\n")
    for name in re.findall(r"^  ([a-z][\w-]*)", listed, re.MULTILINE):
        yield from helps(home, *command, name)


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> dict[tuple[str, ...], str]:
    found = dict(helps(tmp_path_factory.mktemp("home")))
    assert {("serve",), ("status",), ("load", "figures"), ("export",)} <= set(found)
    return found


def test_every_command_is_described(readme, shown):
    commands = {" ".join(("tradeproof", *name)) for name in shown if name not in ((), ("load",))}
    described = re.sub(r"\s+", " ", code_in(readme))
    assert {command for command in commands if command not in described} == set()


def test_every_option_is_described(readme, shown):
    options = {
        option for text in shown.values() for option in re.findall(r"^  (--[\w-]+)", text, re.M)
    }
    assert {"--port", "--partner", "--from", "--to", "--format", "--output"} <= options
    described = set(re.findall(r"--[\w-]+", code_in(readme)))
    assert options - {"--help"} - described == set()


def test_no_option_is_described_that_there_is_not(readme, shown):
    ours = [line for line in code_in(readme).splitlines() if re.search(r"\btradeproof [a-z]", line)]
    assert ours
    described = {option for line in ours for option in re.findall(r"(?<!\S)\[?(--[a-z-]+)", line)}
    known = set(re.findall(r"--[a-z-]+", " ".join(shown.values())))
    assert described - known == set()


def test_every_file_and_format_is_named(readme):
    words = set(re.findall(r"\w+", readme))
    assert {*COLUMNS, *WRITERS} - words - {word.lower() for word in words} == set()


def test_the_numbers_of_the_book_are_the_current_ones(readme, edition):
    counts = (edition.relation(name).count("*").fetchall()[0][0] for name in COUNTED)
    figures, claims, sources = counts
    said = f"{figures} figures and {claims} growth claims from {sources} publications"
    assert said in " ".join(readme.split())


def test_every_make_target_is_in_the_makefile(readme):
    targets = set(re.findall(r"^([a-z][\w-]*):", MAKEFILE.read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"\bmake ([a-z][\w-]*)", code_in(readme)))
    assert {"run", "test"} <= named
    assert named - targets == set()


def test_make_help_names_every_target_of_people():
    text = MAKEFILE.read_text(encoding="utf-8")
    [phony] = re.findall(r"^\.PHONY: (.*)$", text, re.M)
    helped = set(re.findall(r"@echo 'make ([\w-]+) ", text))
    assert set(phony.split()) - {"help", "stale"} == helped


def test_the_verdict_on_every_claim_is_reviewed(edition):
    table = (ROOT / "docs" / "verdicts.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in table.splitlines() if re.match(r"\| [\w-]+\d", line)]
    reviewed = {row[0].removeprefix("| "): row[3] for row in rows if len(row) == 5}
    found = check_all(edition.relation("reported_claim"), edition.relation("observation"))
    assert len(reviewed) == len(rows) == len(found)
    assert reviewed == {check.claim["claim"]: check.verdict for check in found}


def test_the_scores_of_the_reader_are_those_it_reaches_today() -> None:
    """`make scores` prints them; the development passages are not everywhere."""
    written = (ROOT / "docs" / "reader.md").read_text(encoding="utf-8")
    _, _, table = written.partition("| own passages | precision | recall | F1 |\n")
    lines = table.partition("\n\n")[0].splitlines()[1:]
    told = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
    assert told == [
        (f"{language} {kind}", *(f"{r:.3f}" for r in (score.precision, score.recall, score.f1)))
        for (language, kind), score in own_scores().items()
    ]
