"""Makes `dashboard/charts/world.json`: the shapes of the map on the page *Compare*.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    .venv/bin/python -m docs.shapes package

The npm package world-atlas is Natural Earth (public domain) as TopoJSON. Countries are drawn from
its 1:110m file; those too small for that are a point, in the middle of their largest part in the
1:50m or 1:10m file. Every place is projected and rounded, so that the dashboard draws plain
polygons and asks no host for a map. The projection is Equal Earth, in which areas keep their size:
a colour weighs as its country does (B. Savric, T. Patterson and B. Jenny, The Equal Earth map
projection, International Journal of Geographical Information Science 33, 2019).
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

from babel.core import get_global

from data import codes

OUTPUT = Path(__file__).parents[1] / "dashboard" / "charts" / "world.json"
FILES = ("countries-110m.json", "countries-50m.json", "countries-10m.json")
NOT_A_PARTNER = {"010"}  # Antarctica
WITHOUT_A_NUMBER = {"Kosovo": "XKX", "Somaliland": "SOM", "N. Cyprus": "CYP"}
# Natural Earth draws who holds a place. Trade statistics count Crimea to Ukraine, as the United
# Nations do (General Assembly, resolution 68/262): its ring has its middle between these degrees.
CRIMEA_LONGITUDE, CRIMEA_LATITUDE = (33, 36), (44.5, 46)
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796  # of Equal Earth
M = math.sqrt(3) / 2
SCALE = 1000  # of the numbers in the file to radii of the Earth
MERIDIAN = 11  # in the middle of the map: its edge then runs through Bering Strait and cuts no land
EDGE = 180

Ring = list[tuple[float, float]]


def areas_by_number() -> dict[str, str]:
    """The alpha-3 code of every country by its numeric one, both of ISO 3166-1."""
    alpha3 = {territory: area for area, territory in codes.territories().items()}
    aliases = get_global("territory_aliases")
    numbers = {number: names[0] for number, names in aliases.items() if number.isdigit()}
    return {number: alpha3[two] for number, two in numbers.items() if two in alpha3}


def rings(topology: dict[str, Any], geometry: dict[str, Any]) -> list[Ring]:
    """The outer rings of a geometry in degrees of longitude and latitude."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    found = []
    for polygon in polygons:
        found += parted(_ring(topology, polygon[0]))
    return found


def parted(ring: Ring) -> list[Ring]:
    """A ring in degrees from the middle of the map; one that crosses its edge in two parts."""
    turned: Ring = []
    for longitude, latitude in ring:
        x = longitude - MERIDIAN
        if turned:  # as near to the point before as it goes round the Earth
            x += 360 * round((turned[-1][0] - x) / 360)
        turned.append((x, latitude))
    found = []
    for turn in (-360, 0, 360):
        moved = [(x + turn, y) for x, y in turned]
        part = _cut(_cut(moved, EDGE, 1), -EDGE, -1)
        if len(part) > 2:
            found.append(part)
    return found


def _cut(ring: Ring, edge: float, side: int) -> Ring:
    """What of a ring lies on one side of a meridian (Sutherland and Hodgman)."""
    kept: Ring = []
    for (x1, y1), (x2, y2) in zip(ring[-1:] + ring[:-1], ring, strict=True):
        if (side * (x1 - edge) > 0) != (side * (x2 - edge) > 0):
            kept.append((edge, y1 + (y2 - y1) * (edge - x1) / (x2 - x1)))
        if side * (x2 - edge) <= 0:
            kept.append((x2, y2))
    return kept


def _ring(topology: dict[str, Any], arcs: list[int]) -> Ring:
    points: Ring = []
    for number in arcs:
        arc = _arc(topology, number)
        points += arc[1:] if points else arc
    return points


def _arc(topology: dict[str, Any], number: int) -> Ring:
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    x = y = 0
    points = []
    for dx, dy in topology["arcs"][number if number >= 0 else ~number]:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points if number >= 0 else points[::-1]


def projected(longitude: float, latitude: float) -> tuple[float, float]:
    """A place in degrees on the plane, in radii of the Earth: x to the east, y to the north."""
    angle = math.asin(M * math.sin(math.radians(latitude)))
    square = angle * angle
    sixth = square**3
    x = math.radians(longitude) * math.cos(angle)
    x /= M * (A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square))
    y = angle * (A1 + A2 * square + sixth * (A3 + A4 * square))
    return x, y


def surface(ring: Ring) -> float:
    """The size of a ring in its own units, whichever way round it goes."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def middle(ring: Ring) -> tuple[float, float]:
    """The centre of gravity of a ring; of one without a surface the mean of its points."""
    pairs = [(x1, y1, x2, y2) for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)]
    twice = sum(x1 * y2 - x2 * y1 for x1, y1, x2, y2 in pairs)
    if math.isclose(twice, 0):
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    x = sum((x1 + x2) * (x1 * y2 - x2 * y1) for x1, y1, x2, y2 in pairs) / (3 * twice)
    y = sum((y1 + y2) * (x1 * y2 - x2 * y1) for x1, y1, x2, y2 in pairs) / (3 * twice)
    return x, y


def counted_to(area: str, ring: Ring) -> str:
    """The area whose trade statistics cover a ring that the shapes draw as part of `area`."""
    x, y = middle(ring)
    (west, east), (south, north) = CRIMEA_LONGITUDE, CRIMEA_LATITUDE
    is_crimea = area == "RUS" and west < x + MERIDIAN < east and south < y < north
    return "UKR" if is_crimea else area


def world(folder: Path) -> dict[str, dict[str, Any]]:
    """Of every area its point, and its rings where it is large enough, in thousandths."""
    numbers = areas_by_number()
    found: dict[str, dict[str, Any]] = {}
    for name in FILES:
        topology = json.loads((folder / name).read_text(encoding="utf-8"))
        drawn: dict[str, list[Ring]] = {}
        for geometry in topology["objects"]["countries"]["geometries"]:
            named = WITHOUT_A_NUMBER.get(geometry["properties"]["name"], "")
            area = numbers.get(geometry.get("id", ""), named)
            if area and geometry.get("id") not in NOT_A_PARTNER:
                for ring in rings(topology, geometry):
                    drawn.setdefault(counted_to(area, ring), []).append(ring)
        for area, outer in drawn.items():
            if area not in found:
                plane = [[projected(*point) for point in ring] for ring in outer]
                shape = {"at": _rounded(middle(max(plane, key=surface)))}
                if name == FILES[0]:
                    rounded = (_without_repeats(map(_rounded, ring)) for ring in plane)
                    shape["rings"] = [ring for ring in rounded if len(ring) > 3]
                found[area] = shape
    return dict(sorted(found.items()))


def _rounded(point: tuple[float, float]) -> list[int]:
    return [round(number * SCALE) for number in point]


def _without_repeats(points: Any) -> list[list[int]]:
    kept: list[list[int]] = []
    for point in points:
        if not kept or kept[-1] != point:
            kept.append(point)
    return kept


def main() -> None:
    """Write the file again; the only argument is the folder of the unpacked package."""
    made = world(Path(sys.argv[1]))
    lines = ",\n".join(
        f'"{area}":{json.dumps(shape, separators=(",", ":"))}' for area, shape in made.items()
    )
    OUTPUT.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    drawn = sum("rings" in shape for shape in made.values())
    size = OUTPUT.stat().st_size
    sys.stdout.write(f"{drawn} shapes and {len(made) - drawn} points, {size} bytes\n")


if __name__ == "__main__":
    main()
