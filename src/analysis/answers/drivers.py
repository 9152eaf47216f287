"""Which driver happened, and did it reach the pair? One row per reason that the article gives, each by a written rule.

happened: yes | no | later (only from the shock year on) | unknown. reached, read in the driver's own domain when the article
was written (the five years before the shock year): yes | in part | for a while (it has gone since) | no | unknown. The weight follows from the two: strong, some, little, none, unknown. Conventions of this report: the partner
took the patron's place if it gained half of what the patron lost, in part with a tenth; energy reached the pair if the
country's crude from the partner rose, in part if the partner's share of its fuel imports is above one per cent.
Last, whether the reason works in other countries (mechanisms/estimands.toml): a strong weight needs it, some is little without.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis import countries
from analysis.answers import background, fuel, neighbour, retreat
from analysis.answers.domains import LEAST_YEARS
from analysis.answers.fuel import WINDOW, Told
from analysis.answers.levels import Years, chronicled, direction
from analysis.claims.telling import joined
from analysis.claims.wording import number
from analysis.claims.wording import span as in_years
from analysis.errors import NotCovered
from analysis.measures import arms
from analysis.study import Study
from analysis.tables import load

MOST, SOME = 0.5, 0.1


@dataclass(frozen=True)
class Driver:
    """One reason: whether it happened, whether it reached the pair, the weight that remains, a sentence with numbers, and in short what shows the one and the other.

    `when` is the year that the data choose, `rank` how many countries saw as much; both empty where no record says so.
    elsewhere: whether it works in other countries, yes | no | open | not tested; `by` what shows that it does.
    """

    name: str
    happened: str
    reached: str
    weight: str
    sentence: str
    short: str = ""
    shown: str = ""
    when: str = ""
    rank: str = ""
    elsewhere: str = background.UNTESTED
    by: str = ""


def all_drivers(study: Study) -> tuple[Driver, ...]:
    """The article's reasons for the roles of `study`; the common neighbour where one is named and the chronology follows the pair."""
    names = [name for name in RULES if name != NEIGHBOUR or (study.shared_neighbour and chronicled(study))]
    return tuple(_driver(name, study) for name in names)


def weight(happened: str, reached: str, elsewhere: str = background.UNTESTED) -> str:
    """The weight of a driver: none if it did not happen, else by how far it reached the pair, and less if nothing shows it elsewhere."""
    if happened == "no":
        return "none"
    if "unknown" in (happened, reached):
        return "unknown"
    found = {"yes": "strong", "in part": "some", "for a while": "little", "no": "little"}[reached]
    if found == "strong":
        return "strong" if elsewhere in ("yes", background.UNTESTED) else "some"
    return "little" if elsewhere == "no" else found


def took(gained: float, lost: float) -> str:
    """Whether a gain took the place of a loss: yes from half of it, in part from a tenth, else no."""
    if lost <= 0 or gained < SOME * lost:
        return "no"
    return "yes" if gained >= MOST * lost else "in part"


def lasting(by_then: str, by_now: str) -> str:
    """What was reached when the article was written, or "for a while" where nothing is left of it in the last years."""
    return "for a while" if by_now == "no" and by_then in ("yes", "in part") else by_then


def _driver(key: str, study: Study) -> Driver:
    name = study.sentence(key)
    try:
        told = RULES[key](study)
    except NotCovered as error:
        return Driver(name, "unknown", "unknown", "unknown", f"No data: {error}")
    works, by = background.elsewhere(key, study)
    said = told._replace(sentence=f"{told.sentence[:1].upper()}{told.sentence[1:]}.")._asdict()
    beside = {"when": background.when(key, study), "rank": background.rank(key, study), "elsewhere": works, "by": by}
    return Driver(name, weight=weight(told.happened, told.reached, works), **said, **beside)


def _patron(study: Study) -> Told:
    old, mid, new = _windows(study)
    try:
        first, then, now = (_shares(study.country, years) for years in (old, mid, new))
    except NotCovered as error:
        return retreat.by_aid(study, old, mid, str(error))
    lost = _of(first, study.patron) - _of(then, study.patron)
    fell = direction(lost, 0.0, share=True) < 0
    told = study.fill("{patron_s} share of {country_own} arms imports ")
    told += _move([_of(shares, study.patron) for shares in (first, then, now)], (old, mid, new))
    told += retreat.aid_words(study)
    told += _gains(study, first, then, now) if fell else ""
    gained = [_of(shares, study.partner) - _of(first, study.partner) for shares in (then, now)]
    by_then, by_now = (took(one, lost) for one in gained)
    levels = [_of(one, study.patron) for one in (first, then)]
    short = study.fill("{patron_own} share of {country_own} arms imports ") + _fell(levels, (old, mid))
    own = {
        years: f"{number(_of(one, study.partner))} % ({in_years(years)})"
        for years, one in zip((old, mid, new), (first, then, now), strict=True)
    }
    shown = f"{study.fill('{partner_s}')} share of them {', '.join(own.values())}"
    gainer = _gainer(study, first, now)
    if gainer and gainer != study.partner:
        shown += f"; {countries.possessive(gainer)} {number(_of(now, gainer))} %"
    return Told("yes" if fell else "no", lasting(by_then, by_now), told, short, shown)


def _fell(levels: Sequence[float], windows: Sequence[Years]) -> str:
    """How a share moved between the first two windows, with their years."""
    (before, after), (first, last) = levels[:2], map(in_years, windows[:2])
    way = {1: "rose", 0: "hardly moved", -1: "fell"}[direction(before, after, share=True)]
    return f"{way}: {number(before)} % ({first}), {number(after)} % ({last})"


