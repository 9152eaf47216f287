"""Verdicts told in sentences, and where the measurements point."""

from analysis.claims import telling
from analysis.report import story


def part(verdict, *, leans=None, headline="Its share fell", low=1.0, unit="per cent", placebo=None):
    estimate = {"value": 2.0, "low": low, "high": 3.0, "unit": unit}
    return {"verdict": verdict, "leans": leans, "headline": headline, "sentence": f"{headline}.", "years": [2000, 2020],
            "estimate": estimate, "placebo": placebo}  # fmt: skip


def finding(verdict, *parts):
    return {"claim": "X1", "verdict": verdict, "page": "p.html", "anchor": "x1", "parts": list(parts)}


def test_verdicts_are_counted_in_one_sentence():
    assert telling.tally(["supported"] * 2 + ["partly"]) == "Of three claims, two are supported and one holds in part."
    assert telling.tally(["undecided"]) == "Its one claim cannot be decided."
    assert telling.tally(["partly"] * 13) == "All 13 claims hold in part."
    assert telling.tally(["not covered"] * 2) == "Both claims are not covered."


def test_in_short_prefers_what_was_measured_to_documents():
    found = [
        finding("partly", part("supported", low=None, unit="events", headline="A treaty"), part("supported")),
        finding("undecided", part("undecided", leans="as claimed"), part("undecided", leans="the other way")),
    ]
    first, second, third = telling.in_short(found)
    assert first == "Of two claims, one holds in part and one cannot be decided."
    assert second == "Clearest for the claims: Its share fell, 2000–2020."
    assert third == (
        "No measurement is clear against them; of two undecided, one points as claimed without ruling out drift."
    )


def test_in_short_says_what_speaks_against():
    assert telling.in_short([finding("contradicted", part("contradicted"))])[1:] == [
        "Nothing holds however we do the sum.", "Clearest against them: Its share fell, 2000–2020.",
    ]  # fmt: skip
    common = finding("undecided", part("undecided", placebo={"p_value": 0.4}))
    assert telling.in_short([common])[2] == "No change is rare among other pairs of countries (p = 0.40 at the least)."


def test_the_direction_counts_every_measurement_once():
    found = [finding("partly", part("supported"), part("undecided", leans="as claimed"), part("contradicted"),
                     part("undecided", leans="the other way"), part("undecided"), part("not covered"))]  # fmt: skip
    assert story.direction(found) == (
        "Of five measurements, two point the way the article says (one clearly), two point the other way and one points nowhere."
    )
    assert story.direction([finding("not covered", part("not covered"))]) == ""
    every = [finding("partly", part("supported"), part("supported"), part("contradicted"))]
    assert story.direction(every) == (
        "Of three measurements, two point the way the article says (both clearly) and one points the other way."
    )
    assert story.direction([finding("partly", part("supported"), part("contradicted"))]).startswith(
        "Of two measurements, one points the way the article says (clearly)"
    )


def test_an_undecided_measurement_without_an_estimate_points_nowhere():
    (_, _, third) = telling.in_short([finding("undecided", part("undecided", leans=None))])
    assert third == "No measurement is clear against them; the one undecided gives no estimate."


def test_a_theme_tells_the_same_thing_once():
    found = [finding("supported", part("supported")), finding("partly", part("supported"))]
    told = story.theme(found)
    assert [words for lead, group in told["groups"] for words, *_ in group] == ["Its share fell, 2000–2020."]
    assert story.theme([]) is None


def test_a_theme_of_many_open_parts_folds_them_away():
    told = story.theme(
        [finding("partly", part("supported"), part("undecided", leans="as claimed", headline="It rose"))]
    )
    assert [lead for lead, _ in told["groups"]] == ["Clear in the data"]
    assert [words for _, group in told["rest"] for words, *_ in group] == ["It rose, 2000–2020."]
