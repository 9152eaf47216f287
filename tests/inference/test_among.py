"""Ranks among all countries: by hand, and known answers of the published record."""

import numpy as np
import pandas as pd
import pytest

from analysis.claims import special
from analysis.claims.spec import Spec
from analysis.claims.spec import Test as Kind
from analysis.errors import MeasureError, NotCovered
from analysis.inference import among
from analysis.measures.panels import PANELS
from analysis.tables import load

SPAN = (2000, 2009)


def steps(**pairs):
    """A country per name: its first value for 2000-2004, its second for 2005-2009."""
    return pd.DataFrame(
        {code: [a] * 5 + [b] * 5 for code, (a, b) in pairs.items()}, index=range(2000, 2010), dtype=float
    )


def told(found):
    """Rank, countries compared with the own one, p-value and note."""
    return found.rank, found.n + (found.rank is not None), found.p_value, found.note


def change(panel, own="AAA", *, direction="up", scale="absolute", roles=()):
    return among.change(panel, 2005, SPAN, own, roles=roles, direction=direction, scale=scale)


def trend(panel, span, own, *, scale="absolute"):
    spec = Spec(test=Kind.TREND, table="us_trade", span=span)
    return among.change(*special.turn(panel, spec), own, roles=(), direction="up", scale=scale)


def test_the_second_largest_rise_of_four():
    panel = steps(AAA=(1, 4), BBB=(1, 9), CCC=(1, 3), DDD=(5, 2))
    assert told(change(panel)) == (2, 4, 0.5, "")
    assert change(panel, direction="down").rank == 3


def test_equal_values_count_against_the_country():
    panel = steps(AAA=(1, 4), BBB=(2, 5), CCC=(1, 4), DDD=(1, 2))
    assert change(panel).rank == 3 and change(panel, "DDD").rank == 4
    assert change(steps(AAA=(0.1, 0.3), BBB=(0.2, 0.4))).rank == 2  # equal but for rounding


def test_other_roles_are_left_out_and_the_own_one_stays():
    panel = steps(AAA=(1, 4), BBB=(1, 9), CCC=(1, 3))
    assert told(change(panel, roles={"AAA", "BBB", "ZZZ"})) == (1, 2, 0.5, "")


def test_a_country_without_any_is_not_compared():
    panel = steps(AAA=(1, 4), BBB=(0, 0), CCC=(1, 3))
    assert told(change(panel))[1] == 2
    found = change(panel, "BBB")
    assert (found.rank, found.n, found.p_value) == (None, 0, None) and "nothing but zeros in" in found.note


def test_a_fall_to_zero_is_the_largest_fall_in_proportion():
    panel = steps(AAA=(10, 1), BBB=(10, 0), CCC=(100, 50), DDD=(10, -1))
    assert told(change(panel, direction="down", scale="proportion")) == (3, 4, 0.75, "")
    assert change(panel, "BBB", direction="down", scale="proportion").rank == 2
    assert change(panel, direction="down").rank == 4


def test_a_trifling_level_is_not_compared_in_proportion():
    """Levels before are 100, 99, 1 and 0: the average of those with any is 66.7, a tenth of it 6.7."""
    panel = steps(AAA=(100, 200), BBB=(99, 100), CCC=(1, 50), DDD=(0, 50))
    assert told(change(panel, scale="proportion")) == (1, 2, 0.5, "")
    assert told(change(panel))[1] == 4
    assert change(panel, "CCC", scale="proportion").rank is None
    assert "less before than a tenth" in change(panel, "DDD", scale="proportion").note


def test_a_country_with_few_years_is_not_compared():
    panel = steps(AAA=(1, 4), BBB=(1, 9), CCC=(1, 3))
    panel.loc[2000:2002, "BBB"] = np.nan
    assert told(change(panel)) == (1, 2, 0.5, "")
    assert "fewer than half of the years" in change(panel, "BBB").note
    panel.loc[2002, "BBB"] = 1
    assert told(change(panel)) == (2, 3, 2 / 3, "")


@pytest.mark.parametrize("scale", among.SCALES)
def test_a_country_outside_the_record_has_no_rank_but_a_note(scale):
    assert told(change(steps(BBB=(1, 2)), scale=scale)) == (None, 0, None, "it is not in the record")
    assert among.level(steps(BBB=(1, 2)), SPAN, "AAA", roles=(), direction="up").note == "it is not in the record"


