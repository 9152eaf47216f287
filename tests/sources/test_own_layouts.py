"""Every layout that publishers and users have is read right, or refused in one line. All files are made up."""

import base64
import gzip
import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from own_samples import BY_RECIPIENT, COLT, PANEL, TIV_TABLE, VALUES, deal, energy, level, panel, register, saved

from analysis import tables
from analysis.errors import SourceError
from analysis.measures import arms, exporters
from analysis.sources.own import sipri_files
from analysis.sources.own.add import KINDS, add

SHIPPED = {name: tables.load(name, local=False) for name in ("arms_deliveries", "arms_exporters", "arms_customers")}
FRANCE, WORLD = "Total exports by France", "Total world import"


@pytest.fixture
def put(tmp_path, monkeypatch):
    """Save texts or bytes as files and add them to an empty folder of local tables."""
    monkeypatch.setenv(tables.LOCAL_VARIABLE, str(tmp_path / "local"))

    def put(*contents, kind="sipri", suffix="csv"):
        files = []
        for at, content in enumerate(contents):
            files.append(tmp_path / f"file{at}.{suffix}")
            files[-1].write_bytes(content if isinstance(content, bytes) else content.encode())
        return add(kind, files, tables.local_dir(), SHIPPED)

    return put


def flows():
    return tables.load("arms_deliveries")[["supplier", "recipient", "year", "tiv"]].to_numpy().tolist()


def said(made):
    return " ".join(made[0]["remarks"])


def zipped(**texts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in texts.items():
            archive.writestr(f"{name}.csv", text)
    return buffer.getvalue()


TWO_YEARS = [["FRA", "KEN", 2001, 5.0], ["FRA", "KEN", 2002, 7.0]]
SAME = {
    "index column": panel("0,France,Kenya,2001,5", "1,France,Kenya,2002,7", header=",supplier,recipient,year,tiv"),
    "ISO codes": panel("FRA,KEN,2001,5", "FRA,KEN,2002,7"),
    "Mac line ends": panel("France,Kenya,2001,5", "France,Kenya,2002,7").replace("\n", "\r"),
    "Windows line ends": panel("France,Kenya,2001,5", "France,Kenya,2002,7").replace("\n", "\r\n"),
    "UTF-16": panel("France,Kenya,2001,5", "France,Kenya,2002,7").encode("utf-16"),
    "other order": panel("2001,5,Kenya,France", "2002,7,Kenya,France", header="Year,TIV,Recipient,Supplier"),
    "SIPRI's JSON": json.dumps({"bytes": base64.b64encode(panel("FRA,KEN,2001,5", "FRA,KEN,2002,7").encode()).decode()}),
    "zip": zipped(panel=panel("France,Kenya,2001,5", "France,Kenya,2002,7")),
    "gzip": gzip.compress(panel("France,Kenya,2001,5", "France,Kenya,2002,7").encode()),
}  # fmt: skip


@pytest.mark.parametrize("case", SAME)
def test_one_panel_in_many_layouts(put, case):
    made = put(SAME[case])
    assert flows() == TWO_YEARS
    assert "a yearly panel: 2 rows, 1 supplier, 1 recipient, 2001-2002" in made[0]["description"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("supplier;recipient;year;tiv\nFrance;Kenya;2001;5,5\nFrance;Kenya;2002;7\n", [5.5, 7]),
        ("supplier;recipient;year;tiv\nFrance;Kenya;2001;1.250,5\nFrance;Kenya;2002;1.000\n", [1250.5, 1000]),
        ("supplier;recipient;year;tiv\nFrance;Kenya;2001;1,250\nFrance;Kenya;2002;0.5\n", [1250, 0.5]),
        (panel('France,Kenya,2001,"1,250"', "France,Kenya,2002,7"), [1250, 7]),
        (panel("France,Kenya,2001,1 250", "France,Kenya,2002,1\u202f000.5"), [1250, 1000.5]),
    ],
)
def test_a_decimal_comma_and_thousands_marks_are_told_apart(put, text, values):
    put(text)
    assert [row[3] for row in flows()] == values


def test_a_total_is_no_country(put):
    made = put(panel("France,Kenya,2001,5", "France,Kenya,2002,7", "Total,Kenya,2001,5", "Total,Kenya,2002,7"))
    assert flows() == TWO_YEARS
    assert "file0.csv: 2 rows of totals left out (line 4, 5)." in said(made)


def test_both_yemens_keep_a_code_each(put):
    put(panel("Soviet Union,North Yemen,1989,5", "Soviet Union,Yemen,1990,7", "Soviet Union,South Yemen,1989,70"))
    assert flows() == [["RUS", "YEM", 1989, 5.0], ["RUS", "YEM", 1990, 7.0], ["RUS", "YMD", 1989, 70.0]]


def test_a_state_and_its_predecessor_in_one_year_are_added_up_and_named(put):
    made = put(panel("Soviet Union,Kenya,1991,5", "Russia,Kenya,1991,7"))
    assert arms.deliveries(tables.load("arms_deliveries"), "KEN", supplier="RUS")[1991] == 12
    assert "Two names of one state in a year are added up: RUS to KEN in 1991." in said(made)


