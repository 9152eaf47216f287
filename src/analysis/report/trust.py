"""How far to trust the verdicts: old rules beside new, audits, trials of the answers by chance, and the rules elsewhere."""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

import pandas as pd

from analysis.claims import audits, drift, rules
from analysis.claims.spec import Mark
from analysis.claims.telling import joined
from analysis.figures import data_table
from analysis.report import before_after, elsewhere
from analysis.report.chrome import frame
from analysis.report.page import Context
from analysis.study import ROLES, Study
from analysis.templates import render

NAME = "trust.html"
TITLE = "How far to trust the verdicts"
FILES = ("drift", "power", "ranks", "triples")
# Share of series without a change that may be taken for one in the claimed direction: promised, and at the very most.
PROMISED, ALLOWED = 2.5, 5.0
MILD = ("autocorrelation 0", "autocorrelation 0.3", "autocorrelation 0.6")
LEAST = ["claim", "part", "years", "answer", "in words", "base", "least"]
RANKS = {
    "n": "compared",
    "rare": "rare, per cent",
    "fairly_rare": "at least fairly rare, per cent",
    "large": "at least half as large before",
    "large_rare": "of these rare, per cent",
}
ANSWERS = (drift.YES, drift.OTHER_WAY, drift.NOT_FOUND, drift.CANNOT)
CONTENTS = [
    ("changed", "Thirty verdicts, before and after"),
    ("audits", "Are the numbers right?"),
    ("drift", "Is a change more than the usual swing?"),
    ("ranks", "Was it special?"),
    ("elsewhere", "Would any three countries do?"),
]
Data = Mapping[str, Any]


def available() -> bool:
    """Whether the results of all trials are here."""
    return all(_path(name).is_file() for name in FILES)


def page(context: Context, findings: Sequence[Data]) -> str:
    """trust.html of a case from the tables of the trials and the case's own findings (as `Finding.to_dict` gives them)."""
    default = all(getattr(context.study, role) == getattr(Study(), role) for role in ROLES)
    checked, least, drawn = audits.run(), parts(findings), triples()
    tables = {
        "audits": (_audit_table(checked), "Published figures and ours", 2),
        "drift": (_percent("drift"), "Answers on simulated series without a change, per cent of series", 1),
        "power": (_percent("power"), "Answers where a change by half was planted, per cent of series", 1),
        "least": (least[LEAST[:-2]], "The least change that would have been seen, for each part of this case", 2),
        "ranks": (_rank_table(), "Countries and pairs that are no case and would be called rare", 1),
        "triples": (drawn, "Verdicts on triples of countries drawn by chance", 1),
    }
    shown = {name: data_table.to_html(*one) for name, one in tables.items()}
    said = {"summary": summary(), "alarms": alarms(), "found": found(), "unseen": unseen(least), "ranked": ranked()}
    made = {"changed": _changed(findings) if default else {}, "audited": _audited(checked), "default": default}
    return frame(
        title=f"{TITLE}: {context.pair}",
        description=said["summary"],
        short=TITLE,
        trail=[*context.trail, ("index.html", context.pair)],
        contents=CONTENTS if default else CONTENTS[1:],
        body=render("pages/trust", contents=CONTENTS, tables=shown, often=elsewhere.told(drawn), **said, **made),
        neighbours=[("prev", "index.html", f"{context.pair}: the report")],
    )


def summary() -> str:
    """The audits, the false alarms, and what the rules say of other countries, in two sentences; empty without results."""
    if not available():
        return ""
    checked, mild = audits.run(), _mild("drift")
    drawn = triples()
    seen = _seen().groupby("points")[drift.YES].mean()
    shares, some = elsewhere.true(drawn), elsewhere.true(drawn, elsewhere.IN_PART)
    return (
        f"{int(checked['within'].sum())} of {len(checked)} published figures are reproduced, and a series without a change is taken "
        f"for one in the claimed direction in {mild[drift.YES].median():.1f} per cent of trials ({mild[drift.YES].max():.1f} at most) "
        f"where a year resembles the next a little. A fall by half is seen in {seen.min():.0f} per cent of the shortest series. In "
        f"triples of countries drawn by chance, the median claim is true of {shares.median():.0f} per cent, and at least in part of {some.median():.0f}."
    )


def alarms() -> str:
    """How often chance is taken for a change: where the promise holds, and the designs where it does not."""
    mild, rest = _mild("drift"), _percent("drift")
    broken = rest[rest[drift.YES] > ALLOWED].groupby("design", sort=False)[drift.YES].max()
    said = (
        f"Where a year resembles the next little or moderately (autocorrelation up to 0.6), a change in the claimed direction "
        f"is found in {mild[drift.YES].min():.1f} to {mild[drift.YES].max():.1f} per cent of series that have none, "
        f"{mild[drift.YES].median():.1f} in the middle; {PROMISED:g} are promised, {ALLOWED:g} at most."
    )
    if broken.empty:
        return f"{said} No design is above that."
    worst = joined([f"{design} (up to {share:.0f} per cent)" for design, share in broken.items()])
    return f"{said} The promise is broken in these: {worst}. A “yes” for such a series says that it moved, not that it broke."


def found() -> str:
    """How often a fall by half is seen, in the shortest and the longest series."""
    rows = _falls()
    middling = _seen().groupby("points")[drift.YES].mean()
    longest = rows[rows["points"] == rows["points"].max()].groupby("design")[drift.YES].mean()
    seen = joined([f"{share:.0f} per cent of series of {n} years" for n, share in middling.items()])
    return (
        f"A fall by half is seen in {seen} ({MILD[-1]}), and in {longest.min():.0f} per cent of those of {rows['points'].max()} years in "
        f"the hardest design ({longest.idxmin()}). So “cannot tell” is the usual answer for a short series, and it is no “no”."
    )


