"""The navigation of the bar: the name and the pages, on a phone behind one button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.html.markup import NOTHING, Html


@dataclass(frozen=True)
class PageLink:
    """A page by its name, its address, and whether it is the one that is open."""

    name: str
    href: str
    is_current: bool


def navigation(name: str, home: str, label: str, menu: str, pages: Sequence[PageLink]) -> Html:
    """The name, which leads home, and a link to each page; `menu` names the button of a phone."""
    links = NOTHING.join(
        Html('<li><a href="{}" target="_self"{}>{}</a></li>').format(
            page.href, Html(' aria-current="page"') if page.is_current else NOTHING, page.name
        )
        for page in pages
    )
    return Html(
        '<nav class="bar" aria-label="{label}"><a class="name" href="{home}" target="_self">{name}'
        '</a><ul>{links}</ul><details class="menu"><summary>{menu}</summary><ul>{links}</ul>'
        "</details></nav>"
    ).format(label=label, home=home, name=name, menu=menu, links=links)


def folded_links(label: str, links: Sequence[tuple[str, str]]) -> Html:
    """Links that open below a word, each with its name and address."""
    items = NOTHING.join(
        Html('<li><a href="{}" target="_self">{}</a></li>').format(href, name)
        for name, href in links
    )
    return Html('<details class="more"><summary>{}</summary><ul>{}</ul></details>').format(
        label, items
    )
