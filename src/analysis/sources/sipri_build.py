"""How SIPRI's files become our tables; what the tables declare stands in sipri.py."""

from pathlib import Path

import pandas as pd

from analysis.sources.names import UN_NAMES, to_iso3
from analysis.sources.spec import read

DELIVERIES = "arms/extracts/sipri_deliveries_by_year_PAK_IND_1950-2025.csv"
REGISTER = "arms/extracts/sipri_register_PAK_from_RUS_SUN.csv"
PANEL = "arms/sipri_tiv/sipri_tiv_bilateral_year_1950-2025.csv.gz"
EXPORTERS = {"Russia": "RUS", "Soviet Union": "RUS", "United States": "USA"}
WINDOW = 5
TOP = 5
PLACEBO_SPANS = ((2002, 2021), (1997, 2021), (2002, 2025))
PLACEBO_YEARS = range(2006, 2019)
PLACEBO_EXCLUDED: dict[str, tuple[str, ...]] = {"none": (), "PAK RUS IND USA": ("PAK", "RUS", "IND", "USA")}
PERCENTILES = (0, 1, 2.5, 5, 10, 25, 50, 75, 90, 95, 97.5, 99, 100)
FEWEST_YEARS = 4
# First rule that matches a description wins; the order decides for mixed words such as "combat aircraft radar".
CLASSES = (
    ("sensors", r"radar|sonar|electro-optical|reconnaissance system|intelligence system|refuel system"),
    ("engines", r"engine|turbofan|turbojet|turboprop|gas turbine"),
    ("missiles", r"missile(?! boat| system)|torpedo(?! boat)|guided|munition|rocket launcher$|coastal defence"),
    ("air defence", r"surface-to-air missile system|anti-aircraft|air-defence"),
    ("helicopters", r"helicopter"),
    ("aircraft", r"aircraft|drone"),
    ("armour", r"tank(?!er)|armoured|infantry fighting"),
    ("artillery", r"\bgun|mortar|rocket launcher|howitzer"),
    ("ships", r"ship|boat|submarine|frigate|corvette|destroyer|cruiser|carrier|mine|tanker|tug"),
)


def weapon_class(descriptions: pd.Series) -> pd.Series:
    """Class of weapons by the words of SIPRI's description; "other" where no rule matches."""
    found = pd.Series("other", index=descriptions.index)
    for name, pattern in reversed(CLASSES):
        found = found.mask(descriptions.str.contains(pattern, regex=True), name)
    return found.mask(descriptions.isin(["aircraft carrier"]), "ships")


def deliveries(raw: Path) -> pd.DataFrame:
    """Deliveries to Pakistan and India by year, supplier and designation."""
    table = read(
        raw, DELIVERIES, ["supplier", "recipient", "year", "designation", "description", "number_delivered", "tiv"]
    )
    rows = pd.DataFrame({
        "supplier": to_iso3(table["supplier"], raw, "SIPRI"),
        "supplier_name": table["supplier"],
        "recipient": table["recipient"].map({"Pakistan": "PAK", "India": "IND"}),
        "year": table["year"],
        "designation": table["designation"],
        "description": table["description"],
        "weapon_class": weapon_class(table["description"]),
        "number": table["number_delivered"],
        "tiv": table["tiv"].round(3),
    })  # fmt: skip
    rows = rows.sort_values(["recipient", "year", "supplier", "designation", "description", "number", "tiv"])
    return rows.assign(delivery_id=range(1, len(rows) + 1))[["delivery_id", *rows.columns]]


def register(raw: Path) -> pd.DataFrame:
    """The deals of the Soviet Union and Russia with Pakistan, as in SIPRI's register."""
    table = read(
        raw, REGISTER, ["supplier", "order_year", "designation", "n_delivered", "delivery_years", "tiv_delivered"]
    )
    table = table.rename(columns={"n_ordered": "number_ordered", "n_delivered": "number_delivered"})
    columns = [
        "order_year",
        "number_ordered",
        "designation",
        "description",
        "number_delivered",
        "delivery_years",
        "status",
        "tiv_unit",
        "tiv_delivered",
    ]
    rows = table[columns].copy()
    rows.insert(0, "recipient", "PAK")
    rows.insert(0, "supplier", to_iso3(table["supplier"], raw, "SIPRI"))
    rows = rows.sort_values(["order_year", "designation"]).reset_index(drop=True)
    return rows.assign(deal_id=range(1, len(rows) + 1))[["deal_id", *rows.columns]]


