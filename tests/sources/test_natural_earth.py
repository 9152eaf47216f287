"""The outlines under the map of pipelines: whole, small, and drawn at disputed borders as their remark says."""

from itertools import pairwise

import pytest
from matplotlib.path import Path

from analysis import tables
from analysis.errors import SourceError
from analysis.sources import maps


@pytest.fixture(scope="module")
def shapes():
    return {one["properties"]["name"]: one for one in tables.load_geojson("outlines")["features"]}


def holders(shapes, place):
    """The countries whose outlines are drawn around a place (longitude, latitude)."""
    return [
        name
        for name, one in shapes.items()
        if any(Path(piece[0]).contains_point(place) for piece in one["geometry"]["coordinates"])
    ]


def test_the_countries_of_all_routes_are_there_in_a_small_file(shapes):
    codes = {one["properties"]["iso3"] for one in shapes.values()}
    assert {"PAK", "IND", "IRN", "AFG", "TKM", "OMN", "CHN", "TJK"} <= codes
    assert [name for name, one in shapes.items() if one["properties"]["iso3"] == "ZZZ"] == ["Siachen Glacier"]
    assert tables.describe("outlines")["bytes"] < 300_000
    assert tables.describe("outlines")["licenses"][0]["title"] == "public domain"


def test_every_outline_is_closed_and_has_no_point_twice_in_a_row(shapes):
    for name, one in shapes.items():
        for piece in one["geometry"]["coordinates"]:
            for ring in piece:
                assert ring[0] == ring[-1] and len(ring) > 3, name
                assert all(first != second for first, second in pairwise(ring)), name


@pytest.mark.parametrize(
    ("place", "holder"),
    [
        ((73.05, 33.69), "Pakistan"),  # Islamabad
        ((77.21, 28.61), "India"),  # New Delhi
        ((74.80, 34.08), "India"),  # Srinagar, in the part of Kashmir that India holds
        ((74.31, 35.92), "Pakistan"),  # Gilgit, in the part that Pakistan holds
        ((79.50, 35.20), "China"),  # Aksai Chin
        ((77.10, 35.45), "Siachen Glacier"),
    ],
)
def test_kashmir_is_drawn_as_the_remark_says(shapes, place, holder):
    assert holders(shapes, place) == [holder]
    remark = tables.describe("outlines")["remarks"][0]
    assert "Kashmir" in remark and holder in remark


def test_the_remark_tells_the_frame_that_is_kept():
    frame = f"{maps.WEST} to {maps.EAST} degrees east, {maps.SOUTH} to {maps.NORTH} north"
    assert any(frame in remark for remark in tables.describe("outlines")["remarks"])


def test_crimea_lies_outside_the_frame(shapes):
    assert holders(shapes, (34.1, 45.3)) == []


@pytest.mark.parametrize("content", [None, "{}", "no json", '{"arcs": [[[0]]], "transform": {}, "objects": {}}'])
def test_a_missing_or_strange_file_is_a_source_error(tmp_path, content):
    if content is not None:
        (tmp_path / "wider").mkdir()
        (tmp_path / maps.REGION).write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match="natural_earth_countries-50m"):
        maps.outlines(tmp_path)


def test_the_world_is_whole_small_and_without_antarctica():
    found = {one["properties"]["name"]: one for one in tables.load_geojson("world")["features"]}
    codes = [one["properties"]["iso3"] for one in found.values()]
    assert len(found) == 176 and "Antarctica" not in found and tables.describe("world")["bytes"] < 200_000
    assert {name for name, one in found.items() if one["properties"]["iso3"] == "ZZZ"} == {
        "Kosovo",
        "N. Cyprus",
        "Somaliland",
    }
    assert len(set(codes) - {"ZZZ"}) == len(codes) - 3
    assert all(
        ring[0] == ring[-1] and len(ring) > 3
        for one in found.values()
        for piece in one["geometry"]["coordinates"]
        for ring in piece
    )
    assert (
        holders(found, (34.1, 44.95)) == ["Russia"]
        and "Crimea is drawn with Russia" in tables.describe("world")["remarks"][0]
    )
