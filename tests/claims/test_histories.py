"""A case's own history: written by anyone, found by the pair, checked when read; and rules of one's own."""

import re
import shutil

import pytest

from analysis import histories
from analysis.claims import chronology, rules
from analysis.claims.decide import decide
from analysis.claims.spec import Shown
from analysis.errors import ParameterError
from analysis.figures import acts, sections
from analysis.study import Study
from analysis.tables import load

TURKEY = {"country": "TUR", "rival": "GRC", "history": "tests/claims/tur-rus"}
DRIVERS = {"U1", "U2", "U4", "U6", "I1", "I2", "I3", "I4", "I5", "E1", "E2", "E3", "B1", "A1", "C3", "O1", "O2"}


@pytest.fixture
def own(root, tmp_path):
    """A copy of the history of Türkiye and Russia to spoil."""
    return shutil.copytree(root / TURKEY["history"], tmp_path / "tur-rus")


def spoiled(own, old, new, name="history.toml"):
    text = (own / name).read_text()
    assert old in text
    (own / name).write_text(text.replace(old, new, 1))
    with pytest.raises(ParameterError) as caught:
        rules.all_claims(Study(**TURKEY | {"history": str(own)}))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_another_analyst_writes_a_history_without_touching_the_package():
    study = Study(**TURKEY)
    assert {claim.id for claim in rules.all_claims(study)} == DRIVERS | {"T1"}
    found = decide("T1", study)
    assert not found.part("votes").holds and found.part("alliance").holds and "in 1951" in found.caveat
    assert [event["event_id"] for event in found.documents] == ["T001"]
    assert decide("E1", study).statement == "Sanctions after 2014 turned Russia's gas from Europe."
    assert "Syria" in decide("A1", study).statement and study.shared_neighbour == "SYR"
    assert acts.axis(study, "1_historical_burden").title.startswith("Between two camps: 1 dated act")


def test_what_the_history_says_is_in_the_tables():
    nato = load("alliances").query("partner == 'TUR' and nato == 1")["year"]
    assert nato.min() == 1951


def test_a_chapter_shows_the_claims_of_the_history_with_their_figures():
    study = Study(**TURKEY)
    past = sections.of_history(study, "1_historical_burden")
    assert [one.claim for one in past] == ["T1"] and sections.general_past(study, past) == []
    shown = sections.about(study, past[0])
    assert [getattr(one, "anchor", "") for one in shown[1:3]] == ["fig-ideal-points", "fig-cold-war-votes"]
    assert past[0] in shown and sections.of_history(study, "2_us_ties") == []


def test_a_case_without_a_history_gets_a_general_page_of_its_past():
    study = Study(country="ETH", partner="CHN", rival="ERI")
    assert {claim.id for claim in rules.all_claims(study)} == DRIVERS
    shown = sections.general_past(study, sections.of_history(study, "1_historical_burden"))
    told = " ".join(
        getattr(one, "data", "") if isinstance(getattr(one, "data", ""), str) else one.title for one in shown
    )
    assert "No history of Ethiopia and China is known" in told and "fought with Eritrea (1998–2016)" in told
    assert not re.search("Pakistan|India|Moscow|Soviet", told)


def test_away_from_a_repository_the_claims_of_any_case_are_answered(monkeypatch):
    monkeypatch.setattr(histories, "root", lambda: None)
    assert {claim.id for claim in rules.all_claims(Study())} == DRIVERS
    assert decide("I3", Study()).verdict and Study().shared_neighbour == ""
    assert "no common neighbour is named" in decide("A1", Study()).sentence


def test_a_history_of_another_pair_is_refused_where_one_is_named():
    with pytest.raises(ParameterError, match=r"no history of PAK and RUS \(there: TUR and RUS\)"):
        Study(history="tests/claims/tur-rus")
    with pytest.raises(ParameterError, match="history = 'nowhere': there is no such file or folder"):
        Study(history="nowhere")


@pytest.mark.parametrize("given", ["mine", "mine/tur-rus", "mine/tur-rus/history.toml"])
def test_a_history_outside_the_repository_is_found_from_every_folder(own, tmp_path, monkeypatch, given):
    """A chapter runs in the folder of the notebooks, whatever the folder in which its command was typed."""
    (tmp_path / "mine").mkdir()
    own.rename(tmp_path / "mine/tur-rus")
    (tmp_path / "own.toml").write_text("")
    monkeypatch.chdir(tmp_path)
    study = Study(**TURKEY | {"history": given, "claims": "own.toml"})
    monkeypatch.chdir("/")
    assert Study(**study.parameters()) == study and "T1" in {claim.id for claim in rules.all_claims(study)}
    assert Study(**TURKEY).history == "tests/claims/tur-rus"  # of the repository: the same on every machine


