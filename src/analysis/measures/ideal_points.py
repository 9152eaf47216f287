"""Ideal points of the members of the General Assembly (Bailey, Strezhnev and Voeten 2017): distances, and who is nearer to whom."""

import pandas as pd

from analysis.errors import NotCovered
from analysis.measures.series import yearly


def distance(ideal_points: pd.DataFrame, a: str, *, b: str) -> pd.Series:
    """Distance of the ideal points of `a` and `b` (Bailey, Strezhnev and Voeten 2017), by year."""
    points = ideal_points.pivot_table(index="year", columns="country", values="ideal_point")
    for code in (a, b):
        if code not in points.columns:
            raise NotCovered("no data", f"there is no ideal point for {code}.")
    return yearly((points[a] - points[b]).abs().dropna(), name="distance of ideal points", unit="distance")


def lean(ideal_points: pd.DataFrame, country: str, *, partner: str, patron: str) -> pd.Series:
    """Distance of `country` to `partner` less its distance to `patron`, per cent of the distance between those two, by year.

    Distances are between ideal points: -100 at the partner's or beyond, 100 at the patron's or beyond, 0 in the middle.
    """
    to_partner, to_patron = (distance(ideal_points, country, b=other) for other in (partner, patron))
    apart = distance(ideal_points, partner, b=patron)
    found = 100 * (to_partner - to_patron) / apart.where(apart > 0)
    return yearly(found.dropna(), name="lean", unit="per cent")
