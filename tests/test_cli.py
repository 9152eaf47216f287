"""The command: one line per error, exit codes, nothing written."""

import re
import subprocess
import sys

import pytest

from analysis import tables


def analysis(*arguments, cwd):
    return subprocess.run(
        [sys.executable, "-m", "analysis", *arguments], capture_output=True, text=True, check=False, cwd=cwd
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["render", "-p", "country=PKA"],
            "ParameterError: country = 'PKA' is no country code; nearest: PAK (Pakistan)",
        ),
        (
            ["render", "-p", "turning_point=1800"],
            "turning_point = 1800 is outside the data; give a year from 1946 to ",
        ),
        (["render", "-p", "rival=PAK"], "country and rival are both 'PAK'"),
        (["render", "-p", "colour=red"], "unknown parameter 'colour'"),
        (["render", "-p", "turning_point=soon"], "is of the wrong type (str)"),
        (["render", "-p", "turning_point=02014"], "turning_point = '02014' is of the wrong type (str)"),
        (["answer", "-p", "country=TUR", "-p", "country=VNM"], "country is given twice (TUR and VNM); give it once."),
        (["data", "show", "us_adi"], "TableError: there is no table 'us_adi'; nearest: us_aid"),
        (["data", "build", "--raw", "nowhere"], "SourceError: nowhere is no folder"),
        (["data", "add", "sipry", "file.csv"], "SourceError: there is no kind of file 'sipry'; nearest: sipri"),
        (["data", "add", "sipri", "nowhere.csv"], "SourceError: nowhere.csv: there is no such file"),
        (["data", "add", "sipri"], "no file is given; say `analysis data add sipri FILE`"),
        (["data", "add", "csv", "file.csv"], "say `analysis data add csv FILE --table NAME`"),
        (["data", "add", "csv", "file.csv", "--table", "trad"], "TableError: there is no table 'trad'; nearest: trade"),
        (
            ["data", "add", "csv", "file.csv", "--schema", "trad"],
            "TableError: there is no table 'trad'; nearest: trade",
        ),
        (["data", "remove", "trade"], "SourceError: there is no local table 'trade'; local tables: none"),
        (["claims", "Z9"], "there is no claim 'Z9'"),
        (["rendr"], "No such command 'rendr'"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_two(arguments, message, call):
    code, out, err = call(*arguments)
    assert code == 2
    assert message in err and "Traceback" not in err + out


def test_a_process_of_its_own_ends_with_the_code_and_the_line(root):
    for arguments, code in ((["render", "-p", "country=PKA"], 2), (["data", "list"], 0)):
        done = analysis(*arguments, cwd=root)
        assert done.returncode == code and "Traceback" not in done.stderr + done.stdout
        assert (
            ("us_aid" in done.stdout) if code == 0 else done.stderr.startswith("ParameterError: country = 'PKA' is no")
        )


@pytest.fixture
def printed(call):
    """What a command that ends well prints."""

    def run(*arguments):
        code, out, err = call(*arguments)
        assert code == 0, err
        return out

    return run


def test_tables_and_claims_can_be_listed(printed):
    listed = printed("data", "list")
    assert "us_aid" in listed and "1946-2020" in listed
    shown = printed("data", "show", "drone_strikes")
    assert "strikes reported" in shown and "a lower bound" in shown
    assert len(printed("claims").splitlines()) == 30
    assert len(printed("claims", "-p", "country=TUR", "-p", "rival=GRC").splitlines()) == 17


def test_the_rule_of_a_claim_is_shown_with_its_choices_and_last_values(printed):
    shown = " ".join(printed("claims", "show", "u3", "--set", "U3.aid.span=[1990, 2010]").split())
    assert shown.startswith("U3 After 9/11 the front-line role restored US support for Pakistan for a while.")
    assert "changed for this report: aid, span = [1990, 2010]" in shown
    assert "aid: core, asks happened, drift, special; US aid obligations to Pakistan" in shown
    assert "aid.obligations {'args': {'recipient': 'PAK'}}" in shown and "year 2002, 2003, 2004" in shown
    assert "2020: 197 million constant 2020 US$" in shown
    told = printed("claims", "U1", "-p", "patron=SAU")
    assert "no data" in told and "{" not in told.replace("{'", "")


def test_the_list_says_rows_years_countries_unit_vintage_and_terms_of_every_table(printed):
    lines = printed("data", "list").splitlines()
    heads = [line for line in lines if not line.startswith(" ")]
    assert [line.split()[0] for line in heads] == tables.names()
    assert len({line.index(" rows  ") for line in heads}) == 1
    at = next(i for i, line in enumerate(lines) if line.startswith("arms_deliveries"))
    block = "\n".join(lines[at : at + 5])
    assert "4,004 rows  1950-2025" in block and "recipient: IND, PAK" in block and "million TIV" in block
    assert "vintage    release of March 2026" in block and "terms      (c) SIPRI" in block


@pytest.mark.parametrize("arguments", [["list"], ["show", "arms_deliveries"], ["show", "un_resolutions"], ["add"]])
def test_what_the_data_commands_print_fits_a_hundred_columns(arguments, printed):
    out = printed("data", *arguments)
    assert out and max(map(len, out.splitlines())) <= 100


def test_a_users_own_file_is_added_shown_as_such_and_taken_away(printed, tmp_path, monkeypatch):
    monkeypatch.setenv("ANALYSIS_LOCAL_DATA", str(tmp_path / "local"))
    file = tmp_path / "panel.csv"
    file.write_text("supplier,recipient,year,tiv\nRussia,Turkiye,2019,560\nUnited States,Turkiye,2020,10\n")
    added = printed("data", "add", "sipri", file)
    assert "arms_deliveries: 2 rows, 2019-2020; your own file panel.csv" in added
    assert "recipient: TUR" in (shown := printed("data", "show", "arms_deliveries"))
    assert "vintage:   your own file panel.csv" in shown and str(tmp_path) not in shown
    assert "2 rows  2019-2020  your own file" in printed("data", "list")
    assert printed("data", "remove", "arms_deliveries") == "removed: arms_deliveries\n"
    assert "4,004" in printed("data", "show", "arms_deliveries")


def test_no_number_of_an_event_stands_in_what_is_told_of_a_claim(printed):
    told = printed("claims", "show", "H7", "E4")
    assert "3 June 2017" in told and not re.search(r"\{[ES]\d", told)
