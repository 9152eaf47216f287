"""Findings, answers and the two halves of an answer, each made once in a process: for files whose tests replace nothing."""

from functools import cache

import analysis
from analysis.answers.domains import all_domains, spans_of
from analysis.answers.drivers import all_drivers

answer = cache(analysis.answer)
decide = cache(analysis.decide)
reasons = cache(all_drivers)


@cache
def ties(study):
    return all_domains(study, spans_of(study))
