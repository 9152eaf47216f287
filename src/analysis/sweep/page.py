"""The page of a sweep: what moved, verdicts by case and by setting, the answer of each case, and a map of the countries."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from analysis.answers.domains import UNKNOWN, YES
from analysis.claims import rules
from analysis.claims.finding import css
from analysis.claims.spec import Claim, Mark, Verdict
from analysis.claims.telling import counted, joined
from analysis.figures import maps
from analysis.figures.compose import Words
from analysis.report.index import ICONS
from analysis.report.page import contents, frame, small, sources
from analysis.study import ROLES, Study
from analysis.sweep import store
from analysis.sweep.store import Results
from analysis.templates import render

MOST_TIES, SOME_TIES, NO_TIE = "closer in most ties with data", "closer in some ties", "closer in none"
COLOURS = {MOST_TIES: "country", SOME_TIES: "g2", NO_TIE: "g1", UNKNOWN: "context"}
TIES = ("events", "arms_deliveries", "trade", "un_votes", "un_resolutions")


def page(results: Results, command: str) -> str:
    """index.html of a sweep."""
    done = [(one, found) for one, found in results if not found.reason]
    cases = list(dict.fromkeys(one.case for one, _ in done))
    boards = [board for case in cases if (board := _by_setting(done, case))]
    if len(cases) > 1 or not boards:
        boards.insert(0, _by_case(done, cases))
    figure, title = _map(done), f"{counted(len(cases), 'case').capitalize()} side by side"
    told = {
        "title": f"One case at several settings: {cases[0]}" if len(cases) == 1 else title,
        "count": counted(len(results), "combination"),
        "boards": boards,
        "answers": _answers(done),
        "map": small(figure),
        "failed": [(one.name, found.reason) for one, found in results if found.reason],
        "command": command,
        "sources": sources(_tables(done, bool(figure))),
        "columns": {f"{kind}.parquet": store.columns(kind) for kind in ("findings", "answers")},
    }
    body = render("pages/sweep", icons=ICONS, css=css, **told)
    said = {"title": told["title"], "description": f"Verdicts of {told['count']} side by side.", "short": "A sweep"}
    return frame(trail=[], contents=contents(body), body=body, neighbours=[], **said)


class Cell(NamedTuple):
    """What a board says of a claim: the verdict, of how many settings where not of all, and from how many of its parts."""

    verdict: str
    note: str
    parts: str


def _cells(rows: Sequence[Mapping[str, Any]]) -> dict[str, Cell]:
    """The verdict on each claim in the rows of one combination, and from how many of its core parts, where not from all."""
    found = {}
    for claim, parts in pd.DataFrame(rows).groupby("claim", sort=False):
        known = parts.loc[parts["mark"] == Mark.CORE, "reason"] == ""
        some = f"{known.sum()} of {len(known)} parts" if known.any() and not known.all() else ""
        found[str(claim)] = Cell(parts["verdict"].iloc[0], "", some)
    return found


def _by_case(done: Results, cases: Sequence[str]) -> dict[str, Any]:
    """Claims by case; where settings of a case differ, the verdict of most of them, and of how many."""
    columns = {}
    for case in cases:
        found = [_cells(each.rows["findings"]) for one, each in done if one.case == case]
        columns[case] = {claim: _commonest([each[claim] for each in found]) for claim in found[0]}
    several = len(cases) > 1
    words = _words(Study(), ROLES, done[0][0].setting if several else ())
    return _board("Verdicts by case" if several else "Verdicts", "Claim by case", columns, words, _asked(done))


def _by_setting(done: Results, case: str) -> dict[str, Any] | None:
    """Claims of one case by setting; None where it has only one."""
    found = [(one, each) for one, each in done if one.case == case]
    if len(found) < 2:
        return None
    first = found[0][0]
    several, varied = len(first.setting) > 1, joined([name for name, _ in first.setting])
    columns = {}
    for one, each in found:
        head = ", ".join(f"{name} {value}" if several else str(value) for name, value in one.setting)
        columns[head] = _cells(each.rows["findings"])
    words = _words(first.study, (), first.setting)
    return _board(f"{case} by {varied}", f"Claim by {varied}", columns, words, _asked(found))


def _asked(done: Results) -> list[Claim]:
    """The claims that any of the combinations is asked, with all that makes their rules one's own: of any case, then of a history."""
    found: dict[str, Claim] = {}
    by: dict[str, dict[str, None]] = {}
    for rule in (rule for one, _ in done for rule in rules.all_claims(one.study)):
        found.setdefault(rule.id, rule)
        by.setdefault(rule.id, {}).update({rule.by: None} if rule.by else {})
    told = [rule.model_copy(update={"by": " / ".join(by[name])}) for name, rule in found.items()]
    return sorted(told, key=lambda rule: rule.id not in rules.of_any_case())


