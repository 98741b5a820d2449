"""What services call areas is read back as the same areas."""

from __future__ import annotations

import csv
import json

import pytest

from data import codes
from data.codes.service_codes import COMTRADE, IMF, can_be_asked, service_code, service_codes
from data.errors import TradeproofError
from data.tables.area_spellings import area_of
from tests.support.checkout import SHARED

API = SHARED / "real_data" / "api"


@pytest.mark.parametrize(("service", "scheme"), [(IMF, "alpha3"), (COMTRADE, "m49")])
def test_every_code_is_read_back_as_its_area(service: str, scheme: str) -> None:
    found = service_codes(service)
    read = {area: area_of(code, scheme) for area, code in found.items()}
    assert {area: getattr(one, "code", None) for area, one in read.items()} == {
        area: area for area in found
    }
    assert len(set(found.values())) == len(found) > 240
    assert set(found) <= set(codes.areas())


@pytest.mark.parametrize(
    ("area", "imf", "comtrade"),
    [
        ("VNM", "VNM", "704"), ("USA", "USA", "842"), ("IND", "IND", "699"), ("FRA", "FRA", "251"),
        ("CHE", "CHE", "757"), ("TWN", "TWN", "490"), ("WLD", "G001", "0"), ("EU", "G998", "97"),
        ("SUN", "SUN", "810"), ("RUS", "RUS", "643"), ("DEU", "DEU", "276"), ("AUS", "AUS", "36"),
    ],
)  # fmt: skip
def test_the_codes_that_differ(area: str, imf: str, comtrade: str) -> None:
    assert (service_code(area, IMF), service_code(area, COMTRADE)) == (imf, comtrade)


def test_an_area_that_a_service_does_not_have_cannot_be_asked() -> None:
    assert (service_code("XKX", IMF), service_code("PSE", IMF)) == ("KOS", "WBG")
    with pytest.raises(TradeproofError, match="the IMF has no code for EAEU"):
        service_code("EAEU", IMF)
    with pytest.raises(TradeproofError, match="has no statistics of TWN itself"):
        service_code("TWN", IMF, as_reporter=True)
    assert can_be_asked("TWN", IMF)
    assert not can_be_asked("TWN", IMF, as_reporter=True)


def test_the_services_list_the_same_codes() -> None:
    listed = API / "comtrade" / "Reporters_2025-12-07.json"
    if not listed.is_file():
        pytest.skip(f"no {listed.name}: code lists of services lie beside the checkout, not in it")
    reporters = {
        one["reporterCodeIsoAlpha3"]: str(one["reporterCode"])
        for one in json.loads(listed.read_text())["results"]
        if not one.get("entryExpiredDate") and not one["isGroup"]
    }
    assert len(reporters) > 200
    mine = service_codes(COMTRADE)
    assert {area: mine.get(area) for area in reporters} == reporters
    with (API / "imf" / "CL_IMTS_COUNTRY.csv").open(encoding="utf-8", newline="") as lines:
        counterparts = {row["code"]: row["is_reporter"] == "1" for row in csv.DictReader(lines)}
    assert {code for code in service_codes(IMF).values() if code not in counterparts} == set()
    wrong = [
        area
        for area, code in service_codes(IMF).items()
        if can_be_asked(area, IMF, as_reporter=True) != counterparts[code]
    ]
    assert wrong == []
