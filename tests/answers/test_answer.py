"""The answer: by hand where it can be counted by hand, by rule where a rule decides, and for cases without data."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from once import answer, reasons, ties

from analysis import Study, load
from analysis.answers import levels
from analysis.answers.domains import spans_of
from analysis.answers.drivers import lasting, took, weight
from analysis.answers.levels import direction
from analysis.claims import rules
from analysis.claims.wording import number
from analysis.measures import arms, votes
from analysis.measures import energy as energy_measures
from analysis.measures.series import pooled

AMOUNTS = st.floats(0.01, 1e6)


@pytest.fixture(scope="module")
def found():
    return answer(Study())


def test_spans_are_of_one_length_on_both_sides_of_the_turning_point():
    assert spans_of(Study()) == ((2006, 2013), (2014, 2021), (2022, 2025))


def test_ties_that_count_events_agree_with_the_chronology(found):
    events = load("events")
    both = events["actors"].str.contains("PAK") & events["actors"].str.contains("RUS")
    rows = events[both & (events["category"] == "exercise") & events["year"].between(2014, 2021)]
    held = rows[~rows["subtype"].isin(["announced_only", "cancelled_visit", "invitation"])]
    exercises = {row.name: row for row in found.domains}["exercises"]
    assert (exercises.after, exercises.before, exercises.verdict) == (held["year"].nunique(), 0, "closer")


def test_agreements_of_every_kind_of_act_are_counted(found):
    # By hand: MoUs in May 2011 and October 2012; November 2014, August and two of October 2015, December 2017 (protocol of the commission), August 2018,
    # December 2019, May 2021; September and December 2024, July and November 2025.
    row = {row.name: row for row in found.domains}["agreements"]
    assert (row.before, row.after, row.since) == (2, 8, 4)


def test_meetings_are_not_counted_where_their_own_numbers_show_gaps(found):
    # By hand, from the highest number of each body: 10 + 15 + 3 + 1 + 10 rounds, of which 5 + 4 + 3 + 1 + 5 are on record.
    row = {row.name: row for row in found.domains}["meetings"]
    assert (row.verdict, row.before, row.after) == ("no data", None, None)
    assert "18 of at least 39 rounds" in row.sentence
    assert "number 6 in 2011, number 12 in 2018, number 13 in 2019, number 15 in 2025" in row.sentence


def test_arms_are_pooled_over_the_span_as_sipri_counts(found):
    rows = load("arms_deliveries")
    rows = rows[(rows["recipient"] == "PAK") & rows["year"].between(2022, 2025)]
    by_hand = 100 * rows.loc[rows["supplier"] == "RUS", "tiv"].sum() / rows["tiv"].sum()
    assert {row.name: row for row in found.domains}["arms"].since == pytest.approx(by_hand)


def test_what_came_since_says_where_a_tie_fell_back(found):
    rows = {row.name: row for row in found.domains}
    arms, same = rows["arms"], rows["votes"]
    assert arms.before + 1 <= arms.after and arms.since <= arms.after - 1
    assert same.since + 1 <= same.after <= same.before - 1
    assert (
        found.since[0]
        == "Agreements went on; exercises went on, fewer found a year; arms fell back; votes fell further, as most members' did"
    )


def test_a_row_of_the_table_says_what_is_not_known_and_where_a_record_ends(found):
    rows = {row.name: row for row in found.domains}
    assert rows["arms"].cells == tuple(
        f"{number(value)} %" for value in (rows["arms"].before, rows["arms"].after, rows["arms"].since)
    )
    assert rows["arms"].label.endswith("arms imports, mostly as engines")
    assert rows["trade"].cells[1:] == (f"{number(rows['trade'].after)} % (to 2020)", "not known")
    assert rows["exercises"].cells[:2] == ("0", "7")
    assert ties(Study(last_year=2021))[0].cells[2] == ""


def test_how_many_reasons_left_a_trace_is_said_first(found):
    assert found.moved_by == (
        "Three of the article's four reasons happened, the other only from 2022, too late for 2014;"
        " none is seen clearly and lastingly in their ties."
    )
    told = answer(Study(country="TUR", rival="GRC")).moved_by
    assert told == (
        "One of the article's three reasons happened, only from 2022, too late for 2014; whether it is seen in their ties is not known. Of two it cannot be said."
    )


def test_what_came_before_the_turn_is_not_too_late_for_it():
    assert "from 2022;" in answer(Study(turning_point=2023)).moved_by


def test_agreement_corrected_for_chance_is_told_where_it_hardly_moved(found):
    """The share of identical votes fell by more than a point, kappa by less than what is material: the verdict stays, the page says so."""
    kappa = votes.agreement(load("un_votes"), load("un_resolutions"), "PAK", b="RUS")
    one, two = (pooled(kappa, *years) for years in (found.spans.before, found.spans.after))
    row = {row.name: row for row in found.domains}["votes"]
    assert abs(two - one) < rules.settings().material["Cohen's kappa"] and row.verdict == "apart"
    assert f"agreement hardly moved: Cohen's kappa {number(one)}, then {number(two)}." in row.sentence
    moved = {row.name: row for row in ties(Study(partner="IRN"))}["votes"]
    assert moved.verdict == "apart" and "hardly moved" not in moved.sentence


def test_votes_alike_are_counted_where_both_voted(found):
    votes, rolls = load("un_votes"), load("un_resolutions").set_index("resolution_id")
    pair = votes[votes["country"].isin(["PAK", "RUS"]) & votes["vote"].isin(["Y", "A", "N"])]
    wide = pair.astype({"country": str, "vote": str}).pivot(index="resolution_id", columns="country", values="vote")
    wide = wide.dropna().join(rolls[["year", "incomplete_year"]])
    wide = wide[wide["year"].between(2014, 2021) & ~wide["incomplete_year"]]
    after = {row.name: row for row in found.domains}["votes"].after
    assert after == pytest.approx(100 * (wide["PAK"] == wide["RUS"]).mean())


def test_where_no_share_can_be_told_the_published_totals_are(found):
    # By hand: 920, 666.85 and ">1000" from 2022 on; 454, 381, 945.87 and 697 in the eight years before; months left out.
    said = "million dollars: 667 or 920 (2022–23), more than 1,000 (2023), against 381 to 946 in 2014–2021"
    assert said in " ".join(found.since)
    assert (
        levels.published_trade(Study(country="RUS", partner="PAK"), (2022, 2025))
        == "667 or 920 (2022–23), more than 1,000 (2023)"
    )
    assert levels.published_trade(Study(partner="DEU"), (2022, 2025)) == ""
    assert "Trade: no data" in " ".join(answer(Study(partner="DEU")).since)


def test_the_place_among_members_is_that_of_all_members_votes():
    each = votes.with_each(load("un_votes"), load("un_resolutions"), "RUS", span=(2014, 2021))
    place, n, median = levels.standing(Study(), (2014, 2021))
    assert place == 1 + int((each > each["PAK"]).sum())
    assert (n, median) == (len(each), pytest.approx(each.median()))
    assert levels.standing(Study(country="XKX"), (2014, 2021)) is None


def test_the_default_case_moved_closer_in_ceremony_not_in_trade_or_votes(found):
    verdicts = {row.name: row.verdict for row in found.domains}
    assert verdicts["arms"] == "there and back"
    assert "closer" not in (verdicts["trade"], verdicts["votes"])
    assert found.headline.startswith("More ceremony than substance")
    assert "not in trade or votes" in found.headline


def test_every_tie_that_rose_at_2014_was_common_among_other_pairs(found):
    ranks = {row.name: row.common for row in found.domains if row.common}
    assert ranks == pytest.approx({"arms": 40, "trade": 87, "votes": 62}, abs=1)


def test_drivers_of_the_default_case(found):
    patron, rival, energy, neighbour = found.drivers
    # Russia's share rose with its helicopters and is gone again: both windows are told.
    assert (patron.happened, patron.reached) == ("yes", "for a while")
    assert "largest gain was that of China" in patron.sentence
    assert (rival.happened, rival.reached) == ("yes", "for a while")
    # The fuel table ends before the energy trade turned: what reached Pakistan is not known from it.
    assert (energy.happened, energy.reached) == ("later", "unknown")
    assert "at least 4 cargoes of crude oil by 2024, 2 with 0.10 million tonnes (2023)" in energy.sentence
    assert neighbour.happened == "yes"


@pytest.mark.parametrize(
    "roles",
    [{"country": "TUR", "rival": "GRC"}, {"country": "ETH", "partner": "CHN", "rival": "ERI"}, {"partner": "CHN"}],
)
def test_other_cases_get_no_fact_of_the_default_one(roles):
    told = answer(Study(**roles))
    said = " ".join([told.headline, *(row.sentence for row in (*told.domains, *told.drivers))])
    assert "Afghanistan" not in said
    assert "pipeline operate" not in said
    assert {row.verdict for row in told.domains if row.name in ("agreements", "exercises")} == {"no data"}


def test_a_partner_with_the_largest_gain_took_the_place():
    patron = reasons(Study(partner="CHN"))[0]
    assert (patron.reached, patron.weight) == ("yes", "strong")


def test_what_was_never_there_did_not_hardly_move():
    rival = reasons(Study(partner="TWN"))[1]
    assert rival.happened == "no" and "there was nothing to turn away from" in rival.sentence


def test_years_that_end_before_the_shock_leave_the_sanctions_years():
    energy = reasons(Study(last_year=2021))[2]
    assert energy.happened == "no" and "since" not in energy.short


def test_the_same_years_are_told_once():
    rival = reasons(Study(last_year=2021))[1]
    assert "delivered 119 and 220 million TIV" in rival.sentence


def test_nobody_fills_a_gap_that_did_not_open():
    patron = reasons(Study(patron="CHN"))[0]
    assert (patron.happened, patron.weight) == ("no", "none")
    assert "largest gain" not in patron.sentence


def test_crude_oil_that_the_country_bought_decides_where_a_table_has_it():
    energy = reasons(Study(country="IND", rival="PAK"))[2]
    assert (energy.happened, energy.reached) == ("later", "yes")


@pytest.mark.parametrize(
    "years", [{"turning_point": 2025}, {"turning_point": 1947}, {"first_year": 2016, "turning_point": 2018}]
)
def test_spans_of_unlike_length_are_not_compared(years):
    counts = [row for row in ties(Study(**years)) if row.name in ("agreements", "meetings", "exercises")]
    assert {row.verdict for row in counts} == {"no data"}


def test_no_data_at_all_is_the_least_certain_answer():
    told = answer(Study(turning_point=2025))
    assert (told.certainty, told.reasons) == ("low", ("no data", "half covered"))


def test_a_level_of_nought_has_no_rank():
    assert {row.name: row.common for row in ties(Study(partner="TWN"))}["arms"] is None


def test_years_after_the_last_one_are_not_told():
    told = " ".join(driver.sentence for driver in reasons(Study(last_year=2020)))
    years = re.findall(r"\d{4}", re.sub(r"dollars of \d{4}", "", told))  # the year whose prices are meant
    assert years and max(years) <= "2020"


@pytest.mark.parametrize(
    ("then", "now", "found"),
    [
        ("yes", "no", "for a while"),
        ("in part", "no", "for a while"),
        ("in part", "yes", "in part"),
        ("no", "yes", "no"),
    ],
)
def test_what_has_gone_lasted_for_a_while(then, now, found):
    assert lasting(then, now) == found


def test_windows_keep_to_the_years_in_use():
    drivers = reasons(Study(first_year=2016, turning_point=2018))
    assert [driver.weight for driver in drivers[:2]] == ["unknown", "unknown"]


def test_too_few_years_since_the_turning_point_give_no_driver():
    assert reasons(Study(turning_point=2024))[0].weight == "unknown"


@given(AMOUNTS, AMOUNTS)
def test_direction_is_that_of_the_change_and_nothing_below_what_is_material(before, after):
    turned = direction(before, after, share=False)
    assert turned == -direction(after, before, share=False) or abs(after - before) < 0.1 * max(before, after)
    assert direction(before, before, share=False) == direction(before, before, share=True) == 0
    assert turned * (after - before) >= 0


def test_a_zero_stays_a_zero_and_a_first_event_is_a_rise():
    assert direction(0, 0, share=False) == 0
    assert direction(0, 1, share=False) == 1


@pytest.mark.parametrize(
    ("gained", "lost", "said"),
    [(5, 10, "yes"), (4.9, 10, "in part"), (1, 10, "in part"), (0.9, 10, "no"), (-1, 10, "no"), (5, -1, "no")],
)
def test_a_gain_is_held_against_the_loss(gained, lost, said):
    assert took(gained, lost) == said


@pytest.mark.parametrize(
    ("happened", "reached", "found"),
    [("yes", "yes", "strong"), ("later", "in part", "some"), ("yes", "no", "little"), ("no", "yes", "none"),
     ("yes", "unknown", "unknown"), ("unknown", "no", "unknown"), ("no", "unknown", "none")],
)  # fmt: skip
def test_weight_follows_from_what_happened_and_what_was_reached(happened, reached, found):
    assert weight(happened, reached) == found


def test_the_aid_of_another_patron_is_told_from_the_donors_own_reports():
    uk, china = (reasons(Study(patron=code))[0].sentence for code in ("GBR", "CHN"))
    gross = load("oda_by_donor").query("donor == 'GBR' and recipient == 'PAK'").set_index("year")["oda_gross"]
    assert (
        f"its development aid went from {number(gross[2013])} million dollars of 2022 (2013) to {number(gross[2022])} (2022)"
        in uk
    )
    assert "its commitments of aid and credit went from 2.8 billion dollars of 2021 (2009) to 4.1 (2021)" in china


def test_aid_alone_is_compared_over_the_years_that_a_table_has():
    japan = reasons(Study(country="VNM", rival="CHN", patron="JPN"))[0]
    gross = load("oda_by_donor").query("donor == 'JPN' and recipient == 'VNM'").set_index("year")["oda_gross"]
    before, after = (number(gross.loc[first:last].mean()) for first, last in ((2009, 2013), (2017, 2021)))
    assert f"Japan's development aid to Viet Nam went from {before} to {after} million dollars a year" in japan.sentence
    assert japan.happened == "unknown"
    nobody = reasons(Study(country="TUR", rival="GRC", patron="SAU"))[0]
    assert "none from Saudi Arabia" in nobody.sentence and nobody.happened == "unknown"


def test_years_that_no_table_reaches_change_no_answer():
    """A last year that is not yet on record leaves every verdict as it is, and what is known ends where the record does."""
    found, later = answer(Study()), answer(Study(last_year=2026))
    assert later.headline == found.headline
    assert [row.verdict for row in later.domains] == [row.verdict for row in found.domains]
    arms = next(row for row in later.domains if row.name == "arms")
    assert arms.cells[2].endswith("(to 2025)")


@pytest.mark.parametrize("turn", [1947, 1950, 1955, 1956, 1960, 1985])
def test_an_early_turning_point_is_answered_from_the_years_on_record(turn):
    arms = next(row for row in ties(Study(turning_point=turn)) if row.name == "arms")
    assert (arms.verdict == "no data") == (turn < 1953), arms.sentence
    assert turn < 1953 or f"in 1950–{turn - 1}" in arms.sentence


def test_windows_of_unequal_length_are_compared_by_the_year():
    """By hand: 119 million TIV in five years to 2013 are 23.8 a year, 109 in the three to 2016 are 36.3."""
    rival = reasons(Study(last_year=2016))[1]
    assert rival.reached == "in part" and "119 and 109 million TIV" in rival.sentence


def test_one_fact_has_one_number():
    """Russia's share of Pakistan's fuel imports over the same years, in the answer and in claim E3."""
    energy = next(one for one in answer(Study()).drivers if "energy" in one.name)
    share = energy_measures.origin_share("PAK", origin="RUS").loc[2014:]
    told = number(pooled(share, int(share.index.min()), int(share.index.max())))
    assert f"imports {told} per cent came from Russia" in energy.sentence


def test_one_meeting_is_told_as_one():
    near = reasons(Study(neighbour="IRN"))[-1]
    assert "at least 1 meeting or call since" in near.short


def test_published_totals_of_an_earlier_span_are_a_range():
    # By hand: 20,000 (2017), 17,480 (2020) and 27,820 (2021) of Pakistan and China.
    assert levels.published_trade(Study(partner="CHN"), (2014, 2021), listed=False) == "17,480 to 27,820"
    # No whole year of Pakistan and Russia is published for 2016-2018, one alone for 2014.
    assert levels.published_trade(Study(), (2016, 2018), listed=False) == ""
    assert levels.published_trade(Study(), (2014, 2014), listed=False) == "454"


def test_arms_are_told_against_those_before_so_that_no_unit_is_needed():
    volumes = arms.deliveries("PAK", supplier="RUS")
    before, later = (volumes.loc[first:last].sum() for first, last in ((2009, 2013), (2021, 2025)))
    shown = reasons(Study())[1].shown
    assert re.match(r"Russia's arms for Pakistan, against 2009–2013: [\d.]+-fold \(2017–2021\), ", shown)
    assert shown.endswith(f", {later / before:.2f}-fold (2021–2025)")
    nothing = reasons(Study(partner="TWN"))[1]
    assert nothing.shown == "none of Taiwan's arms for Pakistan in 2009–2013, none since"


def test_who_filled_the_gap_is_told_beside_the_partner():
    shares = arms.supplier_shares("PAK", window=5).loc[[2013, 2021, 2025]]
    first, then, now = shares["RUS"]
    assert reasons(Study())[0].shown == (
        f"Russia's share of them {first:.1f} % (2009–2013), {then:.1f} % (2017–2021), {now:.2f} % (2021–2025);"
        f" China's {shares['CHN'].iloc[-1]:.1f} %"
    )


def test_fuel_that_the_country_reported_is_told_where_no_table_has_its_imports():
    row = next(one for one in reasons(Study(country="TUR", rival="GRC")) if "energy" in one.name)
    paid = energy_measures.fuel_from("TUR", origin="RUS")
    assert f"{paid.max():.1f} ({paid.idxmax()}) and {paid.iloc[-1]:.1f} ({paid.index[-1]}) billion dollars" in row.shown
    assert row.reached == "unknown" and row.short.startswith("squeezed, gas exports")


def test_years_counted_say_when_they_began_and_a_share_that_it_rose_before():
    early = {row.name: row.short for row in ties(Study(turning_point=2011))}
    assert "7 of 11 years, all since 2014, none found before" in early["exercises"]
    assert "since" not in {row.name: row.short for row in ties(Study())}["exercises"]
    china = {row.name: row for row in ties(Study(partner="CHN"))}["trade"]
    assert china.verdict == "closer" and china.short.endswith("per cent, rising before too)")


@pytest.mark.parametrize(
    ("roles", "words"),
    [
        ({"country": "SAU", "partner": "CHN", "rival": "IRN"}, "Whether any of the reasons happened cannot be said."),
        ({"country": "LKA", "partner": "CHN"}, "No reason is shown to have happened. Of two it cannot be said."),
    ],
)
def test_a_case_without_a_reason_says_so(roles, words):
    assert answer(Study(**roles)).moved_by == words


def test_ties_without_data_are_named():
    told = answer(Study(partner="CHN")).why_not_sure
    assert "of agreements, meetings and exercises this report has too few data to compare" in told


def test_votes_that_fell_with_everybodys_are_told_so():
    told = answer(Study())
    row = {one.name: one for one in told.domains}["votes"]
    medians = [levels.standing(Study(), years)[2] for years in (told.spans.after, (2022, 2024))]
    assert row.like_most and medians[1] < medians[0] - 1
    assert "votes fell further, as most members' did" in told.since[0]
    assert not {one.name: one for one in told.domains}["trade"].like_most


def test_another_measure_of_votes_that_says_otherwise_is_told_at_once(found):
    """Identical votes fell; by ideal points the two came nearer (means of the years, from the table itself)."""
    points = load("ideal_points").pivot_table(index="year", columns="country", values="ideal_point")
    apart = (points["PAK"] - points["RUS"]).abs()
    told = [number(apart.loc[first:last].mean()) for first, last in ((2006, 2013), (2014, 2021), (2022, 2024))]
    assert told == ["0.58", "0.39", "0.12"]
    row = {row.name: row for row in found.domains}["votes"]
    assert "apart by 0.58 in 2006–2013, 0.39 in 2014–2021, 0.12 in 2022–2024" in row.sentence
    assert row.verdict == "apart" and found.headline.endswith(
        "not in trade or votes (nearer only if topics are allowed for)."
    )


def test_a_share_that_had_been_as_large_before_is_told(found):
    """Volumes added up by hand, over spans of eight years: 2000 to 2007 is the last that had as much as 2014 to 2021."""
    rows = load("arms_deliveries").query("recipient == 'PAK'")

    def share(first):
        span = rows[rows["year"].between(first, first + 7)]
        return 100 * span.loc[span["supplier"] == "RUS", "tiv"].sum() / span["tiv"].sum()

    later = [first for first in range(2001, 2007) if share(first) >= share(2014)]
    assert not later and number(share(2000)) == "5.4"
    row = {row.name: row for row in found.domains}["arms"]
    assert row.sentence.endswith("It had been as large before: 5.4 in 2000–2007.")


def test_meetings_that_crowd_in_one_year_say_so(found):
    neighbour = found.drivers[-1]
    assert neighbour.short == "at least 8 meetings and calls since 2014, 6 in 2021"
    assert "the first on record in December 2016" in neighbour.sentence


def test_votes_on_the_neighbour_are_read_when_the_article_was_written(found):
    """By hand: 2018, 2019 and 2020 on opposite or other sides; of 2022 and 2025 both abstained once."""
    neighbour = found.drivers[-1]
    assert neighbour.shown == "alike in 0 of 3 UN votes on it before 2022, 1 of 2 since: too few"
    assert (neighbour.reached, neighbour.weight) == ("unknown", "unknown"), "fewer than five votes are no share"


def test_later_numbers_show_the_gaps_of_earlier_years_too():
    """To 2010 two rounds are on record; round 6 in 2011 and 7 in 2018 say that most are missing."""
    row = {
        row.name: row
        for row in ties(
            Study(first_year=1992, last_year=2010, turning_point=2000, sanctions_year=2000, shock_year=2005)
        )
    }
    assert row["meetings"].verdict == "no data" and "no count is possible" in row["meetings"].sentence
    assert "2011" not in row["meetings"].sentence, "what lies after the years in use is not told"
