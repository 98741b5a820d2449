"""The case forms of Russian names and adjectives.

Endings follow from the last letters of the nominative. Agreement within a name is not checked:
a text that joins forms no speaker would join still means the same country.
"""

from __future__ import annotations

import re
from itertools import product

# (ending of the nominative, endings of all its forms), the first that fits
ADJECTIVE = (
    ("ый", ("ый ого ому ым ом ая ой ую ою ое ые ых ыми о")),
    ("ий", ("ий ого ому им ом ая ой ую ою ое ие их ими о")),
)
NOUN = (
    ("ство", "ство ства ству ством стве"),
    ("ская", "ская ской скую скою"),
    ("ная", "ная ной ную ною"),
    ("вая", "вая вой вую вою"),
    ("ское", "ское ского скому ским ском"),
    ("ное", "ное ного ному ным ном"),
    ("ские", "ские ских ским скими"),
    ("ные", "ные ных ным ными"),
    ("ский", "ский ского скому ским ском"),
    ("ный", "ный ного ному ным ном"),
    ("ии", "ии ий иям иями иях"),
    ("ия", "ия ии ию ией иею"),
    ("я", "я и е ю ей ею"),
    ("ка", "ка ки ке ку кой кою"),
    ("га", "га ги ге гу гой гою"),
    ("ша", "ша ши ше шу шей"),
    ("жа", "жа жи же жу жей"),
    ("а", "а ы е у ой ою"),
    ("ипет", "ипет ипта ипту иптом ипте"),
    ("ай", "ай ая аю аем ае"),
    ("ей", "ей ея ею еем ее"),
    ("ой", "ой оя ою оем ое"),
    ("ь", "ь я ю ем е и ью"),
    ("ы", "ы ов ых ым ам ами ах"),
)
SHORTENED = {
    "о-в": ("о-в", "остров", "острова", "острову", "островом", "острове"),
    "о-ва": ("о-ва", "острова", "островов", "островам", "островами", "островах"),
}
CONSONANT = re.compile(r"[бвгджзклмнпрстфхцчшщ]$")
PLURAL = re.compile(r"[бвгджзклмнпрстфхцчшщ]ы$")


def name_forms(name: str) -> list[str]:
    """Every form of a name in its cases: `России` of `Россия`, `Южной Корее` of `Южная Корея`."""
    pieces = re.split(r"(о-ва?(?!\w)|[^\W\d_]+)", name)
    choices = [_noun_forms(piece) if i % 2 else (piece,) for i, piece in enumerate(pieces)]
    return ["".join(chosen) for chosen in product(*choices)]


def adjective_forms(adjective: str) -> list[str]:
    """Every form of an adjective, with the first half of a compound (`российско-`)."""
    for ending, forms in ADJECTIVE:
        if adjective.endswith(ending):
            stem = adjective.removesuffix(ending)
            return [f"{stem}{form}" + "-" * (form == "о") for form in forms.split()]
    return [adjective]


def _noun_forms(word: str) -> tuple[str, ...]:
    if word in SHORTENED:
        return SHORTENED[word]
    if len(word) < 3 or not word.istitle():
        return tuple(dict.fromkeys((word, *_endings(word)))) if len(word) > 3 else (word,)
    return _endings(word)


def _endings(word: str) -> tuple[str, ...]:
    if word.isupper():
        return (word,)
    for ending, forms in NOUN:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            extra = (stem,) if PLURAL.search(word) else ()
            return (*(stem + form for form in forms.split()), *extra)
    if CONSONANT.search(word):
        return tuple(word + form for form in ("", "а", "у", "ом", "ем", "е"))
    return (word,)
