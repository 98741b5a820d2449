"""The entries of the catalogue: each source with its tally and the years that it covers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dashboard.answers import source_coverage
from dashboard.html.chips import verdict_chip
from dashboard.html.markup import Html
from dashboard.html.source_catalogue import DotRow, SourceCard, dots, runs
from dashboard.html.tables import TableCell
from dashboard.pages.frame import Context
from dashboard.wording.verdict_names import ORDER
from data.book.figure_book import is_added
from data.official import names
from data.relations import Row

OTHERS = ("investments", "events", "goods")  # what a source contributes beside figures and claims
MOST_PARTNERS = 12  # lines of dots; of more their years are one line
ALONE: dict[str, object] = {"reporter": (), "partner": (), "freq": (), "flow": (), "product": ()}
LETTERS = 16  # of a checksum


def groups(context: Context, rows: Sequence[Row]) -> list[tuple[str, list[SourceCard]]]:
    """The sources by publisher: one's own first, then official ones, then by name."""
    by_publisher: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_publisher[context.source_name(row["source"])].append(row)

    def rank(publisher: str) -> tuple[int, str]:
        published = by_publisher[publisher]
        if any(row["kind"] == "own" or is_added(row["source"]) for row in published):
            return 0, publisher.casefold()
        return (
            1 if any(row["kind"] == "official" for row in published) else 2
        ), publisher.casefold()

    every = [row for found in source_coverage.years(context.edition).values() for row in found]
    years = [row["year"] for row in every]
    span = (min(years), max(years)) if years else (0, 0)
    return [
        (publisher, [_card(context, row, span) for row in by_publisher[publisher]])
        for publisher in sorted(by_publisher, key=rank)
    ]


def _card(context: Context, row: Row, span: tuple[int, int]) -> SourceCard:
    words, formats = context.words, context.formats
    date = formats.date(row["published"])
    title = words("sources.published_on", date=date)
    told = []
    if row["title"]:
        title = f"“{names.title_name(row['title'], context.language)}”"
        told.append(date)
    told += [words(f"sources.kind_{row['kind']}"), words(f"sources.language_{row['language']}")]
    if is_added(row["source"]):
        told.append(words("sources.added_here"))
    whose = formats.listed([formats.area(area) for area in row["statistics_of"]])
    told.append(words("sources.statistics", whose=whose or words("sources.not_stated")))
    told.append(row["source"])
    note = context.book.note(row["source"])
    if note:
        told.append(note)
    if row["file"] and not row["address"]:
        told.append(words("sources.file", file=row["file"]))
        told.append(words("sources.checksum", checksum=row["checksum"][:LETTERS]))
    return SourceCard(
        TableCell(title, href=row["address"] or ""),
        told,
        _tally(context, row),
        _dots(context, row, span),
    )


def _tally(context: Context, row: Row) -> list[Html]:
    """What it contributed: figures lead to their rows, verdicts to their claims."""
    words, source = context.words, row["source"]
    parts = []
    if row["figures"]:
        address = context.address("data", **{**ALONE, "source": (source,)})
        parts.append(_link(address, words("sources.n_figures", n=row["figures"])))
    found = source_coverage.verdicts(context.edition).get(source, {})
    if row["claims"]:
        parts.append(_text(words("sources.n_claims", n=row["claims"])))
    for verdict in ORDER:
        if found.get(verdict):
            to = context.address("check", **{**ALONE, "source": (source,), "verdict": (verdict,)})
            parts.append(verdict_chip(verdict, words, str(found[verdict]), to))
    others = [words(f"sources.n_{name}", n=row[name]) for name in OTHERS if row[name]]
    parts += map(_text, others)
    if not parts:
        parts.append(_text(words("sources.nothing")))
    chosen = context.selection.source
    if row["kind"] == "own":
        address = context.address("sources", source=(source,), tab="loaded")
        parts.append(_link(address, words("sources.remove")))
    if not chosen and source in source_coverage.printing(context.edition):
        address = context.address("sources", **{**ALONE, "source": (source,)})
        parts.append(_link(address, words("sources.what_it_prints")))
    return parts


def _text(text: str) -> Html:
    return Html("<span>{}</span>").format(text)


def _link(address: str, text: str) -> Html:
    return Html('<a href="{}" target="_self">{}</a>').format(address, text)


def _dots(context: Context, row: Row, span: tuple[int, int]) -> Html:
    """The partners and years of a source; nothing for one without a dated figure."""
    words, formats = context.words, context.formats
    covered = source_coverage.years(context.edition).get(row["source"], ())
    if not covered:
        return Html()
    has_one_reporter = len({one["reporter"] for one in covered}) == 1
    counted: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    partners = {(one["reporter"], one["partner"]) for one in covered}
    for one in covered:
        pair = one["reporter"], one["partner"]
        name = formats.area(one["partner"]) if has_one_reporter else formats.pair(*pair)
        if len(partners) > MOST_PARTNERS:
            name = words("sources.n_pairs", n=len(partners))
        counted[name][one["year"]] += one["figures"]
    rows = [
        DotRow(
            name,
            {
                year: f"{name}, {year}: {words('sources.n_figures', n=count)}"
                for year, count in sorted(years.items())
            },
        )
        for name, years in sorted(counted.items())
    ]
    said = "; ".join(f"{one.name}: {runs(list(one.years))}" for one in rows)
    return dots(rows, span, words("sources.covers", covered=said))
