"""docs/http.md and the OpenAPI document against the server that they describe."""

from __future__ import annotations

import re

import pytest
from h11._connection import DEFAULT_MAX_INCOMPLETE_EVENT_SIZE
from uvicorn import Config

from dashboard.answers.file_formats import WRITERS
from dashboard.answers.public_files import FILES
from dashboard.api.file_requests import parameters
from dashboard.api.request_limits import LIMITS, SECONDS
from tests.support.checkout import ROOT

PAGE = (ROOT / "docs" / "http.md").read_text(encoding="utf-8")
ASKED = sorted(
    {
        address
        for address in re.findall(r"/api/[^\s'\"`)]+", PAGE)
        if "FILE" not in address and "/api/check" not in address
    }
)


@pytest.mark.parametrize("address", ASKED)
def test_every_address_of_the_page_is_answered(client, address):
    answer = client.get(address)
    assert (answer.status_code, len(answer.content) > 0) == (200, True), answer.text


def test_the_page_has_addresses_of_all_kinds():
    assert {re.sub(r"\?.*", "", one).rpartition(".")[2] for one in ASKED} >= {*WRITERS}
    assert len(ASKED) >= 7


def test_the_page_names_every_file_form_status_and_limit(client):
    assert {*FILES, *WRITERS} - set(re.findall(r"`(\w+)`", PAGE)) == set()
    document = client.get("/api/openapi.json").json()
    statuses = {
        status
        for path in document["paths"].values()
        for operation in path.values()
        for status in operation["responses"]
        if status >= "400"
    }
    assert statuses - set(re.findall(r"\b[45][0-9]{2}\b", PAGE)) == set()
    plain = PAGE.replace(",", "")
    assert f"{SECONDS} seconds" in plain
    assert [number for number in LIMITS.values() if str(number) not in plain] == []


def test_the_page_names_the_longest_address_of_the_server():
    assert Config("app:app").h11_max_incomplete_event_size is None  # so that of h11 holds
    assert f"{DEFAULT_MAX_INCOMPLETE_EVENT_SIZE:,} bytes together, are always\ntaken" in PAGE


def test_the_document_has_every_file_with_its_parameters_and_columns(client):
    document = client.get("/api/openapi.json").json()
    paths = document["paths"]
    assert set(paths) == {
        *(f"/api/{name}.{form}" for name in FILES for form in WRITERS),
        "/api/check",
        "/api/status",
    }
    for name, file in FILES.items():
        named = [
            one["$ref"].rpartition("/")[2] for one in paths[f"/api/{name}.csv"]["get"]["parameters"]
        ]
        assert named == list(parameters(file)), name
        row = document["components"]["schemas"][f"{name}_row"]
        assert row["required"] == list(file.kinds), name
    listed = document["components"]["schemas"]
    assert listed["flow"]["enum"] == ["export", "import", "total", "balance"]
    assert "mofa-vn-2025-05-02" in listed["source"]["enum"] or len(listed["source"]["enum"]) > 10


def test_every_reference_of_the_document_leads_somewhere(client):
    answer = client.get("/api/openapi.json")
    document = answer.json()
    references = set(re.findall(r'"\$ref":\s*"#/([^"]+)"', answer.text))
    assert len(references) > 30
    for reference in references:
        found = document
        for part in reference.split("/"):
            found = found[part]
        assert found
