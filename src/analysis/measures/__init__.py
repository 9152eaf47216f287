"""Measures: pure functions, table first, then country codes, to a tidy yearly series."""
