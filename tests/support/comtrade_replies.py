"""UN Comtrade's service as its replies look, with figures of our own; long ones are cut off."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from tests.support.services import JSON, Answers, Call, Said

QUOTA = {
    "statusCode": 403,
    "message": "Out of call volume quota. Quota will be replenished in 03:14:17.",
}


def row(
    reporter: int, partner: int, flow: str, product: str, period: str, value: float | None,
    **other: Any,
) -> dict[str, Any]:  # fmt: skip
    """A row of a reply: exports FOB, imports CIF; the month of a year is 52."""
    kind = "fobvalue" if flow == "X" else "cifvalue"
    return {
        "typeCode": "C", "freqCode": "A" if len(period) == 4 else "M", "refYear": int(period[:4]),
        "refMonth": 52 if len(period) == 4 else int(period[4:]), "period": period,
        "reporterCode": reporter, "flowCode": flow, "partnerCode": partner, "partner2Code": 0,
        "cmdCode": product, "customsCode": "C00", "motCode": 0, "mosCode": "0", "qty": None,
        "cifvalue": None, "fobvalue": None, kind: value, "primaryValue": value, **other,
    }  # fmt: skip


def reply(rows: Iterable[dict[str, Any]], **other: Any) -> Said:
    data = list(rows)
    said = {"elapsedTime": "0.1 secs", "count": len(data), "data": data, "error": ""} | other
    return Said(json.dumps(said), kind=JSON)


def answers(rows: Iterable[dict[str, Any]], most: int) -> Answers:
    """A service with these rows, that gives so many of them at a call."""
    known = list(rows)

    def answer(call: Call) -> Said:
        def is_asked(row: dict[str, Any]) -> bool:
            return all(
                str(row[name]) in call.params[name].split(",")
                for name in ("reporterCode", "period", "partnerCode", "flowCode")
                if name in call.params
            ) and any(
                row["cmdCode"] == one
                or (one.startswith("AG") and row["cmdCode"] != "TOTAL"
                    and len(row["cmdCode"]) == int(one[2:]))
                for one in call.params["cmdCode"].split(",")
            )  # fmt: skip

        return reply([row for row in known if is_asked(row)][:most])

    return answer
