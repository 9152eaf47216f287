"""Two reports compared: what differs is named with what can be behind it, and equal ones are equal."""

import copy
import json

import pytest

from analysis.errors import ParameterError
from analysis.report import record
from analysis.sweep import compare


@pytest.fixture
def a(published):
    return copy.deepcopy(published) | {"made_from": record.inputs()}


@pytest.fixture
def b(a):
    return copy.deepcopy(a)


def finding(record, claim):
    return next(one for one in record["findings"] if one["claim"] == claim)


def test_a_report_equals_itself(a, b):
    found = compare.compare(a, b)
    assert found["equal"] and found["claims"] == [] and found["answer"] is None
    assert [line for _, line in compare.told(found)] == ["no verdict, certainty or number differs"]


def test_a_verdict_that_moved_with_a_table_names_the_table(a, b):
    table = finding(b, "U1")["tables"][0]
    b["made_from"]["tables"][table] = "0" * 12
    finding(b, "U1")["verdict"] = "it does not hold"
    found = compare.compare(a, b)
    (one,) = found["claims"]
    assert one["verdict"] == [finding(a, "U1")["verdict"], "it does not hold"] and one["why"] == [f"data: {table}"]
    assert found["why"]["data"] == [table] and not found["equal"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda b: b["made_from"]["rules"].update(U1="0" * 12), ["rule"]),
        (lambda b: b["made_from"]["rules"].update(limits="0" * 12), ["rule"]),
        (lambda b: b["made_from"]["rules"].update(U2="0" * 12), ["nothing that is recorded"]),
        (lambda b: b["made_from"].update(code="0" * 12), ["code"]),
        (lambda b: b["case"].update(turning_point=2012), ["parameters"]),
        (lambda b: b["made_from"]["tables"].update(wheat_trade="0" * 12), ["data that others are compared with"]),
        (lambda b: b.pop("made_from"), ["not recorded"]),
    ],
)
def test_what_can_be_behind_a_difference_is_named(a, b, change, why):
    change(b)
    finding(b, "U1")["certainty"]["level"] = "none"
    (one,) = compare.compare(a, b)["claims"]
    assert one["why"] == why and one["verdict"] is None and one["certainty"][1] == "none"


def test_a_number_that_differs_is_shown_with_both_values(a, b):
    part = next(one for one in finding(b, "U1")["parts"] if one["happened"])
    part["happened"]["choices"][0]["after"] = 123456.0
    found = compare.compare(a, b)
    ((changed,),) = [one["parts"] for one in found["claims"]]
    assert changed["part"] == part["id"] and changed["b"]["after"] == 123456.0 != changed["a"]["after"]
    assert any("same verdict, other numbers" in line for _, line in compare.told(found))
    assert any("after 123,456" in line for _, line in compare.told(found))


def test_a_claim_on_one_side_only_is_told(a, b):
    b["findings"] = [one for one in b["findings"] if one["claim"] != "U1"]
    (one,) = compare.compare(a, b)["claims"]
    assert one["verdict"][1] is None and all(part["b"] is None for part in one["parts"])


@pytest.mark.parametrize(
    ("side", "message"),
    [
        ("nowhere.yml", "there is no parameter file nowhere.yml"),
        ("country=XXX", "country = 'XXX' is no country code"),
        (".", "holds no report that can be read"),
        ("nowhere/findings.json", "holds no report that can be read"),
    ],
)
def test_a_side_that_is_none_is_refused_in_one_line(side, message, tmp_path, monkeypatch, root):
    with pytest.raises(ParameterError, match=message):
        compare.side(str(tmp_path) if side == "." else side)


def test_exit_codes_are_those_of_diff(call, root, a, b, tmp_path):
    for name, found in (("a", a), ("b", b)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "findings.json").write_text(json.dumps(found))
    assert call("compare", tmp_path / "a", tmp_path / "b")[0] == 0
    finding(b, "U1")["verdict"] = "it does not hold"
    (tmp_path / "b" / "findings.json").write_text(json.dumps(b))
    code, out, err = call("compare", tmp_path / "a", tmp_path / "b/findings.json", "--json")
    assert (code, err) == (1, "") and json.loads(out)["claims"][0]["claim"] == "U1"
    assert call("compare", tmp_path / "a", tmp_path / "c")[0] == 2


def test_parameters_are_decided_now_and_equal_the_committed_report(call, root, published):
    code, out, _ = call("compare", root / "reports/pak-rus", "-")
    assert code == 0, out
