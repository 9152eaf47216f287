"""What the figures of several chapters share: years in use, the patron's tables, suppliers, ties by kind."""

from collections.abc import Callable, Mapping

import pandas as pd

from analysis import countries
from analysis.claims import expectation, rules
from analysis.claims.finding import Finding
from analysis.claims.wording import number
from analysis.errors import NotCovered
from analysis.figures import charts, special
from analysis.figures.figure import Figure
from analysis.figures.people import colours
from analysis.measures import aid, arms, diplomacy, trade, votes
from analysis.measures.series import rolling_sum
from analysis.study import Study
from analysis.tables import load


def within(data: pd.DataFrame, study: Study, first: int = 1946) -> pd.DataFrame:
    """`data` (index: years) from `first`, and within the years that the parameters use; NotCovered where nothing is left."""
    start, end = study.clip((first, 9999))
    kept = data[(data.index >= start) & (data.index <= end)]
    if kept.dropna(how="all").empty:
        raise NotCovered(
            "no data", f"there are no data between {start} and {min(end, int(max(data.index, default=start)))}."
        )
    return kept


def of_us(study: Study) -> None:
    """NotCovered unless the patron is the United States: several tables record its ties only."""
    if study.patron != "USA":
        raise NotCovered("no data", "the tables on aid, visits, strikes and US trade are about the United States only.")


def supplier_lines(
    study: Study, recipient: str, anchor: str, told: list[str], must: str, carrying: bool = False
) -> Figure:
    """Shares of the six largest suppliers since 1990 (and of `must`) in a recipient's arms imports; the title tells `told`."""
    shares = within(arms.supplier_shares(load("arms_deliveries"), recipient, window=study.window), study, 1990)
    top = list(shares.sum().sort_values(ascending=False).index[:6])
    chosen = top if must in top or must not in shares else [*top[:5], must]
    named = shares[chosen].rename(columns=countries.short)
    return charts.lines(
        named,
        colours(study, chosen),
        anchor=anchor,
        title=_supplier_title(study, recipient, shares, told),
        subtitle=f"Suppliers of {countries.short(recipient)}: shares of arms imports in the {study.window} years that end with each year, per cent of TIV",
        tables=["arms_deliveries"],
        marks={study.turning_point: str(study.turning_point)},
        carrying=carrying,
    )


def _supplier_title(study: Study, recipient: str, shares: pd.DataFrame, told: list[str]) -> str:
    """First and last window of the largest supplier of today and of the ones named, such as: China from 44 to 80 per cent."""
    first = max(study.turning_point - 2, int(shares.index[0]))
    last = int(shares.index[-1])
    codes = [code for code in dict.fromkeys([str(shares.loc[last].idxmax()), *told]) if code in shares]
    said = [
        f"{countries.short(code)} from {number(float(shares[code][first]))} to {number(float(shares[code][last]))}"
        for code in codes
    ]
    span = f"{first - study.window + 1}–{first} to {last - study.window + 1}–{last}"
    return f"{countries.possessive(recipient)} arms imports, per cent, {span}: {', '.join(said)}"


ALWAYS = {"Y": "said yes in all", "N": "said no in all", "A": "abstained in all", "X": "cast no vote in any of"}


def vote_strip(study: Study, crises: Mapping[str, list[int]], *, anchor: str, carrying: bool = False) -> Figure:
    """Who voted how: the roles and China, one column per resolution; `crises` maps a name to record numbers."""
    rolls = load("un_resolutions")
    codes = list(dict.fromkeys([study.country, study.rival, "CHN", study.partner, study.patron]))
    groups = [votes.positions(load("un_votes"), rolls, codes, ids=ids) for ids in crises.values()]
    groups = [rows[rows["date"].str[:4].astype(int).between(study.first_year, study.last_year)] for rows in groups]
    table = pd.concat([rows.assign(crisis=name) for name, rows in zip(crises, groups, strict=True)], ignore_index=True)
    if table.empty or table[[study.country, study.partner]].isna().all().any():
        raise NotCovered("no data", "no vote of both on these crises falls into the years used.")
    data = table[codes].rename(columns=countries.short).T
    years = table["date"].str[:4] if len(crises) > 1 else table["date"].str[:7]
    data.columns = list(table["crisis"].str.replace("East ", "E. ") + " " + years if len(crises) > 1 else years)
    sizes = [len(rows) for rows in groups]
    return special.symbols(
        data,
        special.VOTES,
        anchor=anchor,
        title=_vote_title(study, table),
        subtitle=f"Votes in the UN General Assembly on {', '.join(crises)}, resolution by resolution",
        tables=["un_votes", "un_resolutions"],
        alt=_vote_alt(table, codes),
        table=table[["crisis", "date", "symbol", *codes]].rename(columns=countries.short),
        breaks=[sum(sizes[:place]) for place in range(1, len(sizes))],
        carrying=carrying,
    )


