"""What any case says, read as its own people would: names with their articles, no noughts from before a state, no fact of another."""

import re

import pandas as pd
import pytest
from once import answer, decide

from analysis import Study, countries
from analysis.answers import drivers
from analysis.claims import drift, happened
from analysis.claims.telling import in_short
from analysis.figures import energy, history, sections, shared, us_ties
from analysis.measures import aid, diplomacy, panels, sanctions
from analysis.measures.series import stated
from analysis.tables import load

pytestmark = pytest.mark.usefixtures("undrawn")
CASES = {
    "eth-chn": {"country": "ETH", "partner": "CHN", "rival": "ERI"},
    "ukr-usa": {"country": "UKR", "partner": "USA", "rival": "BLR", "patron": "RUS"},
    "srb-rus": {"country": "SRB", "rival": "HRV"},
    "twn-jpn": {"country": "TWN", "partner": "JPN", "rival": "CHN"},
    "phl-nld": {"country": "PHL", "partner": "NLD", "rival": "ARE"},
}
ASKED = ("U1", "U2", "U4", "I3", "E1", "E2", "E3", "C3")
# What no page of any case may say: an article too many or too few, a sentence with nothing in it, a raw name of a choice.
WRONG = re.compile(
    r"the the |The The |\bwith as chosen|from 0 to 0\b|only 0 years|\b0 of \d+ windows|came to [\d.]+ of what|sender the|"
    r"(?<![Tt]he )\b(Philippines|Netherlands)\b|\b(to|from|of|with|by|and) (US|UAE)(?! (aid|arms|goods|gas|crude|pipeline|fuel|exports|trade|ties)\b)\b"
)


OFTEN = {"eth-chn", "phl-nld"}


@pytest.fixture(
    params=[one if one in OFTEN else pytest.param(one, marks=pytest.mark.slow) for one in CASES], scope="module"
)
def other(request):
    """The findings of one of several cases on the claims that most tables bear on."""
    return [decide(claim, Study(**CASES[request.param])) for claim in ASKED]


def told(findings):
    """All sentences of some findings."""
    for one in findings:
        yield from (
            one.statement,
            one.question,
            one.sentence,
            one.caveat,
            one.flips,
            *(part.sentence for part in one.parts),
        )


def test_sentences_name_countries_not_codes(other):
    for text in told(other):
        assert not set(re.findall(r"\b[A-Z]{3}\b", text)) & set(countries.codes()) - {"UAE"}, text


def test_sentences_fit_every_country(other):
    for text in [*told(other), *in_short(other)]:
        assert not WRONG.search(text), text


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("PAK", "Pakistan; Pakistan's share; Pakistan's exports"), ("USA", "the US; the US share; US exports"),
        ("PHL", "the Philippines; the Philippines' share; the Philippines' exports"),
        ("NLD", "the Netherlands; the Netherlands' share; the Netherlands' exports"),
        ("GMB", "the Gambia; the Gambia's share; the Gambia's exports"),
    ],
)  # fmt: skip
def test_a_name_has_its_article_wherever_it_stands(code, said):
    roles = {"partner": "CHN", "rival": "IND", "patron": "FRA", "country": code}
    assert Study(**roles).fill("{country}; {country_s} share; {country_own} exports") == said


@pytest.mark.parametrize(("code", "first"), [("ERI", 1993), ("SRB", 2006), ("HRV", 1992), ("PAK", 1947)])
def test_no_row_is_nought_only_since_there_is_a_state(code, first):
    given = aid.share(load("us_aid"), code).dropna()
    each = panels.aid_share(load("us_aid"))[code].dropna()
    assert given.index[0] == each.index[0] == max(first, 1946)
    assert sanctions.active(load("sanctions"), "USA", target=code).dropna().index[0] >= min(first, 1950)


def test_what_is_filed_under_a_state_before_it_was_one_is_kept():
    frame = pd.DataFrame({"SRB": [0.0, 3.0, 0.0], "FRA": [0.0, 0.0, 0.0]}, index=[1996, 1997, 1998])
    found = stated(frame)
    assert found["SRB"].isna().tolist() == [True, False, False] and found["FRA"].notna().all()
    assert diplomacy.visits(load("visits"), "SRB").dropna().index[0] == 1997


