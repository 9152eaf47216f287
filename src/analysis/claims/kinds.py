"""The registry of kinds of evidence: one class for each, which holds all that is particular to it.

To add a kind, write a class with what it needs, what the record shows under one choice and how it says so; a kind that asks
for more than drift has an `estimate`, one whose change is ranked names its `rank`. Then name it in spec.Test and here.
"""

from analysis.claims.changes import Compare, Segmented, Shift, Trend
from analysis.claims.counts import At, Documents, First, Gravity, LeadLag, Majority
from analysis.claims.kind import Kind
from analysis.claims.spec import Test

KINDS: dict[Test, Kind] = {
    Test.SHIFT: Shift(), Test.SEGMENTED: Segmented(), Test.TREND: Trend(), Test.COMPARE: Compare(), Test.AT: At(),
    Test.FIRST: First(), Test.MAJORITY: Majority(), Test.LEAD_LAG: LeadLag(), Test.DOCUMENTS: Documents(),
    Test.GRAVITY: Gravity(),
}  # fmt: skip
