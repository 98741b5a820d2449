"""From marks to statements: which number is of what, and which rate belongs to which level.

The reader goes through a text clause by clause and keeps what was last said: the two sides, the
flow, the period. A clause that leaves something out takes it from there.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import takewhile

from analytics.reading.base_levels import (
    base_of_the_pair,
    country_compared,
    is_base_level,
    is_compared,
    is_of_the_same_period,
    is_told_as_a_fact,
    with_its_time,
)
from analytics.reading.bases import is_base, is_of_each_year, own_time
from analytics.reading.changes import change_direction, is_change, is_step
from analytics.reading.clauses import clauses
from analytics.reading.comparisons import base_time, comparison
from analytics.reading.completion import complete
from analytics.reading.conversions import is_conversion
from analytics.reading.figures import Figures
from analytics.reading.fiscal import with_fiscal_years
from analytics.reading.levels import (
    first_word,
    is_of_an_outlook,
    leads_to,
    printed_time,
)
from analytics.reading.limits import can_be_kept
from analytics.reading.listed import Order, in_order
from analytics.reading.marks import Amount, Mark, Rate
from analytics.reading.movements import direction_of, is_average, moves
from analytics.reading.passed_over import (
    is_a_level,
    is_against_a_plan,
    is_no_growth,
    is_of_another_kind,
    is_threshold,
)
from analytics.reading.phrases import category_pattern
from analytics.reading.returns import return_to_all_partners, return_to_the_whole
from analytics.reading.scan import Span, sentences
from analytics.reading.sides import (
    WORLD,
    Sides,
    favoured,
    market_sides,
    pair_of,
    partner_after,
    quoted,
    sides,
)
from analytics.reading.statements import Claim, Comparison, Figure, Report, Said, Subject
from analytics.reading.subjects import flow_of, head_of, kind_of, several_partners, subject_of
from analytics.reading.topics import is_about_trade, is_of_another_topic, ranked_partner
from analytics.reading.volumes import counts_goods


@dataclass
class Attachment:
    """The figures of a text as they are found, and the numbers that are no figures.

    `year` is that of publication.
    """

    language: str
    said: Said
    figures: Figures = field(default_factory=Figures)
    passed_over: list[Mark] = field(default_factory=list)
    order: Order = field(default_factory=Order)
    only_currency: str | None = None
    year: int | None = None

    def read(self, whole: Span) -> list[Figure]:
        """The figures of a text, each with its claims, in the order of the text."""
        whole = with_fiscal_years(whole, self.said.sides.reporter)
        currencies = {amount.currency for amount in whole.amounts if amount.currency}
        self.only_currency = currencies.pop() if len(currencies) == 1 else None
        told = 0
        for sentence in sentences(whole):
            self.said.direction = self.said.outlook = None
            if "\n\n" in whole.text[max(sentence.start - 2, 0) : first_word(sentence)]:
                self.said.is_new_paragraph = True
            self.said.is_on_a_firm = self._speaks_of_a_firm(sentence)
            self.said.statistics_of = quoted(sentence, self.language) or self.said.statistics_of
            self.said.is_on_other_topics |= bool(sentence.of("other_topic"))
            if sentence.of("flow") and not sentence.of("of_which"):
                self.said.whole = None
            return_to_all_partners(self.said, sentence, self.figures.found[told:])
            told = len(self.figures.found)
            self.order = in_order(sentence, self.language)
            for clause in clauses(sentence, self.language, self.order):
                self._read_clause(clause, sentence)
        areas = list(dict.fromkeys(p.area for p in whole.places if p.area != WORLD))
        return complete(self.figures.found, self.language, areas, self.year)

    def _speaks_of_a_firm(self, sentence: Span) -> bool:
        """Whether a text speaks of a firm, until it names a country or an office."""
        if sentence.places or quoted(sentence, self.language):
            return False
        firm = category_pattern(self.language, "firm")
        found = firm.search(sentence.text, sentence.start, sentence.end)
        return self.said.is_on_a_firm or found is not None

    def _read_clause(self, clause: Span, sentence: Span) -> None:
        clause = with_its_time(clause, sentence)
        numbers: list[Mark] = sorted([*clause.amounts, *clause.rates], key=lambda m: m.start)
        if not numbers:
            self._hear(clause)
            return
        if not is_about_trade(clause, sentence, self.said, self.language):
            self.passed_over += numbers
            if not sentence.of("flow"):
                self.said.flow = None
            return
        self.said.is_of_volume &= not (clause.amounts or clause.of("flow"))
        return_to_the_whole(self.said, clause, numbers[0], self.language)
        passed_over = len(self.passed_over)
        levels: list[Figure] = []
        changes: list[Amount] = []
        for amount in clause.amounts:
            currency = self._currency(amount, sentence)
            if (
                amount.is_per_unit
                or currency is None
                or not can_be_kept(amount)
                or is_threshold(clause, amount, self.language)
                or is_of_another_topic(clause, amount)
                or is_against_a_plan(clause, amount, self.language)
            ):
                self.passed_over.append(amount)
            elif is_change(clause, amount, self.language):
                changes.append(amount)
            else:
                levels.append(self._level(amount, currency, levels, clause))
        for rate in filter(can_be_kept, clause.rates):
            self._attach_rate(rate, levels, numbers, clause, sentence)
        for change in changes:
            self._attach_change(change, levels, clause, sentence)
        if len(self.passed_over) - passed_over == len(numbers):
            self._hear(clause)

    def _level(self, amount: Amount, currency: str, known: list[Figure], clause: Span) -> Figure:
        """The figure of a level; one that says the same as an earlier figure is that figure."""
        before = known[-1] if known else None
        if (
            before
            and before.amount
            and is_conversion(clause, before, amount, currency, self.language)
        ):
            figure = replace(before, amount=amount, currency=currency, start=amount.start,
                             is_conversion=True, claims=[])  # fmt: skip
            return self.figures.add(figure)
        since = before.amount.end if before and before.amount else clause.start
        subject, sign = subject_of(clause, amount, since, self.said, self.language)
        subject = self.order.turned(subject, amount, clause, self.language)
        other = partner_after(clause, amount)
        if other is not None and is_compared(clause, amount.lead, self.language):
            subject = replace(subject, sides=Sides(subject.sides.reporter, other))
        leans_to = favoured(clause, amount, self.language)
        if leans_to is not None and leans_to == self.said.sides.partner:
            subject, sign = replace(subject, sides=self.said.sides), -1
        elif leans_to is not None and leans_to == subject.sides.partner:
            sign = -1
        is_base_of = is_base_level(clause, amount.lead, self.language) or is_of_the_same_period(
            clause, amount, self.language
        )
        other = country_compared(clause, amount) if is_base_of else None
        if other is not None:
            is_base_of = False
            subject = replace(subject, sides=Sides(subject.sides.reporter, other))
        if is_base_of and own_time(clause, amount, self.language) is None:
            if (base := base_time(clause, amount, self.language)) is not None:
                self.said.base = base
                self.said.base_for = subject.period.year if subject.period else None
            named = Comparison(when=base, words=printed_time(base, clause))
            first = base_of_the_pair(self.figures.found, subject) if base is None else None
            subject = replace(subject, period=first or named.base(subject, self.language))
        if is_base_of and is_told_as_a_fact(clause, since, amount, subject, self.year):
            subject = replace(subject, kind="actual")
        is_yearly = is_of_each_year(clause, amount, self.language)
        if is_yearly and (subject.kind != "target" or not clause.times):
            subject = replace(subject, period=None)
        figure = Figure(subject, amount, currency, amount.start, sign, is_base_of, is_yearly)
        same = self.figures.alike(figure)
        if same is not None:
            return same
        if not is_base_of:
            self._say(subject, sign, currency)
        return self.figures.add(figure)

    def _attach_rate(
        self, rate: Rate, levels: list[Figure], numbers: list[Mark], clause: Span, sentence: Span
    ) -> None:
        others = [mark for mark in numbers if mark is not rate]
        if (
            self.said.is_of_volume
            or is_a_level(clause, rate)
            or is_no_growth(clause, rate, others, self.language)
        ):
            self.passed_over.append(rate)
            return
        direction = direction_of(clause, rate, others, self.language)
        direction = direction or self._unsaid_direction(rate, clause)
        if direction is None:
            self.passed_over.append(rate)
            return
        self.said.direction = direction
        wanted = kind_of(clause, rate, self.language)
        kind = (
            "average_annual_percent"
            if is_average(clause, rate, others, self.language)
            else rate.kind
        )
        for figure in self._figures_of(rate, levels, clause):
            if is_of_another_kind(clause, wanted, rate, figure):
                self.passed_over.append(rate)
                continue
            base = comparison(
                rate, kind, figure, levels, clause, sentence, self.said, self.language
            )
            figure.claims.append(Claim(kind, direction, rate, base))

    def _attach_change(
        self, change: Amount, levels: list[Figure], clause: Span, sentence: Span
    ) -> None:
        direction = change_direction(clause, change, self.language)
        self.said.direction = direction
        for figure in self._figures_of(change, levels, clause):
            base = comparison(
                change, "absolute", figure, levels, clause, sentence, self.said, self.language
            )
            figure.claims.append(Claim("absolute", direction, change, base))

    def _unsaid_direction(self, rate: Rate, clause: Span) -> str | None:
        """The direction of the clause before, for a clause that leaves its verb out."""
        if rate.kind == "multiple":
            return "up"
        is_elliptic = bool(clause.of("flow") or clause.places or clause.of("product"))
        is_elliptic = is_elliptic or clause.text[clause.start] == ":"
        has_verb = bool(clause.of("direction") or clause.of("share"))
        goes_on = has_verb and is_step(clause, rate, self.language)
        return self.said.direction if goes_on or (is_elliptic and not has_verb) else None

    def _figures_of(self, mark: Rate | Amount, levels: list[Figure], clause: Span) -> list[Figure]:
        """The level a rate speaks of: the one it leads to, else the one it follows.

        Without a level, a figure of the same subject that was printed before, else a new one
        without a level, one a partner.
        """
        own = [f for f in levels if not f.is_base and not f.is_conversion and f.amount]
        own = [f for f in own if not is_of_an_outlook(clause, mark, f, self.language)]
        if mark.start in self.order.levels:
            at = self.order.levels[mark.start]
            recent = takewhile(lambda figure: figure.start >= at, reversed(self.figures.found))
            return [f for f in recent if f.amount and f.start == at]
        after = [f for f in own if f.amount and f.amount.start >= mark.end]
        before = [f for f in own if f.amount and f.amount.end <= mark.lead]
        if after and (not before or leads_to(clause, mark, after[0])):
            return [after[0]]
        if before:
            return [before[-1]]
        subject, sign = subject_of(clause, mark, clause.start, self.said, self.language)
        subject = self.order.turned(subject, mark, clause, self.language)
        self._say(subject, sign, None)
        is_listed = mark.start in self.order.subjects
        each_partner = several_partners(clause, subject, self.language)
        return [
            self.figures.last_of(each)
            or self.figures.add(Figure(each, None, None, mark.start, sign))
            for each in ([subject] if is_listed else each_partner)
        ]

    def _currency(self, amount: Amount, sentence: Span) -> str | None:
        """The currency of an amount, or that of the nearest one of its sentence or before."""
        if amount.currency is not None:
            return amount.currency
        known = [other for other in sentence.amounts if other.currency]
        near = min(known, key=lambda other: abs(other.start - amount.start), default=None)
        return near.currency if near else self.said.currency or self.only_currency

    def _say(self, subject: Subject, sign: int, currency: str | None) -> None:
        said = self.said
        said.sides, said.flow, said.sign, said.product = (
            subject.sides, subject.flow, sign, subject.product,
        )  # fmt: skip
        said.report = said.report or Report(subject.flow, subject.product, subject.sides)
        said.currency = currency or said.currency
        said.outlook = subject if subject.kind != "actual" else said.outlook
        said.is_new_paragraph = False
        is_first = said.period is None and subject.kind == "forecast"
        if (subject.kind == "actual" or is_first) and subject.period is not None:
            said.period = subject.period

    def _hear(self, clause: Span) -> None:
        """A clause without numbers can name the two sides and the period for the next."""
        flows = clause.of("flow")
        if flows or counts_goods(clause, self.language):
            self.said.is_of_volume = counts_goods(clause, self.language)
        markets = clause.of("market", "export", "import", "total")
        heard = markets or clause.of("flow", "export", "import", "total")
        self.said.market = heard[-1].value if heard else self.said.market
        partners = market_sides(clause, self.language, self.said.sides)
        if partners is not None:
            self.said.sides = partners
        elif not flows and (ranked := ranked_partner(clause, self.said, self.language)):
            self.said.sides, self.said.flow = ranked
        elif not flows:
            self.said.sides = pair_of(clause) or self.said.sides
        else:
            flow, _ = flow_of(head_of(flows, clause), clause)
            self.said.sides = sides(flow, clause, self.language, self.said.sides)
        if flows:
            self.said.flow, self.said.sign = flow_of(head_of(flows, clause), clause)
            goods = clause.of("product")
            self.said.product = clause.text[goods[-1].start : goods[-1].end] if goods else None
        elif markets and clause.of("product"):
            goods = clause.of("product")
            self.said.product = clause.text[goods[-1].start : goods[-1].end]
        if clause.text[clause.end : clause.end + 1] == ":":
            moved = moves(clause)
            self.said.direction = moved[-1].value if moved else None
        times = [w for w in clause.times if w.period and not is_base(clause, w, self.language)]
        if times and flows:
            self.said.period = times[-1].period
