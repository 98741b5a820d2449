"""Documents made here: Word and PDF."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject


def word_document(change: object = None) -> bytes:
    document = docx.Document()
    document.add_heading("Thương mại Việt Nam")
    document.add_paragraph("Xuất khẩu đạt ").add_run("146,3").bold = True
    table = document.add_table(2, 2)
    for row, cells in zip(table.rows, [("Năm", "2024"), ("Nhập\nkhẩu", "5,2")], strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    hidden = document.add_paragraph("Seen").add_run(" unseen")
    hidden.font.hidden = True
    if change is not None:
        document.element.body.insert(0, change)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def repacked(changed: dict[str, bytes]) -> bytes:
    """The Word document with parts replaced or added."""
    written = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(word_document())) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in {*old.namelist(), *changed}:
            new.writestr(name, changed[name] if name in changed else old.read(name))
    return written.getvalue()


def pdf(*pages: str | None, password: str | None = None, owner: str | None = None) -> bytes:
    """A PDF of pages with one line each; None is a page without text."""
    writer = PdfWriter()
    font = DictionaryObject(
        {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
         NameObject("/BaseFont"): NameObject("/Helvetica")}
    )  # fmt: skip
    for text in pages:
        page = writer.add_blank_page(300, 300)
        if text is not None:
            content = DecodedStreamObject()
            content.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode("latin-1"))
            page[NameObject("/Contents")] = writer._add_object(content)
            fonts = DictionaryObject({NameObject("/F1"): font})
            page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    if password is not None or owner is not None:
        writer.encrypt(password or "", owner_password=owner, algorithm="AES-256")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()
