"""What is a date, in every file that a user can write."""

import re
from datetime import date

__all__ = ["is_date"]


def is_date(text: str) -> bool:
    """Whether it is a day, a month or a year that there is, written as 2014-06-02, 2014-06 or 2014."""
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True
