"""Goods trade: US trade by partner (US Census Bureau), all pairs 2000-2020 (CEPII BACI), by section of goods (UNCTAD).

In the tables of all pairs no row means that no flow was recorded. A pair's trade needs both flows, else it is missing; in
a country's trade with all partners a missing flow adds nothing. One function serves `trade` and `trade_long`.
"""

from typing import Literal

import pandas as pd

from analysis.measures.grammar import Code, from_table
from analysis.measures.series import herfindahl, no_data, ratio, rows_of, share_of_first, yearly

__all__ = [
    "all_pairs", "balance", "complementarity", "complementarity_all", "complementarity_lead", "declared", "exports",
    "partner_concentration", "partner_percentile", "partners", "section_shares", "share", "turnover",
    "us_share", "us_turnover",
]  # fmt: skip
Flow = Literal["both", "imports", "exports"]
PairKind = Literal["turnover", "share"]
FLOWS = {
    "both": ("us_imports_musd", "us_exports_musd"),
    "imports": ("us_imports_musd",),
    "exports": ("us_exports_musd",),
}
WORLD = "WLD"
DECLARED_FLOWS = {"both": ("imports", "exports"), "imports": ("imports",), "exports": ("exports",)}
ALL_SECTIONS = "All"


@from_table
def us_turnover(us_trade: pd.DataFrame, partner: Code, *, flow: Flow = "both") -> pd.Series:
    """US goods trade with `partner`, million current US$, by year; `flow` is "both", "imports" or "exports".

    >>> round(trade.us_turnover("PAK")[2019])
    6567
    """
    rows = rows_of(us_trade, "the US trade table has no row for {}.", partner=partner).set_index("year")
    return yearly(rows[list(FLOWS[flow])].sum(axis=1), name="US goods trade", unit="million current US$")


@from_table
def us_share(us_trade: pd.DataFrame, partner: Code, *, flow: Flow = "both") -> pd.Series:
    """Share of `partner` in all US goods trade, per cent, by year.

    >>> print(round(trade.us_share("IND", flow="imports")[2019], 2))
    2.32
    """
    total = us_turnover(us_trade, WORLD, flow=flow)
    return ratio(us_turnover(us_trade, partner, flow=flow), total, name="share of US goods trade")


@from_table
def exports(trade: pd.DataFrame, exporter: Code, *, importer: Code) -> pd.Series:
    """Goods exports of `exporter` to `importer`, million current US$, by year; years without a row are missing.

    >>> round(trade.exports("RUS", importer="PAK")[2019])
    178
    """
    rows = rows_of(trade, "the trade table has no flow from {} to {}.", exporter=exporter, importer=importer)
    return yearly(rows.set_index("year")["value_kusd"] / 1e3, name="goods exports", unit="million current US$")


@from_table
def turnover(trade: pd.DataFrame, a: Code, b: Code) -> pd.Series:
    """Goods trade of `a` and `b` in both directions, million current US$, by year.

    >>> round(trade.turnover("PAK", "RUS")[2019])
    497
    """
    both = exports(trade, a, importer=b) + exports(trade, b, importer=a)
    return yearly(both.dropna(), name="goods trade", unit="million current US$")


@from_table
def partner_concentration(trade: pd.DataFrame, exporter: Code) -> pd.Series:
    """Herfindahl-Hirschman index of `exporter`'s goods exports over importers, by year, from 0 to 1.

    >>> print(round(trade.partner_concentration("PAK")[2019], 3))
    0.047
    """
    rows = rows_of(trade, "the trade table has no exports of {}.", exporter=exporter)
    table = rows.pivot_table(index="year", columns="importer", values="value_kusd", aggfunc="sum", observed=True)
    return yearly(herfindahl(table.fillna(0)), name="concentration of exports", unit="index from 0 to 1")


@from_table
def partners(trade: pd.DataFrame, country: Code) -> pd.DataFrame:
    """Goods trade of `country` by year (rows) and partner (columns), million current US$, recorded flows only.

    >>> round(trade.partners("PAK").loc[2019, "CHN"])
    17207
    """
    sides = [
        trade[trade[own] == country].pivot_table(
            index="year", columns=other, values="value_kusd", aggfunc="sum", observed=True
        )
        for own, other in (("exporter", "importer"), ("importer", "exporter"))
    ]
    if sides[0].empty or sides[1].empty:
        raise no_data("the trade table has no exports or no imports of {}.", country)
    for side in sides:
        side.columns = side.columns.astype(str)
    return sides[0].add(sides[1], fill_value=0) / 1e3


@from_table
def share(trade: pd.DataFrame, country: Code, *, partner: Code) -> pd.Series:
    """Share of `partner` in `country`'s goods trade with all partners, per cent, by year.

    >>> print(round(trade.share("PAK", partner="RUS")[2019], 3))
    0.604
    """
    total = partners(trade, country).sum(axis=1)
    return ratio(turnover(trade, country, b=partner), total, name="share of goods trade")


@from_table
def partner_percentile(trade: pd.DataFrame, country: Code, *, partner: Code) -> pd.Series:
    """Per cent of `country`'s other partners that trade more with it than `partner` does, by year: 0 is the first of all.

    Years in which the table records no trade with `partner` are missing.

    >>> round(trade.partner_percentile("PAK", partner="RUS")[2019])
    17
    """
    table = partners(trade, country)
    if partner not in table:
        raise no_data("the trade table has no trade of {} with {}.", country, partner)
    own = table[partner]
    larger = table.gt(own, axis=0).sum(axis=1)
    others = table.notna().sum(axis=1) - 1
    return yearly((100 * larger / others)[own.notna()], name="partners that trade more", unit="per cent of partners")


