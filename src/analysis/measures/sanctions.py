"""Sanctions: cases in force and cases opened, by sender and target. One case is one policy; counts are no intensity."""

from typing import Annotated, Literal

import pandas as pd
from pydantic import AfterValidator

from analysis import countries
from analysis.errors import NotCovered
from analysis.measures.grammar import Code, Span, a_country, from_table, from_tables
from analysis.measures.series import no_data, ratio, rows_of, stated, yearly, years_in

__all__ = ["active", "against_allies", "share_of_senders"]
# A sender, or any of them.
Sender = Annotated[str, AfterValidator(lambda text: text if text == "any" else a_country(text))]
Kind = Literal["any", "arms_military"]
Count = Literal["begun", "active"]
Allies = Literal["all", "outside_americas", "outside_nato_and_americas"]
COLUMNS = {
    ("active", "any"): "active",
    ("begun", "any"): "begun",
    ("active", "arms_military"): "active_arms_military",
    ("begun", "arms_military"): "begun_arms_military",
}
EU = ("AUT", "BEL", "BGR", "HRV", "CYP", "CZE", "DNK", "EST", "FIN", "FRA", "DEU", "GRC", "HUN", "IRL", "ITA", "LVA", "LTU", "LUX",
      "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "ESP", "SWE")  # fmt: skip


@from_table
def active(sanctions: pd.DataFrame, sender: Sender, *, target: Code, kind: Kind = "any") -> pd.Series:
    """Cases of `sender` in force against `target`, number per year; a year without a row is zero.

    `kind` is "any" or "arms_military" (cases that bar arms or military assistance). Of "any" sender, a case of several counts
    once for each.

    >>> round(sanctions.active("USA", target="PAK")[2000])
    3
    """
    if sender == target:
        raise no_data("{} has no cases against itself.", sender)
    rows = _from(sanctions, sender)
    own = rows[rows["target"] == target].groupby("year")[COLUMNS["active", kind]].sum()
    own = own.reindex(years_in(sanctions), fill_value=0)
    return yearly(stated(own.to_frame(target))[target], name="sanction cases in force", unit="cases")


@from_tables
def against_allies(
    sanctions: pd.DataFrame,
    alliances: pd.DataFrame,
    sender: Code,
    *,
    allies: Allies = "all",
    kind: Kind = "any",
    count: Count = "begun",
    span: Span,
) -> pd.Series:
    """Cases against states to which the United States owed a defence obligation that year, by target, largest first.

    `allies` is "all", "outside_americas" or "outside_nato_and_americas"; `count` is "begun" (cases opened) or "active"
    (case-years in force). Allies without a case are in the result with zero. After its last year the alliance record is
    carried forward. Raises NotCovered unless the sender is the United States.

    >>> round(sanctions.against_allies("USA", span=(1949, 2021))["PAK"])
    11
    """
    if sender != "USA":
        raise NotCovered("the alliance table holds the obligations of the United States only.")
    years = range(span[0], span[1] + 1)
    partners = _ally_years(alliances, allies, years)
    rows = _from(sanctions, sender)
    rows = rows[rows["year"].isin(years)].merge(partners, left_on=["target", "year"], right_on=["partner", "year"])
    found = rows.groupby("target")[COLUMNS[count, kind]].sum()
    found = found.reindex(sorted(partners["partner"].unique()), fill_value=0).sort_values(
        ascending=False, kind="stable"
    )
    found.attrs["unit"] = "cases opened" if count == "begun" else "case-years"
    return found


def _ally_years(alliances: pd.DataFrame, allies: Allies, years: range) -> pd.DataFrame:
    rows = alliances[alliances["defence"] == 1]
    if allies != "all":
        rows = rows[rows["americas"] == 0]
    if allies == "outside_nato_and_americas":
        rows = rows[rows["nato"] == 0]
    last = int(alliances["year"].max())
    kept = [rows[rows["year"] == last].assign(year=year) for year in years if year > last]
    return pd.concat([rows[rows["year"].isin(years)], *kept])[["partner", "year"]]


@from_tables
def share_of_senders(trade: pd.DataFrame, sanctions: pd.DataFrame, exporter: Code, *, since: int = 2014) -> pd.Series:
    """Share of `exporter`'s goods exports that goes to states with a case in force against it in `since`, per cent, by year.

    The states are those of one year, so the share cannot move because their number does; the EU stands for its members of
    2014 to 2019 except the United Kingdom, a sender of its own. NotCovered where no sender had a case in force.

    >>> print(round(sanctions.share_of_senders("RUS")[2019], 1))
    43.9
    """
    against = sanctions[(sanctions["target"] == exporter) & (sanctions["year"] == since) & (sanctions["active"] > 0)]
    senders = {one for sender in against["sender"] for one in (EU if sender == "EU" else (sender,))}
    if not senders:
        known = countries.listed(sanctions["sender"].unique())
        raise no_data(f"none of {known} had sanctions on {{}} in force in {since}.", exporter)
    rows = rows_of(trade, "the trade table has no exports of {}.", exporter=exporter)
    every, own = (one.groupby("year")["value_kusd"].sum() for one in (rows, rows[rows["importer"].isin(senders)]))
    return ratio(own.reindex(every.index, fill_value=0.0), every, name="share of goods exports")


def _from(sanctions: pd.DataFrame, sender: str) -> pd.DataFrame:
    if sender == "any":
        return sanctions
    few = f"the project ships yearly counts for the senders {countries.listed(sanctions['sender'].unique())} only, not for {{}}."
    return rows_of(sanctions, few, code="licence", sender=sender)
