"""Text of an address, a text, a file or a source is shown on the pages and is nothing but text."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from analytics.reading.out.reader import read
from analytics.recording.book_rows import book_rows
from dashboard.answers import newest_edition
from dashboard.answers.page_parameters import OF_PAGE
from dashboard.answers.selection import MOST_PROBLEMS, PARAMETERS
from dashboard.pages.markdown import JOINER, Markdown
from dashboard.pages.partner import TABS
from data import store
from data.book import user_part
from data.book.user_part import Publication
from data.errors import LONGEST_NAMED
from tests.support.check_page import checked, claims_on
from tests.support.examples import examples
from tests.support.homes import FIRST, place
from tests.support.hostile import EVIL, OPENERS, TEXTS, drawn, markdown_of
from tests.support.pages import Visit, each_said, everything, said, tables, without_exception
from tests.support.parsed_html import Parsed

ANY_TEXT = {"search"}  # a parameter that takes any text
PAGES = ("overview", "partner", "compare", "check", "data", "sources")


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


AT_ONCE = 8  # parameters of an address: what is unknown in as many is named


def addresses(page: str) -> list[dict[str, str]]:
    """Addresses of a page that have every parameter and every text.

    On one page, and on each with the long profile, every parameter gets every text.
    """
    first = PAGES.index(page)
    turns = len(TEXTS) if page == "data" else examples(len(TEXTS), usual=1)
    found = [dict.fromkeys(TEXTS, "1")]
    for turn in range(first, first + turns):
        given = {name: TEXTS[(n + turn) % len(TEXTS)] for n, name in enumerate(PARAMETERS)}
        names = list(given)
        parts = (names[at : at + AT_ONCE] for at in range(0, len(names), AT_ONCE))
        found += [{name: given[name] for name in part} for part in parts]
    return found


@pytest.mark.parametrize("page", PAGES)
def test_no_parameter_of_the_address_draws_anything(visit: Visit, page: str) -> None:
    for parameters in addresses(page):
        app = visit(page, **parameters)
        takes = OF_PAGE[page].is_taken
        left_out = [name for name in PARAMETERS if name in parameters and not takes(name)]
        named = said(app.warning)
        assert len(named) == bool(left_out)
        assert all(f"“{name}”" in named[0] for name in left_out)
        assert len(app.error) <= 1
        errors = each_said(app.error)
        assert len(errors) >= len({*parameters} - ANY_TEXT - {*left_out})
        assert all("evil" in error for error in errors)
        assert drawn(app) == []


def test_every_text_is_in_every_parameter_and_every_page_has_both() -> None:
    pairs = {pair for parameters in addresses("data")[1:] for pair in parameters.items()}
    assert pairs == set(itertools.product(PARAMETERS, TEXTS))
    for page in PAGES:
        names, *given = addresses(page)
        assert set(names) == {text for one in given for text in one.values()} == set(TEXTS)
        assert {name for one in given for name in one} == set(PARAMETERS)


def test_a_long_address_is_named_shortened_and_a_full_one_in_part(visit: Visit) -> None:
    long = "x" * 60_000
    app = visit("data", lang="en", partner=long, from_=long, flow=f"{long},{long}y", **{long: "1"})
    errors = each_said(app.error)
    assert len(errors) == 5  # one for each of the flows
    assert all(long[: LONGEST_NAMED - 1] + "…" in error for error in errors)
    assert max(map(len, errors)) < 4 * LONGEST_NAMED
    app = visit("data", lang="en", partner=",".join(f"no-{n}" for n in range(20_000)))
    errors = each_said(app.error)
    assert len(errors) == MOST_PROBLEMS + 1
    assert "no-7" in errors[-2]
    assert errors[-1] == "More in the address is unknown than is named here."
    many = visit("data", lang="en", **{f"no{n}": "1" for n in range(MOST_PROBLEMS + 5)})
    assert len(each_said(many.error)) == MOST_PROBLEMS + 1


def test_no_document_name_draws_anything(visit: Visit) -> None:
    app = visit("check-text", lang="en")
    for text, kind in itertools.product(TEXTS, (".txt", ".pdf")):
        app.file_uploader(key="text_upload").upload(text + kind, b"x\xff\xfe\0" * 9)
        app = without_exception(app.run())
        assert Markdown.escape(text + kind) in app.error[0].value
        assert drawn(app) == []


TEXT = (
    "In 2024, Viet Nam's exports to Uruguay reached $540 million, up 35% from $400 million in 2023."
    " In 2024, Viet Nam's exports of {} to Uruguay were $310 million, up 12% from $300 million."
)


PARTNERS = {
    "URY": "Uruguay", "CHL": "Chile", "PER": "Peru", "BOL": "Bolivia", "ECU": "Ecuador",
    "KEN": "Kenya", "GHA": "Ghana", "OMN": "Oman",
}  # fmt: skip


def about(country: str, goods: str) -> str:
    return TEXT.format(goods).replace("Uruguay", country)


def test_no_text_that_is_checked_draws_anything(visit: Visit) -> None:
    within = [about(name, text) for name, text in zip(PARTNERS.values(), TEXTS, strict=True)]
    around = [
        f"{text} {about(name, 'rice')} {text}"
        for name, text in zip(PARTNERS.values(), TEXTS, strict=True)
    ]
    for passages in (within, around):
        app = checked(visit, "\n\n".join(passages), lang="en")
        shown = " ".join(tables(app).split())
        assert [text for text in TEXTS if " ".join(text.split()) not in shown] == []
        assert len(claims_on(app)) >= len(TEXTS)
        assert drawn(app) == []


def entry(text: str) -> dict[str, str]:
    """What the catalogue of sources says of a text, and what the page asks for."""
    line = " ".join(text.split())
    return {"publisher": line, "title": line, "address": line, "published": "2025-01-15"}


def added(text: str, country: str) -> str:
    """The source that the user's part has of a text about trade with a country, not yet built."""
    passage = about(country, text)
    rows = book_rows(read(passage))
    assert rows.claims
    publication = Publication(
        **entry(text), language="en", kind="press", text=passage, statistics_of=("VNM",),
        figures=tuple(rows.figures.values()), claims=tuple(rows.claims.values()),
    )  # fmt: skip
    with mock.patch.object(store, "load_figures"):
        return user_part.add(publication)


