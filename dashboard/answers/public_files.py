"""The registry of public files: the columns of each, the filters it takes, what makes its rows.

A file is one entry of `FILES`. The command line, the *Data* page and its downloads, and
`docs/files.md` are made from it; the meaning of a column is in the words of each language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from duckdb import DuckDBPyRelation

from analytics.checking import official_rates
from analytics.checking.claims import Check
from analytics.checking.official_rates import Side
from analytics.checking.verdicts import Verdict
from analytics.indicators import balance as balance_sheet
from analytics.indicators import (
    breakdowns,
    comparative_advantage,
    concentration,
    groups,
    growth,
    intra_industry,
    ranks,
)
from analytics.indicators import mirror as mirror_statistics
from analytics.indicators.observations import actual
from analytics.indicators.summed_periods import with_periods
from dashboard.answers import (
    catalogue_rows,
    figure_rows,
    implied_rows,
    near_printed,
    provenance,
    source_rows,
)
from dashboard.answers.claim_fields import official_fields, verdict_fields
from dashboard.answers.file_columns import BESIDE, Asked, Column, PublicFile
from dashboard.answers.file_formats import FLAG, NUMBER, FileRow
from dashboard.answers.kept import FEW, SOME, kept
from dashboard.answers.read_once import happened, happened_of
from dashboard.answers.selection import Known, Selection
from dashboard.answers.whole_edition import every_check, official_beside
from data import codes
from data.errors import TradeproofError, shortened
from data.relations import records
from data.store import Edition
from data.views import ReportedClaim

FILTERS = {
    "reporter": "Country whose statistics, as VNM",
    "partner": "Country traded with, as KAZ",
    "flow": "export, import, total or balance",
    "product": "TOTAL, or a product's code or words",
    "freq": "A, Q, M or R",
    "source": "Id of a source",
    "from": "First period, as 2015",
    "to": "Last period, as 2025-Q1",
}
ORDER = (
    "reporter", "partner", "country_group", "product", "source", "flow", "period", "mirror_source",
    "breakdown",
)  # fmt: skip


def refuse_what_it_has_not(file: PublicFile, selection: Selection) -> None:
    """Name a filter that the file has no column for, or what else it does not take.

    Raises
    ------
    TradeproofError
        There is one.
    """
    name = file.name
    for one in selection.filters():
        if one not in file.filters:
            raise TradeproofError(
                f"the file {name} has no column {one}; leave the {one} filter out"
            )
    if selection.both_sides and not file.of_pairs:
        raise TradeproofError(f"the file {name} is no table of pairs; leave both sides out")
    for one in selection.beside:
        if one not in file.beside:
            having = " and ".join(other.name for other in FILES.values() if one in other.beside)
            raise TradeproofError(f"the file {name} has no {one} beside; ask {having} for {one}")


def named(name: str) -> PublicFile:
    """The public file of a name.

    Raises
    ------
    TradeproofError
        There is none.
    """
    if name not in FILES:
        raise TradeproofError(f"unknown file {shortened(name)!r}; one of: {', '.join(FILES)}")
    return FILES[name]


def known(edition: Edition) -> Known:
    """What an address or filter may name: the files, and the edition's sources and products."""
    return Known(
        sources=_distinct(edition, "source", "source"),
        products=_products(edition),
        verdicts=tuple(Verdict),
        tables=tuple(FILES),
        claims=_distinct(edition, "claim", "claim"),
    )


def checks(edition: Edition, selection: Selection) -> list[Check]:
    """The selected claims as the whole edition answers them: no filter changes a verdict."""
    chosen = _claims_of(edition, selection.only_figures())
    verdicts = selection.verdict or tuple(Verdict)
    return [
        check
        for check in every_check(edition)
        if check.claim.claim in chosen and check.verdict in verdicts
    ]


@kept(SOME)
def _claims_of(edition: Edition, selection: Selection) -> frozenset[str]:
    claims = edition.relation("reported_claim")
    selected = selection.by_flow_and_period(selection.by_key(claims))
    return frozenset(row["claim"] for row in records(selected.select("claim")))


