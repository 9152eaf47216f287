"""The meanings of verdicts: the sign of an estimate, the verdict of a part, the verdict of a claim."""

from analysis.claims import rules
from analysis.claims.finding import PartFinding
from analysis.claims.rules import Rule
from analysis.inference.estimate import Estimate

LEAD_LAG_P = 0.05
AS_CLAIMED, OTHER_WAY, AGAINST = "as claimed", "the other way", "against"


def sign(estimate: Estimate, spec: Rule) -> str:
    """Whether an estimate is "for" the claim's part, "against" it, or "open" (see the head of claims.toml)."""
    if estimate.value is None:
        return "open"
    threshold, up = rules.threshold(spec), spec["direction"] == "up" if "direction" in spec else True
    if spec["test"] == "lead_lag":
        forward, reverse = ((p if p is not None else 1.0) <= LEAD_LAG_P for p in (estimate.p_value, estimate.reverse_p))
        return "for" if forward else "against" if reverse else "open"
    if spec["test"] == "documents":
        return "against" if estimate.value < 0 else "for" if estimate.value == estimate.n else "open"
    if spec["test"] == "first":
        return "open" if estimate.value == 0 else "for" if estimate.value > 0 else "against"
    if spec["test"] == "majority":
        return "open" if estimate.value == 50 else "for" if estimate.value > 50 else "against"
    if spec["test"] == "at":
        return "for" if (estimate.value > threshold) == up else "against"
    assert estimate.low is not None and estimate.high is not None
    above, below = estimate.low > threshold, estimate.high < threshold
    return "open" if not (above or below) else "for" if above == up else "against"


def leans(estimate: Estimate, spec: Rule, chosen: str) -> str:
    """Where an estimate that decides nothing points; nothing for complete counts and where there is no estimate."""
    if chosen == "against":
        return AGAINST
    if estimate.value is None or not estimate.sampled:
        return ""
    up = spec["direction"] == "up"
    return AS_CLAIMED if (estimate.value > rules.threshold(spec)) == up else OTHER_WAY


def verdict_of(signs: list[str], *, special: bool = True) -> tuple[str, float]:
    """Verdict of a part from the signs of its specifications, the chosen one first, and the share that agrees with it.

    `special` is False where the claim asks for a rare change and the placebo pairs show it to be common.
    """
    share = signs.count(signs[0]) / len(signs)
    robust = share >= rules.settings()["robust_share"]
    if signs[0] == "for":
        return ("supported" if robust and special else "partly"), share
    return ("contradicted" if signs[0] == "against" and robust else "undecided"), share


def combine(parts: tuple[PartFinding, ...], *, decisive: set[str]) -> str:
    """Verdict of a claim from those of its parts; parts that are not covered are left aside."""
    covered = [part for part in parts if part.verdict != "not covered"]
    if not covered:
        return "not covered"
    verdicts = [part.verdict for part in covered]
    if any(part.id in decisive and part.verdict == "contradicted" for part in covered):
        return "contradicted"
    if all(verdict == "supported" for verdict in verdicts):
        return "supported"
    if any(verdict in ("supported", "partly") for verdict in verdicts):
        return "partly"
    return "contradicted" if verdicts.count("contradicted") > len(verdicts) / 2 else "undecided"
