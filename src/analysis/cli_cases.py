"""`analysis claims`, `sweep` and `compare`: what is asked of a case, many cases at once, and what differs between two reports."""

import json
import shlex
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.exceptions import Exit

from analysis.cli_data import facts, short, tell
from analysis.errors import NotCovered, RenderError

if TYPE_CHECKING:
    from analysis.claims.spec import Claim, Part
    from analysis.study import Study

LAST = 3
CHANGE = "Change a value of a rule, such as C3.arms.threshold=5."
KEYS = ("test", "table", "year", "span", "direction", "threshold", "event", "act", "among")


def own_rules(command: Callable[..., None]) -> Callable[..., None]:
    """The options of one's own history, claims and changed values; the command gets those given as `own`."""

    @click.option("--history", metavar="DIR", help="A folder with a history.toml of your own.")
    @click.option("--claims", metavar="FILE", help="A file of claims of your own, in the form of claims.toml.")
    @click.option("--set", "changes", multiple=True, metavar="CLAIM.PART.KEY=VALUE", help=CHANGE)
    @wraps(command)
    def called(history: str | None, claims: str | None, changes: Sequence[str], **rest: Any) -> None:
        own = {"history": history, "claims": claims, "changes": "; ".join(changes)}
        command(own={name: value for name, value in own.items() if value}, **rest)

    return called


def parameters(command: Callable[..., None]) -> Callable[..., None]:
    """The option of a parameter, and those of one's own rules; the command gets all of them as `given`."""

    @click.option("-p", "pairs", multiple=True, metavar="NAME=VALUE", help="Set a parameter, such as country=TUR.")
    @own_rules
    @wraps(command)
    def called(pairs: Sequence[str], own: dict[str, str], **rest: Any) -> None:
        from analysis.report import cases

        command(given=cases.parse(pairs) | own, **rest)

    return called


@click.command()
@click.argument("words", nargs=-1, metavar="[show] [CLAIM]")
@parameters
def claims(words: tuple[str, ...], given: dict[str, Any]) -> None:
    """Print the claims asked of a case, or one of them whole: `analysis claims show U3`."""
    from analysis.claims import rules
    from analysis.report import cases

    study = cases.check(cases.read(cases.root() / cases.DEFAULT) | given)
    named = [word for word in words if word != "show"]
    for rule in [rules.claim(one, study) for one in named] or rules.all_claims(study):
        click.echo(f"{rule.id}  {study.sentence(rule.statement)}  [{rule.chapter}]")
        if named:
            _show(rule, study)


def _show(rule: "Claim", study: "Study") -> None:
    from analysis.claims import documents

    words = {"why": rule.why, "against": rule.contradicted_if, "caveat": rule.caveat, "motive": rule.motive}
    told = {label: documents.dated(study.fill(text), study) for label, text in (words | {"rule": rule.by}).items()}
    facts(told, indent=2, width=10)
    for part in rule.parts:
        click.echo(f"    {part.id}: {part.mark}, asks {', '.join(part.asks)}; {study.sentence(part.subject)}")
        given = {key: getattr(part, key) for key in KEYS if key in part.model_fields_set}
        stated = {"rule": ", ".join(f"{key} {value}" for key, value in given.items())}
        facts(stated | _computed(part, study), indent=6, width=10)


