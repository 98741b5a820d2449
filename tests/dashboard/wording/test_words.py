"""The words of the interface: complete in both languages, and none that nobody uses."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from itertools import chain, product
from string import Formatter

import pytest
from babel import Locale

from analytics.checking import official_rates
from analytics.checking.verdicts import ReadingName, Reason, Verdict
from analytics.indicators.breakdowns import GOODS
from analytics.reading.out.row_doubts import REASONS
from analytics.reading.state.statements import CHECK, CONFIRMED, READ
from analytics.recording import book_rows
from dashboard.answers.claims_in_short import WORST_FIRST
from dashboard.answers.file_columns import BESIDE
from dashboard.answers.other_side import Speaks
from dashboard.answers.public_files import CODES, FILES, FILTERS
from dashboard.answers.selection import LANGUAGES, MANY, MEASURES, OTHER_SIDE, SCALES
from dashboard.answers.text_in_book import Standing
from dashboard.documents.reading_limits import Unreadable
from dashboard.pages import (
    check_claim,
    data_filters,
    overview,
    overview_lists,
    own_answers,
    widget_names,
)
from dashboard.pages.data import OF_GOODS
from dashboard.pages.partner import OTHER_PAGES, TABS
from dashboard.pages.picture import TOOLS
from dashboard.pages.site import PAGES
from dashboard.pages.sources import TABS as SOURCES_TABS
from dashboard.paper import made_sheet
from dashboard.wording.explanations import FinerReason
from dashboard.wording.settling_lines import NO_FIGURE, WANTED
from dashboard.wording.text_findings import GROUP_OF
from dashboard.wording.words import Words, words
from data import codes
from data.codes.flows import AMOUNTS, ONE_WAY
from data.official import doubts, rules
from data.tables import judging
from data.tables.mapping import DECIMALS, DELIMITERS, MEANINGS, ROLES
from tests.support.checkout import ROOT

CODE = sorted((ROOT / "dashboard").rglob("*.py"))
TEMPLATES = sorted((ROOT / "dashboard" / "html" / "templates").iterdir())
LISTS = codes.lists()
ENGLISH, VIETNAMESE = (dict(words(language)._entries) for language in ("en", "vi"))
SECTIONS = {key.partition(".")[0] for key in ENGLISH if "." in key}

KEY = re.compile(rf"(?:{'|'.join(SECTIONS)})\.(?!py\b)\w+|unknown")

SAME_TEXT = {"app.name", "valuation.FOB", "valuation.CIF", "sources.checksum", "membership.ASEAN"}
UNUSED: set[str] = set()
OTHER_PARTS = {
    "format.quarter",  # Q1 2025 and quý I/2025
    "format.run_from_january",  # January–April 2023 and 4 tháng đầu năm 2023
    "format.tick_from_january",  # Jan–Apr 2023 and 4T/2023
}
COLUMNS = {column.name: column for file in FILES.values()
           for column in (*file.columns, *chain(*BESIDE.values()))}  # fmt: skip
ENDS = ("least", "greatest")
ENDS_OF_SPAN = ("from", "to")  # with `MANY` what leaves claims out
CHANGES = ("percent", "absolute", "average_annual_percent")


def chosen_fields() -> set[str]:
    """The fields that pages let readers choose: each choice is drawn with its label.

    What an address may name besides has no label, so that none is kept for it.
    """
    calls = [
        node
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("choose_one", "choose_some")
    ]
    fields = {call.args[1].value for call in calls if isinstance(call.args[1], ast.Constant)}
    assert len(fields) > 6
    return {str(field) for field in fields}


# What the parts of a composed key range over, unless a comprehension beside it says so.
RANGES: dict[str, Collection[str]] = {
    "page.{}": PAGES,
    "app.every_{}": ("reporter", "partner"),
    "app.choose_{}": ("reporter", "partner"),
    "picture.{}": TOOLS,
    "filter.{}": {
        *chosen_fields(),
        *data_filters.LISTED,
        *MANY,
        *ENDS_OF_SPAN,
        "search",
        "other_side",
    },
    "other_side.{}": OTHER_SIDE,
    "overview.n_other_{}": [*Speaks],
    "claim_tools.{}": check_claim.TOOLS,
    "widget.{}": widget_names.OF_STREAMLIT,
    "settle.cell_{}": LISTS.flow,
    "settle.{}": (*WANTED, *NO_FIGURE, "above_zero", "of_what"),
    "scale.{}": ("one", "thousand", "million", "billion", "trillion"),
    "brief.{}": ("thousand", "million", "billion", "trillion"),
    "qualifier.{}": LISTS.qualifier,
    "format.{}": ("percent", "times", "points"),
    "flow.{}": LISTS.flow,
    "flow_in_column.{}": LISTS.flow,
    "was.{}": AMOUNTS,
    "freq.{}": LISTS.freq,
    "valuation.{}": LISTS.valuation,
    "status.{}": LISTS.status,
    "place.{}": ("line", "article", "table"),
    "kind.{}": (*LISTS.figure_kind,),
    "event.{}": LISTS.event_kind,
    "verdict.{}": Verdict,
    "verdict_short.{}": WORST_FIRST,
    "overview.column_{}": {*overview.COLUMNS, *overview_lists.COLUMNS},
    "overview.list_{}": overview_lists.LISTS,
    "overview.n_{}": (*WORST_FIRST, "differences", "gaps"),
    "overview.no_{}": ("differences", "gaps"),
    "reason.{}": (*Reason, *FinerReason),
    "reason.mirror_base_{}": ("meets", "misses"),
    "reading.{}": ReadingName,
    "reading.if_{}": ReadingName,
    "check.{}": ("the_level", "the_base", "wrong_direction", "wrong_word"),
    "claim.title_{}": ("base", "no_base"),
    "claim.{}_{}": [*map("_".join, product(LISTS.claim_kind, LISTS.direction))],
    "arithmetic.{}": ("level", "base", *ENDS),
    "arithmetic.{}_sum": ("level", "base"),
    "arithmetic.implied_{}": ENDS,
    "arithmetic.formula_{}": ("multiple", *CHANGES, *(f"{kind}_down" for kind in CHANGES)),
    "note.{}": CODES["note"],
    "official.of_its_{}": ONE_WAY,
    "span.quarter_{}": ("1", "2", "3", "4"),
    "chart.side_{}": ONE_WAY,
    "partner.{}": ("earlier", "later", "every"),
    "partner.to_{}": OTHER_PAGES,
    "partner.drawn_{}": AMOUNTS,
    "partner.goods_{}": ("export", "import"),
    "text.only_{}": {*GROUP_OF.values()},
    "text.all_{}": {*GROUP_OF.values()},
    "text.part_{}": {*GROUP_OF.values()},
    "text.book_{}": Standing,
    "text.figures_{}": Standing,
    "data.about_{}": (*FILES, "both_sides"),
    "data.about_with_{}": BESIDE,
    "data.with_{}": BESIDE,
    "data.none_{}": (*OF_GOODS, "at_all"),
    "data.counted_{}": ("observation", "reported_claim"),
    "data.{}": (*FILES, "both_sides", "with"),
    "data.left_out_{}_{}": [
        f"{file.name}_{name}"
        for file in FILES.values()
        for name in FILTERS
        if name not in file.filters
    ],
    "data_column.{}": {"figure_kind", *COLUMNS},
    "column_meaning.{}": set(COLUMNS),
    "unit.{}": {column.unit for column in COLUMNS.values() if column.unit},
    "document.{}": Unreadable,
    "text.{}": ("reporter", "partner"),
    "add.{}": book_rows.REASONS,
    "add.to_{}": ("data", "sources"),
    "text.bad_{}": ("amount", "rate", "period"),
    "text.grade_{}": (CONFIRMED, READ, CHECK),
    "text.doubt_{}": REASONS,
    "text.separator_{}": ("arithmetic", "text", "language"),
    "upload.{}": ("limits", "refused"),
    "totals.{}": ("printed", "official", "rates", "targets", "repetitions"),
    "own.{}": (
        *("source", "publisher", "headline", "published", "licence", "address"),
        *("sheet", "heading", "role", "why", "topic", "value", "origin", "reason", "content"),
    ),
    "own_ask.{}": own_answers.FIELDS,
    "own_answer.{}": (*MEANINGS, *DECIMALS, *DELIMITERS, "services"),
    "own_answer.unit_{}": LISTS.unit,
    "own_role.{}": ROLES,
    "own_topic.{}": {key.partition(".")[2] for key in ENGLISH if key.startswith("own_topic.")},
    "own_kind.{}": (
        *rules.KINDS,
        *doubts.KINDS,
        *judging.KINDS["rejected"],
        *judging.KINDS["left out"],
        judging.UNKNOWN,
    ),
    "own_kind.{}_beside": doubts.KINDS,
    "data_sets.{}": (
        "publisher",
        "release",
        "periods",
        "figures",
        "rejected",
        "warnings",
        "licence",
        "taken_out",
        "gone_back",
    ),
    "data_sets.download_{}": ("rejected", "warnings"),
    "table_said.{}": {key.partition(".")[2] for key in ENGLISH if key.startswith("table_said.")},
    "sheet.{}": ("surplus", "deficit"),
    "sheet.key_{}": AMOUNTS,
    "sheet.both_{}": AMOUNTS,
    "sheet.goods_{}": ("export", "import"),
    "sheet.download_{}": made_sheet.FORMS,
    "sources.kind_{}": ("press", "official", "own"),
    "sources.language_{}": codes.LANGUAGES,
    "measure.{}": MEASURES,
    "scale_name.{}": SCALES,
    "tab.{}": ("chart", "map", "structure"),
    "map.share_{}": ("world", "among"),
    "structure.of_{}": ("world", "among"),
    "structure.level_{}": GOODS,
    "compare.{}": ("both_sides", "beside_others"),
    "compare.unit_share_{}": ("world", "among", "both"),
    "compare.finding_{}": MEASURES,
    "{}.{}": [
        f"{section}.{code}"
        for section, listed in {
            "sources_tab": SOURCES_TABS,
            "flow": LISTS.flow,
            "freq": LISTS.freq,
            "qualifier_name": LISTS.qualifier,
            "status": LISTS.status,
            "verdict": Verdict,
            "direction": LISTS.direction,
            "partner_tab": TABS,
            "claim_kind": LISTS.claim_kind,
            "kind": LISTS.figure_kind,
            "valuation": LISTS.valuation,
            "membership": CODES["membership"],
            "breakdown": CODES["breakdown"],
            "note": CODES["note"],
            "growth_from": CODES["growth_from"],
            "side": official_rates.Side,
            "source_kind": CODES["source_kind"],
            "source_language": CODES["source_language"],
        }.items()
        for code in listed
    ],
}


def keys_in_code() -> tuple[set[str], set[str]]:
    """Keys spelt out in the code or composed beside a list; and the patterns of the others."""
    keys: set[str] = set()
    patterns: set[str] = set()
    for path in CODE:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        listed = dict(_listed(tree))
        composed = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
        inner = {id(part) for node in composed for part in node.values}
        inner |= set(map(id, _names_of_parts(tree)))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if id(node) not in inner and KEY.fullmatch(node.value):
                    keys.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                pattern = _pattern(node)
                if re.fullmatch(r"[a-z_]+\.[a-z_]*\{\}\w*(\{\})?|\{\}\.\{\}", pattern):
                    parts = listed.get(node)
                    keys |= {pattern.replace("{}", part) for part in parts or ()}
                    patterns |= set() if parts else {pattern}
    for template in TEMPLATES:
        keys |= set(re.findall(r'\bwords\("([^"]+)"', template.read_text(encoding="utf-8")))
    return keys, patterns


def _names_of_parts(tree: ast.AST) -> Iterator[ast.AST]:
    """What `finished` is called with: the names of parts of pages, which are no words."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield from node.args if node.func.id == "finished" else ()


