"""Two thousand requests that schemathesis makes of the OpenAPI document: each answer is in it."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.applications import Starlette

from dashboard.answers.file_formats import WRITERS
from dashboard.answers.public_files import FILES
from dashboard.api import routes

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("fuzzed")]

EACH = 20  # of each of 53 operations, right requests and wrong ones: 2,120 where there are so many
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
)


PATHS = [
    *(f"/api/{name}.{form}" for name in FILES for form in WRITERS),
    "/api/check",
]


@pytest.fixture(scope="module")
def described(edition):
    """The document of a server over the real book."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(routes, "newest", lambda: edition)
        yield schemathesis.openapi.from_asgi("/api/openapi.json", Starlette(routes=routes.ROUTES))


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_one_that_the_document_describes(described, path, mode):
    operation = described[path]["POST" if path == "/api/check" else "GET"]
    answered = []

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=EACH, deadline=None, suppress_health_check=list(HealthCheck))
    def ask(case):
        response = case.call()
        answered.append(response.status_code)
        # Whatever is sent as a text is one, an array or a number, too.
        checks = [c for c in CHECKS if path != "/api/check" or c is not negative_data_rejection]
        case.validate_response(response, checks=checks)

    ask()
    assert answered
