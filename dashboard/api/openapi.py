"""The OpenAPI document: made from the registry of public files, so that it cannot fall behind."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from dashboard.answers import public_files
from dashboard.answers.asked_text import LANGUAGES
from dashboard.answers.file_columns import BESIDE, Column, PublicFile
from dashboard.answers.file_formats import FLAG, MEDIA_TYPES, NUMBER, TEXT
from dashboard.answers.kept import kept
from dashboard.answers.public_files import CODES, FILES, FILTERS
from dashboard.answers.sdmx_csv import MEDIA_TYPE, SDMX_CSV
from dashboard.answers.selection import ENDS, SWITCHES, Known
from dashboard.api.check_requests import JSON, KINDS, OPTIONS
from dashboard.api.file_requests import FORMAT, parameters
from dashboard.api.request_limits import LIMITS
from dashboard.wording.formats import ENGLISH
from dashboard.wording.public_tables import meaning
from data import codes
from data.store import Edition

Json = dict[str, Any]

MONTH = "[1-9][0-9]{3}-(0[1-9]|1[0-2])"
PERIOD = f"^([1-9][0-9]{{3}}(-Q[1-4])?|{MONTH}(/{MONTH})?)$"
DAY = f"^([1-9][0-9]{{3}}|{MONTH}(-(0[1-9]|1[0-9]|2[0-8]))?)$"
MOST_NAMED = 500  # values of a parameter that the document lists
TYPES = {TEXT: "string", NUMBER: "number", FLAG: "boolean"}
SWITCH_MEANS = {
    "sides": "`both`: also what the partner says of the trade.",
    FORMAT: f"`{SDMX_CSV}`: as SDMX-CSV 2.0, with the columns of that standard.",
    "with": "What the rows have besides, one or more of these words with a comma between them.",
}
ABOUT = """Bilateral trade statistics, with every reported growth rate checked.

