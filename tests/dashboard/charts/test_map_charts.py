"""The map and the treemaps: what is coloured, what is a point, and where nothing is known."""

from __future__ import annotations

from itertools import pairwise

import plotly.graph_objects as go
import pytest

from dashboard.answers import trade_of_reporter
from dashboard.charts import map_charts, treemap_charts
from dashboard.charts.map_charts import NO_FIGURE, SHADES, WHOLE, WORLD_FILE, classes_of, world
from dashboard.wording.formats import Formats
from data import codes, periods
from docs import shapes

ENGLISH = Formats("en")
GONE = {"ANT", "CSK", "DDR", "SCG", "SUN", "YMD", "YUG"}  # states that are no more
OF_OTHERS = {  # places that Natural Earth draws as parts of a state, or whose land is none's
    "ATA", "BES", "BVT", "CCK", "CXR", "GLP", "GUF", "MTQ", "MYT", "REU", "SJM", "TKL",
}  # fmt: skip


@pytest.fixture
def shown(comparable):
    return trade_of_reporter.snapshot(comparable, "NZL", "total", periods.parse("2022"))


def test_every_country_has_a_shape_or_a_point():
    countries = {area for area in codes.areas() if not codes.is_group(area)}
    assert countries - set(world()) == GONE | OF_OTHERS
    assert set(map_charts.not_on_the_map(["SGP", "SUN"])) == {"SUN"}
    for small in ("SGP", "MLT", "HKG", "MAC", "BHR", "MDV"):
        assert "rings" not in world()[small]
    assert WORLD_FILE.stat().st_size < 500_000


def test_shapes_are_closed_and_on_the_map_and_none_crosses_its_edge():
    left, right = WHOLE[:2]
    for area, shape in world().items():
        for ring in shape.get("rings", ()):
            assert len(ring) > 3, area
            assert all(left - 100 < x < right + 100 for x, _ in ring), area
            widest = max(abs(b[0] - a[0]) for a, b in pairwise(ring))
            assert widest < 1000, area  # a line over half of the Earth is a shape cut wrongly


def within(point: tuple[float, float], ring: list[list[float]]) -> bool:
    x, y = point
    crossed = [
        x1 + (y - y1) * (x2 - x1) / (y2 - y1) > x
        for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]])
        if (y1 > y) != (y2 > y)
    ]
    return sum(crossed) % 2 == 1


def drawn_at(longitude: float, latitude: float) -> set[str]:
    """The areas whose shape covers a place; `docs/shapes.py` made them in this projection."""
    turned = shapes.projected(longitude - shapes.MERIDIAN, latitude)
    point = (turned[0] * shapes.SCALE, turned[1] * shapes.SCALE)
    return {area for area, shape in world().items()
            if any(within(point, ring) for ring in shape.get("rings", ()))}  # fmt: skip


def test_no_colour_of_a_state_lies_on_islands_that_several_claim():
    assert drawn_at(105.85, 21.03) == {"VNM"}  # Ha Noi
    assert drawn_at(116.4, 39.9) == {"CHN"}  # Beijing
    for longitude, latitude in ((112.3, 16.8), (111.6, 16.5), (114.4, 10.4), (111.9, 8.6)):
        assert drawn_at(longitude, latitude) == set()
    assert "Paracel and the Spratly Islands" in ENGLISH.words("map.shapes")
    assert "Hoàng Sa và quần đảo Trường Sa, không được vẽ" in Formats("vi").words("map.shapes")


def test_a_finger_on_the_map_scrolls_the_page(shown):
    layout = map_charts.partners(shown, ENGLISH, str).layout
    assert (layout.dragmode, layout.xaxis.fixedrange, layout.yaxis.fixedrange) == (
        False,
        True,
        True,
    )


