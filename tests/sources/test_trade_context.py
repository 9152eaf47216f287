"""Tables of trade, conflict and context: figures the publishers print, keys, gaps, and what may not be in them."""

import pandas as pd
import pytest

from analysis.sources import conflict
from analysis.sources.build import made_by
from analysis.sources.spec import declared
from analysis.tables import describe, load

TABLES = (
    "trade_long", "trade_sections", "trade_unctad", "trade_declared", "wheat_trade", "trade_published", "sbp_trade", "geography",
    "battle_deaths", "conflicts", "refugees", "dsca_sales", "arms_placebo",
)  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_every_table_names_its_traps_and_holds_codes_of_three_letters(name):
    assert describe(name)["remarks"]
    codes = [field["name"] for field in describe(name)["schema"]["fields"] if "alpha-3" in field.get("unit", "")]
    assert codes or name == "arms_placebo"
    for column in codes:
        assert load(name)[column].astype(str).str.fullmatch("[A-Z]{3}").all(), column


def flow(name, exporter, importer):
    table = load(name)
    rows = table[(table["exporter"] == exporter) & (table["importer"] == importer)]
    return rows.set_index("year")["value_kusd"] / 1e3


def test_unctad_totals_are_those_of_its_site():
    """UNCTADstat, million US$: India to USA as in World Bank WITS; Pakistan-Russia both ways; USA to Pakistan 2015."""
    assert flow("trade_unctad", "IND", "USA").round(1).tolist() == [5505.0, 16542.7, 40312.7]
    assert flow("trade_unctad", "PAK", "RUS").round(1).tolist() == [14.5, 48.4, 160.9]
    assert flow("trade_unctad", "RUS", "PAK").round(1).tolist() == [59.6, 231.5, 96.6]
    assert flow("trade_unctad", "USA", "PAK")[2015] == pytest.approx(1837.8, abs=0.05)


def test_sections_add_up_to_the_world_total():
    """UNCTADstat: 5.07, 10.41 and 16.36 trillion US$, exports and imports alike."""
    table = load("trade_sections")
    sums = table[table["section"] == "All"].groupby("year")[["exports_kusd", "imports_kusd"]].sum() / 1e9
    assert sums["exports_kusd"].tolist() == pytest.approx([5.07, 10.41, 16.36], abs=0.005)
    assert sums["imports_kusd"].tolist() == pytest.approx(sums["exports_kusd"].tolist(), rel=1e-9)
    wide = table.pivot(index=["country", "year"], columns="section", values="exports_kusd")
    parts = wide.drop(columns="All").sum(axis=1) / wide["All"]
    assert parts.dropna().between(0.83, 1.001).all() and (parts > 0.999).mean() > 0.9


def test_long_series_against_census_and_unctad():
    """OEC: India to Russia 1995 1,041.8 (as UNCTAD); Russia to Pakistan 1992 82.2; Pakistan to Russia 1996 12.6 million."""
    assert flow("trade_long", "IND", "RUS")[1995] == pytest.approx(1041.8, abs=0.05)
    assert flow("trade_long", "RUS", "PAK")[1992] == pytest.approx(82.2, abs=0.05)
    assert flow("trade_long", "PAK", "RUS")[1996] == pytest.approx(12.6, abs=0.05)
    us = load("us_trade").query("partner == 'PAK'").set_index("year")["us_imports_musd"]
    assert (flow("trade_long", "PAK", "USA") / us).dropna().median() == pytest.approx(0.97, abs=0.03)


def test_long_series_lacks_1998_and_the_years_that_lose_fuels():
    years = set(load("trade_long")["year"].unique())
    assert years == set(range(1962, 2011)) - {1998}


def test_no_state_is_counted_under_two_codes():
    table = load("trade_long")
    for side in ("exporter", "importer"):
        assert not {"SUN", "FDR", "YAR", "NAA"} & set(table[side].astype(str))
        assert table.loc[table[side] == "DDR", "year"].min() == 1984
    sums = table[table["exporter"] == "DEU"].groupby("year")["value_kusd"].sum() / 1e6
    assert sums[1980] == pytest.approx(183.9, abs=0.1)
    assert not (table["exporter"].astype(str) == table["importer"].astype(str)).any()


