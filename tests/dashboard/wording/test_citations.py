"""Citations, read back by parsers of others: pybtex for BibTeX, rispy for RIS."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from dashboard.answers.cited_sources import Cited, CitedSource, cite, sources_of
from dashboard.answers.selection import LANGUAGES, Selection
from dashboard.wording import public_tables
from dashboard.wording.citations import as_bibtex, as_ris, as_text, of_export, view_key
from dashboard.wording.formats import Formats

TODAY = date(2026, 11, 27)
BUREAU = CitedSource(
    source="bureau-2026",
    kind="official",
    language="vi",
    published="2026-07",
    publisher="Tổng cục Thống kê & Hải quan",
    title="Xuất khẩu 100% {tăng} $1_000 #2 ~ a^b \\ c",
    address="https://example.org/a_b%20c?x={1}&y=ệ",
    licence="open data; cite the Bureau",
    release="2026-07b",
    retrieved="2026-11-26",
    file="figures.csv",
    checksum="ab" * 32,
)
PAPER = CitedSource(source="paper-2025-05-02", kind="press", language="en", published="2025-05-02")
CITED = Cited(
    "Viet Nam – Kazakhstan: two-way trade, +26 %",
    "http://127.0.0.1:8501/partner?reporter=VNM&partner=KAZ&lang=en",
    TODAY,
    "edition-000007",
    datetime(2026, 11, 20, 8, tzinfo=UTC),
    (BUREAU, PAPER),
)
TEX = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~", r"\textasciicircum{}": "^",
    **{f"\\{character}": character for character in "#$%&_"},
}  # fmt: skip


def of_tex(text: str) -> str:
    """What TeX prints of a text: its escapes, one after the other from the left."""
    found, rest = "", text
    while rest:
        escape = next((one for one in TEX if rest.startswith(one)), None)
        found += TEX[escape] if escape else rest[0]
        rest = rest[len(escape or rest[0]) :]
    return found


def bibtex(cited: Cited) -> dict[str, dict[str, str]]:
    entries = parse_string(as_bibtex(cited), "bibtex").entries
    return {
        key: {**entry.fields, "author": "; ".join(map(str, entry.persons.get("author", ())))}
        for key, entry in entries.items()
    }


def test_bibtex_gives_back_what_is_cited():
    found = bibtex(CITED)
    assert list(found) == [view_key(CITED), "bureau-2026", "paper-2025-05-02"]
    view, bureau, paper = found.values()
    assert (view["title"], view["author"]) == (f"{{{CITED.title.replace('%', chr(92) + '%')}}}",
                                               "{Tradeproof}")  # fmt: skip
    assert (view["url"], view["urldate"]) == (CITED.address, "2026-11-27")
    assert (view["year"], view["version"]) == ("2026", "edition-000007")
    assert view["note"] == "edition-000007; sources: bureau-2026, paper-2025-05-02"
    assert bureau["author"] == r"{Tổng cục Thống kê \& Hải quan}"
    assert of_tex(bureau["title"][1:-1]) == BUREAU.title
    assert (bureau["year"], bureau["month"], bureau["language"]) == ("2026", "July", "vi")
    assert bureau["url"] == "https://example.org/a_b%20c?x=%7B1%7D&y=%E1%BB%87"
    assert bureau["urldate"] == "2026-11-26"  # the day that its figures were loaded
    assert "licence: open data; cite the Bureau" in bureau["note"]
    assert "SHA-256 " + "ab" * 32 in bureau["note"]
    assert paper == {
        "author": "", "title": "{paper-2025-05-02}", "year": "2025", "month": "May",
        "language": "en", "note": "Published 2025-05-02",
    }  # fmt: skip


@given(st.text(min_size=1, max_size=60))
def test_any_title_comes_back_out_of_bibtex_and_ris(title):
    shown = " ".join("".join(c if c.isprintable() else " " for c in title).split())
    source = CitedSource("one", "press", "en", "2025", publisher="P", title=title)
    cited = Cited("View", "/partner", TODAY, "e", CITED.built, (source,))
    found = bibtex(cited)["one"]["title"]
    expected = shown or ("" if title else "one")
    assert of_tex(found[1:-1]) == " ".join(expected.split())
    [_, ris] = rispy.loads(as_ris(cited))
    assert ris.get("title", "") == expected


def test_ris_gives_back_what_is_cited_and_its_lines_end_as_they_must():
    text = as_ris(CITED)
    lines = text.split("\r\n")
    assert lines.pop() == ""
    assert not any("\n" in line or "\r" in line for line in lines)
    assert [line[:6] for line in lines if line[:2] in ("TY", "ER")] == ["TY  - ", "ER  - "] * 3
    view, bureau, paper = rispy.loads(text)
    assert view["id"] == view_key(CITED)
    assert (view["title"], view["urls"]) == (CITED.title, [CITED.address])
    assert (view["access_date"], view["edition"]) == ("2026/11/27", "edition-000007")
    assert view["notes"] == ["Source: bureau-2026", "Source: paper-2025-05-02"]
    assert (bureau["type_of_reference"], paper["type_of_reference"]) == ("DATA", "ELEC")
    assert (bureau["title"], bureau["authors"]) == (BUREAU.title, [BUREAU.publisher])
    assert (bureau["year"], bureau["date"]) == ("2026", "2026/07//")
    assert bureau["notes"][1] == "Licence: open data; cite the Bureau"
    assert paper["title"] == "paper-2025-05-02"
    assert "authors" not in paper
    assert "urls" not in paper


def test_a_text_names_the_view_its_edition_and_each_source():
    assert as_text(CITED, Formats("en")).splitlines() == [
        "Viet Nam – Kazakhstan: two-way trade, +26 %. Tradeproof, edition-000007 of 20 November "
        "2026. http://127.0.0.1:8501/partner?reporter=VNM&partner=KAZ&lang=en (accessed "
        "27 November 2026).",
        "",
        "Sources of its figures:",
        "- Tổng cục Thống kê & Hải quan: “Xuất khẩu 100% {tăng} $1_000 #2 ~ a^b \\ c”. Published "
        "July 2026. Release 2026-07b. https://example.org/a_b%20c?x={1}&y=ệ. Loaded 26 November "
        "2026. Licence: open data; cite the Bureau. [bureau-2026]",
        "- Publisher not stated. Published 2 May 2025. [paper-2025-05-02]",
    ]
    vietnamese = as_text(CITED, Formats("vi"))
    assert "ngày 20/11/2026" in vietnamese
    assert "Nguồn số liệu:\n- Tổng cục Thống kê & Hải quan: “" in vietnamese


def test_the_key_of_a_view_is_of_its_address_and_not_of_its_language():
    def key(address: str) -> str:
        return view_key(Cited("", address, TODAY, "e", CITED.built, ()))

    same = {key(f"/partner?{q}") for q in ("a=1&b=2&lang=vi", "b=2&a=1", "lang=en&a=1&b=2")}
    assert len(same | {key("http://host:1/partner?a=1&b=2")}) == 1
    assert len(same | {key("/partner?a=1"), key("/check?a=1&b=2")}) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_source_of_the_book_and_of_its_data_sets_can_be_cited(started, language):
    rows = public_tables.table(started, "sources", Selection()).rows
    ids = [str(row[0]) for row in rows]
    assert len(ids) > 40
    cited = cite(started, "All", "/sources", ids, TODAY, language)
    assert [one.source for one in cited.sources] == sorted(ids)
    assert list(bibtex(cited))[1:] == sorted(ids)
    assert [one["id"] for one in rispy.loads(as_ris(cited))][1:] == sorted(ids)
    [fund] = [one for one in cited.sources if one.source == "imf-dots-2021"]
    assert fund.licence
    assert fund.licence.startswith({"en": "IMF terms", "vi": "Điều khoản của IMF"}[language])
    assert (
        fund.publisher
        == {"en": "International Monetary Fund", "vi": "Quỹ Tiền tệ Quốc tế"}[language]
    )
    text = as_text(cited, Formats(language))
    assert all(f"[{one}]" in text for one in ids)


@pytest.mark.parametrize(
    ("name", "chosen", "has_rows"),
    [
        ("observations", {"partner": ("BLR",), "freq": ("Q",)}, False),
        ("claims", {"partner": ("KAZ",)}, True),
        ("implied", {"partner": ("KAZ",), "freq": ("Q",)}, True),
        ("mirror", {"reporter": ("VNM",), "partner": ("AZE",)}, True),
    ],
)
def test_an_export_cites_the_sources_of_its_rows(edition, name, chosen, has_rows):
    selection = Selection(**chosen)
    table = public_tables.table(edition, name, selection)
    assert bool(table.rows) == has_rows
    found = sources_of(edition, table, selection)
    assert bool(found) == bool(table.rows)
    columns = list(table.columns)
    for column in ("source", "mirror_source"):
        if column in columns:
            assert {row[columns.index(column)] for row in table.rows} <= {*found}
    text = of_export(edition, table, selection, TODAY)
    assert all(f"[{one}]" in text for one in found)
    assert text.count("\n- ") == len(found)
    assert ("The column “source” names" in text) == ("source" in columns)


def test_a_citation_of_claims_names_the_sources_that_decided_them(edition):
    selection = Selection(partner=("RUS",))
    table = public_tables.table(edition, "claims", selection)
    assert table.rows
    own = {row[list(table.columns).index("source")] for row in table.rows}
    assert {*sources_of(edition, table, selection)} > own
