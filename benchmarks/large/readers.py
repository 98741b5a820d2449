"""Fifty readers at once, while loads publish: of the HTTP interface, and of the answers in threads.

The server is a process of its own. Each reader has a client of its own and asks without a pause for
pairs drawn as trade is, the same ones again and again. Meanwhile a table of one's own is added to
the data sets and taken out again: each time an edition is published, opened by who asks next, and
all of its answers are worked out anew. Whatever is no 200, a broken answer, and bytes that are not
those that the same address gave before, is an error.

Starlette works on forty requests at a time; who comes then waits in line, and nobody is sent away.
"""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Event, Lock
from time import perf_counter
from urllib.parse import urlencode

import httpx

from benchmarks.large.asked_pairs import Subject, drawn
from benchmarks.large.measured import Line
from benchmarks.large.timed_runs import Place, run
from dashboard.answers import comparison, newest_edition, pair_span, pairs, trade_of_reporter
from dashboard.answers.comparison import LEVEL
from data import store
from data.official.embedded import SWITCH
from data.switches import NO
from tests.support import browser

READERS = 50
REQUESTS = 20  # of each reader
PAIRS = 100
PAUSE = 1  # second between two editions
PATIENCE = 60  # seconds until an answer is missing
OWN = "reporter,partner,flow,period,value,unit\nFJI,WSM,export,2023,1,million USD\n"
NAME = "readers-own"


@dataclass
class Found:
    """What the readers found, gathered from all of them."""

    seconds: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    editions: set[str] = field(default_factory=set)
    bytes_of: dict[str, str] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def add(self, took: float, error: str | None, edition: str | None) -> None:
        """One answer."""
        with self.lock:
            self.seconds.append(took)
            self.errors += Counter([error] if error else [])
            self.editions |= {edition} if edition else set()

    def differs(self, address: str, content: bytes) -> bool:
        """Whether the address gave other bytes before."""
        digest = sha256(content).hexdigest()
        with self.lock:
            return self.bytes_of.setdefault(address, digest) != digest


def measure(place: Place) -> Iterator[Line]:
    """The line of the HTTP interface, then that of the answers."""
    home = _linked(place.home, place.folder / "readers")
    edition = store.open_edition(home)
    subjects = drawn(edition, PAIRS)
    edition.connection.close()
    with browser.serving(home) as site:
        yield _line("HTTP", place, home, lambda found: _over_http(site, subjects, found))
    before = {name: os.environ.get(name) for name in ("TRADEPROOF_HOME", SWITCH)}
    os.environ |= {"TRADEPROOF_HOME": str(home), SWITCH: NO}
    try:
        yield _line("the answers, in threads", place, home,
                    lambda found: _in_threads(subjects, found))  # fmt: skip
    finally:
        newest_edition.forget()
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})
    shutil.rmtree(home)


def _linked(home: Path, to: Path) -> Path:
    """A home of the same files, which never change; what is published there is its own."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(home, to, copy_function=os.link)
    return to


def _line(what: str, place: Place, home: Path, read: Callable[[Found], None]) -> Line:
    found, is_over = Found(), Event()
    with ThreadPoolExecutor(1) as beside:
        loads = beside.submit(_publish, home, is_over)
        since = perf_counter()
        try:
            read(found)
            took = perf_counter() - since
        finally:
            is_over.set()
        published = loads.result()
    errors = sum(found.errors.values())
    beside_it = {
        "readers": str(READERS),
        "answers a second": f"{len(found.seconds) / took:,.0f}",
        "editions published": str(published),
        "read": str(len(found.editions)),
        "errors": f"{errors} ({'; '.join(map(str, found.errors.items()))})" if errors else "0",
    }
    return Line(f"{READERS} readers at once: {what}", place.size.name, found.seconds,
                beside=beside_it)  # fmt: skip


def _publish(home: Path, is_over: Event) -> int:
    """Add a table of one's own and take it out again, until the readers have read."""
    table = home / "own.csv"
    table.write_text(OWN, encoding="utf-8")
    command = ("-m", "dashboard.cli.main")
    published = 0
    while not is_over.is_set():
        run(*command, "load", "table", str(table), "--source", NAME, home=home)
        is_over.wait(PAUSE)
        run(*command, "datasets", "remove", NAME, home=home)
        is_over.wait(PAUSE)
        published += 2
    return published


def _over_http(site: str, subjects: Sequence[Subject], found: Found) -> None:
    def reads(number: int) -> None:
        with httpx.Client(base_url=site, timeout=PATIENCE) as client:
            for address in _addresses(number, subjects):
                since = perf_counter()
                try:
                    answer = client.get(address)
                except httpx.HTTPError as error:
                    found.add(perf_counter() - since, type(error).__name__, None)
                    continue
                took = perf_counter() - since
                wrong = None if answer.is_success else str(answer.status_code)
                if wrong is None and found.differs(address, answer.content):
                    wrong = "other bytes"
                found.add(took, wrong, answer.headers.get("Tradeproof-Edition"))

    with ThreadPoolExecutor(READERS) as readers:
        list(readers.map(reads, range(READERS)))


def _addresses(number: int, subjects: Sequence[Subject]) -> Iterator[str]:
    """What a reader asks for: mostly of a pair, now and then of a reporter with all partners."""
    drawing = random.Random(number)
    for _ in range(REQUESTS):
        of = drawing.choice(subjects)
        pair = {"reporter": of.reporter, "partner": of.partner, "product": "TOTAL"}
        [(name, asked)] = drawing.choices(
            [
                ("observations.json", pair),
                ("growth.csv", pair),
                ("balance.csv", pair),
                ("mirror.csv", pair),
                ("rank.json", pair),
                ("growth.csv", {"reporter": of.reporter, "product": "TOTAL"}),
                ("observations.csv", {"reporter": of.reporter, "partner": of.partner}),
            ],
            weights=[4, 4, 2, 2, 1, 1, 1],
        )
        yield f"/api/{name}?{urlencode(asked)}"


def _in_threads(subjects: Sequence[Subject], found: Found) -> None:
    def reads(number: int) -> None:
        drawing = random.Random(number)
        for _ in range(REQUESTS):
            of, ask = drawing.choice(subjects), drawing.choice(QUESTIONS)
            since = perf_counter()
            edition = newest_edition.newest()
            ask(edition, of)
            found.add(perf_counter() - since, None, edition.name)

    with ThreadPoolExecutor(READERS) as readers:
        list(readers.map(reads, range(READERS)))


QUESTIONS: tuple[Callable[..., object], ...] = (
    lambda edition, of: pairs.pair(edition, of.reporter, of.partner, "A"),
    lambda edition, of: pair_span.span(edition, of.reporter, of.partner),
    lambda edition, of: comparison.compared(edition, of.side_by_side(LEVEL)),
    lambda edition, of: trade_of_reporter.snapshot(edition, of.reporter, "export", None),
)