def test_both_german_states_make_up_the_files_germany_to_1983(raw):
    table = pd.read_csv(raw / declared("oec")["trade_long"].file).query("1962 <= year <= 1983")
    sums = table.groupby(["exporter", "year"])["value_usd"].sum().unstack("exporter")
    assert ((sums["FDR"] + sums["DDR"]) / sums["DEU"]).tolist() == pytest.approx([1] * 22, abs=1e-6)


def test_every_name_of_unctad_has_its_own_code_in_a_year(raw):
    table = made_by("unctad", "trade_unctad", raw)
    assert not table.duplicated(["exporter", "importer", "year"]).any()
    assert len(set(table["exporter"])) > 200


def test_russias_declarations():
    """Russia to UN Comtrade, million US$: to Pakistan 143 in 2014, 419 in 2018; 2012 both ways as its trade office says."""
    table = load("trade_declared").query("partner == 'PAK'").set_index(["flow", "year"])["value_musd"]
    assert table["exports"][[2010, 2014, 2015, 2018, 2019, 2020]].round().tolist() == [104, 143, 97, 419, 169, 497]
    assert table["imports"][[2010, 2014, 2015, 2018, 2019, 2020]].round().tolist() == [240, 311, 298, 314, 372, 293]
    assert (round(table["exports"][2012]), round(table["imports"][2012])) == (210, 332)


def test_undisclosed_destinations_are_shown():
    """Areas not specified, billion US$ of exports: 50.1 in 2010, 72.6, 62.4, 67.3, 66.9 and 53.1 in 2011-15."""
    rows = load("trade_declared").query("partner == 'ZZZ' and flow == 'exports'").set_index("year")["value_musd"] / 1e3
    assert rows.loc[2010:2015].round(1).tolist() == [50.1, 72.6, 62.4, 67.3, 66.9, 53.1]
    assert rows.loc[2016:].between(0.2, 2).all()


def test_comtrade_extract_stays_small():
    assert set(load("trade_declared")["partner"]) == {"PAK", "IND", "CHN", "USA", "TUR", "SAU", "IRN", "UKR", "DEU", "WLD", "ZZZ"}  # fmt: skip
    wheat = load("wheat_trade")
    assert (
        set(wheat["importer"]) == {"PAK", "IND"} and wheat["year"].max() == 2024 and wheat["share"].between(0, 1).all()
    )


def test_russian_wheat_to_pakistan():
    """UN Comtrade, Pakistan's imports, million US$: 2020 289, 2021 154, 2022 312, 2023 678, 2024 379."""
    rows = load("wheat_trade").query("importer == 'PAK' and product == 'wheat'")
    assert rows["value_musd"].round().tolist() == [289, 154, 312, 678, 379]


def test_capitals_cover_all_countries_in_trade():
    known = set(load("geography")["iso3"])
    table = load("trade")
    assert set(table["exporter"].unique()) | set(table["importer"].unique()) <= known | {"SCG", "ANT"}
    assert (
        load("geography")["latitude"].between(-90, 90).all() and load("geography")["longitude"].between(-180, 180).all()
    )


def test_afghan_refugees_in_pakistan_year_by_year():
    """UNHCR: 3,254,393, 3,272,290 and 3,253,000 in 1988-90 (Dawn: more than three million), 1.50 million in 2014."""
    rows = load("refugees").query("origin == 'AFG' and asylum == 'PAK'").set_index("year")["refugees"]
    assert rows.index.tolist() == list(range(1979, 2026))
    assert rows.loc[1988:1990].tolist() == [3254393, 3272290, 3253000]
    assert (rows[2006], rows[2007], rows[2014]) == (1043984, 2034416, 1504912)


def test_refugees_keep_all_pairs_of_the_source():
    table = load("refugees")
    assert len(table) == 138893 and (table["refugees"] >= 0).all()
    iran = table.query("origin == 'AFG' and asylum == 'IRN' and year == 2025").iloc[0]
    assert (iran["refugees"], iran["oip"]) == (758339, 879500)


def test_battle_deaths_change_their_source_in_1989():
    """PRIO: Afghanistan 30,000 in 1988; UCDP GED: 5,174 in 1989 and 7,404 in 2011; Pakistan 116 in 2000."""
    table = load("battle_deaths")
    assert (table["source"] == table["year"].ge(1989).map({True: "UCDP", False: "PRIO"})).all()
    best = table.set_index(["country", "year"])["best"]
    assert [best["AFG", y] for y in (1988, 1989, 1998, 2011)] == [30000, 5174, 6256, 7404]
    assert best["PAK", 2000] == 116
    assert (~table["best"].between(table["low"], table["high"])).sum() == 12


