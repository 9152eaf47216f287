"""One module per publisher: what it is, where it lies, its terms, and how its file becomes our table."""
