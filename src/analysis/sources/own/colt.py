"""Diplometrics' COLT (Country and Organizational Leader Travel), one row per visit, as the table leader_visits.

doi:10.7910/DVN/87YG4K, a workbook "Diplometrics_COLT_Travel_Dataset_Primary-HOGS-1990-2024_20250317.xlsx" whose sheet is
saved as CSV. The names of its columns, and that a row is a visit to one country, were seen in public programs and notebooks
that read that workbook; so were the marks of roles (GS head of state and government, G of government, S of state, De Facto;
F, E, I and CP are ministers, heads of organisations and crown princes). The workbook itself and its codebook were not seen:
so a country is taken from its code and, where that is none that we know, from its name, and all that is left out is counted.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from analysis import countries
from analysis.sources.names import NO_COUNTRY
from analysis.sources.own import reading
from analysis.sources.own.local import Made, local_table
from analysis.sources.own.reading import Sheet
from analysis.sources.own.sipri_export import code
from analysis.sources.own.unpack import count, refuse
from analysis.sources.spec import declared, some

VISITOR, HOST = ("LeaderCountryISO", "LeaderCountryOrIGO"), ("CountryVisitedISO", "CountryVisited")
TRIPS = {"COLT's list of visits": (*VISITOR, *HOST, "LeaderRole", "TripYear")}
LEADERS = {"GS", "G", "S", "De Facto"}


def tables(files: Sequence[Path], shipped: Mapping[str, pd.DataFrame]) -> list[list[Made]]:
    """The local table leader_visits from COLT's list of visits, in one batch; `shipped` lends nothing.

    Raises SourceError for a file that is not COLT's, or that has no visit in a year between its first and its last.
    """
    sheet = reading.only("colt", files, TRIPS)
    rows = _rows(sheet)
    if missing := reading.gaps(rows["year"].tolist()):
        what = f"no row is of {some(missing)}, and a year left out would count as zero; give the whole list."
        raise refuse(sheet.name, what)
    kept = rows[rows["left"] == ""]
    if kept.empty:
        raise refuse(sheet.name, f"line {sheet.line}: no row below is a visit of a head of state or government abroad.")
    left = [
        f"{count(len(group), 'row')} left out: {what!s} ({some(sorted(set(group['cause'])))})."
        for what, group in rows[rows["left"] != ""].groupby("left")
    ]
    sums = kept.groupby(["country", "partner", "year"]).size().rename("visits").reset_index()
    nations, span = len({*sums["country"], *sums["partner"]}), f"{sums['year'].min()}-{sums['year'].max()}"
    spec = declared("own")["leader_visits"]
    scope = f"{sheet.name} ({count(int(sums['visits'].sum()), 'visit')}, {nations} countries, {span})"
    remarks = (*left, "No row means that no visit was recorded. Summits in a country count as visits to it.")
    edition = f"visits to {sums['year'].max()}"
    return [[local_table(spec.but(title=f"{spec.title}, {span}"), sums, [sheet.name], scope, remarks, edition)]]


def _rows(sheet: Sheet) -> pd.DataFrame:
    """Columns country, partner, year, and left and cause: why a row does not count, and by what word of it."""
    columns = {
        "country": _codes(sheet, VISITOR),
        "partner": _codes(sheet, HOST),
        "year": reading.years(sheet, "TripYear"),
        "role": sheet.column("LeaderRole"),
    }
    rows = pd.DataFrame(columns).assign(left="", cause="")
    for what, chosen, causes in (
        ("leaders in their own country", rows["country"] == rows["partner"], sheet.column(VISITOR[1])),
        ("no country that we know", rows["country"] == "", sheet.column(VISITOR[1])),
        ("no country that we know", rows["partner"] == "", sheet.column(HOST[1])),
        ("other roles", ~rows["role"].isin(LEADERS), rows["role"]),
    ):
        rows.loc[chosen, "left"], rows.loc[chosen, "cause"] = what, causes[chosen]
    return rows


def _codes(sheet: Sheet, columns: tuple[str, str]) -> pd.Series:
    """The country of every row by its code, else by its name; empty for what is no country."""
    known = set(countries.codes()) - {NO_COUNTRY}
    by_code, by_name = (sheet.column(one).map(code) for one in columns)
    return by_code.where(by_code.isin(known), by_name.where(by_name.isin(known), ""))
