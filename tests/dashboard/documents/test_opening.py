"""Documents made here, and the plain text read from each of them."""

from __future__ import annotations

import unicodedata
from io import BytesIO
from unittest import mock

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from dashboard.documents import opening
from dashboard.documents.opening import open_document
from dashboard.documents.text_of_kind import KINDS, pages_of
from dashboard.wording.formats import Formats
from data.errors import TradeproofError
from tests.support.made_documents import pdf, repacked, word_document

TONES = "\u0300\u0301\u0303\u0309\u0323"
VIETNAMESE = "Xuất khẩu đạt 146,3 triệu USD, giảm 5 % – mức thấp."
RUSSIAN = "Экспорт вырос на 5 % — до «146,3 млн долл.»"


def text_of(name: str, data: bytes) -> str:
    """The text of a document that has some on every page."""
    document = open_document(name, data)
    assert (document.name, document.pages_without_text) == (name, ())
    return document.text


def read_or_refused(name: str, data: bytes) -> tuple[str, str]:
    """The text, or the reason why there is none."""
    try:
        return open_document(name, data).text, ""
    except TradeproofError as error:
        return "", str(error)


def read_here_or_refused(name: str, data: bytes) -> tuple[str, str]:
    """The same without a child, so that an error which is none for a person shows."""
    with mock.patch.object(opening, "pages_in_child", pages_of):
        return read_or_refused(name, data)


def windows_1258(text: str) -> bytes:
    """Vietnamese in its old code page, which keeps tones as characters of their own."""
    written = b""
    for character in unicodedata.normalize("NFC", text):
        tones = [c for c in unicodedata.normalize("NFD", character) if c in TONES]
        letter = "".join(c for c in unicodedata.normalize("NFD", character) if c not in TONES)
        written += (unicodedata.normalize("NFC", letter) + "".join(tones)).encode("windows-1258")
    return written


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (VIETNAMESE.encode(), VIETNAMESE),
        (b"\xef\xbb\xbf" + RUSSIAN.encode(), RUSSIAN),
        (VIETNAMESE.encode("utf-16"), VIETNAMESE),
        (b"\xfe\xff" + RUSSIAN.encode("utf-16-be"), RUSSIAN),
        (RUSSIAN.encode("windows-1251"), RUSSIAN),
        (RUSSIAN.encode("koi8-r", "ignore"), RUSSIAN.translate(str.maketrans("", "", "—«»"))),
        (RUSSIAN.upper().encode("windows-1251"), RUSSIAN.upper()),
        (windows_1258(VIETNAMESE), VIETNAMESE),
        (b"one\r\ntwo\tthree", "one\r\ntwo\tthree"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "A.TXT", "standard input"])
def test_plain_text(name: str, data: bytes, text: str) -> None:
    assert text_of(name, data) == text


RUSSIAN_WORDS = ("экспорт", "Импорт", "товарооборот", "Торговля с Вьетнамом", "ЭКСПОРТ ВО ВЬЕТНАМ")


@pytest.mark.parametrize("word", RUSSIAN_WORDS)
@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r"])
def test_the_two_russian_code_pages_are_told_apart_by_their_letters(
    word: str, encoding: str
) -> None:
    assert text_of("a.txt", f"{word} 5".encode(encoding)) == f"{word} 5"


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r"])
def test_too_few_letters_tell_nothing_unless_the_page_says_it(encoding: str) -> None:
    with pytest.raises(TradeproofError, match=r"nor clearly in Windows-1251, KOI8-R or"):
        text_of("a.txt", "5 э 6".encode(encoding))
    declared = f"<meta charset={encoding}>5 э 6".encode(encoding)
    assert text_of("a.html", declared) == "5 э 6"


PAGE = """<!doctype html><html><head><title>Site</title><style>p {{}}</style></head><body>
<script>var exports = "<p>$9 billion</p>";</script><h1>Tr&aacute;de {word}</h1>
<p>Exports&nbsp;rose
   5&#37; <b>to</b> $3<br>million.<p hidden>9<p style="color:red; display : none">8
<p>Imports &lt; exports.
<table><tr><th>Year</th><th>2024</th></tr><tr><td><p>Ex</p><p>ports</p><td>5</table>
<template>7</template><!-- 6 --><div>End<div>of</div>page</div></body></html>"""
PAGE_TEXT = (
    "Tráde {word}\n\nExports\xa0rose 5% to $3\nmillion.\n\nImports < exports.\n\n"
    "Year\t2024\n\nEx ports\t5\n\nEnd\n\nof\n\npage"
)


@pytest.mark.parametrize(
    ("encoding", "word"),
    [("utf-8", "триệu"), ("utf-16", "триệu"), ("windows-1251", "экспорт"), ("utf-8-sig", "đ")],
)
def test_html_shows_what_a_browser_shows(encoding: str, word: str) -> None:
    page = PAGE.format(word=word).encode(encoding)
    assert text_of("a.html", page) == PAGE_TEXT.format(word=word)


def test_a_page_in_an_old_code_page_is_read_by_what_it_declares() -> None:
    letter = b"<p>5 \xe0 6"  # a letter of both languages, so that only the declaration tells
    declared = b"<meta http-equiv='Content-Type' content='text/html; charset=%s'>"
    assert text_of("a.htm", declared % b"windows-1258" + letter) == "5 à 6"
    assert text_of("a.htm", declared % b"Windows-1251" + letter) == "5 а 6"
    assert text_of("a.htm", b"<p>\x935\x94 \x96 both alike") == "“5” – both alike"


