"""The grammar of charts: a chart kind takes a tidy frame and words and gives a Chart; `figure` makes the Figure of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypedDict, TypeVar

import pandas as pd
from matplotlib.figure import Figure as Canvas

from analysis import __version__
from analysis.claims import rules
from analysis.errors import MeasureError, NotCovered
from analysis.figures import words
from analysis.figures.figure import Figure, Missing
from analysis.figures.palette import STUDY
from analysis.figures.recorded import noted
from analysis.figures.svg import draw
from analysis.study import Study

P = ParamSpec("P")
Other = TypeVar("Other")
Painter = Callable[[Canvas, bool], Any]
# Where the subtitle stands in a description.
SUBJECT = "{subject}"


class Words(TypedDict, total=False):
    """What every chart says: the finding, the measure with its unit, and what else a reader must know.

    What is declared in words.toml is filled with the `facts`: what the figure found.
    """

    title: str
    subtitle: str
    note: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Chart:
    """Marks and words, not drawn yet: `paint(canvas, narrow)` draws `data`; `heights` scale the house height, wide and narrow.

    Role placeholders such as {country} in the words are filled in for a study; SUBJECT in `alt` is the subtitle. `remark` ends the
    note, `phone` stands before it where the chart has no room for words at its marks.
    """

    paint: Painter
    data: pd.DataFrame
    alt: str
    words: Words
    heights: tuple[float, float] = (1.0, 1.0)
    remark: str = ""
    phone: str = ""

    def figure(
        self, anchor: str, tables: Iterable[str], *, study: Study | None = None, carrying: bool = False, like: str = ""
    ) -> Figure:
        """The Figure of that name, drawn for screens and for phones; its words are those declared for it, or for the one it is `like`.

        >>> chart.figure("fig-own", ["trade"]).save("own.png")  # doctest: +SKIP
        PosixPath('own.png')
        """
        fill, told = study.sentence if study else str, words.said(like or anchor, self.words)
        title, subtitle, note = (fill(told[word]) for word in words.SPOKEN)
        alt = self.alt.replace(SUBJECT, subtitle)
        wide, narrow = (
            draw(self.paint, anchor=anchor, title=title, alt=alt, narrow=small, height=height)
            for small, height in zip((False, True), self.heights, strict=True)
        )
        # What a note says of the lines is not said twice.
        phone, remark = ("", "") if "Dashed line" in note else (self.phone, self.remark)
        report = cited(study) if study else ""
        drawn = (alt, self.data, wide, narrow, tuple(tables), f"{note} {remark}".strip(), phone, report)
        return Figure(anchor, title, subtitle, *drawn, carrying, self.paint, self.heights[0])


def cited(study: Study) -> str:
    """How to cite the report about the pair of a study, in one line: title, version, year."""
    told = study.fill("What moved {country} and {partner} closer? An article's claims tested against published data")
    return f"{told}. Open report, version {__version__}, {rules.settings().version[:4]}"


def figure(
    anchor: str, *, carrying: bool = False
) -> Callable[[Callable[P, Chart | Other]], Callable[P, Figure | Missing | Other]]:
    """Let a function of a Study that makes a Chart make a Figure, with the tables that it loads; else say why there is none.

    Its words are in words.toml: `missing` (or what its docstring says first) stands where the tables hold nothing. What is no
    Chart is returned as it is.
    """

    def wrap(build: Callable[P, Chart | Other]) -> Callable[P, Figure | Missing | Other]:
        @wraps(build)
        def shown(*args: P.args, **kwargs: P.kwargs) -> Figure | Missing | Other:
            study = next((value for value in (*args, *kwargs.values()) if isinstance(value, Study)), None)
            if study is None:
                raise MeasureError(f"{build.__name__}() needs the study first, such as {build.__name__}(Study()).")
            token = STUDY.set(study)
            try:
                with noted() as names:
                    made = build(*args, **kwargs)
                return made.figure(anchor, names, study=study, carrying=carrying) if isinstance(made, Chart) else made
            except NotCovered as error:
                missing = words.declared().get(anchor, {}).get("missing") or str(build.__doc__).partition(".")[0]
                return Missing(anchor, study.sentence(missing), str(error))
            finally:
                STUDY.reset(token)

        return shown

    return wrap
