"""Short answers beside a picture, one below the other: what, how much, and its bounds smaller."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.html.markup import NOTHING, Html


@dataclass(frozen=True)
class Block:
    """An answer: its heading, which names its period; the number; lines in small print; chips.

    A block without a value says in its lines why there is none.
    """

    heading: str
    value: str = ""
    lines: Sequence[str | Html] = ()
    chips: Sequence[Html] = ()


def answer_blocks(blocks: Iterable[Block]) -> Html:
    """All blocks in one element."""
    return Html('<div class="answers">{}</div>').format(NOTHING.join(map(_block, blocks)))


def _block(block: Block) -> Html:
    value = Html('<p class="value">{}</p>').format(block.value) if block.value else NOTHING
    chips = Html('<p class="chips">{}</p>').format(Html(" ").join(block.chips))
    return Html("<section><h3>{}</h3>{}{}{}</section>").format(
        block.heading,
        value,
        NOTHING.join(Html('<p class="small">{}</p>').format(line) for line in block.lines if line),
        chips if block.chips else NOTHING,
    )
