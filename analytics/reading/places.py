"""Countries and groups that a text names, in the order in which it names them.

A text is cut into words and signs; the longest name that starts at a word is the one meant.
Names are found whatever their case after the first letter, in every Russian case, and with
either Vietnamese spelling (hòa/hoà, Mỹ/Mĩ).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from analytics.reading.declension import adjective_forms, name_forms
from analytics.reading.marks import Place
from analytics.reading.phrases import one_of
from analytics.reading.texts import source_text
from data.codes.place_names import PlaceName, place_names
from data.lexicon import lexicon

TOKEN = re.compile(r"\w+|[^\w\s]")
JOINED = re.compile(r"\s{0,3}[-–/]\s{0,3}|\s{1,3}(?:and|và|sang|với|и)\s{1,3}")
POSSESSIVE = "'s"
BEHIND = 24  # characters before a name that may change what it means
VIETNAMESE_SPELLING = str.maketrans("ỳýỷỹỵ", "ìíỉĩị")
TONE_PLACES = {
    f"{first}{toned}": f"{moved}{last}"
    for first, last, tones in (("o", "a", "àáảãạ"), ("o", "e", "èéẻẽẹ"), ("u", "i", "ìíỉĩị"))
    for toned, moved in zip(tones, {"o": "òóỏõọ", "u": "ùúủũụ"}[first], strict=True)
}
TONE_PLACE = re.compile("|".join(TONE_PLACES))


@dataclass(frozen=True)
class Found:
    """A name in a text and what the list says of it."""

    start: int
    end: int
    name: PlaceName


def places(text: str, language: str) -> list[Place]:
    """The countries and groups named in a text. Grain: one a mention; they do not overlap.

    Raises
    ------
    UnknownCode
        There is no lexicon of the language.
    """
    named = [found for found in _named(text, language) if found.name.kind != "none"]
    named = [found for found in named if not _means_another(text, language, found)]
    return [
        Place(found.start, found.end, found.name.area, found.name.kind != "name")
        for i, found in enumerate(named)
        if found.name.kind != "short" or _stands_for_a_country(text, language, named, i)
    ]


def _named(text: str, language: str) -> Iterator[Found]:
    """The longest name at each word."""
    tokens = [(match.start(), match.end(), match[0]) for match in TOKEN.finditer(text)]
    folded = [_folded(token) for *_, token in tokens]
    names = _names(language)
    at = 0
    while at < len(tokens):
        length, name = _longest(names, tokens[at][2], folded, at)
        if name is None:
            at += 1
            continue
        last = at + length - 1
        last -= tokens[last][2] in "-–"
        yield Found(tokens[at][0], tokens[last][1], name)
        at = last + 1


@dataclass
class Node:
    """A place in the tree of names: the words that may follow, and the name that ends here."""

    next: dict[str, Node] = field(default_factory=dict)
    name: PlaceName | None = None


def _longest(
    names: Node, first: str, folded: Sequence[str], at: int
) -> tuple[int, PlaceName | None]:
    best, meant = 0, None
    for style in _styles(first):
        node = names.next.get(style + folded[at])
        depth = 1
        while node is not None:
            if node.name is not None and depth > best:
                best, meant = depth, node.name
            node = node.next.get(folded[at + depth]) if at + depth < len(folded) else None
            depth += 1
    return best, meant


def _styles(word: str) -> tuple[str, ...]:
    """How the first word of a name may be written in the list: in capitals, with one, or small."""
    if len(word) > 1 and word.isupper():
        return "A", "Aa", "a"
    return ("Aa", "a") if word[0].isupper() else ("a",)


@cache
def _names(language: str) -> Node:
    """Every form of every name, as a tree of its words."""
    tree = Node()
    for name in place_names(language):
        for form in _forms(name, language):
            first, *others = TOKEN.findall(form)
            node = tree
            for word in (_styles(first)[0] + _folded(first), *map(_folded, others)):
                node = node.next.setdefault(word, Node())
            node.name = node.name or name
    return tree


def _forms(name: PlaceName, language: str) -> list[str]:
    plain = source_text(name.text).plain
    if language != "ru":
        return [plain]
    is_adjective = plain[0].islower() and " " not in plain
    return adjective_forms(plain) if is_adjective else name_forms(plain)


def _folded(word: str) -> str:
    """A word without its case, and in one spelling."""
    word = word.casefold().translate(VIETNAMESE_SPELLING).replace("ё", "е").replace("–", "-")
    return TONE_PLACE.sub(lambda found: TONE_PLACES[found[0]], word)


def _means_another(text: str, language: str, found: Found) -> bool:
    """Whether the words around a name make a currency, a language or a person of it."""
    before = text[max(found.start - BEHIND, 0) : found.start]
    if _around(language, "place_currency", "before").search(before):
        return True
    if _around(language, "place_currency", "after").match(text, found.end):
        return True
    if " " in text[found.start : found.end] or "person_name" not in lexicon(language):
        return False
    return bool(
        _around(language, "person_name", "before").search(before)
        or _around(language, "person_name", "after").match(text, found.end)
    )


@cache
def _around(language: str, category: str, side: str) -> re.Pattern[str]:
    """Phrases right before or right after a name. Names of people keep their capitals."""
    phrases = one_of(lexicon(language)[category].get(side, ()) or (r"-never-",))
    case = re.NOFLAG if category == "person_name" else re.IGNORECASE
    if side == "before":
        return re.compile(rf"(?<!\w){phrases}\s{{1,3}}\Z", case)
    return re.compile(rf"\s{{1,3}}{phrases}(?!\w)", case)


def _stands_for_a_country(text: str, language: str, named: Sequence[Found], at: int) -> bool:
    """Whether a short name stands beside another name, or with what belongs to it."""
    found = named[at]
    if text.startswith(POSSESSIVE, found.end):
        return True
    before = text[max(found.start - BEHIND, 0) : found.start]
    if _around(language, "belonging", "before").search(before):
        return True
    pairs = [(named[i], named[i + 1]) for i in (at - 1, at) if 0 <= i < len(named) - 1]
    return any(JOINED.fullmatch(text, first.end, second.start) for first, second in pairs)
