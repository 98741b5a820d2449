"""Compare in a browser: what only a browser shows of the map, the picture and its marks."""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.support.browser import download_from, settle

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_the_map_is_drawn_and_no_other_host_is_asked(page, site, hosts, tmp_path):
    page.goto(f"{site}/compare?reporter=VNM&tab=map&lang=en")
    chart = page.locator(".st-key-compare_map .js-plotly-plot")
    expect(chart.locator(".scatterlayer .js-fill").first).to_be_attached()
    assert chart.locator(".scatterlayer .js-fill").count() >= 5  # others, Viet Nam, three partners
    assert chart.locator(".geolayer .geo").count() == 0
    russia = chart.locator(".annotation-text", has_text="Russia").bounding_box()
    assert russia is not None
    page.mouse.move(russia["x"] + russia["width"] / 2, russia["y"] + russia["height"] + 8)
    expect(chart.locator(".hoverlayer")).to_contain_text("4.58 billion USD")
    saved = tmp_path / "map.svg"
    download_from(page, "SVG").save_as(saved)
    picture = saved.read_text(encoding="utf-8")
    assert picture.count("<path") > 8
    assert "The largest of 3 partners with a figure in 2024" in picture
    legend = re.search(r'class="legend"[^>]*translate\([^,]+,\s*([\d.]+)\)', picture)
    assert legend
    assert float(legend[1]) > 400  # below the map: above it stands the title
    assert hosts - {""} == {urlsplit(site).netloc}  # "": the picture itself, a data: address


def test_a_choice_goes_into_the_address_and_back_undoes_it(page, site):
    page.goto(f"{site}/compare?reporter=VNM&partner=KAZ&partner=RUS&lang=en")
    settle(page)
    page.get_by_role("radio", name="Index").click()
    expect(page.locator(".finding h2")).to_contain_text("From 100 in")
    assert "measure=index" in page.url
    page.go_back()
    expect(page.locator(".finding h2")).not_to_contain_text("From 100 in")


def test_names_at_the_ends_of_lines_do_not_overlap_on_a_phone(page, site):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site}/compare?reporter=VNM&lang=vi")
    settle(page)
    chart = page.locator(".st-key-compare_chart .js-plotly-plot")
    expect(chart.locator(".annotation-text").first).to_be_visible()
    boxes = [one.bounding_box() for one in chart.locator(".annotation-text").all()]
    assert len(boxes) > 2
    frame = chart.bounding_box()
    order = sorted((box for box in boxes if box), key=lambda box: box["y"])
    for above, below in pairwise(order):
        assert above["y"] + above["height"] <= below["y"] + 3
    assert frame is not None
    assert all(box["x"] + box["width"] <= frame["x"] + frame["width"] + 1 for box in order)
    assert frame["y"] < 600  # the picture is on the first screen, before the choices