def _panel(raw: Path) -> pd.DataFrame:
    table = read(raw, PANEL, ["supplier", "recipient", "year", "tiv"])
    table = table[table["supplier"].isin(EXPORTERS)]
    recipient = to_iso3(table["recipient"], raw, "SIPRI")
    own_name = recipient.where(recipient != "ZZZ", table["recipient"])
    return pd.DataFrame({
        "supplier": table["supplier"].map(EXPORTERS), "recipient": own_name, "year": table["year"], "tiv": table["tiv"],
    })  # fmt: skip


def exporters(raw: Path) -> pd.DataFrame:
    """Yearly totals of Russian and US arms exports, number of recipients and concentration."""
    sums = _panel(raw).groupby(["supplier", "year", "recipient"])["tiv"].sum().reset_index()
    total = sums.groupby(["supplier", "year"])["tiv"].transform("sum")
    sums["square"] = (sums["tiv"] / total) ** 2
    found = sums.groupby(["supplier", "year"]).agg(
        tiv_total=("tiv", "sum"), recipients=("recipient", "size"), hhi=("square", "sum")
    )
    return found.round({"tiv_total": 2, "hhi": 6}).reset_index()


def customers(raw: Path) -> pd.DataFrame:
    """Shares of the five largest recipients of Russian and US arms in every window of five years."""
    panel = _panel(raw)
    found = []
    for supplier, rows in panel.groupby("supplier"):
        for first in range(int(rows["year"].min()), int(rows["year"].max()) - WINDOW + 2):
            inside = rows[rows["year"].between(first, first + WINDOW - 1)].groupby("recipient")["tiv"].sum()
            found.append(_top(inside).assign(supplier=supplier, window_first=first, window_last=first + WINDOW - 1))
    table = pd.concat(found)
    order = [
        "supplier",
        "window_first",
        "window_last",
        "rank",
        "recipient",
        "share",
        "window_tiv",
        "window_recipients",
        "window_hhi",
    ]
    return table[order].sort_values(["supplier", "window_first", "rank"])


def _top(sums: pd.Series) -> pd.DataFrame:
    shares = (sums / sums.sum()).sort_values(ascending=False, kind="stable")
    top = shares.head(TOP)
    return pd.DataFrame({
        "rank": range(1, len(top) + 1),
        "recipient": top.index,
        "share": top.round(6).to_numpy(),
        "window_tiv": round(float(sums.sum()), 2),
        "window_recipients": len(sums),
        "window_hhi": round(float((shares**2).sum()), 6),
    })  # fmt: skip


def pair_deliveries(raw: Path) -> pd.DataFrame:
    """Deliveries by year (rows) and pair (columns: supplier, recipient), both members of the United Nations or Taiwan."""
    table = read(raw, PANEL, ["supplier", "recipient", "year", "tiv"])
    states = set(read(raw, UN_NAMES, ["iso3"])["iso3"])
    table = table.assign(**{side: to_iso3(table[side], raw, "SIPRI") for side in ("supplier", "recipient")})
    table = table[table["supplier"].isin(states) & table["recipient"].isin(states)]
    wide = table.pivot_table(index="year", columns=["supplier", "recipient"], values="tiv", aggfunc="sum")
    return wide.fillna(0)


def pair_changes(values: pd.DataFrame, year: int) -> pd.Series:
    """Mean from `year` on minus mean before it for every pair with at least four years of data on each side."""
    before, after = values[values.index < year], values[values.index >= year]
    enough = (before.notna().sum() >= FEWEST_YEARS) & (after.notna().sum() >= FEWEST_YEARS)
    return (after.mean() - before.mean())[enough]


def placebo(raw: Path) -> pd.DataFrame:
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
    order = ["measure", "span_first", "span_last", "year", "excluding", "quantile", "pairs", "value"]
    return pd.concat(found)[order].sort_values(order[:6])


def _quantiles(changes: pd.Series) -> pd.DataFrame:
    found = []
    for label, codes in PLACEBO_EXCLUDED.items():
        kept = changes[~changes.index.to_frame().isin(codes).any(axis=1)]
        values = kept.quantile([p / 100 for p in PERCENTILES]).round(6).to_numpy()
        found.append(pd.DataFrame({"excluding": label, "quantile": PERCENTILES, "pairs": len(kept), "value": values}))
    return pd.concat(found)
