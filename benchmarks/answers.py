"""`python -m benchmarks.answers FOLDER [CHECKOUT]`: every public answer of a checkout, as files.

Every public file in every format, the reconciliation, and the reading and the check of the texts in
`benchmarks/texts.jsonl`. `diff -r` of two folders shows what a change of the code changes for
people and programs outside. Only the command line is used, so any version can be asked that has it.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
FILES = ("observations", "growth", "balance", "claims")
FORMATS = ("csv", "json", "parquet", "xlsx")
FILTERS = ("--reporter", "VNM", "--partner", "RUS", "--from", "2015", "--to", "2024-Q4")


def commands() -> Iterator[tuple[str, list[str], str]]:
    """The name of each answer's file, the arguments that give it, and what is read from input."""
    for file in FILES:
        for form in FORMATS:
            yield f"{file}.{form}", ["export", file, "--format", form], ""
        yield f"{file}-selected.csv", ["export", file, *FILTERS], ""
    yield "reconcile.json", ["reconcile", "--json"], ""
    yield "reconcile.txt", ["reconcile"], ""
    texts = (HERE / "texts.jsonl").read_text(encoding="utf-8")
    yield "read.jsonl", ["read", "--batch", "-", "--json"], texts
    for text in map(json.loads, texts.splitlines()):
        options = ["--lang", text["lang"], "--published", text["published"]]
        yield f"check-{text['id']}.json", ["check", "-", "--json", *options], text["text"]
        yield f"check-{text['id']}.txt", ["check", "-", *options], text["text"]


def write(folder: Path, checkout: Path) -> int:
    """Write every answer of a checkout that `make setup` has set up; how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    with tempfile.TemporaryDirectory() as home:
        for name, arguments, given in commands():
            answer = subprocess.run(
                [checkout / ".venv" / "bin" / "tradeproof", *arguments],
                input=given.encode(),
                capture_output=True,
                check=True,
                env=os.environ | {"TRADEPROOF_HOME": home},
            )
            (folder / name).write_bytes(_undated(name, answer.stdout))
            written += 1
    return written


def _undated(name: str, answer: bytes) -> bytes:
    """An answer without the time at which its edition was built: of a workbook its other parts."""
    if not name.endswith(".xlsx"):
        return answer
    with zipfile.ZipFile(io.BytesIO(answer)) as book:
        parts = sorted(set(book.namelist()) - {"docProps/core.xml"})
        return b"".join(part.encode() + b"\n" + book.read(part) + b"\n" for part in parts)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: python -m benchmarks.answers FOLDER [CHECKOUT]")
    where = Path(sys.argv[2]) if len(sys.argv) == 3 else HERE.parent
    print(f"{write(Path(sys.argv[1]), where.resolve())} answers in {sys.argv[1]}")