def test_battle_deaths_and_conflicts_have_no_gap_within_a_state():
    for name, keys in (("battle_deaths", ["country"]), ("conflicts", ["country", "role"])):
        table = load(name)
        for country in ("PAK", "IND", "RUS", "USA", "AFG"):
            for _, rows in table[table["country"] == country].groupby(keys):
                assert rows["year"].diff().dropna().eq(1).all(), (name, country)


def test_deaths_left_out_are_those_that_the_remarks_name(raw):
    whole = pd.read_csv(raw / conflict.DEATHS)["best"].sum()
    assert whole - load("battle_deaths")["best"].sum() == 7500 + 15050 + 300


def test_conflicts_are_counted_not_rows(raw):
    """Pakistan 1965 and 1971 fought India once each; the file holds 303 conflicts in 5,652 rows."""
    table = pd.read_csv(raw / conflict.CONFLICTS)
    assert (len(table), table["conflict_id"].nunique()) == (5652, 303)
    side = table[(table["gwno_a"] == 770) | (table["gwno_b"] == 770)]
    expected = side.groupby("year")["conflict_id"].nunique()
    rows = load("conflicts").query("country == 'PAK' and role == 'party'").set_index("year")["conflicts"]
    assert rows[rows > 0].to_dict() == {int(year): count for year, count in expected.items()}
    assert rows.index.min() == 1947


def test_no_row_stands_under_the_code_of_a_state_not_yet_born():
    """Slovenia (SVN) is independent since 1991; South Vietnam must not be counted as Slovenia."""
    for name in ("battle_deaths", "conflicts", "alliances", "sanctions"):
        table = load(name)
        column = next(c for c in ("country", "partner", "target") if c in table)
        assert not ((table[column] == "SVN") & (table["year"] < 1991)).any(), name


def test_us_sales_add_up_to_the_printed_totals():
    """DSCA: Total FY2024 108.67 billion US$; 1950-2024 India 13.7 and Pakistan 11.1 billion."""
    table = load("dsca_sales").query("line == 'total'")
    assert table.query("fy_start == 2024")["value_usd"].sum() / 1e9 == pytest.approx(108.67, abs=0.005)
    sums = table.groupby("recipient")["value_usd"].sum() / 1e9
    assert (sums["IND"], sums["PAK"]) == pytest.approx((13.7, 11.1), abs=0.05)


def test_what_a_remark_says_of_russias_totals_is_so(raw):
    """BACI against Russia's own declarations to the world, by flow."""
    file = raw / "trade/comtrade_russia_reporter_total_all_partners_2000_2020.csv.gz"
    told = pd.read_csv(file).query("`Partner Code` == 0")
    world = told.pivot_table(index="Year", columns="Trade Flow", values="Trade Value (US$)") / 1000
    flows = load("trade")
    sold, bought = (
        flows[flows[side] == "RUS"].groupby("year")["value_kusd"].sum() for side in ("exporter", "importer")
    )
    exports, imports = sold / world["Export"], bought / world["Import"]
    assert (exports.idxmin(), round(exports.min(), 2), round(exports.max(), 2)) == (2013, 0.89, 1.03)
    assert [round(rate(imports.loc[:2006]), 2) for rate in (min, max)] == [1.21, 1.34]
    assert [round(rate(imports.loc[2007:]), 2) for rate in (min, max)] == [0.86, 1.15]
    remarks = " ".join(describe("trade")["remarks"])
    assert (
        "11 per cent lower to 3 higher (lowest 2013)" in remarks and "21 to 34 per cent higher before 2007" in remarks
    )
    assert "14 per cent lower to 15 higher since" in remarks


def test_few_countries_are_in_us_trade_before_1992():
    partners = load("us_trade").groupby("year")["partner"].nunique()
    assert partners.loc[1985:1991].max() < 80 and partners[1992] > 200


def test_a_small_amount_is_not_rounded_twice():
    """India took 0.144642 million tonnes of Russian crude in 2015, which is 0.14."""
    table = load("energy_exports")
    one = table[(table["destination"] == "IND") & (table["fuel"] == "crude") & (table["year"] == 2015)]
    assert one["value"].item() == pytest.approx(0.144642)
