"""The order of the rooms and of the layers in them, and what a module may do at all."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.support.checkout import ROOT

# From left to right: a module imports only from its own layer and from those before it.
LAYERS = (
    "data.errors",
    "data.codes",
    "data.intervals",
    "data.periods",
    "data.tables",
    "data",
    "analytics.indicators",
    "analytics.reconciling",
    "analytics.reading",
    "analytics.reading.text",
    "analytics.reading.marks",
    "analytics.reading.segments",
    "analytics.reading.frames",
    "analytics.reading.state",
    "analytics.reading.out",
    "analytics.recording",
    "analytics.checking",
    "dashboard.answers",
    "dashboard.wording",
    "dashboard.charts",
    "dashboard.html",
    "dashboard.paper",
    "dashboard.documents",
    "dashboard.api",
    "dashboard.serving",
    "dashboard.pages",
    "dashboard.cli",
    "app",
    "tradeproof",
)
ROOMS = ("data", "analytics", "dashboard")
ENTRIES = ("app", "tradeproof")
BESIDE = ("benchmarks", "docs", "tests")  # may import every room; no room imports them
USES_STREAMLIT = ("dashboard.pages", "app", "tests")
LONGEST_FUNCTION = 60  # lines
LONGEST_FILE = 600


# The modules and what they import


def files(*folders: str) -> list[Path]:
    """Every Python file in these folders; a folder without any fails the test."""
    found = []
    for folder in folders:
        in_folder = sorted((ROOT / folder).rglob("*.py"))
        assert in_folder, f"no Python file in {ROOT / folder}"
        found += in_folder
    return found


def module_name(path: Path) -> str:
    """`data.codes` for data/codes/__init__.py, `app` for app.py."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the project with its syntax tree."""
    paths = [*files(*ROOMS, *BESIDE, "tradeproof"), ROOT / "app.py"]
    return {module_name(path): tree(path) for path in paths}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported(module: ast.Module) -> set[str]:
    """What a module imports, with full names, wherever in it the import stands."""
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@cache
def imports() -> dict[str, set[str]]:
    """What each module of the project imports."""
    return {name: imported(module) for name, module in modules().items()}


def relative_imports(module: ast.Module) -> list[int]:
    """Lines of relative imports, which would hide where a module looks."""
    return [n.lineno for n in ast.walk(module) if isinstance(n, ast.ImportFrom) and n.level]


def of_the_project(names: set[str]) -> set[str]:
    """The modules of the project that these names are, or are defined in."""
    found = set()
    for name in names:
        parts = name.split(".")
        prefixes = [".".join(parts[:end]) for end in range(len(parts), 0, -1)]
        found |= {next((prefix for prefix in prefixes if prefix in modules()), "")}
    return found - {""}


def layer_of(name: str) -> int | None:
    """The place of a module in the order; None beside the rooms."""
    known = [layer for layer in LAYERS if f"{name}.".startswith(f"{layer}.")]
    return LAYERS.index(max(known, key=len)) if known else None


def looks_right(name: str, imports: set[str]) -> set[str]:
    """What a module of a room imports from a layer after its own, or from beside the rooms."""
    mine = layer_of(name)
    assert mine is not None, f"{name} is in no layer"
    layers = {other: layer_of(other) for other in imports}
    return {other for other, layer in layers.items() if layer is None or layer > mine}


def test_a_module_imports_only_from_the_layers_before_it() -> None:
    found = {
        name: looks_right(name, of_the_project(names))
        for name, names in imports().items()
        if name.partition(".")[0] in (*ROOMS, *ENTRIES) and name not in ROOMS
    }
    assert {name: others for name, others in found.items() if others} == {}


def test_imports_say_where_they_look() -> None:
    found = {name: relative_imports(module) for name, module in modules().items()}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_no_import_runs_in_a_circle() -> None:
    graph = {name: of_the_project(names) - {name} for name, names in imports().items()}
    assert circles(graph) == set()


def circles(graph: dict[str, set[str]]) -> set[frozenset[str]]:
    """The largest sets of modules in which each imports every other, if over others."""
    reached = {name: reachable(graph, name) for name in graph}
    return {
        frozenset(other for other in reached[name] if name in reached[other])
        for name in graph
        if name in reached[name]
    }


