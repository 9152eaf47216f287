"""Who supplies arms: shares then and now, and since 1950, of country and rival."""

import pandas as pd

from analysis import countries
from analysis.claims.finding import Finding
from analysis.claims.wording import number, span
from analysis.errors import NotCovered
from analysis.figures import areas, slopes
from analysis.figures.figure import Figure
from analysis.figures.people import colours, or_missing
from analysis.figures.shared import headline, within
from analysis.measures import arms
from analysis.study import Study
from analysis.tables import load

__all__ = ["replaced", "rival_replaced", "since_1950"]


@or_missing("fig-replaced", "Who took which share of {country_s} arms imports")
def replaced(study: Study) -> Figure:
    """Who took the patron's place: shares before the turning point and in the last window."""
    return _then_and_now(study, study.country, study.patron, "fig-replaced")


@or_missing("fig-rival-replaced", "Who took which share of {rival_s} arms imports")
def rival_replaced(study: Study) -> Figure:
    """Who took the partner's place with the rival: shares before the turning point and in the last window."""
    return _then_and_now(study, study.rival, study.partner, "fig-rival-replaced")


def _then_and_now(study: Study, recipient: str, old: str, anchor: str) -> Figure:
    """Shares of patron, partner and the three largest suppliers; the title tells how the `old` supplier's share moved."""
    shares = arms.supplier_shares(load("arms_deliveries"), recipient, window=study.window)
    first, last = study.turning_point - 1, min(int(shares.index.max()), study.last_year)
    if first not in shares.index or last <= first:
        raise NotCovered(
            "no data", f"no window of {study.window} years ends before {study.turning_point} and after it."
        )
    spans = {span((year - study.window + 1, year)): shares.loc[year] for year in (first, last)}
    found = pd.DataFrame(spans).fillna(0.0)
    largest = list(found.max(axis=1).sort_values(ascending=False).index[:3])
    found = found.loc[
        list(dict.fromkeys([code for code in (study.patron, study.partner) if code in found.index] + largest))
    ]
    return slopes.slopes(
        found.rename(index=countries.short),
        colours(study, list(found.index)),
        anchor=anchor,
        title=_replaced_title(study, found, recipient, old),
        subtitle=f"Shares of {countries.possessive(recipient)} arms imports, per cent of TIV",
        tables=["arms_deliveries"],
        note="Shares are of what was delivered in the years together. That one supplier gained what another lost is no proof that it was bought instead.",
        carrying=True,
    )


def _replaced_title(study: Study, found: pd.DataFrame, recipient: str, old: str) -> str:
    """How the share of the `old` supplier moved, who gained most, and how the other power's share moved beside it."""
    gains = found.iloc[:, 1] - found.iloc[:, 0]
    told = {
        str(code): f"from {number(float(row.iloc[0]))} to {number(float(row.iloc[1]))}"
        for code, row in found.iterrows()
    }
    whose, other = countries.possessive(recipient), study.partner if old == study.patron else study.patron
    most = str(gains.drop(old, errors="ignore").idxmax())
    gained = f"{countries.with_article(most)} gained most ({told[most]})"
    beside = (
        ""
        if most == other
        else f"; {countries.possessive(other)} share went {told.get(other, 'from nothing to nothing')}"
    )
    if old not in told or gains[old] >= 0:
        return f"Of {whose} arms, per cent, {gained}{beside}"
    return f"As {countries.possessive(old)} share of {whose} arms fell {told[old]} per cent, {gained}{beside}"


@or_missing("fig-suppliers-history", "Suppliers of arms since 1950")
def since_1950(study: Study, h3: Finding) -> Figure:
    """Suppliers of country and rival as areas on one scale, windows of years."""
    found, codes = [], []
    for one in (study.country, study.rival):
        shares = within(arms.supplier_shares(load("arms_deliveries"), one, window=study.window), study)
        largest = [str(code) for code in shares.sum().sort_values(ascending=False).index[:4]]
        chosen = [code for code in dict.fromkeys([study.partner, study.patron, "CHN", *largest]) if code in shares]
        codes += [code for code in chosen if code not in codes]
        rest = shares.drop(columns=chosen).sum(axis=1)
        data = (
            shares[chosen]
            .fillna(0.0)
            .rename(columns=countries.short)
            .assign(others=rest.where(shares.notna().any(axis=1)))
        )
        found.append((f"Suppliers of {countries.short(one)}", data))
    return areas.shares(
        found,
        colours(study, codes) | {"others": "context"},
        anchor="fig-suppliers-history",
        title=headline(h3.part("arms_1962"), found[1][1].iloc[:, 0]),
        subtitle=f"Shares of arms imports in the {study.window} years that end with each year, per cent of TIV",
        tables=["arms_deliveries"],
        marks={1963: "", 1971: "", 1991: ""},
        note="Dashed lines: after the war of 1962, the treaty of 1971, the end of the Cold War. Russia includes the Soviet Union.",
    )
