"""The map of pipelines: land under it, names that hit no route, what operates in sight."""

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import PathPatch
from matplotlib.text import Text

from analysis import Study, decide
from analysis.claims.telling import counted
from analysis.figures import energy, maps
from analysis.figures.palette import LIGHT
from analysis.figures.svg import NARROW, NARROW_TEXT, STYLE, WIDE, WIDE_TEXT
from analysis.tables import describe, load_geojson


@pytest.fixture(scope="module")
def whole():
    study = Study()
    return energy.pipeline_map(study, decide("E4", study))


@pytest.fixture(params=[False, True], ids=["screen", "phone"], scope="module")
def drawn(request):
    """The axes of the map as it is painted, for a screen and for a phone."""
    study = Study()
    paint = energy.pipeline_map.__wrapped__(study, decide("E4", study)).paint
    width, height = NARROW if request.param else WIDE
    with mpl.rc_context(STYLE | {"font.size": NARROW_TEXT if request.param else WIDE_TEXT}):
        canvas = Canvas(figsize=(width, height * (1.0 if request.param else 1.35)), layout="constrained")
        paint(canvas, request.param)
        canvas.draw_without_rendering()
    return canvas.axes[0]


def test_every_country_with_land_in_the_frame_is_drawn_and_cut_at_it(drawn):
    (west, east), (south, north) = drawn.get_xlim(), drawn.get_ylim()
    expected = set()
    for one in load_geojson("outlines")["features"]:
        points = np.array([p for piece in one["geometry"]["coordinates"] for p in piece[0]])
        inside = (points > [west, south]).all(axis=1) & (points < [east, north]).all(axis=1)
        expected |= {one["properties"]["name"]} if inside.any() else set()
    found = {patch.get_label()[1:]: patch for patch in drawn.patches if isinstance(patch, PathPatch)}
    assert {"Pakistan", "India", "Iran", "Afghanistan"} <= expected <= set(found)
    for patch in found.values():
        points = patch.get_path().vertices
        assert (points >= [west - 1, south - 1]).all() and (points <= [east + 1, north + 1]).all()


def test_no_name_hits_a_route_a_dot_or_another_name(drawn):
    # The words alone: an annotation's own extent has its leading line in it, which leads to a route.
    boxes = {text.get_text(): Text.get_window_extent(text) for text in drawn.texts if text.get_text()}
    assert len(boxes) == 6, "five capitals and the pipeline of the claim"
    dots = [line.get_xydata() for line in drawn.get_lines() if line.get_linestyle() == "None"]
    routes = [maps._dense(line.get_xydata()) for line in drawn.get_lines() if line.get_linestyle() != "None"]
    assert dots and routes
    points = [drawn.transData.transform(found) for found in dots + routes if len(found)]
    for name, box in boxes.items():
        assert not any(box.contains(*point) for line in points for point in line), name
        assert box.count_overlaps([other for key, other in boxes.items() if key != name]) == 0, name
        assert drawn.get_window_extent().padded(1).contains(box.x0, box.y0), name
        assert drawn.get_window_extent().padded(1).contains(box.x1, box.y1), name


def test_what_operates_is_drawn_over_the_rest_in_the_country_s_colour(drawn):
    seen = [line for line in drawn.get_lines() if line.get_visible()]
    running = [line for line in seen if line.get_linestyle() == "-" and len(line.get_xdata()) > 1]
    other = [line for line in seen if line.get_linestyle() == "--"]
    assert running and other
    assert {to_hex(line.get_color()) for line in running} == {LIGHT["country"]}
    assert min(line.get_zorder() for line in running) > max(line.get_zorder() for line in other)


def test_the_note_says_what_is_not_drawn_and_how_borders_are(whole):
    assert "outlines" in whole.tables and "Natural Earth" in whole.source
    assert describe("outlines")["remarks"][0] in whole.note and "Kashmir" in whole.note
    operating = int((whole.data["status"] == "operating").sum())
    assert f"in operation the tracker gives the route of {counted(operating)}." in whole.note


def test_the_map_stays_small_on_its_page(whole):
    assert len(whole.wide) + len(whole.narrow) < 110_000
