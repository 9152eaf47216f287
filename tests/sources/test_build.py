"""data/ is what the sources make of the publishers' files, byte for byte."""

import pytest

from analysis import tables
from analysis.errors import SourceError
from analysis.sources import build, sipri
from analysis.sources.names import to_iso3
from analysis.sources.spec import read


@pytest.mark.slow
def test_rebuilding_gives_the_same_bytes(raw, tmp_path):
    names = build.build_all(raw, tmp_path)
    assert names == tables.names()
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (tables.data_dir() / path.name).read_bytes(), path.name


def test_the_list_of_countries_is_built_too(raw, tmp_path, root):
    build.build_countries(raw, tmp_path / "countries.csv")
    assert (tmp_path / "countries.csv").read_bytes() == (root / "src/analysis/countries.csv").read_bytes()


def test_a_missing_raw_folder_is_named(tmp_path):
    with pytest.raises(SourceError, match="nowhere is no folder; give the folder"):
        build.build_all(tmp_path / "nowhere", tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_a_file_of_another_shape_is_refused(tmp_path):
    (tmp_path / "aid.csv").write_text("country,amount\nPakistan,1\n")
    with pytest.raises(SourceError, match="lacks the columns fiscal_year"):
        read(tmp_path, "aid.csv", ["country", "fiscal_year"])


def test_a_truncated_gzip_file_is_refused(tmp_path):
    (tmp_path / "aid.csv.gz").write_bytes(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x01\x02")
    with pytest.raises(SourceError, match="cannot be read"):
        read(tmp_path, "aid.csv.gz", ["country"])


def test_an_unknown_label_is_never_dropped_silently():
    import pandas as pd

    with pytest.raises(SourceError, match="Atlantis"):
        to_iso3(pd.Series(["Pakistan", "Atlantis"]), "a publisher")


def test_classes_of_weapons_follow_the_description():
    import pandas as pd

    given = ["combat aircraft radar", "aircraft carrier", "fighter aircraft", "tanker", "tank", "missile boat", "turbofan",
             "anti-ship missile", "surface-to-air missile system", "combat helicopter", "towed gun"]  # fmt: skip
    expected = ["sensors", "ships", "aircraft", "ships", "armour", "ships", "engines",
                "missiles", "air defence", "helicopters", "artillery"]  # fmt: skip
    assert sipri.weapon_class(pd.Series(given)).tolist() == expected
