"""Public files over HTTP: the bytes of the command, and what of a request is refused."""

from __future__ import annotations

import asyncio
import csv
import io
import threading
from decimal import Decimal

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import Response

from dashboard.answers.file_formats import MEDIA_TYPES, WRITERS
from dashboard.answers.public_files import FILES
from dashboard.answers.sdmx_csv import SDMX_CSV
from dashboard.answers.selection import Selection
from dashboard.api import routes, sending
from dashboard.wording import public_tables
from data import periods
from data.query_time import TooLongError
from tests.support.browser import DEADLINE

GROWTH = "/api/growth.csv?reporter=VNM&partner=RUS&freq=A"


def rows(answer) -> list[dict[str, str]]:
    """The rows of an answer in CSV."""
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.content.decode(), newline="")))


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("file", FILES)
def test_the_bytes_are_those_of_the_command(client, edition, file, form):
    answer = client.get(f"/api/{file}.{form}")
    written = WRITERS[form](public_tables.table(edition, file, Selection()))
    assert (answer.status_code, answer.headers["content-type"]) == (200, MEDIA_TYPES[form])
    assert answer.content == written
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="tradeproof-{file}.{form}"'
    )


def test_filters_are_those_of_the_command(client, edition):
    asked = "reporter=VNM&partner=KAZ,AZE&partner=RUS&flow=export&freq=A&from=2015&to=2019"
    chosen = Selection(
        reporter=("VNM",),
        partner=("KAZ", "AZE", "RUS"),
        flow=("export",),
        freq=("A",),
        since=periods.parse("2015"),
        until=periods.parse("2019"),
    )
    answer = client.get(f"/api/observations.csv?{asked}")
    assert answer.content == WRITERS["csv"](public_tables.table(edition, "observations", chosen))
    found = rows(answer)
    assert {row["flow"] for row in found} == {"export"}
    assert {row["period"][:4] for row in found} <= {"2015", "2016", "2017", "2018", "2019"}
    assert "VNM-KAZ-AZE-RUS-export-A-from-2015-to-2019.csv" in answer.headers["content-disposition"]


def test_a_rate_is_recomputed_from_the_amounts_beside_it(client):
    # Each row that has both amounts: 100 · (value / base_value − 1), by decimals of our own.
    found = [row for row in rows(client.get(GROWTH)) if row["growth_pct"]]
    assert found
    for row in found:
        exact = 100 * (Decimal(row["value"]) / Decimal(row["base_value"]) - 1)
        assert abs(Decimal(row["growth_pct"]) - exact) < Decimal("1e-9"), row


def test_what_a_file_has_besides_is_asked_for_by_the_words_of_the_pages(client, edition):
    chosen = Selection(reporter=("VNM",), partner=("KAZ",), both_sides=True, beside=("provenance",))
    answer = client.get(
        "/api/observations.json?reporter=VNM&partner=KAZ&sides=both&with=provenance"
    )
    assert answer.content == WRITERS["json"](public_tables.table(edition, "observations", chosen))
    assert {row["reporter"] for row in answer.json()} == {"VNM", "KAZ"}
    assert "place" in answer.json()[0]


