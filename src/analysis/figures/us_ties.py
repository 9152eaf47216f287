"""The figures of the chapter on the ties of the country with its patron."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis import countries, tables
from analysis.answers import retreat
from analysis.claims import chronology
from analysis.claims.documents import in_words
from analysis.claims.finding import Finding
from analysis.claims.kind import FOR
from analysis.claims.wording import number, span
from analysis.errors import NotCovered
from analysis.figures import bars, charts
from analysis.figures import suppliers as supplied
from analysis.figures.compose import Chart, Words, figure
from analysis.figures.data_table import Parts
from analysis.figures.marks import COLD_WAR_ENDS, Mark, Marks, seen
from analysis.figures.recorded import cite, held
from analysis.figures.shared import both, drawn, headline, known, of_us, ties, unheld, with_levels, within
from analysis.figures.words import spans
from analysis.measures import aid, arms, conflict, diplomacy, events, opinion, sanctions
from analysis.measures.series import rolling_sum
from analysis.study import Study

__all__ = ["aid_by_kind", "aid_share", "aid_totals", "aid_waves", "arms_from_patron", "decoupling"]
__all__ += ["effective_suppliers", "front_line", "marks", "mistrust"]
__all__ += ["suppliers", "troops", "visits_by_term"]
# Acts of the chronology that gave aid or stopped it, in a word each; they concern country and patron or are not marked.
ACTS = {
    "E005": "arms", "S021": "cut-off", "E040": "programme", "E045": "halt", "E057": "waivers", "E079": "raid", "E108": "stop",
}  # fmt: skip
ATTACKED, RAID = "2001-09-11", "E079"
OF_ALL: dict[Mark, str] = COLD_WAR_ENDS | {ATTACKED: "9/11"}
SMOOTH = 5  # years: one lean year between two fat ones is no end of a wave


def marks(study: Study) -> dict[Mark, str]:
    """The dates to mark in series of the patron's ties: of acts between the two, else the turns that concern everyone."""
    return {row["date"]: ACTS[row["event_id"]] for row in _acts(study)} or OF_ALL


def _acts(study: Study, named: Sequence[str] = tuple(ACTS)) -> list[dict[Hashable, Any]]:
    rows = events.named(events.between(chronology.of(study), [study.country, study.patron]), list(named))
    cite(*["events"] * bool(len(rows)))
    return rows.to_dict("records")


def _raid(study: Study) -> dict[Mark, str]:
    """The raid of 2011 where it was one of the patron in the country."""
    return {row["date"]: ACTS[RAID] for row in _acts(study, [RAID])}


@figure("fig-aid-by-kind", carrying=True)
def aid_waves(study: Study) -> Chart:
    """Economic and military obligations by fiscal year, with Coalition Support Funds beside them, and the acts that turned them.

    Of another patron what the OECD or AidData knows, beside what the rival got.
    """
    if study.patron != "USA":
        return _other_patron(study)
    cite("us_aid")  # what is drawn stands before what is marked
    acts = {
        row["date"]: f"{in_words(row['date'])}, {ACTS[row['event_id']]}: {row['description']}" for row in _acts(study)
    }
    return aid_by_kind(study, marks(study), acts)


def _other_patron(study: Study) -> Chart:
    """Yearly aid of a patron other than the United States to country and rival."""
    given = retreat.of_patron(study, study.country)
    beside, _ = held({study.name("rival"): lambda: retreat.of_patron(study, study.rival).values})
    known = pd.DataFrame({study.name("country"): given.values} | beside)
    data = within(known.reindex(range(known.index.min(), known.index.max() + 1)), study)
    own = data[study.name("country")].dropna()
    if own.empty:
        raise NotCovered(study.fill(f"no {given.what} to {{country}} is on record in the chosen years."))
    cite(given.table)
    return charts.lines(data, points=True, facts={"given": given, "known": own})


