"""The driver of the common neighbour: did it bring both to the table, and did they vote alike on it?"""

from analysis.answers.fuel import Told
from analysis.claims import chronology
from analysis.claims.documents import in_words
from analysis.errors import NotCovered
from analysis.measures import events, votes
from analysis.measures.vote_panels import FEW_VOTES
from analysis.study import Study


def common_worry(study: Study) -> Told:
    """Happened if contacts on it are documented from the turning point on; reached by votes: most of them alike, in part where fewer were.

    As for every reason, the votes are those up to the shock year; those since are told. Fewer than five are no share.
    """
    first, last = study.turning_point, study.last_year
    pair, near = [study.country, study.partner], study.shared_neighbour
    contacts = events.on_neighbour(chronology.of(study), pair, near, first=first, last=last)
    same = votes.alike(pair[0], b=pair[1], span=(first, last), rolls=near)
    if contacts.empty or same.empty:
        raise NotCovered(study.fill(f"no contact or no vote on {{neighbour}} is on record from {first} on."))
    before, since = same[same.index < study.shock_year], same[same.index >= study.shock_year]
    before, since = (before, since) if len(before) else (since, before)
    alike, later = (
        int(before.sum()),
        f" before {study.shock_year}, {int(since.sum())} of {len(since)} since" if len(since) else "",
    )
    first_one, last_one = (in_words(str(contacts["date"].iloc[place])[:7]) for place in (0, -1))
    met = "1 joint meeting or call" if len(contacts) == 1 else f"{len(contacts)} joint meetings and calls"
    years = contacts["date"].str[:4].value_counts()
    most = f", {years.max()} in {years.idxmax()}" if 2 * years.max() > len(contacts) > 1 else ""
    told = f"at least {met} on it from {first} on{most}, the first on record in {first_one}, the last in {last_one}"
    told += f"; in the UN they voted alike on it in {alike} of {len(before)} roll calls{later}"
    few = len(before) < FEW_VOTES
    reached = "unknown" if few else "yes" if 2 * alike > len(before) else "in part" if alike else "no"
    told += f" (a share needs {FEW_VOTES})" if few else ""
    short = f"at least {met.replace('joint ', '')} since {first}{most}"
    return Told(
        "yes",
        reached,
        told,
        short,
        f"alike in {alike} of {len(before)} UN votes on it{later}{': too few' if few else ''}",
    )
