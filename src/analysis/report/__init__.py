"""Report: notebooks executed with parameters, exported to pages, published all at once."""

import sys

# nbformat's validator would build the grammar of a format of addresses that no notebook has: two seconds.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
