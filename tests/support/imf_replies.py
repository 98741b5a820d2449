"""The IMF's service as its replies look, with figures of our own."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from tests.support.services import Call, Said

HEAD = (
    "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE,"
    "DERIVATION_TYPE,STATUS,UPDATE_DATE,LICENSE"
)
DAY = "2026-08-05"
Figures = Mapping[tuple[str, str, str], Mapping[str, tuple[str, str]]]


def reply(figures: Figures, path: str, day: str = DAY) -> Said:
    """What is answered to the key of a path: exports, imports and balance of each period."""
    reporter, indicators, partners, freq = path.rpartition("/")[2].split(".")
    rows = [HEAD]
    for (whose, partner, of), series in figures.items():
        if whose != reporter or of != freq or (partners and partner not in partners.split("+")):
            continue
        for period, (exports, imports) in series.items():
            balance = str(Decimal(exports) - Decimal(imports))
            said = {"XG_FOB_USD": exports, "MG_CIF_USD": imports, "TBG_USD": balance}
            rows += [
                row(whose, indicator, partner, freq, period, value, day)
                for indicator, value in said.items()
                if indicator in indicators.split("+")
            ]
    if len(rows) > 1:
        rows.append("IMF.STA:IMTS(1.0.0),,MG_FOB_USD,,,,,,,,,all rights reserved")
    return Said("\n".join(rows) + "\n")


def row(
    reporter: str, indicator: str, partner: str, freq: str, period: str, value: str, day: str = DAY
) -> str:
    """A row of a reply: whole dollars, though the scale is 6."""
    key = f"{reporter},{indicator},{partner},{freq},{period}"
    return f"IMF.STA:IMTS(1.0.0),{key},{value},6,M,,{day}T00:00:00Z,all rights reserved"


def answers(figures: Figures):
    """A service with these figures; others are answered by a header alone."""

    def answer(call: Call) -> Said:
        return reply(figures, call.path)

    return answer
