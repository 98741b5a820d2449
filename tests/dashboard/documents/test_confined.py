"""Hostile documents, and the limits that the child which reads a document is kept to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from select import select
from threading import BoundedSemaphore
from typing import Any

import pytest
from docx.oxml.ns import nsdecls
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
)

from dashboard.documents import confined
from dashboard.documents.opening import DocumentError, open_document
from dashboard.documents.reading_limits import Limits
from dashboard.wording.formats import Formats
from tests.support.made_documents import pdf, repacked
from tests.support.refused_by_a_limit import REFUSED_BY_A_LIMIT

keeps_memory = pytest.mark.skipif(
    sys.platform != "linux", reason="the kernel of macOS keeps no limit of memory"
)


def limit(monkeypatch: pytest.MonkeyPatch, **values: int) -> None:
    monkeypatch.setattr(confined, "LIMITS", replace(Limits(), **values))


def run_instead(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Let the child run another program than the reading of a document."""
    monkeypatch.setattr(confined, "PROGRAM", f"import os, sys, time, subprocess\n{program}")


def refusal(name: str, data: bytes) -> DocumentError:
    with pytest.raises(DocumentError) as refused:
        open_document(name, data)
    return refused.value


def assert_refused(error: DocumentError, reason: str, limits: tuple[str, str] = ("", "")) -> None:
    """The reason, its words in both languages, and the limit as each language writes it."""
    said = [
        text.format(name=error.name, limit=limit)
        for text, limit in zip(REFUSED_BY_A_LIMIT[reason], limits, strict=True)
    ]
    assert error.reason == reason
    assert [error.said(Formats(language)) for language in ("en", "vi")] == said
    assert str(error) == said[0]


def changed_pdf(change: Callable[[PdfWriter], None]) -> bytes:
    """A sound PDF of two pages after a change."""
    writer = PdfWriter(clone_from=BytesIO(pdf("Exports rose 5%", "x")))
    change(writer)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def many_pages_of_one_long_stream(writer: PdfWriter) -> None:
    stream = DecodedStreamObject()
    stream.set_data(b"BT /F1 12 Tf (x) Tj ET " + b"q 1 0 0 1 0 0 cm Q " * 20_000)
    content = writer._add_object(stream.flate_encode())
    resources = writer._add_object(writer.pages[0]["/Resources"])
    for _ in range(497):
        page = writer.add_blank_page(300, 300)
        page[NameObject("/Contents")], page[NameObject("/Resources")] = content, resources


def test_a_small_pdf_that_takes_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    limit(monkeypatch, cpu_seconds=1)
    data = changed_pdf(many_pages_of_one_long_stream)
    assert len(data) < 120_000
    assert_refused(refusal("a.pdf", data), "too_slow", ("1", "1"))


BOMB = f"<w:document {nsdecls('w')}><w:body>{'<w:p/>' * 13_000_000}</w:body></w:document>".encode()


@keeps_memory
def test_a_small_word_document_that_takes_gigabytes(monkeypatch: pytest.MonkeyPatch) -> None:
    limit(monkeypatch, memory=300_000_000)
    data = repacked({"word/document.xml": BOMB})
    assert len(data) < 200_000
    error = refusal("a.docx", data)
    assert_refused(error, "too_much_memory", ("300,000,000", "300.000.000"))


@keeps_memory
def test_a_web_page_that_takes_much_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    limit(monkeypatch, memory=60_000_000)
    error = refusal("a.html", b"<table>" + b"<tr><td>1<td>2" * 100_000)
    assert_refused(error, "too_much_memory", ("60,000,000", "60.000.000"))


def looping_pages(writer: PdfWriter) -> None:
    tree: Any = writer.root_object["/Pages"]
    tree["/Kids"].append(writer.root_object.raw_get("/Pages"))
    tree[NameObject("/Count")] = NumberObject(400)


def looping_parents(writer: PdfWriter) -> None:
    tree: Any = writer.root_object["/Pages"]
    tree[NameObject("/Parent")] = writer.root_object.raw_get("/Pages")
    for page in writer.pages:
        del page["/Resources"]


def looping_forms(writer: PdfWriter) -> None:
    form = DecodedStreamObject()
    form.set_data(b"/Me Do /Me Do /Me Do")
    form[NameObject("/Subtype")] = NameObject("/Form")
    me = writer._add_object(form)
    page = writer.pages[0]
    resources: Any = page["/Resources"]
    resources[NameObject("/XObject")] = DictionaryObject({NameObject("/Me"): me})
    form[NameObject("/Resources")] = resources
    page[NameObject("/Contents")] = me


def looping_contents(writer: PdfWriter) -> None:
    parts = ArrayObject()
    parts.append(writer._add_object(parts))
    writer.pages[0][NameObject("/Contents")] = parts


def looping_tables() -> bytes:
    whole = pdf("Exports rose 5%", "x")
    _, _, place = whole.rpartition(b"startxref\n")
    return whole.replace(b"trailer\n<<", b"trailer\n<<\n/Prev " + place.split()[0])


