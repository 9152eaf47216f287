"""A figure outside its page: SVG and PNG that carry their own title, source and colours, on white."""

import html
import io
import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from matplotlib import image
from matplotlib.figure import Figure as Canvas

from analysis.errors import ParameterError
from analysis.figures.palette import LIGHT
from analysis.figures.svg import WIDE, painted

# Points; a letter of the house font is seldom wider than its share of the size (bold ones are wider).
MARGIN, GAP = 14.0, 6.0
# Room beside the drawing: another font than ours can be wider, and a label may end at its edge.
EDGE = 10.0
LETTER, BOLD_LETTER = 0.54, 0.63
LEADING = 1.35
# Dots per inch of a PNG: sharp on paper and on screens of today.
DPI = 200
FONTS = "'DejaVu Sans', Verdana, Arial, sans-serif"
POINTS_PER_INCH = 72


class Line(NamedTuple):
    """One line of words around a drawing: its distance from the top of its block, size, palette colour, and weight."""

    text: str
    top: float
    size: float
    colour: str
    weight: str


class Words(NamedTuple):
    """What stands around a drawing: title and subtitle above it, note and source below."""

    title: str
    subtitle: str
    note: str
    source: str


def write(path: Any, texts: dict[str, Callable[[], str | bytes]]) -> Path:
    """Write what `texts` makes for the suffix of `path`, and return the path.

    Raises ParameterError, on one line, for a suffix that `texts` lacks, and where nothing can be written.
    """
    try:
        target = Path(path).expanduser()
        make = texts.get(target.suffix.lower())
        if make is None:
            kinds = ", ".join(sorted(texts))
            raise ParameterError(
                f"a figure is saved with one of the endings {kinds}; {target.name!r} has none of them."
            )
        if not target.parent.is_dir():
            raise ParameterError(f"there is no folder {target.parent}; make it first, or give another path.")
        found = make()
        target.write_bytes(found.encode("utf-8") if isinstance(found, str) else found)
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or " ".join(str(error).split())
        raise ParameterError(f"nothing can be written to {path!r} ({reason}); give another path.") from None
    return target


def svg(drawing: str, words: Words, alt: str) -> str:
    """An inline drawing of `svg.draw` as a file of its own: colours are colours, words stand around it, the ground is white."""
    view = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawing)
    width, height = (float(side) for side in view.groups()) if view else (0.0, 0.0)
    width += 2 * EDGE
    head, foot = _blocks(words, width)
    inner = drawing[drawing.index("</desc>") + len("</desc>") :].removesuffix("</svg>")
    whole = height + _height(head) + _height(foot)
    shown = [_text(line, MARGIN) for line in head]
    shown += [_text(line, _height(head) + height) for line in foot]
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width:g}" height="{whole:g}" '
        f'viewBox="0 0 {width:g} {whole:g}" role="img" stroke-linejoin="round" stroke-linecap="butt" font-family="{FONTS}">'
        f"<title>{html.escape(words.title)}</title><desc>{html.escape(alt)}</desc>"
        f'<rect width="100%" height="100%" fill="#ffffff"/>{"".join(shown)}'
        f'<g transform="translate({EDGE:g} {_height(head):g})">{inner}</g></svg>\n'
    )
    return re.sub(r"var\(--([\w-]+)\)", lambda found: LIGHT[found[1]], text)


def png(painter: Callable[[Canvas, bool], Any], words: Words, *, anchor: str, height: float = 1.0) -> bytes:
    """The wide drawing that `painter(canvas, narrow)` makes, as a PNG with its words, on white; `height` as in `svg.draw`."""
    drawn = painted(painter, name=anchor, narrow=False, height=height, kind="png", facecolor="white", dpi=DPI).image
    pixels = image.imread(io.BytesIO(drawn), format="png")
    width = WIDE[0] * POINTS_PER_INCH + 2 * EDGE
    tall = pixels.shape[0] * POINTS_PER_INCH / DPI
    head, foot = _blocks(words, width)
    whole = tall + _height(head) + _height(foot)
    canvas = Canvas(figsize=(width / POINTS_PER_INCH, whole / POINTS_PER_INCH), dpi=DPI, facecolor="white")
    left, low = (round(side * DPI / POINTS_PER_INCH) for side in (EDGE, _height(foot)))
    canvas.figimage(np.asarray(pixels), left, low)
    for lines, start in ((head, MARGIN), (foot, _height(head) + tall)):
        for line in lines:
            canvas.text(
                MARGIN / width, 1 - (start + line.top) / whole, line.text, size=line.size, weight=line.weight,
                color=LIGHT[line.colour], va="baseline", family="DejaVu Sans", parse_math=False,
            )  # fmt: skip
    buffer = io.BytesIO()
    canvas.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None})
    return buffer.getvalue()


def _blocks(words: Words, width: float) -> tuple[list[Line], list[Line]]:
    head = _lines([(words.title, 13, "ink", "bold"), (words.subtitle, 10, "muted", "normal")], width)
    return head, _lines([(words.note, 8, "muted", "normal"), (f"Source: {words.source}", 8, "muted", "normal")], width)


def _lines(parts: list[tuple[str, float, str, str]], width: float) -> list[Line]:
    """Paragraphs broken to the width, each line with the place of its baseline."""
    found: list[Line] = []
    at = 0.0
    for text, size, colour, weight in parts:
        letters = (width - 2 * MARGIN) / (size * (BOLD_LETTER if weight == "bold" else LETTER))
        for line in textwrap.wrap(text, int(letters)):
            at += size * LEADING
            found.append(Line(line, at, size, colour, weight))
        at += GAP if text else 0
    return found


def _height(lines: list[Line]) -> float:
    return round(lines[-1].top + MARGIN + GAP, 1) if lines else MARGIN


def _text(line: Line, start: float) -> str:
    weight = ' font-weight="bold"' if line.weight == "bold" else ""
    return (
        f'<text x="{MARGIN:g}" y="{start + line.top:g}" font-size="{line.size:g}"{weight} fill="{LIGHT[line.colour]}">'
        f"{html.escape(line.text)}</text>"
    )
