"""The codes by which services call countries and groups, where these are not ours.

`service_codes.csv` has what differs: of the IMF from alpha-3, of UN Comtrade from ISO 3166 numeric.
An area without a code cannot be asked about there; one that does not report is a partner only.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from babel.core import get_global

from data import codes
from data.errors import TradeproofError

IMF, COMTRADE = "imf", "comtrade"
TITLES = {IMF: "the IMF", COMTRADE: "UN Comtrade"}
Pair = tuple[str, str | None]  # whose statistics, with whom; None for all


def service_code(area: str, service: str, *, as_reporter: bool = False) -> str:
    """What a service calls an area.

    Raises
    ------
    TradeproofError
        It has no code for it, or no statistics of its own.
    """
    code = service_codes(service).get(area)
    if code is None:
        raise TradeproofError(
            f"{TITLES[service]} has no code for {area}; name countries, or groups that it has"
        )
    if as_reporter and area in _partners_only(service):
        raise TradeproofError(
            f"{TITLES[service]} has no statistics of {area} itself; it can only be a partner"
        )
    return code


def can_be_asked(area: str, service: str, *, as_reporter: bool = False) -> bool:
    """Whether a service has a code for an area, and, if asked for, statistics of its own."""
    is_partner_only = as_reporter and area in _partners_only(service)
    return area in service_codes(service) and not is_partner_only


def can_ask(pair: Pair, service: str) -> bool:
    """Whether a service has statistics of the reporter, and a code for the partner."""
    reporter, partner = pair
    has_partner = partner is None or can_be_asked(partner, service)
    return can_be_asked(reporter, service, as_reporter=True) and has_partner


def by_reporter(pairs: Iterable[Pair]) -> dict[str, list[str] | None]:
    """The partners of each reporter, each once; None where it is asked about all."""
    found: dict[str, list[str | None]] = {}
    for reporter, partner in pairs:
        found.setdefault(reporter, []).append(partner)
    return {
        reporter: None
        if None in partners
        else [one for one in dict.fromkeys(partners) if one is not None]
        for reporter, partners in found.items()
    }


@cache
def service_codes(service: str) -> dict[str, str]:
    """The code of each area that a service has."""
    found = _as_listed() if service == IMF else _numeric()
    found |= {row["area"]: row["code"] for row in _rows(service)}
    return {area: code for area, code in found.items() if code}


def _as_listed() -> dict[str, str]:
    return {area: area for area in codes.areas()}


def _numeric() -> dict[str, str]:
    """CLDR's numeric codes, and of former states those that Comtrade lists."""
    aliases = get_global("territory_aliases")
    of_territory = {
        new[0]: int(old) for old, new in aliases.items() if old.isdigit() and len(new) == 1
    }
    former = {
        row["area"]: row["code"]
        for row in codes.table("code_spellings.csv")
        if row["scheme"] == "m49" and row["area"] in codes.lists().former
    }
    found = {
        area: str(of_territory[territory])
        for area, territory in codes.territories().items()
        if territory in of_territory
    }
    return found | former


@cache
def _partners_only(service: str) -> frozenset[str]:
    return frozenset(row["area"] for row in _rows(service) if row["reports"] == "no")


def _rows(service: str) -> list[dict[str, str]]:
    return [row for row in codes.table("service_codes.csv") if row["service"] == service]