@pytest.mark.parametrize(
    "data",
    [
        changed_pdf(looping_pages),
        changed_pdf(looping_parents),
        changed_pdf(looping_forms),
        changed_pdf(looping_contents),
        looping_tables(),
    ],
    ids=["pages", "parents", "forms", "contents", "tables"],
)
def test_a_pdf_that_is_a_part_of_itself(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    limit(monkeypatch, cpu_seconds=2)
    try:
        text, reason = open_document("a.pdf", data).text, ""
    except DocumentError as error:
        text, reason = "", error.reason
    assert reason in ("", "damaged_pdf", "too_slow")
    assert set(text.split("\n")) <= {"", "Exports rose 5%", "x"}


def test_a_child_that_waits_is_stopped_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    limit(monkeypatch, seconds=1)
    run_instead(monkeypatch, "time.sleep(600)")
    big = b"%PDF" + bytes(1_000_000)  # more than a pipe holds, and the child takes nothing
    assert_refused(refusal("a.pdf", big), "too_slow", ("1", "1"))


def test_what_the_child_started_is_stopped_with_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    limit(monkeypatch, seconds=2)
    line = tmp_path / "line"
    os.mkfifo(line)
    heard = os.open(line, os.O_RDONLY | os.O_NONBLOCK)
    grandchild = f"import time; f = open({str(line)!r}, 'w'); print(1, file=f, flush=True)"
    run_instead(
        monkeypatch,
        f"subprocess.Popen([sys.executable, '-c', {grandchild + '; time.sleep(60)'!r}])",
    )
    try:
        assert refusal("a.pdf", b"%PDF").reason == "too_slow"
        assert os.read(heard, 10) == b"1\n"
        assert select([heard], [], [], 10)[0] == [heard], "the grandchild still holds the line"
        assert os.read(heard, 10) == b""
    finally:
        os.close(heard)


@pytest.mark.parametrize("when", ["before it reads", "while it reads"])
def test_a_child_that_is_killed(monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    begin = "sys.stdin.buffer.read(); " if when == "while it reads" else ""
    run_instead(monkeypatch, f"{begin}os.kill(os.getpid(), 9)")
    big = b"%PDF" + bytes(1_000_000)
    assert_refused(refusal("a.pdf", big), "reading_ended")


@pytest.mark.parametrize(
    "program",
    [
        "",
        "raise SystemExit(3)",
        "raise ValueError('a fault of the program')",
        'print(\'{"pages": ["cut off\')',
        "print('{\"pages\": [1]}')",
        "print('[' * 100_000)",
        "while True: print('x' * 1_000_000)",
    ],
)
def test_a_child_that_gives_no_answer(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    run_instead(monkeypatch, program)
    assert_refused(refusal("a.docx", b"PK"), "reading_ended")


def test_a_child_that_cannot_be_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no python"))
    assert_refused(refusal("a.pdf", b"%PDF"), "reading_ended")


def test_a_child_has_no_environment_and_writes_no_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TRADEPROOF_SECRET", "x")
    file = tmp_path / "file"
    run_instead(
        monkeypatch,
        "import json\n"
        "sys.path[:] = sys.argv[4:]\n"
        "from dashboard.documents.child import _confine\n"
        "_confine(10, 500_000_000)\n"
        f"wrote = 'wrote'\ntry:\n    with open({str(file)!r}, 'w') as f: f.write('x')\n"
        "except OSError: wrote = 'refused'\n"
        "print(json.dumps({'pages': [*os.environ, wrote]}))",
    )
    told = open_document("a.pdf", b"%PDF").text.split("\n")
    # Python itself sets the place of C's characters where there is none.
    assert set(told) - {*confined.ENVIRONMENT, "LC_CTYPE"} == {"refused"}


def test_a_child_loads_no_more_than_reading_takes() -> None:
    program = (
        "import sys; sys.path[:] = sys.argv[1:]\n"
        "import dashboard.documents.child, dashboard.documents.pdf_pages\n"
        "import dashboard.documents.marked_up, json\n"
        "print(json.dumps([*sys.modules]))"
    )
    path = [str(Path(folder).absolute()) for folder in sys.path]
    command = [sys.executable, *confined.ISOLATED, "-c", program, *path]
    loaded = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    own = {name for name in loaded if name.partition(".")[0] in ("data", "analytics", "dashboard")}
    assert own == {"dashboard", "dashboard.documents"} | {
        f"dashboard.documents.{name}"
        for name in (
            "child",
            "marked_up",
            "pdf_pages",
            "plain_text",
            "reading_limits",
            "text_of_kind",
        )
    }
    assert {"streamlit", "duckdb", "pandas", "babel"}.isdisjoint(loaded)


def test_no_more_children_than_places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(confined, "places", BoundedSemaphore(1))
    lock = tmp_path / "lock"
    run_instead(
        monkeypatch,
        f"os.mkdir({str(lock)!r})\ntime.sleep(0.05)\nos.rmdir({str(lock)!r})\n"
        'print(\'{"pages": ["alone"]}\')',
    )
    with ThreadPoolExecutor(6) as pool:
        read = [pool.submit(open_document, f"{n}.pdf", b"%PDF") for n in range(6)]
    assert [document.result().text for document in read] == ["alone"] * 6


def test_who_finds_no_place_is_told_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    limit(monkeypatch, turn_seconds=0)
    with confined.places, confined.places:
        assert_refused(refusal("a.pdf", pdf("x")), "too_many_at_once", ("2", "2"))
        assert open_document("a.txt", b"plain text needs no child").text
    assert open_document("a.pdf", pdf("x")).text == "x"


def test_a_place_is_free_again_after_every_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    limit(monkeypatch, turn_seconds=0)
    for _ in range(confined.MOST_AT_ONCE + 1):
        assert refusal("a.pdf", b"no pdf").reason == "damaged_pdf"
    run_instead(monkeypatch, "os.abort()")
    for _ in range(confined.MOST_AT_ONCE + 1):
        assert refusal("a.pdf", b"no pdf").reason == "reading_ended"
