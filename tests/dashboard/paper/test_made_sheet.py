"""A factsheet as HTML and as a Word file: the same texts, cell by cell, and nothing fetched."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from inspect import unwrap

import docx
import pytest
from lxml import html

from dashboard.answers.selection import LANGUAGES
from dashboard.html import pair_sheet_page
from dashboard.paper import made_sheet
from dashboard.paper.pair_sheet_docx import as_docx
from data.errors import TradeproofError

MADE = "2026-11-27"
PAIRS = (("VNM", "KAZ"), ("VNM", "AZE"), ("VNM", "RUS"), ("VNM", "BLR"))


def cells_of_html(page: bytes) -> dict[tuple[str, ...], str]:
    """The text of every cell by table, row and column, without the numbers of its sources."""
    tree = html.fromstring(page)
    found = {}
    for cell in tree.iterfind(".//*[@data-cell]"):
        for raised in cell.findall(".//sup"):
            raised.text = ""
        key = tuple(cell.get("data-cell").split())
        found[key] = " ".join(cell.text_content().split())
    return found


def cells_of_docx(written: bytes, text) -> dict[tuple[str, ...], str]:
    """The same of a Word file; its rows and columns are found by what heads them."""
    tables = docx.Document(io.BytesIO(written)).tables
    found = {}
    for table, known in zip(tables, [text.figures, text.sides], strict=False):
        if known is None:
            continue
        head = 2 if known.grouped else 1
        headers = [cell.text for cell in table.rows[head - 1].cells]
        assert headers == [known.first, *(column.header for column in known.columns)]
        rows = {row.cells[0].text: row for row in table.rows[head:]}
        assert len(rows) == len(known.rows)
        for code, period, _ in known.rows:
            for column, cell in zip(known.columns, rows[period].cells[1:], strict=True):
                lines = [
                    "".join(run.text for run in one.runs if not run.font.superscript)
                    for one in cell.paragraphs
                ]
                found[known.key, code, column.key] = " ".join(" ".join(lines).split())
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("reporter", "partner"), PAIRS)
def test_html_and_word_have_the_same_numbers_cell_by_cell(started, reporter, partner, language):
    asked = (started, reporter, partner, language)
    text = made_sheet.sheet(*asked, MADE).text
    page, written = (made_sheet.made(*asked, form, MADE) for form in ("html", "docx"))
    of_html = {key: t for key, t in cells_of_html(page).items() if key[0] in ("figures", "sides")}
    of_docx = cells_of_docx(written, text)
    assert len(of_html) > 40
    assert of_html == of_docx
    figures = {key: cell for key, cell in of_html.items() if re.search(r"\d", cell)}
    assert len(figures) > 8
    body = docx.Document(io.BytesIO(written))
    printed = [one.text for one in body.paragraphs]
    assert {text.title, text.subtitle, *text.sentences, text.foot} <= {*printed}
    assert all(sentence in page.decode() for sentence in map(_escaped, text.sentences))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("'", "&#39;")


def test_the_lists_of_both_have_the_same_lines(started):
    asked = (started, "VNM", "RUS", "en")
    text = made_sheet.sheet(*asked, MADE).text
    tables = docx.Document(io.BytesIO(made_sheet.made(*asked, "docx", MADE))).tables
    left, right = tables[-1].rows[0].cells
    assert all(any(what in one.text for one in left.paragraphs) for what, _ in text.claims.lines)
    lines = [(what, cell.text) for one in text.lists for what, cell in one.lines]
    assert len(lines) > 6
    assert all(
        any(one.text.startswith(f"{what}: {said}") for one in right.paragraphs)
        for what, said in lines
    )
    of_html = cells_of_html(made_sheet.made(*asked, "html", MADE))
    assert [of_html["events", str(n)] for n in range(1, 6)] == [
        said for _, said in lines[:5]
    ]  # fmt: skip


def test_a_file_is_whole_without_a_script_and_without_the_network(started):
    page = made_sheet.made(started, "VNM", "KAZ", "en", "html", MADE).decode()
    tree = html.fromstring(page)
    assert tree.get("lang") == "en"
    assert (tree.findall(".//script"), tree.findall(".//link")) == ([], [])
    assert len(tree.findall(".//{*}svg")) == 1
    addresses = {*re.findall(r'(?:href|src)="([^"]*)"|url\(([^)]*)\)', page)}
    assert all((one or other).startswith("#") for one, other in addresses)
    assert "default-src 'none'" in page
    assert [one.tag for one in tree.iterfind(".//h1")] == ["h1"]


@pytest.mark.parametrize("form", made_sheet.FORMS)
def test_a_sheet_made_twice_is_the_same_file(started, form, monkeypatch):
    asked = (started, "VNM", "BLR", "vi", form, MADE)
    first = made_sheet.made(*asked)
    monkeypatch.setattr(made_sheet, "sheet", unwrap(made_sheet.sheet))  # not the one that is kept
    assert made_sheet.made(*asked) == first


def test_text_of_a_publication_stays_text(started):
    made = made_sheet.sheet(started, "VNM", "AZE", "en", MADE)
    hostile = replace(made.text, title="<script>alert(1)</script>\x07", chart_alt='"><img src=x>')
    page = pair_sheet_page.as_file(hostile, made.svg).decode()
    assert "<script" not in page
    assert "<img" not in page
    body = str(pair_sheet_page.as_body(hostile, made.svg))
    assert "<script" not in body
    assert body.count("<img") == 1
    written = as_docx(hostile, made_sheet.made(started, "VNM", "AZE", "en", "docx", MADE)[:0] or
                      _png(), started.built_at)  # fmt: skip
    assert (
        docx.Document(io.BytesIO(written)).paragraphs[0].text == "<script>alert(1)</script>\ufffd"
    )


def _png() -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(buffer, "PNG")
    return buffer.getvalue()


def test_a_pair_without_figures_says_which_there_are(started):
    with pytest.raises(
        TradeproofError, match=r"^no figure of VNM's trade with PER is known; there"
    ):
        made_sheet.made(started, "VNM", "PER", "en", "html", MADE)
