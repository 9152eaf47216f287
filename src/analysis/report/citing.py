"""How to cite: the report of a case, and one figure of it."""

import html
import re

from analysis import __version__
from analysis.claims import rules

FIGURE = re.compile(r'<figure class="figure" id="(?P<anchor>[^"]+)">.*?</figure>', re.S)
TITLE = re.compile(r'<p class="fig-title">(.*?)</p>', re.S)
# The terms stand under the figure already.
SOURCE = re.compile(r'<p class="fig-source">(.*?)(?: Terms: [^<]*)?</p>', re.S)
LINKS = '<p class="fig-links">'


def report(pair: str) -> str:
    """The report about `pair` ("Pakistan and Russia") in one line: title, version, year."""
    told = f"What moved {pair} closer? An article's claims tested against published data"
    return f"{told}. Open report, version {__version__}, {rules.settings().version[:4]}"


def with_cite(page: str, pair: str) -> str:
    """`page` with a fold under every figure that says how to cite it: title, report, licence, and the data's own source."""
    return FIGURE.sub(lambda found: _cited(found[0], found["anchor"], pair), page)


def _cited(figure: str, anchor: str, pair: str) -> str:
    title, source = (found[1] if (found := one.search(figure)) else "" for one in (TITLE, SOURCE))
    words = f"“{title}.” Figure {anchor} of: {html.escape(report(pair))}. CC BY 4.0, as far as the terms of the data, named under the figure, allow. {source.rstrip('.')}."
    fold = f'<details class="cite"><summary>Cite this figure</summary><p>{words}</p></details>'
    return figure.replace(LINKS, fold + LINKS, 1)
