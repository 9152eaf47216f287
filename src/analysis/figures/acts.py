"""The dated acts of a chapter's driver: a small axis of years with a dot per act, and the acts as a list with their sources.

Which events belong to a chapter stands in the history of the case; what they were, and when, only in the chronology.
"""

from typing import Any

import pandas as pd
from IPython.display import HTML
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from analysis.claims import chronology, documents, layers
from analysis.errors import NotCovered
from analysis.figures.compose import Chart, figure
from analysis.figures.figure import Figure
from analysis.figures.marks import mark_years, spots, year_axis
from analysis.figures.palette import ink
from analysis.figures.svg import NARROW, WIDE
from analysis.figures.words import reach
from analysis.measures import events
from analysis.study import Study
from analysis.templates import render

__all__ = ["anchor", "as_list", "axis", "chapters", "listed", "of", "shown"]
# What the fold and the download hold: the year that is drawn is in the date.
SHOWN = {"date": "date", "lane": "kind", "description": "act", "mark": "mark", "source_url": "source"}
# Inches: a dot of the fullest year of a lane, the heading of a lane, the ticks and the marked year.
DOT, HEADING, FOOT = 0.12, 0.3, 0.5


def shown(study: Study, chapter: str) -> tuple[HTML, Figure | Any, HTML] | tuple[()]:
    """Heading, axis and list of a chapter, such as "2_us_ties"; nothing where the case has no history that names acts for it."""
    if not _lanes(study, chapter):
        return ()
    drawn = axis(study, chapter)
    heading = HTML(render("passage", anchor="acts", heading="What happened when"))
    return heading, drawn, listed(study, chapter) if isinstance(drawn, Figure) else HTML("")


def of(study: Study, chapter: str) -> pd.DataFrame:
    """The acts of a chapter in order of date: the columns of the chronology, `lane`, `colour` and `mark`.

    `mark` says what an act that did not take place was ("announced only"), else it is empty. Acts outside the years in use and
    lanes about other countries are left out; NotCovered where nothing is left.
    """
    every, found = chronology.of(study), []
    for lane in _lanes(study, chapter):
        rows = events.named(every, lane.events)
        rows = rows[rows["year"].between(study.first_year, study.last_year)]
        found.append(rows.assign(lane=study.sentence(lane.words), colour=lane.colour))
    acts = pd.concat(found) if found else every.head(0)
    if acts.empty:
        raise NotCovered("the dated acts of this chapter lie outside the chosen years.")
    order = pd.Categorical(acts["lane"], acts["lane"].unique(), ordered=True)
    marked = acts.assign(lane=order, mark=events.not_held(acts))
    return marked.sort_values(["date", "event_id"]).reset_index(drop=True)


def _lanes(study: Study, chapter: str) -> list[layers.Lane]:
    """The lanes of a chapter in the history of the case that are about countries in their roles there."""
    found = layers.history(study)
    if chapter not in found.acts:
        return []
    roles = [(lane, [lane.words, *(f"{{{role}}}" for role in lane.of)]) for lane in found.acts[chapter].lane]
    return [lane for lane, named in roles if layers.about(named, found.case, study)]


def chapters(study: Study) -> dict[str, list[str]]:
    """The events that the history of a case names, by chapter."""
    held = layers.history(study).acts
    return {name: [one for lane in acts.lane for one in lane.events] for name, acts in held.items()}


def anchor(chapter: str) -> str:
    """The name of a chapter's figure, such as "fig-acts-us-ties" for "2_us_ties": downloads are called by it."""
    return f"fig-acts-{chapter.partition('_')[2].replace('_', '-')}"


@figure("fig-acts")
def axis(study: Study, chapter: str) -> Figure:
    """One dot per act in its lane, on one axis of years; hollow where an act was only announced, cancelled or an invitation."""
    acts = of(study, chapter).reset_index(drop=True)
    lanes = {str(lane): rows for lane, rows in acts.groupby("lane", observed=True)}
    ratios = [HEADING + DOT * int(rows["year"].value_counts().max()) for rows in lanes.values()]
    counted = " ".join(f"{lane}: {len(rows)} in {reach(rows['year'])}." for lane, rows in lanes.items())
    last, height = acts.iloc[-1], sum(ratios) + FOOT
    turned = acts["year"].min() < study.turning_point <= acts["year"].max()
    marks = sorted(set(acts["mark"]) - {""})
    facts = {"title": _title(study, chapter, lanes), "years": acts["year"], "marks": marks, "turned": turned}
    chart = Chart(
        lambda canvas, narrow: _paint(canvas, narrow, study, lanes, ratios),
        acts[list(SHOWN)].rename(columns=SHOWN),
        f"{counted} The last: {documents.in_words(last['date'])}, {last['description']}",
        {"facts": facts},
        (height / WIDE[1], height / NARROW[1]),
    )
    return chart.figure(anchor(chapter), ["events"], study=study, like="fig-acts")


def _title(study: Study, chapter: str, lanes: dict[str, pd.DataFrame]) -> str:
    """The chapter's own title where all of its lanes are drawn, else the lanes that are."""
    held = layers.history(study).acts[chapter]
    return study.sentence(held.title) if len(lanes) == len(held.lane) else "; ".join(lanes)


def _paint(canvas: Canvas, narrow: bool, study: Study, lanes: dict[str, pd.DataFrame], ratios: list[float]) -> None:
    every = pd.concat(lanes.values())["year"]
    axes = canvas.subplots(len(lanes), 1, sharex=True, height_ratios=ratios, squeeze=False)[:, 0]
    for place, (lane, rows) in zip(axes, lanes.items(), strict=True):
        year_axis(place, pd.Index([every.min() - 1, every.max() + 1]), narrow=narrow)
        place.set_title(lane, color=ink("ink"))
        _dots(place, rows, range(len(every)))
        if place is not axes[-1]:
            place.tick_params(axis="x", length=0)
            place.spines["bottom"].set_visible(False)
        if every.min() < study.turning_point <= every.max():
            mark_years(place, {study.turning_point: ""}, narrow=True)


def _dots(place: Axes, rows: pd.DataFrame, every: range) -> None:
    """The acts of a lane, those of one year above each other; `every` are the numbers of the acts of all lanes."""
    heights = rows.groupby("year").cumcount()
    for hollow, marker in ((rows["mark"].ne(""), "paper"), (rows["mark"].eq(""), rows["colour"].iloc[0])):
        edge = ink(rows["colour"].iloc[0])
        place.plot(rows.loc[hollow, "year"], heights[hollow], "o", ms=5, mew=1.2, mec=edge, mfc=ink(marker))
    spots(place, rows["year"].reindex(every), heights.reindex(every))
    place.set_ylim(-0.8, int(heights.max()) + 0.8)
    place.set_yticks([])
    place.grid(visible=False)


def listed(study: Study, chapter: str) -> HTML:
    """The acts of a chapter as a list."""
    return HTML(as_list(of(study, chapter)))


def as_list(acts: pd.DataFrame) -> str:
    """Acts with their `colour` and `mark` as an HTML list: date, what happened, its mark, and its source as a link; "" for none."""
    return render("acts", acts=acts.to_dict("records"), when=documents.when)
