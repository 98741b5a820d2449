"""HTML taken apart, its tags, characters and interval plots; and texts that try to be HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

HOSTILE = [
    "<script>alert(1)</script>",
    "</div><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)' '",
    "&lt;b&gt; &amp; &#60;i&#62; &copy",
    "$x$ **bold** :red[x] [a](javascript:b) `c` # d",
    "<!-- a --><![CDATA[b]]><?php c ?>",
    "tăng 18,4% so với cùng kỳ",
    "line\r\nline\rline\n\n",
]


class Parsed(HTMLParser):
    """Every tag, attribute and character of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.others: list[str] = []
        self.text = ""
        self.feed(str(html))  # pieces of Html would be Html, not the text they stand for
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