def aid_by_kind(study: Study, marked: Marks, turns: Mapping[Mark, str], *, title: str = "") -> Chart:
    """Aid of both kinds with marked years and, of those in sight, the `turns` behind them; `title` replaces the one about its waves. NotCovered for another patron."""
    of_us(study)
    kinds = within(aid.by_category(study.country), study)
    support = aid.coalition_support(tables.load("coalition_support"), tables.load("us_aid"), study.country)
    total, beside = kinds.sum(axis=1), None if support.empty else support
    cite(*["coalition_support"] * (beside is not None))
    high = (smooth := total.rolling(SMOOTH, center=True, min_periods=1).mean()) > smooth.max() / 2
    waves = int((high & ~high.shift(fill_value=False)).sum())  # runs of years above half of the most
    noted = _support(study.country) if beside is not None else ""
    told = [turns[mark] for mark in seen(marked, kinds.index, "fiscal") if mark in turns]
    words: Words = {"facts": {"given": None, "known": total, "waves": waves, "turns": told, "support": noted}}
    if title:
        words["title"] = title
    shown = kinds.rename(columns={"economic": "Economic aid", "military": "Military aid"})
    return bars.stacked(shown, {"Military aid": "patron"}, extra=beside, marks=marked, unit="fiscal", **words)


def _support(recipient: str) -> str:
    """What is drawn of Coalition Support Funds, and their sum."""
    rows = tables.load("coalition_support").query("recipient == @recipient").dropna(subset="csf_musd")
    reach, billions = (int(rows["fy_start"].min()), int(rows["fy_end"].max())), rows["csf_musd"].sum() / 1e3
    return (
        f"{aid.SUPPORT_NOTE} In all {number(billions)} billion current dollars of them are on record for {span(reach)}."
    )


@figure("fig-aid-share")
def aid_share(study: Study, u1: Finding) -> Chart:
    """Shares of country and rival in all obligations."""
    of_us(study)
    shares, ranks = both(study, aid.share), both(study, aid.rank)
    shown = drawn(study, {"Share of all aid, per cent": shares, "Rank among recipients, 1 is the largest": ranks})
    told = u1.part("aid_after_cold_war")
    title = headline(told, shares[study.name("country")])
    return with_levels(charts.panels(shown, title=title, marks=marks(study), unit="fiscal"), shown[0][0], told)


@figure("fig-aid-totals")
def aid_totals(study: Study, u5: Finding) -> Chart:
    """Obligations and disbursements of all kinds to 2024, in the later file's dollars."""
    of_us(study)
    promised = aid.total_obligations(study.country)
    paid = aid.total_obligations(study.country, transaction="disbursements")
    data = within(pd.DataFrame({"Obligations": promised, "Disbursements": paid}), study, 2001)
    return charts.lines(
        data,
        {"Obligations": "country"},
        facts={"last": int(data.index.max())},
        title=headline(u5.part("aid_step_by_step"), promised),
        marks=marks(study) | {study.shock_year: "article"},
        unit="fiscal",
    )


@figure("fig-visits")
def visits_by_term(study: Study) -> Chart:
    """Visits in both directions by presidential term."""
    of_us(study)
    terms = diplomacy.terms()
    begun, ended = (terms[end].str[:4].astype(int) for end in ("start", "end"))
    terms = terms[(begun >= study.first_year) & (ended <= study.last_year + 1)]
    if terms.empty:
        raise NotCovered("no presidential term on record lies in the years used.")
    found = both(study, lambda code: diplomacy.by_term(code, terms)[["to_us", "from_us"]].sum(axis=1, min_count=1))
    data = found.set_index(terms["term"] + " " + terms["president"]).tail(14)
    return bars.grouped(data, facts={"own": _known(study, data, "country"), "beside": _known(study, data, "rival")})


def _known(study: Study, data: pd.DataFrame, role: str) -> pd.Series:
    """Whole numbers of a role's column, where they are known."""
    return data[study.name(role)].dropna().astype(int)


@figure("fig-arms")
def arms_from_patron(study: Study) -> Chart:
    """Deliveries by the patron to country and rival, five-year sums."""
    found = both(study, lambda code: arms.deliveries(code, supplier=study.patron, window=study.window))
    data = within(found, study, 1955)
    facts = {"own": data[study.name("country")].dropna(), "window": study.window}
    return charts.lines(data, facts=facts, marks=marks(study))


