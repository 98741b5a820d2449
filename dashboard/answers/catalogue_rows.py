"""Rows of the file `sources`: the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.answers import source_rows
from dashboard.answers.selection import Selection
from data.relations import Row, records
from data.store import Edition


def of_selection(edition: Edition, selection: Selection) -> Iterator[Row]:
    """The catalogue; a filter keeps the sources that have a figure or rate so selected."""
    rows = source_rows.catalogue(edition)
    if selection.filters():
        told = selection.by_flow_and_period(selection.by_key(source_rows.told(edition)))
        chosen = {row["source"] for row in records(told.select("source").distinct())}
        if selection.filters() == ("source",):  # also one that tells of events only
            chosen |= {*selection.source}
        rows = [row for row in rows if row["source"] in chosen]
    for row in rows:
        statistics_of = "; ".join(row["statistics_of"]) or None
        yield {**row, "source_kind": row["kind"], "statistics_of": statistics_of}
