"""The rules as claims.toml holds them: typed, checked when read, and every fault named with claim, part and key."""

import copy
import hashlib
import json
import tomllib
from importlib.resources import files

import pytest

from analysis.claims import checking, layers, rules
from analysis.claims.kinds import KINDS
from analysis.claims.spec import Ask, Claim, Mark, Part
from analysis.claims.spec import Test as Kind
from analysis.errors import ParameterError
from analysis.measures import measure
from analysis.study import Study
from analysis.tables import load

BASE = tomllib.loads((files("analysis.claims") / "claims.toml").read_text(encoding="utf-8"))
# All claims of the article's case: those asked of any case, and what its history adds to them and says for itself.
RAW = BASE | {"claim": layers.merged(BASE["claim"], next(layers.of(Study(), BASE["claim"])))}
PLACE = {claim["id"]: place for place, claim in enumerate(RAW["claim"])}
WRONG_PART = {
    "id": 3, "label": 3, "subject": None, "mark": "main", "asks": ["felt"], "words": "seems", "event": "E999", "act": "E999",
    "among": "people", "only": "PAK", "otherwise": "none", "grid": {"offset": [-1]}, "test": "guess", "table": "no_such_table", "measure": "aid.shares",
    "args": {"recipient": "{friend}"}, "minus": {"receiver": "{rival}"}, "follower": {"recipient": "PAK"}, "year": "soon",
    "span": [2020, 2002], "direction": "sideways", "threshold": "high", "quantity": "amount", "key": "{country}", "max_lag": 3,
    "minimum": 10, "confirmed_by": ["E999"], "refuted_by": {"text": "x"}, "choice": "mine",
}  # fmt: skip
WRONG_CLAIM = {
    "id": 3, "theme": 3, "chapter": 3, "statement": 3, "question": 3, "contradicted_if": 3, "words": "seems", "motive": 3,
    "untested": 3, "why": 3, "caveat": 3, "figures": ["maps"], "by": "me", "beside": ["E999"], "after": ["E999"], "part": "none",
}  # fmt: skip


def raw():
    return copy.deepcopy(RAW)


def refused(found):
    with pytest.raises(ParameterError) as caught:
        checking.check(found, load("events"))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_every_key_of_a_part_has_a_wrong_value_here():
    assert set(WRONG_PART) == set(Part.model_fields)
    assert set(WRONG_CLAIM) == {field.alias or name for name, field in Claim.model_fields.items()}


@pytest.mark.parametrize("key", WRONG_PART)
def test_a_wrong_value_in_a_part_is_refused_with_claim_part_and_key(key):
    found = raw()
    part = found["claim"][PLACE["U1"]]["part"][0]
    assert part["id"] == "aid_after_cold_war"
    part[key] = WRONG_PART[key]
    said = refused(found)
    assert said.startswith("claims.toml: U1, ") or key == "id"
    assert key in said and (key == "id" or "aid_after_cold_war" in said)


@pytest.mark.parametrize("key", WRONG_CLAIM)
def test_a_wrong_value_in_a_claim_is_refused_with_claim_and_key(key):
    found = raw()
    found["claim"][PLACE["U1"]][key] = WRONG_CLAIM[key]
    assert key in refused(found)


