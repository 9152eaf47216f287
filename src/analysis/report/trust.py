"""How far to trust the verdicts: old rules beside new, audits, trials of the answers by chance, and the rules elsewhere."""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.claims import audits, drift, rules
from analysis.claims.spec import Mark, Verdict
from analysis.figures import data_table
from analysis.report import before_after
from analysis.report.page import Context, contents, frame
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
OFTEN = 33.0  # per cent of triples: a sentence that is true of every third says little
SELDOM = 10.0
TRUE = (Verdict.HAPPENED.value, Verdict.CORRECTED.value)
LEFT_OUT = {
    "documents": "core parts are documents of this case",
    "fixed": "measure what does not change with the countries",
    "licence": "need a table (of arms or energy) that may be shipped for the countries of this case only",
}
IN_PART = (*TRUE, Verdict.IN_PART.value)
ANSWERS = (drift.YES, drift.OTHER_WAY, drift.NOT_FOUND, drift.CANNOT)
Data = Mapping[str, Any]


def available() -> bool:
    """Whether the results of all trials are here."""
    return all(_path(name).is_file() for name in FILES)


def page(context: Context, findings: Sequence[Data]) -> str:
    """trust.html of a case from the tables of the trials and the case's own findings (as `Finding.to_dict` gives them)."""
    default = all(getattr(context.study, role) == getattr(Study(), role) for role in ROLES)
    numbers, least, changed = _numbers(), parts(findings), before_after.compared(findings)
    tables: dict[str, tuple[pd.DataFrame, str, int]] = {
        "changed": (changed["table"], "Verdicts of 25 November 2026 and of today", 3),
        "audits": (_audit_table(numbers["checked"]), "Published figures and ours", 2),
        "drift": (_percent("drift"), "Answers on simulated series without a change, per cent of series", 1),
        "power": (_percent("power"), "Answers where a change by half was planted, per cent of series", 1),
        "least": (least[LEAST[:-2]], "The least change that would have been seen, for each part of this case", 2),
        "ranks": (_rank_table(), "Countries and pairs that are no case and would be called rare", 1),
        "triples": (numbers["drawn"], "Verdicts on triples of countries drawn by chance", 1),
    }
    shown = {name: data_table.to_html(*one) for name, one in tables.items()}
    said = {"unseen": _unseen(least), "ranked": _ranked(), "often": _often(numbers["drawn"])}
    made = {"changed": changed, "default": default, "summary": summary()}
    body = render("pages/trust", tables=shown, **numbers, **said, **made)
    return frame(
        title=f"{TITLE}: {context.pair}",
        description=made["summary"],
        short=TITLE,
        trail=[*context.trail, ("index.html", context.pair)],
        contents=contents(body),
        body=body,
        neighbours=[("prev", "index.html", f"{context.pair}: the report")],
    )


def summary() -> Markup:
    """The audits, the false alarms, and what the rules say of other countries, in a few sentences; empty without results."""
    return Markup(render("pages/trust_summary", **_numbers()) if available() else "")


def _numbers() -> dict[str, Any]:
    """What the trials found: per cent of series without a change, and with a fall or a rise by half, in which a change is seen; audits and triples."""
    drifts, power, drawn = _percent("drift"), _percent("power"), triples()
    falls, rises = (power[(power["test"] == "shift") & (power["direction"] == way)] for way in ("down", "up"))
    longest = falls[falls["points"] == falls["points"].max()]
    return {
        "mild": drifts.loc[drifts["design"].isin(MILD), drift.YES],
        "broken": drifts[drifts[drift.YES] > ALLOWED].groupby("design", sort=False)[drift.YES].max(),
        "promised": (PROMISED, ALLOWED),
        "seen": falls[falls["design"] == MILD[-1]].groupby("points")[drift.YES].mean(),
        "risen": rises[rises["design"] == MILD[-1]].groupby("points")[drift.YES].mean(),
        "middling": MILD[-1],
        "hardest": longest.groupby("design")[drift.YES].mean(),
        "years": falls["points"].max(),
        "checked": audits.run(),
        "drawn": drawn,
        "wholly": _true(drawn),
        "partly": _true(drawn, IN_PART),
    }


def parts(findings: Sequence[Data]) -> pd.DataFrame:
    """One row per part that asks whether its change is more than the usual swing: the answer, and the least level seen after `base`."""
    asked = [(one, part) for one in findings for part in one["parts"] if part["beyond_drift"]]
    rows = [part["beyond_drift"] | {"claim": one["claim"], "part": part["subject"]} for one, part in asked]
    for row in rows:  # in words: what an answer says in brackets
        row |= {"years": row["n"], "least": row["least_detectable"]}
        row["in words"] = row["words"].rpartition(" (")[2].rstrip(")")
    return pd.DataFrame(rows, columns=LEAST).astype({name: float for name in ("years", "base", "least")})