def test_observations_come_as_sdmx_csv_where_that_is_asked_for(client, edition):
    address = "/api/observations.csv?reporter=VNM&partner=AZE&sides=both"
    plain, answer = client.get(address), client.get(f"{address}&format=sdmx-csv")
    chosen = Selection(reporter=("VNM",), partner=("AZE",), both_sides=True)
    assert answer.status_code == 200
    assert answer.content == public_tables.exported(edition, "observations", chosen, SDMX_CSV)
    assert {row["STRUCTURE_ID"] for row in rows(answer)} == {"TRADEPROOF:OBSERVATIONS(1.0.0)"}
    assert {row["REF_AREA"] for row in rows(answer)} == {"VNM", "AZE"}
    assert answer.headers["content-type"] == "application/vnd.sdmx.data+csv;version=2.0.0"
    assert answer.headers["content-disposition"] == (
        'attachment; filename="tradeproof-observations-both-sides-VNM-AZE.sdmx.csv"'
    )
    etag = answer.headers["etag"]
    assert etag != plain.headers["etag"]
    for known, status in ((etag, 304), (plain.headers["etag"], 200)):
        again = client.get(f"{address}&format=sdmx-csv", headers={"If-None-Match": known})
        assert again.status_code == status
    head = client.head(f"{address}&format=sdmx-csv")
    assert (head.status_code, head.headers["content-type"], head.content) == (
        200, answer.headers["content-type"], b"",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "error", "allowed"),
    [
        ("growth.csv?reporter=KZ", "unknown reporter 'KZ'", None),
        ("growth.csv?reporter=Kazakhstan", "unknown reporter 'Kazakhstan'; known: KAZ", ["KAZ"]),
        ("growth.csv?reporter=", "reporter has no value; give it one, or leave it out", []),
        ("growth.csv?source=%20", "source has no value; give it one, or leave it out", []),
        ("growth.csv?flow=", "flow has no value; known: export, import, total, balance",
         ["export", "import", "total", "balance"]),
        ("growth.csv?to=", "to has no value; write 2024, 2024-Q1", []),
        ("growth.csv?flow=exports", "unknown flow 'exports'",
         ["export", "import", "total", "balance"]),
        ("growth.csv?freq=q", "unknown freq 'q'", ["A", "Q", "M", "R"]),
        ("growth.csv?from=2015-13", "from: '2015-13' is not a period", []),
        ("growth.csv?from=2020&to=2015", "from 2020 is after to 2015; swap them", []),
        ("growth.csv?from=2015&from=2016", "from is there 2 times", []),
        ("growth.csv?lang=vi", "the file growth as csv takes no parameter 'lang'",
         ["reporter", "partner", "flow", "product", "freq", "source", "from", "to", "sides"]),
        ("balance.csv?flow=export", "the file balance as csv takes no parameter 'flow'",
         ["reporter", "partner", "product", "freq", "source", "from", "to", "sides"]),
        ("claims.csv?with=growth", "the file claims has no growth beside", []),
        ("observations.csv?sides=one", "unknown sides 'one'", ["both"]),
        ("observations.csv?format=csv", "unknown format 'csv'", ["sdmx-csv"]),
        ("observations.csv?format=", "format has no value; known: sdmx-csv", ["sdmx-csv"]),
        ("observations.csv?format=sdmx-csv&format=sdmx-csv", "format is there 2 times", []),
        ("observations.csv?format=sdmx-csv&with=growth",
         "the form sdmx-csv has no column for growth", []),
        ("observations.json?format=sdmx-csv",
         "the file observations as json takes no parameter 'format'",
         ["reporter", "partner", "flow", "product", "freq", "source", "from", "to", "sides",
          "with"]),
        ("growth.csv?format=sdmx-csv", "the file growth as csv takes no parameter 'format'", None),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_what_is_allowed(client, asked, error, allowed):
    answer = client.get(f"/api/{asked}")
    assert answer.status_code == 400
    said = answer.json()
    assert set(said) == {"error", "allowed"}
    assert said["error"].startswith(error)
    if allowed is not None:
        assert said["allowed"] == allowed


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ("nonsense.csv", "unknown file 'nonsense'"),
        ("growth.txt", "unknown form 'txt'"),
        ("growth", "there is no /api/growth"),
        ("growth.csv.csv", "unknown file 'growth.csv'"),
        ("growth.csv;form=json", "unknown form 'csv;form=json'"),
        ("..%2f..%2fetc%2fpasswd.csv", "there is no /api/../../etc/passwd.csv"),
        ("..%5c..%5cpasswd.csv", "unknown file"),
        ("growth%00.csv", "unknown file 'growth\\x00'"),
        ("%ff%fe.csv", "unknown file"),
        ("", "there is no /api/"),
        ("growth.csv/more", "there is no /api/growth.csv/more"),
        ("../etc/passwd.csv", None),
    ],
)
def test_an_address_that_is_not_there_says_which_are(client, asked, error):
    answer = client.get(f"/api/{asked}")
    assert answer.status_code == 404
    if error is not None:
        assert answer.json()["error"].startswith(error)
        assert answer.json()["allowed"]


def test_the_folder_of_the_addresses_is_none_itself(client):
    answer = client.get("/api")
    assert (answer.status_code, answer.json()["error"]) == (404, "there is no /api")


@pytest.mark.parametrize("address", [GROWTH, "/api/status", "/api/check", "/api/nothing"])
def test_no_answer_is_taken_for_a_script_or_picture_of_another_site(client, address):
    answer = client.get(address)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ('"a","b"', 200),
        ('W/"a"', 200),
        ("W/*", 200),
        ("", 200),
        (",".join(f'"{i}"' for i in range(5000)), 200),
        ("*", 304),
        ('"a" , *', 304),
    ],
)
def test_a_list_of_etags_is_read_as_one(client, given, status):
    assert client.get(GROWTH, headers={"If-None-Match": given}).status_code == status


