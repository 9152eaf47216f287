"""Pakistan and Russia: an article's explanation put to the test with published data."""

from analysis.answers import answer
from analysis.claims.decide import decide
from analysis.study import Study
from analysis.tables import load

__all__ = ["Study", "answer", "decide", "load"]
