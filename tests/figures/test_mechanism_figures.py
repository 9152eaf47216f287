"""The chapter on other countries draws what its estimates and rows hold, and its titles count what is drawn."""

import re

import pytest

from analysis import Study
from analysis.figures import elsewhere
from analysis.figures.figure import Figure, Missing
from analysis.mechanisms import telling
from analysis.mechanisms.checks import path_of
from analysis.mechanisms.declared import declared
from analysis.mechanisms.mechanism import main_only, mechanism

pytestmark = pytest.mark.usefixtures("undrawn")
STUDY = Study()
QUICK = [one.id for one in declared().estimand if one.design != "poisson"]


@pytest.fixture(scope="module")
def parts(undrawn):
    return {name: list(elsewhere.section(STUDY, name)) for name in QUICK}


def figures(found):
    return {one.anchor: one for one in found if isinstance(one, Figure)}


@pytest.mark.parametrize("name", QUICK)
def test_specifications_are_effects_in_shares_of_what_would_matter(parts, name):
    found, drawn = mechanism(name, STUDY), figures(parts[name])[f"fig-{name}-choices"]
    sign = 1 if found.declared.expects == "up" else -1
    every = [found.effect, *(effect for _, effect in found.variants)]
    assert len(drawn.data) == len(every) and drawn.data["name"].iloc[0] == "as declared"
    for row, effect in zip(drawn.data.to_dict("records"), every, strict=True):
        assert row["value"] == pytest.approx(sign * effect.estimate.value / effect.needed, abs=1e-4)
        assert row["low"] <= row["value"] <= row["high"]
    sure = sum(row > 0 for row in drawn.data["low"])
    assert f"in {sure} of {len(every)} specifications" in drawn.title


@pytest.mark.parametrize("name", ["aid_partner", "visits_partner", "triad"])
def test_every_country_of_the_window_is_a_dot(parts, name):
    found, drawn = main_only(name, STUDY), figures(parts[name])[f"fig-{name}"]
    shown = telling.shown_windows(found, STUDY)["period"]
    rows = found.dots[found.dots["period"].isin(shown)]
    assert drawn.data["name"].is_unique
    for side, at in (("x", 1), ("y", 2)):
        columns = drawn.data.iloc[:, at::2]
        assert columns.count().tolist() == rows.groupby("period").size().tolist()
        assert columns.sum().tolist() == pytest.approx(rows.groupby("period")[side].sum().tolist(), abs=0.02)
    assert "Pakistan" in drawn.title and "Pakistan" in " ".join(drawn.data["name"])


@pytest.mark.parametrize("name", ["suspension_partner", "sanctions_share"])
def test_the_years_around_a_case_are_compared_with_the_five_before(parts, name):
    drawn, path = figures(parts[name])[f"fig-{name}"], path_of(name, STUDY)
    assert drawn.data.set_index("step")["value"].to_dict() == pytest.approx(path["value"].to_dict())
    assert (path["low"] <= path["high"]).all()
    effect = main_only(name, STUDY).effect
    assert telling.signed(effect.estimate.value) in drawn.title, "the figure tells the estimate of the text"
    # Gaps in the years apart, the mean of the five years after is that estimate, and that of the five before is nought.
    assert path.loc[1:, "value"].mean() == pytest.approx(effect.estimate.value, rel=0.1)
    assert path.loc[-5:-1, "value"].mean() == pytest.approx(
        0, abs=0.01 * effect.needed + 0.1 * abs(effect.estimate.value)
    )


def test_a_section_without_data_is_its_question_and_the_reason():
    found = list(elsewhere.section(Study(patron="GBR"), "aid_partner"))
    assert len(found) == 1 and "No data: " in found[0].data


def test_the_overview_counts_what_it_draws(monkeypatch, cached):
    monkeypatch.setattr(elsewhere, "all_of", lambda study: [main_only(name, study) for name in QUICK])
    drawn = elsewhere.overview(STUDY)
    told = re.search(r"Of (\d+) links .* show (\w+) clearly, (\w+) not surely and (\d+) not", drawn.title).groups()
    total, works, fragile, rest = (0 if one == "none" else int(one) for one in told)
    verdicts = [main_only(name, STUDY).verdict for name in QUICK]
    assert works == verdicts.count("works") and fragile == verdicts.count("fragile")
    assert total == works + fragile + rest == len(QUICK) == len(drawn.data)
    said = elsewhere.opening(STUDY).html
    assert all(f'href="#{name}"' in said for name in QUICK) and said.count("<li>") == len(QUICK)


def test_the_overview_of_no_data_says_so(monkeypatch, cached):
    monkeypatch.setattr(elsewhere, "all_of", lambda study: [main_only("aid_partner", Study(patron="GBR"))])
    assert isinstance(elsewhere.overview(Study(patron="GBR")), Missing)


def test_a_figure_cites_every_table_of_its_specifications(parts):
    cited = {name: set(figures(parts[name])[f"fig-{name}-choices"].tables) for name in QUICK}
    assert {"us_aid", "us_aid_totals", "geography", "un_votes", "un_resolutions"} == cited["aid_partner"]
    assert cited["visits_partner"] == {"visits", "geography", "un_votes", "un_resolutions"}
    assert cited["suspension_partner"] == {"sanctions", "us_aid", "un_votes", "un_resolutions"}
    assert cited["sanctions_share"] == {"sanctions", "trade"}
    assert cited["triad"] == {"enemies", "geography", "un_votes", "un_resolutions"}
    assert elsewhere.tables_of(main_only("triad", STUDY).declared)[0] == "enemies"


@pytest.mark.parametrize(
    ("study", "title"),
    [
        (
            Study(country="TUR", rival="GRC"),
            "18 pairs of an old friend and its enemy, 2014–2018: Greece and Türkiye are not among them, as no armed conflict between the two is on record",
        ),
        (
            Study(country="LKA", partner="CHN"),
            "18 pairs of an old friend and its enemy, 2014–2018: India and Sri Lanka are not among them, as no armed conflict between the two is on record",
        ),
    ],
)
def test_a_figure_without_the_case_says_what_is_shown_and_why(study, title):
    found = main_only("triad", study)
    assert telling.short_place(found, study) == title and found.dots["period"].eq(2014).sum() == 18


def test_a_single_year_before_a_case_that_is_not_quiet_is_told():
    path = path_of("suspension_patron", Study())
    loud = path[(path.index < 0) & (path["high"] < 0)]
    assert list(loud.index) == [-2], "the mean of the years 3 to 1 before hides it"
    note = elsewhere.around(Study(), mechanism("suspension_patron", Study())).note
    assert "Of the 6 years before, taken one by one, not all are quiet: −0.028 (−0.050 to −0.006) in year −2." in note
    quiet = elsewhere.around(Study(), mechanism("suspension_partner", Study())).note
    assert "not all are quiet" not in quiet
