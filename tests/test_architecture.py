"""The four rooms: imports point one way, modules stay short, no error is caught blindly."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.support.checkout import ROOT

ROOMS = ("data", "analytics", "dashboard")
# What a room may import of the project; app.py, tests, benchmarks and docs may import every room.
MAY_IMPORT = {
    "data": {"data"},
    "analytics": {"data", "analytics"},
    "dashboard": {"data", "analytics", "dashboard"},
}
PROJECT = {*ROOMS, "app", "tests", "benchmarks", "docs"}
LONGEST = 600  # lines of a module; oracles and tables of cases are the longest


def modules(*folders: str) -> list[Path]:
    """Every Python file in these folders; a folder without any fails the test."""
    found = []
    for folder in folders:
        in_folder = sorted((ROOT / folder).rglob("*.py"))
        assert in_folder, f"no Python file in {ROOT / folder}"
        found += in_folder
    return found


def every_module() -> list[Path]:
    """The rooms, the tests, and what else of the project is there."""
    others = [path for name in ("benchmarks", "docs") for path in (ROOT / name).rglob("*.py")]
    entry = [path for path in [ROOT / "app.py"] if path.is_file()]
    return [*modules(*ROOMS, "tests"), *others, *entry]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(module: ast.Module) -> set[str]:
    """The top-level packages a module imports, wherever in it the import stands."""
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.partition(".")[0])
    return found


def climbs(module: ast.Module) -> bool:
    """Whether a relative import leaves its own folder, and so may leave its room unseen."""
    return any(isinstance(node, ast.ImportFrom) and node.level > 1 for node in ast.walk(module))


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


def names_a_test(module: ast.Module) -> list[str]:
    """The test modules that a module imports, by their full names."""
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return [name for name in found if name.startswith("tests.") and ".test_" in name]


def test_what_tests_share_lies_in_support_and_no_test_is_imported() -> None:
    found = {name_of(path): names_a_test(tree(path)) for path in every_module()}
    assert {name: tests for name, tests in found.items() if tests} == {}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_the_rooms_to_its_left(room: str) -> None:
    wrong = {
        name_of(path): sorted(imported(tree(path)) & PROJECT - MAY_IMPORT[room])
        for path in modules(room)
    }
    assert {name: rooms for name, rooms in wrong.items() if rooms} == {}
    assert [name_of(path) for path in modules(room) if climbs(tree(path))] == []


def test_only_the_dashboard_and_the_entry_import_streamlit() -> None:
    users = [name_of(path) for path in every_module() if "streamlit" in imported(tree(path))]
    allowed = ("dashboard/", "app.py", "tests/")
    assert [name for name in users if not name.startswith(allowed)] == []


def test_no_module_is_longer_than_a_person_reads() -> None:
    lengths = {
        name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in every_module()
    }
    assert max(lengths.values()) > 100
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_no_error_is_caught_blindly() -> None:
    found = {name_of(path): blind_handlers(tree(path)) for path in every_module()}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("source", "packages"),
    [
        ("import dashboard", {"dashboard"}),
        ("import analytics.indicators.growth as g, csv", {"analytics", "csv"}),
        ("from dashboard.wording.words import label", {"dashboard"}),
        ("def late():\n    import streamlit as st", {"streamlit"}),
        ("from . import bounds", set()),
        ("'import dashboard'", set()),
    ],
)
def test_an_import_is_seen_wherever_it_stands(source: str, packages: set[str]) -> None:
    assert imported(ast.parse(source)) == packages


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


def test_a_room_without_files_is_an_error() -> None:
    with pytest.raises(AssertionError, match="no Python file in"):
        modules("no_such_room")
