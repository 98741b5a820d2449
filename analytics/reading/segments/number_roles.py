"""What each number of a sentence is: a level, a base, a change, a growth, or nothing of trade.

The rules stand in `data/lexicon/frames.toml`, in the order in which they are tried: a pattern of
what stands before the number, and one of what follows. The first that fits names the role.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.reading.marks.mark import Amount, Rate
from analytics.reading.marks.phrases import category_pattern, ends_with_phrase
from analytics.reading.segments.mentions import Mention, Sentence
from analytics.reading.segments.patterns import ends_with, pattern, starts_with
from data.lexicon import frames

LEVEL, BASE, CHANGE, GROWTH, PASSED = "level", "base", "change", "growth", "passed over"
TINY = 10_000  # currency units
INDEX = 80  # percent of the base from which on a "rate of growth" is an index
CONVERSION, EARLIER = "conversion", "earlier growth"
BALANCES = ("balance", "surplus", "deficit")
WAS = "when it was, and what has become of it since"
PLAN = "a plan that it is held against"
FORESEEN = "foreseen growth"  # by those who are held against what came


@dataclass(frozen=True)
class Role:
    """What a number is, the rule that says so, and the rule that would have been next."""

    name: str
    rule: str
    lost: str = ""

    @property
    def told(self) -> str:
        """The rule, and what the number would be without it."""
        return f"{self.rule} (else {self.lost})" if self.lost else self.rule


def roles(sentence: Sentence) -> dict[int, Role]:
    """The role of each number of a sentence, by its place among the mentions."""
    found = {at: role_of(sentence, at) for at in sentence.numbers}
    for first, *others in ordered_numbers(sentence, "amount"):
        found |= dict.fromkeys(others, found[first])
    return found


def ordered_numbers(sentence: Sentence, kind: str) -> list[list[int]]:
    """The numbers of a kind of each list that a sentence tells "respectively", or of several that
    were told before."""
    is_told = sentence.has(0, len(sentence.mentions), "order") or is_of_several(sentence)
    if not is_told and not pattern(frames()["list"]["bases"]).search(sentence.letters):
        return []
    runs = pattern(frames()["list"]["numbers"]).finditer(sentence.letters)
    groups = [sentence.indexes(run.start(), run.end(), kind) for run in runs]
    return [group for group in groups if len(group) > 1]


def is_of_several(sentence: Sentence) -> bool:
    """Whether a sentence goes on with the figures told before: "эти показатели составляли"."""
    if not sentence.numbers:
        return False
    before = sentence.text(0, sentence.numbers[0])
    several = category_pattern(sentence.language, "several").search(before)
    return several is not None and not sentence.has(0, sentence.numbers[0], "flow", "goods")


def role_of(sentence: Sentence, at: int) -> Role:
    """The role of one number."""
    mention = sentence.mentions[at]
    fitting = (rule for rule in frames()[mention.kind] if _fits(rule, sentence, at, mention))
    first = next(fitting)  # the last rule of each kind fits all
    other = next((rule for rule in fitting if rule["role"] != first["role"]), None)
    lost = f"{other['role']}: {other['name']}" if other else ""
    return Role(first["role"], first["name"], lost)


def _fits(rule: Mapping[str, str], sentence: Sentence, at: int, mention: Mention) -> bool:
    letters = sentence.letters
    if "if" in rule and not CONDITIONS[rule["if"]](sentence, at, mention):
        return False
    if "before" in rule and not ends_with(rule["before"], letters, at):
        return False
    return "after" not in rule or starts_with(rule["after"], letters, at + 1) is not None


def _is_a_price(_sentence: Sentence, _at: int, mention: Mention) -> bool:
    return isinstance(mention.mark, Amount) and mention.mark.is_per_unit


def _is_tiny(_sentence: Sentence, _at: int, mention: Mention) -> bool:
    """Whether a sum is what one piece or one tonne costs, and no trade of a country."""
    mark = mention.mark
    return isinstance(mark, Amount) and mark.value is not None and 0 < mark.value < TINY


def _is_in_another_currency(sentence: Sentence, at: int, mention: Mention) -> bool:
    """Whether the amount before is of another currency."""
    before = next((m.mark for m in reversed(sentence.mentions[:at]) if m.is_number), None)
    mark = mention.mark
    if not isinstance(before, Amount) or not isinstance(mark, Amount):
        return False
    return None not in (before.currency, mark.currency) and before.currency != mark.currency


def _arrives(sentence: Sentence, at: int, mention: Mention) -> bool:
    """Whether "to" brings a percentage that is where something arrived."""
    if not isinstance(mention.mark, Rate) or mention.mark.kind != "percent":
        return False
    before = sentence.indexes(0, at, "reach")
    return bool(before) and sentence.is_a(before[-1], "arrives")


def _is_balance_sign(sentence: Sentence, at: int, mention: Mention) -> bool:
    """ "The balance was minus $3bn": the word before the sum is the sign of a balance."""
    flows = sentence.indexes(0, at, "flow")
    if not flows or sentence.mentions[flows[-1]].sense not in BALANCES:
        return False
    start = sentence.mentions[flows[-1]].end
    before = sentence.span.text[start : getattr(mention.mark, "start", 0)]
    return ends_with_phrase(before, sentence.language, "balance_sign")


def _is_held_against(sentence: Sentence, at: int, mention: Mention) -> bool:
    """ "Fell 5.5%, beating the forecast of a 2.8% fall": a rate that was only expected."""
    numbers = [n for n in sentence.numbers if n < at]
    if not numbers:
        return False
    start = sentence.mentions[numbers[-1]].end
    before = sentence.span.text[start : mention.start]
    for found in category_pattern(sentence.language, "expected").finditer(before):
        opening = before[max(found.start() - 24, 0) : found.start()]
        is_said_before = category_pattern(sentence.language, "joint").search(before, found.end())
        if not is_said_before and category_pattern(sentence.language, "held_against").search(
            opening
        ):
            return True
    return False


def _exceeds(sentence: Sentence, _at: int, mention: Mention) -> bool:
    """Whether a verb of exceeding brings an amount: "vượt mức 2 tỷ USD", "превысив 2 млрд"."""
    lead = sentence.span.text[mention.start : getattr(mention.mark, "start", mention.end)]
    return category_pattern(sentence.language, "exceeding").match(lead) is not None


def _is_an_index(_sentence: Sentence, _at: int, mention: Mention) -> bool:
    return isinstance(mention.mark, Rate) and mention.mark.value >= INDEX


def _is_an_index_against(sentence: Sentence, at: int, mention: Mention) -> bool:
    """ "121,5% к уровню": where the words behind a rate make the base a hundred."""
    against = category_pattern(sentence.language, "index_against").match(sentence.behind(at))
    return against is not None and _is_an_index(sentence, at, mention)


def _is_an_index_again(sentence: Sentence, at: int, mention: Mention) -> bool:
    """Whether a rate without a sign stands behind one told against a base: all are alike."""
    mark, before = mention.mark, [n for n in sentence.numbers if n < at]
    is_bare = isinstance(mark, Rate) and (mark.kind, mark.sign) == ("percent", 0)
    return is_bare and any(_is_an_index_against(sentence, n, sentence.mentions[n]) for n in before)


def _is_strong(sentence: Sentence, at: int, _mention: Mention) -> bool:
    """Whether the comparing word before a number means nothing else: "so với", not "over"."""
    found = sentence.indexes(0, at, "versus", "comparative")
    return bool(found) and sentence.mentions[found[-1]].is_strong


def _is_told_again(sentence: Sentence, _at: int, mention: Mention) -> bool:
    """ "Of this £2.0 billion, exports were": a sum told before."""
    before = sentence.span.text[sentence.span.start : getattr(mention.mark, "start", 0)]
    return ends_with_phrase(before, sentence.language, "of_this_sum")


def _is_after_a_multiple(sentence: Sentence, at: int, _mention: Mention) -> bool:
    """ "Four times the $27bn of May": the level that a multiple is of."""
    before = next((m.mark for m in reversed(sentence.mentions[:at]) if m.is_number), None)
    return isinstance(before, Rate) and before.kind == "multiple"


def _is_of_a_time_before(sentence: Sentence, at: int, _mention: Mention) -> bool:
    """Whether the comparing time before a number is a time, and not only what growth is over."""
    told = sentence.indexes(0, at, "compared_time")
    return bool(told) and not sentence.mentions[told[-1]].when.is_basis


def was(sentence: Sentence, at: int, _mention: Mention | None = None) -> bool:
    """Whether the verb before a number tells of what was: "составлял", "had risen to"."""
    verbs = sentence.indexes(0, at, "reach")
    moves = sentence.indexes(verbs[-1] - 1, verbs[-1], "move") if verbs and verbs[-1] else []
    before = sentence.text(max(moves[0] - 2, 0), moves[0]) if moves and moves[0] else ""
    had = ends_with_phrase(before, sentence.language, "had")
    return had or (bool(verbs) and sentence.mentions[verbs[-1]].sense == "was")


def _is_told_of_a_base(sentence: Sentence, at: int, _mention: Mention) -> bool:
    """Whether the verb before a number is one that a base may have: "so với năm 2023 là"."""
    verbs = sentence.indexes(0, at, "reach")
    return bool(verbs) and sentence.is_a(verbs[-1], "verb_of_a_base")


def _is_denied(sentence: Sentence, at: int, mention: Mention) -> bool:
    """ "Not 20% as reported but 12%": a rate denied, beside another."""
    before = sentence.span.text[sentence.span.start : mention.start]
    has_another = any(sentence.mentions[n].kind == "rate" for n in sentence.numbers if n != at)
    return has_another and ends_with_phrase(before, sentence.language, "denied_rate")


CONDITIONS = {
    "a verb of a base": _is_told_of_a_base,
    "was": was,
    "told again": _is_told_again,
    "a time before": _is_of_a_time_before,
    "tiny": _is_tiny,
    "exceeds": _exceeds,
    "after a multiple": _is_after_a_multiple,
    "weak versus": lambda *told: not _is_strong(*told),
    "no money before": lambda sentence, at, _: not sentence.has(0, at, "amount"),
    "index": _is_an_index,
    "index against": _is_an_index_against,
    "index again": _is_an_index_again,
    "balance sign": _is_balance_sign,
    "of a balance": lambda s, at, _: any(m.sense in BALANCES for m in s.mentions[:at]),
    "held against": _is_held_against,
    "arrives": _arrives,
    "price": _is_a_price,
    "another currency": _is_in_another_currency,
    "over": lambda _sentence, _at, mention: getattr(mention.mark, "qualifier", "") == "over",
    "denied": _is_denied,
}