def test_no_field_of_a_source_draws_anything(
    visit: Visit, edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRADEPROOF_HOME", str(place(tmp_path, edition, FIRST)))
    *others, last = TEXTS
    sources = [added(text, name) for text, name in zip(others, PARTNERS.values(), strict=False)]
    app = checked(visit, about("Oman", last), lang="en")
    for text in TEXTS:
        app.text_input(key="add_published").set_value(text)
        app.text_input(key="add_publisher").set_value(text)
        app = without_exception(app.button(key="text_add").click().run())
        assert EVIL in app.error[0].value
        assert drawn(app) == []
    for name, value in entry(last).items():
        app.text_input(key=f"add_{name}").set_value(value)
    app = without_exception(app.button(key="text_add").click().run())
    [said] = app.success
    assert "user-2025-01-15" in said.value
    assert drawn(app) == []
    [(told,)] = (
        store.open_edition()
        .query("SELECT count(*) FROM source WHERE source LIKE 'user-%'")
        .fetchall()
    )
    assert told == len(TEXTS) == len({*sources}) + 1

    alone = [("partner", {"partner": code, "tab": TABS[n % len(TABS)]})
             for n, code in enumerate(PARTNERS)]  # fmt: skip
    for page, parameters in [*alone, *((page, {}) for page in PAGES)]:
        app = visit(page, lang="en", reporter="VNM", **parameters)
        assert drawn(app) == []
        bodies = [element.proto.body for element in app.get("html")]
        tags = [tag for body in bodies for tag in Parsed(body).tags]
        assert {tag for tag, _ in tags} & {"script", "b", "iframe"} == set()
        pictures = [dict(attributes) for tag, attributes in tags if tag == "img"]
        assert {picture["class"] for picture in pictures} <= {"sparkline"}
        assert all(picture["src"].startswith("data:image/svg+xml;base64,") for picture in pictures)
        links = [dict(attributes).get("href", "/") for tag, attributes in tags if tag == "a"]
        assert all(href.startswith(("/", "http")) for href in links)
        assert [href for href in links if href.startswith("//")] == []
        for chart in app.get("plotly_chart"):
            assert not re.search(r"<(?:img|a|b|script)\b[^>]*evil|<b>evil", chart.proto.spec)
        if parameters.get("tab") in ("trade", "figures") or page in ("check", "sources"):
            assert EVIL in everything(app)
    shown = tables(visit("sources", lang="en"))
    assert [text for text in TEXTS if entry(text)["title"] not in shown] == []


@pytest.mark.parametrize("text", TEXTS)
def test_no_error_or_warning_of_an_edition_draws_anything(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    def refused(*_: object) -> None:
        raise store.TradeproofError(text)

    monkeypatch.setattr(store, "open_up_to_date", refused)
    newest_edition.forget()
    app = visit("overview", lang="en")
    newest_edition.forget()
    [error] = app.error
    assert error.value == Markdown.escape(text)
    assert [value for value in markdown_of(app) if "evil" in value] == [error.value]
