"""Compare: several partners of a reporter, or both sides of one trade, in one picture."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.answers import comparison, pairs, trade_of_reporter
from dashboard.answers.comparison import (
    GROWTH,
    INDEX,
    LEVEL,
    MOST_LINES,
    RANK,
    Asked,
    Comparison,
    Line,
)
from dashboard.answers.selection import MEASURES, SCALES, Selection
from dashboard.answers.trade_of_reporter import Snapshot
from dashboard.charts import comparison_charts
from dashboard.html.comparison_matrix import SHOWN, MatrixCell, matrix
from dashboard.html.markup import NOTHING, Html
from dashboard.pages import address_problems, frame, say
from dashboard.pages.compare_map import choose_year, say_other_year, show_map
from dashboard.pages.compare_structure import show_structure
from dashboard.pages.finished import finished
from dashboard.pages.frame import Context
from dashboard.pages.picture import Picture, show_picture
from dashboard.wording.comparison_words import (
    bounds_text,
    finding,
    line_name,
    number_text,
    off_text,
    subtitle,
)
from dashboard.wording.formats import capital
from data import codes, periods
from data.periods import Period
from data.relations import Row

TABS = ("chart", "map", "structure")
HARDLY = 0.1  # percent, or points
AT_FIRST = 5  # partners, where the address names none
FILES = {LEVEL: "observations", INDEX: "observations", GROWTH: "growth"}  # of the public files


def show(context: Context) -> None:
    """Draw the page."""
    words = context.words
    tab = context.selection.tab if context.selection.tab in TABS else TABS[0]
    heading, tabs = st.columns([5, 4], vertical_alignment="bottom")
    with heading:
        say.title(words("compare.title"))
    with tabs:
        frame.choose_one(
            context, "tab", TABS, tab, lambda one: words(f"tab.{one}"), buttons=True,
            is_named=False, to_field=str,
        )  # fmt: skip
    flows = comparison.flows()
    if context.selection.flow and context.selection.flow[0] not in flows:
        listed = context.formats.listed([words(f"flow.{one}") for one in flows])
        flow = words(f"flow.{context.selection.flow[0]}")
        shown = words(f"flow.{flows[0]}")
        say.warning(words("compare.no_flow", flow=flow, flows=listed, shown=shown))
    reporters, partners = _areas(context)
    with st.container(key="compare_answer"):
        choices = st.container(key="compare_choices")  # on a phone below the picture
        if tab == "chart":
            with choices:
                _choose_areas(context, reporters, partners)
            found = _show_chart(context, choices, comparison.pairs_of(reporters, partners))
        else:
            found = None
            _show_of_reporter(context, choices, reporters[0], partners, tab)
    if found:
        _matrix(context, found)


def _show_of_reporter(
    context: Context, choices: DeltaGenerator, reporter: str, partners: tuple[str, ...], tab: str
) -> None:
    """All of a reporter's trade in a year: on a map, or what it is made of."""
    flow = _flow(context)
    shown = trade_of_reporter.snapshot(context.edition, reporter, flow, context.selection.at)
    with choices:
        _choose_areas(context, (reporter,), partners if tab == "structure" else (), shown)
    if shown is None:
        area, flow_name = context.formats.area(reporter), context.formats.flow(flow)
        say.info(context.words("map.nothing", reporter=area, flow=flow_name))
        return
    say_other_year(context, shown)
    if tab == "map":
        show_map(context, shown)
    else:
        show_structure(context, shown, partners)


def _areas(context: Context) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The reporters and partners of the address, else the first reporter's largest partners."""
    known = pairs.reporters(context.edition)
    reporters = context.selection.reporter or (next(iter(known)),)
    partners = context.selection.partner
    if not partners:
        largest = comparison.partners_by_size(context.edition, reporters[0])
        partners = tuple(one for one in largest if not codes.is_group(one))[:AT_FIRST]
    return reporters, partners


def _choose_areas(
    context: Context,
    reporters: Sequence[str],
    partners: Sequence[str],
    shown: Snapshot | None = None,
) -> None:
    """The reporters and partners; of what is shown of one reporter also the year and the flow."""
    known = pairs.reporters(context.edition)
    area = context.formats.area
    of_reporters = {partner for one in reporters for partner in known.get(one, ())}
    widths = [4, 7] if partners else [4, 1]
    first, second, *others = st.columns([*widths, 2, 6] if shown else widths)
    with first:
        frame.choose_some(context, "reporter", sorted(known, key=area), area, chosen=reporters)
    if partners:
        with second:
            options = sorted(of_reporters, key=area)
            frame.choose_some(context, "partner", options, area, chosen=partners)
    if shown:
        with others[0]:
            choose_year(context, shown)
        with others[1]:
            _choose_flow(context)


def _choose_flow(context: Context) -> None:
    frame.choose_one(
        context, "flow", comparison.flows(), _flow(context),
        lambda one: context.words(f"flow.{one}"), buttons=True,
    )  # fmt: skip


def _flow(context: Context) -> str:
    flows = comparison.flows()
    return next((flow for flow in context.selection.flow if flow in flows), flows[0])


