"""Small files laid out as the publishers lay them out. Every deal, country pair and number in them is made up by hand."""

import gzip

NOTES = """Transfers of major conventional arms from {suppliers}  to {recipients} . Deals with deliveries made for the year range '{first}' to '{last}' 
A '?' in a column indicates uncertain data.

Source: SIPRI Arms Transfers Database (c) SIPRI.
Data generated: 18 May 2026 2:29:20 PM
"""  # noqa: W291
HEADER = (
    "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, ,"
    "Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons\n"
)
PANEL = "supplier,recipient,year,tiv,deliveries\nSoviet Union,Turkiye,1990,10.5,1\nUnited States,Turkiye,1991,30,2\nRussia,Greece,1992,5,1\n"
TIV_TABLE = """"TIV of arms exports to Turkey, 2010-2012",,,,,
Generated: 24 July 2016,,,,,
Figures may not add up due to the conventions of rounding.,,,,,
,,,,,
,,2010,2011,2012,Total
,United States,100,,0,100
,Germany (FRG),,20,,20
,UAE,,,5,5
,,,,,
,Total,100,20,5,125
"""
VALUES = """Volume of transfers of major arms
Figures are in millions of SIPRI trend-indicator values (TIVs).

Source: SIPRI Arms Transfers Database (c) SIPRI.
Data generated: 28 Sep 2026 9:10:08 AM

Supplier,2022,2023,2024,2022-2024,Percentage,Sum total years,Percentage of total
United States,430,459,,889,90%,889,90%
Germany,,0 ,99,99,10%,99,10%
Total exports to Turkiye,430,459,99,988,100%,988,
"""
BY_RECIPIENT = """Volume of transfers of major arms

Source: SIPRI Arms Transfers Database (c) SIPRI.
Data generated: 28 Sep 2026 9:10:08 AM

Recipient,2019,2020,2021,2022,2023,2019-2023,Percentage,Sum total years,Percentage of total
Kenya,5,7 ,,,10,22,55%,22,55%
Chad,8,0 ,10,,,18,45%,18,45%
{total},13,7,10,,10,40,100%,40,
"""
LEVEL_HEADER = (
    "SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Armament category,Order date,Order date is estimate,"
    "Numbers delivered,Numbers delivered is estimate,Delivery year,Delivery year is estimate,Status,SIPRI estimate,"
    "TIV deal unit,TIV delivery values,Local production\n"
)
BACI = """t,i,j,k,v,q
2022,586,643,010121,       5.5,      1.25
2022,586,643,020110,1.5,          NA
2022,643,586,270900,100,
2022,586,490,270900,3,1
"""
BACI_CODES = """country_code,country_name,country_iso2,country_iso3
586,Pakistan,PK,PAK
643,Russian Federation,RU,RUS
490,"Other Asia, nes",,S19
"""
COLT = """TripID,LeaderID,LeaderCountryOrIGO,LeaderCountryISO,LeaderRole,LeaderFullName,CountryVisited,CountryVisitedISO,TripYear
T1,1,Pakistan,PAK,G,Made Up,Russia,RUS,2020
T2,1,Pakistan,PAK,G,Made Up,Russia,RUS,2020
T3,2,Russia,RUS,S,Made Up Too,Pakistan,PAK,2022
T4,3,Türkiye,,GS,Somebody,Pakistan,PAK,2021
T5,4,United Nations (UN),UN,I,Chief,Pakistan,PAK,2021
T6,5,Pakistan,PAK,F,Minister,Russia,RUS,2021
T7,6,Pakistan,PAK,S,President,Atlantis,ATL,2021
T8,6,Pakistan,PAK,S,President,Pakistan,PAK,2021
"""
EI_HEADER = "Country,Year,ISO3166_alpha3,Region,SubRegion,OPEC,EU,OECD,CIS,Var,Value\n"
EI_VARIABLES = ("gasprod_bcm", "gascons_bcm", "oilcons_mt", "coalcons_ej", "tes_ej", "tes_gj_pc")


def register(
    rows, *, first="Not specified", last="Not specified", suppliers="All countries", recipients="All countries"
):
    notes = NOTES.format(suppliers=suppliers, recipients=recipients, first=first, last=last)
    return notes + HEADER + "".join(f"{row}\n" for row in rows)


def deal(recipient, supplier, order, years, tiv, *, weapon="F-16", kind="fighter aircraft"):
    return f"{recipient},{supplier},{order},?,4,,{weapon},{kind},4,,{years},New,a comment,2.5,{tiv},{tiv}"


def level(rows, *, suppliers="All countries", recipients="All countries"):
    """The deliveries one by one of (supplier, recipient, year, tiv)."""
    notes = NOTES.format(suppliers=suppliers, recipients=recipients, first=1990, last=2023)
    return (
        notes
        + LEVEL_HEADER
        + "".join(
            f"{at},{supplier},{recipient},Alpha-1,frigate,Ships,1999,No,1,No,{year},No,New,50,50,{tiv},No\n"
            for at, (supplier, recipient, year, tiv) in enumerate(rows)
        )
    )


def panel(*rows, header="supplier,recipient,year,tiv"):
    """A yearly panel of comma-separated rows."""
    return "".join(f"{row}\n" for row in (header, *rows))


def energy(variables=EI_VARIABLES):
    rows = [f"Pakistan,2020,PAK,Asia Pacific,South Asia,0,0,0,0,{name},{at}.5\n" for at, name in enumerate(variables)]
    groups = [f"Total World,2020,,,,0,0,0,0,{name},100\nUSSR,1980,SUN,CIS,,0,0,0,1,{name},9\n" for name in variables]
    return EI_HEADER + "".join(rows + groups)


def saved(folder, name, text, *, encoding="cp1252", packed=False):
    data = text.encode(encoding)
    path = folder / name
    path.write_bytes(gzip.compress(data) if packed else data)
    return path
