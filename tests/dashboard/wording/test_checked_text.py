"""A checked text as CSV and JSON: a row for each claim, and what the command line answers."""

from __future__ import annotations

import csv
import io
import json

from dashboard.wording.checked_text import as_csv, as_json, as_records
from tests.support.check_page import TEXT
from tests.support.checked_texts import checked_with


def test_csv_has_a_row_for_each_claim_and_for_each_figure_without_one(edition):
    data = as_csv(checked_with(edition, TEXT), edition.built_at)
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    wanted = ("figure", "flow", "period", "value", "printed", "claim", "claimed", "verdict")
    assert [tuple(row[name] for name in wanted) for row in rows] == [
        ("f1", "total", "2024", "870000000", "$870 million", "", "", ""),
        ("f2", "export", "2024", "540000000", "$540 million", "c1", "35", "consistent"),
        ("f3", "export", "2023", "400000000", "$400 million", "", "", ""),
        ("f4", "import", "2024", "310000000", "$310 million", "c2", "12", "contradicted"),
        ("f5", "import", "2023", "300000000", "$300 million", "", "", ""),
    ]
    for row in rows:
        assert TEXT[int(row["start"]) : int(row["end"])] == row["printed"]
        if row["claim"]:
            place = slice(int(row["claimed_start"]), int(row["claimed_end"]))
            assert TEXT[place] == row["claimed_printed"]


def test_json_is_that_of_the_command_line_with_the_ids_of_claims(edition):
    found = checked_with(edition, TEXT)
    told = json.loads(as_json(found))
    assert [claim.pop("id") for claim in told["claims"]] == [*found.checks]
    assert len(found.checks) == 2
    assert told == json.loads(json.dumps(as_records(found)))