# Where in U1's first part (claim: in U1; rules: in [rules]), a value that no type refuses, and what is said.
DEEPER = [
    ("part", ("args",), {"recipient": "pak"}, "args, recipient: 'pak' is no country code"),
    ("part", ("args",), {"recipient": "Pakistan"}, "'Pakistan' is no country code"),
    ("part", ("args",), {"recipient": 586}, "args, recipient: 586"),
    ("part", ("args",), {"recipient": "{country}", "category": "milltary"}, "category: 'milltary'"),
    ("part", ("minus",), {"recipient": "{rival}", "category": "all"}, "minus, category: 'all'"),
    ("part", ("table",), "us_aid_totals", "table: aid.share reads us_aid, not us_aid_totals"),
    ("part", ("table",), [], "missing a required argument"),
    ("part", ("measure",), "", "measure: missing"),
    ("part", ("asks",), [], "asks: Tuple should have at least 1 item"),
    ("part", ("asks",), ["documented"], "documents and counts of events ask documented"),
    ("part", ("asks",), ["drift", "special"], "what is ranked must have happened"),
    ("part", ("asks",), ["happened", "drift"], "special and among"),
    ("part", ("among",), "pairs", "no table ranks aid.share among pairs"),
    ("part", ("id",), "aid_after_2011", "'aid_after_2011' is there twice"),
    ("part", ("label",), "", "label: is empty"),
    ("part", ("label",), "aid of {patrom}", "{patrom} names neither"),
    ("part", ("only",), {"contry": "PAK"}, "only, contry: is no role"),
    ("part", ("only",), {"country": "Pakistan"}, "'Pakistan' is no country code"),
    ("part", ("otherwise",), [{"args": {"recipent": "{country}"}, "subject": "x"}], "otherwise, 1, args: aid.share"),
    ("part", ("year",), 19990, "19990 is no year"),
    ("part", ("year",), 2019, "is not within the span"),
    ("part", ("span",), [1200, 2005], "1200 is no year"),
    ("part", ("threshold",), float("nan"), "threshold: Input should be a finite number"),
    ("part", ("args",), {"recipient": "{country}", "window": 0}, "args: aid.share"),
    ("part", ("grid", "offset"), [0, -2], "offset: -2 dates the change before"),
    ("rules", ("needs",), {"is": [["happened"]]}, "'change' is missing"),
    ("part", ("grid", "span"), [[1986, 20050]], "20050 is no year"),
    ("part", ("grid", "variants"), [{}, {"args": {"recipient": "{contry}"}}], "grid, variants, 2, args, recipient: {contry} is no role"),
    ("part", ("grid", "variants"), [{"measure": "aid.rank", "args": {"country": "{country}"}}], "grid, variants, 1, args: aid.rank"),
    ("claim", ("chapter",), "6_break", "chapter: '6_break' is none; give one of 1_historical_burden, "),
    ("claim", ("part",), [], "part: Tuple should have at least 1 item"),
    ("claim", ("id",), "U2", "'U2' is there twice"),
    ("claim", ("statement",), "{the_contry} fell", "{the_contry} names neither"),
    ("claim", ("caveat",), "They went in {E999}.", "caveat: 'E999' is not in the chronology"),
    ("claim", ("statement",), "They went in {E161}.", "{E161} names neither"),
    ("rules", ("yes",), 0.5, "mostly: 0.67 is above yes (0.5)"),
    ("rules", ("yes",), 90, "yes: Input should be less than or equal to 1"),
    ("rules", ("rare",), 0.2, "rare: 0.2 is above fairly_rare (0.1)"),
    ("rules", ("material",), {"relative": 0.1}, "'per cent' is missing"),
    ("rules", ("material", "per cent"), -1, "material, per cent: Input should be greater than or equal to 0"),
    ("rules", ("needs", "turn"), [["happend"]], "needs, turn, 1, 1: Input should be 'happened'"),
    ("rules", ("needs", "turn"), [], "needs, turn: Tuple should have at least 1 item"),
    ("rules", ("benchmark",), 5, "benchmark: Input should be less than 1"),
    ("rules", ("window",), 0, "window: Input should be greater than or equal to 1"),
]  # fmt: skip


@pytest.mark.parametrize(("where", "keys", "value", "said"), DEEPER)
def test_a_value_of_the_right_type_that_means_nothing_is_refused(where, keys, value, said):
    found = raw()
    claim = found["claim"][PLACE["U1"]]
    here = {"part": claim["part"][0], "claim": claim, "rules": found["rules"]}[where]
    for key in keys[:-1]:
        here = here.setdefault(key, {})
    here[keys[-1]] = value
    told = refused(found)
    assert said in told
    assert told.startswith("claims.toml: rules" if where == "rules" else "claims.toml: ")