def test_tables_that_lay_out_a_page_keep_its_paragraphs_apart() -> None:
    first, second = "Exports rose. " * 8, "Imports fell. " * 8
    page = f"<table><tr><td><p>{first}</p><p>{second}</p></td><td>Menu</td></tr></table>"
    assert text_of("a.html", page.encode()) == f"{first.strip()}\n\n{second.strip()}\tMenu"


@pytest.mark.parametrize(
    "piece", ["<", "<!--", "<a ", "<a b='", "<![", "<script>", "<div>", "<b><p>", "<table>", "</p>"]
)
def test_html_that_never_ends_is_read(piece: str) -> None:
    page = (piece * 400_000)[:400_000].encode()
    text, reason = read_or_refused("a.html", page)
    assert text or "has no text" in reason


WORD_TEXT = "Thương mại Việt Nam\n\nXuất khẩu đạt 146,3\n\nNăm\t2024\n\nNhập\nkhẩu\t5,2\n\nSeen"


def test_a_word_document() -> None:
    assert text_of("a.docx", word_document()) == WORD_TEXT


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:sdt {w}><w:sdtContent><w:p><w:r><w:t>In a form</w:t></w:r></w:p></w:sdtContent>"
         "</w:sdt>", "In a form"),
        ("<w:p {w}><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText>"
         "</w:r></w:del></w:p>", "new"),
        ("<w:p {w}><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:r><w:t>a</w:t><w:tab/>"
         "<w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:br/><w:t>d</w:t></w:r></w:p>", "a b-c\nd"),
        ("<w:p {w}><w:hyperlink><w:r><w:t>linked</w:t></w:r></w:hyperlink><w:r><w:instrText>PAGE"
         "</w:instrText></w:r></w:p>", "linked"),
        ("<w:p {w}><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>shown</w:t></w:r></w:p>", "shown"),
    ],
)  # fmt: skip
def test_no_text_of_a_word_document_is_passed_over(xml: str, text: str) -> None:
    element = parse_xml(xml.format(w=nsdecls("w")))
    assert text_of("a.docx", word_document(element)) == f"{text}\n\n{WORD_TEXT}"


def test_footnotes_follow_the_body() -> None:
    note = f"<w:footnotes {nsdecls('w')}><w:footnote><w:p><w:r><w:t>1 In USD.</w:t></w:r></w:p>"
    packed = repacked({"word/footnotes.xml": f"{note}</w:footnote></w:footnotes>".encode()})
    assert text_of("a.docx", packed) == f"{WORD_TEXT}\n\n1 In USD."


def test_a_pdf() -> None:
    assert text_of("a.pdf", pdf("Exports rose 5%", "to $3 million")) == (
        "Exports rose 5%\nto $3 million"
    )


@pytest.mark.parametrize(
    ("pages", "numbers", "english", "vietnamese"),
    [
        ("xx", (), "", ""),
        ("x-", (2,),
         "nothing was read on page 2 of a.pdf, which is blank or a picture; "
         "run a text recognition on it first, or add its text",
         "không đọc được gì ở trang 2 của a.pdf vì trang trống hoặc chỉ có ảnh; "
         "hãy nhận dạng chữ (OCR) trước hoặc gõ thêm văn bản của trang đó"),
        ("-x-x---xx-", (1, 3, 5, 6, 7, 10),
         "nothing was read on pages 1, 3, 5–7 and 10 of a.pdf, which are blank or pictures; "
         "run a text recognition on them first, or add their text",
         "không đọc được gì ở trang 1, 3, 5–7 và 10 của a.pdf vì trang trống hoặc chỉ có ảnh; "
         "hãy nhận dạng chữ (OCR) trước hoặc gõ thêm văn bản của trang đó"),
    ],
)  # fmt: skip
def test_pages_without_text_are_named(
    pages: str, numbers: tuple[int, ...], english: str, vietnamese: str
) -> None:
    document = open_document("a.pdf", pdf(*(None if page == "-" else page for page in pages)))
    assert document.text == "\n".join(pages.replace("-", ""))
    assert document.pages_without_text == numbers
    said = [document.what_is_missing(Formats(language)) for language in ("en", "vi")]
    assert said == [english, vietnamese]


def test_a_pdf_that_only_forbids_editing() -> None:
    assert text_of("a.pdf", pdf("Exports rose 5%", owner="secret")) == "Exports rose 5%"


def test_a_pdf_of_three_hundred_pages() -> None:
    lines = [f"Exports of month {number} were ${number} million." for number in range(300)]
    assert text_of("a.pdf", pdf(*lines)) == "\n".join(lines)


@pytest.mark.parametrize("kind", [*KINDS, ""])
@given(data=st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_bytes_give_text_or_an_error_for_a_person(kind: str, data: bytes) -> None:
    _, reason = read_here_or_refused(f"a{kind}", data)
    assert reason == "" or reason.startswith(f"a{kind} ")


@pytest.mark.parametrize(
    ("name", "whole"), [("a.docx", word_document()), ("a.pdf", pdf("Exports rose 5%", "x"))]
)
@given(cut=st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_document_gives_text_or_an_error(
    name: str, whole: bytes, cut: st.DataObject
) -> None:
    at = cut.draw(st.integers(0, len(whole) - 1))
    put = cut.draw(st.binary(max_size=6))
    gone = cut.draw(st.integers(0, 40))
    _, reason = read_here_or_refused(name, whole[:at] + put + whole[at + gone :])
    assert reason == "" or reason.startswith(f"{name} ")


def test_the_made_pdf_is_one() -> None:
    assert len(PdfReader(BytesIO(pdf("x", None))).pages) == 2