def test_every_figure_that_a_history_may_show_is_registered():
    assert set(sections.FIGURES) == set(Shown.__args__)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"cold_war_votes"', '"cold_war"', "history.toml: T1, figures, 2: Input should be 'aid_and_sanctions'"),
        ('measure = "votes.identical"', 'measure = "votes.same"', "history.toml: T1, votes, measure: there is no measure"),
        ("span = [1952, 1991]", "span = [1991, 1952]", "history.toml: T1, votes, span: 1991 to 1952 is no span"),
        ('confirmed_by = ["T001"]', 'confirmed_by = ["T009"]', "history.toml: T1, alliance, confirmed_by: 'T009' is not in"),
        ('id = "T1"', 'id = "T1"\nonly = { turn = 2014 }', "history.toml: T1, only, turn: is no role and no year; give one of country"),
        ('id = "T1"', 'id = "T1"\nonly = { rival = "GRE" }', "history.toml: T1, only, rival: 'GRE' is no country code"),
        ('id = "T1"', 'id = "T1"\nonly = { shock_year = "2022" }', "history.toml: T1, only, shock_year: '2022' is no year; give"),
        ('theme = "history"', 'theme = "past"', "history.toml: T1, theme: Input should be 'history'"),
        ("[case]", "[case]\nfriend = 1", "history.toml: case, friend: there is no such key, take it out"),
        ('colour = "patron"\n', "", "history.toml: acts, 1_historical_burden, lane, 1, colour: is missing"),
        ("[case]", '[case]\npipeline = "["', "history.toml: case, pipeline: is no regular expression"),
        ("[case]", "[case", "history.toml is no TOML"),
        ('id = "T1"\n', "", "history.toml: claim, 1, id: is missing"),
        ('id = "votes"\n', "", "history.toml: claim, 1, part, 1, id: is missing"),
    ],
)  # fmt: skip
def test_a_fault_in_a_history_is_named_with_its_place(own, old, new, said):
    assert said in spoiled(own, old, new)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("TUR;USA", "TUR;US", "events.csv, line 2: actors: US is no country code"),
        ("T001", "E001", "events.csv, line 2: event_id 'E001' is empty or there twice"),
        (",1951,,year,1951,", ",May 1951,,year,1951,", "events.csv, line 2: date 'May 1951' is not written as"),
        (",multilateral,", ",party,", "events.csv, line 2: category 'party' is unknown"),
        ("http://", "", "events.csv, line 2: source_url 'www.atopdata.org' is no address"),
        (",1951,,year,1951,", ",1951-02-30,,day,1951,", "events.csv, line 2: date '1951-02-30' is not written as"),
        (
            "a member of NATO from",
            "a member, of NATO, from",
            "events.csv, line 2: there are not 15 cells; put quotation marks",
        ),
        ("event_id,", "id,", "events.csv, line 1: the columns are not event_id, date"),
    ],
)
def test_a_fault_in_the_events_of_a_history_is_named_with_its_line(own, old, new, said):
    assert said in spoiled(own, old, new, "events.csv")


def test_events_of_a_history_are_those_of_its_pair_only():
    assert "T001" in set(chronology.of(Study(**TURKEY))["event_id"])
    assert "T001" not in set(chronology.of(Study())["event_id"])