def _observations(asked: Asked) -> DuckDBPyRelation:
    edition, selection = asked.edition, asked.selection
    every = edition.relation("observation")
    found = selection.by_key(every)
    if "growth" in selection.beside:
        found = figure_rows.with_growth(edition, selection, found, happened_of(every, selection))
    found = selection.by_flow_and_period(found)
    if "implied" in selection.beside:
        found = figure_rows.with_implied(edition, selection, found)
    return provenance.beside(found) if "provenance" in selection.beside else found


def _growth(asked: Asked) -> DuckDBPyRelation:
    observations = happened(asked.edition, asked.selection)
    return asked.selection.by_flow_and_period(growth.year_on_year(observations))


def _balance(asked: Asked) -> DuckDBPyRelation:
    observations = happened(asked.edition, asked.selection)
    return asked.selection.by_period(balance_sheet.balance(observations))


def _claims(asked: Asked) -> list[FileRow]:
    columns = [column.name for column in CLAIMS.columns_of(asked.selection)]
    return [
        _of_claim(columns, check.claim, verdict_fields(check, asked.explain)
                  | provenance.of_check(asked.edition, check))
        for check in checks(asked.edition, asked.selection)
    ]  # fmt: skip


def _official_rates(asked: Asked) -> list[FileRow]:
    """The selected claims by whose trade they are, and of these the official sources selected."""
    selection, beside = asked.selection, official_beside(asked.edition)
    rows = [
        _of_claim(
            OFFICIAL_RATES.kinds, one.claim, official_fields(one) | {"period": one.claim.period}
        )
        for check in checks(asked.edition, selection.without("source"))
        for one in beside.get(check.claim.claim, ())
        if not selection.source or one.source in selection.source
    ]
    return _in_order(OFFICIAL_RATES, rows)


def _of_claim(columns: Iterable[str], claim: ReportedClaim, derived: dict[str, object]) -> FileRow:
    """A row of a file: what was derived, and the columns of the claim itself."""
    return tuple(
        derived[column] if column in derived else getattr(claim, column) for column in columns
    )


def _in_order(file: PublicFile, rows: Iterable[FileRow]) -> list[FileRow]:
    """Rows sorted by `ORDER`, and those of one cell by the claim that they are of."""
    columns = list(file.kinds)
    at = [columns.index(name) for name in (*ORDER, "claim") if name in columns]
    return sorted(rows, key=lambda row: [str(row[place]) for place in at])


def _implied(asked: Asked) -> list[FileRow]:
    """Amounts that follow from others, of the trades that publications speak of."""
    return _in_order(IMPLIED, implied_rows.of_selection(asked.edition, asked.selection))


def _mirror(asked: Asked) -> DuckDBPyRelation:
    """Both sides of the trades that are asked for, else of those that publications speak of."""
    chosen = asked.selection
    both = near_printed.either_side(asked.edition, chosen)
    compared = mirror_statistics.mirror(with_periods(actual(both)))
    return chosen.by_flow_and_period(chosen.by_key(compared))


def _groups(asked: Asked) -> DuckDBPyRelation:
    observations = happened(asked.edition, asked.selection)
    return asked.selection.by_flow_and_period(groups.group_trade(observations))


def _rank(asked: Asked) -> DuckDBPyRelation:
    """All partners of a reporter are ranked; then those that are asked for are kept."""
    observations = happened(asked.edition, asked.selection.without("partner"))
    found = asked.selection.by_key(ranks.partner_ranks(observations))
    return asked.selection.by_flow_and_period(found)


def _concentration(asked: Asked) -> DuckDBPyRelation:
    """Of all partners and of all goods, whichever are asked for."""
    observations = happened(asked.edition, asked.selection.without("partner", "product"))
    found = asked.selection.by_key(concentration.concentration(observations))
    return asked.selection.by_flow_and_period(found)