def _pattern(node: ast.JoinedStr) -> str:
    return "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values)


def _listed(tree: ast.AST) -> Iterator[tuple[ast.JoinedStr, list[str]]]:
    """Composed keys within `[… for name in ("a", "b")]`, or in a tuple that has a name."""
    for scope in ast.walk(tree):
        if not isinstance(scope, ast.Module | ast.FunctionDef):
            continue
        named = {
            target.id: _texts(node.value)
            for outer in (tree, scope)
            for node in ast.walk(outer)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name) and _texts(node.value)
        }
        for node in ast.walk(scope):
            if isinstance(node, ast.ListComp | ast.GeneratorExp):
                over = node.generators[0].iter
                texts = named.get(over.id, []) if isinstance(over, ast.Name) else _texts(over)
                composed = (n for n in ast.walk(node.elt) if isinstance(n, ast.JoinedStr))
                yield from ((inner, texts) for inner in composed if texts)


def _texts(node: ast.AST) -> list[str]:
    elements = node.elts if isinstance(node, ast.Tuple) else []
    texts = [e.value for e in elements if isinstance(e, ast.Constant) and isinstance(e.value, str)]
    return texts if len(texts) == len(elements) else []


def has(texts: dict[str, str], key: str) -> bool:
    return key in texts or f"{key}.other" in texts