def test_a_name_of_no_state_is_booked_as_none_and_named(put):
    made = put(register([deal("Turkiye", "Germany", 1999, 2001, 200), deal("Libya GNC", "Italy", 2011, 2012, 10)]))
    assert tables.load("pak_rus_arms_register")["recipient"].tolist() == ["TUR", "ZZZ"]
    assert "Names of no state that we know, booked as ZZZ: Libya GNC (1 row)." in said(made)


@pytest.mark.parametrize("broken", ["made-up\n", "made-up\n\n", "made\nup\n", "made-up\r"])
def test_a_line_break_in_a_comment_is_mended_and_counted(put, broken):
    rows = [deal("Turkiye", "Germany", 1999, 2001, 200), deal("Kenya", "France", 2003, "2005; 2006", 3)]
    rows[1] = rows[1].replace("a comment", broken)
    made = put(register([*rows, deal("Chad", "Germany", 1999, 2001, 9)]))
    deals = tables.load("pak_rus_arms_register")
    assert deals.set_index("recipient")["tiv_delivered"].to_dict() == {"TCD": 9, "KEN": 3, "TUR": 200}
    assert "1 deal with a line break in the comments put together (line 8)." in said(made)


def test_deliveries_one_by_one_are_added_up_by_year(put):
    made = put(
        level([("Germany", "Turkiye", 2001, 50), ("Germany", "Turkiye", 2001, 25), ("Germany", "Turkiye", 2002, 150),
               ("France", "Kenya", 2004, 3), ("France", "Chad", "", "")])
    )  # fmt: skip
    table = tables.load("arms_deliveries")
    assert arms.deliveries(table, "TUR", supplier="DEU").to_dict() == {2001: 75, 2002: 150, 2003: 0, 2004: 0}
    assert set(table["weapon_class"]) == {"ships"} and set(table["number"]) == {1.0}
    assert exporters.customer_concentration(tables.load("arms_exporters"), "FRA").to_dict() == {2004: 1}
    assert "1 order without a delivery left out." in said(made)
    assert "No delivery is in the file for 2003, and its notes say that it covers them" in said(made)


def test_one_suppliers_exports_stand_beside_the_shipped_ones(put):
    made = put(BY_RECIPIENT.format(total=FRANCE))
    assert [one["name"] for one in made] == ["arms_exporters", "arms_customers"]
    table = tables.load("arms_exporters")
    own = table[table["supplier"] == "FRA"].set_index("year")
    assert own["tiv_total"].to_dict() == {2019: 13, 2020: 7, 2021: 10, 2023: 10}
    assert own["recipients"].to_dict() == {2019: 2, 2020: 1, 2021: 1, 2023: 1}
    assert exporters.customers(tables.load("arms_customers"), "FRA", window_last=2023)[
        "share"
    ].tolist() == pytest.approx([55, 45])
    assert set(table["supplier"]) == {"FRA", "RUS", "USA"}
    assert "The rows of RUS, USA are the project's own." in said(made)
    assert not tables.is_local("arms_deliveries")


def test_the_old_table_of_one_supplier_is_read_too(put):
    put(TIV_TABLE.replace("exports to Turkey", "exports from Russia"))
    own = tables.load("arms_exporters").query("supplier == 'RUS'").set_index("year")
    assert own["tiv_total"].to_dict() == {2010: 100, 2011: 20, 2012: 5}


def test_files_of_several_suppliers_are_one_table(put):
    put(BY_RECIPIENT.format(total=FRANCE), BY_RECIPIENT.format(total="Total exports by Italy"))
    assert {"FRA", "ITA"} <= set(tables.load("arms_exporters")["supplier"])
    with pytest.raises(SourceError, match="two files are of the same suppliers"):
        put(BY_RECIPIENT.format(total=FRANCE), BY_RECIPIENT.format(total=FRANCE))


def test_totals_of_the_recipients_are_a_table_of_their_own(put):
    made = put(BY_RECIPIENT.format(total=WORLD))
    table = tables.load("arms_imports")
    assert table[table["recipient"] == "TCD"].set_index("year")["tiv"].to_dict() == {2019: 8, 2020: 0, 2021: 10}
    assert "does not tell suppliers apart" in said(made) and not tables.is_local("arms_deliveries")


def test_a_zip_of_many_files_and_files_of_two_kinds_in_one_call(put):
    put(zipped(a=VALUES, b=VALUES.replace("Turkiye", "Greece")), suffix="zip")
    assert set(tables.load("arms_deliveries")["recipient"]) == {"TUR", "GRC"}
    made = put(VALUES, BY_RECIPIENT.format(total=FRANCE), register([deal("Iran", "China", 1990, "1991", 5)]))
    assert [one["name"] for one in made] == [
        "pak_rus_arms_register", "arms_deliveries", "arms_exporters", "arms_customers",
    ]  # fmt: skip
    with pytest.raises(SourceError, match="one file covers all suppliers and recipients"):
        put(level([("France", "Kenya", 2001, 5)]), VALUES)


