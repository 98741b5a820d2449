"""The characters of a plain text, whatever encoding it is in."""

from __future__ import annotations

import re
import unicodedata

from dashboard.documents.reading_limits import NotReadable, Unreadable

BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# The letters that a language has beside the Latin ones, by the code page of its old documents.
CODE_PAGES = {
    "windows-1251": frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
    "windows-1258": frozenset(
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
    ),
}
LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")
ALLOWED_CONTROLS = "\t\n\r\f\v"


def decoded(data: bytes, declared: str | None = None) -> str:
    """The characters of a text: by its byte order mark, as UTF-8, else by its code page."""
    encoding = BYTE_ORDER_MARKS.get(data[:2], "utf-8-sig")
    try:
        return _without_controls(data.decode(encoding))
    except UnicodeDecodeError as error:
        wrong_byte = error.start
    if encoding == "utf-16" or b"\0" in data:
        name = encoding.removesuffix("-sig").upper()
        raise NotReadable(Unreadable.WRONG_ENCODING, encoding=name, byte=wrong_byte)
    fitting = {page: text for page in CODE_PAGES if (text := _in_code_page(data, page)) is not None}
    if declared in fitting:
        return fitting[declared]
    if len(set(fitting.values())) != 1:
        raise NotReadable(Unreadable.NO_CODE_PAGE, byte=wrong_byte)
    return next(iter(fitting.values()))


def _in_code_page(data: bytes, page: str) -> str | None:
    """The text in a code page, or None where a word mixes in letters of no such language."""
    try:
        text = unicodedata.normalize("NFC", data.decode(page))
    except UnicodeDecodeError:
        return None
    letters = CODE_PAGES[page]
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        foreign = set(word) - letters
        has_both_scripts = page == "windows-1251" and foreign and set(word) & letters
        if foreign - LATIN or has_both_scripts:
            return None
    return _without_controls(text)


def _without_controls(text: str) -> str:
    """The same text.

    Raises
    ------
    NotReadable
        Control characters show that it is no text.
    """
    if any(unicodedata.category(c) == "Cc" and c not in ALLOWED_CONTROLS for c in set(text)):
        raise NotReadable(Unreadable.CONTROL_CHARACTERS)
    return text