def parts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def letters(text: str) -> str:
    """The text without its parts and without anything that is no letter."""
    return "".join(filter(str.isalpha, re.sub(r"\{\w*\}", "", text)))


def test_both_languages_have_the_same_keys():
    singular = {key for key in ENGLISH if key.endswith(".one") and key != "scale.one"}
    assert len(ENGLISH.keys() - singular) > 300
    assert VIETNAMESE.keys() == ENGLISH.keys() - singular


def test_every_singular_has_a_plural():
    plurals = {key.removesuffix(".one") for key in ENGLISH if key.endswith(".one")}
    plurals.remove("scale")
    assert plurals
    assert all(f"{key}.other" in ENGLISH for key in plurals)


def plain_keys(texts: dict[str, str]) -> set[str]:
    """The keys as the code names them, without the plural forms at their ends."""
    plurals = {key.removesuffix(".other") for key in texts if key.endswith(".other")}
    return {
        key if key.rpartition(".")[0] not in plurals else key.rpartition(".")[0] for key in texts
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_every_key_in_every_plural_form(language):
    texts = dict(words(language)._entries)
    assert plain_keys(texts) == plain_keys(ENGLISH)
    counted = {key.removesuffix(".other") for key in texts if key.endswith(".other")}
    assert len(counted) > 20
    forms = {*Locale(language).plural_form.tags, "other"}
    assert {f"{key}.{form}" for key in counted for form in forms} <= texts.keys()


def test_a_form_that_a_newer_cldr_tells_apart_is_other(monkeypatch):
    # Babel 2.19 has a singular of Vietnamese, which 2.18 had not.
    vietnamese = Words("vi")
    expected = vietnamese("document.pages_without_text", n=1, pages="2", name="a.pdf")
    monkeypatch.setattr(vietnamese, "_plural", lambda n: "one" if n == 1 else "other")
    assert vietnamese("document.pages_without_text", n=1, pages="2", name="a.pdf") == expected
    with pytest.raises(KeyError, match=re.escape("languages/vi.toml has no document.nothing")):
        vietnamese("document.nothing", n=1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_the_words_of_the_book_and_names(language, tables):
    assert language in {row["language"] for row in tables["word"]}
    assert language in codes.names()


def test_both_languages_fill_in_the_same_parts():
    different = {
        key
        for key in ENGLISH
        if parts(ENGLISH[key])
        != parts(VIETNAMESE[key if key in VIETNAMESE else f"{key[:-4]}.other"])
    }
    assert different == OTHER_PARTS


@pytest.mark.parametrize("texts", [ENGLISH, VIETNAMESE], ids=["en", "vi"])
def test_no_text_is_empty_or_has_stray_spaces(texts):
    one_line = {key: text for key, text in texts.items() if key != "check.method_text"}
    assert {key for key, text in one_line.items() if not text or text != text.strip()} == set()
    assert {key for key, text in one_line.items() if "  " in text or "\n" in text} == set()


def test_no_text_was_left_in_english():
    same = {key for key in VIETNAMESE if VIETNAMESE[key] == ENGLISH[key] and letters(ENGLISH[key])}
    assert same == SAME_TEXT
    english = re.compile(r"\b(the|and|of|with|from|million|billion|by|figures?|sources?)\b", re.I)
    plain = {key: re.sub(r"\{\w+\}", "", VIETNAMESE[key]) for key in VIETNAMESE}
    assert {key for key, text in plain.items() if english.search(text)} == set()


@pytest.mark.parametrize("texts", [ENGLISH, VIETNAMESE], ids=["en", "vi"])
@pytest.mark.parametrize(
    ("section", "codes"),
    [
        ("verdict", Verdict),
        ("reason", Reason),
        ("reason", FinerReason),
        ("reading", ReadingName),
        ("document", Unreadable),
    ],
)
def test_whatever_an_answer_can_say_has_words(texts, section, codes):
    assert [code for code in codes if not has(texts, f"{section}.{code}")] == []


def test_composed_keys_have_a_known_range():
    _, patterns = keys_in_code()
    assert len(patterns) > 20
    assert patterns <= set(RANGES), "say in RANGES what the parts range over"


def test_every_key_in_the_code_exists_and_every_key_is_used():
    spelt, patterns = keys_in_code()
    composed = {
        # `claim.{}_{}` and `percent_up` give `claim.percent_up`
        part if pattern == "{}.{}" else re.sub(r"\{\}(_\{\})?", part, pattern)
        for pattern in patterns & set(RANGES)
        for part in RANGES[pattern]
    }
    assert len(spelt) > 120
    assert len(composed) > 120
    wanted = spelt | composed
    for texts in (ENGLISH, VIETNAMESE):
        assert {key for key in wanted if not has(texts, key)} == set()
        forms = {f"{key}.{form}" for key in wanted for form in ("one", "other")}
        assert texts.keys() - wanted - forms <= UNUSED


def test_a_number_chooses_the_form():
    assert words("en")("data.rows", n=1, count="1") == "1 row, newest first"
    assert words("en")("data.rows", n=0, count="0") == "0 rows, newest first"
    assert words("vi")("data.rows", n=1, count="1") == "1 dòng, mới nhất trước"
    with pytest.raises(KeyError, match=r"data\.columns"):
        words("en")("data.columns")