def _against(before: float, later: Mapping[Years, float], base: Years, whose: str) -> str:
    """Amounts a year in later windows against those in the first, so that nobody needs to know their unit."""
    if not before:
        return f"none of {whose} in {in_years(base)}, {'some' if any(later.values()) else 'none'} since"
    told = ", ".join(f"{number(one / before)}-fold ({in_years(years)})" for years, one in later.items())
    return f"{whose}, against {in_years(base)}: {told}"


def _gainer(study: Study, first: pd.Series, now: pd.Series) -> str:
    """The supplier whose share rose most since the first window, the patron apart; empty where none rose by a point."""
    gains = now.sub(first, fill_value=0.0).drop(study.patron, errors="ignore")
    return str(gains.idxmax()) if len(gains) and direction(0.0, gains.max(), share=True) > 0 else ""


def _gains(study: Study, first: pd.Series, then: pd.Series, now: pd.Series) -> str:
    """Whose share rose most since the first window, and how the partner's moved; what a gain replaced is not known."""
    windows = [first, now] if then.equals(now) else [first, then, now]

    def moved(code: str) -> str:
        return ", ".join(number(_of(one, code)) for one in windows)

    code = _gainer(study, first, now)
    own = study.fill(f"{{partner}} ({moved(study.partner)} per cent)")
    if not code:
        return f"; no supplier's share rose, nor that of {own}"
    if code == study.partner:
        return f"; the largest gain was that of {own}"
    return f"; the largest gain was that of {countries.with_article(code)} ({moved(code)}), not of {own}"


def _of(shares: pd.Series, code: str) -> float:
    return float(shares.get(code, 0.0))


def _rival(study: Study) -> Told:
    windows = _windows(study)
    levels = [_of(_shares(study.rival, years), study.partner) for years in windows]
    happened = "yes" if direction(levels[0], levels[1], share=True) < 0 else "no"
    told = study.fill("{partner_s} share of {rival_own} arms imports ") + _move(levels, windows)
    short = study.fill("{partner_s} share of {rival_own} arms imports ") + _fell(levels, windows)
    try:
        own = [_volume(study.country, study.partner, years) for years in windows]
    except NotCovered:
        unknown = study.fill("what {partner} delivered to {country} is in no table that we may use")
        return Told(happened, "unknown", f"{told}; {unknown}", short, unknown)
    apart = dict(zip(windows, map(number, own), strict=True))  # the last two can be the same
    volumes = f"{joined(list(apart.values()))} million TIV (SIPRI's measure of volume)"
    told += study.fill(f"; {{partner}} delivered {volumes} to {{country}} in the same years")
    bare = [_volume(study.country, study.partner, years, without="engines") for years in apart]
    told += f" ({joined(list(map(number, bare)))} without engines)" if sum(bare) < sum(own) else ""
    to_rival = number(_volume(study.rival, study.partner, windows[2]))
    told += study.fill(f", and in the last of them {to_rival} to {{rival}}")
    # Windows at the ends of the record are shorter: what is compared is so much a year.
    before, *later = (one / (last - first + 1) for one, (first, last) in zip(own, windows, strict=True))
    by_window = dict(zip(windows[1:], later, strict=True))
    shown = _against(before, by_window, windows[0], study.fill("{partner_s} arms for {country}"))
    by_then, by_now = ("in part" if direction(before, one, share=False) > 0 else "no" for one in later)
    return Told(happened, lasting(by_then, by_now), told, short, shown)


NEIGHBOUR = "{neighbour} brought both to the table"
RULES: dict[str, Callable[[Study], Told]] = {
    background.PATRON: _patron,
    background.RIVAL: _rival,
    background.ENERGY: fuel.new_markets,
    NEIGHBOUR: neighbour.common_worry,
}


def _windows(study: Study) -> tuple[Years, Years, Years]:
    """Five years before the turning point, the five before the shock year, and the last five of the record.

    The last two lie after the turning point; NotCovered where one of the three has fewer than three years.
    """
    turn, last = study.turning_point, min(int(load("arms_deliveries")["year"].max()), study.last_year)
    read = min(study.shock_year - 1, last)
    old = study.clip((turn - WINDOW, turn - 1))
    mid, new = (max(read - WINDOW + 1, turn), read), (max(last - WINDOW + 1, turn), last)
    for first, end in (old, mid, new):
        if end - first + 1 < LEAST_YEARS:
            between = f"from {first} to {end}" if first <= end else f"between {turn} and {study.shock_year}"
            raise NotCovered(f"fewer than {LEAST_YEARS} years of deliveries {between} can be used.")
    return old, mid, new


def _shares(recipient: str, years: Years) -> pd.Series:
    """Shares of all suppliers in the deliveries to `recipient`, added up over `years`, per cent."""
    table = arms.supplier_shares(recipient, window=years[1] - years[0] + 1)
    if years[1] not in table.index:
        raise NotCovered(f"no delivery of arms is on record in {in_years(years)}.")
    return table.T[years[1]]


def _volume(recipient: str, supplier: str, years: Years, *, without: arms.WeaponClass | None = None) -> float:
    return float(arms.deliveries(recipient, supplier=supplier, without=without).loc[years[0] : years[1]].sum())


def _move(levels: list[float], windows: tuple[Years, Years, Years]) -> str:
    turned = {-1: "fell", 0: "hardly moved,", 1: "rose"}[direction(levels[0], levels[1], share=True)]
    if not any(levels):
        return f"was nought in all these years ({in_years((windows[0][0], windows[-1][1]))}), so there was nothing to turn away from"
    (was, then, now), (old, mid, new) = (number(one) for one in levels), (in_years(years) for years in windows)
    last = f", and is {now} ({new})" if new != mid else ""
    return f"{turned} from {was} per cent ({old}) to {then} ({mid}){last}"
