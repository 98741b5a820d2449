"""Word documents with a member that cannot be unpacked: a reason for a person, no traceback."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from dashboard.documents.opening import DocumentError, open_document
from tests.support.made_documents import word_document


def packed_with(method: int) -> bytes:
    written = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(word_document())) as old,
        zipfile.ZipFile(written, "w", method) as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return written.getvalue()


def damaged_members() -> dict[str, bytes]:
    """Word documents whose body cannot be unpacked."""

    def changed(whole: bytes, place: int, put: bytes) -> bytes:
        """Bytes of the body's packed data put in place of others, from its start or its end."""
        with zipfile.ZipFile(BytesIO(whole)) as packed:
            body = packed.getinfo("word/document.xml")
        header = body.header_offset + 26
        lengths = [int.from_bytes(whole[at : at + 2], "little") for at in (header, header + 2)]
        start = body.header_offset + 30 + sum(lengths)
        at = start + place if place >= 0 else start + body.compress_size + place
        return whole[:at] + put + whole[at + len(put) :]

    def in_directory(whole: bytes, place: int, put: bytes) -> bytes:
        at = whole.rindex(b"PK\1\2", 0, whole.rindex(b"word/document.xml")) + place
        return whole[:at] + put + whole[at + len(put) :]

    deflated, packed = packed_with(zipfile.ZIP_DEFLATED), packed_with(zipfile.ZIP_LZMA)
    bzipped, stored = packed_with(zipfile.ZIP_BZIP2), packed_with(zipfile.ZIP_STORED)
    return {
        "deflate": changed(deflated, 0, b"\xff" * 8),
        "deflate, its end": changed(deflated, -8, b"\xff" * 8),
        "bzip2": changed(bzipped, 0, b"\xff" * 8),
        "bzip2, its middle": changed(bzipped, 40, b"\xff" * 20),
        "LZMA, its properties": changed(packed, 0, b"\xff" * 9),
        "LZMA, no properties": changed(packed, 2, b"\0\0"),
        "LZMA, its middle": changed(packed, 60, b"\xff" * 40),
        "stored, another sum": changed(stored, 60, b"\xff" * 40),
        "deflate64": in_directory(deflated, 10, b"\x09\0"),
        "a method of nobody": in_directory(deflated, 10, b"\x63\0"),
        "a password": in_directory(deflated, 8, b"\x01\0"),
        "the name is another": in_directory(deflated, 46, b"\xff"),
        "where it starts": in_directory(deflated, 42, b"\xff\xff\xff\x7f"),
    }


@pytest.mark.parametrize(("damage", "data"), damaged_members().items())
def test_a_damaged_member_is_a_damaged_document(damage: str, data: bytes) -> None:
    with pytest.raises(DocumentError) as refused:
        open_document("a.docx", data)
    assert refused.value.reason == "damaged_word"


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_may_be_packed_in_any_way(method: int) -> None:
    sound = open_document("a.docx", word_document())
    assert open_document("a.docx", packed_with(method)) == sound