def test_a_file_of_ones_own_claims_decides_and_is_named(root, tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text('[[claim]]\nid = "U3"\n[[claim.part]]\nid = "aid"\nspan = [1990, 2010]\n')
    found, plain = decide("u3", Study(claims=str(mine))), decide("U3", Study())
    assert re.fullmatch(r"own rules: mine\.toml, sha256 [0-9a-f]{12}", found.by) and not plain.by
    assert found.part("aid").reading.years[0] == 1990 and plain.part("aid").reading.years[0] == 1991
    assert found.to_dict()["by"] == found.by and "Not the project's own rule" in found._repr_mimebundle_()["text/html"]
    assert not decide("U1", Study(claims=str(mine))).by
    mine.write_text("[rules]\nyes = 0.5\n")
    with pytest.raises(ParameterError, match=r"mine\.toml: rules: only \[\[claim\]\] can be one's own"):
        rules.all_claims(Study(claims=str(mine)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("claim = 3", "mine.toml: claim: give"),
        ("claim = ['U3']", "mine.toml: claim, 1: Input should be a valid dictionary"),
        ("[[claim]]\nstatement = 'x'", "mine.toml: claim, 1, id: is missing"),
        ("[[claim]]\nid = 3", "mine.toml: claim, 1, id: Input should be a valid string"),
        ("[[claim]]\nid = 'U1'\npart = 3", "mine.toml: claim, 1, part: give"),
        ("[[claim]]\nid = 'U1'\n[[claim.part]]\nspan = [1990, 2010]", "mine.toml: claim, 1, part, 1, id: is missing"),
        ("[[claim]]\nid = 'U3'\nstatement = 'x'", "mine.toml: U3: this case has no such claim to change (it has U1, "),
        ("[[claim]]\nid = 'U1'\nstatment = 'x'", "mine.toml: U1, statment: there is no such key; did you mean statement?"),
        ("x = " + "[" * 5000, "mine.toml is no TOML"),
        (None, "mine.toml cannot be read (Is a directory); give the path of a file"),
    ],
)  # fmt: skip
def test_a_fault_in_ones_own_claims_is_one_line_that_names_its_place(tmp_path, text, said):
    mine = tmp_path / "mine.toml"
    mine.mkdir() if text is None else mine.write_text(text)
    with pytest.raises(ParameterError) as caught:
        rules.all_claims(Study(country="TUR", rival="GRC", claims=str(mine)))
    assert str(caught.value).startswith(said) and "\n" not in str(caught.value)


def test_a_rule_given_in_code_is_said_to_be_ones_own(study):
    rule = rules.claim("U2", study).model_copy(update={"statement": "Mine."})
    assert (decide("u2", study, rule).statement, decide("u2", study, rule).by) == ("Mine.", "a rule of one's own")


def test_a_changed_value_is_written_beside_the_verdict():
    found = decide("O2", Study(changes="O2.arms.threshold=99; o2.arms.span=[2000, 2021]"))
    assert (
        found.part("arms").threshold == 99 and "arms, threshold = 99" in found.by and "span = [2000, 2021]" in found.by
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ("U3.aid=5", "changes: 'U3.aid=5' is no change; write it as CLAIM.PART.KEY=VALUE"),
        ("X3.aid.year=5", "changes: X3: there is no such claim to change; there are U1"),
        ("U3.oil.year=5", "changes: U3, oil: there is no such part to change; there are aid, arms"),
        ("U3.aid.threshod=5", "changes: U3, aid, threshod: there is no such key; did you mean threshold?"),
        ("U3.aid.span=1991,2010", "changes: U3, aid, span: give a list in brackets, such as [2000, 2020]"),
        ("U3.aid.year=2003; U3.aid.year=2004", "changes: U3.aid.year is given twice; give it once"),
        ("U3.aid.year=1066", "changes: U3, aid, year or span: 1066 is no year"),
    ],
)
def test_a_change_of_nothing_is_refused(changes, said):
    with pytest.raises(ParameterError, match=re.escape(said)):
        rules.all_claims(Study(changes=changes))


def test_a_role_that_a_claim_names_and_the_case_does_not_is_told(root, tmp_path):
    """Else the claim could never be asked, and nobody would learn why."""
    text = (root / TURKEY["history"] / "history.toml").read_text().replace('patron = "USA"\n', "", 1)
    (tmp_path / "history.toml").write_text(text)
    with pytest.raises(
        ParameterError, match=r"T1 names \{patron\}, which \[case\] does not; add patron = a code there"
    ):
        rules.all_claims(Study(country="TUR", rival="GRC", history=str(tmp_path)))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_events_from_a_spreadsheet_are_read_or_refused_in_one_line(root, tmp_path, encoding):
    shutil.copytree(root / TURKEY["history"], tmp_path / "own")
    events = tmp_path / "own" / "events.csv"
    events.write_text(events.read_text(encoding="utf-8"), encoding=encoding)
    study = Study(**(TURKEY | {"history": str(tmp_path / "own")}))
    if encoding == "utf-8-sig":
        assert "T001" in set(chronology.of(study)["event_id"])
        return
    with pytest.raises(ParameterError, match=r"events\.csv is no CSV file in UTF-8 .*; save it as one"):
        chronology.of(study)
