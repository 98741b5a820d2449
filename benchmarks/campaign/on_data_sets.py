"""Attacks on data sets: loads of a table killed, two at once, fifty readers meanwhile, a full disk.

The release that is loaded is the one before or the new one, whole: never a part, never none.
"""

from __future__ import annotations

import random
from pathlib import Path

from benchmarks.campaign import processes
from benchmarks.campaign.attacks import Attack
from data import codes, store
from data.errors import EditionError
from data.official import releases
from data.official.table_load import Told, load, prepare
from tests.support.homes import flip

SOURCE = "own"
YEARS = range(1995, 2025)
LOAD = (
    "from pathlib import Path\nfrom data.official.table_load import Told, load, prepare\n"
    "print(flush=True)\nload(prepare(Path({file!r}), Told(source={source!r}), None, {{}}))"
)
Known = tuple[int, int, int]


def table(path: Path, factor: int) -> Path:
    """A table of exports of three countries to all others, a row a year."""
    partners = [code for code in sorted(codes.areas()) if len(code) == 3 and code.isalpha()]
    rows = [
        f"{reporter},{partner},export,{year},{factor * (1000 + at)}"
        for reporter in ("KAZ", "AZE", "BLR")
        for at, partner in enumerate(partners)
        if partner != reporter
        for year in YEARS
    ]
    path.write_text("\n".join(("reporter,partner,flow,year,value_usd", *rows)) + "\n", "utf-8")
    return path


def known(home: Path) -> Known:
    """How many figures there are of the source, and the sums of their values and periods."""
    edition = store.open_edition(home)
    try:
        [(count, value, hashed)] = edition.query(
            "SELECT count(*), coalesce(sum(value), 0)::BIGINT, "
            "coalesce(bit_xor(hash(reporter, partner, period, value)), 0) "
            "FROM observation WHERE source = ?",
            [SOURCE],
        ).fetchall()
    finally:
        edition.connection.close()
    return count, value, hashed


class _Two:
    """A home with a first release of a source, and what it would hold with the second."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.first = table(folder / "first.csv", 1)
        self.second = table(folder / "second.csv", 2)
        store.load_figures(self.home)
        self.load(self.first)
        self.before = known(self.home)
        self.load(self.second)
        self.after = known(self.home)
        if self.before == self.after or not self.before[0]:
            raise RuntimeError("the two releases hold the same")
        releases.rollback(SOURCE, self.home)
        self.program = LOAD.format(file=str(self.second), source=SOURCE)

    def load(self, file: Path) -> None:
        """Load one of the two files undisturbed."""
        load(prepare(file, Told(source=SOURCE), None, {}, self.home), self.home)

    def again(self) -> None:
        """Back to the first release, whichever is there."""
        if known(self.home) == self.after:
            releases.rollback(SOURCE, self.home)


def kills_of_tables(folder: Path, tries: int) -> Attack:
    """`load table` killed at a random moment; the release is whole, and loads again."""
    attack, two = Attack("table loads killed"), _Two(folder)

    def loaded_and_undone() -> float:
        seconds = processes.run(two.home, two.program)
        two.again()
        return seconds

    for moment in processes.moments(tries, loaded_and_undone):
        ended = processes.killed(two.home, two.program, moment)
        found = known(two.home)
        two.load(two.second)
        whole = found in (two.before, two.after) and known(two.home) == two.after
        attack.expect(whole, ended, f"killed after {moment:.3f} s: {found}")
        two.again()
    left = sorted(path.name for path in (two.home / "datasets" / SOURCE).iterdir())
    attack.expect(len(left) <= 3, "tidy after", f"files are left: {left}")
    return attack


def tables_at_once(folder: Path, tries: int) -> Attack:
    """Two processes load a table of the same source at the same time."""
    attack, two = Attack("two table loads at once"), _Two(folder)
    for _ in range(tries):
        both = [processes.start(two.home, two.program) for _ in range(2)]
        statuses = [process.wait() for process in both]
        sound = statuses == [0, 0] and known(two.home) == two.after
        attack.expect(sound, "loaded once", f"{statuses}, {known(two.home)}")
        two.again()
    return attack


def readers_during_tables(folder: Path, tries: int) -> Attack:
    """Fifty readers ask for the figures of a source while its next release is loaded."""
    attack, two = Attack("readers during table loads"), _Two(folder)

    def read() -> None:
        try:
            found = known(two.home)
        except EditionError as error:
            attack.failed(str(error))
        else:
            whole = found in (two.before, two.after)
            attack.expect(whole, "one release, whole", f"other rows: {found}")

    with processes.readers(50, read):
        for _ in range(tries):
            processes.run(two.home, two.program)
            two.again()
    return attack


def tables_on_a_full_disk(folder: Path, tries: int) -> Attack:
    """No file may grow beyond a random length while a table is loaded."""
    attack, two = Attack("tables on a full disk"), _Two(folder)
    chance = random.Random(14)
    for _ in range(tries):
        length = int(10 ** chance.uniform(0, 7))
        named = ("load", "table", str(two.second), "--source", SOURCE)
        status, error = processes.on_a_full_disk(two.home, length, *named)
        found = known(two.home)
        if status == 0:
            sound = found == two.after and error == ""
        else:
            sound = status == 2 and error.count("\n") == 1 and found == two.before
        told = "no room, one line" if error else "room enough"
        attack.expect(sound, told, f"{length:,} bytes: {status}, {found}, {error[-300:]!r}")
        two.again()
    return attack


def flipped_data_sets(folder: Path, tries: int) -> Attack:
    """A byte of a data set is another: it is left out and named, or holds the same figures."""
    attack, two, chance = Attack("bytes of data sets flipped"), _Two(folder), random.Random(15)
    [loaded] = releases.datasets(two.home)
    for _ in range(tries):
        at, bits = chance.randrange(loaded.file.stat().st_size), chance.randrange(1, 256)
        flip(loaded.file, at, bits)
        try:
            edition = store.open_edition(two.home)
            named = any(SOURCE in warning for warning in edition.warnings)
            edition.connection.close()
            found = known(two.home)
        finally:
            flip(loaded.file, at, bits)
        how = "left out, said so" if named else "as it was"
        sound = found == ((0, 0, 0) if named else two.before)
        attack.expect(sound, how, f"byte {at} by {bits}: {found}")
    return attack
