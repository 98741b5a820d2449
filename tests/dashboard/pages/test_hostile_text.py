"""Text of an address, a text, a file or a source is shown on the pages and is nothing but text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dashboard.answers.selection import MOST_PROBLEMS, PARAMETERS
from dashboard.pages import site
from dashboard.pages.markdown import JOINER, Markdown
from data import store
from data.errors import LONGEST_NAMED
from tests.support.check_page import checked
from tests.support.homes import FIRST, place
from tests.support.hostile import EVIL, OPENERS, TEXTS, drawn, markdown_of
from tests.support.pages import Visit, without_exception
from tests.support.parsed_html import Parsed

PAGES = ("overview", "partner", "check", "data", "sources")


def rendered(markdown: str) -> str:
    """As CommonMark prints it, with GitHub's tables and strikethrough."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown)


@pytest.mark.parametrize("text", TEXTS)
def test_escaped_text_is_one_paragraph_of_text(text: str) -> None:
    parsed = Parsed(rendered(Markdown.escape(text)))
    assert [tag for tag, _ in parsed.tags] == ["p"]
    assert not OPENERS.search(Markdown.escape(text))


@given(st.text(st.sampled_from("ab1 .)(:/@w\\`*_[]<>!#=+-|~$&\n\t"), max_size=30))
def test_no_text_opens_an_element_and_every_character_is_kept(text: str) -> None:
    escaped = Markdown.escape(text)
    html = rendered(escaped)
    assert re.findall(r"<(\w+)", html) in ([], ["p"])
    shown = re.sub(r"\\(?=[!-/:-@\[-`{-~])(.)", r"\1", escaped.replace(JOINER, ""))
    assert shown == re.sub(r"\s+", " ", text).lstrip(" ")


def test_only_markdown_is_markdown() -> None:
    bold = Markdown("**{}** {n}").format("a*b", n=Markdown("_c_"))
    assert bold == r"**a\*b** _c_"
    assert Markdown(" · ").join([bold, "_d_"]) == r"**a\*b** _c_ · \_d\_"
    assert Markdown.escape(bold) is bold
    assert Markdown.escape(f"{bold}") == r"\*\*a\\\*b\*\* \_c\_"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("text", TEXTS)
def test_no_parameter_of_the_address_draws_anything(visit: Visit, page: str, text: str) -> None:
    for names in (PARAMETERS[:6], PARAMETERS[6:], (text,)):
        app = visit(page, **dict.fromkeys(names, text))
        assert len(app.error) >= min(len(names), MOST_PROBLEMS)
        assert any("evil" in error.value for error in app.error)
        assert drawn(app) == []


def test_a_long_address_is_named_shortened_and_a_full_one_in_part(visit: Visit) -> None:
    long = "x" * 60_000
    app = visit("data", lang="en", partner=long, from_=long, flow=f"{long},{long}y", **{long: "1"})
    errors = [error.value for error in app.error]
    assert len(errors) == 5  # one for each of the flows
    assert all(long[: LONGEST_NAMED - 1] + "…" in error for error in errors)
    assert max(map(len, errors)) < 4 * LONGEST_NAMED
    app = visit("data", lang="en", partner=",".join(f"no-{n}" for n in range(20_000)))
    errors = [error.value for error in app.error]
    assert len(errors) == MOST_PROBLEMS + 1
    assert "no-7" in errors[-2]
    assert errors[-1] == "More in the address is unknown than is named here."
    many = visit("data", lang="en", **{f"no{n}": "1" for n in range(MOST_PROBLEMS + 5)})
    assert len(many.error) == MOST_PROBLEMS + 1


@pytest.mark.parametrize("text", TEXTS)
def test_no_document_name_draws_anything(visit: Visit, text: str) -> None:
    app = visit("check", lang="en")
    for kind in (".txt", ".pdf"):
        app.file_uploader(key="text_upload").upload(text + kind, b"x\xff\xfe\0" * 9)
        app = without_exception(app.run())
        assert "evil" in app.error[0].value
        assert drawn(app) == []


TEXT = (
    "In 2024, Viet Nam's exports to Uruguay reached $540 million, up 35% from $400 million in 2023."
    " In 2024, Viet Nam's exports of {} to Uruguay were $310 million, up 12% from $300 million."
)


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_that_is_checked_draws_anything(visit: Visit, text: str) -> None:
    for passage in (TEXT.format(text), f"{text} {TEXT.format('rice')} {text}"):
        app = checked(visit, passage, lang="en")
        assert app.get("html")
        assert drawn(app) == []


@pytest.mark.parametrize("text", TEXTS)
def test_no_field_of_a_source_draws_anything(
    visit: Visit, edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("TRADEPROOF_HOME", str(place(tmp_path, edition, FIRST)))
    app = checked(visit, TEXT.format(text), lang="en")
    app.text_input(key="add_published").set_value(text)
    app.text_input(key="add_publisher").set_value(text)
    app = without_exception(app.button(key="text_add").click().run())
    assert EVIL in app.error[0].value
    assert drawn(app) == []
    line = " ".join(text.split())
    entry = {"publisher": line, "title": line, "address": line, "published": "2025-01-15"}
    for name, value in entry.items():
        app.text_input(key=f"add_{name}").set_value(value)
    app = without_exception(app.button(key="text_add").click().run())
    [added] = app.success
    assert added.value
    assert drawn(app) == []
    for page in PAGES:
        app = visit(page, lang="en", reporter="VNM", partner="URY")
        assert drawn(app) == []
        hosts = [element.proto.body for element in app.get("html")]
        tags = [tag for body in hosts for tag in Parsed(body).tags]
        assert {tag for tag, _ in tags} & {"img", "script", "b", "iframe"} == set()
        links = [dict(attributes).get("href", "/") for tag, attributes in tags if tag == "a"]
        assert all(href.startswith(("/", "http")) for href in links)
        assert [href for href in links if href.startswith("//")] == []
        for chart in app.get("plotly_chart"):
            assert not re.search(r"<(?:img|a|b|script)\b[^>]*evil|<b>evil", chart.proto.spec)
    shown = "".join(element.proto.body for element in visit("sources", lang="en").get("html"))
    assert EVIL in shown


@pytest.mark.parametrize("text", TEXTS)
def test_no_error_or_warning_of_an_edition_draws_anything(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    def refused() -> None:
        raise store.TradeproofError(text)

    monkeypatch.setattr(store, "open_up_to_date", refused)
    site._edition.clear()
    app = visit("overview", lang="en")
    site._edition.clear()
    [error] = app.error
    assert error.value == Markdown.escape(text)
    assert [value for value in markdown_of(app) if "evil" in value] == [error.value]