@from_table
def balance(trade: pd.DataFrame, country: Code, *, first: Code, second: Code) -> pd.Series:
    """Share of `first` in `country`'s goods trade with `first` and `second` together, per cent, by year.

    >>> print(round(trade.balance("RUS", first="PAK", second="IND")[2019], 2))
    4.79
    """
    one, two = (turnover(trade, country, b=other) for other in (first, second))
    return share_of_first(one, two)


@from_table
def all_pairs(trade: pd.DataFrame, *, kind: PairKind = "turnover") -> pd.DataFrame:
    """Trade of all pairs by year (rows); the columns are a MultiIndex (country, partner). For placebo tests.

    kind: "turnover" (million current US$, each pair once, first code before the second) or "share" (per cent of
    `country`'s trade, each pair in both directions). The values are those of turnover() and share().

    >>> print(round(trade.all_pairs(kind="share").loc[2019, ("PAK", "CHN")], 1))
    20.9
    """
    kinds = {"exporter": str, "importer": str, "year": int, "value_kusd": float}
    rows = trade[list(kinds)].astype(kinds).set_axis(["country", "partner", "year", "value"], axis=1)
    flows = rows.set_index(["country", "partner", "year"])["value"]
    back = flows.rename_axis(index={"country": "partner", "partner": "country"}).swaplevel(0, 1)
    both = (flows + back).dropna()
    if kind == "turnover":
        first, second = (both.index.get_level_values(name) for name in ("country", "partner"))
        both = both[first < second] / 1e3
    else:
        total = flows.groupby(["country", "year"]).sum().add(back.groupby(["country", "year"]).sum(), fill_value=0)
        keys = pd.MultiIndex.from_arrays([both.index.get_level_values(name) for name in ("country", "year")])
        both = 100 * both / total.reindex(keys).to_numpy()
    return both.unstack(["country", "partner"]).sort_index().sort_index(axis=1)


@from_table
def declared(trade_declared: pd.DataFrame, reporter: Code, *, partner: Code, flow: Flow = "both") -> pd.Series:
    """Goods trade with `partner` as `reporter` itself declares it, million current US$, by year.

    flow: "imports" (CIF), "exports" (FOB) or "both"; partner "WLD" is the world.

    >>> round(trade.declared("RUS", partner="PAK")[2019])
    541
    """
    none = "the extract of declarations has no row of {} with {}."
    rows = rows_of(trade_declared, none, code="licence", reporter=reporter, partner=partner)
    table = rows.pivot(index="year", columns="flow", values="value_musd")[list(DECLARED_FLOWS[flow])]
    return yearly(table.dropna().sum(axis=1), name="declared goods trade", unit="million current US$")


@from_table
def section_shares(trade_sections: pd.DataFrame, column: str) -> pd.DataFrame:
    """Shares of the SITC sections in every country's trade; rows (country, year), columns sections; `column` is the flow.

    >>> print(round(trade.section_shares("exports_kusd").loc[("RUS", 2015), "SITC3"], 3))
    0.598
    """
    rows = trade_sections[trade_sections["section"] != ALL_SECTIONS]
    table = rows.pivot(index=["country", "year"], columns="section", values=column).fillna(0)
    total = table.sum(axis=1)
    return table[total > 0].div(total[total > 0], axis=0)


@from_table
def complementarity_all(trade_sections: pd.DataFrame, *, importer: Code) -> pd.DataFrame:
    """Complementarity of every exporter with `importer` by year (rows) and exporter (columns), 0 to 100.

    The trade complementarity index of Michaely (1996): 100 (1 - sum over sections of |m - x| / 2), m the section's share in
    the importer's imports, x its share in the exporter's exports. 100 is a perfect match, 0 is none.

    >>> print(round(trade.complementarity_all(importer="PAK").loc[2015, "RUS"], 1))
    62.6
    """
    exported, imported = (section_shares(trade_sections, name) for name in ("exports_kusd", "imports_kusd"))
    if importer not in imported.index.get_level_values("country"):
        raise no_data("the table of sections has no imports of {}.", importer)
    wanted = imported.xs(importer, level="country").reindex(exported.index.get_level_values("year"))
    gap = (exported - wanted.set_axis(exported.index)).abs().sum(axis=1, skipna=False)
    return (100 * (1 - gap / 2)).unstack("country").drop(columns=importer, errors="ignore")


@from_table
def complementarity(trade_sections: pd.DataFrame, exporter: Code, *, importer: Code) -> pd.Series:
    """Trade complementarity index of `exporter`'s exports and `importer`'s imports over SITC sections, 0 to 100, by year.

    >>> print(round(trade.complementarity("RUS", importer="PAK")[2015], 1))
    62.6
    """
    table = complementarity_all(trade_sections, importer=importer)
    if exporter not in table:
        raise no_data("the table of sections has no exports of {}.", exporter)
    return yearly(table[exporter].dropna(), name="trade complementarity", unit="index from 0 to 100")


@from_table
def complementarity_lead(trade_sections: pd.DataFrame, exporter: Code, *, importer: Code) -> pd.Series:
    """Trade complementarity of `exporter` with `importer` less the median of all exporters, index points, by year.

    >>> print(round(trade.complementarity_lead("RUS", importer="PAK")[2015], 1))
    14.3
    """
    own = complementarity(trade_sections, exporter, importer=importer)
    median = complementarity_all(trade_sections, importer=importer).median(axis=1)
    return yearly((own - median).dropna(), name="lead in trade complementarity", unit="index points")