@figure("fig-troops")
def troops(study: Study) -> Chart:
    """US troops stationed in country and rival."""
    of_us(study)
    data = within(both(study, conflict.troops), study)
    own = data.iloc[:, 0].dropna()
    since = {code: countries.since().get(code, 0) for code in (study.country, study.rival)}
    older = {code: year for code, year in since.items() if data.loc[: year - 1, countries.short(code)].notna().any()}
    # The years without a report; a war may lie in them.
    silent = set(range(int(data.index.min()), int(data.index.max()) + 1)) - set(own.index)
    return charts.lines(data, facts={"own": own, "silent": spans(silent), "older": older})


@figure("fig-front-line")
def front_line(study: Study, u3: Finding) -> Chart:
    """Aid, arms and sanctions in force, 1988 to 2020."""
    of_us(study)
    given = aid.obligations(study.country)
    series = {
        "Aid, fiscal years, million US$ of 2020": given,
        "Arms, million TIV": arms.deliveries(study.country, supplier=study.patron),
        "Sanction cases in force": sanctions.active(study.patron, target=study.country),
    }
    shown, turns = drawn(study, series, first=1988), {ATTACKED: OF_ALL[ATTACKED]} | _raid(study)
    return charts.panels(shown, title=headline(u3.part("aid"), given), marks=turns)


@figure("fig-decoupling", carrying=True)
def decoupling(study: Study, u4: Finding) -> Chart:
    """Five kinds of tie with the patron, country beside rival."""
    panels = known(study, ties(study, (study.country, study.rival)), first=1990)
    return charts.panels(panels, facts=_led(u4, study, panels) | {"unheld": unheld(panels)}, marks={2006: "after 2005"})


def _led(u4: Finding, study: Study, panels: Parts) -> dict[str, list[str]]:
    """In which ties the rival overtook the country after 2005 or rose beside it, by the averages drawn, and in which its lead grew, by the claim's rule."""
    read = [(part, part.reading) for part in u4.parts if part.reading and part.reading.before is not None]
    ends = [(part, one.before or 0, one.after or 0) for part, one in read]
    return {
        "overtook": [part.label + _ahead(part.label, study, panels) for part, old, new in ends if old <= 0 < new],
        "widened": [part.label for part, old, _ in ends if old > 0 and part.holds],
        "nearer": [part.label for part, _, new in ends if new <= 0 and part.holds],
        "rose": [part.label for part, _, _ in ends if part.reading and part.reading.sign == FOR],
    }


def _ahead(label: str, study: Study, panels: Parts) -> str:
    """From which year on the rival's line lies above the country's in the panel of a tie; empty where it ends below."""
    own, other = study.name("country"), study.name("rival")
    lines = next((data for heading, data in panels if heading.lower().startswith(label)), pd.DataFrame())
    both = lines.dropna() if {own, other} <= set(lines) else lines.head(0)
    last = max(both.index[both[other] <= both[own]], default=None) if len(both) else None
    return f" (ahead from {last + 1} on)" if last is not None and last < both.index.max() else ""


@figure("fig-mistrust")
def mistrust(study: Study, u5: Finding) -> Chart:
    """Three traces of mistrust: opinion, strikes, visits."""
    of_us(study)
    series = {
        "Favourable views of the US, per cent": opinion.favourable(study.country, rated=study.patron),
        "US drone strikes, number": (strikes := conflict.strikes(study.country)),
        "Visits, five-year sum": rolling_sum(diplomacy.visits(study.country), 5),
    }
    shown = drawn(study, series, first=2000)
    return charts.panels(shown, title=headline(u5.part("strikes"), strikes), marks={2006: ""} | _raid(study))


@figure("fig-suppliers")
def suppliers(study: Study) -> Chart:
    """Shares of the country's arms imports by supplier, windows of years."""
    return supplied.by_year(study, study.country, [study.patron, study.partner])


@figure("fig-effective")
def effective_suppliers(study: Study) -> Chart:
    """Effective number of suppliers of country and rival."""
    return supplied.effective(study, "country", "rival", [study.turning_point])
