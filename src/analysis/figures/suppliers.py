"""Who supplies arms: shares then and now, and since 1950, of country and rival."""

import pandas as pd

from analysis import countries
from analysis.claims.finding import Finding
from analysis.claims.wording import number, span
from analysis.errors import NotCovered
from analysis.figures import areas, slopes
from analysis.figures.compose import Chart, figure
from analysis.figures.people import colours
from analysis.figures.recorded import load
from analysis.figures.shared import headline, within
from analysis.measures import arms
from analysis.study import Study

__all__ = ["replaced", "rival_replaced", "since_1950"]


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
    shares = arms.supplier_shares(load("arms_deliveries"), recipient, window=study.window)
    first, last = study.turning_point - 1, min(int(shares.index.max()), study.last_year)
    if first not in shares.index or last <= first:
        raise NotCovered(
            "no data", f"no window of {study.window} years ends before {study.turning_point} and after it."
        )
    spans = {span((year - study.window + 1, year)): shares.loc[year] for year in (first, last)}
    every = pd.DataFrame(spans).fillna(0.0)
    largest = every.max(axis=1).sort_values(ascending=False).index[:3]
    powers = [code for code in (study.patron, study.partner) if code in every.index]
    found = every.loc[list(dict.fromkeys([*powers, *largest]))]
    return slopes.slopes(
        found.rename(index=countries.short),
        colours(study, list(found.index)),
        title=_replaced_title(study, found, recipient, old),
    )


def _replaced_title(study: Study, found: pd.DataFrame, recipient: str, old: str) -> str:
    """How the share of the `old` supplier moved, who gained most, and how the other power's share moved beside it."""
    gains = found.iloc[:, 1] - found.iloc[:, 0]
    told = {str(code): f"from {number(a)} to {number(b)}" for code, a, b in found.itertuples()}
    whose, other = countries.owning(recipient), study.partner if old == study.patron else study.patron
    most = str(gains.drop(old, errors="ignore").idxmax())
    gained = f"{countries.with_article(most)} gained most ({told[most]})"
    beside = f"; {countries.possessive(other)} share went {told.get(other, 'from nothing to nothing')}"
    gained += beside * (most != other)
    if old not in told or gains[old] >= 0:
        return f"Of {whose} arms, per cent, {gained}"
    return f"As {countries.possessive(old)} share of {whose} arms fell {told[old]} per cent, {gained}"


@figure("fig-suppliers-history")
def since_1950(study: Study, h3: Finding) -> Chart:
    """Suppliers of country and rival as areas on one scale, windows of years."""
    found, codes = [], []
    for one in (study.country, study.rival):
        shares = within(arms.supplier_shares(load("arms_deliveries"), one, window=study.window), study)
        largest = [str(code) for code in shares.sum().sort_values(ascending=False).index[:4]]
        chosen = [code for code in dict.fromkeys([study.partner, study.patron, "CHN", *largest]) if code in shares]
        codes += [code for code in chosen if code not in codes]
        rest = shares.drop(columns=chosen).sum(axis=1)
        data = shares[chosen].fillna(0.0).rename(columns=countries.short)
        data = data.assign(others=rest.where(shares.notna().any(axis=1)))
        found.append((f"Suppliers of {countries.short(one)}", data))
    return areas.shares(
        found,
        colours(study, codes) | {"others": "context"},
        title=headline(h3.part("arms_1962"), found[1][1].iloc[:, 0]),
        marks={1963: "", 1971: "", 1991: ""},
    )
