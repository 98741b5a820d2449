"""The Check page with a text on it: what is marked and which claims it names."""

from __future__ import annotations

import re
from html import unescape

from streamlit.testing.v1 import AppTest

from tests.support.pages import without_exception

# 540 on 400 is +34.9 to +35.1 percent; 540 + 310 is 850, not 870.
TEXT = (
    "In 2024, trade between Viet Nam and Uruguay came to $870 million. In 2024, Viet Nam's"
    " exports to Uruguay reached $540 million, up 35% from $400 million in 2023. In 2024,"
    " Viet Nam's imports from Uruguay were $310 million, down 12% from $300 million in 2023."
    " Uruguay has 4 projects worth $7 million in Viet Nam."
)


def checked(visit, text, **parameters):
    app = visit("check-text", **parameters)
    app.text_area(key="check_text").set_value(text)
    return without_exception(app.button(key="check_run").click().run())


def marked_html(app: AppTest) -> str:
    [found] = [e.proto.body for e in app.get("html") if '<div class="marked">' in e.proto.body]
    return found


def marks(html: str) -> list[tuple[str, str, str]]:
    """Kind, characters and note of each mark of the text."""
    found = re.findall(
        r'<span class="mark (\w+)" title="[^"]*" data-note="([^"]*)">([^<]*)</span>', html
    )
    return [(kind, unescape(text), note) for kind, note, text in found]


def claims_on(app: AppTest) -> list[str]:
    return [e.label for e in app.expander if re.match(r"c\d+ :", e.label)]
