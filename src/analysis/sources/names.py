"""Publishers' country labels to ISO 3166-1 alpha-3 codes. Predecessor states count as their successor where one is named."""

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path

import pandas as pd

from analysis import countries
from analysis.errors import SourceError
from analysis.sources.spec import read

GEOGRAPHY = "trade/geography.csv"
UN_NAMES = "unvotes/primary/undl_name_to_code.csv"
NO_COUNTRY = "ZZZ"
# Labels that name no country: regions, organisations, places without a code, unknown suppliers.
NOT_COUNTRIES = re.compile(
    r"not specified|unknown|unidentified|organi[sz]ations?|neutral zone|gaza strip|west bank admin|antarctica|hawaii|"
    r"^-9$|^arab rep|balkans|^eeu$|^eu$|icc rome|league of arab|^the$|^north$|^south$|^democratic republic of the$|"
    r"^other (african|american|asian|european|near and middle|countries of)",
    re.I,
)


@cache
def plain(label: str) -> str:
    """A label without accents, case, punctuation, brackets and the words that publishers add or drop."""
    text = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower().replace("&", " and ")
    text = re.sub(r"[^a-z ]", " ", re.sub(r"\(.*?\)", "", text))
    return " ".join(re.sub(r"\b(the|of|republic|and)\b", " ", text).split())


def whole(label: str) -> str:
    """The same with what is in brackets, which can tell two countries apart: "Congo (Kinshasa)", "China (Taiwan)"."""
    return plain(label.replace("(", " ").replace(")", " "))


@cache
def aliases(part: str) -> dict[str, str]:
    """Plain labels to codes of one part of aliases.toml, such as a publisher's own; empty where it has none."""
    content = tomllib.loads(files(__package__).joinpath("aliases.toml").read_text(encoding="utf-8"))
    return {label: code for code, labels in content.get(part, {}).items() for label in labels}


@cache
def known(part: str = "") -> dict[str, str]:
    """Plain labels to codes: today's names and those of former states, the aliases, and a publisher's own, the later ones winning."""
    return {plain(countries.name(code)): code for code in countries.codes()} | aliases("names") | aliases(part)


def code(label: str, part: str = "") -> str:
    """The code of a label, ZZZ for one that names no country, empty for what no rule knows."""
    if NOT_COUNTRIES.search(label):
        return NO_COUNTRY
    codes = known(part)
    return codes.get(whole(label)) or codes.get(plain(label), "")


def to_iso3(labels: pd.Series, publisher: str, part: str = "") -> pd.Series:
    """ISO code of every label, ZZZ for labels that name no country; SourceError names those that are unknown.

    `part` is that of aliases.toml with the publisher's own labels.
    """
    codes = {label: code(str(label), part) for label in labels.unique()}
    if unknown := sorted(str(label) for label, found in codes.items() if not found):
        raise SourceError(
            f"{publisher} has labels of no known country: {', '.join(unknown)}; add them to sources/aliases.toml."
        )
    return labels.map(codes)


def from_cow(raw: Path) -> dict[int, str]:
    """Correlates of War codes to ISO codes, by the United Nations names; both Vietnams are VNM (SVN is Slovenia)."""
    united = read(raw, UN_NAMES, ["iso3", "ccode"])
    codes = dict(zip(united["ccode"].astype(int), united["iso3"], strict=True))
    return codes | {817: "VNM", 710: "CHN", 255: "DEU", 260: "DEU"}


def succeeded(country: pd.Series, year: pd.Series) -> pd.Series:
    """The codes with Serbia's for what publishers still file under Yugoslavia, whose seat Serbia holds since 2006."""
    return country.mask((country == "YUG") & (year.astype(int) >= 2006), "SRB")


def countries_table(raw: Path) -> pd.DataFrame:
    """countries.csv of the package: codes and short names of all countries, today's and the former states that hold a code of their own here."""
    today = read(raw, GEOGRAPHY, {"iso3": "iso3", "country": "name"})
    united = read(raw, UN_NAMES, {"iso3": "iso3", "ms_name": "name", "last": "last"}).sort_values("last")
    former = united[~united["iso3"].isin(today["iso3"])].drop_duplicates("iso3", keep="last")
    former = former[["iso3", "name"]].assign(name=former["name"].str.title())
    return pd.concat([today, former]).sort_values("iso3").reset_index(drop=True)
