"""`make campaign`, or this module with [NAME ...] [--share 0.1] [--folder DIR].

Runs every attack, or those named, with the number of tries below times the share; prints how each
ended and exits with 1 where one ended as nobody promised. All that it writes is in a folder of its
own, which is made anew. `docs/reliability.md` keeps what was counted.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.campaign import on_data_sets, on_editions, on_input, on_pages, processes
from benchmarks.campaign.attacks import Attack

ATTACKS: dict[str, tuple[Callable[[Path, int], Attack], int]] = {
    "loads-killed": (on_editions.kills_of_loads, 80),
    "adds-killed": (on_editions.kills_of_adds, 80),
    "loads-at-once": (on_editions.loads_at_once, 10),
    "readers": (on_editions.readers_during_loads, 10),
    "full-disk": (on_editions.full_disk, 60),
    "flipped": (on_editions.flipped_bytes, 400),
    "tables-killed": (on_data_sets.kills_of_tables, 40),
    "tables-at-once": (on_data_sets.tables_at_once, 5),
    "tables-read": (on_data_sets.readers_during_tables, 5),
    "tables-full-disk": (on_data_sets.tables_on_a_full_disk, 40),
    "tables-flipped": (on_data_sets.flipped_data_sets, 100),
    "book-rows": (on_input.book_rows, 10_000),
    "passages": (on_input.passages, 20_000),
    "documents": (on_input.documents, 200),
    "options": (on_input.options, 2_000),
    "hostile-text": (on_pages.hostile_text, 1),
    "sessions": (on_pages.sessions, 20),
}


def main() -> int:
    """Run the campaign; 1 where anything ended as nobody promised."""
    parser = argparse.ArgumentParser(description="Faults and hostile input, counted.")
    parser.add_argument("name", nargs="*", choices=[[], *ATTACKS], help="an attack; all if none")
    parser.add_argument("--share", type=float, default=1.0, help="of the tries of each attack")
    given = parser.parse_args()
    faults = 0
    for name in given.name or ATTACKS:
        attack, tries = ATTACKS[name]
        begun = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="campaign-") as folder:
            result = attack(
                processes.emptied(Path(folder) / name), max(1, int(tries * given.share))
            )
        print("\n".join(result.lines()), f"  [{time.monotonic() - begun:.0f} s]", flush=True)
        faults += len(result.faults)
    print(f"{faults:,} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
