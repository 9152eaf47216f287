"""Inference: from a yearly series to an estimate with its uncertainty."""

__all__ = [
    "among", "association", "breaks", "contrast", "estimate", "fixed_effects", "gravity", "placebo", "ppml", "unknown",
]  # fmt: skip