def _rca(asked: Asked) -> DuckDBPyRelation:
    """What the world exports is what all reporters export, of all goods.

    Other flows and periods are left out first: the parts of a period lie within it.
    """
    whole = asked.selection.without("reporter", "product").with_(flow=("export",))
    exports = whole.by_flow_and_period(asked.edition.relation("observation"))
    summed = with_periods(actual(whole.without("freq").by_key(exports)))
    found = comparative_advantage.comparative_advantage(whole.by_key(summed))
    return asked.selection.by_period(asked.selection.by_key(found))


def _intra_industry(asked: Asked) -> DuckDBPyRelation:
    observations = happened(asked.edition, asked.selection.without("product"))
    found = intra_industry.intra_industry(observations)
    return asked.selection.by_period(asked.selection.by_key(found))


def _sources(asked: Asked) -> list[FileRow]:
    rows = catalogue_rows.of_selection(asked.edition, asked.selection)
    return _in_order(SOURCES, [tuple(row[name] for name in SOURCES.kinds) for row in rows])


@kept(FEW)
def _distinct(edition: Edition, relation: str, column: str) -> tuple[str, ...]:
    values = edition.relation(relation).select(column).distinct().order(column)
    return tuple(row[column] for row in records(values))


@kept(1)
def _products(edition: Edition) -> tuple[str, ...]:
    rows = edition.query(
        "SELECT product FROM figure UNION SELECT product FROM data_set_product ORDER BY product"
    )
    return tuple(row["product"] for row in records(rows))


CODES: dict[str, Sequence[str]] = {
    "area": codes.areas(),
    "flow": codes.lists().flow,
    "freq": codes.lists().freq,
    "qualifier": tuple(codes.lists().qualifier),
    "status": tuple(codes.lists().status),
    "valuation": codes.lists().valuation,
    "claim_kind": codes.lists().claim_kind,
    "direction": codes.lists().direction,
    "growth_from": figure_rows.GROWTH_FROM,
    "verdict": tuple(Verdict),
    "side": tuple(Side),
    "source_kind": source_rows.KINDS,
    "source_language": codes.lists().source_language,
    "note": tuple(
        dict.fromkeys(
            note
            for told in (
                growth,
                balance_sheet,
                groups,
                ranks,
                concentration,
                comparative_advantage,
                intra_industry,
                official_rates,
                figure_rows,
            )
            for note in told.NOTES
        )
    ),
    "breakdown": (breakdowns.PARTNERS, *breakdowns.GOODS),
    "membership": tuple(dict.fromkeys(one.group for one in codes.memberships())),
}

_PAIR = (Column("reporter", codes="area"), Column("partner", codes="area"))
_FLOW = Column("flow", codes="flow")
_FREQ, _BREAKDOWN = Column("freq", codes="freq"), Column("breakdown", codes="breakdown")
_PRODUCT_AND_FREQ = (Column("product", codes="product"), _FREQ)
_PERIOD, _BASE_PERIOD = Column("period", codes="period"), Column("base_period", codes="period")
_CURRENCY = Column("currency", codes="currency")
_SOURCE, _NOTE = Column("source", codes="source"), Column("note", codes="note")


def _amount(name: str, formula: str | None = None) -> Column:
    return Column(name, NUMBER, unit="currency", formula=formula)


def _percent(name: str, formula: str) -> Column:
    return Column(name, NUMBER, unit="percent", formula=formula)


def _index(name: str, formula: str | None = None) -> Column:
    return Column(name, NUMBER, unit="index", formula=formula)


def _count(name: str) -> Column:
    return Column(name, NUMBER, unit="count")


def _claimed(name: str) -> Column:
    return Column(name, NUMBER, unit="by_kind")


_LEVEL = (_amount("value"), _amount("low"), _amount("high"))
_RATE = (
    Column("kind", codes="claim_kind"), Column("direction", codes="direction"),
    _claimed("claimed"), _claimed("claimed_low"), _claimed("claimed_high"),
)  # fmt: skip


