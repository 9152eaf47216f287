"""From a matplotlib figure to an inline SVG whose colours are CSS variables and whose ids are its own."""

import io
import re
import textwrap
from collections.abc import Callable
from importlib.resources import files
from typing import Any, NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Canvas
from matplotlib.lines import Line2D

from analysis.figures.palette import LIGHT
from analysis.templates import render

WIDE = (7.6, 3.9)
NARROW = (3.5, 3.6)
DPI = 72  # of an SVG: a point is a pixel
# Points; a narrow drawing is shown larger than it is drawn.
WIDE_TEXT, NARROW_TEXT = 9.5, 8.5
# Letters of a panel's heading that fit a narrow drawing.
NARROW_LINE = 42
COLOURS = {
    "text.color": LIGHT["ink"],
    "axes.edgecolor": LIGHT["grid"],
    "axes.labelcolor": LIGHT["muted"],
    "grid.color": LIGHT["grid"],
    "xtick.color": LIGHT["muted"],
    "ytick.color": LIGHT["muted"],
}
# Neighbours of one kind: bars of one colour are one path, marks of one style share it.
SAME_BARS = re.compile(r'<path d="[^"]*"((?: clip-path="[^"]*")? style="fill:[^";]*"/>)(?:<path d="[^"]*"\1)+')
# A line with a stroke of its own, to be repeated.
LINE = re.compile(r'<path id="([^"]+)" d="M[^MLz"]+L[^MLz"]+" style="stroke:')
# A line of the grid ends at the frame by itself, so it needs no clip.
# A line of two points that runs level, such as a dot: how far it goes is enough.
LEVEL = re.compile(r"M(-?[\d.]+) (-?[\d.]+)L(-?[\d.]+) \2(?![\d.])")
CLIPPED_GRID = re.compile(r' clip-path="[^"]*"( style="fill:none;stroke:var\(--grid\)[^"]*"/>)')
# Lines of the grid lie beneath all else, so that one path can draw them all where the first is.
GRID = re.compile(r'<path d="([^"]*)"( style="fill:none;stroke:var\(--grid\);stroke-width:0.7"/>)')
SAME_WORDS = re.compile(r'<text( style="[^"]*")[^>]*>[^<]*</text>(?:<text\1[^>]*>[^<]*</text>)+')
SAME_MARKS = re.compile(r'<use [^>]*?( style="[^"]*")/>(?:<use [^>]*?\1/>)+')
# The label of an axis on which a place is a year, and of one on which it is a row of the data, counted from nought; and of
# an unseen line with a point for every row of the data.
YEARS, ROWS, SPOTS = "years", "rows", "_spots"
# Read once: a report holds some two hundred drawings.
STYLE = mpl.rc_params_from_file(str(files("analysis.figures").joinpath("house.mplstyle")), use_default_template=False)


def draw(
    painter: Callable[[Canvas, bool], Any], *, anchor: str, title: str, alt: str, narrow: bool, height: float = 1.0
) -> str:
    """The SVG that `painter(canvas, narrow)` paints, with a title and a description for screen readers.

    `height` scales the house height. The same input gives the same bytes: hash salt and ids come from the anchor.
    """
    name = f"{anchor}-{'n' if narrow else 'w'}"
    metadata = {"Date": None, "Creator": None, "Format": None, "Type": None}
    found = painted(painter, name=name, narrow=narrow, height=height, kind="svg", metadata=metadata)
    view, drawn = _inline(found.image.decode("utf-8"), name)
    return render("drawing", name=name, title=title, alt=alt, view=view, places=found.places, drawn=drawn)


class Painted(NamedTuple):
    """A drawing as a file, and where its axes of years or rows lie (see `_axes`)."""

    image: bytes
    places: dict[str, str]


def painted(
    painter: Callable[[Canvas, bool], Any], *, name: str, narrow: bool, height: float, kind: str, **options: Any
) -> Painted:
    """What `painter(canvas, narrow)` paints in the house style, as a file of this `kind`; `options` are those of savefig."""
    width, base = NARROW if narrow else WIDE
    size = NARROW_TEXT if narrow else WIDE_TEXT
    settings: dict[Any, Any] = COLOURS | {"svg.hashsalt": name, "font.size": size, "axes.titlesize": size}
    with mpl.rc_context(STYLE | settings):
        canvas = Canvas(figsize=(width, base * height), layout="constrained")
        painter(canvas, narrow)
        for axis in canvas.axes if narrow else ():
            axis.set_title(textwrap.fill(axis.get_title(loc="left"), NARROW_LINE), color=LIGHT["ink"])
        buffer = io.BytesIO()
        if kind == "svg" and all(axis.get_aspect() == "auto" for axis in canvas.axes):
            # savefig draws twice, the first time for the layout alone; only a map needs it, whose drawing moves its frame.
            page = FigureCanvasSVG(canvas)
            canvas.set_dpi(DPI)
            if engine := canvas.get_layout_engine():
                engine.execute(canvas)
            canvas.set_layout_engine("none")
            page.print_svg(buffer, **options)
        else:
            canvas.savefig(buffer, format=kind, **options)
        return Painted(buffer.getvalue(), _axes(canvas))