@pytest.mark.parametrize(
    "header",
    [
        {"Range": "bytes=0-9"},
        {"Range": "bytes=-1", "If-Range": '"a"'},
        {"Accept": "image/png"},
        {"Accept": "a/b," * 5000},
        {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"X-Forwarded-Host": "evil.example"},
    ],
)
def test_headers_that_say_nothing_to_it_change_nothing(client, header):
    plain, answer = client.get(GROWTH), client.get(GROWTH, headers=header)
    assert (answer.status_code, answer.content) == (200, plain.content)


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ("reporter=%00", "unknown reporter '\\x00'"),
        ("reporter=%ff%fe", "unknown reporter '\ufffd\ufffd'"),
        ("product=%0d%0aX-Evil:1", "unknown product '\\r\\nX-Evil:1'"),
        ("reporter=,,,", "unknown reporter ',,,'"),
        ("source=" + "a" * 60_000, f"unknown source '{'a' * 99}\u2026'"),
        ("&".join(f"p{i}=1" for i in range(5000)), "the file growth as csv takes no parameter"),
        ("from=%D9%A2%D9%A0%D9%A2%D9%A4", "from: '\u0662\u0660\u0662\u0664' is not a period"),
    ],
)
def test_whatever_is_sent_is_named_in_one_short_line(client, asked, error):
    answer = client.get(f"/api/growth.csv?{asked}")
    said = answer.json()["error"]
    assert (answer.status_code, said[: len(error)]) == (400, error)
    assert len(said) < 600
    assert said.isprintable()


def test_the_same_code_many_times_is_that_code(client):
    answer = client.get("/api/growth.csv?partner=KAZ" + "&partner=KAZ" * 5000)
    assert answer.content == client.get("/api/growth.csv?partner=KAZ").content


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"])
def test_a_file_is_only_read(client, method):
    answer = client.request(method, "/api/growth.csv")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.json() == {
        "error": f"/api/growth.csv takes no {method}",
        "allowed": ["GET", "HEAD"],
    }


def test_the_same_again_is_not_sent_again(client):
    first = client.get(GROWTH)
    etag = first.headers["etag"]
    for known in (etag, etag.removeprefix("W/"), f'"other", {etag}', "*"):
        again = client.get(GROWTH, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert client.get(GROWTH, headers={"If-None-Match": '"other"'}).content == first.content
    other = client.get(f"{GROWTH}&to=2020").headers["etag"]
    as_json = client.get(GROWTH.replace(".csv", ".json")).headers["etag"]
    assert len({etag, other, as_json}) == 3


def test_the_head_of_an_answer_makes_no_file(client, monkeypatch):
    got = client.get(GROWTH)
    monkeypatch.setattr(sending, "pieces", None)  # whatever would make one fails
    head = client.head(GROWTH)
    assert (head.status_code, head.content) == (200, b"")
    same = ("etag", "content-type", "content-disposition", "cache-control", "tradeproof-edition")
    assert [head.headers[name] for name in same] == [got.headers[name] for name in same]
    assert "content-length" not in head.headers  # 0 would be that of the file
    assert client.head("/api/growth.csv?reporter=KZ").status_code == 400


def test_an_answer_that_takes_too_long_says_so_and_when_to_ask_again(client, monkeypatch):
    def too_long(*_):
        raise TooLongError(60)

    monkeypatch.setattr(public_tables, "whole", too_long)
    answer = client.get(GROWTH)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json()["error"] == (
        "the answer took longer than 60 seconds, which is the limit; "
        "ask for less: fewer countries, products or periods, or a shorter text"
    )


def test_a_sheet_that_cannot_hold_the_rows_is_refused_before_anything_is_sent(client, monkeypatch):
    monkeypatch.setattr("dashboard.answers.file_formats.XLSX_MAX_ROWS", 3)
    answer = client.get("/api/observations.xlsx")
    assert answer.status_code == 400
    assert "choose csv or parquet, or select less" in answer.json()["error"]


def test_a_name_with_letters_of_other_alphabets_is_told_twice(client):
    named = sending._as_a_file("tradeproof-dệt_may.csv")
    assert named == (
        'attachment; filename="tradeproof-d_t_may.csv"; '
        "filename*=UTF-8''tradeproof-d%E1%BB%87t_may.csv"
    )


def test_files_wait_for_their_turn_and_keep_nobody_else_waiting(client, monkeypatch):
    go_on, counted = threading.Event(), threading.Condition()
    making: list[int] = [0]
    most: list[int] = [0]

    def made(_) -> Response:
        with counted:
            making[0] += 1
            most[0] = max(most[0], making[0])
        assert go_on.wait(DEADLINE)
        with counted:
            making[0] -= 1
        return Response(b"made")

    monkeypatch.setattr(routes, "_file_of", made)

    async def ask() -> list[int]:
        transport = httpx.ASGITransport(Starlette(routes=routes.ROUTES))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as asking:
            files = [asyncio.create_task(asking.get("/api/growth.csv")) for _ in range(60)]
            while making[0] < 8:
                await asyncio.sleep(0)
            status = await asking.get("/api/status")
            before = making[0]
            go_on.set()
            answers = await asyncio.gather(*files)
        return [status.status_code, before, *{answer.status_code for answer in answers}]

    assert asyncio.run(ask()) == [200, 8, 200]
    assert most == [8]
