"""How often the verdicts err: `make verdicts`, or this module with [--claims 10000] [--seed 1].

Hypothesis draws as many true claims and as many false ones as asked for (`tests.support.generated`
says how), and `analytics.checking.claims` checks them in books of 500 claims, each about a product
of its own.
Two requirements decide the exit status:

    no true claim is called contradicted, nor explained by another reading;
    of the false claims that can be found out, 95 percent are contradicted or explained.

A false claim can be found out if no numbers within the bounds of level, base and rate satisfy
it, even had each been cut or rounded to its last digit that is not zero. An oracle apart from
analytics says so (`tests.support.printed_claims.possible`).

10,000 of each take two to six minutes, most of it for drawing. A seed draws the same claims until
the code changes: Hypothesis also draws numbers that it finds in the modules of the project.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

from analytics.checking.claims import Check
from analytics.checking.verdicts import Verdict
from tests.support.generated import SLIPS, false_claims, true_claims
from tests.support.printed_claims import Claim, check_all, possible

BATCH = 500
CAUGHT = (Verdict.CONTRADICTED, Verdict.EXPLAINED)
LEAST_CAUGHT = 0.95
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
    true = checked(drawn(true_claims(), asked.claims, asked.seed))
    accused = [pair for pair in true if pair[1].verdict in CAUGHT]
    _print_true(true)
    false = checked(drawn(false_claims(), asked.claims, asked.seed))
    in_print = [pair for pair in false if not possible(pair[0])]
    detectable = [pair for pair in in_print if not possible(pair[0], coarser=True)]
    _print_false(false, in_print, detectable)
    caught = [pair for pair in detectable if pair[1].verdict in CAUGHT]
    contradicted = _of_verdict(true, Verdict.CONTRADICTED)
    print()
    print(f"true claims called contradicted: {len(contradicted):,} of {len(true):,}")
    print(f"true claims called explained: {len(accused) - len(contradicted):,} of {len(true):,}")
    print(f"detectable false claims caught: {_share(caught, detectable)}")
    missed = [pair for pair in detectable if pair[1].verdict not in CAUGHT]
    for title, failures, strategy, fails in (
        ("true, but", accused, true_claims(), _is_accused),
        ("false, but", missed, false_claims(), _is_missed),
    ):
        for claim, check in failures[:SHOWN]:
            print(f"\n{title} {check.verdict} ({check.reason})\n{described(claim)}")
        if failures:
            known = {claim for claim, _ in failures}
            simplest = shrunk(strategy, asked.claims, asked.seed, known, fails)
            print(f"\nthe simplest: {title} {_verdict(simplest)}\n{described(simplest)}")
    enough = bool(detectable) and len(caught) >= LEAST_CAUGHT * len(detectable)
    return 0 if not accused and enough else 1


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


def _print_false(false: Checked, in_print: Checked, detectable: Checked) -> None:
    print(f"\n{len(false):,} false claims, {len({claim for claim, _ in false}):,} distinct\n")
    _print_table("", {"all": false, "false in print": in_print, "detectable": detectable})
    print()
    slips = {
        slip: [pair for pair in detectable if pair[0].slip == slip] for slip in dict.fromkeys(SLIPS)
    }
    _print_table("detectable, by slip", slips)
    named = Counter(
        f"{claim.slip} as {check.reading.name}"
        for claim, check in _of_verdict(detectable, Verdict.EXPLAINED)
        if check.reading
    )
    print(f"\nexplained: {_counts(named)}")
    called = _of_verdict(in_print, Verdict.CONSISTENT)
    rounded = _of_verdict(in_print, Verdict.CONSISTENT_IF_ROUNDED)
    not_called = len(in_print) - len(called)
    print(f"\nfalse in print, not called consistent: {_share(range(not_called), in_print)}")
    print(f"false in print, consistent if rounded: {_share(rounded, in_print)}")
    for verdict in (Verdict.CONTRADICTED, Verdict.EXPLAINED):
        print(f"detectable, {verdict}: {_share(_of_verdict(detectable, verdict), detectable)}")


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


def _is_missed(claim: Claim) -> bool:
    return not possible(claim, coarser=True) and _verdict(claim) not in CAUGHT


def _of_verdict(pairs: Checked, verdict: Verdict) -> Checked:
    return [pair for pair in pairs if pair[1].verdict == verdict]


def _share(part: Checked | range, whole: Checked) -> str:
    return f"{len(part):,} of {len(whole):,} ({_percent(part, whole)})"


def _percent(part: Checked | range, whole: Checked) -> str:
    """A share cut to two decimals, so that 99.999 percent does not read as all."""
    return f"{10_000 * len(part) // len(whole) / 100:.2f} %" if whole else "-"


def _counts(found: Counter[str]) -> str:
    entries: Iterable[tuple[str, int]] = found.most_common()
    return ", ".join(f"{name} {count:,}" for name, count in entries) or "none"


if __name__ == "__main__":
    sys.exit(main())
