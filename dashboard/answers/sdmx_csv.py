"""The file `observations` as SDMX-CSV 2.0, which programs of statistical offices read.

The columns are the standard's: the structure, what is to be done with the row, then dimensions,
measure and attributes by the names of SDMX's cross-domain concepts, where there is one. The
structure itself is this program's own, and in no registry: `docs/http.md` describes it.
"""

from __future__ import annotations

from duckdb import DuckDBPyRelation

from dashboard.answers.file_columns import PublicFile
from dashboard.answers.file_formats import NUMBER, TEXT
from dashboard.answers.selection import Selection
from data import codes
from data.errors import TradeproofError

SDMX_CSV = "sdmx-csv"
OF = "observations"
ENDING = "sdmx.csv"  # of a file's name
MEDIA_TYPE = "application/vnd.sdmx.data+csv;version=2.0.0"
STRUCTURE_ID = "TRADEPROOF:OBSERVATIONS(1.0.0)"  # a new number where a column changes
SOURCE = "SOURCE"
OTHER_FREQ = "_O"  # of SDMX's CL_FREQ; the only one of ours that is not in it stands for R

# A word that makes the printed number one end of where the true one lies: such an end is no value.
_ONE_SIDED = ", ".join(f"'{word}'" for word, ends in codes.lists().qualifier.items() if 0 in ends)
_FIRST, _LAST = ("(" + end + "(period, 7) || '-01')::DATE" for end in ("left", "right"))
_RANGE = f"{_FIRST}::VARCHAR || '/P' || (date_diff('month', {_FIRST}, {_LAST}) + 1) || 'M'"
_COLUMNS = {  # kind and SQL, in the names of the public file
    "STRUCTURE": (TEXT, "'dataflow'"),
    "STRUCTURE_ID": (TEXT, f"'{STRUCTURE_ID}'"),
    "ACTION": (TEXT, "'I'"),  # information
    "FREQ": (TEXT, f"CASE freq WHEN 'R' THEN '{OTHER_FREQ}' ELSE freq END"),
    "REF_AREA": (TEXT, "reporter"),
    "COUNTERPART_AREA": (TEXT, "partner"),
    "TRADE_FLOW": (TEXT, "flow"),
    "PRODUCT": (TEXT, "product"),
    "CURRENCY": (TEXT, "currency"),
    SOURCE: (TEXT, "source"),
    "TIME_PERIOD": (TEXT, f"CASE freq WHEN 'R' THEN {_RANGE} ELSE period END"),
    "OBS_VALUE": (NUMBER, f"CASE WHEN qualifier IN ({_ONE_SIDED}) THEN NULL ELSE value END"),
    "OBS_STATUS": (TEXT, "status"),
    "UNIT_MULT": (NUMBER, "0"),  # whole units of the currency
    "LOWER_BOUND": (NUMBER, "low"),
    "UPPER_BOUND": (NUMBER, "high"),
    "QUALIFIER": (TEXT, "qualifier"),
    "VALUATION": (TEXT, "valuation"),
    "RELEASE_DATE": (TEXT, "release_date"),
}
KINDS = {name: kind for name, (kind, _) in _COLUMNS.items()}


def refuse_as_sdmx(file: PublicFile, selection: Selection) -> None:
    """Say of another file that it has no such form, and that what is beside has no place in it.

    Raises
    ------
    TradeproofError
        It is so.
    """
    if file.name != OF:
        raise TradeproofError(f"the file {file.name} has no form {SDMX_CSV}; {OF} has")
    if selection.beside:
        raise TradeproofError(
            f"the form {SDMX_CSV} has no column for {selection.beside[0]}; leave it out beside"
        )


def as_sdmx(observations: DuckDBPyRelation) -> DuckDBPyRelation:
    """Rows of the public file as observations of SDMX, in their order.

    A figure without a period is none: its key would lack the time.
    """
    columns = ", ".join(f"{sql} AS {name}" for name, (_, sql) in _COLUMNS.items())
    return observations.filter("period IS NOT NULL").select(columns)
