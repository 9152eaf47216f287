"""`analysis claims`: what is asked of a case, and the rule of one claim with its choices and the last values of its series."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from analysis.cli_data import wrap

if TYPE_CHECKING:
    from analysis.claims.spec import Claim, Part
    from analysis.study import Study

LAST = 3
KEYS = ("test", "table", "year", "span", "direction", "threshold", "event", "act", "among")


def own_rules(command: Any) -> Any:
    """The options of one's own history, claims and changed values, for commands that take parameters."""
    for option in (
        click.option("--history", metavar="DIR", help="A folder with a history.toml of your own."),
        click.option("--claims", metavar="FILE", help="A file of claims of your own, in the form of claims.toml."),
        click.option("--set", "changes", multiple=True, metavar="CLAIM.PART.KEY=VALUE", help="Change a value of a rule, such as C3.arms.threshold=5."),
    ):  # fmt: skip
        command = option(command)
    return command


def overrides(pairs: Sequence[str], history: str | None, claims: str | None, changes: Sequence[str]) -> dict[str, Any]:
    """The parameters given on the command line, one's own rules among them."""
    from analysis.report import cases

    own = {"history": history, "claims": claims, "changes": "; ".join(changes)}
    return cases.parse(pairs) | {name: value for name, value in own.items() if value}


@click.command()
@click.argument("words", nargs=-1, metavar="[show] [CLAIM]")
@click.option("-p", "pairs", multiple=True, metavar="NAME=VALUE", help="Set a parameter, such as country=TUR.")
@own_rules
def claims(
    words: tuple[str, ...], pairs: tuple[str, ...], history: str | None, claims: str | None, changes: tuple[str, ...]
) -> None:
    """Print the claims asked of a case, or one of them whole: `analysis claims show U3`."""
    from analysis.claims import rules
    from analysis.report import cases

    study = cases.check(cases.read(cases.root() / cases.DEFAULT) | overrides(pairs, history, claims, changes))
    named = [word for word in words if word != "show"]
    if not named:
        for rule in rules.all_claims(study):
            click.echo(f"{rule.id}  {study.sentence(rule.statement)}  [{rule.chapter}]")
    for one in named:
        _show(rules.claim(one, study), study)


def _show(rule: "Claim", study: "Study") -> None:
    click.echo(f"{rule.id}  {study.sentence(rule.statement)}  [{rule.chapter}]")
    for label, text in (("why", rule.why), ("caveat", rule.caveat), ("motive", rule.motive), ("rule", rule.by)):
        wrap(f"{label:10}{study.fill(text)}" if text else "", indent=2, hanging=10)
    for part in rule.parts:
        click.echo(f"    {part.id}: {part.mark}, asks {', '.join(part.asks)}; {study.sentence(part.subject)}")
        given = {key: getattr(part, key) for key in KEYS if key in part.model_fields_set}
        told = [("rule", ", ".join(f"{key} {value}" for key, value in given.items())), *_computed(part, study)]
        for label, text in told:
            wrap(f"{label:10}{text}" if text else "", indent=6, hanging=10)


def _computed(part: "Part", study: "Study") -> list[tuple[str, str]]:
    """Arguments filled, the choices, and the last values of the series; why there are none, where the tables hold none."""
    from analysis.claims import evidence, rules
    from analysis.claims.wording import number
    from analysis.errors import NotCovered

    try:
        specs = rules.specifications(part, study)
        values = evidence.yearly_series(specs[0], study)
    except NotCovered as error:
        return [("no data", str(error))]
    args = {key: value for key in ("args", "minus", "follower") if (value := getattr(specs[0], key))}
    axes = {key: dict.fromkeys(one.choice[key] for one in specs) for key in specs[0].choice}
    last = "" if values is None else ", ".join(
        f"{year}: {number(float(value))}" for year, value in values.dropna().tail(LAST).items()
    )  # fmt: skip
    unit = "" if values is None else f" {values.attrs.get('unit', '')}"
    return [
        ("measure", f"{specs[0].measure} {args}" if specs[0].measure else ", ".join(part.confirmed_by)),
        ("choices", f"{len(specs)}: " + "; ".join(f"{key} {', '.join(one)}" for key, one in axes.items())),
        ("last", last + unit if last else ""),
    ]