def _falls() -> pd.DataFrame:
    rows = _percent("power")
    return rows[(rows["test"] == "shift") & (rows["direction"] == "down")]


def _seen() -> pd.DataFrame:
    """How often a fall by half is seen where a year resembles the next moderately."""
    return _falls().query("design == @MILD[-1]")


def parts(findings: Sequence[Data]) -> pd.DataFrame:
    """One row per part that asks whether its change is more than the usual swing: the answer, and the least level seen after `base`."""
    asked = [(one, part) for one in findings for part in one["parts"] if part["beyond_drift"]]
    told = [(one["claim"], part["subject"], part["beyond_drift"]) for one, part in asked]
    rows = [
        (claim, part, test["n"], test["answer"], _in_brackets(test["words"]), test["base"], test["least_detectable"])
        for claim, part, test in told
    ]
    return pd.DataFrame(rows, columns=LEAST).astype({name: float for name in ("years", "base", "least")})


def _in_brackets(words: str) -> str:
    return words.rpartition(" (")[2].rstrip(")")


def unseen(least: pd.DataFrame) -> str:
    """What the answers of this case could have seen, in two sentences."""
    counts = least["answer"].value_counts()
    said = joined([f"{int(counts.get(one, 0))} “{one}”" for one in ANSWERS])
    silent = least[(least["answer"] == drift.CANNOT) & (least["base"] > 0)]
    after = silent["least"].dropna()
    blind = int((after <= 0).sum())
    sizes = (100 * (after / silent["base"] - 1)).dropna()[after > 0].abs()
    told = f"Of the {len(least)} parts of this case that ask, {said}."
    if len(after):
        told += f" Of {len(after)} that cannot tell and have a level before, {blind} would not have shown even a fall to nought"
        told += f"; the others needed a change by {sizes.median():.0f} per cent in the middle." if len(sizes) else "."
    return told


def ranked() -> str:
    """How many that are no case would be called rare, of all and of those as large as the case's country."""
    table, limit = pd.read_csv(str(_path("ranks"))), 100 * rules.settings().rare
    large = table[table["large"] > 0].sort_values("large_rare")
    said = (
        f"Of the countries and pairs that are no case, {100 * table['rare'].min():.1f} to {100 * table['rare'].max():.1f} per cent "
        f"would be called rare; the limit is {limit:.0f}, and fewer where many are alike."
    )
    if large.empty:
        return said
    over, worst = int((100 * large["large_rare"] > 2 * limit).sum()), large.iloc[-1]
    return (
        f"{said} But size matters: a large change needs much to change. Of the countries that had at least half as much before as "
        f"the country of the claim, more than {2 * limit:.0f} per cent would be called rare in {over} of {len(large)} parts, and "
        f"{100 * worst['large_rare']:.0f} per cent of {int(worst['large'])} in the worst ({worst['claim']}, {_label(worst['claim'], worst['part'])}). There “rare” "
        "says that the change was among the largest, not that a country of that size seldom saw one."
    )


def triples() -> pd.DataFrame:
    """The table of the triples, as the page shows it."""
    return elsewhere.table(pd.read_csv(str(_path("triples"))))


def _changed(findings: Sequence[Data]) -> dict[str, Any]:
    table = before_after.table(findings)
    html = data_table.to_html(table, "Verdicts of 25 November 2026 and of today")
    return {
        "n": len(table),
        "moved": before_after.moved(findings),
        "held": before_after.holding(findings),
        "table": html,
    }


def _audited(checked: pd.DataFrame) -> dict[str, Any]:
    off = checked[~checked["within"]]
    return {
        "n": len(checked),
        "within": int(checked["within"].sum()),
        "off": list(off["what"]),
    }


def _label(claim: str, part: str) -> str:
    """What a part is called; its id in words away from the history that its claim belongs to."""
    labels = {(one.id, each.id): each.label for one in rules.all_claims() for each in one.parts}
    return labels.get((claim, part), part.replace("_", " "))


def _audit_table(checked: pd.DataFrame) -> pd.DataFrame:
    told = {True: "yes", False: "no"}
    names = {"what": "figure", "published": "as published", "ours": "ours", "unit": "in", "source": "source"}
    numbers = {
        name: [f"{value:,.10g}" if name == "published" else f"{value:,.6g}" for value in checked[name]]
        for name in ("published", "ours")
    }
    shown = checked.assign(**numbers, agrees=[told[bool(one)] for one in checked["within"]])
    return shown[["what", "year", "published", "ours", "unit", "agrees", "source"]].rename(columns=names)


def _rank_table() -> pd.DataFrame:
    table = pd.read_csv(str(_path("ranks")))
    shares = {name: 100 * table[name] for name in ("rare", "fairly_rare", "large_rare")}
    core = {(claim.id, part.id): part.mark == Mark.CORE for claim in rules.all_claims() for part in claim.parts}
    marks = ["core" if core.get((str(row.claim), str(row.part))) else "" for row in table.itertuples()]
    shown = table.assign(**shares, mark=marks)[["claim", "part", "mark", "among", *RANKS]]
    return shown.rename(columns=RANKS)


def _percent(name: str) -> pd.DataFrame:
    table = pd.read_csv(str(_path(name)))
    return table.assign(**{one: 100 * table[one] for one in ANSWERS})


def _mild(name: str) -> pd.DataFrame:
    table = _percent(name)
    return table[table["design"].isin(MILD)]


def _path(name: str) -> Any:
    return files("analysis.claims").joinpath(f"{name}.csv")
