"""Taking a picture away: title and source inside, a link, an embedding, and no other host."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browser import settle

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PAIR = "reporter=VNM&partner=KAZ&lang=en"
PNG = b"\x89PNG\r\n\x1a\n"


def picture_on(page: Page, address: str) -> Locator:
    page.goto(address)
    settle(page)
    picture = page.locator('[class*="st-key-picture_"]').first
    expect(picture.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    return picture


def taken(page: Page, picture: Locator, button: str) -> tuple[str, bytes]:
    with page.expect_download() as download:
        picture.get_by_role("button", name=re.compile(button)).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_a_picture_leaves_with_its_finding_its_unit_and_its_source(
    site: str, page: Page, hosts: set[str]
) -> None:
    picture = picture_on(page, f"{site}/partner?{PAIR}")
    finding = picture.get_by_role("heading", level=2).inner_text()
    source = picture.locator(".source").inner_text()
    name, svg = taken(page, picture, "SVG")
    drawn = re.sub(r"<[^>]+>", " ", svg.decode("utf-8"))
    assert name.endswith(".svg")
    assert svg.startswith(b"<svg")
    assert source.startswith("Source: ")
    for words in (*finding.split(), *source.split()):  # folded into lines of a width
        assert words.strip("“”") in drawn.replace("&amp;", "&")
    name, png = taken(page, picture, "PNG")
    assert name.endswith(".png")
    assert png.startswith(PNG)
    assert int.from_bytes(png[16:20], "big") == 2400  # 1,200 pixels wide, twice as fine
    name, csv = taken(page, picture, "CSV")
    assert csv.startswith(b"reporter,partner,")
    picture.get_by_text("Cite", exact=True).click()
    texts = picture.locator("details[open] pre").all_inner_texts()
    assert [text.split()[0] for text in texts[1:]] == [f"@misc{{{key_in(texts[1])},", "TY"]
    assert finding in texts[0]
    assert page.url.partition("?")[2].split("&")[0] in texts[0]
    assert hosts - {""} == {urlsplit(site).netloc}  # "": the picture itself, a data: address


def key_in(bibtex: str) -> str:
    [key] = re.findall(r"^@misc\{(tradeproof-[0-9a-f]{8}),$", bibtex, re.M)
    return key


def test_an_embedded_picture_stands_alone(site: str, page: Page) -> None:
    picture = picture_on(page, f"{site}/partner?{PAIR}")
    picture.get_by_text("Embed", exact=True).click()
    code = picture.locator("pre").filter(has_text="<iframe").inner_text()
    [source] = re.findall(r'src="([^"]+)"', code)
    address = source.replace("&amp;", "&")
    asked = parse_qs(urlsplit(address).query)
    assert asked["embed"] == ["true"]
    page.goto(address)
    alone = page.locator(f".st-key-picture_{asked['chart'][0]}")
    expect(alone.locator(".js-plotly-plot")).to_be_visible()
    expect(page.locator("nav.bar")).to_have_count(0)
    title = alone.get_by_role("heading", level=1)
    expect(page.get_by_role("heading", level=1).filter(visible=True)).to_have_count(1)
    expect(page).to_have_title(f"{title.inner_text()} · Tradeproof")
    expect(page.locator("html")).to_have_attribute("lang", asked["lang"][0])
    page.goto(f"{site}/?lang=vi&embed=true&chart=claims_chart")
    beside = page.locator(".st-key-picture_claims_chart")
    expect(beside.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    page.wait_for_function("window.tradeproofFollowsLinks", timeout=5_000)
    expect(beside.locator(".js-plotly-plot")).to_be_visible()
    inside = page.locator("[data-testid=stMainBlockContainer]").bounding_box()
    assert beside.bounding_box()["width"] > 0.9 * inside["width"]
    page.goto(f"{site}/partner?{PAIR}&embed=true&chart=no_such")
    expect(page.get_by_role("alert")).to_contain_text("no_such")
    assert beside_the_pictures(page) == page.get_by_role("alert").inner_text().split()


def beside_the_pictures(page: Page) -> list[str]:
    """The words that an embedded page shows outside its pictures."""
    return page.locator("[data-testid=stMain]").evaluate(
        """main => {
            const words = document.createTreeWalker(main, NodeFilter.SHOW_TEXT), found = [];
            while (words.nextNode()) {
                const at = words.currentNode.parentElement;
                const isShown = at.checkVisibility() && at.getBoundingClientRect().height > 1;
                if (isShown && !at.closest('style, script, [class*=st-key-picture_]'))
                    found.push(...words.currentNode.data.trim().split(/\\s+/).filter(Boolean));
            }
            return found;
        }"""
    )


@pytest.mark.parametrize(
    "address",
    [
        f"partner?{PAIR}&chart=trade_chart",
        f"partner?{PAIR}&tab=sides&chart=sides_chart",
        "compare?reporter=VNM&partner=KAZ,RUS&lang=en&chart=compare_chart",
        "compare?reporter=VNM&tab=structure&lang=en&chart=compare_concentration",
    ],
)
def test_nothing_stands_beside_an_embedded_picture(site: str, page: Page, address: str) -> None:
    page.goto(f"{site}/{address}&embed=true")
    key = parse_qs(address)["chart"][0]
    picture = page.locator(f".st-key-picture_{key}")
    expect(picture.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    settle(page)
    assert beside_the_pictures(page) == []


def test_a_link_in_the_bar_changes_the_page_without_loading_it(site: str, page: Page) -> None:
    page.goto(f"{site}/?lang=vi")
    settle(page)
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    page.evaluate("window.stillHere = true")
    page.get_by_role("link", name="Nguồn", exact=True).click()
    expect(page).to_have_title("Nguồn · Tradeproof")
    settle(page)
    page.get_by_role("radio", name="EN").click()
    expect(page).to_have_title("Sources · Tradeproof")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.go_back()
    expect(page).to_have_title("Nguồn · Tradeproof")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    settle(page)
    page.go_back()
    expect(page).to_have_title("Tổng quan · Tradeproof")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    assert page.evaluate("window.stillHere") is True


def test_the_pair_is_swapped_in_the_bar(site: str, page: Page) -> None:
    page.goto(f"{site}/partner?{PAIR}")
    settle(page)
    page.get_by_role("button", name="Swap reporter and partner", exact=True).click()
    expect(page).to_have_title("Kazakhstan – Viet Nam · Tradeproof")
    assert parse_qs(urlsplit(page.url).query)["reporter"] == ["KAZ"]
