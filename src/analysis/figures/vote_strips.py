"""Who voted how, roll call by roll call."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis import countries
from analysis.claims.documents import in_words
from analysis.errors import NotCovered
from analysis.figures import special
from analysis.figures.compose import Chart
from analysis.figures.words import numbered
from analysis.measures import roll_calls
from analysis.study import Study


def strip(study: Study, crises: Mapping[str, list[int]]) -> Chart:
    """One row per resolution, in order of date, a column for each role and China; `crises` maps a name to record numbers.

    NotCovered where country or partner has no vote on any of them in the years used.
    """
    codes = list(dict.fromkeys([study.country, study.rival, "CHN", study.partner, study.patron]))
    found = {name: roll_calls.positions(codes, ids=ids) for name, ids in crises.items()}
    table = pd.concat([rows.assign(crisis=name) for name, rows in found.items()], ignore_index=True)
    table = table[table["date"].str[:4].astype(int).between(study.first_year, study.last_year)].reset_index(drop=True)
    if table.empty or table[[study.country, study.partner]].isna().all().any():
        raise NotCovered("no vote of both on these crises falls into the years used.")
    data = table[codes].rename(columns=countries.short)
    data.index = pd.Index(_names(table, several=len(crises) > 1))
    return special.symbols(
        data,
        special.VOTES,
        facts=_facts(study, table)
        | {"crises": list(crises), "blank": [code for code in codes if table[code].isna().any()]},
        alt=_alt(table, codes),
        table=table[["crisis", "date", "symbol", "title", *codes]].rename(columns=countries.short),
        breaks=[int(at) for at in table.index[table["crisis"] != table["crisis"].shift()][1:]],
    )


def _names(table: pd.DataFrame, *, several: bool) -> list[str]:
    """What stands beside a row: its crisis, date and resolution, or date and resolution and (after a colon) the title."""
    dates = pd.to_datetime(table["date"]).dt.strftime("%-d %b %Y") + ", " + _numbers(table)
    if several:
        return list(table["crisis"].str.replace(r" (in|since)\b.*", "", regex=True) + ", " + dates)
    # "Situation of human rights in ..." is "Human rights in ...": what tells two titles apart comes first.
    titles = table["title"].str.partition(" : resolution ")[0].str.strip().str.replace(" : ", ": ")
    titles = titles.str.replace("^(Situation of|Problem of the) ", "", regex=True)
    titles = titles.str.replace(
        "(the )?Autonomous Republic of Crimea( and the city of Sevastopol)?", "Crimea", regex=True
    )
    titles = titles.str[:1].str.upper() + titles.str[1:]
    return [f"{date}: {title}" for date, title in zip(dates, titles, strict=True)]


def _numbers(table: pd.DataFrame) -> pd.Series:
    """Resolutions as they are quoted: "1005(ES-II)", "ES-11/7"."""
    return table["symbol"].str.removeprefix("A/RES/")


def _facts(study: Study, table: pd.DataFrame) -> dict[str, Any]:
    """How the country voted and how often on the other side than the partner; and when patron and partner, against their habit, said the same."""
    both = table.dropna(subset=[study.country, study.partner])
    own, other = both[study.country], both[study.partner]
    opposite = (own + other).isin(["YN", "NY"]).groupby(both["crisis"], sort=False).agg(["sum", "size"])
    crises = list(opposite.itertuples())
    alike, last = own == other, crises[-1]
    one = len(crises) == 1 and own.iloc[0] in special.VOTES and bool((own == own.iloc[0]).all())
    apart = bool(alike.any()) and len(crises) > 1 and not last.sum
    return {
        "always": own.iloc[0] if one else "",
        "opposite": crises[:-1] if apart else crises,
        "apart": (last, int(alike[both["crisis"] == last.Index].sum())) if apart else (),
        "same": _same(study, table),
    }


def _same(study: Study, table: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Resolution, date and vote where patron and partner said the same, if that is seldom."""
    rows = table.assign(number=_numbers(table))
    same = rows[(rows[study.patron] == rows[study.partner]) & rows[study.patron].isin(["Y", "N"])]
    few = 0 < len(same) < len(table) / 2
    found = zip(same["number"], same["date"], same[study.partner], strict=True)
    return [(number, in_words(str(date)), vote) for number, date, vote in found] if few else []


def _alt(table: pd.DataFrame, codes: list[str]) -> str:
    said = []
    for code in codes:
        counts = {symbol.name: int((table[code] == letter).sum()) for letter, symbol in special.VOTES.items()}
        said.append(f"{countries.short(code)}: " + ", ".join(f"{n} {word}" for word, n in counts.items() if n))
    return (
        f"Votes on {numbered(len(table), 'resolution')}, {table['date'].min()} to {table['date'].max()}. "
        + "; ".join(said)
        + "."
    )
