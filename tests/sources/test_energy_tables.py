"""Energy tables against the publishers' files: nothing lost, nothing counted twice, nothing beyond the terms."""

import json
import shutil

import pandas as pd
import pytest

from analysis import tables
from analysis.errors import SourceError, TableError
from analysis.sources import energy, maps
from analysis.sources.names import to_iso3
from analysis.sources.spec import declared
from analysis.tables import load, load_geojson


def read(raw, name):
    return pd.read_csv(raw / name, keep_default_na=False, na_values=[""])


def test_destinations_of_every_fuel_and_year_add_up_to_the_printed_total(raw):
    printed = read(raw, energy.EXPORTS).query("to == 'Total exports'")
    printed = printed.replace({"commodity": {"LNG": "lng", "crude+products": "crude and products"}})
    found = load("energy_exports").groupby(["fuel", "year"])["value"].sum()
    totals = printed.set_index(["commodity", "year"])["value"]
    assert len(totals) == 50
    assert (found.reindex(totals.index) - totals).abs().max() < 0.01
    coal = read(raw, energy.COAL).query("commodity == 'coal' and `from` == 'Russian Federation' and to == 'Total'")
    for year, total in coal.set_index("year")["value"].loc[[2020, 2022]].items():
        assert found["coal", year] == pytest.approx(total, abs=0.01)


def test_gas_by_destination_adds_up_to_all_exports(raw):
    printed = read(raw, declared("energy_institute")["gas_trade"].file).query(
        "region == 'Russian Federation' and flow == 'Total exports'"
    )
    found = load("gas_trade").groupby("year")["value_bcm"].sum()
    pd.testing.assert_series_equal(
        found, printed.sort_values("year").set_index("year")["value"], atol=0.01, check_names=False
    )


def test_a_destination_that_is_renamed_stops_the_build(raw, tmp_path):
    for name in (energy.EXPORTS, energy.COAL):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(raw / name, tmp_path / name)
    path = tmp_path / energy.EXPORTS
    path.chmod(0o644)
    path.write_text(path.read_text(encoding="utf-8").replace(",China,", ",Cathay,"), encoding="utf-8")
    with pytest.raises(SourceError, match="do not add up to the printed total"):
        energy.energy_exports(tmp_path)


def test_the_energy_institute_is_quoted_in_a_small_extract_only():
    assert set(load("gas_trade")["exporter"]) == {"RUS"}
    assert set(load("energy_exports")["exporter"]) == {"RUS", "ZZZ"}
    assert set(load("energy_exports")["destination_group"]) == {"Europe", "Asia", "CIS", "Other"}
    assert set(load("energy_review")["country"]) == set(energy.COUNTRIES)


def test_oil_of_2014_is_marked_as_the_former_soviet_union():
    marked = load("energy_exports").query("exporter == 'ZZZ'")
    assert set(zip(marked["fuel"], marked["year"], strict=True)) == {("crude and products", 2014)}
    assert load("energy_exports").query("exporter == 'RUS' and fuel in ['crude', 'products']")["year"].min() == 2015


def test_comtrade_is_shipped_for_a_few_countries_only(raw):
    assert set(load("fuel_imports")["importer"]) == {"PAK", "IND"}
    pairs = load("fuel_trade")
    assert set(pairs["exporter"]) | set(pairs["importer"]) == set(energy.FOCAL)
    shipped = len(load("fuel_imports").query("source == 'UN Comtrade'")) + len(pairs.query("source == 'UN Comtrade'"))
    assert shipped < 0.015 * len(read(raw, energy.COMTRADE))


def test_a_year_without_a_report_has_no_row_and_no_zero():
    pairs = load("fuel_trade").query("exporter == 'RUS' and reporter == 'importer'")
    reported = pairs.groupby("importer")["year"].agg(set)
    assert min(reported["PAK"]) == 2003
    assert {2007, 2008, 2009, 2012, 2015}.isdisjoint(reported["IRN"])
    assert 2009 in reported["PAK"]  # reported, without Russia: a zero
    assert pairs.query("importer == 'PAK' and year == 2009")["value_kusd"].tolist() == [0]


