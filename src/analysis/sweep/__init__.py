"""Many cases at once: all claims and the answer for every combination, without chapters; and two reports compared."""
