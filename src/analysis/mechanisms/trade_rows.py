"""Rows for trade of all pairs: directed flows by window, and the treatment where it should matter."""

import numpy as np
import pandas as pd

from analysis.mechanisms import outcomes, treatments
from analysis.mechanisms.declared import Estimand, declared
from analysis.mechanisms.rows import averaged, looked_up, windows
from analysis.study import Study
from analysis.tables import load


def rows(one: Estimand, study: Study) -> pd.DataFrame:
    """Columns flow, x, ahead (and x_other), the effects pair, exporter_window, importer_window, cluster and touched.

    For the patron's retreat x is minus the level of the treatment in the window before, for flows between a country and the
    partner only (x_other: the direction that is not asked for); for sanctions the treatment of the exporter in the window
    itself, for flows to states outside the West. ahead: the same a window later. touched: flows for which x may matter.
    """
    size = one.window or declared().rules.window
    years = load("trade")["year"]
    spans = windows(study.turning_point, size, int(years.min()), int(years.max()))
    yearly = treatments.yearly(one, study)
    reach = windows(study.turning_point, size, int(yearly.index.min()), int(yearly.index.max()))
    level = treatments.scaled(one, averaged(yearly, reach))
    table = outcomes.flows(tuple(sorted(spans.items())))
    fill = _sanctioned if one.driver == "energy" else _retreated
    table = fill(one, study, table, level, size)
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