def _words(study: Study, general: Sequence[str], setting: Sequence[tuple[str, Any]]) -> Callable[[str], str]:
    """How a statement is filled where columns differ: what varies is named, such as "the turning point", not given a value."""
    names = [name for name, _ in setting]
    fill = roles_only if {*general, *names} & {*ROLES} else study.sentence

    def filled(text: str) -> str:
        for name in (name for name in names if name not in ROLES):
            text = text.replace(f"{{{name}}}", f"the {name.replace('_', ' ')}")
        return fill(text)

    return filled


def roles_only(text: str) -> str:
    """`text` with the roles themselves in place of countries: "the rival's share of the country's trade"."""
    words = {"neighbour": "the common neighbour"}
    for role in ROLES:
        words |= dict.fromkeys((role, f"the_{role}"), f"the {role}")
        words |= dict.fromkeys((f"{role}_s", f"{role}_own"), f"the {role}'s")
    filled = Study().fill(re.sub(r"\{(\w+)\}", lambda match: words.get(match[1], match[0]), text))
    return f"{filled[:1].upper()}{filled[1:]}"


def _board(
    title: str,
    caption: str,
    columns: Mapping[str, Mapping[str, Cell]],
    fill: Callable[[str], str],
    asked: Sequence[Claim],
) -> dict[str, Any]:
    """A table of verdicts, a column by head, the claims whose verdict is not the same in every column first."""
    moved: list[dict[str, Any]] = []
    same: list[dict[str, Any]] = []
    for rule in asked:
        cells = [column.get(rule.id, Cell("", "", "")) for column in columns.values()]
        row = {"id": rule.id, "statement": fill(rule.statement), "by": rule.by, "cells": cells}
        known = {one.verdict for one in cells} - {"", Verdict.NOT_COVERED.value}
        differ = len(known) > 1 or any(one.note for one in cells)
        (moved if differ else same).append(row)
    many = f"{counted(len(moved)).capitalize()} of {len(asked)} claims {'has' if len(moved) == 1 else 'have'}"
    told = f"{many} more than one verdict." if moved else "Every claim has one verdict wherever there are data."
    return {"title": title, "caption": caption, "heads": list(columns), "told": told, "moved": moved, "same": same}


def _commonest(found: Sequence[Cell]) -> Cell:
    verdict, count = Counter(one.verdict for one in found).most_common(1)[0]
    several = {one.parts for one in found}
    return Cell(verdict, f"{count} of {len(found)}" * (count < len(found)), several.pop() if len(several) == 1 else "")


def _answers(done: Results) -> list[dict[str, Any]]:
    """Per case its headlines, one for each setting, with certainty."""
    found: dict[str, dict[str, Any]] = {}
    for one, each in done:
        tie = each.rows["answers"][0]
        roles = one.study.sentence("{rival} as rival, {patron} as patron")
        setting = ", ".join(f"{name} {value}" for name, value in one.setting)
        case = found.setdefault(one.case, {"case": one.case, "roles": roles, "lines": []})
        case["lines"].append((setting, tie["headline"], tie["certainty"]))
    return list(found.values())


def answers_by_country(done: Results) -> pd.DataFrame:
    """A row per country, from its first combination: iso3, country, partner, answer, and in how many ties of how many with data."""
    found: dict[str, dict[str, Any]] = {}
    for one, each in done:
        ties = [row["verdict"] for row in each.rows["answers"]]
        known, closer = sum(tie != UNKNOWN for tie in ties), ties.count(YES)
        answer = UNKNOWN if not known else NO_TIE if not closer else MOST_TIES if 2 * closer > known else SOME_TIES
        row = {"country": one.study.name("country"), "partner": one.study.name("partner"), "iso3": one.study.country}
        found.setdefault(one.study.country, row | {"answer": answer, "closer in": closer, "of ties with data": known})
    return pd.DataFrame(found.values())


def _map(done: Results) -> str:
    """The map as HTML; empty for a single country."""
    table = answers_by_country(done) if done else pd.DataFrame()
    if len(table) < 2:
        return ""
    counts = table["answer"].value_counts()
    told = joined([f"{counts[answer]} {answer}" for answer in COLOURS if answer in counts])
    names = "; ".join(f"{row.country} ({row.answer})" for row in table.itertuples())
    moved = f"{int(table['closer in'].gt(0).sum())} of {len(table)} countries moved closer to their partner"
    words: Words = {
        "title": f"{moved} in at least one kind of tie",
        "subtitle": f"Kinds of tie in which each country moved closer to its partner: {told}",
        "note": "Each country at its first combination. Borders are drawn by who controls the land, not by who claims it.",
    }
    chart = maps.countries(table, COLOURS, alt=f"A map. {names}.", **words)
    return chart.figure("fig-map", (*TIES, *maps.TABLES)).to_html()


def _tables(done: Results, mapped: bool) -> list[str]:
    used = [name for rule in _asked(done) for part in rule.parts for name in part.table]
    return [*used, *TIES, *(maps.TABLES if mapped else ())]
