"""The command: one line per error, exit codes, nothing written."""

import subprocess
import sys

import pytest


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
def test_bad_input_is_one_line_and_exit_code_two(arguments, message, root):
    done = analysis(*arguments, cwd=root)
    assert done.returncode == 2
    assert message in done.stderr and "Traceback" not in done.stderr + done.stdout


def test_tables_and_claims_can_be_listed(root):
    listed = analysis("data", "list", cwd=root)
    assert listed.returncode == 0 and "us_aid" in listed.stdout and "1946-2020" in listed.stdout
    shown = analysis("data", "show", "drone_strikes", cwd=root)
    assert "strikes reported" in shown.stdout and "a lower bound" in shown.stdout
    assert len(analysis("claims", cwd=root).stdout.splitlines()) == 30
    assert len(analysis("claims", "-p", "country=TUR", "-p", "rival=GRC", cwd=root).stdout.splitlines()) == 17


def test_the_rule_of_a_claim_is_shown_with_its_choices_and_last_values(root):
    shown = " ".join(analysis("claims", "show", "u3", "--set", "U3.aid.span=[1990, 2010]", cwd=root).stdout.split())
    assert shown.startswith("U3 After 9/11 the front-line role restored US support for Pakistan for a while.")
    assert "changed for this report: aid, span = [1990, 2010]" in shown
    assert "aid: core, asks happened, drift, special; US aid obligations to Pakistan" in shown
    assert "aid.obligations {'args': {'recipient': 'PAK'}}" in shown and "year 2002, 2003, 2004" in shown
    assert "2020: 197 million constant 2020 US$" in shown
    told = analysis("claims", "U1", "-p", "patron=SAU", cwd=root).stdout
    assert "no data" in told and "{" not in told.replace("{'", "")


def test_the_list_says_rows_years_countries_unit_vintage_and_terms_of_every_table(root):
    from analysis import tables

    lines = analysis("data", "list", cwd=root).stdout.splitlines()
    heads = [line for line in lines if not line.startswith(" ")]
    assert [line.split()[0] for line in heads] == tables.names()
    assert len({line.index(" rows  ") for line in heads}) == 1
    at = next(i for i, line in enumerate(lines) if line.startswith("arms_deliveries"))
    block = "\n".join(lines[at : at + 5])
    assert "4,004 rows  1950-2025" in block and "recipient: IND, PAK" in block and "million TIV" in block
    assert "vintage    release of March 2026" in block and "terms      (c) SIPRI" in block


@pytest.mark.parametrize("arguments", [["list"], ["show", "arms_deliveries"], ["show", "un_resolutions"], ["add"]])
def test_what_the_data_commands_print_fits_a_hundred_columns(arguments, root):
    done = analysis("data", *arguments, cwd=root)
    assert done.returncode == 0 and done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_a_users_own_file_is_added_shown_as_such_and_taken_away(root, tmp_path, monkeypatch):
    monkeypatch.setenv("ANALYSIS_LOCAL_DATA", str(tmp_path / "local"))
    file = tmp_path / "panel.csv"
    file.write_text("supplier,recipient,year,tiv\nRussia,Turkiye,2019,560\nUnited States,Turkiye,2020,10\n")
    added = analysis("data", "add", "sipri", str(file), cwd=root)
    assert added.returncode == 0, added.stderr
    assert "arms_deliveries: 2 rows, 2019-2020; your own file panel.csv" in added.stdout
    assert "recipient: TUR" in (shown := analysis("data", "show", "arms_deliveries", cwd=root).stdout)
    assert "vintage:   your own file panel.csv" in shown and str(tmp_path) not in shown
    assert "2 rows  2019-2020  your own file" in analysis("data", "list", cwd=root).stdout
    assert analysis("data", "remove", "arms_deliveries", cwd=root).stdout == "removed: arms_deliveries\n"
    assert "4,004" in analysis("data", "show", "arms_deliveries", cwd=root).stdout