DOCUMENTS = [
    ("confirmed_by", [], "confirmed_by: documents name"),
    ("refuted_by", {"category": "party"}, "refuted_by, category: 'party' is unknown; give one of"),
    ("refuted_by", {"actors": ["PK"]}, "refuted_by, actors: 'PK' is no country code"),
    ("refuted_by", {"text": "(["}, "is no regular expression"),
    ("refuted_by", {"between": ["2014", "1992"]}, "2014 to 1992 are not two dates"),
    ("refuted_by", {"between": ["soon", "later"]}, "soon to later are not two dates"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value", "said"), DOCUMENTS)
def test_what_documents_name_exists(key, value, said):
    found = raw()
    part = next(one for one in found["claim"][PLACE["H7"]]["part"] if one["test"] == "documents")
    part[key] = part[key] | value if isinstance(value, dict) else value
    assert said in refused(found)


def test_a_file_that_is_no_toml_is_one_line(monkeypatch, tmp_path):
    (tmp_path / "claims.toml").write_text("[rules\nyes = 0.9")
    monkeypatch.setattr(rules, "__file__", str(tmp_path / "rules.py"))
    with pytest.raises(ParameterError, match=r"claims\.toml is no TOML"):
        rules._file.__wrapped__()


def test_a_key_that_nobody_knows_is_refused():
    found = raw()
    found["claim"][PLACE["U1"]]["part"][0]["treshold"] = 5
    assert "U1, aid_after_cold_war, treshold" in refused(found)


def test_a_key_that_the_kind_does_not_read_is_refused_and_a_missing_one_too():
    found = raw()
    found["claim"][PLACE["I5"]]["part"][2]["year"] = 2010
    assert "I5, lead_lag, year: lead_lag does not read it" in refused(found)
    found = raw()
    del found["claim"][PLACE["U1"]]["part"][0]["year"]
    assert "U1, aid_after_cold_war, year: missing" in refused(found)


def test_a_change_is_not_dated_before_its_event():
    found = raw()
    found["claim"][PLACE["U1"]]["part"][0]["year"] = 1985
    assert "year: 1985 is before its event E045 (1990)" in refused(found)


def test_an_act_that_came_after_every_choice_dates_nothing():
    found = raw()
    found["claim"][PLACE["U1"]]["part"][3]["act"] = "E108"
    assert "act: E108 (2018) came after every choice of the change (2014)" in refused(found)


def test_a_threshold_has_no_usual_swing():
    found = raw()
    found["claim"][PLACE["U1"]]["part"][0]["threshold"] = 5
    assert "U1, aid_after_cold_war, asks: a threshold has no usual swing" in refused(found)


def test_an_argument_that_the_measure_does_not_take_is_named():
    found = raw()
    found["claim"][PLACE["U1"]]["part"][0]["args"] = {"country": "{country}"}
    assert "aid.share: missing a required argument: 'recipient'" in refused(found)
    found["claim"][PLACE["U1"]]["part"][0]["args"] = {"recipient": "PKA"}
    assert "'PKA' is no country code" in refused(found)


def test_there_are_thirty_claims_and_a_class_for_every_kind():
    assert len({claim.id for claim in rules.all_claims()}) == 30
    assert set(KINDS) == set(Kind)
    used = {part.test for claim in rules.all_claims() for part in claim.parts}
    assert used == set(Kind) - {Kind.SEGMENTED}, "segmented is a choice of U4 only"


def test_every_claim_has_a_core_and_every_part_of_it_asks_something():
    for claim in rules.all_claims():
        assert any(part.mark == Mark.CORE for part in claim.parts), claim.id
        assert all(part.asks and part.label and part.subject for part in claim.parts), claim.id


def test_no_choice_dates_a_change_before_its_event(study):
    years = load("events").set_index("event_id")["year"]
    for claim in rules.all_claims():
        for part in claim.parts:
            if part.event:
                found = [spec.year for spec in rules.specifications(part, study) if spec.year]
                assert min(found) >= years[part.event], (claim.id, part.id)


def test_the_chosen_specification_comes_first_and_every_combination_follows_once(study):
    specs = rules.specifications(rules.part("U1", "aid_after_2011"), study)
    assert len(specs) == 3 * 3 * 4
    assert (specs[0].year, specs[0].span, specs[0].measure) == (2012, (2002, 2020), "aid.share")
    assert specs[0].choice == {"year": "2012", "years": "2002–2020", "measure": "as chosen"}
    assert {spec.choice["measure"] for spec in specs} == {
        "as chosen", "the amount, not the share", "military aid alone", "economic aid alone",
    }  # fmt: skip
    assert len({str(spec.choice) for spec in specs}) == len(specs)


def test_years_and_roles_are_filled_from_the_study():
    spec = rules.chosen(
        rules.part("B1", "votes"), Study(country="TUR", rival="GRC", turning_point=2012, last_year=2019)
    )
    assert (spec.year, spec.span, spec.args["a"], spec.args["b"]) == (2012, (2004, 2019), "TUR", "RUS")


def test_every_chapter_that_a_claim_may_stand_in_is_a_notebook_that_shows_claims(root):
    shown = [
        path.stem for path in sorted((root / "notebooks").glob("[0-9]_*.ipynb")) if "of_history(" in path.read_text()
    ]
    assert list(checking.CHAPTERS) == shown


def test_an_unknown_claim_part_or_measure_is_named():
    with pytest.raises(ParameterError, match="there is no claim 'X1'; give one of H1"):
        rules.claim("X1")
    with pytest.raises(ParameterError, match="U1 has no part 'x'"):
        rules.part("U1", "x")
    with pytest.raises(ParameterError, match=r"there is no measure 'aid\.shares'"):
        measure("aid.shares")


def test_every_document_says_what_would_refute_it():
    parts = [part for claim in rules.all_claims() for part in claim.parts if part.test == Kind.DOCUMENTS]
    assert len(parts) >= 10 and all(part.refuted_by and part.asks == (Ask.DOCUMENTED,) for part in parts)


TOLD = {
    "label",
    "subject",
    "statement",
    "question",
    "why",
    "caveat",
    "contradicted_if",
    "after",
    "beside",
    "theme",
    "chapter",
    "figures",
}


def decisive(rule):
    plain = {key: value for key, value in rule.items() if key not in TOLD}
    return plain | {"part": [{key: value for key, value in one.items() if key not in TOLD} for one in rule["part"]]}


def test_the_methodology_log_knows_the_rules_as_they_stand(root):
    """Whoever changes what decides a claim must write an entry: the log names the fingerprint of the rules."""
    held = json.dumps([decisive(rule) for rule in RAW["claim"]] + [RAW["rules"]], sort_keys=True)
    fingerprint = hashlib.sha256(held.encode()).hexdigest()[:12]
    assert f"`{fingerprint}`" in (root / "CHANGELOG.md").read_text(), f"write an entry that names `{fingerprint}`"


def test_every_choice_of_every_claim_is_told_in_words(study):
    """No argument's name reaches the page: a new choice needs its words in choices.toml."""
    words = {
        spec.choice["measure"]
        for claim in rules.all_claims()
        for part in claim.parts
        for spec in rules.specifications(part, study)
        if "measure" in spec.choice
    }
    raw = ("kind ", "category ", "direction ", "flow ", "rolls ", "supplier ", "sender ", "fuel ", "window ", "{")
    assert len(words) > 30
    assert not [one for one in words for piece in one.split(", ") if piece.startswith(raw)]
