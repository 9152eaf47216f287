"""Report: notebooks executed with parameters, exported to pages, published all at once."""
