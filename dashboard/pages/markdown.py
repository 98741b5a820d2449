"""The one rule of Markdown: a string is text, and only `Markdown` is Markdown.

Pages put Markdown together from constants with gaps, and a gap escapes what is put into it:
`Markdown("**{}**").format(name)`. What `say` draws is escaped likewise, so that no text of an
address, a source, a file or an error can become a heading, a link or a picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

BLANKS = re.compile("[\t-\r\x1c-\x1f \x85\u2028\u2029]+")
ACTIVE = re.compile(r"[\\`*_\[\]<>$~|&]")
BEGINS_A_BLOCK = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+=#]))")
# Streamlit and GitHub's Markdown look for addresses, icons and emoji once more in text that is
# unescaped by then. A word joiner, which is seen nowhere, parts what they look for.
LOOKED_FOR = re.compile(r":(?=\S)|(?<=\S)@(?=\S)|www(?=\.)", re.IGNORECASE)
JOINER = "\u2060"


class Markdown(str):
    """Markdown; text that is formatted into it or joined by it is escaped.

    Added to a string, or put into an f-string, it is a string again, and will be escaped.
    """

    __slots__ = ()

    @classmethod
    def escape(cls, text: object) -> Markdown:
        """Text as Markdown prints it, on one line; what is Markdown already stays as it is."""
        return text if isinstance(text, Markdown) else cls(_plain(str(text)))

    def format(self, *parts: object, **named: object) -> Markdown:
        """The Markdown with its gaps filled."""
        escaped = {name: Markdown.escape(part) for name, part in named.items()}
        return Markdown(super().format(*map(Markdown.escape, parts), **escaped))

    def join(self, parts: Iterable[str], /) -> Markdown:
        """The parts with the Markdown between them."""
        return Markdown(super().join(map(Markdown.escape, parts)))


def _plain(text: str) -> str:
    text = BLANKS.sub(" ", text)
    text = ACTIVE.sub(lambda found: f"\\{found[0]}", text)
    text = BEGINS_A_BLOCK.sub(lambda found: f"{found[0]}\\", text.lstrip(" "))
    return LOOKED_FOR.sub(lambda found: found[0] + JOINER, text)
