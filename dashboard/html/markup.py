"""The one rule of escaping: a string is text, and only `Html` is HTML.

Everything in this folder puts HTML together from constants with gaps, and a gap escapes what is put
into it: `Html("<p>{}</p>").format(text)`. Nothing else escapes, and nothing adds strings to tags.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
ENDS_A_CSS_STRING = re.compile(r'["\\<\n\r\f]')


class Html(Markup):
    """HTML; text that is formatted, joined or added to it is escaped: no character opens a tag.

    Line ends stay as they came. HTML has no place for control characters; each becomes U+FFFD.
    """

    @classmethod
    def escape(cls, s: Any, /) -> Html:
        """Text as HTML; what is HTML already stays as it is."""
        if hasattr(s, "__html__"):
            return cls(s.__html__())
        return cls(str(escape(UNPRINTABLE.sub("\ufffd", str(s)))).replace("\r", "&#13;"))


NOTHING = Html()


def css_texts(selector: str, texts: Mapping[str, str]) -> Html:
    """Texts for `styles/` to print where `selector` holds, each as the variable `--name`."""
    variables = " ".join(f'--{name}: "{_in_css(text)}";' for name, text in texts.items())
    return Html(f"<style>{selector} {{ {variables} }}</style>")


def only_picture(key: str) -> Html:
    """Hides all of a page but one picture; `key` is of small letters, digits and underscores.

    A column with the picture in it is as wide as all of them.
    """
    return Html(
        "<style>[data-testid=stMain] [role=tablist], [data-testid=stMain]"
        " :is([data-testid=stElementContainer], [data-testid=stExpander])"
        ":not(:has([data-testid=stAlert])) {{ display: none; }} [data-testid=stMain]"
        " .st-key-picture_{} :is([data-testid=stElementContainer], [data-testid=stExpander])"
        " {{ display: block; }}"
        " [data-testid=stColumn]:not(:has(.st-key-picture_{})) {{ display: none; }}"
        " [data-testid=stColumn]:has(.st-key-picture_{}) {{ flex: 1 1 100%; }}</style>"
    ).format(key, key, key)


def _in_css(text: str) -> str:
    return ENDS_A_CSS_STRING.sub(lambda found: f"\\{ord(found[0]):x} ", text)