The rows, columns and bytes are those of `tradeproof export` and of the *Data* page; the columns
are explained in `docs/files.md`. A parameter that may be given more than once takes several codes
in one, too: `partner=KAZ,RUS`."""


@kept(1)
def document(edition: Edition) -> Json:
    """The whole document, OpenAPI 3.1; it lists what an edition has, where that is not too much."""
    paths = {
        f"/api/{name}.{form}": {"get": _file(file, form)}
        for name, file in FILES.items()
        for form in MEDIA_TYPES
    }
    paths |= {"/api/check": {"post": _check()}, "/api/status": {"get": _status()}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Tradeproof",
            "version": version("tradeproof"),
            "description": ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "parameters": {name: _parameter(name) for name in (*FILTERS, *SWITCHES, FORMAT)}
            | {f"check_{name}": _option(name) for name in OPTIONS},
            "schemas": _schemas(public_files.known(edition)),
            "responses": _refusals(),
        },
    }


def _file(file: PublicFile, form: str) -> Json:
    media: Json = {"schema": {"type": "string", "contentMediaType": MEDIA_TYPES[form]}}
    if form == "json":
        media = {"schema": {"type": "array", "items": _ref("schemas", f"{file.name}_row")}}
    taken = parameters(file, form)
    content = {MEDIA_TYPES[form]: media}
    if FORMAT in taken:
        content |= {MEDIA_TYPE: {"schema": {"type": "string", "contentMediaType": MEDIA_TYPE}}}
    return {
        "operationId": f"{file.name}_{form}",
        "summary": f"The file {file.name} as {form}",
        "parameters": [_ref("parameters", name) for name in taken],
        "responses": {
            "200": {
                "description": "The selected rows, a header first where the form has one.",
                "headers": {
                    name: {"schema": {"type": "string"}, "required": True}
                    for name in ("ETag", "Content-Disposition", "Tradeproof-Edition")
                },
                "content": content,
            },
            "304": {"description": "The same as the ETag in If-None-Match stands for."},
            **_may_fail("400", "405", "503"),
        },
    }


def _check() -> Json:
    body: Json = {kind: {"schema": {"type": "string"}} for kind in KINDS}
    fields: Json = {"text": {"type": "string"}}
    fields |= {name: {"anyOf": [_option(name)["schema"], {"type": "null"}]} for name in OPTIONS}
    body[JSON] = {
        "schema": {
            "type": "object",
            "properties": fields,
            "required": ["text"],
            "additionalProperties": False,
        }
    }
    return {
        "operationId": "check",
        "summary": "Check each growth claim of a text against all figures",
        "parameters": [_ref("parameters", f"check_{name}") for name in OPTIONS],
        "requestBody": {"required": True, "content": body},
        "responses": {
            "200": {
                "description": "What `tradeproof check --json` prints.",
                "content": {JSON: {"schema": _ref("schemas", "checked_text")}},
            },
            **_may_fail("400", "405", "408", "413", "415", "503"),
        },
    }


def _status() -> Json:
    return {
        "operationId": "status",
        "summary": "The edition, what there is in it, and the limits",
        "responses": {
            "200": {
                "description": "One object.",
                "content": {JSON: {"schema": _ref("schemas", "status")}},
            },
            **_may_fail("400", "405", "503"),
        },
    }


def _may_fail(*statuses: str) -> Json:
    return {status: _ref("responses", f"refused_{status}") for status in statuses}


def _refusals() -> Json:
    content = {JSON: {"schema": _ref("schemas", "refusal")}}
    means = {
        "400": "A parameter or body that is wrong, named, with what is allowed.",
        "405": "Another method than the address takes.",
        "408": "A text that does not arrive in time.",
        "413": "A text that is too long.",
        "415": "A body of a kind that cannot be read, or a compressed one.",
        "503": "No edition can be read, the answer takes too long, or too many ask at once.",
    }
    return {
        f"refused_{status}": {"description": text, "content": content}
        for status, text in means.items()
    }


def _parameter(name: str) -> Json:
    if name in (*SWITCHES, FORMAT):
        schema: Json = {"type": "string", "const": SDMX_CSV if name == FORMAT else "both"}
        if name == "with":
            word = f"({'|'.join(BESIDE)})"
            schema = {"type": "string", "pattern": f"^{word}(,{word})*$"}
        return {"name": name, "in": "query", "description": SWITCH_MEANS[name], "schema": schema}
    told: Json = {"name": name, "in": "query", "description": f"{FILTERS[name]}."}
    if name in ENDS:
        return told | {"schema": {"type": "string", "pattern": PERIOD}}
    item = _ref("schemas", {"reporter": "area", "partner": "area"}.get(name, name))
    return told | {"schema": {"type": "array", "items": item}, "style": "form", "explode": True}


def _option(name: str) -> Json:
    """An option of a check, in the address."""
    schemas: Json = {
        "lang": {"type": "string", "enum": list(LANGUAGES)},
        "published": {"type": "string", "pattern": DAY},
    }
    means = {
        "lang": "In which language the text is.",
        "published": "When it was published: 2025-05-02, 2025-05 or 2025.",
        "reporter": "Whose statistics it speaks of, where it names none.",
        "partner": "Of trade with whom, where it names none.",
    }
    schema = schemas.get(name, _ref("schemas", "area"))
    return {"name": name, "in": "query", "description": means[name], "schema": schema}


def _schemas(known: Known) -> Json:
    records = {"type": "array", "items": {"type": "object"}}
    return {
        "area": _one_of(codes.areas()),
        "flow": _one_of(codes.lists().flow),
        "freq": _one_of(codes.lists().freq),
        "product": _one_of(known.products),
        "source": _one_of(known.sources),
        "refusal": _object(error={"type": "string"}, allowed=_listed("string")),
        "checked_text": {
            "type": "object",
            "properties": dict.fromkeys(
                ("figures", "claims", "conflicts", "doubtful_conflicts"), records
            ),
            "required": ["figures", "claims", "conflicts"],
        },
        "status": _object(
            version={"type": "string"},
            edition={"type": "string"},
            built_at={"type": "string", "format": "date-time"},
            figures={"type": "integer"},
            sources={"type": "integer"},
            data_sets=_listed("string"),
            warnings=_listed("string"),
            files={"type": "object", "additionalProperties": _listed("string")},
            limits=_object(**{name: {"type": "integer"} for name in LIMITS}),
        ),
        **{f"{name}_row": _row(file) for name, file in FILES.items()},
    }


def _row(file: PublicFile) -> Json:
    """A record of a file: each of its columns, and those that can be asked for beside them."""
    row = _object(**{column.name: _cell(column) for column in file.columns})
    beside = [column for name in file.beside for column in BESIDE[name]]
    cells = row["properties"] | {column.name: _cell(column) for column in beside}
    return row | {"properties": cells, "additionalProperties": False}


def _cell(column: Column) -> Json:
    cell: Json = {
        "type": [TYPES[column.kind], "null"],
        "description": meaning(column, ENGLISH.words),
    }
    if column.codes in CODES and column.codes not in ("area", "valuation", "note"):
        cell["examples"] = [*CODES[column.codes]][:3]
    return cell


def _one_of(known: Sequence[str]) -> Json:
    """One of these words, where they are not too many to be listed."""
    text: Json = {"type": "string", "minLength": 1}
    return text | {"enum": list(known)} if len(known) <= MOST_NAMED else text


def _object(**properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _listed(kind: str) -> Json:
    return {"type": "array", "items": {"type": kind}}


def _ref(section: str, name: str) -> Json:
    return {"$ref": f"#/components/{section}/{name}"}
