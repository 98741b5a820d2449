"""What only a browser shows: deep links, Back, downloads, requests, charts, hostile addresses."""

from __future__ import annotations

import itertools
import re
import time
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Position, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.support.browser import DEADLINE, be_still, download_from, settle
from tests.support.commands import answer, call
from tests.support.hostile import TEXTS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
CLICK_TAKES = 3000  # milliseconds, until a double-click is tried again


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")  # closes a list of several choices


def test_deep_link_filter_download_and_no_other_host(
    site: str, site_home: Path, page: Page, hosts: set[str]
) -> None:
    page.goto(f"{site}/data?reporter=VNM&partner=KAZ&lang=en")
    settle(page)
    choose(page, "Frequency", "Quarters (4)")
    page.wait_for_url("**freq=Q**")
    expect(page.get_by_role("heading", name="4 rows")).to_be_visible()
    download = download_from(page, "Download CSV")
    downloaded = download.path().read_bytes()

    filters = ("--reporter", "VNM", "--partner", "KAZ", "--freq", "Q")
    expected = answer(call(site_home, "export", "observations", *filters))
    assert downloaded == expected
    assert downloaded.count(b"\r\n") == 5  # a header and four rows
    assert download.suggested_filename == "tradeproof-observations-VNM-KAZ-Q.csv"
    assert hosts == {urlsplit(site).netloc}


def test_back_and_forward_show_the_earlier_selection(site: str, page: Page) -> None:
    page.goto(f"{site}/partner?reporter=VNM&partner=AZE&lang=en")
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Viet Nam – Azerbaijan")
    choose(page, "Partner", "Russia")
    expect(page.get_by_role("heading", level=1)).to_have_text("Viet Nam – Russia")
    assert query(page)["partner"] == ["RUS"]

    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Viet Nam – Azerbaijan")
    assert query(page)["partner"] == ["AZE"]
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_have_text("Viet Nam – Russia")
    page.reload()
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Viet Nam – Russia")


