"""SIPRI, Arms Transfers Database, release of March 2026: deliveries to Pakistan and India, and derived figures.

Fair use is less than 10 per cent of the data set: so one extract is shipped (recipients Pakistan and India), and of everything
else only sums, shares and concentrations, which are the authors' calculations.
"""

import tomllib
from importlib.resources import files
from pathlib import Path

import pandas as pd

from analysis.sources.names import NO_COUNTRY, UN_NAMES, to_iso3
from analysis.sources.spec import read

PANEL = "arms/sipri_tiv/sipri_tiv_bilateral_year_1950-2025.csv.gz"
EXPORTERS = {"Russia": "RUS", "Soviet Union": "RUS", "United States": "USA"}
WINDOW = 5
TOP = 5
PLACEBO_SPANS = ((2002, 2021), (1997, 2021), (2002, 2025))
PLACEBO_YEARS = range(2006, 2019)
PLACEBO_EXCLUDED: dict[str, tuple[str, ...]] = {"none": (), "PAK RUS IND USA": ("PAK", "RUS", "IND", "USA")}
PERCENTILES = (0, 1, 2.5, 5, 10, 25, 50, 75, 90, 95, 97.5, 99, 100)
FEWEST_YEARS = 4
CLASSES = tomllib.loads(files(__package__).joinpath("weapon_classes.toml").read_text(encoding="utf-8"))


def weapon_class(descriptions: pd.Series) -> pd.Series:
    """Class of weapons by the words of SIPRI's description; "other" where no rule matches."""
    found = pd.Series("other", index=descriptions.index)
    for name, pattern in reversed(CLASSES.items()):
        found = found.mask(descriptions.str.contains(pattern, regex=True), name)
    return found.mask(descriptions.isin(["aircraft carrier"]), "ships")


def arms_deliveries(table: pd.DataFrame) -> pd.DataFrame:
    """Deliveries to Pakistan and India by year, supplier and designation."""
    return table.assign(
        supplier=to_iso3(table["supplier_name"], "SIPRI"),
        weapon_class=weapon_class(table["description"]),
        tiv=table["tiv"].round(3),
    )


def concentration(sums: pd.DataFrame) -> pd.DataFrame:
    """Total, number of recipients and concentration by supplier and year, of sums by supplier, year and recipient."""
    total = sums.groupby(["supplier", "year"])["tiv"].transform("sum")
    sums = sums.assign(square=(sums["tiv"] / total) ** 2)
    found = sums.groupby(["supplier", "year"]).agg(
        tiv_total=("tiv", "sum"), recipients=("recipient", "size"), hhi=("square", "sum")
    )
    return found.reset_index()


def _sums(raw: Path) -> pd.DataFrame:
    """Volume of Russia and the US by year and recipient."""
    table = read(raw, PANEL, ["supplier", "recipient", "year", "tiv"])
    table = table[table["supplier"].isin(EXPORTERS)]
    codes = {"supplier": table["supplier"].map(EXPORTERS), "recipient": to_iso3(table["recipient"], "SIPRI")}
    return sums(table.assign(recipient_name=table["recipient"], **codes))


def sums(flows: pd.DataFrame) -> pd.DataFrame:
    """Volume by supplier, year and recipient; recipients that are no state keep SIPRI's name, zero volumes are left out."""
    named = flows["recipient"].where(flows["recipient"] != NO_COUNTRY, flows["recipient_name"])
    rows = flows.assign(recipient=named)[(flows["supplier"] != NO_COUNTRY) & (flows["tiv"] > 0)]
    return rows.groupby(["supplier", "year", "recipient"])["tiv"].sum().reset_index()


def arms_exporters(raw: Path) -> pd.DataFrame:
    """Yearly totals of Russian and US arms exports, number of recipients and concentration."""
    return concentration(_sums(raw))


def largest(sums: pd.DataFrame) -> pd.DataFrame:
    """The five largest recipients of every supplier in windows of five years, of sums by supplier, year and recipient."""
    by = ["supplier", "window_first"]
    windows = pd.concat([sums.assign(window_first=sums["year"] - back) for back in range(WINDOW)])
    windows = windows[windows["window_first"].between(sums["year"].min(), sums["year"].max() - WINDOW + 1)]
    found = windows.groupby([*by, "recipient"])["tiv"].sum().reset_index()
    found["window_tiv"] = found.groupby(by)["tiv"].transform("sum")
    found["share"] = found["tiv"] / found["window_tiv"]
    found["window_recipients"] = found.groupby(by)["recipient"].transform("size")
    found["window_hhi"] = (found["share"] ** 2).groupby([found[name] for name in by]).transform("sum")
    found = found.sort_values([*by, "tiv", "recipient"], ascending=[True, True, False, True])
    found["rank"] = found.groupby(by).cumcount() + 1
    return found[found["rank"] <= TOP].assign(window_last=found["window_first"] + WINDOW - 1)


def arms_customers(raw: Path) -> pd.DataFrame:
    """Shares of the five largest recipients of Russian and US arms in every window of five years."""
    return largest(_sums(raw))


def pair_deliveries(raw: Path) -> pd.DataFrame:
    """Deliveries by year (rows) and pair (columns: supplier, recipient), both members of the United Nations or Taiwan."""
    table = read(raw, PANEL, ["supplier", "recipient", "year", "tiv"])
    states = set(read(raw, UN_NAMES, ["iso3"])["iso3"])
    table = table.assign(**{side: to_iso3(table[side], "SIPRI") for side in ("supplier", "recipient")})
    table = table[table["supplier"].isin(states) & table["recipient"].isin(states)]
    wide = table.pivot_table(index="year", columns=["supplier", "recipient"], values="tiv", aggfunc="sum")
    return wide.fillna(0)


def pair_changes(values: pd.DataFrame, year: int) -> pd.Series:
    """Mean from `year` on minus mean before it for every pair with at least four years of data on each side."""
    before, after = values[values.index < year], values[values.index >= year]
    enough = (before.notna().sum() >= FEWEST_YEARS) & (after.notna().sum() >= FEWEST_YEARS)
    return (after.mean() - before.mean())[enough]


def arms_placebo(raw: Path) -> pd.DataFrame:
    """Quantiles of the change over all pairs with a delivery in the span, by measure, span, year and pairs left out."""
    panel, found = pair_deliveries(raw), []
    for first, last in PLACEBO_SPANS:
        span = panel.loc[first:last]
        # The recipient's whole imports count in its shares, those from suppliers that have no pair of their own too.
        total = span.T.groupby(level="recipient").sum().T
        span = span.loc[:, span.sum() > 0]
        imports = total[span.columns.get_level_values("recipient")].set_axis(span.columns, axis=1)
        for measure, values in (("deliveries", span), ("supplier_share", 100 * span / imports.where(imports > 0))):
            for year in PLACEBO_YEARS:
                rows = _quantiles(pair_changes(values, year))
                found.append(rows.assign(measure=measure, span_first=first, span_last=last, year=year))
    return pd.concat(found)


def _quantiles(changes: pd.Series) -> pd.DataFrame:
    found = []
    for label, codes in PLACEBO_EXCLUDED.items():
        kept = changes[~changes.index.to_frame().isin(codes).any(axis=1)]
        values = kept.quantile([p / 100 for p in PERCENTILES]).to_numpy()
        found.append(pd.DataFrame({"excluding": label, "quantile": PERCENTILES, "pairs": len(kept), "value": values}))
    return pd.concat(found)
