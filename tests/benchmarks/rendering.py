"""How long a report takes, as ratios of whole commands on this machine; run by `make bench`, in turn, medians of three.

The plain way is what its tools offer by themselves: papermill and nbconvert, chapter by chapter. The plain process runs the
code of all notebooks in one Python, without pages. Seconds are printed for the reader of this machine only.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
ROUNDS = int(os.environ.get("ROUNDS", "3"))
CODE = """
import json, sys
for path in sys.argv[1:]:
    names = {"__name__": "__main__"}
    for cell in json.load(open(path))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
"""
# What is measured, against what, and how many times as long it may take.
AIMS = [
    ("a cold report", "the plain way", 1 / 8),
    ("a cold report", "the plain process", 0.7),
    ("an unchanged report", "a cold report", 0.03),
    ("one text edited", "a cold report", 0.15),
    ("a refused parameter", "a cold report", 0.03),
    ("a sweep on two workers", "a sweep on one worker", 1 / 1.8),
]
# What begins without anything kept from a run before.
FIRST = {"the plain way", "the plain process", "a cold report", "a sweep on one worker", "a sweep on two workers"}
PAIRS = "PAK-RUS,TUR-RUS-GRC,VNM-RUS-CHN,EGY-RUS-ISR,IRN-RUS-SAU,SAU-CHN-IRN,KAZ-CHN-UZB-RUS,KOR-CHN-PRK"


def run(*command: object, code: int = 0) -> None:
    done = subprocess.run([str(one) for one in command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr


def plain(notebooks: list[Path], folder: Path) -> None:
    for notebook in notebooks:
        executed = folder / notebook.name
        run(BIN / "papermill", notebook, executed, "--no-progress-bar", "--cwd", ROOT / "notebooks")
        run(BIN / "jupyter", "nbconvert", "--to", "html", executed)


def edit(notebook: Path, turn: int) -> None:
    text = notebook.read_text(encoding="utf-8")
    notebook.write_text(re.sub(r"( \(\d+\))?\.\"\n", f' ({turn})."\n', text, count=1), encoding="utf-8")


def measured(folder: Path) -> dict[str, list[float]]:
    notebooks = sorted((ROOT / "notebooks").glob("[0-9]_*.ipynb"))
    own = folder / "project"
    for name in ("notebooks", "src"):
        shutil.copytree(ROOT / name, own / name)
    os.symlink(ROOT / "data", own / "data")
    os.environ["PYTHONPATH"] = str(own / "src")
    first = own / "notebooks" / notebooks[0].name
    analysis = [
        sys.executable,
        "-c",
        f"import os; os.chdir({str(own)!r}); from analysis.cli import main; raise SystemExit(main())",
    ]
    render, sweep = [*analysis, "render"], [*analysis, "sweep", "--pairs", PAIRS, "--out", folder / "sweep", "--jobs"]
    found: dict[str, list[float]] = {}
    for turn in range(ROUNDS):
        for what, work in {
            "the plain way": lambda: plain(notebooks, folder),
            "the plain process": lambda: run(sys.executable, "-c", CODE, *notebooks),
            "a cold report": lambda: run(*render, "--force"),
            "an unchanged report": lambda: run(*render),
            "one text edited": lambda turn=turn: (edit(first, turn), run(*render)),
            "a refused parameter": lambda: run(*render, "-p", "country=PKA", code=2),
            "a sweep on one worker": lambda: run(*sweep, 1),
            "a sweep on two workers": lambda: run(*sweep, 2),
        }.items():
            if what in FIRST:  # nothing computed before: else the second of two would find what the first has kept
                os.environ["ANALYSIS_CACHE"] = str(folder / f"{what}-{turn}")
            begun = time.perf_counter()
            work()
            found.setdefault(what, []).append(time.perf_counter() - begun)
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        seconds = {what: statistics.median(taken) for what, taken in measured(Path(name)).items()}
    for what, value in seconds.items():
        print(f"{what:20} {value:7.1f} s")
    for what, against, aim in AIMS:
        print(
            f"{what:20} {100 * seconds[what] / seconds[against]:7.1f} % of {against} (aim: at most {100 * aim:.1f} %)"
        )
