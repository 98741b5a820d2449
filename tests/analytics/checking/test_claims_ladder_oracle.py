"""A second implementation of the rungs that need no other figures, on generated claims.

Written from docs/contract.md and the docstrings alone. It compares products, never quotients: a
claim holds for some true values when `level - factor * base` is not of one sign over all ends. What
is contradicted may be explained by a reading of the rate; the two count as one here.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.checking.claims import check_all
from data.intervals import PrintedNumber, between, exactly
from data.relations import records
from tests.support import oracles
from tests.support.examples import examples
from tests.support.made_claims import claim, claims
from tests.support.made_observations import MILLION, observations

BAD = ("contradicted", "explained")
OFFICIAL = "="


# Printed numbers: where the truth lies, and where it may lie if digits were cut


def ends(text):
    """Bounds as printed, by the contract."""
    if ".." in text:
        return tuple(map(Fraction, text.split("..")))
    words, digits = text.rpartition(" ")[::2]
    if words == OFFICIAL:
        return Fraction(digits), Fraction(digits)
    number = Fraction(digits)
    if not words:
        half = Fraction(1, 2 * 10 ** len(digits.partition(".")[2]))
        return number - half, number + half
    k = min(last_nonzero_place(digits), number / 10)
    return (number - k * (words != "over"), number + k * (words != "nearly"))


def cut_ends(text):
    """Bounds had the number been cut at its last printed digit."""
    if ".." in text or " " in text:
        return ends(text)
    number = Fraction(text)
    return number, number + Fraction(1, 10 ** len(text.partition(".")[2]))


def rounded_ends(text):
    """Bounds had a whole number that ends in zeros been rounded to its last other digit."""
    if ".." in text or " " in text or "." in text or not text.endswith("0") or not int(text):
        return ends(text)
    number = Fraction(text)
    half = min(last_nonzero_place(text) / 2, number / 10)
    return number - half, number + half


def last_nonzero_place(digits):
    decimals = len(digits.partition(".")[2])
    plain = digits.replace(".", "")
    return Fraction(10) ** (len(plain) - len(plain.rstrip("0")) - decimals)


def three(text):
    """As printed, if cut, if rounded."""
    return ends(text), cut_ends(text), rounded_ends(text)


# The rungs

NAMES = ("level", "base", "rate")
CUT, ROUNDED = 1, 2  # of the bounds of a number


def factors(kind, sign, rate, years):
    """The ends of level over base; of level less base for an amount."""
    if kind == "absolute":
        return [sign * end for end in rate]
    if kind == "multiple":
        return [end**sign for end in rate]
    return [(1 + sign * end / 100) ** years for end in rate]


def can_hold(kind, level, base, wanted):
    corners = [
        number - old - factor if kind == "absolute" else number - old * factor
        for number, old, factor in product(level, base, wanted)
    ]
    return min(corners) <= 0 <= max(corners)


def tells(kind, level, base, wanted):
    """Not too wide: stagnation is excluded, and bounds are no wider than half the change."""
    still = 0 if kind == "absolute" else 1
    if not min(wanted) <= still <= max(wanted) and level[0] <= base[1] and base[0] <= level[1]:
        return False
    least = 0 if kind != "absolute" else min(wanted)  # nothing falls by more than all
    size = max(abs(max(end, least) - still) for end in wanted)
    if kind == "absolute":
        return level[1] - base[0] - (level[0] - base[1]) <= size / 2
    return level[1] / base[0] - level[0] / base[1] <= max(size / 2, Fraction(1, 100))


def verdict(kind, sign, years, pairs, rate):
    """Verdict, reason and the numbers that must have been cut.

    `pairs` are levels with bases, `rate` the claimed one; each number is its bounds as printed, if
    cut, and if rounded.
    """
    wanted = factors(kind, sign, rate[0], years)
    if kind == "multiple" and sign < 0 and pairs[0][0][0][0] == 0:
        return "not_testable", "level_may_be_zero", ()
    pairs = [(level, base) for level, base in pairs if kind == "absolute" or base[0][0] > 0]
    if not pairs:
        return "not_testable", "base_not_positive", ()
    holding = [
        (level[0], base[0]) for level, base in pairs if can_hold(kind, level[0], base[0], wanted)
    ]
    if holding:
        if any(tells(kind, *pair, wanted) for pair in holding):
            return "consistent", "consistent", ()
        return "not_testable", "bounds_too_wide", ()
    ways = [(cut, CUT) for count in (1, 2, 3) for cut in combinations(NAMES, count)]
    ways[3:3] = [((name,), ROUNDED) for name in NAMES]
    doubtful = ()
    for coarse, habit in ways:
        wider = factors(kind, sign, rate[habit if "rate" in coarse else 0], years)
        for level, base in pairs:
            of_level = level[habit if "level" in coarse else 0]
            of_base = base[habit if "base" in coarse else 0]
            if not can_hold(kind, of_level, of_base, wider):
                continue
            other_way = is_other_way(sign, level[0], base[0])
            if other_way and (habit == ROUNDED or is_other_way(sign, level[CUT], base[CUT])):
                continue
            if not other_way and (habit == CUT or is_near(kind, sign, level[0], base[0], wanted)):
                return "consistent_if_rounded", "rounded", coarse
            doubtful = doubtful or coarse
    if doubtful:
        return "not_testable", "too_coarse", doubtful
    return "contradicted", "contradicted", ()


def is_other_way(sign, level, base):
    """Whether it fell where it should have risen; at best it stood still."""
    new, old = (level, base) if sign > 0 else (base, level)
    return new[0] < old[1] and new[1] <= old[0]


def is_near(kind, sign, level, base, wanted):
    """Whether a claim misses by a twentieth of the change at most; by a fortieth of a fall."""
    of, still = ((1, 1), 0) if kind == "absolute" else (base, 1)
    change = [level[0] - base[1], level[1] - base[0]]
    if change[0] <= 0 <= change[1]:
        return False
    found = change if kind == "absolute" else [level[0] / of[1], level[1] / of[0]]
    miss = max(min(wanted) - found[1], found[0] - max(wanted), 0)
    return miss * (20 if sign > 0 else 40) <= min(abs(end - still) for end in found)


# Generated claims of one source

KINDS = (("percent", 1), ("multiple", 1), ("absolute", 1), ("average_annual_percent", 3))
OFF = (0, 0, 1, -1, 3, -3, 10, -10, 40, -40, 120, -120)  # thousandths of the true number
WORDS = ("", "", "", "", "about ", "nearly ", "over ")


@st.composite
def numbers(draw, near=None, is_rate=False):
    """A printed number: with trailing zeros, decimals, a qualifier, as a range, or official."""
    if near is None:
        decimals = draw(st.integers(0, 2))
        number = Fraction(draw(st.integers(1, 9999)), 10**decimals)
    else:
        decimals = draw(st.integers(0, 2))
        number = near * (1 + Fraction(draw(st.sampled_from(OFF)), 1000))
    zeros = draw(st.sampled_from((0, 0, 0, 1, 2)))
    place = Fraction(10) ** (zeros - decimals)
    number = max(round(number / place), 1) * place
    text = f"{Decimal(int(number * 10**decimals)).scaleb(-decimals):f}"
    shape = draw(st.integers(0, 9))
    if shape == 0:
        top = number + place * draw(st.integers(0, 5))
        return f"{text}..{Decimal(int(top * 10**decimals)).scaleb(-decimals):f}"
    if shape == 1 and not is_rate:
        return f"0..{text}"
    if shape < 4 and not is_rate:
        return f"{OFFICIAL} {text}"
    return draw(st.sampled_from(WORDS)) + text


@st.composite
def stated(draw):
    """Kind, sign, years, and three texts: a level, a base, and a rate near what they give."""
    kind, years = draw(st.sampled_from(KINDS))
    sign = draw(st.sampled_from((1, -1)))
    base, level = draw(numbers()), draw(numbers())
    if draw(st.integers(0, 3)):
        level = draw(numbers(near=max(sum(ends(base)) / 2, Fraction(1, 100))))
    old, new = (max(sum(ends(text)) / 2, Fraction(1, 1000)) for text in (base, level))
    if draw(st.integers(0, 9)):  # else the direction may be wrong
        sign = 1 if new >= old else -1
    rate = {
        "percent": 100 * abs(new / old - 1),
        "multiple": max(new / old, old / new),
        "absolute": abs(new - old),
        "average_annual_percent": Fraction(100 * abs(float(new / old) ** (1 / 3) - 1)),
    }[kind]
    return kind, sign, years, level, base, draw(numbers(near=rate, is_rate=True))


def as_bounds(text):
    low, high = (Decimal(end.numerator) / Decimal(end.denominator) for end in ends(text))
    if text.startswith(OFFICIAL):
        return exactly(low * MILLION)
    return PrintedNumber(None, between(low * MILLION, high * MILLION))


def row_of(number, case):
    kind, sign, years, level, _, rate = case
    given = level if not level.startswith(OFFICIAL) else as_bounds(level)
    return claim(rate, level=given, kind=kind, direction="up" if sign > 0 else "down",
                 claim=str(number), product=str(number), base_period=f"{2024 - years}")  # fmt: skip


def figure_of(number, case):
    _, _, years, _, base, _ = case
    printed = Decimal(base[2:]) if base.startswith(OFFICIAL) else base
    return "VNM", "KAZ", "total", f"{2024 - years}", printed, {"product": str(number)}


def compare(cases, seen):
    rows = [row_of(number, case) for number, case in enumerate(cases)]
    figures = [figure_of(number, case) for number, case in enumerate(cases)]
    for one in check_all(claims(*rows), observations(*figures, source="gazette")):
        case = cases[int(one.claim.claim)]
        kind, sign, years, *texts = case
        level, base, rate = map(three, texts)
        expected = verdict(kind, sign, years, [(level, base)], rate)
        reason = "contradicted" if one.reason == "explained" else one.reason
        as_class = "contradicted" if one.verdict in BAD else one.verdict
        assert (as_class, reason, tuple(one.coarser)) == expected, case
        if one.verdict == "contradicted":
            assert one.decision_error is is_other_way(sign, level[0], base[0]), case
        seen.add(reason)


def test_generated_claims_have_the_verdicts_of_the_second_implementation():
    seen: set[str] = set()

    @settings(max_examples=examples(40, usual=20))
    @given(st.lists(stated(), min_size=40, max_size=80))
    def every_verdict_agrees(cases):
        compare(cases, seen)

    every_verdict_agrees()
    assert seen == {"consistent", "rounded", "contradicted", "bounds_too_wide", "too_coarse",
                    "base_not_positive", "level_may_be_zero"}  # fmt: skip


# The book


def printed(row, prefix=""):
    """Bounds of a figure or claim as stored: as printed, if cut, and if rounded."""
    low, high = (Fraction(row[f"{prefix}{end}"]) for end in ("low", "high"))
    value, qualifier = row[prefix[:-1] or "value"], row[f"{prefix}qualifier"]
    if value is None or qualifier != "exact" or low == high:
        return ((low, high),) * 3
    number, unit = Fraction(value), high - low
    half = min(Fraction(10) ** value.normalize().as_tuple().exponent / 2, number / 10)
    rounded = (number - half, number + half)
    is_round = row[f"{prefix}is_whole"] and half > unit / 2
    return (low, high), (number, number + unit), rounded if is_round else (low, high)


def levels_of(book, row, period):
    """Bounds of the claim's cell in a period: of its own source, else of all others."""
    names = ("reporter", "partner", "product", "currency")
    found = {}
    for figure in book:
        if all(figure[name] == row[name] for name in names) and figure["period"] == row[period]:
            found.setdefault(figure["source"], {})[figure["flow"]] = printed(figure)
    for flows in found.values():
        if "total" not in flows and {"export", "import"} <= set(flows):
            flows["total"] = tuple(
                (x[0] + m[0], x[1] + m[1])
                for x, m in zip(flows["export"], flows["import"], strict=True)
            )
    of_flow = {
        source: flows[row["flow"]] for source, flows in found.items() if row["flow"] in flows
    }
    own = [of_flow[source] for source in of_flow if source == row["source"]]
    return own or list(of_flow.values())


def test_every_claim_of_the_book_has_the_verdict_of_the_second_implementation(edition):
    book = oracles.actual(records(edition.relation("observation")))
    relation = edition.relation("reported_claim")
    checks = check_all(relation, edition.relation("observation"))
    compared = 0
    for one in checks:
        row = one.claim._asdict()
        if one.implied_from or row["figure_kind"] != "actual" or row["base_period"] is None:
            continue
        own = [printed(row, "level_")] if row["level_low"] is not None else []
        pairs = list(product(own or levels_of(book, row, "period"),
                             levels_of(book, row, "base_period")))  # fmt: skip
        if not pairs:
            assert one.verdict == "not_testable", row["claim"]
            continue
        is_annual = row["kind"] == "average_annual_percent"
        years = int(row["period"][-4:]) - int(row["base_period"]) if is_annual else 1
        sign = 1 if row["direction"] == "up" else -1
        expected, _, cut = verdict(row["kind"], sign, years, pairs, printed(row, "claimed_"))
        as_class = "contradicted" if one.verdict in BAD else one.verdict
        assert (as_class, tuple(one.coarser)) == (expected, cut), row["claim"]
        compared += 1
    assert compared > 10