def _vote_title(study: Study, table: pd.DataFrame) -> str:
    own, other = table[study.country].fillna(""), table[study.partner].fillna("")
    if own.iloc[0] in ALWAYS and (own == own.iloc[0]).all():
        return f"{study.name('country')} {ALWAYS[own.iloc[0]]} {len(table)} votes"
    opposite = (own + other).isin(["YN", "NY"]).groupby(table["crisis"], sort=False).agg(["sum", "size"])
    said = [f"{int(row['sum'])} of {int(row['size'])} votes on {name}" for name, row in opposite.iterrows()]
    return f"{study.name('country')} and {study.name('partner')} took opposite sides in {', '.join(said)}"


def _vote_alt(table: pd.DataFrame, codes: list[str]) -> str:
    said = []
    for code in codes:
        counts = {symbol.name: int((table[code] == letter).sum()) for letter, symbol in special.VOTES.items()}
        said.append(f"{countries.short(code)}: " + ", ".join(f"{n} {word}" for word, n in counts.items() if n))
    return (
        f"Votes on {len(table)} resolutions, {table['date'].min()} to {table['date'].max()}. " + "; ".join(said) + "."
    )


def expected_trade(study: Study, claim: str, part_id: str, finding: Finding, *, anchor: str) -> Figure:
    """Actual over expected trade by year, for the part of a claim that the gravity equation decides."""
    part = finding.part(part_id)
    if part.reason:
        raise NotCovered(part.reason, part.sentence)
    spec = rules.chosen(rules.part(claim, part_id), study)
    flow = "exports" if spec.measure == "trade.exports" else "trade"
    return charts.band(
        within(expectation.with_interval(spec), study),
        "country",
        threshold=1,
        second=within(expectation.second_source(spec).to_frame(), study).iloc[:, 0],
        anchor=anchor,
        title=part.headline,
        subtitle=f"Actual over expected {flow} of the pair by year; 1 is what size, distance and region let expect",
        tables=["trade", "trade_unctad", "geography"],
        marks={study.turning_point: str(study.turning_point)},
        note="Expected by a gravity equation of all pairs in the year, the pair itself left out. Diamonds: the same from UNCTAD's "
        "matrix, as exporters report. The band is the uncertainty of "
        "the expectation; single pairs scatter far more widely around theirs.",
    )


def ties(study: Study) -> dict[str, dict[str, pd.Series | None]]:
    """The five kinds of tie of country and rival with the patron, by heading and country code; None without data."""
    readings = {
        "Visits, five-year sum": lambda c: rolling_sum(diplomacy.visits(load("visits"), c), 5),
        "Share of US goods trade, per cent": lambda c: trade.us_share(load("us_trade"), c),
        "Arms, five-year sum, million TIV": lambda c: arms.deliveries(
            load("arms_deliveries"), c, supplier=study.patron, window=5
        ),
        "Share of US aid, per cent": lambda c: aid.share(load("us_aid"), c),
        "UN votes, Cohen's kappa": lambda c: votes.agreement(
            load("un_votes"), load("un_resolutions"), c, b=study.patron
        ),
    }
    found = {}
    for heading, reading in readings.items():
        columns = {code: _or_none(reading, code) for code in (study.country, study.rival)}
        if any(values is not None for values in columns.values()):
            found[heading] = columns
    return found


def _or_none(reading: Callable[[str], pd.Series], code: str) -> pd.Series | None:
    try:
        return reading(code)
    except NotCovered:
        return None
