"""The columns of the figure book's tables, each with what reads its values."""

from __future__ import annotations

from data import codes, periods
from data.book.rows import Parser, dated, integer, one_of, optional, place, text


def _area(kind: str) -> Parser:
    return lambda given: codes.require_area(kind, given)


def _period(given: str) -> str:
    return str(periods.parse(given))


FIGURE = {
    "figure": text,
    "source": text,
    "reporter": _area("reporter"),
    "partner": _area("partner"),
    "flow": one_of("flow"),
    "product": text,
    "period": optional(_period),
    "number": optional(text),
    "number_high": optional(text),
    "unit": optional(text),
    "currency": one_of("currency"),
    "qualifier": one_of("qualifier"),
    "status": one_of("status"),
    "kind": one_of("figure_kind"),
    "valuation": optional(one_of("valuation")),
    "printed": optional(text),
    "place": place,
    "restates": optional(text),
    "note": optional(text),
}
CLAIM = {
    "claim": text,
    "figure": text,
    "kind": one_of("claim_kind"),
    "direction": one_of("direction"),
    "number": text,
    "number_high": optional(text),
    "unit": optional(text),
    "qualifier": one_of("qualifier"),
    "base_period": optional(_period),
    "printed": text,
    "place": place,
    "note": optional(text),
}
INVESTMENT = {
    "investment": text,
    "source": text,
    "investor": _area("investor"),
    "host": _area("host"),
    "as_of": optional(dated),
    "projects": integer,
    "number": text,
    "number_high": optional(text),
    "unit": text,
    "currency": one_of("currency"),
    "qualifier": one_of("qualifier"),
    "rank": optional(integer),
    "ranked": optional(integer),
    "printed": text,
    "place": place,
    "note": optional(text),
}
EVENT = {
    "event": text,
    "source": text,
    "reporter": _area("reporter"),
    "partner": _area("partner"),
    "kind": one_of("event_kind"),
    "begins": optional(dated),
    "ends": optional(dated),
    "place": place,
    "note": optional(text),
}
GOODS = {
    "source": text,
    "reporter": _area("reporter"),
    "partner": _area("partner"),
    "flow": one_of("goods_flow"),
    "position": integer,
    "goods": text,
    "place": place,
}
