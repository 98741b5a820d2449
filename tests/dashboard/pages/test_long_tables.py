"""A long table: its first rows, and the others in it when a line is opened; none is cut."""

from __future__ import annotations

import re

from dashboard.html.stylesheet import css
from dashboard.pages.folded import FIRST, SHORT


def test_a_long_table_says_how_many_rows_more_there_are(visit):
    app = visit("partner", lang="en", partner="RUS", tab="figures")
    bodies = [e.proto.body for e in app.get("html") if '<div class="long"' in e.proto.body]
    assert bodies
    for body in bodies:
        rows = body.count('<th scope="row">')
        assert rows > SHORT
        assert f"<summary>{rows - FIRST} more rows</summary>" in body


def test_a_short_table_has_none(visit):
    app = visit("partner", lang="en", partner="AZE", tab="sides")
    [body] = [e.proto.body for e in app.get("html") if 'role="region"' in e.proto.body]
    assert 'class="short"' in body
    assert "<details" not in body


def test_the_style_folds_as_many_rows_as_the_line_says():
    style = css()
    [first_hidden] = re.findall(r"\.long:has\([^{]*nth-child\(n \+ (\d+)\)", style)
    assert int(first_hidden) == FIRST + 1
    assert ".scrolled" not in style
