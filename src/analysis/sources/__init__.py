"""Per publisher what it is, where it lies and its terms (TOML); per subject how what is more than read becomes our table."""
