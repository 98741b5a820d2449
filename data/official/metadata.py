"""What is known of a data set as a whole: whose it is, of when, and how its numbers are meant."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

from data import codes
from data.book import figure_book
from data.book.rows import dated, sha256
from data.errors import TradeproofError

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
# Lines of `mapping`: the goods of a trade add up to all goods; it is nobody's statistics.
EVERY_PRODUCT = "every_product = true\n"
OWN_TABLE = "official = false\n"
RULES = 1  # raised when the same input gives other files than before


@dataclass(frozen=True)
class Metadata:
    """A data set: one source, one release.

    Parameters
    ----------
    source
        Its id; lower-case letters, digits, `-`, `_` and `.`.
    release
        Which of its releases: also the name of its file.
    publisher, title, address, licence, citation
        As the source gives them; of an address or a file there must be one.
    published
        The day, month or year of the release.
    checksum
        SHA-256 of what it was read from.
    language
        Of the source.
    currency, unit, last_digit
        Of the table: the currency where it has one, the word of its unit, and the unit of its last
        printed digit in whole currency units ("1000" for thousands without decimals).
    valuation
        FOB or CIF by flow, where the source says so.
    statistics_of
        The reporters; where none are named, those of the figures.
    file
        The name of the file that it was read from.
    retrieved_at
        When it was read, UTC.
    mapping
        What a person decided about the columns, as text; the same file read otherwise is another
        data set. With the line `OWN_TABLE` no claim is tested against it as official statistics.
    """

    source: str
    release: str
    publisher: str
    title: str
    published: str
    checksum: str
    language: str
    address: str | None = None
    file: str | None = None
    licence: str | None = None
    citation: str | None = None
    currency: str | None = None
    unit: str | None = None
    last_digit: str | None = None
    valuation: Mapping[str, str] = field(default_factory=dict)
    statistics_of: tuple[str, ...] = ()
    mapping: str = ""
    retrieved_at: datetime = field(default_factory=lambda: datetime.now(UTC).replace(tzinfo=None))

    def require_usable(self) -> None:
        """Check every part of it.

        Raises
        ------
        TradeproofError
            One that cannot be used, named.
        """
        for name in ("source", "release"):
            given = getattr(self, name)
            if not is_name(given):
                raise TradeproofError(
                    f"{name}: {given!r} is no name of a data set; write lower-case letters, "
                    "digits, - and _, at most 60"
                )
        if figure_book.is_added(self.source):
            raise TradeproofError(
                f"source: {self.source!r} begins as publications do that a person adds; "
                "choose another"
            )
        for name in ("publisher", "title"):
            if not getattr(self, name).strip():
                raise TradeproofError(f"{name}: is empty, and must not be")
        if self.address is None and self.file is None:
            raise TradeproofError("a data set needs an address, or the name of its file")
        dated(self.published)
        sha256(self.checksum)
        codes.require("language", self.language, codes.lists().source_language)
        if self.currency is not None:
            codes.require("currency", self.currency, codes.lists().currency)
        for flow, valuation in self.valuation.items():
            codes.require("flow", flow, codes.lists().flow)
            codes.require("valuation", valuation, codes.lists().valuation)
        for area in self.statistics_of:
            codes.require_area("statistics_of", area)

    @property
    def made_of(self) -> str:
        """A checksum of everything that decides what its file holds; not of when it was read."""
        said = asdict(self) | {"rules": RULES, "retrieved_at": None}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    @property
    def columns(self) -> dict[str, object]:
        """A row of the table `release`, but for what is counted."""
        said: dict[str, object] = asdict(self) | {
            "statistics_of": list(self.statistics_of),
            "exports_valued": self.valuation.get("export"),
            "imports_valued": self.valuation.get("import"),
        }
        del said["valuation"]
        return said


def is_name(text: str) -> bool:
    """Whether a text can be the id of a data set, or the name of a release."""
    return _NAME.fullmatch(text) is not None and not text.endswith(".")
