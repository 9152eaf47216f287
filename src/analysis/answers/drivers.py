"""Which driver happened, and did it reach the pair? One row per reason that the article gives, each by a written rule.

happened: yes | no | later (only from the shock year on) | unknown. reached, read in the driver's own domain: yes | in part |
no | unknown. The weight follows from the two: strong, some, little, none, unknown. Conventions of this report: the partner
took the patron's place if it gained half of what the patron lost, in part with a tenth; a fuel share reaches the pair in
part above one per cent.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from analysis import countries
from analysis.answers.domains import CHRONICLED, LEAST_YEARS, POINT, Years, direction, pooled_share
from analysis.claims.documents import in_words
from analysis.claims.wording import number
from analysis.claims.wording import span as in_years
from analysis.errors import NotCovered
from analysis.measures import aid, arms, energy, events, votes
from analysis.study import Study
from analysis.tables import load

WINDOW = 5
MOST, SOME = 0.5, 0.1
Told = tuple[str, str, str]


@dataclass(frozen=True)
class Driver:
    """One reason: whether it happened, whether it reached the pair, the weight that leaves it, and a sentence with numbers."""

    name: str
    happened: str
    reached: str
    weight: str
    sentence: str


def all_drivers(study: Study) -> tuple[Driver, ...]:
    """The article's reasons for the roles of `study`; the common neighbour only for the pair that it is about."""
    names = [name for name in RULES if name != AFGHANISTAN or {study.country, study.partner} == CHRONICLED]
    return tuple(_driver(study.sentence(name), RULES[name], study) for name in names)


def weight(happened: str, reached: str) -> str:
    """The weight of a driver: none if it did not happen, else by how far it reached the pair."""
    if happened == "no":
        return "none"
    if "unknown" in (happened, reached):
        return "unknown"
    return {"yes": "strong", "in part": "some", "no": "little"}[reached]


def took(gained: float, lost: float) -> str:
    """Whether a gain took the place of a loss: yes from half of it, in part from a tenth, else no."""
    if lost <= 0 or gained < SOME * lost:
        return "no"
    return "yes" if gained >= MOST * lost else "in part"


def _driver(name: str, rule: Callable[[Study], Told], study: Study) -> Driver:
    try:
        happened, reached, sentence = rule(study)
    except NotCovered as error:
        return Driver(name, "unknown", "unknown", "unknown", f"No data: {error}")
    return Driver(name, happened, reached, weight(happened, reached), f"{sentence[:1].upper()}{sentence[1:]}.")


def _patron(study: Study) -> Told:
    old, new = _windows(study)
    was, left = (_share(study.country, study.patron, years) for years in (old, new))
    gained = _share(study.country, study.partner, new) - _share(study.country, study.partner, old)
    told = study.fill("{patron_s} share of {country_s} arms imports ") + _move(was, left, old, new)
    fell = direction(was, left, share=True) < 0
    told += _aid(study) + (_gap(study, old, new) if fell else "")
    return ("yes" if fell else "no"), took(gained, was - left), told


def _aid(study: Study) -> str:
    """The highest yearly aid in the ten years before the turning point, and the last one; empty without data."""
    try:
        if study.patron != "USA":
            return ""
        amounts = aid.total_obligations(load("us_aid_totals"), study.country) / 1e3
    except NotCovered:
        return ""
    before = amounts.loc[study.turning_point - 2 * WINDOW : study.turning_point - 1]
    if before.empty:
        return ""
    peak, last = max(before.index, key=before.__getitem__), max(amounts.index)
    return f", aid from {number(float(amounts[peak]))} billion dollars (FY{peak}) to {number(float(amounts[last]))} (FY{last})"


def _gap(study: Study, old: Years, new: Years) -> str:
    """Who filled the gap: the supplier whose share rose most, and how the partner's moved."""
    table = arms.by_supplier(load("arms_deliveries"), study.country)
    first, second = (100 * rows.sum() / rows.sum().sum() for rows in (table.loc[a:b] for a, b in (old, new)))
    gains = (second - first).drop(study.patron, errors="ignore")
    code = str(gains.idxmax())
    own = f"{study.fill('{the_partner}')} ({number(_of(first, study.partner))} to {number(_of(second, study.partner))} per cent)"
    if gains[code] < POINT:
        return f"; nobody took its place, {own} included"
    if code == study.partner:
        return f"; {own} filled the gap"
    return f"; {countries.with_article(code)} filled the gap ({number(_of(first, code))} to {number(_of(second, code))}), not {own}"


def _of(shares: pd.Series, code: str) -> float:
    return float(shares.get(code, 0.0))


def _rival(study: Study) -> Told:
    old, new = _windows(study)
    was, left = (_share(study.rival, study.partner, years) for years in (old, new))
    own_was, own_is = (_volume(study.country, study.partner, years) for years in (old, new))
    told = study.fill("{partner_s} share of {rival_s} arms imports ") + _move(was, left, old, new)
    told += f"; its arms for {study.name('country')} went from {number(own_was)} to {number(own_is)} million TIV"
    told += f", those for {study.name('rival')} are {number(_volume(study.rival, study.partner, new))}"
    reached = "in part" if direction(own_was, own_is, share=False) > 0 else "no"
    return ("yes" if direction(was, left, share=True) < 0 else "no"), reached, told