def test_the_years_of_states_are_those_of_the_record_of_states():
    """Small states that the record admits late count from their independence."""
    late = {"FSM", "KIR", "MHL", "NRU", "TON", "TUV", "VUT", "WSM"}
    listed = load("conflicts").groupby("country")["year"].min()
    for code, year in countries.since().items():
        assert year < listed[code] if code in late else year == listed[code], code


def test_a_state_does_not_sanction_itself():
    own = decide("E1", Study(**CASES["ukr-usa"])).part("sanctions")
    assert all(one.choice.get("measure") != "sanctions by the US alone" for one in own.choices)


@pytest.mark.parametrize("case", ["eth-chn", "srb-rus"])
def test_no_ally_is_an_answer_not_a_gap(case):
    found = decide("U2", Study(**CASES[case]))
    assert found.verdict == "it does not hold" and "is none of the" in found.sentence


def test_a_turn_of_the_rival_is_told_where_only_its_side_is_known():
    found = next(one for one in drivers.all_drivers(Study(country="CUB")) if "looked beyond" in one.name)
    assert (found.happened, found.reached, found.weight) == ("yes", "unknown", "unknown")
    assert "76.3" in found.sentence and "no table that we may use" in found.sentence


def test_what_turns_an_answer_is_another_choice_than_the_chosen_one(other):
    for part in (part for one in other for part in one.parts if part.answers.happened):
        chosen = part.choices[0].choice
        assert part.answers.happened.turning not in {happened.wording.choice(*one) for one in chosen.items()}


def test_a_level_of_nought_has_no_least_fall():
    assert drift.number(0.0) == drift.number(0.0002) == "0"
    for part in decide("U1", Study(country="CUB")).parts:
        assert "from 0 to 0" not in part.sentence


# ---------------------------------------------------------------------------------------------- figures


def test_aid_comes_in_waves_only_where_it_does():
    titles = {code: us_ties.aid_waves(Study(country=code, partner="CHN")).title for code in ("PAK", "ETH")}
    assert titles["PAK"].startswith("US aid to Pakistan came in waves: ")
    assert titles["ETH"] == "US aid to Ethiopia: 1,213 million dollars of 2020 in 2020, the most in any year"
    assert "1,213 in 2020, the last year on record" in history.past_ties(Study(**CASES["eth-chn"])).title


def test_the_first_state_of_a_land_begins_its_visits():
    found = us_ties.visits_by_term(Study(**CASES["eth-chn"]))
    assert found.data["Eritrea"].isna().sum() > 3 and found.data["Ethiopia"].notna().all()


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ({}, "India overtook Pakistan in visits (ahead from 2016 on) and arms (ahead from 2014 on)"),
        (
            CASES["eth-chn"],
            "Eritrea gained on Ethiopia in none of the ties after 2005",
        ),
        (CASES["twn-jpn"], "China widened its lead in trade"),
    ],
)
def test_a_lead_is_told_as_what_became_of_it(case, words):
    study = Study(**case)
    assert us_ties.decoupling(study, decide("U4", study)).title.startswith(words)


def test_energy_titles_tell_what_the_partner_sells():
    assert energy.europe_buys(Study(**CASES["eth-chn"])).title.startswith(
        "China supplied 0.037 per cent of the EU's imports of oil"
    )
    assert energy.europe_buys(Study()).title.startswith("Russia supplied ")
    assert shared.REGION in energy.squeeze(Study(country="TUR", rival="GRC")).note
    assert "Europe" not in energy.squeeze(Study(**CASES["eth-chn"])).note


def test_a_chapter_says_from_how_many_parts_a_claim_was_decided():
    study = Study(**CASES["eth-chn"])
    page = sections.opening(study, [decide("U1", study), decide("U6", study)]).data
    assert "4 of 6 parts" in page and page.count(" parts<") == 1


def test_sources_are_those_that_gave_something():
    found = decide("U1", Study(**CASES["eth-chn"]))
    assert "us_aid" in found.tables and "arms_deliveries" not in found.tables
    assert decide("I2", Study(**CASES["eth-chn"])).tables == ()


def test_the_answer_names_the_pair_with_its_article():
    assert answer(Study(**CASES["ukr-usa"])).headline.startswith("From 2014 on Ukraine and the US ")
