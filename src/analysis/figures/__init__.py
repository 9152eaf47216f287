"""Figures: one house style, one colour per country, the data and the source under every chart."""

from analysis.errors import need

__all__ = ["acts", "allies", "breakthrough", "camps", "commerce", "crude", "elsewhere", "energy", "history", "india"]
__all__ += ["limits", "near", "suppliers", "timeline", "us_ties"]

need("matplotlib", "plot", "figures")
