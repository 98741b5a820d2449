"""Why a document cannot be read: the command line says it in English, the page in its language."""

from __future__ import annotations

import pytest

from dashboard.documents.opening import DocumentError, open_document
from dashboard.documents.reading_limits import LARGEST, LONGEST, MOST_PAGES, Unreadable
from dashboard.wording.formats import Formats
from tests.support.made_documents import pdf, repacked, word_document
from tests.support.refused_by_a_limit import REFUSED_BY_A_LIMIT

BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
)
PROTECTED = pdf("x", password="secret")
UNKNOWN_CODE_PAGE = (
    "a.txt is not in UTF-8 (byte {}) nor clearly in Windows-1251, KOI8-R or Windows-1258; "
    "save it in UTF-8",
    "a.txt không theo mã UTF-8 (sai từ byte {}), cũng không rõ là mã Windows-1251, KOI8-R hay "
    "Windows-1258; hãy lưu lại bằng mã UTF-8",
)
DAMAGED_WORD = (
    "a.docx is a damaged .docx, or none; save it again as .docx",
    "a.docx bị hỏng hoặc không phải là tệp .docx; hãy lưu lại thành .docx",
)
DAMAGED_PDF = (
    "a.pdf is a damaged PDF, or none; save it again, or paste its text",
    "a.pdf bị hỏng hoặc không phải là tệp PDF; hãy lưu lại hoặc dán thẳng văn bản",
)
NO_TEXT = (
    "a.html has no text in it; save it again, or paste its text",
    "a.html không có chữ nào; hãy lưu lại hoặc dán thẳng văn bản",
)
UNKNOWN_PROTECTION = (
    "a.pdf is protected in a way that is not known; save it without",
    "a.pdf được bảo vệ theo cách chưa đọc được; hãy lưu lại không đặt bảo vệ",
)


def at(byte: str) -> tuple[str, ...]:
    return tuple(text.format(byte) for text in UNKNOWN_CODE_PAGE)


REFUSED = [
    ("a.xlsx", b"", "unknown_kind",
     ("a.xlsx cannot be read; a document is one of: .txt, .md, .html, .htm, .docx, .pdf",
      "Không đọc được a.xlsx; tài liệu phải thuộc một trong các loại: "
      ".txt, .md, .html, .htm, .docx, .pdf")),
    ("a.doc", b"", "unknown_kind",
     ("a.doc cannot be read; a document is one of: .txt, .md, .html, .htm, .docx, .pdf",
      "Không đọc được a.doc; tài liệu phải thuộc một trong các loại: "
      ".txt, .md, .html, .htm, .docx, .pdf")),
    ("a.txt", b"x" * (LARGEST + 1), "too_large",
     ("a.txt is larger than 20,000,000 bytes; read it in parts",
      "a.txt lớn hơn 20.000.000 byte; hãy chia ra để đọc từng phần")),
    ("a.txt", b"x" * (LONGEST + 1), "too_long",
     ("a.txt has more than 2,000,000 characters of text; read it in parts",
      "a.txt có hơn 2.000.000 ký tự; hãy chia ra để đọc từng phần")),
    ("a.txt", b"ab\xff\xfd", "no_code_page", at("2")),
    ("a.txt", b"5 \xe0 6", "no_code_page", at("2")),
    ("a.txt", "Œuvre ïß".encode("cp1252"), "no_code_page", at("0")),
    ("a.txt", b"\xff\xfea", "wrong_encoding",
     ("a.txt is not in UTF-16 (byte 2); save it in UTF-8",
      "a.txt không theo mã UTF-16 (sai từ byte 2); hãy lưu lại bằng mã UTF-8")),
    ("a.md", b"x" * 1234 + b"\x89PNG\0", "wrong_encoding",
     ("a.md is not in UTF-8 (byte 1,234); save it in UTF-8",
      "a.md không theo mã UTF-8 (sai từ byte 1.234); hãy lưu lại bằng mã UTF-8")),
    ("a.txt", b"a\0b", "control_characters",
     ("a.txt is no text: it has control characters; save it as text in UTF-8",
      "a.txt không phải là văn bản vì có ký tự điều khiển; hãy lưu lại thành văn bản mã UTF-8")),
    ("a.html", b"<script>1</script>", "no_text", NO_TEXT),
    ("a.html", b"", "no_text", NO_TEXT),
    ("a.docx", b"", "damaged_word", DAMAGED_WORD),
    ("a.docx", word_document()[:900], "damaged_word", DAMAGED_WORD),
    ("a.docx", repacked({"word/document.xml": b"<broken"}), "damaged_word", DAMAGED_WORD),
    ("a.docx", repacked({"_rels/.rels": b"<Relationships/>"}), "damaged_word", DAMAGED_WORD),
    ("a.docx", repacked({"word/document.xml": BOMB}), "document_type",
     ("a.docx is no sound .docx: it declares a document type; save it again",
      "a.docx không phải là tệp .docx chuẩn vì có khai báo kiểu tài liệu (DTD); hãy lưu lại")),
    ("a.docx", repacked({"word/media/bomb.bin": b"0" * (4 * LARGEST)}), "unpacks_too_large",
     ("a.docx unpacks to more than 80,000,000 bytes; read it in parts",
      "a.docx khi giải nén lớn hơn 80.000.000 byte; hãy chia ra để đọc từng phần")),
    ("a.docx", b"\xd0\xcf\x11\xe0 old", "old_word",
     ("a.docx is protected, or in the old .doc format; save it as .docx without",
      "a.docx được bảo vệ hoặc ở định dạng .doc cũ; hãy lưu thành .docx không đặt bảo vệ")),
    ("a.pdf", b"", "damaged_pdf", DAMAGED_PDF),
    ("a.pdf", b"%PDF-1.7 cut", "damaged_pdf", DAMAGED_PDF),
    ("a.pdf", PROTECTED, "password",
     ("a.pdf is protected by a password; save it without one",
      "a.pdf có đặt mật khẩu; hãy lưu lại không có mật khẩu")),
    ("a.pdf", PROTECTED.replace(b"/Standard", b"/Adobe.PS"), "unknown_protection",
     UNKNOWN_PROTECTION),
    ("a.pdf", pdf(None, None), "only_pictures",
     ("a.pdf has no text in it, only pictures of pages; "
      "run a text recognition on it first, or paste its text",
      "a.pdf không có chữ, chỉ có ảnh của các trang; "
      "hãy nhận dạng chữ (OCR) trước hoặc dán thẳng văn bản")),
    ("a.pdf", pdf(*[None] * (MOST_PAGES + 1)), "too_many_pages",
     ("a.pdf has more than 500 pages; read it in parts",
      "a.pdf có hơn 500 trang; hãy chia ra để đọc từng phần")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "reason", "said"), REFUSED)
def test_what_cannot_be_read_says_why_in_both_languages(
    name: str, data: bytes, reason: str, said: tuple[str, str]
) -> None:
    with pytest.raises(DocumentError) as refused:
        open_document(name, data)
    error = refused.value
    assert (error.name, error.reason) == (name, reason)
    assert (error.said(Formats("en")), error.said(Formats("vi"))) == said
    assert str(error) == said[0]


def test_every_reason_is_tried() -> None:
    tried = {reason for _, _, reason, _ in REFUSED} | set(REFUSED_BY_A_LIMIT)
    assert tried == set(Unreadable)
