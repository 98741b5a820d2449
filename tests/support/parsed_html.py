"""HTML taken apart: its tags and characters, and what stands in an interval plot."""

from __future__ import annotations

import re
from html.parser import HTMLParser


class Parsed(HTMLParser):
    """Every tag, attribute and character of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.others: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_decl(self, decl: str) -> None:
        self.others.append(decl)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        self.others.append(data)


BAR = re.compile(r'class="interval (\w+)".*?left:([\d.-]+)%;width:([\d.-]+)%')
TICK = re.compile(r'<span style="left:([\d.-]+)%">([^<]*)<')


def bars(html: str) -> dict[str, tuple[float, float]]:
    return {kind: (float(left), float(width)) for kind, left, width in BAR.findall(html)}
