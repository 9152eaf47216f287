"""From answers to a verdict: every row of the table of needs, every verdict, every reason for less certainty."""

import pytest

from analysis.claims import needs, rules
from analysis.claims.documents import Documented
from analysis.claims.drift import Dating, Drift
from analysis.claims.happened import Choice, Happened
from analysis.claims.kind import Reading
from analysis.claims.needs import Answers, Judged, Status
from analysis.claims.spec import Mark, Part, Verdict, Words
from analysis.claims.special import Special
from analysis.study import Study


def part(mark="core", asks=("happened",), table="us_aid", measure="aid.share"):
    among = "countries" if "special" in asks else None
    return Part(id="x", label="x", subject="x", mark=mark, asks=asks, among=among, test="trend", table=table, measure=measure, span=(2000, 2020))  # fmt: skip


def record(answer, n=20):
    reading = Reading(1.0, "for", "rose", "per cent", (2000, 2020), n)
    return Happened(answer, (Choice(reading, part(), Study()),), 1.0, "")


def papers(answer="yes", *, lower=False):
    return Documented(answer, 1, 1, ": documented", lower_bound=lower)


def judged(status, mark="core", **answers):
    return Judged(part(mark), status, Answers(**answers))


@pytest.mark.parametrize(
    ("words", "answers", "expected"),
    [
        ("is", {"happened": record("yes")}, Status.HOLDS),
        ("is", {"documented": papers()}, Status.HOLDS),
        ("is", {"documented": papers("no")}, Status.FAILS),
        ("change", {"happened": record("mostly")}, Status.HOLDS),
        ("change", {"happened": record("no change")}, Status.FAILS),
        ("change", {"happened": record("no")}, Status.FAILS),
        ("change", {"happened": record("depends")}, Status.DEPENDS),
        ("turn", {"happened": record("yes"), "drift": Drift("yes", "")}, Status.HOLDS),
        ("turn", {"happened": record("yes"), "drift": Drift("not found", "")}, Status.PARTLY),
        ("turn", {"happened": record("yes"), "drift": Drift("cannot tell", "")}, Status.PARTLY),
        ("turn", {"happened": record("yes"), "drift": Drift("cannot tell", ""), "act": True}, Status.HOLDS),
        ("turn", {"happened": record("no"), "act": True}, Status.FAILS),
        ("rare", {"happened": record("yes"), "special": Special("rare", "countries", 1, 100, 0.01)}, Status.HOLDS),
        ("rare", {"happened": record("yes"), "special": Special("fairly rare", "countries", 8, 100, 0.08)}, Status.HOLDS),
        ("rare", {"happened": record("yes"), "special": Special("common", "countries", 50, 100, 0.5)}, Status.PARTLY),
        ("is", {}, Status.NO_DATA),
    ],
)  # fmt: skip
def test_what_the_words_need(words, answers, expected):
    assert needs.status(part(), Words(words), Answers(**answers)) == expected


def test_a_date_and_an_association_stand_alone():
    dated = {answer: needs.status(part(asks=("date",)), Words.IS, Answers(dating=Dating(answer, 1971, None, None)))
             for answer in ("yes", "another year", "cannot tell")}  # fmt: skip
    assert dated == {"yes": Status.HOLDS, "another year": Status.FAILS, "cannot tell": Status.UNKNOWN}
    assert needs.status(part(asks=("drift",)), Words.IS, Answers(drift=Drift("not found", ""))) == Status.FAILS


COMMON = Special("common", "pairs of countries", 500, 1000, 0.5)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([judged(Status.HOLDS), judged(Status.HOLDS, "detail")], Verdict.HAPPENED),
        ([judged(Status.HOLDS), judged(Status.UNKNOWN, "detail")], Verdict.HAPPENED),
        ([judged(Status.HOLDS), judged(Status.FAILS, "detail")], Verdict.CORRECTED),
        ([judged(Status.HOLDS), judged(Status.FAILS, "beside")], Verdict.HAPPENED),
        ([judged(Status.HOLDS), judged(Status.FAILS)], Verdict.IN_PART),
        ([judged(Status.PARTLY)], Verdict.IN_PART),
        ([judged(Status.HOLDS, documented=papers()), judged(Status.FAILS, happened=record("no change"))], Verdict.PAPER),
        ([judged(Status.HOLDS, documented=papers()), judged(Status.DEPENDS, special=COMMON)], Verdict.PAPER),
        ([judged(Status.HOLDS, documented=papers(lower=True)), judged(Status.FAILS)], Verdict.IN_PART),
        ([judged(Status.HOLDS, documented=papers()), judged(Status.PARTLY)], Verdict.IN_PART),
        ([judged(Status.FAILS), judged(Status.FAILS), judged(Status.DEPENDS)], Verdict.NOT),
        ([judged(Status.FAILS), judged(Status.DEPENDS)], Verdict.DEPENDS),
        ([judged(Status.UNKNOWN)], Verdict.UNKNOWN),
        ([judged(Status.NO_DATA), judged(Status.HOLDS)], Verdict.IN_PART),
        ([judged(Status.NO_DATA), judged(Status.HOLDS), judged(Status.FAILS, "detail")], Verdict.IN_PART),
        ([judged(Status.NO_DATA, "detail"), judged(Status.HOLDS)], Verdict.HAPPENED),
        ([judged(Status.NO_DATA), judged(Status.HOLDS, "detail")], Verdict.NOT_COVERED),
    ],
)  # fmt: skip
def test_every_verdict(parts, expected):
    assert needs.verdict(parts) == expected


def claim(**given):
    return rules.claim("C1").model_copy(update=given)


def many(*answers, **kept):
    tables = ("us_aid", "visits", "trade")
    return [Judged(part(table=tables[at % 3], **kept), Status.HOLDS, one) for at, one in enumerate(answers)]


@pytest.mark.parametrize(
    ("parts", "given", "reason"),
    [
        (many(Answers(happened=record("mostly")), Answers(happened=record("yes"))), {}, "choice"),
        (many(Answers(happened=record("yes"))), {}, "one source"),
        (many(*[Answers(happened=record("yes"))] * 2, measure="votes.agreement"), {}, "indirect"),
        (many(Answers(documented=papers(lower=True)), Answers(happened=record("yes"))), {}, "lower bound"),
        (many(*[Answers(happened=record("yes", n=9))] * 2, asks=("happened", "drift")), {}, "short"),
        (many(*[Answers(happened=record("yes"))] * 2), {"untested": "half of it"}, "half covered"),
        (many(*[Answers(happened=record("yes"))] * 2), {"motive": "why"}, "motive not tested"),
    ],
)
def test_each_reason_takes_one_step_down(parts, given, reason):
    level, reasons = needs.certainty(claim(**given), parts)
    assert (level, reasons) == ("medium", (reason,))


def test_certainty_is_high_without_a_reason_and_never_below_low():
    sure = many(*[Answers(happened=record("yes"))] * 2)
    assert needs.certainty(claim(), sure) == ("high", ())
    level, reasons = needs.certainty(claim(motive="why", untested="half"), many(Answers(happened=record("mostly"))))
    assert level == "low" and len(reasons) == 4


def test_under_two_thirds_of_the_core_with_data_is_half_covered():
    parts = [judged(Status.NO_DATA), *many(*[Answers(happened=record("yes"))] * 1)]
    assert "half covered" in needs.certainty(claim(), parts)[1]
    assert parts[0].part.mark == Mark.CORE
