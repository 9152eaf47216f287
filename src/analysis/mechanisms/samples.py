"""The rows behind an estimand for one case, and which of them are the case's own."""

import pandas as pd

from analysis.mechanisms import outcomes, rows, treatments, triads
from analysis.mechanisms.declared import Estimand, declared
from analysis.mechanisms.windows import averaged, windows
from analysis.study import Study
from analysis.tables import load


def rows_of(one: Estimand, study: Study) -> pd.DataFrame:
    """The rows of one specification (see rows.py and triads.py) within its years, the case's own among them."""
    size = one.window or declared().rules.window
    first, last = outcomes.years_of_votes()
    spans = windows(study.turning_point, size, first, last)
    if one.driver == "rival":
        table = triads.rows(one, study, spans, size)
    elif one.design == "events":
        table = rows.events(
            treatments.yearly(one, study), yearly_outcome(one, study), clean_years(one), declared().rules.window
        )
    else:
        yearly = treatments.yearly(one, study)
        reach = windows(study.turning_point, size, int(yearly.index.min()), int(yearly.index.max()))
        x = treatments.scaled(one, averaged(yearly, reach))
        table = getattr(rows, one.design)(x, outcomes.agreement(one, getattr(study, one.with_), spans), size)
    table = table[table["period"].between(one.first, one.last)]
    return sampled(one, study, table)


def sampled(one: Estimand, study: Study, table: pd.DataFrame) -> pd.DataFrame:
    """Without the two powers themselves (and, for sanctions, the West), with regions where effects need them."""
    barred = {study.partner, study.patron} if one.driver != "energy" else set(declared().west.states())
    table = table[~table["country"].isin(barred)]
    if one.sample == "recipients":
        table = table[table["country"].isin(set(load("us_aid")["recipient"]))]
    regions = load("geography").set_index("iso3")["region"]
    return table.assign(region_and_period=table["country"].map(regions) + " " + table["period"].astype(str))


def yearly_outcome(one: Estimand, study: Study) -> pd.DataFrame:
    """The outcome of a design of events by year (rows) and country (columns)."""
    if one.driver == "energy":
        return outcomes.outside_share(one, study)
    first, last = outcomes.years_of_votes()
    return outcomes.agreement(one, getattr(study, one.with_), {year: year for year in range(first, last + 1)})


def own_rows(one: Estimand, study: Study, table: pd.DataFrame) -> pd.Series:
    """The case's own rows: its country, the sanctioned partner, or the pair of the rival and the country, whichever is the old friend."""
    if one.driver == "rival":
        pair = {study.country, study.rival}
        return table["country"].isin(pair) & table["friend"].isin(pair)
    return table["country"] == (study.partner if one.driver == "energy" else study.country)


def clean_years(one: Estimand) -> int:
    """Years without a case before one counts, and after it for a country compared."""
    return one.clean_years or declared().rules.clean_years
