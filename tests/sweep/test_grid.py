"""What a sweep decides is written out and checked before anything runs."""

import pytest

from analysis.errors import ParameterError
from analysis.sweep import grid


def names(files=(), listed=None, given=(), **options):
    return [one.name for one in grid.combinations(grid.sources(files, listed), grid.varied(given), **options)]


def test_cases_are_crossed_with_every_combination_of_values():
    found = names(listed="PAK-RUS,TUR-RUS-GRC", given=["turning_point=2013..2014", "window=5"])
    assert found == [
        "PAK-RUS, turning_point 2013, window 5", "PAK-RUS, turning_point 2014, window 5",
        "TUR-RUS-GRC, turning_point 2013, window 5", "TUR-RUS-GRC, turning_point 2014, window 5",
    ]  # fmt: skip


def test_files_and_pairs_join_and_remarks_in_a_list_are_left_out(root, tmp_path):
    listed = tmp_path / "pairs.txt"
    listed.write_text("# neighbours\nIRN-RUS-SAU  # a remark\n\nsau-CHN-IRN\n")
    assert names([root / "notebooks/parameters/tur-rus.yml"], str(listed)) == ["tur-rus", "IRN-RUS-SAU", "sau-CHN-IRN"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"given": ["turning_point=2018..2010"]}, "turning_point = 2018..2010 runs backwards; write 2010..2018."),
        ({"given": ["turning_point=0..99999999"]}, "holds 100,000,000 values; give at most 1,000."),
        ({"given": ["window=4,,6"]}, "window has an empty value"),
        ({"given": ["window="]}, "window has an empty value"),
        ({"given": ["window"]}, "'window' is no parameter"),
        ({"given": ["window=4", "window=5"]}, "window is given twice (4 and 5); give it once."),
        ({"given": ["window=4,4"]}, "PAK-RUS, window 4 and PAK-RUS, window 4 are the same case; give it once."),
        ({"given": ["windwo=4"]}, "PAK-RUS, windwo 4: unknown parameter 'windwo': did you mean window?"),
        ({"given": ["window=soon"]}, "PAK-RUS, window soon: window = 'soon' is of the wrong type"),
        ({"given": ["first_year=1946..2046"]}, "these are 101 combinations; give --yes if you want more than 100."),
        ({"listed": ""}, "the list of pairs is empty"),
        ({"listed": "PAK"}, "'PAK' is no pair; write COUNTRY-PARTNER"),
        ({"listed": "PAK-RUS-IND-USA-CHN"}, "is no pair"),
        ({"listed": "PAK-RUS,PAK-RUS"}, "the pair PAK-RUS is given twice; give it once."),
        ({"listed": "PAK-RUS,PAK-RUS-IND"}, "PAK-RUS and PAK-RUS-IND are the same case; give it once."),
        ({"listed": "IND-RUS"}, "IND-RUS: country and rival are both 'IND'"),
    ],
)
def test_bad_input_is_refused_in_one_line_that_names_the_combination(options, message):
    with pytest.raises(ParameterError) as refused:
        names(**({"listed": "PAK-RUS"} | options))
    assert message in str(refused.value) and "\n" not in str(refused.value)


def test_more_than_a_hundred_are_decided_when_asked_for():
    assert (
        len(
            names(
                listed="PAK-RUS", given=["first_year=1946..1950", "window=1..20", "turning_point=2010,2011"], most=200
            )
        )
        == 200
    )


def test_two_sweeps_share_a_folder_only_if_they_are_the_same():
    cases = [grid.sources((), one) for one in ("PAK-RUS", "PAK-RUS", "PAK-RUS,TUR-RUS-GRC", "PAK-RUS,VNM-RUS-CHN")]
    folders = [grid.folder_name(one, {"window": [4, 5]}) for one in cases]
    assert folders[0] == folders[1] and len(set(folders)) == 3 and all(len(one) <= 120 for one in folders)
