"""Figures: one house style, one colour per country, the data and the source under every chart."""
