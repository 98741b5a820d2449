"""What a request for a public file asks for: the file, its form and the selection."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from importlib.metadata import version

from starlette.requests import Request

from dashboard.answers import public_files
from dashboard.answers.file_columns import PublicFile
from dashboard.answers.file_formats import MEDIA_TYPES, WRITERS
from dashboard.answers.sdmx_csv import ENDING, MEDIA_TYPE, OF, SDMX_CSV
from dashboard.answers.selection import ENDS, SWITCHES, Selection, checked
from dashboard.api.refusals import RefusedError
from data import codes
from data.errors import TradeproofError, shortened
from data.store import Edition

FORMAT = "format"  # parameter: another form of what is asked for as CSV


@dataclass(frozen=True)
class FileRequest:
    """A public file in a form, and what of it is selected."""

    file: PublicFile
    form: str
    selection: Selection

    @property
    def media_type(self) -> str:
        """What the answer is."""
        return MEDIA_TYPE if self.form == SDMX_CSV else MEDIA_TYPES[self.form]

    @property
    def file_name(self) -> str:
        """What the answer is called when it is kept, as the *Data* page calls it."""
        ending = ENDING if self.form == SDMX_CSV else self.form
        return self.selection.file_name(self.file.name, ending)

    def etag(self, edition: Edition) -> str:
        """The same for the same bytes: of an edition and what is asked of it.

        It is a weak one, as the answer may be compressed on its way.
        """
        parts = {name: part.sha256 for name, part in edition.manifest.parts.items()}
        asked = [self.file.name, self.form, self.selection.to_query()]
        of = [version("tradeproof"), edition.built_at.isoformat(), parts, asked]
        return f'W/"{sha256(json.dumps(of, sort_keys=True).encode()).hexdigest()[:32]}"'


def parameters(file: PublicFile, form: str = "csv") -> tuple[str, ...]:
    """The parameters that a request for a file in a form may have."""
    switches = {"sides": file.of_pairs, "with": bool(file.beside)}
    other = (FORMAT,) if file.name == OF and form == "csv" else ()
    return (*file.filters, *(name for name in SWITCHES if switches[name]), *other)


def file_request(request: Request, edition: Edition) -> FileRequest:
    """What a request asks for.

    Raises
    ------
    TradeproofError
        A parameter that the file does not take, that is there twice, or whose value is unknown.
    """
    file, form = public_files.named(request.path_params["file"]), request.path_params["form"]
    query = {name: request.query_params.getlist(name) for name in request.query_params}
    allowed = parameters(file, form)
    for name, values in query.items():
        if name not in allowed:
            raise RefusedError(
                f"the file {file.name} as {form} takes no parameter {shortened(name)!r}", allowed
            )
        if name in (*ENDS, FORMAT) and len(values) > 1:
            raise RefusedError(f"{name} is there {len(values)} times; it can be there once")
    for asked in query.pop(FORMAT, ()):
        form = codes.require(FORMAT, asked, (SDMX_CSV,))
    selection = checked(query, public_files.known(edition))
    return FileRequest(file, form, selection)


def require_address(request: Request) -> None:
    """Refuse a file or form that does not exist.

    Raises
    ------
    RefusedError
        With the status 404.
    """
    for kind, known in (("file", public_files.FILES), ("form", WRITERS)):
        try:
            codes.require(kind, request.path_params[kind], known)
        except TradeproofError as error:
            raise RefusedError(str(error), known, HTTPStatus.NOT_FOUND) from error
