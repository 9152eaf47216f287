"""Who supplies arms: shares then and now, by year, and since 1950, of country and rival."""

import pandas as pd

from analysis import countries
from analysis.answers.levels import direction
from analysis.claims.wording import number, span
from analysis.errors import NotCovered
from analysis.figures import bars, charts
from analysis.figures.compose import Chart, figure
from analysis.figures.marks import COLD_WAR_ENDS, Mark, Marks
from analysis.figures.shared import each, within
from analysis.figures.words import peak
from analysis.measures import arms
from analysis.study import Study

# A supplier is drawn that had so many per cent in a window that ended in 1990 or later, or is one of so many in the last.
FIRST, LARGE, LATEST = 1990, 20, 3
# Windows told: before the war of 1962, and before the treaty of 1971.
WAR = (1962, 1970)
TURNS: dict[Mark, str] = {
    "1962-10-20": "war of China and India",
    "1971-08-09": "treaty of India and Moscow",
    **COLD_WAR_ENDS,
}
__all__ = ["by_year", "effective", "replaced", "rival_replaced", "since_1950"]


@figure("fig-replaced", carrying=True)
def replaced(study: Study) -> Chart:
    """Who took the patron's place: shares before the turning point and in the last window."""
    return _then_and_now(study, study.country, study.patron)


@figure("fig-rival-replaced", carrying=True)
def rival_replaced(study: Study) -> Chart:
    """Who took the partner's place with the rival: shares before the turning point and in the last window."""
    return _then_and_now(study, study.rival, study.partner)


def _then_and_now(study: Study, recipient: str, old: str) -> Chart:
    """Shares of patron, partner and the three largest suppliers; the title tells how the `old` supplier's share moved."""
    shares, window = arms.supplier_shares(recipient, window=study.window), study.window
    first, last = study.turning_point - 1, min(int(shares.index.max()), study.last_year)
    if first not in shares.index or last <= first:
        raise NotCovered(f"no window of {window} years ends before {study.turning_point} and after it.")
    every = pd.DataFrame({_window(study, year): shares.loc[year] for year in (first, last)}).fillna(0.0)
    largest = every.max(axis=1).sort_values(ascending=False).index[:3]
    powers = [code for code in (study.patron, study.partner) if code in every.index]
    gains = every.iloc[:, 1] - every.iloc[:, 0]
    most = [str(gains.idxmax())] if gains.max() > 0 else []
    found = every.loc[list(dict.fromkeys([*powers, *largest, *most]))]
    facts = {
        "told": {str(code): f"from {number(a)} to {number(b)}" for code, a, b in found.itertuples()},
        "recipient": recipient,
        "most": "".join(most),
        "old": old if gains.get(old, 0) < 0 else "",
        "other": study.partner if old == study.patron else study.patron,
        "between": {str(code): _between(study, shares.loc[first:last, code].dropna()) for code in found.index},
    }
    return bars.slopes(found.rename(index=countries.short), facts=facts)


def _between(study: Study, shares: pd.Series) -> str:
    """The highest share of the windows between the first and the last, where it was above both by what counts; else empty."""
    year, ends = peak(shares), shares.iloc[[0, -1]].max()
    return f"{number(shares[year])} ({_window(study, year)})" if direction(ends, shares[year], share=True) > 0 else ""


def _window(study: Study, year: int) -> str:
    return span((year - study.window + 1, year))


@figure("fig-suppliers-history")
def since_1950(study: Study) -> Chart:
    """Suppliers of country and rival as areas on one scale, windows of years."""
    found = []
    for one in (study.country, study.rival):
        shares = within(arms.supplier_shares(one, window=study.window), study)
        largest = [str(code) for code in shares.sum().sort_values(ascending=False).index[:4]]
        chosen = [code for code in dict.fromkeys([study.partner, study.patron, "CHN", *largest]) if code in shares]
        rest = shares.drop(columns=chosen).sum(axis=1).where(shares.notna().any(axis=1))
        data = shares[chosen].fillna(0.0).rename(columns=countries.short).assign(others=rest)
        found.append((f"Suppliers of {countries.short(one)}", data))
    of_partner = found[1][1].iloc[:, 0].dropna()
    told = [int(year) for year in dict.fromkeys([*WAR, of_partner.index[-1]]) if year in of_partner]
    facts = {"levels": [(of_partner[year], _window(study, year)) for year in told]}
    return charts.shares(found, facts=facts, marks=TURNS)


def by_year(study: Study, recipient: str, told: list[str]) -> Chart:
    """Shares of suppliers in a recipient's arms imports since 1990; the title tells `told`.

    Drawn are those with a fifth or more in any window, the three largest of the last one, patron and partner.
    """
    shares = within(arms.supplier_shares(recipient, window=study.window), study, FIRST)
    latest = shares.iloc[-1].sort_values(ascending=False, kind="stable").index[:LATEST]
    wanted = {*shares.columns[shares.max() >= LARGE], *latest, study.patron, study.partner}
    chosen = [code for code in shares if code in wanted]
    # A window without any delivery has no shares: then the last one before it.
    before = shares.index[shares.index < study.turning_point]
    first, last = int(before[-1] if len(before) else shares.index[0]), int(shares.index[-1])
    codes = [code for code in dict.fromkeys([str(shares.loc[last].idxmax()), *told]) if code in shares]
    facts = {
        "levels": [(code, shares.loc[last, code], shares.loc[first, code]) for code in codes],
        "recipient": recipient,
        "spans": (_window(study, last), _window(study, first)),
        "rule": {"large": LARGE, "latest": LATEST, "first": int(shares.index[0])},
    }
    return charts.lines(shares[chosen].rename(columns=countries.short), marks=[study.turning_point], facts=facts)


def effective(study: Study, role: str, other: str, marks: Marks = ()) -> Chart:
    """Effective number of suppliers of the country in a role, told in the title, and of another."""
    codes = (getattr(study, role), getattr(study, other))
    data = within(each(codes, lambda code: arms.effective_suppliers(code, window=study.window)), study, 1990)
    known = data[study.name(role)].dropna()
    if known.empty:
        raise NotCovered(f"no arms for {countries.with_article(codes[0])} are on record in these years.")
    years = dict.fromkeys([peak(known), known.index[-1]])
    spans = [(known[year], f"{year - study.window + 1}–{year}") for year in years]
    return charts.lines(data, facts={"role": role, "spans": spans}, marks=marks)
