"""The limits that hold for every claim, and the whole file of claims: typed, checked when claims.toml is read."""

from typing import Annotated, Literal

from pydantic import Field

from analysis.claims.spec import Claim, Count, Model, Words

Share = Annotated[float, Field(gt=0, lt=1)]
Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Need = Literal["happened", "drift", "special", "documented", "act"]
Needs = Annotated[tuple[Need, ...], Field(min_length=1)]


class Settings(Model):
    """`[rules]` of claims.toml: limits that hold for every claim."""

    version: str
    yes: Annotated[float, Field(gt=0, le=1)]
    mostly: Share
    no: Share
    level: Share
    points: Count
    benchmark: Share
    rare: Share
    fairly_rare: Share
    window: Count
    half_covered: Share
    material: dict[str, Amount]
    needs: dict[Words, Annotated[tuple[Needs, ...], Field(min_length=1)]]


class Rules(Model):
    """The whole file."""

    rules: Settings
    claim: tuple[Claim, ...]
