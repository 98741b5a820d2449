"""A text as HTML with its marks: its own characters, the marks, and nothing that the text adds."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.html.marked_text import KINDS, PASSED_OVER, Underline, legend, marked
from dashboard.html.markup import UNPRINTABLE
from dashboard.wording.words import words
from tests.support.parsed_html import HOSTILE, Parsed

texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60))


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Underline]]:
    """Hostile pieces put together, with marks anywhere, overlapping or outside the text."""
    text = "".join(draw(st.lists(texts, max_size=4)))
    positions = st.integers(-2, len(text) + 2)
    marks = st.builds(Underline, positions, positions, st.sampled_from(KINDS), texts, texts)
    return text, draw(st.lists(marks, max_size=8))


@given(marked_texts())
def test_the_characters_are_those_of_the_text_and_no_tag_is(given_text):
    text, underlines = given_text
    parsed = Parsed(marked(text, underlines))
    assert parsed.text == UNPRINTABLE.sub("\ufffd", text)
    assert parsed.others == []
    (first, outer), *rest = parsed.tags
    assert (first, outer) == ("div", {"class": "marked"})
    ids = [attributes["id"] for _, attributes in rest if "id" in attributes]
    assert len(ids) == len({*ids})
    assert all(str(one).startswith("mark-") for one in ids)
    for tag, attributes in rest:
        if set(attributes) == {"id"}:
            assert tag == "span"
            continue
        links = {"href", "data-of"} if tag == "a" else set()
        assert tag in ("a", "span")
        assert {"class", "title"} | links <= set(attributes)
        assert set(attributes) <= {"class", "title", "data-note"} | links
        assert str(attributes.get("href", "#finding-")).startswith("#finding-")
        first_word, kind = str(attributes["class"]).split()
        assert (first_word, kind in KINDS) == ("mark", True)


@given(marked_texts())
def test_a_character_is_marked_when_a_mark_covers_it_and_as_the_gravest_of_them(given_text):
    text, underlines = given_text
    inside = [mark for mark in underlines if 0 <= mark.start < mark.end <= len(text)]
    wanted = []
    for at in range(len(text)):
        kinds = [mark.kind for mark in inside if mark.start <= at < mark.end]
        wanted.append(min(kinds, key=KINDS.index) if kinds else None)
    assert kinds_of(marked(text, underlines)) == wanted


def kinds_of(html: str) -> list[str | None]:
    """The kind of mark each character of the text stands under."""
    found: list[str | None] = []

    class Kinds(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.within: list[str | None] = []  # the kind of each element that is open

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            classes = str(dict(attrs).get("class")).split()
            outer = self.within[-1] if self.within else None
            self.within.append(classes[1] if classes[0] == "mark" else outer)

        def handle_endtag(self, tag: str) -> None:
            self.within.pop()

        def handle_data(self, data: str) -> None:
            found.extend([self.within[-1]] * len(data))

    parser = Kinds()
    parser.feed(str(html))
    parser.close()
    return found


MARKED = [
    # nothing marked
    ("a < b", [], '<div class="marked">a &lt; b</div>'),
    # a figure: no icon, its id behind it
    (
        "ab cd",
        [Underline(3, 5, "figure", "f1", "exports & more")],
        '<div class="marked">ab <a class="mark figure" href="#finding-f1" data-of="f1" '
        'title="exports &amp; more" data-note="f1"><span id="mark-f1">cd</span></a></div>',
    ),
    # one stretch, two claims: the graver colour and its finding's address, both notes and ids
    (
        "both fell",
        [
            Underline(5, 9, "consistent", "c1", "right"),
            Underline(5, 9, "contradicted", "c2", "wrong"),
        ],
        '<div class="marked">both <a class="mark contradicted" href="#finding-c2" '
        'data-of="c1 c2" title="right\nwrong" data-note="✓ c1 ✗ c2">'
        '<span id="mark-c2"><span id="mark-c1">fell</span></span></a></div>',
    ),
    # an overlap: cut where marks start and end; a note stands where its mark ends
    (
        "abcd",
        [Underline(0, 3, "figure", "f1", "F"), Underline(2, 4, "explained", "c1", "C")],
        '<div class="marked"><a class="mark figure" href="#finding-f1" data-of="f1" title="F">'
        '<span id="mark-f1">ab</span></a>'
        '<a class="mark explained" href="#finding-c1" data-of="f1 c1" title="F\nC" data-note="f1">'
        '<span id="mark-c1">c</span></a>'
        '<a class="mark explained" href="#finding-c1" data-of="c1" title="C" data-note="↔ c1">'
        "d</a></div>",
    ),
    # a browser would make these line ends one
    ("a\r\nb\rc", [], '<div class="marked">a&#13;\nb&#13;c</div>'),
    # a number passed over
    (
        "7%",
        [Underline(0, 2, PASSED_OVER, "", "not taken")],
        '<div class="marked"><span class="mark passed_over" title="not taken" '
        'data-note="…">7%</span></div>',
    ),
]


@pytest.mark.parametrize(("text", "underlines", "html"), MARKED)
def test_marks(text, underlines, html):
    assert marked(text, underlines) == html


def test_the_legend_names_what_occurs_with_its_icon():
    html = legend(["passed_over", "consistent", "contradicted", "consistent"], words("en"))
    assert html == (
        '<p class="legend"><span class="mark contradicted" data-note="✗">Contradicted</span> '
        '<span class="mark consistent" data-note="✓">Consistent</span> '
        '<span class="mark passed_over" data-note="…">number passed over</span></p>'
    )


def test_twenty_thousand_marks_take_linear_work():
    """Quadratic work would look at 400 million pairs here and never end in time."""
    text = "12 " * 20_000
    marks = [Underline(3 * i, 3 * i + 2, "figure", f"f{i}", "F") for i in range(20_000)]
    assert marked(text, marks).count("<a ") == 20_000
