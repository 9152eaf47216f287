"""Figures: one house style, one colour per country, the data and the source under every chart."""

from analysis.errors import need

__all__ = ["acts", "aid_flows", "breakthrough", "commerce", "cooperation", "crude", "elsewhere", "energy", "history"]
__all__ += ["india", "limits", "near", "past", "pipelines", "suppliers", "timeline", "us_ties"]

need("matplotlib", "plot", "figures")
