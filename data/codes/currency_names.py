"""Names of currencies, and the countries that use them, as CLDR has them."""

from __future__ import annotations

from datetime import date
from functools import cache

from babel.numbers import get_currency_name, get_territory_currencies

from data import codes

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2025, 12, 31)
COUNTS = (1, 2, 5)  # each takes another form in English or Russian


def currency_names(currency: str, language: str) -> list[str]:
    """What a language calls a currency: `рубль`, `рубля`, `рублей`; without years in brackets."""
    forms = [get_currency_name(currency, count, language) for count in COUNTS]
    names = {name.casefold(): name for name in forms if "(" not in name and name != currency}
    return list(names.values())


@cache
def currencies_of(area: str) -> frozenset[str]:
    """The currencies in use in a country since 2000; of a group there are none."""
    territory = codes.territories().get(area)
    if territory is None:
        return frozenset()
    return frozenset(get_territory_currencies(territory, FIRST_DAY, LAST_DAY))
