"""`load comtrade`: asked of a service on this machine that cuts off, refuses, answers amiss."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.official import comtrade_load
from data.services import comtrade
from data.store import Edition
from tests.support import commands, comtrade_replies
from tests.support.checkout import SHARED
from tests.support.commands import answer, call
from tests.support.comtrade_replies import reply, row
from tests.support.homes import FIRST, SECOND, place
from tests.support.services import JSON, Said, Service, ask_here_and_quickly, service_at

SECRET = "0123456789abcdef"
PREVIEW, KEYED = "/public/v1/preview/C/A/HS", "/data/v1/get/C/A/HS"
KAZ, VNM, USA, RUS = 398, 704, 842, 643
FIGURES = [
    row(KAZ, VNM, "X", "TOTAL", "2022", 100.5), row(KAZ, VNM, "M", "TOTAL", "2022", 300),
    row(KAZ, VNM, "X", "TOTAL", "2023", 110.0), row(KAZ, VNM, "M", "TOTAL", "2023", None),
    row(VNM, KAZ, "X", "TOTAL", "2022", 290), row(USA, VNM, "X", "TOTAL", "2022", 9000),
    *(row(KAZ, VNM, "X", f"{n:02}", "2022", 0.5) for n in range(1, 97) if n != 77),
]  # fmt: skip


@pytest.fixture
def started(home: Path, edition: Edition, monkeypatch: pytest.MonkeyPatch) -> Path:
    ask_here_and_quickly(monkeypatch)
    monkeypatch.delenv(comtrade_load.KEY, raising=False)
    return place(home, edition, FIRST)


@pytest.fixture
def running() -> Iterator[Service]:
    answering = comtrade_replies.answers(FIGURES, comtrade.PREVIEW_ROWS)
    with service_at(comtrade_load.ADDRESS, answering) as there:
        yield there


def load(home: Path, *given: object) -> tuple[int, list[str], str]:
    return commands.load(home, "comtrade", *given)


def figures(home: Path, *filters: str) -> dict[str, str]:
    return commands.figures_of(
        home, "un-comtrade", ("reporter", "partner", "flow", "product", "period"), *filters
    )


def kept(home: Path) -> int:
    return len(list(home.glob("fetched/*/*.reply")))


def holds_secret(home: Path) -> list[str]:
    return [
        str(path) for path in home.rglob("*")
        if SECRET in path.name or (path.is_file() and SECRET.encode() in path.read_bytes())
    ]  # fmt: skip


def test_totals_of_the_preview_with_every_dimension_pinned(started: Path, running: Service) -> None:
    status, lines, error = load(
        started, "--reporter", "KAZ", "--reporter", "USA", "--partner", "VNM", "--from", "2022",
        "--to", "2023",
    )  # fmt: skip
    assert (status, error) == (0, "")
    assert running.paths == [PREVIEW] * 4
    assert [one.params for one in running.calls][:2] == [
        {"reporterCode": "398", "period": period, "partnerCode": "704", "cmdCode": "TOTAL",
         "flowCode": "X,M", "maxRecords": "500", "partner2Code": "0", "motCode": "0",
         "customsCode": "C00"}
        for period in ("2022", "2023")
    ]  # fmt: skip
    assert running.calls[2].params["reporterCode"] == "842"  # not 840
    assert comtrade.KEY_HEADER.lower() not in running.calls[0].headers
    assert figures(started) == {
        "KAZ VNM export TOTAL 2022": "100.5", "KAZ VNM import TOTAL 2022": "300",
        "KAZ VNM export TOTAL 2023": "110", "USA VNM export TOTAL 2022": "9000",
    }  # fmt: skip
    assert lines[0].endswith(f", in {SECOND}")
    assert lines[lines.index("asked") + 1 :] == [
        "  4 rows  KAZ, 2 calls",
        "  1 rows  USA, 2 calls; no data of 2023",
    ]
    assert kept(started) == 0


def test_a_key_is_sent_and_written_nowhere(
    started: Path, running: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(comtrade_load.KEY, f" {SECRET}\n")
    status, lines, error = load(
        started, "--reporter", "KAZ", "--partner", "VNM", "--from", "2011", "--preview"
    )
    assert (status, error) == (0, "")
    assert set(running.paths) == {KEYED}
    assert {one.headers[comtrade.KEY_HEADER.lower()] for one in running.calls} == {SECRET}
    assert running.calls[0].params["period"] == ",".join(map(str, range(2011, 2023)))
    assert not any(SECRET in str((one.path, one.params)) for one in running.calls)
    assert SECRET not in "".join(lines)
    assert kept(started) == 2
    assert holds_secret(started) == []
    status, lines, error = load(started, "--reporter", "KAZ", "--partner", "VNM", "--from", "2011")
    assert (status, error, len(running.calls)) == (0, "", 2)
    assert holds_secret(started) == []


def test_a_key_that_is_refused_is_not_repeated(
    started: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(comtrade_load.KEY, SECRET)
    for said, message in (
        (Said(json.dumps({"message": f"invalid key {SECRET}"}), status=401, kind=JSON),
         "the key of COMTRADE_KEY is not accepted"),
        (Said(f"what is {SECRET}?", status=400), "refuses: status 400: what is …?"),
        (Said(status=302, headers={"Location": "https://example.org/"}), "is not followed"),
    ):  # fmt: skip
        with service_at(comtrade_load.ADDRESS, lambda _, said=said: said):
            status, lines, error = load(started, "--reporter", "KAZ", "--partner", "VNM")
        assert (status, lines, error.count("\n"), SECRET in error) == (2, [], 1, False)
        assert message in error


def test_a_page_that_is_full_is_split(started: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """97 rows of goods and totals, 20 a page: by flow, then by chapter, until no page is full."""
    monkeypatch.setattr(comtrade, "PREVIEW_ROWS", 20)
    with service_at(comtrade_load.ADDRESS, comtrade_replies.answers(FIGURES, 20)) as there:
        status, _, error = load(
            started, "--reporter", "KAZ", "--partner", "VNM,RUS", "--from", "2022", "--to", "2022",
            "--product", "hs2",
        )  # fmt: skip
    assert (status, error) == (0, "")
    asked = [one.params for one in there.calls]
    assert (asked[0]["cmdCode"], asked[0]["flowCode"]) == ("TOTAL,AG2", "X,M")
    assert [one["flowCode"] for one in asked[1:2]] == ["X"]
    assert {one["partnerCode"] for one in asked} == {"704,643", "704", "643"}
    found = figures(started)
    # 95 chapters and a total of exports, a total of imports; what is printed is not added up.
    sections = {key for key in found if key.split()[3].isalpha() and "TOTAL" not in key}
    assert (len(found) - len(sections), len(sections)) == (97, 20)
    assert found["KAZ VNM export TOTAL 2022"] == "100.5"
    assert found["KAZ VNM export 01 2022"] == "0.5"
    assert sum(
        float(value)
        for key, value in found.items()
        if "export TOTAL" not in key and key not in sections
    ) == (95 * 0.5 + 300)


def test_a_page_that_cannot_be_split_is_said(
    started: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comtrade, "PREVIEW_ROWS", 3)
    many = [row(KAZ, VNM, "X", f"01012{n}", "2022", 1) for n in range(5)]
    with service_at(comtrade_load.ADDRESS, comtrade_replies.answers(many, 3)):
        status, lines, error = load(
            started, "--reporter", "KAZ", "--partner", "VNM", "--product", "HS6", "--from", "2022",
            "--to", "2022",
        )  # fmt: skip
    assert (status, lines) == (2, [])
    assert (
        "UN Comtrade gives 3 rows at most, and KAZ with VNM, 2022, HS6 has more; set COMTRADE_KEY"
    ) in error


def test_a_quota_ends_it_and_what_was_fetched_is_kept(started: Path) -> None:
    left = [2]

    def answering(one: Any) -> Said:
        left[0] -= 1
        if left[0] < 0:
            return Said(json.dumps(comtrade_replies.QUOTA), status=403, kind=JSON)
        return comtrade_replies.answers(FIGURES, 500)(one)

    pairs = ("--reporter", "KAZ", "--partner", "VNM", "--from", "2021", "--to", "2023")
    with service_at(comtrade_load.ADDRESS, answering) as there:
        status, lines, error = load(started, *pairs)
        assert (status, lines, error.count("\n")) == (2, [], 1)
        assert (
            "Out of call volume quota. Quota will be replenished in 03:14:17; what was fetched is "
            "kept"
        ) in error
        assert (len(there.calls), kept(started)) == (3, 2)  # it is not asked again
        left[0] = 10
        assert load(started, *pairs)[0] == 0
        assert [one.params["period"] for one in there.calls] == ["2021", "2022", "2023", "2023"]
    assert len(figures(started)) == 3


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (reply([]), "UN Comtrade has no data of KAZ with VNM, 2022, TOTAL"),
        (reply([row(KAZ, VNM, "X", "TOTAL", "2022", 1, motCode=1000)]), "answers motCode 1000"),
        (reply([row(KAZ, VNM, "X", "TOTAL", "2022", 1, partner2Code=156)]), "partner2Code 156"),
        (reply([row(KAZ, VNM, "X", "TOTAL", "2022", 1, customsCode="C01")]), "customsCode C01"),
        (reply([row(KAZ, RUS, "X", "TOTAL", "2022", 1)]), "answers partnerCode 643"),
        (reply([row(KAZ, VNM, "RX", "TOTAL", "2022", 1)]), "answers flowCode RX"),
        (reply([row(KAZ, VNM, "X", "TOTAL", "2022", 1) | {"primaryValue": "1"}]), "as such"),
        (reply([], error="something broke"), "UN Comtrade: something broke"),
        (Said("[]", kind=JSON), "answers without rows"),
        (Said("<html>", kind="text/html"), "it answers text/html that is no JSON"),
        (Said('{"count": 1, "data": [{"type', kind=JSON), "that is no JSON"),
        (Said('{"message": "Rate limit is exceeded."}', status=429), "no answer in 3 tries"),
    ],
)  # fmt: skip
def test_an_answer_that_is_none_is_one_sentence(started: Path, said: Said, message: str) -> None:
    with service_at(comtrade_load.ADDRESS, lambda _: said):
        status, lines, error = load(
            started, "--reporter", "KAZ", "--partner", "VNM", "--from", "2022", "--to", "2022"
        )
    assert (status, lines) == (2, [])
    assert message in error.splitlines()[-1]
    assert (started / "current").read_text() == f"{FIRST}\n"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--freq", "Q"), "unknown freq 'Q'; known: A, M"),
        (("--product", "HS8"), "unknown product 'HS8'; known: TOTAL, HS2, HS4, HS6"),
        (("--partner", "EAEU"), "UN Comtrade has no code for EAEU"),
        (("--reporter", "WLD", "--partner", "VNM"), "has no statistics of WLD itself"),
        (("--from", "2023", "--to", "2022"), "no whole period lies between 2023 and 2022"),
        (("--to", "soon"), "'soon' is not a period"),
    ],
)
def test_wrong_use_asks_nobody(
    started: Path, running: Service, options: tuple[str, ...], message: str
) -> None:
    status, lines, error = load(started, *options)
    assert (status, lines, error.count("\n")) == (2, [], 1)
    assert message in error
    assert running.calls == []


@pytest.mark.parametrize("key", ["two words", "tab\there", "schlüssel"])
def test_what_cannot_be_a_key_is_not_sent(
    started: Path, running: Service, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv(comtrade_load.KEY, key)
    status, _, error = load(started)
    assert (status, running.calls) == (2, [])
    assert "COMTRADE_KEY holds what cannot be a key" in error
    assert key not in error


@pytest.mark.parametrize(
    ("freq", "first", "last", "asked"),
    [
        ("A", None, None, [str(year) for year in range(2016, 2026)]),
        ("A", "2022", "2023", ["2022", "2023"]),
        ("A", "2025", None, ["2025"]),
        ("M", "2026-10", None, ["202610", "202611"]),
        ("M", "2024-Q4", "2025-01", ["202410", "202411", "202412", "202501"]),
    ],
)
def test_the_periods_that_are_asked(
    freq: str, first: str | None, last: str | None, asked: list[str]
) -> None:
    assert comtrade_load.periods_of(freq, first, last, date(2026, 11, 27)) == asked


def test_months_are_loaded(started: Path) -> None:
    rows = [row(VNM, 490, "X", "TOTAL", "202401", 5), row(VNM, 490, "M", "TOTAL", "202402", 6)]
    with service_at(comtrade_load.ADDRESS, comtrade_replies.answers(rows, 500)) as there:
        status, _, error = load(
            started, "--reporter", "VNM", "--partner", "TWN", "--freq", "M", "--from", "2024-01",
            "--to", "2024-02",
        )  # fmt: skip
    assert (status, error) == (0, "")
    assert there.calls[0].path == "/public/v1/preview/C/M/HS"
    assert figures(started) == {
        "VNM TWN export TOTAL 2024-01": "5", "VNM TWN import TOTAL 2024-02": "6",
    }  # fmt: skip


def test_what_has_a_value_by_name_has_its_valuation(started: Path, running: Service) -> None:
    load(started, "--reporter", "KAZ", "--partner", "VNM", "--from", "2022", "--to", "2022")
    text = answer(call(started, "export", "observations", "--source", "un-comtrade")).decode()
    assert {row["flow"]: row["valuation"] for row in csv.DictReader(io.StringIO(text))} == {
        "export": "FOB", "import": "CIF",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "pair", "period", "expected"),
    [
        ("usa_jpn_total_2023_public_preview", ("USA", "JPN"), "2023",
         {"USA JPN export TOTAL 2023": "76154045176", "USA JPN import TOTAL 2023": "151580564290"}),
        ("data_v1_get_C_A_HS_CHN_ARG_DEU_2010", ("CHN", "ARG,DEU"), "2010",
         {"CHN ARG export TOTAL 2010": "6115764185", "CHN ARG import TOTAL 2010": "6804128143",
          "CHN DEU export TOTAL 2010": "68047133397", "CHN DEU import TOTAL 2010": "74251272075"}),
    ],
)  # fmt: skip
def test_a_recorded_reply_is_loaded(
    started: Path, name: str, pair: tuple[str, str],
    period: str, expected: dict[str, str],
) -> None:  # fmt: skip
    path = SHARED / "real_data" / "api" / "comtrade" / f"{name}.json"
    if not path.is_file():
        pytest.skip(f"no {path.name}: recorded replies lie beside the checkout, not in it")
    with service_at(comtrade_load.ADDRESS, lambda _: Said(path.read_text(), kind=JSON)):
        status, _, error = load(
            started, "--reporter", pair[0], "--partner", pair[1], "--from", period, "--to", period
        )
    assert (status, error) == (0, "")
    assert figures(started) == expected
