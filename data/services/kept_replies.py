"""Replies that were fetched, kept until what they are for is published.

    HOME/fetched/imf-imts/5f1c….reply    the reply to one call, whole

A load that was stopped, or that a quota ended, goes on from there. What is older than a day is
asked for again, so that a release is of one time.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from contextlib import suppress
from pathlib import Path

from data.faults import named_faults
from data.files import take_away
from data.services.asking import Asked

FETCHED, REPLY = "fetched", ".reply"
FRESH = 24 * 3600  # seconds


class KeptReplies:
    """The kept replies of a source in a home. No reply of its call carries a key."""

    def __init__(self, home: Path, source: str) -> None:
        self.folder = home / FETCHED / source

    def get(self, address: str, asked: Asked) -> bytes | None:
        """The reply to a call, if it was fetched a short while ago."""
        path = self._path(address, asked)
        with suppress(OSError):
            if 0 <= time.time() - path.stat().st_mtime <= FRESH:
                return path.read_bytes()
        return None

    def put(self, address: str, asked: Asked, body: bytes) -> None:
        """Keep a reply, whole or not at all.

        Raises
        ------
        EditionError
            It cannot be written.
        """
        path = self._path(address, asked)
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

    def _path(self, address: str, asked: Asked) -> Path:
        said = json.dumps([address, asked.path, sorted(asked.params.items())])
        return self.folder / f"{hashlib.sha256(said.encode()).hexdigest()[:32]}{REPLY}"
