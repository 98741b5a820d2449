"""The one rule of escaping: text opens no tag wherever it is put, and nobody goes around it."""

from __future__ import annotations

import ast
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.html.markup import UNPRINTABLE, Html, css_texts
from tests.support.checkout import ROOT
from tests.support.parsed_html import HOSTILE, Parsed

DASHBOARD = ROOT / "dashboard"
ROOMS = ("html", "pages")
TAG = re.compile(r"</?[a-z]")
texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60))


@given(texts)
def test_text_put_into_html_is_text(text):
    wanted = UNPRINTABLE.sub("\ufffd", text)
    for html in (
        Html('<p title="{}">{}</p>').format(text, text),
        Html('<p title="{one}">{one}</p>').format(one=text),
        Html('<p title="') + text + Html('">') + text + Html("</p>"),
        Html('">').join([Html('<p title="') + text, text + Html("</p>")]),
    ):
        assert type(html) is Html
        parsed = Parsed(html)
        assert parsed.tags == [("p", {"title": wanted})]
        assert parsed.text == wanted
        assert parsed.others == []


def test_html_put_into_html_stays():
    inner = Html("<b>{}</b>").format("<&")
    assert Html("<p>{}</p>").format(inner) == "<p><b>&lt;&amp;</b></p>"
    assert Html.escape(inner) == inner
    assert Html("{:.2f}%").format(1.239) == "1.24%"


def test_control_characters_are_replaced_and_line_ends_kept():
    text = "a\x00b\x7fc\ud800d\ufffe\te\r\nf\rg\n"
    assert Html.escape(text) == "a\ufffdb\ufffdc\ufffdd\ufffd\te&#13;\nf&#13;g\n"


@given(st.text(st.sampled_from('"\\<>/\n\r\f; }a'), max_size=20))
def test_a_text_for_the_style_sheet_ends_neither_its_string_nor_the_style(text):
    html = css_texts(".here", {"one": text})
    [inside] = re.findall(r'^<style>\.here \{ --one: "(.*)"; \}</style>$', html, re.DOTALL)
    assert not re.search(r'["<\n\r\f]', inside)
    shown = re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), inside)
    assert shown == text


def goes_around(source: str) -> list[int]:
    """The lines of a module that put HTML together otherwise than by gaps in a constant.

    Tags stand in the constant that `Html` is called with, in documentation, and nowhere else.
    """
    tree = ast.parse(source)
    found, allowed = [], set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(
            node
        ):
            allowed.add(node.body[0].value)  # ty: ignore[unresolved-attribute]
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Html", "Markup"):
            allowed |= {one for one in node.args if isinstance(one, ast.Constant)}
            found += [one.lineno for one in node.args if not isinstance(one, ast.Constant)]
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {getattr(node, "module", None), *(one.name for one in node.names)}
            found += [node.lineno] if names & {"html", "markupsafe"} else []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node not in allowed and TAG.search(str(node.value)):
            found.append(node.lineno)
    return sorted(set(found))


# The rule itself; style sheets of the project that are put into a page whole; a body that a
# template has escaped, and a chart that the project draws.
EXCEPTIONS = {"markup.py": 2, "stylesheet.py": 1, "pair_sheet_page.py": 4}


def test_html_is_put_together_by_gaps_only():
    modules = [path for room in ROOMS for path in sorted((DASHBOARD / room).glob("*.py"))]
    assert len(modules) > 15
    found = {path.name: goes_around(path.read_text(encoding="utf-8")) for path in modules}
    assert {name: len(lines) for name, lines in found.items() if lines} == EXCEPTIONS


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('Html("<p>{}</p>").format(text)', []),
        ('def f():\n    "A <p> of text."\n    return Html("<br>")', []),
        ('a = f"<p>{text}</p>"', [1]),
        ('a = "<p>" + text', [1]),
        ('Html(f"<p>{text}</p>")', [1]),
        ('Html("<p>" + text)', [1]),
        ("Html(text)", [1]),
        ("from html import escape", [1]),
        ("\nfrom markupsafe import Markup", [2]),
    ],
)
def test_going_around_is_seen(source, lines):
    assert goes_around(source) == lines
