"""From a painter and its words to a Figure: drawn twice, for screens and for phones."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure as Canvas

from analysis.figures.figure import Figure
from analysis.figures.svg import draw

Painter = Callable[[Canvas, bool], Any]


def compose(
    paint: Painter,
    anchor: str,
    title: str,
    subtitle: str,
    alt: str,
    data: pd.DataFrame,
    tables: Sequence[str],
    *,
    heights: tuple[float, float] = (1.0, 1.0),
    note: str = "",
    carrying: bool = False,
) -> Figure:
    """The Figure that `paint(canvas, narrow)` draws; `heights` scale the house height for screens and for phones."""
    wide, narrow = (
        draw(paint, anchor=anchor, alt=alt, narrow=small, height=height)
        for small, height in zip((False, True), heights, strict=True)
    )
    return Figure(anchor, title, subtitle, alt, data, wide, narrow, tuple(tables), note, carrying, paint, heights[0])
