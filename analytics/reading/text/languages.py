"""Which of the reader's languages a text is in, told by its letters."""

from __future__ import annotations

import re

CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
VIETNAMESE = re.compile(  # the letters that no language of Western Europe has
    r"[ăđơưạảắặằẳẵấầẩẫậẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỷỹỵ]", re.IGNORECASE
)
LETTER = re.compile(r"[^\W\d_]")
SHARE = 0.04  # of the letters: a few foreign names do not make another language


def language_of(text: str) -> str:
    """`ru`, `vi` or `en`: Cyrillic letters, letters that only Vietnamese has, or neither."""
    letters = len(LETTER.findall(text))
    if len(CYRILLIC.findall(text)) > 0.3 * letters:
        return "ru"
    return "vi" if len(VIETNAMESE.findall(text)) > SHARE * letters else "en"
