"""Claims: rules fixed before the result, and the verdicts that follow from them."""