def _energy(study: Study) -> Told:
    """Happened if sanctions squeezed the volume of its gas exports: yes before the shock year, later only from it on."""
    volume = energy.exports(load("gas_trade"), study.partner, fuel="gas")
    spans = [(study.sanctions_year - WINDOW, study.sanctions_year - 1), (study.sanctions_year, study.shock_year - 1)]
    levels = [_mean(volume.loc[a:b]) for a, b in [*spans, (study.shock_year, study.last_year)]]
    told = study.fill("{partner_s} gas exports went from ") + f"{number(levels[0])} billion cubic metres a year "
    told += f"({in_years(spans[0])}) to {number(levels[1])} ({in_years(spans[1])}) and {number(levels[2])} since"
    happened = "yes" if direction(levels[0], levels[1], share=False) < 0 else "no"
    if happened == "no" and direction(levels[1], levels[2], share=False) < 0:
        happened = "later"
    told += _crude(study)
    fuel = energy.origin_share(load("fuel_imports"), study.country, origin=study.partner)
    fuel = fuel.loc[study.sanctions_year : study.last_year]
    if fuel.empty:
        return happened, "unknown", told
    bought = float(fuel.mean())
    told += (
        study.fill("; of {country_s} fuel imports ") + f"{number(bought)} per cent came from {study.name('partner')}"
    )
    told += f" ({in_years((int(fuel.index.min()), int(fuel.index.max())))})" + _built(study)
    return happened, "in part" if bought > POINT else "no", told


def _mean(values: pd.Series) -> float:
    if values.dropna().empty:
        raise NotCovered("no data", "the table of gas trade does not reach the years on both sides of the sanctions.")
    return float(values.mean())


def _crude(study: Study) -> str:
    rows = load("energy_exports")
    rows = rows[(rows["exporter"] == study.partner) & (rows["fuel"] == "crude") & (rows["destination"] == study.rival)]
    amounts = rows.groupby("year")["value"].sum()
    if study.shock_year - 1 not in amounts.index:
        return ""
    first, last = study.shock_year - 1, int(amounts.index.max())
    return (
        f"; crude oil for {study.name('rival')} rose from {number(float(amounts[first]))} million tonnes ({first}) "
        f"to {number(float(amounts[last]))} ({last})"
    )


def _built(study: Study) -> str:
    if {study.country, study.partner} != CHRONICLED:
        return ""
    built = energy.pipeline_operating(load("pipelines"), project="North-South|Pakistan Stream|PakStream").dropna()
    return f", and {number(int(built.iloc[-1]))} km of the agreed pipeline operate ({built.index[-1]})"


def _afghanistan(study: Study) -> Told:
    """Happened if contacts on it are documented from the turning point on; reached by votes: most alike, or fewer."""
    first, last = study.turning_point, study.last_year
    contacts = events.between(load("events"), ["PAK", "RUS"], category="Afghanistan", first=first, last=last)
    cast = votes.pair(load("un_votes"), load("un_resolutions"), study.country, study.partner, rolls="afghanistan")
    cast = cast[cast["year"].between(first, last)]
    if contacts.empty or cast.empty:
        raise NotCovered("no data", f"no contact or no vote on Afghanistan is on record from {first} on.")
    alike = int((cast["a"].astype(str) == cast["b"].astype(str)).sum())
    told = f"at least {len(contacts)} contacts on it from {first} on, the last on record in {_month(contacts)}"
    told += f"; in the UN they voted alike on it {_times(alike)} in {len(cast)} roll calls"
    return "yes", "yes" if 2 * alike > len(cast) else "in part", told


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _month(rows: pd.DataFrame) -> str:
    return in_words(str(rows["date"].iloc[-1])[:7])


AFGHANISTAN = "Afghanistan brought both to the table"
RULES: dict[str, Callable[[Study], Told]] = {
    "{the_patron} turned away from {the_country}": _patron,
    "{the_rival} looked beyond {the_partner}": _rival,
    "{the_partner} sought new energy markets": _energy,
    AFGHANISTAN: _afghanistan,
}


def _windows(study: Study) -> tuple[Years, Years]:
    """Five years before the turning point, and the last five of the record that lie after it."""
    last = min(int(load("arms_deliveries")["year"].max()), study.last_year)
    new = max(last - WINDOW + 1, study.turning_point), last
    if new[1] - new[0] + 1 < LEAST_YEARS:
        raise NotCovered("no data", f"fewer than {LEAST_YEARS} years of deliveries are on record from {new[0]} on.")
    old = study.clip((study.turning_point - WINDOW, study.turning_point - 1))
    if old[1] - old[0] + 1 < LEAST_YEARS:
        raise NotCovered("no data", f"the years in use leave fewer than {LEAST_YEARS} before {study.turning_point}.")
    return old, new


def _share(recipient: str, supplier: str, years: Years) -> float:
    found = pooled_share(recipient, supplier, years)
    if found is None:
        raise NotCovered("no data", f"no delivery of arms is on record in {in_years(years)}.")
    return found.value


def _volume(recipient: str, supplier: str, years: Years) -> float:
    return float(arms.deliveries(load("arms_deliveries"), recipient, supplier=supplier).loc[years[0] : years[1]].sum())


def _move(was: float, now: float, old: Years, new: Years) -> str:
    turned = {-1: "fell", 0: "hardly moved,", 1: "rose"}[direction(was, now, share=True)]
    return f"{turned} from {number(was)} per cent ({in_years(old)}) to {number(now)} ({in_years(new)})"
