"""The figures on how far cooperation goes: arms and exercises."""

from functools import partial
from typing import Any

import pandas as pd
from IPython.display import HTML

from analysis import countries
from analysis.claims import chronology
from analysis.claims.documents import in_words
from analysis.claims.wording import number
from analysis.errors import NotCovered
from analysis.figures import bars, data_table, special
from analysis.figures.compose import Chart, figure
from analysis.figures.figure import source_line
from analysis.figures.recorded import cite, held, load
from analysis.figures.shared import within
from analysis.measures import diplomacy, events
from analysis.study import Study
from analysis.templates import render

__all__ = ["exercises", "register", "register_table"]
REGISTER = {
    "order_year": "ordered in", "designation": "designation", "description": "kind", "number_ordered": "ordered, pieces",
    "number_delivered": "delivered, pieces", "delivery_years": "delivered in", "status": "status",
    "tiv_delivered": "volume, million TIV",
}  # fmt: skip
# The act in the chronology; its note says what the country made of the word.
EMBARGO_LIFTED = "E089"
CLASSES = {"helicopters": "partner", "engines": "c6", "missiles": "c7", "other": "context"}
EXERCISE = {
    "E": special.Symbol("o", "c6", True, "documented"),
    "A": special.Symbol("D", "c6", False, "announced only"),
    "0": special.Symbol("o", "context", False, "none on record"),
}


@figure("fig-register")
def register(study: Study) -> Chart:
    """The partner's deliveries to the country by class of weapons."""
    rows = load("arms_deliveries").query("recipient == @study.country and supplier == @study.partner and year >= 1992")
    if rows.empty:
        raise NotCovered("licence", "no delivery of this pair is in the extract that SIPRI's terms allow.")
    sums = rows.pivot_table(index="year", columns="weapon_class", values="tiv", aggfunc="sum").fillna(0)
    years = range(1992, int(load("arms_deliveries")["year"].max()) + 1)
    named = [name for name in CLASSES if name in sums]
    others = sums.drop(columns=named).sum(axis=1)
    rest = {"other": others} if others.sum() else {}
    data = within(sums[named].assign(**rest).reindex(years).fillna(0), study, 1992)
    shown, colours = data.rename(columns=str.capitalize), {name.capitalize(): one for name, one in CLASSES.items()}
    return bars.stacked(shown, colours, marks=[study.turning_point], facts=_before_and_after(study, data))


def _sides(study: Study, values: pd.Series, words: str) -> str:
    """Sum and mean of the years before the turning point, and of those from it on, as far as they are drawn."""
    turn = study.turning_point
    spans = [(int(values.index[0]), turn - 1), (turn, int(values.index[-1]))]
    sides = [(first, last, values.loc[first:last]) for first, last in spans if first <= last]
    return " and ".join(words.format(number(one.sum()), f"{a}–{b}", number(one.mean())) for a, b, one in sides)


def _before_and_after(study: Study, data: pd.DataFrame) -> dict[str, Any]:
    """The sums without engines for other makers' aircraft and with them, when helicopters came, and what is on record about an embargo."""
    engineless, total = data.drop(columns="engines", errors="ignore").sum(axis=1), data.sum(axis=1)
    flown = data.get("helicopters", total * 0.0).loc[: study.turning_point - 1]
    acts = events.between(events.named(chronology.of(study), [EMBARGO_LIFTED]), [study.country, study.partner])
    lifted = acts.fillna({"note": ""}).to_dict("records") if (flown > 0).any() else []
    cite(*["events"] * bool(lifted))
    return {
        "engines": "engines" in data,
        "told": _sides(study, engineless, "{} in {} ({} a year)"),
        "whole": _sides(study, total, "{} million TIV in {}"),
        "flown": list(flown.index[flown > 0]),
        "lifted": [(in_words(one["date"]), one["note"].partition(" (")[0]) for one in lifted],
    }


@figure("fig-exercises")
def exercises(study: Study) -> Chart:
    """Years with a joint exercise: the record to 2010, the chronology since."""
    data = within(_exercise_years(study), study, study.turning_point - 10).T.sort_index(axis=1)
    own = data.iloc[-1].dropna().loc[study.turning_point :]
    held, announced = (own.index[own == code].astype(str) for code in "EA")
    return special.symbols(
        data,
        EXERCISE,
        facts={"held": held, "own": own},
        alt=f"Documented in {', '.join(held) or 'no year'}; announced only in {', '.join(announced) or 'no year'}",
        table=data.rename_axis("pair").reset_index(),
    )


def _exercise_years(study: Study) -> pd.DataFrame:
    """Years down; country and rival in the record to 2010, the country in the chronology since: E, A (announced), 0, or missing."""
    found = events.between(chronology.of(study), [study.country, study.partner], category="exercise", first=2011)
    if found.empty:
        raise NotCovered("no data", "the chronology does not follow the exercises of this pair.")
    record = partial(diplomacy.exercises, partner=study.partner)
    rows, _ = held({f"{countries.short(one)} (to 2010)": partial(record, one) for one in (study.country, study.rival)})
    rows = {name: _codes(values) for name, values in rows.items()}
    cite("events")
    told = events.not_held(found)
    since = range(2011, int(chronology.of(study)["year"].max()) + 1)
    own = _codes(found.loc[told == "", "year"].value_counts().reindex(since).fillna(0))
    announced = own.index.isin(found.loc[told == events.ANNOUNCED, "year"]) & own.eq("0")
    rows[f"{study.name('country')} (since)"] = own.mask(announced, "A")
    return pd.DataFrame(rows)


def _codes(values: pd.Series) -> pd.Series:
    return values.gt(0).map({True: "E", False: "0"})


@figure("fig-register-table")
def register_table(study: Study) -> HTML:
    """Every deal of the partner with the country in the register, engines for another country's aircraft at the end."""
    rows = load("pak_rus_arms_register").query("recipient == @study.country and supplier == @study.partner")
    if rows.empty:
        raise NotCovered("licence", "the extract of the register that SIPRI's terms allow has no deal of this pair.")
    rows = rows.sort_values("order_year", ascending=False)
    engines = rows["description"].str.contains("turbofan")
    ordered = pd.concat([rows[~engines], rows[engines]]).astype({"order_year": str})
    shown = ordered[list(REGISTER)].rename(columns=REGISTER)
    deals = "Deals of {partner} and its predecessor with {country} in SIPRI's register, newest first, engines last"
    data = data_table.columns(shown, study.sentence(deals), 1)
    return HTML(render("register", data=data, source=source_line(["pak_rus_arms_register"])))
