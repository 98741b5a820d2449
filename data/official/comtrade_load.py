"""Figures of UN Comtrade into the data set `un-comtrade`: totals, and goods by HS.

    HOME/fetched/un-comtrade/    replies of a load that is not published yet

With a key in COMTRADE_KEY its data are asked, without one its preview, 500 rows at a time. The key
is sent to the service and is written nowhere. The address is https://comtradeapi.un.org;
TRADEPROOF_COMTRADE_URL names another, as tests do.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from data import codes, periods
from data.codes.service_codes import COMTRADE, Pair, by_reporter, service_code
from data.errors import TradeproofError
from data.official import fetched
from data.official.fetched import Origin, Scope
from data.official.table_load import Prepared, require_figures
from data.periods import Period
from data.services import comtrade
from data.services.asking import Asker, Manners, never
from data.services.comtrade import Call
from data.services.kept_replies import KeptReplies

ADDRESS, KEY = "TRADEPROOF_COMTRADE_URL", "COMTRADE_KEY"
YEARS = 10  # of annual figures, where no first year is given
ORIGIN = Origin(
    source="un-comtrade",
    publisher="United Nations Statistics Division",
    title="UN Comtrade, trade in goods by partner, as reported",
    address="https://comtradeplus.un.org",
    licence="Terms of UN Comtrade, https://comtradeplus.un.org; cite the source",
    citation="United Nations Statistics Division. UN Comtrade Database, https://comtradeplus.un.org."
    " Accessed on {today}.",
)


@dataclass
class Tally:
    """What was asked of a reporter, and what it gave."""

    calls: int = 0
    rows: int = 0
    without: list[str] = field(default_factory=list)


def has_key() -> bool:
    """Whether a key is there."""
    return bool(os.environ.get(KEY, "").strip())


def periods_of(freq: str, first: str | None, last: str | None, today: date) -> list[str]:
    """The periods that are asked, as Comtrade writes them: 2024, or 202403.

    Raises
    ------
    TradeproofError
        There is none between them, or one is no period.
    """
    end = periods.parse(last).last_month if last else date(today.year, 12, 1)
    if first:
        begin = periods.parse(first).first_month
    else:
        begin = date(end.year - (YEARS if freq == "A" else 1), 1, 1)
    end = min(end, date(today.year, 12, 1))
    months = [
        (year, month)
        for year in range(begin.year, end.year + 1)
        for month in range(1, 13)
        if begin <= date(year, month, 1) <= end and date(year, month, 1) < today
    ]
    if freq == "M":
        found = [f"{year}{month:02}" for year, month in months]
    else:
        whole = {year for year, month in months if month == 12}
        found = [str(year) for year, month in months if month == 1 and year in whole]
    if not found:
        raise TradeproofError(f"no whole period lies between {first or begin} and {last or end}")
    return found


def calls_for(
    pairs: Iterable[Pair], freq: str, asked: Sequence[str], level: str, *, keyed: bool
) -> list[Call]:
    """The calls for pairs, one a reporter, and a period or, with a key, a dozen of them.

    Raises
    ------
    TradeproofError
        There is no pair, or Comtrade has no code for one, or no such frequency or product.
    """
    codes.require("freq", freq, comtrade.FREQUENCIES)
    codes.require("product", level, comtrade.LEVELS)
    wanted = [(reporter, partner) for reporter, partner in pairs if reporter != partner]
    if not wanted:
        raise TradeproofError("there is no pair to ask for; name a reporter and a partner")
    for reporter, partner in wanted:
        service_code(reporter, COMTRADE, as_reporter=True)
        if partner is not None:
            service_code(partner, COMTRADE)
    size = comtrade.KEYED_PERIODS if keyed else 1
    return [
        Call(reporter, partners, freq, asked[at : at + size], level, keyed)
        for reporter, partners in by_reporter(wanted).items()
        for at in range(0, len(asked), size)
    ]


def fetched_table(
    folder: Path,
    calls: Sequence[Call],
    *,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] = never,
    say: Callable[[str], None] = lambda _: None,
    address: str | None = None,
    manners: Manners | None = None,
) -> Prepared:
    """The replies to calls as one table, ready to be loaded.

    Raises
    ------
    TradeproofError
        One sentence: there is no network, the quota is used up, there is no data, ...
    """
    address = address or os.environ.get(ADDRESS) or comtrade.ADDRESS
    key = _key() if calls[0].has_key else ""
    tally: dict[str, Tally] = {}
    answered: list[Call] = []
    with Asker(
        address, headers={comtrade.KEY_HEADER: key} if key else {}, secret=key,
        refusal=comtrade.refusal, manners=manners, stop=stop, say=say,
    ) as asker:  # fmt: skip
        ask = partial(_asked, asker, KeptReplies(folder, ORIGIN.source))

        def rows() -> Iterator[tuple[str, ...]]:
            for done, call in enumerate(calls, start=1):
                told = tally.setdefault(call.reporter, Tally())
                before = told.rows
                for found in ask(call, told):
                    told.rows += len(found)
                    yield from found
                if told.rows > before:
                    answered.append(call)
                else:
                    told.without += call.periods
                if progress:
                    progress(done, len(calls))
            if not answered:
                raise TradeproofError(f"UN Comtrade has no data of {calls[0].name} or the others")

        understanding = fetched.gathered(folder, ORIGIN.source, comtrade.COLUMNS, rows())
    require_figures(understanding, asker.host)
    level = calls[0].level
    return fetched.prepared(
        ORIGIN, understanding, _scopes(answered), folder, name=asker.host,
        told=[_told(reporter, one) for reporter, one in tally.items()],
        every_product=level != codes.TOTAL,
        products="all goods only" if level == codes.TOTAL else f"{level}, and all goods",
    )  # fmt: skip


def _asked(
    asker: Asker, kept: KeptReplies, call: Call, tally: Tally
) -> Iterator[list[tuple[str, ...]]]:
    """The rows of a call, or of its parts where a page is cut off."""
    tally.calls += 1
    reply = kept.reply(asker, call.asked, partial(comtrade.read, call=call))
    rows, is_cut = comtrade.read(reply, call)
    if not is_cut:
        yield rows
        return
    for part in comtrade.parts(call):
        yield from _asked(asker, kept, part, tally)


def _key() -> str:
    """The key, which no message repeats.

    Raises
    ------
    TradeproofError
        It cannot be one.
    """
    key = os.environ[KEY].strip()
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise TradeproofError(f"{KEY} holds what cannot be a key; look at how it was set")
    return key


def _scopes(calls: Iterable[Call]) -> list[Scope]:
    found = []
    for call in calls:
        first, last = (_period(text) for text in (call.periods[0], call.periods[-1]))
        digits = dict.fromkeys((0, comtrade.LEVELS[call.level]))
        found += [
            Scope(call.reporter, partner, call.freq, first.first_month, last.last_month, length)
            for partner in (call.partners if call.partners is not None else (None,))
            for length in digits
        ]
    return found


def _period(text: str) -> Period:
    """The period that Comtrade writes as `2024` or `202403`."""
    return periods.parse(text if len(text) == 4 else f"{text[:4]}-{text[4:]}")


def _told(reporter: str, tally: Tally) -> tuple[str, ...]:
    without = f"; no data of {', '.join(tally.without)}" if tally.without else ""
    return (f"{tally.rows} rows", f"{reporter}, {tally.calls} calls{without}")