def test_origins_add_up_to_the_world_as_comtrade_prints_it(raw):
    world = read(raw, energy.COMTRADE).query("flow == 'Import' and partner_iso == 'WLD' and year >= 2003")
    found = load("fuel_imports").query("source == 'UN Comtrade'").groupby(["importer", "year"])["value_kusd"].sum()
    printed = world.set_index(["reporter_iso", "year"])["value_usd"] / 1e3
    gap = (found / printed.reindex(found.index) - 1).abs()
    assert len(gap) == 30
    assert gap.max() < 0.003


def test_imports_of_the_union_keep_the_publishers_sum(raw):
    for fuel in ("oil", "gas", "solid"):
        printed, table = read(raw, energy.EUROSTAT.format(fuel=fuel)), load("eu_energy_imports")
        found = table[table["fuel"] == fuel]
        assert found["value"].sum() == pytest.approx(printed["value"].sum(), rel=1e-6)
        assert found.query("partner == 'RUS'")["value"].sum() == pytest.approx(
            printed.query("partner == 'Russia'")["value"].sum(), abs=0.1
        )


def test_crude_and_coal_of_india_add_up_to_the_printed_totals(raw):
    printed = read(raw, declared("india_commerce")["crude_imports"].file).query("country == 'Total'")
    found = load("crude_imports").groupby(["fuel", "fiscal_year"])["value_musd"].sum()
    assert len(printed) == len(found) == 12
    for hs4, sheet, total in zip(printed["hs4"], printed["sheet"], printed["musd"].astype(float), strict=True):
        assert found[energy.HS_FUELS[hs4], sheet] == pytest.approx(total, rel=0.001)


def test_every_label_of_india_is_the_country_it_abbreviates(raw):
    spec = declared("india_commerce")["crude_imports"]
    labels = read(raw, spec.file)["country"].drop_duplicates()
    labels = labels[~labels.str.contains(spec.without["origin"])]
    codes = dict(zip(labels, to_iso3(labels, "test"), strict=True))
    expected = {
        "CONGO D. REP.": "COD",
        "CONGO P REP": "COG",
        "KOREA RP": "KOR",
        "VIRGIN IS US": "VIR",
        "UNSPECIFIED": "ZZZ",
    }
    assert {label: codes[label] for label in expected} == expected


def test_pipelines_of_pakistan_are_all_there_in_both_releases():
    """Publisher's files: 70 pipelines, 63 operating, in both; 12 terminals, 2 operating, then 13 with Tabeer in two phases."""
    rows = load("pipelines")
    touching = rows[rows["countries"].str.contains("PAK")]
    counts = touching.groupby(["kind", "release"])["project_id"].nunique().to_dict()
    assert counts == {("pipeline", "2023-12"): 70, ("pipeline", "2024-10"): 70,
                      ("lng terminal", "2024-01"): 12, ("lng terminal", "2024-10"): 13}  # fmt: skip
    operating = touching.query("status == 'operating'").groupby(["kind", "release"]).size()
    assert operating.to_dict() == {("pipeline", "2023-12"): 63, ("pipeline", "2024-10"): 63,
                                   ("lng terminal", "2024-01"): 2, ("lng terminal", "2024-10"): 2}  # fmt: skip


def test_routes_are_the_publishers_own_lines(raw):
    printed = json.loads((raw / maps.ROUTES).read_text(encoding="utf-8"))["features"]
    shipped = load_geojson("pipeline_routes")
    assert shipped["type"] == "FeatureCollection"
    assert [one["geometry"] for one in shipped["features"]] == [one["geometry"] for one in printed]
    ids = [one["properties"]["project_id"] for one in shipped["features"]]
    assert ids == ["P0451", "P0452", "P0766", "P3101", "P3173", "P3174", "P3177", "P3178"]
    assert set(ids) <= set(load("pipelines")["project_id"])


def test_a_map_and_a_table_are_not_confused():
    assert "pipeline_routes" not in tables.names()
    assert tables.describe("pipeline_routes")["profile"] == "data-resource"
    with pytest.raises(TableError, match="is a map, not a table; read it with load_geojson"):
        load("pipeline_routes")
    with pytest.raises(TableError, match="is a table, not a map; read it with load"):
        load_geojson("pipelines")


