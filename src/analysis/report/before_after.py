"""The verdicts of the rules of 25 November 2026 beside those of today, and what in each finding made the difference."""

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

import pandas as pd

from analysis.claims import drift, happened, special
from analysis.claims.needs import Status
from analysis.claims.spec import Mark, Verdict
from analysis.claims.telling import counted

Data = Mapping[str, Any]

# What a word of the old rules says in the words of today.
SAME = {
    "supported": (Verdict.HAPPENED,),
    "partly": (Verdict.IN_PART,),
    "contradicted": (Verdict.NOT,),
    "undecided": (Verdict.DEPENDS, Verdict.UNKNOWN),
    "not covered": (Verdict.NOT_COVERED,),
}
UNSEEN = (happened.NO, happened.NO_CHANGE)


def old() -> dict[str, str]:
    """Claim to verdict, as published on 25 November 2026."""
    table = pd.read_csv(str(files("analysis.claims").joinpath("verdicts_2026_11_25.csv")))
    return {str(row.claim): str(row.verdict) for row in table.itertuples()}


def compared(findings: Sequence[Data]) -> dict[str, Any]:
    """Every verdict before and now with what made it, as a `table`; how many say something else, and how many `held` by either rules."""
    before = old()
    asked = [(one, before[one["claim"]], one["verdict"]) for one in findings if one["claim"] in before]
    rows = [(one["claim"], then, now, "; ".join(reasons(one))) for one, then, now in asked]
    return {
        "n": len(rows),
        "moved": sum(Verdict(now) not in SAME[then] for _, then, now in asked),
        "held": (
            sum(Verdict.HAPPENED in SAME[then] for _, then, _ in asked),
            sum(now in (Verdict.HAPPENED, Verdict.CORRECTED) for *_, now in asked),
        ),
        "table": pd.DataFrame(rows, columns=["claim", "before", "now", "what made it"]),
    }


def reasons(finding: Data) -> list[str]:
    """What made the verdict, in words, read from the answers of its parts."""
    core = [part for part in finding["parts"] if part["mark"] == Mark.CORE]
    known = [part for part in core if part["status"] != Status.NO_DATA]
    if not known:
        return [f"no table covers it ({finding['reason']})"]
    details = [part for part in finding["parts"] if part["mark"] == Mark.DETAIL]
    told = [words.format(_of(parts, known)) for words, parts in (*_records(known), *_short_of(known)) if parts]
    wrong = [part["subject"] for part in details if part["status"] in (Status.FAILS, Status.DEPENDS)]
    if wrong:
        corrected = " and is corrected" if finding["verdict"] == Verdict.CORRECTED else ""
        told.append(f"a detail is not so{corrected}: {', '.join(wrong)}")
    missing = [part for part in core if part not in known]
    return [*told, f"no data for {_of(missing, core)}"] if missing else told


def _records(known: Sequence[Data]) -> Iterator[tuple[str, Sequence[Data]]]:
    """What complete records and documents show, and of which core parts; none where nothing is said of any."""
    read = [part for part in known if part["happened"]]
    held = [part for part in read if part["status"] == Status.HOLDS]
    drowned = [part for part in held if (part["beyond_drift"] or {}).get("answer", drift.YES) != drift.YES]
    yield "complete records, read as they are, show {}, where a test against the usual swing cannot tell", drowned
    yield "complete records show {}", held[len(drowned) :]
    against = [part for part in read if part["happened"]["answer"] in UNSEEN]
    yield "complete records show the opposite, or hardly a change, for {}", against
    written = [part for part in known if part["documented"]]
    # Documents are enough where they are the claim's own words, not where other core parts fail.
    if any(part["status"] != Status.HOLDS for part in written):
        yield "a document is missing or refuted", written
    elif len(written) == len(known):
        yield "the documents are what the claim says, and nothing in the chronology refutes them", written
    elif any(part["status"] != Status.HOLDS for part in known):
        yield "documents no longer suffice where a measure says otherwise", written
    else:
        yield "documents show {}", written


def _short_of(known: Sequence[Data]) -> Iterator[tuple[str, Sequence[Data]]]:
    """What happened, but not as the words need it; and what turns with a choice."""
    partly = [part for part in known if part["status"] == Status.PARTLY]
    common = [part for part in partly if (part["special"] or {}).get("answer") == special.COMMON]
    among = common[0]["special"]["among"] if common else ""
    yield f"it happened for {{}}, but was common among {among}", common
    rest = [part for part in partly if part not in common]
    yield "it happened for {}, but the claim's words need more than the usual swing", rest
    turning = [part for part in known if part["status"] == Status.DEPENDS]
    turned = sorted({part["happened"]["turning"] for part in turning if part["happened"]} - {""})
    choices = f" ({', '.join(turned)})" if turned else ""
    yield f"{{}} depending on a choice{choices}", turning


def _of(some: Sequence[Data], known: Sequence[Data]) -> str:
    if len(some) == len(known):
        every = {1: "the core part", 2: "both core parts"}
        return every.get(len(known), f"all {counted(len(known), 'core part')}")
    return f"{counted(len(some))} of {counted(len(known), 'core part')}"
