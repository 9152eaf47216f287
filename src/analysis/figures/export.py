"""A figure outside its page: SVG and PNG that carry their own title, source and colours, on white."""

import re
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure as Canvas

from analysis.errors import ParameterError
from analysis.figures.palette import LIGHT
from analysis.figures.svg import draw, painted

# Points: around the words, below a paragraph, and beside the drawing, where a label may end at its edge.
MARGIN, GAP, EDGE = 14.0, 6.0, 10.0
# A letter of the house font is seldom wider than its share of the size (bold ones are wider).
LETTERS = {"normal": 0.54, "bold": 0.63}
LEADING = 1.35
# Dots per inch of a PNG: sharp on paper and on screens of today.
DPI = 200
FONTS = "'DejaVu Sans', Verdana, Arial, sans-serif"
Painter = Callable[[Canvas, bool], Any]
# Text, size in points, palette colour and weight.
Paragraph = tuple[str, float, str, str]


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


def framed(paint: Painter, title: str, subtitle: str, *below: str) -> Painter:
    """A painter of the same chart on white, title and subtitle above it, note and source below."""
    above: list[Paragraph] = [(title, 13, "ink", "bold"), (subtitle, 10, "muted", "normal")]

    def painter(canvas: Canvas, narrow: bool) -> None:
        width, tall = (72 * float(side) for side in canvas.get_size_inches())
        width += 2 * EDGE
        (head, top), (foot, low) = (
            _lines(each, width) for each in (above, [(one, 8, "muted", "normal") for one in below])
        )
        whole = top + tall + low
        canvas.set_size_inches(width / 72, whole / 72)
        canvas.set_facecolor("white")
        sides: Any = {"width_ratios": (EDGE, width - 2 * EDGE, EDGE), "height_ratios": (top, tall, low)}
        paint(canvas.subfigures(3, 3, wspace=0, hspace=0, **sides)[1, 1], narrow)
        for start, lines in ((MARGIN, head), (top + tall, foot)):
            for at, (text, size, colour, weight) in lines:
                style: Any = {"size": size, "color": LIGHT[colour], "weight": weight, "parse_math": False}
                canvas.text(MARGIN / width, 1 - (start + at) / whole, text, **style)

    return painter


def _lines(paragraphs: Sequence[Paragraph], width: float) -> tuple[list[tuple[float, Paragraph]], float]:
    """Paragraphs broken to the width, each line with how far its foot is from the top; and how high they are together."""
    found: list[tuple[float, Paragraph]] = []
    at = 0.0
    for text, size, colour, weight in paragraphs:
        for line in textwrap.wrap(text, int((width - 2 * MARGIN) / (size * LETTERS[weight]))):
            at += size * LEADING
            found.append((at, (line, size, colour, weight)))
        at += GAP if text else 0
    return found, at + MARGIN


def svg(painter: Painter, *, anchor: str, title: str, alt: str, height: float) -> str:
    """What a framed painter makes as an SVG file of its own: colours are colours, the font is named."""
    text = draw(painter, anchor=anchor, title=title, alt=alt, narrow=False, height=height)
    size = re.sub(r'.*?viewBox="0 0 (\S+) (\S+)".*', r'width="\1" height="\2"', text, count=1, flags=re.S)
    text = text.replace("<svg ", f'<svg font-family="{FONTS}" {size} ', 1)
    return re.sub(r"var\(--([\w-]+)\)", lambda found: LIGHT[found[1]], text) + "\n"


def png(painter: Painter, *, anchor: str, height: float) -> bytes:
    """What a framed painter makes as a PNG."""
    options: Any = {"facecolor": "auto", "dpi": DPI, "metadata": {"Software": None}}
    return painted(painter, name=anchor, narrow=False, height=height, kind="png", **options).image
