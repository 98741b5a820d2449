"""The documents that the figure book was transcribed from, read: the rows of the book.

Skipped where the documents, which are not part of the project, do not lie beside the checkout.
"""

from __future__ import annotations

import csv
import tomllib

import pytest

from analytics.reading.out.reader import read
from tests.support.checkout import DOCUMENTS, ROOT
from tests.support.reading_rows import rows

BOOK = ROOT / "data" / "book" / "figures"
SOURCES = {
    name: source
    for name, source in tomllib.loads((BOOK / "sources.toml").read_text(encoding="utf-8")).items()
    if (DOCUMENTS / source.get("file", "")).is_file()
}
MILLIONS = {"": 1e-6, "thousand": 1e-3, "million": 1, "billion": 1000}
pytestmark = pytest.mark.skipif(not SOURCES, reason="no shared/documents beside the checkout")


def _table(name: str) -> list[dict[str, str]]:
    with (BOOK / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _row(figure: dict[str, str]) -> str:
    unit = MILLIONS[figure["unit"]]
    ends = [figure["number"], figure["number_high"]]
    words = [
        f"{figure['reporter']}-{figure['partner']}",
        figure["flow"],
        figure["period"] or "-",
        "..".join(f"{float(end) * unit:.10g}" for end in ends if end),
        figure["currency"],
        "" if figure["product"] == "TOTAL" else f"[{figure['product']}]",
        "" if figure["qualifier"] in ("exact", "range") else figure["qualifier"],
        "" if figure["kind"] == "actual" else figure["kind"],
    ]
    claims = [c for c in _table("claims.csv") if c["figure"] == figure["figure"]]
    return " | ".join([" ".join(word for word in words if word), *map(_claimed, claims)])


def _claimed(claim: dict[str, str]) -> str:
    assert claim["kind"] == "percent", claim
    sign = "+" if claim["direction"] == "up" else "-"
    said = f"{sign}{float(claim['number']):.10g}% {claim['base_period']}"
    return said if claim["qualifier"] == "exact" else f"{said} {claim['qualifier']}"


@pytest.mark.parametrize("name", SOURCES)
def test_a_document_gives_the_rows_of_the_book(name: str) -> None:
    source = SOURCES[name]
    text = (DOCUMENTS / source["file"]).read_text(encoding="utf-8")
    expected = [_row(figure) for figure in _table("figures.csv") if figure["source"] == name]
    assert rows(read(text, source["language"], source["published"])) == expected


def test_all_five_documents_are_read() -> None:
    figures = [figure for figure in _table("figures.csv") if figure["source"] in SOURCES]
    assert len(SOURCES) == 5
    assert len(figures) == 14
