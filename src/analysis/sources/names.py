"""Publishers' country labels to ISO 3166-1 alpha-3 codes. Predecessor states count as their successor where one is named."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

import pandas as pd

from analysis.errors import SourceError
from analysis.sources.spec import read

GEOGRAPHY = "trade/geography.csv"
UN_NAMES = "unvotes/primary/undl_name_to_code.csv"
NO_COUNTRY = "ZZZ"


def aliases(part: str) -> dict[str, str]:
    """Plain labels to codes, from one part of aliases.toml."""
    content = tomllib.loads(files(__package__).joinpath("aliases.toml").read_text(encoding="utf-8"))
    return {label: code for code, labels in content[part].items() for label in labels}


ALIASES = aliases("names")
# Labels that name no country: regions, organisations, places without a code, unknown suppliers.
NOT_COUNTRIES = re.compile(
    r"not specified|unknown|unidentified|organi[sz]ations?|neutral zone|gaza strip|west bank admin|antarctica|hawaii|"
    r"^-9$|^arab rep|balkans|^eeu$|^eu$|icc rome|league of arab|^the$|^north$|^south$|^democratic republic of the$|"
    r"^other (african|american|asian|european|near and middle|countries of)",
    re.I,
)


def plain(label: str) -> str:
    """A label without accents, case, punctuation, brackets and the words that publishers add or drop."""
    text = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower().replace("&", " and ")
    text = re.sub(r"[^a-z ]", " ", re.sub(r"\(.*?\)", "", text))
    return " ".join(re.sub(r"\b(the|of|republic|and)\b", " ", text).split())


@cache
def known(raw: Path) -> dict[str, str]:
    """Plain labels to codes: United Nations names, today's names, and the aliases above, the later ones winning."""
    united = read(raw, UN_NAMES, ["ms_name", "iso3"])
    today = read(raw, GEOGRAPHY, ["iso3", "country"])
    found = {plain(name): code for name, code in zip(united["ms_name"], united["iso3"], strict=True)}
    found |= {plain(name): code for name, code in zip(today["country"], today["iso3"], strict=True)}
    return found | ALIASES


def to_iso3(labels: pd.Series, raw: Path, publisher: str) -> pd.Series:
    """ISO code of every label, ZZZ for labels that name no country; SourceError names those that are unknown."""
    codes = known(raw)
    mapping = {
        label: NO_COUNTRY if NOT_COUNTRIES.search(str(label)) else _code(str(label), codes) for label in labels.unique()
    }
    unknown = sorted(str(label) for label, code in mapping.items() if code is None)
    if unknown:
        raise SourceError(
            f"{publisher} has labels that no rule maps to a country: {', '.join(unknown)}; add them to ALIASES."
        )
    return labels.map(mapping)


def _code(label: str, codes: Mapping[str, str]) -> str | None:
    """What is in brackets can tell two countries apart: "Congo (Kinshasa)", "China (Taiwan)"; else it says nothing."""
    return codes.get(plain(label.replace("(", " ").replace(")", " "))) or codes.get(plain(label))


def from_cow(raw: Path) -> dict[int, str]:
    """Correlates of War codes to ISO codes, by the United Nations names; both Vietnams are VNM (SVN is Slovenia)."""
    united = read(raw, UN_NAMES, ["iso3", "ccode"])
    codes = dict(zip(united["ccode"].astype(int), united["iso3"], strict=True))
    return codes | {817: "VNM", 710: "CHN", 255: "DEU", 260: "DEU"}


def succeeded(country: pd.Series, year: pd.Series) -> pd.Series:
    """The codes with Serbia's for what publishers still file under Yugoslavia, whose seat Serbia holds since 2006."""
    return country.mask((country == "YUG") & (year.astype(int) >= 2006), "SRB")


def countries_table(raw: Path) -> pd.DataFrame:
    """Codes and short names of all countries: today's, and the former states that hold a code of their own here."""
    today = read(raw, GEOGRAPHY, ["iso3", "country"])[["iso3", "country"]].rename(columns={"country": "name"})
    united = read(raw, UN_NAMES, ["iso3", "ms_name", "last"]).sort_values("last").drop_duplicates("iso3", keep="last")
    former = united[~united["iso3"].isin(today["iso3"])]
    former = pd.DataFrame({"iso3": former["iso3"], "name": former["ms_name"].str.title()})
    return pd.concat([today, former]).sort_values("iso3").reset_index(drop=True)
