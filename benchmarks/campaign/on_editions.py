"""Attacks on what is kept: processes killed, two at once, readers meanwhile, a full disk, flips.

After each try the published edition must open and hold exactly what it held, or all of what was
being written: never a part.
"""

from __future__ import annotations

import random
from pathlib import Path

from benchmarks.campaign import processes
from benchmarks.campaign.attacks import Attack
from data import store
from data.book import figure_book, user_part
from data.book.columns import FIGURE
from data.editions import Edition
from data.errors import EditionError
from tests.support.homes import flip

LOAD = "from data.store import load_figures\nprint(flush=True)\nload_figures()"
ADD = (
    "from benchmarks.campaign.on_editions import ADDED\nfrom data.book import user_part\n"
    "print(flush=True)\nuser_part.add(ADDED)"
)
ADDED = user_part.Publication(
    publisher="Campaign",
    published="2025-02-10",
    language="en",
    kind="press",
    text="Viet Nam's exports to Kenya were 120.0 million USD in 2024.",
    statistics_of=("VNM",),
    figures=(
        dict.fromkeys(FIGURE, "")
        | {
            "figure": "f1",
            "reporter": "VNM",
            "partner": "KEN",
            "flow": "export",
            "product": "TOTAL",
            "period": "2024",
            "number": "120.0",
            "unit": "million",
            "currency": "USD",
            "qualifier": "exact",
            "status": "A",
            "kind": "actual",
            "printed": "120.0 million USD",
            "place": "line 1",
        },
    ),
)


def rows_of(edition: Edition) -> list[tuple[object, ...]]:
    """Every value of the figures, claims and sources; the edition is closed."""
    tables = ("figure", "claim", "source")
    try:
        return [row for name in tables for row in edition.relation(name).order("ALL").fetchall()]
    finally:
        edition.connection.close()


def kills_of_loads(folder: Path, tries: int) -> Attack:
    """`load figures` killed at a random moment; then the edition opens whole."""
    attack, home = Attack("loads killed"), folder / "loads"
    store.load_figures(home)
    rows = rows_of(store.open_edition(home))
    for moment in processes.moments(tries, lambda: processes.run(home, LOAD)):
        ended = processes.killed(home, LOAD, moment)
        edition = store.open_edition(home)
        warnings = edition.warnings
        same = rows_of(edition) == rows and not warnings
        attack.expect(same, ended, f"killed after {moment:.3f} s: {warnings or 'other rows'}")
    store.load_figures(home)
    left = len(list((home / "book").iterdir()))
    attack.expect(left <= 2 * store.KEPT_EDITIONS, "tidy after", f"{left} files of books are left")
    return attack


def kills_of_adds(folder: Path, tries: int) -> Attack:
    """Adding a text's figures killed at a random moment; adding it again adds all of it."""
    attack, home = Attack("adds killed"), folder / "adds"
    store.load_figures(home)
    rows = rows_of(store.open_edition(home))
    source = user_part.add(ADDED, home)
    with_it = rows_of(store.open_edition(home))
    user_part.remove(source, home)

    def added_and_removed() -> float:
        seconds = processes.run(home, ADD)
        user_part.remove(source, home)
        return seconds

    for moment in processes.moments(tries, added_and_removed):
        ended = processes.killed(home, ADD, moment)
        found = rows_of(store.open_up_to_date(home))
        try:
            user_part.add(ADDED, home)
        except user_part.AlreadyAdded:
            ended = f"{ended}, all of it there"
        except EditionError as error:
            attack.failed(f"killed after {moment:.3f} s, not added again: {error}")
            continue
        after = rows_of(store.open_up_to_date(home))
        whole = found in (rows, with_it) and after == with_it
        attack.expect(whole, ended, f"killed after {moment:.3f} s: rows lost or half there")
        user_part.remove(source, home)
    return attack


def loads_at_once(folder: Path, tries: int) -> Attack:
    """Two processes load at the same time: both publish, one after the other."""
    attack, home = Attack("two loads at once"), folder / "both"
    for _ in range(tries):
        both = [processes.start(home, LOAD) for _ in range(2)]
        statuses = [process.wait() for process in both]
        warnings = store.open_edition(home).warnings
        attack.expect(
            statuses == [0, 0] and not warnings, "both published", f"{statuses}, {warnings}"
        )
    return attack


def readers_during_loads(folder: Path, tries: int) -> Attack:
    """Thirty readers open the edition again and again while loads publish new ones."""
    attack, home = Attack("readers during loads"), folder / "readers"
    store.load_figures(home)
    rows = rows_of(store.open_edition(home))

    def read() -> None:
        try:
            found = rows_of(store.open_edition(home))
        except EditionError as error:
            attack.failed(str(error))
        else:
            attack.expect(found == rows, "the same rows", "other rows")

    with processes.readers(30, read):
        for _ in range(tries):
            processes.run(home, LOAD)
    return attack


def full_disk(folder: Path, tries: int) -> Attack:
    """No file may grow beyond a random length, as on a disk that fills up."""
    attack, home, chance = Attack("full disk"), folder / "full", random.Random(12)
    store.load_figures(home)
    rows = rows_of(store.open_edition(home))
    for _ in range(tries):
        length = int(chance.choice((10 ** chance.uniform(0, 7), chance.uniform(0, 2 * 10**7))))
        named = chance.choice((("load", "figures"), ("status",), ("export", "claims")))
        if named == ("status",):  # as if the book had changed, so that it must build
            _forget_what_it_was_made_of(home)
        status, error = processes.on_a_full_disk(home, length, *named)
        told = "no room, one line" if error else "room enough"
        sound = status in (0, 2) and "Traceback" not in error
        sound = sound and rows_of(store.open_edition(home)) == rows
        attack.expect(sound, told, f"{' '.join(named)} with {length:,} bytes: {error[-300:]!r}")
    return attack


def flipped_bytes(folder: Path, tries: int) -> Attack:
    """A byte of a book, a manifest or the published name is another: never another figure."""
    attack, home, chance = Attack("bytes flipped"), folder / "flipped", random.Random(13)
    for _ in range(2):
        store.load_figures(home)
    newest = store.open_edition(home)
    rows = rows_of(newest)
    book = home / newest.manifest.parts["book"].file
    for _ in range(tries):
        path = chance.choice((book, book, newest.path, home / "current"))
        at, bits = chance.randrange(path.stat().st_size), chance.randrange(1, 256)
        flip(path, at, bits)
        try:
            served = store.open_edition(home)
        except EditionError:
            attack.ended("refused in one line")
        else:
            how = "the edition before, said so" if served.warnings else "as it was"
            if served.path != newest.path and not served.warnings:
                how = "the edition before, by its name"
            same = rows_of(served) == rows
            attack.expect(same, how, f"{path.name}, byte {at} by {bits}: other rows")
        finally:
            if path.name == "current":
                path.write_text(f"{newest.name}\n", encoding="utf-8")
            else:
                flip(path, at, bits)
    return attack


def _forget_what_it_was_made_of(home: Path) -> None:
    """Let the newest manifest say that its book was made of another figure book."""
    path = store.open_edition(home).path
    made_of = figure_book.checksum(added=figure_book.added(home))
    path.write_text(path.read_text(encoding="utf-8").replace(made_of, "0" * 64), encoding="utf-8")