def test_a_later_table_takes_the_place_of_the_earlier_one_of_its_name(put):
    put(level([("France", "Kenya", 2001, 5)]))
    put(BY_RECIPIENT.format(total=FRANCE))
    names = [one["name"] for one in json.loads((tables.local_dir() / "datapackage.json").read_text())["resources"]]
    assert sorted(names) == ["arms_customers", "arms_deliveries", "arms_exporters"]


def test_zeros_with_a_blank_and_unknown_suppliers_are_read(put):
    put(VALUES.replace("Germany", "unknown supplier(s)"))
    assert [row[0] for row in flows()] == ["USA", "USA", "ZZZ", "ZZZ"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (zipped(), "no CSV file is in it; is it a spreadsheet"),
        (zipped(a=PANEL)[:-30], "the file is damaged or locked"),
        (gzip.compress(b"0" * 600_000_000, 1), "unpacked it has more than 500 million bytes"),
        (b"PK\x03\x04nonsense", "the file is damaged"),
        (b"\0" * 20 + b"\n", "this is no text file"),
    ],
)
def test_what_is_no_csv_is_said(put, content, message):
    with pytest.raises(SourceError, match=message):
        put(content)


def test_a_folder_is_said_to_be_one(put, tmp_path):
    with pytest.raises(SourceError, match="this is a folder; give the files in it"):
        add("sipri", [tmp_path], tmp_path / "local", SHIPPED)


def test_energy_of_groups_and_unknown_codes_is_counted_and_named(put):
    text = energy() + energy().splitlines()[1].replace("Pakistan", "Zembla").replace("PAK", "XYZ") + "\n"
    made = put(text, kind="ei")
    assert "7 rows of codes that are no country's left out: USSR SUN, Zembla XYZ." in said(made)
    assert "12 rows, countries: 1, 2020-2020" in made[0]["description"]


FILES = {
    "panel": PANEL, "values": VALUES, "exports": BY_RECIPIENT.format(total=FRANCE), "energy": energy(),
    "level": level([("France", "Kenya", 2001, 5)]), "register": register([deal("Iran", "China", 1990, "1991", 5)]),
    "old": TIV_TABLE, "colt": COLT, "baci": "t,i,j,k,v,q\n2022,586,643,010121,5,1\n",
}  # fmt: skip


def tried(kind, path, local):
    """Add a file; a refusal is one line that ends as it should, everything else fails the test."""
    try:
        add(kind, [path], local, SHIPPED)
    except SourceError as error:
        assert "\n" not in str(error) and str(error).endswith("Nothing was changed.")


@given(data=st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode)), start=st.sampled_from(
    [b"", b"PK\x03\x04", b"\x1f\x8b\x08", b"{", b'{"bytes": "', b"\xff\xfe", *(text.encode() for text in FILES.values())]),
    kind=st.sampled_from([kind for kind in KINDS if kind != "csv"]),
)  # fmt: skip
def test_no_bytes_make_another_error_than_one_line(data, start, kind, tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    (folder / "file.csv").write_bytes(start + data)
    tried(kind, folder / "file.csv", folder / "local")


@given(cut=st.integers(0, len(VALUES) - 1))
def test_a_table_cut_off_anywhere_is_refused(cut, tmp_path_factory):
    with pytest.raises(SourceError, match="Nothing was changed"):
        sipri_files.read(saved(tmp_path_factory.mktemp("own"), "values.csv", VALUES[:cut]))


@given(name=st.sampled_from(sorted(FILES)), data=st.data())
def test_columns_in_any_order_are_read_or_refused_in_one_line(name, data, tmp_path_factory):
    lines = [line.split(",") for line in FILES[name].splitlines()]
    order = data.draw(st.permutations(range(max(map(len, lines)))))
    mixed = [
        ",".join(line[at] for at in order if at < len(line)) if len(line) > 2 else ",".join(line) for line in lines
    ]
    folder = tmp_path_factory.mktemp("own")
    (folder / "file.csv").write_text("\n".join(mixed) + "\n")
    for kind in KINDS.keys() - {"csv"}:
        tried(kind, folder / "file.csv", folder / "local")


@given(order=st.permutations(range(4)))
def test_a_panel_is_the_same_in_any_order_of_columns(order, tmp_path_factory):
    rows = [["supplier", "recipient", "year", "tiv"], ["France", "Kenya", "2001", "5"], ["Italy", "Kenya", "2002", "7"]]
    text = "".join(",".join(row[at] for at in order) + "\n" for row in rows)
    (export,) = sipri_files.read(saved(tmp_path_factory.mktemp("own"), "panel.csv", text))
    assert export.flows[["supplier", "recipient", "year", "tiv"]].to_numpy().tolist() == [
        ["FRA", "KEN", 2001, 5.0], ["ITA", "KEN", 2002, 7.0],
    ]  # fmt: skip