def _axes(canvas: Canvas) -> dict[str, str]:
    """Where every axis of years in the drawing lies, as "left,top,right,bottom,first,last ...", and so those of rows.

    Sides are in points from the upper left corner; first and last are the years (with fractions) at the left and right side,
    or the rows at the upper and lower one. Where rows lie anywhere, "spots" says where: "x,y x,y ...;...", "-" for nowhere.
    A reader's pointer finds its place by them. Empty for a drawing without any.
    """
    wide, tall = (float(side) * 72 for side in canvas.get_size_inches())
    found: dict[str, str] = {}
    for axis in canvas.axes:
        if (kind := str(axis.get_label())) in (YEARS, ROWS) and axis.axison:
            box, ends = axis.get_position(), axis.get_xlim() if kind == YEARS else axis.get_ylim()[::-1]
            sides = (box.x0 * wide, (1 - box.y1) * tall, box.x1 * wide, (1 - box.y0) * tall, *ends)
            text = ",".join(f"{side:.1f}".removesuffix(".0") for side in sides)
            found[kind] = f"{found.get(kind, '')} {text}".lstrip()
    lines = [line for axis in canvas.axes for line in axis.lines if line.get_label() == SPOTS]
    return found | ({"spots": ";".join(_spots(line, canvas.dpi, tall) for line in lines)} if lines else {})


def _spots(line: Line2D, dpi: float, tall: float) -> str:
    """The points of a line from the upper left corner, in whole points of print."""
    places = line.get_transform().transform(line.get_xydata()) * 72 / dpi
    return " ".join("-" if np.isnan([x, y]).any() else f"{x:.0f},{tall - y:.0f}" for x, y in places)


def _inline(text: str, name: str) -> tuple[str, str]:
    """The view box of a drawing, and all that is in it: ids are its own, colours those of the page."""
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>|<style[^>]*>.*?</style>|<!--.*?-->", "", text, flags=re.S)
    used = set(re.findall(r'(?:xlink:href="#|url\(#)([^")]+)', text))
    short = {one: f"{name}-{place}" for place, one in enumerate(sorted(used, key=text.index))}
    text = re.sub(r' id="([^"]+)"', lambda match: f' id="{short[match[1]]}"' if match[1] in used else "", text)
    text = re.sub(r'(xlink:href="#|url\(#)([^")]+)', lambda match: match[1] + short[match[2]], text)
    for role, colour in LIGHT.items():
        text = re.sub(colour, f"var(--{role})", text, flags=re.I)
    opening, _, drawn = text.partition(">")
    return re.findall(r'viewBox="[^"]+"', opening)[0], _compact(drawn)


def _compact(text: str) -> str:
    """The same drawing in half the bytes: a page holds many, each twice.

    Coordinates are cut to a tenth of a point, in tags only: the numbers that a reader sees stand between tags.
    """
    text = text.replace(" font-family: 'DejaVu Sans';", "")
    text = re.sub(r"<[^>]+>", lambda tag: _short_tag(tag[0]), text)
    text = re.sub(r"<path [^>]*style=\"fill:none\"/>", "", text)
    text = re.sub(r"\s*\n\s*", "", text)
    kept: list[str] = []
    bare: list[bool] = []
    for piece in re.split(r"(</?g\b[^>]*>)", text):
        if piece.startswith("<g"):
            bare.append(piece in ("<g>", "<g/>"))
        drop = bare.pop() if piece in ("</g>", "<g/>") else piece == "<g>"
        kept.append("" if drop else piece)
    text = re.sub(r"<defs>\s*</defs>|<defs/>", "", "".join(kept)).strip()
    text = text.replace(
        "stroke:var(--grid);stroke-width:0.7;stroke-linecap:round", "stroke:var(--grid);stroke-width:0.7"
    )
    text = CLIPPED_GRID.sub(r"\1", text.replace("stroke-dashoffset:0;", ""))
    text = SAME_BARS.sub(_one_path, _bare_ticks(_one_grid(text)))
    return SAME_WORDS.sub(_one_group, SAME_MARKS.sub(_one_group, text))


def _bare_ticks(text: str) -> str:
    """Ticks without the style that the one line which they repeat has already: a chart holds dozens of them."""
    for name in LINE.findall(text):
        text = re.sub(rf'(<use)( [^>]*xlink:href="#{name}"[^>]*?) style="[^"]*"', r"\1\2", text)
        text = re.sub(rf'(<use) style="[^"]*"( [^>]*xlink:href="#{name}")', r"\1\2", text)
    return text


def _one_grid(text: str) -> str:
    drawn = "".join(line for line, _ in GRID.findall(text))
    one = GRID.sub(lambda first: f'<path d="{drawn}"{first[2]}', text, count=1)
    return one if not drawn else one[: (end := one.index(drawn) + len(drawn))] + GRID.sub("", one[end:])


def _one_path(found: re.Match[str]) -> str:
    shapes = "".join(re.findall(r' d="([^"]*)"', found[0]))
    return f'<path d="{shapes}"{found[1]}'


def _one_group(found: re.Match[str]) -> str:
    return f"<g{found[1]}>{found[0].replace(found[1], '')}</g>"


def _short_tag(tag: str) -> str:
    tag = re.sub(r"(\d+\.\d)\d+", r"\1", tag)
    tag = re.sub(r"(\d)\.0(?![\d.])", r"\1", tag)
    tag = re.sub(r' transform="rotate\(-?0 [^"]*\)"', "", tag)
    tag = re.sub(r' (?:d|style)="[^"]*"', lambda found: _tight(found[0]), tag)
    return re.sub(r"\s+", " ", tag).replace(" />", "/>").replace(" >", ">")


def _tight(attribute: str) -> str:
    # Path letters and colons need no space around them.
    letters = r"\s*([MLCQZz])\s*" if attribute.startswith(" d=") else r"([:;]) "
    tight = re.sub(r'\s+"$', '"', re.sub(letters, r"\1", attribute))
    return LEVEL.sub(_level, tight) if attribute.startswith(" d=") else tight


def _level(line: re.Match[str]) -> str:
    length = f"{float(line[3]) - float(line[1]):.1f}".removesuffix(".0")
    return f"M{line[1]} {line[2]}h{length}"
