"""What a conclusion is only true under: the reported rates that it rests on, with their verdicts.

Whatever is derived names its facts. Where claims are among them, every sentence of it begins with
"if the reported … is right": a claim that nobody could test must not come out as a fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analytics.checking.claims import Check
from analytics.reconciling.facts import Fact
from dashboard.wording.explanations import claimed_change
from dashboard.wording.formats import Formats, capital
from dashboard.wording.verdict_names import verdict_in_words

Checks = Mapping[str, Check]  # by claim


def claims_among(facts: Iterable[Fact]) -> list[str]:
    """The ids of the claims among facts."""
    return [fact.fact for fact in facts if fact.is_claim]


def premise(claims: Iterable[str], checks: Checks, formats: Formats) -> str:
    """`if the reported “two-way trade up 18.4%” (not testable) is right`; empty for no claims."""
    told = list(dict.fromkeys(_named(checks[claim], formats) for claim in claims))
    if not told:
        return ""
    return formats.words("premise.if", n=len(told), claims=formats.listed(told))


def on_premises(said: Iterable[tuple[str, str]], formats: Formats) -> list[str]:
    """Sentences, each with its condition: it begins with that, or refers back to the same."""
    before, sentences = "", []
    for sentence, condition in said:
        begun = sentence[:1].lower() + sentence[1:]
        if not condition:
            sentences.append(sentence)
        elif condition == before:
            sentences.append(formats.words("premise.then", sentence=begun))
        else:
            whole = {"premise": capital(condition), "sentence": begun}
            sentences.append(formats.words("premise.sentence", **whole))
        before = condition
    return sentences


def _named(check: Check, formats: Formats) -> str:
    claim = check.claim
    return formats.words(
        "premise.claim",
        flow=formats.flow(claim.flow, claim.product),
        change=claimed_change(check, formats.language),
        verdict=verdict_in_words(check, formats.words),
    )