def test_nobody_to_compare_with_and_no_years():
    assert "no other country to compare with" in change(steps(AAA=(1, 2))).note
    panel = steps(AAA=(1, 2), BBB=(1, 2))
    with pytest.raises(NotCovered, match="no years with data"):
        trend(panel, (1900, 1910), "AAA")
    assert among.change(panel, 1990, SPAN, "AAA", roles=(), direction="up", scale="absolute").rank is None


def test_unknown_choices_name_what_is_allowed():
    with pytest.raises(MeasureError, match="give one of absolute, proportion"):
        change(steps(AAA=(1, 2)), scale="log")
    with pytest.raises(MeasureError, match="give one of up, down"):
        change(steps(AAA=(1, 2)), direction="rise")


def test_a_trend_compares_the_first_five_years_with_the_last_five():
    years = range(2000, 2012)
    panel = pd.DataFrame({"AAA": [1.0] * 5 + [99, 99] + [3.0] * 5, "BBB": [1.0] * 5 + [0, 0] + [2.0] * 5}, index=years)
    for scale in among.SCALES:
        assert trend(panel, (1990, 2020), "AAA", scale=scale).rank == 1


def test_a_short_trend_compares_halves_without_the_middle_year():
    panel = pd.DataFrame({"AAA": [1.0, 1, 99, 3, 3], "BBB": [1.0, 1, 0, 2, 2]}, index=range(2004, 2009))
    assert trend(panel, SPAN, "AAA").rank == 1
    assert trend(panel, SPAN, "BBB").rank == 2


def test_a_level_counts_from_the_top_or_from_the_bottom():
    panel = steps(AAA=(1, 3), BBB=(4, 4), CCC=(1, 1), DDD=(0, 0))
    assert told(among.level(panel, SPAN, "AAA", roles=(), direction="up")) == (2, 3, 2 / 3, "")
    assert among.level(panel, SPAN, "CCC", roles=(), direction="down").rank == 1
    assert among.level(panel, (2000, 2004), "AAA", roles=(), direction="down").rank == 2


@pytest.mark.parametrize(
    "measure, year, span, direction, rank, n",
    [
        ("aid.obligations", 1954, (1948, 1965), "up", 3, 68),
        ("aid.obligations", 1982, (1972, 1990), "up", 2, 133),
        ("aid.share", 1991, (1972, 2001), "down", 3, 152),
        ("aid.obligations", 2002, (1991, 2010), "up", 3, 185),
        ("aid.obligations", 2012, (2002, 2020), "down", 6, 188),
    ],
)
def test_us_aid_to_pakistan_among_all_recipients(measure, year, span, direction, rank, n):
    panel = PANELS[measure](load("us_aid"))
    found = among.change(panel, year, span, "PAK", roles=(), direction=direction, scale="absolute")
    assert told(found) == (rank, n, pytest.approx(rank / n), "")


def test_india_is_one_of_those_that_got_more_aid_from_1954():
    panel = PANELS["aid.obligations"](load("us_aid"))
    found = among.change(
        panel, 1954, (1948, 1965), "PAK", roles={"PAK", "IND", "RUS", "USA"}, direction="up", scale="absolute"
    )
    assert told(found)[:2] == (2, 67)


def test_visits_and_sanctions_of_pakistan_among_all_countries():
    visits = PANELS["diplomacy.visits"](load("visits"))
    assert told(among.change(visits, 2012, (2002, 2021), "PAK", roles=(), direction="down", scale="absolute"))[:2] == (
        3,
        179,
    )
    cases = PANELS["sanctions.active"](load("sanctions"), sender="USA")
    assert told(among.change(cases, 2002, (1991, 2010), "PAK", roles=(), direction="down", scale="absolute"))[:2] == (
        2,
        82,
    )


def test_the_rise_of_india_in_us_trade_is_the_fourth():
    """With countries that began or ended in these years as zeros there are 234; without them 225."""
    panel = PANELS["trade.us_share"](load("us_trade"))
    for record, n in ((panel, 225), (panel.fillna(0), 234)):
        assert told(trend(record, (2000, 2021), "IND"))[:2] == (4, n)
