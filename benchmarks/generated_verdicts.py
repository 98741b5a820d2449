"""How often the verdicts err: `make verdicts`, or this module with [--claims 10000] [--seed 1].

Hypothesis draws as many true claims and as many false ones as asked for (`tests.support.generated`
says how), and `analytics.checking.claims` checks them in books of 500 claims, each about a product
of its own.
Four shares are printed, and each decides the exit status:

    true claims called contradicted     none, nor explained by another reading
    wrong claims caught                 95 percent at least are contradicted or explained
    wrong claims on the rounded rung    5 percent at most are consistent if rounded
    wrong direction missed              none: what is printed against the claimed direction is
                                        contradicted with a decision error, or explained

A claim is wrong when it is off by more than the widths of the three intervals together. One that is
off by less may be false in print all the same: its share is in the tables. Oracles apart from
analytics say what is wrong and what shows a direction (`is_far_off` and `shows_other_way` of
`tests.support.printed_claims`).

10,000 of each take two to six minutes, most of it for drawing. A seed draws the same claims until
the code changes: Hypothesis also draws numbers that it finds in the modules of the project.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

from analytics.checking.claims import Check
from analytics.checking.verdicts import Verdict
from tests.support.generated import SLIPS, false_claims, true_claims
from tests.support.printed_claims import Claim, check_all, is_far_off, possible, shows_other_way

BATCH = 500
CAUGHT = (Verdict.CONTRADICTED, Verdict.EXPLAINED)
LEAST_CAUGHT, MOST_ROUNDED = 0.95, 0.05
SHOWN = 5  # failures in full
ALWAYS = settings(database=None, deadline=None, suppress_health_check=list(HealthCheck))
Checked = list[tuple[Claim, Check]]


def main() -> int:
    """Draw, check, print the tables; 1 if a requirement fails."""
    parser = argparse.ArgumentParser(prog="benchmarks.generated_verdicts", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--claims", type=int, default=10_000, help="of each sort")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if asked.claims < 1:
        parser.error("--claims must be at least 1")
    found = Found(
        checked(drawn(true_claims(), asked.claims, asked.seed)),
        checked(drawn(false_claims(), asked.claims, asked.seed)),
    )
    _print_true(found.true)
    _print_false(found)
    print()
    print(f"true claims called contradicted: {_share(found.contradicted, found.true)}")
    print(f"true claims called explained: {_share(found.explained, found.true)}")
    print(f"wrong claims caught: {_share(found.caught, found.wrong)}")
    print(f"wrong claims on the rounded rung: {_share(found.rounded, found.wrong)}")
    print(f"wrong direction missed: {_share(found.direction_missed, found.other_way)}")
    accused = found.contradicted + found.explained
    _print_failures("true, but", accused)
    _print_failures("wrong, but", [pair for pair in found.wrong if pair[1].verdict not in CAUGHT])
    if accused:
        known = {claim for claim, _ in accused}
        simplest = shrunk(true_claims(), asked.claims, asked.seed, known, _is_accused)
        print(f"\nthe simplest: true, but {_verdict(simplest)}\n{described(simplest)}")
    missed = found.missed_requirements()
    print("".join(f"\nmissed: {requirement}" for requirement in missed))
    return 1 if missed else 0


@dataclass(frozen=True)
class Found:
    """True and false claims with their checks, and what is counted of them."""

    true: Checked
    false: Checked

    @cached_property
    def contradicted(self) -> Checked:
        """True claims that are called contradicted."""
        return _of_verdict(self.true, Verdict.CONTRADICTED)

    @cached_property
    def explained(self) -> Checked:
        """True claims of which it is said that only another reading fits."""
        return _of_verdict(self.true, Verdict.EXPLAINED)

    @cached_property
    def in_print(self) -> Checked:
        """False claims that no numbers within the bounds as printed satisfy."""
        return [pair for pair in self.false if not possible(pair[0])]

    @cached_property
    def wrong(self) -> Checked:
        """Claims that are off by more than the widths of the three intervals."""
        return [pair for pair in self.in_print if is_far_off(pair[0])]

    @cached_property
    def caught(self) -> Checked:
        """Wrong claims that are contradicted or explained."""
        return [pair for pair in self.wrong if pair[1].verdict in CAUGHT]

    @cached_property
    def rounded(self) -> Checked:
        """Wrong claims that pass if numbers were cut or rounded more coarsely."""
        return _of_verdict(self.wrong, Verdict.CONSISTENT_IF_ROUNDED)

    @cached_property
    def other_way(self) -> Checked:
        """Claims of a direction that the numbers printed beside them do not show."""
        return [pair for pair in self.in_print if shows_other_way(pair[0])]

    @cached_property
    def direction_missed(self) -> Checked:
        """Those of them that are neither told to be so nor explained."""
        return [
            (claim, check)
            for claim, check in self.other_way
            if check.verdict != Verdict.EXPLAINED and not check.decision_error
        ]

    def missed_requirements(self) -> list[str]:
        """The shares that are not as they have to be, by name."""
        wrong = len(self.wrong)
        holds = {
            "true claims called contradicted or explained": not self.contradicted + self.explained,
            "wrong claims caught": wrong > 0 and len(self.caught) >= LEAST_CAUGHT * wrong,
            "wrong claims on the rounded rung": len(self.rounded) <= MOST_ROUNDED * wrong,
            "wrong direction missed": not self.direction_missed,
        }
        return [name for name, is_met in holds.items() if not is_met]


def drawn(strategy: SearchStrategy[Claim], number: int, seed_of_draw: int) -> list[Claim]:
    """So many claims, one an example of Hypothesis."""
    found: list[Claim] = []

    @seed(seed_of_draw)
    @settings(ALWAYS, max_examples=number, phases=[Phase.generate])
    @given(strategy)
    def collect(claim: Claim) -> None:
        found.append(claim)

    collect()
    if len(found) < number:
        sys.exit(f"Hypothesis drew {len(found)} claims of {number}")
    return found[:number]


def shrunk(
    strategy: SearchStrategy[Claim],
    number: int,
    seed_of_draw: int,
    known: set[Claim],
    fails: Callable[[Claim], bool],
) -> Claim:
    """The simplest claim that fails: drawn as before up to a known failure, then shrunk."""
    failing: list[Claim] = []  # stays empty if the draws do not repeat

    @seed(seed_of_draw)
    @settings(ALWAYS, max_examples=number, phases=[Phase.generate, Phase.shrink])
    @given(strategy)
    def hold(claim: Claim) -> None:
        if claim in known or (failing and fails(claim)):
            failing.append(claim)
            raise AssertionError

    with suppress(AssertionError):
        hold()
    return failing[-1] if failing else next(iter(known))


def checked(claims: list[Claim]) -> Checked:
    """Each claim with its check."""
    batches = [claims[start : start + BATCH] for start in range(0, len(claims), BATCH)]
    return [pair for batch in batches for pair in zip(batch, check_all(batch), strict=True)]


def _print_true(true: Checked) -> None:
    distinct = len({claim for claim, _ in true})
    print(f"{len(true):,} true claims, {distinct:,} of them distinct\n")
    sorts = {
        "all": true,
        "true in print": [pair for pair in true if possible(pair[0])],
        "tight bounds": [pair for pair in true if pair[0].is_tight],
    }
    _print_table("", sorts)
    reasons = Counter(
        str(check.reason) for _, check in _of_verdict(sorts["tight bounds"], Verdict.NOT_TESTABLE)
    )
    print(f"\ntight bounds, yet not testable: {_counts(reasons)}")


def _print_false(found: Found) -> None:
    false, wrong = found.false, found.wrong
    print(f"\n{len(false):,} false claims, {len({claim for claim, _ in false}):,} distinct\n")
    _print_table("", {"all": false, "false in print": found.in_print, "wrong": wrong})
    print()
    slips = {
        slip: [pair for pair in wrong if pair[0].slip == slip] for slip in dict.fromkeys(SLIPS)
    }
    _print_table("wrong, by slip", slips)
    named = Counter(
        f"{claim.slip} as {check.reading.name}"
        for claim, check in _of_verdict(wrong, Verdict.EXPLAINED)
        if check.reading
    )
    print(f"\nexplained: {_counts(named)}")


def _print_failures(title: str, failures: Checked) -> None:
    for claim, check in failures[:SHOWN]:
        print(f"\n{title} {check.verdict} ({check.reason})\n{described(claim)}")


def _print_table(title: str, columns: dict[str, Checked]) -> None:
    """Verdicts down, sorts of claims across: counts and shares."""
    print(f"{title:<22}" + "".join(f"{name:>20}" for name in columns))
    for verdict in Verdict:
        found = [(_of_verdict(pairs, verdict), pairs) for pairs in columns.values()]
        cells = [f"{len(part):,}{_percent(part, whole):>10}" for part, whole in found]
        print(f"{verdict:<22}" + "".join(f"{cell:>20}" for cell in cells))
    totals = [f"{len(pairs):,}{'':>10}" for pairs in columns.values()]
    print(" " * 22 + "".join(f"{total:>20}" for total in totals))


def described(claim: Claim) -> str:
    """The claim, its figures and the truth, a line each."""
    truth, statement = claim.truth, claim.statement
    before = f"\n  {claim.period_before} {claim.before}" if claim.before else ""
    return (
        f"  {statement.kind} {statement.direction} {claim.rate}, printed {claim.printed!r}"
        f"{f', slip: {claim.slip}' if claim.slip else ''}, {claim.flow}"
        f"\n  {claim.period} {claim.level}\n  {claim.base_period} {claim.base}{before}"
        f"\n  truth {float(truth.base)!r} to {float(truth.level)!r}, rate {float(statement.rate)!r}"
    )


def _verdict(claim: Claim) -> str:
    return check_all([claim])[0].verdict


def _is_accused(claim: Claim) -> bool:
    return _verdict(claim) in CAUGHT


def _of_verdict(pairs: Checked, verdict: Verdict) -> Checked:
    return [pair for pair in pairs if pair[1].verdict == verdict]


def _share(part: Checked, whole: Checked) -> str:
    return f"{len(part):,} of {len(whole):,} ({_percent(part, whole)})"


def _percent(part: Checked, whole: Checked) -> str:
    """A share cut to two decimals, so that 99.999 percent does not read as all."""
    return f"{10_000 * len(part) // len(whole) / 100:.2f} %" if whole else "-"


def _counts(found: Counter[str]) -> str:
    entries: Iterable[tuple[str, int]] = found.most_common()
    return ", ".join(f"{name} {count:,}" for name, count in entries) or "none"


if __name__ == "__main__":
    sys.exit(main())
