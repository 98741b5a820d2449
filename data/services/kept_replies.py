"""Replies that were fetched, kept until what they are for is published.

    HOME/fetched/imf-imts/5f1c….reply    the kind of the reply to one call, and its whole body

A load that was stopped, or that a quota ended, goes on from there. What is older than a day is
asked for again, so that a release is of one time.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from data.faults import named_faults
from data.files import take_away
from data.services.asking import Asked, Asker, Reply

FETCHED, REPLY = "fetched", ".reply"
FRESH = 24 * 3600  # seconds


class KeptReplies:
    """The kept replies of a source in a home; neither they nor their names hold a key."""

    def __init__(self, home: Path, source: str) -> None:
        self.folder = home / FETCHED / source
        for left in filter(_is_old, self.folder.glob("*")):  # of a load that was given up or killed
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                take_away(left)

    def reply(self, asker: Asker, asked: Asked, check: Callable[[Reply], object]) -> Reply:
        """The reply to a call: that which is kept, else a new one, which is kept from then on.

        Raises
        ------
        TradeproofError
            As `Asker.ask`; or it cannot be written.
        """
        path = self._path(asker.host, asked)
        with suppress(OSError, ValueError):
            if not _is_old(path):
                kind, _, body = path.read_bytes().partition(b"\n")
                asker.has_kept = True
                return Reply(200, kind.decode("ascii"), body)
        reply = asker.ask(asked, check)
        self._keep(path, reply.kind.encode("ascii", "replace") + b"\n" + reply.body)
        asker.has_kept = True
        return reply

    def _keep(self, path: Path, body: bytes) -> None:
        beside = path.with_name(f"{path.stem}.{secrets.token_hex(4)}.new")
        with named_faults(f"cannot keep what was fetched in {self.folder}"):
            self.folder.mkdir(parents=True, exist_ok=True)
            try:
                beside.write_bytes(body)
                beside.replace(path)
            except BaseException:
                take_away(beside)
                raise

    def clear(self) -> None:
        """Take away what was kept: it is published."""
        take_away(*self.folder.glob(f"*{REPLY}"))
        with suppress(OSError):
            self.folder.rmdir()
            self.folder.parent.rmdir()

    def _path(self, host: str, asked: Asked) -> Path:
        said = json.dumps([host, asked.path, sorted(asked.params.items())])
        return self.folder / f"{hashlib.sha256(said.encode()).hexdigest()[:32]}{REPLY}"


def _is_old(path: Path) -> bool:
    """Whether it was written more than a day ago, or by a clock that is ahead."""
    try:
        return not 0 <= time.time() - path.stat().st_mtime <= FRESH
    except OSError:
        return True
