"""Figures of the IMF into the data set `imf-imts`: fetched, or from a file that was downloaded.

    HOME/fetched/imf-imts/    replies of a load that is not published yet

Nothing is asked before a person says so. The address is https://api.imf.org; TRADEPROOF_IMF_URL
names another, as tests do.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import duckdb

from data import codes, store
from data.book import figure_book
from data.codes.service_codes import IMF, Pair, can_ask, service_code
from data.errors import TradeproofError
from data.official import fetched
from data.official.fetched import Origin, Scope
from data.official.release_file import Progress
from data.official.table_load import Prepared, require_figures
from data.services import imf
from data.services.asking import Asker, Manners, Unreachable, never
from data.services.imf import Call
from data.services.kept_replies import KeptReplies
from data.tables.judging import FIGURE, LEFT_OUT
from data.tables.table_errors import TableError
from data.tables.understanding import Understanding, understand

ADDRESS = "TRADEPROOF_IMF_URL"
FREQUENCIES = imf.FREQUENCIES
NoNetwork = Unreachable  # for whoever has a sentence of its own for it
HOME_COUNTRY = "VNM"
ORIGIN = Origin(
    source="imf-imts",
    publisher="International Monetary Fund",
    title="International Trade in Goods by partner country (IMTS)",
    address="https://data.imf.org/en/datasets/IMF.STA:IMTS",
    licence="© International Monetary Fund. All rights reserved; public, "
    "https://www.imf.org/external/terms.htm: cite the Fund, the data set and the day of access",
    citation="International Monetary Fund. International Trade in Goods (by partner country), "
    "https://data.imf.org/en/datasets/IMF.STA:IMTS. Accessed on {today}.",
)
LAYOUT = "IMF, International Trade in Goods by partner country"
BALANCE = "balance"
SAME_CELL = "reporter, partner, product, first_month, last_month, currency"
# How far a balance may be from exports minus imports: dollars, and of three rounded numbers.
CENT, THREE_HALVES = Decimal("0.01"), Decimal("1.5")
Calls = Callable[[int, int], None]


@dataclass(frozen=True)
class Got:
    """What the IMF gave to a call: rows, and the partners with which it has none."""

    call: Call
    rows: int
    without: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[str, str]:
        """The rows, and the key with what is not there."""
        if not self.rows:
            return "no data", self.call.key
        without = f"; none with {', '.join(self.without)}" if self.without else ""
        return f"{self.rows} rows", f"{self.call.key}{without}"


@dataclass(frozen=True)
class Loaded:
    """What a fetch did, and what was given to each call."""

    source: str
    release: str
    edition: str | None
    changed: bool
    figures: int
    rejected: int
    got: tuple[Got, ...]

    @property
    def rows(self) -> dict[str, int]:
        """The rows by key that was asked."""
        return {one.call.key: one.rows for one in self.got}

    @property
    def without_data(self) -> list[tuple[str, str, str]]:
        """Reporter, partner and frequency of what the IMF has no data of."""
        return [(one.call.reporter, other, one.call.freq)
                for one in self.got for other in one.without]  # fmt: skip


def service_address() -> str:
    """The address that is asked, for whoever says so before."""
    return os.environ.get(ADDRESS) or imf.ADDRESS


def fetch(
    home: Path | None,
    pairs: Iterable[Pair],
    frequency: str | Sequence[str] = "A",
    progress: Calls | None = None,
    stop: Callable[[], bool] = never,
    *,
    start: int | None = None,
    address: str | None = None,
    manners: Manners | None = None,
) -> Loaded:
    """Fetch the figures of pairs and load them: for a page, which shows what is said of an error.

    Parameters
    ----------
    pairs
        Reporter and partner; `both_sides` turns a pair around as well.
    frequency
        A, Q or M, or several.
    progress
        Told the calls that are answered, and all there are.
    stop
        Asked again and again whether to stop: what was fetched is kept for the next time.
    start
        The first year; all there are without.
    address
        Of the service, in place of its own.

    Raises
    ------
    TradeproofError
        One sentence: there is no network, the IMF has no data of any key, it was stopped, ...
    """
    folder = home or store.home()
    calls = calls_for(pairs, (frequency,) if isinstance(frequency, str) else frequency, start)
    ready, got = fetched_table(
        folder, calls, progress=progress, stop=stop, address=address, manners=manners
    )
    outcome = fetched.load(ready, folder)
    known = outcome.known
    return Loaded(
        known["source"], known["release"], outcome.edition, outcome.changed, known["figures"],
        known["rejected"], got,
    )  # fmt: skip


def both_sides(pairs: Iterable[tuple[str, str]]) -> list[Pair]:
    """Each pair as its reporter's statistics and as its partner's, where the IMF has them."""
    turned = [side for one, other in pairs for side in ((one, other), (other, one))]
    return [pair for pair in dict.fromkeys(turned) if can_ask(pair, IMF)]


def book_pairs() -> list[Pair]:
    """Viet Nam with each of its partners in the figure book, both sides, where the IMF has them."""
    named = {
        area
        for row in figure_book.read().tables["figure"]
        if HOME_COUNTRY in (row["reporter"], row["partner"])
        for area in (row["reporter"], row["partner"])
    }
    return both_sides((HOME_COUNTRY, other) for other in sorted(named - {HOME_COUNTRY, None}))


def calls_for(
    pairs: Iterable[Pair], frequencies: Sequence[str], start: int | None = None
) -> list[Call]:
    """The calls for pairs; each is checked before the first is made.

    Raises
    ------
    TradeproofError
        There is no pair, or the IMF has no code for one, or no such frequency.
    """
    for freq in frequencies:
        codes.require("freq", freq, imf.FREQUENCIES)
    wanted = [(reporter, partner) for reporter, partner in pairs if reporter != partner]
    calls = imf.calls(wanted, frequencies, start)
    if not calls:
        raise TradeproofError("there is no pair to ask the IMF for; name a reporter and a partner")
    for call in calls:
        _ = call.key
    return calls


def fetched_table(
    folder: Path,
    calls: Sequence[Call],
    *,
    progress: Calls | None = None,
    stop: Callable[[], bool] = never,
    say: Callable[[str], None] = lambda _: None,
    address: str | None = None,
    manners: Manners | None = None,
) -> tuple[Prepared, tuple[Got, ...]]:
    """The replies to calls as one table, ready to be loaded, and what was given to each.

    Raises
    ------
    TradeproofError
        As of `fetch`.
    """
    address = address or service_address()
    got: list[Got] = []

    with Asker(address, headers=imf.HEADERS, manners=manners, stop=stop, say=say) as asker:
        kept = KeptReplies(folder, ORIGIN.source)

        def answered() -> Iterator[tuple[str, ...]]:
            for done, call in enumerate(calls, start=1):
                found = imf.read(kept.reply(asker, call.asked, partial(imf.read, call=call)), call)
                yield from found
                got.append(_got(call, found))
                if progress:
                    progress(done, len(calls))
            if not any(one.rows for one in got):
                asked = ", ".join(call.key for call in calls)
                raise TradeproofError(
                    f"the IMF has no data of {asked}; it answers a code that it does "
                    "not know in the same way, so look at the countries and the period"
                )

        understanding = fetched.gathered(folder, ORIGIN.source, imf.COLUMNS, answered())
    told = [one.told for one in got]
    scopes = [scope for one in got if one.rows for scope in _scopes(one)]
    return _prepared(understanding, scopes, folder, asker.host, told), tuple(got)


def file_table(path: Path, folder: Path, on_rows: Progress = lambda _: None) -> Prepared:
    """A file that a person downloaded, from the API (whole dollars) or the portal (millions).

    Raises
    ------
    TableError
        Its header is neither's, or it cannot be read.
    """
    understanding = understand(path, on_rows=on_rows)
    layouts = [found.value for found in understanding.findings if found.topic == "layout"]
    if not layouts or not all(layout.startswith(LAYOUT) for layout in layouts):
        raise TableError(
            path.name,
            "its header is neither that of the IMF's API (COUNTRY, INDICATOR, "
            "COUNTERPART_COUNTRY, TIME_PERIOD, OBS_VALUE, SCALE: whole dollars) nor of its portal "
            "(COUNTRY.ID, INDICATOR.ID, COUNTERPART_COUNTRY.ID: millions); "
            "`tradeproof load table` reads other tables",
        )
    spans = understanding.figures().aggregate(
        "reporter, partner, freq, min(first_month), max(last_month)", "reporter, partner, freq"
    )
    scopes = [Scope(*span) for span in spans.fetchall()]
    return _prepared(understanding, scopes, folder, path.name, (), file=path.name)


def _got(call: Call, found: Sequence[tuple[str, ...]]) -> Got:
    there = {row[2] for row in found if imf.has_period(row)}
    without = tuple(one for one in call.partners or () if service_code(one, IMF) not in there)
    return Got(call, sum(map(imf.has_period, found)), without)


def _scopes(got: Got) -> list[Scope]:
    """What the figures of a call replace: what was answered without data replaces nothing."""
    call = got.call
    first = date(call.start, 1, 1) if call.start else None
    if call.partners is None:
        return [Scope(call.reporter, None, call.freq, first)]
    there = [one for one in call.partners if one not in got.without]
    return [Scope(call.reporter, one, call.freq, first) for one in there]


def _prepared(
    understanding: Understanding,
    scopes: Iterable[Scope],
    folder: Path,
    name: str,
    told: Sequence[tuple[str, ...]],
    file: str | None = None,
) -> Prepared:
    _say_metadata_rows(understanding)
    _check_balances(understanding)
    require_figures(understanding, name)
    return fetched.prepared(
        ORIGIN, understanding, scopes, folder, name=name, told=told, file=file,
        published=_updated(understanding),
    )  # fmt: skip


def _say_metadata_rows(understanding: Understanding) -> None:
    """Rows at the end without a period; whether or not they were taken for a note of the table."""
    without = 0
    for judged in understanding.blocks:
        block = judged.reading.block
        named = {column.heading: column.cell for column in judged.reading.columns}
        if "TIME_PERIOD" not in named or "INDICATOR" not in named:
            continue  # the portal's, with a column a period
        [(count,)] = understanding.connection.execute(
            f"SELECT count(*) FROM {block.sheet.table} WHERE row >= {block.first} "
            f"AND {named['TIME_PERIOD']} IS NULL AND {named['INDICATOR']} IS NOT NULL"
        ).fetchall()
        without += count
    if without:
        understanding.remarks.append(
            f"rows without a period, which are metadata of the IMF and no figures: {without}"
        )


def _updated(understanding: Understanding) -> str | None:
    """The newest day on which the IMF changed a row: that of the release."""
    days = []
    for judged in understanding.blocks:
        table = judged.reading.block.sheet.table
        for column in judged.reading.columns:
            if column.heading == "UPDATE_DATE":
                [(day,)] = understanding.connection.execute(
                    f"SELECT max(left({column.cell}, 10)) FROM {table} "
                    f"WHERE regexp_matches({column.cell}, '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}')"
                ).fetchall()
                days.append(day)
    return max((day for day in days if day), default=None)


def _check_balances(understanding: Understanding) -> None:
    """The balance is a check of exports and imports, to the last printed digit, and no figure."""
    connection: duckdb.DuckDBPyConnection = understanding.connection
    is_exact = all(judged.reading.unit == "one" for judged in understanding.blocks)
    connection.register("read_figures", understanding.figures())
    [(checked, apart, first)] = connection.execute(
        f"""
        SELECT count(*), count(*) FILTER (is_apart),
            min(concat_ws(' ', reporter, partner, period || ':', printed, 'beside', computed))
                FILTER (is_apart)
        FROM (
            SELECT b.reporter, b.partner, b.period, b.value AS printed,
                x.value - m.value AS computed, abs(printed - computed) > $1 AS is_apart
            FROM (FROM read_figures WHERE flow = 'balance') b
            JOIN (FROM read_figures WHERE flow = 'export') x USING ({SAME_CELL})
            JOIN (FROM read_figures WHERE flow = 'import') m USING ({SAME_CELL})
        )
        """,
        [CENT if is_exact else THREE_HALVES],
    ).fetchall()
    connection.unregister("read_figures")
    for judged in understanding.blocks:
        connection.execute(
            f"UPDATE {judged.table} SET outcome = '{LEFT_OUT}', kind = '{BALANCE}', "
            "reason = 'exports minus imports: a check, not loaded' "
            f"WHERE outcome = '{FIGURE}' AND flow = 'balance'"
        )
    if checked:
        said = f"{apart} differ, as {first}" if apart else "none differs"
        understanding.remarks.append(
            f"balances that are compared with exports minus imports: {checked}, {said}"
        )
