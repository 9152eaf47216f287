"""A table of one's own takes the place of any of the project's tables, or is refused in one line."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import tables
from analysis.errors import SourceError
from analysis.measures import trade
from analysis.sources.own import local
from analysis.sources.own.add import add

TRADE = "exporter,importer,year,value_kusd\nPAK,RUS,2021,1500\nRUS,PAK,2021,500.5\n"
ARMS = (
    "delivery_id,supplier,supplier_name,recipient,year,designation,description,weapon_class,number,tiv\n"
    "1,RUS,Russia,KEN,2001,A,tank,armour,2,5\n2,RUS,Russia,KEN,2003,A,tank,armour,3,7\n"
)


def put(folder, name, text):
    (folder / "mine.csv").write_text(text, encoding="utf-8")
    shipped = {name: tables.load(name, local=False)} if name in tables.names(local=False) else {}
    return add("csv", [folder / "mine.csv"], tables.local_dir(), shipped, tables.describe(name, local=False))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(tables.LOCAL_VARIABLE, str(tmp_path / "local"))
    return tmp_path


def test_load_finds_it_and_removing_brings_the_projects_own_back(folder):
    made = put(folder, "trade", TRADE)
    assert trade.turnover(tables.load("trade"), "PAK", b="RUS").to_dict() == {2021: pytest.approx(2.0005)}
    assert tables.describe("trade")["schema"] == tables.describe("trade", local=False)["schema"]
    assert made[0]["vintage"] == "your own file mine.csv" and "2 rows, 2021-2021" in made[0]["description"]
    assert local.remove("trade", tables.local_dir()) == ["trade"]
    assert len(tables.load("trade")) > 500_000


def test_a_year_without_a_row_is_named(folder):
    made = put(folder, "arms_deliveries", ARMS)
    assert "No row is of 2002; a measure that counts takes a year without a row for none." in made[0]["remarks"]


@pytest.mark.parametrize("name", tables.names(local=False))
def test_the_projects_own_rows_come_back_as_they_are(folder, name):
    ours = tables.load(name, local=False).head(60)
    words = [column for column in ours if ours[column].dtype == "str"]
    ours[words] = ours[words].apply(lambda column: column.fillna("").str.strip())
    put(folder, name, ours.to_csv(index=False))
    own = tables.load(name)
    own[words] = own[words].fillna("")
    pd.testing.assert_frame_equal(own, ours.reset_index(drop=True), check_dtype=False, check_categorical=False)


WRONG = {
    "lacking": ("trade", TRADE.replace("value_kusd", "value"), "the header in line 1 lacks 'value_kusd', which the table trade has; it has 'exporter', 'importer', 'year', 'value'"),
    "too many": ("trade", TRADE.replace("kusd\n", "kusd,note\n").replace("1500", "1500,x").replace("500.5", "500.5,y"), "has 'note', which the table trade has not; allowed: exporter, importer, year, value_kusd"),
    "another table": ("un_votes", TRADE, "no line among the first 40 is the header of the table un_votes; line 1 has 'exporter', 'importer', 'year', 'value_kusd' and lacks"),
    "a name for a code": ("trade", TRADE.replace("PAK,RUS", "Pakistan,RUS"), "line 2, column 'exporter': expected codes of countries, such as PAK"),
    "no country": ("trade", TRADE.replace("PAK,RUS", ",RUS"), "line 2, column 'exporter': expected codes of countries, such as .*, found ''"),
    "no number": ("trade", TRADE.replace("1500", "n/a"), "line 2, column 'value_kusd': expected a number, found 'n/a'"),
    "no year": ("trade", TRADE.replace("RUS,2021", "RUS,9999"), "line 2, column 'year': expected a year from 1900 to"),
    "a key twice": ("trade", TRADE + "PAK,RUS,2021,1\n", "line 4 repeats exporter, importer, year"),
    "no row": ("trade", TRADE.splitlines()[0] + "\n", "line 1: there is no row below the header"),
    "not in the list": ("arms_deliveries", ARMS.replace("armour,2", "tanks,2"), "arms_deliveries: column weapon_class breaks enum .*'armour'.* in 1 rows: 'tanks'"),
    "below the least": ("arms_deliveries", ARMS.replace(",2,5", ",2,-5"), "arms_deliveries: column tiv breaks minimum 0 in 1 rows: -5.0"),
    "half a row": ("arms_deliveries", ARMS.replace("\n1,", "\n1.5,"), "line 2, column 'delivery_id': expected a whole number, found '1.5'"),
    "no date": ("visits", tables.load("visits").head(3).assign(start_date="12/05/2001").to_csv(index=False), "line 2, column 'start_date': expected a date such as 2001-05-31, found '12/05/2001'"),
    "no truth": ("trade_declared", tables.load("trade_declared").head(3).assign(estimated="maybe").to_csv(index=False), "column 'estimated': expected true or false, found 'maybe'"),
    "a map": ("outlines", TRADE, "outlines: this is a map; expected the name of a table"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_in_one_line_and_nothing_changes(folder, case):
    put(folder, "trade", TRADE)
    before = {path.name: path.read_bytes() for path in tables.local_dir().iterdir()}
    name, text, message = WRONG[case]
    with pytest.raises(SourceError, match=message) as caught:
        put(folder, name, text)
    assert "\n" not in str(caught.value) and str(caught.value).endswith("Nothing was changed.")
    assert {path.name: path.read_bytes() for path in tables.local_dir().iterdir()} == before


def test_the_name_of_the_table_is_asked_for(folder):
    with pytest.raises(SourceError, match="say `analysis data add csv FILE --table NAME`"):
        add("csv", [folder / "mine.csv"], tables.local_dir(), {})
    with pytest.raises(SourceError, match="say `analysis data add csv FILE --table NAME`"):
        add("sipri", [folder / "mine.csv"], tables.local_dir(), {}, tables.describe("trade"))


@given(name=st.sampled_from(tables.names(local=False)), data=st.data())
def test_no_cell_makes_another_error_than_one_line(name, data, tmp_path_factory):
    ours = tables.load(name, local=False).head(3).astype(object)
    row, column = data.draw(st.integers(0, len(ours) - 1)), data.draw(st.integers(0, len(ours.columns) - 1))
    ours.iloc[row, column] = data.draw(st.one_of(st.text(max_size=12), st.floats(), st.integers(), st.none()))
    order = data.draw(st.permutations(list(ours.columns)))
    folder = tmp_path_factory.mktemp("own")
    (folder / "mine.csv").write_text(ours[order].to_csv(index=False), encoding="utf-8", errors="replace")
    try:
        add(
            "csv",
            [folder / "mine.csv"],
            folder / "local",
            {name: tables.load(name, local=False)},
            tables.describe(name),
        )
    except SourceError as error:
        assert "\n" not in str(error)
