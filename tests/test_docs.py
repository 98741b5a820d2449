"""README and docs say what there is: commands, options, examples, `make` targets, numbers."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from analytics.checking.verdicts import Verdict
from benchmarks.reader_scores import own_scores
from dashboard.answers import figure_counts
from dashboard.answers.file_formats import WRITERS
from dashboard.answers.public_files import FILES
from dashboard.answers.whole_edition import every_check
from tests.support.checkout import ROOT
from tests.support.commands import call, helps

README = ROOT / "README.md"
COMMANDS = ROOT / "docs" / "commands.md"
MAKEFILE = ROOT / "Makefile"


@pytest.fixture(scope="module")
def readme() -> str:
    assert README.is_file(), "there is no README.md"
    return README.read_text(encoding="utf-8")


def code_in(text: str) -> str:
    """The code blocks and `code` of a Markdown text."""
    blocks = re.findall(r"^```.*?^```|^(?: {4}|\t).*$|`[^`\n]+`", text, re.DOTALL | re.MULTILINE)
    return "\n".join(blocks)


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> dict[tuple[str, ...], str]:
    found = dict(helps(tmp_path_factory.mktemp("home")))
    assert {("serve",), ("status",), ("load", "figures"), ("export",)} <= set(found)
    return found


@pytest.fixture(scope="module")
def described() -> dict[tuple[str, ...], str]:
    """The part of docs/commands.md on each command."""
    _, *parts = re.split(r"^## tradeproof (.*)\n", COMMANDS.read_text(encoding="utf-8"), flags=re.M)
    return {tuple(name.split()): text for name, text in zip(parts[::2], parts[1::2], strict=True)}


def test_every_command_is_described_and_no_other(described, shown):
    assert set(described) == {name for name in shown if name not in ((), ("load",))}


def test_the_options_of_each_command_are_described_and_no_others(described, shown):
    options = {name: {*re.findall(r"^  (--[\w-]+)", shown[name], re.M)} for name in described}
    told = {
        name: {option for row in re.findall(r"^\| (`--.*?) \|", text, re.M)
               for option in re.findall(r"--[\w-]+", row)}
        for name, text in described.items()
    }  # fmt: skip
    assert told == {name: named - {"--help"} for name, named in options.items()}
    named = {option for listed in told.values() for option in listed}
    assert {"--port", "--partner", "--from", "--to", "--format", "--output"} <= named


@pytest.mark.parametrize("page", [README, COMMANDS], ids=lambda page: page.name)
def test_no_option_is_described_that_there_is_not(page, shown):
    code = code_in(page.read_text(encoding="utf-8"))
    ours = [line for line in code.splitlines() if re.search(r"\btradeproof [a-z]", line)]
    assert ours
    told = {option for line in ours for option in re.findall(r"(?<!\S)\[?(--[a-z-]+)", line)}
    known = set(re.findall(r"--[a-z-]+", " ".join(shown.values())))
    assert told - known == set()


def test_every_file_and_format_is_named(described):
    assert {*FILES, *WRITERS} - set(re.findall(r"`(\w+)`", described["export",])) == set()


def test_every_example_of_the_commands_gives_what_the_page_shows(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = COMMANDS.read_text(encoding="utf-8")
    for name, content in re.findall(r"^```\w+ (\S+)\n(.*?)^```", text, re.DOTALL | re.M):
        Path(name).write_text(content, encoding="utf-8")
    tried, status = set(), 0
    for block in re.findall(r"^```console\n(.*?)^```", text, re.DOTALL | re.M):
        for example in block.removeprefix("$ ").split("\n$ "):
            command, _, expected = example.partition("\n")
            if command == "echo $?":
                assert expected.strip() == str(status)
                continue
            program, *arguments = shlex.split(command)
            assert program == "tradeproof"
            done = call(tmp_path / "home", *arguments)
            assert done.stderr == b"", command
            status = done.returncode
            pattern = re.escape(expected.strip("\n")).replace("…", r"[\s\S]+")
            assert re.fullmatch(pattern, "\n".join(done.stdout.decode().splitlines())), command
            assert status == 0 or "\n$ echo $?\n1\n" in block, command
            tried.add(arguments[0])
    assert tried == {
        *("load", "status", "datasets", "factsheet", "export", "reconcile", "read", "check"),
    }
    assert openpyxl.load_workbook("claims.xlsx")["claims"].max_row > 10


def test_the_numbers_of_the_book_are_the_current_ones(readme, edition, started):
    """By the one definition of a figure, which the pages and `status` have, too."""
    book, every = figure_counts.of_edition(edition), figure_counts.of_edition(started)
    told = " ".join(readme.split())
    said = (
        f"{book.figures} figures and {book.claims} growth claims from {book.sources} publications"
    )
    assert said in told
    assert f"and {every.official} official figures" in told
    assert f"Of these {every.figures} figures {every.rows} are rows of the *Data* page" in told
    assert (
        f"the other {every.left_out} are {every.rates} growth rates printed without an amount, "
        f"{every.targets} targets and {every.repetitions} repetition in coarser words"
    ) in told


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


def test_every_path_that_a_document_names_is_there():
    """Paths from the top of the checkout; `NAME` and `*` stand for what somebody adds."""
    in_a_room = re.compile(r"`((?:data|analytics|dashboard|tests|docs)/[\w./*-]+)`")
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    told = {
        (page.name, path)
        for page in pages
        for path in in_a_room.findall(page.read_text(encoding="utf-8"))
    }
    assert len(told) > 30
    assert {one for one in told if not any(ROOT.glob(one[1].replace("NAME", "*")))} == set()


def test_every_link_between_documents_leads_somewhere():
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    linked = {
        (page.name, path): (page.parent / path).exists()
        for page in pages
        for path in re.findall(r"\]\((?!https?:)([^)#\s]+)", page.read_text(encoding="utf-8"))
    }
    assert len(linked) > 20
    assert {one for one, is_there in linked.items() if not is_there} == set()


def test_no_two_decisions_have_one_number():
    numbers = [page.name[:3] for page in (ROOT / "docs" / "decisions").glob("*.md")]
    assert len(set(numbers)) == len(numbers) > 10


def verdict_rows(text, columns):
    """The rows of tables of claims, by claim."""
    rows = [line.strip("| ").split(" | ") for line in text.splitlines()
            if re.match(r"\| [\w-]+\d", line)]  # fmt: skip
    assert {len(row) for row in rows} == {columns}
    assert len({row[0] for row in rows}) == len(rows)
    return {row[0]: row[1:] for row in rows}


def test_the_verdict_on_every_claim_is_reviewed(edition, started):
    """Without the data sets that come with Tradeproof, and every one that they change."""
    written = (ROOT / "docs" / "verdicts.md").read_text(encoding="utf-8")
    alone, _, beside = written.partition("## With official statistics")
    reviewed = {claim: row[2] for claim, row in verdict_rows(alone, 5).items()}
    found = {check.claim.claim: check for check in every_check(edition)}
    assert reviewed == {claim: check.verdict for claim, check in found.items()}
    told = {claim: tuple(row[:4]) for claim, row in verdict_rows(beside, 6).items()}
    with_them = {check.claim.claim: check for check in every_check(started)}
    changed = {
        claim: (found[claim].verdict, check.verdict, ", ".join(check.evidence[1]))
        for claim, check in with_them.items()
        if check.verdict != found[claim].verdict
    }
    assert {claim: row[1:] for claim, row in told.items()} == changed
    verdicts = Counter(check.verdict for check in with_them.values())
    counted = ", ".join(f"{verdicts[one]} `{one}`" for one in Verdict)
    assert f"{counted}: {len(with_them)} claims." in " ".join(beside.split())
    tested = len(with_them) - verdicts[Verdict.NOT_TESTABLE]
    assert tested >= 24


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


def test_the_newest_release_of_the_changelog_is_this_version():
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    newest, *_ = re.findall(r"^## ([0-9.]+) – [0-9]+ [A-Z][a-z]+ [0-9]{4}$", changes, re.MULTILINE)
    assert newest == project["version"]