def test_from_the_overview_to_azerbaijan_since_2013(site: str, page: Page) -> None:
    page.goto(f"{site}/?lang=en")
    settle(page)
    page.get_by_role("link", name="Azerbaijan", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Viet Nam – Azerbaijan")
    answer = page.locator(".span p").first
    expect(answer).to_have_text(
        "325 m (2013) → 702.5 m (2022) → nearly 52 m (2024); over 100 m in the first quarter of "
        "2025 alone. Azerbaijan's own figure for 2024: 223.9 m."
    )
    expect(
        page.locator(".st-key-picture_trade_chart").get_by_role("heading", level=2)
    ).to_have_text("In 2024 two-way trade was nearly 52 million USD, 79% less than in 2023.")
    # Bars of exports and imports for 2022 only; on stems the dots of 2013, 2023 and 2024, those of
    # what follows for 2012 and 2021, and hatched the first quarter of 2025.
    chart = page.locator(".st-key-trade_chart .js-plotly-plot")
    expect(chart.locator(".barlayer .point")).to_have_count(1 + 1 + 3 + 2 + 1)
    # Dots: one more, of 2022; and what another source says of 2013.
    expect(chart.locator(".scatterlayer .point")).to_have_count(3 + 2 + 1 + 1 + 1)


def test_a_tab_is_in_the_address_and_back_opens_the_one_before(site: str, page: Page) -> None:
    page.goto(f"{site}/partner?reporter=VNM&partner=AZE&lang=en")
    settle(page)
    table = page.get_by_role("region", name="Trade").or_(page.locator(".figures").first)
    expect(table.get_by_text("664.5 million USD").first).to_be_visible()
    page.get_by_role("tab", name="Both sides").click()
    apart = page.get_by_role("heading", name="Azerbaijan are furthest apart in 2024")
    expect(apart).to_be_visible()
    page.wait_for_url("**tab=sides**")
    page.get_by_role("tab", name="Relations").click()
    expect(page.get_by_role("heading", name="Main goods")).to_be_visible()
    page.wait_for_url("**tab=relations**")
    page.go_back()
    expect(apart).to_be_visible()
    assert query(page)["tab"] == ["sides"]
    page.go_back()
    expect(page.get_by_role("tab", name="Trade", exact=True)).to_have_attribute(
        "aria-selected", "true"
    )
    page.go_forward()
    expect(apart).to_be_visible()
    page.reload()
    expect(apart).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
@pytest.mark.parametrize("is_link", [False, True])
def test_the_answer_of_a_tab_is_on_the_first_screen(
    site: str, page: Page, width: int, height: int, *, is_link: bool
) -> None:
    """Clicked on, and as a link that was sent: what opens takes the place of what was there."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{site}/partner?reporter=VNM&partner=AZE&lang=en{'&tab=sides' * is_link}")
    settle(page)
    if not is_link:
        page.get_by_role("tab", name="Both sides").click()
    chart = page.locator(".st-key-sides_chart .js-plotly-plot")
    for text in ("51–52", "223.9 (−173 to −171)"):  # of 2024, the first line
        expect(chart.locator("text").filter(has_text=text)).to_be_in_viewport()
    for tab, shown in (
        ("Growth and claims", page.get_by_role("heading", level=2).first),
        ("What drove it", page.get_by_text("In 2023 two-way trade fell by").first),
        ("Figures and sources", page.locator("table.figures").first),
        ("Relations", page.get_by_role("heading", name="Agreements, visits and sessions")),
        ("Trade", page.locator(".st-key-trade_chart .js-plotly-plot")),
    ):
        page.get_by_role("tab", name=tab, exact=True).click()
        expect(shown).to_be_in_viewport()
        expect(page.get_by_role("tab", name=tab, exact=True)).to_be_in_viewport()
    assert page.get_by_test_id("stMain").evaluate("pane => pane.scrollTop") == 0


def test_a_flag_of_events_speaks_when_it_is_reached_by_keyboard(site: str, page: Page) -> None:
    page.goto(f"{site}/partner?reporter=VNM&partner=AZE&lang=en")
    settle(page)
    flag = page.locator('.st-key-trade_chart .annotation[tabindex="0"]').first
    flag.focus()
    said = flag.get_attribute("aria-label")
    assert said is not None
    assert said.startswith("3. ")
    shown = page.locator(".st-key-trade_chart .hoverlayer")
    expect(shown).to_contain_text(said.split(". ")[1][:20])


def test_names_in_the_chart_of_claims_and_lists_of_the_overview_are_links(
    site: str, page: Page
) -> None:
    page.goto(f"{site}/?lang=en")
    settle(page)
    page.evaluate("window.isStillHere = true")
    page.locator(".st-key-claims_chart svg a tspan").first.click()
    page.wait_for_url("**/check?claim=*")
    settle(page)
    page.go_back()
    page.get_by_role("link", name="Sources disagree").click()
    page.wait_for_url("**tab=differences**")
    heading = page.get_by_role("heading", name="Where sources disagree")
    expect(heading).to_be_in_viewport()
    assert page.evaluate("window.isStillHere")  # nothing was loaded again


def test_plus_26_percent_for_russia_holds(site: str, page: Page) -> None:
    page.goto(f"{site}/check?partner=RUS&verdict=consistent&lang=en")
    settle(page)
    row = page.locator("table.claims tbody tr").filter(has_text="+25.85% to +26.49%")
    expect(row).to_contain_text("Consistent")
    expect(row.locator(".said")).to_have_text("+26%")
    row.locator(".said").click(force=True)  # the link of the row covers it
    expect(page.get_by_text("Least: 4,575 ÷ 3,635 − 1 = 25.859%")).to_be_visible()
    expect(page.get_by_text("Greatest: 4,585 ÷ 3,625 − 1 = 26.483%")).to_be_visible()
    assert query(page) == {
        "partner": ["RUS"], "verdict": ["consistent"], "claim": ["mofa-rus-2024-total-up"],
        "lang": ["en"],
    }  # fmt: skip
    expect(page.get_by_role("heading", level=2).first).to_be_focused()
    page.go_back()
    expect(page.get_by_text("Least: 4,575 ÷ 3,635 − 1 = 25.859%")).to_have_count(0)
    settle(page)  # while the page is drawn, the table before stands beside the new one
    expect(row).to_be_visible()


def test_a_claim_is_settled_where_it_stands(site: str, page: Page) -> None:
    page.goto(f"{site}/check?claim=mofa-kaz-2024-total-up&lang=en")
    settle(page)
    claim = page.locator(".st-key-claim")
    expect(claim).to_contain_text("If +99% holds, it is 400.7 to 403.3 million USD.")
    claim.get_by_label("In 2023").fill("402.3")
    claim.get_by_role("button", name="Test the claim").click()
    result = claim.get_by_role("status").filter(has_text="With this figure")
    expect(result).to_contain_text("Consistent")
    expect(result).to_contain_text("recomputed +98.70% to +99.01%")
    assert query(page) == {"claim": ["mofa-kaz-2024-total-up"], "lang": ["en"]}


def test_the_language_stays_from_page_to_page(site: str, page: Page) -> None:
    page.goto(f"{site}/?lang=en")
    settle(page)
    page.get_by_role("radio", name="VI").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Thương mại của Việt Nam với các đối tác")
    page.get_by_role("link", name="Kiểm chứng", exact=True).click()
    expect(heading).to_have_text("Kiểm chứng tăng trưởng được công bố")
    assert query(page)["lang"] == ["vi"]


def test_an_unknown_code_in_the_address_is_named(site: str, page: Page) -> None:
    page.goto(f"{site}/data?partner=KZA&lang=en")
    settle(page)
    error = page.get_by_role("alert").filter(has_text="KZA")
    expect(error).to_contain_text("KAZ")


TOO_WIDE = """() => [...document.querySelectorAll('[data-testid="stMainBlockContainer"] *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1
                 && e.tagName !== 'INPUT'
                 && !e.closest('[data-testid="stDataFrame"], .js-plotly-plot'))
    .map(e => e.tagName + '.' + e.className)"""


@pytest.mark.parametrize("path", ["", "partner", "check", "check-text", "data", "sources"])
def test_no_page_is_wider_than_the_screen(site: str, page: Page, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{site}/{path}?lang=vi")
    be_still(page)
    assert page.evaluate(TOO_WIDE) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.wait_for_function("innerWidth === 1280")
    be_still(page)
    assert page.evaluate(TOO_WIDE) == []


def test_no_button_of_a_row_is_cut_off_on_a_phone(site: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{site}/data?lang=en")
    be_still(page)
    row = page.locator(".st-key-table")
    ends = [one.bounding_box() for one in row.get_by_role("radio").all()]
    whole = row.bounding_box()
    page.set_viewport_size({"width": 1280, "height": 900})
    assert whole is not None
    assert len(ends) > 5
    right = whole["x"] + whole["width"]
    assert [end for end in ends if end is None or end["x"] + end["width"] > right + 1] == []


def test_the_years_of_a_long_series_stand_upright_on_a_phone(site: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 2600})
    page.goto(f"{site}/partner?reporter=VNM&partner=RUS&lang=vi")
    settle(page)
    years = page.locator(".st-key-trade_chart .xtick text")
    expect(years.first).to_have_text("8T/2025")
    turned = [year.get_attribute("transform") for year in years.all()]
    boxes = [year.bounding_box() for year in years.all()]
    page.set_viewport_size({"width": 1280, "height": 900})
    assert [one for one in turned if one and "rotate(0" not in one and "rotate" in one] == []
    assert len(boxes) > 5
    spans = sorted((box["x"], box["x"] + box["width"]) for box in boxes if box is not None)
    assert [pair for pair in itertools.pairwise(spans) if pair[0][1] > pair[1][0]] == []


def opened_cell(page: Page, grid: Locator) -> Locator:
    """Open the second cell of a grid's only row; a grid that has just appeared may miss a click."""
    editor = page.locator("#portal textarea")
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        box = grid.bounding_box()
        assert box is not None
        try:
            if not editor.is_visible():
                place = Position(x=box["width"] * 0.3, y=box["height"] * 0.75)
                grid.dblclick(position=place, timeout=CLICK_TAKES)
            expect(editor).to_be_focused(timeout=CLICK_TAKES)
        except (PlaywrightTimeout, AssertionError):
            continue
        return editor
    pytest.fail(f"no double-click opened the cell within {DEADLINE} s")


def test_a_text_is_checked_corrected_and_stays_on_the_machine(
    site: str, page: Page, hosts: set[str]
) -> None:
    text = (
        "In 2024, Viet Nam's exports to Uruguay reached $540 million, up 35% from $450 million"
        " in 2023. <script>document.title = 'from the text'</script>"
    )
    page.goto(f"{site}/check-text?lang=en")
    settle(page)
    page.get_by_role("textbox", name="Text", exact=True).fill(text)
    page.get_by_role("button", name="Check the text").click()
    marks = page.locator(".marked .mark")
    expect(marks).to_have_text(["$540 million", "35%", "$450 million"])
    expect(marks.nth(1)).to_have_class("mark contradicted")
    assert page.locator(".marked").inner_text().strip() == text
    assert page.title() != "from the text"
    settle(page)
    page.get_by_text("Correct what was read").click()
    cell = opened_cell(page, page.get_by_test_id("stDataFrame").nth(1))
    cell.fill("20%")
    expect(cell).to_have_value("20%")
    cell.press("Enter")
    expect(marks.nth(1)).to_have_class("mark consistent")
    expect(marks.nth(1)).to_have_text("35%")
    assert query(page) == {"lang": ["en"]}
    assert b"up 20% on 2023" in download_from(page, "Printable page").path().read_bytes()
    assert hosts == {urlsplit(site).netloc}


@pytest.mark.parametrize(
    ("language", "button", "limits"),
    [
        ("en", "Upload", "Up to 20 MB: TXT, MD, HTML, HTM, DOCX, PDF"),
        ("vi", "Tải lên", "Tối đa 20 MB: TXT, MD, HTML, HTM, DOCX, PDF"),
    ],
)
def test_the_uploader_speaks_the_language_of_the_page(
    site: str, page: Page, language: str, button: str, limits: str
) -> None:
    page.goto(f"{site}/check-text?lang={language}")
    settle(page)
    uploader = page.get_by_test_id("stFileUploader")
    expect(uploader.get_by_test_id("stBaseButton-secondary")).to_have_accessible_name(button)
    expect(uploader.get_by_text("Upload", exact=True)).to_be_hidden()
    expect(uploader.get_by_text("per file")).to_be_hidden()
    shown = uploader.get_by_test_id("stFileUploaderDropzoneInstructions").evaluate(
        "element => getComputedStyle(element, '::after').content"
    )
    assert shown == f'"{limits}"'


def test_the_text_of_an_address_is_shown_and_nothing_comes_of_it(
    site: str, page: Page, hosts: set[str]
) -> None:
    kinds = ("from", "to", *["product"] * 3, *[None] * 3)  # None: the text is the name
    assert len(kinds) == len(TEXTS)
    tried = set()
    for turn in range(0, len(TEXTS), 2):
        pairs = list(zip(kinds, [*TEXTS[turn:], *TEXTS[:turn]], strict=True))
        tried |= {(kind in ("from", "to") or kind, text) for kind, text in pairs}
        given = [(text, "1") if kind is None else (kind, text) for kind, text in pairs]
        page.goto(f"{site}/data?{urlencode([('lang', 'en'), *given])}")
        be_still(page)
        [shown] = page.get_by_test_id("stAlert").all()  # a list of what is wrong
        assert shown.locator("a, img, h1, h2, strong, del, code, pre, table").count() == 0
        assert shown.locator(".katex, .stMarkdownColoredText, ol, b, script, ul ul").count() == 0
        faults = shown.locator("ul > li")
        assert faults.count() == len(TEXTS)
        # The characters themselves, icons and emoji among them, are what is read.
        read = [" ".join(one.inner_text().replace("\u2060", "").split()) for one in faults.all()]
        for text in TEXTS:
            assert [one for one in read if " ".join(text.split()) in one]
    assert tried == set(itertools.product((True, "product", None), TEXTS))
    assert hosts == {urlsplit(site).netloc}


def test_the_page_has_a_name_and_a_conflict_is_one_stop_of_the_keyboard(
    site: str, page: Page
) -> None:
    page.goto(f"{site}/partner?reporter=VNM&partner=RUS&lang=vi")
    settle(page)
    expect(page.get_by_test_id("stMain")).to_have_attribute("aria-label", "Nội dung trang")
    chart = page.locator(".st-key-trade_chart")
    chart.locator('.annotation[tabindex="0"]').first.wait_for()
    marks = chart.locator(".annotation").filter(has_text=re.compile("^!$"))
    stops = [said for mark in marks.all() if (said := mark.get_attribute("aria-label"))]
    assert marks.count() > len(stops) == len({*stops})
    texts = chart.locator(".js-plotly-plot").evaluate(
        "plot => plot.layout.annotations.filter(a => a.text.includes('>!<')).map(a => a.hovertext)"
    )
    titles = {title for text in texts for title in text.split("<br>")}
    assert len(titles) == 3  # of the pair, as on the page Check
    assert [title for title in titles if not any(title in said for said in stops)] == []
