"""Pages, words and drawings ask `dashboard.answers`: none of them speaks to the database."""

from __future__ import annotations

import ast

import pytest

from tests.support.checkout import ROOT

DASHBOARD = ROOT / "dashboard"
ROOMS = ("pages", "wording", "charts", "html", "documents")
VERBS = {"query", "relation", "filter", "sql", "execute", "cursor", "connection", "fetchall"}
FUNCTIONS = {"records", "derive", "of_rows"}


def speaks_to_the_database(source: str) -> list[int]:
    """The lines of a module that import DuckDB, or ask an edition or a relation for rows."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(attr=name) if name in VERBS:
                found.append(node.lineno)
            case ast.Import(names=names) if any(one.name.startswith("duckdb") for one in names):
                found.append(node.lineno)
            case ast.ImportFrom(module="duckdb"):
                found.append(node.lineno)
            case ast.ImportFrom(names=names) if FUNCTIONS & {one.name for one in names}:
                found.append(node.lineno)
    return sorted(found)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_asks_answers_and_not_the_database(room):
    modules = sorted((DASHBOARD / room).rglob("*.py"))
    assert len(modules) > 1
    found = {
        path.name: speaks_to_the_database(path.read_text(encoding="utf-8")) for path in modules
    }
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("rows = context.edition.query('SELECT 1')", [1]),
        ("\nedition.relation('figure').filter('low > 0')", [2, 2]),
        ("from data.relations import Row, records", [1]),
        ("import duckdb", [1]),
        ("def late():\n    from duckdb import connect", [2]),
        ("from data.relations import Row", []),
        ("records = {}\nrelation = records.get('query')", []),
    ],
)
def test_asking_the_database_is_seen(source, lines):
    assert speaks_to_the_database(source) == lines
