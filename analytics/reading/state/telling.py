"""From segments to figures: each takes what it leaves out from what the text has said."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace

from analytics.reading.frames.bases import last_year
from analytics.reading.frames.comparing import BETTER, WORSE, Frame, comparison_frames, mark_of
from analytics.reading.frames.ordered import Ordered, ordered
from analytics.reading.frames.parties import ACTOR, QUOTED, WITH, Party, is_aside, parties
from analytics.reading.frames.subjects import NOBODY, Sides, Subject
from analytics.reading.frames.timing import is_revised, own_time
from analytics.reading.frames.trade import is_of_a_pair, is_trade, kind_of, topics_between
from analytics.reading.marks.limits import can_be_kept
from analytics.reading.marks.mark import Amount, Mark, Rate
from analytics.reading.marks.multiples import PERCENT
from analytics.reading.marks.phrases import category_pattern, ends_with_phrase, words
from analytics.reading.segments.cutting import Segment, segments
from analytics.reading.segments.mentions import Sentence
from analytics.reading.segments.number_roles import (
    BASE,
    CONVERSION,
    EARLIER,
    FORESEEN,
    LEVEL,
    PASSED,
    PLAN,
    WAS,
    roles,
    was,
)
from analytics.reading.segments.patterns import ends_with, starts_with
from analytics.reading.state.comparisons import comparison_of, of_the_base
from analytics.reading.state.hearing import hear, note_time, open_sentence, say
from analytics.reading.state.said import Said
from analytics.reading.state.statements import NAMES_ITS_FIGURE, Claim, Clause, Figure
from analytics.reading.state.subject import (
    REACHED,
    Resolved,
    each_partner,
    of_all_or_each,
    subject_of,
)
from data.lexicon import frames

RECENT = 40  # figures among which a growth without a level looks for its own


@dataclass
class Telling:
    """The figures of a text as they are found, and the numbers passed over with the rule."""

    language: str
    said: Said
    only_currency: str | None = None
    figures: list[Figure] = field(default_factory=list)
    passed_over: list[tuple[Mark, str]] = field(default_factory=list)
    _refused_up_to: int = -1
    _alike: dict[Hashable, Figure] = field(default_factory=dict)
    _of_mark: dict[int, Figure] = field(default_factory=dict)

    def sentence(self, sentence: Sentence, *, opens_paragraph: bool) -> None:
        """Read one sentence."""
        open_sentence(self.said, sentence, opens_paragraph=opens_paragraph)
        self._refused_up_to = -1
        known = roles(sentence)
        for at, role in known.items():
            if role.name == PASSED:
                self._pass_over(sentence, [at], role.rule)
        order = ordered(sentence, known)
        for segment in segments(sentence, known):
            self._segment(segment, order)

    def _segment(self, segment: Segment, order: Ordered) -> None:
        said, sentence = self.said, segment.sentence
        numbers = [n for n in segment.numbers if can_be_kept(sentence.mentions[n].number)]
        if not numbers:
            hear(said, segment)
            return
        said.is_of_volume &= not segment.has("amount", "flow")
        trade, rule = self._is_trade(segment)
        is_a_part = sentence.has(segment.first, numbers[0], "parts")
        if segment.first == self._refused_up_to and is_a_part:
            trade, rule = False, "a part of what is no trade"
        if not trade:
            self._refused_up_to = segment.last
            self._pass_over(sentence, numbers, rule)
            topics = {sentence.mentions[topic].sense for topic in segment.indexes("topic")}
            if segment.has("flow"):
                hear(said, segment)
            elif not said.is_of_volume and topics != {"prices"}:  # behind prices trade goes on
                said.is_trade = False
            note_time(said, segment)
            return
        said.is_trade = True
        if segment.has("parts") and said.flow is not None and not _is_of_a_time(segment):
            said.whole = Subject(said.sides, said.flow, said.product, said.period)
        told = _Told(segment, order, parties(segment), [*said.recent])
        self._read_numbers(told, numbers)
        if told.parties and (segment.has("flow", "market") or told.parties[-1].role != ACTOR):
            last = told.parties[-1]
            is_partner = last.role == ACTOR and last.area == said.sides.partner
            said.listed_role = WITH if is_partner else last.role

    def _read_numbers(self, told: _Told, numbers: list[int]) -> None:
        segment = told.segment
        other = topics_between(segment)
        for at, rule in other.items():
            self._pass_over(segment.sentence, [at], rule)
        for at in numbers:
            if segment.roles[at].name in (LEVEL, BASE, CONVERSION) and at not in other:
                self._level(told, at)
        for frame in comparison_frames(segment):
            if frame.at in numbers and frame.at not in other:
                self._change(told, frame)

    def _is_trade(self, segment: Segment) -> tuple[bool, str]:
        """Whether the numbers of a segment are of trade, as far as the text before lets it."""
        said = self.said
        if said.is_of_volume:
            return False, "of the tonnes or pieces told before"
        goes_on = said.is_trade and (
            not said.is_new_paragraph or segment.has("place", "goods", "compared_time")
        )
        is_new = said.sides == NOBODY or not goes_on
        if said.is_on_a_firm and is_new and not segment.has("market"):
            return False, "what a firm sells"
        return is_trade(segment, goes_on=goes_on)

    def _pass_over(self, sentence: Sentence, numbers: list[int], rule: str) -> None:
        marks = (sentence.mentions[n].mark for n in numbers)
        self.passed_over += [(mark, rule) for mark in marks if mark is not None]

    def _level(self, told: _Told, at: int) -> None:
        segment = told.segment
        role, mark = segment.roles[at], segment.sentence.mentions[at].mark
        assert isinstance(mark, Amount)
        currency = self._currency(mark, segment)
        if currency is None:
            self._pass_over(segment.sentence, [at], "no currency")
            return
        before = max((n for n in told.figures if n < at), default=None)
        if role.name == CONVERSION and before is not None:
            told.figures[at] = self._add(replace(
                told.figures[before], amount=mark, currency=currency, start=mark.start,
                is_conversion=True, claims=[], derivation=(f"level: {role.told}",),
            ))  # fmt: skip
            return
        if role.rule == PLAN:
            mark = replace(mark, qualifier="exact")  # "above the $5m goal" is no more than $5m
        resolved = self._resolved(told, at)
        subjects = [resolved.subject]
        if role.name == LEVEL and at not in told.order.subjects:
            subjects = of_all_or_each(segment, at, resolved)
        for subject in subjects:
            self._tell(told, at, replace(resolved, subject=subject), mark, currency)

    def _tell(self, told: _Told, at: int, resolved: Resolved, mark: Amount, currency: str) -> None:
        """Add the figure of a level; a main one is heard."""
        figure = self._figure_of(told, at, resolved, mark, currency)
        said_so = figure.subject, figure.value, figure.ends, currency
        known = self._alike.setdefault(said_so, figure)
        told.figures[at] = self._add(figure) if known is figure else known
        if figure.is_base and [at] == told.segment.sentence.numbers[:-1][:1]:  # "from 5 to 7"
            self.said.sides = figure.subject.sides
        if not figure.is_base and not (is_revised(told.segment) and self.said.period):
            if self.said.report is None and "flow: taken from before" in resolved.rules:
                self.said.report = replace(figure.subject, product=None)  # of a list, not of a text
            say(self.said, figure.subject, figure.sign, currency, self.language)

    def _figure_of(
        self, told: _Told, at: int, resolved: Resolved, mark: Amount, currency: str
    ) -> Figure:
        """The figure of a level: main, or only told of before and compared with."""
        segment, subject, rules = told.segment, resolved.subject, resolved.rules
        is_base = segment.roles[at].name == BASE
        if is_base:
            base = of_the_base(segment, at, subject, told.parties, self.said)
            subject, is_base = base.subject, base.is_base
            rules = (*rules, f"base: {base.rule}")
        is_yearly = _is_of_each_year(segment, at)
        if is_yearly and (subject.kind != "target" or not segment.has("time")):
            subject = replace(subject, period=None)
        time = own_time(segment, at)
        if time is not None:
            is_base |= time.when.role != "period" or time.rule.startswith("when it was")
            period, now = time.when.period, self.said.period
            is_base |= bool(period and now and period < now and was(segment.sentence, at))
        return Figure(
            subject, mark, currency, mark.start, resolved.sign, is_base,
            derivation=(f"level: {segment.roles[at].told}", *rules),
            margin=segment.margin, is_of_a_pair=is_of_a_pair(segment), is_yearly=is_yearly,
            clause=_clause(segment, at),
        )  # fmt: skip

    def _resolved(self, told: _Told, at: int) -> Resolved:
        listed = told.order.first_flow(at)
        resolved = subject_of(told.segment, at, told.parties, self.said, listed)
        subject = told.order.turned(resolved.subject, at, told.segment)
        back = told.order.again.get(at, 0)
        recent = self.said.recent if told.segment.roles[at].name == BASE else told.recent
        if 0 < back <= len(recent):
            subject = replace(recent[-back], period=subject.period)
        return replace(resolved, subject=subject)

    def _change(self, told: _Told, frame: Frame) -> None:
        segment = told.segment
        mark = mark_of(segment, frame.at)
        direction = frame.direction or self._unsaid(segment, frame)
        if direction is None:
            self._pass_over(segment.sentence, [frame.at], "no movement tells its direction")
            return
        self.said.direction = direction
        base = told.figures.get(frame.base) if frame.base is not None else None
        base = base if base is not None and base.is_base else None  # of another flow or partner
        for figure in self._figures_of(told, frame):
            if figure.amount is not None and _is_hoped(segment, frame, figure):
                if kind_of(segment, frame.at)[0] != "forecast" or frame.kind != PERCENT:
                    why = "hoped for, beside a level that is not"
                    self._pass_over(segment.sentence, [frame.at], why)
                    continue
                subject = replace(figure.subject, kind="forecast")
                figure = self._growth_alone(told, frame, subject, figure.sign, is_aside=True)
            comparison, rule = comparison_of(segment, frame, figure, base, self.said)
            claim = Claim(frame.kind, _way(direction, figure), mark, comparison)
            named = (NAMES_ITS_FIGURE,) if self._names_its_figure(told, frame, figure) else ()
            claim.derivation = (*frame.rules, f"base: {rule}", *named)
            figure.claims.append(claim)

    def _names_its_figure(self, told: _Told, frame: Frame, figure: Figure) -> bool:
        """Whether a change on a figure of another sentence tells itself whose, what and when."""
        here = told.segment.sentence.span.start
        if figure.clause is None or figure.clause.sentence == here:
            return False
        rules = self._resolved(told, frame.at).rules
        return "sides: told" in rules and not any(r.endswith("taken from before") for r in rules)

    def _unsaid(self, segment: Segment, frame: Frame) -> str | None:
        """The direction of the segment before, for one that leaves its verb out."""
        mark = segment.sentence.mentions[frame.at].mark
        elided = ends_with(frames()["frame"]["elided_verb"], segment.sentence.letters, frame.at)
        if isinstance(mark, Rate) and mark.kind == "multiple" and not elided:
            return "up"
        if segment.has("move", "share"):
            return None
        return self.said.direction if segment.has("flow", "place", "goods", "dash") else None

    def _figures_of(self, told: _Told, frame: Frame) -> list[Figure]:
        """The figures that a number of change is on: its level, or those of its subject."""
        segment = told.segment
        level = told.order.levels.get(frame.at, frame.level)
        if level is not None:
            known = told.figures.get(level)
            known = known or self._of_mark.get(id(segment.sentence.mentions[level].mark))
            time = own_time(segment, frame.at)
            told_in = time.when.period if time and time.rule == "right after the number" else None
            period = known.subject.period if known is not None else None
            is_later = told_in and period and period < told_in and not segment.has("outlook")
            if known is not None and not is_later:
                return [known]
        base = told.figures.get(frame.base) if frame.base is not None else None
        if base is not None and frame.base and segment.roles[frame.base].rule == WAS:
            known = self._last_of(replace(base.subject, period=self.said.period))
            if known is not None:
                return [known]
        resolved = self._resolved(told, frame.at)
        listed = frame.at in told.order.subjects
        each = [resolved.subject] if listed else each_partner(resolved.subject, resolved.parties)
        role = segment.roles[frame.at].name
        found: list[Figure] = []
        for one in each:
            if role == EARLIER:
                one = replace(one, kind="actual")
            elif role == FORESEEN:
                one = replace(one, kind="forecast", period=one.period or self.said.period)
            else:
                say(self.said, one, resolved.sign, None, self.language)
            is_aside = role in (EARLIER, FORESEEN)
            known = None if is_aside else self._last_of(one)
            alone = told, frame, one, resolved.sign, resolved.rules
            found.append(known or self._growth_alone(*alone, is_aside=is_aside))
        return found

    def _growth_alone(
        self, told: _Told, frame: Frame, subject: Subject, sign: int, rules: tuple[str, ...] = (),
        *, is_aside: bool,
    ) -> Figure:  # fmt: skip
        """A growth without a level."""
        segment = told.segment
        return self._add(Figure(
            subject, None, None, segment.sentence.mentions[frame.at].number.start, sign,
            is_aside, derivation=("growth without a level", *rules),
            margin=segment.margin, is_of_a_pair=is_of_a_pair(segment),
            clause=_clause(segment, frame.at),
        ))  # fmt: skip

    def _last_of(self, subject: Subject) -> Figure | None:
        """The last figure of a subject, told before: growth without a level joins it."""
        turned = replace(subject, sides=Sides(subject.sides.partner, subject.sides.reporter))
        alike = [subject, replace(subject, period=last_year(subject.period) or subject.period)]
        alike += [turned] if subject.flow == "total" else []
        for figure in reversed(self.figures[-RECENT:]):
            if figure.is_base or figure.is_conversion:
                continue
            if figure.subject in alike:
                return figure
            if figure.subject == replace(subject, period=None):
                figure.subject = subject
                return figure
        return None

    def _currency(self, amount: Amount, segment: Segment) -> str | None:
        """The currency of an amount, or that of the nearest one of its sentence or before."""
        if amount.currency is not None:
            return amount.currency
        span = segment.sentence.span
        said = words(span.text[span.start : amount.start], self.language, "counted_in")
        for word in said:
            return word.value
        known = [a for a in segment.sentence.span.amounts if a.currency]
        opened = [span.text[a.lead - 1 : a.lead] == "(" for a in (amount, *known)]
        apart = {a: is_open != opened[0] for a, is_open in zip(known, opened[1:], strict=True)}
        near = min(known, key=lambda a: (apart[a], abs(a.start - amount.start)), default=None)
        return near.currency if near else self.said.currency or self.only_currency

    def _add(self, figure: Figure) -> Figure:
        self.figures.append(figure)
        if figure.amount is not None:
            self._of_mark[id(figure.amount)] = figure
        return figure


def _way(direction: str, figure: Figure) -> str:
    """Up or down: a deficit that gets better goes down."""
    if figure.subject.flow == "balance" and figure.sign < 0:
        return {BETTER: "down", WORSE: "up"}.get(direction, direction)
    return {BETTER: "up", WORSE: "down"}.get(direction, direction)


@dataclass
class _Told:
    """A segment while it is read: its parties, its order, its figures by the place of a number."""

    segment: Segment
    order: Ordered
    parties: list[Party]
    recent: list[Subject]
    figures: dict[int, Figure] = field(default_factory=dict)


def _is_hoped(segment: Segment, frame: Frame, figure: Figure) -> bool:
    """Whether a change that is hoped for stands beside a level that is not."""
    wanted, _ = kind_of(segment, frame.at)
    kind = figure.subject.kind
    if any(rule.endswith(REACHED) for rule in figure.derivation):
        return False
    return (wanted != "actual" and kind == "actual") or (wanted == "target" != kind)


def _is_of_each_year(segment: Segment, at: int) -> bool:
    """Whether a level is that of each year or month, with no time of its own: "25-30 triệu
    USD/năm", "exports averaged $2bn a month"."""
    sentence = segment.sentence
    if ends_with(frames()["frame"]["averaged"], sentence.letters, at):
        return True
    if category_pattern(sentence.language, "yearly").match(sentence.behind(at)) is None:
        return False
    return not starts_with(frames()["frame"]["yearly"], sentence.letters, at + 1)


def _clause(segment: Segment, at: int) -> Clause:
    """What the words of a segment name around a number."""
    sentence = segment.sentence
    places = frozenset(
        sentence.mentions[p].place.area
        for p in segment.indexes("place")
        if sentence.mentions[p].sense != QUOTED and not is_aside(segment, p)
    )
    is_denied = ends_with_phrase(
        sentence.text(segment.first, at), sentence.language, "denied"
    ) or category_pattern(sentence.language, "denial").search(sentence.whole_text)
    return Clause(sentence.span.start, places, sentence.speaks_of_trade, is_denied=bool(is_denied))


def _is_of_a_time(segment: Segment) -> bool:
    """Whether a part is a time and no flow or partner: "riêng tháng 3, thặng dư ..."."""
    parts = segment.indexes("parts")[0]
    return starts_with(frames()["time"]["part"], segment.sentence.letters, parts) is not None
