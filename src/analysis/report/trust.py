"""How far to trust the verdicts: the calibration of the rules on simulated data, as a page."""

from importlib.resources import files
from typing import Any

import pandas as pd

from analysis.figures import data_table
from analysis.report.chrome import fragment, frame
from analysis.report.page import Context

NAME = "trust.html"
TITLE = "How far to trust the verdicts"
# At most this share of runs without an effect may end in a verdict for the claim, or against it.
ALLOWED = 0.05
# A short series in which one year resembles the next, as many here do.
HARD = ("AR(1) 0.6", 24)
DRIFT = ("linear trend", "shift")
FILES = ("calibration", "power")
CONTENTS = [
    ("false-alarms", "How often chance gets a verdict"),
    ("found", "How often an effect is found"),
    ("meaning", "What this means for a reader"),
]
# Shares of runs are read in per cent.
SHARES = ("supported", "partly", "contradicted", "undecided")


def available() -> bool:
    """Whether the results of both simulations are here."""
    return all(_path(name).is_file() for name in FILES)


def page(context: Context) -> str:
    """trust.html of a case, from calibration.csv and power.csv, whatever columns they have."""
    calibration, power = (_read(name) for name in FILES)
    body = fragment(
        "trust.html.j2",
        summary=summary(),
        drift=drift(),
        calibration=data_table.to_html(_percent(calibration), "Verdicts on simulated series without any effect", 1),
        power=data_table.to_html(_percent(power), "Verdicts on simulated series with a planted effect", 1),
    )
    return frame(
        title=f"{TITLE}: {context.pair}", description=summary(), short=TITLE,
        trail=[*context.trail, ("index.html", context.pair)], contents=CONTENTS, body=body,
        neighbours=[("prev", "index.html", f"{context.pair}: the report")],
    )  # fmt: skip


def summary() -> str:
    """The worst and the middle false-alarm rate in one sentence; empty while there are no results."""
    if not available():
        return ""
    found = _read("calibration")
    found = found[~_drifting(found)]
    alarms = sum((found[name] for name in ("supported", "partly") if name in found), pd.Series(0.0, index=found.index))
    said = _rates("a verdict for the claim", alarms)
    if "contradicted" in found:
        said += "; " + _rates("a verdict against it", found["contradicted"])
    return f"On simulated series without any effect, {said}. The rules allow {100 * ALLOWED:.0f} per cent."


def power() -> str:
    """What "open" can mean, in one sentence: how often a large effect in a short, persistent series is missed."""
    if not available():
        return ""
    found = _read("power")
    rows = found[
        (found["design"] == HARD[0]) & (found["points"] == HARD[1]) & (found["test"] == "shift") & (found["parts"] == 1)
    ]
    rows = rows.sort_values("effect")
    if rows.empty:
        return ""
    row = rows.iloc[-1]
    missed = 100 * (1 - row["supported"] - row["partly"])
    return (
        f"Open does not mean no: in trials with {HARD[1]} persistent years, a change of {row['effect']:.0f} standard deviations "
        f"was missed in {missed:.0f} per cent of runs."
    )


def drift() -> str:
    """What a comparison of two averages makes of a series that grows steadily; empty without such a design."""
    found = _read("calibration") if available() else pd.DataFrame(columns=["design", "test"])
    rows = found[_drifting(found)]
    if rows.empty:
        return ""
    alarms = 100 * (rows["supported"] + rows["partly"])
    return (
        f"One design is no trial of chance: where a series grows steadily, the two averages do differ, and a comparison of "
        f"means says so in {alarms.min():.0f} to {alarms.max():.0f} per cent of runs. It says “lower after than before”, not "
        "“broke in that year”. A claim that a year was special is therefore also ranked among other years and other pairs."
    )


def _drifting(found: pd.DataFrame) -> pd.Series:
    """Designs whose averages differ by construction: not without effect for a comparison of means."""
    return (found["design"] == DRIFT[0]) & (found["test"] == DRIFT[1])


def _rates(what: str, rates: pd.Series) -> str:
    over = int((rates > ALLOWED).sum())
    return (
        f"{what} came out in {100 * rates.median():.1f} per cent of runs in the middle design and "
        f"{100 * rates.max():.1f} in the worst ({over} of {len(rates)} designs are above the limit)"
    )


def _read(name: str) -> pd.DataFrame:
    return pd.read_csv(str(_path(name)))


def _percent(found: pd.DataFrame) -> pd.DataFrame:
    shares = {name: f"{name}, per cent of runs" for name in SHARES if name in found}
    return found.assign(**{name: 100 * found[name] for name in shares}).rename(columns=shares)


def _path(name: str) -> Any:
    return files("analysis.claims").joinpath(f"{name}.csv")
