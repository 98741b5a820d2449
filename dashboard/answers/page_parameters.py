"""What each page takes from an address, and without which of it the page has nothing to show."""

from __future__ import annotations

from dataclasses import dataclass

EVERYWHERE = ("reporter", "partner", "lang", "chart")  # the bar carries the pair from page to page
FILTERS = ("flow", "product", "freq", "source", "verdict", "from", "to")
PAIR = ("reporter", "partner")


@dataclass(frozen=True)
class PageParameters:
    """What a page takes beside `EVERYWHERE`, and its tabs.

    `about` is what the page is of: where the address names it and it is unknown, the page shows
    nothing rather than something else. `one` is what it shows one value of.
    """

    takes: tuple[str, ...] = ()
    tabs: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    one: tuple[str, ...] = ()

    def is_taken(self, name: str) -> bool:
        """Whether a parameter says anything to the page."""
        return name in (*EVERYWHERE, *self.takes) or (name == "tab" and bool(self.tabs))


OF_PAGE = {
    "overview": PageParameters(
        tabs=("partners", "differences", "gaps", "newest", "shares"),
        about=("reporter",),
        one=("reporter",),
    ),
    "partner": PageParameters(
        takes=("freq", "from", "to"),
        tabs=("trade", "claims", "sides", "drivers", "figures", "relations"),
        about=PAIR,
        one=(*PAIR, "freq"),
    ),
    "compare": PageParameters(
        takes=("flow", "freq", "source", "from", "to", "measure", "scale", "base", "at"),
        tabs=("chart", "map", "structure"),
        about=PAIR,
        one=("flow", "freq"),
    ),
    "check": PageParameters(
        takes=(*FILTERS, "sides", "claim", "search", "part", "rows", "other_side"),
        tabs=("conflicts",),
    ),
    "check-text": PageParameters(),
    "data": PageParameters(takes=(*FILTERS, "sides", "with", "table")),
    "sources": PageParameters(takes=("source",), tabs=("catalogue", "own", "official", "loaded")),
    "factsheet": PageParameters(about=PAIR, one=PAIR),
}
TABS = tuple(dict.fromkeys(tab for page in OF_PAGE.values() for tab in page.tabs))
