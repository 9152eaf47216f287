"""Inference: from a yearly series to an estimate with its uncertainty."""
