"""What a text has said so far, for what a segment leaves out.

| slot | a segment gives it by | else |
| --- | --- | --- |
| flow | the flow before its number, or tied behind it | a market named; the flow before |
| reporter | the country that acts or owns | the one before; whose statistics are quoted |
| partner | the country that a preposition gives | the one before; the other of a pair |
| goods | the goods before its number, or sold for it | of a part told ("of which"), of a list |
| period | the time of its number | that of the last main, actual level |
| base | the time or level compared with | the last "same period"; convention |
| currency | the amount | the nearest amount; the only one of the text |

Only main, actual levels write here; a base, a conversion, a target never does.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from analytics.reading.frames.bases import Comparison
from analytics.reading.frames.subjects import NOBODY, Sides, Subject
from data.periods import Period


@dataclass
class Said:
    """The state of a text between two segments.

    `report` is what the first figure is of. `comparison` is the last one by a role ("the same
    period"), `carried` the last of any kind by the period that it was told of. `statistics_of`
    is the country whose figures are quoted, `counted_at` the one in whose money. `topic` is
    what the first figure of a sentence is of, for a pronoun; `recent` what the last figures
    were of, each once. `listed_role` is the part of the country told last in a sentence, which
    others of a list share. `newest` is the newest period of the levels of a sentence, `outlook`
    the kind of them. `market` is the flow of the markets named last. `is_trade`: whether the
    last numbers were of trade.
    """

    sides: Sides = NOBODY
    flow: str | None = None
    sign: int = 1
    product: str | None = None
    period: Period | None = None
    newest: Period | None = None
    currency: str | None = None
    report: Subject | None = None
    comparison: Comparison | None = None
    statistics_of: str | None = None
    counted_at: str | None = None
    direction: str | None = None
    listed_role: str | None = None
    is_trade: bool = False
    is_of_volume: bool = False
    is_on_a_firm: bool = False
    is_on_a_market: bool = False
    compared_at: int = -1
    is_new_paragraph: bool = False
    outlook: Subject | None = None
    is_all_on_goods: bool = True
    partners_told: set[str] = field(default_factory=set)
    whole: Subject | None = None
    market: str | None = None
    topic: Subject | None = None
    recent: list[Subject] = field(default_factory=list)
    is_topic_told: bool = False
    coverage: tuple[str, Sides] | None = None
    carried: dict[Period | None, Comparison] = field(default_factory=dict)
    of_the_pair: tuple[Period | None, Period | None] | None = None
    in_sentence: Comparison | None = None

    @property
    def sides_for_the_reporter(self) -> Sides:
        """The sides, but where a buyer of what the report is on was told, and its country goes
        on: "Peru bought Kenyan tea for $5m, while sales to Chile grew"."""
        about = self.report.sides.reporter if self.report else None
        is_turned = about is not None and about == self.sides.partner
        return Sides(about, self.sides.reporter) if is_turned else self.sides
