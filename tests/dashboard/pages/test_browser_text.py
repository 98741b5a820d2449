"""A checked text in a browser: for everyone, in each look; plain links without the script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.accessibility import probe, violations
from tests.support.browser import settle
from tests.support.check_page import TEXT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("accessibility")]

UNNAMED = "Exports rose 35% from $400 million in 2023 to $540 million in 2024."


def check(site: str, page: Page, text: str) -> None:
    page.goto(f"{site}/check-text?lang=en")
    settle(page)
    page.locator(".st-key-check_text textarea").fill(text)
    page.locator(".st-key-check_run button").click()
    page.locator(".marked").wait_for()
    settle(page)


@pytest.mark.parametrize("text", [TEXT, UNNAMED])
def test_axe_finds_nothing_on_a_checked_text(site: str, page: Page, text: str) -> None:
    check(site, page, text)
    for summary in page.locator(".findings summary").all():
        summary.click()
    for scheme, width in (("light", 1280), ("dark", 1280), ("dark", 390), ("light", 390)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(f"innerWidth === {width}")
        background = {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 25, 31)"}[scheme]
        expect(page.locator(".stApp")).to_have_css("background-color", background)
        settle(page)
        assert violations(page) == {}, (scheme, width)
        assert probe(page, "overlappingText") == []


@pytest.mark.parametrize("a_cell_takes_the_focus", [False, True])
def test_an_edited_grid_costs_two_tabs(site: str, page: Page, a_cell_takes_the_focus: bool) -> None:
    """The keyboard leaves a grid either way, also once the grid led the focus on to a cell."""
    check(site, page, TEXT)
    opened = page.get_by_text("Correct what was read", exact=True)
    opened.click()
    page.get_by_test_id("stDataFrame").nth(1).wait_for()
    settle(page)
    opened.locator("xpath=ancestor::summary").focus()

    def stops(key: str) -> list[str]:
        found = []
        for _ in range(5):
            page.keyboard.press(key)
            if a_cell_takes_the_focus and key == "Tab":  # only when first come to
                page.wait_for_function("document.activeElement.tagName !== 'CANVAS'")
            found.append(
                page.evaluate(
                    "(document.activeElement.closest('canvas') ?? document.activeElement).tagName"
                )
            )
        return found

    assert stops("Tab") == ["BUTTON", "CANVAS", "BUTTON", "CANVAS", "SUMMARY"]
    assert stops("Shift+Tab") == ["CANVAS", "BUTTON", "CANVAS", "BUTTON", "SUMMARY"]


def test_a_finding_stands_below_the_bar_of_a_phone(site: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    check(site, page, TEXT)
    page.locator('.marked a[data-of~="c2"]').first.click()
    found = page.locator("#finding-c2")
    expect(found).to_be_focused()
    page.wait_for_function(
        "document.querySelector('#finding-c2').getBoundingClientRect().top < 300"
    )
    bar = page.locator(".st-key-bar").bounding_box()
    assert found.bounding_box()["y"] >= bar["y"] + bar["height"]


def test_a_checked_text_stays_in_its_tab_until_it_is_cleared(site: str, page: Page) -> None:
    """A reload gives the same screen, with what was answered by hand; a link carries no text."""
    check(site, page, UNNAMED)
    page.get_by_label("Reporter").last.fill("Viet Nam")
    page.get_by_role("option", name="Viet Nam", exact=True).click()
    expect(page.locator("#finding-f1")).to_contain_text("Viet Nam – ")
    settle(page)
    seen = page.locator(".findings").inner_text()
    assert page.url == f"{site}/check-text?lang=en"
    page.reload()
    expect(page.locator("#finding-f1")).to_contain_text("Viet Nam – ")
    settle(page)
    assert page.locator(".findings").inner_text() == seen
    expect(page.locator(".st-key-text_folded")).to_contain_text("Kept in this browser tab only")
    other = page.context.new_page()
    other.goto(page.url)
    settle(other)
    expect(other.locator(".st-key-check_text textarea")).to_have_value("")
    other.close()
    page.get_by_role("button", name="Clear, another text").click()
    page.wait_for_function("sessionStorage.getItem('tradeproof-text') === null")
    page.reload()
    settle(page)
    expect(page.locator(".st-key-check_text textarea")).to_have_value("")
    expect(page.locator(".marked")).to_have_count(0)


def test_marks_and_findings_are_anchors_that_work_without_the_script(site: str, page: Page) -> None:
    """The list is one long page here, so that the browser has to scroll to the finding."""
    check(site, page, TEXT)
    links = page.locator('.marked a, .findings a[href^="#"]').evaluate_all(
        "all => all.map((one) => one.getAttribute('href').slice(1))"
    )
    assert len(links) > 14
    missing = "ids => ids.filter((id) => document.querySelectorAll(`[id='${id}']`).length !== 1)"
    assert page.evaluate(missing, links) == []
    page.set_viewport_size({"width": 390, "height": 500})
    page.evaluate("location.hash = '#finding-f5'")
    expect(page.locator("#finding-f5")).to_be_in_viewport()
    page.set_viewport_size({"width": 1280, "height": 900})