def test_known_partners_are_coloured_small_ones_are_points_and_others_are_not(shown):
    figure = map_charts.partners(shown, ENGLISH, str)
    filled = {trace.name: trace.fillcolor for trace in figure.data if trace.hoveron == "fills"}
    assert set(filled) == {"New Zealand", "Australia", "Japan"}
    assert filled["Australia"] == filled["Japan"] == "rgba(0,158,115,1.0)"  # 100 million and more
    [points] = [trace for trace in figure.data if trace.mode == "markers" and trace.customdata]
    assert (list(points.x), list(points.y)) == (
        [world()["SGP"]["at"][0]],
        [world()["SGP"]["at"][1]],
    )
    assert points.customdata[0].startswith("<b>Singapore</b><br>100 million USD<br>6.7%")
    [others] = [trace for trace in figure.data if trace.fillcolor == NO_FIGURE and trace.fill]
    assert len(others.x) > 5000
    legend = [trace.name for trace in figure.data if trace.showlegend is None and trace.name]
    assert legend == ["100 million USD and more", "no figure"]
    assert not [name for name in figure.to_dict()["layout"] if name.startswith("geo")]
    assert {note.text for note in figure.layout.annotations} >= {"<b>Australia</b>", "<b>Japan</b>"}


@pytest.mark.parametrize(
    ("values", "classes"),
    [
        ([6e8, 3e8, 1e8], [1e8]),
        ([4.58e9, 8e8, 5.2e7], [1e9, 1e8, 1e7]),
        ([2e11, 3.0], [1e11, 1e10, 1e9, 1e8, 0]),
        ([0.0], [0]),
        ([], [0]),
    ],
)
def test_classes_are_powers_of_ten(values, classes):
    assert classes_of(values) == classes
    assert len(classes) <= len(SHADES)


def test_few_partners_fill_the_map_and_many_show_the_world():
    left, right, bottom, top = map_charts._window(["VNM", "RUS", "KAZ"])
    assert right - left < (WHOLE[1] - WHOLE[0]) * 0.9
    for area in ("VNM", "RUS", "KAZ"):
        x, y = world()[area]["at"]
        assert left < x < right
        assert bottom < y < top
    assert map_charts._window(list(world())) == WHOLE


def test_a_treemap_has_what_no_partner_has_in_grey(shown):
    figure = treemap_charts.treemap(
        shown.rows, lambda row: row["partner"], shown.rest, "total", ENGLISH
    )
    [areas] = figure.data
    assert list(areas.labels) == ["AUS", "JPN", "SGP", "not by partner"]
    assert list(areas.values) == [6e8, 3e8, 1e8, 5e8]
    assert [said[1] for said in areas.customdata] == ["40.0%", "20.0%", "6.7%", "33.3%"]
    assert areas.marker.colors[3] == treemap_charts.REST


def test_an_area_prints_its_amount_as_its_source_does(shown):
    [first, second, *_] = shown.rows
    nearly = {**first, "value": 250e6, "low": 240e6, "high": 250e6, "qualifier": "nearly"}
    [areas] = treemap_charts.treemap(
        [nearly, second], lambda row: row["partner"], None, "total", ENGLISH
    ).data
    printed = dict(zip(areas.labels, (told for told, _ in areas.customdata), strict=True))
    assert printed == {"AUS": "nearly 250 million USD", "JPN": "300 million USD"}


def test_beyond_the_largest_all_are_one_area(shown):
    [row, *_] = shown.rows
    rows = [{**row, "point": float(1000 - n)} for n in range(treemap_charts.MOST + 3)]
    [areas] = treemap_charts.treemap(rows, lambda _: "x", None, "total", ENGLISH).data
    assert areas.labels[-1] == "3 others"
    assert areas.values[-1] == sum(1000 - treemap_charts.MOST - n for n in range(3))


def test_concentration_has_its_bounds_and_no_line_across_a_gap(comparable):
    found = trade_of_reporter.concentrated(comparable, "NZL", "total")
    assert found is not None
    rows = [row for row in found[1] if row["period"] != "2019"]
    [line] = treemap_charts.concentration(rows, "total", ENGLISH).data
    assert [y is None for y in line.y] == [False, True, False, False, False]
    assert max(line.error_y.array) > 0.05  # 2022, of which a third is not known


def test_names_near_each_other_make_room_on_a_phone():
    areas = ("RUS", "KAZ", "AZE")
    left, right, *_ = map_charts._window([*areas, "VNM"])
    figure = go.Figure()
    rows = [{"partner": area} for area in areas]
    map_charts._name_largest(figure, rows, ENGLISH, right - left)
    heights = sorted(
        note.y * map_charts.PHONE / (right - left) + note.yshift
        for note in figure.layout.annotations
    )
    assert len(heights) == len(areas)
    apart = [above - below for below, above in pairwise(heights)]
    assert min(apart) >= map_charts.NAME[1]