def _show_chart(
    context: Context, choices: DeltaGenerator, every: tuple[comparison.Pair, ...]
) -> Comparison | None:
    """Draw the picture of the pairs; what it shows, for the table below."""
    words, formats = context.words, context.formats
    with choices:
        asked = _asked(context, every[:MOST_LINES])
    if asked is None:
        named = formats.listed([formats.pair(*pair) for pair in every[:MOST_LINES]])
        say.info(words("compare.missing", pairs=named) if every else words("compare.nothing"))
        reporter = _areas(context)[0][0]
        st.html(address_problems.ways(context, "compare", reporter))
        return None
    _say_other_freq(context, comparison.freqs_of(context.edition, asked.pairs))
    whole = comparison.compared(context.edition, asked)
    found = whole.within(context.selection.since, context.selection.until)
    if every[MOST_LINES:]:
        beyond = formats.listed([formats.pair(*pair) for pair in every[MOST_LINES:]])
        say.warning(words("compare.too_many", pairs=beyond))
    _say_what_is_left_out(context, found)
    if not found.lines:
        say.info(words("compare.nothing"))
        _span(context, whole)
        return None
    is_log = context.selection.scale == SCALES[1] and comparison_charts.can_be_log(found)
    names = [line_name(line, found, formats) for line in found.lines]
    first, last = found.periods[0], found.periods[-1]
    show_picture(
        context,
        Picture(
            key="compare_chart",
            figure=partial(
                comparison_charts.lines, found, formats, context.source_name, is_log=is_log
            ),
            finding=capital(finding(found, formats)),
            subtitle=capital(subtitle(found, formats, context.source_name, is_log=is_log)),
            sources=_sources(found),
            alt=words(
                "compare.chart_alt",
                names=formats.listed(names),
                first=formats.period(str(first)),
                last=formats.period(str(last)),
            ),
            table=FILES.get(asked.measure, "rank"),
            selection=_rows_of(found),
            csv="picture.csv_of_index" if asked.measure == INDEX else "picture.csv",
        ),
    )
    _below(context, whole, is_log=is_log)
    return found


def _asked(context: Context, drawn: tuple[comparison.Pair, ...]) -> Asked | None:
    """What is compared, after the frequency and the measure have been chosen."""
    if not drawn:
        return None
    freqs = comparison.freqs_of(context.edition, drawn)
    if not freqs:
        return None
    selection = context.selection
    freq = next((one for one in selection.freq if one in freqs), freqs[0])
    measure = selection.measure or LEVEL
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        frame.choose_one(
            context, "measure", MEASURES, measure,
            lambda one: context.words(f"measure.{one}"), buttons=True, to_field=str,
        )  # fmt: skip
        _choose_flow(context)
        frame.choose_one(
            context, "freq", freqs, freq, lambda one: context.words(f"freq.{one}"), buttons=True
        )
        if len(drawn) == 1:
            _other_pairs(context, *drawn[0])
    return Asked(drawn, _flow(context), freq, measure, selection.base, selection.source)


def _say_other_freq(context: Context, freqs: Sequence[str]) -> None:
    """That the address asks for a frequency that no pair has, and which there are."""
    words, formats, asked = context.words, context.formats, context.selection
    if asked.freq and asked.freq[0] not in freqs:
        freq, *known = (f"“{words(f'freq.{one}')}”" for one in (asked.freq[0], *freqs))
        told = {"freqs": formats.listed(known), "shown": words(f"freq.{freqs[0]}")}
        say.warning(words("compare.no_freq", freq=freq, **told))


def _other_pairs(context: Context, reporter: str, partner: str) -> None:
    """Links from one pair to what it can be compared with: its other side, and other partners."""
    words, selection = context.words, context.selection
    largest = comparison.partners_by_size(context.edition, reporter)
    others = [one for one in largest if one != partner and not codes.is_group(one)]
    links = {"both_sides": ((reporter, partner), (partner, reporter))}
    if others:
        links["beside_others"] = ((reporter,), (partner, *others[: AT_FIRST - 1]))
    st.html(
        NOTHING.join(
            Html('<a class="both" href="{}" target="_self">{}</a>').format(
                frame.address_of("compare", selection.with_(reporter=mine, partner=theirs)),
                words(f"compare.{name}"),
            )
            for name, (mine, theirs) in links.items()
        ),
        width="content",
    )


def _say_what_is_left_out(context: Context, found: Comparison) -> None:
    words, formats = context.words, context.formats
    said = []
    if found.missing:
        missing = formats.listed([formats.pair(*pair) for pair in found.missing])
        said.append(words("compare.missing", pairs=missing))
    if found.left_out:
        others = formats.listed(list(found.left_out))
        said.append(words("compare.one_currency", currency=found.currency, others=others))
    asked = found.asked
    if asked.measure == INDEX and found.base and asked.base != found.base:
        base = formats.period(str(found.base))
        if asked.base:
            refused = formats.period(str(asked.base))
            say.warning(words("compare.no_base", asked=refused, base=base))
        said.append(words("compare.usual_base", base=base))
    if context.selection.scale == SCALES[1] and not comparison_charts.can_be_log(found):
        said.append(words("compare.no_log_rank" if asked.measure == RANK else "compare.no_log"))
    if said:
        say.caption(" ".join(said))


