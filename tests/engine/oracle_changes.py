"""A second implementation of what changes under way: amended quotas, bodies that begin and end, terms, least distances.

Slow and plain like `oracle`: every window is a set of days, every question is asked of every day in it. One body, one
mandate; the amendment, the body's days and the terms come as plain values, nothing of the engine is imported.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

ONE = timedelta(days=1)
EVER = date(2100, 1, 1)


class Row(NamedTuple):
    version: int
    opens: date
    due: date | None
    need: int
    standing: str
    count: int


class Rule(NamedTuple):
    """A version of the rule: so many acts in so many months of the calendar, from a day (inclusive) to a day (not)."""

    months: int
    need: int
    start: date
    end: date


def windows(months: int) -> list[tuple[date, date]]:
    """First and last days of calendar windows, and through the years of these tests."""
    firsts = [date(year, month, 1) for year in range(2017, 2027) for month in range(1, 13, months)]
    return [(first, following - ONE) for first, following in pairwise(firsts)]


def amended(
    old: Rule,
    new: Rule | None,
    *,
    body: tuple[date, date],
    acts: Sequence[date],
    at: date,
    covered: date | None,
) -> list[Row]:
    """Rows of windows that have opened by `at`. `body`: its first day and the day from which it is no more."""
    if new is not None and new.months == old.months:
        return _grid(0, old, new, max(old.start, body[0]), min(new.end, body[1]), acts, at, covered)
    found = _grid(0, old, None, max(old.start, body[0]), min(old.end, body[1]), acts, at, covered)
    if new is not None:
        start = max(old.start, new.start, body[0])
        found += _grid(1, new, None, start, min(new.end, body[1]), acts, at, covered)
    return found


def _grid(
    number: int, rule: Rule, amendment: Rule | None, start: date, end: date,
    acts: Sequence[date], at: date, covered: date | None,
) -> list[Row]:  # fmt: skip
    every = windows(rule.months)
    found = []
    for place, (opens, due) in enumerate(every):
        if due < start or opens >= end or opens > at or end <= start:
            continue
        version, need = number, rule.need
        if amendment is not None and amendment.start <= opens:
            version, need = 1, amendment.need
        elif amendment is not None and amendment.start <= due and amendment.start <= at:
            need = min(need, amendment.need)
        count = sum(opens <= day <= due and day <= at for day in acts)
        partial = opens < start
        if due >= end and at >= end:
            standing = "superseded"
        elif count >= need:
            standing = "met"
        elif partial and at < start:
            standing = "upcoming"
        elif at <= due:
            standing = "open"
        elif partial:
            standing = "optional"
        elif covered is None or covered > opens:
            standing = "no_record"
        else:
            standing = "overdue" if at <= every[place + 1][1] else "missed"
        found.append(Row(version, opens, due, need, standing, count))
    return found


def terms(
    begins: Sequence[date], expected: date | None, *, start: date, need: int, acts: Sequence[date], at: date
) -> list[Row]:
    """Rows of terms that have begun by `at`, of a record that is whole. `expected`: when the last one should end."""
    found = []
    for place, opens in enumerate(begins):
        over = begins[place + 1] if place + 1 < len(begins) else None
        if opens > at or (over is not None and over <= start):
            continue
        end = over or expected
        count = sum(opens <= day <= at and (over is None or day < over) for day in acts)
        if count >= need:
            standing = "met"
        elif opens < start and at < start:
            standing = "upcoming"
        elif over is None or at < over:
            standing = "open"
        elif opens < start:
            standing = "optional"
        else:
            after = begins[place + 2] if place + 2 < len(begins) else None
            standing = "missed" if after is not None and at >= after else "overdue"
        found.append(Row(0, opens, end - ONE if end else None, need, standing, count))
    return found


def apart(acts: Sequence[date], days: int, *, at: date) -> list[tuple[date, str]]:
    """Each act and whether the next one kept its distance: with several on one day each is an act."""
    held = sorted(day for day in acts if day <= at)
    found = []
    for place, day in enumerate(held):
        following = held[place + 1] if place + 1 < len(held) else None
        kept = following is None or (following - day).days >= days
        found.append((day, "open" if following is None else "met" if kept else "violated"))
    return found