OBSERVATIONS = PublicFile(
    "observations",
    (
        *_PAIR, _FLOW, *_PRODUCT_AND_FREQ, _PERIOD, _CURRENCY,
        *_LEVEL,
        Column("qualifier", codes="qualifier"), Column("status", codes="status"),
        Column("valuation", codes="valuation"), _SOURCE, Column("release_date"),
    ),
    tuple(FILTERS),
    _observations,
    beside=tuple(BESIDE),
)  # fmt: skip
GROWTH = PublicFile(
    "growth",
    (
        *_PAIR, _FLOW, *_PRODUCT_AND_FREQ, _PERIOD, _BASE_PERIOD, _CURRENCY,
        _amount("value"), _amount("base_value"), _amount("change", "value − base_value"),
        _percent("growth_pct", "100 · (value / base_value − 1)"),
        _percent("growth_pct_low", "100 · (low / base_high − 1)"),
        _percent("growth_pct_high", "100 · (high / base_low − 1)"),
        Column("contribution_pp", NUMBER, unit="points", formula="100 · change / base_total"),
        _SOURCE, _NOTE,
    ),
    tuple(FILTERS),
    _growth,
)  # fmt: skip
BALANCE = PublicFile(
    "balance",
    (
        *_PAIR, *_PRODUCT_AND_FREQ, _PERIOD, _CURRENCY,
        _amount("exports"), _amount("imports"), _amount("total"),
        _amount("balance", "exports − imports"),
        _amount("balance_low", "exports_low − imports_high"),
        _amount("balance_high", "exports_high − imports_low"),
        _percent("coverage_pct", "100 · exports / imports"), _SOURCE, _NOTE,
    ),
    tuple(name for name in FILTERS if name != "flow"),
    _balance,
)  # fmt: skip
CLAIMS = PublicFile(
    "claims",
    (
        Column("claim"), _SOURCE, *_PAIR, _FLOW, *_PRODUCT_AND_FREQ, _PERIOD, _BASE_PERIOD,
        *_RATE,
        _claimed("recomputed_low"), _claimed("recomputed_high"),
        _amount("implied_base_low"), _amount("implied_base_high"),
        Column("verdict", codes="verdict"), Column("decision_error", FLAG), Column("explanation"),
    ),
    tuple(FILTERS),
    _claims,
    of_whole=True,
    beside=("provenance",),
)  # fmt: skip
OFFICIAL_RATES = PublicFile(
    "official_rates",
    (
        Column("claim"), *_PAIR, _FLOW, *_PRODUCT_AND_FREQ, _PERIOD, _BASE_PERIOD,
        *_RATE,
        Column("side", codes="side"), Column("statistics_of", codes="area"),
        Column("statistics_flow", codes="flow"), _CURRENCY,
        *_LEVEL,
        _amount("base_value"), _amount("base_low"), _amount("base_high"),
        _claimed("recomputed_low"), _claimed("recomputed_high"), Column("agrees", FLAG),
        Column("valuation", codes="valuation"), _SOURCE, Column("release_date"), _NOTE,
    ),
    tuple(FILTERS),
    _official_rates,
    of_whole=True,
)  # fmt: skip
IMPLIED = PublicFile(
    "implied",
    (
        *_PAIR, _FLOW, *_PRODUCT_AND_FREQ, _PERIOD, _CURRENCY,
        _amount("low"), _amount("high"), Column("facts"),
    ),
    tuple(name for name in FILTERS if name != "source"),
    _implied,
    of_whole=True,
)  # fmt: skip
MIRROR = PublicFile(
    "mirror",
    (
        *_PAIR, _FLOW, *_PRODUCT_AND_FREQ, _PERIOD, _CURRENCY,
        *_LEVEL, _SOURCE,
        Column("mirror_flow", codes="flow"), _amount("mirror_value"), _amount("mirror_low"),
        _amount("mirror_high"), Column("mirror_source", codes="source"),
        _amount("gap", "value − mirror_value"),
        _percent("asymmetry_pct", "100 · gap / ((value + mirror_value) / 2)"),
    ),
    tuple(FILTERS),
    _mirror,
)  # fmt: skip
GROUPS = PublicFile(
    "groups",
    (
        Column("reporter", codes="area"), Column("country_group", codes="membership"), _FLOW,
        *_PRODUCT_AND_FREQ, _PERIOD, _CURRENCY, *_LEVEL,
        _count("members"), _count("members_known"), Column("missing", codes="area"),
        _SOURCE, _NOTE,
    ),
    tuple(name for name in FILTERS if name != "partner"),
    _groups,
    of_pairs=False,
)  # fmt: skip
RANK = PublicFile(
    "rank",
    (
        *_PAIR, _FLOW, *_PRODUCT_AND_FREQ, _PERIOD, _CURRENCY, _amount("value"),
        _count("rank"), _count("rank_best"), _count("rank_worst"), _count("partners"),
        _percent("share_pct", "100 · value / value_of_all_partners"),
        _percent("share_pct_low", "100 · low / high_of_all_partners"),
        _percent("share_pct_high", "100 · high / low_of_all_partners"), _SOURCE, _NOTE,
    ),
    tuple(FILTERS),
    _rank,
    of_pairs=False,
)  # fmt: skip
CONCENTRATION = PublicFile(
    "concentration",
    (
        *_PAIR, _FLOW, Column("product", codes="product"), _BREAKDOWN, _FREQ, _PERIOD, _CURRENCY,
        _count("parts"), _index("hhi", "sum(share · share)"),
        _index("hhi_low"), _index("hhi_high"),
        _index("hhi_normalised", "(hhi − 1 / parts) / (1 − 1 / parts)"), _SOURCE, _NOTE,
    ),
    tuple(FILTERS),
    _concentration,
    of_pairs=False,
)  # fmt: skip
RCA = PublicFile(
    "rca",
    (
        Column("reporter", codes="area"), Column("product", codes="product"), _BREAKDOWN, _FREQ,
        _PERIOD, _CURRENCY, _amount("value"), _count("reporters"),
        _index("rca", "(value / exports_of_all) / (value_of_world / exports_of_world)"),
        _index("rca_low"), _index("rca_high"), _SOURCE, _NOTE,
    ),
    tuple(name for name in FILTERS if name not in ("partner", "flow")),
    _rca,
    of_pairs=False,
)  # fmt: skip
INTRA_INDUSTRY = PublicFile(
    "intra_industry",
    (
        *_PAIR, Column("product", codes="product"), _BREAKDOWN, _FREQ, _PERIOD, _CURRENCY,
        _amount("exports"), _amount("imports"),
        _index("gl", "1 − sum(abs(exports − imports)) / sum(exports + imports)"), _index("gl_low"),
        _index("gl_high"), _SOURCE, _NOTE,
    ),
    tuple(name for name in FILTERS if name != "flow"),
    _intra_industry,
)  # fmt: skip
SOURCES = PublicFile(
    "sources",
    (
        _SOURCE, Column("source_kind", codes="source_kind"), Column("publisher"), Column("title"),
        Column("published"), Column("release"), Column("retrieved"),
        Column("language", codes="source_language"), Column("statistics_of", codes="area"),
        Column("address"), Column("file"), Column("checksum"), Column("licence"),
        _count("figures"), _count("rates"), _count("claims"), _count("investments"),
        _count("events"), _count("goods"),
    ),
    tuple(FILTERS),
    _sources,
    of_pairs=False,
)  # fmt: skip
FILES = {
    file.name: file
    for file in (
        OBSERVATIONS,
        GROWTH,
        BALANCE,
        CLAIMS,
        OFFICIAL_RATES,
        IMPLIED,
        MIRROR,
        GROUPS,
        RANK,
        CONCENTRATION,
        RCA,
        INTRA_INDUSTRY,
        SOURCES,
    )
}
