"""The IMF's International Trade in Goods by partner country (IMTS): its calls and replies.

`docs/sources.md` says where this is taken from. Values are whole dollars although SCALE says 6; a
wrong code is answered by status 200 without data; rows without a period at the end are metadata.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.codes.service_codes import IMF, Pair, by_reporter, service_code
from data.services.asking import Asked, Reply, ServiceError, Torn

ADDRESS = "https://api.imf.org"
FLOW = "/external/sdmx/2.1/data/IMF.STA,IMTS/"
INDICATORS = ("XG_FOB_USD", "MG_CIF_USD", "MG_FOB_USD", "TBG_USD")
FREQUENCIES = ("A", "Q", "M")
HEADERS = {"Accept": "text/csv"}
# The columns of a reply that are read; what else there is says nothing of a figure.
COLUMNS = (
    *("COUNTRY", "INDICATOR", "COUNTERPART_COUNTRY", "FREQUENCY", "TIME_PERIOD", "OBS_VALUE"),
    *("SCALE", "STATUS", "UPDATE_DATE"),
)
REQUIRED = COLUMNS[:6]


@dataclass(frozen=True)
class Call:
    """What is asked at once: one reporter with its partners (None: all), of one frequency."""

    reporter: str
    partners: Sequence[str] | None
    freq: str
    start: int | None = None

    @property
    def key(self) -> str:
        """The key of the series, in the order of the dimensions."""
        partners = [service_code(one, IMF) for one in self.partners or ()]
        reporter = service_code(self.reporter, IMF, as_reporter=True)
        return ".".join((reporter, "+".join(INDICATORS), "+".join(partners), self.freq))

    @property
    def asked(self) -> Asked:
        """The call. `startPeriod` is a year: every frequency takes one."""
        params = {"startPeriod": str(self.start)} if self.start else {}
        return Asked(FLOW + self.key, params)


def calls(pairs: Iterable[Pair], frequencies: Sequence[str], start: int | None) -> list[Call]:
    """One call a reporter and frequency, for pairs of a reporter and a partner (None: all)."""
    return [
        Call(reporter, partners, freq, start)
        for reporter, partners in by_reporter(pairs).items()
        for freq in frequencies
    ]


def read(reply: Reply, call: Call) -> list[tuple[str, ...]]:
    """The rows of a reply, in `COLUMNS`; those at its end without a period are metadata.

    Raises
    ------
    Torn
        It is a page of HTML, or it ends within a row: asked again, it may be right.
    ServiceError
        Its columns, or its rows, are others than were asked for.
    """
    if "csv" not in reply.kind:
        raise Torn(f"it answers {reply.kind or 'no kind'} in place of CSV to the key {call.key}")
    try:
        head, *lines = [*csv.reader(io.StringIO(reply.text, newline=""))] or [[]]
    except csv.Error as error:
        raise Torn(f"its reply to the key {call.key} is no CSV ({error})") from error
    missing = [name for name in REQUIRED if name not in head]
    if head and missing:
        raise ServiceError(
            f"the IMF answers a CSV without {', '.join(missing)} to the key {call.key}; "
            "its layout has changed"
        )
    if any(len(line) != len(head) for line in lines):
        raise Torn(f"its reply to the key {call.key} ends within a row")
    places = [head.index(name) if name in head else None for name in COLUMNS]
    rows = [tuple("" if at is None else line[at] for at in places) for line in lines]
    _require_asked(rows, call)
    return rows


def has_period(row: tuple[str, ...]) -> bool:
    """Whether it is a figure, and not metadata at the end of a reply."""
    return bool(row[4])


def _require_asked(rows: Iterable[tuple[str, ...]], call: Call) -> None:
    """Rows of another key would come under a wrong name."""
    reporter = service_code(call.reporter, IMF)
    partners = {service_code(one, IMF) for one in call.partners or ()}
    for row in filter(has_period, rows):
        is_partner = not partners or row[2] in partners
        if row[0] != reporter or not is_partner or row[1] not in INDICATORS or row[3] != call.freq:
            raise ServiceError(
                f"the IMF answers {'.'.join(row[:4])} to the key {call.key}, which did not ask it"
            )