def _unseen(least: pd.DataFrame) -> dict[str, Any]:
    """How often each answer was given in this case, and the changes that those which cannot tell needed, in per cent of the level before."""
    silent = least[(least["answer"] == drift.CANNOT) & (least["base"] > 0)].dropna(subset="least")
    counts = {one: int((least["answer"] == one).sum()) for one in ANSWERS}
    blind = silent["least"] <= 0
    sizes = (100 * (silent["least"] / silent["base"] - 1))[~blind].abs()
    return {"n": len(least), "counts": counts, "silent": len(silent), "blind": int(blind.sum()), "sizes": sizes}


def _ranked() -> dict[str, Any]:
    """How many that are no case would be called rare, of all and of those as large as the case's country, in per cent."""
    table, limit = _table("ranks"), 100 * rules.settings().rare
    large = table[table["large"] > 0].sort_values("large_rare")
    worst = large.iloc[-1].to_dict() if len(large) else {}
    label = _label(worst["claim"], worst["part"]) if worst else ""
    over = int((100 * large["large_rare"] > 2 * limit).sum())
    return {"rare": 100 * table["rare"], "limit": limit, "n": len(large), "over": over, "worst": worst, "label": label}


def _label(claim: str, part: str) -> str:
    """What a part is called; its id in words away from the history that its claim belongs to."""
    labels = {(one.id, each.id): each.label for one in rules.all_claims() for each in one.parts}
    return labels.get((claim, part), part.replace("_", " "))


def _audit_table(checked: pd.DataFrame) -> pd.DataFrame:
    names = {"what": "figure", "published": "as published", "ours": "ours", "unit": "in", "source": "source"}
    shown = checked.assign(
        published=checked["published"].map("{:,.10g}".format),
        ours=checked["ours"].map("{:,.6g}".format),
        agrees=checked["within"].map({True: "yes", False: "no"}),
    )
    return shown[["what", "year", "published", "ours", "unit", "agrees", "source"]].rename(columns=names)


def _rank_table() -> pd.DataFrame:
    table = _table("ranks")
    shares = {name: 100 * table[name] for name in ("rare", "fairly_rare", "large_rare")}
    core = {(claim.id, part.id): part.mark == Mark.CORE for claim in rules.all_claims() for part in claim.parts}
    marks = ["core" if core.get((str(row.claim), str(row.part))) else "" for row in table.itertuples()]
    shown = table.assign(**shares, mark=marks)[["claim", "part", "mark", "among", *RANKS]]
    return shown.rename(columns=RANKS)


def _percent(name: str) -> pd.DataFrame:
    table = _table(name)
    return table.assign(**{one: 100 * table[one] for one in ANSWERS})


def _table(name: str) -> pd.DataFrame:
    return pd.read_csv(str(_path(name)))


def _path(name: str) -> Any:
    return files("analysis.claims").joinpath(f"{name}.csv")


def triples() -> pd.DataFrame:
    """Per claim the share of verdicts on triples of countries, with what cannot be run elsewhere; the case's own verdict."""
    counted = _table("triples")
    covered = counted["triples"] - counted[Verdict.NOT_COVERED.value]
    verdicts = [one.value for one in Verdict if one != Verdict.NOT_COVERED]
    shares = (100 * counted[verdicts]).div(covered.where(covered > 0), axis=0)
    found = pd.DataFrame({"claim": counted["claim"], "triples with data": covered}).join(shares)
    found["this case, documents aside"] = counted["case"]
    # Core parts of a claim that cannot run elsewhere, and why.
    rows = counted.to_dict("records")
    left_out = "{} of {} {}".format
    found["left out"] = [
        "; ".join(left_out(row[key], row["core"], why) for key, why in LEFT_OUT.items() if row[key]) for row in rows
    ]
    return found


def _often(found: pd.DataFrame) -> dict[str, Any]:
    """How often the sentences are true of other countries, and which claims cannot be asked there: what the page tells."""
    shares, some = _true(found), _true(found, IN_PART)
    own = found.set_index("claim")["this case, documents aside"]
    seldom = shares.index[shares <= SELDOM]
    return {
        "claims": len(found),
        "shares": shares,
        "limit": SELDOM,
        "silent": list(found.loc[found["triples with data"] == 0, "claim"]),
        "common": list(shares.index[shares > OFTEN]),
        "telling": [claim for claim in seldom if own[claim] in TRUE],
        "halves": some[own[some.index] == Verdict.IN_PART.value],
    }


def _true(found: pd.DataFrame, verdicts: Sequence[str] = TRUE) -> pd.Series:
    """Per claim that can be asked elsewhere, the per cent of triples with one of these verdicts: of which it is true."""
    asked = found[found["triples with data"] > 0].set_index("claim")
    return asked[list(verdicts)].sum(axis=1)