def _computed(part: "Part", study: "Study") -> dict[str, str]:
    """Arguments filled, the choices, and the last values of the series; why there are none, where the tables hold none."""
    from analysis.claims import evidence, rules
    from analysis.claims.wording import number

    try:
        specs = rules.specifications(part, study)
        values = evidence.yearly_series(specs[0], study)
    except NotCovered as error:
        return {"no data": str(error)}
    args = {key: value for key in ("args", "minus", "follower") if (value := getattr(specs[0], key))}
    axes = {key: dict.fromkeys(one.choice[key] for one in specs) for key in specs[0].choice}
    late = () if values is None else values.dropna().tail(LAST).items()
    known = [f"{year}: {number(float(one))}" for year, one in late]
    unit = "" if values is None else values.attrs.get("unit", "")
    return {
        "measure": f"{specs[0].measure} {args}" if specs[0].measure else ", ".join(part.confirmed_by),
        "choices": f"{len(specs)}: " + "; ".join(f"{key} {', '.join(one)}" for key, one in axes.items()),
        "last": f"{', '.join(known)} {unit}" if known else "",
    }


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("-p", "given", multiple=True, metavar="NAME=VALUES", help="Values of a parameter: 2010..2018, or 4,5,6.")
@click.option(
    "--pairs", "listed", metavar="PAIRS", help="Cases such as PAK-RUS,TUR-RUS-GRC, or a file with one a line."
)
@click.option("--out", type=click.Path(path_type=Path), help="Folder of the result (default: reports/own/sweep-...).")
@click.option(
    "--jobs", type=click.IntRange(0), default=0, help="Processes (default: one for each processor, up to six)."
)
@click.option(
    "--dask", "address", metavar="ADDRESS", help="Decide on the Dask cluster of this scheduler, tcp://HOST:8786."
)
@click.option("--yes", is_flag=True, help="Also more than a hundred combinations.")
@click.option("--json", "events", is_flag=True, help="Report progress as one JSON object a line.")
@own_rules
def sweep(
    files: tuple[Path, ...],
    given: tuple[str, ...],
    listed: str | None,
    out: Path | None,
    events: bool,
    yes: bool,
    own: dict[str, str],
    **ways: Any,
) -> None:
    """Decide all claims, and the answer, of every parameter file and pair at every combination of the values given."""
    from analysis.report import cases, progress, publish
    from analysis.sweep import grid, store

    paths = files or (() if listed is not None else (cases.root() / cases.DEFAULT,))
    varied, found = grid.varied(given), {name: case | own for name, case in grid.sources(paths, listed).items()}
    todo = grid.combinations(found, varied, most=float("inf") if yes else grid.MOST)
    target = (out or cases.root() / cases.OWN / grid.folder_name(found, varied)).resolve()
    publish.mend(target.parent)
    store.check(target)
    told = progress.events("sweep", "combination") if events else progress.shown("sweep")
    results = _decide(todo, told, **ways)
    from analysis.sweep import page

    told_as = {"history": "--history", "claims": "--claims", "changes": "--set"}
    options_told = [*(("-p", one) for one in given), *([("--pairs", listed)] if listed else [])]
    options_told += [(told_as[name], value) for name, value in own.items()]
    words = [*(path.name for path in files), *(word for option in options_told for word in option)]
    command = f".venv/bin/analysis sweep {shlex.join(words)}"
    store.publish_to(target, results, page.page(results, command))
    failed = [(one.name, done.reason) for one, done in results if done.reason]
    for name, reason in failed:
        click.echo(f"failed: {name}: {reason}", err=True)
    if events:
        progress.event(event="end", case="sweep", index=short(target / "index.html"), failed=len(failed))
    else:
        click.echo(short(target / "index.html"))
    if failed:
        raise RenderError(f"{len(failed)} of {len(results)} combinations failed; the others are in {short(target)}.")


def _decide(todo: Any, told: Any, address: str | None, jobs: int) -> Any:
    """All combinations with what came of them, in their order."""
    from analysis.sweep import run

    told("", 0.0, 0, len(todo))
    found = {}
    decided = run.on_dask(todo, address) if address is not None else run.local(todo, jobs)
    for place, (one, done) in enumerate(decided, start=1):
        found[one.study] = done
        told(f"{one.name}{' (failed)' if done.reason else ''}", done.seconds, place, len(todo))
    return [(one, found[one.study]) for one in todo]


@click.command()
@click.argument("a")
@click.argument("b")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def compare(a: str, b: str, as_json: bool) -> None:
    """Print which verdicts, certainties and numbers differ between A and B, and why. Exit code 0: none, 1: some.

    A side is the folder of a report, its findings.json, a parameter file, `-` for the default case, or parameters such as
    country=TUR,rival=GRC; what is no report is decided anew.
    """
    from analysis.sweep import compare as comparing

    found = comparing.compare(comparing.side(a), comparing.side(b))
    if as_json:
        click.echo(json.dumps(found, indent=1, ensure_ascii=False))
    else:
        tell(comparing.told(found), hanging=4)
    if not found["equal"]:
        raise Exit(1)
