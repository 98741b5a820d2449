"""The rows of the page Check: each claim with what stands in its cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import parse_qs, urlsplit

from streamlit.testing.v1 import AppTest

CELL = re.compile(r'<(td|th)(?: class="(\w+)")?[^>]*>(.*?)</\1>', re.DOTALL)


@dataclass
class ClaimRow:
    """A row; `cells` by class, the trade under "trade"; `claims` are the ids that it leads to."""

    claim: str
    claims: list[str]
    cells: dict[str, str] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        """The chips: `? Not testable`."""
        return self.cells["verdict"]


def html_of(app: AppTest, sign: str) -> str:
    """The one piece of HTML on the page that has a sign."""
    [found] = [e.proto.body for e in app.get("html") if sign in e.proto.body]
    return found


def claim_rows(app: AppTest) -> list[ClaimRow]:
    """The rows of the table; none where the page has no table."""
    bodies = [e.proto.body for e in app.get("html") if 'class="figures claims"' in e.proto.body]
    rows = []
    for body in bodies:
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", body.partition("<tbody>")[2], re.DOTALL):
            cells = {kind or "trade": text_of(cell) for _, kind, cell in CELL.findall(row)}
            claims = [parse_qs(urlsplit(unescape(href)).query)["claim"][0]
                      for href in re.findall(r'href="([^"]*)"', row)]  # fmt: skip
            rows.append(ClaimRow(claims[0], list(dict.fromkeys(claims)), cells))
    return rows


def text_of(html: str) -> str:
    """The text of HTML, one blank between its parts."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", html)).split())


def links_of(html: str) -> dict[str, str]:
    """The addresses of links by their text."""
    found = re.findall(r'<a[^>]*href="([^"]*)"[^>]*>(.*?)</a>', html, re.DOTALL)
    return {text_of(text): unescape(href) for href, text in found}
