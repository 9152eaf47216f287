"""The rows behind an estimand for one case, and which are its own: countries by window, triads of enemies, trade of all pairs."""

import numpy as np
import pandas as pd

from analysis.mechanisms import panels, rows
from analysis.mechanisms.declared import Estimand, declared
from analysis.mechanisms.rows import averaged, looked_up, windows
from analysis.study import Study
from analysis.tables import load


def rows_of(one: Estimand, study: Study) -> pd.DataFrame:
    """The rows of one specification (see rows.py) within its years, the case's own among them."""
    size = one.window or declared().rules.window
    first, last = panels.years_of_votes()
    spans = windows(study.turning_point, size, first, last)
    if one.driver == "rival":
        table = _triads(one, study, spans, size)
    elif one.design == "events":
        table = rows.events(
            panels.yearly(one, study), yearly_outcome(one, study), clean_years(one), declared().rules.window
        )
    else:
        votes = panels.agreement(one, getattr(study, one.with_), spans)
        table = getattr(rows, one.design)(_level(one, study, size), votes, size)
    table = table[table["period"].between(one.first, one.last)]
    return sampled(one, study, table)


def _level(one: Estimand, study: Study, size: int) -> pd.DataFrame:
    """The treatment by window, on the scale of the estimate."""
    yearly = panels.yearly(one, study)
    reach = windows(study.turning_point, size, int(yearly.index.min()), int(yearly.index.max()))
    return panels.scaled(one, averaged(yearly, reach))


def sampled(one: Estimand, study: Study, table: pd.DataFrame) -> pd.DataFrame:
    """Without the two powers themselves (and, for sanctions, the West), with regions where effects need them."""
    barred = {study.partner, study.patron} if one.driver != "energy" else set(declared().west.states())
    table = table[~table["country"].isin(barred)]
    if one.sample == "recipients":
        table = table[table["country"].isin(set(load("us_aid")["recipient"]))]
    if one.sample == "clients":  # with more than a million dollars of military aid in the window of years before
        before = panels.military_aid(study).rolling(declared().rules.window).sum().shift(1)
        table = table[looked_up(before, table["period"], table["country"]) > 1.0]
    regions = load("geography").set_index("iso3")["region"]
    return table.assign(region_and_period=table["country"].map(regions) + " " + table["period"].astype(str))


def yearly_outcome(one: Estimand, study: Study) -> pd.DataFrame:
    """The outcome of a design of events by year (rows) and country (columns)."""
    if one.driver == "energy":
        return panels.outside_share(one, study)
    first, last = panels.years_of_votes()
    return panels.agreement(one, getattr(study, one.with_), {year: year for year in range(first, last + 1)})


def own_rows(one: Estimand, study: Study, table: pd.DataFrame) -> pd.Series:
    """The case's own rows: its country, the sanctioned partner, or the pair of the rival and the country, whichever is the old friend."""
    if one.driver == "rival":
        pair = {study.country, study.rival}
        return table["country"].isin(pair) & table["friend"].isin(pair)
    return table["country"] == (study.partner if one.driver == "energy" else study.country)


def clean_years(one: Estimand) -> int:
    """Years without a case before one counts, and after it for a country compared."""
    return one.clean_years or declared().rules.clean_years


def _triads(one: Estimand, study: Study, spans: dict[int, int], size: int) -> pd.DataFrame:
    """A row per old friend, enemy (`country`) and window w: x the friend's drift into w; y, before as in rows.differences.

    An enemy fought the friend within the memory of estimands.toml before w ends; a friend voted nearer to the partner than
    to the patron in w-1, unless the sample is "all enemies". The two powers are neither.
    """
    near, far = (panels.agreement(one, code, spans) for code in (study.partner, study.patron))
    drift = -near if one.treatment == "drift away from the partner" else far
    fought = _enemies(study)
    recent, memory = [], declared().triad.memory
    for window in near.index:
        late = fought[fought["year"].between(window + size - memory, window + size - 1)]
        recent.append(late[["friend", "country"]].drop_duplicates().assign(period=window))
    pairs = pd.concat(recent, ignore_index=True)

    def at(panel: pd.DataFrame, step: int, who: str) -> np.ndarray:
        return looked_up(panel, pairs["period"] + step * size, pairs[who])

    table = pairs.assign(
        x=at(drift, 0, "friend") - at(drift, -1, "friend"),
        y=at(near, 1, "country") - at(near, -1, "country"),
        before=at(near, -1, "country") - at(near, -2, "country"),
        level=at(near, -1, "country"),
    )
    close = at(near, -1, "friend") > at(far, -1, "friend")
    return (table if one.sample == "all enemies" else table[close]).dropna(subset=["x"]).reset_index(drop=True)


