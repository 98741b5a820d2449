"""The characters of a plain text, whatever encoding it is in."""

from __future__ import annotations

import re
import unicodedata
from math import log

from dashboard.documents.reading_limits import NotReadable, Unreadable

BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
CYRILLIC_PAGES = ("windows-1251", "koi8-r")
# The letters that a language has beside the Latin ones, by the code page of its old documents.
CODE_PAGES = {
    **dict.fromkeys(CYRILLIC_PAGES, RUSSIAN),
    "windows-1258": frozenset(
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
    ),
}
LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")
# How often a letter stands in a thousand of Russian text.
FREQUENCY = {
    "о": 109.7, "е": 84.5, "а": 80.1, "и": 73.5, "н": 67.0, "т": 62.6, "с": 54.7, "р": 47.3,
    "в": 45.4, "л": 44.0, "к": 34.9, "м": 32.1, "д": 29.8, "п": 28.1, "у": 26.2, "я": 20.1,
    "ы": 19.0, "ь": 17.4, "г": 17.0, "з": 16.5, "б": 15.9, "ч": 14.4, "й": 12.1, "х": 9.7,
    "ж": 9.4, "ш": 7.3, "ю": 6.4, "ц": 4.8, "щ": 3.6, "э": 3.2, "ф": 2.6, "ъ": 0.4, "ё": 0.4,
}  # fmt: skip
DRAWN = re.compile(r"[\u2500-\u25ff]")  # lines and boxes, which KOI8-R has for quotes and dashes
INVERTED = re.compile(r"[а-яё][А-ЯЁ]+")  # "эКСПОРТ": the case of a text read in the other page
RARE_CASE = log(1000)  # how much less likely such a word is
ALL_CAPITALS = log(20)  # how much less likely a text without any small letter is
LIKELIER = log(100)  # than the other page, to be taken for the right one
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
    fitting = _likelier(fitting)
    if len(set(fitting.values())) != 1:
        raise NotReadable(Unreadable.NO_CODE_PAGE, byte=wrong_byte)
    return next(iter(fitting.values()))


def _in_code_page(data: bytes, page: str) -> str | None:
    """The text in a code page, or None where a word mixes in letters of no such language."""
    try:
        text = unicodedata.normalize("NFC", data.decode(page))
    except UnicodeDecodeError:
        return None
    if page == "koi8-r" and DRAWN.search(text):
        return None
    letters = CODE_PAGES[page]
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        foreign = set(word) - letters
        has_both_scripts = page in CYRILLIC_PAGES and foreign and set(word) & letters
        if foreign - LATIN or has_both_scripts:
            return None
    return _without_controls(text)


def _likelier(fitting: dict[str, str]) -> dict[str, str]:
    """The readings without that of a Cyrillic page whose letters are clearly less Russian.

    The two pages give letters for the same bytes, capitals for the small ones of the other.
    """
    evidence = {page: _evidence(fitting[page]) for page in CYRILLIC_PAGES if page in fitting}
    most = max(evidence.values(), default=0.0)
    unlikely = {page for page, found in evidence.items() if found < most - LIKELIER}
    if not any(RUSSIAN.intersection(fitting[page].lower()) for page in evidence):
        unlikely.add("koi8-r")  # signs alone: those of the Windows pages are the usual ones
    return {page: text for page, text in fitting.items() if page not in unlikely}


def _evidence(text: str) -> float:
    """How Russian a text is: the logarithm of its likelihood, by letters and by their case."""
    letters = sum(log(FREQUENCY[c] / 1000) for c in text.lower() if c in FREQUENCY)
    capitals = any(c in FREQUENCY for c in text.lower()) and not RUSSIAN.intersection(text)
    return letters - RARE_CASE * len(INVERTED.findall(text)) - ALL_CAPITALS * capitals


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
