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
            "turning_point = 1800 is outside the data; give a year from 1946 to 2025.",
        ),
        (["render", "-p", "rival=PAK"], "country and rival are both 'PAK'"),
        (["render", "-p", "colour=red"], "unknown parameter 'colour'"),
        (["render", "-p", "turning_point=soon"], "is of the wrong type (str)"),
        (["data", "show", "us_adi"], "TableError: there is no table 'us_adi'; nearest: us_aid"),
        (["data", "build", "--raw", "nowhere"], "SourceError: nowhere is no folder"),
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
    assert "aid_after_2011: test shift" in analysis("claims", "U1", cwd=root).stdout