def _enemies(study: Study) -> pd.DataFrame:
    """Every pair of enemies in both orders: friend, country, year; without the two powers."""
    table = load("enemies")
    orders = ({"a": "friend", "b": "country"}, {"b": "friend", "a": "country"})
    both = pd.concat([table.rename(columns=order) for order in orders])
    powers = {study.partner, study.patron}
    return both[~both["friend"].isin(powers) & ~both["country"].isin(powers)][["friend", "country", "year"]]


def trade_rows(one: Estimand, study: Study) -> pd.DataFrame:
    """Columns flow, x, ahead (and x_other), the effects pair, exporter_window, importer_window, cluster and touched.

    For the patron's retreat x is minus the level of the treatment in the window before, for flows between a country and the
    partner only (x_other: the direction that is not asked for); for sanctions the treatment of the exporter in the window
    itself, for flows to states outside the West. ahead: the same a window later. touched: flows for which x may matter.
    """
    size = one.window or declared().rules.window
    years = load("trade")["year"]
    spans = windows(study.turning_point, size, int(years.min()), int(years.max()))
    table = panels.flows(tuple(sorted(spans.items())))
    fill = _sanctioned if one.driver == "energy" else _retreated
    table = fill(one, study, table, _level(one, study, size), size)
    window = table["window"].astype(str)
    return table.assign(
        pair=table["exporter"] + table["importer"],
        exporter_window=table["exporter"] + window,
        importer_window=table["importer"] + window,
    )


def _retreated(one: Estimand, study: Study, table: pd.DataFrame, level: pd.DataFrame, size: int) -> pd.DataFrame:
    powers, sides = {study.partner, study.patron}, table[["exporter", "importer"]]
    left_out = sides.isin([study.country]).any(axis=1) | sides.isin(powers).all(axis=1)
    if one.sample == "recipients":
        known = {*load("us_aid")["recipient"], study.partner}
        left_out |= sides.isin([study.partner]).any(axis=1) & ~sides.isin(known).all(axis=1)
    table = table[~left_out]
    to, of = table["importer"] == study.partner, table["exporter"] == study.partner
    other = table["exporter"].where(~of, table["importer"])
    asked = {"exports": to, "imports": of}.get(one.outcome, to | of)
    found = {
        name: np.where(to | of, -looked_up(level, table["window"] + step * size, other), 0.0)
        for name, step in (("x", -1), ("ahead", 1))
    }
    table = table.assign(cluster=other, touched=to | of, **found)
    if one.outcome in ("exports", "imports"):
        table = table.assign(x_other=table["x"].where(~asked, 0.0))
        table[["x", "ahead"]] = table[["x", "ahead"]].where(asked, 0.0)
    return table


def _sanctioned(one: Estimand, study: Study, table: pd.DataFrame, level: pd.DataFrame, size: int) -> pd.DataFrame:
    west = declared().west.states(narrow="narrow" in one.outcome)
    table = table[~table["exporter"].isin(declared().west.states() | {study.partner})]
    outside = ~table["importer"].isin(west)
    found = {
        name: np.where(outside, np.nan_to_num(looked_up(level, table["window"] + step * size, table["exporter"])), 0.0)
        for name, step in (("x", 0), ("ahead", 1))
    }
    if int(table["window"].max()) + size not in level.index:
        found["ahead"] = np.where(table["window"] < table["window"].max(), found["ahead"], np.nan)
    return table.assign(cluster=table["exporter"], touched=found["x"] != 0, **found)
