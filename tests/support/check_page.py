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
    return found[found.index('<div class="marked">') :]


def marks(html: str) -> list[tuple[str, str, str]]:
    """Kind, characters and note of each mark of the text."""
    found = re.findall(
        r'<(?:span|a) class="mark (\w+)"[^>]* title="[^"]*" data-note="([^"]*)">(.*?)</(?:span|a)>',
        re.sub(r'<span id="[^"]*">([^<]*)</span>', r"\1", html),
    )
    return [(kind, unescape(text), note) for kind, note, text in found]


def findings(app: AppTest) -> dict[str, str]:
    """The HTML of each item of the list beside the text, by id, in the order of the list."""
    bodies = [e.proto.body for e in app.get("html") if '<ol class="findings">' in e.proto.body]
    found = re.findall(
        r'<li class="finding \w+" id="finding-(\w+)" .*?(?=<li class="finding|</ol>$)',
        "".join(bodies),
        re.DOTALL,
    )
    whole = re.split(r'(?=<li class="finding )', "".join(bodies))[1:]
    assert len(whole) == len(found)
    return dict(zip(found, whole, strict=True))


def text_of(html: str) -> str:
    """What a reader sees of a piece of HTML, each run of blanks as one."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", html)).split())


def claims_on(app: AppTest) -> list[str]:
    """What the list says of each claim, its proof left out."""
    return [
        text_of(html.split("<details")[0])
        for name, html in findings(app).items()
        if name.startswith("c")
    ]
