"""UN Comtrade, version 1 of its address: calls and replies.

`docs/sources.md` says where this is taken from. What would multiply a total is pinned: the second
partner, the mode of transport and the customs procedure. A page that is full is cut off: it is
split until no part is, by period, flow, partner and chapter.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from data.codes.service_codes import COMTRADE, service_code, service_codes
from data.errors import shortened
from data.services.asking import Asked, Reply, ServiceError, Torn

ADDRESS = "https://comtradeapi.un.org"
KEY_HEADER = "Ocp-Apim-Subscription-Key"
FREQUENCIES = ("A", "M")
# A product that is asked for, the length of its codes, and how the service calls them.
LEVELS = {"TOTAL": 0, "HS2": 2, "HS4": 4, "HS6": 6}
CHAPTERS = tuple(f"{number:02}" for number in range(1, 100) if number not in (77, 98))
FLOWS = ("X", "M")
PINNED = {"partner2Code": "0", "motCode": "0", "customsCode": "C00"}
PREVIEW_ROWS, KEYED_ROWS = 500, 100_000
KEYED_PERIODS = 12
COLUMNS = (
    *("reporterCode", "partnerCode", "flowCode", "cmdCode", "period", "freqCode"),
    *("primaryValue", "valuation"),
)


@dataclass(frozen=True)
class Call:
    """What is asked at once. Partners are areas, None for all; products are codes of Comtrade."""

    reporter: str
    partners: Sequence[str] | None
    freq: str
    periods: Sequence[str]
    level: str
    has_key: bool
    flows: Sequence[str] = FLOWS
    products: Sequence[str] = ()

    @property
    def most(self) -> int:
        """The rows of a full page."""
        return KEYED_ROWS if self.has_key else PREVIEW_ROWS

    @property
    def asked(self) -> Asked:
        """The call, without the key."""
        kind = "/data/v1/get" if self.has_key else "/public/v1/preview"
        params = {
            "reporterCode": service_code(self.reporter, COMTRADE, as_reporter=True),
            "period": ",".join(self.periods),
            "cmdCode": ",".join(self.products or _codes(self.level)),
            "flowCode": ",".join(self.flows),
            "maxRecords": str(self.most),
            **PINNED,
        }
        if self.partners is not None:
            params["partnerCode"] = ",".join(service_code(p, COMTRADE) for p in self.partners)
        return Asked(f"{kind}/C/{self.freq}/HS", params)

    @property
    def name(self) -> str:
        """What is asked, for a message."""
        partners = "all" if self.partners is None else "+".join(self.partners)
        spans = f"{self.periods[0]} to {self.periods[-1]}" if self.periods[1:] else self.periods[0]
        return f"{self.reporter} with {shortened(partners)}, {spans}, {self.level}"


def read(reply: Reply, call: Call) -> tuple[list[tuple[str, ...]], bool]:
    """The rows of a reply, in `COLUMNS`, and whether it is cut off.

    Raises
    ------
    Torn
        It is no JSON, or only a part of one.
    ServiceError
        It says that it failed, or its rows are others than were asked for.
    """
    try:
        said = json.loads(reply.text, parse_float=Decimal)
    except (json.JSONDecodeError, RecursionError, ValueError) as error:
        raise Torn(f"it answers {reply.kind or 'no kind'} that is no JSON") from error
    if not isinstance(said, dict) or not isinstance(said.get("data"), list):
        if isinstance(said, dict) and said.get("error"):
            raise ServiceError(f"UN Comtrade: {shortened(str(said['error']))}")
        raise ServiceError("UN Comtrade answers without rows; its layout has changed")
    if said.get("error"):
        raise ServiceError(f"UN Comtrade: {shortened(str(said['error']))}")
    rows = [_row(row, call) for row in said["data"]]
    count = said.get("count")
    return rows, len(rows) >= call.most or (isinstance(count, int) and count > len(rows))


def parts(call: Call) -> list[Call]:
    """Two or more calls that ask for the same as one whose page was cut off.

    Raises
    ------
    ServiceError
        It cannot be split.
    """
    if len(call.periods) > 1:
        return [replace(call, periods=half) for half in _halves(call.periods)]
    if len(call.flows) > 1:
        return [replace(call, flows=(flow,)) for flow in call.flows]
    partners = call.partners
    if partners is None:
        known = service_codes(COMTRADE)
        partners = [area for area in known if area != call.reporter]
    if len(partners) > 1:
        return [replace(call, partners=half) for half in _halves(partners)]
    if call.level == "HS2":
        products = call.products or ("TOTAL", *CHAPTERS)
        if len(products) > 1:
            return [replace(call, products=half) for half in _halves(products)]
    hint = "ask for HS2" if call.has_key else "set COMTRADE_KEY, or ask for HS2"
    raise ServiceError(
        f"UN Comtrade gives {call.most} rows at most, and {call.name} has more; {hint}"
    )


def refusal(reply: Reply) -> str | None:
    """What no further try would change: a quota that is used up, or a key that is none."""
    if reply.status == 401:
        return "the key of COMTRADE_KEY is not accepted; without one the preview is asked"
    try:
        said = json.loads(reply.text)
    except (json.JSONDecodeError, RecursionError, ValueError):
        return None
    message = str(said.get("message", "")) if isinstance(said, dict) else ""
    if "quota" not in message.lower():
        return None
    return message


def _row(row: Any, call: Call) -> tuple[str, ...]:
    """A row in `COLUMNS`; what was not asked for would multiply a total or stand in a wrong place.

    The value is FOB or CIF where it is the same as the one that is called so.
    """
    if not isinstance(row, dict):
        raise ServiceError("UN Comtrade answers a row that is none; its layout has changed")
    asked = {
        **{name: {code} for name, code in PINNED.items()},
        "reporterCode": {service_code(call.reporter, COMTRADE)},
        "period": set(call.periods),
        "flowCode": set(call.flows),
    }
    if call.partners is not None:
        asked["partnerCode"] = {service_code(one, COMTRADE) for one in call.partners}
    for name, codes in asked.items():
        if str(row.get(name)) not in codes:
            raise ServiceError(
                f"UN Comtrade answers {name} {shortened(str(row.get(name)))} to {call.name}, "
                "which did not ask it"
            )
    value, product = row.get("primaryValue"), row.get("cmdCode")
    if not isinstance(product, str) or not isinstance(value, int | Decimal | None):
        raise ServiceError("UN Comtrade answers a row without product or value as such")
    valued = [kind for kind in ("FOB", "CIF") if row.get(f"{kind.lower()}value") == value]
    digits = "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
    return (
        str(row["reporterCode"]), str(row.get("partnerCode")), row["flowCode"], product,
        str(row["period"]), call.freq, digits,
        valued[0] if len(valued) == 1 and value is not None else "",
    )  # fmt: skip


def _codes(level: str) -> tuple[str, ...]:
    return ("TOTAL", f"AG{LEVELS[level]}") if LEVELS[level] else ("TOTAL",)


def _halves(many: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    middle = len(many) // 2
    return many[:middle], many[middle:]
