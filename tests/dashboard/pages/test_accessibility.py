"""Every page for everyone: axe-core, contrast of charts, the keyboard, large text, less motion."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from dashboard.pages.site import PAGES
from tests.support.accessibility import english_names, probe, violations
from tests.support.browser import be_still, settle

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("accessibility")]

QUERIES = {  # of pages that show a pair, and of states that a page has besides its first
    "overview": [""],
    "partner": ["reporter=VNM&partner=KAZ"],
    "compare": [
        "reporter=VNM&partner=KAZ,RUS",
        "reporter=VNM&tab=map",
        "reporter=VNM&tab=structure",
    ],
    "factsheet": ["reporter=VNM&partner=KAZ"],
    "check": ["", "reporter=VNM&partner=RUS"],
    "data": ["reporter=VNM&partner=KAZ&freq=A"],
    "sources": ["", "source=mofa-vn-2025-05-02", "tab=own", "tab=loaded"],
}
ADDRESSES = [(page, query) for page in PAGES for query in QUERIES.get(page, [""])]
LOOKS = [
    (scheme, size)
    for scheme in ("light", "dark")
    for size in ((1280, 900), (390, 844))
]  # fmt: skip
# What is known and not mended yet, by page. A rule that is not broken any more fails the test until
# it is taken out of here.
KNOWN: dict[str, set[str]] = {}


def open_page(page: Page, site: str, name: str, query: str, language: str = "en") -> None:
    page.goto(f"{site}/{'' if name == 'overview' else name}?lang={language}&{query}")
    settle(page)
    if page.locator("[data-testid=stPlotlyChart]").count():
        page.locator(".js-plotly-plot .main-svg").first.wait_for()


@pytest.mark.parametrize(("name", "query"), ADDRESSES)
def test_axe_finds_nothing_light_or_dark_wide_or_narrow(
    site: str, page: Page, name: str, query: str
) -> None:
    open_page(page, site, name, query)
    found: dict[str, list[str]] = {}
    for scheme, (width, height) in LOOKS:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(f"innerWidth === {width}")
        _wait_for_background(page, scheme)
        for rule, elements in violations(page).items():
            found[rule] = [*found.get(rule, []), f"{scheme} {width}: {elements}"]
        pale = probe(page, "paleChartText")
        if pale:
            found["chart-text"] = [*found.get("chart-text", []), f"{scheme} {width}: {pale}"]
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    page.set_viewport_size({"width": 1280, "height": 900})
    known = KNOWN.get(name, set())
    assert {rule: where for rule, where in found.items() if rule not in known} == {}
    assert known <= found.keys(), "mended: take it out of KNOWN"


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_in_vietnamese_and_no_name_is_english(
    site: str, page: Page, name: str
) -> None:
    open_page(page, site, name, QUERIES.get(name, [""])[0], "vi")
    page.wait_for_function("document.documentElement.lang === 'vi'")
    found = violations(page)
    assert {rule: where for rule, where in found.items() if rule not in KNOWN.get(name, ())} == {}
    for query in QUERIES.get(name, [""]):
        if query != QUERIES.get(name, [""])[0]:
            open_page(page, site, name, query, "vi")
        expect(page.get_by_role("button", name="Mở danh sách").first).to_be_attached()
        assert english_names(page) == []


def _wait_for_background(page: Page, scheme: str) -> None:
    background = {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 25, 31)"}[scheme]
    page.wait_for_function(
        "colour => getComputedStyle(document.querySelector('.stApp')).backgroundColor === colour",
        arg=background,
    )
    settle(page)


@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_reaches_every_control_in_order_and_one_sees_where_it_is(
    site: str, page: Page, name: str
) -> None:
    open_page(page, site, name, QUERIES.get(name, [""])[0])
    stops = []
    be_still(page)
    page.evaluate("() => { window.tradeproofStops = []; document.body.focus(); }")
    for _ in range(400):
        page.keyboard.press("Tab")
        stop = probe(page, "stop")
        if stop is None or stop["again"]:
            break
        stops.append(stop)
    assert len(stops) > 8
    assert [one["name"] for one in stops if not one["follows"]] == []
    reached = probe(page, "unreached")
    assert reached == []
    assert sum(one["inGrid"] for one in stops) <= 2 * page.get_by_test_id("stDataFrame").count()
    assert probe(page, "unseenFocus") == []


@pytest.mark.parametrize("name", PAGES)
def test_text_of_twice_the_size_loses_nothing(site: str, page: Page, name: str) -> None:
    open_page(page, site, name, QUERIES.get(name, [""])[0])
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for width in (1280, 640):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(f"innerWidth === {width}")
        be_still(page)
        assert probe(page, "lostText") == []
        assert probe(page, "overlappingText") == []
    page.set_viewport_size({"width": 1280, "height": 900})


def test_who_asks_for_less_motion_sees_none(site: str, page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    open_page(page, site, "overview", "")
    page.get_by_role("link", name="Check", exact=True).click()
    page.wait_for_url("**/check**")
    assert page.evaluate("document.getAnimations().length") == 0
    settle(page)
    assert page.evaluate("document.getAnimations().length") == 0
    page.emulate_media(reduced_motion="no-preference")
