"""`export --cite`: a text beside the file that says where its figures come from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.commands import answer, call


@pytest.fixture(scope="module")
def built(edition) -> Path:
    return edition.path.parent.parent


def test_a_citation_is_written_beside_the_file(built, tmp_path):
    file = tmp_path / "kaz.csv"
    given = ("export", "balance", "--partner", "KAZ", "--output", str(file))
    assert answer(call(built, *given, "--cite")) == b""
    cited, written = tmp_path / "kaz.csv.citation.txt", file.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [file.name, cited.name]
    lines = cited.read_text(encoding="utf-8").splitlines()
    rows = len(written.splitlines()) - 1
    assert lines[0].startswith(f"Tradeproof file “balance”, {rows} rows. Tradeproof, edition-")
    assert "/data?partner=KAZ&table=balance (accessed " in lines[0]
    sources = {line.split(",")[-2] for line in written.decode().splitlines()[1:]}
    assert len(sources) > 3
    assert sources == {line.rpartition("[")[2][:-1] for line in lines if line.startswith("- ")}
    assert answer(call(built, *given)) == b""
    assert file.read_bytes() == written  # the figures are the same with it and without


@pytest.mark.parametrize("output", [(), ("--output", "-"), ("--output", os.devnull)])
def test_a_citation_needs_a_file_to_stand_beside(built, output):
    done = call(built, "export", "balance", "--cite", *output)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        "tradeproof: --cite writes beside a file; name one with --output\n"
    )


def test_the_file_of_sources_is_the_catalogue_and_filters_keep_what_is_told_of(built):
    def ids(*filters: str) -> list[str]:
        text = answer(call(built, "export", "sources", *filters)).decode()
        return [line.partition(",")[0] for line in text.splitlines()[1:]]

    every = ids()
    assert len(every) > 35
    assert every == sorted(every)
    azerbaijan = ids("--partner", "AZE")
    assert {"mofa-vn-2025-05-02"} < {*azerbaijan} < {*every}
    assert ids("--partner", "AZE", "--to", "2013") != azerbaijan
    # A source that tells of events alone is no answer to a filter of trade, but can be named.
    assert ids("--source", "azertac-2025-05-07") == ["azertac-2025-05-07"]
    assert ids("--source", "azertac-2025-05-07", "--flow", "export") == []
