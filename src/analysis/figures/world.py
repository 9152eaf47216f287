"""A map of countries coloured by an answer, on the land around them."""

from collections.abc import Mapping
from typing import Unpack

import numpy as np
import pandas as pd
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Patch
from matplotlib.transforms import Bbox

from analysis.figures import maps
from analysis.figures.compose import Chart, Words
from analysis.figures.marks import spots
from analysis.figures.palette import ink
from analysis.tables import load, load_geojson

TABLES = ("world", "geography")
AROUND = 14.0  # degrees around the capitals
NAMED = 16  # more names than this would cover the map


def countries(answers: pd.DataFrame, colours: Mapping[str, str], *, alt: str, **words: Unpack[Words]) -> Chart:
    """A map of the countries of `answers` (iso3, country, answer, and what else the table under the map shows) in the colour of their answer.

    `colours` maps an answer to a palette name, in the order of the legend. A country that the outlines are too coarse for is
    its capital's dot alone. Beside those behind the answers, it is made from the tables in TABLES.
    """
    geography = load("geography").set_index("iso3")[["latitude", "longitude"]]
    where = answers.join(geography, on="iso3")
    places = where.dropna(subset=["latitude", "longitude"]).rename(columns={"country": "name"})

    def painter(canvas: Canvas, narrow: bool) -> None:
        _paint(canvas, narrow, places, colours)
        spots(canvas.axes[0], where["longitude"], where["latitude"])

    return Chart(painter, answers, alt, words, (1.3, 0.9))


def frame(places: pd.DataFrame) -> Bbox:
    """The part of the world to show, in degrees: all capitals with room around them, at least twice as wide as high."""
    x, y = places["longitude"], places["latitude"]
    high = y.max() - y.min() + 2 * AROUND
    wide = max(x.max() - x.min() + 2 * AROUND, 2 * high)
    middle = (x.max() + x.min()) / 2
    west = float(np.clip(middle - wide / 2, -180, max(-180, 180 - wide)))
    return Bbox([[west, max(-60, y.min() - AROUND)], [min(180, west + wide), min(84, y.max() + AROUND)]])


def _paint(canvas: Canvas, narrow: bool, places: pd.DataFrame, colours: Mapping[str, str]) -> None:
    axis, box = canvas.add_subplot(), frame(places)
    fills = dict(zip(places["iso3"], places["answer"].map(colours), strict=True))
    features = [(one["properties"], one["geometry"]["coordinates"]) for one in load_geojson("world")["features"]]
    filled = {one["name"]: fills[one["iso3"]] for one, _ in features if one["iso3"] in fills}
    maps.ground(axis, box, {one["name"]: pieces for one, pieces in features}, edge="paper", fills=filled)
    for colour, rows in places.groupby(places["answer"].map(colours)):
        axis.plot(rows["longitude"], rows["latitude"], "o", ms=6, color=ink(str(colour)), mec=ink("paper"), mew=1)
    shown = [Patch(fc=ink(colours[answer]), label=answer) for answer in colours if answer in set(places["answer"])]
    axis.legend(handles=shown, loc="lower left", bbox_to_anchor=(0, 1), frameon=False, ncols=1 if narrow else 2)
    if len(places) <= (NAMED // 2 if narrow else NAMED):
        maps.name_places(canvas, axis, places, {})