def test_a_changed_map_is_refused(tmp_path, monkeypatch):
    shutil.copytree(tables.data_dir(), tmp_path / "data")
    monkeypatch.setattr(tables, "data_dir", lambda: tmp_path / "data")
    path = tmp_path / "data" / "pipeline_routes.geojson"
    path.write_text(path.read_text(encoding="utf-8").replace("P3101", "P3102"), encoding="utf-8")
    with pytest.raises(TableError, match=r"pipeline_routes\.geojson is not the file"):
        load_geojson("pipeline_routes")


@pytest.mark.parametrize("content", [None, "{}", "no json"])
def test_a_missing_or_strange_map_is_a_source_error(tmp_path, content):
    if content is not None:
        (tmp_path / "energy").mkdir()
        (tmp_path / maps.ROUTES).write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match="pipeline_routes_2026-04"):
        maps.pipeline_routes(tmp_path)


def test_balances_hold_countries_and_no_groups(raw):
    codes = set(load("energy_balances")["country"])
    assert codes <= set(read(raw, "trade/geography.csv")["iso3"])
    assert {"PAK", "IND", "RUS", "NAM"} <= codes
    assert not codes & {"WLD", "EUU", "SAS", "ARB"}


def test_every_indicator_is_of_one_release():
    releases = load("energy_balances").groupby("indicator", observed=True)["release"].nunique()
    assert (releases == 1).all()
    assert len(releases) == 4


def test_energy_use_keeps_the_order_of_countries_of_an_older_release(raw):
    """December 2022 against February 2026, 2014: revised, but ranked alike."""
    older = (
        read(raw, "energy/wdi_energy_2022-12_2000_2020.csv")
        .query("year == 2014")
        .dropna(subset="iso3c")
        .set_index("iso3c")["energy_use"]
    )
    newer = (
        load("energy_balances")
        .query("indicator == 'energy_use_per_head' and year == 2014")
        .set_index("country")["value"]
    )
    both = pd.concat([older, newer], axis=1, keys=["older", "newer"], join="inner").dropna()
    assert len(both) > 120
    assert both.corr(method="spearman").loc["older", "newer"] > 0.97


def test_prices_agree_with_the_yearly_file_and_the_other_publisher(raw):
    """EIA's own yearly means, within 1 US$ a barrel; World Bank's Brent, mean absolute difference 0.29 by month."""
    brent = load("energy_prices").query("series == 'brent' and complete").set_index("year")["value"]
    yearly = read(raw, "energy/eia_brent_annual.csv")
    yearly = yearly.set_index(yearly["Date"].str[:4].astype(int))["Price"].reindex(brent.index)
    assert (brent - yearly).abs().max() < 1
    sheet = read(raw, declared("worldbank")["energy_prices"].parts[0].file)
    other = sheet.groupby(sheet["month"].str[:4].astype(int))["Crude oil, Brent ($/bbl)"].mean()
    assert (brent - other.reindex(brent.index)).loc[1990:].abs().mean() < 0.3


def test_incomplete_years_of_prices_are_marked():
    table = load("energy_prices")
    marked = table[~table["complete"]]
    assert set(marked["year"]) == {1987, 2026}
    assert (table["complete"] == (table["months"] == 12)).all()


def test_fuel_from_russia_is_of_whole_years_and_agrees_with_india_as_the_energy_institute_has_it():
    bought = load("fuel_from_russia")
    assert set(bought["year"]) == set(range(2016, 2022)) and not bought["importer"].isin(["ZZZ", "RUS"]).any()
    crude = load("energy_exports").query("fuel == 'crude' and destination == 'IND'").set_index("year")["value"]
    ours = bought.query("fuel == 'crude' and importer == 'IND'").set_index("year")["tonnes"] / 1e6
    assert ours[2021] == pytest.approx(crude[2021], rel=0.05)
    assert bought.query("fuel == 'coal' and importer == 'PAK' and year == 2019")["months"].item() == 1, "and is told"


def test_asia_pacific_without_those_named_is_the_publishers_own_row(raw):
    published = read(raw, energy.EXPORTS).query("`to` == 'Other Asia Pacific' and commodity == 'crude'")
    ours = load("energy_exports").query("fuel == 'crude' and destination == 'Other Asia Pacific'")
    assert ours.set_index("year")["value"].round(3).to_dict() == published.set_index("year")["value"].round(3).to_dict()