def reachable(graph: dict[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = [*graph[start]]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += graph[name]
    return found


def test_only_the_pages_and_the_entry_import_streamlit() -> None:
    users = {
        name
        for name, others in imports().items()
        if any(f"{other}.".startswith("streamlit.") for other in others)
    }
    assert users
    allowed = tuple(f"{folder}." for folder in USES_STREAMLIT)
    assert {name for name in users if not f"{name}.".startswith(allowed)} == set()


def test_one_module_asks_the_network_and_only_loads_use_it() -> None:
    """Nothing leaves the machine but by a load that a person asks for."""
    network = {"httpx", "requests", "urllib.request", "http.client", "aiohttp"}
    rooms = {name: found for name, found in imports().items() if name.partition(".")[0] in ROOMS}
    asks = {
        name
        for name, found in rooms.items()
        if any(f"{one}.".startswith(f"{module}.") for one in found for module in network)
    }
    assert asks == {"data.services.asking"}
    users = {
        name
        for name, found in rooms.items()
        if not name.startswith("data.services.")
        and any(one.startswith("data.services.asking") for one in of_the_project(found))
    }
    assert users == {"data.official.comtrade_load", "data.official.imf_load"}


def test_what_tests_share_lies_in_support_and_no_test_is_imported() -> None:
    found = {name: named_tests(names) for name, names in imports().items()}
    assert {name: tests for name, tests in found.items() if tests} == {}


def named_tests(names: set[str]) -> set[str]:
    return {name for name in names if name.startswith("tests.") and ".test_" in name}


# What pages may draw

PAGES = "dashboard.pages."
SAY = "dashboard.pages.say"
# Streamlit's elements that take no text, and what is no element.
WITHOUT_TEXT = {
    *("Page", "cache_resource", "context", "navigation", "query_params", "session_state"),
    *("set_page_config", "stop", "column_config", "columns", "container", "space", "fragment"),
    *("data_editor", "dataframe", "form", "html", "plotly_chart", "rerun", "switch_page"),
    "components",
}


def pages() -> dict[str, ast.Module]:
    """The modules of the pages, without the one that draws text."""
    found = {name: m for name, m in modules().items() if name.startswith(PAGES) and name != SAY}
    assert len(found) > 15
    return found


def test_pages_draw_text_only_through_say() -> None:
    offered = {
        node.targets[0].id
        for node in modules()[SAY].body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    assert offered >= {"error", "markdown", "expander", "button"}
    found = {name: drawn_past_say(page, offered) for name, page in pages().items()}
    assert {name: lines for name, lines in found.items() if lines} == {}


def drawn_past_say(page: ast.Module, offered: set[str]) -> list[int]:
    """Lines that use an element of Streamlit with text on it, of `st` or of a container."""
    found = []
    for node in ast.walk(page):
        if isinstance(node, ast.ImportFrom) and node.module == "streamlit":
            found.append(node.lineno)
        elif isinstance(node, ast.Attribute):
            whose = ast.unparse(node.value)
            is_text = whose == "st" and node.attr not in WITHOUT_TEXT
            if whose != "say" and (is_text or node.attr in offered):
                found.append(node.lineno)
    return found


def test_markdown_on_pages_is_made_of_constants() -> None:
    found = {name: markdown_of_parts(page) for name, page in pages().items()}
    del found["dashboard.pages.markdown"]  # where it is defined
    assert {name: lines for name, lines in found.items() if lines} == {}


def markdown_of_parts(page: ast.Module) -> list[int]:
    """Lines where text that is no constant, nor words without parts, is made Markdown."""
    return [
        node.lineno
        for node in ast.walk(page)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "Markdown"
        and not all(map(is_constant, node.args))
    ]


def is_constant(given: ast.expr) -> bool:
    if not isinstance(given, ast.Call):
        return isinstance(given, ast.Constant)
    is_words = ast.unparse(given.func) in ("words", "context.words")
    return is_words and not given.keywords and all(map(is_constant, given.args))


# How modules are named and written


def test_no_name_stands_for_two_modules() -> None:
    stems = Counter(path.stem for path in files(*ROOMS, "tradeproof", "benchmarks"))
    twice = {stem for stem, count in stems.items() if count > 1}
    assert twice <= {"__init__", "__main__"}


def test_no_function_is_longer_than_a_person_reads() -> None:
    lengths = {
        f"{module}.{name}": length
        for module, body in modules().items()
        for name, length in functions(body)
    }
    assert len(lengths) > 1000
    assert {name for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == set()


def functions(module: ast.Module) -> Iterator[tuple[str, int]]:
    """Each function with its lines, from `def` to the last one, functions inside it included."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield node.name, node.end_lineno - node.lineno + 1


def test_no_file_is_longer_than_a_person_keeps_in_mind() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in files(*ROOMS, *BESIDE, "tradeproof")
    }
    assert max(lengths.values()) > 100
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_error_is_caught_blindly() -> None:
    found = {name: blind_handlers(module) for name, module in modules().items()}
    assert {name: lines for name, lines in found.items() if lines} == {}


def blind_handlers(module: ast.Module) -> list[int]:
    """Lines of `except:` and `except Exception`; cleaning up and raising again is allowed."""
    found = []
    for node in ast.walk(module):
        if not isinstance(node, ast.ExceptHandler):
            continue
        caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        names = {"" if kind is None else ast.unparse(kind).rpartition(".")[2] for kind in caught}
        last = node.body[-1]
        raises_again = isinstance(last, ast.Raise) and last.exc is None
        if names & {"", "Exception"} or ("BaseException" in names and not raises_again):
            found.append(node.lineno)
    return found


# That the rules above see what they should


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import dashboard", {"dashboard"}),
        ("import analytics.indicators.growth as g, csv", {"analytics.indicators.growth", "csv"}),
        ("from dashboard.wording.words import label", {"dashboard.wording.words.label"}),
        ("def late():\n    import streamlit as st", {"streamlit"}),
        ("'import dashboard'", set()),
    ],
)
def test_an_import_is_seen_wherever_it_stands(source: str, names: set[str]) -> None:
    assert imported(ast.parse(source)) == names


def test_a_relative_import_is_seen() -> None:
    assert relative_imports(ast.parse("import csv\nfrom . import store")) == [2]


@pytest.mark.parametrize(
    ("name", "other", "is_right"),
    [
        ("data.codes.place_names", "data.errors", False),
        ("data.codes.place_names", "data.store", True),
        ("data.store", "analytics.indicators.growth", True),
        ("analytics.checking.claims", "analytics.reconciling.proofs", False),
        ("analytics.reconciling.proofs", "analytics.checking.claims", True),
        ("dashboard.pages.site", "dashboard.cli.main", True),
        ("dashboard.cli.main", "tests.support.browser", True),
        ("app", "dashboard.pages.frame", False),
    ],
)
def test_the_order_is_read_from_left_to_right(name: str, other: str, is_right: bool) -> None:
    assert looks_right(name, {other}) == ({other} if is_right else set())


def test_a_module_without_a_layer_is_an_error() -> None:
    with pytest.raises(AssertionError, match="in no layer"):
        looks_right("dashboard.elsewhere", set())


def test_a_circle_is_seen_over_other_modules() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a", "e"}, "e": set()}
    assert circles(graph) == {frozenset("abc")}


@pytest.mark.parametrize(
    ("handler", "blind"),
    [
        ("except:\n    pass", True),
        ("except Exception:\n    pass", True),
        ("except Exception as error:\n    raise", True),
        ("except (ValueError, builtins.Exception):\n    pass", True),
        ("except BaseException:\n    pass", True),
        ("except BaseException:\n    clean()\n    raise", False),
        ("except (OSError, ValueError):\n    pass", False),
    ],
)
def test_a_blind_handler_is_seen(handler: str, blind: bool) -> None:
    assert blind_handlers(ast.parse(f"try:\n    work()\n{handler}")) == ([3] if blind else [])


@pytest.mark.parametrize(
    ("source", "is_past_say"),
    [
        ("st.error(text)", True),
        ("st.write(text)", True),
        ("column.button(text)", True),
        ("draw = st.pills", True),
        ("from streamlit import error", True),
        ("say.error(text)", False),
        ("st.html(table)", False),
    ],
)
def test_text_that_is_drawn_past_say_is_seen(source: str, is_past_say: bool) -> None:
    found = drawn_past_say(ast.parse(source), {"error", "button", "pills"})
    assert found == ([1] if is_past_say else [])


@pytest.mark.parametrize(
    ("source", "is_of_parts"),
    [
        ("Markdown(text)", True),
        ("Markdown(f'**{text}**')", True),
        ("Markdown('**' + text)", True),
        ("Markdown(words('a.key', part=text))", True),
        ("Markdown(words(f'a.{text}'))", True),
        ("Markdown(words('a.key'))", False),
        ("Markdown('**{}**').format(text)", False),
    ],
)
def test_markdown_of_parts_is_seen(source: str, is_of_parts: bool) -> None:
    assert markdown_of_parts(ast.parse(source)) == ([1] if is_of_parts else [])


def test_a_function_is_measured_with_those_inside_it() -> None:
    source = "def outer():\n    def inner():\n        pass\n    return inner"
    assert [*functions(ast.parse(source))] == [("outer", 4), ("inner", 2)]


def test_a_room_without_files_is_an_error() -> None:
    with pytest.raises(AssertionError, match="no Python file in"):
        files("no_such_room")
