"""Pakistan and Russia: an article's explanation put to the test with published data."""

from analysis.claims.decide import decide
from analysis.study import Study
from analysis.tables import load

__all__ = ["Study", "decide", "load"]
