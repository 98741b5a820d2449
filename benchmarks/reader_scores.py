"""`make scores`: how well the reader reads: precision, recall and F1 a language.

First the passages of `tests/support/reading_passages.py`: a figure counts where its whole row
agrees (sides, flow, goods in words, period, level, currency, qualifier, kind), a claim where its
figure, kind, direction, value, qualifier and base agree. Then the annotated passages of
`../shared/reader_dev/`, where these are at hand, by their own `score.py`.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.codes import LANGUAGES
from tests.support.reading_passages import PASSAGES, rows_found

CHECKOUT = Path(__file__).parent.parent
DEVELOPMENT = CHECKOUT.parent / "shared" / "reader_dev"
KINDS = ("figures", "claims")


@dataclass(frozen=True)
class Score:
    """How many rows were right, of how many wanted and how many found."""

    right: int
    wanted: int
    found: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what was wanted that was found."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.wanted + self.found) if self.right else 0.0


def own_scores() -> dict[tuple[str, str], Score]:
    """The score of the project's own passages, by language and kind (figures, claims)."""
    return {
        (language, kind): _score([p for p in PASSAGES if p["lang"] == language], kind)
        for language in LANGUAGES
        for kind in KINDS
    }


def main() -> None:
    """Print every score that can be had here."""
    print(f"own passages: {len(PASSAGES)}")
    print(f"{'':12}{'precision':>10}{'recall':>10}{'F1':>10}{'wanted':>10}")
    for (language, kind), score in own_scores().items():
        ratios = "".join(f"{r:>10.3f}" for r in (score.precision, score.recall, score.f1))
        print(f"{language} {kind:9}{ratios}{score.wanted:>10}")
    print()
    if not (DEVELOPMENT / "score.py").is_file():
        print("development passages: skipped, ../shared/reader_dev is not there")
        return
    print("development passages", flush=True)
    command = f"{sys.executable} -m dashboard.cli.main"
    script, passages = (str(DEVELOPMENT / name) for name in ("score.py", "passages.jsonl"))
    subprocess.run(
        [sys.executable, script, passages, "--command", command], cwd=CHECKOUT, check=True
    )


def _score(passages: Iterable[dict[str, Any]], kind: str) -> Score:
    right = wanted = found = 0
    for passage in passages:
        gold, got = _items(passage["rows"], kind), _items(rows_found(passage), kind)
        right += (gold & got).total()
        wanted += gold.total()
        found += got.total()
    return Score(right, wanted, found)


def _items(written: Iterable[str], kind: str) -> Counter[tuple[str, ...]]:
    """The figures of some rows, or their claims with the figure that each is on."""
    parts = [row.split(" | ") for row in written]
    if kind == "figures":
        return Counter((figure,) for figure, *_ in parts)
    return Counter((figure, claim) for figure, *claims in parts for claim in claims)


if __name__ == "__main__":
    main()