def _below(context: Context, found: Comparison, *, is_log: bool) -> None:
    """The base period, the axis and the span; and how the chart is read."""
    words, formats = context.words, context.formats
    say.caption(words("compare.reading"))
    span, base, axis = st.columns([5, 2, 3], vertical_alignment="bottom")
    with span:
        _span(context, found)
    if found.asked.measure == INDEX:
        with base:
            options = [str(period) for period in found.bases]
            frame.choose_one(
                context, "base", options, str(found.base), formats.period, to_field=periods.parse
            )
    if comparison_charts.can_be_log(found):
        with axis:
            frame.choose_one(
                context, "scale", SCALES, SCALES[is_log],
                lambda one: words(f"scale_name.{one}"), buttons=True, to_field=str,
            )  # fmt: skip


def _span(context: Context, whole: Comparison) -> None:
    """The first and the last period that is drawn."""
    selection, known = context.selection, whole.periods
    if len(known) < 2:
        return
    ends = {one for one in (selection.since, selection.until) if one}
    options = [str(one) for one in sorted({*known, *ends})]
    chosen = (str(selection.since or known[0]), str(selection.until or known[-1]))
    if periods.parse(chosen[1]) < periods.parse(chosen[0]):
        chosen = (options[0], options[-1])

    frame.choose_span(context, options, (str(known[0]), str(known[-1])), chosen)


def _sources(found: Comparison) -> list[str]:
    rows = (row for line in found.lines for row in (*line.rows, *line.others))
    return list(dict.fromkeys(row["source"] for row in rows))


def _rows_of(found: Comparison) -> Selection:
    """The rows of the public file that the chart is drawn from, what is added up among them."""
    asked = found.asked
    reporters, partners = zip(*asked.pairs, strict=True)
    return Selection(
        reporter=tuple(dict.fromkeys(reporters)),
        partner=tuple(dict.fromkeys(partners)),
        flow=() if asked.is_two_sided else (asked.flow,),
        product=(codes.TOTAL,),
        freq=(asked.freq,),
        source=tuple(_sources(found)),
        since=found.periods[0],
        until=found.periods[-1],
        beside=("growth",) if asked.measure in (LEVEL, INDEX) else (),
    )


def _matrix(context: Context, found: Comparison) -> None:
    """Every number of the chart by period, the newest first."""
    say.subheader(context.words("compare.matrix"))
    st.html(finished(context, "matrix of compare", lambda: _as_matrix(context, found)))
    say.caption(context.words("compare.differs_reading"))


def _as_matrix(context: Context, found: Comparison) -> Html:
    words, formats = context.words, context.formats
    names = [line_name(line, found, formats) for line in found.lines]
    every = list(reversed(found.periods))
    cells = [_cells(context, found, line) for line in found.lines]
    rows = [
        (formats.period(str(period)), [known.get(period, MatrixCell("–")) for known in cells])
        for period in every
    ]
    more = words("app.more_rows", n=len(rows) - SHOWN)
    caption = capital(subtitle(found, formats, context.source_name))
    return matrix(caption, words("compare.period"), names, rows, more)


def _cells(context: Context, found: Comparison, line: Line) -> dict[Period, MatrixCell]:
    measure, formats = found.asked.measure, context.formats

    def cell(row: Row, small: str) -> MatrixCell:
        bounds = bounds_text(row, measure, formats)
        number = number_text(row, measure, formats)
        below = [small] if row["is_range"] else [small, bounds]
        return MatrixCell(number, " · ".join(filter(None, below)))

    told: dict[Period, list[str]] = {}
    widest: dict[Period, str] = {}
    for row in line.differing:
        apart = _apart(context, row, measure)
        key = "compare.differs_points" if measure == GROWTH else "compare.differs"
        number = number_text(row, measure, formats)
        source = context.source_name(row["source"])
        told.setdefault(row["at"], []).append(
            context.words(key, source=source, number=number, apart=apart)
        )
        widest.setdefault(row["at"], f"≠ {apart}")
    cells = {}
    for row in line.rows:
        at = row["at"]
        plain = cell(row, "")
        cells[at] = MatrixCell(plain.number, plain.small, widest.get(at, ""), told.get(at, ()))
    for row in line.others:
        source = context.source_name(row["source"])
        cells[row["at"]] = cell(row, context.words("compare.beside", source=source))
    return cells


def _apart(context: Context, row: Row, measure: str) -> str:
    """How far another source is off: one number, or its bounds where they print as two."""
    formats, off = context.formats, row["apart"]
    if off is None:
        return context.words("unknown")
    if max(map(abs, off)) < HARDLY:
        return context.words("compare.hardly", tenth=formats.percent(HARDLY))
    return off_text(off, measure, formats)


if __name__ == "__main__":  # Streamlit runs the file of the page
    show(frame.current())
