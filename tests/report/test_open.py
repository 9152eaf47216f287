"""What the index says is left open is what the record leaves open."""

import json
import re

import pytest
from lxml import html

from analysis.report import index


@pytest.fixture(scope="module")
def page(root):
    return html.parse(root / "reports/pak-rus/index.html").getroot()


@pytest.fixture(scope="module")
def record(root):
    return json.loads((root / "reports/pak-rus/findings.json").read_text())


def section(page):
    return page.xpath("//section[h2[@id='open']]")[0]


def test_every_part_that_hangs_on_a_choice_is_listed_with_the_choice(page, record):
    listed = section(page).text_content()
    for one in record["findings"]:
        for part in one["parts"]:
            if part["status"] == "depends" and one["verdict"] not in index.UNSETTLED:
                assert f"{one['claim']}: {part['subject']} ({part['happened']['turning']})" in listed
    hanging = sum(part["status"] == "depends" for one in record["findings"] for part in one["parts"])
    outside = sum(
        part["status"] == "depends"
        for one in record["findings"]
        if one["verdict"] in index.UNSETTLED
        for part in one["parts"]
    )
    assert len(section(page).xpath(".//ul")[1]) == hanging - outside


def test_swings_are_counted_and_signposts_told_once(page, record):
    told = section(page).text_content()
    asked = [
        part["beyond_drift"]["answer"] for one in record["findings"] for part in one["parts"] if part["beyond_drift"]
    ]
    counts = re.search(r"Of (\d+) parts .*?, (\d+) cannot tell", told)
    assert [int(one) for one in counts.groups()] == [len(asked), asked.count("cannot tell")]
    for sentence in {sentence for one in record["findings"] for sentence in one["signposts"]}:
        assert told.count(sentence) == 1


def test_a_case_without_anything_open_says_so():
    found = index._open([])
    assert found == {"unsettled": [], "hanging": [], "swings": {"asked": 0, "untold": 0}, "awaited": {}}
