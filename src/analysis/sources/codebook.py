"""What describes the tables of data/: datapackage.json, and README.md, the codebook, written from the same descriptors."""

import json
from pathlib import Path
from typing import Any

HEAD = """# Codebook

Every table here is built by `analysis data build --raw DIR` from a publisher's own file and described in
`datapackage.json` (Frictionless): schema, units, source, licence, credit, vintage, hash. Load one with
`analysis.tables.load(name)`. The project's own licence never covers these tables: each keeps its publisher's terms, named
below. SIPRI's figures and UN votes are for non-commercial use.

Country codes are ISO 3166-1 alpha-3. The Soviet Union is counted as Russia (RUS); ZZZ stands for regions, organisations
and places without a code. A missing row is missing, not zero, unless the table's remarks say so. Tables that no page uses
yet are here for questions of your own.

Seen and left out: leaders' trips by country (Diplometrics COLT, doi:10.7910/DVN/87YG4K). Its terms were not seen, and the copy at hand
counts trips abroad and visits received by country without naming the other side, so it says nothing of a pair.
"""


def describe(resources: list[dict[str, Any]], folder: Path) -> None:
    """Write datapackage.json and README.md of these tables into `folder`."""
    package = {"name": "pakistan-russia-report-data", "profile": "data-package", "resources": resources}
    text = json.dumps(package, indent=1, ensure_ascii=False) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    (folder / "README.md").write_text(codebook(resources), encoding="utf-8")


def codebook(resources: list[dict[str, Any]]) -> str:
    """The codebook as Markdown: list of tables, remarks on data, then every table with columns, source and terms."""
    contents = ["## Tables", "", "| table | rows | years | terms |", "|---|---|---|---|"]
    contents += [
        f"| [{r['name']}](#{r['name']}) | {r['rows']:,} | {_span(r['years'])} | {r['licenses'][0]['title']} |"
        for r in resources
    ]
    remarks = ["## Remarks on data", "", "Who is missing, where series break, what must not be compared.", ""]
    remarks += [f"- **{r['name']}**: {' '.join(r['remarks'])}" for r in resources if r["remarks"]]
    sections = [line for resource in resources for line in _section(resource)]
    return "\n".join([HEAD, *contents, "", *remarks, "", *sections]) + "\n"


def _span(years: list[int]) -> str:
    return f"{years[0]}-{years[1]}" if years else ""


def _section(resource: dict[str, Any]) -> list[str]:
    source = resource["sources"][0]
    lines = [f"## {resource['name']}", "", f"{resource['title']}. {resource['description']}", ""]
    lines += ["| column | type | unit | meaning |", "|---|---|---|---|"]
    lines += [
        f"| `{f['name']}` | {f['type']} | {f.get('unit', '')} | {f['description']} |"
        for f in resource["schema"]["fields"]
    ]
    lines += [
        "",
        f"- File: `{resource['path']}`, {resource['bytes']:,} bytes; key: {', '.join(resource['schema']['primaryKey'])}.",
    ]
    lines += [f"- Source: {source['title']}, {source['path']}; vintage: {resource['vintage']}."]
    lines += [f"- Terms: {resource['licenses'][0]['title']} ({resource['licence_verdict']})."]
    return [*lines, f"- Credit: {resource['credit']}.", ""]
