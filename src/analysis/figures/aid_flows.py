"""The figures of the patron's aid, for the chapters on its ties and on history."""

from collections.abc import Hashable, Sequence
from typing import Any

import pandas as pd

from analysis import tables
from analysis.answers import retreat
from analysis.claims import chronology
from analysis.claims.finding import Finding
from analysis.errors import NotCovered
from analysis.figures import bars, charts
from analysis.figures.compose import Chart, Words, figure
from analysis.figures.marks import Marks
from analysis.figures.recorded import cite, held
from analysis.figures.shared import both, drawn, headline, of_us, within
from analysis.measures import aid, events
from analysis.study import Study

__all__ = ["aid_by_kind", "aid_share", "aid_totals", "aid_waves", "marks"]
# Acts of the chronology that gave aid or stopped it, in a word each; they concern country and patron or are not marked.
ACTS = {
    "E005": "arms", "E019": "cut-off", "E040": "programme", "E045": "halt", "E057": "waivers", "E079": "raid", "E108": "stop",
}  # fmt: skip
OF_ALL = {1991: "Cold War ends", 2002: "after 9/11"}
AUTUMN = 9
SMOOTH = 5  # years: one lean year between two fat ones is no end of a wave


def marks(study: Study) -> dict[int, str]:
    """The years to mark in series of the patron's ties: of dated acts between the two, else the turns that concern everyone."""
    rows = _acts(study)
    return {_next_bar(row["date"]): ACTS[row["event_id"]] for row in rows} or OF_ALL


def _acts(study: Study) -> list[dict[Hashable, Any]]:
    rows = events.named(events.between(chronology.of(study), [study.country, study.patron]), list(ACTS))
    cite(*["events"] * bool(len(rows)))
    return rows.to_dict("records")


def _next_bar(date: str) -> int:
    """The fiscal year that an act could first change: one of the autumn falls to the next."""
    year, _, rest = date.partition("-")
    return int(year) + (int(rest[:2] or 0) >= AUTUMN)


@figure("fig-aid-by-kind", carrying=True)
def aid_waves(study: Study) -> Chart:
    """Economic and military obligations by fiscal year, with Coalition Support Funds beside them, and the acts that turned them.

    Of another patron what the OECD or AidData knows, beside what the rival got.
    """
    if study.patron != "USA":
        return _other_patron(study)
    cite("us_aid")  # what is drawn stands before what is marked
    acts = [f"{_next_bar(row['date'])}, {ACTS[row['event_id']]}: {row['description']}" for row in _acts(study)]
    return aid_by_kind(study, marks(study), acts)


def _other_patron(study: Study) -> Chart:
    """Yearly aid of a patron other than the United States to country and rival."""
    given = retreat.of_patron(study, study.country)
    beside, _ = held({study.name("rival"): lambda: retreat.of_patron(study, study.rival).values})
    known = pd.DataFrame({study.name("country"): given.values} | beside)
    data = within(known.reindex(range(known.index.min(), known.index.max() + 1)), study)
    own = data[study.name("country")].dropna()
    if own.empty:
        raise NotCovered("no data", study.fill(f"no {given.what} to {{country}} is on record in the chosen years."))
    cite(given.table)
    return charts.lines(data, points=True, facts={"given": given, "known": own})


def aid_by_kind(study: Study, marked: Marks, turns: Sequence[str], *, title: str = "") -> Chart:
    """Aid of both kinds with marked years and the `turns` behind them; `title` replaces the one about its waves. NotCovered for another patron."""
    of_us(study)
    kinds = within(aid.by_category(study.country), study)
    support = aid.coalition_support(tables.load("coalition_support"), tables.load("us_aid"), study.country)
    total, beside = kinds.sum(axis=1), None if support.empty else support
    cite(*["coalition_support"] * (beside is not None))
    high = (smooth := total.rolling(SMOOTH, center=True, min_periods=1).mean()) > smooth.max() / 2
    waves = int((high & ~high.shift(fill_value=False)).sum())  # runs of years above half of the most
    noted = aid.SUPPORT_NOTE if beside is not None else ""
    words: Words = {"facts": {"given": None, "known": total, "waves": waves, "turns": turns, "support": noted}}
    if title:
        words["title"] = title
    shown = kinds.rename(columns={"economic": "Economic aid", "military": "Military aid"})
    return bars.stacked(shown, {"Military aid": "patron"}, extra=beside, marks=marked, **words)


@figure("fig-aid-share")
def aid_share(study: Study, u1: Finding) -> Chart:
    """Shares of country and rival in all obligations."""
    of_us(study)
    shares, ranks = both(study, aid.share), both(study, aid.rank)
    shown = drawn(study, {"Share of all aid, per cent": shares, "Rank among recipients, 1 is the largest": ranks})
    title = headline(u1.part("aid_after_cold_war"), shares[study.name("country")])
    return charts.panels(shown, title=title, marks=marks(study))


@figure("fig-aid-totals")
def aid_totals(study: Study, u5: Finding) -> Chart:
    """Obligations and disbursements of all kinds to 2024, in the later file's dollars."""
    of_us(study)
    promised = aid.total_obligations(study.country)
    paid = aid.total_obligations(study.country, transaction="disbursements")
    return charts.lines(
        within(pd.DataFrame({"Obligations": promised, "Disbursements": paid}), study, 2001),
        {"Obligations": "country"},
        title=headline(u5.part("aid_step_by_step"), promised),
        marks=marks(study) | {study.shock_year: "article"},
    )
