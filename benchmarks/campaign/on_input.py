"""Attacks by what a person or a program hands in: book rows, passages, documents, options.

Every try ends in an answer or in one line that names what is wrong; whatever else comes out of the
code is a fault. Files are named below the campaign's own folder only.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from pathlib import Path

from analytics.reading.out.reader import read
from benchmarks.campaign.attacks import Attack
from dashboard.answers.public_files import FILES, FILTERS
from dashboard.documents.opening import open_document
from data import building, store
from data.book import figure_book
from tests.support.commands import call
from tests.support.made_documents import pdf, repacked, word_document
from tests.support.reading_passages import PASSAGES

ODD = (
    "", " ", "0", "-1", "1e308", "nan", "∞", "9" * 400, "0001", "2025-13", "२०२४", "１２", "\0",
    "\ud800", "\u2028", "\u202e", "'; DROP TABLE figure; --", "=cmd|' /C calc'!A0", "<script>",
    "%s", "{0}", "../x", "VNM", "WLD", "million", "USD", "percent", "up", "nearly", "2024-Q1",
    "2024-01/2024-11", "é" * 70,
)  # fmt: skip
LONGEST_PASSAGE = 300
TABLES = ("sources.toml", "figures.csv", "claims.csv", "events.csv", "goods.csv", "investment.csv")
BUILT_EVERY = 40  # of the books that are still valid, how many go into a database


def book_rows(folder: Path, tries: int) -> Attack:
    """A cell, a row or a line of the figure book is something else."""
    attack, chance = Attack("mutated book rows"), random.Random(21)
    figures, valid = folder / "figures", 0
    shutil.copytree(figure_book.FIGURES, figures)
    for _ in range(tries):
        path = figures / chance.choice(TABLES)
        whole = path.read_bytes()
        mutated = _mutated_table(chance, whole.decode()).encode("utf-8", "surrogatepass")
        path.write_bytes(mutated)
        with attack.one_try(f"{path.name}: {_difference(whole, mutated)}"):
            book = figure_book.read(figures)
            valid += 1
            if valid % BUILT_EVERY == 0:
                building.build(folder / "book.duckdb", book)
            attack.ended("still valid")
        path.write_bytes(whole)
        (folder / "book.duckdb").unlink(missing_ok=True)
    return attack


def passages(_folder: Path, tries: int) -> Attack:
    """A passage with letters, digits and signs lost, doubled, moved or strange."""
    attack, chance = Attack("mutated passages"), random.Random(22)
    for _ in range(tries):
        passage = chance.choice(PASSAGES)
        start = chance.randrange(max(1, len(passage["text"]) - LONGEST_PASSAGE))
        text = _mutated(chance, passage["text"][start : start + LONGEST_PASSAGE])
        with attack.one_try(repr(text)):
            answer = read(text, passage.get("lang", "auto")).as_records()
            rows = [row for row in (*answer["figures"], *answer["claims"]) if row["span"]]
            as_printed = all(text[slice(*row["span"])] == row["printed"] for row in rows)
            how = "figures found" if rows else "nothing found"
            attack.expect(as_printed, how, f"not where it is printed: {text!r}")
    return attack


def documents(_folder: Path, tries: int) -> Attack:
    """Word, PDF and HTML files with bytes changed, cut off, repeated or grown."""
    attack, chance = Attack("hostile documents"), random.Random(23)
    whole: dict[str, bytes] = {
        "a.docx": word_document(),
        "b.docx": repacked({"word/document.xml": b"<w:document>" + b"<a>" * 50_000}),
        "c.docx": repacked({"word/document.xml": b" " * 30_000_000}),
        "a.pdf": pdf("Exports were 120.0 million USD", None),
        "a.html": b"<html><meta charset=utf-16><p>" + b"<div>" * 20_000 + b"120",
    }
    for _ in range(tries):
        name = chance.choice(list(whole))
        data = _mutated_bytes(chance, whole[name])
        with attack.one_try(name):
            open_document(name, data)
            attack.ended("read")
    return attack


def options(folder: Path, tries: int) -> Attack:
    """Commands with options and values that nobody means; files are named in this folder only."""
    attack, chance, home = Attack("hostile options"), random.Random(24), folder / "options"
    store.load_figures(home)
    for name, content in (("empty.txt", b""), ("bytes.txt", bytes(range(256)))):
        (folder / name).write_bytes(content)
    (folder / "folder").mkdir()
    for _ in range(tries):
        arguments = _arguments(chance)
        with attack.one_try(arguments):
            done = call(home, *arguments)
            said = done.stderr.decode().splitlines()
            sound = done.returncode in (0, 1) or (len(said) == 1 and not done.stdout)
            attack.expect(sound, f"status {done.returncode}", f"{arguments}: {said[-3:]}")
    return attack


def _arguments(chance: random.Random) -> list[str]:
    files = ("empty.txt", "bytes.txt", "folder", "missing.txt", "out")
    values = [*files, "2024", "KAZ", "json", "csv", *(odd for odd in ODD if "/" not in odd)]
    filters = [f"--{name}" for name in FILTERS]
    options = [*filters, "--format", "--output", "--json", "--lang", "--published", "--fail-on"]
    commands = [("status",), ("reconcile",), *(("export", name) for name in FILES)]
    commands += [(name, file) for name in ("read", "check") for file in files]
    given = list(chance.choice(commands))
    for _ in range(chance.randrange(4)):
        given.append(chance.choice(options))
        if chance.random() < 0.9:
            given.append(chance.choice(values))
    return [word.replace("\0", "").encode("utf-8", "replace").decode() for word in given]


def _mutated_table(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    if chance.random() < 0.7:
        cells = lines[at].split(",")
        cells[chance.randrange(len(cells))] = chance.choice(ODD)
        lines[at] = ",".join(cells)
    else:
        lines[at] = _mutated(chance, lines[at])
    if chance.random() < 0.1:
        lines.insert(at, chance.choice(lines))
    return "\n".join(lines)


def _mutated(chance: random.Random, text: str) -> str:
    for _ in range(1 + chance.randrange(6)):
        text = _changed(chance, text)
    return text


def _changed(chance: random.Random, text: str) -> str:
    """The text with a few signs lost, doubled, replaced, moved, or something odd put in."""
    at, other = (chance.randrange(len(text) + 1) for _ in range(2))
    length = chance.randrange(1, 12)
    before, few, after = text[:at], text[at : at + length], text[at + length :]
    sign = chr(chance.choice((9, 13, 0xA0, 0x660, 0x2212)))
    return chance.choice(
        (
            before + after,
            before + few + few + after,
            before + chance.choice(ODD) + few + after,
            before + sign + few + after,
            before + str(chance.randrange(10**6)) + after,
            before + text[other : other + length] + few + after,
        )
    )


def _mutated_bytes(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 30)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    if chance.random() < 0.3:
        del changed[chance.randrange(len(changed)) :]
    return bytes(changed)


def _difference(whole: bytes, mutated: bytes) -> str:
    lines: Sequence[bytes] = whole.splitlines()
    return repr([line for line in mutated.splitlines() if line not in lines][:2])
