"""The recipes of CONTRIBUTING.md, each followed to the letter in a copy of the checkout.

All are followed in one copy, the tests that hold documents, words and code together are run in
it, and then it is asked for what is new. "Add a language" has a test of its own.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.checkout import ROOT
from tests.support.copied_checkout import (
    answered,
    copy_checkout,
    follow,
    not_as_named,
    recipe,
    run,
)
from tests.support.recipes import INDICATOR, PAGE, PUBLIC_FILE, QUALIFIER, SOURCE

# One worker makes what these share, and makes it once.
pytestmark = [pytest.mark.long, pytest.mark.xdist_group("recipes")]

RECIPES = {
    "Add an indicator": INDICATOR,
    "Add a public file": PUBLIC_FILE,
    "Add a page": PAGE,
    "Add a source": SOURCE,
    "Add a qualifier": QUALIFIER,
}
EVERY_PAGE = "tests/dashboard/pages/test_every_page.py"
HELD_TOGETHER = (  # what `make test` would say first of a recipe that is not whole
    "tests/analytics/indicators/test_monthly.py",
    "tests/dashboard/answers/test_public_files.py",
    f"{EVERY_PAGE}::test_every_page_opens_in_both_languages[countries-en]",
    f"{EVERY_PAGE}::test_every_page_opens_in_both_languages[countries-vi]",
    f"{EVERY_PAGE}::test_widgets_have_the_keys_of_the_contract[countries]",
    "tests/dashboard/wording/test_words.py",
    "tests/data/test_codes.py",
    "tests/data/test_intervals_printed.py",
    "tests/test_architecture.py",
    "tests/test_contract.py",
    "tests/test_docs.py",
)
ASKS = """
import json, re, sys
from pathlib import Path

from streamlit.testing.v1 import AppTest

import dashboard
from tests.support.commands import answer, call

HOME = Path("home")


def exported(*arguments):
    return answer(call(HOME, "export", *arguments)).decode().splitlines()


def shown(page, **parameters):
    app = AppTest.from_file("app.py", default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.switch_page(f"dashboard/pages/{page}.py")
    app.run()
    return {
        "problems": [found.value for found in (*app.exception, *app.error, *app.warning)],
        "title": [title.value for title in app.title],
        "links": re.findall(
            "<li><a [^>]*>([^<]*)</a>",
            "".join(e.proto.body for e in app.get("html")).partition("<details")[0],
        ),
        "address": app.session_state["context"].address(page),
        "html": "\\n".join(element.proto.body for element in app.get("html")),
        "offered": [o.content for one in app.get("button_group") for o in one.proto.options],
        "columns": [list(frame.value.columns) for frame in app.dataframe],
        "downloads": len(app.get("download_button")),
        "captions": [caption.value for caption in app.caption],
    }


Path("text.txt").write_text(
    "Vietnam's exports to Peru were at least 600 million USD in 2024, and its trade deficit with "
    "Chile was at least 300 million USD in 2024."
)
json.dump({
    "room": dashboard.__path__[0],
    "monthly": exported("monthly", "--partner", "KAZ", "--freq", "Q"),
    "source": exported("observations", "--source", "made-up-customs"),
    "growth": exported("growth", "--source", "made-up-customs", "--from", "2024"),
    "claims": exported("claims", "--source", "made-up-customs"),
    "read": json.loads(answer(call(HOME, "read", "text.txt", "--json"))),
    "data": shown("data", table="monthly", partner="LAO", lang="en"),
    "sources": shown("sources", lang="vi"),
    "countries": {language: shown("countries", lang=language) for language in ("en", "vi")},
}, sys.stdout)
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in which every recipe has been followed, `make docs` included."""
    copy = copy_checkout(tmp_path_factory.mktemp("checkout"))
    for edits in RECIPES.values():
        follow(copy, edits)
    made = run(copy, "docs/files.py")
    assert made.returncode == 0, made.stderr
    return copy


@pytest.fixture(scope="module")
def told(checkout: Path) -> dict[str, Any]:
    """What the copy answers to questions about what is new."""
    return answered(checkout, ASKS)


@pytest.mark.parametrize("heading", RECIPES)
def test_a_recipe_names_every_file_that_it_takes_and_no_other(heading: str) -> None:
    written = {"docs/files.md": ""} if "make docs" in recipe(heading) else {}
    assert not_as_named(heading, RECIPES[heading] | written) == {}


@pytest.mark.parametrize("heading", [*RECIPES, "Add a language"])
def test_a_recipe_has_three_to_eight_lines(heading: str) -> None:
    steps = re.findall(r"^\d\. ", recipe(heading), re.MULTILINE)
    assert 3 <= len(steps) <= 8


def test_nothing_else_has_to_be_touched(checkout: Path) -> None:
    slow = "not the_scores_of_the_reader and not every_example_of_the_commands"
    ran = run(checkout, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", slow, *HELD_TOGETHER)
    assert ran.returncode == 0, ran.stdout


def test_the_public_file_is_exported_with_the_indicator(told, checkout):
    header, row = [line for line in told["monthly"] if line.endswith(("source", "05-02"))][:2]
    assert header.endswith("currency,value,months,monthly_value,source")
    assert "VNM,KAZ,export,TOTAL,Q,2025-Q1,USD,115700000,3,38566666.66666" in row
    described = (checkout / "docs" / "files.md").read_text(encoding="utf-8")
    assert "## monthly\n\nEach figure, shared out over the months of its period.\n" in described
    assert (
        "| `monthly_value` | number | What the figure comes to in an average month. "
        "| whole currency units | `value / months` |  |"
    ) in described


def test_the_public_file_is_on_the_data_page(told):
    page = told["data"]
    assert page["problems"] == []
    assert "Average months" in page["offered"]
    assert page["columns"][0][-4:] == ["months", "monthly_value", "source", "at"]
    assert page["downloads"] == 4
    assert "Each figure, shared out over the months of its period." in page["captions"]


@pytest.mark.parametrize(
    ("language", "title", "link", "partner"),
    [
        ("en", "Partners of all kinds", "Countries", "Laos"),
        ("vi", "Mọi đối tác", "Các nước", "Lào"),
    ],
)
def test_the_page_is_reached_under_its_address(told, language, title, link, partner):
    page = told["countries"][language]
    assert (page["problems"], page["title"]) == ([], [title])
    assert page["links"][-1] == link
    assert page["address"] == f"/countries?lang={language}"
    assert f">{partner}<" in page["html"]


def test_the_source_counts_at_once(told):
    assert told["source"][1:] == [
        f"VNM,LAO,total,TOTAL,A,{figure},,made-up-customs,2025-01-12"
        for figure in (
            "2023,USD,1623400000,1623350000,1623450000,exact,A",
            "2024,USD,2248600000,2248550000,2248650000,exact,P",
        )
    ]
    assert ",625200000,38.511" in told["growth"][1]
    [claim] = told["claims"][1:]
    assert ",consistent," in claim
    assert "Hải quan" in told["sources"]["html"]


def test_the_qualifier_is_read_and_has_its_bounds(told):
    exports, deficit = told["read"]["figures"]
    named = ("qualifier", "low", "high", "printed")
    assert [exports[name] for name in named] == [
        "at_least", 600_000_000, 660_000_000, "600 million USD",
    ]  # fmt: skip
    assert (deficit["flow"], deficit["qualifier"]) == ("balance", "at_least")
    assert [deficit["low"], deficit["high"]] == [-330_000_000, -300_000_000]
    assert told["room"] != str(ROOT / "dashboard")
